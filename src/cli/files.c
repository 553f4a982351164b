/* Making a team file, and data out of it. What the formats are is exchange's. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/paths.h"
#include "cli/cli.h"
#include "cli/start.h"
#include "lockstep/exchange.h"

/* --- export ---------------------------------------------------------------------------------- */

/* What is written as CSV by its own command. */
static bool export_is_page(const char *name)
{
    static const enum ls_command_id PAGES[] = {LS_CMD_AGENDA, LS_CMD_RECAP};
    for (size_t i = 0; i < LS_COUNT(PAGES); i++)
        if (!strcmp(name, ls_command_info(PAGES[i])->spelling))
            return true;
    return false;
}

static int export_entity(struct cli *cli, unsigned flags, struct ls_error *err)
{
    const char *name = cli->words[0].text;
    enum ls_entity entity = ls_entity_by_name(name);
    if (entity == LS_E_COUNT && export_is_page(name)) {
        ls_error_set(err, LS_EUSAGE, "\"%s\" is no entity, but a command of its own", name);
        ls_error_hint(err, "lockstep %s --csv -o %s.csv", name, name);
        return LS_EUSAGE;
    }
    if (entity == LS_E_COUNT) {
        LS_AUTO(buf) struct ls_buf names = LS_BUF_INIT;
        for (int e = 0; e < LS_E_COUNT; e++)
            ls_buf_printf(&names, "%s%s", e ? " " : "", ls_entity_info((enum ls_entity)e)->name);
        ls_error_set(err, LS_EUSAGE, "there is no entity \"%s\"", name);
        ls_error_hint(err, "there are: %s", names.data);
        return LS_EUSAGE;
    }
    int code = cli_open_file(cli, err);
    if (code == 0)
        code = ls_session_export(cli->session, entity, flags, &cli->out, err);
    return code;
}

int cli_export(struct cli *cli, struct ls_error *err)
{
    unsigned flags = (cli->options.bom ? LS_EXPORT_BOM : 0) | (cli->options.json ? LS_EXPORT_JSON : 0);
    if (cli->word_count != 1)
        return cli_usage(cli, err, cli->options.all ? "into which folder?" : "which entity?");
    if (!cli->options.all)
        return export_entity(cli, flags, err);
    if (cli->options.out)
        return cli_usage(cli, err, "--all writes into a folder: -o has no place there");
    size_t files = 0;
    int code = cli_open_file(cli, err);
    if (code == 0)
        code = ls_export_all(ls_session_board(cli->session), cli->words[0].text, flags, &files, err);
    if (code == 0)
        ls_buf_printf(&cli->said, "%zu files written to %s\n", files, cli->words[0].text);
    return code;
}

/* --- init ------------------------------------------------------------------------------------ */

/* The folder of the sample team: LOCKSTEP_DATA, beside the program, in the source tree, as installed. */
static int sample_folder(struct ls_buf *folder, struct ls_error *err)
{
    const char *from_environment = getenv("LOCKSTEP_DATA");
    char *program = realpath("/proc/self/exe", NULL);
    LS_AUTO(buf) struct ls_buf beside = LS_BUF_INIT;
    if (program) {
        ls_path_dir(&beside, program);
        ls_buf_str(&beside, "/../share/lockstep");
    }
    free(program);
    const char *const places[] = {from_environment ? from_environment : "", beside.data, LOCKSTEP_SOURCE_DATA,
                                  LOCKSTEP_INSTALLED_DATA};
    for (size_t i = 0; i < LS_COUNT(places); i++) {
        ls_buf_clear(folder);
        ls_buf_printf(folder, "%s/sample", places[i]);
        if (*places[i] && ls_path_exists(folder->data))
            return 0;
    }
    ls_error_set(err, LS_ENOTFOUND, "the sample team is not where it was installed: %s/sample", LOCKSTEP_INSTALLED_DATA);
    ls_error_hint(err, "LOCKSTEP_DATA names the folder that holds sample/");
    return LS_ENOTFOUND;
}

static int is_csv(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);
    return len > 4 && strcmp(entry->d_name + len - 4, ".csv") == 0;
}

int cli_import_sample(struct cli *cli, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf folder = LS_BUF_INIT;
    struct dirent **names = NULL;
    int code = sample_folder(&folder, err);
    if (code != 0)
        return code;
    int count = scandir(folder.data, &names, is_csv, alphasort);
    struct ls_import_file *files = ls_alloc(((size_t)(count > 0 ? count : 0) + 1) * sizeof(*files));
    for (int i = 0; i < count; i++) {
        files[i].path = ls_asprintf("%s/%s", folder.data, names[i]->d_name);
        free(names[i]);
    }
    free(names);
    struct ls_buf said = cli->said;
    cli->said = (struct ls_buf)LS_BUF_INIT;
    code = count > 0 ? cli_import_files(cli, files, (size_t)count, false, false, err)
                     : ls_error_set(err, LS_ENOTFOUND, "there is no CSV in %s", folder.data);
    ls_buf_done(&cli->said); /* a new sample is told in one sentence, not in twenty */
    cli->said = said;
    for (int i = 0; i < count; i++)
        free((char *)(uintptr_t)files[i].path);
    free(files);
    return code;
}

static void init_say(struct cli *cli, const char *path)
{
    const struct ls_board *board = ls_session_board(cli->session);
    struct ls_session_status status;
    ls_session_status(cli->session, &status);
    size_t people = ls_board_count(board, LS_E_PERSON), items = ls_board_count(board, LS_E_ITEM);
    ls_buf_printf(&cli->said, "%s: team %s, %zu %s, %zu items\n", path, status.team, people,
                  people == 1 ? "person" : "people", items);
    if (!people)
        ls_buf_printf(&cli->said, "%s\n", CLI_FIRST_PERSON);
    if (cli->options.sample)
        ls_buf_printf(&cli->said, "the sample's day: LOCKSTEP_NOW=" CLI_SAMPLE_NOW " LOCKSTEP_USER=ines lockstep %s\n", path);
}

int cli_init(struct cli *cli, struct ls_error *err)
{
    if (cli->word_count != 1)
        return cli_usage(cli, err, cli->word_count ? "one file at a time" : "which file?");
    const char *path = cli->words[0].text;
    if (!*path)
        return cli_usage(cli, err, "the new team file has no name: \"\" is empty");
    struct cli_start start = {.path = path, .team = cli->options.name, .sample = cli->options.sample != NULL,
                              .me = cli_user(cli)};
    int code = cli_start_file(cli, &start, err);
    if (code == 0)
        init_say(cli, path);
    return code;
}
