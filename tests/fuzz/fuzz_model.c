/* Random damage, under the sanitizers: packed changesets and records, text that is no UTF-8, queries.
 * usage: fuzz_model [ROUNDS [SEED]]. Prints the seed where a property fails. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/pack.h"
#include "base/text.h"
#include "lockstep/board.h"
#include "lockstep/error.h"
#include "lockstep/query.h"

static uint64_t seed;

static uint64_t fuzz_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static void fuzz_fail(const char *what, uint64_t began)
{
    fprintf(stderr, "fuzz_model: %s, seed %llu\n", what, (unsigned long long)began);
    exit(1);
}

/* A random value of the kind that the field holds. */
static struct ls_value fuzz_value(const struct ls_field *field)
{
    switch (field->type) {
    case LS_T_TEXT:
    case LS_T_NOTE: return ls_value_text(fuzz_random() % 2 ? "日本語 é" : "plain");
    case LS_T_SET: return ls_value_text("eta;#1a2b;launch");
    case LS_T_REAL: return ls_value_real((double)(fuzz_random() % 1000) / 8);
    default: return ls_value_int((int64_t)(fuzz_random() % 100));
    }
}

static struct ls_changeset *fuzz_changeset(void)
{
    struct ls_changeset *cs = ls_changeset_new("fuzz");
    for (uint64_t n = 1 + fuzz_random() % 4; n > 0; n--) {
        enum ls_entity entity = (enum ls_entity)(fuzz_random() % LS_E_COUNT);
        ls_id id = ls_change_create(cs, entity, (int64_t)(fuzz_random() % 1000000));
        for (int f = LS_F_FIRST; f < ls_entity_info(entity)->field_count; f++) {
            struct ls_value v = fuzz_value(ls_field_info(entity, f));
            ls_change_set(cs, NULL, id, f, &v);
            ls_value_done(&v);
        }
    }
    return cs;
}

static void fuzz_damage(struct ls_buf *b)
{
    for (uint64_t n = fuzz_random() % 6; n > 0 && b->len; n--) {
        size_t at = (size_t)(fuzz_random() % b->len);
        switch (fuzz_random() % 4) {
        case 0: b->data[at] = (char)fuzz_random(); break;
        case 1: b->data[at] = (char)(b->data[at] ^ (1 << fuzz_random() % 8)); break;
        case 2: ls_buf_truncate(b, at); break;
        default: ls_buf_insert(b, at, "\xff\x00\x7f", 1 + fuzz_random() % 3); break;
        }
    }
}

/* What could be read must survive being applied, taken back and packed again. */
static void fuzz_changeset_round(uint64_t began)
{
    struct ls_changeset *cs = fuzz_changeset(), *read = NULL;
    LS_AUTO(buf) struct ls_buf packed = LS_BUF_INIT, again = LS_BUF_INIT;
    struct ls_unpack u;
    ls_changeset_pack(&packed, cs);
    fuzz_damage(&packed);
    ls_unpack_init(&u, packed.data, packed.len);
    struct ls_error err = {0};
    if (!ls_changeset_unpack(&u, &read, &err)) {
        struct ls_board *board = ls_board_new();
        ls_board_apply(board, read);
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        for (size_t i = 0; i < read->len; i++)
            ls_board_name(board, read->records[i].id, &name);
        ls_board_revert(board, read);
        ls_board_free(board);
        struct ls_changeset *inverse = ls_changeset_inverse(read, 1);
        ls_changeset_free(inverse);
        struct ls_changeset *third = NULL;
        ls_changeset_pack(&again, read);
        ls_unpack_init(&u, again.data, again.len);
        if (ls_changeset_unpack(&u, &third, &err))
            fuzz_fail("what was read cannot be packed and read again", began);
        ls_changeset_free(third);
    } else if (!err.message) {
        fuzz_fail("a failure without a sentence", began);
    }
    ls_error_done(&err);
    ls_changeset_free(read);
    ls_changeset_free(cs);
}

static void fuzz_record_round(void)
{
    struct ls_changeset *cs = fuzz_changeset();
    struct ls_board *board = ls_board_new();
    ls_board_apply(board, cs);
    LS_AUTO(buf) struct ls_buf packed = LS_BUF_INIT;
    ls_record_pack(&packed, ls_board_record(board, cs->records[0].id));
    fuzz_damage(&packed);
    struct ls_unpack u;
    struct ls_record *record = NULL;
    ls_unpack_init(&u, packed.data, packed.len);
    if (!ls_record_unpack(&u, &record, NULL))
        ls_board_put(board, record);
    ls_board_free(board);
    ls_changeset_free(cs);
}

static void fuzz_ignore_choice(void *arg, const char *value, const char *label, const char *detail)
{
    *(size_t *)arg += strlen(value) + strlen(label) + strlen(detail);
}

static void fuzz_ignore_line(const char *start, size_t len, void *arg)
{
    (void)start;
    *(size_t *)arg += len;
}

