/* The query language: which records of an entity are wanted, and in which order. The same on the screen, on the
 * command line and in saved views.
 *
 *   driver battery              every word somewhere in what is searched (ls_query_words)
 *   "driver app"                the words as they stand
 *   owner:ines,none             a field (entity.def) or what is computed (query.def); a comma is either
 *   due:<fri p:1..2 age:>7d     days, numbers and ages compare; a range takes both its ends
 *   is:late -tag:beta           states; a leading '-' (or "not") turns a term around
 *   (p:1 or is:late) owner:me   terms side by side must all hold and bind closer than "or"
 *   @unowned p:1                the terms of a saved view (saved_view.h), and its order
 *   sort:due,-rice              the order; '-' is downwards, what is empty comes last
 *
 * Case and accents do not matter. A query without a term finds what the entity's list shows when nothing is asked
 * for: items of the backlog, open blockers, active people, all of what else there is. With a term it finds closed
 * items and blockers and inactive people only where a term on status, resolution or state asks for them. */
#ifndef LOCKSTEP_QUERY_H
#define LOCKSTEP_QUERY_H

#include "lockstep/entity.h"

struct ls_board;
struct ls_buf;
struct ls_error;
struct ls_query;
struct ls_score_book;

/* What the words of a query depend on. All borrowed. */
struct ls_query_context {
    const struct ls_board *board;
    enum ls_entity entity;
    int64_t now; /* stamp: its day is what "fri" counts from */
    ls_id me;    /* whom is:mine means; 0: not known */
    const struct ls_score_book *scores; /* NULL: made where a query asks for them */
    const char *views;  /* my private views (saved_view.h); NULL: none */
    const char *within; /* a saved view in which all must be; NULL: none */
    const char *view;   /* the saved view that gets this text, so that it may not stand in itself; NULL: none */
};

/* Where in the text a mistake is, in bytes. */
struct ls_query_place {
    size_t at, len;
    bool unfinished; /* typing on at the end of the text may make it right */
    bool within;     /* it is not in the text: the view that the context names cannot be read */
};

/* Reads text once, to match often. What it gathers (who is blocked, scores) is of the board as it is now: read it
 * again when the board has changed. Fails with LS_EUSAGE and one sentence, the hint says what would be right; place
 * (may be NULL) says where. Caller frees. */
int ls_query_read(const struct ls_query_context *context, const char *text, struct ls_query **ret_query,
                  struct ls_query_place *ret_place, struct ls_error *err);
void ls_query_free(struct ls_query *query);

/* As ls_query_read for a command line: the sentence begins with "column 7: ", or with "--view: ". */
int ls_query_read_column(const struct ls_query_context *context, const char *text, struct ls_query **ret_query,
                         struct ls_error *err);

/* Whether the text has no term (it may still sort). */
bool ls_query_empty(const struct ls_query *query);

/* Whether a record of the entity fits. words: the record's ls_query_words where they are at hand, else NULL. */
bool ls_query_match(const struct ls_query *query, const struct ls_record *record, const char *words);

/* The same in two steps, for lists that are filtered at every key: whether a list leaves a record out unless it is
 * asked for (closed items and blockers, inactive people), and whether it fits apart from that; words must be given
 * where the query has any, and of the record nothing is read for them. */
bool ls_query_leaves_out(const struct ls_record *record);
bool ls_query_holds(const struct ls_query *query, const struct ls_record *record, const char *words);

/* Whether it asks for what is left out; whether it looks for words at all. */
bool ls_query_asks_closed(const struct ls_query *query);
bool ls_query_has_words(const struct ls_query *query);

/* Whether every record that fits query fits old too (as far as their texts tell): then it is enough to look at what
 * old found, as while a word is being typed. Both of the same board, entity and day. */
bool ls_query_narrows(const struct ls_query *query, const struct ls_query *old);

/* Appends what words are looked for in, folded: name, lines of text, tags, the handles of people; not notes. */
void ls_query_words(const struct ls_board *board, const struct ls_record *record, struct ls_buf *ret_words);

/* Appends the terms that plain words ask for, where people call terms so who do not know them: "late ines" is
 * "is:late ines", "no owner" is "owner:none". What is called nothing stays; false where nothing is called so. */
bool ls_query_meant(enum ls_entity entity, const char *text, struct ls_buf *ret_terms);

/* What a term finds, in a few words, where it is a state or often asked; "" else. Static. */
const char *ls_query_term_help(enum ls_entity entity, const char *term);

/* --- order ----------------------------------------------------------------------------------- */

/* What "sort:" says, "" where it does not: "due,-rice". Borrowed. */
const char *ls_query_sort(const struct ls_query *query);

/* The order of an entity's list, in the same words. Static. */
const char *ls_query_order(enum ls_entity entity);

/* How one key ("due", "-rice") orders, for people: "earliest first", "highest first"; "" for what is no key. */
void ls_query_sort_words(enum ls_entity entity, const char *key, struct ls_buf *b);

/* Sorts records of the entity by keys, then by the entity's order, then by age. What a key is empty for comes last.
 * LS_EUSAGE for what is no key; the hint says what is. */
int ls_query_sort_records(const struct ls_query_context *context, const char *keys, const struct ls_record **records,
                          size_t count, struct ls_error *err);

/* --- the tables, for the manual, help and completion -------------------------------------------- */

struct ls_query_word {
    const char *name, *help;
    uint64_t entities; /* bit 1 << enum ls_entity */
    const char *said;  /* what else people call it: "overdue, past due"; "" where nothing */
};

/* How terms are put together: name is an example. NULL behind the last. Static. */
const struct ls_query_word *ls_query_form_info(size_t i);

/* The words behind "is:" and what is computed, by place; NULL behind the last. Static. */
const struct ls_query_word *ls_query_is_info(size_t i);
const struct ls_query_word *ls_query_key_info(size_t i);

/* What is often asked, by place: name holds the terms that answer it; NULL behind the last. Static. */
const struct ls_query_word *ls_query_ask_info(size_t i);

/* All that records of an entity can be asked for and sorted by, by place: fields (help is the label), then what is
 * computed. False behind the last. */
bool ls_query_name(enum ls_entity entity, size_t i, struct ls_query_word *ret_word);

/* What stands behind a name and its colon, in a few words: "a person, me or none"; "" where there is no such name. */
const char *ls_query_values_words(enum ls_entity entity, const char *name);

/* The words that may stand behind a name, by place: of the status of items also how they were closed. NULL behind the
 * last, and where it takes no words. Static. */
const char *ls_query_value_word(enum ls_entity entity, const char *name, size_t i);

/* The field, or what is computed, that a name stands for: "priority" for "p"; "" where there is none. Static. */
const char *ls_query_called(enum ls_entity entity, const char *name);

/* Other names of fields, by place: name is the other one, help the field. NULL behind the last. */
const struct ls_query_word *ls_query_alias_info(size_t i);

/* What may stand in place of the word that ends text (all of a filter line up to the cursor): calls add for each
 * with the whole word, what to show of it, and a few words about it. */
void ls_query_complete(const struct ls_query_context *context, const char *word,
                       void (*add)(void *arg, const char *value, const char *label, const char *detail), void *arg);

#endif
