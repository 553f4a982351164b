/* A team goes into a file by import, comes out by export, and goes into another file: the same bytes.
 * Then the same import again, an undone import brought back, and one of many records within its time. */
#include "fixture.h"

#include <dirent.h>

#include "base/clock.h"
#include "lockstep/exchange.h"

static const int64_t now = INT64_C(1773135000000); /* 2026-03-10 09:30 UTC */

struct folder {
    char *paths[64];
    struct ls_import_file files[64];
    size_t count;
};

static void folder_open(struct folder *folder, const char *path)
{
    DIR *dir = opendir(path);
    assert_non_null(dir);
    folder->count = 0;
    for (struct dirent *e; (e = readdir(dir)) && folder->count < 64;) {
        const char *dot = strrchr(e->d_name, '.');
        if (!dot || strcmp(dot, ".csv"))
            continue;
        folder->paths[folder->count] = ls_asprintf("%s/%s", path, e->d_name);
        folder->files[folder->count] = (struct ls_import_file){.path = folder->paths[folder->count]};
        folder->count++;
    }
    closedir(dir);
}

static void folder_close(struct folder *folder)
{
    for (size_t i = 0; i < folder->count; i++)
        free(folder->paths[i]);
}

/* Imports and saves; how many records the import touched. */
static size_t import_into(struct peer *peer, const struct ls_import_file *files, size_t count)
{
    struct ls_error err = {0};
    struct ls_changeset *cs;
    struct ls_import_report report;
    assert_ok(ls_import_plan(peer_board(peer), files, count, now, LS_NONE, &cs, &report, &err), err);
    ls_import_report_done(&report);
    size_t touched = cs->len;
    memcpy(cs->writer, peer->writer, sizeof(cs->writer));
    cs->n = ++peer->n;
    if (touched)
        assert_ok(peer_commit(peer, cs, NULL, &err), err);
    else
        ls_changeset_free(cs);
    return touched;
}

static size_t import_folder(struct peer *peer, const char *path)
{
    struct folder folder;
    folder_open(&folder, path);
    size_t touched = import_into(peer, folder.files, folder.count);
    folder_close(&folder);
    return touched;
}

static char *export_into(const struct fixture *f, const struct peer *peer, const char *name)
{
    struct ls_error err = {0};
    size_t files;
    char *path = ls_asprintf("%s/%s", f->folder, name);
    assert_ok(ls_export_all(peer_board(peer), path, 0, &files, &err), err);
    assert_true(files > 15);
    return path;
}

static void reopen(struct fixture *f)
{
    uint64_t n = f->a.n;
    peer_close(&f->a);
    peer_open(&f->a, f->path, 1);
    f->a.n = n;
}

static void test_round_trip(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    assert_true(import_folder(&f->a, SAMPLE_DIR) > 300);
    reopen(f);
    char *first = export_into(f, &f->a, "first");
    char *other = ls_asprintf("%s/other.lockstep", f->folder);
    assert_ok(ls_store_create(other, "Other", &err), err);
    peer_open(&f->b, other, 2);
    import_folder(&f->b, first);
    char *second = export_into(f, &f->b, "second");
    char *compare = ls_asprintf("diff -r '%s' '%s'", first, second);
    FILE *diff = popen(compare, "r");
    assert_int_equal(fgetc(diff), EOF);
    assert_int_equal(pclose(diff), 0);
    assert_int_equal(import_folder(&f->a, first), 0);
    assert_int_equal(import_folder(&f->a, SAMPLE_DIR), 0);
    assert_ok(ls_store_check(f->a.store, &err), err);
    free(compare);
    free(first);
    free(second);
    free(other);
}

/* An import that was undone can be made again: the records come back under their numbers. */
static void test_undone_and_again(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct folder folder;
    struct ls_changeset *cs;
    struct ls_import_report report;
    folder_open(&folder, SAMPLE_DIR);
    assert_ok(ls_import_plan(peer_board(&f->a), folder.files, folder.count, now, LS_NONE, &cs, &report, &err), err);
    ls_import_report_done(&report);
    memcpy(cs->writer, f->a.writer, sizeof(cs->writer));
    cs->n = ++f->a.n;
    struct ls_changeset *undo = ls_changeset_inverse(cs, now);
    memcpy(undo->writer, f->a.writer, sizeof(undo->writer));
    undo->n = ++f->a.n;
    assert_ok(peer_commit(&f->a, cs, NULL, &err), err);
    assert_ok(peer_commit(&f->a, undo, NULL, &err), err);
    assert_int_equal(ls_board_count(peer_board(&f->a), LS_E_ITEM), 0);
    import_into(&f->a, folder.files, folder.count);
    reopen(f);
    assert_int_equal(ls_board_count(peer_board(&f->a), LS_E_ITEM), 69);
    assert_true(ls_board_by_num(peer_board(&f->a), LS_E_ITEM, 20) != 0);
    assert_int_equal(import_into(&f->a, folder.files, folder.count), 0);
    folder_close(&folder);
}

static void test_many(void **state)
{
    struct fixture *f = *state;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_buf_str(&text, "id,title,owner,due,created\n");
    const int many = getenv("LOCKSTEP_TEST_NIGHTLY") ? 100000 : 10000;
    for (int i = 1; i <= many; i++)
        ls_buf_printf(&text, "LS-%d,Item %d,ines,2026-05-%02d,2026-01-01\n", i, i, i % 28 + 1);
    static const char people[] = "id,name,function\nines,Inês,pm\n";
    struct ls_import_file files[] = {{.name = "item.csv", .text = text.data, .len = text.len},
                                     {.name = "person.csv", .text = people, .len = sizeof(people) - 1}};
    int64_t start = ls_clock_monotonic();
    assert_int_equal(import_into(&f->a, files, 2), many + 1);
    print_message("%d items: %lld ms\n", many, (long long)(ls_clock_monotonic() - start));
    assert_int_equal(import_into(&f->a, files, 2), 0);
}

int main(void)
{
    ls_clock_set_zone("Europe/Berlin");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_round_trip, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_undone_and_again, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_many, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
