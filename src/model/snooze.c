/* Until when an item sleeps. The day stands in the item, so that all who read it need no more; where it follows from a
 * launch or a decision, it is reckoned anew whenever one of the two changes. */
#include "lockstep/snooze.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/due.h"
#include "lockstep/error.h"

/* --- read ---------------------------------------------------------------------------------------- */

static ls_id snooze_next_launch(const struct ls_board *board, int64_t today)
{
    const struct ls_launch *next = NULL;
    LS_EACH(launch, l, board) {
        if (l->day != LS_NONE && l->day >= today && (!next || l->day < next->day))
            next = l;
    }
    return next ? next->rec.id : 0;
}

/* The event that a word names; 0 where it names none. */
static ls_id snooze_event(const struct ls_board *board, const char *word, int64_t today)
{
    ls_id id = 0;
    struct ls_error none = {0};
    if (!strcasecmp(word, "launch"))
        return snooze_next_launch(board, today);
    if (ls_board_find(board, LS_E_LAUNCH, word, &id, &none) && ls_board_find(board, LS_E_DECISION, word, &id, &none))
        id = 0;
    ls_error_done(&none);
    return id;
}

/* The day after a launch, or so long after it; the day on which a decision is looked at again. */
static int snooze_after(const struct ls_board *board, ls_id event, const char *rest, struct ls_snooze *ret, struct ls_error *err)
{
    const struct ls_launch *launch = ls_launch_get(board, event);
    const struct ls_decision *decision = ls_decision_get(board, event);
    int64_t date = launch ? launch->day : decision->review_on;
    *ret = (struct ls_snooze){.event = event, .days = LS_NONE};
    if (date == LS_NONE) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(board, event, &name);
        ls_error_set(err, LS_EREFUSED, launch ? "%s has no day yet" : "%s has no day on which it is looked at again", name.data);
        ls_error_hint(err, "give it one first, or snooze until a day");
        return LS_EREFUSED;
    }
    if (*rest && *rest != '+')
        return ls_error_set(err, LS_EUSAGE, "\"%s\" is no time after it: +30d, +2w", rest);
    ret->until = date + (launch != NULL);
    int code = *rest ? ls_due_read(rest, date, &ret->until, err) : LS_OK;
    if (!code && *rest)
        ret->days = ret->until - date;
    return code;
}

int ls_snooze_read(const struct ls_board *board, const char *text, int64_t today, struct ls_snooze *ret_snooze,
                   struct ls_error *err)
{
    static const char after[] = "after ";
    text = ls_text_skip_blank(text);
    if (!strncasecmp(text, after, strlen(after)))
        text = ls_text_skip_blank(text + strlen(after));
    size_t len = strcspn(text, " ");
    LS_AUTO(string) char *word = ls_strndup(text, len);
    struct ls_snooze snooze = {.days = LS_NONE};
    ls_id event = snooze_event(board, word, today);
    int code = event ? snooze_after(board, event, ls_text_skip_blank(text + len), &snooze, err)
                     : ls_due_read(text, today, &snooze.until, err);
    LS_AUTO(buf) struct ls_buf advice = LS_BUF_INIT;
    if (code && !event && !ls_due_advise(text, today, &advice))
        ls_error_hint(err, "a day (21 may, +2w), a launch (L-1, L-1 +30d) or a decision (D-1)");
    if (code)
        return code;
    if (snooze.until <= today) {
        ls_error_set(err, LS_EREFUSED, "%s is not after today", text);
        ls_error_hint(err, "an item sleeps until a day to come");
        return LS_EREFUSED;
    }
    *ret_snooze = snooze;
    return LS_OK;
}

void ls_snooze_set(const struct ls_board *board, struct ls_changeset *cs, ls_id item, const struct ls_snooze *snooze)
{
    LS_AUTO(buf) struct ls_buf set = LS_BUF_INIT;
    if (snooze->event)
        ls_set_add_id(&set, snooze->event);
    ls_change_int(cs, board, item, LS_F_item_snooze_until, snooze->until);
    ls_change_text(cs, board, item, LS_F_item_snooze_event, set.data);
    ls_change_int(cs, board, item, LS_F_item_snooze_days, snooze->days);
}

void ls_snooze_end(const struct ls_board *board, struct ls_changeset *cs, ls_id item)
{
    ls_snooze_set(board, cs, item, &(struct ls_snooze){.until = LS_NONE, .days = LS_NONE});
}

/* --- what it follows from --------------------------------------------------------------------------- */

/* A field as cs leaves it (cs may be NULL); caller runs ls_value_done. */
static struct ls_value snooze_get(const struct ls_board *board, const struct ls_changeset *cs, ls_id id, int field)
{
    const struct ls_edit *edit = cs ? ls_changeset_edit(cs, id, field) : NULL;
    const struct ls_record *record = edit ? NULL : ls_board_record(board, id);
    return edit ? ls_value_copy(&edit->after) : record ? ls_record_get(record, field) : (struct ls_value){0};
}

static int64_t snooze_int(const struct ls_board *board, const struct ls_changeset *cs, ls_id id, int field)
{
    struct ls_value v = snooze_get(board, cs, id, field);
    int64_t i = v.kind == LS_V_INT ? v.i : LS_NONE;
    ls_value_done(&v);
    return i;
}

