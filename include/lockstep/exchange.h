/* Our own CSV and JSON: a whole team out and in again, exactly.
 * Import makes a changeset and commits nothing; export writes into buffers and folders. */
#ifndef LOCKSTEP_EXCHANGE_H
#define LOCKSTEP_EXCHANGE_H

#include "lockstep/board.h"

struct ls_buf;
struct ls_error;

/* --- in ----------------------------------------------------------------------------------------- */

struct ls_import_file {
    const char *path; /* "-" is standard input; NULL: text holds it */
    const char *name; /* what messages call it, and what tells the entity; NULL: the end of path */
    const char *text; /* with len bytes, where path is NULL */
    size_t len;
};

/* What the import does to one file's records. */
struct ls_import_line {
    char *file;
    char *skipped; /* why nothing was taken from the file, or NULL */
    char separator; /* of its cells: comma, semicolon or tab */
    enum ls_entity entity;
    size_t added, changed, unchanged;
};

struct ls_import_report {
    struct ls_import_line *lines; /* in the order in which the files were given */
    size_t len;
    char *said;                   /* what was filled in, one line each, at most 20 and "and 7 more"; "" */
};

/* Plans the import of files in any order. board: without the import. now: stamp; next_sync: day, or LS_NONE,
 * where neither board nor files have a ritual that says it.
 *
 * Which entity: the name of the file (item.csv, items.csv, item-2026.csv), else the columns, else the prefix
 * of the first id. A table of "metric" and ISO weeks holds metric points. Our exported agendas are skipped.
 * Which record: the id (LS-20, or the handle of a person, metric, ritual), or the natural key where there
 * is neither (a link: src, dst, kind). A record that is there is updated where cells differ; an id that is
 * free is given to the new record; an empty id is the item with the same
 * external_id, or the record that says all that the row says, else it makes a new record. References hold across all files and to
 * the board. A deleted record of that number comes back.
 * Which field: a column that is missing leaves its field alone. An empty cell empties its field, but for
 * yes/no fields and those that lockstep fills in itself (ls_rules_fills): these stay.
 *
 * ret_cs: owned by the caller; empty where the files say what the board says. ret_report: freed with
 * ls_import_report_done. Anything that does not fit refuses the whole import: LS_EREFUSED (or LS_ENOTFOUND for
 * a missing file), err lists up to 20 places, one a line: "item.csv line 4, column owner: there is no …". */
int ls_import_plan(const struct ls_board *board, const struct ls_import_file *files, size_t count, int64_t now,
                   int64_t next_sync, struct ls_changeset **ret_cs, struct ls_import_report *ret_report,
                   struct ls_error *err);

/* Appends "item.csv: 12 items, 11 added, 1 changed"; what is none is not said. */
void ls_import_line_text(const struct ls_import_line *line, struct ls_buf *b);

void ls_import_report_done(struct ls_import_report *report);

/* How many records an import writes at once: others write in between. */
enum { LS_IMPORT_GROUP = 500 };

/* Cuts what ls_import_plan made into groups of at most most records (more only where the rules want them together), in
 * the order in which they are to be committed: each is right on top of those before it, all have one id (their group),
 * and so are undone as one. An import of up to most records stays as it is.
 * board: without the import; it is used to try them, and is as before afterwards. cs: taken over. ret_groups: the array
 * and each of them are the caller's. Returns how many. */
size_t ls_import_cut(const struct ls_board *board, struct ls_changeset *cs, size_t most, struct ls_changeset ***ret_groups);

/* --- out ---------------------------------------------------------------------------------------- */

enum ls_export_flag {
    LS_EXPORT_BOM = 1,  /* byte order mark first, for Excel */
    LS_EXPORT_JSON = 2, /* {"schema": 1, "entity": "item", "records": [...]} */
};

/* All live records of an entity in the order in which they are exported: by number, handle or natural key.
 * ret_records: its array is the caller's. Returns how many. */
size_t ls_export_sorted(const struct ls_board *board, enum ls_entity entity, const struct ls_record ***ret_records);

/* The same, record by record as they come, so that they need not all be held: whether they may come by number, those
 * without one last (else their order is that of ls_export_sorted); the beginning, each record, the end, which frees it.
 * board names what they refer to. out may be emptied between two records. All borrowed. */
struct ls_export;
bool ls_export_by_num(enum ls_entity entity);
struct ls_export *ls_export_begin(const struct ls_board *board, enum ls_entity entity, unsigned flags, struct ls_buf *out);
void ls_export_record(struct ls_export *e, const struct ls_record *record);
void ls_export_end(struct ls_export *e);

/* Appends all live records of an entity, ordered by number, handle or natural key, all fields but the
 * program's own. The first column of numbered entities is id. */
void ls_export_entity(const struct ls_board *board, enum ls_entity entity, unsigned flags, struct ls_buf *out);

/* Writes one file an entity ("item.csv") into a folder, which is made where it is missing. Entities without
 * records get no file, unless one is there from an earlier export: then it keeps its header alone.
 * ret_files: how many were written, may be NULL. */
int ls_export_all(const struct ls_board *board, const char *folder, unsigned flags, size_t *ret_files,
                  struct ls_error *err);

/* Appends the team's calendar (iCalendar, RFC 5545): active rituals as recurring events in the team's zone, planned
 * meetings that differ from their cadence, and as whole days launches, gates, releases, and what is due. person: only
 * what is due from them (as owner, or as backup of somebody away); 0: of everybody. now: stamp, for what is to come
 * and for DTSTAMP. An event keeps its UID from one export to the next. Fails where libical is not installed. */
int ls_calendar_write(const struct ls_board *board, ls_id person, int64_t now, struct ls_buf *out, struct ls_error *err);

/* Appends a CSV cell, with a comma before it unless it is the first of its row: quoted where it has to be (RFC 4180),
 * and made harmless where a spreadsheet would run it as a formula. */
void ls_csv_cell(struct ls_buf *out, const char *text, bool first);

#endif
