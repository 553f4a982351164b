/* People as the rules see them: halves, away, acting, whose turn it is. */
#ifndef LOCKSTEP_PEOPLE_H
#define LOCKSTEP_PEOPLE_H

#include "lockstep/types.h"

struct ls_board;
struct ls_buf;
struct ls_person;

/* The two halves of a team; a lead is in both. Bits, so that sets of halves can be compared. */
enum ls_half { LS_HALF_NONE = 0, LS_HALF_PRODUCT = 1, LS_HALF_MARKET = 2 };

/* The halves of a function (enum ls_function) and of a person (NULL: none). */
unsigned ls_function_halves(int64_t function);
unsigned ls_person_halves(const struct ls_person *person);

/* The halves that have members: active people, away or not. */
unsigned ls_board_halves(const struct ls_board *board);

/* Whether the word can be the handle of a new person: small letters, digits and - _ . behind a letter. */
bool ls_person_is_handle(const char *word);

/* Whose handle is likely meant by a word that nobody is called by: the same first letter, one letter off, two from four
 * letters on ("danna" is dana). 0: nobody's is near. */
ls_id ls_person_nearest(const struct ls_board *board, const char *word);

/* Appends the name by which a person is called in a text: the first name where nobody else has it, else all of it,
 * else the handle. Safe to show; nothing where there is no such person. */
void ls_person_name(const struct ls_board *board, ls_id person, struct ls_buf *b);

/* Whether the person is away on that date; a missing end of the span is open. NULL: no. */
bool ls_person_is_away(const struct ls_person *person, int64_t date);

/* Who acts on that date: the owner, or the backup (where there is one) while the owner is away. */
ls_id ls_person_acting(const struct ls_board *board, ls_id owner, ls_id backup, int64_t date);

/* Who comes after a person in a rota (a set), around its end; the first where the person is not in it.
 * Only active people take their turn. 0 where nobody does. */
ls_id ls_rota_next(const struct ls_board *board, const char *rota, ls_id after);

#endif
