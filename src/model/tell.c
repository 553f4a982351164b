/* Lines of a telling: wrapping, spans, what many tellings say. Tables are tell_table.c; what is told of an entity
 * stands in a file of its own. */
#include "model/tell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/people.h"

enum { UNLIMITED = 100000, LEAST_ROOM = 20 };

void ls_sheet_init(struct ls_sheet *sheet, int columns, bool ascii, int64_t now)
{
    *sheet = (struct ls_sheet){.columns = columns, .ascii = ascii, .now = now, .today = ls_stamp_date(now)};
}

static void tell_line_done(struct ls_sheet_line *line)
{
    free(line->label);
    free(line->text);
    free(line->spans);
    free(line->words);
}

void ls_sheet_done(struct ls_sheet *sheet)
{
    for (size_t i = 0; i < sheet->count; i++)
        tell_line_done(&sheet->lines[i]);
    free(sheet->lines);
    free(sheet->told);
    *sheet = (struct ls_sheet){0};
}

bool ls_sheet_told(const struct ls_sheet *sheet, ls_id record)
{
    for (size_t i = 0; i < sheet->count; i++) {
        if (sheet->lines[i].record == record)
            return true;
    }
    for (size_t i = 0; i < sheet->told_count; i++) {
        if (sheet->told[i] == record)
            return true;
    }
    return false;
}

void tell_told(struct ls_sheet *s, ls_id record)
{
    LS_GROW(s->told, s->told_count, s->told_cap);
    s->told[s->told_count++] = record;
}

/* --- lines ----------------------------------------------------------------------------------- */

static int tell_room_for(const struct ls_sheet *s, bool wide)
{
    int room = s->columns - (wide ? 0 : LS_SHEET_LABEL);
    return !s->columns ? UNLIMITED : room < LEAST_ROOM ? LEAST_ROOM : room;
}

/* Columns that a text beside a label has; a large number where nothing limits them. */
static int tell_room(const struct ls_sheet *s)
{
    return tell_room_for(s, false);
}

struct ls_sheet_line *tell_begin(struct ls_sheet *s, const char *label, bool wide)
{
    LS_GROW(s->lines, s->count, s->cap);
    struct ls_sheet_line *line = &s->lines[s->count++];
    *line = (struct ls_sheet_line){.label = ls_strdup(label), .text = ls_strdup(""), .wide = wide};
    return line;
}

void tell_span(struct ls_sheet *s, enum ls_tone tone, const char *text)
{
    struct ls_sheet_line *line = &s->lines[s->count - 1];
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT, all = LS_BUF_INIT;
    ls_text_safe(&safe, text);
    int left = tell_room_for(s, line->wide) - ls_text_columns(line->text);
    ls_buf_str(&all, line->text);
    if (ls_text_columns(safe.data) <= left)
        ls_buf_str(&all, safe.data);
    else if (left > 0)
        ls_text_fit(&all, safe.data, left, s->ascii);
    if (all.len == strlen(line->text))
        return;
    free(line->text);
    LS_GROW(line->spans, line->span_count, line->span_cap);
    line->spans[line->span_count++] = (struct ls_sheet_span){.end = all.len, .tone = tone};
    line->text = ls_buf_steal(&all);
}

void tell_spanf(struct ls_sheet *s, enum ls_tone tone, const char *format, ...)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    va_list args;
    va_start(args, format);
    ls_buf_vprintf(&text, format, args);
    va_end(args);
    tell_span(s, tone, text.data);
}

void tell_trim(struct ls_sheet *s)
{
    struct ls_sheet_line *line = &s->lines[s->count - 1];
    size_t len = ls_text_trimmed(line->text, strlen(line->text));
    line->text[len] = '\0';
    while (line->span_count && (line->span_count > 1 ? line->spans[line->span_count - 2].end : 0) >= len)
        line->span_count--;
    if (line->span_count)
        line->spans[line->span_count - 1].end = len;
}

struct tell_wrap {
    struct ls_sheet *s;
    const char *label;
    enum ls_tone tone;
    bool wide;
};

static void tell_wrapped(const char *start, size_t len, void *arg)
{
    struct tell_wrap *wrap = arg;
    LS_AUTO(string) char *line = ls_strndup(start, len);
    tell_begin(wrap->s, wrap->label, wrap->wide);
    tell_span(wrap->s, wrap->tone, line);
    wrap->label = "";
}

