/* Frames, areas, lists, prompts, keys and the decoder: what needs no terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/layout.h"
#include "ui/list.h"
#include "ui/part.h"
#include "ui/prompt.h"
#include "ui/term/decode.h"
#include "ui/theme.h"

/* --- frame ----------------------------------------------------------------------------------- */

static void expect_dump(const struct frame *f, const char *want)
{
    LS_AUTO(buf) struct ls_buf got = LS_BUF_INIT;
    frame_dump(f, &got);
    assert_string_equal(got.data, want);
}

static void test_text_is_clipped_and_kept_aligned(void **state LS_UNUSED)
{
    struct frame f;
    frame_init(&f, 8, 3);
    struct area a = area_all(&f);
    area_text(a, 0, 0, ROLE_NORMAL, "日本語テスト");
    area_text(area_part(a, 1, 1, 4, 1), 0, 0, ROLE_NORMAL, "abcdef");
    area_fit(a, 0, 2, 7, ROLE_NORMAL, "日本語テスト");
    expect_dump(&f, "日本語テ\n abcd\n日本語…\n");
    frame_done(&f);
}

static void test_half_a_wide_character_becomes_a_blank(void **state LS_UNUSED)
{
    struct frame f;
    frame_init(&f, 6, 2);
    struct area a = area_all(&f);
    area_text(a, 0, 0, ROLE_NORMAL, "日本");
    area_text(a, 1, 0, ROLE_NORMAL, "x");
    area_text(a, 0, 1, ROLE_NORMAL, "日本");
    area_text(a, 2, 1, ROLE_NORMAL, "y");
    expect_dump(&f, " x本\n日y\n");
    area_text(a, 5, 0, ROLE_NORMAL, "語"); /* would stand half outside */
    expect_dump(&f, " x本\n日y\n");
    frame_done(&f);
}

static void test_a_part_stands_until_it_is_drawn_from_something_else(void **state LS_UNUSED)
{
    struct frame f;
    frame_init(&f, 6, 4);
    struct area all = area_all(&f), row = area_part(all, 0, 1, 6, 1);
    assert_true(part_stale(all, &f, 1));
    assert_true(part_stale(row, &row, 7));
    area_text(row, 0, 0, ROLE_NORMAL, "row");
    frame_again(&f);
    assert_false(part_stale(all, &f, 1));
    assert_false(part_stale(row, &row, 7));
    expect_dump(&f, "\nrow\n\n\n");
    assert_false(part_stale(area_part(all, 0, 3, 6, 1), &row, 7)); /* the same row elsewhere is moved */
    expect_dump(&f, "\nrow\n\nrow\n");
    assert_true(part_stale(row, &row, 8)); /* another one, on a blank place */
    expect_dump(&f, "\n\n\nrow\n");
    frame_done(&f);
}

static void test_parts_go_with_what_lies_around_them_and_with_what_is_drawn_over_them(void **state LS_UNUSED)
{
    struct frame f;
    frame_init(&f, 6, 4);
    struct area all = area_all(&f), row = area_part(all, 0, 1, 6, 1);
    part_stale(all, &f, 1);
    part_stale(row, &row, 7);
    frame_again(&f);
    assert_true(part_stale(all, &f, 2));
    assert_true(part_stale(row, &row, 7));
    frame_again(&f);
    assert_true(part_stale(area_part(all, 2, 0, 2, 3), &all, 1)); /* of a screen that is divided in another way */
    assert_true(part_stale(row, &row, 7));
    frame_again(&f);
    part_renew(row);
    assert_true(part_stale(row, &row, 7));
    frame_clear(&f);
    assert_true(part_stale(row, &row, 7));
    frame_done(&f);
}

static void test_what_a_part_is_drawn_from_has_an_order(void **state LS_UNUSED)
{
    assert_true(part_from(1, 2) != part_from(2, 1));
    assert_true(part_from(0, 0) != 0);
    assert_true(part_from_text(0, "a longer text") != part_from_text(0, "a longer tex"));
    assert_true(part_from_text(part_from_text(0, "ab"), "c") != part_from_text(part_from_text(0, "a"), "bc"));
}

