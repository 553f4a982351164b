/* Decisions: what an escalation lacks, when a decision wakes up. */
#include "lockstep/decision.h"

#include "base/buf.h"
#include "lockstep/board.h"
#include "lockstep/metric.h"

void ls_escalation_lacks(const struct ls_escalation *e, struct ls_buf *b)
{
    enum { NEEDED_OPTIONS = 2 };
    bool decider = (e->escalated_to && e->escalated_to != e->driver) || (e->approver && e->approver != e->driver);
    const struct {
        bool lacks;
        const char *words;
    } parts[] = {
        {!e->options, "two options"},
        {e->options && e->options < NEEDED_OPTIONS, "a second option"},
        {e->needed_by == LS_NONE, "a date by which it is needed"},
        {!*e->cost_of_delay, "what a delay costs"},
        {!decider, "somebody to decide who does not drive it"},
    };
    bool first = true;
    for (size_t i = 0; i < LS_COUNT(parts); i++) {
        if (!parts[i].lacks)
            continue;
        ls_buf_printf(b, "%s%s", first ? "" : ", ", parts[i].words);
        first = false;
    }
}

enum ls_wake ls_decision_wakes(const struct ls_metric_book *metrics, const struct ls_decision *decision, int64_t today,
                               double *ret_newest)
{
    struct ls_metric_trend trend;
    if (decision->status != LS_DECISION_STATUS_DECIDED)
        return LS_WAKE_NONE;
    if (decision->review_on != LS_NONE && decision->review_on <= today)
        return LS_WAKE_DATE;
    if (!decision->review_metric || !ls_metric_trend(metrics, decision->review_metric, &trend) || !trend.count)
        return LS_WAKE_NONE;
    double newest = trend.values[trend.count - 1].value;
    if (ret_newest)
        *ret_newest = newest;
    return newest < decision->review_below ? LS_WAKE_BELOW
           : newest > decision->review_above ? LS_WAKE_ABOVE : LS_WAKE_NONE; /* NaN: never */
}
