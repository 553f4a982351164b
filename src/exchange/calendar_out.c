/* The team's calendar as iCalendar (RFC 5545), written with libical. Which days there are is the model's to say. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/ical.h"
#include "lockstep/board.h"
#include "lockstep/calendar.h"
#include "lockstep/error.h"
#include "lockstep/exchange.h"
#include "lockstep/people.h"
#include "lockstep/ritual.h"
#include "lockstep/work.h"

enum { KEEP_DAYS = 30, HOLIDAY_DAYS = 730 }; /* what was due longer ago is left out; how far holidays are named */

struct calendar {
    const struct ls_board *board;
    const struct ical *ical;
    icalcomponent *all;
    char *zone;     /* "Europe/Berlin"; NULL: times are written in UTC */
    ls_id person;   /* 0: everybody */
    int64_t now, today;
};

/* --- values ------------------------------------------------------------------------------------ */

static struct icaltimetype calendar_day(const struct calendar *c, int64_t date)
{
    struct icaltimetype t = c->ical->time_null_date();
    ls_date_split(date, &t.year, &t.month, &t.day);
    return t;
}

static struct icaltimetype calendar_utc(const struct calendar *c, int64_t stamp)
{
    return c->ical->time_from_timet_with_zone((time_t)(stamp / LS_SECOND), 0, c->ical->timezone_get_utc_timezone());
}

/* The moment as the team's clocks show it; written with the zone's name by calendar_moment. */
static struct icaltimetype calendar_local(const struct calendar *c, int64_t stamp)
{
    struct icaltimetype t = calendar_day(c, ls_stamp_date(stamp));
    int minute = ls_stamp_minute(stamp);
    t.is_date = 0;
    t.hour = minute / 60;
    t.minute = minute % 60;
    t.second = 0;
    return t;
}

/* Adds a property that holds a moment, in the team's zone where that is known. */
static void calendar_moment(const struct calendar *c, icalcomponent *event, icalproperty *property)
{
    if (c->zone)
        c->ical->property_add_parameter(property, c->ical->parameter_new_tzid(c->zone));
    c->ical->component_add_property(event, property);
}

static struct icaltimetype calendar_time(const struct calendar *c, int64_t stamp)
{
    return c->zone ? calendar_local(c, stamp) : calendar_utc(c, stamp);
}

/* --- events ------------------------------------------------------------------------------------ */

/* An event with what every one has; key tells the events of a record apart. */
static icalcomponent *event_new(const struct calendar *c, ls_id record, const char *key, const char *title)
{
    icalcomponent *event = c->ical->component_new_vevent();
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
    LS_AUTO(string) char *uid = ls_asprintf("%s-%llx@lockstep", key, (unsigned long long)record);
    ls_text_safe(&safe, title);
    c->ical->component_add_property(event, c->ical->property_new_uid(uid));
    c->ical->component_add_property(event, c->ical->property_new_dtstamp(calendar_utc(c, c->now)));
    c->ical->component_add_property(event, c->ical->property_new_summary(safe.data));
    c->ical->component_add_component(c->all, event);
    return event;
}

static void event_describe(const struct calendar *c, icalcomponent *event, const char *text)
{
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
    ls_text_safe(&safe, text);
    if (safe.len)
        c->ical->component_add_property(event, c->ical->property_new_description(safe.data));
}

/* A whole day, which keeps nobody busy. */
static void event_day(const struct calendar *c, ls_id record, const char *key, int64_t date, const char *title,
                      const char *description)
{
    if (date == LS_NONE || date < c->today - KEEP_DAYS)
        return;
    icalcomponent *event = event_new(c, record, key, title);
    c->ical->component_add_property(event, c->ical->property_new_dtstart(calendar_day(c, date)));
    c->ical->component_add_property(event, c->ical->property_new_dtend(calendar_day(c, date + 1)));
    c->ical->component_add_property(event, c->ical->property_new_transp(ICAL_TRANSP_TRANSPARENT));
    event_describe(c, event, description);
}

/* --- rituals ----------------------------------------------------------------------------------- */

static void ritual_describe(const struct calendar *c, icalcomponent *event, const struct ls_ritual *r)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    const char *rota = r->rota, *word, *before = *r->purpose ? ". Led in turn by " : "Led in turn by ";
    size_t len;
    ls_id id;
    ls_buf_str(&text, r->purpose);
    while (ls_set_next(&rota, &word, &len, &id)) {
        if (!ls_person_get(c->board, id))
            continue;
        ls_buf_str(&text, before);
        ls_board_name(c->board, id, &text);
        before = ", ";
    }
    event_describe(c, event, text.data);
}

