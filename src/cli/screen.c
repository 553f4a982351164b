/* Starts the screen on a team file. The helpers are forked by opening the session, before the terminal is touched. */
#include "cli/screen.h"

#include "cli/cli.h"
#include "ui/ui.h"

int cli_screen(struct cli *cli, struct ls_error *err)
{
    int status = 0, by_signal = 0;
    int code = cli_open_file(cli, false, err);
    if (code == 0)
        code = ui_run(cli->session, &status, &by_signal, err);
    if (code == 0)
        cli->status = status;
    if (by_signal) {
        ls_session_close(cli->session);
        cli->session = NULL;
        ui_die(by_signal);
    }
    return code;
}