/* Whatever the bytes are, what is shown is valid and has the columns asked for. */
static void fuzz_text_round(uint64_t began)
{
    LS_AUTO(buf) struct ls_buf raw = LS_BUF_INIT, safe = LS_BUF_INIT, fit = LS_BUF_INIT, fold = LS_BUF_INIT;
    for (uint64_t n = fuzz_random() % 40; n > 0; n--) {
        static const char *const pieces[] = {"a", " ", "é", "e\xCC\x81", "日", "👩‍💻", "\x1b[31m", "\xE2\x80\xAE", "\xff",
                                             "\xED\xA0\x80", "\n", "\t", "\xCC\x81", "\xE2\x80\x8D", "\xEF\xB8\x8F", "🇩🇪"};
        if (fuzz_random() % 8)
            ls_buf_str(&raw, pieces[fuzz_random() % LS_COUNT(pieces)]);
        else
            ls_buf_char(&raw, (char)(1 + fuzz_random() % 255));
    }
    ls_text_safe(&safe, raw.data);
    if (!ls_text_valid(safe.data, safe.len))
        fuzz_fail("safe text is not valid", began);
    for (size_t i = 0; i < safe.len; i++) {
        if ((unsigned char)safe.data[i] < 0x20 || safe.data[i] == 0x7f)
            fuzz_fail("safe text holds a control character", began);
    }
    int columns = (int)(fuzz_random() % 30);
    ls_text_fit(&fit, safe.data, columns, false);
    if (ls_text_columns(fit.data) != columns)
        fuzz_fail("fitted text has other columns", began);
    ls_text_fold(&fold, raw.data);
    size_t sum = 0;
    ls_text_wrap(safe.data, columns, fuzz_ignore_line, &sum);
}

/* Any text is a query or a sentence about a place in it; what is read matches and narrows without harm. */
static void fuzz_query_round(uint64_t began)
{
    static const char *const pieces[] = {
        "(", ")", " or ", " ", "-", "not ", "\"", "is:", "late", "owner:", "ines", "none", ",", "due:", "<", ">=", "..",
        "2026-Q1", "2026-W53", "fri", "-3d", "p:", "1", "9223372036854775807", "age:", "2w", "sort:", "rice", "gap:half",
        "title:=", "é", "日本", "effort:", "1e308", "tags:", "#1a2b", "|", "\xff", ":", "closed:yes", "acting:", "id:"};
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    struct ls_changeset *cs = fuzz_changeset();
    struct ls_board *board = ls_board_new();
    ls_board_apply(board, cs);
    for (uint64_t n = fuzz_random() % 14; n > 0; n--)
        ls_buf_str(&text, pieces[fuzz_random() % LS_COUNT(pieces)]);
    enum ls_entity entity = cs->records[0].entity;
    struct ls_query_context context = {.board = board, .entity = entity, .now = (int64_t)(fuzz_random() % 4102444800000ull)};
    struct ls_query_place place = {0};
    struct ls_query *q = NULL;
    struct ls_error err = {0};
    if (ls_query_read(&context, text.data, &q, &place, &err) < 0) {
        if (!err.message || place.at + place.len > text.len)
            fuzz_fail("a mistake in a query without a sentence, or beyond its text", began);
    } else {
        struct ls_board_walk walk = {board, entity, 0};
        size_t before = 0, after = 0;
        for (const struct ls_record *r; (r = ls_board_walk_next(&walk));)
            before += ls_query_match(q, r, NULL);
        if (!ls_query_empty(q) && !ls_query_narrows(q, q))
            fuzz_fail("a query does not narrow itself", began);
        LS_AUTO(string) char *more = ls_asprintf("%s zz", text.data);
        struct ls_query *narrow = NULL;
        if (ls_query_read(&context, more, &narrow, NULL, NULL) == 0 && ls_query_narrows(narrow, q)) {
            walk = (struct ls_board_walk){board, entity, 0};
            for (const struct ls_record *r; (r = ls_board_walk_next(&walk));)
                after += ls_query_match(narrow, r, NULL) && !ls_query_match(q, r, NULL);
            if (after)
                fuzz_fail("what narrows finds more", began);
        }
        ls_query_free(narrow);
        ls_query_complete(&context, text.data, fuzz_ignore_choice, &before);
    }
    ls_query_free(q);
    ls_error_done(&err);
    ls_board_free(board);
    ls_changeset_free(cs);
}

int main(int argc, char **argv)
{
    long rounds = argc > 1 ? strtol(argv[1], NULL, 10) : 3000;
    uint64_t first = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    for (long i = 0; i < rounds; i++) {
        uint64_t began = first + (uint64_t)i;
        seed = began * 0x9E3779B97F4A7C15ull | 1;
        fuzz_changeset_round(began);
        fuzz_record_round();
        fuzz_text_round(began);
        fuzz_query_round(began);
    }
    printf("%ld rounds\n", rounds);
    return 0;
}
