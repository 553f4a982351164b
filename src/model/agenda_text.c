/* The words of the agenda: reference, title, why it is there, what is asked. Written last, for lines that stay. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "model/agenda_plan.h"

/* One line's words while they are written. */
struct words {
    const struct plan *plan;
    const struct plan_segment *segment;
    const struct plan_line *line;
    struct ls_buf title, why, ask;
};

static void words_date(const struct plan *plan, struct ls_buf *b, int64_t date)
{
    int year, month, day, this_year, unused_month, unused_day;
    if (date == LS_NONE)
        return;
    ls_date_split(date, &year, &month, &day);
    ls_date_split(plan->today, &this_year, &unused_month, &unused_day);
    ls_buf_printf(b, "%d %s", day, ls_month_long(month));
    if (year != this_year)
        ls_buf_printf(b, " %d", year);
}

static void words_count(struct ls_buf *b, int64_t count, const char *one, const char *many)
{
    ls_buf_printf(b, "%lld %s", (long long)count, count == 1 ? one : many);
}

static void words_business_days(struct ls_buf *b, int64_t days)
{
    words_count(b, days, "business day", "business days");
}

/* A value and its unit: "21.6 %". */
static void words_value(struct ls_buf *b, double value, const char *unit, bool rounded)
{
    if (rounded)
        value = round(value * 10) / 10;
    ls_text_real(b, value);
    if (unit && *unit)
        ls_buf_printf(b, " %s", unit);
}

static void words_semicolon(struct ls_buf *b)
{
    if (b->len)
        ls_buf_str(b, "; ");
}

/* --- rule 1: actions and questions ------------------------------------------------------------- */

static void words_open(struct words *w)
{
    const struct plan *plan = w->plan;
    int64_t overdue = 0, due = 0, questions = 0;
    for (size_t i = 0; i < plan->action_count; i++) {
        const struct ls_item *item = plan->actions[i];
        if (item->type == LS_ITEM_TYPE_QUESTION)
            questions++;
        else if (item->due < plan->today)
            overdue++;
        else
            due++;
    }
    if (plan->made) {
        ls_buf_str(&w->title, "Actions from ");
        words_date(plan, &w->title, plan->last_day);
        ls_buf_printf(&w->title, ": %lld of %lld done", (long long)plan->made_done,
                      (long long)plan->made);
    }
    if (overdue) {
        words_semicolon(&w->title);
        ls_buf_printf(&w->title, "%lld overdue", (long long)overdue);
    }
    if (due) {
        words_semicolon(&w->title);
        ls_buf_printf(&w->title, "%lld due before ", (long long)due);
        words_date(plan, &w->title, plan->next);
    }
    if (questions) {
        words_semicolon(&w->title);
        words_count(&w->title, questions, "question owed", "questions owed");
    }
    ls_buf_str(&w->why, overdue ? "overdue actions and questions" : "actions and questions that are due");
    ls_buf_str(&w->ask, "confirm");
}

/* --- rule 2: numbers --------------------------------------------------------------------------- */

static void words_metric(struct words *w)
{
    struct ls_metric_trend t;
    if (!ls_metric_trend(w->plan->metrics, w->line->record, &t) || !t.count)
        return;
    bool down = t.metric->direction == LS_DIRECTION_DOWN;
    ls_buf_printf(&w->title, "%s ", t.metric->name);
    words_value(&w->title, t.values[t.count - 1].value, t.metric->unit, false);
    if (!isnan(t.pace)) {
        ls_buf_str(&w->title, " (pace ");
        words_value(&w->title, t.pace, NULL, true);
        ls_buf_char(&w->title, ')');
    }
    ls_buf_printf(&w->why, "off pace and %s %d weeks running", down ? "rose" : "fell", t.worse_run);
    ls_buf_str(&w->ask, "cause in one sentence");
}

/* --- rule 3: escalations and blockers ---------------------------------------------------------- */

/* "; blocks LS-41 and LS-44", up to three of what the item blocks. */
static void words_blocks(const struct plan *plan, struct ls_buf *b, ls_id item)
{
    enum { SHOWN = 3 };
    int found = 0;
    ls_id shown[SHOWN];
    for (const struct plan_edge *e = NULL; (e = plan_edge_next(&plan->blocks, item, e));)
        shown[found++ % SHOWN] = e->to->rec.id;
    /* The chain runs from the newest link to the oldest: the last ones found come first. */
    for (int i = 0; i < found && i < SHOWN; i++) {
        ls_buf_str(b, i == 0 ? "; blocks " : i == found - 1 ? " and " : ", ");
        ls_board_name(plan->board, shown[(found - 1 - i) % SHOWN], b);
    }
    if (found > SHOWN)
        ls_buf_printf(b, " and %d more", found - SHOWN);
}

