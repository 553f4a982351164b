/* The picture of a form: labels and values above, below the rule what the field with the cursor wants, can be, or
 * breaks. Rows never move while somebody types. */
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "ui/form_parts.h"
#include "ui/state.h"
#include "ui/words.h"

enum { GUTTER = 3, LABEL_GAP = 2, REMARK_LEAST = 14, LABEL_MOST = 17, LABEL_NARROW = 10, NARROW = 50, ROOMY = 56 };

/* --- what stands beside a value --------------------------------------------------------------- */

static void remark_reference(const struct ls_board *board, ls_id id, struct ls_buf *b)
{
    const struct ls_record *r = ls_board_record(board, id);
    const struct ls_person *p = ls_person_get(board, id);
    if (p) {
        ls_buf_printf(b, "%s%s%s", p->name, *p->name ? ", " : "", ls_enum_word(LS_ENUM_FUNCTION, p->function));
        if (words_away(board, id, ui_today()))
            ls_buf_str(b, ", away");
    } else if (r) {
        ls_buf_str(b, words_title(r));
    }
}

/* What the value means, where its text does not say it. */
static void remark_meaning(const struct form_field *field, struct ls_buf *b)
{
    const struct ls_board *board = ui_board(field->form->view.ui);
    if (field->value.kind != LS_V_INT && field->value.kind != LS_V_REAL)
        return;
    if (field->info->type == LS_T_DATE)
        words_day_told(field->value.i, ui_today(), b);
    else if (field->info->type == LS_T_REF)
        remark_reference(board, field->value.i, b);
    else if (form_field_few(field) && field->edit.choices.len)
        for (size_t i = 0; i < field->edit.choices.len; i++)
            if (!strcmp(field->edit.choices.v[i].value, field->edit.text.data))
                ls_buf_str(b, field->edit.choices.v[i].detail);
}

static void remark_theirs(const struct form_field *field, struct ls_buf *b)
{
    const struct ls_board *board = ui_board(field->form->view.ui);
    ls_buf_printf(b, "%s set ", field->who ? field->who : "somebody");
    words_value(board, field->info, &field->stands, b);
}

static void remark_before(const struct form_field *field, struct ls_buf *b)
{
    if (form_field_record(field)->made)
        return;
    ls_buf_str(b, b->len ? "; was " : "was ");
    if (field->info->type == LS_T_NOTE)
        ls_buf_str(b, field->base.kind == LS_V_NULL ? "empty" : "another text");
    else
        words_value(ui_board(field->form->view.ui), field->info, &field->base, b);
}

/* Why the text is no value, without the label, which stands beside it. */
static const char *form_field_trouble(const struct form_field *field)
{
    size_t label = strlen(field->info->label);
    bool named = !strncmp(field->bad.message, field->info->label, label) && !strncmp(field->bad.message + label, ": ", 2);
    return field->bad.message + (named ? label + 2 : 0);
}

/* "today, if left empty" */
static void remark_filled(const struct form_field *field, struct ls_buf *b)
{
    int64_t date;
    if (field->info->type == LS_T_DATE && ls_date_parse(field->filled, &date))
        words_date(date, ui_today(), true, b);
    else
        ls_buf_str(b, field->filled);
    ls_buf_str(b, ", if left empty");
}

