/* Writing the agenda: CSV rows, a page of Markdown, JSON. What stands on it is model's. */
#include "lockstep/agenda_out.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "exchange/csv_write.h"
#include "exchange/markdown.h"
#include "lockstep/board.h"
#include "lockstep/json.h"

static const char NOT_TODAY[] = "Not today";

static const char *out_segment(const struct ls_agenda *agenda, const struct ls_agenda_line *line)
{
    return line->today ? agenda->segments[line->segment].name : NOT_TODAY;
}

static bool out_is_closed(const struct ls_board *board, const struct ls_agenda *agenda)
{
    const struct ls_meeting *meeting = ls_meeting_get(board, agenda->meeting);
    return meeting && meeting->status == LS_MEETING_STATUS_CLOSED;
}

/* --- CSV --------------------------------------------------------------------------------------- */

static void csv_person(struct csv_write *w, const struct ls_board *board, ls_id person)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_board_name(board, person, &name);
    csv_write_cell(w, name.data);
}

static void csv_line(struct csv_write *w, const struct ls_board *board, const struct ls_agenda *agenda,
                     const struct ls_agenda_line *line, bool closed)
{
    LS_AUTO(buf) struct ls_buf cell = LS_BUF_INIT;
    ls_agenda_name(board, agenda, &cell);
    csv_write_cell(w, cell.data);
    ls_buf_clear(&cell);
    ls_date_format(&cell, agenda->today);
    csv_write_cell(w, cell.data);
    csv_write_cell(w, out_segment(agenda, line));
    csv_write_int(w, line->position);
    ls_buf_clear(&cell);
    if (line->start != LS_NONE)
        ls_agenda_clock(&cell, line->start);
    csv_write_cell(w, cell.data);
    csv_write_int(w, line->planned);
    csv_write_cell(w, line->ref);
    csv_write_cell(w, line->title);
    csv_write_cell(w, line->why);
    csv_person(w, board, line->owner);
    csv_person(w, board, line->backup);
    csv_person(w, board, line->acting);
    csv_write_cell(w, line->ask);
    csv_write_cell(w, ls_enum_word(LS_ENUM_LINE_STATE, line->state));
    csv_write_int(w, line->carried);
    if (closed) {
        csv_write_int(w, line->spent);
        csv_write_cell(w, line->outcome ? line->outcome : "");
    }
    csv_write_row_end(w);
}

void ls_agenda_csv(const struct ls_board *board, const struct ls_agenda *agenda, bool bom, struct ls_buf *out)
{
    static const char *const columns[] = {
        "meeting", "date", "segment", "position", "start", "planned_s", "ref", "title", "why_on_agenda",
        "owner", "backup", "acting", "ask", "state", "carried", "spent_s", "outcome",
    };
    enum { AFTER = 2 };
    bool closed = out_is_closed(board, agenda);
    struct csv_write w;
    csv_write_begin(&w, out, bom);
    for (size_t i = 0; i < LS_COUNT(columns) - (closed ? 0 : AFTER); i++)
        csv_write_cell(&w, columns[i]);
    csv_write_row_end(&w);
    for (size_t i = 0; i < agenda->count; i++)
        csv_line(&w, board, agenda, &agenda->lines[i], closed);
}

/* --- Markdown ---------------------------------------------------------------------------------- */

static void md_person(struct ls_buf *out, const struct ls_board *board, ls_id id)
{
    const struct ls_person *person = ls_person_get(board, id);
    if (!person)
        return;
    size_t first = *person->name ? strcspn(person->name, " ") : 0;
    LS_AUTO(string) char *name = first ? ls_strndup(person->name, first) : ls_strdup(person->handle);
    markdown_text(out, name);
}

static void md_head(const struct ls_board *board, const struct ls_agenda *agenda, struct ls_buf *out)
{
    const struct ls_ritual *ritual = ls_ritual_get(board, agenda->ritual);
    int year, month, day;
    ls_date_split(agenda->today, &year, &month, &day);
    ls_buf_str(out, "# ");
    markdown_text(out, ritual ? ritual->name : "Agenda");
    ls_buf_printf(out, ", %s %d %s %d\n\n", ls_weekday_long(ls_date_weekday(agenda->today)), day,
                  ls_month_long(month), year);
    ls_agenda_clock(out, agenda->planned);
    ls_buf_str(out, " of ");
    ls_agenda_clock(out, agenda->seconds);
    if (agenda->spare > 0) {
        ls_buf_str(out, ", ");
        ls_agenda_clock(out, agenda->spare);
        ls_buf_str(out, " spare");
    }
    if (agenda->facilitator) {
        ls_buf_str(out, ". Led by ");
        md_person(out, board, agenda->facilitator);
    }
    ls_buf_str(out, ".\n");
}

