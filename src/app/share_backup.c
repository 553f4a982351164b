/* The folder of backups: one copy a day and those that were asked for without a name; the ten newest stay. Copies from
 * before a migration ("schema-1.db") are not counted and stay. */
#include "app/share_backup.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/paths.h"

enum { BACKUPS_KEPT = 10, DATE_LEN = 10 };

char *share_backup_folder(const char *state_dir, const char *team_path)
{
    uint8_t hash[LS_HASH_SIZE];
    ls_hash(team_path, strlen(team_path), hash);
    return ls_asprintf("%s/backup/%s-%02x%02x%02x%02x", state_dir, ls_path_base(team_path), hash[0], hash[1], hash[2],
                       hash[3]);
}

char *share_backup_daily(const char *folder, int64_t day)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_date_format(&b, day);
    return ls_asprintf("%s/%s.db", folder, b.data);
}

char *share_backup_name(const char *folder, int64_t now)
{
    LS_AUTO(buf) struct ls_buf day = LS_BUF_INIT;
    ls_date_format(&day, ls_stamp_date(now));
    char *name = NULL;
    for (int i = 1; !name || ls_path_exists(name); i++) {
        free(name);
        name = ls_asprintf("%s/%s-asked-%d.db", folder, day.data, i);
    }
    return name;
}

/* "2026-03-10.db", "2026-03-10-asked-1.db" */
static int backup_wanted(const struct dirent *entry)
{
    const char *name = entry->d_name;
    size_t len = strlen(name);
    return len > DATE_LEN && strspn(name, "0123456789-") >= DATE_LEN && !strcmp(name + len - 3, ".db");
}

size_t share_backup_count(const char *folder, char **ret_newest)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, backup_wanted, alphasort);
    *ret_newest = count > 0 ? ls_asprintf("%s/%s", folder, entries[count - 1]->d_name) : NULL;
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    return count > 0 ? (size_t)count : 0;
}

void share_backup_prune(const char *folder)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, backup_wanted, alphasort);
    for (int i = 0; i < count; i++) {
        if (i < count - BACKUPS_KEPT) {
            LS_AUTO(string) char *path = ls_asprintf("%s/%s", folder, entries[i]->d_name);
            unlink(path);
        }
        free(entries[i]);
    }
    free(entries);
}
