/* The line editor and its choices. Moves by graphemes, so that a wide or combined character is one step. */
#include "ui/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum { CHOICES_SHOWN = 8 };

/* --- choices --------------------------------------------------------------------------------- */

void choices_add(struct choices *c, const char *value, const char *label, const char *detail, uint32_t key)
{
    LS_GROW(c->v, c->len, c->cap);
    c->v[c->len++] = (struct choice){.value = ls_strdup(value), .label = ls_strdup(label), .detail = ls_strdup(detail), .key = key};
}

void choices_add_whole(struct choices *c, const char *value, const char *label, const char *detail)
{
    choices_add(c, value, label, detail, 0);
    c->v[c->len - 1].whole = true;
}

void choices_clear(struct choices *c)
{
    for (size_t i = 0; i < c->len; i++) {
        free(c->v[i].value);
        free(c->v[i].label);
        free(c->v[i].detail);
    }
    c->len = 0;
}

/* The start of the word before the cursor: what a choice completes. */
static size_t prompt_word(const struct prompt *p)
{
    size_t at = p->cursor;
    if (p->kind == PROMPT_PICK || p->kind == PROMPT_FIELD)
        return 0;
    if (p->kind == PROMPT_SET) {
        while (at > 0 && !strchr(",;", p->text.data[at - 1]))
            at--;
        while (at < p->cursor && p->text.data[at] == ' ')
            at++;
        return at;
    }
    while (at > 0 && p->text.data[at - 1] != ' ' && p->text.data[at - 1] != '\n')
        at--;
    return at;
}

/* The end of what a choice completes. */
static size_t prompt_word_end(const struct prompt *p)
{
    if (p->kind == PROMPT_PICK || p->kind == PROMPT_FIELD)
        return p->text.len;
    return p->kind == PROMPT_SET ? p->cursor + strcspn(p->text.data + p->cursor, ",;") : p->cursor;
}

/* The key of a choice, alone in a field that takes words, too: the choice is under the cursor, for Enter. */
static bool prompt_points(struct prompt *p)
{
    uint32_t c;
    if (!p->own_words || !p->text.len || ls_text_decode(p->text.data, p->text.len, &c) != p->text.len)
        return false;
    p->fill(p->arg, "", &p->choices);
    for (size_t i = 0; i < p->choices.len; i++)
        if (p->choices.v[i].key == c) {
            p->at = i;
            return true;
        }
    choices_clear(&p->choices);
    return false;
}

static void prompt_changed(struct prompt *p)
{
    choices_clear(&p->choices);
    p->at = 0;
    p->chosen = false;
    p->point = -1;
    if (!p->fill || prompt_points(p))
        return;
    size_t from = prompt_word(p), to = prompt_word_end(p);
    LS_AUTO(string) char *word = ls_strndup(p->text.data + from, to - from);
    p->fill(p->arg, word, &p->choices);
}

/* --- life ------------------------------------------------------------------------------------ */

void prompt_init(struct prompt *p, enum prompt_kind kind, const char *label, const char *text)
{
    *p = (struct prompt){.kind = kind, .label = ls_strdup(label), .text = LS_BUF_INIT, .point = -1};
    ls_buf_str(&p->text, text);
    p->cursor = p->text.len;
}

void prompt_done(struct prompt *p)
{
    free(p->label);
    free(p->hint);
    free(p->above);
    free(p->refusal);
    free(p->typed);
    choices_clear(&p->choices);
    free(p->choices.v);
    ls_buf_done(&p->text);
    *p = (struct prompt){.text = LS_BUF_INIT};
}

void prompt_set_hint(struct prompt *p, const char *hint)
{
    free(p->hint);
    p->hint = ls_strdup(hint);
}

void prompt_set_above(struct prompt *p, const char *above)
{
    free(p->above);
    p->above = ls_strdup(above);
}

void prompt_fill(struct prompt *p, void (*fill)(void *arg, const char *word, struct choices *ret_choices), void *arg)
{
    p->fill = fill;
    p->arg = arg;
    prompt_changed(p);
}

void prompt_recalls(struct prompt *p, const struct past *past)
{
    p->past = past;
}