static void words_escalation(struct words *w)
{
    const struct plan *plan = w->plan;
    const struct ls_decision *decision = ls_decision_get(plan->board, w->line->record);
    const struct ls_blocker *blocker = ls_blocker_get(plan->board, decision->blocker);
    int64_t options = (int64_t)(uintptr_t)ls_map_get(&plan->options, decision->rec.id);
    ls_buf_str(&w->title, decision->title);
    ls_buf_str(&w->why, decision->needed_by < plan->today ? "escalation: answer was needed by "
                                                          : "escalation: answer needed by ");
    words_date(plan, &w->why, decision->needed_by);
    if (blocker && blocker->item)
        words_blocks(plan, &w->why, blocker->item);
    if (options > 1)
        ls_buf_printf(&w->ask, "choose 1 of %lld options", (long long)options);
    else
        ls_buf_str(&w->ask, "decide");
}

static void words_blocker(struct words *w)
{
    const struct plan *plan = w->plan;
    const struct ls_blocker *blocker = ls_blocker_get(plan->board, w->line->record);
    const struct ls_launch *launch = plan_launch_of(plan, ls_item_get(plan->board, blocker->item));
    ls_buf_str(&w->title, blocker->what);
    if (blocker->severity != LS_NONE)
        ls_buf_printf(&w->why, "severity %lld; ", (long long)blocker->severity);
    ls_buf_str(&w->why, "open ");
    words_business_days(&w->why, ls_calendar_days(&plan->calendar, blocker->opened, plan->today));
    if (plan->median_days != LS_NONE)
        ls_buf_printf(&w->why, " (median %lld)", (long long)plan->median_days);
    if (launch) {
        ls_buf_str(&w->why, "; launch ");
        ls_board_name(plan->board, launch->rec.id, &w->why);
    }
    if (blocker->severity == 3)
        ls_buf_str(&w->ask, "new date or escalate");
    else if (!*blocker->next_step)
        ls_buf_str(&w->ask, "next step and its date");
    else if (blocker->next_due != LS_NONE && blocker->next_due < plan->today)
        ls_buf_str(&w->ask, "new date for the next step");
    else if (blocker->next_due == plan->today)
        ls_buf_str(&w->ask, "is the next step done?");
    else if (blocker->next_due != LS_NONE) {
        ls_buf_str(&w->ask, "on track for ");
        words_date(plan, &w->ask, blocker->next_due);
        ls_buf_char(&w->ask, '?');
    } else {
        ls_buf_str(&w->ask, "gone by when?");
    }
}

/* --- rule 4: signals --------------------------------------------------------------------------- */

static void words_signal(struct words *w)
{
    const struct plan *plan = w->plan;
    const struct ls_signal *heaviest = NULL;
    int64_t weight = 0, best = -1, count = 0;
    LS_EACH(signal_item, link, plan->board) {
        const struct ls_signal *signal = link->item == w->line->record ? ls_signal_get(plan->board, link->signal) : NULL;
        int64_t own = link->weight == LS_NONE ? 0 : link->weight;
        if (!signal)
            continue;
        weight += own;
        if (!plan_signal_is_new(plan, signal))
            continue;
        count++;
        if (own > best) {
            best = own;
            heaviest = signal;
        }
    }
    ls_buf_printf(&w->title, "%s: ", ls_item_get(plan->board, w->line->record)->title);
    words_count(&w->title, count, "new signal", "new signals");
    if (heaviest) {
        ls_buf_str(&w->title, count == 1 ? " (" : " (first ");
        ls_board_name(plan->board, heaviest->rec.id, &w->title);
        ls_buf_char(&w->title, ')');
    }
    ls_buf_printf(&w->title, "; weight %lld", (long long)weight);
    ls_buf_str(&w->why, heaviest && *heaviest->takeaway ? heaviest->takeaway : "a new signal");
    ls_buf_str(&w->ask, "anything to change?");
}

/* --- rule 5: priorities ------------------------------------------------------------------------ */

/* "21.6 % is below 22", where the metric of the decision has crossed its line. */
static bool words_crossed(const struct plan *plan, struct ls_buf *b, const struct ls_decision *decision)
{
    struct ls_metric_trend t;
    if (!ls_metric_trend(plan->metrics, decision->review_metric, &t) || !t.count)
        return false;
    double newest = t.values[t.count - 1].value;
    bool below = newest < decision->review_below;
    if (!below && !(newest > decision->review_above))
        return false;
    ls_buf_printf(b, "%s ", t.metric->name);
    words_value(b, newest, t.metric->unit, false);
    ls_buf_str(b, below ? " is below " : " is above ");
    words_value(b, below ? decision->review_below : decision->review_above, NULL, false);
    return true;
}