static icalcomponent *ritual_event(const struct calendar *c, const struct ls_ritual *r, ls_id record, const char *key,
                                   int64_t at, bool timed)
{
    icalcomponent *event = event_new(c, record, key, r->name);
    if (timed) {
        int minutes = r->minutes > 0 ? (int)r->minutes : 15;
        calendar_moment(c, event, c->ical->property_new_dtstart(calendar_time(c, at)));
        c->ical->component_add_property(event, c->ical->property_new_duration(c->ical->durationtype_from_int(minutes * 60)));
    } else {
        c->ical->component_add_property(event, c->ical->property_new_dtstart(calendar_day(c, ls_stamp_date(at))));
    }
    ritual_describe(c, event, r);
    return event;
}

/* What is daily is not held on holidays: each of the next two years is taken out. */
static void ritual_except(const struct calendar *c, const struct ls_ritual *r, icalcomponent *event, int64_t from)
{
    struct ls_calendar holidays;
    int64_t minute = ls_ritual_minute(r);
    ls_calendar_init(&holidays, c->board);
    for (size_t i = 0; i < holidays.count; i++) {
        int64_t day = holidays.holidays[i];
        if (day < from || day > from + HOLIDAY_DAYS || ls_ritual_day_from(c->board, r, day) == day)
            continue;
        if (minute == LS_NONE)
            c->ical->component_add_property(event, c->ical->property_new_exdate(calendar_day(c, day)));
        else
            calendar_moment(c, event, c->ical->property_new_exdate(calendar_time(c, ls_stamp_make(day, (int)minute))));
    }
    ls_calendar_done(&holidays);
}

/* Its days by the cadence, from the first that is to come; first: that day's stamp. */
static void ritual_series(const struct calendar *c, const struct ls_ritual *r, int64_t first, bool timed)
{
    LS_AUTO(buf) struct ls_buf rule = LS_BUF_INIT;
    if (!ls_ritual_rule(r, &rule))
        return;
    icalcomponent *event = ritual_event(c, r, r->rec.id, "ritual", first, timed);
    c->ical->component_add_property(event, c->ical->property_new_rrule(c->ical->recurrencetype_from_string(rule.data)));
    ritual_except(c, r, event, ls_stamp_date(first));
}

/* Launches follow no rule: each day stands for itself. */
static void ritual_days(const struct calendar *c, const struct ls_ritual *r, const struct ls_occurrence *o, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
        ls_buf_str(&key, "ritual-");
        ls_date_format(&key, ls_stamp_date(o[i].at));
        ritual_event(c, r, r->rec.id, key.data, o[i].at, o[i].timed);
    }
}

/* The stamp at which the cadence alone would hold it, on the day of the occurrence or after. */
static int64_t ritual_by_cadence(const struct calendar *c, const struct ls_ritual *r, const struct ls_occurrence *o)
{
    int64_t minute = ls_ritual_minute(r);
    if (!o->meeting)
        return o->at;
    return ls_stamp_make(ls_ritual_day_from(c->board, r, ls_stamp_date(o->at)), (int)(minute == LS_NONE ? 0 : minute));
}

/* A meeting that was planned for another time: in place of that day's, or beside the series. */
static void ritual_moved(const struct calendar *c, const struct ls_ritual *r, const struct ls_occurrence *o,
                         int64_t first, bool timed)
{
    if (!o->meeting || o->at == first)
        return;
    bool same_day = ls_stamp_date(o->at) == ls_stamp_date(first);
    icalcomponent *event = ritual_event(c, r, same_day ? r->rec.id : o->meeting, same_day ? "ritual" : "meeting", o->at, true);
    if (same_day && timed)
        calendar_moment(c, event, c->ical->property_new_recurrenceid(calendar_time(c, first)));
    else if (same_day)
        c->ical->component_add_property(event, c->ical->property_new_recurrenceid(calendar_day(c, ls_stamp_date(first))));
}

static void calendar_rituals(const struct calendar *c)
{
    enum { LAUNCHES = 20 };
    LS_EACH(ritual, r, c->board) {
        struct ls_occurrence *o = NULL;
        size_t count = r->active ? ls_ritual_upcoming(c->board, r->rec.id, c->now, INT64_MAX, LAUNCHES, &o) : 0;
        LS_AUTO(buf) struct ls_buf rule = LS_BUF_INIT;
        if (count && !ls_ritual_rule(r, &rule)) {
            ritual_days(c, r, o, count);
        } else if (count) {
            bool timed = ls_ritual_minute(r) != LS_NONE;
            int64_t first = ritual_by_cadence(c, r, o);
            ritual_series(c, r, first, timed);
            ritual_moved(c, r, o, first, timed);
        }
        free(o);
    }
}

/* --- what is due ------------------------------------------------------------------------------- */

static bool due_is_wanted(const struct calendar *c, ls_id owner, ls_id backup)
{
    return !c->person || owner == c->person || ls_person_acting(c->board, owner, backup, c->today) == c->person;
}

