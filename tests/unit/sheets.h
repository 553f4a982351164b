/* For tests: CSV as text, taken into a board as an import and the store do it. */
#ifndef LOCKSTEP_TESTS_UNIT_SHEETS_H
#define LOCKSTEP_TESTS_UNIT_SHEETS_H

#include <stddef.h>
#include <stdint.h>

struct ls_board;
struct ls_buf;
struct ls_changeset;
struct ls_error;
struct ls_import_report;

#define SHEETS_NOW INT64_C(1773135000000) /* 2026-03-10 09:30 UTC: when they are imported */

struct sheet {
    const char *name, *text;
};

/* A group's setup: stamps of the sheets are in UTC. */
int sheets_setup(void **state);

/* Plans an import; as ls_import_plan. */
int sheets_plan(const struct ls_board *board, const struct sheet *sheets, size_t count,
                struct ls_changeset **ret_cs, struct ls_import_report *ret_report, struct ls_error *err);

/* As the store does: gives numbers, applies, frees. Returns how many records it touched. */
size_t sheets_take(struct ls_board *board, struct ls_changeset *cs);

/* Plans and takes; fails the test where it is refused. Returns how many records it touched. */
size_t sheets_import(struct ls_board *board, const struct sheet *sheets, size_t count);

/* Fails the test unless that sheet is refused with a sentence that has the part. */
void sheets_refused(const struct ls_board *board, const char *name, const char *text, const char *part);

/* Every entity's export, one behind the other. */
void sheets_export(const struct ls_board *board, struct ls_buf *all);

/* Export, import into an empty team, export: the same bytes. And into the same team: no change. */
void sheets_round_trip(struct ls_board *board);

#endif
