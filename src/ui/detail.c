/* An item or a blocker with all that hangs on it: fields, links, evidence, comments, history. The page is made of
 * lines that scroll; it is short, so it is made anew for each picture. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/facts.h"
#include "ui/frame.h"
#include "ui/layout.h"
#include "ui/state.h"
#include "ui/view_sync.h"
#include "ui/views.h"
#include "ui/words.h"

enum { LABEL = 14, LOG_LIMIT = 20 };

struct detail_line {
    char *label, *text;
    enum role role;
};

struct detail {
    struct view view;
    struct facts facts;
    ls_id id;
    int top, page, lines;
    char **log;
    size_t log_len, log_cap;
};

/* The lines of one picture. */
struct sheet {
    const struct detail *d;
    struct detail_line *v;
    size_t len, cap;
    int width;
    const char *label; /* of the line to come; "" afterwards */
    enum role role;
};

static struct detail *detail_of(struct view *v)
{
    return (struct detail *)v;
}

/* --- making the page ------------------------------------------------------------------------- */

static void sheet_add(struct sheet *p, const char *label, enum role role, const char *text)
{
    LS_GROW(p->v, p->len, p->cap);
    p->v[p->len++] = (struct detail_line){ls_strdup(label), ls_strdup(text), role};
}

static void sheet_wrapped(const char *start, size_t len, void *arg)
{
    struct sheet *p = arg;
    LS_AUTO(string) char *line = ls_strndup(start, len);
    sheet_add(p, p->label, p->role, line);
    p->label = "";
}

/* Adds a text of any length, broken into lines; nothing where it is empty. */
static void sheet_text(struct sheet *p, const char *label, enum role role, const char *text)
{
    p->label = label;
    p->role = role;
    if (*text)
        ls_text_wrap(text, p->width - LABEL - 3, sheet_wrapped, p);
}

static void sheet_gap(struct sheet *p)
{
    if (p->len && *p->v[p->len - 1].text)
        sheet_add(p, "", ROLE_NORMAL, "");
}

static void sheet_record(struct sheet *p, const char *label, enum role role, ls_id id, const char *behind)
{
    const struct ls_board *board = p->d->facts.board;
    const struct ls_record *r = ls_board_record(board, id);
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (!r)
        return;
    ls_board_name(board, id, &text);
    ls_buf_printf(&text, "  %s%s", words_title(r), behind);
    sheet_text(p, label, role, text.data);
}

static void sheet_people(struct sheet *p, ls_id owner, ls_id backup)
{
    const struct facts *f = &p->d->facts;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_buf_str(&text, words_person(f->board, owner));
    if (ls_person_get(f->board, backup))
        ls_buf_printf(&text, ", backup %s", words_person(f->board, backup));
    if (owner && words_away(f->board, owner, f->today))
        ls_buf_printf(&text, "; %s is away, %s acts", words_person(f->board, owner), words_person(f->board, backup));
    sheet_text(p, "owner", ROLE_NORMAL, text.data);
}

/* "eta;metrics" is how a file says it. */
static void sheet_commas(struct ls_buf *text)
{
    for (size_t at = 0; at < text->len; at++)
        if (text->data[at] == ';') {
            text->data[at] = ',';
            ls_buf_insert(text, at + 1, " ", 1);
        }
}

/* Fields that are set and have no line of their own. */
static void sheet_fields(struct sheet *p, const struct ls_record *r, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int field = ls_field_by_name((enum ls_entity)r->entity, names[i]);
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        if (field < 0 || ls_record_empty(r, field))
            continue;
        const struct ls_field *f = ls_field_info((enum ls_entity)r->entity, field);
        struct ls_value value = ls_record_get(r, field);
        if (f->type == LS_T_DATE)
            words_date(value.i, p->d->facts.today, false, &text);
        else
            ls_value_format(p->d->facts.board, f, &value, &text);
        if (!strcmp(f->name, "tags"))
            sheet_commas(&text);
        ls_value_done(&value);
        LS_AUTO(string) char *label = ls_strdup(f->label);
        if (*label >= 'A' && *label <= 'Z' && strcmp(label, "URL") != 0)
            *label = (char)(*label + ('a' - 'A'));
        sheet_text(p, label, ROLE_NORMAL, text.data);
    }
}

