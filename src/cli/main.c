/* The program's entry: the environment, one command, the exit status. */
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "cli/cli.h"

enum { MAIN_LEAVE_MS = 1000 };

/* A file opened later must never get the number of a closed stdin, stdout or stderr.
 * Read-only: what is printed into a closed stdout then fails, and is told. */
static void main_open_standard(void)
{
    int fd;
    do
        fd = open("/dev/null", O_RDONLY);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd > STDERR_FILENO)
        close(fd);
}

static void main_done(struct cli *cli)
{
    if (cli->session)
        ls_session_leave(cli->session, false, MAIN_LEAVE_MS); /* who starts next goes on in the same journal */
    ls_session_close(cli->session);
    ls_buf_done(&cli->out);
    ls_buf_done(&cli->said);
    ls_config_free(cli->config);
    free(cli->words);
}

int main(int argc, char **argv)
{
    struct cli cli = {.out = LS_BUF_INIT, .said = LS_BUF_INIT};
    struct ls_error err = {0};
    main_open_standard();
    setlocale(LC_CTYPE, "");
    signal(SIGPIPE, SIG_IGN);
    cli.config = ls_config_read(NULL);
    ls_config_take_keys(cli.config);
    int code = ls_clock_set_now(getenv("LOCKSTEP_NOW"), &err);
    if (code == 0)
        code = cli_options_read(&cli, argc, argv, &err);
    if (code == 0) {
        cli_out_init(&cli);
        code = cli_dispatch(&cli, &err);
    }
    struct ls_error out_err = {0};
    int out_code = cli_out_flush(&cli, &out_err);
    cli_say(&cli);
    if (code != 0)
        cli_say_error(&err);
    if (out_code != 0)
        cli_say_error(&out_err);
    int status = code != 0 ? ls_error_exit_status(code) : out_code != 0 ? ls_error_exit_status(out_code) : cli.status;
    ls_error_done(&err);
    ls_error_done(&out_err);
    main_done(&cli);
    return status;
}