static void words_review(struct words *w)
{
    const struct ls_decision *decision = ls_decision_get(w->plan->board, w->line->record);
    ls_buf_str(&w->title, decision->title);
    if (!words_crossed(w->plan, &w->why, decision)) {
        ls_buf_str(&w->why, "review due since ");
        words_date(w->plan, &w->why, decision->review_on);
    }
    ls_buf_str(&w->ask, "keep, change or supersede");
}

static void words_half(struct words *w)
{
    const struct ls_item *item = ls_item_get(w->plan->board, w->line->record);
    const struct ls_item *release = ls_item_get(w->plan->board, item->release);
    ls_buf_printf(&w->title, "%s ships ", item->title);
    words_date(w->plan, &w->title, release->due);
    ls_buf_str(&w->why, item->heads_up == LS_NONE ? "no market half and no heads-up" : "no market half");
    ls_buf_str(&w->ask, "who tells customers");
}

static void words_release(struct words *w)
{
    const struct plan *plan = w->plan;
    const struct ls_item *release = ls_item_get(plan->board, w->line->record);
    const struct ls_launch *launch = ls_launch_get(plan->board, w->line->record);
    int64_t date = release ? release->due : launch->gate, total, open;
    plan_tally(plan, w->line->record, &total, &open);
    ls_buf_printf(&w->title, "%s %s ", release ? release->title : launch->name, release ? "ships" : "gate");
    words_date(plan, &w->title, date);
    if (date == plan->today)
        ls_buf_str(&w->why, "today");
    else
        ls_buf_printf(&w->why, "in %lld day%s", (long long)(date - plan->today), date == plan->today + 1 ? "" : "s");
    if (total)
        ls_buf_printf(&w->why, "; %lld of %lld %s open", (long long)open, (long long)total, release ? "items" : "checks");
    if (launch && launch->verdict != LS_NONE && launch->verdict != LS_VERDICT_PENDING)
        ls_buf_printf(&w->ask, "still %s?", ls_enum_word(LS_ENUM_VERDICT, launch->verdict));
    else
        ls_buf_str(&w->ask, release ? "on track?" : "go, conditional or no-go");
}

static void words_triage(struct words *w)
{
    const struct plan *plan = w->plan;
    int64_t count = 0, oldest = LS_NONE;
    for (size_t i = 0; i < plan->item_count; i++) {
        const struct plan_item *item = &plan->items[i];
        if (!plan_is_in_triage(plan, item))
            continue;
        count++;
        if (item->created != LS_NONE && (oldest == LS_NONE || item->created < oldest))
            oldest = item->created;
    }
    words_count(&w->title, count, "new item waits", "new items wait");
    ls_buf_str(&w->title, "; oldest ");
    words_business_days(&w->title, ls_calendar_days(&plan->calendar, oldest, plan->today));
    ls_buf_str(&w->why, "triage limit is ");
    words_business_days(&w->why, plan_triage_limit(plan));
    ls_buf_str(&w->ask, "who triages today");
}

static void words_overdue(struct words *w)
{
    const struct ls_item *item = ls_item_get(w->plan->board, w->line->record);
    ls_buf_str(&w->title, item->title);
    ls_buf_str(&w->why, "was due ");
    words_date(w->plan, &w->why, item->due);
    ls_buf_str(&w->ask, "new date or drop");
}

static void words_changed(struct words *w)
{
    const struct ls_item *item = ls_item_get(w->plan->board, w->line->record);
    const struct ls_event *event = plan_other_half_change(w->plan, item);
    const struct ls_field *field = ls_field_info(LS_E_ITEM, event->field);
    ls_buf_str(&w->title, item->title);
    ls_board_name(w->plan->board, event->who, &w->why);
    ls_buf_printf(&w->why, " set %s ", field->name);
    ls_value_format(w->plan->board, field, &event->before, &w->why);
    ls_buf_str(&w->why, event->before.kind == LS_V_NULL ? "" : " ");
    ls_buf_str(&w->why, "→ ");
    ls_value_format(w->plan->board, field, &event->after, &w->why);
    if (event->after.kind == LS_V_NULL)
        ls_buf_str(&w->why, "none");
    ls_buf_str(&w->ask, "agree?");
}

/* --- any record -------------------------------------------------------------------------------- */

