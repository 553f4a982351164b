/* Reading and writing CSV: what is written is read back, what is malformed is refused with its line, and the
 * cases of csv-spectrum and of the spreadsheet dialects where they are at hand. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <jansson.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/csv_read.h"
#include "exchange/csv_write.h"
#include "lockstep/entity.h"
#include "lockstep/error.h"

/* Rows flattened: cells joined by '|', rows ended by '\n'; lines as "1,2,5,". */
struct taken {
    struct ls_buf text, lines;
    size_t rows;
};

static int take(void *arg, const struct csv_row *row, struct ls_error *err)
{
    struct taken *t = arg;
    (void)err;
    for (size_t i = 0; i < row->count; i++)
        ls_buf_printf(&t->text, "%s%s", i ? "|" : "", row->cells[i]);
    ls_buf_char(&t->text, '\n');
    ls_buf_printf(&t->lines, "%zu,", row->line);
    t->rows++;
    return LS_OK;
}

static int read_text(struct taken *t, const char *text, size_t len, struct ls_error *err)
{
    *t = (struct taken){.text = LS_BUF_INIT, .lines = LS_BUF_INIT};
    return csv_read_bytes(text, len, "x.csv", NULL, take, t, err);
}

static void taken_done(struct taken *t)
{
    ls_buf_done(&t->text);
    ls_buf_done(&t->lines);
}

static void reads(const char *text, const char *wanted, const char *lines)
{
    struct taken t;
    struct ls_error err = {0};
    if (read_text(&t, text, strlen(text), &err))
        fail_msg("%s", err.message);
    assert_string_equal(t.text.data, wanted);
    assert_string_equal(t.lines.data, lines);
    taken_done(&t);
}

static void refuses(const char *text, size_t len, const char *part)
{
    struct taken t;
    struct ls_error err = {0};
    assert_int_equal(read_text(&t, text, len, &err), LS_EREFUSED);
    if (!strstr(err.message, part))
        fail_msg("\"%s\" is not in: %s", part, err.message);
    ls_error_done(&err);
    taken_done(&t);
}

static void test_reads(void **state)
{
    (void)state;
    reads("a,b\n1,2\n", "a|b\n1|2\n", "1,2,");
    reads("a,b\r\n1,2", "a|b\n1|2\n", "1,2,");
    reads("a,b\r1,2\r", "a|b\n1|2\n", "1,2,");
    reads("\xEF\xBB\xBF" "a\n1\n", "a\n1\n", "1,2,");
    reads("a,b\n\n\r\n\n\"1\n2\",x\ny,\"\"\n", "a|b\n1\n2|x\ny|\n", "1,5,7,");
    reads("\"a\r\n\r\nb\",c\r\nd,e\r\n", "a\r\n\r\nb|c\nd|e\n", "1,4,");
    reads(" a , b\n\"say \"\"hi\"\"\",' x '\n", " a | b\nsay \"hi\"|' x '\n", "1,2,");
    reads("", "", "");
    reads("\n\n", "", "");
    reads("a\n\"\"\n", "a\n\n", "1,2,");
}

static void test_refuses(void **state)
{
    (void)state;
    static const char nul[] = "id,title\n1,a\0b\n";
    refuses(nul, sizeof(nul) - 1, "x.csv line 2, cell 2: there is a NUL byte");
    static const char latin[] = "id,title\n1,caf\xe9\n";
    refuses(latin, sizeof(latin) - 1, "x.csv line 2, cell 2: the text is not valid UTF-8");
    static const char open_quote[] = "a,b\n1,ok\n2,\"never\n3,x\n";
    refuses(open_quote, sizeof(open_quote) - 1, "x.csv line 3, cell 2: a quote opens here");
    static const char open_first[] = "a,b\r\n\"never\r\n3,x\r\n";
    refuses(open_first, sizeof(open_first) - 1, "x.csv line 2, cell 1: a quote opens here");
    static const char behind[] = "a,b\n1,\"Add\" it\n";
    refuses(behind, sizeof(behind) - 1, "x.csv line 2, cell 2: a quote at byte 7");
    static const char inside[] = "a,b\n1,5\" pipe\n";
    refuses(inside, sizeof(inside) - 1, "x.csv line 2, cell 2: a quote");
    refuses("\xFF\xFE" "a\0", 4, "UTF-16");
    refuses("a\0,\0b\0", 6, "UTF-16");
    refuses("PK\x03\x04zip", 7, "workbook");
}

