/* The last two lines: what can be done here, and what happened. */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/part.h"
#include "ui/state.h"
#include "ui/words.h"

enum { HINTS_MAX = 24, MANY_RECORDS = 1000 };

/* --- hints ----------------------------------------------------------------------------------- */

static int hint_width(const struct ls_buf *key, const char *word)
{
    return ls_text_columns(key->data) + 1 + ls_text_columns(word);
}

static bool hint_key(const struct ui *ui, const char *mode, const struct hint *h, struct ls_buf *ret_key)
{
    if (h->command == HINT_LISTS) /* any command with a list behind the same key */
        return keymap_prefix_of(&ui->keymap, mode, LS_CMD_SIGNAL_LIST, ret_key);
    return keymap_key_of(&ui->keymap, mode, h->command, ret_key);
}

/* "✓ 10 marked": what the verbs behind it act on. Returns the columns that it took. */
static int hints_draw_marks(const struct view *v, struct area line)
{
    const struct list *l = v->ops->list ? v->ops->list(v) : NULL;
    if (!l || !l->mark_len)
        return 0;
    LS_AUTO(string) char *words = l->hidden ? ls_asprintf("✓ %zu marked, %zu not shown", l->mark_len, l->hidden)
                                            : ls_asprintf("✓ %zu marked", l->mark_len);
    return area_text(line, 1, 0, ROLE_MARKED, words) + 2;
}

static uint64_t hints_from(const struct ui *ui, const struct view *v, const char *mode)
{
    const struct list *l = v->ops->list ? v->ops->list(v) : NULL;
    uint64_t from = part_from(part_from_text(ui->prefix.mods, mode), ui->prefix.code);
    from = part_from(from, ui_may_run(ui, LS_CMD_ITEM_ADD, NULL));
    return l ? part_from(part_from(from, l->mark_len), l->hidden) : from;
}

void ui_draw_hints(struct ui *ui, const struct view *v, struct area line)
{
    const struct hint *hints = v->ops->hints ? v->ops->hints(v) : NULL;
    const char *mode = v->ops->mode(v);
    if (!part_stale(line, hints, hints_from(ui, v, mode)))
        return;
    struct ls_buf keys[HINTS_MAX];
    bool shown[HINTS_MAX] = {false};
    size_t n = 0;
    int need = 0;
    if (ui->prefix.code) { /* the panel above says what may follow */
        LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
        ls_key_format(&key, ui->prefix);
        int x = 1 + area_text(line, 1, 0, ROLE_ACCENT, key.data);
        area_text(line, x + 1, 0, ROLE_DIM, "and then?  Esc: nothing of it");
        return;
    }
    int marks = hints_draw_marks(v, line);
    line = area_part(line, marks, 0, line.w - marks, 1);
    for (; hints && hints[n].word && n < HINTS_MAX; n++) {
        ls_buf_init(&keys[n]);
        bool may = hints[n].command == HINT_LISTS || ui_may_run(ui, hints[n].command, NULL);
        shown[n] = may && hint_key(ui, mode, &hints[n], &keys[n]);
        need += shown[n] ? hint_width(&keys[n], hints[n].word) + 2 : 0;
    }
    while (need > line.w) {
        size_t worst = n;
        for (size_t i = 0; i < n; i++)
            if (shown[i] && hints[i].drop && (worst == n || hints[i].drop > hints[worst].drop))
                worst = i;
        if (worst == n)
            break;
        shown[worst] = false;
        need -= hint_width(&keys[worst], hints[worst].word) + 2;
    }
    for (size_t i = 0, x = 1; i < n; i++) {
        if (shown[i]) {
            x += (size_t)area_text(line, (int)x, 0, ROLE_ACCENT, keys[i].data) + 1;
            x += (size_t)area_text(line, (int)x, 0, ROLE_DIM, hints[i].word) + 2;
        }
        ls_buf_done(&keys[i]);
    }
}

/* --- the message and the state of the file ---------------------------------------------------- */