static void sheet_score(struct sheet *p, const struct ls_item *item)
{
    struct ls_score s = ls_score_item(p->d->facts.scores, item);
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (isnan(s.score))
        return;
    words_score(s.score, &text);
    ls_buf_printf(&text, " = %d reach × ", (int)item->reach);
    ls_text_real(&text, item->impact);
    ls_buf_printf(&text, " impact × %d %% confidence ÷ ", (int)s.confidence);
    ls_text_real(&text, item->effort < LS_SCORE_LEAST_EFFORT ? LS_SCORE_LEAST_EFFORT : item->effort);
    ls_buf_str(&text, " person-months");
    if (s.confidence < item->confidence)
        ls_buf_printf(&text, "; %d %% was said, %d %% is earned", (int)item->confidence, (int)s.cap);
    sheet_text(p, "RICE", ROLE_NORMAL, text.data);
}

static void sheet_links(struct sheet *p, ls_id item)
{
    static const char *const FROM[] = {"blocks", "market half", "relates to"};
    static const char *const TO[] = {"waits for", "product half", "relates to"};
    static_assert(LS_COUNT(FROM) == LS_LINK_KIND_COUNT, "a word for each kind");
    LS_EACH(link, link, p->d->facts.board) {
        if (link->kind < 0 || link->kind >= LS_LINK_KIND_COUNT)
            continue;
        if (link->src == item)
            sheet_record(p, FROM[link->kind], ROLE_NORMAL, link->dst, "");
        else if (link->dst == item)
            sheet_record(p, TO[link->kind], ROLE_NORMAL, link->src, "");
    }
}

static void sheet_blockers(struct sheet *p, ls_id item)
{
    const struct facts *f = &p->d->facts;
    LS_EACH(blocker, b, f->board) {
        if (b->item != item)
            continue;
        LS_AUTO(buf) struct ls_buf behind = LS_BUF_INIT;
        if (b->resolved == LS_NONE)
            ls_buf_printf(&behind, ", %d d, %s", (int)facts_age(f, b), words_person(f->board, b->owner));
        else
            ls_buf_printf(&behind, ", resolved after %d d", (int)facts_age(f, b));
        sheet_record(p, b->resolved == LS_NONE ? "■ blocked by" : "✓ was blocked", b->resolved == LS_NONE ? ROLE_BAD : ROLE_DIM,
                    b->rec.id, behind.data);
    }
}

static void sheet_signals(struct sheet *p, ls_id item)
{
    const struct ls_board *board = p->d->facts.board;
    LS_EACH(signal_item, si, board) {
        const struct ls_signal *s = ls_signal_get(board, si->signal);
        if (si->item != item || !s)
            continue;
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        ls_board_name(board, si->signal, &text);
        ls_buf_printf(&text, "  weight %d  ", (int)(si->weight == LS_NONE ? 0 : si->weight));
        ls_buf_printf(&text, *s->quote ? "“%s”" : "%s", *s->quote ? s->quote : s->takeaway);
        ls_buf_printf(&text, "  %s", s->customer);
        sheet_text(p, "“ signal", ROLE_NORMAL, text.data);
    }
}

static void sheet_notes(struct sheet *p, ls_id id)
{
    const struct ls_board *board = p->d->facts.board;
    LS_EACH(note, note, board) {
        if (!ls_set_has_id(note->subject, id) || note->kind == LS_NOTE_KIND_LIVE)
            continue;
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        ls_buf_printf(&text, "%s", words_person(board, note->author));
        if (note->at != LS_NONE) {
            ls_buf_str(&text, ", ");
            words_stamp(note->at, &text);
        }
        ls_buf_printf(&text, ": %s", note->text);
        sheet_text(p, "comment", ROLE_NORMAL, text.data);
    }
}

static void sheet_log(struct sheet *p)
{
    const struct detail *d = p->d;
    for (size_t i = 0; i < d->log_len; i++)
        sheet_text(p, i ? "" : "history", ROLE_DIM, d->log[i]);
}

