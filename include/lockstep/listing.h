/* A listing: the records of an entity that a query finds, in its order, kept while people type, edit and sort.
 * What is searched of each record is folded once and again only when the record changes; a query that narrows the
 * last one looks only at what that found. For lists on the screen and on the command line. */
#ifndef LOCKSTEP_LISTING_H
#define LOCKSTEP_LISTING_H

#include "lockstep/query.h"

struct ls_listing;

/* Empty until the first ls_listing_update. */
struct ls_listing *ls_listing_new(enum ls_entity entity);
void ls_listing_free(struct ls_listing *listing);

/* Reads the board again, sorts and filters. Called whenever board, day, user or scores are others; the listing
 * borrows all of them until the next call. context.entity is the listing's own. A query that reads no more (its
 * owner is gone) finds nothing, and ls_listing_error says why. */
void ls_listing_update(struct ls_listing *listing, const struct ls_query_context *context);

/* Asks another query. Fails as ls_query_read, and then everything is as it was. */
int ls_listing_ask(struct ls_listing *listing, const char *text, struct ls_query_place *ret_place,
                   struct ls_error *err);

/* As ls_listing_ask, for text that is being typed: where it cannot be read, or its last word finds nothing and may
 * become the name of a field, what stands before that is asked instead, so that the list does not go away. Fails as
 * ls_query_read all the same. */
int ls_listing_type(struct ls_listing *listing, const char *text, struct ls_query_place *ret_place,
                    struct ls_error *err);

/* The text of the query, "" to begin with. Borrowed. */
const char *ls_listing_text(const struct ls_listing *listing);

/* Why it reads no more; "" where it does. Borrowed. */
const char *ls_listing_error(const struct ls_listing *listing);

/* The order where the query has none of its own: keys as behind "sort:", "" for the entity's. Fails for what is no
 * key, and then everything is as it was. */
int ls_listing_sort(struct ls_listing *listing, const char *keys, struct ls_error *err);

/* The keys that it is sorted by: those of the query, else of ls_listing_sort, else "". Borrowed. */
const char *ls_listing_sorted(const struct ls_listing *listing);

/* What was found, in order. Borrowed until the next call that changes something. */
const ls_id *ls_listing_ids(const struct ls_listing *listing, size_t *ret_len);

/* Folds the words of at most so many records that were not folded since they changed; true where none is left. What asks
 * for words does it for all that is left: where time is at hand before, no key has to wait for it. */
bool ls_listing_fold(struct ls_listing *listing, size_t most);

/* How many records the query finds in what was read last, without asking it: for counts beside saved views.
 * -1 where it cannot be read. */
int64_t ls_listing_count(struct ls_listing *listing, const char *text);

#endif
