/* Data in: the plan is told, committed and waited for. What the formats are is exchange's. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/start.h"
#include "lockstep/agenda.h"
#include "lockstep/exchange.h"
#include "lockstep/likeness.h"

/* --- what it does ---------------------------------------------------------------------------- */

static void import_say(struct cli *cli, const struct ls_import_report *report)
{
    for (size_t i = 0; i < report->len; i++) {
        ls_import_line_text(&report->lines[i], &cli->said);
        ls_buf_char(&cli->said, '\n');
    }
    cli_lines(&cli->said, report->said);
}

/* Says which of the items are likely there already. */
static void import_likes(const struct ls_board *board, const struct ls_changeset *cs, struct ls_buf *said)
{
    enum { LINES = 10 };
    size_t before = said->len;
    ls_likeness_made_text(board, cs, LINES, said);
    if (said->len > before)
        ls_buf_str(said, "  triage merges them; lockstep item duplicates lists all such pairs\n");
}

/* --- a large one ----------------------------------------------------------------------------- */

static volatile sig_atomic_t import_signal;

static void import_stop(int number)
{
    import_signal = number;
}

struct import_progress {
    char *label; /* safe to print */
    bool shown;  /* on a terminal: a line that is written over */
    size_t done;
};

static bool import_step(void *arg, size_t done, size_t all)
{
    struct import_progress *progress = arg;
    if (progress->shown && done != progress->done && all) {
        fprintf(stderr, "\r%s: %zu of %zu records\033[K", progress->label, done, all);
        progress->done = done;
    }
    return !import_signal;
}

/* In groups, which others can write between: its progress is shown, and to interrupt it takes it back. A second
 * interrupt leaves at once: then the next start takes it back. */
static int import_groups(struct cli *cli, struct ls_changeset **groups, size_t count, int64_t wait_ms, struct ls_error *err)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction before[LS_COUNT(numbers)], stop = {.sa_handler = import_stop, .sa_flags = (int)SA_RESETHAND};
    LS_AUTO(buf) struct ls_buf label = LS_BUF_INIT;
    ls_text_safe(&label, groups[0]->label);
    struct import_progress progress = {.label = label.data, .shown = isatty(STDERR_FILENO) && !cli->options.quiet};
    for (size_t i = 0; i < LS_COUNT(numbers); i++)
        sigaction(numbers[i], &stop, &before[i]);
    int code = ls_session_import(cli->session, groups, count, err);
    if (code == 0)
        code = ls_session_wait_import(cli->session, wait_ms, import_step, &progress, err);
    for (size_t i = 0; i < LS_COUNT(numbers); i++)
        sigaction(numbers[i], &before[i], NULL);
    if (progress.shown)
        fputs("\r\033[K", stderr);
    return code;
}

static int import_commit(struct cli *cli, struct ls_changeset *cs, struct ls_error *err)
{
    enum { RECORD_MS = 1 }; /* several times what a record takes on a local disk */
    struct ls_changeset **groups;
    size_t count = ls_import_cut(ls_session_board(cli->session), cs, LS_IMPORT_GROUP, &groups);
    int64_t wait_ms = cli_wait_ms() + (int64_t)groups[0]->len * RECORD_MS;
    if (count > 1)
        return import_groups(cli, groups, count, wait_ms, err);
    cs = groups[0];
    free(groups);
    int code = ls_session_commit(cli->session, cs, NULL, NULL, err);
    return code ? code : ls_session_wait_saved(cli->session, wait_ms, err);
}

/* --- the whole ------------------------------------------------------------------------------- */

int cli_import_files(struct cli *cli, const struct ls_import_file *files, size_t count, bool dry_run, bool compare,
                     struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf likes = LS_BUF_INIT;
    const struct ls_board *board = ls_session_board(cli->session);
    struct ls_changeset *cs = NULL;
    struct ls_import_report report = {0};
    int code = ls_import_plan(board, files, count, ls_clock_now(), ls_agenda_action_day(board, ls_clock_now()), &cs, &report, err);
    if (code != 0)
        return code;
    if (compare)
        import_likes(board, cs, &likes);
    if (!dry_run && cs->len) {
        code = import_commit(cli, cs, err);
        cs = NULL;
    }
    if (code == 0 && dry_run)
        ls_buf_str(&cli->said, "would do this, and has done nothing:\n");
    if (code == LS_ECONFLICT)
        ls_buf_str(&cli->said, "this is in the file, but for what others changed first:\n");
    if (code == 0 || code == LS_ECONFLICT) {
        import_say(cli, &report);
        cli_lines(&cli->said, likes.data);
    }
    ls_changeset_free(cs);
    ls_import_report_done(&report);
    return code;
}

int cli_import(struct cli *cli, struct ls_error *err)
{
    if (!cli->word_count)
        return cli_usage(cli, err, "which CSV files?");
    int code = cli_open_file(cli, err);
    if (code != 0)
        return code;
    struct ls_import_file *files = ls_alloc(cli->word_count * sizeof(*files));
    for (size_t i = 0; i < cli->word_count; i++)
        files[i].path = cli->words[i].text;
    code = cli_import_files(cli, files, cli->word_count, cli->options.dry_run != NULL, true, err);
    free(files);
    return code;
}
