/* A paper as JSON: its blocks, for what renders it itself. */
#include "base/buf.h"
#include "lockstep/json.h"
#include "lockstep/paper.h"

static void paper_json_row(struct ls_json *j, const struct ls_paper_block *block, size_t at)
{
    ls_json_open(j, NULL, '[');
    for (size_t c = 0; c < block->column_count && at + c < block->cell_count; c++)
        ls_json_text(j, NULL, block->cells[at + c]);
    ls_json_close(j, ']');
}

static void paper_json_table(struct ls_json *j, const struct ls_paper_block *block)
{
    ls_json_open(j, "columns", '[');
    for (size_t c = 0; c < block->column_count; c++)
        ls_json_text(j, NULL, block->columns[c].head);
    ls_json_close(j, ']');
    ls_json_open(j, "rows", '[');
    for (size_t at = 0; at < block->cell_count; at += block->column_count)
        paper_json_row(j, block, at);
    ls_json_close(j, ']');
}

void ls_paper_json(const struct ls_paper *paper, const char *name, struct ls_buf *out)
{
    static const char *const kinds[] = {"heading", "paragraph", "item", "table"};
    struct ls_json j;
    ls_json_begin(&j, out);
    ls_json_text(&j, "page", name);
    ls_json_text(&j, "title", ls_paper_title(paper));
    ls_json_open(&j, "blocks", '[');
    for (size_t i = 0; i < paper->count; i++) {
        const struct ls_paper_block *block = &paper->blocks[i];
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        ls_json_open(&j, NULL, '{');
        ls_json_text(&j, "kind", kinds[block->kind]);
        if (block->kind == LS_PAPER_HEADING)
            ls_json_int(&j, "level", block->level);
        for (size_t s = 0; s < block->span_count; s++)
            ls_buf_str(&text, block->spans[s].text);
        if (block->kind == LS_PAPER_TABLE)
            paper_json_table(&j, block);
        else
            ls_json_text(&j, "text", text.data);
        ls_json_close(&j, '}');
    }
    ls_json_close(&j, ']');
    ls_json_end(&j);
}