static void test_foreign_text_is_made_safe(void **state LS_UNUSED)
{
    struct frame f;
    frame_init(&f, 20, 1);
    area_text(area_all(&f), 0, 0, ROLE_NORMAL, "a\033[31m\u202eb\nc");
    for (int x = 0; x < 20; x++)
        assert_true(f.cells[x].chars[0] >= ' ' && f.cells[x].chars[0] != 0x202e);
    frame_done(&f);
}

static void test_combining_marks_share_a_cell(void **state LS_UNUSED)
{
    struct frame f;
    frame_init(&f, 5, 1);
    int used = area_text(area_all(&f), 0, 0, ROLE_NORMAL, "e\u0301x");
    assert_int_equal(used, 2);
    assert_int_equal(f.cells[0].chars[1], 0x301);
    assert_int_equal(f.cells[1].chars[0], 'x');
    frame_done(&f);
}

static void test_ascii_has_no_other_characters(void **state LS_UNUSED)
{
    struct frame f;
    frame_init(&f, 12, 3);
    f.ascii = true;
    struct area a = area_all(&f);
    area_hline(a, 0, 0, 3);
    area_text(a, 4, 0, ROLE_NORMAL, "▌✓ é日");
    area_fit(a, 0, 1, 5, ROLE_NORMAL, "long text");
    area_bar(a, 0, 2, 4, ROLE_ACCENT, 0.5);
    expect_dump(&f, "--- >v e??\nlong~\n##..\n");
    frame_done(&f);
}

static void test_only_changed_rows_differ(void **state LS_UNUSED)
{
    struct frame f, g;
    frame_init(&f, 10, 3);
    frame_init(&g, 1, 1);
    area_text(area_all(&f), 0, 1, ROLE_NORMAL, "same");
    frame_copy(&g, &f);
    area_text(area_all(&g), 0, 2, ROLE_NORMAL, "new");
    area_focus(area_all(&g), 0, 0, 1);
    assert_true(frame_row_changed(&f, &g, 0));
    assert_false(frame_row_changed(&f, &g, 1));
    assert_true(frame_row_changed(&f, &g, 2));
    frame_done(&f);
    frame_done(&g);
}

static void test_right_aligned(void **state LS_UNUSED)
{
    struct frame f;
    frame_init(&f, 10, 2);
    struct area a = area_all(&f);
    area_fit_right(a, 0, 0, 6, ROLE_NORMAL, "1920");
    assert_int_equal(area_text_right(a, 9, 1, ROLE_NORMAL, "end"), 6);
    expect_dump(&f, "  1920\n      end\n");
    frame_done(&f);
}

static void test_roles_are_dumped(void **state LS_UNUSED)
{
    struct frame f;
    LS_AUTO(buf) struct ls_buf got = LS_BUF_INIT;
    frame_init(&f, 6, 1);
    struct area a = area_all(&f);
    area_text(a, 0, 0, ROLE_WARN, "ab");
    area_text(a, 2, 0, ROLE_NORMAL, "cd");
    area_focus(a, 1, 0, 2);
    frame_dump_roles(&f, &got);
    assert_string_equal(got.data, "wW*.\n");
    frame_done(&f);
}

/* --- list ------------------------------------------------------------------------------------ */

static void test_cursor_follows_the_record(void **state LS_UNUSED)
{
    struct list l;
    list_init(&l);
    list_set(&l, (ls_id[]){10, 20, 30, 40}, 4);
    list_move(&l, 2);
    assert_int_equal(list_current(&l), 30);
    list_set(&l, (ls_id[]){5, 30, 10}, 3);
    assert_int_equal(list_current(&l), 30);
    assert_int_equal(l.at, 1);
    list_set(&l, (ls_id[]){5, 10}, 2); /* it is gone: the row stays */
    assert_int_equal(list_current(&l), 10);
    list_set(&l, NULL, 0);
    assert_int_equal(list_current(&l), 0);
    list_move(&l, 3);
    assert_int_equal(list_current(&l), 0);
    list_done(&l);
}

