/* The pipeline of the agenda: lines by hand, each segment's rules in order, fill, left-over seconds, text.
 * The rules themselves are in agenda_rules_*.c, what they read in agenda_context.c and agenda_history.c. */
#include "lockstep/agenda.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/error.h"
#include "lockstep/people.h"
#include "model/agenda_plan.h"

/* --- lines and claims -------------------------------------------------------------------------- */

double plan_key(int64_t value)
{
    return value == LS_NONE ? INFINITY : (double)value;
}

double plan_key_priority(int64_t priority)
{
    return priority == LS_NONE || priority <= 0 ? INFINITY : (double)priority;
}

double plan_key_kind(const struct ls_record *record)
{
    const char *prefix = ls_entity_info((enum ls_entity)record->entity)->prefix;
    return *prefix ? prefix[0] * 256.0 + (prefix[1] ? prefix[1] : '-') : INFINITY;
}

void plan_lines_push(struct plan_lines *lines, struct plan_line line)
{
    line.order = lines->len;
    LS_GROW(lines->v, lines->len, lines->cap);
    lines->v[lines->len++] = line;
}

static int line_compare(const void *a, const void *b)
{
    const struct plan_line *x = a, *y = b;
    for (int i = 0; i < PLAN_KEYS; i++) {
        if (x->key[i] < y->key[i] || x->key[i] > y->key[i])
            return x->key[i] < y->key[i] ? -1 : 1;
    }
    return x->order < y->order ? -1 : x->order > y->order;
}

void plan_lines_sort(struct plan_lines *lines)
{
    if (lines->len)
        qsort(lines->v, lines->len, sizeof(*lines->v), line_compare);
}

bool plan_is_free(const struct plan *plan, ls_id record)
{
    return !ls_map_get(&plan->claimed, record) && !ls_map_get(&plan->dropped, record);
}

void plan_claim(struct plan *plan, ls_id record)
{
    ls_map_put(&plan->claimed, record, plan);
}

void plan_absorb(struct plan *plan, struct plan_line *line)
{
    const struct ls_decision *decision = ls_decision_get(plan->board, line->record);
    const struct ls_blocker *blocker =
        decision && plan_is_escalation(plan, decision) ? ls_blocker_get(plan->board, decision->blocker) : NULL;
    if (!blocker)
        return;
    if (!ls_map_get(&plan->claimed, blocker->rec.id))
        line->blocker = blocker->rec.id;
    plan_claim(plan, blocker->rec.id);
    if (blocker->item)
        plan_claim(plan, blocker->item);
}

bool plan_add(struct plan *plan, struct plan_segment *segment, struct plan_line line)
{
    if (line.record && !plan_is_free(plan, line.record))
        return false;
    if (line.record)
        plan_claim(plan, line.record);
    if (line.record && line.rule != LS_RULE_SIGNAL)
        line.carried = plan_carried(plan, line.record);
    plan_absorb(plan, &line);
    plan_lines_push(&segment->lines, line);
    return true;
}

void plan_add_sorted(struct plan *plan, struct plan_segment *segment, struct plan_lines *lines)
{
    plan_lines_sort(lines);
    for (size_t i = 0; i < lines->len; i++)
        plan_add(plan, segment, lines->v[i]);
    free(lines->v);
    *lines = (struct plan_lines){0};
}

/* --- candidates -------------------------------------------------------------------------------- */

static void plan_collect(struct plan *plan)
{
    static const struct {
        unsigned feeds;
        void (*rule)(struct plan *plan, struct plan_segment *segment);
    } rules[] = {
        {FEED_ACTIONS, plan_rule_open},
        {FEED_METRICS, plan_rule_metrics},
        {FEED_ESCALATIONS, plan_rule_escalations},
        {FEED_BLOCKERS, plan_rule_blockers},
        {FEED_DEPENDENCIES, plan_rule_dependencies},
        {FEED_SIGNALS, plan_rule_signals},
        {FEED_EXPERIMENTS, plan_rule_experiments},
        {FEED_LAUNCHES, plan_rule_launches},
        {FEED_DECISIONS, plan_rule_decisions},
        {FEED_CHANGES | FEED_GAPS | FEED_TRIAGE | FEED_PRIORITIES, plan_rule_priorities},
        {FEED_WINS, plan_rule_wins},
        {FEED_FREE, plan_rule_free},
        {FEED_CLOSE, plan_rule_close},
    };
    plan_rule_hand(plan);
    for (size_t s = 0; s < plan->segment_count; s++) {
        for (size_t r = 0; r < LS_COUNT(rules); r++) {
            if (plan->segments[s].feeds & rules[r].feeds)
                rules[r].rule(plan, &plan->segments[s]);
        }
    }
}