static void md_line(const struct ls_board *board, const struct ls_agenda_line *line, struct ls_buf *out)
{
    ls_buf_str(out, "| ");
    if (line->start != LS_NONE)
        ls_agenda_clock(out, line->start);
    ls_buf_str(out, " | ");
    markdown_text(out, line->ref);
    ls_buf_str(out, *line->ref ? " " : "");
    markdown_text(out, line->title);
    ls_buf_str(out, " | ");
    markdown_text(out, line->why);
    ls_buf_str(out, " | ");
    md_person(out, board, line->owner);
    if (line->acting && line->acting != line->owner) {
        ls_buf_str(out, " (");
        md_person(out, board, line->acting);
        ls_buf_str(out, " acts)");
    }
    ls_buf_str(out, " | ");
    markdown_text(out, line->ask);
    ls_buf_str(out, " |\n");
}

void ls_agenda_markdown(const struct ls_board *board, const struct ls_agenda *agenda, struct ls_buf *out)
{
    const char *segment = "";
    md_head(board, agenda, out);
    for (size_t i = 0; i < agenda->count; i++) {
        const struct ls_agenda_line *line = &agenda->lines[i];
        if (i == 0 || strcmp(segment, out_segment(agenda, line))) {
            segment = out_segment(agenda, line);
            ls_buf_str(out, "\n## ");
            markdown_text(out, segment);
            ls_buf_str(out, "\n\n| at | what | why | who | asked |\n|---|---|---|---|---|\n");
        }
        md_line(board, line, out);
    }
    if (!agenda->count)
        ls_buf_str(out, "\nNothing to talk about: no line asks for time.\n");
}

/* --- JSON -------------------------------------------------------------------------------------- */

static void json_line(struct ls_json *j, const struct ls_board *board, const struct ls_agenda *agenda,
                      const struct ls_agenda_line *line)
{
    ls_json_open(j, NULL, '{');
    ls_json_text_or_null(j, "segment", out_segment(agenda, line));
    ls_json_int(j, "position", line->position);
    ls_json_int(j, "start_s", line->start);
    ls_json_int(j, "planned_s", line->planned);
    ls_json_text_or_null(j, "ref", line->ref);
    ls_json_set(j, "refs", board, line->refs);
    ls_json_text_or_null(j, "title", line->title);
    ls_json_text_or_null(j, "why_on_agenda", line->why);
    ls_json_text_or_null(j, "rule", ls_agenda_rule_word(line->rule));
    ls_json_name(j, "owner", board, line->owner);
    ls_json_name(j, "backup", board, line->backup);
    ls_json_name(j, "acting", board, line->acting);
    ls_json_text_or_null(j, "ask", line->ask);
    ls_json_text_or_null(j, "state", ls_enum_word(LS_ENUM_LINE_STATE, line->state));
    ls_json_int(j, "carried", line->carried);
    if (out_is_closed(board, agenda)) {
        ls_json_int(j, "spent_s", line->spent);
        ls_json_text_or_null(j, "outcome", line->outcome);
    }
    ls_json_close(j, '}');
}

static void json_segments(struct ls_json *j, const struct ls_agenda *agenda)
{
    ls_json_open(j, "segments", '[');
    for (size_t i = 0; i < agenda->segment_count; i++) {
        const struct ls_agenda_segment *s = &agenda->segments[i];
        ls_json_open(j, NULL, '{');
        ls_json_text(j, "name", s->name);
        ls_json_int(j, "total_s", s->seconds);
        ls_json_int(j, "planned_s", s->planned);
        ls_json_close(j, '}');
    }
    ls_json_close(j, ']');
}

void ls_agenda_json(const struct ls_board *board, const struct ls_agenda *agenda, struct ls_buf *out)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    struct ls_json j;
    ls_agenda_name(board, agenda, &name);
    ls_json_begin(&j, out);
    ls_json_name(&j, "ritual", board, agenda->ritual);
    ls_json_text_or_null(&j, "meeting", name.data);
    ls_json_stamp(&j, "at", agenda->at);
    ls_json_date(&j, "date", agenda->today);
    ls_json_date(&j, "next", agenda->next);
    ls_json_name(&j, "facilitator", board, agenda->facilitator);
    ls_json_int(&j, "total_s", agenda->seconds);
    ls_json_int(&j, "planned_s", agenda->planned);
    ls_json_int(&j, "spare_s", agenda->spare);
    json_segments(&j, agenda);
    ls_json_open(&j, "lines", '[');
    for (size_t i = 0; i < agenda->count; i++)
        json_line(&j, board, agenda, &agenda->lines[i]);
    ls_json_close(&j, ']');
    ls_json_end(&j);
}
