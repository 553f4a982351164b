/* The recap as Markdown, section by section. */
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "exchange/recap_md.h"
#include "lockstep/agenda.h"
#include "lockstep/recap.h"

/* --- decided --------------------------------------------------------------------------------- */

static void decided_review(const struct recap *r, const struct ls_decision *d, struct ls_buf *out)
{
    const struct ls_metric *m = ls_metric_get(r->board, d->review_metric);
    bool below = d->review_below == d->review_below, above = d->review_above == d->review_above;
    if (d->review_on != LS_NONE) {
        ls_buf_str(out, " Review on ");
        recap_date(r, d->review_on, out);
        ls_buf_char(out, '.');
    }
    if (m && (below || above)) {
        ls_buf_str(out, " Review if ");
        recap_md_text(r, out, m->name);
        ls_buf_str(out, below ? " is below " : " is above ");
        recap_md_number(out, below ? d->review_below : d->review_above, m->unit);
        ls_buf_char(out, '.');
    }
    if (*d->review_when) {
        ls_buf_str(out, strncmp(d->review_when, "if ", 3) ? " Review: " : " Review ");
        recap_md_sentence(r, out, d->review_when);
    }
}

static void decided_line(const struct recap *r, const struct ls_decision *d, struct ls_buf *out)
{
    ls_buf_str(out, "- **");
    recap_md_name(r, d->rec.id, out);
    ls_buf_str(out, "** ");
    recap_md_sentence(r, out, d->decided);
    ls_buf_str(out, " *Why:* ");
    recap_md_sentence(r, out, d->why);
    ls_buf_str(out, " *Follows:* ");
    recap_md_sentence(r, out, d->follows);
    decided_review(r, d, out);
    if (d->driver) {
        ls_buf_str(out, " Driver ");
        recap_person(r, d->driver, out);
        if (d->approver) {
            ls_buf_str(out, ", approver ");
            recap_person(r, d->approver, out);
        }
        ls_buf_char(out, '.');
    }
    ls_buf_char(out, '\n');
}

static void md_decided(const struct recap *r, struct ls_buf *out)
{
    if (r->decided.len)
        ls_buf_str(out, "\n## Decided\n");
    for (size_t i = 0; i < r->decided.len; i++)
        decided_line(r, ls_decision_get(r->board, r->decided.v[i]), out);
    if (r->escalated.len)
        ls_buf_str(out, "\n## Escalated\n");
    for (size_t i = 0; i < r->escalated.len; i++) {
        const struct ls_decision *d = ls_decision_get(r->board, r->escalated.v[i]);
        ls_buf_str(out, "- **");
        recap_md_name(r, d->rec.id, out);
        ls_buf_str(out, "** ");
        recap_md_sentence(r, out, d->title);
        if (d->escalated_to) {
            ls_buf_str(out, " To ");
            recap_person(r, d->escalated_to, out);
            ls_buf_str(out, d->needed_by != LS_NONE ? "" : ".");
        }
        if (d->needed_by != LS_NONE) {
            ls_buf_str(out, d->escalated_to ? ", needed by " : " Needed by ");
            recap_date(r, d->needed_by, out);
            ls_buf_char(out, '.');
        }
        ls_buf_char(out, '\n');
    }
}

/* --- actions, blockers ----------------------------------------------------------------------- */

/* "Thu 12 March" */
static void md_day(const struct recap *r, int64_t date, struct ls_buf *out)
{
    if (date == LS_NONE)
        return;
    ls_buf_printf(out, "%s ", ls_weekday_short(ls_date_weekday(date)));
    recap_date(r, date, out);
}

/* A row of a table of actions, up to its due day. */
static void actions_row(const struct recap *r, const struct ls_item *it, struct ls_buf *out)
{
    ls_buf_str(out, "| ");
    recap_md_name(r, it->rec.id, out);
    ls_buf_str(out, " | ");
    recap_md_text(r, out, it->title);
    ls_buf_str(out, " | ");
    recap_person(r, it->owner, out);
    ls_buf_str(out, " | ");
    recap_person(r, it->backup, out);
    ls_buf_str(out, " | ");
    md_day(r, it->due, out);
}

static void md_actions(const struct recap *r, struct ls_buf *out)
{
    if (r->actions.len)
        ls_buf_str(out, "\n## Actions\n| id | action | owner | backup | due |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < r->actions.len; i++) {
        actions_row(r, ls_item_get(r->board, r->actions.v[i]), out);
        ls_buf_str(out, " |\n");
    }
}

static void earlier_rows(const struct recap *r, const struct recap_ids *ids, struct ls_buf *out)
{
    for (size_t i = 0; i < ids->len; i++) {
        const struct ls_item *it = ls_item_get(r->board, ids->v[i]);
        actions_row(r, it, out);
        ls_buf_printf(out, " | %s |\n", recap_action_state(r, it));
    }
}

/* What was agreed before: first what still holds somebody, then what is over. */
static void md_earlier(const struct recap *r, struct ls_buf *out)
{
    if (!r->carried.len && !r->done.len)
        return;
    ls_buf_str(out, "\n## Earlier actions and questions\n| id | action | owner | backup | due | now |\n|---|---|---|---|---|---|\n");
    earlier_rows(r, &r->carried, out);
    earlier_rows(r, &r->done, out);
}

