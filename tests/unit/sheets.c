/* CSV as text, taken into a board. */
#include "sheets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/error.h"
#include "lockstep/exchange.h"
#include "lockstep/rules.h"

int sheets_setup(void **state)
{
    (void)state;
    return ls_clock_set_zone("UTC") ? 0 : -1;
}

int sheets_plan(const struct ls_board *board, const struct sheet *sheets, size_t count,
                struct ls_changeset **ret_cs, struct ls_import_report *ret_report, struct ls_error *err)
{
    struct ls_import_file *files = calloc(count, sizeof(*files));
    for (size_t i = 0; i < count; i++)
        files[i] = (struct ls_import_file){.name = sheets[i].name, .text = sheets[i].text, .len = strlen(sheets[i].text)};
    int code = ls_import_plan(board, files, count, SHEETS_NOW, LS_NONE, ret_cs, ret_report, err);
    free(files);
    return code;
}

size_t sheets_take(struct ls_board *board, struct ls_changeset *cs)
{
    for (size_t i = 0; i < cs->len; i++) {
        enum ls_entity entity = cs->records[i].entity;
        if (*ls_entity_info(entity)->prefix && ls_rules_made(cs, cs->records[i].id) &&
            !ls_changeset_edit(cs, cs->records[i].id, LS_F_NUM)) {
            int64_t num = ls_board_highest_num(board, entity) + 1;
            for (size_t j = 0; j < cs->len; j++) {
                const struct ls_edit *edit = ls_changeset_edit(cs, cs->records[j].id, LS_F_NUM);
                if (edit && cs->records[j].entity == entity && edit->after.i >= num)
                    num = edit->after.i + 1;
            }
            ls_change_int(cs, board, cs->records[i].id, LS_F_NUM, num);
        }
    }
    size_t touched = cs->len;
    ls_board_apply(board, cs);
    ls_changeset_free(cs);
    return touched;
}

size_t sheets_import(struct ls_board *board, const struct sheet *sheets, size_t count)
{
    struct ls_changeset *cs;
    struct ls_import_report report;
    struct ls_error err = {0};
    if (sheets_plan(board, sheets, count, &cs, &report, &err))
        fail_msg("%s", err.message);
    ls_import_report_done(&report);
    return sheets_take(board, cs);
}

void sheets_refused(const struct ls_board *board, const char *name, const char *text, const char *part)
{
    struct sheet sheet = {name, text};
    struct ls_changeset *cs = NULL;
    struct ls_import_report report;
    struct ls_error err = {0};
    int code = sheets_plan(board, &sheet, 1, &cs, &report, &err);
    if (!code) {
        ls_changeset_free(cs);
        ls_import_report_done(&report);
        fail_msg("was taken: %s", text);
    }
    if (!strstr(err.message, part))
        fail_msg("\"%s\" is not in: %s", part, err.message);
    assert_int_equal(code, LS_EREFUSED);
    ls_error_done(&err);
}

/* Everything as one text, and as files in memory. */
static void export_all(const struct ls_board *board, struct ls_buf *all, struct ls_buf texts[LS_E_COUNT])
{
    for (int e = 0; e < LS_E_COUNT; e++) {
        texts[e] = (struct ls_buf)LS_BUF_INIT;
        ls_export_entity(board, (enum ls_entity)e, 0, &texts[e]);
        ls_buf_str(all, texts[e].data);
    }
}

static struct ls_board *import_texts(struct ls_buf texts[LS_E_COUNT])
{
    struct ls_board *board = ls_board_new();
    struct sheet sheets[LS_E_COUNT];
    for (int e = 0; e < LS_E_COUNT; e++)
        sheets[e] = (struct sheet){ls_entity_info((enum ls_entity)e)->name, texts[e].data};
    sheets_import(board, sheets, LS_E_COUNT);
    return board;
}

void sheets_export(const struct ls_board *board, struct ls_buf *all)
{
    struct ls_buf texts[LS_E_COUNT];
    export_all(board, all, texts);
    for (int e = 0; e < LS_E_COUNT; e++)
        ls_buf_done(&texts[e]);
}

void sheets_round_trip(struct ls_board *board)
{
    LS_AUTO(buf) struct ls_buf first = LS_BUF_INIT, second = LS_BUF_INIT;
    struct ls_buf texts[LS_E_COUNT], again[LS_E_COUNT];
    export_all(board, &first, texts);
    struct ls_board *other = import_texts(texts);
    export_all(other, &second, again);
    assert_string_equal(first.data, second.data);
    struct sheet sheets[LS_E_COUNT];
    for (int e = 0; e < LS_E_COUNT; e++)
        sheets[e] = (struct sheet){ls_entity_info((enum ls_entity)e)->name, texts[e].data};
    assert_int_equal(sheets_import(board, sheets, LS_E_COUNT), 0);
    ls_board_free(other);
    for (int e = 0; e < LS_E_COUNT; e++) {
        ls_buf_done(&texts[e]);
        ls_buf_done(&again[e]);
    }
}
