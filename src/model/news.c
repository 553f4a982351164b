/* Folding changesets to news. */
#include "lockstep/news.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "lockstep/board.h"
#include "lockstep/people.h"

/* An import of more records than this is one line. */
enum { IMPORT_LINES = 5 };

/* Whether a field is one that people see change: no number, no stamp that follows from another. */
static bool news_is_told(enum ls_entity entity, int field)
{
    if (field < LS_F_FIRST || ls_field_info(entity, field)->flags & LS_FF_HIDDEN)
        return false;
    return !(entity == LS_E_ITEM && (field == LS_F_item_status_since || field == LS_F_item_created));
}

/* The sync's own books: its screen shows them. */
static bool news_is_books(enum ls_entity entity)
{
    return entity == LS_E_MEETING || entity == LS_E_ATTENDANCE || entity == LS_E_AGENDA_ITEM;
}

static bool news_other_half(const struct ls_board *board, ls_id me, ls_id who)
{
    unsigned mine = ls_person_halves(ls_person_get(board, me)), theirs = ls_person_halves(ls_person_get(board, who));
    return mine && theirs && !(mine & theirs);
}

/* --- one record ------------------------------------------------------------------------------ */

static void news_drop_edit(struct ls_news_line *line, size_t at)
{
    struct ls_record_edit *changes = &line->changes;
    ls_value_done(&changes->edits[at].before);
    ls_value_done(&changes->edits[at].after);
    memmove(&changes->edits[at], &changes->edits[at + 1], (changes->len - at - 1) * sizeof(*changes->edits));
    memmove(&line->changes_by[at], &line->changes_by[at + 1], (changes->len - at - 1) * sizeof(*line->changes_by));
    changes->len--;
}

/* What stood first stays, what stands last is taken; both the same: nothing happened. */
static void news_fold_edit(struct ls_news_line *line, const struct ls_edit *edit, const struct ls_news_by *by)
{
    struct ls_record_edit *changes = &line->changes;
    for (size_t i = 0; i < changes->len; i++) {
        struct ls_edit *known = &changes->edits[i];
        if (known->field != edit->field)
            continue;
        ls_value_done(&known->after);
        known->after = ls_value_copy(&edit->after);
        line->changes_by[i] = *by;
        if (ls_value_equal(&known->before, &known->after))
            news_drop_edit(line, i);
        return;
    }
    LS_GROW(line->changes_by, changes->len, line->changes_by_cap);
    line->changes_by[changes->len] = *by;
    ls_record_edit_add(changes, edit->field, ls_value_copy(&edit->before), ls_value_copy(&edit->after));
}

static void news_fold_life(struct ls_news_line *line, const struct ls_edit *life, const struct ls_news_by *by)
{
    line->by = *by;
    if (life->before.kind == LS_V_NULL || line->kind == LS_NEWS_ADDED)
        line->kind = LS_NEWS_ADDED; /* deleted again: then nothing is left of it */
    else if (life->after.kind == LS_V_INT && life->after.i)
        line->kind = LS_NEWS_DELETED;
    else
        line->kind = line->kind == LS_NEWS_DELETED ? LS_NEWS_CHANGED : LS_NEWS_BACK;
}

static void news_fold(struct ls_news_line *line, const struct ls_record_edit *record, const struct ls_news_by *by)
{
    for (size_t i = 0; i < record->len; i++) {
        const struct ls_edit *edit = &record->edits[i];
        if (edit->field == LS_F_DELETED)
            news_fold_life(line, edit, by);
        else if (news_is_told(record->entity, edit->field))
            news_fold_edit(line, edit, by);
    }
}

/* --- all ------------------------------------------------------------------------------------- */

static struct ls_news_line *news_add(struct ls_news *news)
{
    LS_GROW(news->v, news->len, news->cap);
    news->v[news->len] = (struct ls_news_line){0};
    return &news->v[news->len++];
}

