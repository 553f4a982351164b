/* The board: a team file in memory. Records by entity and by id, and the events of the last weeks.
 * Everything that reads (agenda, lists, panes) reads a board; only changesets and the store's load change it. */
#ifndef LOCKSTEP_BOARD_H
#define LOCKSTEP_BOARD_H

#include "lockstep/changeset.h"
#include "lockstep/entity.h"

/* An edit of a watched field (LS_FF_WATCH) by a person: neither a creation nor an import. */
struct ls_event {
    ls_id record;
    enum ls_entity entity;
    int field;
    ls_id who;
    int64_t at;
    struct ls_value before, after;
    uint8_t writer[LS_WRITER_SIZE];
    uint64_t n; /* the changeset that it is from */
};

struct ls_board;

struct ls_board *ls_board_new(void);
void ls_board_free(struct ls_board *board);

/* Makes board hold what from holds, as a change of it: its version counts up. from is used up. Who has the board keeps
 * it; its records are others. */
void ls_board_take(struct ls_board *board, struct ls_board *from);

/* Any record by id, deleted ones too; NULL where there is none. Lives until the board changes it. */
const struct ls_record *ls_board_record(const struct ls_board *board, ls_id id);

/* --- a board of parts ------------------------------------------------------------------------ */

/* A board may hold a part of the team file and read the rest when somebody asks for it: one change of one item needs a
 * handful of records. Who reads a board does not see the difference: a walk has the whole entity, a reference that is
 * followed has its record. What is read on is as the file stood when the board began (or at the last change that came to
 * it), so that a board is of one moment. Not for who may not wait: the screen reads everything, behind. */
enum ls_board_part {
    LS_PART_RECORD, /* key: its id; entity LS_E_ANY where it is not known */
    LS_PART_NUM,    /* key: its number */
    LS_PART_ENTITY, /* all of them, deleted ones too, in the order of walks */
    LS_PART_BELOW,  /* key: the id of an item; the items whose parent or release it is */
    LS_PART_EVENTS, /* the events of the last weeks */
};
struct ls_board_need {
    enum ls_board_part part;
    enum ls_entity entity;
    int64_t key;
};

/* Reads a part: hands what there is to ls_board_read, or ls_board_read_event. false: it cannot be had now, and is asked
 * for again. */
struct ls_board_source {
    bool (*read)(void *arg, struct ls_board *board, const struct ls_board_need *need);
    ls_id (*highest)(void *arg); /* no record of the file has a higher id; 0: not known. NULL: it cannot be asked */
    void *arg;
    size_t singles; /* after so many single records of an entity, all of it is read; 0: never */
};
struct ls_board *ls_board_new_parts(const struct ls_board_source *source);

/* Forgets the records of entities that were not read as a whole: who asks for one again has it read. For who works
 * through many records. What was borrowed of them is gone. */
void ls_board_forget(struct ls_board *board);

/* Takes over what a source has read. What the board has already stays as it is there: it may have been changed. */
void ls_board_read(struct ls_board *board, struct ls_record *record);

/* Of that entity ls_board_read has had all that the file holds, unasked: it is not asked for any more. */
void ls_board_has_read(struct ls_board *board, enum ls_entity entity);

void ls_board_read_event(struct ls_board *board, struct ls_event *event);

/* The same for who knows its kind; one of another kind is found only where it is here already. */
const struct ls_record *ls_board_record_of(const struct ls_board *board, enum ls_entity entity, ls_id id);

/* ls_item_get(board, id) and so on: the record where it is of that entity and not deleted, else NULL.
 * id 0 gives NULL, so references can be followed without a check. */
