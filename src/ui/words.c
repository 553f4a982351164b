/* Short wordings. Rules (ages, scores, who acts) belong to the model; here is only how they are said. */
#include "ui/words.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "lockstep/agenda.h"

const char *words_person(const struct ls_board *board, ls_id person)
{
    const struct ls_person *p = ls_person_get(board, person);
    return p ? p->handle : "-";
}

void words_owner(const struct ls_board *board, ls_id owner, ls_id backup, struct ls_buf *b)
{
    ls_buf_str(b, words_person(board, owner));
    if (ls_person_get(board, backup))
        ls_buf_printf(b, "/%s", words_person(board, backup));
}

bool words_away(const struct ls_board *board, ls_id person, int64_t today)
{
    const struct ls_person *p = ls_person_get(board, person);
    if (!p || (p->away_from == LS_NONE && p->away_until == LS_NONE))
        return false;
    return (p->away_from == LS_NONE || p->away_from <= today) && (p->away_until == LS_NONE || today <= p->away_until);
}

void words_acting(const struct ls_board *board, ls_id owner, ls_id backup, int64_t today, struct ls_buf *b)
{
    ls_buf_str(b, words_person(board, owner));
    if (ls_person_get(board, backup) && words_away(board, owner, today))
        ls_buf_printf(b, "→%s", words_person(board, backup));
}

void words_date(int64_t date, int64_t today, bool near, struct ls_buf *b)
{
    if (date == LS_NONE)
        return;
    if (near && date == today)
        ls_buf_str(b, "today");
    else if (near && date > today && date < today + 7)
        ls_buf_str(b, ls_weekday_short(ls_date_weekday(date)));
    else
        ls_date_short(b, date, today);
}

void words_date_column(int64_t date, int64_t today, struct ls_buf *b)
{
    int year, month, day;
    ls_date_split(date, &year, &month, &day);
    if (day < 10)
        ls_buf_char(b, ' ');
    words_date(date, today, false, b);
}

void words_day_told(int64_t date, int64_t today, struct ls_buf *b)
{
    enum { WEEK = 7, IN_WEEKS = 60 };
    int64_t days = date - today;
    ls_buf_printf(b, "%s ", ls_weekday_short(ls_date_weekday(date)));
    ls_date_short(b, date, today);
    if (days == 0)
        ls_buf_str(b, ", today");
    else if (days == 1)
        ls_buf_str(b, ", tomorrow");
    else if (days >= IN_WEEKS)
        ls_buf_printf(b, ", in %d weeks", (int)(days / WEEK));
    else if (days > 1)
        ls_buf_printf(b, ", in %d days", (int)days);
    else
        ls_buf_printf(b, days == -1 ? ", yesterday" : ", %d days ago", (int)-days);
}

void words_stamp(int64_t stamp, struct ls_buf *b)
{
    int64_t date = ls_stamp_date(stamp);
    int minute = ls_stamp_minute(stamp);
    ls_buf_printf(b, "%s ", ls_weekday_short(ls_date_weekday(date)));
    ls_date_short(b, date, ls_stamp_date(ls_clock_now()));
    ls_buf_printf(b, " %02d:%02d", minute / 60, minute % 60);
}

void words_score(double score, struct ls_buf *b)
{
    if (isnan(score))
        ls_buf_char(b, '-');
    else if (score >= 99999.5)
        ls_buf_printf(b, "%.0fk", score / 1000);
    else if (score < 10 && score > 0)
        ls_buf_printf(b, "%.1f", score);
    else
        ls_buf_printf(b, "%.0f", score);
}

void words_ritual(const struct ls_board *board, ls_id ritual, struct ls_buf *b)
{
    enum { LONGEST = 16 };
    const struct ls_ritual *r = ls_ritual_get(board, ritual);
    LS_AUTO(buf) struct ls_buf upper = LS_BUF_INIT;
    if (!r || ritual == ls_agenda_sync(board)) {
        ls_buf_str(b, "SYNC");
        return;
    }
    ls_text_upper(&upper, r->handle);
    int columns = ls_text_columns(upper.data);
    ls_text_fit(b, upper.data, columns < LONGEST ? columns : LONGEST, false);
}

void words_command(const struct ls_command *command, struct ls_buf *b)
{
    size_t len = strcspn(command->help, ":;,(");
    ls_buf_add(b, command->help, ls_text_trimmed(command->help, len));
}

