/* Likeness: what is one thing told twice is found, in any language, and noise is not; the index follows the board. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../oracle/team_dir.h"
#include "base/buf.h"
#include "base/mem.h"
#include "lockstep/error.h"
#include "lockstep/likeness.h"

static const int64_t now = INT64_C(1773134880000); /* Tuesday 2026-03-10 09:28 UTC */

static ls_id add(struct ls_board *board, const char *title, const char *problem)
{
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_id id = ls_change_create(cs, LS_E_ITEM, now);
    ls_change_text(cs, board, id, LS_F_item_title, title);
    ls_change_text(cs, board, id, LS_F_item_problem, problem);
    ls_change_int(cs, board, id, LS_F_item_type, LS_ITEM_TYPE_IDEA);
    ls_change_int(cs, board, id, LS_F_item_status, LS_ITEM_STATUS_TRIAGE);
    ls_board_apply(board, cs);
    ls_changeset_free(cs);
    return id;
}

static void set_text(struct ls_board *board, ls_id id, int field, const char *text)
{
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_change_text(cs, board, id, field, text);
    ls_board_apply(board, cs);
    ls_changeset_free(cs);
}

/* How much the item with the id is like a text; 0 where it is not found. */
static double like(struct ls_board *board, struct ls_likeness *index, const char *title, const char *problem, ls_id id)
{
    struct ls_like likes[20];
    ls_likeness_update(index, board);
    size_t count = ls_likeness_find(index, title, problem, 0, likes, LS_COUNT(likes));
    for (size_t i = 0; i < count; i++)
        if (likes[i].id == id)
            return likes[i].likeness;
    return 0;
}

/* The sample's items in triage, each with its look-alikes, as a page of text. */
static void test_sample(void **state LS_UNUSED)
{
    struct ls_board *board;
    struct ls_error err = {0};
    assert_int_equal(team_dir_read(SAMPLE_DIR, now, &board, &err), 0);
    struct ls_likeness *index = ls_likeness_new();
    ls_likeness_update(index, board);
    LS_AUTO(buf) struct ls_buf page = LS_BUF_INIT;
    LS_EACH(item, item, board) {
        struct ls_like likes[3];
        if (item->status != LS_ITEM_STATUS_TRIAGE)
            continue;
        size_t count = ls_likeness_find(index, item->title, item->problem, item->rec.id, likes, LS_COUNT(likes));
        ls_board_name(board, item->rec.id, &page);
        for (size_t i = 0; i < count; i++) {
            ls_buf_printf(&page, " %.2f ", likes[i].likeness);
            ls_board_name(board, likes[i].id, &page);
        }
        ls_buf_char(&page, '\n');
    }
    struct ls_like_pair *pairs;
    size_t count = ls_likeness_pairs(index, board, &pairs);
    for (size_t i = 0; i < count; i++) {
        ls_buf_printf(&page, "%.2f ", pairs[i].likeness);
        ls_board_name(board, pairs[i].id, &page);
        ls_buf_char(&page, ' ');
        ls_board_name(board, pairs[i].other, &page);
        ls_buf_char(&page, '\n');
    }
    assert_string_equal(page.data,
                        "LS-60 0.41 LS-20\nLS-61 0.48 LS-20 0.44 LS-63\nLS-62\nLS-63 0.67 LS-20 0.44 LS-61\nLS-64\n"
                        "LS-65\nLS-66 0.49 LS-52\nLS-67\nLS-68\nLS-69\nLS-70 0.63 LS-37\nLS-71\n"
                        "LS-72 0.44 LS-84 0.43 LS-35\nLS-73 0.59 LS-24\n"
                        "0.67 LS-63 LS-20\n0.63 LS-70 LS-37\n0.63 LS-55 LS-34\n0.59 LS-73 LS-24\n");
    free(pairs);
    ls_likeness_free(index);
    ls_board_free(board);
}