static void blockers_removed(const struct recap *r, struct ls_buf *out)
{
    for (size_t i = 0; i < r->removed.len; i++) {
        int64_t days = recap_days(r, ls_blocker_get(r->board, r->removed.v[i]));
        ls_buf_str(out, i ? ", " : "Closed: ");
        recap_md_name(r, r->removed.v[i], out);
        ls_buf_printf(out, i ? " after %lld" : " after %lld business day%s", (long long)days, days == 1 ? "" : "s");
    }
    ls_buf_str(out, r->removed.len ? ". " : "");
}

static void blockers_open(const struct recap *r, struct ls_buf *out)
{
    for (size_t i = 0; i < r->open.len; i++) {
        const struct ls_blocker *b = ls_blocker_get(r->board, r->open.v[i]);
        const struct ls_live_line *line = recap_line_of(r, b->rec.id);
        int64_t days = recap_days(r, b);
        ls_buf_str(out, i ? ", " : "Open: ");
        recap_md_name(r, b->rec.id, out);
        ls_buf_printf(out, i ? " (%lld" : " (%lld day%s", (long long)days, days == 1 ? "" : "s");
        ls_id acting = line ? line->item->acting : recap_acting(r, b->owner, b->backup);
        if (acting && acting != b->owner && acting == b->backup) {
            ls_buf_str(out, ", ");
            recap_person(r, acting, out);
            ls_buf_str(out, " acts for ");
            recap_person(r, b->owner, out);
        }
        ls_buf_char(out, ')');
    }
    ls_buf_str(out, r->open.len ? ". " : "");
}

static void md_blockers(const struct recap *r, struct ls_buf *out)
{
    if (!r->removed.len && !r->open.len)
        return;
    ls_buf_str(out, "\n## Blockers\n");
    blockers_removed(r, out);
    blockers_open(r, out);
    if (r->median_half_days != LS_NONE) {
        ls_buf_printf(out, "Median time-to-removal over %zu closed: ", r->closed);
        ls_text_real(out, (double)r->median_half_days / 2);
        ls_buf_str(out, r->median_half_days == 2 ? " day." : " days.");
    }
    ls_buf_truncate(out, ls_text_trimmed(out->data, out->len));
    ls_buf_char(out, '\n');
}

/* --- numbers --------------------------------------------------------------------------------- */

static bool md_falls_when_good(const struct ls_metric *m)
{
    return m->direction == LS_DIRECTION_DOWN || (m->direction == LS_NONE && m->target < m->baseline);
}

static void md_numbers(const struct recap *r, struct ls_buf *out)
{
    if (!r->off_pace.len)
        return;
    ls_buf_str(out, "\n## Numbers off pace\n");
    for (size_t i = 0; i < r->off_pace.len; i++) {
        const struct ls_metric *m = ls_metric_get(r->board, r->off_pace.v[i]);
        const struct ls_live_line *line = recap_line_of(r, m->rec.id);
        struct ls_metric_trend trend;
        ls_metric_trend(r->metrics, m->rec.id, &trend);
        ls_buf_str(out, i ? " " : "");
        recap_md_text(r, out, m->name);
        ls_buf_char(out, ' ');
        recap_md_number(out, trend.values[trend.count - 1].value, m->unit);
        ls_buf_str(out, " (");
        recap_md_pace(out, trend.pace, "");
        ls_buf_str(out, " expected)");
        if (trend.worse_run >= 2)
            ls_buf_printf(out, ", %s %d weeks running", md_falls_when_good(m) ? "rose" : "fell",
                          trend.worse_run);
        if (line && *recap_words(r, line)) {
            ls_buf_str(out, ", ");
            recap_md_text(r, out, recap_words(r, line));
        }
        ls_buf_char(out, '.');
    }
    ls_buf_char(out, '\n');
}

/* --- lines that went elsewhere --------------------------------------------------------------- */

static const char *const left_words[] = {
    [LS_LINE_STATE_QUEUED] = "", [LS_LINE_STATE_DONE] = "", [LS_LINE_STATE_PARKED] = "not today",
    [LS_LINE_STATE_CARRIED] = "carried", [LS_LINE_STATE_DROPPED] = "dropped",
};

/* Whether it is about something that people call by its number. */
static bool left_is_numbered(const struct recap *r, const struct ls_live_line *line)
{
    const char *at = line->item->ref, *word;
    size_t len;
    ls_id id = 0;
    while (!id && ls_set_next(&at, &word, &len, &id)) {
    }
    const struct ls_record *record = ls_board_record(r->board, id);
    return record && *ls_entity_info((enum ls_entity)record->entity)->prefix;
}

