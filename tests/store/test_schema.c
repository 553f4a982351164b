/* The schema and entity.def agree; guards, versions, migrations, making and opening. */
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "store/internal.h"
#include "store/migrate.h"

static const char *column_type(const struct ls_field *field)
{
    switch (field->type) {
    case LS_T_TEXT:
    case LS_T_NOTE:
    case LS_T_SET:
    case LS_T_DATE: return "TEXT";
    case LS_T_REAL: return "REAL";
    default: return "INTEGER";
    }
}

static const char *column_default(const struct ls_field *field)
{
    switch (field->type) {
    case LS_T_TEXT:
    case LS_T_NOTE:
    case LS_T_SET: return "''";
    case LS_T_BOOL: return field->flags & LS_FF_TRUE ? "1" : "0";
    default: return NULL;
    }
}

static void check_table(sqlite3 *db, const struct ls_entity_info *info)
{
    LS_AUTO(string) char *sql = ls_asprintf("PRAGMA table_info(\"%s\")", info->name);
    sqlite3_stmt *s;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(s, 1), "id");
    for (int f = 0; f < info->field_count; f++) {
        const struct ls_field *field = &info->fields[f];
        if (sqlite3_step(s) != SQLITE_ROW)
            fail_msg("%s has no column %s", info->name, field->name);
        const char *given = (const char *)sqlite3_column_text(s, 4), *wanted = column_default(field);
        if (strcmp((const char *)sqlite3_column_text(s, 1), field->name) ||
            strcmp((const char *)sqlite3_column_text(s, 2), column_type(field)) ||
            sqlite3_column_int(s, 3) != (wanted != NULL) || strcmp(given ? given : "", wanted ? wanted : ""))
            fail_msg("%s: column %s is not field %s", info->name, (const char *)sqlite3_column_text(s, 1), field->name);
    }
    if (sqlite3_step(s) != SQLITE_DONE)
        fail_msg("%s has a column too many", info->name);
    sqlite3_finalize(s);
}

