/* `lockstep backup`, `lockstep restore`, and `lockstep heal`. */
#include "lockstep/backup.h"

#include "cli/cli.h"

/* Making and checking a copy of a large file takes longer than a look at it. */
enum { BACKUP_TIMES = 30 };

int cli_backup(struct cli *cli, struct ls_error *err)
{
    const char *to = cli->options.out;
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
    cli->options.out = NULL; /* it is no text that main writes there */
    int code = cli_no_words(cli, err);
    if (code == 0)
        code = cli_open_file(cli, err);
    if (code == 0)
        code = ls_session_wait_backup(cli->session, to, cli_wait_ms() * BACKUP_TIMES, &path, err);
    if (code == 0) {
        cli_lines(&cli->out, path.data);
        ls_buf_str(&cli->said, "every page and the log were read back from it: it is whole\n");
    }
    return code;
}

int cli_restore(struct cli *cli, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
    struct ls_restored restored = {0};
    if (cli->word_count != 1)
        return cli_usage(cli, err, cli->word_count ? "one copy at a time" : "which copy?");
    int code = cli_name_file(cli, &path, err);
    if (code == 0)
        code = ls_restore(path.data, cli->words[0].text, cli->options.discard != NULL, cli_wait_ms() * BACKUP_TIMES,
                          &restored, err);
    if (code == 0) {
        ls_buf_printf(&cli->said, "%s is as %s has it; %s\n", path.data, cli->words[0].text,
                      cli->options.discard ? "what was changed since is offered to its authors"
                                           : "what was changed since is put back by each author's journal");
        if (*restored.kept)
            ls_buf_printf(&cli->said, "what stood there is %s\n", restored.kept);
        if (*restored.gone)
            ls_buf_printf(&cli->said, "three of those are kept; the oldest is gone: %s\n", restored.gone);
    }
    ls_restored_done(&restored);
    return code;
}

int cli_heal(struct cli *cli, struct ls_error *err)
{
    unsigned count = 0;
    int code = cli_no_words(cli, err);
    if (code == 0)
        code = cli_open_file(cli, err);
    if (code == 0)
        code = ls_session_heal(cli->session, !cli->options.discard, &count, err);
    if (code == 0)
        code = cli_wait_saved(cli, err);
    if (code == 0)
        ls_buf_printf(&cli->said, cli->options.discard ? "%u %s not asked about again\n" : "%u %s put back\n", count,
                      count == 1 ? "edit is" : "edits are");
    return code;
}
