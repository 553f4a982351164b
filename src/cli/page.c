/* The pages that a team hands on, printed: Markdown, plain text or JSON. What stands on them is the model's. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "lockstep/pages.h"

enum { PAGE_PLAIN_COLUMNS = 100 };

/* "2026-02" as its first and its last day. */
static bool page_month(const char *text, int64_t *ret_from, int64_t *ret_to)
{
    LS_AUTO(string) char *first = ls_asprintf("%s-01", text);
    int year, month, day;
    if (!ls_date_parse(first, ret_from))
        return false;
    ls_date_split(*ret_from, &year, &month, &day);
    *ret_to = (month == 12 ? ls_date_make(year + 1, 1, 1) : ls_date_make(year, month + 1, 1)) - 1;
    return true;
}

/* What the page is about, from the words. */
static int page_ask(struct cli *cli, enum ls_page page, struct ls_page_ask *ask, struct ls_error *err)
{
    enum ls_entity ref = ls_page_info(page)->ref;
    const char *word = cli->word_count ? cli->words[0].text : NULL;
    if (cli->word_count > 1)
        return cli_usage(cli, err, "one word too many: %s", cli->words[1].text);
    if (!word)
        return 0;
    if (ref != LS_E_NONE)
        return ls_board_find(ask->board, ref, word, &ask->record, err);
    if (page != LS_PAGE_MAIL)
        return cli_usage(cli, err, "one word too many: %s", word);
    if (!page_month(word, &ask->from, &ask->to))
        return cli_usage(cli, err, "\"%s\" is no month: write it as 2026-02", word);
    if (ask->from > ls_stamp_date(ask->now))
        return cli_usage(cli, err, "%s is still to come", word);
    return 0;
}

static int page_print(struct cli *cli, enum ls_page page, struct ls_error *err)
{
    if (cli->options.csv) {
        ls_error_set(err, LS_EUSAGE, "a page is Markdown, plain text or JSON: it has no CSV");
        ls_error_hint(err, "lockstep export writes the records as CSV");
        return LS_EUSAGE;
    }
    int code = cli_open_file(cli, err);
    if (code != 0)
        return code;
    struct ls_session_status status;
    ls_session_status(cli->session, &status);
    struct ls_page_ask ask = {.board = ls_session_board(cli->session), .team = status.team, .now = ls_clock_now(),
                              .from = LS_NONE, .to = LS_NONE};
    struct ls_paper *paper = NULL;
    code = page_ask(cli, page, &ask, err);
    if (code == 0)
        code = ls_page_build(page, &ask, &paper, err);
    if (code != 0)
        return code;
    if (cli->options.json)
        ls_paper_json(paper, ls_page_info(page)->word, &cli->out);
    else if (cli->options.plain)
        ls_paper_plain(paper, PAGE_PLAIN_COLUMNS, &cli->out);
    else
        ls_paper_markdown(paper, &cli->out);
    ls_paper_free(paper);
    return 0;
}

#define PAGE(ID, id, word, ref, file)                        \
    int cli_page_##id(struct cli *cli, struct ls_error *err) \
    {                                                        \
        return page_print(cli, LS_PAGE_##ID, err);           \
    }
#include "lockstep/pages.def"
