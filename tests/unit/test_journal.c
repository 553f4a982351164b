/* The local journal: keeping, torn tails, taking over, settling, state. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/paths.h"
#include "journal/journal.h"
#include "journal/record.h"
#include "lockstep/error.h"

static const uint8_t file_id[LS_WRITER_SIZE] = {7};
static char *dir;

static int setup(void **state)
{
    (void)state;
    dir = ls_strdup("/tmp/lockstep-journal-XXXXXX");
    return mkdtemp(dir) ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    ls_path_remove_tree(dir);
    free(dir);
    return 0;
}

static struct ls_journal *open_journal(void)
{
    struct ls_journal *journal = NULL;
    struct ls_error err = {0};
    if (ls_journal_open(dir, "/mnt/team.db", NULL, &journal, &err))
        fail_msg("%s", err.message);
    return journal;
}

static void keep(struct ls_journal *journal, const char *label)
{
    struct ls_error err = {0};
    struct ls_changeset *cs = ls_changeset_new(label);
    ls_change_create_as(cs, LS_E_ITEM, 77, 1000);
    ls_change_text(cs, NULL, 77, LS_F_item_title, label);
    memcpy(cs->writer, ls_journal_writer(journal), LS_WRITER_SIZE);
    cs->n = ls_journal_next(journal);
    if (ls_journal_keep(journal, file_id, cs, &err))
        fail_msg("%s", err.message);
}

static void keep_refused(struct ls_journal *journal)
{
    struct ls_changeset *cs = ls_changeset_new("in between");
    memcpy(cs->writer, ls_journal_writer(journal), LS_WRITER_SIZE);
    cs->n = ls_journal_next(journal);
    assert_int_equal(ls_journal_keep(journal, file_id, cs, NULL), LS_EFAILED);
    ls_changeset_free(cs);
}

/* The one file there is whose name ends so. */
static char *path_of(const char *ending)
{
    LS_AUTO(buf) struct ls_buf found = LS_BUF_INIT;
    LS_AUTO(string) char *base = ls_asprintf("%s/journal", dir);
    DIR *folders = opendir(base);
    struct dirent *entry;
    while ((entry = readdir(folders))) {
        if (*entry->d_name == '.')
            continue;
        LS_AUTO(string) char *folder = ls_asprintf("%s/%s", base, entry->d_name);
        DIR *files = opendir(folder);
        struct dirent *file;
        while ((file = readdir(files))) {
            size_t len = strlen(file->d_name), end = strlen(ending);
            if (len >= end && !strcmp(file->d_name + len - end, ending)) {
                ls_buf_clear(&found);
                ls_buf_printf(&found, "%s/%s", folder, file->d_name);
            }
        }
        closedir(files);
    }
    closedir(folders);
    return ls_buf_steal(&found);
}

static char *journal_path(void)
{
    return path_of(".journal");
}

static char *state_path(void)
{
    return path_of("state");
}

struct wanted {
    const char *key;
    char *value;
};

static void state_wanted(void *arg, const char *key, const char *value)
{
    struct wanted *wanted = arg;
    if (!strcmp(key, wanted->key)) {
        free(wanted->value);
        wanted->value = ls_strdup(value);
    }
}

/* What a program that starts now is told of a key. */
static void state_is(const char *key, const char *value)
{
    struct ls_journal *journal = open_journal();
    struct wanted wanted = {key, ls_strdup("")};
    ls_journal_state(journal, state_wanted, &wanted);
    assert_string_equal(wanted.value, value);
    free(wanted.value);
    ls_journal_close(journal);
}

/* Whether it stands beside somebody else's. */
static bool set_draft(struct ls_journal *journal, const char *key, const char *text)
{
    struct ls_error err = {0};
    bool beside;
    if (ls_journal_set_draft(journal, key, text, &beside, &err))
        fail_msg("%s", err.message);
    return beside;
}