void prompt_refuse(struct prompt *p, const char *why)
{
    free(p->refusal);
    p->refusal = ls_strdup(why);
    p->remark = false;
}

static void prompt_remark(struct prompt *p, const char *text)
{
    prompt_refuse(p, text);
    p->remark = true;
    p->point = -1;
}

void prompt_explain(struct prompt *p)
{
    const char *keys = p->fill ? "↑↓ choose, Tab completes, " : "", *past = p->past && p->past->len ? "↑ shows what was typed before, " : "";
    LS_AUTO(string) char *text = p->hint ? ls_asprintf("%s (%s%sEnter takes it, Esc leaves)", p->hint, keys, past)
                                         : ls_asprintf("%s%sEnter takes it, Esc leaves", keys, past);
    prompt_remark(p, text);
}

void prompt_point(struct prompt *p, size_t at, const char *why, const char *hint, bool remark)
{
    free(p->refusal);
    p->refusal = !why ? NULL : hint ? ls_asprintf("%s (%s)", why, hint) : ls_strdup(why);
    p->remark = remark;
    p->point = why ? (ptrdiff_t)at : -1;
}

const char *prompt_answer(const struct prompt *p)
{
    if (p->kind == PROMPT_PICK && p->at < p->choices.len)
        return p->choices.v[p->at].value;
    return p->text.data;
}

/* --- editing --------------------------------------------------------------------------------- */

static void prompt_insert(struct prompt *p, const char *text)
{
    ls_buf_insert(&p->text, p->cursor, text, strlen(text));
    p->cursor += strlen(text);
    p->edited = true;
    prompt_changed(p);
}

static size_t prompt_next(const struct prompt *p, size_t at)
{
    int columns;
    return at + ls_text_cluster(p->text.data + at, p->text.len - at, &columns);
}

static size_t prompt_before(const struct prompt *p, size_t at)
{
    size_t before = 0;
    for (size_t i = 0; i < at; i = prompt_next(p, i))
        before = i;
    return before;
}

static void prompt_delete(struct prompt *p, size_t from, size_t to)
{
    if (from >= to)
        return;
    ls_buf_cut(&p->text, from, to - from);
    p->cursor = from;
    p->edited = true;
    prompt_changed(p);
}

static size_t prompt_word_before(const struct prompt *p)
{
    size_t at = p->cursor;
    while (at > 0 && p->text.data[at - 1] == ' ')
        at--;
    while (at > 0 && p->text.data[at - 1] != ' ')
        at--;
    return at;
}

static size_t prompt_word_behind(const struct prompt *p)
{
    size_t at = p->cursor + strspn(p->text.data + p->cursor, " ");
    return at + strcspn(p->text.data + at, " ");
}

/* Word by word, with the keys of readline. */
static bool prompt_edit_words(struct prompt *p, struct ls_key key)
{
    bool alt = key.mods == LS_MOD_ALT;
    if (alt && key.code == 'b')
        p->cursor = prompt_word_before(p);
    else if (alt && key.code == 'f')
        p->cursor = prompt_word_behind(p);
    else if (alt && key.code == 'd')
        prompt_delete(p, p->cursor, prompt_word_behind(p));
    else if (ls_key_is_ctrl(key, 'w') || (alt && key.code == LS_KEY_BACKSPACE))
        prompt_delete(p, prompt_word_before(p), p->cursor);
    else
        return false;
    return true;
}

/* One line made safe; tabs stay where they stand between the cells of a sheet's rows. */
static void prompt_paste_cells(const char *line, bool rows, struct ls_buf *ret)
{
    for (;;) {
        size_t len = rows ? strcspn(line, "\t") : strlen(line);
        LS_AUTO(string) char *cell = ls_strndup(line, len);
        ls_text_safe(ret, cell);
        line += len;
        if (!*line++)
            return;
        ls_buf_char(ret, '\t');
    }
}

