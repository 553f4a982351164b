/* Writing the agenda: CSV rows, a page of Markdown, JSON. What stands on it is model's. */
#include "lockstep/agenda_out.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "exchange/csv_write.h"
#include "lockstep/board.h"

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

/* Text inside a table cell: what Markdown would take for markup is escaped. */
static void md_text(struct ls_buf *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\|*_`<[]#", *text))
            ls_buf_char(out, '\\');
        ls_buf_char(out, *text);
    }
}

static void md_person(struct ls_buf *out, const struct ls_board *board, ls_id id)
{
    const struct ls_person *person = ls_person_get(board, id);
    if (!person)
        return;
    size_t first = *person->name ? strcspn(person->name, " ") : 0;
    LS_AUTO(string) char *name = first ? ls_strndup(person->name, first) : ls_strdup(person->handle);
    md_text(out, name);
}

static void md_head(const struct ls_board *board, const struct ls_agenda *agenda, struct ls_buf *out)
{
    const struct ls_ritual *ritual = ls_ritual_get(board, agenda->ritual);
    int year, month, day;
    ls_date_split(agenda->today, &year, &month, &day);
    ls_buf_str(out, "# ");
    md_text(out, ritual ? ritual->name : "Agenda");
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
    md_text(out, line->ref);
    ls_buf_str(out, *line->ref ? " " : "");
    md_text(out, line->title);
    ls_buf_str(out, " | ");
    md_text(out, line->why);
    ls_buf_str(out, " | ");
    md_person(out, board, line->owner);
    if (line->acting && line->acting != line->owner) {
        ls_buf_str(out, " (");
        md_person(out, board, line->acting);
        ls_buf_str(out, " acts)");
    }
    ls_buf_str(out, " | ");
    md_text(out, line->ask);
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
            md_text(out, segment);
            ls_buf_str(out, "\n\n| at | what | why | who | asked |\n|---|---|---|---|---|\n");
        }
        md_line(board, line, out);
    }
}

/* --- JSON -------------------------------------------------------------------------------------- */

static json_t *json_text(const char *text)
{
    return text && *text ? json_string(text) : json_null();
}

static json_t *json_number(int64_t value)
{
    return value == LS_NONE ? json_null() : json_integer(value);
}

static json_t *json_name(const struct ls_board *board, ls_id id)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_board_name(board, id, &name);
    return json_text(name.data);
}

static json_t *json_date(int64_t date)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_date_format(&text, date);
    return json_text(text.data);
}

static json_t *json_stamp(int64_t stamp)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_stamp_format(&text, stamp);
    return json_text(text.data);
}

static json_t *json_refs(const struct ls_board *board, const char *refs)
{
    json_t *array = json_array();
    const char *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&refs, &word, &len, &id))
        json_array_append_new(array, id ? json_name(board, id) : json_stringn(word, len));
    return array;
}

static json_t *json_line(const struct ls_board *board, const struct ls_agenda *agenda,
                         const struct ls_agenda_line *line)
{
    json_t *o = json_object();
    json_object_set_new(o, "segment", json_text(out_segment(agenda, line)));
    json_object_set_new(o, "position", json_integer(line->position));
    json_object_set_new(o, "start_s", json_number(line->start));
    json_object_set_new(o, "planned_s", json_number(line->planned));
    json_object_set_new(o, "ref", json_text(line->ref));
    json_object_set_new(o, "refs", json_refs(board, line->refs));
    json_object_set_new(o, "title", json_text(line->title));
    json_object_set_new(o, "why_on_agenda", json_text(line->why));
    json_object_set_new(o, "rule", json_text(ls_agenda_rule_word(line->rule)));
    json_object_set_new(o, "owner", json_name(board, line->owner));
    json_object_set_new(o, "backup", json_name(board, line->backup));
    json_object_set_new(o, "acting", json_name(board, line->acting));
    json_object_set_new(o, "ask", json_text(line->ask));
    json_object_set_new(o, "state", json_text(ls_enum_word(LS_ENUM_LINE_STATE, line->state)));
    json_object_set_new(o, "carried", json_number(line->carried));
    if (out_is_closed(board, agenda)) {
        json_object_set_new(o, "spent_s", json_number(line->spent));
        json_object_set_new(o, "outcome", json_text(line->outcome));
    }
    return o;
}

static json_t *json_agenda(const struct ls_board *board, const struct ls_agenda *agenda)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    json_t *o = json_object(), *segments = json_array(), *lines = json_array();
    ls_agenda_name(board, agenda, &name);
    json_object_set_new(o, "schema", json_integer(LS_JSON_SCHEMA));
    json_object_set_new(o, "ritual", json_name(board, agenda->ritual));
    json_object_set_new(o, "meeting", json_text(name.data));
    json_object_set_new(o, "at", json_stamp(agenda->at));
    json_object_set_new(o, "date", json_date(agenda->today));
    json_object_set_new(o, "next", json_date(agenda->next));
    json_object_set_new(o, "facilitator", json_name(board, agenda->facilitator));
    json_object_set_new(o, "total_s", json_integer(agenda->seconds));
    json_object_set_new(o, "planned_s", json_integer(agenda->planned));
    json_object_set_new(o, "spare_s", json_integer(agenda->spare));
    for (size_t i = 0; i < agenda->segment_count; i++) {
        const struct ls_agenda_segment *s = &agenda->segments[i];
        json_array_append_new(segments, json_pack("{s:s, s:I, s:I}", "name", s->name, "total_s",
                                                  (json_int_t)s->seconds, "planned_s", (json_int_t)s->planned));
    }
    for (size_t i = 0; i < agenda->count; i++)
        json_array_append_new(lines, json_line(board, agenda, &agenda->lines[i]));
    json_object_set_new(o, "segments", segments);
    json_object_set_new(o, "lines", lines);
    return o;
}

void ls_agenda_json(const struct ls_board *board, const struct ls_agenda *agenda, struct ls_buf *out)
{
    json_t *o = json_agenda(board, agenda);
    char *text = json_dumps(o, JSON_INDENT(2));
    ls_buf_str(out, text);
    ls_buf_char(out, '\n');
    free(text);
    json_decref(o);
}