static void test_drafts_stand_beside_each_other(void **state LS_UNUSED)
{
    struct ls_journal *a = open_journal(), *b = open_journal();
    assert_false(set_draft(a, "form", "one"));
    assert_true(set_draft(b, "form", "two"));
    assert_false(set_draft(b, "other", "reads the state again"));
    assert_true(set_draft(b, "form", "two, longer"));
    assert_false(set_draft(a, "form", "one, longer"));
    state_is("form", "one, longer");
    state_is("form+", "two, longer");
    set_draft(a, "form", "");
    set_draft(a, "form", ""); /* nothing of it stands there any more */
    assert_false(set_draft(b, "form", "two, longest")); /* alone now */
    state_is("form", "");
    state_is("form+", "two, longest");
    struct ls_journal *c = open_journal(); /* goes on with what it was told; b is still typing */
    set_draft(c, "form+", "three");
    set_draft(b, "form", "two again");
    state_is("form+", "three");
    state_is("form", "two again");
    set_draft(a, "form", ""); /* not a's */
    state_is("form", "two again");
    set_draft(b, "form", "");
    set_draft(c, "form+", "");
    state_is("form", "");
    state_is("form+", "");
    ls_journal_close(a);
    ls_journal_close(b);
    ls_journal_close(c);
}

static void test_a_draft_that_cannot_be_written(void **state LS_UNUSED)
{
    bool beside;
    struct ls_error err = {0};
    struct ls_journal *journal = open_journal();
    set_draft(journal, "form", "one");
    LS_AUTO(string) char *path = state_path();
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_not_equal(ls_journal_set_draft(journal, "form", "one, longer", &beside, &err), LS_OK);
    assert_int_equal(strncmp(err.message, "Is a directory: ", strlen("Is a directory: ")), 0); /* no screen cuts the reason */
    ls_error_done(&err);
    assert_int_equal(rmdir(path), 0);
    set_draft(journal, "form", "one, longest");
    state_is("form", "one, longest");
    ls_journal_close(journal);
}

static void test_reading_leaves_no_trace(void **state)
{
    (void)state;
    ls_journal_close(open_journal());
    LS_AUTO(string) char *path = journal_path();
    assert_string_equal(path, "");
}

static void test_keep_settle_take_over(void **state)
{
    (void)state;
    struct ls_journal *journal = open_journal();
    uint8_t writer[LS_WRITER_SIZE];
    memcpy(writer, ls_journal_writer(journal), LS_WRITER_SIZE);
    assert_int_equal(ls_journal_next(journal), 1);
    keep(journal, "one");
    keep(journal, "two");
    keep(journal, "three");
    ls_journal_settle(journal, writer, 2, 20);
    assert_int_equal(ls_journal_unsaved_count(journal), 2);

    /* Held: another process gets a name of its own, and nothing of ours. */
    struct ls_journal *second = open_journal();
    assert_int_equal(ls_journal_unsaved_count(second), 0);
    assert_memory_not_equal(ls_journal_writer(second), writer, LS_WRITER_SIZE);
    ls_journal_close(second);
    ls_journal_close(journal);

    journal = open_journal();
    assert_memory_equal(ls_journal_writer(journal), writer, LS_WRITER_SIZE);
    assert_int_equal(ls_journal_next(journal), 4);
    assert_int_equal(ls_journal_unsaved_count(journal), 2);
    const struct ls_journal_entry *entry = ls_journal_unsaved(journal, 1);
    assert_string_equal(entry->cs->label, "three");
    assert_int_equal(entry->cs->n, 3);
    assert_memory_equal(entry->file_id, file_id, LS_WRITER_SIZE);
    assert_string_equal(ls_changeset_edit(entry->cs, 77, LS_F_item_title)->after.text, "three");
    ls_journal_close(journal);
}

