/* Decisions before and after they are taken: what an escalation still lacks, and when a decision wakes up. */
#ifndef LOCKSTEP_DECISION_H
#define LOCKSTEP_DECISION_H

#include "lockstep/types.h"

struct ls_board;
struct ls_buf;
struct ls_decision;
struct ls_error;
struct ls_metric_book;
struct ls_option;

/* What makes an escalation of a proposed decision. */
struct ls_escalation {
    size_t options;
    int64_t needed_by; /* LS_NONE: not said */
    const char *cost_of_delay;
    ls_id driver, approver, escalated_to;
};

/* Appends what it lacks, joined by ", " ("a second option, what a delay costs"); nothing where it is no draft:
 * two or more options, a needed-by date, a cost of delay, and somebody to decide who is not the driver. */
void ls_escalation_lacks(const struct ls_escalation *escalation, struct ls_buf *b);

/* The option of a decision that the text is the number of; NULL where it is none, or words. Borrowed. */
const struct ls_option *ls_decision_option(const struct ls_board *board, ls_id decision, const char *text);

/* Whether words say when to look at a decision again: a day, or a condition ("if win rate is below 21 %"). LS_EREFUSED
 * where they are neither. ret_date: the day, LS_NONE for a condition. */
int ls_decision_again(const char *text, int64_t today, int64_t *ret_date, struct ls_error *err);

/* Why a decided decision is due for review on a day: its date came, or the newest point of its metric is beyond its
 * line. */
enum ls_wake { LS_WAKE_NONE, LS_WAKE_DATE, LS_WAKE_BELOW, LS_WAKE_ABOVE };

/* ret_newest (may be NULL): the metric's newest value, where that woke it. metrics: ls_metric_book_new(board). */
enum ls_wake ls_decision_wakes(const struct ls_metric_book *metrics, const struct ls_decision *decision, int64_t today,
                               double *ret_newest);

#endif