static void test_marks_follow_records(void **state LS_UNUSED)
{
    struct list l;
    list_init(&l);
    list_set(&l, (ls_id[]){10, 20, 30, 40}, 4);
    list_mark(&l, 40, true);
    list_mark(&l, 20, true);
    list_mark(&l, 20, true);
    assert_int_equal(l.mark_len, 2);
    list_set(&l, (ls_id[]){40, 30}, 2);
    assert_int_equal(l.mark_len, 1);
    assert_true(list_marked(&l, 40));
    assert_false(list_marked(&l, 20));
    list_mark_all(&l);
    assert_int_equal(l.mark_len, 2);
    list_mark_none(&l);
    assert_int_equal(l.mark_len, 0);
    list_set(&l, (ls_id[]){1, 2, 3, 4, 5}, 5);
    list_move_end(&l);
    list_move(&l, -1);
    assert_true(list_mark_range(&l));
    list_move(&l, -2);
    assert_false(list_mark_range(&l));
    assert_int_equal(l.mark_len, 3);
    assert_true(list_marked(&l, 2) && list_marked(&l, 3) && list_marked(&l, 4));
    list_done(&l);
}

static const struct column COLUMNS[] = {
    {.title = "ID", .width = 5},
    {.title = "TITLE", .width = 18, .gap = 1, .grow = true},
    {.title = "OWNER", .width = 12, .gap = 1, .drop = 1},
    {.title = "DUE", .width = 6, .gap = 1, .drop = 2, .right = true},
};

static int formatted;

static void test_cell(void *arg LS_UNUSED, ls_id id, int column, struct ls_buf *text, enum role *role LS_UNUSED)
{
    formatted++;
    if (column == 0)
        ls_buf_printf(text, "LS-%d", (int)id);
    else
        ls_buf_str(text, "text");
}

static void test_only_visible_rows_are_formatted(void **state LS_UNUSED)
{
    struct list l;
    struct frame f;
    ls_id ids[1000];
    for (int i = 0; i < 1000; i++)
        ids[i] = i + 1;
    list_init(&l);
    list_set(&l, ids, 1000);
    frame_init(&f, 60, 5);
    list_move(&l, 700);
    formatted = 0;
    int y = list_draw(&l, area_all(&f), true, COLUMNS, 4, test_cell, NULL);
    assert_int_equal(y, 4);
    assert_int_equal(formatted, 5 * 4);
    assert_int_equal(list_at_row(&l, 4), 701);
    assert_int_equal(list_at_row(&l, 5), 0);
    frame_done(&f);
    list_done(&l);
}

static void test_columns_drop_when_narrow(void **state LS_UNUSED)
{
    int w[4];
    list_widths(COLUMNS, 4, 3, 66, w);
    assert_int_equal(w[0] + w[1] + w[2] + w[3] + 3 + 3, 66);
    list_widths(COLUMNS, 4, 3, 45, w);
    assert_int_equal(w[3], 0);
    assert_int_equal(w[2], 12);
    list_widths(COLUMNS, 4, 3, 30, w);
    assert_int_equal(w[2], 0);
    assert_int_equal(w[1], 30 - 3 - 5 - 1);
}

/* --- prompt ---------------------------------------------------------------------------------- */

static enum prompt_result press(struct prompt *p, uint32_t code, unsigned mods)
{
    struct ui_event e = {.kind = UI_EVENT_KEY, .key = {code, mods}};
    return prompt_event(p, &e);
}

static void type(struct prompt *p, const char *text)
{
    uint32_t c;
    for (size_t at = 0, used; (used = ls_text_decode(text + at, strlen(text) - at, &c)); at += used)
        press(p, c, 0);
}

static void people(void *arg LS_UNUSED, const char *word, struct choices *ret_choices)
{
    static const char *const NAMES[] = {"dana", "ines", "jonas"};
    for (size_t i = 0; i < 3; i++)
        if (strstr(NAMES[i], word))
            choices_add(ret_choices, NAMES[i], NAMES[i], "", 0);
}