static void test_two_left_behind(void **state)
{
    (void)state;
    struct ls_journal *a = open_journal(), *b = open_journal();
    keep(a, "of a");
    keep(b, "of b");
    ls_journal_close(a);
    ls_journal_close(b);
    a = open_journal();
    assert_int_equal(ls_journal_unsaved_count(a), 2);
    uint8_t other[LS_WRITER_SIZE];
    memcpy(other, ls_journal_unsaved(a, 1)->cs->writer, LS_WRITER_SIZE);
    ls_journal_settle(a, other, 1, 9);
    ls_journal_close(a);
    a = open_journal();
    assert_int_equal(ls_journal_unsaved_count(a), 1);
    ls_journal_close(a);
}

static void test_adopted_while_running(void **state)
{
    (void)state;
    struct ls_journal *a = open_journal(), *b = open_journal();
    keep(a, "of a");
    assert_false(ls_journal_adopt(b));
    ls_journal_close(a);
    assert_true(ls_journal_adopt(b));
    assert_string_equal(ls_journal_unsaved(b, 0)->cs->label, "of a");
    assert_false(ls_journal_adopt(b));
    ls_journal_close(b);
}

/* Who is left alone with a changeset saves it while it waits and nobody has taken it over. */
static void test_waits_for_whom(void **state)
{
    (void)state;
    struct ls_journal *journal = open_journal();
    uint8_t writer[LS_WRITER_SIZE];
    memcpy(writer, ls_journal_writer(journal), LS_WRITER_SIZE);
    assert_true(ls_journal_waits(dir, "/mnt/team.db", writer, 1)); /* no file of it: nobody else knows of it */
    keep(journal, "one");
    keep(journal, "two");
    assert_false(ls_journal_waits(dir, "/mnt/team.db", writer, 1)); /* held */
    ls_journal_settle(journal, writer, 1, 0);
    ls_journal_close(journal);
    assert_false(ls_journal_waits(dir, "/mnt/team.db", writer, 1)); /* refused */
    assert_true(ls_journal_waits(dir, "/mnt/team.db", writer, 2));
    journal = open_journal(); /* asking took nothing away */
    assert_int_equal(ls_journal_unsaved_count(journal), 1);
    ls_journal_close(journal);
}

static void test_out_of_order_is_refused(void **state)
{
    (void)state;
    struct ls_journal *journal = open_journal();
    struct ls_error err = {0};
    struct ls_changeset *cs = ls_changeset_new("x");
    memcpy(cs->writer, ls_journal_writer(journal), LS_WRITER_SIZE);
    cs->n = 2;
    assert_int_equal(ls_journal_keep(journal, file_id, cs, &err), LS_EFAILED);
    ls_error_done(&err);
    ls_changeset_free(cs);
    ls_journal_close(journal);
}

static size_t size_of(const char *path)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return (size_t)st.st_size;
}

/* Opens the journal as if only so many of its bytes had reached the disk. */
static struct ls_journal *open_cut(const char *path, const struct ls_buf *whole, size_t cut)
{
    FILE *out = fopen(path, "w");
    assert_int_equal(fwrite(whole->data, 1, cut, out), cut);
    fclose(out);
    return open_journal();
}

/* Cut at every byte: what was whole is there, what was not is gone, and the next one fits on. */
static void test_torn_tail_at_every_byte(void **state)
{
    (void)state;
    LS_AUTO(buf) struct ls_buf whole = LS_BUF_INIT;
    struct ls_journal *journal = open_journal();
    keep(journal, "one");
    LS_AUTO(string) char *path = journal_path();
    size_t one = size_of(path);
    keep(journal, "two");
    ls_journal_close(journal);
    assert_int_equal(ls_file_read(&whole, path, 0, NULL), 0);
    assert_true(whole.len > one + 20);
    for (size_t cut = one; cut <= whole.len; cut++) {
        journal = open_cut(path, &whole, cut);
        size_t left = cut == whole.len ? 2 : 1;
        assert_int_equal(ls_journal_unsaved_count(journal), left);
        assert_int_equal(ls_journal_next(journal), left + 1);
        if (cut % 16 == 0) {
            keep(journal, "next");
            ls_journal_close(journal);
            journal = open_journal();
            assert_int_equal(ls_journal_unsaved_count(journal), left + 1);
        }
        ls_journal_close(journal);
    }
}