/* What kind of record it is or will be; LS_E_COUNT where there is none. */
static enum ls_entity snooze_entity(const struct ls_board *board, const struct ls_changeset *cs, ls_id id)
{
    const struct ls_record *record = ls_board_record(board, id);
    for (size_t i = 0; !record && cs && i < cs->len; i++)
        if (cs->records[i].id == id)
            return cs->records[i].entity;
    return record ? (enum ls_entity)record->entity : LS_E_COUNT;
}

/* The field with the day that an event is awaited for; -1 where it is no event. */
static int snooze_day_field(enum ls_entity entity)
{
    return entity == LS_E_LAUNCH ? (int)LS_F_launch_day : entity == LS_E_DECISION ? (int)LS_F_decision_review_on : -1;
}

/* When what sleeps for these events wakes: after the last of them. LS_NONE where none has a day. */
static int64_t snooze_day(const struct ls_board *board, const struct ls_changeset *cs, const char *events, int64_t days)
{
    int64_t last = LS_NONE;
    const char *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&events, &word, &len, &id)) {
        enum ls_entity entity = snooze_entity(board, cs, id);
        int field = snooze_day_field(entity);
        int64_t day = field < 0 || snooze_int(board, cs, id, LS_F_DELETED) > 0 ? LS_NONE : snooze_int(board, cs, id, field);
        if (day == LS_NONE)
            continue;
        day += days != LS_NONE ? days : entity == LS_E_LAUNCH;
        last = last == LS_NONE || day > last ? day : last;
    }
    return last;
}

/* An item that is open as cs leaves it: what is closed has no more to wake up for. */
static bool snooze_is_open(const struct ls_board *board, const struct ls_changeset *cs, ls_id id)
{
    int64_t status = snooze_int(board, cs, id, LS_F_item_status);
    return status != LS_ITEM_STATUS_DONE && status != LS_ITEM_STATUS_CANCELED;
}

static void snooze_reckon(const struct ls_board *board, struct ls_changeset *cs, ls_id id)
{
    struct ls_value events = snooze_get(board, cs, id, LS_F_item_snooze_event);
    int64_t days = snooze_int(board, cs, id, LS_F_item_snooze_days);
    int64_t day = events.kind == LS_V_TEXT ? snooze_day(board, cs, events.text, days) : LS_NONE;
    if (day != LS_NONE && day != snooze_int(board, cs, id, LS_F_item_snooze_until))
        ls_change_int(cs, board, id, LS_F_item_snooze_until, day);
    ls_value_done(&events);
}

/* Whether cs says what the item sleeps for. */
static bool snooze_is_said(const struct ls_changeset *cs, ls_id id)
{
    return ls_changeset_edit(cs, id, LS_F_item_snooze_event) || ls_changeset_edit(cs, id, LS_F_item_snooze_days);
}

void ls_snooze_fill(const struct ls_board *board, struct ls_changeset *cs)
{
    for (size_t i = 0, count = cs->len; i < count; i++) {
        ls_id id = cs->records[i].id;
        if (cs->records[i].entity != LS_E_ITEM)
            continue;
        if (snooze_is_said(cs, id)) {
            snooze_reckon(board, cs, id);
            continue;
        }
        const struct ls_item *item = ls_changeset_edit(cs, id, LS_F_item_snooze_until) ? ls_item_get(board, id) : NULL;
        int64_t until = snooze_int(board, cs, id, LS_F_item_snooze_until);
        if (!item || !*item->snooze_event || until == snooze_day(board, cs, item->snooze_event, item->snooze_days))
            continue;
        ls_snooze_set(board, cs, id, &(struct ls_snooze){.until = until, .days = LS_NONE});
    }
}

/* Whether cs changes when one of the events is. */
static bool snooze_moves(const struct ls_changeset *cs, const char *events)
{
    for (size_t i = 0; i < cs->len; i++) {
        int field = snooze_day_field(cs->records[i].entity);
        ls_id id = cs->records[i].id;
        if (field >= 0 && (!events || ls_set_has_id(events, id)) &&
            (ls_changeset_edit(cs, id, field) || ls_changeset_edit(cs, id, LS_F_DELETED)))
            return true;
    }
    return false;
}

void ls_snooze_follow(const struct ls_board *board, struct ls_changeset *cs)
{
    for (size_t i = 0, count = cs->len; i < count; i++)
        if (cs->records[i].entity == LS_E_ITEM &&
            (ls_changeset_edit(cs, cs->records[i].id, LS_F_item_snooze_until) || snooze_is_said(cs, cs->records[i].id)))
            snooze_reckon(board, cs, cs->records[i].id);
    if (!snooze_moves(cs, NULL))
        return;
    LS_EACH(item, item, board) {
        if (*item->snooze_event && snooze_moves(cs, item->snooze_event) && snooze_is_open(board, cs, item->rec.id))
            snooze_reckon(board, cs, item->rec.id);
    }
}

/* --- told ------------------------------------------------------------------------------------------- */

void ls_snooze_words(const struct ls_board *board, const struct ls_item *item, struct ls_buf *b)
{
    const char *at = item->snooze_event, *word;
    size_t len;
    ls_id id;
    for (bool first = true; ls_set_next(&at, &word, &len, &id); first = false) {
        if (!first)
            ls_buf_str(b, ", ");
        ls_board_name(board, id, b);
    }
    if (*item->snooze_event && item->snooze_days != LS_NONE)
        ls_buf_printf(b, " +%dd", (int)item->snooze_days);
}

bool ls_snooze_is_adrift(const struct ls_board *board, const struct ls_item *item)
{
    return *item->snooze_event && snooze_day(board, NULL, item->snooze_event, item->snooze_days) == LS_NONE;
}
