/* Upgrade: what a file lacks, said and done. The steps themselves are migrate.c's. */
#include "store/upgrade.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/internal.h"
#include "store/migrate.h"
#include "store/peers.h"

/* "  2  Undo that outlives the program, ...": the first line of the step's file, without its comment marks. */
static void upgrade_say_step(struct ls_buf *lines, const struct store_migration *step)
{
    const char *at = step->sql + strspn(step->sql, "- ");
    ls_buf_printf(lines, "  %d  %.*s\n", step->version, (int)strcspn(at, "\n"), at);
}

/* Who is in the file now, NULL: nobody. What programs they have is not known. */
static char *upgrade_who_is_here(const char *path)
{
    struct ls_buf who = LS_BUF_INIT;
    struct ls_peers *peers = ls_peers_new(path, "", NULL);
    struct ls_peer peer;
    ls_peers_turn(peers, 0);
    for (size_t i = 0; ls_peers_get(peers, i, &peer); i++)
        ls_buf_printf(&who, "%s%s", i ? ", " : "", *peer.user ? peer.user : "somebody");
    ls_peers_free(peers);
    return who.len ? ls_buf_steal(&who) : NULL;
}

static int upgrade_alone(const struct ls_store *store, struct ls_error *err)
{
    LS_AUTO(string) char *who = upgrade_who_is_here(store->path);
    if (!who)
        return LS_OK;
    ls_error_set(err, LS_EREFUSED, "%s is open: %s. The upgrade shuts older programs out, so nobody may be in it", store->path, who);
    ls_error_hint(err, "ask them to leave, then try again; what they have typed is kept");
    return LS_EREFUSED;
}

static int upgrade_run(struct ls_store *store, bool shuts_out, const char *backup_folder, struct ls_buf *lines, struct ls_error *err)
{
    int from = store->schema;
    if (store->read_only)
        return ls_error_set(err, LS_EREFUSED, "%s cannot be brought up to date: %s", store->path, store->read_only_why);
    int code = shuts_out ? upgrade_alone(store, err) : LS_OK;
    store->upgrading = true;
    if (!code)
        code = store_migrate(store, store_migrations, store_migration_count, err);
    if (!code)
        ls_buf_printf(lines, "done; as it was before, it is %s/schema-%d.db\n", backup_folder, from);
    return code;
}

int ls_store_upgrade(const char *path, const char *backup_folder, bool dry_run, struct ls_buf *lines, struct ls_error *err)
{
    struct ls_store *store;
    bool shuts_out = false;
    int code = store_open_as_is(path, dry_run, backup_folder, &store, err);
    if (code)
        return code;
    if (store->schema >= STORE_SCHEMA) {
        ls_buf_printf(lines, "%s is up to date: schema %d\n", path, store->schema);
        ls_store_close(store);
        return LS_OK;
    }
    ls_buf_printf(lines, "%s has schema %d; this lockstep has %d. What is missing:\n", path, store->schema, STORE_SCHEMA);
    for (int i = 0; i < store_migration_count; i++) {
        if (store_migrations[i].version <= store->schema)
            continue;
        upgrade_say_step(lines, &store_migrations[i]);
        shuts_out |= store_migration_shuts_out(&store_migrations[i]);
    }
    ls_buf_str(lines, shuts_out ? "older programs can then not write it any more\n" : "older programs go on as before\n");
    if (dry_run)
        ls_buf_str(lines, "nothing was changed\n");
    else
        code = upgrade_run(store, shuts_out, backup_folder, lines, err);
    ls_store_close(store);
    return code;
}
