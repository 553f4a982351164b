/* Names of records and fields as text, looked up on a board or, in an import, among what it brings, too. */
#ifndef LOCKSTEP_MODEL_NAME_H
#define LOCKSTEP_MODEL_NAME_H

#include "lockstep/board.h"

struct ls_error;

/* Where names are looked up. The functions return 0 where nothing is called so. */
struct name_source {
    const struct ls_board *board;
    ls_id (*by_num)(const struct name_source *source, enum ls_entity entity, int64_t num);
    ls_id (*by_handle)(const struct name_source *source, enum ls_entity entity, const char *handle);
    /* Appends the handle that is nearest to the folded text, at most two letters away; false where none is. */
    bool (*nearest)(const struct name_source *source, enum ls_entity entity, const char *folded, struct ls_buf *b);
    const char *todo; /* what to do about a name that nobody has and none is near */
};

/* The board alone. */
struct name_source name_board(const struct ls_board *board);

/* As ls_board_find and ls_field_parse, by any source. */
int name_find(const struct name_source *source, enum ls_entity entity, const char *text, ls_id *ret_id,
              struct ls_error *err);
int name_parse(const struct name_source *source, const struct ls_field *field, const char *text,
               struct ls_value *ret_value, struct ls_error *err);

/* "LS-20" → item 20; the number must fill the rest. */
bool name_numbered(const char *text, enum ls_entity *ret_entity, int64_t *ret_num);

#endif
