/* Undo and redo from the command line: of what I did anywhere, as the log in the file has it. */
#include "lockstep/undo.h"

#include "base/clock.h"
#include "cli/cli.h"
#include "lockstep/json.h"

/* Records that have no name are told where nothing else is. */
static void undo_describe(const struct ls_board *board, const struct ls_changeset *cs, struct ls_buf *lines)
{
    size_t before = lines->len;
    cli_describe(board, cs, LS_E_COUNT, lines);
    if (lines->len == before && cs->len)
        cli_describe(board, cs, cs->records[0].entity, lines);
}

/* Of a large import: nobody reads its records one by one. */
static void undo_count(const struct ls_undone *undone, struct ls_buf *lines)
{
    size_t records = 0;
    for (size_t i = 0; i < undone->count; i++)
        records += undone->made[i]->len;
    ls_buf_printf(lines, "%zu records\n", records);
}

/* "undone: item due, of 2026-03-09 17:12" and a line a record. */
static void undo_say(struct cli *cli, const struct ls_undone *undone, bool redo, bool conflict)
{
    const struct ls_board *board = ls_session_board(cli->session);
    LS_AUTO(buf) struct ls_buf lines = LS_BUF_INIT, at = LS_BUF_INIT;
    if (undone->count > 1)
        undo_count(undone, &lines);
    else
        undo_describe(board, undone->made[0], &lines);
    ls_stamp_format(&at, undone->cs->at);
    if (cli->options.json) {
        struct ls_json j;
        ls_json_begin(&j, &cli->out);
        ls_json_text(&j, "command", redo ? "redo" : "undo");
        ls_json_bool(&j, "saved", !cli->options.dry_run);
        ls_json_text(&j, redo ? "redone" : "undone", ls_undo_label(undone->cs));
        ls_json_text(&j, "at", at.data);
        cli_json_lines(&j, "said", lines.data);
        ls_json_end(&j);
        return;
    }
    if (cli->options.quiet)
        return;
    const char *how = conflict ? "as far as nobody changed it since, " : cli->options.dry_run ? "would be " : "";
    ls_buf_printf(&cli->said, "%s%s: %s, %s\n", how, redo ? "done again" : "undone", ls_undo_label(undone->cs), at.data);
    cli_lines(&cli->out, lines.data);
}

static int undo_run(struct cli *cli, bool redo, struct ls_error *err)
{
    struct ls_undone undone = {0};
    int code = cli_open_alone(cli, err);
    if (code == 0)
        code = cli_need_me(cli, err);
    if (code == 0)
        code = ls_session_wait_undo(cli->session, redo, cli->options.dry_run != NULL, cli_wait_ms(), &undone, err);
    if (code == 0 && !cli->options.dry_run)
        code = cli_wait_saved(cli, err);
    if (code == 0 || (code == LS_ECONFLICT && undone.cs))
        undo_say(cli, &undone, redo, code != 0);
    ls_undone_done(&undone);
    return code;
}

int cli_undo(struct cli *cli, struct ls_error *err)
{
    return undo_run(cli, false, err);
}

int cli_redo(struct cli *cli, struct ls_error *err)
{
    return undo_run(cli, true, err);
}