static void hints_silent(const struct ls_session_status *s, struct ls_buf *text)
{
    ls_buf_printf(text, "▼ share not answering, %d s", (int)(s->silent_ms / LS_SECOND));
    if (s->pending)
        ls_buf_printf(text, ", %u %s kept", s->pending, s->pending == 1 ? "edit" : "edits");
    if (s->unkept)
        ls_buf_printf(text, ", keeping %u …", s->unkept);
}

/* "▼ 2 lost edits, gh shows"; false where there are none. */
static bool hints_ask(const struct ui *ui, unsigned count, const char *one, const char *many, enum ls_command_id shows,
                      struct ls_buf *text)
{
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    if (!count)
        return false;
    keymap_key_of(&ui->keymap, ui->top->ops->mode(ui->top), shows, &key);
    ls_buf_printf(text, "▼ %u %s, %s shows", count, count == 1 ? one : many, key.data);
    return true;
}

/* "importing 1500 of 3000": of a large import of mine that goes into the file group by group. */
static bool hints_import(const struct ui *ui, struct ls_buf *text)
{
    size_t all, left = ls_session_import_left(ui->session, &all);
    if (left)
        ls_buf_printf(text, "importing %zu of %zu", all - left, all);
    return left > 0;
}

/* Appends the state of the file in few words; returns how it looks. */
static enum role hints_share_state(const struct ui *ui, struct ls_buf *ret_text)
{
    struct ls_session_status s;
    ls_session_status(ui->session, &s);
    if (s.silent_ms >= LS_SECOND) {
        hints_silent(&s, ret_text);
        return ROLE_WARN;
    }
    if (s.waiting_for && *s.waiting_for && s.pending) {
        ls_buf_printf(ret_text, "waiting for %s", s.waiting_for);
        return ROLE_WARN;
    }
    if (s.drive->code) {
        ls_buf_str(ret_text, "▼ reading only");
        return ROLE_WARN;
    }
    if (s.phase == LS_SESSION_OPENING || s.phase == LS_SESSION_FIRST) {
        ls_buf_str(ret_text, "reading …");
        if (s.read >= MANY_RECORDS) /* else it is over before one has read the number */
            ls_buf_printf(ret_text, " %zu", s.read);
        return ROLE_DIM;
    }
    if (!s.unkept && s.pending && s.error && s.error->code) {
        ls_buf_printf(ret_text, "▼ %u %s kept, not in the file: %s", s.pending, s.pending == 1 ? "edit" : "edits",
                      s.error->message ? s.error->message : "");
        return ROLE_WARN;
    }
    if (hints_import(ui, ret_text))
        return ROLE_ACCENT;
    if (s.beside) {
        ls_buf_str(ret_text, "▼ typed in another terminal, too");
        return ROLE_WARN;
    }
    if (s.unkept || s.pending) {
        ls_buf_str(ret_text, s.unkept ? "keeping …" : "kept, saving …");
        return ROLE_DIM;
    }
    if (s.error && s.error->message) {
        ls_buf_printf(ret_text, "▼ %s", s.error->message);
        return ROLE_WARN;
    }
    if (s.elsewhere) {
        ls_buf_printf(ret_text, "▼ %u %s kept for the file that stood here before", s.elsewhere, s.elsewhere == 1 ? "edit" : "edits");
        return ROLE_WARN;
    }
    if (hints_ask(ui, s.waiting, "edit waits for a lost record", "edits wait for a lost record", LS_CMD_HEAL, ret_text) ||
        hints_ask(ui, s.lost, "lost edit", "lost edits", LS_CMD_HEAL, ret_text) ||
        hints_ask(ui, s.conflicts, "conflict", "conflicts", LS_CMD_CONFLICT_LIST, ret_text))
        return ROLE_WARN;
    if (s.saved_at == LS_NONE)
        return ROLE_DIM;
    ls_buf_str(ret_text, "✓ saved ");
    words_ago(ls_clock_now() - s.saved_at, ret_text);
    return ROLE_GOOD;
}