static void stage(struct ls_journal *journal, const char *label)
{
    struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf packed = LS_BUF_INIT;
    struct ls_changeset *cs = ls_changeset_new(label);
    for (ls_id id = 1; id <= 3; id++) {
        ls_change_create_as(cs, LS_E_ITEM, id, 1000);
        ls_change_text(cs, NULL, id, LS_F_item_title, label);
    }
    memcpy(cs->writer, ls_journal_writer(journal), LS_WRITER_SIZE);
    cs->n = ls_journal_next(journal);
    cs->group = 4711;
    ls_changeset_pack(&packed, cs);
    if (ls_journal_stage(journal, file_id, packed.data, packed.len, &err))
        fail_msg("%s", err.message);
    ls_changeset_free(cs);
}

/* Cut at every byte: all of an import is there, or nothing, and the next edit fits on either. */
static void test_staged_at_every_byte(void **state)
{
    (void)state;
    LS_AUTO(buf) struct ls_buf whole = LS_BUF_INIT;
    struct ls_journal *journal = open_journal();
    keep(journal, "one");
    LS_AUTO(string) char *path = journal_path();
    size_t one = size_of(path);
    stage(journal, "a");
    stage(journal, "b");
    assert_int_equal(ls_journal_stage_end(journal, NULL), LS_OK);
    ls_journal_close(journal);
    assert_int_equal(ls_file_read(&whole, path, 0, NULL), 0);
    for (size_t cut = one; cut <= whole.len; cut++) {
        journal = open_cut(path, &whole, cut);
        size_t left = cut == whole.len ? 3 : 1;
        assert_int_equal(ls_journal_unsaved_count(journal), left);
        assert_int_equal(ls_journal_next(journal), left + 1);
        if (cut % 16 == 0) {
            stage(journal, "c");
            keep_refused(journal);
            assert_int_equal(ls_journal_stage_end(journal, NULL), LS_OK);
            keep(journal, "next");
            ls_journal_close(journal);
            journal = open_journal();
            assert_int_equal(ls_journal_unsaved_count(journal), left + 2);
            assert_string_equal(ls_journal_unsaved(journal, left)->cs->label, "c");
        }
        ls_journal_close(journal);
    }
}

/* Of an import the heads are in memory and the rest is read from the disk, one at a time. */
static void test_staged_is_on_the_disk(void **state)
{
    (void)state;
    struct ls_journal *journal = open_journal();
    uint8_t writer[LS_WRITER_SIZE];
    keep(journal, "one");
    stage(journal, "a");
    stage(journal, "b");
    assert_int_equal(ls_journal_stage_end(journal, NULL), LS_OK);
    memcpy(writer, ls_journal_writer(journal), LS_WRITER_SIZE);
    for (int again = 0; again < 2; again++) {
        const struct ls_journal_entry *entry = ls_journal_unsaved(journal, 2);
        assert_true(entry->staged);
        assert_int_equal(entry->records, 3);
        assert_int_equal(entry->cs->len, 0);
        assert_int_equal(entry->cs->group, 4711);
        assert_memory_equal(entry->file_id, file_id, LS_WRITER_SIZE);
        struct ls_changeset *cs = ls_journal_find(journal, writer, 3);
        assert_int_equal(cs->len, 3);
        assert_string_equal(ls_changeset_edit(cs, 2, LS_F_item_title)->after.text, "b");
        ls_changeset_free(cs);
        ls_journal_close(journal);
        journal = open_journal();
    }
    ls_journal_settle(journal, writer, 2, 70);
    for (int again = 0; again < 2; again++) {
        size_t count;
        assert_int_equal(ls_journal_unsaved_count(journal), 2);
        const struct ls_journal_saved *saved = ls_journal_saved(journal, &count);
        assert_int_equal(count, 1);
        assert_int_equal(saved[0].group, 4711);
        assert_int_equal(saved[0].seq, 70);
        assert_memory_equal(saved[0].file_id, file_id, LS_WRITER_SIZE);
        ls_journal_close(journal);
        journal = open_journal();
    }
    ls_journal_close(journal);
}