static void test_limits(void **state)
{
    (void)state;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_buf_str(&text, "a,b\n1,\"");
    for (int i = 0; i < 20000; i++)
        ls_buf_pad(&text, 'x', 63), ls_buf_char(&text, '\n');
    refuses(text.data, text.len, "line 2, cell 2: the cell is longer than a mebibyte");
    ls_buf_clear(&text);
    ls_buf_pad(&text, ',', 5000);
    refuses(text.data, text.len, "line 1: the row has more than 4096 cells");
    ls_buf_clear(&text);
    ls_buf_pad(&text, 'x', 900000);
    struct taken t;
    assert_int_equal(read_text(&t, text.data, text.len, NULL), LS_OK);
    assert_int_equal(t.text.len, 900001);
    taken_done(&t);
}

static void writes(const char *cell, const char *wanted)
{
    LS_AUTO(buf) struct ls_buf out = LS_BUF_INIT;
    struct csv_write w;
    csv_write_begin(&w, &out, false);
    csv_write_cell(&w, "1");
    csv_write_cell(&w, cell);
    csv_write_row_end(&w);
    LS_AUTO(string) char *line = ls_asprintf("1,%s\n", wanted);
    assert_string_equal(out.data, line);
    struct taken t;
    assert_int_equal(read_text(&t, out.data, out.len, NULL), LS_OK);
    assert_int_equal(t.rows, 1);
    ls_buf_truncate(&t.text, t.text.len - 1);
    assert_string_equal(csv_unguard(t.text.data + 2), cell);
    taken_done(&t);
}

static void test_writes(void **state)
{
    (void)state;
    writes("plain text; here", "plain text; here");
    writes("a,b", "\"a,b\"");
    writes("say \"hi\"", "\"say \"\"hi\"\"\"");
    writes("two\nlines", "\"two\nlines\"");
    writes(" blank", "\" blank\"");
    writes("0042", "0042");
    writes("-12.5", "-12.5");
    writes("-12.5 %", "'-12.5 %");
    writes("=1+1", "'=1+1");
    writes("+49 30", "'+49 30");
    writes("@ines", "'@ines");
    writes("\tx", "\"'\tx\"");
    writes(" =1", "\"' =1\"");
    writes("\uFF1DSUM(A1)", "'\uFF1DSUM(A1)");
    writes("'=1+1", "''=1+1");
    writes("''=1+1", "'''=1+1");
    writes("'quoted'", "'quoted'");
    writes("=cmd,\"x\"", "\"'=cmd,\"\"x\"\"\"");
    writes("👩‍🚀 emoji", "👩‍🚀 emoji");
    assert_string_equal(csv_unguard("=1"), "=1");
    assert_string_equal(csv_unguard("'0042"), "'0042");
}

static void test_one_empty_cell(void **state)
{
    (void)state;
    LS_AUTO(buf) struct ls_buf out = LS_BUF_INIT;
    struct csv_write w;
    csv_write_begin(&w, &out, true);
    csv_write_cell(&w, "a");
    csv_write_row_end(&w);
    csv_write_cell(&w, "");
    csv_write_row_end(&w);
    assert_string_equal(out.data, "\xEF\xBB\xBF" "a\n\"\"\n");
}

