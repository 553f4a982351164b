/* The words of the recap's Markdown: texts, names and numbers. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "exchange/markdown.h"
#include "exchange/recap_md.h"

void recap_md_text(const struct recap *r, struct ls_buf *out, const char *text)
{
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
    recap_text(r, text, &safe);
    markdown_text(out, safe.data);
}

void recap_md_sentence(const struct recap *r, struct ls_buf *out, const char *text)
{
    size_t len = ls_text_trimmed(text, strlen(text));
    LS_AUTO(string) char *copy = ls_strndup(text, len);
    recap_md_text(r, out, copy);
    if (len && !strchr(".!?", copy[len - 1]))
        ls_buf_char(out, '.');
}

void recap_md_name(const struct recap *r, ls_id id, struct ls_buf *out)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_board_name(r->board, id, &name);
    recap_md_text(r, out, name.data);
}

void recap_md_number(struct ls_buf *out, double value, const char *unit)
{
    ls_text_real(out, value);
    if (*unit)
        ls_buf_printf(out, " %s", unit);
}

void recap_md_pace(struct ls_buf *out, double value, const char *unit)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    double tenths = value < 0 ? value * 10 - 0.5 : value * 10 + 0.5;
    ls_text_real(&b, (double)(int64_t)tenths / 10);
    ls_buf_str(out, b.data);
    if (*unit)
        ls_buf_printf(out, " %s", unit);
}