static void left_line(const struct recap *r, const struct ls_live_line *line, struct ls_buf *out)
{
    LS_AUTO(buf) struct ls_buf ref = LS_BUF_INIT;
    if (left_is_numbered(r, line)) /* "triage" and a metric's handle say nothing that the title does not */
        ls_agenda_ref(r->board, line->item->ref, &ref);
    ls_buf_str(out, "- ");
    recap_md_text(r, out, ref.data);
    ls_buf_str(out, ref.len ? " " : "");
    recap_md_text(r, out, line->item->title);
    if (line->third)
        ls_buf_str(out, ", on its third time");
    bool reached = strcmp(line->item->outcome, "not reached") != 0;
    ls_buf_printf(out, ": %s", reached ? left_words[line->state] : "not reached");
    if (*recap_words(r, line)) {
        ls_buf_str(out, ", ");
        recap_md_text(r, out, recap_words(r, line));
    }
    ls_buf_str(out, ".\n");
}

static void md_left(const struct recap *r, struct ls_buf *out)
{
    static const struct {
        const char *heading;
        enum ls_line_state states[2];
    } sections[] = {{"\n## Dropped and parked\n", {LS_LINE_STATE_DROPPED, LS_LINE_STATE_PARKED}},
                    {"\n## Carried or not reached\n", {LS_LINE_STATE_CARRIED, LS_LINE_STATE_CARRIED}}};
    for (size_t s = 0; s < LS_COUNT(sections); s++) {
        bool any = false;
        for (size_t i = 0; i < r->live.line_count; i++) {
            const struct ls_live_line *line = &r->live.lines[i];
            bool here = line->state == sections[s].states[0] || line->state == sections[s].states[1];
            if (!here || ls_live_kind(r->board, line->item) == LS_LINE_KIND_CLOSE)
                continue;
            ls_buf_str(out, any ? "" : sections[s].heading);
            any = true;
            left_line(r, line, out);
        }
    }
}

/* --- wins and notes -------------------------------------------------------------------------- */

static void md_wins(const struct recap *r, struct ls_buf *out)
{
    if (r->wins.len)
        ls_buf_str(out, "\n## Wins\n");
    for (size_t i = 0; i < r->wins.len; i++) {
        const struct ls_signal *s = ls_signal_get(r->board, r->wins.v[i]);
        ls_buf_str(out, "- ");
        recap_md_text(r, out, *s->customer ? s->customer : "A customer");
        ls_buf_str(out, ": ");
        if (*s->quote) {
            ls_buf_str(out, "“");
            recap_md_text(r, out, s->quote);
            ls_buf_str(out, "” ");
        }
        recap_md_text(r, out, s->takeaway);
        ls_buf_str(out, " (");
        recap_md_name(r, s->rec.id, out);
        ls_buf_str(out, ")\n");
    }
}

static void notes_of(const struct ls_agenda_item *item, const struct recap *r, struct ls_buf *out)
{
    LS_AUTO(buf) struct ls_buf ref = LS_BUF_INIT;
    ls_agenda_ref(r->board, item->ref, &ref);
    ls_buf_str(out, "- ");
    bool named = strchr(item->ref, '#') && ls_set_count(item->ref) <= 2;
    recap_md_text(r, out, named ? ref.data : item->title);
    ls_buf_str(out, ": ");
}

static void notes_heading(bool *any, struct ls_buf *out)
{
    if (!*any)
        ls_buf_str(out, "\n## Notes\n");
    *any = true;
}

/* Words with which lines were done, and notes. Numbers and lines that left tell their words themselves. */
static void md_notes(const struct recap *r, struct ls_buf *out)
{
    bool any = false;
    for (size_t i = 0; i < r->live.line_count; i++) {
        const struct ls_live_line *line = &r->live.lines[i];
        if (line->state != LS_LINE_STATE_DONE || !*recap_words(r, line) ||
            ls_live_kind(r->board, line->item) == LS_LINE_KIND_METRIC)
            continue;
        notes_heading(&any, out);
        notes_of(line->item, r, out);
        recap_md_sentence(r, out, recap_words(r, line));
        ls_buf_char(out, '\n');
    }
    for (size_t i = 0; i < r->live.captured_count; i++) {
        const struct ls_capture *c = &r->live.captured[i];
        if (c->kind != LS_CAPTURE_NOTE)
            continue;
        notes_heading(&any, out);
        const struct ls_agenda_item *item = recap_line_number(r, c->line);
        if (item)
            notes_of(item, r, out);
        else
            ls_buf_str(out, "- ");
        recap_md_sentence(r, out, c->note->text);
        if (c->note->author) {
            ls_buf_str(out, " (");
            recap_person(r, c->note->author, out);
            ls_buf_char(out, ')');
        }
        ls_buf_char(out, '\n');
    }
}

/* --- whole ----------------------------------------------------------------------------------- */

int ls_recap_markdown(const struct ls_board *board, ls_id meeting, struct ls_buf *out, struct ls_error *err)
{
    struct recap r;
    int code = recap_read(&r, board, meeting, err);
    if (!code) {
        recap_md_head(&r, out);
        md_decided(&r, out);
        md_actions(&r, out);
        md_earlier(&r, out);
        md_blockers(&r, out);
        md_numbers(&r, out);
        md_left(&r, out);
        md_wins(&r, out);
        md_notes(&r, out);
    }
    recap_done(&r);
    return code;
}