/* The words beside a value: what is wrong, what somebody else did, what it means, what it was. */
static enum role remark_make(const struct form_field *field, struct ls_buf *b)
{
    const struct form *f = field->form;
    size_t index = (size_t)(field - f->fields);
    const struct ls_glossary_word *word;
    bool empty = !*field->edit.text.data;
    if (form_field_newcomer(field)) {
        ls_buf_str(b, "▼ nobody is called so yet");
        return ROLE_WARN;
    }
    if (field->bad.code && form_field_takes(field)) {
        ls_buf_printf(b, "▸ %s", field->edit.choices.v[field->edit.at].value);
        return ROLE_ACCENT;
    }
    if (field->bad.code || (f->refusal && f->refused == index)) {
        ls_buf_printf(b, "■ %s", field->bad.code ? form_field_trouble(field) : f->refusal);
        return ROLE_BAD;
    }
    if (field->news && !field->followed) {
        ls_buf_str(b, "▼ meanwhile ");
        remark_theirs(field, b);
        return ROLE_WARN;
    }
    if ((word = form_field_word(field))) {
        ls_buf_printf(b, "▼ the glossary says “%s” instead of “%s”", word->term->name, word->folded);
        return ROLE_WARN;
    }
    if (empty && field->filled && *field->filled) {
        remark_filled(field, b);
        return ROLE_DIM;
    }
    if (empty && field->info->flags & LS_FF_REQ && !field->record && !form_field_changed(field)) {
        ls_buf_str(b, "needed");
        return f->tried ? ROLE_WARN : ROLE_DIM;
    }
    remark_meaning(field, b);
    if (field->news)
        ls_buf_printf(b, "%s%s has just set it", b->len ? "; " : "", field->who ? field->who : "somebody");
    if (form_field_changed(field))
        remark_before(field, b);
    return field->news ? ROLE_ACCENT : ROLE_DIM;
}

/* --- rows ------------------------------------------------------------------------------------ */

static int form_label_width(const struct form *f, int columns_there)
{
    int width = 0;
    for (size_t i = 0; i < f->len; i++) {
        int columns = ls_text_columns(f->fields[i].info->label);
        width = columns > width ? columns : width;
    }
    int most = columns_there < NARROW ? LABEL_NARROW : LABEL_MOST;
    return width > most ? most : width;
}

/* A note in one line: its first one, and how many there are. */
static void form_note_words(const struct form_field *field, struct ls_buf *b)
{
    const char *text = field->edit.text.data;
    size_t lines = 0, first = strcspn(text, "\n");
    for (const char *at = text; *at; at++)
        lines += *at == '\n' && at[1];
    ls_buf_add(b, text, first);
    if (lines)
        ls_buf_printf(b, "  (%zu lines)", lines + 1);
}

/* Draws the value; returns the columns that it wants. */
static int form_draw_value(const struct form_field *field, struct area a, bool focus)
{
    if (field->info->type == LS_T_NOTE) {
        LS_AUTO(buf) struct ls_buf note = LS_BUF_INIT;
        form_note_words(field, &note);
        area_fit(a, 0, 0, a.w, ROLE_NORMAL, note.data);
        if (focus)
            area_cursor(a, 0, 0);
        return note.len ? a.w : 0;
    }
    int columns = ls_text_columns(field->edit.text.data);
    if (focus)
        prompt_draw_field(&field->edit, a, true);
    else
        area_fit(a, 0, 0, a.w, ROLE_NORMAL, field->edit.text.data);
    if (focus && form_field_replaces(field) && columns && columns <= a.w)
        area_fit(a, 0, 0, columns, ROLE_REVERSE, field->edit.text.data);
    return columns;
}

/* The remark stands in a column of its own where the value is short, else behind it, else at the right as a sign. */
static void form_draw_row(const struct form_field *field, struct area row, int label, bool focus)
{
    LS_AUTO(buf) struct ls_buf remark = LS_BUF_INIT;
    enum role role = remark_make(field, &remark);
    int x = GUTTER + label + LABEL_GAP, width = row.w - x - 1;
    int value = ls_text_columns(field->edit.text.data) + 2, need = ls_text_columns(remark.data);
    bool serious = role == ROLE_BAD || role == ROLE_WARN;
    int column = width < ROOMY ? width / 3 : 28, at = value < column ? column : value;
    if (!remark.len)
        at = width + 1;
    else if (width - at < REMARK_LEAST && width - at < need) /* of what is wrong the sign is shown in any case */
        at = value + REMARK_LEAST < width ? value : !serious ? width + 1 : focus ? width - 1 : width - width / 3;
    if (focus)
        area_text(row, 1, 0, ROLE_ACCENT, "▌");
    area_fit(row, GUTTER, 0, label, form_field_changed(field) ? ROLE_ACCENT : ROLE_DIM, field->info->label);
    form_draw_value(field, area_part(row, x, 0, at > width ? width : at - 2 + focus, 1), focus); /* the cursor behind it */
    if (at <= width)
        area_fit(row, x + at, 0, width - at, role, remark.data);
    if (focus)
        area_focus(row, 0, 0, x - 1);
}

