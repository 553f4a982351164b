/* Gathers what a recap tells. How it is told: recap_md.c, recap_json.c, recap_csv.c. */
#include "exchange/recap_read.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/error.h"
#include "lockstep/goal.h"
#include "lockstep/people.h"
#include "lockstep/recap.h"
#include "lockstep/work.h"

static void ids_add(struct recap_ids *ids, ls_id id)
{
    LS_GROW(ids->v, ids->len, ids->cap);
    ids->v[ids->len++] = id;
}

ls_id ls_recap_meeting(const struct ls_board *board)
{
    ls_id running = ls_meeting_running(board);
    return running ? running : ls_meeting_last(board, 0, INT64_MAX);
}

/* --- records that the meeting gave ----------------------------------------------------------- */

/* Actions by number, those without one last: the order in which they will be numbered. */
static int recap_compare_numbers(const void *a, const void *b, void *board)
{
    const struct ls_record *x = ls_board_record(board, *(const ls_id *)a), *y = ls_board_record(board, *(const ls_id *)b);
    int64_t n = x->num == LS_NONE ? INT64_MAX : x->num, m = y->num == LS_NONE ? INT64_MAX : y->num;
    if (n != m)
        return n < m ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

static void recap_sort_numbers(const struct recap *r, struct recap_ids *ids)
{
    if (ids->len)
        qsort_r(ids->v, ids->len, sizeof(*ids->v), recap_compare_numbers, (void *)(uintptr_t)r->board);
}

static void recap_read_captured(struct recap *r)
{
    for (size_t i = 0; i < r->live.captured_count; i++) {
        const struct ls_capture *c = &r->live.captured[i];
        const struct ls_item *item = ls_item_get(r->board, c->record);
        const struct ls_decision *d = ls_decision_get(r->board, c->record);
        if (item && item->meeting == r->meeting->rec.id)
            ids_add(&r->actions, c->record);
        else if (d)
            ids_add(d->status == LS_DECISION_STATUS_PROPOSED ? &r->escalated : &r->decided, c->record);
    }
    recap_sort_numbers(r, &r->actions);
    recap_sort_numbers(r, &r->decided);
    recap_sort_numbers(r, &r->escalated);
}

/* --- what was agreed before ------------------------------------------------------------------ */

static bool recap_is_action(const struct ls_item *item)
{
    return item->type == LS_ITEM_TYPE_ACTION || item->type == LS_ITEM_TYPE_QUESTION;
}

static bool recap_is_closed(const struct recap *r, const struct ls_item *item)
{
    return !ls_item_is_open(item) && (item->status_since == LS_NONE || item->status_since <= r->day);
}

const char *recap_action_state(const struct recap *r, const struct ls_item *item)
{
    if (recap_is_closed(r, item))
        return item->status == LS_ITEM_STATUS_CANCELED ? "dropped" : item->type == LS_ITEM_TYPE_QUESTION ? "answered" : "done";
    return item->due != LS_NONE && item->due < r->day ? "overdue" : "still open";
}

/* Whether a line of the meeting asks for it, by itself or together with others. */
static bool recap_is_asked(const struct recap *r, ls_id item)
{
    bool asked = false;
    for (size_t i = 0; i < r->live.line_count && !asked; i++)
        asked = ls_live_kind(r->board, r->live.lines[i].item) == LS_LINE_KIND_OPEN &&
                ls_set_has_id(r->live.lines[i].item->ref, item);
    return asked;
}

static int recap_compare_due(const void *a, const void *b, void *board)
{
    const struct ls_item *x = ls_item_get(board, *(const ls_id *)a), *y = ls_item_get(board, *(const ls_id *)b);
    int64_t left = x->due == LS_NONE ? INT64_MAX : x->due, right = y->due == LS_NONE ? INT64_MAX : y->due;
    if (left != right)
        return left < right ? -1 : 1;
    return recap_compare_numbers(a, b, board);
}

static void recap_read_earlier(struct recap *r)
{
    int64_t since = r->since != LS_NONE ? r->since : r->day - 7;
    LS_EACH(item, it, r->board)
    {
        if (!recap_is_action(it) || it->meeting == r->meeting->rec.id)
            continue;
        bool asked = recap_is_asked(r, it->rec.id), closed = recap_is_closed(r, it);
        if (closed && (asked || (it->status_since != LS_NONE && it->status_since > since)))
            ids_add(&r->done, it->rec.id);
        else if (!closed && asked)
            ids_add(&r->carried, it->rec.id);
    }
    recap_sort_numbers(r, &r->done);
    if (r->carried.len)
        qsort_r(r->carried.v, r->carried.len, sizeof(*r->carried.v), recap_compare_due, (void *)(uintptr_t)r->board);
}

/* --- blockers -------------------------------------------------------------------------------- */

int64_t recap_days(const struct recap *r, const struct ls_blocker *blocker)
{
    bool gone = blocker->resolved != LS_NONE && blocker->resolved <= r->day;
    return ls_calendar_days(&r->calendar, blocker->opened, gone ? blocker->resolved : r->day);
}

static int recap_compare_blockers(const void *a, const void *b, void *recap)
{
    const struct recap *r = recap;
    const struct ls_blocker *x = ls_blocker_get(r->board, *(const ls_id *)a);
    const struct ls_blocker *y = ls_blocker_get(r->board, *(const ls_id *)b);
    int64_t severity = y->severity - x->severity, days = recap_days(r, y) - recap_days(r, x);
    if (severity)
        return severity < 0 ? -1 : 1;
    if (days)
        return days < 0 ? -1 : 1;
    return recap_compare_numbers(a, b, (void *)(uintptr_t)r->board);
}

static int recap_compare_int(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static void recap_read_blockers(struct recap *r)
{
    int64_t *days = NULL;
    size_t len = 0, cap = 0;
    int64_t since = r->since != LS_NONE ? r->since : r->day - 7;
    LS_EACH(blocker, it, r->board)
    {
        if (it->opened != LS_NONE && it->opened > r->day)
            continue;
        if (it->resolved == LS_NONE || it->resolved > r->day) {
            ids_add(&r->open, it->rec.id);
            continue;
        }
        if (it->resolved > since)
            ids_add(&r->removed, it->rec.id);
        LS_GROW(days, len, cap);
        days[len++] = recap_days(r, it);
    }
    r->closed = len;
    r->median_half_days = LS_NONE;
    if (len) {
        qsort(days, len, sizeof(*days), recap_compare_int);
        r->median_half_days = days[(len - 1) / 2] + days[len / 2];
    }
    free(days);
    if (r->open.len)
        qsort_r(r->open.v, r->open.len, sizeof(*r->open.v), recap_compare_blockers, r);
    recap_sort_numbers(r, &r->removed);
}

/* --- numbers, wins --------------------------------------------------------------------------- */

/* Core metrics off pace that the sync talked about, in its order. Those that are off pace and mend are no news. */
static void recap_read_metrics(struct recap *r)
{
    r->metrics = ls_metric_book_at(r->board, r->meeting->ended); /* a running one: as it stands */
    for (size_t i = 0; i < r->live.line_count; i++) {
        const char *at = r->live.lines[i].item->ref, *word;
        size_t len;
        ls_id id;
        struct ls_metric_trend trend;
        while (ls_set_next(&at, &word, &len, &id))
            if (ls_metric_get(r->board, id) && ls_metric_trend(r->metrics, id, &trend) && trend.off_pace)
                ids_add(&r->off_pace, id);
    }
    r->goal = ls_goal(r->board);
    r->goal_metric = ls_goal_metric(r->board, r->goal);
}

static void recap_read_wins(struct recap *r)
{
    LS_EACH(signal, it, r->board)
    {
        if (it->kind == LS_SIGNAL_KIND_WIN && it->seen != LS_NONE && it->seen <= r->day &&
            it->seen > (r->since != LS_NONE ? r->since : r->day - 7))
            ids_add(&r->wins, it->rec.id);
    }
}

/* --- whole ----------------------------------------------------------------------------------- */

int recap_read(struct recap *r, const struct ls_board *board, ls_id meeting, struct ls_error *err)
{
    *r = (struct recap){.board = board, .meeting = ls_meeting_get(board, meeting)};
    const struct ls_meeting *m = r->meeting;
    if (!m)
        return ls_error_set(err, LS_ENOTFOUND, "there is no such meeting");
    if (m->started == LS_NONE) {
        ls_error_set(err, LS_EREFUSED, "this sync has not begun");
        ls_error_hint(err, "its agenda: lockstep agenda");
        return LS_EREFUSED;
    }
    struct ls_watch watch = {.now = m->live_at != LS_NONE ? m->live_at : m->started, .machine = m->live_by};
    int code = ls_live_read(board, meeting, &watch, &r->live, err);
    if (code)
        return code;
    ls_calendar_init(&r->calendar, board);
    r->day = ls_stamp_date(m->started);
    const struct ls_meeting *last = ls_meeting_get(board, ls_meeting_last(board, m->ritual, m->started));
    r->since = last ? ls_stamp_date(last->started) : LS_NONE;
    r->took_ms = m->status == LS_MEETING_STATUS_RUNNING ? r->live.spent_ms : ls_meeting_took(board, m);
    recap_read_captured(r);
    recap_read_earlier(r);
    recap_read_blockers(r);
    recap_read_metrics(r);
    recap_read_wins(r);
    return LS_OK;
}

void recap_done(struct recap *r)
{
    struct recap_ids *ids[] = {&r->decided, &r->escalated, &r->actions, &r->carried, &r->done, &r->removed, &r->open, &r->off_pace, &r->wins};
    for (size_t i = 0; i < LS_COUNT(ids); i++)
        free(ids[i]->v);
    if (r->metrics) {
        ls_metric_book_free(r->metrics);
        ls_calendar_done(&r->calendar);
    }
    ls_live_done(&r->live);
    *r = (struct recap){0};
}

/* --- words ----------------------------------------------------------------------------------- */

void recap_person(const struct recap *r, ls_id person, struct ls_buf *b)
{
    ls_person_name(r->board, person, b);
}

void recap_date(const struct recap *r, int64_t date, struct ls_buf *b)
{
    int year, month, day, this_year, ignored_month, ignored_day;
    ls_date_split(date, &year, &month, &day);
    ls_date_split(r->day, &this_year, &ignored_month, &ignored_day);
    ls_buf_printf(b, "%d %s", day, ls_month_long(month));
    if (year != this_year)
        ls_buf_printf(b, " %d", year);
}

/* A whole word at text: nothing of a word before it (before) or behind it. */
static bool recap_is_word(const char *start, const char *at, const char *word)
{
    size_t len = strlen(word);
    char before = at == start ? ' ' : at[-1], after = strncasecmp(at, word, len) ? 'x' : at[len];
    return !isalnum((unsigned char)before) && before != '-' && !((unsigned char)before & 0x80) &&
           !isalnum((unsigned char)after) && after != '-' && after != '\'' && !((unsigned char)after & 0x80);
}

void recap_text(const struct recap *r, const char *text, struct ls_buf *b)
{
    static const struct {
        const char *word;
        int days;
    } words[] = {{"today", 0}, {"tomorrow", 1}, {"yesterday", -1}};
    LS_AUTO(buf) struct ls_buf dated = LS_BUF_INIT;
    for (const char *at = text; *at;) {
        size_t i = 0;
        while (i < LS_COUNT(words) && !recap_is_word(text, at, words[i].word))
            i++;
        size_t len = i < LS_COUNT(words) ? strlen(words[i].word) : 1;
        ls_buf_add(&dated, at, len);
        at += len;
        if (i < LS_COUNT(words)) {
            ls_buf_str(&dated, " (");
            recap_date(r, r->day + words[i].days, &dated);
            ls_buf_char(&dated, ')');
        }
    }
    ls_text_safe(b, dated.data);
}

const struct ls_live_line *recap_line_of(const struct recap *r, ls_id record)
{
    for (size_t i = 0; i < r->live.line_count; i++)
        if (ls_set_has_id(r->live.lines[i].item->ref, record))
            return &r->live.lines[i];
    return NULL;
}

const struct ls_agenda_item *recap_line_number(const struct recap *r, int64_t n)
{
    for (size_t i = 0; i < r->live.line_count; i++)
        if (r->live.lines[i].item->n == n)
            return r->live.lines[i].item;
    return NULL;
}

ls_id recap_acting(const struct recap *r, ls_id owner, ls_id backup)
{
    return ls_person_acting(r->board, owner, backup, r->day);
}

/* Nothing but names of records ("LS-80", "D-7; LS-81"): they are told where they belong. */
static bool recap_only_names(const struct recap *r, const char *words)
{
    while (*(words += strspn(words, " ,;/"))) {
        size_t len = strcspn(words, " ,;/");
        LS_AUTO(string) char *name = ls_strndup(words, len);
        ls_id id;
        if (!strchr(name, '-') || ls_board_find(r->board, LS_E_ANY, name, &id, NULL) != LS_OK)
            return false;
        words += len;
    }
    return true;
}

const char *recap_words(const struct recap *r, const struct ls_live_line *line)
{
    static const char *const plain[] = {"",         "confirmed", "seen",      "still open",     "done",
                                        "carried",  "dropped",   "not today", "not reached",    "not decided",
                                        "decided",  "resolved",  "escalated", "blocker raised", "action agreed"};
    for (size_t i = 0; i < LS_COUNT(plain); i++)
        if (!strcmp(line->item->outcome, plain[i]))
            return "";
    /* what an Open line says by itself: "LS-80 done; LS-81 still open" */
    const char *outcome = line->item->outcome, *open = strstr(outcome, " still open"), *done = strstr(outcome, " done");
    bool each = (open && !open[strlen(" still open")]) || (done && !done[strlen(" done")]);
    if (recap_only_names(r, outcome))
        return "";
    return each && ls_live_kind(r->board, line->item) == LS_LINE_KIND_OPEN ? "" : outcome;
}
