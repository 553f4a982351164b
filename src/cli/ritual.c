/* Rituals on the command line: the list with minutes a week, the templates, the days to come, the calendar. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/records.h"
#include "cli/table.h"
#include "lockstep/calendar.h"
#include "lockstep/exchange.h"
#include "lockstep/meeting.h"
#include "lockstep/people.h"
#include "lockstep/ritual.h"

enum { NEXT_WEEKS = 6, NEXT_MOST = 12 };

/* Whether programs read what is printed. */
static bool ritual_is_data(const struct cli *cli)
{
    return cli->options.json || cli->options.csv || cli->options.plain;
}

/* "Tue 17 Mar 09:30", "Fri 1 May"; as data "2026-03-17 09:30", "2026-05-01". */
static void ritual_moment(const struct cli *cli, const struct ls_occurrence *o, struct ls_buf *b)
{
    int64_t day = ls_stamp_date(o->at), today = cli_today();
    if (ritual_is_data(cli)) {
        if (o->timed)
            ls_stamp_format(b, o->at);
        else
            ls_date_format(b, day);
        return;
    }
    ls_buf_printf(b, "%s ", ls_weekday_short(ls_date_weekday(day)));
    ls_date_short(b, day, today);
    if (o->timed)
        ls_buf_printf(b, " %02d:%02d", ls_stamp_minute(o->at) / 60, ls_stamp_minute(o->at) % 60);
}

/* --- list ------------------------------------------------------------------------------------ */

static const struct cli_column list_columns[] = {
    {"id", "RITUAL", 0},         {"name", "NAME", CLI_GROW},
    {"when", "WHEN", CLI_GOES},  {"minutes", "MIN", CLI_RIGHT | CLI_NUMBER},
    {"a_week", "A WEEK", CLI_RIGHT | CLI_NUMBER}, {"next", "NEXT", 0},
    {"leads", "LEADS", CLI_GOES}, {"state", "", 0},
};

static void list_next(const struct cli *cli, const struct ls_ritual *r, struct ls_buf *next, struct ls_buf *leads)
{
    const struct ls_board *board = ls_session_board(cli->session);
    struct ls_occurrence *o;
    size_t count = ls_ritual_upcoming(board, r->rec.id, ls_clock_now(), INT64_MAX, 1, &o);
    if (count) {
        const struct ls_meeting *m = ls_meeting_get(board, o->meeting), *last =
            ls_meeting_get(board, ls_meeting_last(board, r->rec.id, INT64_MAX));
        ls_id leader = m && m->facilitator ? m->facilitator : ls_rota_next(board, r->rota, last ? last->facilitator : 0);
        ritual_moment(cli, o, next);
        if (leader)
            ls_board_name(board, leader, leads);
    }
    free(o);
}

static void list_row(const struct cli *cli, const struct ls_ritual *r, struct cli_table *table)
{
    LS_AUTO(buf) struct ls_buf when = LS_BUF_INIT, week = LS_BUF_INIT, next = LS_BUF_INIT, leads = LS_BUF_INIT;
    double minutes = ls_ritual_weekly_minutes(r);
    ls_ritual_when(r, &when);
    if (minutes > 0)
        ls_text_real(&week, round(minutes));
    if (r->active)
        list_next(cli, r, &next, &leads);
    cli_table_styled(table, r->active ? "1" : "2", r->handle);
    cli_table_styled(table, r->active ? "" : "2", r->name);
    cli_table_styled(table, "2", when.data);
    cli_table_int(table, r->minutes);
    cli_table_cell(table, week.data);
    cli_table_cell(table, next.data);
    cli_table_cell(table, leads.data);
    cli_table_styled(table, "2", !r->active ? "off" : ritual_is_data(cli) ? "on" : "");
}

static void list_print(struct cli *cli, const struct ls_record **rituals, size_t count)
{
    struct cli_table *table = cli_table_new(list_columns, LS_COUNT(list_columns));
    size_t off = 0;
    for (size_t i = 0; i < count; i++) {
        const struct ls_ritual *r = (const struct ls_ritual *)(const void *)rituals[i];
        off += !r->active;
        if (r->active || cli->options.all)
            list_row(cli, r, table);
    }
    cli_table_print(cli, table, "rituals");
    if (!cli_table_rows(table))
        ls_buf_str(&cli->said, "no ritual is on: lockstep ritual on sync\n");
    else if (!cli->options.plain)
        ls_buf_printf(&cli->said, "%.0f minutes a week for who attends all of them%s\n",
                      ls_ritual_team_minutes(ls_session_board(cli->session)),
                      off && !cli->options.all ? "; --all shows those that are off" : "");
    cli_table_free(table);
}

int cli_ritual_list(struct cli *cli, struct ls_error *err)
{
    int code = cli_no_words(cli, err);
    if (code == 0 && (cli->options.json || cli->options.csv))
        return cli_record_list(cli, err);
    if (code == 0)
        code = cli_open_file(cli, err);
    if (code != 0)
        return code;
    struct cli_records r;
    const struct ls_record **rituals;
    size_t count;
    cli_records_init(&r, cli);
    code = cli_records_find(cli, &r, LS_E_RITUAL, "", &rituals, &count, err);
    if (code == 0) {
        list_print(cli, rituals, count);
        free(rituals);
    }
    cli_records_done(&r);
    return code;
}

