/* The fixture of the store's tests. */
#include "fixture.h"

#include <assert.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/paths.h"

enum { NOW = 1000000, TODAY = 20000 };

void peer_open(struct peer *peer, const char *path, uint8_t writer)
{
    struct ls_error err = {0};
    *peer = (struct peer){0};
    memset(peer->writer, writer, sizeof(peer->writer));
    assert_ok(ls_store_open(path, false, &peer->store, &err), err);
    assert_ok(ls_store_load(peer->store, TODAY, NULL, &err), err);
}

void peer_close(struct peer *peer)
{
    ls_store_close(peer->store);
    peer->store = NULL;
}

const struct ls_board *peer_board(const struct peer *peer)
{
    return ls_store_base(peer->store);
}

struct ls_changeset *peer_changeset(struct peer *peer, const char *label)
{
    struct ls_changeset *cs = ls_changeset_new(label);
    memcpy(cs->writer, peer->writer, sizeof(cs->writer));
    cs->n = ++peer->n;
    cs->at = NOW;
    return cs;
}

int peer_commit(struct peer *peer, struct ls_changeset *cs, struct ls_commit *ret, struct ls_error *err)
{
    struct ls_commit mine;
    int code = ls_store_commit(peer->store, cs, ret ? ret : &mine, err);
    if (!ret)
        ls_commit_done(&mine);
    ls_changeset_free(cs);
    return code;
}

int peer_set_int(struct peer *peer, ls_id id, int field, int64_t value)
{
    struct ls_changeset *cs = peer_changeset(peer, "set");
    ls_change_int(cs, peer_board(peer), id, field, value);
    return peer_commit(peer, cs, NULL, NULL);
}

int peer_set_text(struct peer *peer, ls_id id, int field, const char *value)
{
    struct ls_changeset *cs = peer_changeset(peer, "set");
    ls_change_text(cs, peer_board(peer), id, field, value);
    return peer_commit(peer, cs, NULL, NULL);
}

ls_id make_person(struct ls_changeset *cs, const char *handle)
{
    ls_id id = ls_change_create(cs, LS_E_PERSON, NOW);
    ls_change_text(cs, NULL, id, LS_F_person_handle, handle);
    ls_change_int(cs, NULL, id, LS_F_person_function, LS_FUNCTION_PM);
    return id;
}

ls_id make_item(struct ls_changeset *cs, const char *title)
{
    ls_id id = ls_change_create(cs, LS_E_ITEM, NOW);
    ls_change_text(cs, NULL, id, LS_F_item_title, title);
    ls_change_int(cs, NULL, id, LS_F_item_type, LS_ITEM_TYPE_FEATURE);
    ls_change_int(cs, NULL, id, LS_F_item_track, LS_TRACK_PRODUCT);
    ls_change_int(cs, NULL, id, LS_F_item_status, LS_ITEM_STATUS_PLANNED);
    return id;
}

int fixture_setup(void **state)
{
    struct fixture *f = ls_alloc(sizeof(*f));
    const char *base = getenv("TMPDIR");
    struct ls_error err = {0};
    f->folder = ls_asprintf("%s/lockstep-store-XXXXXX", base ? base : "/tmp");
    if (!mkdtemp(f->folder))
        return -1;
    f->path = ls_asprintf("%s/team.db", f->folder);
    assert_ok(ls_store_create(f->path, "Tarnfield", &err), err);
    peer_open(&f->a, f->path, 0xA1);
    *state = f;
    return 0;
}

int fixture_setup_two(void **state)
{
    if (fixture_setup(state))
        return -1;
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct ls_changeset *cs = peer_changeset(&f->a, "start");
    f->ines = make_person(cs, "ines");
    f->dana = make_person(cs, "dana");
    f->item = make_item(cs, "Live ETA");
    assert_ok(peer_commit(&f->a, cs, NULL, &err), err);
    peer_open(&f->b, f->path, 0xB2);
    return 0;
}

int fixture_teardown(void **state)
{
    struct fixture *f = *state;
    peer_close(&f->a);
    peer_close(&f->b);
    if (!getenv("LOCKSTEP_TEST_KEEP"))
        ls_path_remove_tree(f->folder);
    free(f->folder);
    free(f->path);
    free(f);
    return 0;
}

int shell_sql(const char *path, const char *sql, struct ls_buf *out)
{
    LS_AUTO(string) char *command = ls_asprintf("sqlite3 -batch -bail '%s' \"%s\" 2>&1", path, sql);
    FILE *shell = popen(command, "r");
    assert_non_null(shell);
    char chunk[512];
    size_t n;
    while ((n = fread(chunk, 1, sizeof(chunk), shell)) > 0) {
        if (out)
            ls_buf_add(out, chunk, n);
    }
    return pclose(shell);
}

static void force_guard(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    (void)argc;
    (void)argv;
    sqlite3_result_int(context, 0);
}

static sqlite3 *force_open(const char *path)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_busy_timeout(db, 20000);
    sqlite3_create_function(db, "lockstep_guard", 0, SQLITE_UTF8, NULL, force_guard, NULL, NULL);
    return db;
}

void force_sql(const char *path, const char *sql)
{
    sqlite3 *db = force_open(path);
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

void force_sql_int(const char *path, const char *sql, int64_t *ret_value)
{
    sqlite3 *db = force_open(path);
    sqlite3_stmt *s;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    *ret_value = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    sqlite3_close(db);
}
