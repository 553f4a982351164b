/* Printing what the model tells. */
#include "cli/sheet.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"

enum { SHEET_LEAST = 40 }; /* narrower terminals get lines as long as they are */

void cli_sheet_init(const struct cli *cli, struct ls_sheet *sheet)
{
    int columns = cli->columns >= SHEET_LEAST && !cli->options.plain ? cli->columns : 0;
    ls_sheet_init(sheet, columns, cli->ascii, ls_clock_now());
}

static const char *sheet_role(enum ls_tone tone)
{
    static const char *const ROLES[] = {[LS_TONE_NORMAL] = "",    [LS_TONE_DIM] = "2",  [LS_TONE_BOLD] = "1",
                                        [LS_TONE_ACCENT] = "36", [LS_TONE_WARN] = "33", [LS_TONE_BAD] = "31",
                                        [LS_TONE_GOOD] = "32"};
    return ROLES[tone];
}

void cli_sheet_print(struct cli *cli, const struct ls_sheet *sheet)
{
    for (size_t i = 0; i < sheet->count; i++) {
        const struct ls_sheet_line *line = &sheet->lines[i];
        LS_AUTO(buf) struct ls_buf label = LS_BUF_INIT;
        size_t at = 0;
        if (!line->wide)
            ls_text_fit(&label, line->label, LS_SHEET_LABEL, cli->ascii);
        cli_styled(cli, &cli->out, "2", label.data);
        for (size_t s = 0; s < line->span_count; s++) {
            LS_AUTO(string) char *text = ls_strndup(line->text + at, line->spans[s].end - at);
            cli_styled(cli, &cli->out, sheet_role(line->spans[s].tone), text);
            at = line->spans[s].end;
        }
        ls_buf_char(&cli->out, '\n');
    }
}