/* Random cells of nasty bytes come back as they were, however the bytes are split. */
static void test_random_cells(void **state)
{
    (void)state;
    static const char *const parts[] = {"\"", ",", "\n", "\r", "\r\n", "'", "=", "+", "-", " ", "\t", "é", "👍", ";",
                                        "0", "x", "\uFF1D", "\u00A0", "1.5"};
    srandom(7);
    for (int round = 0; round < 3000; round++) {
        LS_AUTO(buf) struct ls_buf out = LS_BUF_INIT, wanted = LS_BUF_INIT, cell = LS_BUF_INIT;
        struct csv_write w;
        csv_write_begin(&w, &out, round % 2);
        for (int c = 0; c < 3; c++) {
            ls_buf_clear(&cell);
            for (long i = random() % 6; i > 0; i--)
                ls_buf_str(&cell, parts[(size_t)random() % LS_COUNT(parts)]);
            csv_write_cell(&w, cell.data);
            ls_buf_printf(&wanted, "%s%s", c ? "|" : "", csv_guard_needed(cell.data) ? "'" : "");
            ls_buf_str(&wanted, cell.data);
        }
        csv_write_row_end(&w);
        ls_buf_char(&wanted, '\n');
        struct taken t;
        assert_int_equal(read_text(&t, out.data, out.len, NULL), LS_OK);
        assert_string_equal(t.text.data, wanted.data);
        taken_done(&t);
    }
}

/* Random bytes never crash, and either every row comes or an error says where. */
static void test_random_bytes(void **state)
{
    (void)state;
    static const char alphabet[] = "\"\",,\n\r\0x\xC3\xA9\xFF";
    srandom(11);
    for (int round = 0; round < 20000; round++) {
        char bytes[24];
        size_t len = (size_t)random() % sizeof(bytes);
        for (size_t i = 0; i < len; i++)
            bytes[i] = alphabet[(size_t)random() % (sizeof(alphabet) - 1)];
        struct taken t;
        struct ls_error err = {0};
        int code = read_text(&t, bytes, len, &err);
        assert_true(code == LS_OK || (code == LS_EREFUSED && strstr(err.message, "x.csv line ")));
        ls_error_done(&err);
        taken_done(&t);
    }
}

/* --- other people's cases, where they are at hand -------------------------------------------------------- */

static int collect(void *arg, const struct csv_row *row, struct ls_error *err)
{
    (void)err;
    json_t *cells = json_array();
    for (size_t i = 0; i < row->count; i++)
        json_array_append_new(cells, json_string(row->cells[i]));
    json_array_append_new(arg, cells);
    return LS_OK;
}

static json_t *as_objects(const json_t *rows)
{
    json_t *objects = json_array();
    for (size_t i = 1; i < json_array_size(rows); i++) {
        json_t *object = json_object();
        for (size_t c = 0; c < json_array_size(json_array_get(rows, i)); c++)
            json_object_set(object, json_string_value(json_array_get(json_array_get(rows, 0), c)),
                            json_array_get(json_array_get(rows, i), c));
        json_array_append_new(objects, object);
    }
    return objects;
}

static size_t run_spectrum(const char *folder)
{
    LS_AUTO(string) char *csvs = ls_asprintf("%s/csv-spectrum/csvs", folder);
    DIR *dir = opendir(csvs);
    size_t ran = 0;
    for (struct dirent *e; dir && (e = readdir(dir));) {
        const char *dot = strrchr(e->d_name, '.');
        /* location_coordinates is not UTF-8, and its json is of another row: refused is right. */
        if (!dot || strcmp(dot, ".csv") || !strcmp(e->d_name, "location_coordinates.csv"))
            continue;
        LS_AUTO(string) char *csv = ls_asprintf("%s/%s", csvs, e->d_name);
        LS_AUTO(string) char *json = ls_asprintf("%s/csv-spectrum/json/%.*s.json", folder, (int)(dot - e->d_name), e->d_name);
        struct ls_error err = {0};
        json_t *rows = json_array(), *wanted = json_load_file(json, 0, NULL);
        if (csv_read_file(csv, e->d_name, NULL, collect, rows, &err))
            fail_msg("%s", err.message);
        json_t *objects = as_objects(rows);
        if (!json_equal(objects, wanted))
            fail_msg("%s is read differently", e->d_name);
        json_decref(objects);
        json_decref(rows);
        json_decref(wanted);
        ran++;
    }
    if (dir)
        closedir(dir);
    return ran;
}

