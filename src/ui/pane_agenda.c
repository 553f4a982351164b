/* The agenda of the next sync: the timetable with each line's reason, and what did not fit. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/ritual.h"
#include "ui/agenda_words.h"
#include "ui/pane.h"
#include "ui/part.h"
#include "ui/state.h"
#include "ui/views.h"
#include "ui/words.h"

enum { COLUMN_START, COLUMN_GLYPH, COLUMN_REF, COLUMN_TEXT, COLUMN_WHY, COLUMN_SECONDS, COLUMN_WHO, COLUMN_COUNT };

enum { MEDIUM = 70, WIDE = 100, SECONDS_WHO = 18 }; /* the last: columns of the two behind the reasons */

struct agenda_pane {
    struct pane pane;
    bool reasons; /* where there is one column of text: why instead of what */
    int width;    /* of the last drawing */
};

static struct agenda_pane *agenda_of(struct pane *p)
{
    return (struct agenda_pane *)p;
}

/* A line without a record of its own is known by its place. */
static ls_id agenda_line_id(const struct ls_agenda_line *line)
{
    return line->record ? line->record : -(ls_id)line->position;
}

static const struct ls_agenda_line *agenda_line(const struct facts *f, ls_id id)
{
    for (size_t i = 0; f->agenda && i < f->agenda->count; i++)
        if (agenda_line_id(&f->agenda->lines[i]) == id)
            return &f->agenda->lines[i];
    return NULL;
}

static void agenda_news(struct pane *p)
{
    const struct ls_agenda *a = p->facts->agenda;
    size_t n = a ? a->today_count : 0;
    ls_id *ids = ls_alloc((n + 1) * sizeof(*ids));
    for (size_t i = 0; i < n; i++)
        ids[i] = agenda_line_id(&a->lines[i]);
    list_set(&p->list, ids, n);
    free(ids);
}

/* --- cells ----------------------------------------------------------------------------------- */

static struct agenda_words agenda_words_of(const struct facts *f)
{
    return (struct agenda_words){f->board, f->agenda, &f->calendar, f->metrics};
}

static void agenda_who(const struct facts *f, const struct ls_agenda_line *line, bool wide, struct ls_buf *text)
{
    ls_id acts = line->acting ? line->acting : line->owner;
    if (wide && line->acting && line->acting != line->owner)
        ls_buf_printf(text, "%s→", words_person(f->board, line->owner));
    ls_buf_str(text, words_person(f->board, acts));
}

/* Its reason as a sentence: for Close the file has but the word. */
static const char *agenda_why(const struct ls_agenda_line *line)
{
    return strcmp(line->why, "close") == 0 ? "every sync ends with it" : line->why;
}

/* When a line of this rule is on the agenda no more; each goes on with "goes". */
static const char *agenda_goes(enum ls_agenda_rule rule)
{
    static const char *const WHEN[LS_RULE_COUNT] = {
        [LS_RULE_HAND] = "once it has had its turn, for somebody put it there",
        [LS_RULE_UNREACHED] = "once it has had its turn",
        [LS_RULE_OPEN] = "once each is closed or due after the next sync",
        [LS_RULE_METRIC] = "once it is on pace, or a week is no worse than the one before",
        [LS_RULE_ESCALATION] = "once it is decided",
        [LS_RULE_BLOCKER] = "once it is resolved",
        [LS_RULE_SIGNAL] = "once both halves have seen the signal",
        [LS_RULE_THIRD] = "once it is decided or dropped",
        [LS_RULE_REVIEW] = "once it has another review day, or is superseded",
        [LS_RULE_HALF] = "once it has a market half",
        [LS_RULE_RELEASE] = "once the day has passed or moved",
        [LS_RULE_TRIAGE] = "once nothing waits too long in triage",
        [LS_RULE_OVERDUE] = "once it is done or has another day",
        [LS_RULE_CHANGED] = "with this sync",
        [LS_RULE_DEPENDENCY] = "once nothing blocks it",
        [LS_RULE_EXPERIMENT] = "once it is decided",
        [LS_RULE_LAUNCH] = "once it is launched or called off",
        [LS_RULE_DECISION] = "once it is decided",
        [LS_RULE_WIN] = "with this meeting",
    };
    return WHEN[rule];
}

