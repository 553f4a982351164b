/* Finding the team file and opening it: which file, who I am, waiting with a limit. */
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/paths.h"
#include "base/text.h"
#include "cli/cli.h"
#include "lockstep/setting.h"

#define OPEN_MARKER ".lockstep"

enum { CLI_SETTLE_MS = 2000 };

/* The first line of a .lockstep file is a path, seen from the folder that the file is in. */
static int open_read_marker(const char *marker, struct ls_buf *path, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    LS_AUTO(buf) struct ls_buf dir = LS_BUF_INIT;
    int code = ls_file_read(&text, marker, 1 << 16, err);
    if (code != 0)
        return code;
    ls_buf_truncate(&text, strcspn(text.data, "\r\n"));
    ls_buf_truncate(&text, ls_text_trimmed(text.data, text.len));
    const char *line = ls_text_skip_blank(text.data);
    if (!*line)
        return ls_error_set(err, LS_EREFUSED, "%s is empty: it should hold the path of the team file", marker);
    ls_path_dir(&dir, marker);
    ls_path_join(path, dir.data, line);
    return 0;
}

int cli_remember_file(struct cli *cli, const char *path, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf absolute = LS_BUF_INIT;
    if (*ls_config_get(cli->config, LS_CONFIG_KEY_FILE))
        return 0;
    ls_path_absolute(&absolute, path);
    return ls_config_set(NULL, "file", absolute.data, err);
}

/* ret_from: which of the ways named it, for a sentence. */
static int open_name(const struct cli *cli, struct ls_buf *path, const char **ret_from, struct ls_error *err)
{
    const char *from_environment = getenv("LOCKSTEP_FILE");
    LS_AUTO(buf) struct ls_buf marker = LS_BUF_INIT;
    *ret_from = "";
    if (cli->options.file) {
        ls_buf_str(path, cli->options.file);
    } else if (from_environment && *from_environment) {
        *ret_from = ", which LOCKSTEP_FILE names";
        ls_buf_str(path, from_environment);
    } else if (ls_path_find_up(&marker, ".", OPEN_MARKER)) {
        *ret_from = ", which .lockstep names";
        return open_read_marker(marker.data, path, err);
    } else if (*ls_config_get(cli->config, LS_CONFIG_KEY_FILE)) {
        ls_buf_str(path, ls_config_get(cli->config, LS_CONFIG_KEY_FILE));
        *ret_from = ", which the configuration names";
    } else {
        ls_error_set(err, LS_ENOTFOUND, "which team file? There is no -f FILE, no LOCKSTEP_FILE, no .lockstep in this "
                                        "folder or above it, and no file = PATH in the configuration");
        ls_error_hint(err, "lockstep init FILE makes one; lockstep init FILE --sample one to look around in");
        return LS_ENOTFOUND;
    }
    return 0;
}

int cli_name_file(const struct cli *cli, struct ls_buf *path, struct ls_error *err)
{
    const char *from;
    return open_name(cli, path, &from, err);
}

/* from: which of the ways named it. */
static int open_missing(const char *path, const char *from, struct ls_error *err)
{
    ls_error_set(err, LS_ENOTFOUND, "there is no team file %s%s", path, from);
    ls_error_hint(err, "lockstep init %s makes it", path);
    return LS_ENOTFOUND;
}

bool cli_is_handle(const char *text)
{
    size_t len = strlen(text);
    return len > 0 && len <= 32 && text[0] >= 'a' && text[0] <= 'z' &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == len;
}

bool cli_user_is_guessed(const struct cli *cli)
{
    const char *user = getenv("LOCKSTEP_USER");
    return !(user && *user) && !*ls_config_get(cli->config, LS_CONFIG_KEY_USER);
}

const char *cli_user(const struct cli *cli)
{
    const char *user = getenv("LOCKSTEP_USER"), *configured = ls_config_get(cli->config, LS_CONFIG_KEY_USER);
    if (user && *user)
        return user[0] == '@' ? user + 1 : user;
    if (*configured)
        return configured;
    const struct passwd *login = getpwuid(getuid());
    return login && cli_is_handle(login->pw_name) && strcmp(login->pw_name, "root") != 0 ? login->pw_name : NULL;
}

/* Whether the command is the one that shows and answers it. */
static bool open_answers(const struct cli *cli)
{
    return !strcmp(cli->command->spelling, "heal");
}

/* What the file has lost and is not put back without being asked for. */
static void open_lost(struct cli *cli)
{
    LS_AUTO(buf) struct ls_buf sentence = LS_BUF_INIT;
    struct ls_session_status status;
    ls_session_status(cli->session, &status);
    if (open_answers(cli) || !status.lost)
        return;
    ls_session_lost(cli->session, &sentence);
    cli_lines(&cli->said, sentence.data);
    ls_buf_str(&cli->said, "lockstep heal puts them back, heal --discard does without them, heal --dry-run shows them\n");
}

