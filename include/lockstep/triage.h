/* Triage: what waits for a decision, what could be proposed for it, and what became of it. */
#ifndef LOCKSTEP_TRIAGE_H
#define LOCKSTEP_TRIAGE_H

#include "lockstep/board.h"
#include "lockstep/likeness.h"

struct ls_buf;
struct ls_changeset;

/* What became of an item that came in. */
enum ls_triage_state {
    LS_TRIAGE_WAITS,
    LS_TRIAGE_ACCEPTED,
    LS_TRIAGE_MERGED,    /* a duplicate of another */
    LS_TRIAGE_DECLINED,
    LS_TRIAGE_SNOOZED,
    LS_TRIAGE_SENT_BACK, /* snoozed while a question about it is open */
    LS_TRIAGE_STATES
};

/* today: date. A deleted item counts as declined. */
enum ls_triage_state ls_triage_state(const struct ls_board *board, ls_id item, int64_t today);

/* The open question about an item that was sent back; 0: none. */
ls_id ls_triage_question(const struct ls_board *board, ls_id item);

/* Whether its state is LS_TRIAGE_WAITS, told by the item alone. */
bool ls_triage_waits(const struct ls_item *item, int64_t today);

/* What waits, the oldest first, then by number. Caller frees *ret_ids. */
size_t ls_triage_queue(const struct ls_board *board, int64_t today, ls_id **ret_ids);

/* Who decided on an item, and when. */
struct ls_triage_decision {
    ls_id item, who;
    int64_t at;
};

/* The items that were decided on today and stand so now, in the order in which that was done; each once, with who did it
 * last. What was taken back is not among them. log: changesets, newest first. Caller frees *ret_decisions. */
size_t ls_triage_day(const struct ls_board *board, const struct ls_changeset *const *log, size_t count, int64_t today,
                     struct ls_triage_decision **ret_decisions);

/* Who could own an item, back it up, and what it could stand below; 0 where nothing speaks for anybody. */
struct ls_triage_proposal {
    ls_id owner, backup, parent;
};

/* What stands in the item already, else by vote: items past triage vote for their parent and people, twice a shared tag,
 * four times their likeness, once the same track; and only those that share a tag or are alike. The owner is a PM of a
 * product item, a PMM of a market item; a topic whose name begins as one of the item's tags does outvotes the items. */
void ls_triage_propose(const struct ls_board *board, const struct ls_item *item, const struct ls_like *likes, size_t count,
                       struct ls_triage_proposal *ret_proposal);

/* The items that vote, gathered once for many proposals on one version of the board. Caller frees. */
struct ls_triage_voters;
struct ls_triage_voters *ls_triage_voters_new(const struct ls_board *board);
void ls_triage_voters_free(struct ls_triage_voters *voters);
void ls_triage_propose_by(struct ls_triage_voters *voters, const struct ls_item *item, const struct ls_like *likes,
                          size_t count, struct ls_triage_proposal *ret_proposal);

/* Whom a question about it goes back to, by its source: a person, else somebody of that function (exec: a lead,
 * interview: research) who is here today; 0 where it names nobody. */
ls_id ls_triage_author(const struct ls_board *board, const struct ls_item *item, int64_t today);

/* Whom one asks about it where nobody else is named: ls_triage_author, else its owner, else who is accountable for a topic
 * that its tags begin as, else me (0: nobody). */
ls_id ls_triage_asked(const struct ls_board *board, const struct ls_item *item, int64_t today, ls_id me);

/* Has a decision of triage meet what others decide at the same time: every field by which an item is decided on is to be
 * what it was, whether the decision changes it or not. For what is to be merged only (ls_changeset_guard). */
void ls_triage_guard(struct ls_changeset *cs, const struct ls_board *board);

/* The item that a changeset decides on; 0 where it is none of triage's. */
ls_id ls_triage_decided(const struct ls_changeset *cs);

/* What somebody did who brought an item there: "accepted", "merged", "declined", "deleted", …; "changed" where it waits. */
const char *ls_triage_deed(const struct ls_board *board, ls_id item, int64_t today);

/* Appends "dana declined LS-63 first: yours was not made" where mine is a decision of triage that was refused for what
 * stands now, set by theirs; else false. */
bool ls_triage_met_text(const struct ls_board *board, const struct ls_changeset *mine, const struct ls_changeset *theirs,
                        int64_t today, struct ls_buf *b);

#endif
