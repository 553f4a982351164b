/* Where files are found and how they are replaced (base/paths.h). */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/paths.h"
#include "lockstep/error.h"

static struct ls_buf folder = LS_BUF_INIT;

static int paths_setup(void **state)
{
    (void)state;
    ls_buf_set(&folder, "/tmp/lockstep-paths.XXXXXX");
    return mkdtemp(folder.data) ? 0 : -1;
}

static int paths_teardown(void **state)
{
    (void)state;
    ls_path_remove_tree(folder.data);
    ls_buf_done(&folder);
    return 0;
}

static char *paths_in(const char *name)
{
    struct ls_buf b = LS_BUF_INIT;
    ls_path_join(&b, folder.data, name);
    return ls_buf_steal(&b);
}

static void paths_xdg_relative_is_unset(void **state)
{
    (void)state;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    setenv("HOME", "/home/ines", 1);
    setenv("XDG_STATE_HOME", "relative", 1);
    ls_path_state(&b);
    assert_string_equal(b.data, "/home/ines/.local/state/lockstep");
    ls_buf_clear(&b);
    setenv("XDG_STATE_HOME", "/var/state", 1);
    ls_path_state(&b);
    assert_string_equal(b.data, "/var/state/lockstep");
}

static void paths_join(void **state)
{
    (void)state;
    const char *cases[][3] = {
        {"/a", "b", "/a/b"}, {"/", "b", "/b"},          {"", "b", "b"},
        {"/a", "/b", "/b"},  {"/a", "~/b", "/home/ines/b"}, {"/a", "~b", "/a/~b"},
    };
    setenv("HOME", "/home/ines", 1);
    for (size_t i = 0; i < LS_COUNT(cases); i++) {
        LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
        ls_path_join(&b, cases[i][0], cases[i][1]);
        assert_string_equal(b.data, cases[i][2]);
    }
    LS_AUTO(buf) struct ls_buf dir = LS_BUF_INIT;
    ls_path_dir(&dir, "/file");
    ls_path_dir(&dir, "file");
    ls_path_dir(&dir, "a/file");
    assert_string_equal(dir.data, "/.a");
    assert_string_equal(ls_path_base("a/file"), "file");
}

static void paths_typed(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"/mnt/team/a.db", "/mnt/team/a.db"},
        {"  '/mnt/our team/a.db'  ", "/mnt/our team/a.db"},
        {"\"/mnt/a.db\"", "/mnt/a.db"},
        {"~/a.db", "/home/mika/a.db"},
        {"file:///mnt/our%20team/100%25.db", "/mnt/our team/100%.db"},
        {"file://host/mnt/a%C3%A9%zz%0", "/mnt/a\xc3\xa9%zz%0"},
        {"/mnt/%20.db", "/mnt/%20.db"}, /* no address: as it stands */
        {"  ", ""},
        {"\"", NULL},
    };
    setenv("HOME", "/home/mika", 1);
    for (size_t i = 0; i < LS_COUNT(CASES); i++) {
        LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT, here = LS_BUF_INIT;
        ls_path_absolute(&here, CASES[i][0]);
        ls_path_typed(&b, CASES[i][0]);
        assert_string_equal(b.data, CASES[i][1] ? CASES[i][1] : here.data);
    }
}

static void paths_find_up(void **state)
{
    (void)state;
    struct ls_error err = {0};
    LS_AUTO(string) char *deep = paths_in("one/two/three");
    LS_AUTO(string) char *marker = paths_in("one/.lockstep");
    assert_int_equal(ls_path_make_dirs(deep, &err), 0);
    assert_int_equal(ls_file_replace(marker, "x", 1, &err), 0);
    LS_AUTO(buf) struct ls_buf found = LS_BUF_INIT;
    assert_true(ls_path_find_up(&found, deep, ".lockstep"));
    assert_string_equal(found.data, marker);
    assert_false(ls_path_find_up(&found, deep, ".no-such-name-anywhere"));
}

static void paths_replace_keeps_mode_and_link(void **state)
{
    (void)state;
    struct ls_error err = {0};
    struct stat st;
    LS_AUTO(string) char *real = paths_in("real");
    LS_AUTO(string) char *link = paths_in("link");
    assert_int_equal(ls_file_replace(real, "one", 3, &err), 0);
    assert_int_equal(chmod(real, 0640), 0);
    assert_int_equal(symlink("real", link), 0);
    assert_int_equal(ls_file_replace(link, "second", 6, &err), 0);
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(stat(real, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0640);
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    assert_int_equal(ls_file_read(&b, real, 0, &err), 0);
    assert_string_equal(b.data, "second");
    assert_int_equal(ls_file_read(&b, real, 5, &err), LS_EREFUSED);
    assert_int_equal(ls_file_read(&b, "/no/such/file", 0, &err), LS_ENOTFOUND);
    LS_AUTO(string) char *pipe = paths_in("pipe");
    assert_int_equal(mkfifo(pipe, 0600), 0); /* nobody ever writes to it */
    assert_int_equal(ls_file_read(&b, pipe, 0, &err), LS_EFAILED);
    ls_error_done(&err);
}

static void paths_replace_fails_whole(void **state)
{
    (void)state;
    struct ls_error err = {0};
    assert_int_equal(ls_file_replace(folder.data, "x", 1, &err), LS_EFAILED);
    assert_int_equal(ls_file_replace("/dev/full", "x", 1, &err), LS_EFAILED);
    assert_non_null(strstr(err.message, strerror(ENOSPC)));
    assert_int_equal(ls_file_replace("/no/such/folder/file", "x", 1, &err), LS_EFAILED);
    ls_error_done(&err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_xdg_relative_is_unset),
        cmocka_unit_test(paths_join),
        cmocka_unit_test(paths_typed),
        cmocka_unit_test(paths_find_up),
        cmocka_unit_test(paths_replace_keeps_mode_and_link),
        cmocka_unit_test(paths_replace_fails_whole),
    };
    return cmocka_run_group_tests(tests, paths_setup, paths_teardown);
}
