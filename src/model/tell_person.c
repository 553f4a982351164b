/* A person told in full: the load, who acts for them and for whom they act, what they own and what they back up. */
#include <math.h>
#include <stdlib.h>

#include "lockstep/load.h"
#include "lockstep/people.h"
#include "model/tell.h"

static void person_head(struct ls_sheet *s, const struct ls_person *p)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, joined = LS_BUF_INIT;
    unsigned halves = ls_person_halves(p);
    ls_buf_str(&text, ls_enum_word(LS_ENUM_FUNCTION, p->function));
    if (halves)
        ls_buf_printf(&text, ", %s", halves == LS_HALF_PRODUCT ? "product half" : halves == LS_HALF_MARKET ? "market half" : "both halves");
    if (*p->area)
        ls_buf_printf(&text, ", %s", p->area);
    if (!p->active)
        ls_buf_str(&text, ", not active");
    tell_text(s, "is", LS_TONE_NORMAL, text.data);
    tell_date(s, p->joined, &joined);
    tell_text(s, "joined", LS_TONE_NORMAL, joined.data);
}

static void person_away(struct ls_sheet *s, const struct ls_person *p)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    bool now = ls_person_is_away(p, s->today);
    if ((p->away_from == LS_NONE && p->away_until == LS_NONE) || (p->away_until != LS_NONE && p->away_until < s->today))
        return;
    ls_buf_str(&text, now ? "▼ now" : "");
    if (!now && p->away_from != LS_NONE) {
        ls_buf_str(&text, "from ");
        tell_date(s, p->away_from, &text);
    }
    if (p->away_until != LS_NONE) {
        ls_buf_str(&text, now ? ", until " : " until ");
        tell_date(s, p->away_until, &text);
    }
    tell_text(s, "away", now ? LS_TONE_WARN : LS_TONE_NORMAL, text.data);
}

/* "7 open, 3 urgent, ■ 1 late, 2 blockers" and "effort 42 h a week of 30 h, if nobody helped" */
static void person_load(struct ls_sheet *s, const struct ls_board *board, const struct ls_person *p)
{
    struct ls_load load = ls_load_read(board, p, s->today);
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_buf_printf(&text, "%lld open, %lld urgent, %s%lld late, ", (long long)load.open, (long long)load.urgent,
                  load.late ? "■ " : "", (long long)load.late);
    tell_count(load.blockers, "blocker", "blockers", &text);
    tell_text(s, "carries", load.late ? LS_TONE_BAD : LS_TONE_NORMAL, text.data);
    if (isnan(load.hours))
        return;
    LS_AUTO(buf) struct ls_buf hours = LS_BUF_INIT;
    bool over = load.hours > (double)p->capacity_h;
    if (load.hours > 0)
        ls_buf_printf(&hours, "%s%.0f h a week of %lld h, if nobody helped", over ? "▼ " : "", load.hours, (long long)p->capacity_h);
    else
        ls_buf_printf(&hours, "%lld h a week to give", (long long)p->capacity_h);
    if (load.without_effort)
        ls_buf_printf(&hours, "; %lld of %lld without an effort", (long long)load.without_effort, (long long)load.open);
    tell_text(s, "effort", over ? LS_TONE_WARN : LS_TONE_NORMAL, hours.data);
}

/* --- what is whose ---------------------------------------------------------------------------- */

enum person_part { PERSON_OWNS, PERSON_ACTS, PERSON_BACKS };

static bool person_wants(const struct ls_owned *o, ls_id person, const struct ls_board *board, int64_t today,
                         enum person_part part)
{
    ls_id acting = ls_person_acting(board, o->owner, o->backup, today);
    if (part == PERSON_OWNS)
        return o->owner == person;
    return o->backup == person && o->owner != person && (acting == person) == (part == PERSON_ACTS);
}

