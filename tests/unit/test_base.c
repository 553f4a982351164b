/* The base layer: text and its columns, the calendar, packing, edit distance. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/pack.h"
#include "base/text.h"
#include "lockstep/error.h"

static void test_buf(void **state)
{
    (void)state;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    assert_string_equal(b.data, "");
    ls_buf_printf(&b, "%s-%d", "LS", 20);
    ls_buf_insert(&b, 0, "a ", 2);
    ls_buf_cut(&b, 2, 3);
    assert_string_equal(b.data, "a 20");
    for (int i = 0; i < 1000; i++)
        ls_buf_char(&b, 'x');
    assert_int_equal(b.len, 1004);
    ls_buf_truncate(&b, 1);
    char *text = ls_buf_steal(&b);
    assert_string_equal(text, "a");
    assert_string_equal(b.data, "");
    free(text);
}

static void test_columns(void **state)
{
    (void)state;
    assert_int_equal(ls_text_columns("plain"), 5);
    assert_int_equal(ls_text_columns("Inês"), 4);
    assert_int_equal(ls_text_columns("e\xCC\x81"), 1); /* e + combining acute */
    assert_int_equal(ls_text_columns("日本語"), 6);
    assert_int_equal(ls_text_columns("👩‍💻"), 2);
}

static void assert_fit(const char *text, int columns, const char *wanted)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_text_fit(&b, text, columns, false);
    assert_string_equal(b.data, wanted);
    assert_int_equal(ls_text_columns(b.data), columns);
}

static void test_fit(void **state)
{
    (void)state;
    assert_fit("abc", 5, "abc  ");
    assert_fit("abcdef", 4, "abc…");
    assert_fit("日本語", 6, "日本語");
    assert_fit("日本語", 5, "日本…");
    assert_fit("日本語", 4, "日… "); /* a wide character never half fits */
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_text_fit_right(&b, "42", 4, false);
    assert_string_equal(b.data, "  42");
}

static void assert_safe(const char *text, const char *wanted)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_text_safe(&b, text);
    assert_string_equal(b.data, wanted);
}

static void test_safe(void **state)
{
    (void)state;
    assert_safe("plain é 日本", "plain é 日本");
    assert_safe("a\x1b[31mb", "a\xEF\xBF\xBD[31mb");
    assert_safe("a\r\nb\tc", "a b c");
    assert_safe("a\xE2\x80\xAE" "b", "ab");     /* bidi override */
    assert_safe("a\xE2\x80\x8B" "b", "ab");     /* zero-width space */
    assert_safe("a\xff" "b", "a\xEF\xBF\xBD" "b"); /* no UTF-8 */
    assert_safe("👩‍💻", "👩‍💻");
    assert_safe("a\xC2\x9B" "31m", "a\xEF\xBF\xBD" "31m"); /* C1 CSI */
}

static void test_fold(void **state)
{
    (void)state;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_text_fold(&b, "Inês STRASSE ﬁx");
    assert_string_equal(b.data, "ines strasse fix");
    assert_true(ls_text_compare("Äpfel", "Birne") < 0);
}

static void test_valid(void **state)
{
    (void)state;
    assert_true(ls_text_valid("é", 2));
    assert_false(ls_text_valid("\xC0\xAF", 2));     /* overlong */
    assert_false(ls_text_valid("\xED\xA0\x80", 3)); /* surrogate */
    assert_false(ls_text_valid("a\0b", 3));
}

static void test_numbers(void **state)
{
    (void)state;
    int64_t i;
    double r;
    assert_true(ls_text_to_int("-42", &i) && i == -42);
    assert_false(ls_text_to_int("4 2", &i));
    assert_false(ls_text_to_int("99999999999999999999", &i));
    assert_true(ls_text_to_real("0.25", &r) && r == 0.25);
    assert_true(ls_text_to_real(".5", &r) && r == 0.5);
    assert_false(ls_text_to_real("1,5", &r));
    assert_false(ls_text_to_real("nan", &r));
    assert_false(ls_text_to_real("0x10", &r));
    static const double values[] = {0, 1, 42.2, 6100, 0.1, 1e-7, 123456789012345680.0, -3.5, 0.30000000000000004};
    for (size_t n = 0; n < LS_COUNT(values); n++) {
        LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
        ls_text_real(&b, values[n]);
        assert_null(strchr(b.data, 'e'));
        assert_true(strtod(b.data, NULL) == values[n]);
    }
}