void tell_text(struct ls_sheet *s, const char *label, enum ls_tone tone, const char *text)
{
    struct tell_wrap wrap = {.s = s, .label = label, .tone = tone};
    if (*text)
        ls_text_wrap(text, tell_room(s), tell_wrapped, &wrap);
}

void tell_wide(struct ls_sheet *s, enum ls_tone tone, const char *text)
{
    struct tell_wrap wrap = {.s = s, .label = "", .tone = tone, .wide = true};
    ls_text_wrap(text, tell_room_for(s, true), tell_wrapped, &wrap);
}

void tell_printf(struct ls_sheet *s, const char *label, enum ls_tone tone, const char *format, ...)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    va_list args;
    va_start(args, format);
    ls_buf_vprintf(&text, format, args);
    va_end(args);
    tell_text(s, label, tone, text.data);
}

void tell_gap(struct ls_sheet *s)
{
    const struct ls_sheet_line *last = s->count ? &s->lines[s->count - 1] : NULL;
    if (last && (*last->text || *last->label))
        tell_begin(s, "", true);
}

void tell_head(struct ls_sheet *s, const char *format, ...)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    va_list args;
    va_start(args, format);
    ls_buf_vprintf(&text, format, args);
    va_end(args);
    tell_gap(s);
    tell_begin(s, "", true);
    tell_span(s, LS_TONE_BOLD, text.data);
}

void tell_about(struct ls_sheet *s, size_t since, ls_id record)
{
    for (size_t i = since; i < s->count; i++)
        s->lines[i].record = record;
}

/* --- what many tellings say ------------------------------------------------------------------ */

static const char *tell_handle(const struct ls_board *board, ls_id person)
{
    const struct ls_person *p = ls_person_get(board, person);
    return p ? p->handle : "-";
}

void tell_owner(struct ls_sheet *s, const struct ls_board *board, ls_id owner, ls_id backup, const char *missing)
{
    const struct ls_person *person = ls_person_get(board, owner);
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (!person) {
        if (missing)
            tell_printf(s, "owner", LS_TONE_WARN, "▼ %s", missing);
        return;
    }
    ls_buf_str(&text, person->handle);
    if (ls_person_get(board, backup))
        ls_buf_printf(&text, ", backup %s", tell_handle(board, backup));
    if (ls_person_is_away(person, s->today)) {
        ls_buf_printf(&text, "; %s is away", person->handle);
        if (person->away_until != LS_NONE) {
            ls_buf_str(&text, " until ");
            tell_date(s, person->away_until, &text);
        }
        if (ls_person_get(board, backup))
            ls_buf_printf(&text, ", %s acts", tell_handle(board, backup));
    }
    size_t since = s->count;
    tell_text(s, "owner", LS_TONE_NORMAL, text.data);
    tell_about(s, since, owner);
}

const char *tell_title(const struct ls_record *record)
{
    static const char *const NAMES[] = {"title", "what", "name", "hypothesis", "quote", "label", "criterion"};
    for (size_t i = 0; i < LS_COUNT(NAMES); i++) {
        int field = ls_field_by_name((enum ls_entity)record->entity, NAMES[i]);
        const struct ls_field *info = field < 0 ? NULL : ls_field_info((enum ls_entity)record->entity, field);
        if (info && info->type == LS_T_TEXT)
            return *(const char *const *)(const void *)((const char *)record + info->offset);
    }
    return "";
}

/* "sync, Tue 3 Mar 09:30": a meeting has no title. */
static void tell_meeting_words(const struct ls_sheet *s, const struct ls_board *board, const struct ls_meeting *m,
                               struct ls_buf *b)
{
    int64_t at = m->started == LS_NONE ? m->planned : m->started;
    if (ls_ritual_get(board, m->ritual))
        ls_board_name(board, m->ritual, b);
    if (at == LS_NONE)
        return;
    ls_buf_str(b, ", ");
    tell_stamp(s, at, true, b);
}