static void test_prompt_edits_by_graphemes(void **state LS_UNUSED)
{
    struct prompt p;
    prompt_init(&p, PROMPT_LINE, "Title", "");
    type(&p, "a日e\u0301b");
    press(&p, LS_KEY_LEFT, 0);
    press(&p, LS_KEY_BACKSPACE, 0); /* the e with its accent */
    assert_string_equal(p.text.data, "a日b");
    press(&p, LS_KEY_HOME, 0);
    press(&p, LS_KEY_DELETE, 0);
    assert_string_equal(p.text.data, "日b");
    press(&p, 'e', LS_MOD_CTRL);
    press(&p, 'u', LS_MOD_CTRL);
    assert_string_equal(p.text.data, "");
    assert_int_equal(press(&p, LS_KEY_ESC, 0), PROMPT_LEFT);
    prompt_done(&p);
}

static void propose(struct prompt *p, const char *text)
{
    prompt_done(p);
    prompt_init(p, PROMPT_LINE, "Team file", text);
    prompt_propose(p);
}

static void test_prompt_proposes(void **state LS_UNUSED)
{
    struct prompt p;
    struct ui_event paste = {.kind = UI_EVENT_PASTE, .text = "/mnt/b"};
    prompt_init(&p, PROMPT_LINE, "", "");
    propose(&p, "/mnt/a");
    assert_int_equal(press(&p, LS_KEY_ENTER, 0), PROMPT_TAKEN);
    assert_string_equal(prompt_answer(&p), "/mnt/a");
    propose(&p, "/mnt/a");
    type(&p, "né");
    assert_string_equal(p.text.data, "né");
    propose(&p, "/mnt/a");
    prompt_event(&p, &paste);
    assert_string_equal(p.text.data, "/mnt/b");
    propose(&p, "/mnt/a");
    press(&p, LS_KEY_RIGHT, 0); /* what is moved in is edited */
    type(&p, "b");
    assert_string_equal(p.text.data, "/mnt/ab");
    propose(&p, "/mnt/a");
    press(&p, LS_KEY_HOME, 0);
    type(&p, "x");
    assert_string_equal(p.text.data, "x/mnt/a");
    propose(&p, "/mnt/a");
    assert_int_equal(press(&p, LS_KEY_BACKSPACE, 0), PROMPT_MORE);
    assert_string_equal(p.text.data, "");
    propose(&p, "/mnt/a");
    prompt_set(&p, "ines pmm"); /* chosen: it is the user's */
    type(&p, "x");
    assert_string_equal(p.text.data, "ines pmmx");
    prompt_done(&p);
}

static void test_prompt_picks(void **state LS_UNUSED)
{
    struct prompt p;
    prompt_init(&p, PROMPT_PICK, "Assign to", "");
    prompt_fill(&p, people, NULL);
    type(&p, "jo");
    assert_int_equal(press(&p, LS_KEY_ENTER, 0), PROMPT_TAKEN);
    assert_string_equal(prompt_answer(&p), "jonas");
    type(&p, "zz");
    assert_int_equal(press(&p, LS_KEY_ENTER, 0), PROMPT_MORE); /* nobody is called so */
    prompt_done(&p);
}

static void test_prompt_completes_a_word(void **state LS_UNUSED)
{
    struct prompt p;
    prompt_init(&p, PROMPT_LINE, "Action", "");
    prompt_fill(&p, people, NULL);
    type(&p, "call da");
    press(&p, LS_KEY_TAB, 0);
    assert_string_equal(p.text.data, "call dana ");
    assert_int_equal(press(&p, LS_KEY_ENTER, 0), PROMPT_TAKEN);
    prompt_done(&p);
}

static void test_prompt_pastes(void **state LS_UNUSED)
{
    struct prompt p;
    struct ui_event e = {.kind = UI_EVENT_PASTE, .text = "one\ntwo\033[31m\n"};
    prompt_init(&p, PROMPT_LINE, "Title", "");
    prompt_event(&p, &e);
    assert_null(strchr(p.text.data, '\n'));
    assert_null(strchr(p.text.data, '\033'));
    prompt_done(&p);
    prompt_init(&p, PROMPT_LINES, "New", "");
    prompt_event(&p, &e);
    assert_memory_equal(p.text.data, "one\ntwo", 7);
    prompt_done(&p);
}