static const char *record_title(const struct ls_board *board, ls_id id)
{
    const struct ls_record *record = id ? ls_board_record(board, id) : NULL;
    const void *r = record;
    if (!record)
        return "";
    switch (record->entity) {
    case LS_E_ITEM: return ((const struct ls_item *)r)->title;
    case LS_E_BLOCKER: return ((const struct ls_blocker *)r)->what;
    case LS_E_DECISION: return ((const struct ls_decision *)r)->title;
    case LS_E_METRIC: return ((const struct ls_metric *)r)->name;
    case LS_E_LAUNCH: return ((const struct ls_launch *)r)->name;
    case LS_E_EXPERIMENT: return ((const struct ls_experiment *)r)->hypothesis;
    case LS_E_SIGNAL: return *((const struct ls_signal *)r)->takeaway ? ((const struct ls_signal *)r)->takeaway
                                                                     : ((const struct ls_signal *)r)->quote;
    case LS_E_TOPIC: return ((const struct ls_topic *)r)->name;
    case LS_E_TERM: return ((const struct ls_term *)r)->name;
    case LS_E_PERSON: return ((const struct ls_person *)r)->name;
    default: return "";
    }
}

static void words_hand(struct words *w)
{
    const struct ls_agenda_item *row = w->line->row;
    bool title_of_row = *row->title && w->line->rule == LS_RULE_HAND;
    ls_buf_str(&w->title, title_of_row ? row->title : record_title(w->plan->board, w->line->record));
    if (!w->title.len)
        ls_buf_str(&w->title, row->title);
    if (w->line->rule == LS_RULE_UNREACHED) {
        bool reached = *row->outcome && strcmp(row->outcome, "not reached") != 0;
        ls_buf_str(&w->why, reached ? "carried on from " : "not reached on ");
        words_date(w->plan, &w->why, w->plan->last_day);
    } else {
        ls_buf_str(&w->why, *row->reason ? row->reason : "added by hand");
    }
    ls_buf_str(&w->ask, *row->ask ? row->ask : "say what is needed");
}

static void words_dependency(struct words *w)
{
    const struct ls_item *item = ls_item_get(w->plan->board, w->line->record);
    ls_buf_str(&w->title, item->title);
    for (const struct plan_edge *e = NULL; (e = plan_edge_next(&w->plan->blocked_by, item->rec.id, e));) {
        if (e->to->owner == item->owner)
            continue;
        ls_buf_str(&w->why, w->why.len ? ", " : "blocked by ");
        ls_board_name(w->plan->board, e->to->rec.id, &w->why);
        if (e->to->owner) {
            ls_buf_str(&w->why, " of ");
            ls_board_name(w->plan->board, e->to->owner, &w->why);
        }
    }
    ls_buf_str(&w->ask, "date that both can keep");
}

static void words_other(struct words *w)
{
    const struct plan *plan = w->plan;
    const struct ls_experiment *x = ls_experiment_get(plan->board, w->line->record);
    const struct ls_launch *launch = ls_launch_get(plan->board, w->line->record);
    const struct ls_decision *decision = ls_decision_get(plan->board, w->line->record);
    const struct ls_signal *signal = ls_signal_get(plan->board, w->line->record);
    ls_buf_str(&w->title, record_title(plan->board, w->line->record));
    if (x) {
        ls_buf_printf(&w->why, "experiment %s", ls_enum_word(LS_ENUM_EXPERIMENT_STATUS, x->status));
        ls_buf_str(&w->ask, "what do we know so far");
    } else if (launch) {
        ls_buf_str(&w->why, launch->day == LS_NONE ? "launch without a day" : "launch on ");
        words_date(plan, &w->why, launch->day);
        ls_buf_str(&w->ask, "on track?");
    } else if (decision) {
        ls_buf_str(&w->why, decision->needed_by == LS_NONE ? "proposed" : "needed by ");
        words_date(plan, &w->why, decision->needed_by);
        ls_buf_str(&w->ask, "decide");
    } else if (signal) {
        ls_buf_printf(&w->why, "win%s%s", *signal->customer ? " at " : "", signal->customer);
        ls_buf_str(&w->ask, "what made the difference");
    }
}

/* --- third time, Not today, references --------------------------------------------------------- */

