/* Steps of the schema: embedded SQL files, each run in a transaction of its own. */
#ifndef LOCKSTEP_STORE_MIGRATE_H
#define LOCKSTEP_STORE_MIGRATE_H

struct ls_error;
struct ls_store;

struct store_migration {
    int version;      /* user_version after it; counts up from 1 */
    const char *name; /* "0001_create.sql" */
    const char *sql;
};

extern const struct store_migration store_migrations[];
extern const int store_migration_count;

/* Brings the file from its user_version to the last step given. Each step reads user_version inside its own
 * transaction, so two programs that migrate at once do each step once. A file that is further on is left alone. */
int store_migrate(struct ls_store *store, const struct store_migration *steps, int count, struct ls_error *err);

#endif