/* The same thing said twice in other languages, against what else is said there. */
static void test_languages(void **state LS_UNUSED)
{
    static const struct {
        const char *is, *asked;
        bool likely;
    } cases[] = {
        {"配送予定時刻を受取人に知らせる", "受取人に配送の予定時刻を知らせたい", true},
        {"ダークモード", "配送予定時刻を受取人に知らせる", false},
        {"Fahrzeuge aus einer Tankkartendatei übernehmen", "Übernahme der Fahrzeuge aus Tankkartendateien", true},
        {"Lieferfenster gesammelt ändern", "Preisseite überarbeiten", false},
        {"Écran sombre pour le chauffeur", "ECRAN SOMBRE POUR LES CHAUFFEURS", true},
        {"ＣＳＶ import", "csv imports", true},
        {"รายงานความแม่นยำของเวลาถึง", "รายงานความแม่นยำเวลาถึง", true},
        {"إضافة وضع داكن لتطبيق السائق", "وضع داكن في تطبيق السائق", true},
        {"تصدير تقرير الدقة", "إرسال الفاتورة إلى العميل", false},
        {"Année fiscale à partir d'août", "annee fiscale a partir d’aout", true},
        {"Größe der Liefertabelle prüfen", "Liefertabelle: GRÖSSE prüfen", true},
        {"실시간 도착 시간 페이지", "도착 시간 실시간 페이지", true},
    };
    struct ls_board *board = ls_board_new();
    struct ls_likeness *index = ls_likeness_new();
    ls_id ids[LS_COUNT(cases)];
    for (size_t i = 0; i < LS_COUNT(cases); i++)
        ids[i] = add(board, cases[i].is, "");
    for (size_t i = 0; i < LS_COUNT(cases); i++) {
        assert_int_equal(like(board, index, cases[i].is, "", ids[i]) > 0.999, true);
        double found = like(board, index, cases[i].asked, "", ids[i]);
        if (cases[i].likely ? found < LS_LIKENESS_LIKELY : found > 0)
            fail_msg("%s: %.2f", cases[i].asked, found);
    }
    ls_likeness_free(index);
    ls_board_free(board);
}

/* What has nothing to say finds nothing, and words that everybody uses are no likeness. */
static void test_noise(void **state LS_UNUSED)
{
    struct ls_board *board = ls_board_new();
    struct ls_likeness *index = ls_likeness_new();
    struct ls_like likes[4];
    ls_likeness_update(index, board);
    assert_int_equal(ls_likeness_find(index, "anything", "", 0, likes, 4), 0);
    static const char *const SUBJECTS[] = {"invoices", "drivers", "webhooks", "gateway", "routes", "pallets", "depots",
                                           "permits", "zones", "kiosk"};
    for (size_t i = 0; i < LS_COUNT(SUBJECTS); i++) {
        LS_AUTO(string) char *title = ls_asprintf("Please make it possible for us to see %s", SUBJECTS[i]);
        add(board, title, "");
    }
    ls_likeness_update(index, board);
    static const char *const NOISE[] = {"", "   ", "?!", "—", "xqzw jvkp", "\xff\xfe", "12345", "🚚🚚"};
    for (size_t i = 0; i < LS_COUNT(NOISE); i++)
        assert_int_equal(ls_likeness_find(index, NOISE[i], NOISE[i], 0, likes, 4), 0);
    assert_int_equal(ls_likeness_find(index, "We want to see webhooks", "", 0, likes, 4), 1);
    assert_string_equal(ls_item_get(board, likes[0].id)->title, "Please make it possible for us to see webhooks");
    ls_likeness_free(index);
    ls_board_free(board);
}

/* A title that says what another calls its problem, and two problems that are the same. */
static void test_crosswise(void **state LS_UNUSED)
{
    struct ls_board *board = ls_board_new();
    struct ls_likeness *index = ls_likeness_new();
    ls_id page = add(board, "ETA page", "Receivers phone to ask when the van arrives");
    add(board, "Fax stop sheets", "Nine accounts still print");
    double across = like(board, index, "Receivers ask when the van arrives", "", page);
    double problems = like(board, index, "Quiet hours", "Receivers phone to ask when the van arrives", page);
    assert_true(across > 0.8 && problems > 0.6 && problems < across);
    ls_likeness_free(index);
    ls_board_free(board);
}

/* Edits, deletions, merges and new items change what is found, and the index is then as a new one. */
static void test_follows(void **state LS_UNUSED)
{
    struct ls_board *board = ls_board_new();
    struct ls_likeness *index = ls_likeness_new(), *fresh = ls_likeness_new();
    ls_id dark = add(board, "Dark mode for the driver app", ""), fleet = add(board, "Fleet card import", "");
    assert_true(like(board, index, "dark mode", "", dark) > LS_LIKENESS_SHOWN);
    set_text(board, dark, LS_F_item_title, "Night colours");
    assert_true(like(board, index, "dark mode", "", dark) <= 0);
    assert_true(like(board, index, "night colours", "", dark) > 0.999);
    ls_id later = add(board, "Night colors everywhere", "Drivers are blinded");
    for (int i = 0; i < 40; i++) { /* more dead than alive: the index is made anew on the way */
        set_text(board, fleet, LS_F_item_title, i % 2 ? "Fleet card import" : "Card import of fleets");
        assert_true(like(board, index, "fleet card import", "", fleet) >
                    like(board, fresh, "fleet card import", "", fleet) - 1e-9);
    }
    assert_true(like(board, index, "night colors", "", later) > LS_LIKENESS_SHOWN);
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_change_delete(cs, board, later);
    ls_change_int(cs, board, dark, LS_F_item_resolution, LS_RESOLUTION_DUPLICATE);
    ls_board_apply(board, cs);
    assert_true(like(board, index, "night colors", "", later) <= 0);
    assert_true(like(board, index, "night colours", "", dark) <= 0);
    ls_board_revert(board, cs);
    assert_true(like(board, index, "night colors", "", later) > LS_LIKENESS_SHOWN);
    ls_changeset_free(cs);
    ls_likeness_free(index);
    ls_likeness_free(fresh);
    ls_board_free(board);
}

