/* What records are called during an import: names on the board and names that the import itself brings,
 * found in constant time. */
#ifndef LOCKSTEP_EXCHANGE_NAMES_H
#define LOCKSTEP_EXCHANGE_NAMES_H

#include "base/map.h"
#include "base/strmap.h"
#include "model/name.h"

struct ls_error;

struct names {
    struct name_source source;            /* first: what it hands on finds the rest */
    struct ls_strmap handles[LS_E_COUNT]; /* folded handle → id, of board and import */
    struct ls_map nums[LS_E_COUNT];       /* number → id, of the import alone */
};

void names_init(struct names *names, const struct ls_board *board);
void names_done(struct names *names);

/* Names a record of the import. */
void names_add_num(struct names *names, enum ls_entity entity, int64_t num, ls_id id);
void names_add_handle(struct names *names, enum ls_entity entity, const char *handle, ls_id id);

/* The id, 0 where nothing is called so. */
ls_id names_handle(const struct names *names, enum ls_entity entity, const char *handle);

/* Reads a cell as ls_field_parse does, but references find what the import brings, too. */
int names_parse(const struct names *names, const struct ls_field *field, const char *text, struct ls_value *ret_value,
                struct ls_error *err);

#endif