static void sheet_item(struct sheet *p, const struct ls_item *item)
{
    const struct ls_board *board = p->d->facts.board;
    static const char *const FIELDS[] = {"due", "snooze_until", "persona", "done_when", "tags", "source", "external_id",
                                         "url", "heads_up", "review_from", "sunset_if", "review_on", "duplicate_of"};
    LS_AUTO(buf) struct ls_buf state = LS_BUF_INIT;
    ls_buf_printf(&state, "%s, %s, %s", ls_enum_word(LS_ENUM_ITEM_STATUS, item->status),
                  ls_enum_word(LS_ENUM_ITEM_TYPE, item->type), ls_enum_word(LS_ENUM_TRACK, item->track));
    if (item->priority > 0)
        ls_buf_printf(&state, ", priority %d", (int)item->priority);
    if (item->status_since != LS_NONE) {
        ls_buf_str(&state, ", since ");
        words_date(item->status_since, p->d->facts.today, false, &state);
    }
    sheet_text(p, "state", ROLE_NORMAL, state.data);
    sheet_people(p, item->owner, item->backup);
    sheet_text(p, "problem", ROLE_NORMAL, *item->problem ? item->problem : "");
    sheet_fields(p, &item->rec, FIELDS, LS_COUNT(FIELDS));
    sheet_score(p, item);
    sheet_gap(p);
    sheet_blockers(p, item->rec.id);
    sheet_links(p, item->rec.id);
    sheet_record(p, "part of", ROLE_NORMAL, item->parent, "");
    sheet_record(p, "release", ROLE_NORMAL, item->release, "");
    LS_EACH(launch, launch, board)
        if (item->release && launch->release == item->release)
            sheet_record(p, "launch", ROLE_NORMAL, launch->rec.id, "");
    sheet_gap(p);
    sheet_signals(p, item->rec.id);
    sheet_gap(p);
    sheet_text(p, "notes", ROLE_NORMAL, item->notes);
    sheet_notes(p, item->rec.id);
}

static void sheet_decision(struct sheet *p, const struct ls_decision *d)
{
    const struct ls_board *board = p->d->facts.board;
    static const char *const FIELDS[] = {"needed_by", "cost_of_delay", "driver", "escalated_to", "decided", "why", "follows"};
    sheet_gap(p);
    sheet_record(p, "◆ decision", ROLE_ACCENT, d->rec.id, "");
    sheet_fields(p, &d->rec, FIELDS, LS_COUNT(FIELDS));
    LS_EACH(option, o, board) {
        if (o->decision != d->rec.id)
            continue;
        LS_AUTO(string) char *label = ls_asprintf("%s option %d", o->chosen ? "▸" : " ", (int)o->n);
        LS_AUTO(string) char *text = ls_asprintf("%s  %s", o->label, o->effort);
        sheet_text(p, label, ROLE_NORMAL, text);
    }
}

static void sheet_blocker(struct sheet *p, const struct ls_blocker *b)
{
    const struct facts *f = &p->d->facts;
    static const char *const FIELDS[] = {"next_step", "next_due", "opened", "resolved", "resolution"};
    LS_AUTO(string) char *state = ls_asprintf(
        "%s, %s, severity %d, %d business days", b->resolved == LS_NONE ? "open" : "resolved",
        ls_enum_word(LS_ENUM_BLOCKER_KIND, b->kind), (int)b->severity, (int)facts_age(f, b));
    sheet_text(p, "state", b->resolved == LS_NONE ? ROLE_BAD : ROLE_GOOD, state);
    sheet_people(p, b->owner, b->backup);
    sheet_fields(p, &b->rec, FIELDS, LS_COUNT(FIELDS));
    if (b->resolved == LS_NONE && !*b->next_step)
        sheet_text(p, "next step", ROLE_WARN, "▼ none yet: e next_step=\"…\"");
    sheet_gap(p);
    sheet_record(p, "blocks", ROLE_NORMAL, b->item, "");
    LS_EACH(link, link, f->board)
        if (link->src == b->item && link->kind == LS_LINK_KIND_BLOCKS)
            sheet_record(p, "and so", ROLE_NORMAL, link->dst, "");
    LS_EACH(decision, d, f->board)
        if (d->blocker == b->rec.id)
            sheet_decision(p, d);
    sheet_gap(p);
    sheet_notes(p, b->rec.id);
}

