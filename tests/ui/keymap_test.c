/* The command table as a keymap: every key can be pressed, and none does two things in one place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "ui/keymap.h"

static const char *const MODES[] = {"home", "agenda", "blockers", "owners", "item", "blocker", "record", "decision", "person", "records", "gaps", "tree", "sync"};

static void test_every_key_can_be_pressed(void **state LS_UNUSED)
{
    struct keymap k;
    size_t written = 0;
    keymap_init(&k);
    for (int id = 0; id < LS_CMD_COUNT; id++) {
        const char *at = ls_command_info((enum ls_command_id)id)->keys, *mode, *key;
        size_t mode_len, key_len;
        while (ls_command_next_key(&at, &mode, &mode_len, &key, &key_len))
            written++;
    }
    assert_int_equal(k.len, written);
    keymap_done(&k);
}

static bool same(struct ls_key a, struct ls_key b)
{
    return a.code == b.code && a.mods == b.mods;
}

/* In one mode name of the table a key stands once; a one-key command never hides a prefix. */
static void test_no_key_does_two_things(void **state LS_UNUSED)
{
    struct keymap k;
    keymap_init(&k);
    for (size_t i = 0; i < k.len; i++)
        for (size_t j = i + 1; j < k.len; j++) {
            const struct keymap_entry *a = &k.v[i], *b = &k.v[j];
            bool mode = a->mode_len == b->mode_len && !memcmp(a->mode, b->mode, a->mode_len);
            bool clash = same(a->first, b->first) && (same(a->second, b->second) || !a->second.code || !b->second.code);
            if (mode && clash)
                fail_msg("%s and %s have the same key", ls_command_info(a->command)->name, ls_command_info(b->command)->name);
        }
    keymap_done(&k);
}

/* Whatever is pressed somewhere runs the command of that mode, not one that holds anywhere. */
static void test_a_mode_comes_before_any(void **state LS_UNUSED)
{
    struct keymap k;
    enum ls_command_id id;
    struct ls_key one, q, none = {0};
    keymap_init(&k);
    assert_true(ls_key_parse("1", &one) && ls_key_parse("q", &q));
    assert_int_equal(keymap_find(&k, "home", none, one, &id), KEYMAP_COMMAND);
    assert_int_equal(id, LS_CMD_ITEM_LIST);
    assert_int_equal(keymap_find(&k, "sync", none, one, &id), KEYMAP_COMMAND);
    assert_int_equal(id, LS_CMD_SYNC_OPTION);
    for (size_t i = 0; i < LS_COUNT(MODES); i++) {
        assert_int_equal(keymap_find(&k, MODES[i], none, q, &id), KEYMAP_COMMAND);
        assert_int_equal(id, LS_CMD_BACK);
    }
    keymap_done(&k);
}

static void test_two_keys(void **state LS_UNUSED)
{
    struct keymap k;
    enum ls_command_id id;
    struct ls_key g, s, none = {0};
    keymap_init(&k);
    ls_key_parse("g", &g);
    ls_key_parse("s", &s);
    assert_int_equal(keymap_find(&k, "owners", none, g, &id), KEYMAP_PREFIX);
    assert_int_equal(keymap_find(&k, "owners", g, g, &id), KEYMAP_COMMAND);
    assert_int_equal(id, LS_CMD_TOP);
    assert_int_equal(keymap_find(&k, "owners", g, s, &id), KEYMAP_COMMAND);
    assert_int_equal(id, LS_CMD_SYNC_SHOW);
    assert_int_equal(keymap_find(&k, "owners", s, g, &id), KEYMAP_NONE);
    keymap_done(&k);
}

static void test_hints_know_the_key(void **state LS_UNUSED)
{
    struct keymap k;
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    keymap_init(&k);
    assert_true(keymap_key_of(&k, "home", LS_CMD_ITEM_ASSIGN, &key));
    assert_string_equal(key.data, "a");
    assert_false(keymap_key_of(&k, "sync", LS_CMD_ITEM_ASSIGN, &key));
    keymap_done(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_key_can_be_pressed), cmocka_unit_test(test_no_key_does_two_things),
        cmocka_unit_test(test_a_mode_comes_before_any),  cmocka_unit_test(test_two_keys),
        cmocka_unit_test(test_hints_know_the_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