/* --- templates --------------------------------------------------------------------------------- */

static const struct cli_column template_columns[] = {
    {"id", "RITUAL", 0}, {"name", "NAME", 0}, {"when", "WHEN", CLI_GOES},
    {"minutes", "MIN", CLI_RIGHT | CLI_NUMBER}, {"segments", "SEGMENTS", CLI_GROW}, {"state", "", 0},
};

static const char *template_state(const struct ls_board *board, const char *handle)
{
    const struct ls_ritual *r = ls_ritual_get(board, ls_board_by_handle(board, LS_E_RITUAL, handle));
    return !r ? "" : r->active ? "on" : "off";
}

int cli_ritual_templates(struct cli *cli, struct ls_error *err)
{
    int code = cli_open_alone(cli, err);
    if (code != 0)
        return code;
    const struct ls_board *board = ls_session_board(cli->session);
    struct cli_table *table = cli_table_new(template_columns, LS_COUNT(template_columns));
    const struct ls_ritual_template *t;
    for (size_t i = 0; (t = ls_ritual_template(i)); i++) {
        LS_AUTO(buf) struct ls_buf when = LS_BUF_INIT, segments = LS_BUF_INIT;
        ls_buf_printf(&when, "%s, %s", t->cadence, t->at);
        for (size_t s = 0; s < t->segment_count; s++)
            ls_buf_printf(&segments, "%s%s %d", s ? ", " : "", t->segments[s].name, t->segments[s].minutes);
        cli_table_styled(table, "1", t->handle);
        cli_table_cell(table, t->name);
        cli_table_styled(table, "2", when.data);
        cli_table_int(table, t->minutes);
        cli_table_styled(table, "2", segments.data);
        cli_table_cell(table, template_state(board, t->handle));
    }
    cli_table_print(cli, table, "templates");
    cli_table_free(table);
    return 0;
}

/* --- next -------------------------------------------------------------------------------------- */

static const struct cli_column next_columns[] = {
    {"at", "WHEN", 0}, {"id", "RITUAL", 0}, {"name", "NAME", CLI_GROW}, {"minutes", "MIN", CLI_RIGHT | CLI_NUMBER},
    {"meeting", "MEETING", 0}, {"holiday", "", 0},
};

static void next_row(const struct cli *cli, const struct ls_occurrence *o, struct cli_table *table)
{
    const struct ls_board *board = ls_session_board(cli->session);
    const struct ls_ritual *r = ls_ritual_get(board, o->ritual);
    LS_AUTO(buf) struct ls_buf at = LS_BUF_INIT, meeting = LS_BUF_INIT;
    ritual_moment(cli, o, &at);
    if (o->meeting)
        ls_board_name(board, o->meeting, &meeting);
    cli_table_cell(table, at.data);
    cli_table_styled(table, "1", r->handle);
    cli_table_cell(table, r->name);
    cli_table_int(table, r->minutes);
    cli_table_styled(table, "2", meeting.data);
    cli_table_styled(table, "33", o->holiday ? "a holiday" : "");
}

int cli_ritual_next(struct cli *cli, struct ls_error *err)
{
    ls_id ritual = 0;
    if (cli->word_count > 1)
        return cli_usage(cli, err, "one ritual at a time");
    int code = cli_open_file(cli, err);
    if (code == 0 && cli->word_count)
        code = ls_ritual_find(ls_session_board(cli->session), cli->words[0].text, &ritual, err);
    if (code != 0)
        return code;
    struct ls_occurrence *o;
    int64_t now = ls_clock_now(), until = ritual ? INT64_MAX : now + (int64_t)NEXT_WEEKS * 7 * LS_DAY;
    size_t count = ls_ritual_upcoming(ls_session_board(cli->session), ritual, now, until,
                                      ritual ? NEXT_MOST : SIZE_MAX, &o);
    struct cli_table *table = cli_table_new(next_columns, LS_COUNT(next_columns));
    for (size_t i = 0; i < count; i++)
        next_row(cli, &o[i], table);
    cli_table_print(cli, table, "occurrences");
    if (!count)
        ls_buf_str(&cli->said, ritual ? "no day is known for it: a launch with a day is missing\n"
                                      : "nothing is planned: lockstep ritual templates shows what can be switched on\n");
    cli_table_free(table);
    free(o);
    return 0;
}

/* --- calendar ---------------------------------------------------------------------------------- */

int cli_calendar(struct cli *cli, struct ls_error *err)
{
    ls_id person = 0;
    if (cli->word_count > 1)
        return cli_usage(cli, err, "one person at a time");
    int code = cli_open_file(cli, err);
    if (code == 0 && cli->word_count)
        code = ls_board_find(ls_session_board(cli->session), LS_E_PERSON, cli->words[0].text, &person, err);
    if (code == 0)
        code = ls_calendar_write(ls_session_board(cli->session), person, ls_clock_now(), &cli->out, err);
    return code;
}
