/* lockstep roadmap: the tree as text, or as JSON with the risks and marks by name. */
#include "lockstep/roadmap.h"

#include "cli/cli.h"
#include "cli/sheet.h"
#include "cli/table.h"
#include "lockstep/json.h"

static const struct {
    unsigned risk;
    const char *name;
} RISKS[] = {{LS_RISK_BLOCKED, "blocked"}, {LS_RISK_LATE, "late"}, {LS_RISK_PARTS_LATE, "parts_late"},
             {LS_RISK_PARTS_AFTER, "parts_due_after"}, {LS_RISK_NO_OWNER, "no_owner"}, {LS_RISK_NO_DATE, "no_date"},
             {LS_RISK_AWAY, "nobody_acts"}, {LS_RISK_GATE, "gate_in_buffer"}};

static const char *const MARKS[] = {NULL, "on_track", "at_risk", "bad"};

static void roadmap_risks(struct ls_json *j, unsigned risks)
{
    ls_json_open(j, "risks", '[');
    for (size_t i = 0; i < LS_COUNT(RISKS); i++) {
        if (risks & RISKS[i].risk)
            ls_json_text(j, NULL, RISKS[i].name);
    }
    ls_json_close(j, ']');
}

static void roadmap_node(struct ls_json *j, const struct ls_board *board, const struct ls_roadmap_node *node)
{
    static const char *const KEYS[] = {"delivery", "user_impact", "revenue"};
    static const int WHAT[] = {LS_F_item_type, LS_F_item_title},
                     WHO[] = {LS_F_item_parent, LS_F_item_owner, LS_F_item_backup, LS_F_item_due, LS_F_item_status};
    const struct ls_item *item = node->item;
    ls_json_open(j, NULL, '{');
    ls_json_name(j, "id", board, item->rec.id);
    ls_json_fields(j, board, &item->rec, WHAT, LS_COUNT(WHAT));
    ls_json_int(j, "depth", node->depth);
    ls_json_fields(j, board, &item->rec, WHO, LS_COUNT(WHO));
    ls_json_int(j, "work", (int64_t)node->work);
    ls_json_int(j, "done", (int64_t)node->done);
    for (int kind = 0; kind < LS_MARK_KINDS; kind++)
        ls_json_text_or_null(j, KEYS[kind], MARKS[node->marks[kind]]);
    roadmap_risks(j, node->risks);
    ls_json_int(j, "open_blockers", (int64_t)node->blockers);
    ls_json_name(j, "overlaps", board, node->overlap);
    ls_json_close(j, '}');
}

static void roadmap_json(struct cli *cli, const struct ls_board *board)
{
    struct ls_roadmap roadmap;
    struct ls_json j;
    ls_roadmap_read(board, cli_today(), cli->options.all != NULL, &roadmap);
    ls_json_begin(&j, &cli->out);
    ls_json_open(&j, "roadmap", '[');
    for (size_t i = 0; i < roadmap.count; i++)
        roadmap_node(&j, board, &roadmap.nodes[i]);
    ls_json_close(&j, ']');
    ls_json_end(&j);
    ls_roadmap_done(&roadmap);
}

static void roadmap_cells(struct cli_table *t, const struct ls_board *board, const struct ls_roadmap_node *node)
{
    static const int FIELDS[] = {LS_F_item_type, LS_F_item_title, LS_F_item_parent, LS_F_item_owner, LS_F_item_backup,
                                 LS_F_item_due, LS_F_item_status};
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, risks = LS_BUF_INIT, overlap = LS_BUF_INIT;
    ls_board_name(board, node->item->rec.id, &name);
    cli_table_cell(t, name.data);
    cli_table_int(t, node->depth);
    for (size_t i = 0; i < LS_COUNT(FIELDS); i++) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        ls_field_format(board, &node->item->rec, FIELDS[i], &text);
        cli_table_cell(t, text.data);
    }
    cli_table_int(t, (int64_t)node->work);
    cli_table_int(t, (int64_t)node->done);
    for (int kind = 0; kind < LS_MARK_KINDS; kind++)
        cli_table_cell(t, node->marks[kind] ? MARKS[node->marks[kind]] : "");
    for (size_t i = 0; i < LS_COUNT(RISKS); i++) {
        if (node->risks & RISKS[i].risk)
            ls_buf_printf(&risks, "%s%s", risks.len ? ";" : "", RISKS[i].name);
    }
    cli_table_cell(t, risks.data);
    cli_table_int(t, (int64_t)node->blockers);
    if (node->overlap)
        ls_board_name(board, node->overlap, &overlap);
    cli_table_cell(t, overlap.data);
}

/* As CSV, or with --plain as fields between tabs. */
static void roadmap_table(struct cli *cli, const struct ls_board *board)
{
    static const struct cli_column COLUMNS[] = {
        {"id", "", 0}, {"depth", "", 0}, {"type", "", 0}, {"title", "", 0}, {"parent", "", 0}, {"owner", "", 0},
        {"backup", "", 0}, {"due", "", 0}, {"status", "", 0}, {"work", "", 0}, {"done", "", 0}, {"delivery", "", 0},
        {"user_impact", "", 0}, {"revenue", "", 0}, {"risks", "", 0}, {"open_blockers", "", 0}, {"overlaps", "", 0}};
    struct cli_table *table = cli_table_new(COLUMNS, LS_COUNT(COLUMNS));
    struct ls_roadmap roadmap;
    ls_roadmap_read(board, cli_today(), cli->options.all != NULL, &roadmap);
    for (size_t i = 0; i < roadmap.count; i++)
        roadmap_cells(table, board, &roadmap.nodes[i]);
    cli_table_print(cli, table, "roadmap");
    cli_table_free(table);
    ls_roadmap_done(&roadmap);
}

int cli_roadmap(struct cli *cli, struct ls_error *err)
{
    int code = cli_open_alone(cli, err);
    if (code != 0)
        return code;
    const struct ls_board *board = ls_session_board(cli->session);
    if (cli->options.json) {
        roadmap_json(cli, board);
        return 0;
    }
    if (cli->options.csv || cli->options.plain) {
        roadmap_table(cli, board);
        return 0;
    }
    struct ls_sheet sheet;
    cli_sheet_init(cli, &sheet);
    ls_sheet_roadmap(&sheet, board, cli->options.all != NULL);
    cli_sheet_print(cli, &sheet);
    ls_sheet_done(&sheet);
    return 0;
}
