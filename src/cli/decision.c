/* Decisions that wait: those that woke up, and escalations with what they lack. */
#include <stdlib.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/table.h"
#include "lockstep/decision.h"
#include "lockstep/metric.h"

static const struct cli_column due_columns[] = {
    {"id", "ID", 0}, {"status", "STATUS", CLI_GOES}, {"title", "TITLE", CLI_GROW}, {"driver", "DRIVER", 0},
    {"needed", "NEEDED", CLI_RIGHT}, {"why", "WHY", 0},
};

static void due_wakes(const struct ls_board *board, const struct ls_decision *d, enum ls_wake wake, double newest,
                      struct ls_buf *b)
{
    if (wake == LS_WAKE_DATE) {
        ls_buf_str(b, "review was due ");
        ls_date_short(b, d->review_on, cli_today());
        return;
    }
    ls_board_name(board, d->review_metric, b);
    ls_buf_char(b, ' ');
    ls_text_real(b, newest);
    ls_buf_str(b, wake == LS_WAKE_BELOW ? ", below " : ", above ");
    ls_text_real(b, wake == LS_WAKE_BELOW ? d->review_below : d->review_above);
}

static void due_proposed(const struct ls_board *board, const struct ls_decision *d, struct ls_buf *b)
{
    struct ls_escalation e = {.needed_by = d->needed_by, .cost_of_delay = d->cost_of_delay, .driver = d->driver,
                              .approver = d->approver, .escalated_to = d->escalated_to};
    LS_EACH(option, o, board)
        e.options += o->decision == d->rec.id;
    LS_AUTO(buf) struct ls_buf lacks = LS_BUF_INIT;
    ls_escalation_lacks(&e, &lacks);
    ls_buf_printf(b, lacks.len ? "a draft, it lacks %s" : "choose one option", lacks.data);
}

static void due_row(const struct ls_board *board, const struct ls_decision *d, const char *why, struct cli_table *table)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, driver = LS_BUF_INIT, needed = LS_BUF_INIT;
    bool proposed = d->status == LS_DECISION_STATUS_PROPOSED;
    ls_board_name(board, d->rec.id, &name);
    if (d->driver)
        ls_board_name(board, d->driver, &driver);
    if (proposed && d->needed_by != LS_NONE)
        ls_date_short(&needed, d->needed_by, cli_today());
    cli_table_styled(table, "2", name.data);
    cli_table_styled(table, "2", ls_enum_word(LS_ENUM_DECISION_STATUS, d->status));
    cli_table_cell(table, d->title);
    cli_table_cell(table, driver.data);
    cli_table_styled(table, proposed && d->needed_by < cli_today() ? "31" : "", needed.data);
    cli_table_cell(table, why);
}

int cli_decision_due(struct cli *cli, struct ls_error *err)
{
    int code = cli_open_alone(cli, err);
    if (code != 0)
        return code;
    const struct ls_board *board = ls_session_board(cli->session);
    struct ls_metric_book *metrics = ls_metric_book_new(board);
    struct cli_table *table = cli_table_new(due_columns, LS_COUNT(due_columns));
    size_t woke = 0;
    LS_EACH(decision, d, board) {
        LS_AUTO(buf) struct ls_buf why = LS_BUF_INIT;
        double newest = 0;
        enum ls_wake wake = ls_decision_wakes(metrics, d, cli_today(), &newest);
        if (wake != LS_WAKE_NONE)
            due_wakes(board, d, wake, newest, &why);
        else if (d->status == LS_DECISION_STATUS_PROPOSED)
            due_proposed(board, d, &why);
        woke += wake != LS_WAKE_NONE;
        if (why.len)
            due_row(board, d, why.data, table);
    }
    cli_table_print(cli, table, "decisions");
    if (!cli_table_rows(table))
        ls_buf_str(&cli->said, "no decision waits\n");
    else if (woke && !cli->options.json && !cli->options.csv && !cli->options.plain)
        ls_buf_str(&cli->said, "what woke up: lockstep decision confirm D-1 [DATE], reopen, or supersede\n");
    cli_table_free(table);
    ls_metric_book_free(metrics);
    return 0;
}