/* While the sync runs: where it is, and what became of the lines before; else when the line starts. */
static void agenda_start(const struct facts *f, const struct ls_agenda_line *line, struct ls_buf *text,
                         enum role *role)
{
    static const char *const STATES[LS_LINE_STATE_COUNT] = {
        [LS_LINE_STATE_DONE] = "✓", [LS_LINE_STATE_PARKED] = "·", [LS_LINE_STATE_CARRIED] = "→",
        [LS_LINE_STATE_DROPPED] = "×"};
    const struct ls_meeting *m = ls_meeting_get(f->board, f->agenda->meeting);
    const struct ls_agenda_item *row = ls_agenda_item_get(f->board, line->row);
    *role = ROLE_DIM;
    if (f->running && m && row && row->n == m->live_line) {
        *role = ROLE_ACCENT;
        ls_buf_str(text, "▶ now");
    } else if (f->running && line->state > LS_LINE_STATE_QUEUED && line->state < LS_LINE_STATE_COUNT) {
        *role = line->state == LS_LINE_STATE_DONE ? ROLE_GOOD : ROLE_DIM;
        ls_buf_str(text, STATES[line->state]);
    } else if (line->start != LS_NONE) {
        ls_agenda_clock(text, line->start);
    }
}

static void agenda_cell(void *arg, ls_id id, int column, struct ls_buf *text, enum role *role)
{
    const struct agenda_pane *a = arg;
    const struct facts *f = a->pane.facts;
    const struct ls_agenda_line *line = agenda_line(f, id);
    if (!line)
        return;
    struct agenda_words words = agenda_words_of(f);
    *role = line->grey ? ROLE_DIM : ROLE_NORMAL;
    switch (column) {
    case COLUMN_START:
        agenda_start(f, line, text, role);
        break;
    case COLUMN_GLYPH:
        ls_buf_str(text, agenda_words_glyph(agenda_words_rule(&words, line), role));
        break;
    case COLUMN_REF:
        agenda_words_name(&words, line, a->width < MEDIUM ? 8 : 10, text);
        break;
    case COLUMN_TEXT:
        if ((a->reasons && a->width < WIDE) || line->rule == LS_RULE_FREE)
            ls_buf_str(text, agenda_why(line));
        else if (a->width < MEDIUM)
            agenda_words_brief(&words, line, a->width - 30, text);
        else
            ls_buf_str(text, line->title);
        break;
    case COLUMN_WHY:
        *role = ROLE_DIM;
        ls_buf_str(text, agenda_why(line));
        break;
    case COLUMN_SECONDS:
        words_seconds(line->planned == LS_NONE ? 0 : line->planned, text);
        break;
    default:
        agenda_who(f, line, a->width >= MEDIUM, text);
    }
}

/* --- drawing --------------------------------------------------------------------------------- */

/* "AGENDA"; of another ritual than the weekly sync with its name. */
static void agenda_name(const struct pane *p, struct ls_buf *b)
{
    const struct ls_agenda *a = p->facts->agenda;
    ls_buf_str(b, "AGENDA");
    if (!a || !a->ritual || a->ritual == ls_agenda_sync(p->facts->board))
        return;
    ls_buf_char(b, ' ');
    words_ritual(p->facts->board, a->ritual, b);
}

static void agenda_tab(const struct pane *p, struct ls_buf *ret_text)
{
    agenda_name(p, ret_text);
    if (p->facts->agenda) {
        ls_buf_char(ret_text, ' ');
        words_minutes(p->facts->agenda->planned, ret_text);
        ls_buf_str(ret_text, " min");
    }
}

