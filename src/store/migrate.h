/* Steps of the schema: embedded SQL files, each run in a transaction of its own. */
#ifndef LOCKSTEP_STORE_MIGRATE_H
#define LOCKSTEP_STORE_MIGRATE_H

#include "lockstep/types.h"

struct ls_error;
struct ls_store;

struct store_migration {
    int version;      /* user_version after it; counts up from 1 */
    const char *name; /* "0001_create.sql" */
    const char *sql;  /* its first line says in a comment what it is for; one that shuts older programs out says so in
                         meta: "UPDATE meta SET write_min = 3, needs = '1.2'" */
};

extern const struct store_migration store_migrations[];
extern const int store_migration_count;

/* The number of the file's last step. */
int store_schema(struct ls_store *store, int *ret_version, struct ls_error *err);

/* Whether programs that do not know the step can only read the file after it, or not even that. */
bool store_migration_shuts_out(const struct store_migration *step);

/* Brings the file from its user_version to the last step given. Each step reads user_version inside its own
 * transaction, so two programs that migrate at once do each step once. A file that is further on is left alone. A step that
 * shuts older programs out is done only where store->upgrading: LS_EVERSION, and nothing is done. */
int store_migrate(struct ls_store *store, const struct store_migration *steps, int count, struct ls_error *err);

#endif