static void sheet_other(struct sheet *p, const struct ls_record *r)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)r->entity);
    for (int i = LS_F_FIRST; i < info->field_count; i++)
        if (!(info->fields[i].flags & LS_FF_HIDDEN))
            sheet_fields(p, r, &info->fields[i].name, 1);
}

static void sheet_make(struct sheet *p, const struct ls_record *r)
{
    if (r->entity == LS_E_ITEM)
        sheet_item(p, (const struct ls_item *)(const void *)r);
    else if (r->entity == LS_E_BLOCKER)
        sheet_blocker(p, (const struct ls_blocker *)(const void *)r);
    else if (r->entity == LS_E_DECISION)
        sheet_decision(p, (const struct ls_decision *)(const void *)r);
    else
        sheet_other(p, r);
    sheet_gap(p);
    sheet_log(p);
}

static void sheet_done(struct sheet *p)
{
    for (size_t i = 0; i < p->len; i++) {
        free(p->v[i].label);
        free(p->v[i].text);
    }
    free(p->v);
}

/* --- drawing --------------------------------------------------------------------------------- */

static void detail_draw_head(const struct detail *d, const struct ls_record *r, struct area row)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_board_name(d->facts.board, r->id, &name);
    LS_AUTO(buf) struct ls_buf sync = LS_BUF_INIT;
    bool runs = sync_view_banner(d->view.ui, row.w < LAYOUT_WIDE, &sync);
    int end = area_text_right(row, row.w - 1, 0, runs ? ROLE_ACCENT : ROLE_DIM, runs ? sync.data : "Esc back");
    int x = 1 + area_text(row, 1, 0, ROLE_ACCENT, name.data) + 2;
    area_fit(row, x, 0, end - x - 2, ROLE_BOLD, words_title(r));
    area_focus(row, x, 0, end - x - 2);
}

static void detail_draw(struct view *v, struct frame *f)
{
    struct detail *d = detail_of(v);
    struct area all = area_all(f);
    const struct ls_record *r = ls_board_record(d->facts.board, d->id);
    if (!r || r->deleted) {
        area_text(all, 3, 2, ROLE_DIM, "it is gone; Esc goes back");
        return;
    }
    struct sheet sheet = {.d = d, .width = f->columns};
    struct area body = area_part(all, 0, 2, f->columns, f->rows - 5);
    sheet_make(&sheet, r);
    d->lines = (int)sheet.len;
    d->page = body.h;
    int most = d->lines > d->page ? d->lines - d->page : 0;
    d->top = d->top > most ? most : d->top < 0 ? 0 : d->top;
    detail_draw_head(d, r, all);
    area_hline(all, 0, 1, f->columns);
    for (int y = 0; y < body.h && d->top + y < d->lines; y++) {
        const struct detail_line *line = &sheet.v[d->top + y];
        area_fit(body, 1, y, LABEL, line->role == ROLE_NORMAL ? ROLE_DIM : line->role, line->label);
        area_text(area_part(body, 0, y, body.w - 1, 1), LABEL + 2, 0, line->role, line->text);
    }
    if (d->top < most)
        area_printf(all, f->columns - 14, f->rows - 3, ROLE_DIM, " %d more ↓ ", most - d->top);
    area_hline(all, 0, f->rows - 3, d->top < most ? f->columns - 15 : f->columns);
    ui_draw_message(v->ui, area_part(all, 0, f->rows - 2, f->columns, 1));
    ui_draw_hints(v->ui, v, area_part(all, 0, f->rows - 1, f->columns, 1));
    sheet_done(&sheet);
}

/* --- the rest of the view -------------------------------------------------------------------- */

static const char *detail_mode(const struct view *v)
{
    const struct detail *d = (const struct detail *)v;
    const struct ls_record *r = d->facts.board ? ls_board_record(d->facts.board, d->id) : NULL;
    return r && r->entity == LS_E_BLOCKER ? "blocker" : "item";
}

static void detail_news(struct view *v)
{
    struct detail *d = detail_of(v);
    facts_update(&d->facts, ui_board(v->ui), ls_session_me(v->ui->session), ls_clock_now());
    ls_session_ask_log(v->ui->session, d->id, LOG_LIMIT);
    v->ui->log_asked = true;
}

