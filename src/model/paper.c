/* The structure of a paper. How it is rendered: paper_lines.c here, paper_md.c and paper_json.c in exchange. */
#include "lockstep/paper.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

struct ls_paper *ls_paper_new(void)
{
    return ls_alloc(sizeof(struct ls_paper));
}

static void paper_block_done(struct ls_paper_block *block)
{
    for (size_t i = 0; i < block->span_count; i++)
        free(block->spans[i].text);
    for (size_t i = 0; i < block->cell_count; i++)
        free(block->cells[i]);
    free(block->spans);
    free(block->cells);
}

void ls_paper_free(struct ls_paper *paper)
{
    if (!paper)
        return;
    for (size_t i = 0; i < paper->count; i++)
        paper_block_done(&paper->blocks[i]);
    free(paper->blocks);
    free(paper);
}

const char *ls_paper_title(const struct ls_paper *paper)
{
    const struct ls_paper_block *first = paper->count ? &paper->blocks[0] : NULL;
    return first && first->kind == LS_PAPER_HEADING && first->span_count ? first->spans[0].text : "";
}

/* --- building --------------------------------------------------------------------------------- */

static struct ls_paper_block *paper_block(struct ls_paper *paper, enum ls_paper_kind kind)
{
    LS_GROW(paper->blocks, paper->count, paper->cap);
    paper->blocks[paper->count] = (struct ls_paper_block){.kind = kind};
    return &paper->blocks[paper->count++];
}

/* The text, safe to show; caller frees. */
LS_PRINTF(1, 0) static char *paper_text(const char *format, va_list args)
{
    LS_AUTO(buf) struct ls_buf raw = LS_BUF_INIT;
    struct ls_buf safe = LS_BUF_INIT;
    ls_buf_vprintf(&raw, format, args);
    ls_text_safe(&safe, raw.data);
    return ls_buf_steal(&safe);
}

static void paper_span(struct ls_paper *paper, bool strong, char *text)
{
    assert(paper->count && paper->blocks[paper->count - 1].kind != LS_PAPER_TABLE);
    struct ls_paper_block *block = &paper->blocks[paper->count - 1];
    LS_GROW(block->spans, block->span_count, block->span_cap);
    block->spans[block->span_count++] = (struct ls_paper_span){text, strong};
}

void ls_paper_begin(struct ls_paper *paper, enum ls_paper_kind kind)
{
    paper_block(paper, kind);
}

void ls_paper_heading(struct ls_paper *paper, int level, const char *format, ...)
{
    va_list args;
    paper_block(paper, LS_PAPER_HEADING)->level = level;
    va_start(args, format);
    paper_span(paper, false, paper_text(format, args));
    va_end(args);
}

void ls_paper_say(struct ls_paper *paper, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    paper_span(paper, false, paper_text(format, args));
    va_end(args);
}

void ls_paper_strong(struct ls_paper *paper, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    paper_span(paper, true, paper_text(format, args));
    va_end(args);
}

void ls_paper_line(struct ls_paper *paper, enum ls_paper_kind kind, const char *format, ...)
{
    va_list args;
    paper_block(paper, kind);
    va_start(args, format);
    paper_span(paper, false, paper_text(format, args));
    va_end(args);
}

void ls_paper_table(struct ls_paper *paper, const struct ls_paper_column *columns, size_t count)
{
    struct ls_paper_block *block = paper_block(paper, LS_PAPER_TABLE);
    block->columns = columns;
    block->column_count = count;
}

void ls_paper_cell(struct ls_paper *paper, const char *format, ...)
{
    va_list args;
    assert(paper->count && paper->blocks[paper->count - 1].kind == LS_PAPER_TABLE);
    struct ls_paper_block *block = &paper->blocks[paper->count - 1];
    LS_GROW(block->cells, block->cell_count, block->cell_cap);
    va_start(args, format);
    block->cells[block->cell_count++] = paper_text(format, args);
    va_end(args);
}