static void agenda_title(const struct pane *p, struct area row, int number, bool focus)
{
    const struct ls_agenda *a = p->facts->agenda;
    LS_AUTO(buf) struct ls_buf right = LS_BUF_INIT, name = LS_BUF_INIT;
    agenda_name(p, &name);
    pane_draw_name(row, number, name.data, focus);
    if (!a)
        return;
    words_minutes(a->planned, &right);
    ls_buf_str(&right, " of ");
    words_minutes(a->seconds, &right);
    ls_buf_str(&right, " min");
    const char *word = p->facts->running ? "it runs" : a->planned <= a->seconds ? "it fits" : "too long";
    int x = area_text_right(row, row.w - 1, 0, a->planned <= a->seconds ? ROLE_GOOD : ROLE_WARN, word);
    area_text_right(row, x - 2, 0, ROLE_NORMAL, right.data);
}

/* "not today  B-4 B-6 (6:00 are full)", or as many as room has columns for and how many more there are. */
static void agenda_not_today(const struct facts *f, size_t room, struct ls_buf *text)
{
    const struct ls_agenda *a = f->agenda;
    int64_t full = 0;
    bool one = true;
    ls_buf_str(text, "not today ");
    for (size_t i = a->today_count; i < a->count; i++) {
        const struct ls_agenda_line *line = &a->lines[i];
        int64_t seconds = line->segment >= 0 ? a->segments[line->segment].seconds : 0;
        if (text->len + strlen(line->ref) + 12 > room && i + 1 < a->count) {
            ls_buf_printf(text, "  + %zu more", a->count - i);
            return;
        }
        ls_buf_printf(text, " %s", line->ref);
        one = one && (!full || full == seconds);
        full = seconds;
    }
    if (one && full) {
        ls_buf_str(text, " (");
        words_seconds(full, text);
        ls_buf_str(text, " are full)");
    }
}

/* Columns of the reasons in a pane so wide. */
static int agenda_why_width(int width)
{
    return (width - 40) / 2;
}

/* Each line that did not fit, with its reason, below the columns of those that did; for a pane that has the width. */
static void agenda_draw_others(const struct facts *f, struct area rows)
{
    const struct ls_agenda *a = f->agenda;
    for (size_t i = a->today_count; i < a->count; i++) {
        const struct ls_agenda_line *line = &a->lines[i];
        int y = (int)(i - a->today_count), pane = rows.w + 2;
        int x = pane >= WIDE ? rows.w - SECONDS_WHO - agenda_why_width(pane) : 22 + (rows.w - 32) / 2;
        area_text(rows, 1, y, ROLE_DIM, "not today");
        area_fit(rows, 12, y, 7, ROLE_DIM, line->ref);
        area_fit(rows, 20, y, x - 21, ROLE_DIM, line->title);
        area_fit(rows, x, y, rows.w - x - 1, ROLE_DIM, agenda_why(line));
    }
}

/* Each line that did not fit, or all in one row. */
static void agenda_draw_not_today(const struct facts *f, struct area below, bool each)
{
    if (each) {
        agenda_draw_others(f, below);
        return;
    }
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    agenda_not_today(f, (size_t)below.w, &text);
    area_fit(below, 3, 0, below.w - 4, ROLE_DIM, text.data);
}

static void agenda_draw_empty(const struct pane *p, struct area rows)
{
    if (p->ui->ritual)
        pane_draw_empty(rows, "nothing to talk about here; o shows the next ritual");
    else if (ls_agenda_sync(p->facts->board))
        pane_draw_empty(rows, "nothing to talk about: no blockers, signals or late items");
    else
        pane_draw_empty(rows, "no weekly sync yet; S starts one now");
}