static void test_schema_is_entity_def(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    for (int e = 0; e < LS_E_COUNT; e++)
        check_table(db, ls_entity_info((enum ls_entity)e));
    sqlite3_close(db);
    int64_t strict, tables, guards;
    force_sql_int(f->path, "SELECT count(*) FROM pragma_table_list WHERE strict AND schema = 'main'", &strict);
    force_sql_int(f->path, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'", &tables);
    force_sql_int(f->path, "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'", &guards);
    assert_int_equal(tables, LS_E_COUNT + 5);
    assert_int_equal(strict, tables);
    assert_int_equal(guards, 3 * tables);
}

static void test_words_are_enum_def(void **state)
{
    struct fixture *f = *state;
    int64_t words = 0, total = 0;
    for (int e = 0; e < LS_E_COUNT; e++) {
        const struct ls_entity_info *info = ls_entity_info((enum ls_entity)e);
        for (int i = 0; i < info->field_count; i++)
            words += info->fields[i].type == LS_T_ENUM;
    }
    assert_true(words > 10);
    words = 0;
#define ENUM(TAG, tag)                                                                                             \
    for (int i = 0; i < LS_##TAG##_COUNT; i++) {                                                                   \
        int64_t same;                                                                                              \
        LS_AUTO(string) char *sql = ls_asprintf("SELECT count(*) FROM enum_word WHERE enum = '" #tag "' AND "      \
                                                "value = %d AND word = '%s'", i, ls_enum_word(LS_ENUM_##TAG, i));  \
        force_sql_int(f->path, sql, &same);                                                                        \
        assert_int_equal(same, 1);                                                                                 \
        words++;                                                                                                   \
    }
#include "lockstep/enum.def"
    force_sql_int(f->path, "SELECT count(*) FROM enum_word", &total);
    assert_int_equal(total, words);
}

static void test_other_tools_read_and_cannot_write(void **state)
{
    struct fixture *f = *state;
    LS_AUTO(buf) struct ls_buf out = LS_BUF_INIT;
    assert_int_equal(shell_sql(f->path, "SELECT title FROM item", &out), 0);
    assert_string_equal(out.data, "Live ETA\n");
    static const char *const writes[] = {
        "UPDATE item SET title = 'x'", "DELETE FROM item", "INSERT INTO item (id) VALUES (7)",
        "UPDATE meta SET team = 'x'", "DELETE FROM log", "UPDATE log SET label = 'x'", "DELETE FROM writer",
        "INSERT INTO counter VALUES ('item', 9)",
    };
    for (size_t i = 0; i < LS_COUNT(writes); i++) {
        ls_buf_clear(&out);
        assert_int_not_equal(shell_sql(f->path, writes[i], &out), 0);
        assert_non_null(strstr(out.data, "lockstep_guard"));
    }
}

/* Nor does lockstep itself, outside a changeset: row by row it is noted, and the commit is refused. */
static void test_nothing_is_written_aside(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db = f->a.store->db;
    int64_t titles;
    assert_int_equal(sqlite3_exec(db, "UPDATE item SET title = 'x'", NULL, NULL, NULL) & 0xff, SQLITE_CONSTRAINT);
    assert_int_equal(sqlite3_exec(db, "BEGIN; UPDATE item SET title = 'x'", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) & 0xff, SQLITE_CONSTRAINT);
    assert_int_not_equal(sqlite3_get_autocommit(db), 0);
    force_sql_int(f->path, "SELECT count(*) FROM item WHERE title = 'x'", &titles);
    assert_int_equal(titles, 0);
    assert_int_equal(peer_set_int(&f->a, f->item, LS_F_item_reach, 40), LS_OK); /* and what follows goes through */
}

static void test_made_for_the_group(void **state)
{
    struct fixture *f = *state;
    struct stat st;
    struct ls_error err = {0};
    LS_AUTO(string) char *path = ls_asprintf("%s/other.db", f->folder);
    mode_t before = umask(077);
    assert_ok(ls_store_create(path, "", &err), err);
    umask(before);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0660);
    assert_int_equal(st.st_nlink, 1);
    assert_int_equal(ls_store_create(path, "", &err), LS_EREFUSED);
    assert_non_null(strstr(err.message, "there already"));
    assert_int_equal(shell_sql(f->folder, "", NULL) != 0, 1);
    ls_error_done(&err);
    LS_AUTO(string) char *nowhere = ls_asprintf("%s/no/other.db", f->folder);
    assert_int_equal(ls_store_create(nowhere, "", &err), LS_ENOTFOUND);
    ls_error_done(&err);
}

static void assert_refused(const char *path, int code, const char *words)
{
    struct ls_store *store = NULL;
    struct ls_error err = {0};
    assert_int_equal(ls_store_open(path, false, &store, &err), code);
    if (!strstr(err.message, words))
        fail_msg("\"%s\" does not say \"%s\"", err.message, words);
    ls_error_done(&err);
}

static void test_other_files_are_refused(void **state)
{
    struct fixture *f = *state;
    LS_AUTO(string) char *path = ls_asprintf("%s/notes.txt", f->folder);
    LS_AUTO(string) char *second = ls_asprintf("%s/second.db", f->folder);
    FILE *out = fopen(path, "w");
    for (int i = 0; i < 200; i++)
        fputs("not a database at all\n", out);
    fclose(out);
    assert_refused(path, LS_EREFUSED, "not a lockstep team file");
    unlink(path);
    assert_refused(path, LS_ENOTFOUND, "no file");
    force_sql(path, "CREATE TABLE t (x)");
    assert_refused(path, LS_EREFUSED, "not a lockstep team file");
    assert_refused(f->folder, LS_EREFUSED, "not a file");
    assert_int_equal(link(f->path, second), 0);
    assert_refused(f->path, LS_EREFUSED, "second name");
}

static void test_newer_files(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_store *store;
    struct ls_store_info info;
    peer_close(&f->a);
    peer_close(&f->b);
    force_sql(f->path, "PRAGMA user_version = 9; UPDATE meta SET write_min = 9, needs = '4.2'");
    assert_ok(ls_store_open(f->path, false, &store, &err), err);
    ls_store_info(store, &info);
    assert_true(info.read_only);
    assert_non_null(strstr(info.read_only_why, "4.2"));
    assert_ok(ls_store_load(store, 0, NULL, &err), err);
    struct ls_changeset *cs = peer_changeset(&f->a, "set");
    ls_change_int(cs, ls_store_base(store), f->item, LS_F_item_priority, 1);
    struct ls_commit commit;
    assert_int_equal(ls_store_commit(store, cs, &commit, &err), LS_EREFUSED);
    assert_non_null(strstr(err.message, "4.2"));
    ls_commit_done(&commit);
    ls_changeset_free(cs);
    ls_store_close(store);
    ls_error_done(&err);
    force_sql(f->path, "UPDATE meta SET read_min = 9");
    assert_refused(f->path, LS_EVERSION, "4.2");
}

static void test_foreign_triggers_make_it_read_only(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_store *store;
    struct ls_store_info info;
    force_sql(f->path, "CREATE TRIGGER item_guard_more BEFORE INSERT ON item BEGIN SELECT 1; END");
    assert_ok(ls_store_open(f->path, false, &store, &err), err);
    ls_store_info(store, &info);
    assert_true(info.read_only);
    ls_store_close(store);
}

/* The file's own name is no link; a folder on the way may be one. */
static void test_links(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_store *store;
    struct ls_store_info info;
    LS_AUTO(string) char *path = ls_asprintf("%s/by-name.db", f->folder), *folder = ls_asprintf("%s/beside", f->folder),
                         *through = ls_asprintf("%s/beside/team.db", f->folder);
    assert_int_equal(symlink("team.db", path), 0);
    assert_int_equal(ls_store_open(path, false, &store, &err), LS_EREFUSED);
    assert_non_null(strstr(err.message, "by-name.db is a link to "));
    ls_error_done(&err);
    assert_int_equal(symlink(".", folder), 0);
    assert_ok(ls_store_open(through, false, &store, &err), err);
    ls_store_info(store, &info);
    assert_null(strstr(info.path, "beside"));
    ls_store_close(store);
}

static const struct store_migration invented[] = {
    {1, "0001", "SELECT 1"},
    {2, "0002", "SELECT 1"},
    {3, "0003", "SELECT 1"},
    {4, "0004_mood.sql", "ALTER TABLE item ADD COLUMN mood TEXT NOT NULL DEFAULT ''; UPDATE item SET mood = 'fine';"},
    {5, "0005_broken.sql", "ALTER TABLE item ADD COLUMN more TEXT; UPDATE nothing SET x = 1;"},
};

static void test_migration(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    int64_t value;
    LS_AUTO(buf) struct ls_buf out = LS_BUF_INIT;
    assert_ok(store_migrate(f->a.store, invented, 4, &err), err);
    assert_int_equal(shell_sql(f->path, "SELECT mood FROM item", &out), 0);
    assert_string_equal(out.data, "fine\n");
    /* Again, and by another program: nothing is done twice. */
    assert_ok(store_migrate(f->b.store, invented, 4, &err), err);
    force_sql_int(f->path, "PRAGMA user_version", &value);
    assert_int_equal(value, 4);
    /* A step that fails leaves nothing behind. */
    assert_int_equal(store_migrate(f->a.store, invented, 5, &err), LS_EFAILED);
    assert_non_null(strstr(err.message, "0005_broken.sql"));
    ls_error_done(&err);
    force_sql_int(f->path, "SELECT count(*) FROM pragma_table_info('item') WHERE name = 'more'", &value);
    assert_int_equal(value, 0);
    /* An older program goes on: its writes leave the new column alone. */
    assert_int_equal(peer_set_int(&f->b, f->item, LS_F_item_priority, 2), LS_OK);
    ls_buf_clear(&out);
    shell_sql(f->path, "SELECT mood, priority FROM item", &out);
    assert_string_equal(out.data, "fine|2\n");
}

/* What a step would spoil can be had back. */
static void test_migration_is_backed_up(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_store *store, *copy;
    struct ls_store_info info;
    int64_t value;
    LS_AUTO(string) char *folder = ls_asprintf("%s/backups", f->folder);
    LS_AUTO(string) char *path = ls_asprintf("%s/schema-3.db", folder);
    LS_AUTO(string) char *nowhere = ls_asprintf("%s/backups", f->path);
    assert_ok(ls_store_open_guarded(f->path, false, nowhere, &store, &err), err);
    assert_int_not_equal(store_migrate(store, invented, 4, &err), LS_OK);
    assert_non_null(strstr(err.message, "there is no backup"));
    ls_error_done(&err);
    ls_store_close(store);
    force_sql_int(f->path, "PRAGMA user_version", &value);
    assert_int_equal(value, 3);
    assert_ok(ls_store_open_guarded(f->path, false, folder, &store, &err), err);
    assert_ok(store_migrate(store, invented, 4, &err), err);
    ls_store_close(store);
    force_sql_int(f->path, "PRAGMA user_version", &value);
    assert_int_equal(value, 4);
    assert_ok(ls_store_open(path, true, &copy, &err), err);
    ls_store_info(copy, &info);
    assert_int_equal(info.schema, 3);
    ls_store_close(copy);
}

static void test_wal_is_converted_or_refused(void **state)
{
    struct fixture *f = *state;
    peer_close(&f->a);
    peer_close(&f->b);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA journal_mode = WAL; SELECT * FROM meta;", NULL, NULL, NULL), SQLITE_OK);
    assert_refused(f->path, LS_EREFUSED, "WAL");
    sqlite3_close(db);
    peer_open(&f->a, f->path, 0xA1);
}

static void test_settings_are_read_back(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    assert_ok(ls_store_settings(f->a.store, &b, &err), err);
    assert_non_null(strstr(b.data, "journal_mode: persist\n"));
    assert_non_null(strstr(b.data, "synchronous: 3\n"));
}

/* A file of the first schema is brought up to date when it is opened, and undo works in it. */
static void test_first_schema(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_store *store;
    int64_t value;
    force_sql(f->path, "DROP INDEX log_who; ALTER TABLE log DROP COLUMN undoes_writer; ALTER TABLE log DROP COLUMN undoes_n;"
                       "ALTER TABLE log DROP COLUMN part_of; ALTER TABLE meta DROP COLUMN restored;"
                       "ALTER TABLE item DROP COLUMN snooze_event; ALTER TABLE item DROP COLUMN snooze_days; PRAGMA user_version = 1");
    assert_int_equal(ls_store_open(f->path, true, &store, &err), LS_EVERSION);
    assert_non_null(strstr(err.message, "is of an older lockstep"));
    ls_error_done(&err);
    assert_ok(ls_store_open(f->path, false, &store, &err), err);
    assert_ok(ls_store_load(store, 20000, NULL, &err), err);
    assert_ok(ls_store_check(store, &err), err);
    ls_store_close(store);
    force_sql_int(f->path, "PRAGMA user_version", &value);
    assert_int_equal(value, 3);
    force_sql_int(f->path, "SELECT count(*) FROM log WHERE undoes_n IS NULL AND part_of IS NULL", &value);
    assert_true(value > 0);
}

/* A step that shuts older programs out is not done by the way, only where it was asked for. */
static void test_migration_that_shuts_out(void **state)
{
    static const struct store_migration steps[] = {
        {STORE_SCHEMA, "now", "SELECT 1"},
        {STORE_SCHEMA + 1, "next", "-- Moods.\nUPDATE meta SET write_min = 99, needs = '4.2'"},
    };
    struct fixture *f = *state;
    struct ls_error err = {0};
    int64_t value;
    assert_int_equal(store_migrations[store_migration_count - 1].version, STORE_SCHEMA);
    assert_int_equal(store_migrate(f->a.store, steps, 2, &err), LS_EVERSION);
    assert_non_null(strstr(err.hint, "lockstep upgrade"));
    ls_error_done(&err);
    force_sql_int(f->path, "PRAGMA user_version", &value);
    assert_int_equal(value, STORE_SCHEMA);
    f->a.store->upgrading = true;
    assert_ok(store_migrate(f->a.store, steps, 2, &err), err);
    force_sql_int(f->path, "PRAGMA user_version", &value);
    assert_int_equal(value, STORE_SCHEMA + 1);
    /* Whoever opens it now with a program that does not know it, reads and cannot write. */
    struct ls_store *store;
    struct ls_store_info info;
    assert_ok(ls_store_open(f->path, false, &store, &err), err);
    ls_store_info(store, &info);
    assert_true(info.read_only);
    assert_non_null(strstr(info.read_only_why, "lockstep 4.2"));
    ls_store_close(store);
    assert_false(store_migration_shuts_out(&steps[0]));
}

int main(void)
{
#define STORE_TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup_two, fixture_teardown)
    const struct CMUnitTest tests[] = {
        STORE_TEST(test_schema_is_entity_def), STORE_TEST(test_migration_that_shuts_out),
        STORE_TEST(test_words_are_enum_def),
        STORE_TEST(test_other_tools_read_and_cannot_write),
        STORE_TEST(test_nothing_is_written_aside),
        STORE_TEST(test_made_for_the_group),
        STORE_TEST(test_other_files_are_refused),
        STORE_TEST(test_newer_files),
        STORE_TEST(test_foreign_triggers_make_it_read_only),
        STORE_TEST(test_links),
        STORE_TEST(test_migration),
        STORE_TEST(test_first_schema),
        STORE_TEST(test_migration_is_backed_up),
        STORE_TEST(test_wal_is_converted_or_refused),
        STORE_TEST(test_settings_are_read_back),
    };
    return cmocka_run_group_tests_name("schema", tests, NULL, NULL);
}