static void news_record(struct ls_news *news, struct ls_map *places, const struct ls_news_by *by,
                        const struct ls_record_edit *record)
{
    uintptr_t place = (uintptr_t)ls_map_get(places, record->id);
    struct ls_news_line *line = place ? &news->v[place - 1] : news_add(news);
    if (!place) {
        line->record = record->id;
        line->entity = record->entity;
        line->changes = (struct ls_record_edit){.entity = record->entity, .id = record->id};
        ls_map_put(places, record->id, (void *)(uintptr_t)news->len);
    }
    news_fold(line, record, by);
}

static void news_import(struct ls_news *news, const struct ls_news_by *by, const struct ls_changeset *cs)
{
    struct ls_news_line *line = NULL;
    for (size_t i = 0; cs->group && !line && i < news->len; i++)
        line = news->v[i].kind == LS_NEWS_IMPORT && news->v[i].group == cs->group ? &news->v[i] : NULL;
    if (!line) {
        line = news_add(news);
        line->kind = LS_NEWS_IMPORT;
        line->label = ls_strdup(cs->label);
        line->group = cs->group;
    }
    line->count += ls_changeset_told(cs);
    line->by = *by;
}

/* Of what is left to tell, the last. What was done and taken back again is nobody's. */
static void news_settle(struct ls_news_line *line, const struct ls_board *board, ls_id me)
{
    for (size_t i = 0; line->kind != LS_NEWS_DELETED && i < line->changes.len; i++) {
        if (line->changes_by[i].seq > line->by.seq)
            line->by = line->changes_by[i];
    }
    line->other_half = news_other_half(board, me, line->by.who);
}

static bool news_is_empty(const struct ls_news_line *line, const struct ls_board *board)
{
    const struct ls_record *r = ls_board_record(board, line->record);
    if (line->kind == LS_NEWS_IMPORT)
        return false;
    if (line->kind == LS_NEWS_ADDED && r && r->deleted)
        return true; /* made and taken back */
    return line->kind == LS_NEWS_CHANGED && !line->changes.len;
}

static void news_line_done(struct ls_news_line *line)
{
    for (size_t i = 0; i < line->changes.len; i++) {
        ls_value_done(&line->changes.edits[i].before);
        ls_value_done(&line->changes.edits[i].after);
    }
    free(line->changes.edits);
    free(line->changes_by);
    free(line->label);
}

static int news_compare_age(const void *a, const void *b)
{
    const struct ls_news_line *x = a, *y = b;
    if (x->by.seq != y->by.seq)
        return x->by.seq > y->by.seq ? -1 : 1;
    return (x->record > y->record) - (x->record < y->record);
}

static int news_compare_half(const void *a, const void *b)
{
    const struct ls_news_line *x = a, *y = b;
    return x->other_half == y->other_half ? news_compare_age(a, b) : x->other_half ? -1 : 1;
}

void ls_news_make(const struct ls_board *board, ls_id me, bool mine, const struct ls_changeset *const *log, size_t count,
                  struct ls_news *ret_news)
{
    struct ls_news news = {0};
    struct ls_map places = {0};
    for (size_t i = 0; i < count; i++) {
        const struct ls_changeset *cs = log[i];
        const struct ls_news_by by = {cs->who, cs->at, cs->seq};
        if (!cs->who || (cs->who == me && !mine))
            continue;
        if (cs->group || (cs->flags & LS_CS_IMPORT && cs->len > IMPORT_LINES)) {
            news_import(&news, &by, cs);
            continue;
        }
        for (size_t r = 0; r < cs->len; r++) {
            if (!news_is_books(cs->records[r].entity))
                news_record(&news, &places, &by, &cs->records[r]);
        }
    }
    ls_map_done(&places);
    size_t kept = 0;
    for (size_t i = 0; i < news.len; i++) {
        news_settle(&news.v[i], board, me);
        if (news_is_empty(&news.v[i], board))
            news_line_done(&news.v[i]);
        else
            news.v[kept++] = news.v[i];
    }
    news.len = kept;
    if (kept)
        qsort(news.v, kept, sizeof(*news.v), mine ? news_compare_age : news_compare_half);
    *ret_news = news;
}

void ls_news_done(struct ls_news *news)
{
    for (size_t i = 0; i < news->len; i++)
        news_line_done(&news->v[i]);
    free(news->v);
    *news = (struct ls_news){0};
}
