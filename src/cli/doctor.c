/* Whether the team file and its drive are sound. What is looked at is the share process's (share_doctor.c). */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/cli.h"
#include "cli/table.h"
#include "lockstep/health.h"

/* Reading every page takes longer than a look. */
enum { DOCTOR_TIMES = 30, DOCTOR_PEER_MS = 180000 };

static const struct cli_column doctor_columns[] = {
    {"check", "CHECK", 0},
    {"state", "STATE", 0},
    {"found", "FOUND", CLI_GROW},
    {"todo", "WHAT TO DO", 0},
};

static void doctor_table(struct cli *cli, const struct ls_health *health)
{
    struct cli_table *table = cli_table_new(doctor_columns, LS_COUNT(doctor_columns));
    for (size_t i = 0; i < health->len; i++) {
        const struct ls_health_line *line = &health->lines[i];
        cli_table_cell(table, line->name);
        cli_table_cell(table, ls_health_word(line->state));
        cli_table_cell(table, line->found);
        cli_table_cell(table, line->todo);
    }
    cli_table_print(cli, table, "checks");
    cli_table_free(table);
}

enum { DOCTOR_INDENT = 25, DOCTOR_NARROW = 20 };

struct doctor_lines {
    struct ls_buf *out;
    bool first; /* of the check's own words: they begin behind its name */
};

static void doctor_wrapped(const char *start, size_t len, void *arg)
{
    struct doctor_lines *lines = arg;
    LS_AUTO(buf) struct ls_buf line = LS_BUF_INIT;
    ls_buf_add(&line, start, len);
    if (!lines->first)
        ls_buf_pad(lines->out, ' ', DOCTOR_INDENT);
    cli_lines(lines->out, line.data);
    lines->first = false;
}

static void doctor_words(struct cli *cli, const char *text, bool first)
{
    struct doctor_lines lines = {&cli->out, first};
    int columns = cli->columns > DOCTOR_INDENT + DOCTOR_NARROW ? cli->columns - DOCTOR_INDENT : 0;
    if (columns)
        ls_text_wrap(text, columns, doctor_wrapped, &lines);
    else
        doctor_wrapped(text, strlen(text), &lines);
}

/* "drive             ok     on this machine: ext4, /dev/vda at /"; what to do stands under what was found. */
static void doctor_text(struct cli *cli, const struct ls_health *health)
{
    static const char *const roles[] = {"32", "33", "1;31"};
    for (size_t i = 0; i < health->len; i++) {
        const struct ls_health_line *line = &health->lines[i];
        const char *word = ls_health_word(line->state);
        ls_buf_printf(&cli->out, "%-17s ", line->name);
        cli_styled(cli, &cli->out, roles[line->state], word);
        ls_buf_pad(&cli->out, ' ', 7 - strlen(word));
        doctor_words(cli, line->found, true);
        if (*line->todo)
            doctor_words(cli, line->todo, false);
    }
}

/* Whether it is the drive that is silent, and not a damaged file in which something is looked for again and again. */
static bool doctor_is_silent(const struct cli *cli)
{
    struct ls_session_status status;
    ls_session_status(cli->session, &status);
    return status.phase != LS_SESSION_LOADED || status.silent_ms > 0;
}

/* A file that is refused or damaged is what doctor is asked about; one that does not answer cannot be told about. */
static int doctor_open(struct cli *cli, struct ls_error *err)
{
    LS_AUTO(error) struct ls_error why = {0};
    int code = cli_open_alone(cli, &why);
    if (code && (!cli->session || (code == LS_EBUSY && doctor_is_silent(cli))))
        return ls_error_move(err, &why);
    return LS_OK;
}

static void doctor_step(void *arg, const char *sentence)
{
    struct cli *cli = arg;
    cli_lines(&cli->said, sentence);
    cli_say(cli);
}

static int doctor_ask(struct cli *cli, struct ls_health *ret_health, struct ls_error *err)
{
    const char *limit = getenv("LOCKSTEP_WAIT"); /* to walk to another machine takes longer than a drive needs to answer */
    if (!cli->options.peer)
        return ls_session_wait_health(cli->session, cli_wait_ms() * DOCTOR_TIMES, ret_health, err);
    return ls_session_wait_peer(cli->session, limit && *limit ? cli_wait_ms() : DOCTOR_PEER_MS, doctor_step, cli, ret_health, err);
}

int cli_doctor(struct cli *cli, struct ls_error *err)
{
    struct ls_health health = {0};
    int code = doctor_open(cli, err);
    if (!code)
        code = doctor_ask(cli, &health, err);
    if (code)
        return code;
    size_t wrong = 0;
    for (size_t i = 0; i < health.len; i++)
        wrong += health.lines[i].state == LS_HEALTH_WRONG;
    if (cli->options.json || cli->options.csv || cli->options.plain)
        doctor_table(cli, &health);
    else
        doctor_text(cli, &health);
    if (wrong)
        ls_buf_printf(&cli->said, "%zu wrong\n", wrong);
    else
        ls_buf_str(&cli->said, "nothing is wrong\n");
    cli->status = wrong ? 1 : 0;
    ls_health_done(&health);
    return 0;
}
