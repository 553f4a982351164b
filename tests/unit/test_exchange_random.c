/* Import and export by chance: random teams come back as they went, damaged files are refused or taken, never half. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/agenda.h"
#include "lockstep/error.h"
#include "lockstep/exchange.h"
#include "lockstep/rules.h"
#include "sheets.h"

static void random_text(struct ls_buf *b, bool lines)
{
    static const char *const parts[] = {"\"", ",", "'", "=", "+", "-1", " ", "\t", "é", "👩‍🚀", ";", "007", "x", "@",
                                        "\uFF1D", "#", "/", "LS-1", "\u00A0", "1e5", "TRUE", "\uFEFF", "\n", "\r\n"};
    ls_buf_clear(b);
    for (long i = random() % 7; i > 0; i--)
        ls_buf_str(b, parts[(size_t)random() % (LS_COUNT(parts) - (lines ? 0 : 2))]);
}

/* A whole number, date or stamp that no rule minds. */
static int64_t random_int(enum ls_entity entity, int field, const struct ls_field *info, int64_t day)
{
    if (info->type == LS_T_ENUM && entity == LS_E_ITEM && field == LS_F_item_type)
        return LS_ITEM_TYPE_STRATEGIC + random() % 16;
    if (info->type == LS_T_ENUM && entity == LS_E_ITEM && field == LS_F_item_resolution)
        return random() % 3;
    if (info->type == LS_T_ENUM && entity == LS_E_DECISION)
        return LS_DECISION_STATUS_PROPOSED;
    if (entity == LS_E_ITEM && field == LS_F_item_confidence)
        return 100;
    switch (info->type) {
    case LS_T_ENUM: return random() % ls_enum_count((enum ls_enum)info->arg);
    case LS_T_DATE: return entity == LS_E_LAUNCH && field == LS_F_launch_gate ? day - 1 : day;
    case LS_T_STAMP: return random() % INT64_C(4000000000) * 1000;
    case LS_T_BOOL: return random() % 2;
    default: return 1;
    }
}

static void random_field(struct ls_changeset *cs, ls_id id, enum ls_entity entity, int field, int64_t day)
{
    static const double impacts[] = {3, 2, 1, 0.5, 0.25};
    const struct ls_field *info = ls_field_info(entity, field);
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    bool must = info->flags & (LS_FF_REQ | LS_FF_HANDLE);
    if (!ls_field_is_data(info) || info->type == LS_T_REF || (!must && random() % 4 == 0))
        return;
    if (info->flags & LS_FF_HANDLE) {
        ls_buf_printf(&text, "h%d_%llx", entity, (unsigned long long)id);
        ls_change_text(cs, NULL, id, field, text.data);
    } else if (entity == LS_E_ITEM && field == LS_F_item_snooze_event) {
        return; /* launches and decisions alone */
    } else if (info->type == LS_T_SET) {
        ls_change_text(cs, NULL, id, field, random() % 2 ? "a;b c;=d;'" : "é");
    } else if (info->type == LS_T_TEXT || info->type == LS_T_NOTE) {
        random_text(&text, info->type == LS_T_NOTE);
        if (must)
            ls_buf_printf(&text, "%llx", (unsigned long long)id);
        if (!info->limit || text.len < (size_t)info->limit)
            ls_change_text(cs, NULL, id, field, text.data);
    } else if (info->type == LS_T_REAL) {
        double r = entity == LS_E_ITEM && field == LS_F_item_impact ? impacts[random() % 5]
                                                                   : 0.5 + (double)random() / 3.0 / (double)(random() % 1000 + 1);
        ls_change_real(cs, NULL, id, field, r);
    } else {
        ls_change_int(cs, NULL, id, field, random_int(entity, field, info, day));
    }
}

enum { RANDOM_EACH = 4 }; /* records of a kind */

/* Refers to the i-th of the records made before: keys are different for every i. */
static void random_refs(struct ls_changeset *cs, ls_id id, enum ls_entity entity, const ls_id made[][RANDOM_EACH], int i)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        const struct ls_field *field = &info->fields[f];
        bool key = field->flags & (LS_FF_KEY | LS_FF_REQ);
        bool next = field->flags & LS_FF_FROZEN || (entity == LS_E_LINK && f == LS_F_link_dst);
        if (key && field->type == LS_T_INT)
            ls_change_int(cs, NULL, id, f, i + 1);
        else if (key && field->flags & LS_FF_WEEK)
            ls_change_text(cs, NULL, id, f, "2026-W10");
        else if (field->type == LS_T_REF && (key || field->flags & LS_FF_FROZEN) && made[field->arg][i])
            ls_change_ref(cs, NULL, id, f, made[field->arg][next ? (i + (entity == LS_E_LINK ? 1 : f)) % RANDOM_EACH : i]);
    }
}

