/* Starts the screen. */
#include "cli/screen.h"

#include "cli/cli.h"

int cli_screen(struct cli *cli, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
    int code = cli_find_file(cli, &path, err);
    if (code != 0)
        return code;
    return ls_error_set(err, LS_EFAILED, "there is no screen in this build");
}
