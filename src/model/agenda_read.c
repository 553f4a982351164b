/* An agenda once it is made: read back from a meeting's lines, squeezed while it runs, asked of people. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/error.h"
#include "lockstep/meeting.h"
#include "lockstep/people.h"
#include "model/agenda_plan.h"

void ls_agenda_name(const struct ls_board *board, const struct ls_agenda *agenda, struct ls_buf *b)
{
    if (agenda->meeting)
        ls_board_name(board, agenda->meeting, b);
    else
        ls_buf_printf(b, "%s-new", ls_entity_info(LS_E_MEETING)->prefix);
}

void ls_agenda_clock(struct ls_buf *b, int64_t seconds)
{
    ls_buf_printf(b, "%02lld:%02lld", (long long)(seconds / 60), (long long)(seconds % 60));
}

const char *ls_agenda_rule_word(enum ls_agenda_rule rule)
{
    static const char *const words[] = {
        [LS_RULE_HAND] = "hand", [LS_RULE_UNREACHED] = "unreached", [LS_RULE_OPEN] = "open",
        [LS_RULE_METRIC] = "metric", [LS_RULE_ESCALATION] = "escalation", [LS_RULE_BLOCKER] = "blocker",
        [LS_RULE_SIGNAL] = "signal", [LS_RULE_THIRD] = "third", [LS_RULE_REVIEW] = "review", [LS_RULE_HALF] = "half",
        [LS_RULE_RELEASE] = "release", [LS_RULE_TRIAGE] = "triage", [LS_RULE_OVERDUE] = "overdue",
        [LS_RULE_CHANGED] = "changed", [LS_RULE_DEPENDENCY] = "dependency", [LS_RULE_EXPERIMENT] = "experiment",
        [LS_RULE_LAUNCH] = "launch", [LS_RULE_DECISION] = "decision", [LS_RULE_WIN] = "win", [LS_RULE_FREE] = "free",
        [LS_RULE_CLOSE] = "close",
    };
    static_assert(LS_COUNT(words) == LS_RULE_COUNT, "a word for each rule");
    return words[rule];
}

/* A decision stands behind its blocker with a '/', all else is joined by ';'. */
void ls_agenda_ref(const struct ls_board *board, const char *refs, struct ls_buf *b)
{
    const char *word;
    size_t len;
    ls_id id, before = 0;
    for (bool first = true; ls_set_next(&refs, &word, &len, &id); first = false) {
        const struct ls_decision *decision = ls_decision_get(board, id);
        if (!first)
            ls_buf_char(b, decision && decision->blocker && decision->blocker == before ? '/' : ';');
        if (id)
            ls_board_name(board, id, b);
        else
            ls_buf_add(b, word, len);
        before = id;
    }
}

/* --- frozen ------------------------------------------------------------------------------------ */

/* When it was, or is to be: as planned, but for one that was held on another day. */
static int64_t read_at(const struct ls_meeting *m)
{
    bool held = m->started != LS_NONE;
    if (m->planned == LS_NONE)
        return held ? m->started : 0;
    return held && ls_stamp_date(m->started) != ls_stamp_date(m->planned) ? m->started : m->planned;
}

/* The rule that wanted it when it was frozen; of rows that keep none (imported, not frozen yet) by hand. */
static enum ls_agenda_rule read_rule(const struct ls_agenda_item *row)
{
    const char *word = ls_enum_word(LS_ENUM_LINE_KIND, row->kind);
    for (int rule = 0; rule < LS_RULE_COUNT; rule++)
        if (!strcmp(word, ls_agenda_rule_word((enum ls_agenda_rule)rule)))
            return (enum ls_agenda_rule)rule;
    return LS_RULE_HAND;
}

static void read_line(struct ls_agenda *agenda, const struct plan *plan, const struct ls_agenda_item *row)
{
    LS_AUTO(buf) struct ls_buf ref = LS_BUF_INIT;
    struct ls_agenda_line *to = &agenda->lines[agenda->count++];
    int segment = plan_segment_by_name(plan, row->segment);
    int64_t seconds = row->plan_s == LS_NONE ? 0 : row->plan_s;
    ls_agenda_ref(plan->board, row->ref, &ref);
    *to = (struct ls_agenda_line){
        .segment = segment < 0 ? 0 : segment, .rule = read_rule(row), .position = (int)agenda->count, .today = true,
        .start = agenda->planned, .planned = seconds, .wanted = seconds, .record = plan_row_record(plan, row),
        .row = row->rec.id, .refs = ls_strdup(row->ref), .ref = ls_buf_steal(&ref), .title = ls_strdup(row->title),
        .why = ls_strdup(row->reason), .ask = ls_strdup(row->ask), .owner = row->owner, .backup = row->backup,
        .acting = row->acting, .state = row->state == LS_NONE ? LS_LINE_STATE_QUEUED : row->state,
        .carried = row->carried == LS_NONE ? 0 : row->carried, .spent = row->spent_s,
        .outcome = *row->outcome ? ls_strdup(row->outcome) : NULL,
    };
    agenda->planned += seconds;
    if (plan->segment_count) {
        agenda->segments[to->segment].lines++;
        agenda->segments[to->segment].planned += seconds;
    }
}

