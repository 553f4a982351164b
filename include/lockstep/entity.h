/* The entities as structs and as descriptors, both made from entity.def.
 * Store, CSV, JSON, forms, columns, filters, completion and the manual read the descriptors. */
#ifndef LOCKSTEP_ENTITY_H
#define LOCKSTEP_ENTITY_H

#include <assert.h>

#include "lockstep/types.h"

struct ls_buf;

/* --- the words of enums: LS_ITEM_STATUS_TRIAGE = 0 … LS_ITEM_STATUS_COUNT ------------------- */
#define ENUM(TAG, tag) enum ls_##tag {
#define VALUE(TAG, NAME, word) LS_##TAG##_##NAME,
#define ENUM_END(TAG, tag) LS_##TAG##_COUNT };
#include "lockstep/enum.def"

enum ls_enum {
#define ENUM(TAG, tag) LS_ENUM_##TAG,
#include "lockstep/enum.def"
    LS_ENUM_COUNT
};

/* The word of a value ("" for LS_NONE or out of range), the value of a word (LS_NONE: no such
 * word; case is ignored, '-' and ' ' read as '_'), and how many there are. */
const char *ls_enum_word(enum ls_enum set, int64_t value);
int64_t ls_enum_value(enum ls_enum set, const char *word);
int ls_enum_count(enum ls_enum set);

/* --- entities -------------------------------------------------------------------------------- */
enum ls_entity {
#define ENTITY(ID, name, prefix, label, plural) LS_E_##ID,
#include "lockstep/entity.def"
    LS_E_COUNT,
    LS_E_NONE, /* argument of SET: words only */
    LS_E_ANY,  /* argument of SET: records of every kind */
};

/* What stands in every record. Numbers: num is LS_NONE until the store gives one ("LS-new"). */
struct ls_record {
    ls_id id;
    int64_t entity;   /* enum ls_entity */
    int64_t deleted;  /* 0 or 1 */
    int64_t num;
    int64_t entered;  /* stamp of the changeset that made it */
    int64_t imported; /* 1: it came from a CSV */
    uint64_t version; /* the board's when this record last changed there; no field */
};

/* Members: text, note and set are const char * (never NULL, "" is empty, owned by the board);
 * real is double (NaN is empty); ref is ls_id (0 is empty); bool is int64_t 0 or 1;
 * all else int64_t (LS_NONE is empty). */
#define LS_C_TEXT const char *
#define LS_C_NOTE const char *
#define LS_C_SET const char *
#define LS_C_INT int64_t
#define LS_C_ENUM int64_t
#define LS_C_DATE int64_t
#define LS_C_STAMP int64_t
#define LS_C_BOOL int64_t
#define LS_C_REF ls_id
#define LS_C_REAL double
#define ENTITY(ID, name, prefix, label, plural) struct ls_##name { struct ls_record rec;
#define FIELD(ID, entity, member, TYPE, label, arg, flags, limit) LS_C_##TYPE member;
#define ENTITY_END(ID, name) };
#include "lockstep/entity.def"

enum ls_type {
    LS_T_TEXT, LS_T_NOTE, LS_T_SET, LS_T_INT, LS_T_ENUM, LS_T_DATE, LS_T_STAMP, LS_T_BOOL, LS_T_REF, LS_T_REAL,
};

enum ls_field_flag {
    LS_FF_HANDLE = 1,  /* what people call the record by; CSV column "id" */
    LS_FF_KEY = 2,     /* part of the natural key of a record without handle or number */
    LS_FF_REQ = 4,     /* may not be empty */
    LS_FF_WATCH = 8,   /* an edit of it becomes an event on the board (changes, drops) */
    LS_FF_HIDDEN = 16, /* the program's own: not in CSV, forms or lists */
    LS_FF_WEEK = 32,   /* an ISO week: 2026-W10 */
    LS_FF_TRUE = 64,   /* a bool that is 1 in a new record */
    LS_FF_COMMON = 128, /* one of the four that every entity has */
    LS_FF_TITLE = 256, /* what people read a record by: "LS-20 ETA page for receivers" */
    LS_FF_MORE = 512,  /* seldom filled in by hand: at the end of forms */
    LS_FF_FROZEN = 1024, /* hidden, and part of the minutes: written when a meeting starts; CSV and JSON have it */
};

/* Field numbers: the common ones, then LS_F_item_title and so on, per entity from LS_F_FIRST. */
enum { LS_F_DELETED, LS_F_NUM, LS_F_ENTERED, LS_F_IMPORTED, LS_F_FIRST };
#define ENTITY(ID, name, prefix, label, plural) enum { LS_F_BEFORE_##name = LS_F_FIRST - 1,
#define FIELD(ID, entity, member, TYPE, label, arg, flags, limit) LS_F_##entity##_##member,
#define ENTITY_END(ID, name) LS_F_COUNT_##name };
#include "lockstep/entity.def"

