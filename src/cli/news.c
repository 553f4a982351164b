/* What others, or everybody, changed since I looked at the screen last, or since a day: one line a record, the other half
 * first. */
#include "lockstep/news.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "cli/cli.h"
#include "cli/table.h"
#include "lockstep/due.h"
#include "lockstep/people.h"

enum { NEWS_LIMIT = 2000 };

static const struct cli_column news_columns[] = {
    {"who", "WHO", 0}, {"half", "HALF", 0}, {"at", "AT", CLI_GOES}, {"ref", "REF", 0}, {"title", "TITLE", CLI_GOES},
    {"change", "CHANGE", CLI_GROW},
};

static const char *news_half(const struct ls_board *board, const struct ls_news_line *line)
{
    unsigned halves = ls_person_halves(ls_person_get(board, line->by.who));
    return !line->other_half ? "" : halves & LS_HALF_MARKET ? "market" : "product";
}

static void news_change(const struct ls_board *board, const struct ls_news_line *line, struct ls_buf *b)
{
    static const char *const KINDS[] = {"", "added", "deleted", "is back", ""};
    if (line->kind == LS_NEWS_IMPORT)
        ls_buf_printf(b, "%s: %zu records", line->label, line->count);
    else if (line->kind == LS_NEWS_CHANGED)
        cli_describe_edits(board, &line->changes, b);
    else
        ls_buf_str(b, KINDS[line->kind]);
}

/* The field that says what a record is about. */
static void news_title(const struct ls_board *board, const struct ls_news_line *line, struct ls_buf *b)
{
    const struct ls_record *r = ls_board_record(board, line->record);
    static const char *const NAMES[] = {"title", "what", "quote", "hypothesis", "name", "topic", "text"};
    for (size_t i = 0; r && i < LS_COUNT(NAMES) && !b->len; i++) {
        int field = ls_field_by_name(line->entity, NAMES[i]);
        if (field >= LS_F_FIRST)
            ls_field_format(board, r, field, b);
    }
}

static void news_row(const struct ls_board *board, const struct ls_news_line *line, struct cli_table *table)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_board_name(board, line->by.who, &b);
    cli_table_cell(table, b.data);
    cli_table_cell(table, news_half(board, line));
    ls_buf_clear(&b);
    ls_stamp_format(&b, line->by.at);
    cli_table_styled(table, "2", b.data);
    ls_buf_clear(&b);
    if (line->record)
        ls_board_name(board, line->record, &b);
    cli_table_styled(table, "1", b.data);
    ls_buf_clear(&b);
    news_title(board, line, &b);
    cli_table_cell(table, b.data);
    ls_buf_clear(&b);
    news_change(board, line, &b);
    cli_table_cell(table, b.data);
}

/* The changesets of that day and after, in the log's order. The caller frees each and the array. */
static int news_since(struct cli *cli, const char *word, struct ls_changeset ***ret_log, size_t *ret_count,
                      struct ls_error *err)
{
    int64_t day;
    struct ls_changeset **log;
    size_t count, kept = 0;
    if (!ls_due_parse_since(word, cli_today(), &day))
        return cli_usage(cli, err, "since when is \"%s\"? A day: 2026-03-09, yesterday, mon, -7d", word);
    int code = ls_session_wait_log(cli->session, 0, NEWS_LIMIT + 1, cli_wait_ms(), &log, &count, err);
    if (code != 0)
        return code;
    if (count > NEWS_LIMIT) {
        ls_changeset_free(log[--count]);
        if (ls_stamp_date(log[count - 1]->at) >= day)
            ls_buf_printf(&cli->said, "told are the newest %d changes, there are older ones since then\n", NEWS_LIMIT);
    }
    while (kept < count && ls_stamp_date(log[kept]->at) >= day)
        kept++;
    for (size_t i = kept; i < count; i++)
        ls_changeset_free(log[i]);
    for (size_t i = 0; i < kept / 2; i++) {
        struct ls_changeset *swap = log[i];
        log[i] = log[kept - 1 - i];
        log[kept - 1 - i] = swap;
    }
    *ret_log = log;
    *ret_count = kept;
    return 0;
}

static void news_print(struct cli *cli, const struct ls_changeset *const *log, size_t count)
{
    const struct ls_board *board = ls_session_board(cli->session);
    struct ls_news news;
    ls_news_make(board, ls_session_me(cli->session), cli->options.all != NULL, log, count, &news);
    struct cli_table *table = cli_table_new(news_columns, LS_COUNT(news_columns));
    for (size_t i = 0; i < news.len; i++)
        news_row(board, &news.v[i], table);
    cli_table_print(cli, table, "news");
    if (!news.len)
        ls_buf_printf(&cli->said, "nobody%s has changed anything since\n", cli->options.all ? "" : " else");
    cli_table_free(table);
    ls_news_done(&news);
}

int cli_news(struct cli *cli, struct ls_error *err)
{
    struct ls_changeset **log = NULL;
    size_t count = 0;
    const char *since = cli->options.since ? cli->options.since : cli->word_count ? cli->words[0].text : NULL;
    if (cli->word_count + (cli->options.since != NULL) > 1)
        return cli_usage(cli, err, "one day at a time");
    if (!since && cli->options.all) {
        since = "yesterday"; /* what one has done oneself is known from no looking */
        ls_buf_str(&cli->said, "told since yesterday; --since DAY is another day\n");
    }
    int code = cli_open_file(cli, err);
    if (code == 0)
        code = cli_need_me(cli, err);
    if (code != 0)
        return code;
    if (since) {
        code = news_since(cli, since, &log, &count, err);
        if (code == 0)
            news_print(cli, (const struct ls_changeset *const *)log, count);
        for (size_t i = 0; i < count; i++)
            ls_changeset_free(log[i]);
        free(log);
        return code;
    }
    const struct ls_changeset *const *news;
    code = ls_session_wait_news(cli->session, cli_wait_ms(), &news, &count, err);
    if (code == 0)
        news_print(cli, news, count);
    return code;
}
