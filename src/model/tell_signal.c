/* What a customer said, as a story, and the words that the team has agreed on. */
#include <string.h>

#include "lockstep/people.h"
#include "model/tell.h"

/* --- signals --------------------------------------------------------------------------------- */

/* Where it comes from: "Norvale Produce, operations director, 20-80 vans" */
static void signal_from(struct ls_sheet *s, const struct ls_signal *signal)
{
    const char *const PARTS[] = {signal->customer, signal->persona, signal->segment};
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    for (size_t i = 0; i < LS_COUNT(PARTS); i++) {
        if (*PARTS[i])
            ls_buf_printf(&text, "%s%s", text.len ? ", " : "", PARTS[i]);
    }
    tell_text(s, "who", LS_TONE_NORMAL, text.data);
}

static void signal_when(struct ls_sheet *s, const struct ls_board *board, const struct ls_signal *signal)
{
    static const char *const MOODS[] = {"▼ unhappy", "○ neutral", "✓ happy"};
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    tell_word(LS_ENUM_SIGNAL_KIND, signal->kind, &text);
    if (signal->seen != LS_NONE) {
        ls_buf_str(&text, ", ");
        tell_date(s, signal->seen, &text);
    }
    if (ls_person_get(board, signal->by)) {
        ls_buf_str(&text, ", heard by ");
        ls_board_name(board, signal->by, &text);
    }
    if (signal->sentiment >= -1 && signal->sentiment <= 1)
        ls_buf_printf(&text, "   %s", MOODS[signal->sentiment + 1]);
    tell_text(s, "what", LS_TONE_NORMAL, text.data);
}

/* The meeting that told it as its customer story: the words are the quote's. */
static void signal_told(struct ls_sheet *s, const struct ls_board *board, const struct ls_signal *signal)
{
    const char *label = "told in";
    LS_EACH(meeting, m, board) {
        if (!*m->story || !*signal->quote || !strstr(m->story, signal->quote))
            continue;
        tell_refers(s, board, label, m->rec.id, "");
        label = "";
    }
}

/* Which half has read it; a half without members is not asked. */
static void signal_seen(struct ls_sheet *s, const struct ls_board *board, const struct ls_signal *signal)
{
    unsigned halves = ls_board_halves(board);
    bool product = !(halves & LS_HALF_PRODUCT) || signal->seen_pm, market = !(halves & LS_HALF_MARKET) || signal->seen_pmm;
    tell_begin(s, "seen by", false);
    if (halves & LS_HALF_PRODUCT)
        tell_spanf(s, product ? LS_TONE_GOOD : LS_TONE_WARN, "%s  ", product ? "✓ product" : "▼ product not yet");
    if (halves & LS_HALF_MARKET)
        tell_span(s, market ? LS_TONE_GOOD : LS_TONE_WARN, market ? "✓ market" : "▼ market not yet");
}

static void signal_items(struct ls_sheet *s, const struct ls_board *board, ls_id signal)
{
    static const struct tell_column COLUMNS[] = {
        {"WEIGHT", TELL_RIGHT, 2}, {"", 0, 0}, {"", TELL_GROW, 0}, {"OWNER", 0, 3}, {"STATUS", 0, 1}};
    struct tell_table t;
    size_t count = 0;
    LS_EACH(signal_item, link, board)
        count += link->signal == signal && ls_item_get(board, link->item);
    if (!count) {
        tell_gap(s);
        tell_text(s, "items", LS_TONE_WARN, "▼ linked to none: nothing follows from it yet");
        return;
    }
    tell_head(s, "ITEMS %zu", count);
    tell_table_begin(&t, COLUMNS, LS_COUNT(COLUMNS));
    LS_EACH(signal_item, link, board) {
        const struct ls_item *item = ls_item_get(board, link->item);
        if (link->signal != signal || !item)
            continue;
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, owner = LS_BUF_INIT;
        ls_board_name(board, item->rec.id, &name);
        tell_owner_words(s, board, item->owner, item->backup, &owner);
        tell_cellf(&t, LS_TONE_BOLD, "%lld", (long long)(link->weight == LS_NONE ? 0 : link->weight));
        tell_cell(&t, LS_TONE_NORMAL, name.data);
        tell_cell(&t, LS_TONE_NORMAL, item->title);
        tell_cell(&t, LS_TONE_DIM, owner.data);
        tell_cell(&t, LS_TONE_NORMAL, ls_enum_word(LS_ENUM_ITEM_STATUS, item->status));
        tell_row_end(&t, item->rec.id);
    }
    tell_table_end(&t, s);
}

void tell_signal(struct ls_sheet *s, const struct ls_board *board, const struct ls_record *record)
{
    const struct ls_signal *signal = (const void *)record;
    if (*signal->quote)
        tell_printf(s, "story", LS_TONE_BOLD, "“%s”", signal->quote);
    signal_from(s, signal);
    tell_text(s, "takeaway", LS_TONE_NORMAL, signal->takeaway);
    signal_when(s, board, signal);
    if (ls_board_halves(board))
        signal_seen(s, board, signal);
    signal_told(s, board, signal);
    signal_items(s, board, record->id);
}

/* --- the glossary ----------------------------------------------------------------------------- */

void tell_term(struct ls_sheet *s, const struct ls_board *board, const struct ls_record *record)
{
    const struct ls_term *term = (const void *)record;
    LS_AUTO(buf) struct ls_buf instead = LS_BUF_INIT;
    tell_text(s, "means", LS_TONE_BOLD, *term->definition ? term->definition : "▼ not defined yet");
    tell_set_words(board, term->instead_of, &instead);
    tell_text(s, "instead of", LS_TONE_NORMAL, instead.data);
    tell_text(s, "kind", LS_TONE_NORMAL, ls_enum_word(LS_ENUM_TERM_TYPE, term->type));
    tell_owner(s, board, term->owner, 0, NULL);
}
