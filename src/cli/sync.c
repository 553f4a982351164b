/* The running sync as it stands, and the recap of one. What the commands of the sync do is app's. */
#include <string.h>

#include "base/clock.h"
#include "base/machine.h"
#include "base/paths.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/sync.h"
#include "cli/table.h"
#include "lockstep/agenda.h"
#include "lockstep/json.h"
#include "lockstep/meeting.h"
#include "lockstep/recap.h"

/* --- show ------------------------------------------------------------------------------------ */

static const struct cli_column line_columns[] = {
    {"mark", "", 0},
    {"n", "N", CLI_RIGHT | CLI_NUMBER},
    {"segment", "SEGMENT", CLI_GOES},
    {"ref", "REF", 0},
    {"title", "TITLE", CLI_GROW},
    {"planned", "PLAN", CLI_RIGHT},
    {"spent", "SPENT", CLI_RIGHT},
    {"state", "STATE", 0},
    {"outcome", "OUTCOME", CLI_GOES},
};

/* The running sync, read twice: as it lives, and as the agenda that people read; and what stands beside it. */
struct sync_shown {
    const struct ls_board *board;
    struct ls_live live;
    struct ls_agenda *agenda;
    struct ls_agenda_change *changes;
    size_t change_count;
};

/* How people read the line's records: "B-2/D-9"; "" where it has none. */
static const char *line_ref(const struct sync_shown *s, const struct ls_live_line *line)
{
    for (size_t i = 0; i < s->agenda->count; i++) {
        if (s->agenda->lines[i].row == line->item->rec.id)
            return s->agenda->lines[i].ref;
    }
    return "";
}

static const char *line_state(const struct ls_live_line *line)
{
    if (line->current)
        return "now";
    return line->grey ? "not reached" : ls_enum_word(LS_ENUM_LINE_STATE, line->state);
}

static void line_row(const struct sync_shown *s, const struct ls_live_line *line, struct cli_table *table)
{
    LS_AUTO(buf) struct ls_buf plan = LS_BUF_INIT, spent = LS_BUF_INIT, outcome = LS_BUF_INIT;
    const char *role = line->current ? "1" : line->grey ? "2" : "";
    ls_minutes_format(&plan, line->plan_ms);
    if (line->spent_ms || line->current)
        ls_minutes_format(&spent, line->spent_ms);
    ls_live_outcome(s->board, &s->live, line, &outcome);
    cli_table_cell(table, line->current ? ">" : "");
    cli_table_int(table, line->item->n);
    cli_table_styled(table, "2", line->item->segment);
    cli_table_styled(table, role, line_ref(s, line));
    cli_table_styled(table, role, line->item->title);
    cli_table_cell(table, plan.data);
    cli_table_cell(table, spent.data);
    cli_table_cell(table, line_state(line));
    cli_table_cell(table, outcome.data);
}

/* "since the start  09:36  B-1 owner jonas → aiko", a line a change. */
static void sync_beside(struct cli *cli, const struct sync_shown *s)
{
    static const char LABEL[] = "since the start";
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    for (size_t i = 0; i < s->change_count; i++) {
        const struct ls_agenda_change *c = &s->changes[i];
        int minute = ls_stamp_minute(c->at);
        ls_buf_printf(&b, "%*s  %02d:%02d  %s %s", (int)sizeof(LABEL) - 1, i ? "" : LABEL, minute / 60, minute % 60,
                      c->ref, c->text);
        if (*c->title)
            ls_buf_printf(&b, ": %s", c->title);
        if (c->who) {
            ls_buf_str(&b, ", by ");
            ls_board_name(s->board, c->who, &b);
        }
        ls_buf_char(&b, '\n');
    }
    if (b.len) {
        ls_buf_char(&cli->out, '\n');
        cli_lines(&cli->out, b.data);
    }
}