/* Draws text into the row, as far as there is room; ui_draw_long_message does the rest. */
static void message_fit(struct ui *ui, struct area line, int room, enum role role, const char *text)
{
    area_fit(line, 1, 0, room, role, text);
    if (ls_text_columns(text) <= room)
        return;
    ls_buf_set(&ui->rest.text, text);
    ui->rest.role = role;
    ui->rest.y = line.y;
    ui->rest.room = room;
}

/* "▼ reading only: locks are not shared on this drive: mount it with …", as long as nothing else is to be said. */
static bool hints_draw_drive(struct ui *ui, struct area line)
{
    struct ls_session_status s;
    ls_session_status(ui->session, &s);
    if (!s.drive->code || ui->message.len || s.silent_ms >= LS_SECOND)
        return false;
    LS_AUTO(string) char *text = ls_asprintf("▼ reading only: %s%s%s", s.drive->message, s.drive->hint ? ": " : "",
                                             s.drive->hint ? s.drive->hint : "");
    message_fit(ui, line, line.w - 2, ROLE_WARN, text);
    return true;
}

bool ui_has_trouble(const struct ui *ui)
{
    LS_AUTO(buf) struct ls_buf state = LS_BUF_INIT;
    return hints_share_state(ui, &state) == ROLE_WARN;
}

void ui_draw_message(struct ui *ui, struct area line)
{
    if (hints_draw_drive(ui, line))
        return;
    LS_AUTO(buf) struct ls_buf state = LS_BUF_INIT;
    enum role role = hints_share_state(ui, &state);
    int end = line.w - 1;
    if (ui->message.len)
        line.frame->message_y = line.y;
    if (line.frame->plain && (role == ROLE_GOOD || (role == ROLE_DIM && ui->message.len)))
        ls_buf_clear(&state); /* read aloud, "saved" after every step is noise */
    if (role != ROLE_WARN && ls_text_columns(ui->message.data) + ls_text_columns(state.data) > line.w - 4)
        ls_buf_clear(&state); /* a sentence cut short says less than that all is well */
    bool whole = ls_text_columns(state.data) <= line.w - 2;
    if (state.len && whole)
        end = area_text_right(line, end, 0, role, state.data);
    else if (state.len) {
        message_fit(ui, line, line.w - 2, role, state.data);
        return;
    }
    if (ui->message.len) {
        message_fit(ui, line, end - 2, ui->message_role, ui->message.data);
        if (ui->message_brief)
            ls_buf_clear(&ui->rest.text);
        return;
    }
    area_fit(line, 1, 0, end - 2, ROLE_DIM, ui->news_last.data);
}

/* Takes the length of the first line. */
static void message_first_line(const char *start LS_UNUSED, size_t len, void *arg)
{
    size_t *first = arg;
    *first = *first ? *first : len;
}

void ui_draw_long_message(struct ui *ui, struct frame *f)
{
    const struct message_rest *rest = &ui->rest;
    if (!rest->text.len || rest->y >= f->rows || rest->y < 1 || f->plain) /* plain: a row is a line, and a long one */
        return;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    size_t first = 0;
    ls_text_safe(&text, rest->text.data);
    ls_text_wrap(text.data, f->columns - 2, message_first_line, &first);
    /* above the message row is a rule, or what tells more of the row under the cursor */
    struct area row = area_part(area_all(f), 0, rest->y - 1, f->columns, 2);
    LS_AUTO(string) char *line = ls_strndup(text.data, first);
    area_fill(area_part(row, 0, 0, row.w, 1), ROLE_NORMAL);
    area_fill(area_part(row, 0, 1, rest->room + 1, 1), ROLE_NORMAL); /* the state of the file stands behind it */
    area_fit(row, 1, 0, row.w - 2, rest->role, line);
    area_fit(row, 1, 1, rest->room, rest->role, ls_text_skip_blank(text.data + first));
}