static void prompt_paste(struct prompt *p, const char *text)
{
    bool rows = p->kind == PROMPT_LINES && strchr(text, '\n');
    LS_AUTO(buf) struct ls_buf clean = LS_BUF_INIT;
    while (*text) {
        size_t len = strcspn(text, "\n");
        LS_AUTO(string) char *line = ls_strndup(text, len);
        prompt_paste_cells(line, rows, &clean);
        text += len;
        if (*text == '\n') {
            bool more = text[1] != 0;
            text++;
            if (more)
                ls_buf_char(&clean, p->kind == PROMPT_LINES ? '\n' : ' ');
        }
    }
    prompt_insert(p, clean.data);
}

void prompt_propose(struct prompt *p)
{
    p->proposed = p->text.len > 0;
}

void prompt_set(struct prompt *p, const char *text)
{
    p->proposed = false;
    ls_buf_set(&p->text, text);
    p->cursor = p->text.len;
    prompt_changed(p);
}

void prompt_complete(struct prompt *p)
{
    if (p->at >= p->choices.len)
        return;
    LS_AUTO(string) char *value = ls_strdup(p->choices.v[p->at].value);
    bool whole = p->choices.v[p->at].whole;
    size_t from = whole ? 0 : prompt_word(p), to = whole ? p->text.len : prompt_word_end(p);
    ls_buf_cut(&p->text, from, to - from);
    p->cursor = from;
    prompt_insert(p, value);
    size_t len = strlen(value);
    if (p->kind <= PROMPT_LINES && p->kind != PROMPT_PICK && len && !strchr("=:", value[len - 1])) /* "owner=" goes on with its value */
        prompt_insert(p, " ");
}

static void prompt_tab(struct prompt *p)
{
    if (p->choices.len)
        prompt_complete(p);
    else
        prompt_remark(p, p->fill ? "nothing begins so: Tab has nothing to complete" : "Tab completes nothing here: Enter takes what is typed");
}

void prompt_choose(struct prompt *p, int rows)
{
    if (!p->choices.len)
        return;
    ptrdiff_t at = (ptrdiff_t)p->at + rows, last = (ptrdiff_t)p->choices.len - 1;
    if (rows > 0 && !p->chosen && (p->kind == PROMPT_LINE || p->kind == PROMPT_LINES))
        at = 0;
    p->at = (size_t)(at < 0 ? last : at > last ? 0 : at);
    p->chosen = true;
}

/* Goes back (1) or forward (-1) in what was typed before; false where the key is for the choices. */
static bool prompt_recall(struct prompt *p, int step)
{
    size_t len = p->past ? p->past->len : 0;
    bool choosing = p->chosen || (p->choices.len && p->text.len && !p->back);
    if (!len || choosing || (step < 0 && !p->back))
        return false;
    if (step > 0 && p->back >= len)
        return true;
    if (!p->back) {
        free(p->typed);
        p->typed = ls_strdup(p->text.data);
    }
    p->back = (size_t)((ptrdiff_t)p->back + step);
    prompt_set(p, p->back ? p->past->v[len - p->back] : p->typed);
    return true;
}

static void prompt_move(struct prompt *p, int rows)
{
    if (!prompt_recall(p, -rows))
        prompt_choose(p, rows);
}

/* A key that takes a choice at once, in an empty field. */
static bool prompt_quick(struct prompt *p, struct ls_key key)
{
    if (p->kind != PROMPT_PICK || p->own_words || p->text.len || key.mods)
        return false;
    for (size_t i = 0; i < p->choices.len; i++)
        if (p->choices.v[i].key && p->choices.v[i].key == key.code) {
            p->at = i;
            return true;
        }
    return false;
}

static enum prompt_result prompt_enter(struct prompt *p)
{
    if (p->kind == PROMPT_PICK) {
        if (p->choices.len)
            return PROMPT_TAKEN;
        LS_AUTO(string) char *why = p->hint ? ls_asprintf("\"%s\" is none of them: %s", p->text.data, p->hint)
                                            : ls_asprintf("nothing is called \"%s\"", p->text.data);
        prompt_refuse(p, why);
        return PROMPT_MORE;
    }
    if (p->chosen) {
        prompt_complete(p);
        return PROMPT_MORE;
    }
    return PROMPT_TAKEN;
}