static void words_third(struct words *w)
{
    const char *word = ls_blocker_get(w->plan->board, w->line->record) || w->line->blocker ? "resolve or escalate"
                                                                                          : "decide or drop";
    if (w->line->rule == LS_RULE_ESCALATION)
        word = "choose today or drop";
    if (w->line->rule == LS_RULE_THIRD)
        ls_buf_str(&w->title, record_title(w->plan->board, w->line->record));
    words_semicolon(&w->why);
    if (w->line->carried == 2)
        ls_buf_printf(&w->why, "carried twice: %s", word);
    else
        ls_buf_printf(&w->why, "carried %lld times: %s", (long long)w->line->carried, word);
    ls_buf_set(&w->ask, word);
}

static void words_not_today(struct words *w, const struct ls_agenda_line *to)
{
    LS_AUTO(buf) struct ls_buf why = LS_BUF_INIT;
    ls_buf_printf(&why, "over budget: %lld:%02lld are full", (long long)(w->segment->seconds / 60),
                  (long long)(w->segment->seconds % 60));
    if (to->acting && to->acting != to->owner) {
        ls_buf_str(&why, "; ");
        ls_board_name(w->plan->board, to->owner, &why);
        ls_buf_str(&why, " away so ");
        ls_board_name(w->plan->board, to->acting, &why);
        ls_buf_str(&why, " acts");
    }
    if (w->why.len) {
        ls_buf_str(&why, "; ");
        ls_buf_str(&why, w->why.data);
    }
    ls_buf_set(&w->why, why.data);
    ls_buf_set(&w->ask, "async note");
}

static void words_refs(const struct words *w, struct ls_agenda_line *to)
{
    LS_AUTO(buf) struct ls_buf refs = LS_BUF_INIT, ref = LS_BUF_INIT;
    const struct plan_line *line = w->line;
    if (line->rule == LS_RULE_TRIAGE)
        ls_set_add_word(&refs, PLAN_TRIAGE, strlen(PLAN_TRIAGE));
    for (size_t i = 0; line->rule == LS_RULE_OPEN && i < w->plan->action_count; i++)
        ls_set_put_id(&refs, w->plan->actions[i]->rec.id);
    ls_set_add_id(&refs, line->blocker);
    ls_set_add_id(&refs, line->record);
    /* What else a line by hand names. */
    const char *at = line->rule == LS_RULE_HAND ? line->row->ref : "", *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&at, &word, &len, &id)) {
        if (id)
            ls_set_add_id(&refs, id);
        else
            ls_set_add_word(&refs, word, len);
    }
    ls_agenda_ref(w->plan->board, refs.data, &ref);
    to->refs = ls_buf_steal(&refs);
    to->ref = ls_buf_steal(&ref);
}

void plan_text(const struct plan *plan, const struct plan_segment *segment, const struct plan_line *line,
               struct ls_agenda_line *to)
{
    static void (*const writers[LS_RULE_COUNT])(struct words *w) = {
        [LS_RULE_HAND] = words_hand, [LS_RULE_UNREACHED] = words_hand, [LS_RULE_OPEN] = words_open,
        [LS_RULE_METRIC] = words_metric, [LS_RULE_ESCALATION] = words_escalation, [LS_RULE_BLOCKER] = words_blocker,
        [LS_RULE_SIGNAL] = words_signal, [LS_RULE_REVIEW] = words_review, [LS_RULE_HALF] = words_half,
        [LS_RULE_RELEASE] = words_release, [LS_RULE_TRIAGE] = words_triage, [LS_RULE_OVERDUE] = words_overdue,
        [LS_RULE_CHANGED] = words_changed, [LS_RULE_DEPENDENCY] = words_dependency,
        [LS_RULE_EXPERIMENT] = words_other, [LS_RULE_LAUNCH] = words_other, [LS_RULE_DECISION] = words_other,
        [LS_RULE_WIN] = words_other,
    };
    struct words w = {.plan = plan, .segment = segment, .line = line,
                      .title = LS_BUF_INIT, .why = LS_BUF_INIT, .ask = LS_BUF_INIT};
    if (line->rule == LS_RULE_CLOSE) {
        ls_buf_str(&w.title, "Read back decisions and actions; rate 1-10");
        ls_buf_str(&w.why, "close");
        ls_buf_str(&w.ask, "confirm");
    } else if (line->rule == LS_RULE_FREE) {
        ls_buf_str(&w.title, segment->name);
        ls_buf_str(&w.why, "time to talk");
        ls_buf_str(&w.ask, "what is on your mind");
    } else if (writers[line->rule]) {
        writers[line->rule](&w);
    }
    if (line->record && line->carried >= 2)
        words_third(&w);
    if (!to->today)
        words_not_today(&w, to);
    words_refs(&w, to);
    to->title = ls_buf_steal(&w.title);
    to->why = ls_buf_steal(&w.why);
    to->ask = ls_buf_steal(&w.ask);
}