static void test_prompt_scrolls_to_its_cursor(void **state LS_UNUSED)
{
    struct prompt p;
    struct frame f;
    frame_init(&f, 20, 1);
    prompt_init(&p, PROMPT_LINE, "New", "0123456789abcdefghij");
    prompt_draw(&p, area_all(&f));
    assert_int_equal(f.cursor_x, 18);
    expect_dump(&f, " New …89abcdefghij\n");
    for (int i = 0; i < 14; i++)
        press(&p, LS_KEY_LEFT, 0);
    frame_clear(&f);
    prompt_draw(&p, area_all(&f));
    assert_int_equal(f.cursor_x, 11);
    expect_dump(&f, " New 0123456789abc…\n");
    prompt_done(&p);
    prompt_init(&p, PROMPT_LINE, "New", "日本語日本語日本語日本語"); /* what is under the cursor is never cut */
    for (int i = 0; i < 5; i++)
        press(&p, LS_KEY_LEFT, 0);
    frame_clear(&f);
    prompt_draw(&p, area_all(&f));
    assert_int_equal(f.cursor_x, 16);
    expect_dump(&f, " New …語日本語日本…\n");
    prompt_done(&p);
    frame_done(&f);
}

/* --- keys and bytes -------------------------------------------------------------------------- */

static void expect_key(struct decode *d, bool late, const char *name)
{
    struct ui_event e = {0};
    LS_AUTO(buf) struct ls_buf got = LS_BUF_INIT;
    assert_true(decode_next(d, late, &e));
    assert_int_equal(e.kind, UI_EVENT_KEY);
    ls_key_format(&got, e.key);
    assert_string_equal(got.data, name);
}

static void test_bytes_become_keys(void **state LS_UNUSED)
{
    static const struct {
        const char *bytes, *key;
    } CASES[] = {
        {"j", "j"}, {"\r", "Enter"}, {"\n", "Enter"}, {"\t", "Tab"}, {"\033[Z", "Shift-Tab"}, {"\x7f", "Backspace"},
        {"\x0b", "Ctrl-k"}, {"\033[A", "↑"}, {"\033OB", "↓"}, {"\033[1;5C", "Ctrl-→"}, {"\033[5~", "PgUp"},
        {"\033OP", "F1"}, {"\033[15~", "F5"}, {"\033[24~", "F12"}, {"\033[[A", "F1"}, {"\033x", "Alt-x"},
        {"\033\x7f", "Alt-Backspace"}, {"é", "é"}, {"日", "日"}, {"\033é", "Alt-é"}, {" ", "Space"},
        {"\033[107;5u", "Ctrl-k"},
    };
    struct decode d;
    struct ui_event e;
    decode_init(&d);
    for (size_t i = 0; i < LS_COUNT(CASES); i++) {
        decode_feed(&d, CASES[i].bytes, strlen(CASES[i].bytes));
        expect_key(&d, false, CASES[i].key);
        assert_false(decode_next(&d, true, &e));
        struct ls_key key; /* and the name reads back */
        assert_true(ls_key_parse(CASES[i].key, &key));
    }
    decode_done(&d);
}

/* A read that is a sentence says so with each of its keys; what is typed, ahead of a slow line too, or ends with a key that
 * no paste has, does not. */