/* Keys that move or delete; false where it is none. */
static bool prompt_edit(struct prompt *p, struct ls_key key)
{
    if (ls_key_is(key, LS_KEY_LEFT) || ls_key_is_ctrl(key, 'b'))
        p->cursor = prompt_before(p, p->cursor);
    else if (ls_key_is(key, LS_KEY_RIGHT) || ls_key_is_ctrl(key, 'f'))
        p->cursor = prompt_next(p, p->cursor);
    else if (ls_key_is(key, LS_KEY_HOME) || ls_key_is_ctrl(key, 'a'))
        p->cursor = 0;
    else if (ls_key_is(key, LS_KEY_END) || ls_key_is_ctrl(key, 'e'))
        p->cursor = p->text.len;
    else if (ls_key_is(key, LS_KEY_BACKSPACE))
        prompt_delete(p, prompt_before(p, p->cursor), p->cursor);
    else if (ls_key_is(key, LS_KEY_DELETE) || ls_key_is_ctrl(key, 'd'))
        prompt_delete(p, p->cursor, prompt_next(p, p->cursor));
    else if (ls_key_is_ctrl(key, 'u'))
        prompt_delete(p, 0, p->cursor);
    else if (ls_key_is_ctrl(key, 'k'))
        prompt_delete(p, p->cursor, p->text.len);
    else
        return prompt_edit_words(p, key);
    return true;
}

/* The first key in a text that was proposed; true where it has done what it does. */
static bool prompt_leave_proposal(struct prompt *p, const struct ui_event *e)
{
    bool erases = e->kind == UI_EVENT_KEY && (ls_key_is(e->key, LS_KEY_BACKSPACE) || ls_key_is(e->key, LS_KEY_DELETE));
    bool writes = e->kind == UI_EVENT_PASTE || (e->kind == UI_EVENT_KEY && ls_key_is_text(e->key));
    if (!p->proposed || (e->kind != UI_EVENT_KEY && e->kind != UI_EVENT_PASTE))
        return false;
    p->proposed = false;
    if (erases || writes)
        prompt_delete(p, 0, p->text.len);
    return erases;
}

enum prompt_result prompt_event(struct prompt *p, const struct ui_event *e)
{
    free(p->refusal);
    p->refusal = NULL;
    if (prompt_leave_proposal(p, e))
        return PROMPT_MORE;
    if (e->kind == UI_EVENT_PASTE) {
        prompt_paste(p, e->text);
        return PROMPT_MORE;
    }
    if (e->kind != UI_EVENT_KEY)
        return PROMPT_MORE;
    struct ls_key key = e->key;
    if (ls_key_is(key, LS_KEY_ESC) || ls_key_is_ctrl(key, 'c') || ls_key_is_ctrl(key, 'g'))
        return PROMPT_LEFT;
    if (ls_key_is(key, LS_KEY_ENTER))
        return prompt_enter(p);
    if (prompt_quick(p, key))
        return PROMPT_TAKEN;
    if (ls_key_is(key, LS_KEY_TAB)) {
        prompt_tab(p);
    } else if (ls_key_is(key, LS_KEY_UP) || ls_key_is_ctrl(key, 'p')) {
        prompt_move(p, -1);
    } else if (ls_key_is(key, LS_KEY_DOWN) || ls_key_is_ctrl(key, 'n')) {
        prompt_move(p, 1);
    } else if (ls_key_is(key, LS_KEY_BACKSPACE) && !p->text.len) {
        return PROMPT_LEFT;
    } else if (!prompt_edit(p, key) && ls_key_is_text(key)) {
        LS_AUTO(buf) struct ls_buf typed = LS_BUF_INIT;
        ls_text_encode(&typed, key.code);
        prompt_insert(p, typed.data);
    }
    return PROMPT_MORE;
}

/* --- drawing --------------------------------------------------------------------------------- */