/* What was kept at an earlier start goes in now, also when this command only reads; it does not wait long. */
static void open_settle(struct cli *cli)
{
    struct ls_session_status status;
    ls_session_status(cli->session, &status);
    if (status.elsewhere)
        ls_buf_printf(&cli->said, "%u earlier change%s kept for another team file, which was at this path before\n",
                      status.elsewhere, status.elsewhere == 1 ? " is" : "s are");
    if (status.error->code == LS_ECORRUPT && cli->command->kind != LS_COMMAND_DATA && !open_answers(cli)) /* those say it */
        ls_buf_printf(&cli->said, "%s\n%s\n", status.error->message, status.error->hint);
    open_lost(cli);
    if (!status.pending && !status.unkept)
        return;
    int64_t limit = cli_wait_ms() < CLI_SETTLE_MS ? cli_wait_ms() : CLI_SETTLE_MS;
    unsigned conflicts = status.conflicts;
    if (ls_session_settle(cli->session, limit, NULL) != LS_EBUSY)
        ls_session_status(cli->session, &status);
    if (status.conflicts > conflicts)
        ls_buf_printf(&cli->said, "an earlier change met somebody else's: lockstep conflict list shows both\n");
    ls_session_status(cli->session, &status);
    ls_session_healed(cli->session, &cli->said);
    ls_buf_str(&cli->said, cli->said.len && cli->said.data[cli->said.len - 1] != '\n' ? "\n" : "");
    if (status.waiting && !open_answers(cli))
        ls_buf_printf(&cli->said, "%u earlier change%s for what the file does not have; whoever made that puts it back by "
                      "opening the file once more\nlockstep heal --dry-run shows what waits, heal --discard gives it up\n",
                      status.waiting, status.waiting == 1 ? " waits" : "s wait");
    unsigned kept = status.pending + status.unkept;
    if (kept)
        ls_buf_printf(&cli->said, "%u earlier change%s kept on this machine, not yet in the file\n", kept,
                      kept == 1 ? " is" : "s are");
}

int cli_open_file(struct cli *cli, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
    const char *from;
    int code = open_name(cli, &path, &from, err);
    if (code != 0)
        return code;
    struct ls_session_options options = {.path = path.data, .user = cli_user(cli), .user_guessed = cli_user_is_guessed(cli),
                                         .parts_ms = cli_wait_ms(), .look_ms = CLI_LOOK_MS};
    code = ls_session_open(&options, &cli->session, err);
    if (code == LS_ENOTFOUND)
        return open_missing(path.data, from, err);
    if (code == 0)
        code = ls_session_wait_loaded(cli->session, cli_wait_ms(), err);
    if (code == 0) {
        const char *zone = ls_setting(ls_session_board(cli->session), LS_SETTING_TIME_ZONE);
        if (*zone)
            ls_clock_set_zone(zone);
        open_settle(cli);
    }
    return code;
}

int cli_open_alone(struct cli *cli, struct ls_error *err)
{
    int code = cli_no_words(cli, err);
    return code == 0 ? cli_open_file(cli, err) : code;
}

int cli_need_me(const struct cli *cli, struct ls_error *err)
{
    const struct ls_board *board = ls_session_board(cli->session);
    const char *asked = ls_session_user(cli->session);
    LS_AUTO(buf) struct ls_buf people = LS_BUF_INIT;
    if (ls_session_me(cli->session))
        return 0;
    LS_EACH(person, person, board) {
        if (person->active)
            ls_buf_printf(&people, "%s%s", people.len ? ", " : "", person->handle);
    }
    if (*asked)
        ls_error_set(err, LS_EUSAGE, "who are you? Nobody in this team is called %s", asked);
    else
        ls_error_set(err, LS_EUSAGE, "who are you? Writing needs a name");
    if (people.len && cli_is_handle(asked))
        ls_error_hint(err, "set LOCKSTEP_USER to one of: %s; or join them: lockstep person add %s function=pm", people.data,
                      asked);
    else if (people.len)
        ls_error_hint(err, "set LOCKSTEP_USER to one of: %s", people.data);
    else
        ls_error_hint(err, "%s", CLI_FIRST_PERSON);
    return LS_EUSAGE;
}

int64_t cli_wait_ms(void)
{
    const char *text = getenv("LOCKSTEP_WAIT");
    double seconds;
    return text && ls_text_to_real(text, &seconds) && seconds > 0 && seconds < 86400 ? (int64_t)(seconds * LS_SECOND)
                                                                                     : CLI_WAIT_MS;
}

int cli_wait_saved(struct cli *cli, struct ls_error *err)
{
    return ls_session_wait_saved(cli->session, cli_wait_ms(), err);
}

int64_t cli_today(void)
{
    return ls_stamp_date(ls_clock_now());
}
