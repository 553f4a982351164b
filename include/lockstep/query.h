/* Queries over items, for the live filter and the command line: words and field:value terms.
 *
 *   driver battery        every word somewhere in number, title, tags, owner, backup, persona
 *   owner:ines backup:none p:1,2 status:started type:bug track:market tag:x release:LS-11 parent:LS-5
 *   is:blocked is:late is:mine is:triage is:snoozed is:closed is:any
 *   due:<fri due:>=2026-03-20 due:none age:>7d
 *   -term                 not so
 *
 * Closed items are left out unless a status: or is: term asks for them. */
#ifndef LOCKSTEP_QUERY_H
#define LOCKSTEP_QUERY_H

#include "lockstep/types.h"

struct ls_board;
struct ls_buf;
struct ls_item;
struct ls_query;

/* Reads text; never fails, since it is read while it is typed: a term that is not understood is a word.
 * today: the date that words such as "fri" count from; me: who is:mine means, 0: nobody.
 * Borrows board, which must outlive it and may change. Caller frees. */
struct ls_query *ls_query_new(const struct ls_board *board, const char *text, int64_t today, ls_id me);
void ls_query_free(struct ls_query *query);

/* Whether the text said nothing. */
bool ls_query_empty(const struct ls_query *query);

/* Whether an item fits. Closed ones do only where the text asks for them. */
bool ls_query_match(const struct ls_query *query, const struct ls_item *item);

/* The same with the item's words at hand (ls_query_words), for lists that are filtered at every key. */
bool ls_query_match_words(const struct ls_query *query, const struct ls_item *item, const char *words);

/* Appends what words of a query are looked for in, folded; it changes with the item and its people's handles. */
void ls_query_words(const struct ls_board *board, const struct ls_item *item, struct ls_buf *ret_words);

/* The first term that looks like field:value and is not understood, "" where there is none. Borrowed. */
const char *ls_query_odd(const struct ls_query *query);

#endif