/* --- fill -------------------------------------------------------------------------------------- */

/* Gives lines of the segment, from the first that waits on, their seconds or what is left if that is at
 * least half; the first that gets neither, and all below it, wait. */
static void segment_fill(struct plan_segment *segment, int64_t *left)
{
    while (segment->today < segment->lines.len) {
        struct plan_line *line = &segment->lines.v[segment->today];
        if (*left < line->seconds && (*left <= 0 || *left * 2 < line->seconds))
            return;
        line->planned = *left < line->seconds ? *left : line->seconds;
        *left -= line->planned;
        segment->today++;
    }
}

/* Each segment fills its own time; what all have left over goes to waiting lines. Returns what is spare. */
static int64_t plan_fill(struct plan *plan)
{
    static const enum ls_agenda_kind order[] = {LS_SEGMENT_BLOCKERS, LS_SEGMENT_SIGNALS, LS_SEGMENT_PRIORITIES,
                                                LS_SEGMENT_OTHER};
    int64_t spare = 0;
    for (size_t i = 0; i < plan->segment_count; i++) {
        int64_t left = plan->segments[i].seconds;
        segment_fill(&plan->segments[i], &left);
        spare += left;
    }
    for (size_t k = 0; k < LS_COUNT(order); k++) {
        for (size_t i = 0; i < plan->segment_count; i++) {
            if (plan->segments[i].kind == order[k])
                segment_fill(&plan->segments[i], &spare);
        }
    }
    return spare;
}

/* --- the result -------------------------------------------------------------------------------- */

static void agenda_add(struct ls_agenda *agenda, const struct plan *plan, size_t segment, size_t at)
{
    const struct plan_segment *from = &plan->segments[segment];
    const struct plan_line *line = &from->lines.v[at];
    struct ls_agenda_line *to = &agenda->lines[agenda->count++];
    bool today = at < from->today;
    *to = (struct ls_agenda_line){
        .segment = (int)segment, .rule = line->rule, .position = (int)agenda->count, .today = today,
        .start = today ? agenda->planned : LS_NONE, .planned = today ? line->planned : LS_NONE,
        .wanted = line->seconds, .record = line->record, .row = line->row ? line->row->rec.id : 0,
        .state = LS_LINE_STATE_QUEUED, .carried = line->carried, .spent = LS_NONE,
    };
    plan_people(plan, line, &to->owner, &to->backup);
    to->acting = ls_person_acting(plan->board, to->owner, to->backup, plan->today);
    plan_text(plan, from, line, to);
    if (today) {
        agenda->planned += line->planned;
        agenda->today_count++;
        agenda->segments[segment].lines++;
        agenda->segments[segment].planned += line->planned;
    }
}

static struct ls_agenda *plan_result(const struct plan *plan, int64_t spare)
{
    struct ls_agenda *agenda = ls_alloc(sizeof(*agenda));
    *agenda = (struct ls_agenda){
        .board = plan->board, .ritual = plan->ritual->rec.id, .meeting = plan->meeting ? plan->meeting->rec.id : 0,
        .last = plan->last ? plan->last->rec.id : 0, .facilitator = plan->facilitator, .previous = plan->previous,
        .at = plan->at, .today = plan->today, .next = plan->next, .seconds = plan->seconds, .spare = spare,
        .segment_count = plan->segment_count,
    };
    size_t lines = 0;
    agenda->segments = ls_alloc((plan->segment_count + 1) * sizeof(*agenda->segments));
    for (size_t i = 0; i < plan->segment_count; i++) {
        const struct plan_segment *s = &plan->segments[i];
        agenda->segments[i] = (struct ls_agenda_segment){.name = ls_strdup(s->name), .kind = s->kind, .seconds = s->seconds};
        lines += s->lines.len;
    }
    agenda->lines = ls_alloc((lines + 1) * sizeof(*agenda->lines));
    for (size_t i = 0; i < plan->segment_count; i++) {
        for (size_t at = 0; at < plan->segments[i].today; at++)
            agenda_add(agenda, plan, i, at);
    }
    for (size_t i = 0; i < plan->segment_count; i++) {
        for (size_t at = plan->segments[i].today; at < plan->segments[i].lines.len; at++)
            agenda_add(agenda, plan, i, at);
    }
    return agenda;
}