/* One byte flipped anywhere: never a wrong changeset. */
static void test_flipped_bytes(void **state)
{
    (void)state;
    LS_AUTO(buf) struct ls_buf whole = LS_BUF_INIT;
    struct ls_journal *journal = open_journal();
    keep(journal, "one");
    keep(journal, "two");
    ls_journal_close(journal);
    LS_AUTO(string) char *path = journal_path();
    assert_int_equal(ls_file_read(&whole, path, 0, NULL), 0);
    for (size_t at = 0; at < whole.len; at++) {
        FILE *out = fopen(path, "w");
        whole.data[at] ^= 0x21;
        fwrite(whole.data, 1, whole.len, out);
        fclose(out);
        whole.data[at] ^= 0x21;
        journal = open_journal();
        for (size_t i = 0; i < ls_journal_unsaved_count(journal); i++)
            assert_string_equal(ls_journal_unsaved(journal, i)->cs->label, i ? "two" : "one");
        ls_journal_close(journal);
    }
}

static void write_bytes(const char *path, const struct ls_buf *bytes)
{
    FILE *out = fopen(path, "w");
    assert_int_equal(fwrite(bytes->data, 1, bytes->len, out), bytes->len);
    fclose(out);
}

/* Where the text begins in the journal file. */
static size_t find_text(const struct ls_buf *bytes, const char *text)
{
    const char *found = memmem(bytes->data, bytes->len, text, strlen(text));
    assert_non_null(found);
    return (size_t)(found - bytes->data);
}

/* What is saved is not looked at: damage there cuts off nothing that is still needed, and damage in what is needed all
 * that follows. */
static void test_damage_in_what_is_saved(void **state)
{
    (void)state;
    struct ls_journal *journal = open_journal();
    uint8_t writer[LS_WRITER_SIZE];
    memcpy(writer, ls_journal_writer(journal), LS_WRITER_SIZE);
    keep(journal, "first that is saved");
    keep(journal, "second that waits");
    ls_journal_settle(journal, writer, 1, 20);
    keep(journal, "third that waits");
    ls_journal_close(journal);
    LS_AUTO(string) char *path = journal_path();
    LS_AUTO(buf) struct ls_buf bytes = LS_BUF_INIT;
    assert_int_equal(ls_file_read(&bytes, path, 0, NULL), 0);
    size_t first = find_text(&bytes, "first that"), third = find_text(&bytes, "third that");
    bytes.data[first] ^= 1;
    write_bytes(path, &bytes);
    journal = open_journal();
    assert_int_equal(ls_journal_unsaved_count(journal), 2);
    assert_int_equal(ls_journal_next(journal), 4);
    assert_null(ls_journal_find(journal, writer, 1)); /* only then is it found out */
    struct ls_changeset *second = ls_journal_find(journal, writer, 2);
    assert_string_equal(second->label, "second that waits");
    ls_changeset_free(second);
    ls_journal_close(journal);
    bytes.data[third] ^= 1;
    write_bytes(path, &bytes);
    journal = open_journal();
    assert_int_equal(ls_journal_unsaved_count(journal), 1);
    assert_int_equal(ls_journal_next(journal), 3);
    ls_journal_close(journal);
}

