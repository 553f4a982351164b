/* The agenda of the next sync, or of one that was, and what of it is asked of me. */
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/table.h"
#include "lockstep/agenda_out.h"
#include "lockstep/meeting.h"
#include "lockstep/ritual.h"

/* Whether the word can be a meeting's number: "M-12", "12". */
static bool agenda_is_number(const char *word)
{
    int64_t num;
    return ls_text_to_int(word, &num) || ((*word == 'M' || *word == 'm') && word[1] == '-');
}

/* What the words name: a meeting (M-12), or a ritual, whose running meeting stands for it. 0: the next sync. */
static int agenda_named(const struct cli *cli, ls_id *ret_ritual, ls_id *ret_meeting, struct ls_error *err)
{
    const struct ls_board *board = ls_session_board(cli->session);
    const char *word = cli->words[0].text;
    *ret_meeting = 0;
    if (!agenda_is_number(word)) {
        int code = ls_ritual_find(board, word, ret_ritual, err);
        const struct ls_meeting *running = ls_meeting_get(board, ls_meeting_running(board));
        *ret_meeting = code == 0 && running && running->ritual == *ret_ritual ? running->rec.id : 0;
        return code;
    }
    int code = ls_board_find(board, LS_E_MEETING, word, ret_meeting, err);
    const struct ls_meeting *named = code == 0 ? ls_meeting_get(board, *ret_meeting) : NULL;
    if (named && named->status == LS_MEETING_STATUS_PLANNED) {
        *ret_ritual = named->ritual;
        *ret_meeting = 0;
    }
    return code;
}

/* The agenda that the words name: that of a meeting or a ritual, else of the running meeting, else of the next sync. */
static int agenda_find(const struct cli *cli, struct ls_agenda **ret_agenda, struct ls_error *err)
{
    const struct ls_board *board = ls_session_board(cli->session);
    ls_id meeting = ls_meeting_running(board), ritual = ls_agenda_sync(board);
    if (cli->word_count > 1)
        return cli_usage(cli, err, "one meeting at a time");
    int code = cli->word_count ? agenda_named(cli, &ritual, &meeting, err) : 0;
    if (code != 0)
        return code;
    if (meeting)
        return ls_agenda_read(board, meeting, ret_agenda, err);
    return ls_agenda_plan(board, ritual, ls_clock_now(), ret_agenda, err);
}

int cli_agenda(struct cli *cli, struct ls_error *err)
{
    struct ls_agenda *agenda = NULL;
    int code = cli_open_file(cli, err);
    if (code == 0)
        code = agenda_find(cli, &agenda, err);
    if (code != 0)
        return code;
    const struct ls_board *board = ls_session_board(cli->session);
    if (cli->options.json)
        ls_agenda_json(board, agenda, &cli->out);
    else if (cli->options.md)
        ls_agenda_markdown(board, agenda, &cli->out);
    else
        ls_agenda_csv(board, agenda, cli->options.bom != NULL, &cli->out);
    ls_agenda_free(agenda);
    return 0;
}

/* --- brief ----------------------------------------------------------------------------------- */

static const struct cli_column brief_columns[] = {
    {"start", "AT", 0}, {"ref", "REF", 0}, {"title", "TITLE", 0}, {"why", "WHY", 0}, {"ask", "ASKED", 0},
};

static void brief_head(const struct cli *cli, const struct ls_agenda *agenda, size_t asked, struct ls_buf *b)
{
    const struct ls_board *board = ls_session_board(cli->session);
    LS_AUTO(buf) struct ls_buf day = LS_BUF_INIT;
    ls_date_short(&day, agenda->today, cli_today());
    ls_agenda_name(board, agenda, b);
    ls_buf_printf(b, ", %s %s %02d:%02d: ", ls_weekday_short(ls_date_weekday(agenda->today)), day.data,
                  ls_stamp_minute(agenda->at) / 60, ls_stamp_minute(agenda->at) % 60);
    if (asked)
        ls_buf_printf(b, "you are asked %zu thing%s\n", asked, asked == 1 ? "" : "s");
    else
        ls_buf_str(b, "you are asked nothing\n");
}