/* Dialects that are this reader's: the rest is refused or left to the column mapping. */
static size_t run_dialects(const char *folder)
{
    static const struct {
        const char *name;
        const char *refused; /* NULL: read as expected */
    } cases[] = {
        {"01-utf8-lf", NULL}, {"03-utf8-bom-excel", NULL}, {"15-mixed-line-ends", NULL}, {"17-no-final-newline", NULL},
        {"23-duplicate-headers", NULL}, {"25-leading-zeros-long-numbers", "line 2, cell 2"}, {"37-one-column", NULL},
        {"47-empty-vs-quoted-empty", NULL}, {"39-emoji-cjk-combining", NULL},
        {"05-utf16le-bom-tab", "UTF-16"}, {"07-utf16le-nobom", "UTF-16"}, {"09-latin1-high-bytes", "not valid UTF-8"},
        {"27-quote-then-text", "line 2"}, {"29-unclosed-quote", "line 3, cell 2"}, {"31-nul-bytes", "line 2"},
        {"33-cp1252-in-utf8-mix", "line 3"}, {"43-xlsx-named-csv", "workbook"},
    };
    for (size_t i = 0; i < LS_COUNT(cases); i++) {
        LS_AUTO(string) char *csv = ls_asprintf("%s/excel-dialect/%s.csv", folder, cases[i].name);
        LS_AUTO(string) char *json = ls_asprintf("%s/excel-dialect/%s.json", folder, cases[i].name);
        struct ls_error err = {0};
        json_t *rows = json_array(), *wanted = json_load_file(json, 0, NULL);
        int code = csv_read_file(csv, cases[i].name, NULL, collect, rows, &err);
        if (cases[i].refused && (code != LS_EREFUSED || !strstr(err.message, cases[i].refused)))
            fail_msg("%s: %s", cases[i].name, err.message ? err.message : "was read");
        if (!cases[i].refused && (code || !json_equal(rows, json_object_get(wanted, "rows"))))
            fail_msg("%s: %s", cases[i].name, err.message ? err.message : "is read differently");
        ls_error_done(&err);
        json_decref(rows);
        json_decref(wanted);
    }
    return LS_COUNT(cases);
}

static void test_conformance(void **state)
{
    (void)state;
    const char *shared = getenv("LOCKSTEP_SHARED");
    char *folder = ls_asprintf("%s/csv/conformance", shared ? shared : SHARED_DIR);
    DIR *dir = opendir(folder);
    if (!dir) {
        free(folder); /* skip() does not come back */
        print_message("skipped: the conformance cases are not here\n");
        skip();
    }
    closedir(dir);
    assert_true(run_spectrum(folder) >= 11);
    assert_true(run_dialects(folder) > 0);
    free(folder);
}

/* Export writes words of enums, dates and numbers as they are: none of them may need quotes or a guard. */
static void test_plain_cells(void **state)
{
    (void)state;
    for (int e = 0; e < LS_E_COUNT; e++) {
        const struct ls_entity_info *info = ls_entity_info((enum ls_entity)e);
        for (int f = LS_F_FIRST; f < info->field_count; f++) {
            int set = info->fields[f].arg;
            for (int v = 0; info->fields[f].type == LS_T_ENUM && v < ls_enum_count((enum ls_enum)set); v++)
                writes(ls_enum_word((enum ls_enum)set, v), ls_enum_word((enum ls_enum)set, v));
        }
    }
    static const char *const others[] = {"-12", "-0.5", "2026-03-10", "2026-10-25 02:30+01:00", "LS-20"};
    for (size_t i = 0; i < LS_COUNT(others); i++)
        writes(others[i], others[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads),        cmocka_unit_test(test_refuses),      cmocka_unit_test(test_limits),
        cmocka_unit_test(test_writes),       cmocka_unit_test(test_one_empty_cell), cmocka_unit_test(test_random_cells),
        cmocka_unit_test(test_random_bytes), cmocka_unit_test(test_conformance), cmocka_unit_test(test_plain_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