void prompt_draw_choices(const struct prompt *p, struct area a, bool marked)
{
    size_t rows = (size_t)a.h, top = p->at >= rows ? p->at - rows + 1 : 0;
    int width = 0, detail = 0;
    LS_AUTO(buf) struct ls_buf more = LS_BUF_INIT;
    if (p->choices.len > rows && rows)
        ls_buf_printf(&more, " %zu of %zu", rows, p->choices.len);
    for (size_t i = top; i < p->choices.len && i < top + rows; i++) {
        int columns = ls_text_columns(p->choices.v[i].label);
        width = columns > width ? columns : width;
        columns = ls_text_columns(p->choices.v[i].detail);
        detail = columns > detail ? columns : detail;
    }
    detail = detail > a.w / 4 ? a.w / 4 : detail; /* a day, a number: what a long label may not push out */
    width = width > a.w - 8 - detail ? a.w - 8 - detail : width;
    for (size_t i = top; i < p->choices.len && i < top + rows; i++) {
        const struct choice *c = &p->choices.v[i];
        int y = (int)(i - top);
        bool current = marked && i == p->at;
        int counted = y == a.h - 1 ? ls_text_columns(more.data) : 0; /* it stands at the end of the last row */
        if (current)
            area_text(a, 1, y, ROLE_ACCENT, "▌");
        if (c->key) {
            LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
            ls_text_encode(&key, c->key);
            area_text(a, 3, y, ROLE_ACCENT, key.data);
        }
        area_fit(a, 5, y, width < a.w - 6 - counted ? width : a.w - 6 - counted, ROLE_NORMAL, c->label);
        area_fit(a, 5 + width + 2, y, a.w - width - 8 - counted, ROLE_DIM, c->detail);
        if (current)
            area_focus(a, 0, y, a.w);
    }
    if (more.len)
        area_text_right(a, a.w - 1, a.h - 1, ROLE_DIM, more.data);
}

/* The text with line ends shown as a sign. */
static void prompt_shown(const struct prompt *p, size_t from, size_t to, struct ls_buf *ret)
{
    for (size_t i = from; i < to; i++) {
        if (p->text.data[i] == '\n')
            ls_buf_str(ret, "⏎");
        else if (p->text.data[i] == '\t')
            ls_buf_str(ret, "⇥");
        else
            ls_buf_char(ret, p->text.data[i]);
    }
}

/* The columns that the cursor wants: what is under it, and the sign that there is more behind. */
static int prompt_at_cursor(const struct prompt *p)
{
    int columns = 1;
    if (p->cursor >= p->text.len)
        return columns;
    size_t next = p->cursor + ls_text_cluster(p->text.data + p->cursor, p->text.len - p->cursor, &columns);
    return (columns > 1 ? columns : 1) + (next < p->text.len);
}

/* The first byte that is shown, behind the sign for what is not, so that the cursor still fits. Each cluster is looked at
 * once: a paste may be long. */
static size_t prompt_shown_from(const struct prompt *p, int width)
{
    size_t from = 0;
    int room = width - prompt_at_cursor(p);
    LS_AUTO(buf) struct ls_buf shown = LS_BUF_INIT;
    prompt_shown(p, from, p->cursor, &shown);
    for (int columns = ls_text_columns(shown.data); columns + (from > 0) > room && from < p->cursor;) {
        size_t next = prompt_next(p, from);
        ls_buf_clear(&shown);
        prompt_shown(p, from, next, &shown);
        columns -= ls_text_columns(shown.data);
        from = next;
    }
    return from;
}

void prompt_draw_field(const struct prompt *p, struct area field, bool focus)
{
    if (!p->text.len && p->hint)
        area_fit(field, 0, 0, field.w, ROLE_DIM, p->hint);
    size_t from = prompt_shown_from(p, field.w);
    int x = from > 0;
    LS_AUTO(buf) struct ls_buf before = LS_BUF_INIT, text = LS_BUF_INIT;
    prompt_shown(p, from, p->cursor, &before);
    prompt_shown(p, from, p->text.len, &text);
    enum role role = focus && p->proposed ? ROLE_REVERSE : ROLE_NORMAL;
    if (x)
        area_text(field, 0, 0, ROLE_DIM, "…");
    if (ls_text_columns(text.data) > field.w - x)
        area_fit(field, x, 0, field.w - x, role, text.data);
    else
        area_text(field, x, 0, role, text.data);
    if (focus)
        area_cursor(field, x + ls_text_columns(before.data), 0);
}

static int prompt_field_x(const struct prompt *p)
{
    return 1 + ls_text_columns(p->label) + 1;
}

