/* Decisions: what an escalation lacks, when a decision wakes up. */
#include "lockstep/decision.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/board.h"
#include "lockstep/due.h"
#include "lockstep/error.h"
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

const struct ls_option *ls_decision_option(const struct ls_board *board, ls_id decision, const char *text)
{
    int64_t n;
    text = ls_text_skip_blank(text);
    LS_AUTO(string) char *word = ls_strndup(text, ls_text_trimmed(text, strlen(text)));
    if (!decision || !ls_text_to_int(word, &n))
        return NULL;
    LS_EACH(option, it, board)
    {
        if (it->decision == decision && it->n == n)
            return it;
    }
    return NULL;
}

int ls_decision_again(const char *text, int64_t today, int64_t *ret_date, struct ls_error *err)
{
    static const char *const BEGINNINGS[] = {"if", "when", "once", "after", "as soon as", "before", "until", "unless"};
    int64_t date = LS_NONE;
    text = ls_text_skip_blank(text);
    bool said = ls_due_parse(text, today, &date);
    for (size_t i = 0; i < LS_COUNT(BEGINNINGS); i++) {
        size_t len = strlen(BEGINNINGS[i]);
        said = said || (!strncasecmp(text, BEGINNINGS[i], len) && text[len] == ' ' && *ls_text_skip_blank(text + len));
    }
    if (!said) {
        ls_error_set(err, LS_EREFUSED, "\"%s\" is neither a day nor a condition", text);
        ls_error_hint(err, "17 mar, +4w, if sales fall");
        return LS_EREFUSED;
    }
    *ret_date = date;
    return LS_OK;
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
