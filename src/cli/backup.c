/* `lockstep backup`, `lockstep restore`, `lockstep upgrade`, and `lockstep heal`. */
#include "lockstep/backup.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/table.h"

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

int cli_upgrade(struct cli *cli, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT, lines = LS_BUF_INIT;
    int code = cli_no_words(cli, err);
    if (code == 0)
        code = cli_name_file(cli, &path, err);
    if (code == 0)
        code = ls_upgrade(path.data, cli->options.dry_run != NULL, cli_wait_ms() * BACKUP_TIMES, &lines, err);
    if (lines.len)
        cli_lines(&cli->out, lines.data);
    return code;
}

static const struct cli_column lost_columns[] = {
    {"n", "N", CLI_RIGHT}, {"state", "STATE", 0}, {"at", "MADE", 0}, {"what", "WHAT", 0}, {"change", "CHANGE", CLI_GROW},
};

/* --dry-run: what they are, with the numbers by which each can be answered for itself. */
static void heal_show(struct cli *cli)
{
    LS_AUTO(buf) struct ls_buf why = LS_BUF_INIT;
    const struct ls_changeset *cs;
    struct cli_table *table = cli_table_new(lost_columns, LS_COUNT(lost_columns));
    for (size_t i = 0; (cs = ls_session_lost_edit(cli->session, i)); i++) {
        LS_AUTO(buf) struct ls_buf n = LS_BUF_INIT, at = LS_BUF_INIT, lines = LS_BUF_INIT, change = LS_BUF_INIT, state = LS_BUF_INIT;
        ls_buf_printf(&n, "%zu", i + 1);
        bool waits = ls_session_lost_why(cli->session, i, &state);
        if (waits)
            ls_buf_printf(&cli->said, "%zu %s; heal %zu --discard gives it up\n", i + 1, state.data, i + 1);
        ls_stamp_format(&at, cs->at);
        cli_describe(ls_session_board(cli->session), cs, LS_E_COUNT, &lines);
        for (const char *line = lines.data; *line; line += strcspn(line, "\n") + 1)
            ls_buf_printf(&change, "%s%.*s", change.len ? "; " : "", (int)strcspn(line, "\n"), line);
        cli_table_cell(table, n.data);
        cli_table_cell(table, waits ? "waits" : "lost");
        cli_table_styled(table, "2", at.data);
        cli_table_cell(table, cs->label ? cs->label : "");
        cli_table_cell(table, change.data);
    }
    cli_table_print(cli, table, "lost");
    struct ls_session_status status;
    ls_session_status(cli->session, &status);
    if (!ls_session_lost(cli->session, &why) && status.error->code != LS_ECORRUPT)
        ls_buf_str(&cli->said, "nothing is lost: all that you changed on this machine is in the file\n");
    cli_table_free(table);
}

static int heal_by_number(const void *a, const void *b)
{
    size_t left = *(const size_t *)a, right = *(const size_t *)b;
    return left < right ? -1 : left > right;
}

/* The numbers that were given, as places, rising, none twice. */
static int heal_places(struct cli *cli, size_t *places, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf why = LS_BUF_INIT;
    unsigned count = ls_session_lost(cli->session, &why);
    for (size_t i = 0; i < cli->word_count; i++) {
        int64_t n;
        if (!ls_text_to_int(cli->words[i].text, &n) || n < 1 || n > (int64_t)count) {
            ls_error_set(err, LS_EUSAGE, "there is no lost edit \"%s\"", cli->words[i].text);
            ls_error_hint(err, "lockstep heal --dry-run shows their numbers");
            return LS_EUSAGE;
        }
        places[i] = (size_t)n - 1;
    }
    qsort(places, cli->word_count, sizeof(*places), heal_by_number);
    for (size_t i = 1; i < cli->word_count; i++) {
        if (places[i] == places[i - 1])
            return ls_error_set(err, LS_EUSAGE, "%zu stands there twice", places[i] + 1);
    }
    return LS_OK;
}

/* The first of them have gone already when the next is answered. */
static int heal_some(struct cli *cli, unsigned *ret_count, struct ls_error *err)
{
    size_t *places = ls_alloc((cli->word_count + 1) * sizeof(*places));
    int code = heal_places(cli, places, err);
    for (size_t i = 0; code == 0 && i < cli->word_count; i++) {
        unsigned one;
        code = ls_session_heal(cli->session, places[i] - i, !cli->options.discard, &one, err);
        if (code == 0)
            code = cli_wait_saved(cli, err);
        *ret_count += code == 0;
    }
    free(places);
    return code;
}

int cli_heal(struct cli *cli, struct ls_error *err)
{
    unsigned count = 0;
    LS_AUTO(buf) struct ls_buf why = LS_BUF_INIT;
    int code = cli_open_file(cli, err);
    if (code == 0 && cli->options.dry_run) {
        heal_show(cli);
        return LS_OK;
    }
    if (code == 0 && cli->word_count && ls_session_lost(cli->session, &why))
        code = heal_some(cli, &count, err);
    else if (code == 0)
        code = ls_session_heal(cli->session, LS_LOST_ALL, !cli->options.discard, &count, err);
    if (code == 0)
        code = cli_wait_saved(cli, err);
    if (code == 0)
        ls_buf_printf(&cli->said, cli->options.discard ? "%u %s not asked about again\n" : "%u %s put back\n", count,
                      count == 1 ? "edit is" : "edits are");
    return code;
}
