/* The rationale of an experiment on one page: what we believed, what we tried, what came out with its 95 % intervals,
 * what was decided. */
#include <math.h>

#include "lockstep/experiment.h"
#include "model/pages_build.h"

static void rationale_facts(const struct page *p, const struct ls_trial *t)
{
    const struct ls_experiment *x = t->experiment;
    LS_AUTO(string) char *start = page_day(p, x->start), *stop = page_day(p, x->stop);
    LS_AUTO(string) char *owner = page_owner(p, x->owner, x->backup), *item = page_name(p, x->item);
    const struct ls_item *about = ls_item_get(p->board, x->item);
    const struct ls_metric *metric = ls_metric_get(p->board, x->metric);
    ls_paper_heading(p->paper, 2, "What we believed");
    LS_AUTO(string) char *hypothesis = page_sentence(*x->hypothesis ? x->hypothesis : "No hypothesis was written down");
    ls_paper_begin(p->paper, LS_PAPER_PARAGRAPH);
    ls_paper_strong(p->paper, "%s", hypothesis);
    ls_paper_heading(p->paper, 2, "What we tried");
    ls_paper_begin(p->paper, LS_PAPER_PARAGRAPH);
    ls_paper_say(p->paper, "A test of %s, %s, from %s to %s, %lld sign-ups a variant wanted. Owner %s.",
                 ls_enum_word(LS_ENUM_EXPERIMENT_KIND, x->kind), ls_enum_word(LS_ENUM_EXPERIMENT_STATUS, x->status), start, stop,
                 (long long)t->needed, owner);
    if (about)
        ls_paper_say(p->paper, " For %s %s.", item, about->title);
    if (metric)
        ls_paper_say(p->paper, " It is to move %s.", *metric->name ? metric->name : metric->handle);
}

/* "20.0 % (14.9 to 26.2)" */
static char *rationale_percent(struct ls_interval v, bool sign)
{
    if (isnan(v.value))
        return ls_strdup("-");
    return ls_asprintf(sign ? "%+.1f (%+.1f to %+.1f)" : "%.1f %% (%.1f to %.1f)", v.value * 100, v.low * 100, v.high * 100);
}

static char *rationale_money(struct ls_interval v)
{
    if (isnan(v.value))
        return ls_strdup("-");
    return ls_asprintf("%+.0f (%+.0f to %+.0f)", v.value, v.low, v.high);
}

static void rationale_variant(const struct page *p, const struct ls_variant *v)
{
    LS_AUTO(string) char *price = page_number(v->arm->price, ""), *rate = rationale_percent(v->rate, false);
    LS_AUTO(string) char *lift = rationale_percent(v->lift, true), *arr = rationale_money(v->arr_impact);
    ls_paper_cell(p->paper, "%s", v->arm->label);
    if (isnan(v->step) || v->step == 0)
        ls_paper_cell(p->paper, "%s", price);
    else
        ls_paper_cell(p->paper, "%s (%+.1f %%)", price, v->step * 100);
    ls_paper_cell(p->paper, "%lld%s", (long long)(v->arm->signups == LS_NONE ? 0 : v->arm->signups), v->few ? ", too few" : "");
    ls_paper_cell(p->paper, "%lld", (long long)(v->arm->converted == LS_NONE ? 0 : v->arm->converted));
    ls_paper_cell(p->paper, "%s", rate);
    ls_paper_cell(p->paper, "%s", lift);
    ls_paper_cell(p->paper, "%s", arr);
}

/* What the intervals allow to be said of a variant; never a bare winner. */
static void rationale_reading(const struct page *p, const struct ls_variant *v)
{
    if (isnan(v->lift.value) || !v->arm->signups)
        return;
    bool more = v->lift.low > 0, less = v->lift.high < 0;
    ls_paper_begin(p->paper, LS_PAPER_ITEM);
    ls_paper_strong(p->paper, "%s", v->arm->label);
    ls_paper_say(p->paper, ": %s", more   ? "more of them convert than in the control"
                                   : less ? "fewer of them convert than in the control"
                                          : "no difference in conversion that this test could show: the interval holds 0");
    if (!isnan(v->arr_impact.value)) {
        bool gain = v->arr_impact.low > 0, loss = v->arr_impact.high < 0;
        ls_paper_say(p->paper, "; %s", gain   ? "it earns more"
                                       : loss ? "it earns less"
                                              : "what it earns may be more or less, the interval holds 0");
    }
    ls_paper_say(p->paper, "%s%s.", v->few ? "; too few sign-ups to say more" : "",
                 v->step_fits ? "" : "; the price step is outside 12 to 15 %");
}

/* A variant that nobody has seen yet. */
static void rationale_planned(const struct page *p, const struct ls_variant *v)
{
    LS_AUTO(string) char *price = page_number(v->arm->price, "");
    ls_paper_begin(p->paper, LS_PAPER_ITEM);
    ls_paper_strong(p->paper, "%s", v->arm->label);
    if (!isnan(v->arm->price))
        ls_paper_say(p->paper, ", price %s", price);
}

static void rationale_outcome(const struct page *p, const struct ls_trial *t)
{
    static const struct ls_paper_column columns[] = {
        {"variant", false}, {"price", true}, {"sign-ups", true}, {"converted", true},
        {"rate, 95 %", true}, {"points more, 95 %", true}, {"ARR of 100 sign-ups, 95 %", true},
    };
    int64_t signups = 0;
    for (size_t i = 0; i < t->count; i++)
        signups += t->variants[i].arm->signups != LS_NONE ? t->variants[i].arm->signups : 0;
    ls_paper_heading(p->paper, 2, "What came out%s", t->over ? "" : " so far");
    if (!t->count) {
        ls_paper_line(p->paper, LS_PAPER_PARAGRAPH, "It has no variants yet.");
        return;
    }
    if (!signups) {
        for (size_t i = 0; i < t->count; i++)
            rationale_planned(p, &t->variants[i]);
        ls_paper_line(p->paper, LS_PAPER_PARAGRAPH, "Nothing yet: nobody has signed up.");
        return;
    }
    ls_paper_table(p->paper, columns, LS_COUNT(columns));
    for (size_t i = 0; i < t->count; i++)
        rationale_variant(p, &t->variants[i]);
    for (size_t i = 0; i < t->count; i++)
        rationale_reading(p, &t->variants[i]);
    ls_paper_line(p->paper, LS_PAPER_PARAGRAPH,
                  "In brackets the 95 %% intervals: of a rate by Wilson's score, of a difference by Newcombe's.");
}

int page_build_rationale(const struct page *p, ls_id record, struct ls_error *err)
{
    struct ls_trial t = {0};
    (void)err;
    if (!ls_trial_read(p->board, record, p->today, &t))
        return 0; /* ls_page_build has found it */
    const struct ls_decision *d = ls_decision_get(p->board, t.experiment->decision);
    LS_AUTO(string) char *name = page_name(p, record);
    LS_AUTO(string) char *title = ls_asprintf("Rationale of %s", name);
    page_title(p, title, "Why we decided as we did, on one page.");
    rationale_facts(p, &t);
    rationale_outcome(p, &t);
    ls_paper_heading(p->paper, 2, "What we decided");
    if (d && d->status != LS_DECISION_STATUS_PROPOSED)
        page_decision(p, d);
    else if (d)
        ls_paper_line(p->paper, LS_PAPER_PARAGRAPH, "Nothing yet: %s is asked.", d->title);
    else
        ls_paper_line(p->paper, LS_PAPER_PARAGRAPH, "Nothing yet.");
    ls_trial_done(&t);
    return 0;
}
