/* A query taken apart: the tree that reading makes and matching walks.
 * query.c matches, query_read.c reads, query_value.c reads values, query_key.c knows what can be asked of a record,
 * query_computed.c what is computed of it, query_is.c the states, query_order.h
 * the order, query_sort.c what it is called. */
#ifndef LOCKSTEP_MODEL_QUERY_INTERNAL_H
#define LOCKSTEP_MODEL_QUERY_INTERNAL_H

#include "base/map.h"
#include "lockstep/board.h"
#include "lockstep/calendar.h"
#include "lockstep/error.h"
#include "lockstep/query.h"

struct ls_metric_book;

enum query_is {
#define QUERY_IS(ID, word, entities, help, said) IS_##ID,
#include "lockstep/query.def"
    IS_COUNT
};

enum query_computed {
    KEY_FIELD, /* not computed */
#define QUERY_KEY(ID, name, entities, type, arg, help) KEY_##ID,
#include "lockstep/query.def"
    KEY_COUNT
};

/* What can be asked of a record: a field, or what is computed. */
struct query_key {
    const char *name;
    enum query_computed computed;
    int field; /* where it is one */
    enum ls_type type;
    int arg;
    size_t offset; /* of the field in its record */
};

/* One of the values that a term takes. Whole numbers, days, words of enums and records are spans of numbers. */
struct query_value {
    bool none;         /* what is empty fits */
    bool whole;        /* text: all of it, not a part */
    int64_t low, high; /* both included */
    double real_low, real_high;
    char *text; /* folded; NULL: not by text */
};

enum query_kind { TERM_WORD, TERM_IS, TERM_YES /* a field that holds yes or no */, TERM_KEY };

struct query_term {
    enum query_kind kind;
    enum query_is is;
    struct query_key key;
    struct query_value *values;
    size_t len, cap;
    char *word; /* folded */
};

enum query_node_kind { NODE_TERM, NODE_NOT, NODE_AND, NODE_OR };

/* Nodes stand in one array; NODE_NONE is none of them. */
enum { NODE_NONE = -1 };
struct query_node {
    enum query_node_kind kind;
    int first, next; /* first child, next sibling; of a term: its place in terms */
    size_t at, len;  /* in the text */
};

/* Fields that mean the same in many entities, under whatever name ("next_due" of a blocker is its "due"). */
enum query_role { ROLE_OWNER, ROLE_BACKUP, ROLE_DUE, ROLE_CREATED, ROLE_COUNT };

/* What states and computed keys look up, gathered when the first term asks. */
struct query_facts {
    bool has_blocked, has_carried, has_gaps, has_links, has_since, has_calendar;
    struct ls_map blocked, carried, gaps, linked, escalated; /* by record; gaps: bits of rules */
    bool counted[KEY_COUNT];
    struct ls_map counts[KEY_COUNT]; /* of computed keys that are counted, by record */
    int64_t since; /* start of the last closed sync */
    struct ls_calendar calendar;
    struct ls_score_book *own_scores;
    const struct ls_score_book *scores;
    struct ls_metric_book *metrics;
};

struct ls_query {
    struct ls_query_context context;
    int64_t today;
    char *text;
    struct query_term *terms;
    size_t term_len, term_cap;
    struct query_node *nodes;
    size_t node_len, node_cap;
    int root;
    bool closed; /* asks for what is closed too */
    bool words;
    char *sort;
    struct query_key roles[ROLE_COUNT]; /* name NULL: the entity has none */
    struct query_facts facts;
};

/* --- query_key.c --- */

/* Finds a key by its name for an entity; false where there is none. */
bool query_key_find(enum ls_entity entity, const char *name, struct query_key *ret_key);

/* Whether it is the status of items, which takes the words of their resolution, too. */
bool query_key_is_status(enum ls_entity entity, const struct query_key *key);

/* The name nearest to what was typed, of keys, and with term of all that may stand before a colon; NULL where nothing
 * is near. */
const char *query_key_nearest(enum ls_entity entity, const char *name, bool term);

/* Finds the fields of the entity's roles. */
void query_roles_find(struct ls_query *q);
int64_t query_role_int(const struct ls_query *q, enum query_role role, const struct ls_record *record);

/* The value of a key that is no text, set or real: LS_NONE where empty; of a stamp its day. */
int64_t query_key_int(const struct ls_query *q, const struct query_key *key, const struct ls_record *record);
double query_key_real(const struct ls_query *q, const struct query_key *key, const struct ls_record *record);
int64_t query_key_stamp(const struct query_key *key, const struct ls_record *record);

/* Borrowed from the record, or made in room where it is computed. */
const char *query_key_text(const struct ls_query *q, const struct query_key *key, const struct ls_record *record,
                           struct ls_buf *room);

/* --- query_computed.c --- */

/* Gathers what a computed key needs; nothing for a field. */
void query_computed_prepare(struct ls_query *q, enum query_computed computed);
int64_t query_computed_int(const struct ls_query *q, enum query_computed computed, const struct ls_record *record);
double query_computed_real(const struct ls_query *q, enum query_computed computed, const struct ls_record *record);
int64_t query_computed_stamp(enum query_computed computed, const struct ls_record *record);
void query_computed_text(const struct ls_query *q, const struct ls_record *record, struct ls_buf *b);

/* --- query_sort.c --- */

/* Finds what to sort by; LS_EUSAGE where it is none, and err says what can be sorted by. */
int query_sort_find(enum ls_entity entity, const char *name, struct query_key *ret_key, struct ls_error *err);

/* --- query_is.c --- */

/* The state of a word, or of what else it is called, for an entity; IS_COUNT where there is none. */
enum query_is query_is_find(enum ls_entity entity, const char *word);
/* Whether the words are one of the phrases that are said, as a whole: "overdue" of "overdue, past due". */
bool query_is_said(const char *said, const char *words);
void query_is_prepare(struct ls_query *q, enum query_is is);
bool query_is_match(const struct ls_query *q, enum query_is is, const struct ls_record *record);
bool query_is_closed(const struct ls_query *q, const struct ls_record *record);

/* Bits of the gaps of each record. */
void query_facts_gaps(struct ls_query *q);
void query_facts_done(struct query_facts *facts);

/* --- query_value.c --- */

/* Reads the values behind a colon into the term. len: bytes of text. bad (set on failure): where in text. */
int query_values_read(struct ls_query *q, struct query_term *term, const char *text, size_t len,
                      struct ls_query_place *bad, struct ls_error *err);
void query_values_free(struct query_term *term);

/* What stands behind a colon, in a few words: "a person, me or none". */
const char *query_values_words(const struct query_key *key);

#endif
