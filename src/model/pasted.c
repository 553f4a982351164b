/* Lists from elsewhere, line by line. What the words of a line mean is read in entry.c. */
#include "lockstep/pasted.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/strmap.h"
#include "base/text.h"
#include "lockstep/work.h"
#include "model/pasted_row.h"

static const char *pasted_skip(const char *line, const char *const *signs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!strncmp(line, signs[i], strlen(signs[i])))
            return ls_text_skip_blank(line + strlen(signs[i]));
    return line;
}

/* The line behind its bullet and its box. ret_done: whether the box is ticked. */
static const char *pasted_bullet(const char *line, bool *ret_done)
{
    static const char *const BULLETS[] = {"- ", "* ", "+ ", "• ", "– ", "— ", "‣ ", "◦ ", "▪ ", "· "};
    static const char *const OPEN[] = {"[ ] ", "☐ ", "□ "};
    static const char *const DONE[] = {"[x] ", "[X] ", "☑ ", "☒ ", "✓ ", "✔ ", "✅ "};
    line = ls_text_skip_blank(line);
    size_t digits = strspn(line, "0123456789");
    if (digits && digits <= 3 && (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ')
        line = ls_text_skip_blank(line + digits + 1);
    else
        line = pasted_skip(line, BULLETS, LS_COUNT(BULLETS));
    const char *ticked = pasted_skip(line, DONE, LS_COUNT(DONE));
    *ret_done = ticked != line;
    return *ret_done ? ticked : pasted_skip(line, OPEN, LS_COUNT(OPEN));
}

const char *ls_pasted_bullet(const char *line)
{
    bool done;
    return pasted_bullet(line, &done);
}

/* The words of a Markdown heading; NULL where it is none ("#tag" is none). */
static const char *pasted_heading(const char *line)
{
    enum { DEEPEST = 6 };
    line = ls_text_skip_blank(line);
    size_t depth = strspn(line, "#");
    return depth && depth <= DEEPEST && line[depth] == ' ' ? ls_text_skip_blank(line + depth) : NULL;
}

/* Cuts the title after limit characters at a blank, if there is one in its second half. */
static void pasted_cut(struct ls_pasted_line *line, size_t limit)
{
    char *text = line->entry.text;
    size_t characters = 0, end = 0, blank = 0;
    for (; text[end] && characters < limit; end++) {
        characters += ((unsigned char)text[end + 1] & 0xC0) != 0x80;
        if (text[end] == ' ' && characters > limit / 2)
            blank = end;
    }
    if (!text[end])
        return;
    char *cells = line->rest;
    line->rest = cells ? ls_asprintf("%s\n%s", text, cells) : ls_strdup(text);
    free(cells);
    text[blank ? blank : end] = 0;
}

static void pasted_add(struct ls_pasted *p, const struct ls_board *board, const struct pasted_sheet *sheet,
                       const char *source, int64_t today)
{
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT, row = LS_BUF_INIT, rest = LS_BUF_INIT;
    struct ls_pasted_line line = {.row = pasted_sheet_row(sheet, board, today, source, &row, &rest)};
    const char *heading = line.row ? NULL : pasted_heading(source);
    line.heading = heading != NULL;
    ls_text_safe(&safe, line.row ? row.data : heading ? heading : pasted_bullet(source, &line.done));
    if (ls_entry_read(board, safe.data, today, LS_ENTRY_ITEM | LS_ENTRY_PASTED, &line.entry, NULL) < 0)
        return;
    if (!*line.entry.text) {
        ls_entry_done(&line.entry);
        return;
    }
    line.source = ls_strdup(source);
    line.rest = rest.len ? ls_strdup(rest.data) : NULL;
    pasted_cut(&line, (size_t)ls_field_info(LS_E_ITEM, LS_F_item_title)->limit);
    LS_GROW(p->lines, p->len, p->cap);
    p->lines[p->len++] = line;
}

/* Whose title is there already, on the board or above. */
static void pasted_compare(struct ls_pasted *p, const struct ls_board *board)
{
    struct ls_strmap titles = {0};
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    for (size_t i = 0; i < p->len; i++) {
        ls_buf_clear(&folded);
        ls_text_fold(&folded, p->lines[i].entry.text);
        p->lines[i].twice = !ls_strmap_add(&titles, folded.data, folded.len, (int64_t)i);
    }
    LS_EACH(item, item, board) {
        ls_buf_clear(&folded);
        if (ls_item_is_open(item))
            ls_text_fold(&folded, item->title);
        int64_t at = folded.len ? ls_strmap_get(&titles, folded.data, folded.len, -1) : -1;
        if (at >= 0 && !p->lines[at].same)
            p->lines[at].same = item->rec.id;
    }
    ls_strmap_done(&titles);
}

/* What is likely there already, in other words. */
static void pasted_look_alike(struct ls_pasted *p, const struct ls_board *board, struct ls_likeness *likeness)
{
    struct ls_likeness *own = likeness ? NULL : ls_likeness_new();
    if (own)
        ls_likeness_update(own, board);
    for (size_t i = 0; i < p->len; i++)
        if (!p->lines[i].same)
            ls_likeness_likely(own ? own : likeness, p->lines[i].entry.text, "", 0, &p->lines[i].like);
    ls_likeness_free(own);
}

void ls_pasted_read(const struct ls_board *board, const char *text, int64_t today, struct ls_likeness *likeness,
                    struct ls_pasted *ret_pasted)
{
    struct pasted_sheet sheet = {0};
    *ret_pasted = (struct ls_pasted){0};
    text += strspn(text, "\r\n");
    for (bool first = true; *text; first = false) {
        size_t len = strcspn(text, "\r\n");
        LS_AUTO(string) char *line = ls_strndup(text, len);
        text += len;
        text += strspn(text, "\r\n");
        if (first && *text && pasted_sheet_begin(&sheet, line))
            ret_pasted->header = ls_strdup(line);
        else
            pasted_add(ret_pasted, board, &sheet, line, today);
    }
    pasted_sheet_done(&sheet);
    pasted_compare(ret_pasted, board);
    pasted_look_alike(ret_pasted, board, likeness);
}

void ls_pasted_done(struct ls_pasted *pasted)
{
    for (size_t i = 0; i < pasted->len; i++) {
        free(pasted->lines[i].source);
        free(pasted->lines[i].rest);
        ls_entry_done(&pasted->lines[i].entry);
    }
    free(pasted->lines);
    free(pasted->header);
    *pasted = (struct ls_pasted){0};
}