/* --- below the rule --------------------------------------------------------------------------- */

static const char *panel_hint(const struct form_field *field)
{
    switch (field->info->type) {
    case LS_T_NOTE: return "Enter opens it in your editor";
    case LS_T_DATE: return "today, tomorrow, thu, 17 mar, +3d, 2026-03-17";
    case LS_T_STAMP: return "2026-03-17 09:30";
    case LS_T_INT: return "a whole number";
    case LS_T_REAL: return "a number; decimals behind a point";
    case LS_T_SET: return field->info->arg == LS_E_PERSON ? "names, joined by commas" : "words, joined by commas";
    case LS_T_REF:
        return field->info->arg == LS_E_PERSON ? "a name; somebody new is added" : "a number, or words of the title";
    case LS_T_TEXT: return field->info->flags & LS_FF_WEEK ? "an ISO week: 2026-W10" : "";
    default: return "";
    }
}

/* What is wrong, and what to do about it. */
static int panel_trouble(const struct form *f, const struct form_field *field, struct area a)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    enum role role = remark_make(field, &text);
    const char *todo = NULL;
    if (role == ROLE_BAD)
        todo = field->bad.code ? field->bad.hint : f->advice;
    else if (role == ROLE_WARN && form_field_newcomer(field))
        todo = "Enter twice adds them";
    else if (role == ROLE_WARN && field->news)
        todo = "Ctrl-t takes it, saving twice puts yours there";
    else if (role != ROLE_WARN)
        return 0;
    if (todo)
        ls_buf_printf(&text, ": %s", todo);
    return area_wrap(a, role, text.data);
}

/* Few words stand side by side, the one that is chosen in focus. */
static void panel_few(const struct form_field *field, struct area a)
{
    const struct choices *c = &field->edit.choices;
    int x = 0, y = 0;
    for (size_t i = 0; i < c->len && y < a.h; i++) {
        bool current = field->typed ? i == field->edit.at : !strcmp(c->v[i].value, field->edit.text.data);
        int width = ls_text_columns(c->v[i].label) + 2;
        if (x + width > a.w) {
            x = 0;
            y++;
        }
        area_printf(area_part(a, x, y, a.w - x, 1), 0, 0, current ? ROLE_ACCENT : ROLE_DIM, "%s%s", current ? "▸" : " ",
                    c->v[i].label);
        if (current)
            area_focus(a, x, y, width);
        x += width + 1;
    }
}

/* Steps of a scale stand below each other, each with what it means, where there is room for that. */
static bool panel_side_by_side(const struct form_field *field, struct area a)
{
    const struct choices *c = &field->edit.choices;
    bool meant = c->len && *c->v[0].detail;
    return form_field_few(field) && (!meant || (int)c->len > a.h);
}

