/* Pages of records: making lines, drawing them. What a page says is ui/body_*.c. */
#include "ui/card.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/value.h"
#include "ui/words.h"

void card_init(struct card *p, const struct facts *facts, ls_id self, int width)
{
    *p = (struct card){.facts = facts, .self = self, .width = width};
}

void card_done(struct card *p)
{
    for (size_t i = 0; i < p->len; i++) {
        for (size_t j = 0; j < p->v[i].len; j++)
            free(p->v[i].pieces[j].text);
        free(p->v[i].pieces);
        free(p->v[i].label);
    }
    free(p->v);
    free(p->told);
    *p = (struct card){0};
}

/* --- lines ----------------------------------------------------------------------------------- */

struct card_line *card_line(struct card *p, const char *label)
{
    LS_GROW(p->v, p->len, p->cap);
    p->v[p->len] = (struct card_line){.label = ls_strdup(label), .label_role = ROLE_DIM};
    return &p->v[p->len++];
}

void card_put(struct card_line *line, int x, enum role role, const char *text)
{
    LS_GROW(line->pieces, line->len, line->cap);
    line->pieces[line->len++] = (struct card_piece){x, role, ls_strdup(text)};
}

void card_gap(struct card *p)
{
    if (p->len && (p->v[p->len - 1].len || *p->v[p->len - 1].label))
        card_line(p, "");
}

/* --- texts ----------------------------------------------------------------------------------- */

struct card_wrap {
    struct card *card;
    const char *label; /* of the line to come; "" afterwards */
    enum role role;
};

static void card_wrapped(const char *start, size_t len, void *arg)
{
    struct card_wrap *w = arg;
    LS_AUTO(string) char *text = ls_strndup(start, len);
    struct card_line *line = card_line(w->card, w->label);
    line->label_role = w->role == ROLE_NORMAL ? ROLE_DIM : w->role;
    card_put(line, CARD_TEXT, w->role, text);
    w->label = "";
}

void card_text(struct card *p, const char *label, enum role role, const char *text)
{
    struct card_wrap w = {.card = p, .label = label, .role = role};
    int columns = p->width - CARD_TEXT - 1;
    size_t rest = ls_text_trimmed(text, strlen(text));
    while (rest) { /* each of its lines is made safe, which would join them */
        size_t len = strcspn(text, "\n");
        len = len < rest ? len : rest;
        LS_AUTO(string) char *line = ls_strndup(text, len);
        LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
        ls_text_safe(&safe, line);
        if (safe.len)
            ls_text_wrap(safe.data, columns > 8 ? columns : 8, card_wrapped, &w);
        else
            card_wrapped("", 0, &w);
        len += len < rest;
        text += len;
        rest -= len;
    }
}

void card_textf(struct card *p, const char *label, enum role role, const char *format, ...)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    va_list args;
    va_start(args, format);
    ls_buf_vprintf(&text, format, args);
    va_end(args);
    card_text(p, label, role, text.data);
}

/* --- references ------------------------------------------------------------------------------ */

bool card_told(const struct card *p, ls_id id)
{
    for (size_t i = 0; i < p->told_len; i++)
        if (p->told[i] == id)
            return true;
    return id == p->self;
}

void card_tell(struct card *p, ls_id id)
{
    LS_GROW(p->told, p->told_len, p->told_cap);
    p->told[p->told_len++] = id;
}

void card_refer_at(struct card *p, size_t at, ls_id id)
{
    if (!id || at >= p->len || card_told(p, id))
        return;
    p->v[at].record = id;
    card_tell(p, id);
}

void card_refer(struct card *p, ls_id id)
{
    if (p->len)
        card_refer_at(p, p->len - 1, id);
}

void card_record(struct card *p, const char *label, enum role role, ls_id id, const char *behind)
{
    const struct ls_board *board = p->facts->board;
    const struct ls_record *r = id ? ls_board_record(board, id) : NULL;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    size_t first = p->len;
    if (!r)
        return;
    words_record(board, r, &text);
    ls_buf_str(&text, behind);
    card_text(p, label, role, text.data);
    if (!r->deleted)
        card_refer_at(p, first, id);
}

void card_people(struct card *p, ls_id owner, ls_id backup)
{
    const struct facts *f = p->facts;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_buf_str(&text, words_person(f->board, owner));
    if (ls_person_get(f->board, backup))
        ls_buf_printf(&text, ", backup %s", words_person(f->board, backup));
    if (owner && words_away(f->board, owner, f->today))
        ls_buf_printf(&text, "; %s is away, %s acts", words_person(f->board, owner), words_person(f->board, backup));
    card_text(p, "owner", ROLE_NORMAL, text.data);
}

/* --- fields ---------------------------------------------------------------------------------- */

void card_field(struct card *p, const struct ls_record *r, int field)
{
    const struct ls_field *f = ls_field_info((enum ls_entity)r->entity, field);
    LS_AUTO(buf) struct ls_buf label = LS_BUF_INIT, text = LS_BUF_INIT;
    if (value_empty(r, field))
        return;
    value_label(f, &label);
    if (f->type == LS_T_REF && f->arg != LS_E_PERSON) {
        struct ls_value v = ls_record_get(r, field);
        card_record(p, label.data, ROLE_NORMAL, v.kind == LS_V_INT ? v.i : 0, "");
        ls_value_done(&v);
        return;
    }
    value_words(p->facts->board, p->facts->today, r, field, &text);
    card_text(p, label.data, ROLE_NORMAL, text.data);
}

void card_fields(struct card *p, const struct ls_record *r, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int field = ls_field_by_name((enum ls_entity)r->entity, names[i]);
        if (field >= 0)
            card_field(p, r, field);
    }
}

void card_notes(struct card *p, ls_id id)
{
    const struct ls_board *board = p->facts->board;
    LS_EACH(note, note, board) {
        if (!ls_set_has_id(note->subject, id) || note->kind == LS_NOTE_KIND_LIVE)
            continue;
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        ls_buf_str(&text, words_person(board, note->author));
        if (note->at != LS_NONE) {
            ls_buf_str(&text, ", ");
            words_stamp(note->at, &text);
        }
        ls_buf_printf(&text, ": %s", note->text);
        size_t first = p->len;
        card_text(p, ls_enum_word(LS_ENUM_NOTE_KIND, note->kind), ROLE_NORMAL, text.data);
        card_refer_at(p, first, note->rec.id);
    }
}

/* --- drawing --------------------------------------------------------------------------------- */

static void card_draw_line(const struct card_line *line, struct area a, int y, bool current)
{
    area_fit(a, 1, y, CARD_LABEL, line->label_role, line->label);
    for (size_t i = 0; i < line->len; i++) {
        const struct card_piece *piece = &line->pieces[i];
        area_text(a, piece->x, y, piece->role, piece->text);
    }
    if (!current)
        return;
    area_text(a, 0, y, ROLE_ACCENT, "▌");
    area_focus(a, 0, y, a.w);
}

void card_draw(const struct card *p, struct area a, int top, ls_id current)
{
    for (int y = 0; y < a.h && top + y < (int)p->len; y++) {
        const struct card_line *line = &p->v[top + y];
        card_draw_line(line, area_part(a, 0, 0, a.w - 1, a.h), y, current && line->record == current);
    }
}