/* Where the sign stands that points to the place that a refusal is about; -1: it is about no place that is seen. */
static int prompt_point_x(const struct prompt *p, int width)
{
    int x = prompt_field_x(p);
    size_t from = prompt_shown_from(p, width - x - 1);
    if (p->point < 0 || (size_t)p->point < from)
        return -1;
    LS_AUTO(buf) struct ls_buf before = LS_BUF_INIT;
    prompt_shown(p, from, (size_t)p->point < p->text.len ? (size_t)p->point : p->text.len, &before);
    x += (from > 0) + ls_text_columns(before.data);
    return x > width - 2 ? width - 2 : x;
}

/* Whether the reason has room beside the sign, on either side. */
static bool prompt_fits_beside(const struct prompt *p, int x, int width)
{
    int columns = ls_text_columns(p->refusal);
    return x + 2 + columns < width || columns < x - 1;
}

static bool prompt_hint_is_above(const struct prompt *p, int width)
{
    return p->hint && !p->text.len && ls_text_columns(p->hint) > width - prompt_field_x(p) - 1;
}

/* What else stands above the line: what was given so far, or a hint that has no room in the field; NULL: nothing. */
static const char *prompt_told_above(const struct prompt *p, int width)
{
    return p->above && *p->above ? p->above : prompt_hint_is_above(p, width) ? p->hint : NULL;
}

/* Rows between the choices and the line: why the answer was not taken, else what else there is to tell. */
static int prompt_rows_above(const struct prompt *p, int width)
{
    const char *told = prompt_told_above(p, width);
    if (!p->refusal)
        return told ? area_wrap_rows(width - 2, told) : 0;
    int x = prompt_point_x(p, width);
    if (x >= 0 && prompt_fits_beside(p, x, width))
        return 1;
    return area_wrap_rows(width - 2, p->refusal) + (x >= 0);
}

/* Says why above the line, with a sign above the place that it is about. */
static void prompt_draw_refusal(const struct prompt *p, struct area a)
{
    enum role role = p->remark ? ROLE_DIM : ROLE_WARN;
    int x = prompt_point_x(p, a.w), width = ls_text_columns(p->refusal);
    if (x >= 0)
        area_text(a, x, a.h - 1, role, "▾");
    if (x < 0 || !prompt_fits_beside(p, x, a.w))
        area_wrap(area_part(a, 1, 0, a.w - 2, a.h - (x >= 0)), role, p->refusal);
    else if (x + 2 + width < a.w)
        area_text(a, x + 2, a.h - 1, role, p->refusal);
    else
        area_text_right(a, x - 1, a.h - 1, role, p->refusal);
}

static void prompt_draw_above(const struct prompt *p, struct area a)
{
    if (p->refusal)
        prompt_draw_refusal(p, a);
    else
        area_wrap(area_part(a, 1, 0, a.w - 2, a.h), ROLE_DIM, prompt_told_above(p, a.w));
}

static void prompt_draw_line(const struct prompt *p, struct area a)
{
    int x = prompt_field_x(p);
    area_text(a, 1, 0, ROLE_ACCENT, p->label);
    if (prompt_told_above(p, a.w) == p->hint && p->hint)
        area_cursor(a, x, 0);
    else
        prompt_draw_field(p, area_part(a, x, 0, a.w - x - 1, 1), true);
}

void prompt_draw(const struct prompt *p, struct area a)
{
    int told = prompt_rows_above(p, a.w), rows = p->choices.len > CHOICES_SHOWN ? CHOICES_SHOWN : (int)p->choices.len;
    told = told > a.h - 1 ? a.h - 1 : told;
    rows = rows > a.h - 1 - told ? a.h - 1 - told : rows;
    int top = a.h - 1 - told - rows;
    area_fill(area_part(a, 0, top, a.w, a.h - top), ROLE_NORMAL);
    prompt_draw_choices(p, area_part(a, 0, top, a.w, rows), p->kind == PROMPT_PICK || p->chosen);
    if (told)
        prompt_draw_above(p, area_part(a, 0, top + rows, a.w, told));
    prompt_draw_line(p, area_part(a, 0, a.h - 1, a.w, 1));
}