static void detail_forget_log(struct detail *d)
{
    for (size_t i = 0; i < d->log_len; i++)
        free(d->log[i]);
    d->log_len = 0;
}

/* One line of history: "Tue 10 Mar 09:26  priya  due 10 Apr → 7 Apr". */
static void detail_log(struct view *v, const struct ls_session_event *e)
{
    struct detail *d = detail_of(v);
    detail_forget_log(d);
    for (size_t i = 0; i < e->log_count; i++) {
        const struct ls_changeset *cs = e->log[i];
        const struct ls_record_edit *edit = ls_changeset_record(cs, d->id);
        if (!edit)
            continue;
        struct ls_buf text = LS_BUF_INIT;
        words_stamp(cs->at, &text);
        ls_buf_printf(&text, "  %s  ", cs->flags & LS_CS_IMPORT ? "imported" : words_person(d->facts.board, cs->who));
        words_edit(d->facts.board, edit, &text);
        LS_GROW(d->log, d->log_len, d->log_cap);
        d->log[d->log_len++] = ls_buf_steal(&text);
    }
}

static bool detail_command(struct view *v, enum ls_command_id id)
{
    struct detail *d = detail_of(v);
    switch (id) {
    case LS_CMD_UP:
        d->top--;
        return true;
    case LS_CMD_DOWN:
        d->top++;
        return true;
    case LS_CMD_PAGE_UP:
        d->top -= d->page - 1;
        return true;
    case LS_CMD_PAGE_DOWN:
        d->top += d->page - 1;
        return true;
    case LS_CMD_TOP:
        d->top = 0;
        return true;
    case LS_CMD_BOTTOM:
        d->top = d->lines;
        return true;
    default:
        return false;
    }
}

static bool detail_event(struct view *v, const struct ui_event *e)
{
    if (e->kind != UI_EVENT_WHEEL)
        return false;
    detail_of(v)->top += e->lines;
    return true;
}

static size_t detail_subject(struct view *v, ls_id **ret_ids)
{
    *ret_ids = ls_alloc(sizeof(**ret_ids));
    (*ret_ids)[0] = detail_of(v)->id;
    return 1;
}

static const struct hint *detail_hints(const struct view *v)
{
    static const struct hint ITEM[] = {
        {LS_CMD_ITEM_ASSIGN, "assign", 0}, {LS_CMD_ITEM_PRIORITY, "priority", 1}, {LS_CMD_ITEM_STATUS, "status", 2},
        {LS_CMD_ITEM_DUE, "due", 3},       {LS_CMD_BLOCKER_ADD, "block", 4},      {LS_CMD_ITEM_COMMENT, "comment", 5},
        {LS_CMD_ITEM_SET, "edit", 6},      {LS_CMD_AGENDA_PUT, "on the agenda", 7}, {LS_CMD_BACK, "back", 0},
        {LS_CMD_HELP, "help", 0},          {0, NULL, 0}};
    static const struct hint BLOCKER[] = {
        {LS_CMD_BLOCKER_ASSIGN, "assign", 1}, {LS_CMD_BLOCKER_RESOLVE, "resolve", 0}, {LS_CMD_BLOCKER_SET, "edit", 2},
        {LS_CMD_AGENDA_PUT, "on the agenda", 3}, {LS_CMD_BACK, "back", 0}, {LS_CMD_HELP, "help", 0}, {0, NULL, 0}};
    return !strcmp(detail_mode(v), "blocker") ? BLOCKER : ITEM;
}

static void detail_free(struct view *v)
{
    struct detail *d = detail_of(v);
    detail_forget_log(d);
    free(d->log);
    facts_done(&d->facts);
    free(d);
}

static const struct view_ops DETAIL_OPS = {
    .mode = detail_mode, .draw = detail_draw, .command = detail_command, .event = detail_event, .news = detail_news,
    .subject = detail_subject, .hints = detail_hints, .log = detail_log, .free = detail_free};

struct view *detail_view_new(ls_id id)
{
    struct detail *d = ls_alloc(sizeof(*d));
    d->view.ops = &DETAIL_OPS;
    d->id = id;
    return &d->view;
}