/* A launch check is "L-1 4" here, where its title says what it is. */
static void person_name(const struct ls_board *board, const struct ls_record *record, struct ls_buf *b)
{
    const struct ls_launch_check *check = (const void *)record;
    bool is_check = record->entity == LS_E_LAUNCH_CHECK;
    ls_board_name(board, is_check ? check->launch : record->id, b);
    if (is_check)
        ls_buf_printf(b, " %lld", (long long)check->n);
}

static void person_row(struct ls_sheet *s, const struct ls_board *board, struct tell_table *t, const struct ls_owned *o,
                       enum person_part part)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, due = LS_BUF_INIT, other = LS_BUF_INIT, priority = LS_BUF_INIT;
    const struct ls_item *item = ls_item_get(board, o->record->id);
    bool late = o->due != LS_NONE && o->due < s->today;
    bool away = ls_person_is_away(ls_person_get(board, o->owner), s->today);
    person_name(board, o->record, &name);
    tell_date(s, o->due, &due);
    ls_id beside = part == PERSON_OWNS ? o->backup : o->owner;
    if (ls_person_get(board, beside))
        ls_board_name(board, beside, &other);
    if (part == PERSON_OWNS && away && other.len)
        ls_buf_insert(&other, 0, "→ ", sizeof("→ ") - 1);
    tell_cell(t, LS_TONE_NORMAL, name.data);
    if (item && item->priority > 0)
        ls_buf_printf(&priority, "%d%s", (int)item->priority, item->priority == 1 ? "!" : "");
    tell_cell(t, LS_TONE_NORMAL, priority.data);
    tell_cell(t, LS_TONE_NORMAL, tell_title(o->record));
    tell_cell(t, LS_TONE_DIM, item ? ls_enum_word(LS_ENUM_ITEM_STATUS, item->status) : "");
    tell_cellf(t, late ? LS_TONE_BAD : LS_TONE_NORMAL, "%s%s", late ? "■ " : "", due.data);
    tell_cell(t, LS_TONE_DIM, other.data);
    tell_row_end(t, o->record->id);
}

static void person_part(struct ls_sheet *s, const struct ls_board *board, ls_id person, const struct ls_owned *owned,
                        size_t count, enum person_part part)
{
    static const struct tell_column OWNS[] = {{"", 0, 0},       {"P", 0, 4},           {"", TELL_GROW, 0},
                                              {"STATUS", 0, 3}, {"DUE", TELL_RIGHT, 0}, {"BACKUP", 0, 1}};
    static const struct tell_column OTHERS[] = {{"", 0, 0},       {"P", 0, 4},           {"", TELL_GROW, 0},
                                                {"STATUS", 0, 3}, {"DUE", TELL_RIGHT, 0}, {"OWNER", 0, 1}};
    static const char *const HEADS[] = {"OWNS", "ACTS FOR OWNERS WHO ARE AWAY", "BACKS UP"};
    struct tell_table t;
    size_t wanted = 0;
    for (size_t i = 0; i < count; i++)
        wanted += person_wants(&owned[i], person, board, s->today, part);
    if (!wanted)
        return;
    tell_head(s, "%s %zu", HEADS[part], wanted);
    tell_table_begin(&t, part == PERSON_OWNS ? OWNS : OTHERS, LS_COUNT(OWNS));
    for (size_t i = 0; i < count; i++) {
        if (person_wants(&owned[i], person, board, s->today, part))
            person_row(s, board, &t, &owned[i], part);
    }
    tell_table_end(&t, s);
}

void tell_person(struct ls_sheet *s, const struct ls_board *board, const struct ls_record *record)
{
    const struct ls_person *p = (const void *)record;
    struct ls_owned *owned;
    size_t count = ls_owned_by_all(board, &owned);
    person_head(s, p);
    person_away(s, p);
    person_load(s, board, p);
    person_part(s, board, record->id, owned, count, PERSON_ACTS);
    person_part(s, board, record->id, owned, count, PERSON_OWNS);
    person_part(s, board, record->id, owned, count, PERSON_BACKS);
    free(owned);
}