void tell_refers(struct ls_sheet *s, const struct ls_board *board, const char *label, ls_id id, const char *behind)
{
    const struct ls_record *record = ls_board_record(board, id);
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (!record || record->deleted)
        return;
    ls_board_name(board, id, &text);
    ls_buf_str(&text, "  ");
    if (record->entity == LS_E_MEETING)
        tell_meeting_words(s, board, (const void *)record, &text);
    else
        ls_buf_str(&text, tell_title(record));
    ls_buf_str(&text, behind);
    size_t since = s->count;
    tell_text(s, label, LS_TONE_NORMAL, text.data);
    tell_about(s, since, id);
}

void tell_date(const struct ls_sheet *s, int64_t date, struct ls_buf *b)
{
    if (date != LS_NONE)
        ls_date_short(b, date, s->today);
}

void tell_word(enum ls_enum set, int64_t value, struct ls_buf *b)
{
    for (const char *c = ls_enum_word(set, value); *c; c++)
        ls_buf_char(b, *c == '_' ? ' ' : *c);
}

void tell_stamp(const struct ls_sheet *s, int64_t stamp, bool timed, struct ls_buf *b)
{
    enum { HOUR = 60 };
    int64_t date = ls_stamp_date(stamp);
    int minute = ls_stamp_minute(stamp);
    ls_buf_printf(b, "%s ", ls_weekday_short(ls_date_weekday(date)));
    tell_date(s, date, b);
    if (timed)
        ls_buf_printf(b, " %02d:%02d", minute / HOUR, minute % HOUR);
}

void tell_owner_words(const struct ls_sheet *s, const struct ls_board *board, ls_id owner, ls_id backup,
                       struct ls_buf *b)
{
    bool acts = ls_person_acting(board, owner, backup, s->today) != owner;
    ls_buf_str(b, tell_handle(board, owner));
    if (ls_person_get(board, backup))
        ls_buf_printf(b, "%s%s", acts ? "→" : "/", tell_handle(board, backup));
}

void tell_set_words(const struct ls_board *board, const char *set, struct ls_buf *b)
{
    const char *word;
    size_t len;
    ls_id id;
    bool more = false;
    for (const char *at = set; ls_set_next(&at, &word, &len, &id); more = true) {
        ls_buf_str(b, more ? ", " : "");
        if (id)
            ls_board_name(board, id, b);
        else
            ls_buf_add(b, word, len);
    }
}

void tell_count(int64_t n, const char *one, const char *many, struct ls_buf *b)
{
    ls_buf_printf(b, "%lld %s", (long long)n, n == 1 || n == -1 ? one : many);
}

void tell_number(double value, struct ls_buf *b)
{
    double size = fabs(value), scale = size >= 1000 ? 1 : size >= 1 ? 10 : 100;
    ls_text_real(b, rint(value * scale) / scale);
}

/* --- which entity ---------------------------------------------------------------------------- */

static tell_teller *const TELLERS[LS_E_COUNT] = {
    [LS_E_PERSON] = tell_person,         [LS_E_SIGNAL] = tell_signal,   [LS_E_METRIC] = tell_metric,
    [LS_E_DECISION] = tell_decision,     [LS_E_RITUAL] = tell_ritual,   [LS_E_MEETING] = tell_meeting,
    [LS_E_LAUNCH] = tell_launch,         [LS_E_EXPERIMENT] = tell_experiment,
    [LS_E_TOPIC] = tell_topic,           [LS_E_TERM] = tell_term,
};

/* Most items are told field by field; a question is not. */
static tell_teller *tell_of(const struct ls_record *record)
{
    bool question = record->entity == LS_E_ITEM && ((const struct ls_item *)(const void *)record)->type == LS_ITEM_TYPE_QUESTION;
    return question ? tell_question : TELLERS[record->entity];
}

bool ls_sheet_tells(const struct ls_record *record)
{
    return tell_of(record) != NULL;
}

bool ls_sheet_record(struct ls_sheet *sheet, const struct ls_board *board, ls_id id)
{
    const struct ls_record *record = ls_board_record(board, id);
    if (!record || record->deleted || !ls_sheet_tells(record))
        return false;
    tell_of(record)(sheet, board, record);
    struct ls_sheet_line *last = sheet->count ? &sheet->lines[sheet->count - 1] : NULL;
    if (last && !*last->text && !*last->label) { /* nothing came behind the gap */
        tell_line_done(last);
        sheet->count--;
    }
    return true;
}