static void agenda_draw(struct pane *p, struct area rows, bool focus)
{
    struct agenda_pane *ap = agenda_of(p);
    const struct ls_agenda *a = p->facts->agenda;
    ap->width = rows.w;
    bool medium = rows.w >= MEDIUM, wide = rows.w >= WIDE;
    int why = wide ? agenda_why_width(rows.w) : 0;
    const struct column columns[COLUMN_COUNT] = {
        [COLUMN_START] = {"START", 5, 0, 0, false, false},
        [COLUMN_GLYPH] = {"", 1, 1, 0, false, false},
        [COLUMN_REF] = {"LINE", medium ? 10 : 8, 1, 0, false, false},
        [COLUMN_TEXT] = {ap->reasons && !wide ? "WHY IT IS HERE" : "ABOUT", 10, 1, 0, true, false},
        [COLUMN_WHY] = {"WHY IT IS HERE", why, wide, 0, false, false},
        [COLUMN_SECONDS] = {"TIME", 5, 0, 2, false, true},
        [COLUMN_WHO] = {"WHO", medium ? 12 : 6, 1, 1, false, false},
    };
    if (!a || !a->count) {
        agenda_draw_empty(p, rows);
        return;
    }
    if (medium) {
        rows = area_part(rows, 1, 0, rows.w - 2, rows.h);
        list_draw_titles(&p->list, rows, columns, COLUMN_COUNT);
        rows = area_part(rows, 0, 1, rows.w, rows.h - 1);
    }
    int waiting = (int)(a->count - a->today_count), room = rows.h - (int)a->today_count;
    bool each = medium && waiting <= room; /* else one row names them all */
    int others = waiting ? each ? waiting : rows.h > 3 : 0;
    struct area list = area_part(rows, 0, 0, rows.w, rows.h - others);
    list_draw(&p->list, list, focus, columns, COLUMN_COUNT, agenda_cell, ap);
    int used = (int)p->list.len < list.h ? (int)p->list.len : list.h;
    struct area below = area_part(rows, 0, used, rows.w, others);
    if (a->count == 1 && a->lines[0].rule == LS_RULE_CLOSE && list.h > 2)
        pane_draw_empty(area_part(rows, 0, used, rows.w, rows.h - used),
                        "what is blocked, late or new comes here by itself");
    if (others && part_stale(below, ap, p->list.from))
        agenda_draw_not_today(p->facts, below, each);
}

static int agenda_want(const struct pane *p)
{
    const struct ls_agenda *a = p->facts->agenda;
    return a ? 1 + (int)a->today_count + (a->count > a->today_count) : 3;
}

/* --- under the cursor ------------------------------------------------------------------------ */

static void agenda_peek(const struct pane *p, struct area a)
{
    const struct facts *f = p->facts;
    const struct ls_agenda_line *line = agenda_line(f, list_current(&p->list));
    if (!line)
        return;
    LS_AUTO(buf) struct ls_buf ref = LS_BUF_INIT, right = LS_BUF_INIT, ask = LS_BUF_INIT;
    struct agenda_words words = agenda_words_of(f);
    agenda_words_name(&words, line, 24, &ref);
    words_seconds(line->planned, &right);
    if (line->segment >= 0) {
        const struct ls_agenda_segment *s = &f->agenda->segments[line->segment];
        ls_buf_printf(&right, " of %s ", s->name);
        words_seconds(s->seconds, &right);
    }
    int end = area_text_right(a, a.w - 1, 0, ROLE_NORMAL, right.data);
    int x = 1 + area_text(area_part(a, 0, 0, end - 2, 1), 1, 0, ROLE_BOLD, ref.data) + 2;
    area_fit(a, x, 0, end - x - 2, ROLE_NORMAL, line->title);
    if (a.h < 2)
        return;
    ls_buf_str(&ask, "asked: ");
    if (line->owner) {
        agenda_who(f, line, true, &ask);
        ls_buf_str(&ask, ", ");
    }
    ls_buf_str(&ask, line->ask);
    end = area_text_right(a, a.w - 1, 1, ROLE_NORMAL, ask.data);
    x = 1 + area_text(a, 1, 1, ROLE_DIM, "why ");
    area_fit(a, x, 1, end - x - 2, ROLE_NORMAL, agenda_why(line));
}

