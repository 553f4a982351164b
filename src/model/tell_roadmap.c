/* The roadmap as lines: the tree, who, when, how far, the marks, and the risks in words. */
#include <string.h>

#include "lockstep/board.h"
#include "lockstep/roadmap.h"
#include "lockstep/work.h"
#include "model/tell.h"

static const char *roadmap_glyph(enum ls_mark mark)
{
    static const char *const GLYPHS[] = {"·", "✓", "▼", "■"};
    return GLYPHS[mark];
}

static enum ls_tone roadmap_tone(enum ls_mark mark)
{
    static const enum ls_tone TONES[] = {LS_TONE_DIM, LS_TONE_GOOD, LS_TONE_WARN, LS_TONE_BAD};
    return TONES[mark];
}

static void roadmap_more(struct ls_buf *b, const char *words)
{
    ls_buf_str(b, b->len ? ", " : "");
    ls_buf_str(b, words);
}

static const struct {
    unsigned risk;
    const char *words; /* behind a glyph */
} RISKS[] = {
    {LS_RISK_LATE, "■ late"},          {LS_RISK_NO_DATE, "▼ no date"},       {LS_RISK_NO_OWNER, "▼ no owner"},
    {LS_RISK_AWAY, "▼ nobody acts"},   {LS_RISK_GATE, "▼ gate in buffer"}, {LS_RISK_PARTS_LATE, "▼ part late"},
    {LS_RISK_PARTS_AFTER, "▼ part due after"},
};

/* "■ B-1 +3, ▼ part late, ‖ LS-10" */
static void roadmap_risks(const struct ls_board *board, const struct ls_roadmap_node *node, struct ls_buf *b)
{
    if (node->risks & LS_RISK_BLOCKED) {
        ls_buf_str(b, "■ ");
        ls_board_name(board, node->blocker, b);
        if (node->blockers > 1)
            ls_buf_printf(b, " +%zu", node->blockers - 1);
    }
    for (size_t i = 0; i < LS_COUNT(RISKS); i++) {
        if (node->risks & RISKS[i].risk)
            roadmap_more(b, RISKS[i].words);
    }
    if (node->overlap) {
        roadmap_more(b, "‖ ");
        ls_board_name(board, node->overlap, b);
    }
}

static void roadmap_row(struct ls_sheet *s, const struct ls_board *board, struct tell_table *t,
                        const struct ls_roadmap_node *node)
{
    const struct ls_item *item = node->item;
    LS_AUTO(buf) struct ls_buf title = LS_BUF_INIT, owner = LS_BUF_INIT, due = LS_BUF_INIT, risks = LS_BUF_INIT;
    bool open = ls_item_is_open(item);
    enum ls_tone tone = !open ? LS_TONE_DIM : item->type == LS_ITEM_TYPE_GOAL ? LS_TONE_BOLD : LS_TONE_NORMAL;
    ls_buf_pad(&title, ' ', (size_t)(node->depth - 1) * 2);
    ls_board_name(board, item->rec.id, &title);
    ls_buf_printf(&title, "  %s", item->title);
    tell_owner_words(s, board, item->owner, item->backup, &owner);
    tell_date(s, item->due, &due);
    roadmap_risks(board, node, &risks);
    tell_cell(t, tone, title.data);
    tell_cell(t, tone, owner.data);
    tell_cell(t, node->risks & LS_RISK_LATE ? LS_TONE_BAD : tone, due.data);
    tell_cellf(t, node->work ? tone : LS_TONE_DIM, node->work ? "%zu/%zu" : "-", node->done, node->work);
    for (int kind = 0; kind < LS_MARK_KINDS; kind++)
        tell_cell(t, roadmap_tone(node->marks[kind]), roadmap_glyph(node->marks[kind]));
    tell_cell(t, LS_TONE_WARN, node->overlap ? "‖" : "");
    tell_cell(t, node->marks[LS_MARK_DELIVERY] == LS_MARK_BAD ? LS_TONE_BAD : LS_TONE_WARN, risks.data);
    tell_row_end(t, item->rec.id);
}

/* "delivery blocked or late, user impact on track; blocked by B-1 and 4 more, part late; takes the same weeks as LS-10" */
static void roadmap_words(const struct ls_board *board, const struct ls_roadmap_node *node, struct ls_buf *b)
{
    static const char *const KINDS[] = {"delivery", "user impact", "revenue"};
    static const char *const MARKS[] = {"not known", "on track", "at risk", "blocked or late"};
    for (int kind = 0; kind < LS_MARK_KINDS; kind++)
        ls_buf_printf(b, "%s%s %s", kind ? ", " : "", KINDS[kind], MARKS[node->marks[kind]]);
    const char *between = "; ";
    if (node->risks & LS_RISK_BLOCKED) {
        ls_buf_str(b, "; blocked by ");
        ls_board_name(board, node->blocker, b);
        if (node->blockers > 1)
            ls_buf_printf(b, " and %zu more", node->blockers - 1);
        between = ", ";
    }
    for (size_t i = 0; i < LS_COUNT(RISKS); i++)
        if (node->risks & RISKS[i].risk) {
            ls_buf_printf(b, "%s%s", between, strchr(RISKS[i].words, ' ') + 1);
            between = ", ";
        }
    if (node->overlap) {
        ls_buf_str(b, "; takes the same weeks of its owner as ");
        ls_board_name(board, node->overlap, b);
    }
}

static void roadmap_legend(struct ls_sheet *s)
{
    tell_gap(s);
    tell_wide(s, LS_TONE_DIM, "D delivery  U user impact  R revenue  ‖ takes the same weeks of its owner");
    tell_wide(s, LS_TONE_DIM, "✓ on track  ▼ at risk  ■ blocked or late  · not known");
}

void ls_sheet_roadmap(struct ls_sheet *sheet, const struct ls_board *board, bool all)
{
    static const struct tell_column COLUMNS[] = {
        {"", TELL_GROW, 0}, {"OWNER", 0, 2}, {"DUE", TELL_RIGHT, 1}, {"DONE", TELL_RIGHT, 3},
        {"D", 0, 0},        {"U", 0, 0},     {"R", 0, 0},            {"‖", 0, 0},
        {"RISK", TELL_CUT, 0},
    };
    struct ls_roadmap roadmap;
    struct tell_table t;
    ls_roadmap_read(board, sheet->today, all, &roadmap);
    tell_table_begin(&t, COLUMNS, LS_COUNT(COLUMNS));
    for (size_t i = 0; i < roadmap.count; i++)
        roadmap_row(sheet, board, &t, &roadmap.nodes[i]);
    tell_table_end(&t, sheet);
    for (size_t i = 0; i < roadmap.count; i++) {
        struct ls_sheet_line *line = &sheet->lines[sheet->count - roadmap.count + i];
        struct ls_buf words = LS_BUF_INIT;
        roadmap_words(board, &roadmap.nodes[i], &words);
        line->depth = roadmap.nodes[i].depth;
        line->words = ls_buf_steal(&words);
    }
    if (roadmap.count)
        roadmap_legend(sheet);
    else
        tell_wide(sheet, LS_TONE_DIM,
                  "nothing yet: goals, strategic themes, initiatives and releases stand here (n, then TITLE type=goal)");
    ls_roadmap_done(&roadmap);
}
