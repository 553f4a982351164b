/* Reading a team from CSV for tests, through the program's own import. */
#include "team_dir.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/agenda.h"
#include "lockstep/error.h"
#include "lockstep/exchange.h"

static int team_dir_import(const struct ls_import_file *files, size_t count, int64_t now,
                           struct ls_board **ret_board, struct ls_error *err)
{
    struct ls_board *board = ls_board_new();
    struct ls_changeset *cs = NULL;
    struct ls_import_report report = {0};
    int code = ls_import_plan(board, files, count, now, LS_NONE, &cs, &report, err);
    if (code) {
        ls_board_free(board);
        return code;
    }
    ls_board_apply(board, cs);
    ls_changeset_free(cs);
    ls_import_report_done(&report);
    *ret_board = board;
    return LS_OK;
}

int team_dir_read(const char *folder, int64_t now, struct ls_board **ret_board, struct ls_error *err)
{
    DIR *dir = opendir(folder);
    struct ls_import_file *files = NULL;
    size_t count = 0, cap = 0;
    if (!dir)
        return ls_error_set(err, LS_ENOTFOUND, "there is no folder %s", folder);
    for (struct dirent *entry; (entry = readdir(dir));) {
        size_t len = strlen(entry->d_name);
        if (len < 5 || strcmp(entry->d_name + len - 4, ".csv"))
            continue;
        LS_GROW(files, count, cap);
        files[count++] = (struct ls_import_file){.path = ls_asprintf("%s/%s", folder, entry->d_name)};
    }
    closedir(dir);
    int code = team_dir_import(files, count, now, ret_board, err);
    for (size_t i = 0; i < count; i++) {
        char *path = (char *)(uintptr_t)files[i].path;
        free(path);
    }
    free(files);
    return code;
}