static struct cli_table *brief_table(const struct ls_agenda *agenda, ls_id me)
{
    struct cli_table *table = cli_table_new(brief_columns, LS_COUNT(brief_columns));
    for (size_t i = ls_agenda_asked(agenda, me, 0); i < agenda->count; i = ls_agenda_asked(agenda, me, i + 1)) {
        const struct ls_agenda_line *line = &agenda->lines[i];
        LS_AUTO(buf) struct ls_buf start = LS_BUF_INIT;
        if (line->start != LS_NONE)
            ls_agenda_clock(&start, line->start);
        cli_table_cell(table, start.data);
        cli_table_styled(table, "1", line->ref);
        cli_table_cell(table, line->title);
        cli_table_cell(table, line->why);
        cli_table_cell(table, line->ask);
    }
    return table;
}

/* What was answered in advance, or how to. */
static void brief_answer(const struct cli *cli, const struct ls_agenda *agenda, const struct ls_agenda_line *line,
                         ls_id me, struct ls_buf *b)
{
    const struct ls_board *board = ls_session_board(cli->session);
    const struct ls_meeting *last = ls_meeting_get(board, agenda->last);
    const struct ls_note *answer = ls_answer_to(board, line->refs, last ? last->started : LS_NONE, INT64_MAX);
    ls_id record = ls_agenda_asked_record(agenda, line, me);
    if (answer) {
        const struct ls_note *agreed = ls_answer_agreed(board, answer, line->refs);
        ls_buf_printf(b, "       said   %s\n", answer->text);
        if (agreed) {
            ls_buf_str(b, "       agreed by ");
            ls_board_name(board, agreed->author, b);
            ls_buf_str(b, ": it takes no time in the meeting\n");
        }
    } else if (record) {
        ls_buf_str(b, "       answer lockstep sync answer ");
        ls_board_name(board, record, b);
        ls_buf_str(b, " TEXT\n");
    }
}

/* Three lines for each thing that is asked. */
static void brief_text(struct cli *cli, const struct ls_agenda *agenda, ls_id me)
{
    for (size_t i = ls_agenda_asked(agenda, me, 0); i < agenda->count; i = ls_agenda_asked(agenda, me, i + 1)) {
        const struct ls_agenda_line *line = &agenda->lines[i];
        LS_AUTO(buf) struct ls_buf start = LS_BUF_INIT, text = LS_BUF_INIT;
        if (line->start != LS_NONE)
            ls_agenda_clock(&start, line->start);
        ls_buf_printf(&text, "%-6s ", start.len ? start.data : "later");
        cli_styled(cli, &text, "1", line->ref);
        ls_buf_str(&text, *line->ref ? "  " : "");
        ls_text_safe(&text, line->title);
        ls_buf_printf(&cli->out, "\n%s\n", text.data);
        ls_buf_clear(&text);
        ls_buf_printf(&text, "       why    %s\n       asked  %s\n", line->why, line->ask);
        brief_answer(cli, agenda, line, me, &text);
        cli_lines(&cli->out, text.data);
    }
}

int cli_brief(struct cli *cli, struct ls_error *err)
{
    struct ls_agenda *agenda = NULL;
    int code = cli_open_file(cli, err);
    if (code == 0)
        code = cli_need_me(cli, err);
    if (code == 0)
        code = agenda_find(cli, &agenda, err);
    if (code != 0)
        return code;
    ls_id me = ls_session_me(cli->session);
    struct cli_table *table = brief_table(agenda, me);
    if (cli->options.json || cli->options.csv || cli->options.plain) {
        cli_table_print(cli, table, "lines");
    } else {
        brief_head(cli, agenda, cli_table_rows(table), &cli->out);
        brief_text(cli, agenda, me);
    }
    cli_table_free(table);
    ls_agenda_free(agenda);
    return 0;
}
