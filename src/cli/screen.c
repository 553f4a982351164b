/* Starts the screen, and what stands before it: the first start without a team file. */
#include "cli/screen.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/paths.h"
#include "cli/cli.h"
#include "cli/start.h"
#include "ui/ui.h"

/* The local disk is waited for this long when one leaves; the drive never is. */
enum { LEAVE_MS = 1000, LEAVE_SAMPLE_MS = 5000, TRY_MS = 2000 };

/* What the file has not got yet is said where it is still seen when the screen is gone. */
static void screen_say_kept(struct cli *cli)
{
    struct ls_session_status status;
    if (!cli->session)
        return;
    ls_session_status(cli->session, &status);
    if (status.unkept)
        ls_buf_printf(&cli->said, "the local disk did not answer: %u edit%s may not be kept\n", status.unkept,
                      status.unkept == 1 ? "" : "s");
    if (status.pending)
        ls_buf_printf(&cli->said, "%u edit%s kept on this machine, not yet in %s: lockstep brings %s in when it runs next\n",
                      status.pending, status.pending == 1 ? " is" : "s are", ls_session_path(cli->session),
                      status.pending == 1 ? "it" : "them");
}

/* Leaves as the screen was left: by its status or by the signal that ended it. */
static void screen_leave(struct cli *cli, int status, int signal_number)
{
    if (cli->session)
        ls_session_leave(cli->session, false, LEAVE_MS);
    screen_say_kept(cli);
    if (signal_number)
        cli_say(cli);
    ls_session_close(cli->session);
    cli->session = NULL;
    cli->status = status;
    if (signal_number)
        ui_die(signal_number);
}

/* "triage run" and "sync run" begin with what the noun shows. */
static struct ui_start screen_start(const struct cli *cli)
{
    struct ui_start start = {.plain = cli->options.plain != NULL, .runs = cli->command != NULL};
    if (start.runs)
        start.command = cli->command->id == LS_CMD_TRIAGE_RUN ? LS_CMD_TRIAGE_LIST : LS_CMD_SYNC_SHOW;
    return start;
}

/* folder: where the end of a sync writes; NULL: as the configuration says. */
static int screen_show(struct cli *cli, enum ui_first_choice first, const char *folder, int *ret_signal, struct ls_error *err)
{
    int status = 0;
    *ret_signal = 0;
    struct ui_start start = screen_start(cli);
    start.folder = folder;
    start.tour = first == UI_FIRST_SAMPLE;
    start.join = first == UI_FIRST_OPEN;
    int code = ui_run(cli->session, cli->config, &start, &status, ret_signal, err);
    cli->status = status;
    return code;
}

static int screen_open(struct cli *cli, const char *path, enum ui_first_choice first, struct ls_error *err)
{
    int signal_number;
    struct ls_session_options options = {.path = path, .user = cli_user(cli), .user_guessed = cli_user_is_guessed(cli)};
    int code = ls_session_open(&options, &cli->session, err);
    if (code == 0)
        code = screen_show(cli, first, NULL, &signal_number, err);
    if (code == 0)
        screen_leave(cli, cli->status, signal_number);
    return code;
}

/* --- the sample team, of which nothing is kept ----------------------------------------------- */