/* The quick way for whole numbers and hundredths says what the long way says. */
static void test_numbers_written(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } reals[] = {{0, "0"},       {-0.0, "-0"}, {7, "7"},           {-12, "-12"},         {0.5, "0.5"}, {-0.5, "-0.5"},
                 {42.2, "42.2"}, {0.3, "0.3"}, {0.1 + 0.2, "0.30000000000000004"}, {6100, "6100"}, {0.25, "0.25"}, {-3.75, "-3.75"},
                 {0.01, "0.01"}, {-0.07, "-0.07"}, {0.005, "0.005"}, {1e-9, "0.000000001"}, {100.1, "100.1"}, {7.10, "7.1"},
                 {99999999999999.9, "99999999999999.9"}, {1e15, "1000000000000000"}};
    static const struct {
        int64_t value;
        const char *text;
    } ints[] = {{0, "0"}, {-1, "-1"}, {100, "100"}, {INT64_MAX, "9223372036854775807"}, {INT64_MIN, "-9223372036854775808"}};
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    for (size_t n = 0; n < LS_COUNT(reals); n++) {
        ls_buf_clear(&b);
        ls_text_real(&b, reals[n].value);
        assert_string_equal(b.data, reals[n].text);
    }
    for (size_t n = 0; n < LS_COUNT(ints); n++) {
        ls_buf_clear(&b);
        ls_buf_int(&b, ints[n].value);
        assert_string_equal(b.data, ints[n].text);
    }
    ls_buf_set(&b, "x");
    ls_buf_digits(&b, 907, 2);
    ls_buf_digits(&b, 7, 4);
    ls_date_format(&b, ls_date_make(907, 1, 2));
    assert_string_equal(b.data, "x0700070907-01-02");
}

static void test_calendar(void **state)
{
    (void)state;
    int64_t d, monday;
    assert_true(ls_date_parse("2026-03-10", &d));
    assert_int_equal(ls_date_weekday(d), 1);
    assert_false(ls_date_parse("2026-02-29", &d));
    assert_true(ls_date_parse("2024-02-29", &d));
    assert_false(ls_date_parse("2026-3-1", &d));
    for (int64_t day = -200000; day < 200000; day += 37) {
        LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
        int y, m, dd;
        ls_date_split(day, &y, &m, &dd);
        assert_int_equal(ls_date_make(y, m, dd), day);
        ls_week_format(&b, day);
        assert_true(ls_week_parse(b.data, &monday));
        assert_int_equal(monday, day - ls_date_weekday(day));
    }
    assert_false(ls_week_parse("2025-W53", &monday));
    assert_true(ls_week_parse("2026-W53", &monday));
}

static void test_stamps(void **state)
{
    (void)state;
    assert_true(ls_clock_set_zone("Europe/Berlin"));
    int64_t stamp;
    assert_true(ls_stamp_parse("2026-03-29 01:30", &stamp));
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_stamp_format(&b, stamp + 30 * LS_MINUTE); /* the hour from 2 to 3 does not exist that day */
    assert_string_equal(b.data, "2026-03-29 03:00");
    assert_int_equal(ls_stamp_minute(stamp), 90);
    assert_false(ls_stamp_parse("2026-03-29 25:00", &stamp));
    /* Clocks go back on 25 October at 3: from 2 to 3 comes twice, and each reads back as itself. */
    for (int64_t at = INT64_C(1792886400000); at <= INT64_C(1792897200000); at += 15 * LS_MINUTE) {
        int64_t back;
        ls_buf_clear(&b);
        ls_stamp_format(&b, at + 7 * LS_SECOND);
        assert_true(ls_stamp_parse(b.data, &back));
        assert_int_equal(back, at + 7 * LS_SECOND);
    }
    assert_true(ls_stamp_parse("2026-10-25 02:30", &stamp));
    assert_int_equal(stamp, INT64_C(1792888200000)); /* 00:30 UTC: the first */
    assert_true(ls_stamp_parse("2026-10-25T02:30+01:00", &stamp));
    assert_int_equal(stamp, INT64_C(1792891800000));
    assert_true(ls_stamp_parse("2026-10-25 01:30Z", &stamp));
    assert_int_equal(stamp, INT64_C(1792891800000));
    assert_false(ls_stamp_parse("2026-10-25 02:30+1", &stamp));
    assert_false(ls_stamp_parse("2026-10-25 02:30 ", &stamp));
    assert_false(ls_clock_set_zone("Nowhere/Atall"));
    assert_true(ls_clock_set_zone("UTC"));
}

static void test_invented_clock(void **state)
{
    (void)state;
    struct ls_error err = {0};
    assert_int_equal(ls_clock_set_now("2026-03-10T09:28", &err), 0);
    int64_t now = ls_clock_now();
    ls_clock_advance(82 * LS_SECOND);
    assert_int_equal(ls_clock_now() - now, 82 * LS_SECOND);
    assert_int_equal(ls_clock_ticks(), 82 * LS_SECOND);
    assert_int_equal(ls_clock_set_now("tomorrow", &err), LS_EUSAGE);
    assert_non_null(err.hint);
    ls_error_done(&err);
    assert_int_equal(ls_clock_set_now(NULL, NULL), 0);
    assert_false(ls_clock_is_invented());
}