#define ENTITY(ID, name, prefix, label, plural)                                                     \
    static inline const struct ls_##name *ls_##name##_get(const struct ls_board *board, ls_id id)   \
    {                                                                                               \
        const struct ls_record *r = ls_board_record_of(board, LS_E_##ID, id);                       \
        return r && r->entity == LS_E_##ID && !r->deleted ? (const struct ls_##name *)(const void *)r : NULL; \
    }
#include "lockstep/entity.def"

/* Walks the live records of an entity in the order in which they came to the board:
 *     LS_EACH(item, it, board) { … it->title … }      declares const struct ls_item *it. */
struct ls_board_walk {
    const struct ls_board *board;
    enum ls_entity entity;
    size_t at;
};
const void *ls_board_walk_next(struct ls_board_walk *walk);
#define ENTITY(ID, name, prefix, label, plural) enum { LS_WALK_##name = LS_E_##ID };
#include "lockstep/entity.def"
#define LS_EACH(name, var, from)                                                                    \
    for (struct ls_board_walk var##_walk = {(from), (enum ls_entity)LS_WALK_##name, 0}; var##_walk.board; \
         var##_walk.board = NULL)                                                                   \
        for (const struct ls_##name *var; (var = ls_board_walk_next(&var##_walk));)

/* How many live records. */
size_t ls_board_count(const struct ls_board *board, enum ls_entity entity);

/* By number ("LS-20" is item 20) or by handle (folded): the id, 0 where there is none. Live ones only. */
ls_id ls_board_by_num(const struct ls_board *board, enum ls_entity entity, int64_t num);
ls_id ls_board_by_handle(const struct ls_board *board, enum ls_entity entity, const char *handle);

/* The record that has the number, deleted or not: numbers are never used twice. 0 where there is none. */
ls_id ls_board_holder_of_num(const struct ls_board *board, enum ls_entity entity, int64_t num);

/* The highest number given to an entity so far, deleted ones too; 0 where none. */
int64_t ls_board_highest_num(const struct ls_board *board, enum ls_entity entity);

/* The live items whose parent or release is that one, in the order of walks; of a board of parts no others are read.
 * ret_items: its array is the caller's. Returns how many. */
size_t ls_board_below(const struct ls_board *board, ls_id id, const struct ls_item ***ret_items);

/* Appends what people call a record: "LS-20", "LS-new", "ines", "win_rate", and for records without
 * number or handle their label and key ("option D-9 2"). A deleted record keeps its name. */
void ls_board_name(const struct ls_board *board, ls_id id, struct ls_buf *b);

/* The same of a record in hand, which need not be on the board. */
void ls_record_name(const struct ls_board *board, const struct ls_record *record, struct ls_buf *b);

/* Finds what a person means by text: "LS-20", "ls-20", "@ines", "ines", "win_rate"; a record without number or handle
 * by the fields of its key ("LS-20 LS-40 counterpart", "D-9 2", "activated 2026-W10"), also with its label before them.
 * entity narrows it (LS_E_ANY: every kind; handles of people before metrics before rituals; keys with their label). LS_ENOTFOUND with the
 * nearest name as the hint, LS_EUSAGE where it is no reference at all. */
int ls_board_find(const struct ls_board *board, enum ls_entity entity, const char *text, ls_id *ret_id,
                  struct ls_error *err);

/* Events, oldest first. */
size_t ls_board_event_count(const struct ls_board *board);
const struct ls_event *ls_board_event(const struct ls_board *board, size_t i);

/* A setting's value, or fallback where it is not set. Borrowed. */
const char *ls_board_setting(const struct ls_board *board, const char *key, const char *fallback);
int64_t ls_board_setting_int(const struct ls_board *board, const char *key, int64_t fallback);

/* --- changing a board ------------------------------------------------------------------------ */

/* Takes over a record that the store has read; replaces one with the same id. */
void ls_board_put(struct ls_board *board, struct ls_record *record);

/* Adds an event that the store has read from the log (values are taken over). Events must come in order. */
void ls_board_put_event(struct ls_board *board, struct ls_event *event);

/* Sets every field to its after (forward) and adds events, or back to its before and takes the events away.
 * Edits of records that the board does not have are skipped unless they create; a board of parts skips only what comes
 * from the log (seq), for who asks for the record then reads it as the file has it. Never fails: merging
 * and rules come before. */
void ls_board_apply(struct ls_board *board, const struct ls_changeset *cs);
void ls_board_revert(struct ls_board *board, const struct ls_changeset *cs);

/* Puts what cs makes of its records onto the board for as long as rules are asked about it, and takes it off again:
 * the records themselves, what was borrowed from them and the version stay as they are. Numbers that cs gives are not
 * found by. Between the two calls the board is read only; cs is borrowed until the end. */
struct ls_board_trial;
struct ls_board_trial *ls_board_try(struct ls_board *board, const struct ls_changeset *cs);
void ls_board_try_end(struct ls_board *board, struct ls_board_trial *trial);

/* Counts up with every change: what was computed from the board at another count is stale. No two boards of a
 * process share a count. */
uint64_t ls_board_version(const struct ls_board *board);

/* The version at which a record of the entity changed last; 0: none has. */
uint64_t ls_board_changed(const struct ls_board *board, enum ls_entity entity);

/* The records of an entity that changed after a version of the same content, those that went too, in no order that
 * means anything. Returns how many; caller frees the array. */
size_t ls_board_changed_since(const struct ls_board *board, enum ls_entity entity, uint64_t version,
                              const struct ls_record ***ret_records);

/* Whether all records are others than at that version (ls_board_take, or another board): what was borrowed is gone. */
bool ls_board_replaced(uint64_t version, const struct ls_board *board);

/* --- fields as text -------------------------------------------------------------------------- */

/* Appends a field as CSV and people write it: words of enums, ISO dates, stamps in the team's zone,
 * names of references, sets joined by ';', 1 and 0, decimals with a point. */
void ls_field_format(const struct ls_board *board, const struct ls_record *record, int field, struct ls_buf *b);
void ls_value_format(const struct ls_board *board, const struct ls_field *field, const struct ls_value *value,
                     struct ls_buf *b);

/* Reads what ls_field_format writes (and a few kind spellings: true/yes, @handle, p1 for a priority,
 * a decimal comma is refused with a hint). References are looked up on the board; in a set a name with a known
 * prefix and a number (LS-20) or with an @ has to exist, other unknown names are words.
 * Outer blanks count in text only. "" gives NULL. Errors name the field's label and say what would do: LS_EREFUSED;
 * a missing record LS_ENOTFOUND. */
int ls_field_parse(const struct ls_board *board, const struct ls_field *field, const char *text,
                   struct ls_value *ret_value, struct ls_error *err);

/* Appends what a field takes, in a few words: "one of present, late, absent, guest; never empty". */
void ls_field_words(enum ls_entity entity, int field, struct ls_buf *b);

/* Whether the words say that a field shall be empty: "", "-", none, nobody. */
bool ls_field_is_none(const char *text);

/* Reads a field as people type it: days in words (due.h), also before a time ("thu 9:30"), "none" or "-" for empty,
 * "me", priorities by name, tags joined by commas; else as ls_field_parse. today: date; me: 0 where unknown. */
int ls_field_read(const struct ls_board *board, enum ls_entity entity, int field, const char *text, int64_t today,
                  ls_id me, struct ls_value *ret_value, struct ls_error *err);

/* Appends a field as people read it in a form, and ls_field_read reads it back: as ls_value_format, sets joined
 * by ", ". */
void ls_field_show(const struct ls_board *board, const struct ls_field *field, const struct ls_value *value,
                   struct ls_buf *b);

/* Packed records, for streaming a file to a board. */
void ls_record_pack(struct ls_buf *b, const struct ls_record *record);
/* The same by its parts, for who has the fields and no record: head, each field (an empty one is left out), end. */
void ls_record_pack_head(struct ls_buf *b, enum ls_entity entity, ls_id id);
void ls_record_pack_field(struct ls_buf *b, int field, const struct ls_value *v);
void ls_record_pack_end(struct ls_buf *b);
int ls_record_unpack(struct ls_unpack *u, struct ls_record **ret_record, struct ls_error *err);

#endif
