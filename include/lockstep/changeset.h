/* The one currency: everything that changes data is a changeset.
 * Commands make them from a board; session keeps them; store merges and commits; boards apply them. */
#ifndef LOCKSTEP_CHANGESET_H
#define LOCKSTEP_CHANGESET_H

#include "lockstep/entity.h"

struct ls_board;
struct ls_buf;
struct ls_error;
struct ls_unpack;

/* One field of one record, before and after. */
struct ls_edit {
    int field;
    struct ls_value before, after;
};

/* All edits of one record: one row of the log. A creation is an edit of LS_F_DELETED from NULL to 0. */
struct ls_record_edit {
    enum ls_entity entity;
    ls_id id;
    struct ls_edit *edits;
    size_t len, cap;
};

enum ls_changeset_flag {
    LS_CS_WHOLE = 1,  /* commit all or nothing: one field's conflict refuses the rest */
    LS_CS_IMPORT = 2, /* records that it makes are "imported"; its edits are no changes of the other half */
    LS_CS_UNDO = 4,   /* the inverse of an earlier one, which undoes names */
    LS_CS_REDO = 8,   /* ... and that one was an undo itself: beside LS_CS_UNDO */
};

/* What a changeset is called: a number of one journal. n 0: none. */
struct ls_changeset_name {
    uint8_t writer[LS_WRITER_SIZE];
    uint64_t n;
};

struct ls_changeset {
    uint8_t writer[LS_WRITER_SIZE]; /* the journal that keeps it; given by the session */
    uint64_t n;                     /* its number in that journal, from 1; 0: not kept yet */
    uint64_t seq;                   /* its place in the team file's log; 0: not saved yet */
    ls_id who;                      /* person, 0 where nobody is known (init, import) */
    int64_t at;                     /* stamp */
    char *label;                    /* what it is, for the log: "set due", "import item.csv" */
    unsigned flags;                 /* enum ls_changeset_flag */
    struct ls_changeset_name undoes; /* LS_CS_UNDO: of which one it is the inverse */
    ls_id group;                    /* an import in several changesets: the same in each, undone as one; 0: none */
    size_t group_len;               /* as the log tells a group in one: how many records all of it has; else 0 */
    struct ls_record_edit *records;
    size_t len, cap;
    void *index; /* id -> place in records; owned */
};

struct ls_changeset *ls_changeset_new(const char *label);

/* An empty one with the same name, author and purpose: for a part of like, or what is left of it. Caller frees. */
struct ls_changeset *ls_changeset_new_like(const struct ls_changeset *like);
void ls_changeset_free(struct ls_changeset *cs);

/* How many records it is told with: those of its group where it stands for all of it. */
size_t ls_changeset_told(const struct ls_changeset *cs);

/* Takes out records whose edits all came to nothing. */
void ls_changeset_prune(struct ls_changeset *cs);

/* Starts a record. Its fields are set with ls_change_*; bools that are true by default are set.
 * Returns its new id. */
ls_id ls_change_create(struct ls_changeset *cs, enum ls_entity entity, int64_t now);

/* As ls_change_create with an id that is known (tests, merge). */
void ls_change_create_as(struct ls_changeset *cs, enum ls_entity entity, ls_id id, int64_t now);

/* Sets one field of a record of the board, or of one made in this changeset. What stood there before
 * comes from the board; a value equal to it leaves no edit. The value is copied. */
void ls_change_set(struct ls_changeset *cs, const struct ls_board *board, ls_id id, int field,
                   const struct ls_value *value);
void ls_change_int(struct ls_changeset *cs, const struct ls_board *board, ls_id id, int field, int64_t value);
void ls_change_ref(struct ls_changeset *cs, const struct ls_board *board, ls_id id, int field, ls_id value);
void ls_change_real(struct ls_changeset *cs, const struct ls_board *board, ls_id id, int field, double value);
void ls_change_text(struct ls_changeset *cs, const struct ls_board *board, ls_id id, int field, const char *value);

/* Marks a record as deleted. */
void ls_change_delete(struct ls_changeset *cs, const struct ls_board *board, ls_id id);

/* The record's edits, NULL where the changeset does not touch it; the edit of one field, or NULL. */
const struct ls_record_edit *ls_changeset_record(const struct ls_changeset *cs, ls_id id);
const struct ls_edit *ls_changeset_edit(const struct ls_changeset *cs, ls_id id, int field);
/* The same for who has the record's edits. */
const struct ls_edit *ls_record_edit_get(const struct ls_record_edit *record, int field);

/* Whether the edits make the record, and do not change one that is there. */
bool ls_record_edit_makes(const struct ls_record_edit *record);

/* Raw building, for unpacking and merging: adds the record where it is new, and one edit as given
 * (values are taken over). */
struct ls_record_edit *ls_changeset_add_record(struct ls_changeset *cs, enum ls_entity entity, ls_id id);
void ls_record_edit_add(struct ls_record_edit *record, int field, struct ls_value before, struct ls_value after);
void ls_record_edit_reserve(struct ls_record_edit *record, size_t more); /* room for so many edits, no more than that */
void ls_changeset_trim(struct ls_changeset *cs, ls_id id, size_t more); /* gives back room beyond that, where it has the record */

/* The inverse: what undoes cs, and names it. A creation becomes a deletion. Writer and n are not set. Caller frees. */
struct ls_changeset *ls_changeset_inverse(const struct ls_changeset *cs, int64_t now);

/* Adds to the inverse of made the guards of its deletions: every field of a record that made has made, as an edit from
 * its value to the same. They change nothing; but where somebody has given such a record another value since, merging
 * makes a conflict of its deletion. For what is to be merged only, never to be applied. */
void ls_changeset_guard(struct ls_changeset *inverse, const struct ls_changeset *made);

/* The same for records that cs deletes, with what stands on board: so nobody deletes what he has not seen. A record that
 * has guards already keeps them. */
void ls_changeset_guard_deleted(struct ls_changeset *cs, const struct ls_board *board);

/* A copy with its identity. Caller frees. */
struct ls_changeset *ls_changeset_copy(const struct ls_changeset *cs);
/* Whether both are the same number of the same journal. */
bool ls_changeset_same_id(const struct ls_changeset *a, const struct ls_changeset *b);
/* Whether cs has that name. */
bool ls_changeset_is(const struct ls_changeset *cs, const struct ls_changeset_name *name);

/* Packed form. The identity part (who, at, label, flags, edits) is what the SHA-256 covers: numbers and
 * seq that the store gives are outside it. */
void ls_changeset_pack(struct ls_buf *b, const struct ls_changeset *cs);
int ls_changeset_unpack(struct ls_unpack *u, struct ls_changeset **ret_cs, struct ls_error *err);
/* The same without its records; ret_count: how many it has. */
int ls_changeset_unpack_head(struct ls_unpack *u, struct ls_changeset **ret_cs, size_t *ret_count, struct ls_error *err);
void ls_changeset_hash(const struct ls_changeset *cs, uint8_t ret_hash[LS_HASH_SIZE]);

/* The fields of one record's edit as stored in a log row, and back. Fields beyond this program's
 * entity.def (a newer author) are skipped. */
void ls_record_edit_pack(struct ls_buf *b, const struct ls_record_edit *record);
int ls_record_edit_unpack(struct ls_unpack *u, struct ls_record_edit *ret_record, struct ls_error *err);

void ls_value_pack(struct ls_buf *b, const struct ls_value *v);
struct ls_value ls_value_unpack(struct ls_unpack *u);

#endif