static void test_pack(void **state)
{
    (void)state;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    static const int64_t ints[] = {0, -1, 1, INT64_MAX, INT64_MIN, 127, 128, -129};
    for (size_t i = 0; i < LS_COUNT(ints); i++)
        ls_pack_int(&b, ints[i]);
    ls_pack_real(&b, -0.1);
    ls_pack_str(&b, "é");
    struct ls_unpack u;
    ls_unpack_init(&u, b.data, b.len);
    for (size_t i = 0; i < LS_COUNT(ints); i++)
        assert_int_equal(ls_unpack_int(&u), ints[i]);
    assert_true(ls_unpack_real(&u) == -0.1);
    LS_AUTO(string) char *text = ls_unpack_str(&u);
    assert_string_equal(text, "é");
    assert_true(!u.failed && !u.left);
    for (size_t cut = 0; cut < b.len; cut++) { /* no length is believed */
        ls_unpack_init(&u, b.data, cut);
        for (size_t i = 0; i < LS_COUNT(ints); i++)
            ls_unpack_int(&u);
        ls_unpack_real(&u);
        free(ls_unpack_str(&u));
        assert_true(u.failed);
    }
}

static void test_hash(void **state)
{
    (void)state;
    uint8_t hash[LS_HASH_SIZE];
    ls_hash("abc", 3, hash);
    assert_int_equal(hash[0], 0xba); /* FIPS 180-2, appendix B.1 */
    assert_int_equal(hash[31], 0xad);
    assert_int_equal(ls_crc32("123456789", 9), 0xCBF43926);
    ls_id last = 0;
    for (int i = 0; i < 1000; i++) {
        ls_id id = ls_id_new();
        assert_true(id > last);
        last = id;
    }
}

static void test_map(void **state)
{
    (void)state;
    struct ls_map map = {0};
    for (int64_t i = 1; i <= 5000; i++)
        ls_map_put(&map, i << 21, (void *)(uintptr_t)i);
    for (int64_t i = 1; i <= 5000; i++)
        assert_int_equal((uintptr_t)ls_map_get(&map, i << 21), (uintptr_t)i);
    assert_null(ls_map_get(&map, 7));
    ls_map_done(&map);
}

static void test_distance(void **state)
{
    (void)state;
    assert_int_equal(ls_text_distance("ines", "inez", 2), 1);
    assert_int_equal(ls_text_distance("iens", "ines", 2), 1); /* a swap is one */
    assert_int_equal(ls_text_distance("ines", "tomasz", 2), 3);
    assert_int_equal(ls_text_distance("", "ab", 2), 2);
}

static void test_nearest(void **state)
{
    (void)state;
    struct ls_nearest n = ls_nearest_begin("prioritty", 2);
    assert_false(ls_nearest_try(&n, "tags"));
    assert_null(n.word);
    assert_true(ls_nearest_try(&n, "priority"));
    assert_false(ls_nearest_try(&n, "priorities")); /* further */
    assert_false(ls_nearest_offer(&n, 1, "as near")); /* the first of them */
    assert_string_equal(n.word, "priority");
    n = ls_nearest_begin("Prio", 2);
    assert_false(ls_nearest_try(&n, "priority"));
    assert_true(ls_nearest_try_begun(&n, "priority"));
    n = ls_nearest_begin("p", 1);
    assert_false(ls_nearest_try_begun(&n, "priority")); /* one letter begins too many */
}

struct wrapped {
    struct ls_buf text;
};

static void wrap_line(const char *start, size_t len, void *arg)
{
    struct wrapped *w = arg;
    ls_buf_add(&w->text, start, len);
    ls_buf_char(&w->text, '|');
}

static void test_wrap(void **state)
{
    (void)state;
    struct wrapped w = {LS_BUF_INIT};
    ls_text_wrap("one two three\nfour abcdefghij", 7, wrap_line, &w);
    assert_string_equal(w.text.data, "one two|three|four|abcdefg|hij|");
    ls_buf_done(&w.text);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_buf),      cmocka_unit_test(test_columns),  cmocka_unit_test(test_fit),
        cmocka_unit_test(test_safe),     cmocka_unit_test(test_fold),     cmocka_unit_test(test_valid),
        cmocka_unit_test(test_numbers), cmocka_unit_test(test_numbers_written),  cmocka_unit_test(test_calendar), cmocka_unit_test(test_stamps),
        cmocka_unit_test(test_invented_clock), cmocka_unit_test(test_pack), cmocka_unit_test(test_hash),
        cmocka_unit_test(test_map),      cmocka_unit_test(test_distance), cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_wrap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