static void test_words_all_at_once(void **state LS_UNUSED)
{
    static const struct {
        const char *bytes;
        bool burst;
    } CASES[] = {{"next: legal writes at once\r", true}, {"Depot map\rDutch page\rPolish\r", true},
                 {"日本語のドライバーアプリ", true}, {"n", false}, {"ad\rjp1 j ad\rj", false},
                 {"jjjjjjjjjjjjjjjjjjjjjjjj", false}, {"jj kk jj  kk jj jj kk jj kk", false},
                 {"the depots go first\033[A and then", false}, {"one two three four \x15 five", false}};
    struct decode d;
    struct ui_event e;
    decode_init(&d);
    for (size_t i = 0; i < LS_COUNT(CASES); i++) {
        size_t last = 0, keys = 0;
        decode_feed(&d, CASES[i].bytes, strlen(CASES[i].bytes));
        for (; decode_next(&d, true, &e); last = e.burst, keys++) {
            assert_int_equal(e.burst > 0, CASES[i].burst);
            assert_true(!keys || !CASES[i].burst || e.burst < last);
        }
        assert_int_equal(last, CASES[i].burst);
        decode_feed(&d, "j", 1);
        assert_true(decode_next(&d, true, &e) && !e.burst);
    }
    decode_done(&d);
}

static void test_escape_is_decided_by_time(void **state LS_UNUSED)
{
    struct decode d;
    struct ui_event e;
    decode_init(&d);
    decode_feed(&d, "\033", 1);
    assert_false(decode_next(&d, false, &e));
    assert_true(decode_waits(&d));
    expect_key(&d, true, "Esc");
    decode_feed(&d, "\033[", 2); /* a sequence in two reads */
    assert_false(decode_next(&d, false, &e));
    decode_feed(&d, "B", 1);
    expect_key(&d, false, "↓");
    decode_feed(&d, "\xe6\x97", 2); /* and a character */
    assert_false(decode_next(&d, false, &e));
    decode_feed(&d, "\xa5", 1);
    expect_key(&d, false, "日");
    decode_done(&d);
}

static void expect_background(struct decode *d, int light)
{
    struct ui_event e = {0};
    assert_true(decode_next(d, false, &e));
    assert_int_equal(e.kind, UI_EVENT_BACKGROUND);
    assert_int_equal(e.lines, light);
}

/* What the terminal answers comes between the keys, whole or in pieces, and is never typed. */
static void test_an_answer_is_no_key(void **state LS_UNUSED)
{
    static const struct {
        const char *bytes;
        int light;
    } ANSWERS[] = {{"\033]11;rgb:ffff/ffff/ffff\033\\", 100}, {"\033]11;rgb:0000/0000/0000\a", 0},
                   {"\033]11;rgb:28/2c/34\a", 17}, {"\033]11;rgba:fdfd/f6f6/e3e3/ffff\033\\", 97}, {"\033]11;rgb:f/0/0\a", 21}};
    struct decode d;
    struct ui_event e;
    decode_init(&d);
    for (size_t i = 0; i < LS_COUNT(ANSWERS); i++) {
        size_t len = strlen(ANSWERS[i].bytes);
        for (size_t cut = 3; cut < len; cut++) { /* two characters are Alt-] if nothing follows */
            decode_feed(&d, "j", 1);
            decode_feed(&d, ANSWERS[i].bytes, cut);
            expect_key(&d, false, "j");
            assert_false(decode_next(&d, true, &e));
            assert_false(decode_waits(&d)); /* nobody spins for it */
            decode_feed(&d, ANSWERS[i].bytes + cut, len - cut);
            decode_feed(&d, "n", 1);
            expect_background(&d, ANSWERS[i].light);
            expect_key(&d, false, "n");
        }
    }
    const char *others = "\033]10;rgb:ffff/ffff/ffff\a\033]11;blue\aj"; /* another colour; a name, which no terminal sends */
    decode_feed(&d, others, strlen(others));
    expect_key(&d, false, "l");
    decode_done(&d);
    decode_init(&d);
    const char *lost = "\033]11;rgb:ffffj\033]xk"; /* its end was lost; Alt-] and x were typed */
    decode_feed(&d, lost, strlen(lost));
    expect_key(&d, false, "j");
    expect_key(&d, false, "Alt-]");
    expect_key(&d, false, "x");
    decode_done(&d);
}

