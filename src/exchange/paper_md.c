/* A paper as Markdown: CommonMark, and tables as GitHub and most others have them. */
#include "lockstep/paper.h"

#include <string.h>

#include "base/buf.h"
#include "exchange/markdown.h"

void markdown_text(struct ls_buf *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\|*_`<[]#", *text))
            ls_buf_char(out, '\\');
        ls_buf_char(out, *text);
    }
}

static void paper_md_spans(const struct ls_paper_block *block, struct ls_buf *out)
{
    for (size_t i = 0; i < block->span_count; i++) {
        const struct ls_paper_span *span = &block->spans[i];
        ls_buf_str(out, span->strong ? "**" : "");
        markdown_text(out, span->text);
        ls_buf_str(out, span->strong ? "**" : "");
    }
    ls_buf_char(out, '\n');
}

static void paper_md_table(const struct ls_paper_block *block, struct ls_buf *out)
{
    for (size_t c = 0; c < block->column_count; c++)
        ls_buf_printf(out, "| %s ", block->columns[c].head);
    ls_buf_str(out, "|\n");
    for (size_t c = 0; c < block->column_count; c++)
        ls_buf_str(out, block->columns[c].right ? "|---:" : "|---");
    ls_buf_str(out, "|\n");
    for (size_t i = 0; i < block->cell_count; i++) {
        ls_buf_str(out, "| ");
        markdown_text(out, block->cells[i]);
        ls_buf_str(out, (i + 1) % block->column_count ? " " : " |\n");
    }
}

void ls_paper_markdown(const struct ls_paper *paper, struct ls_buf *out)
{
    for (size_t i = 0; i < paper->count; i++) {
        const struct ls_paper_block *block = &paper->blocks[i];
        bool list = i && block->kind == LS_PAPER_ITEM && paper->blocks[i - 1].kind == LS_PAPER_ITEM;
        if (i && !list)
            ls_buf_char(out, '\n');
        for (int level = 0; block->kind == LS_PAPER_HEADING && level < block->level; level++)
            ls_buf_str(out, level + 1 < block->level ? "#" : "# ");
        if (block->kind == LS_PAPER_TABLE) {
            paper_md_table(block, out);
            continue;
        }
        ls_buf_str(out, block->kind == LS_PAPER_ITEM ? "- " : "");
        paper_md_spans(block, out);
    }
}