/* "LS-40 due: Title (dana)". */
static void due_day(const struct calendar *c, ls_id record, const char *key, const char *word, const char *title,
                    int64_t date, ls_id owner, ls_id backup)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, who = LS_BUF_INIT;
    if (!due_is_wanted(c, owner, backup))
        return;
    ls_board_name(c->board, record, &text);
    ls_buf_printf(&text, " %s: %s", word, title);
    if (ls_person_get(c->board, owner)) {
        ls_buf_str(&text, " (");
        ls_board_name(c->board, owner, &text);
        ls_buf_char(&text, ')');
    }
    if (ls_person_get(c->board, backup)) {
        ls_buf_str(&who, "Backup: ");
        ls_board_name(c->board, backup, &who);
    }
    event_day(c, record, key, date, text.data, who.data);
}

static void calendar_due(const struct calendar *c)
{
    LS_EACH(item, it, c->board) {
        if (ls_item_is_open(it))
            due_day(c, it->rec.id, "due", it->type == LS_ITEM_TYPE_RELEASE ? "ships" : "due", it->title, it->due,
                    it->owner, it->backup);
    }
    LS_EACH(blocker, b, c->board) {
        if (b->resolved == LS_NONE)
            due_day(c, b->rec.id, "due", "next step", *b->next_step ? b->next_step : b->what, b->next_due, b->owner,
                    b->backup);
    }
    LS_EACH(decision, d, c->board) {
        if (d->status == LS_DECISION_STATUS_PROPOSED)
            due_day(c, d->rec.id, "due", "decision needed", d->title, d->needed_by, d->driver, 0);
        else if (d->status == LS_DECISION_STATUS_DECIDED)
            due_day(c, d->rec.id, "review", "due for review", d->title, d->review_on, d->driver, 0);
    }
    LS_EACH(launch_check, k, c->board) {
        const struct ls_launch *launch = ls_launch_get(c->board, k->launch);
        if (launch && k->state != LS_CHECK_STATE_READY && k->state != LS_CHECK_STATE_WAIVED &&
            due_is_wanted(c, k->owner, k->backup)) {
            LS_AUTO(string) char *title = ls_asprintf("%s: %s", launch->name, k->criterion);
            event_day(c, k->rec.id, "due", k->due, title, "");
        }
    }
}

static void calendar_launches(const struct calendar *c)
{
    LS_EACH(launch, launch, c->board) {
        if (launch->verdict == LS_VERDICT_NO_GO || !due_is_wanted(c, launch->owner, launch->backup))
            continue;
        LS_AUTO(string) char *day = ls_asprintf("Launch: %s", launch->name);
        LS_AUTO(string) char *gate = ls_asprintf("Go or no-go: %s", launch->name);
        event_day(c, launch->rec.id, "launch", launch->day, day, "");
        event_day(c, launch->rec.id, "gate", launch->gate, gate, "");
    }
}

/* --- the whole --------------------------------------------------------------------------------- */

/* The zone's component under its plain name; a zone that libical does not know leaves c->zone NULL. */
static void calendar_zone(struct calendar *c)
{
    const char *name = ls_board_setting(c->board, "time_zone", "");
    name = *name ? name : ls_clock_system_zone();
    icaltimezone *zone = strcmp(name, "UTC") != 0 ? c->ical->timezone_get_builtin_timezone(name) : NULL;
    icalcomponent *known = zone ? c->ical->timezone_get_component(zone) : NULL;
    if (!known)
        return;
    icalcomponent *copy = c->ical->component_new_clone(known);
    icalproperty *id = c->ical->component_get_first_property(copy, ICAL_TZID_PROPERTY);
    if (id)
        c->ical->property_set_tzid(id, name);
    c->ical->component_add_component(c->all, copy);
    c->zone = ls_strdup(name);
}

int ls_calendar_write(const struct ls_board *board, ls_id person, int64_t now, struct ls_buf *out, struct ls_error *err)
{
    struct ical ical;
    struct calendar calendar = {.board = board, .ical = &ical, .person = person, .now = now, .today = ls_stamp_date(now)};
    struct calendar *c = &calendar;
    int code = ical_load(&ical, err);
    if (code < 0)
        return code;
    ical.error_set_errors_are_fatal(false);
    c->all = ical.component_vanew(ICAL_VCALENDAR_COMPONENT, ical.property_new_version("2.0"),
                                  ical.property_new_prodid("-//lockstep//lockstep " LOCKSTEP_VERSION "//EN"), (void *)0);
    calendar_zone(c);
    calendar_rituals(c);
    calendar_launches(c);
    calendar_due(c);
    char *text = ical.component_as_ical_string_r(c->all);
    ls_buf_str(out, text);
    ical.memory_free_buffer(text);
    ical.component_free(c->all);
    free(c->zone);
    return LS_OK;
}