int ls_agenda_plan(const struct ls_board *board, ls_id ritual, int64_t now, struct ls_agenda **ret_agenda,
                   struct ls_error *err)
{
    return ls_agenda_plan_at(board, ritual, LS_NONE, now, ret_agenda, err);
}

static int agenda_plan(const struct ls_board *board, ls_id ritual, int64_t at, int64_t now, const struct plan_over *over,
                       struct ls_agenda **ret_agenda, struct ls_error *err)
{
    static const struct ls_ritual usual = {.handle = "sync", .name = "Weekly sync", .cadence = "weekly", .at = "",
                                           .minutes = 15, .purpose = "", .rota = "", .active = 1};
    const struct ls_ritual *r = ritual ? ls_ritual_get(board, ritual) : &usual;
    struct plan plan;
    if (!r)
        return ls_error_set(err, LS_ENOTFOUND, "the team has no such ritual");
    plan_init(&plan, board, r, at, now, over);
    plan_collect(&plan);
    int64_t spare = plan_fill(&plan);
    plan_read_tallies(&plan);
    *ret_agenda = plan_result(&plan, spare);
    plan_done(&plan);
    return LS_OK;
}

int ls_agenda_plan_at(const struct ls_board *board, ls_id ritual, int64_t at, int64_t now,
                      struct ls_agenda **ret_agenda, struct ls_error *err)
{
    return agenda_plan(board, ritual, at, now, NULL, ret_agenda, err);
}

int ls_agenda_plan_start(const struct ls_board *board, ls_id ritual, int64_t now, struct ls_agenda **ret_agenda,
                         struct ls_error *err)
{
    struct ls_agenda *agenda;
    int code = ls_agenda_plan(board, ritual, now, &agenda, err);
    if (!code && agenda->today != ls_stamp_date(now)) {
        ls_agenda_free(agenda);
        code = ls_agenda_plan_at(board, ritual, now, now, &agenda, err);
    }
    if (!code)
        *ret_agenda = agenda;
    return code;
}

/* Whether the line to come is about what the row is about. */
static bool agenda_is_about(const struct ls_agenda_line *line, const struct ls_agenda_item *row)
{
    const char *at = row->ref, *word;
    size_t len;
    ls_id id;
    bool names = false;
    while (ls_set_next(&at, &word, &len, &id)) {
        names = names || id;
        if (id && ls_set_has_id(line->refs, id))
            return true;
    }
    bool triage = ls_set_has_word(row->ref, PLAN_TRIAGE);
    int64_t kind = ls_enum_value(LS_ENUM_LINE_KIND, ls_agenda_rule_word(line->rule));
    return !names && !row->by_hand && kind == row->kind && triage == ls_set_has_word(line->refs, PLAN_TRIAGE);
}

bool ls_agenda_returns(const struct ls_board *board, ls_id line, bool carried)
{
    const struct ls_agenda_item *row = ls_agenda_item_get(board, line);
    const struct ls_meeting *meeting = ls_meeting_get(board, row ? row->meeting : 0);
    const struct ls_ritual *ritual = ls_ritual_get(board, meeting ? meeting->ritual : 0);
    if (!ritual || meeting->started == LS_NONE)
        return false;
    struct plan_over over = {meeting, line, carried ? LS_LINE_STATE_CARRIED : LS_LINE_STATE_PARKED};
    struct ls_agenda *agenda;
    if (agenda_plan(board, ritual->rec.id, LS_NONE, meeting->started, &over, &agenda, NULL) < 0)
        return false;
    bool returns = false;
    for (size_t i = 0; i < agenda->count && !returns; i++)
        returns = agenda_is_about(&agenda->lines[i], row);
    ls_agenda_free(agenda);
    return returns;
}

void ls_agenda_free(struct ls_agenda *agenda)
{
    if (!agenda)
        return;
    for (size_t i = 0; i < agenda->count; i++) {
        struct ls_agenda_line *line = &agenda->lines[i];
        free(line->refs);
        free(line->ref);
        free(line->title);
        free(line->why);
        free(line->ask);
        free(line->outcome);
    }
    free(agenda->lines);
    for (size_t i = 0; i < agenda->segment_count; i++)
        free(agenda->segments[i].name);
    free(agenda->segments);
    free(agenda);
}
