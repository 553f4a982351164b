/* Pages that the model tells. */
#include "ui/body_sheet.h"

#include <assert.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/record_body.h"

/* The frame finds ASCII for what its terminal cannot show. */
enum { LEFT = 1, MARGIN = LEFT + 1 };
static_assert(CARD_TEXT - LEFT == LS_SHEET_LABEL, "labels take as much room on a page as in a telling");

static enum role sheet_role(enum ls_tone tone)
{
    static const enum role ROLES[] = {
        [LS_TONE_NORMAL] = ROLE_NORMAL, [LS_TONE_DIM] = ROLE_DIM,   [LS_TONE_BOLD] = ROLE_BOLD, [LS_TONE_ACCENT] = ROLE_ACCENT,
        [LS_TONE_WARN] = ROLE_WARN,     [LS_TONE_BAD] = ROLE_BAD, [LS_TONE_GOOD] = ROLE_GOOD};
    return ROLES[tone];
}

void sheet_draw_text(const struct ls_sheet_line *line, struct area a, int x)
{
    size_t at = 0;
    for (size_t i = 0; i < line->span_count; i++) {
        LS_AUTO(string) char *text = ls_strndup(line->text + at, line->spans[i].end - at);
        x += area_text(a, x, 0, sheet_role(line->spans[i].tone), text);
        at = line->spans[i].end;
    }
}

static void sheet_line(struct card *p, const struct ls_sheet_line *line)
{
    struct card_line *to = card_line(p, line->label);
    int x = line->wide ? LEFT : CARD_TEXT;
    size_t at = 0;
    for (size_t i = 0; i < line->span_count; i++) {
        LS_AUTO(string) char *text = ls_strndup(line->text + at, line->spans[i].end - at);
        enum role role = sheet_role(line->spans[i].tone);
        card_put(to, x, role, text);
        if (i == 0 && role != ROLE_NORMAL)
            to->label_role = role;
        x += ls_text_columns(text);
        at = line->spans[i].end;
    }
    card_refer(p, line->record);
}

void body_sheet(struct card *p, const struct ls_record *r)
{
    struct ls_sheet sheet;
    ls_sheet_init(&sheet, p->width - MARGIN, false, ls_clock_now());
    ls_sheet_record(&sheet, p->facts->board, r->id);
    for (size_t i = 0; i < sheet.count; i++)
        sheet_line(p, &sheet.lines[i]);
    for (size_t i = 0; i < sheet.told_count; i++)
        card_tell(p, sheet.told[i]);
    ls_sheet_done(&sheet);
}