static void test_broken_bytes_are_no_keys(void **state LS_UNUSED)
{
    struct decode d;
    struct ui_event e;
    decode_init(&d);
    const char *bytes = "\xff\xc0\xaf\033[999999999999999999999qx";
    decode_feed(&d, bytes, strlen(bytes));
    while (decode_next(&d, true, &e))
        if (e.key.code == 'x')
            break;
    assert_int_equal(e.key.code, 'x');
    decode_done(&d);
}

/* A line may be slow: a character is waited for, but not by what comes behind one that is broken. */
static void test_a_character_in_pieces(void **state LS_UNUSED)
{
    struct decode d;
    struct ui_event e;
    decode_init(&d);
    for (int i = 0; i < 3; i++) {
        assert_false(decode_next(&d, true, &e));
        assert_false(decode_waits(&d)); /* time does not decide */
        decode_feed(&d, &"\xe6\x97\xa5"[i], 1);
    }
    expect_key(&d, false, "日");
    decode_feed(&d, "\xe6\x97", 2);
    assert_false(decode_next(&d, true, &e));
    decode_feed(&d, "x", 1);
    expect_key(&d, false, "x");
    decode_feed(&d, "\033\xc3", 2); /* Alt and half a character are given up in time */
    assert_true(decode_waits(&d));
    while (decode_next(&d, true, &e))
        continue;
    assert_false(decode_waits(&d));
    decode_done(&d);
}

/* Whatever comes, in whatever pieces: it ends, and no key is none. */
static void test_random_bytes_end(void **state LS_UNUSED)
{
    static const char ALPHABET[] = "\033[[O<;0123456789~MmABCu\r\xe6\x97\xa5\xff q200~";
    uint32_t seed = 12345;
    struct decode d;
    struct ui_event e;
    decode_init(&d);
    for (int round = 0; round < 20000; round++) {
        char piece[8];
        size_t len = 0;
        do {
            seed = seed * 1664525u + 1013904223u;
            piece[len++] = ALPHABET[(seed >> 16) % (sizeof(ALPHABET) - 1)];
        } while (len < sizeof(piece) && (seed >> 28) > 3);
        decode_feed(&d, piece, len);
        for (int events = 0; decode_next(&d, round % 5 == 0, &e); events++) {
            assert_true(events < 100);
            assert_true(e.kind != UI_EVENT_NONE);
            assert_true(e.kind != UI_EVENT_KEY || e.key.code != LS_KEY_NONE);
        }
    }
    decode_done(&d);
}

static void test_paste_and_mouse(void **state LS_UNUSED)
{
    struct decode d;
    struct ui_event e;
    decode_init(&d);
    const char *first = "\033[200~one\r\ntwo\rj\033[2";
    decode_feed(&d, first, strlen(first));
    assert_false(decode_next(&d, true, &e)); /* no key of it gets out */
    decode_feed(&d, "01~", 3);
    assert_true(decode_next(&d, false, &e));
    assert_int_equal(e.kind, UI_EVENT_PASTE);
    assert_string_equal(e.text, "one\ntwo\nj");
    decode_feed(&d, "\033[<65;10;5M\033[<0;3;4M\033[<0;3;4m", 29);
    assert_true(decode_next(&d, false, &e));
    assert_int_equal(e.kind, UI_EVENT_WHEEL);
    assert_true(e.lines > 0 && e.x == 9 && e.y == 4);
    assert_true(decode_next(&d, false, &e));
    assert_int_equal(e.kind, UI_EVENT_CLICK);
    assert_false(decode_next(&d, true, &e)); /* the release says nothing */
    decode_done(&d);
}

/* --- layout and theme ------------------------------------------------------------------------ */

static void test_every_size_has_a_layout(void **state LS_UNUSED)
{
    const int want[3] = {19, 7, 20};
    for (int w = 1; w < 200; w += 7)
        for (int h = 1; h < 70; h++) {
            struct frame f;
            struct layout l;
            frame_init(&f, w, h);
            layout_home(&f, false, h % 2, want, &l);
            bool fits = w >= LAYOUT_MIN_COLUMNS && h >= LAYOUT_MIN_ROWS;
            assert_int_equal(l.kind != LAYOUT_TOO_SMALL, fits);
            if (fits)
                assert_true(l.list.w > 0 && l.list.h >= 2 && l.list.y + l.list.h <= h);
            for (int i = 0; l.kind == LAYOUT_BOTH && i < 3; i++)
                assert_true(l.side[i].h >= 2 && l.side[i].w >= 40);
            layout_draw_rules(&f, &l);
            frame_done(&f);
        }
}