/* Read in slices, with an edit in between, it is as read at once; and until all is in it finds nothing. */
static void test_slices(void **state LS_UNUSED)
{
    struct ls_board *board = ls_board_new();
    struct ls_likeness *slow = ls_likeness_new(), *fast = ls_likeness_new();
    struct ls_like few[5], all[5];
    ls_id first = 0;
    for (unsigned i = 0; i < 50; i++) {
        LS_AUTO(string) char *title = ls_asprintf("Depot %u: %s", i, i % 2 ? "night shift report" : "gate opening hours");
        ls_id id = add(board, title, "");
        first = first ? first : id;
    }
    size_t steps = 1;
    for (; !ls_likeness_step(slow, board, 7); steps++) {
        assert_int_equal(ls_likeness_find(slow, "Depot 3: night shift report", "", 0, few, 5), 0);
        if (steps == 3)
            set_text(board, first, LS_F_item_title, "Night shift reports");
    }
    assert_in_range(steps, 8, 9);
    ls_likeness_update(fast, board);
    size_t count = ls_likeness_find(fast, "Night shift reports", "", 0, all, 5);
    assert_int_equal(all[0].id, first);
    assert_int_equal(ls_likeness_find(slow, "Night shift reports", "", 0, few, 5), count);
    for (size_t i = 0; i < count; i++)
        assert_true(few[i].id == all[i].id && fabs(few[i].likeness - all[i].likeness) < 1e-9);
    ls_likeness_free(slow);
    ls_likeness_free(fast);
    ls_board_free(board);
}

/* What is about to come is compared with what is there and with itself, once each. */
static void test_made(void **state LS_UNUSED)
{
    struct ls_board *board = ls_board_new();
    struct ls_likeness *index = ls_likeness_new();
    struct ls_like_pair *pairs;
    static const char *const TITLES[] = {"Dark mode in the driver's app", "Fleet card import", "Import of fleet cards",
                                         "Consent wording"};
    ls_id dark = add(board, "Dark mode for the driver app", ""), ids[LS_COUNT(TITLES)];
    add(board, "Price page", "");
    struct ls_changeset *cs = ls_changeset_new("import");
    for (size_t i = 0; i < LS_COUNT(TITLES); i++) {
        ids[i] = ls_change_create(cs, LS_E_ITEM, now);
        ls_change_text(cs, board, ids[i], LS_F_item_title, TITLES[i]);
    }
    assert_int_equal(ls_likeness_pairs_made(index, board, cs, &pairs), 2);
    assert_true(pairs[0].id == ids[0] && pairs[0].other == dark);
    assert_true(pairs[1].id == ids[2] && pairs[1].other == ids[1]);
    free(pairs);
    ls_changeset_free(cs);
    ls_likeness_free(index);
    ls_board_free(board);
}

/* The best of many: as told by asking about every single one, and in the order that is promised. */
static void test_best(void **state LS_UNUSED)
{
    static const char *const WORDS[] = {"export", "import", "route", "driver", "receiver", "page", "report", "price",
                                        "window", "depot", "video", "consent"};
    struct ls_board *board = ls_board_new();
    struct ls_likeness *index = ls_likeness_new();
    for (unsigned i = 0; i < 1500; i++) {
        LS_AUTO(string) char *title = ls_asprintf("%s %s %s %u", WORDS[i % 12], WORDS[i / 12 % 12], WORDS[i / 144 % 12], i);
        add(board, title, "");
    }
    ls_id wanted = add(board, "Depot video: consent", "");
    struct ls_like likes[5];
    ls_likeness_update(index, board);
    assert_int_equal(ls_likeness_find(index, "Depot consent video", "", 0, likes, 5), 5);
    assert_int_equal(likes[0].id, wanted);
    for (size_t i = 1; i < 5; i++)
        assert_true(likes[i - 1].likeness >= likes[i].likeness);
    assert_int_equal(ls_likeness_find(index, "Depot video: consent", "", wanted, likes, 1), 1);
    assert_int_not_equal(likes[0].id, wanted);
    ls_likeness_free(index);
    ls_board_free(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sample), cmocka_unit_test(test_languages),
                                       cmocka_unit_test(test_noise), cmocka_unit_test(test_crosswise),
                                       cmocka_unit_test(test_follows), cmocka_unit_test(test_best),
                                       cmocka_unit_test(test_slices), cmocka_unit_test(test_made)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