void words_count(size_t n, const char *one, const char *many, struct ls_buf *b)
{
    ls_buf_printf(b, "%zu %s", n, n == 1 ? one : many);
}

void words_minutes(int64_t seconds, struct ls_buf *b)
{
    enum { MINUTE = 60 };
    ls_text_real(b, round((double)seconds / MINUTE * 10) / 10);
}

void words_seconds(int64_t seconds, struct ls_buf *b)
{
    ls_buf_printf(b, "%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
}

void words_ago(int64_t ms, struct ls_buf *b)
{
    int64_t s = ms / LS_SECOND;
    if (s < 1)
        ls_buf_str(b, "now");
    else if (s < 60)
        ls_buf_printf(b, "%d s ago", (int)(s < 10 ? s : s / 10 * 10));
    else if (s < 3600)
        ls_buf_printf(b, "%d min ago", (int)(s / 60));
    else
        ls_buf_printf(b, "%d h ago", (int)(s / 3600));
}

const char *words_title(const struct ls_record *record)
{
    static const char *const OTHERS[] = {"takeaway", "story"};
    int field = record ? ls_entity_title((enum ls_entity)record->entity) : -1;
    for (size_t i = 0; record && i <= LS_COUNT(OTHERS); i++) {
        const struct ls_field *f = field < 0 ? NULL : ls_field_info((enum ls_entity)record->entity, field);
        bool text = f && (f->type == LS_T_TEXT || f->type == LS_T_NOTE);
        const char *const *title = text ? (const void *)((const char *)record + f->offset) : NULL;
        if (title && **title)
            return *title;
        field = i < LS_COUNT(OTHERS) ? ls_field_by_name((enum ls_entity)record->entity, OTHERS[i]) : -1;
    }
    return "";
}

void words_record(const struct ls_board *board, const struct ls_record *record, struct ls_buf *b)
{
    ls_board_name(board, record->id, b);
    ls_buf_str(b, "  ");
    words_heading(board, record, b);
}

void words_heading(const struct ls_board *board, const struct ls_record *record, struct ls_buf *b)
{
    const struct ls_meeting *m = record->entity == LS_E_MEETING ? (const void *)record : NULL;
    if (!m) {
        ls_buf_str(b, words_title(record));
        return;
    }
    ls_board_name(board, m->ritual, b);
    if (m->started != LS_NONE || m->planned != LS_NONE) {
        ls_buf_str(b, ", ");
        words_stamp(m->started != LS_NONE ? m->started : m->planned, b);
    }
}

void words_value(const struct ls_board *board, const struct ls_field *f, const struct ls_value *v,
                        struct ls_buf *b)
{
    if (v->kind == LS_V_NULL)
        ls_buf_str(b, "-");
    else if (f->type == LS_T_DATE && v->kind == LS_V_INT)
        ls_date_short(b, v->i, ls_stamp_date(ls_clock_now()));
    else
        ls_value_format(board, f, v, b);
}

/* Fields that follow from others are not worth telling. */
static bool words_worth_telling(const struct ls_field *f)
{
    return !(f->flags & (LS_FF_COMMON | LS_FF_HIDDEN)) && strcmp(f->name, "status_since") != 0;
}

static const struct ls_edit *words_main_edit(const struct ls_record_edit *r)
{
    for (size_t i = 0; i < r->len; i++)
        if (words_worth_telling(ls_field_info(r->entity, r->edits[i].field)))
            return &r->edits[i];
    return NULL;
}

/* A record that was there before and is taken out, or put back. */
static const char *words_life(const struct ls_record_edit *r)
{
    for (size_t i = 0; i < r->len; i++)
        if (r->edits[i].field == LS_F_DELETED && r->edits[i].before.kind != LS_V_NULL)
            return r->edits[i].after.i ? "deleted" : "is back";
    return NULL;
}

void words_field(const struct ls_field *f, struct ls_buf *b)
{
    size_t from = b->len;
    ls_buf_str(b, f->label);
    if (b->data[from] >= 'A' && b->data[from] <= 'Z' && !(b->data[from + 1] >= 'A' && b->data[from + 1] <= 'Z'))
        b->data[from] = (char)(b->data[from] - 'A' + 'a');
}

static void words_one_edit(const struct ls_board *board, const struct ls_field *f, const struct ls_edit *e,
                           struct ls_buf *b)
{
    words_field(f, b);
    ls_buf_char(b, ' ');
    if (e->before.kind != LS_V_NULL) {
        words_value(board, f, &e->before, b);
        ls_buf_str(b, " → ");
    }
    words_value(board, f, &e->after, b);
}

void words_edit(const struct ls_board *board, const struct ls_record_edit *edit, struct ls_buf *b)
{
    size_t told = 0;
    if (ls_record_edit_makes(edit)) {
        ls_buf_str(b, "added");
        return;
    }
    if (words_life(edit)) {
        ls_buf_str(b, words_life(edit));
        return;
    }
    for (size_t i = 0; i < edit->len; i++) {
        const struct ls_field *f = ls_field_info(edit->entity, edit->edits[i].field);
        if (!words_worth_telling(f))
            continue;
        ls_buf_str(b, told++ ? ", " : "");
        words_one_edit(board, f, &edit->edits[i], b);
    }
}

char *words_when(int64_t at)
{
    struct ls_buf b = LS_BUF_INIT;
    int64_t date = ls_stamp_date(at), today = ls_stamp_date(ls_clock_now());
    int minute = ls_stamp_minute(at);
    if (date != today) {
        words_date(date, today, false, &b);
        ls_buf_char(&b, ' ');
    }
    ls_buf_printf(&b, "%02d:%02d", minute / 60, minute % 60);
    return ls_buf_steal(&b);
}

/* "item added", "comment on LS-20". */
static void words_added(const struct ls_board *board, const struct ls_news_line *line, struct ls_buf *b)
{
    const struct ls_note *note = ls_note_get(board, line->record);
    if (note && *note->subject) {
        ls_buf_printf(b, "%s on ", ls_enum_word(LS_ENUM_NOTE_KIND, note->kind));
        ls_field_format(board, &note->rec, LS_F_note_subject, b);
    } else {
        ls_buf_printf(b, "%s added", ls_entity_info(line->entity)->label);
    }
}

void words_news(const struct ls_board *board, const struct ls_news_line *line, struct ls_buf *b)
{
    switch (line->kind) {
    case LS_NEWS_ADDED: words_added(board, line, b); break;
    case LS_NEWS_DELETED: ls_buf_str(b, "deleted"); break;
    case LS_NEWS_BACK: ls_buf_str(b, "is back"); break;
    case LS_NEWS_IMPORT: ls_buf_printf(b, "%s: %zu records", line->label, line->count); break;
    case LS_NEWS_CHANGED: words_edit(board, &line->changes, b); break;
    }
}

bool words_made(const struct ls_changeset *cs)
{
    return cs->len && ls_record_edit_makes(&cs->records[0]);
}

void words_change(const struct ls_board *board, const struct ls_changeset *cs, struct ls_buf *b)
{
    if (!cs->len)
        return;
    const struct ls_record_edit *r = &cs->records[0];
    const struct ls_edit *e = words_main_edit(r);
    if (ls_record_edit_makes(r)) {
        const struct ls_record *record = ls_board_record(board, r->id);
        const struct ls_edit *said = record ? NULL : ls_changeset_edit(cs, r->id, ls_entity_title(r->entity));
        const char *title = record ? words_title(record) : said && said->after.kind == LS_V_TEXT ? said->after.text : "";
        if (*title)
            ls_buf_printf(b, "%s added: %s", ls_entity_info(r->entity)->label, title);
    } else {
        ls_board_name(board, r->id, b);
        ls_buf_char(b, ' ');
        if (words_life(r))
            ls_buf_str(b, words_life(r));
        else if (e)
            words_one_edit(board, ls_field_info(r->entity, e->field), e, b);
    }
    const struct ls_record_edit *second = cs->len == 2 ? &cs->records[1] : NULL;
    const struct ls_edit *item = second && second->entity == LS_E_SIGNAL_ITEM && ls_record_edit_makes(second)
                                     ? ls_changeset_edit(cs, second->id, LS_F_signal_item_item)
                                     : NULL;
    if (item && r->entity == LS_E_SIGNAL) {
        ls_buf_str(b, ", evidence for ");
        ls_board_name(board, item->after.i, b);
    } else if (cs->len > 1) {
        ls_buf_printf(b, "  + %zu more", cs->len - 1);
    }
}
