/* Lists from elsewhere, line by line. What the words of a line mean is read in entry.c. */
#include "lockstep/pasted.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/strmap.h"
#include "base/text.h"
#include "lockstep/work.h"

const char *ls_pasted_bullet(const char *line)
{
    static const char *const BULLETS[] = {"- [ ] ", "- [x] ", "- [X] ", "* [ ] ", "* [x] ", "[ ] ", "[x] ", "- ", "* ",
                                          "+ ", "• ", "– ", "— ", "‣ ", "◦ ", "▪ ", "☐ ", "☑ ", "□ ", "· "};
    line = ls_text_skip_blank(line);
    size_t digits = strspn(line, "0123456789");
    if (digits && digits <= 3 && (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ')
        return ls_text_skip_blank(line + digits + 1);
    for (size_t i = 0; i < LS_COUNT(BULLETS); i++)
        if (!strncmp(line, BULLETS[i], strlen(BULLETS[i])))
            return ls_text_skip_blank(line + strlen(BULLETS[i]));
    return line;
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
    line->rest = ls_strdup(text);
    text[blank ? blank : end] = 0;
}

static void pasted_add(struct ls_pasted *p, const struct ls_board *board, const char *source, int64_t today)
{
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
    ls_text_safe(&safe, ls_pasted_bullet(source));
    struct ls_pasted_line line = {0};
    if (ls_entry_read(board, safe.data, today, LS_ENTRY_PRIORITY | LS_ENTRY_TAGS | LS_ENTRY_PASTED, &line.entry, NULL) < 0)
        return;
    if (!*line.entry.text) {
        ls_entry_done(&line.entry);
        return;
    }
    line.source = ls_strdup(source);
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
    *ret_pasted = (struct ls_pasted){0};
    while (*text) {
        size_t len = strcspn(text, "\r\n");
        LS_AUTO(string) char *line = ls_strndup(text, len);
        pasted_add(ret_pasted, board, line, today);
        text += len;
        text += strspn(text, "\r\n");
    }
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
    *pasted = (struct ls_pasted){0};
}