static void sync_text(struct cli *cli, const struct sync_shown *s)
{
    const struct ls_live *live = &s->live;
    LS_AUTO(buf) struct ls_buf head = LS_BUF_INIT;
    ls_board_name(s->board, live->meeting->rec.id, &head);
    ls_buf_str(&head, "  ");
    ls_live_clock_text(live, &head);
    if (!cli->options.plain && !cli->options.csv) {
        cli_styled(cli, &cli->out, "1", head.data);
        ls_buf_str(&cli->out, "\n\n");
    }
    struct cli_table *table = cli_table_new(line_columns, LS_COUNT(line_columns));
    for (size_t i = 0; i < live->line_count; i++)
        line_row(s, &live->lines[i], table);
    cli_table_print(cli, table, "lines");
    cli_table_free(table);
    if (!cli->options.plain && !cli->options.csv && live->current < live->line_count) {
        LS_AUTO(buf) struct ls_buf now = LS_BUF_INIT;
        const struct ls_live_line *line = &live->lines[live->current];
        ls_live_line_text(live, &now);
        ls_buf_printf(&cli->out, "\n%s\n", now.data);
        ls_buf_clear(&now);
        ls_buf_printf(&now, "why here  %s\nasked     %s\n", line->item->reason, line->item->ask);
        cli_lines(&cli->out, now.data);
    }
    if (!cli->options.plain && !cli->options.csv)
        sync_beside(cli, s);
}

static void line_json(struct ls_json *j, const struct sync_shown *s, const struct ls_live_line *line)
{
    LS_AUTO(buf) struct ls_buf owner = LS_BUF_INIT, acting = LS_BUF_INIT, outcome = LS_BUF_INIT;
    if (line->item->owner)
        ls_board_name(s->board, line->item->owner, &owner);
    if (line->item->acting)
        ls_board_name(s->board, line->item->acting, &acting);
    ls_live_outcome(s->board, &s->live, line, &outcome);
    ls_json_open(j, NULL, '{');
    ls_json_int(j, "position", line->item->n);
    ls_json_text_or_null(j, "segment", line->item->segment);
    ls_json_text_or_null(j, "ref", line_ref(s, line));
    ls_json_text_or_null(j, "title", line->item->title);
    ls_json_text_or_null(j, "why_on_agenda", line->item->reason);
    ls_json_text_or_null(j, "ask", line->item->ask);
    ls_json_text_or_null(j, "owner", owner.data);
    ls_json_text_or_null(j, "acting", acting.data);
    ls_json_int(j, "planned_s", line->plan_ms / LS_SECOND);
    ls_json_int(j, "spent_s", line->spent_ms / LS_SECOND);
    ls_json_text_or_null(j, "state", ls_enum_word(LS_ENUM_LINE_STATE, line->state));
    ls_json_int(j, "carried", line->item->carried);
    ls_json_bool(j, "current", line->current);
    ls_json_bool(j, "not_reached", line->grey);
    ls_json_text_or_null(j, "outcome", outcome.data);
    ls_json_close(j, '}');
}

static void change_json(struct ls_json *j, const struct sync_shown *s, const struct ls_agenda_change *c)
{
    LS_AUTO(buf) struct ls_buf at = LS_BUF_INIT, who = LS_BUF_INIT;
    ls_stamp_format(&at, c->at);
    if (c->who)
        ls_board_name(s->board, c->who, &who);
    ls_json_open(j, NULL, '{');
    ls_json_text(j, "ref", c->ref);
    ls_json_bool(j, "came", c->came);
    ls_json_text(j, "change", c->text);
    ls_json_text_or_null(j, "title", c->title);
    ls_json_text(j, "at", at.data);
    ls_json_text_or_null(j, "who", who.data);
    ls_json_close(j, '}');
}