static void test_no_color(void **state LS_UNUSED)
{
    unsetenv("CLICOLOR");
    unsetenv("CLICOLOR_FORCE");
    setenv("NO_COLOR", "1", 1);
    assert_string_equal(theme_choose("dark", 256, BACKGROUND_UNKNOWN)->name, "mono");
    unsetenv("NO_COLOR");
    setenv("COLORFGBG", "0;15", 1);
    assert_string_equal(theme_choose(NULL, 256, BACKGROUND_UNKNOWN)->name, "light");
    assert_string_equal(theme_choose("auto", 256, BACKGROUND_DARK)->name, "dark"); /* the terminal knows better */
    assert_string_equal(theme_choose("contrast", 256, BACKGROUND_DARK)->name, "contrast");
    assert_true(theme_wants_background("auto", 256));
    assert_false(theme_wants_background("mono", 256));
    assert_false(theme_wants_background("auto", 0));
    unsetenv("COLORFGBG");
    assert_string_equal(theme_choose("", 256, BACKGROUND_LIGHT)->name, "light");
    assert_string_equal(theme_choose("", 8, BACKGROUND_UNKNOWN)->name, "dark");
    assert_string_equal(theme_choose("dark", 0, BACKGROUND_UNKNOWN)->name, "mono");
    setenv("CLICOLOR", "0", 1);
    assert_string_equal(theme_choose(NULL, 8, BACKGROUND_UNKNOWN)->name, "mono");
    setenv("CLICOLOR_FORCE", "1", 1);
    assert_string_equal(theme_choose(NULL, 8, BACKGROUND_UNKNOWN)->name, "dark");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_clipped_and_kept_aligned),
        cmocka_unit_test(test_half_a_wide_character_becomes_a_blank),
        cmocka_unit_test(test_a_part_stands_until_it_is_drawn_from_something_else),
        cmocka_unit_test(test_parts_go_with_what_lies_around_them_and_with_what_is_drawn_over_them),
        cmocka_unit_test(test_what_a_part_is_drawn_from_has_an_order),
        cmocka_unit_test(test_foreign_text_is_made_safe),
        cmocka_unit_test(test_combining_marks_share_a_cell),
        cmocka_unit_test(test_ascii_has_no_other_characters),
        cmocka_unit_test(test_only_changed_rows_differ),
        cmocka_unit_test(test_right_aligned),
        cmocka_unit_test(test_roles_are_dumped),
        cmocka_unit_test(test_cursor_follows_the_record),
        cmocka_unit_test(test_marks_follow_records),
        cmocka_unit_test(test_only_visible_rows_are_formatted),
        cmocka_unit_test(test_columns_drop_when_narrow),
        cmocka_unit_test(test_prompt_edits_by_graphemes),
        cmocka_unit_test(test_prompt_proposes),
        cmocka_unit_test(test_prompt_picks),
        cmocka_unit_test(test_prompt_completes_a_word),
        cmocka_unit_test(test_prompt_pastes),
        cmocka_unit_test(test_prompt_scrolls_to_its_cursor),
        cmocka_unit_test(test_bytes_become_keys),
        cmocka_unit_test(test_words_all_at_once), cmocka_unit_test(test_escape_is_decided_by_time),
        cmocka_unit_test(test_an_answer_is_no_key),
        cmocka_unit_test(test_broken_bytes_are_no_keys),
        cmocka_unit_test(test_a_character_in_pieces),
        cmocka_unit_test(test_random_bytes_end),
        cmocka_unit_test(test_paste_and_mouse),
        cmocka_unit_test(test_every_size_has_a_layout),
        cmocka_unit_test(test_no_color),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
