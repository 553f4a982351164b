/* The choices that questions offer, filled from the board and narrowed by what is typed. */
#ifndef LOCKSTEP_UI_CHOICES_H
#define LOCKSTEP_UI_CHOICES_H

#include "lockstep/board.h"
#include "lockstep/query.h"
#include "ui/prompt.h"

/* Whether what is offered has the word in it: case and accents folded, none in every text. */
bool choices_has(const char *text, const char *word);

/* Active people whose handle or name has the word; those whose handle begins with it come first. */
void choices_people(const struct ls_board *board, const char *word, int64_t today, struct choices *ret);

void choices_priorities(const char *word, struct choices *ret);

/* The words of an enum, each with its first free letter as the key that takes it. */
void choices_enum(enum ls_enum set, const char *word, struct choices *ret);

/* Days that are often meant. */
void choices_dates(const char *word, int64_t today, struct choices *ret);

/* Names of fields, and behind "field=" its values. always: also for an empty word. */
void choices_fields(const struct ls_board *board, enum ls_entity entity, const char *word, int64_t today, bool always,
                    struct choices *ret);

/* What may end a word of the query language: fields, their values, states. */
void choices_query(const struct ls_query_context *context, const char *word, struct choices *ret);

/* People, where the word begins with "@". */
void choices_mentions(const struct ls_board *board, const char *word, int64_t today, struct choices *ret);

#endif