/* Records without names of their own, each with its key, and meetings. */
static void random_parts(struct ls_changeset *cs, ls_id made[][RANDOM_EACH], int64_t day)
{
    static const enum ls_entity parts[] = {
        LS_E_MEETING, LS_E_LINK, LS_E_SIGNAL_ITEM, LS_E_METRIC_ITEM, LS_E_METRIC_POINT, LS_E_OPTION, LS_E_SEGMENT,
        LS_E_ATTENDANCE, LS_E_AGENDA_ITEM, LS_E_LAUNCH_CHECK, LS_E_ARM,
    };
    for (size_t p = 0; p < LS_COUNT(parts); p++) {
        for (int i = 0; i < RANDOM_EACH; i++) {
            ls_id id = ls_change_create(cs, parts[p], SHEETS_NOW);
            made[parts[p]][i] = id;
            for (int f = LS_F_FIRST; f < ls_entity_info(parts[p])->field_count; f++)
                random_field(cs, id, parts[p], f, day);
            random_refs(cs, id, parts[p], (const ls_id(*)[RANDOM_EACH])made, i);
        }
    }
}

static void test_random_teams(void **state)
{
    (void)state;
    assert_true(ls_clock_set_zone("Europe/Berlin"));
    srandom(3);
    for (int round = 0; round < 40; round++) {
        struct ls_board *board = ls_board_new();
        struct ls_changeset *cs = ls_changeset_new("random");
        ls_id made[LS_E_COUNT][RANDOM_EACH] = {{0}};
        for (int e = 0; e < LS_E_COUNT; e++) {
            const struct ls_entity_info *info = ls_entity_info((enum ls_entity)e);
            if ((info->handle < 0 && !*info->prefix && e != LS_E_SETTING) || e == LS_E_MEETING)
                continue;
            for (int i = 0; i < RANDOM_EACH; i++) {
                ls_id id = made[e][i] = ls_change_create(cs, (enum ls_entity)e, SHEETS_NOW);
                int64_t day = random() % 20000;
                for (int f = LS_F_FIRST; f < info->field_count; f++)
                    random_field(cs, id, (enum ls_entity)e, f, day);
            }
        }
        random_parts(cs, made, random() % 20000);
        ls_rules_fill(board, cs, SHEETS_NOW, ls_agenda_action_day_with(board, cs, SHEETS_NOW), NULL);
        sheets_take(board, cs);
        sheets_round_trip(board);
        ls_board_free(board);
    }
    ls_clock_set_zone("UTC");
}

/* Random damage to the sample's files: refused or taken, never half, never a crash. */
static void test_random_damage(void **state)
{
    (void)state;
    static const char alphabet[] = "\",\n;-#/@'=019aLS \xC3\xFF";
    static const struct sheet team[] = {{"person.csv", "id,name,function\nines,Inês,pm\ndana,Dana,pmm\n"},
                                        {"item.csv", "id,title,owner\nLS-1,One,ines\nLS-2,Two,dana\n"}};
    struct ls_board *board = ls_board_new();
    sheets_import(board, team, LS_COUNT(team));
    static const char sample[] = "id,type,title,owner,parent,impact,due,tags,informed\n"
                                 "LS-1,feature,\"One, two\",ines,LS-2,0.5,2026-04-01,a;b\n,idea,Three,dana,,,,\n";
    srandom(5);
    for (int round = 0; round < 4000; round++) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        ls_buf_str(&text, sample);
        for (long i = random() % 4; i >= 0; i--)
            text.data[(size_t)random() % text.len] = alphabet[(size_t)random() % (sizeof(alphabet) - 1)];
        struct sheet sheet = {"item.csv", text.data};
        struct ls_changeset *cs = NULL;
        struct ls_import_report report;
        struct ls_error err = {0};
        int code = sheets_plan(board, &sheet, 1, &cs, &report, &err);
        if (code) {
            assert_null(cs);
            assert_non_null(strstr(err.message, "item.csv"));
        } else {
            ls_changeset_free(cs);
            ls_import_report_done(&report);
        }
        ls_error_done(&err);
    }
    ls_board_free(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_teams),
        cmocka_unit_test(test_random_damage),
    };
    return cmocka_run_group_tests(tests, sheets_setup, NULL);
}