static void sync_json(struct cli *cli, const struct sync_shown *s)
{
    const struct ls_live *live = &s->live;
    const struct ls_board *board = s->board;
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, ends = LS_BUF_INIT, leader = LS_BUF_INIT;
    struct ls_json j;
    ls_board_name(board, live->meeting->rec.id, &name);
    ls_stamp_format(&ends, live->ends_at);
    if (live->meeting->facilitator)
        ls_board_name(board, live->meeting->facilitator, &leader);
    ls_json_begin(&j, &cli->out);
    ls_json_text(&j, "meeting", name.data);
    ls_json_text_or_null(&j, "facilitator", leader.data);
    ls_json_text_or_null(&j, "story", live->meeting->story);
    ls_json_bool(&j, "paused", live->paused);
    ls_json_int(&j, "total_s", live->total_ms / LS_SECOND);
    ls_json_int(&j, "spent_s", live->spent_ms / LS_SECOND);
    ls_json_int(&j, "left_s", live->left_ms / LS_SECOND);
    ls_json_int(&j, "over_s", live->over_ms / LS_SECOND);
    ls_json_text(&j, "ends", ends.data);
    ls_json_open(&j, "lines", '[');
    for (size_t i = 0; i < live->line_count; i++)
        line_json(&j, s, &live->lines[i]);
    ls_json_close(&j, ']');
    ls_json_open(&j, "since_start", '[');
    for (size_t i = 0; i < s->change_count; i++)
        change_json(&j, s, &s->changes[i]);
    ls_json_close(&j, ']');
    ls_json_end(&j);
}

int cli_sync_show(struct cli *cli, struct ls_error *err)
{
    int code = cli_open_alone(cli, err);
    if (code != 0)
        return code;
    const struct ls_board *board = ls_session_board(cli->session);
    ls_id meeting = ls_meeting_running(board);
    if (!meeting) {
        ls_error_set(err, LS_ENOTFOUND, "no sync is running");
        ls_error_hint(err, "start it: lockstep sync start");
        return LS_ENOTFOUND;
    }
    LS_AUTO(buf) struct ls_buf machine = LS_BUF_INIT;
    ls_machine_name(&machine);
    struct ls_watch watch = {.now = ls_clock_now(), .ticks = ls_clock_ticks(), .machine = machine.data};
    struct sync_shown shown = {.board = board};
    code = ls_agenda_read(board, meeting, &shown.agenda, err);
    if (code == 0)
        code = ls_live_read(board, meeting, &watch, &shown.live, err);
    shown.change_count = ls_agenda_beside(board, meeting, watch.now, &shown.changes);
    if (code == 0 && cli->options.json)
        sync_json(cli, &shown);
    else if (code == 0)
        sync_text(cli, &shown);
    ls_live_done(&shown.live);
    ls_agenda_free(shown.agenda);
    ls_agenda_changes_free(shown.changes, shown.change_count);
    return code;
}

/* --- recap ----------------------------------------------------------------------------------- */

int cli_recap(struct cli *cli, struct ls_error *err)
{
    if (cli->word_count > 1)
        return cli_usage(cli, err, "one meeting at a time");
    int code = cli_open_file(cli, err);
    if (code != 0)
        return code;
    const struct ls_board *board = ls_session_board(cli->session);
    ls_id meeting = ls_recap_meeting(board);
    if (cli->word_count)
        code = ls_board_find(board, LS_E_MEETING, cli->words[0].text, &meeting, err);
    else if (!meeting)
        code = ls_error_set(err, LS_ENOTFOUND, "there was no sync yet, so there is no recap");
    if (code != 0)
        return code;
    if (cli->options.csv)
        return ls_recap_csv(board, meeting, cli->options.bom != NULL, &cli->out, err);
    if (cli->options.json)
        return ls_recap_json(board, meeting, &cli->out, err);
    return ls_recap_markdown(board, meeting, &cli->out, err);
}

/* --- end ------------------------------------------------------------------------------------- */

/* Where the files of an ended sync go. */
static const char *sync_folder(const struct cli *cli)
{
    return cli->options.out ? cli->options.out : ls_config_get(cli->config, LS_CONFIG_KEY_FOLDER);
}

int cli_sync_ends(struct cli *cli, struct ls_error *err)
{
    return *sync_folder(cli) ? ls_path_make_dirs(sync_folder(cli), err) : 0;
}

int cli_sync_ended(struct cli *cli, ls_id meeting, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf said = LS_BUF_INIT;
    const struct ls_board *board = ls_session_board(cli->session);
    int code = ls_meeting_write_files(board, meeting, sync_folder(cli), &said, err);
    cli_lines(&cli->said, said.data);
    cli->options.out = NULL; /* it named a folder, and what is printed goes to stdout */
    return code;
}