static int form_characters(const char *text)
{
    int n = 0;
    for (; *text; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

static void form_draw_panel(const struct form *f, struct area a)
{
    const struct form_field *field = &f->fields[f->at];
    a = area_part(a, GUTTER, 0, a.w - GUTTER - 1, a.h);
    int y = 0;
    if (f->refusal && f->refused == f->len) /* about no field of the form */
        y = area_wrap(a, ROLE_BAD, f->refusal);
    y += panel_trouble(f, field, area_part(a, 0, y, a.w, a.h - y));
    bool choices = field->edit.choices.len > 0;
    const char *hint = panel_hint(field);
    if (!y && field->info->type == LS_T_TEXT && field->info->limit && !*hint)
        area_printf(a, 0, y++, ROLE_DIM, "%d of %d characters", form_characters(field->edit.text.data),
                    field->info->limit);
    else if (!y && *hint && (a.h > 3 || !choices || field->info->type == LS_T_DATE))
        area_text(a, 0, y++, ROLE_DIM, hint);
    struct area rest = area_part(a, 0, y, a.w, a.h - y);
    if (choices && panel_side_by_side(field, rest))
        panel_few(field, rest);
    else if (choices && rest.h > 0)
        prompt_draw_choices(&field->edit, area_part(rest, -GUTTER, 0, rest.w + GUTTER, rest.h),
                            form_field_takes(field) || field->edit.chosen || form_field_newcomer(field));
}

/* --- the whole ------------------------------------------------------------------------------- */

static int form_panel_rows(int rows)
{
    return rows >= 32 ? 8 : rows >= 22 ? 5 : rows >= 16 ? 3 : rows >= 12 ? 2 : 1;
}

static void form_draw_head(const struct form *f, struct area row)
{
    const struct ls_board *board = ui_board(f->view.ui);
    const struct ls_record *r = ls_board_record(board, f->record.id);
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, state = LS_BUF_INIT;
    size_t changed = form_changed(f);
    if (f->record.made)
        ls_buf_printf(&name, "new %s", ls_entity_info(f->record.entity)->label);
    else
        ls_board_name(board, f->record.id, &name);
    if (changed)
        ls_buf_printf(&state, f->record.made ? "not saved yet" : "%zu changed, not saved yet", changed);
    else
        ls_buf_str(&state, f->record.made ? "nothing typed yet" : "nothing changed");
    int end = area_text_right(row, row.w - 1, 0, changed ? ROLE_ACCENT : ROLE_DIM, state.data);
    int x = 1 + area_text(row, 1, 0, ROLE_ACCENT, name.data) + 2;
    if (r && !r->deleted)
        area_fit(row, x, 0, end - x - 2, ROLE_BOLD, words_title(r));
    else if (r)
        area_fit(row, x, 0, end - x - 2, ROLE_WARN, "▼ it was deleted meanwhile");
    area_focus(row, x, 0, end - x - 2);
}

/* Where labels and values scroll, the rule says how much is above and below. */
static void form_draw_rule(const struct form *f, struct area row)
{
    size_t below = f->len - f->top > (size_t)f->page ? f->len - f->top - (size_t)f->page : 0;
    LS_AUTO(buf) struct ls_buf more = LS_BUF_INIT;
    if (f->top)
        ls_buf_printf(&more, " %zu above ↑", f->top);
    if (below)
        ls_buf_printf(&more, " %zu more ↓", below);
    if (more.len)
        ls_buf_char(&more, ' ');
    int end = row.w - 1 - ls_text_columns(more.data);
    area_hline(row, 0, 0, row.w);
    area_text(row, end, 0, ROLE_DIM, more.data);
}

void form_draw(struct view *v, struct frame *frame)
{
    struct form *f = (struct form *)v;
    struct area all = area_all(frame);
    int panel = form_panel_rows(frame->rows), label = form_label_width(f, frame->columns);
    struct area rows = area_part(all, 0, 2, frame->columns, frame->rows - 2 - panel - 3);
    f->page = rows.h;
    if (f->at < f->top)
        f->top = f->at;
    if (f->at >= f->top + (size_t)rows.h)
        f->top = f->at - (size_t)rows.h + 1;
    if (f->top + (size_t)rows.h > f->len)
        f->top = f->len > (size_t)rows.h ? f->len - (size_t)rows.h : 0;
    form_draw_head(f, area_part(all, 0, 0, frame->columns, 1));
    area_hline(all, 0, 1, frame->columns);
    for (size_t i = f->top; i < f->len && i < f->top + (size_t)rows.h; i++)
        form_draw_row(&f->fields[i], area_part(rows, 0, (int)(i - f->top), rows.w, 1), label, i == f->at);
    form_draw_rule(f, area_part(all, 0, 2 + rows.h, frame->columns, 1));
    form_draw_panel(f, area_part(all, 0, 3 + rows.h, frame->columns, panel));
    ui_draw_message(v->ui, area_part(all, 0, frame->rows - 2, frame->columns, 1));
    ui_draw_hints(v->ui, v, area_part(all, 0, frame->rows - 1, frame->columns, 1));
}