static size_t agenda_subject(const struct pane *p, ls_id **ret_ids)
{
    const struct ls_agenda_line *line = agenda_line(p->facts, list_current(&p->list));
    *ret_ids = ls_alloc(sizeof(**ret_ids));
    if (!line)
        return 0;
    const char *at = line->refs, *word;
    size_t len;
    (*ret_ids)[0] = line->record;
    while (!(*ret_ids)[0] && ls_set_next(&at, &word, &len, &(*ret_ids)[0])) {
    }
    return (*ret_ids)[0] != 0;
}

/* Shows the agenda of the ritual whose turn comes after the one that is shown, around its end. */
static bool agenda_other(struct pane *p)
{
    struct ls_occurrence *turns;
    size_t count = ls_ritual_turns(p->facts->board, ls_clock_now(), &turns), at = 0;
    ls_id shown = p->facts->agenda ? p->facts->agenda->ritual : 0;
    while (at < count && turns[at].ritual != shown)
        at++;
    ls_id next = count ? turns[at + 1 < count ? at + 1 : 0].ritual : 0;
    bool other = next && next != shown;
    free(turns);
    if (p->facts->running) {
        ui_say(p->ui, ROLE_DIM, "a meeting runs: S joins it");
    } else if (!other) {
        ui_say(p->ui, ROLE_DIM, "there is no other ritual; :ritual on adds one");
    } else {
        p->ui->ritual = next;
        p->ui->version = 0;
        ui_news(p->ui);
        ui_say(p->ui, ROLE_NORMAL, "%s; S starts it", ls_ritual_get(p->facts->board, next)->name);
    }
    return true;
}

/* The reason stands in the peek below already: beside it, when the line goes. */
static void agenda_say_why(struct pane *p, const struct ls_agenda_line *line)
{
    struct agenda_words words = agenda_words_of(p->facts);
    const char *goes = agenda_goes(agenda_words_rule(&words, line));
    if (goes)
        ui_say(p->ui, ROLE_NORMAL, "%s; it goes %s", agenda_why(line), goes);
    else
        ui_say(p->ui, ROLE_NORMAL, "%s", agenda_why(line));
}

static bool agenda_command(struct pane *p, enum ls_command_id id)
{
    struct agenda_pane *a = agenda_of(p);
    const struct ls_agenda_line *line = agenda_line(p->facts, list_current(&p->list));
    if (id == LS_CMD_ITEM_SHOW && line && line->rule == LS_RULE_TRIAGE) {
        home_filter(p->ui, "is:triage");
        return true;
    }
    if (id == LS_CMD_AGENDA_OTHER)
        return agenda_other(p);
    if (id != LS_CMD_WHY)
        return false;
    a->reasons = !a->reasons;
    if (line)
        agenda_say_why(p, line);
    ui_stale(p->ui);
    return true;
}

static void agenda_free(struct pane *p)
{
    list_done(&p->list);
    free(p);
}

static const struct hint HINTS[] = {
    {LS_CMD_SYNC_SHOW, "start", 0}, {LS_CMD_WHY, "why", 1}, {LS_CMD_ITEM_SHOW, "open", 2},
    {LS_CMD_SYNC_ANSWER, "answer now", 3}, {LS_CMD_AGENDA_OTHER, "other ritual", 4}, {HINT_LISTS, "lists", 5},
    {LS_CMD_FULL_PANE, "full", 7}, {LS_CMD_ITEM_ADD, "new", 8}, {LS_CMD_PALETTE, "all", 6}, {LS_CMD_HELP, "help", 0},
    {0, NULL, 0}};

static const struct pane_ops AGENDA_OPS = {
    .mode = "agenda", .news = agenda_news, .tab = agenda_tab, .title = agenda_title, .draw = agenda_draw,
    .want = agenda_want, .peek = agenda_peek, .subject = agenda_subject, .command = agenda_command,
    .hints = HINTS, .free = agenda_free};

struct pane *pane_agenda_new(void)
{
    struct agenda_pane *a = ls_alloc(sizeof(*a));
    a->pane.ops = &AGENDA_OPS;
    list_init_narrow(&a->pane.list);
    return &a->pane;
}