static void test_records(void **state)
{
    (void)state;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    size_t at = 0, len;
    unsigned type;
    const void *payload;
    journal_record_add(&b, JOURNAL_SETTLED, "abc", 3);
    journal_record_add(&b, JOURNAL_CHANGESET, "", 0);
    assert_true(journal_record_next(&b, &at, &type, &payload, &len));
    assert_int_equal(type, JOURNAL_SETTLED);
    assert_memory_equal(payload, "abc", 3);
    assert_true(journal_record_next(&b, &at, &type, &payload, &len));
    assert_int_equal(len, 0);
    assert_false(journal_record_next(&b, &at, &type, &payload, &len));
}

static void collect(void *arg, const char *key, const char *value)
{
    ls_buf_printf(arg, "%s=%s;", key, value);
}

static void test_state(void **state)
{
    (void)state;
    struct ls_journal *a = open_journal(), *b = open_journal();
    LS_AUTO(buf) struct ls_buf pairs = LS_BUF_INIT;
    assert_int_equal(ls_journal_set(a, "user", "ines", NULL), 0);
    assert_int_equal(ls_journal_set(b, "draft/note", "half a\nsentence", NULL), 0);
    assert_int_equal(ls_journal_set(a, "other", "x", NULL), 0);
    assert_int_equal(ls_journal_set(b, "other", "", NULL), 0);
    ls_journal_close(a);
    ls_journal_close(b);
    a = open_journal();
    ls_journal_state(a, collect, &pairs);
    assert_string_equal(pairs.data, "user=ines;draft/note=half a\nsentence;");
    ls_journal_close(a);
}

static void test_unwritable(void **state)
{
    (void)state;
    struct ls_journal *journal;
    struct ls_error err = {0};
    LS_AUTO(string) char *file = ls_asprintf("%s/file", dir);
    fclose(fopen(file, "w"));
    assert_int_not_equal(ls_journal_open(file, "/mnt/team.db", NULL, &journal, &err), LS_OK);
    assert_non_null(strstr(err.message, "cannot be kept"));
    ls_error_done(&err);
}

/* The folder is removed while the journal is open: what is kept afterwards, and what was not saved yet, is found by
 * the next program. */
static void test_removed_while_open(void **state)
{
    (void)state;
    struct ls_journal *journal = open_journal();
    keep(journal, "saved");
    keep(journal, "not saved");
    ls_journal_settle(journal, ls_journal_writer(journal), 1, 10);
    LS_AUTO(string) char *base = ls_asprintf("%s/journal", dir);
    ls_path_remove_tree(base);
    keep(journal, "after");
    assert_int_equal(ls_journal_next(journal), 4);
    ls_journal_close(journal);
    journal = open_journal();
    assert_int_equal(ls_journal_unsaved_count(journal), 2);
    assert_string_equal(ls_journal_unsaved(journal, 0)->cs->label, "not saved");
    assert_string_equal(ls_journal_unsaved(journal, 1)->cs->label, "after");
    assert_int_equal(ls_journal_next(journal), 4);
    ls_journal_close(journal);
}

int main(void)
{
#define JOURNAL_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        JOURNAL_TEST(test_removed_while_open),
        JOURNAL_TEST(test_reading_leaves_no_trace),
        JOURNAL_TEST(test_drafts_stand_beside_each_other),
        JOURNAL_TEST(test_a_draft_that_cannot_be_written),
        JOURNAL_TEST(test_keep_settle_take_over),
        JOURNAL_TEST(test_two_left_behind),
        JOURNAL_TEST(test_adopted_while_running),
        JOURNAL_TEST(test_waits_for_whom),
        JOURNAL_TEST(test_out_of_order_is_refused),
        JOURNAL_TEST(test_torn_tail_at_every_byte),
        JOURNAL_TEST(test_staged_at_every_byte),
        JOURNAL_TEST(test_staged_is_on_the_disk),
        JOURNAL_TEST(test_flipped_bytes),
        JOURNAL_TEST(test_damage_in_what_is_saved),
        JOURNAL_TEST(test_records),
        JOURNAL_TEST(test_state),
        JOURNAL_TEST(test_unwritable),
    };
    return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