struct ls_field {
    const char *name;  /* SQL column, CSV header (but "id" for a handle), JSON key */
    const char *label;
    enum ls_type type;
    int arg;           /* enum ls_enum for ENUM, enum ls_entity for REF and SET */
    unsigned flags;
    int limit;         /* characters of text; 0: none */
    size_t offset;     /* in the entity's struct */
};

struct ls_entity_info {
    const char *name;   /* SQL table, CSV file, JSON key: "signal_item" */
    const char *prefix; /* "LS", or "" */
    const char *label;
    const char *plural;
    size_t size;
    const struct ls_field *fields; /* field_count of them, the four common ones first */
    int field_count;
    int handle; /* field number of the handle, -1: none */
};

extern const struct ls_entity_info ls_entities[]; /* for the two below */

/* Static data: lives as long as the program. */
static inline const struct ls_entity_info *ls_entity_info(enum ls_entity entity)
{
    assert(entity < LS_E_COUNT);
    return &ls_entities[entity];
}

static inline const struct ls_field *ls_field_info(enum ls_entity entity, int field)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    assert(field >= 0 && field < info->field_count);
    return &info->fields[field];
}

/* The field that people read a record of the entity by (LS_FF_TITLE); -1 where it has none. */
int ls_entity_title(enum ls_entity entity);

/* How many words name a record of the entity: one for a number or a handle, else one a field of its key. */
int ls_entity_key_words(enum ls_entity entity);

/* By name ("item", also plural "items"); LS_E_COUNT where there is none. */
enum ls_entity ls_entity_by_name(const char *name);

/* By number prefix ("LS", case ignored); LS_E_COUNT where there is none. */
enum ls_entity ls_entity_by_prefix(const char *prefix, size_t len);

/* Field number by name ("id" finds the handle); -1 where there is none. */
int ls_field_by_name(enum ls_entity entity, const char *name);

/* Whether the field can hold a whole number: a day of the years 1 to 9999, an instant of them, a number of up to a
 * million million. Beyond, sums and calendars would overflow. */
bool ls_field_holds(const struct ls_field *field, int64_t i);

/* The header of the field in CSV: its name, or "id" for a handle. */
const char *ls_field_header(const struct ls_field *field);

/* --- values ---------------------------------------------------------------------------------- */
enum ls_value_kind { LS_V_NULL, LS_V_INT, LS_V_REAL, LS_V_TEXT };

/* One field's content outside a record. Owns its text. Zeroed is NULL. */
struct ls_value {
    enum ls_value_kind kind;
    union {
        int64_t i;
        double r;
        char *text;
    };
};

struct ls_value ls_value_int(int64_t i);      /* LS_NONE gives NULL */
struct ls_value ls_value_real(double r);      /* NaN gives NULL */
struct ls_value ls_value_text(const char *s); /* copies; "" and NULL give NULL */
struct ls_value ls_value_copy(const struct ls_value *v);
bool ls_value_equal(const struct ls_value *a, const struct ls_value *b);
void ls_value_done(struct ls_value *v);

/* Reads a field of a record as a value (a copy; empty is NULL). */
struct ls_value ls_record_get(const struct ls_record *record, int field);

/* Whether the field is empty (a bool never is). */
bool ls_record_empty(const struct ls_record *record, int field);

/* Writes a value into a record that the caller owns (the board's own functions and tests);
 * copies text. A value of the wrong kind, or one that the field cannot hold as a damaged file may have it, empties it. */
void ls_record_set(struct ls_record *record, int field, const struct ls_value *v);

/* A blank record on the heap: everything empty, bools by LS_FF_TRUE. Free with ls_record_free. */
struct ls_record *ls_record_new(enum ls_entity entity, ls_id id);
void ls_record_free(struct ls_record *record);

/* A copy on the heap. */
struct ls_record *ls_record_copy(const struct ls_record *record);

/* --- sets ------------------------------------------------------------------------------------ */
/* A set is text: elements joined by ';', in the order in which they were put, none twice.
 * An element is a word, or "#" and a record's id in hexadecimal. */

/* Walks the elements: *at starts as the set and moves on; false at the end.
 * ret_id is the record of a '#' element, else 0. */
bool ls_set_next(const char **at, const char **ret_word, size_t *ret_len, ls_id *ret_id);
bool ls_set_has_id(const char *set, ls_id id);
bool ls_set_has_word(const char *set, const char *word);
int ls_set_count(const char *set);
void ls_set_add_id(struct ls_buf *set, ls_id id);
void ls_set_put_id(struct ls_buf *set, ls_id id); /* one that is known not to be in it */
void ls_set_add_word(struct ls_buf *set, const char *word, size_t len);

/* Whether CSV and JSON have the field: what people write, and what the minutes froze. */
static inline bool ls_field_is_data(const struct ls_field *field)
{
    return !(field->flags & LS_FF_HIDDEN) || field->flags & LS_FF_FROZEN;
}

/* The columns that lists add to those of the entity ("score", "acting"): an import passes over them.
 * Ended by NULL. Static. */
enum { LS_COMPUTED_MOST = 6 };
const char *const *ls_entity_computed(enum ls_entity entity);

#endif