/* In a folder of its own, journal and all, which goes when it is left. */
static int screen_sample(struct cli *cli, struct ls_error *err)
{
    const char *tmp = getenv("TMPDIR");
    int signal_number = 0;
    LS_AUTO(string) char *dir = ls_asprintf("%s/lockstep-sample-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(dir))
        return ls_error_set(err, LS_EFAILED, "cannot make a folder for the sample team in %s: %s", dir,
                            strerror(errno));
    LS_AUTO(string) char *path = ls_asprintf("%s/lockstep.db", dir);
    struct cli_start start = {.path = path, .me = "ines", .sample = true, .state_dir = dir};
    int code = cli_start_file(cli, &start, err);
    if (code == 0)
        code = screen_show(cli, UI_FIRST_SAMPLE, dir, &signal_number, err);
    if (cli->session)
        ls_session_leave(cli->session, true, LEAVE_SAMPLE_MS); /* they would make files anew in the folder */
    ls_session_close(cli->session);
    cli->session = NULL;
    ls_path_remove_tree(dir);
    if (code == 0)
        screen_leave(cli, cli->status, signal_number);
    return code;
}

/* --- the first start ------------------------------------------------------------------------- */

/* Who one is has been said once for this file, as by who joins it. */
static int screen_founder(struct cli *cli, struct ls_error *err)
{
    LS_AUTO(string) char *me = ls_strdup(ls_session_user(cli->session));
    return ls_session_set_user(cli->session, me, err);
}

static int screen_create(struct cli *cli, struct ui_first *first, struct ls_error *err)
{
    struct cli_start start = {.path = first->path, .team = first->team, .me = first->me, .with = first->with,
                              .sync = first->sync};
    int code = cli_start_file(cli, &start, err);
    first->refused = start.refused;
    if (code == 0)
        code = screen_founder(cli, err);
    if (code == 0)
        code = cli_remember_file(cli, first->path, err);
    if (code != 0) {
        ls_session_close(cli->session);
        cli->session = NULL;
    }
    return code;
}

/* Whether a team file is there; a drive that is slow has until it is looked at on the screen. What is remembered but none
 * would shut one out at every start. */
static int screen_try(struct cli *cli, const char *path, struct ls_error *err)
{
    struct ls_session *session;
    struct ls_session_options options = {.path = path, .user = cli_user(cli), .user_guessed = cli_user_is_guessed(cli)};
    int code = ls_session_open(&options, &session, err);
    if (code != 0)
        return code;
    code = ls_session_wait_loaded(session, TRY_MS, err);
    ls_session_close(session);
    if (code == LS_EBUSY)
        ls_error_done(err);
    return code == LS_EBUSY ? 0 : code;
}

static int screen_found(struct cli *cli, const struct ui_first *first, struct ls_error *err)
{
    if (!ls_path_exists(first->path)) {
        ls_error_set(err, LS_ENOTFOUND, "there is no file %s", first->path);
        ls_error_hint(err, "ask for the path of the team file; the folder it is in may not be connected");
        return LS_ENOTFOUND;
    }
    int code = screen_try(cli, first->path, err);
    return code == 0 ? cli_remember_file(cli, first->path, err) : code;
}

static int screen_chosen(struct cli *cli, const struct ui_first *first, struct ls_error *err)
{
    int signal_number = 0;
    if (first->choice == UI_FIRST_SAMPLE)
        return screen_sample(cli, err);
    if (first->choice == UI_FIRST_OPEN)
        return screen_open(cli, first->path, UI_FIRST_OPEN, err);
    int code = screen_show(cli, UI_FIRST_CREATE, NULL, &signal_number, err);
    if (code == 0)
        screen_leave(cli, cli->status, signal_number);
    return code;
}

/* An answer that does not do is asked again, with all that was answered still there. */
static int screen_first(struct cli *cli, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
    struct ui_first first = {.sync = ls_strdup("Tue 09:30, 15 min")};
    int signal_number = 0, code, answer;
    const struct ui_start start = screen_start(cli);
    const char *user = cli_user(cli);
    ls_path_absolute(&path, "lockstep.db");
    first.path = ls_strdup(path.data);
    first.me = ls_asprintf("%s%s", user ? user : "", user ? " pm" : "");
    ls_error_done(err);
    do {
        code = ui_first_run(&first, cli->config, &start, err->message ? err : NULL, &signal_number, err);
        answer = 0;
        if (code == 0 && !signal_number && first.choice == UI_FIRST_CREATE)
            answer = screen_create(cli, &first, err);
        else if (code == 0 && !signal_number && first.choice == UI_FIRST_OPEN)
            answer = screen_found(cli, &first, err);
    } while (answer != 0);
    if (code == 0)
        ls_error_done(err);
    if (code == 0 && signal_number)
        screen_leave(cli, 0, signal_number);
    else if (code == 0 && first.choice != UI_FIRST_LEAVE)
        code = screen_chosen(cli, &first, err);
    ui_first_done(&first);
    return code;
}

bool cli_screen_possible(const struct cli *cli)
{
    return !cli->options.no_input && (cli->options.plain || ui_possible());
}

int cli_screen_impossible(const char *what, struct ls_error *err)
{
    ls_error_set(err, LS_EUSAGE, "%s needs a terminal", what);
    ls_error_hint(err, "--plain reads lines from standard input and prints lines");
    return LS_EUSAGE;
}

int cli_screen(struct cli *cli, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
    bool named = cli->options.file || (getenv("LOCKSTEP_FILE") && *getenv("LOCKSTEP_FILE"));
    int code = cli_config_refuse(cli, err);
    if (code != 0)
        return code;
    code = cli_name_file(cli, &path, err);
    if (code == LS_ENOTFOUND && !named && !path.len)
        return screen_first(cli, err);
    return code == 0 ? screen_open(cli, path.data, UI_FIRST_LEAVE, err) : code;
}

/* A command that opens it: refused where nobody could answer. */
static int screen_run(struct cli *cli, struct ls_error *err)
{
    int code = cli_no_words(cli, err);
    if (code == 0 && !cli_screen_possible(cli)) {
        LS_AUTO(string) char *what = ls_asprintf("lockstep %s", cli->command->spelling);
        code = cli_screen_impossible(what, err);
    }
    return code == 0 ? cli_screen(cli, err) : code;
}

int cli_triage_run(struct cli *cli, struct ls_error *err)
{
    return screen_run(cli, err);
}

int cli_sync_run(struct cli *cli, struct ls_error *err)
{
    return screen_run(cli, err);
}
