/* Words into what a command is given, and a line into words: what both front ends read alike. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "lockstep/arguments.h"
#include "sync_team.h"

/* The words of a line, each in [], with the byte at which it begins. */
static void words_are(const char *line, const char *wanted)
{
    struct ls_words words;
    LS_AUTO(buf) struct ls_buf have = LS_BUF_INIT;
    size_t at = 0;
    assert_int_equal(ls_words_split(line, &words, &at, NULL), LS_OK);
    for (size_t i = 0; i < words.len; i++)
        ls_buf_printf(&have, "%zu[%s]", words.v[i].at, words.v[i].text);
    assert_string_equal(have.data, wanted);
    ls_words_done(&words);
}

static void quote_has_no_end(const char *line, size_t wanted)
{
    struct ls_words words;
    struct ls_error err = {0};
    size_t at = 0;
    assert_int_equal(ls_words_split(line, &words, &at, &err), LS_EUSAGE);
    assert_int_equal(at, wanted);
    assert_int_equal(words.len, 0);
    ls_error_done(&err);
}

static void test_a_line_into_words(void **state LS_UNUSED)
{
    words_are("", "");
    words_are("  item\tadd  x ", "2[item]7[add]12[x]");
    words_are("add \"two words\" 'and \"these\"' z", "0[add]4[two words]16[and \"these\"]30[z]");
    words_are("owner=\"dana o\" due='17 mar'x", "0[owner=dana o]15[due=17 marx]");
    words_are("don't stop, O'Neill's 5\" pipe", "0[don't]6[stop,]12[O'Neill's]22[5\"]25[pipe]"); /* an apostrophe is one */
    words_are("\"\" é=\"日本 語\"", "0[]3[é=日本 語]");
    quote_has_no_end("add \"no end", 4);
    quote_has_no_end("a='", 2);
}

struct given {
    struct ls_words words;
    struct ls_arguments is;
    struct ls_error err;
    int code;
};

/* Reads a line for a command; the caller runs given_done. */
static void give(const struct sync_team *t, const char *spelling, const char *line, struct given *g)
{
    const char *names[3] = {"", "", ""};
    size_t used, at;
    struct ls_words spelled;
    assert_int_equal(ls_words_split(spelling, &spelled, &at, NULL), LS_OK);
    for (size_t i = 0; i < spelled.len && i < 3; i++)
        names[i] = spelled.v[i].text;
    const struct ls_command *c = ls_command_find(names, spelled.len, &used);
    assert_non_null(c);
    g->err = (struct ls_error){0};
    assert_int_equal(ls_words_split(line, &g->words, &at, NULL), LS_OK);
    g->code = ls_arguments_read(t->board, c, g->words.v, g->words.len, false, &g->is, &g->err);
    ls_words_done(&spelled);
}

static void given_done(struct given *g)
{
    ls_arguments_done(&g->is);
    ls_words_done(&g->words);
    ls_error_done(&g->err);
}

static void gives(const struct sync_team *t, const char *spelling, const char *line, size_t targets, size_t named, const char *text)
{
    struct given g;
    give(t, spelling, line, &g);
    if (g.code)
        fail_msg("%s %s: %s", spelling, line, g.err.message);
    assert_int_equal(g.is.target_count, targets);
    assert_int_equal(g.is.named_count, named);
    assert_string_equal(g.is.text.data, text);
    assert_int_equal(g.is.at, g.words.len);
    given_done(&g);
}

/* at: the word that it is about. */
static void refuses(const struct sync_team *t, const char *spelling, const char *line, size_t at, const char *why)
{
    struct given g;
    give(t, spelling, line, &g);
    assert_int_not_equal(g.code, LS_OK);
    if (!strstr(g.err.message, why))
        fail_msg("%s %s: %s", spelling, line, g.err.message);
    assert_int_equal(g.is.at, at);
    given_done(&g);
}

static void test_words_into_arguments(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    gives(&t, "item priority", "LS-41 ls-42 3", 2, 0, "3");
    gives(&t, "item priority", "41 high", 1, 0, "high"); /* the first word is a reference, whatever it looks like */
    gives(&t, "item comment", "LS-41 as LS-42 says", 1, 0, "as LS-42 says");
    gives(&t, "item set", "LS-41 LS-42 priority=3 due=\"17 mar\"", 2, 2, "");
    gives(&t, "item add", "Map for drivers owner=aiko", 0, 1, "Map for drivers");
    gives(&t, "item close", "LS-41 LS-42", 2, 0, "");
    gives(&t, "item parent", "LS-41 ls-42 LS-5", 2, 0, "LS-5"); /* the last one is what they go under */
    gives(&t, "item parent", "LS-41 none", 1, 0, "none");
    refuses(&t, "item parent", "LS-41", 1, "something is missing");
    refuses(&t, "item priority", "LS-41 LS-999 3", 1, "LS-999");
    refuses(&t, "item priority", "", 0, "which one?");
    refuses(&t, "item priority", "LS-41", 1, "something is missing");
    refuses(&t, "item close", "LS-41 now", 1, "one word too many: now");
    refuses(&t, "item set", "LS-41", 1, "what is to change?");
    refuses(&t, "item add", "", 0, "some words are missing");
    sync_team_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_line_into_words), cmocka_unit_test(test_words_into_arguments)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
