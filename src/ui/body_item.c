/* The page of an item: state, people, worth, what blocks it and hangs on it, evidence. */
#include <assert.h>
#include <math.h>

#include "base/text.h"
#include "lockstep/triage.h"
#include "lockstep/work.h"
#include "ui/record_body.h"
#include "ui/words.h"

static void item_score(struct card *p, const struct ls_item *item)
{
    struct ls_score s = ls_score_item(p->facts->scores, item);
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
        ls_buf_printf(&text, "; %d %% was said, %d %% is earned: %s", (int)item->confidence, (int)s.cap,
                      ls_score_cap_words(s.cap));
    card_text(p, "RICE", ROLE_NORMAL, text.data);
}

static void item_links(struct card *p, ls_id item)
{
    static const char *const FROM[] = {"blocks", "market half", "relates to"};
    static const char *const TO[] = {"waits for", "product half", "relates to"};
    static_assert(LS_COUNT(FROM) == LS_LINK_KIND_COUNT, "a word for each kind");
    LS_EACH(link, link, p->facts->board) {
        if (link->kind < 0 || link->kind >= LS_LINK_KIND_COUNT)
            continue;
        if (link->src == item)
            card_record(p, FROM[link->kind], ROLE_NORMAL, link->dst, "");
        else if (link->dst == item)
            card_record(p, TO[link->kind], ROLE_NORMAL, link->src, "");
    }
}

static void item_blockers(struct card *p, ls_id item)
{
    const struct facts *f = p->facts;
    LS_EACH(blocker, b, f->board) {
        bool open = b->resolved == LS_NONE;
        LS_AUTO(buf) struct ls_buf behind = LS_BUF_INIT;
        if (b->item != item)
            continue;
        if (open)
            ls_buf_printf(&behind, ", %d\u00a0d, %s", (int)facts_age(f, b), words_person(f->board, b->owner));
        else
            ls_buf_printf(&behind, ", resolved after %d\u00a0d", (int)facts_age(f, b));
        card_record(p, open ? "■ blocked by" : "✓ was blocked", open ? ROLE_BAD : ROLE_DIM, b->rec.id, behind.data);
    }
}

static void item_signals(struct card *p, ls_id item)
{
    const struct ls_board *board = p->facts->board;
    LS_EACH(signal_item, si, board) {
        const struct ls_signal *s = ls_signal_get(board, si->signal);
        if (si->item != item || !s)
            continue;
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        ls_board_name(board, si->signal, &text);
        ls_buf_printf(&text, "  weight %d  ", (int)(si->weight == LS_NONE ? 0 : si->weight));
        ls_buf_printf(&text, *s->quote ? "“%s”" : "%s", *s->quote ? s->quote : s->takeaway);
        ls_buf_printf(&text, "  %s", s->customer);
        size_t first = p->len;
        card_text(p, "“ signal", ROLE_NORMAL, text.data);
        card_refer_at(p, first, si->signal);
    }
}

static void item_state(struct card *p, const struct ls_item *item)
{
    LS_AUTO(buf) struct ls_buf state = LS_BUF_INIT;
    ls_buf_printf(&state, "%s, %s, %s", ls_enum_word(LS_ENUM_ITEM_STATUS, item->status),
                  ls_enum_word(LS_ENUM_ITEM_TYPE, item->type), ls_enum_word(LS_ENUM_TRACK, item->track));
    LS_AUTO(buf) struct ls_buf asleep = LS_BUF_INIT;
    if (ls_triage_question(p->facts->board, item->rec.id)) /* until when it sleeps else has a row of its own */
        ls_item_sleep_words(p->facts->board, item, p->facts->today, &asleep);
    if (asleep.len)
        ls_buf_printf(&state, ", %s", asleep.data);
    if (item->priority > 0)
        ls_buf_printf(&state, ", priority %d", (int)item->priority);
    if (item->status_since != LS_NONE) {
        ls_buf_str(&state, ", since ");
        words_date(item->status_since, p->facts->today, false, &state);
    }
    card_text(p, "state", ROLE_NORMAL, state.data);
}

void body_item(struct card *p, const struct ls_record *r)
{
    static const char *const FIELDS[] = {"due", "snooze_until", "snooze_event", "snooze_days", "persona", "done_when",
                                         "tags", "source", "external_id", "url", "heads_up", "review_from", "sunset_if", "review_on", "duplicate_of"};
    const struct ls_item *item = (const struct ls_item *)(const void *)r;
    item_state(p, item);
    card_people(p, item->owner, item->backup);
    card_text(p, "problem", ROLE_NORMAL, item->problem);
    card_fields(p, r, FIELDS, LS_COUNT(FIELDS));
    item_score(p, item);
    card_gap(p);
    item_blockers(p, r->id);
    item_links(p, r->id);
    card_record(p, "part of", ROLE_NORMAL, item->parent, "");
    card_record(p, "release", ROLE_NORMAL, item->release, "");
    LS_EACH(launch, launch, p->facts->board)
        if (item->release && launch->release == item->release)
            card_record(p, "launch", ROLE_NORMAL, launch->rec.id, "");
    card_gap(p);
    item_signals(p, r->id);
    card_gap(p);
    card_text(p, "notes", ROLE_NORMAL, item->notes);
}
