/* Likeness of items: which say the same in other words. By the letters of title and problem, in any language.
 *
 * The measure. A text is folded (case, accents and width gone) and cut into its set of character trigrams, word by word
 * with a blank at both ends ("van": " va" "van" "an "); in scripts that are written without blanks (Chinese, Japanese,
 * Thai ...) pairs of characters take their place. A trigram weighs ln(1 + N / n), where n of the N items have it: what
 * everybody writes counts little. Two texts are alike by what they share, weighed, twice, over what both have, weighed
 * (Dice's coefficient): 0 nothing, 1 all.
 *
 * Title and problem of one item are each compared with title and problem of the other: people put into a title what
 * others call the problem. Two problems alone count 0.8 of that. The best of the four is 0.7 of the likeness, that of
 * title and problem together 0.3; where one of the two items has no problem, the best counts alone.
 *
 * The index holds the items that something can be a duplicate of: no goals, themes, initiatives and releases, no
 * duplicates; closed ones too. */
#ifndef LOCKSTEP_LIKENESS_H
#define LOCKSTEP_LIKENESS_H

#include "lockstep/board.h"

/* From where a look-alike is worth a line, and from where a pair is likely one thing told twice. */
#define LS_LIKENESS_SHOWN 0.40
#define LS_LIKENESS_LIKELY 0.55

struct ls_like {
    ls_id id;
    double likeness; /* 0 to 1 */
};

struct ls_like_pair {
    ls_id id, other; /* other came to the board first */
    double likeness;
};

struct ls_likeness;

struct ls_likeness *ls_likeness_new(void);
void ls_likeness_free(struct ls_likeness *index);

/* Takes in what changed on the board since the last call; the first call, and a board of other records, takes in all.
 * What is found next is of this version. Keeps nothing of the board. */
void ls_likeness_update(struct ls_likeness *index, const struct ls_board *board);

/* The same in slices, for whoever must not wait: takes in at most so many items. true once all is in; until then nothing
 * is found. */
bool ls_likeness_step(struct ls_likeness *index, const struct ls_board *board, size_t most);

/* Takes in items that are on no board, until the next version of a board is taken in. */
void ls_likeness_add(struct ls_likeness *index, const struct ls_item *const *items, size_t count);

/* The items most like a title and a problem ("" where there is none), best first, none below LS_LIKENESS_SHOWN; ties by
 * id. but: an item that is left out (itself), 0: none. Returns how many, at most cap. Exact for the 256 that share most
 * with it; trigrams that more than a fifth of a thousand or more items have find nobody, though they count. */
size_t ls_likeness_find(struct ls_likeness *index, const char *title, const char *problem, ls_id but,
                        struct ls_like *ret_likes, size_t cap);

/* The item that likely says the same, for many questions in a row; false where none does. Looks at the few items that
 * share the rarest trigrams: what is that much alike shares some. */
bool ls_likeness_likely(struct ls_likeness *index, const char *title, const char *problem, ls_id but,
                        struct ls_like *ret_like);

/* Whether one can be the other told again: an action or a question is about something else, and pairs with its kind. */
bool ls_likeness_may_pair(const struct ls_item *a, const struct ls_item *b);

/* The pairs of at least LS_LIKENESS_LIKELY of which one is open, the most alike first; an action or a question
 * pairs with its kind only. Caller frees *ret_pairs. */
size_t ls_likeness_pairs(struct ls_likeness *index, const struct ls_board *board, struct ls_like_pair **ret_pairs);

/* The items that cs makes, each with what likely says the same: an item of the board, without cs, or one that cs makes
 * before it; in their order. Caller frees *ret_pairs. */
size_t ls_likeness_pairs_made(struct ls_likeness *index, const struct ls_board *board, const struct ls_changeset *cs,
                              struct ls_like_pair **ret_pairs);

/* Appends which of the items that an import makes are likely there already, or in it twice: "2 of 12 new items likely say what
 * is there already:", then a line each, at most so many. Nothing is held up by it: triage merges them. A list of thousands is
 * a move, and its likeness to itself no news. board: without cs. */
struct ls_buf;
void ls_likeness_made_text(const struct ls_board *board, const struct ls_changeset *cs, size_t lines, struct ls_buf *b);

#endif