int ls_agenda_read(const struct ls_board *board, ls_id meeting, struct ls_agenda **ret_agenda, struct ls_error *err)
{
    const struct ls_meeting *m = ls_meeting_get(board, meeting);
    const struct ls_ritual *ritual = m ? ls_ritual_get(board, m->ritual) : NULL;
    if (!ritual)
        return ls_error_set(err, LS_ENOTFOUND, "there is no such meeting");
    struct plan plan;
    plan_init(&plan, board, ritual, LS_NONE, read_at(m), NULL);
    const struct ls_agenda_item **rows;
    size_t len = ls_meeting_rows(board, meeting, &rows);
    struct ls_agenda *agenda = ls_alloc(sizeof(*agenda));
    int64_t at = read_at(m);
    *agenda = (struct ls_agenda){.board = board, .ritual = ritual->rec.id, .meeting = meeting, .facilitator = m->facilitator, .at = at,
                                 .today = at == LS_NONE ? LS_NONE : ls_stamp_date(at), .next = LS_NONE,
                                 .seconds = plan.seconds, .segment_count = plan.segment_count};
    agenda->segments = ls_alloc((plan.segment_count + 1) * sizeof(*agenda->segments));
    for (size_t i = 0; i < plan.segment_count; i++)
        agenda->segments[i] = (struct ls_agenda_segment){
            .name = ls_strdup(plan.segments[i].name), .kind = plan.segments[i].kind, .seconds = plan.segments[i].seconds};
    agenda->lines = ls_alloc((len + 1) * sizeof(*agenda->lines));
    for (size_t i = 0; i < len; i++)
        read_line(agenda, &plan, rows[i]);
    agenda->today_count = agenda->count;
    free(rows);
    plan_done(&plan);
    *ret_agenda = agenda;
    return LS_OK;
}

/* --- while it runs ----------------------------------------------------------------------------- */

/* Which waiting lines give way first; Close never does. */
static int squeeze_turn(enum ls_agenda_kind kind)
{
    switch (kind) {
    case LS_SEGMENT_PRIORITIES: return 0;
    case LS_SEGMENT_SIGNALS: return 1;
    case LS_SEGMENT_BLOCKERS: return 2;
    case LS_SEGMENT_CLOSE: return -1;
    default: return 3;
    }
}

static bool squeeze_waits(const struct ls_agenda *agenda, size_t at, size_t current)
{
    return at != current && agenda->lines[at].today && agenda->lines[at].state == LS_LINE_STATE_QUEUED;
}

size_t ls_agenda_squeeze(struct ls_agenda *agenda, size_t current, int64_t elapsed, int64_t on_line)
{
    enum { TURNS = 4 };
    size_t grey = 0;
    int64_t left = agenda->seconds - elapsed, needed = 0;
    if (current < agenda->today_count && agenda->lines[current].planned > on_line)
        needed += agenda->lines[current].planned - on_line;
    for (size_t i = 0; i < agenda->today_count; i++) {
        agenda->lines[i].grey = false;
        needed += squeeze_waits(agenda, i, current) ? agenda->lines[i].planned : 0;
    }
    for (int turn = 0; turn < TURNS && needed > left; turn++) {
        for (size_t i = agenda->today_count; i-- > 0 && needed > left;) {
            struct ls_agenda_line *line = &agenda->lines[i];
            if (!squeeze_waits(agenda, i, current) || squeeze_turn(agenda->segments[line->segment].kind) != turn)
                continue;
            line->grey = true;
            needed -= line->planned;
            grey++;
        }
    }
    return grey;
}

/* Open joins what several people have promised: each of them is asked. */
static ls_id asked_joined(const struct ls_agenda *agenda, const struct ls_agenda_line *line, ls_id person)
{
    const char *at = line->rule == LS_RULE_OPEN ? line->refs : "", *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&at, &word, &len, &id)) {
        const struct ls_item *item = ls_item_get(agenda->board, id);
        if (item && ls_person_acting(agenda->board, item->owner, item->backup, agenda->today) == person)
            return id;
    }
    return 0;
}

ls_id ls_agenda_asked_record(const struct ls_agenda *agenda, const struct ls_agenda_line *line, ls_id person)
{
    ls_id joined = asked_joined(agenda, line, person), id = 0;
    const char *at = line->refs, *word;
    size_t len;
    if (joined || line->record)
        return joined ? joined : line->record;
    while (!id && ls_set_next(&at, &word, &len, &id))
        continue;
    return id;
}

size_t ls_agenda_asked(const struct ls_agenda *agenda, ls_id person, size_t from)
{
    for (size_t i = from; i < agenda->today_count; i++) {
        const struct ls_agenda_line *line = &agenda->lines[i];
        if (person && *line->ref && ((line->acting ? line->acting : line->owner) == person ||
                                     asked_joined(agenda, line, person)))
            return i;
    }
    return agenda->count;
}
