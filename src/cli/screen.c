/* Starts the screen: on the team file, or with three choices where there is none. */
#include "cli/screen.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/paths.h"
#include "cli/cli.h"
#include "cli/start.h"
#include "ui/ui.h"

#define SAMPLE_NOW "2026-03-10T09:28+"
#define SAMPLE_USER "ines"

/* The session is closed before the program dies by a signal, so that the helpers see their end. */
static int screen_show(struct cli *cli, struct ls_error *err)
{
    int status = 0, signal_number = 0;
    int code = ui_run(cli->session, &status, &signal_number, err);
    if (code == 0)
        cli->status = status;
    if (signal_number) {
        ls_session_close(cli->session);
        cli->session = NULL;
        ui_die(signal_number);
    }
    return code;
}

static int screen_open(struct cli *cli, const char *path, struct ls_error *err)
{
    struct ls_session_options options = {.path = path, .user = cli_user()};
    int code = ls_session_open(&options, &cli->session, err);
    return code == 0 ? screen_show(cli, err) : code;
}

/* --- without a team file --------------------------------------------------------------------- */

static int screen_fill_sample(struct cli *cli, const char *path, const char *dir, struct ls_error *err)
{
    struct ls_session_options options = {.path = path, .user = SAMPLE_USER, .state_dir = dir, .create = "Tarnfield Route"};
    int code = ls_session_open(&options, &cli->session, err);
    if (code == 0)
        code = ls_session_wait_loaded(cli->session, CLI_WAIT_MS, err);
    if (code != 0)
        return code;
    struct ls_changeset *cs = ls_changeset_new("init");
    cli_start_settings(cli->session, cs);
    cli_start_sample(cli->session, cs);
    code = ls_session_commit(cli->session, cs, NULL, NULL, err);
    return code == 0 ? cli_import_sample(cli, err) : code;
}

/* A sample team in a folder of its own, which goes when it is left: nothing is kept. */
static int screen_sample(struct cli *cli, struct ls_error *err)
{
    const char *tmp = getenv("TMPDIR");
    LS_AUTO(string) char *dir = ls_asprintf("%s/lockstep-sample-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(dir))
        return ls_error_set(err, LS_EFAILED, "cannot make a folder for the sample team: %s", dir);
    LS_AUTO(string) char *path = ls_asprintf("%s/lockstep.db", dir);
    int code = getenv("LOCKSTEP_NOW") ? 0 : ls_clock_set_now(SAMPLE_NOW, err);
    if (code == 0)
        code = screen_fill_sample(cli, path, dir, err);
    if (code == 0)
        code = screen_show(cli, err);
    ls_session_close(cli->session);
    cli->session = NULL;
    ls_path_remove_tree(dir);
    return code;
}

static int screen_create(struct cli *cli, const struct ui_first *first, struct ls_error *err)
{
    LS_AUTO(string) char *me = cli_start_handle(first->me);
    if (ls_path_exists(first->path))
        return ls_error_set(err, LS_EFAILED, "%s is there already: lockstep %s opens it", first->path, first->path);
    struct ls_session_options options = {.path = first->path, .user = me, .create = first->team};
    int code = ls_session_open(&options, &cli->session, err);
    if (code == 0)
        code = ls_session_wait_loaded(cli->session, CLI_WAIT_MS, err);
    if (code != 0)
        return code;
    struct ls_changeset *cs = ls_changeset_new("init");
    cli_start_settings(cli->session, cs);
    code = cli_start_answers(cli->session, cs, first->me, first->with, first->sync, err);
    if (code != 0) {
        ls_changeset_free(cs);
        return code;
    }
    code = ls_session_commit(cli->session, cs, NULL, NULL, err);
    if (code == 0)
        code = cli_wait_saved(cli, err);
    if (code == 0)
        code = screen_show(cli, err);
    if (code == 0)
        ls_buf_printf(&cli->said, "lockstep %s opens it again; LOCKSTEP_FILE or a .lockstep file names it for good\n",
                      first->path);
    return code;
}

static int screen_first(struct cli *cli, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
    struct ui_first first;
    const char *user = cli_user();
    int signal_number = 0;
    LS_AUTO(string) char *me = ls_asprintf("%s%s", user ? user : "", user ? " pm" : "");
    ls_path_absolute(&path, cli->options.file ? cli->options.file : "lockstep.db");
    int code = ui_first_run(path.data, me, &first, &signal_number, err);
    if (signal_number)
        ui_die(signal_number);
    if (code == 0) {
        if (first.choice == UI_FIRST_SAMPLE)
            code = screen_sample(cli, err);
        else if (first.choice == UI_FIRST_CREATE)
            code = screen_create(cli, &first, err);
        else if (first.choice == UI_FIRST_OPEN)
            code = screen_open(cli, first.path, err);
    }
    ui_first_done(&first);
    return code;
}

int cli_screen(struct cli *cli, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
    int code = cli_find_file(cli, &path, err);
    if (code == LS_ENOTFOUND) {
        ls_error_done(err);
        return screen_first(cli, err);
    }
    return code == 0 ? screen_open(cli, path.data, err) : code;
}
