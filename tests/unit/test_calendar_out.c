/* The team's calendar, read back with libical: every cadence expands to the days that the model names, events keep
 * their names from one export to the next, text stays whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libical/ical.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/exchange.h"
#include "lockstep/ritual.h"
#include "sync_team.h"

static int64_t stamp(const char *text)
{
    int64_t at;
    assert_true(ls_stamp_parse(text, &at));
    return at;
}

static void set_setting(struct sync_team *t, const char *key, const char *value)
{
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_id setting = ls_change_create(cs, LS_E_SETTING, t->now);
    ls_change_text(cs, t->board, setting, LS_F_setting_key, key);
    ls_change_text(cs, t->board, setting, LS_F_setting_value, value);
    ls_board_apply(t->board, cs);
    ls_changeset_free(cs);
}

static void set_text(struct sync_team *t, ls_id id, int field, const char *value)
{
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_change_text(cs, t->board, id, field, value);
    ls_board_apply(t->board, cs);
    ls_changeset_free(cs);
}

/* The calendar as it is read back. */
static icalcomponent *exported(const struct sync_team *t, const char *person)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    assert_int_equal(ls_calendar_write(t->board, *person ? sync_team_id(t, person) : 0, t->now, &text, NULL), LS_OK);
    icalcomponent *all = icalparser_parse_string(text.data);
    assert_non_null(all);
    assert_int_equal(icalcomponent_count_errors(all), 0);
    assert_true(icalrestriction_check(all));
    return all;
}

static icalcomponent *event_of(icalcomponent *all, const char *summary)
{
    icalcomponent *e = icalcomponent_get_first_component(all, ICAL_VEVENT_COMPONENT);
    while (e && strcmp(icalcomponent_get_summary(e), summary) != 0)
        e = icalcomponent_get_next_component(all, ICAL_VEVENT_COMPONENT);
    return e;
}

static bool is_excepted(icalcomponent *event, struct icaltimetype t)
{
    icalproperty *p = icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY);
    for (; p; p = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY))
        if (!icaltime_compare(icalproperty_get_exdate(p), t))
            return true;
    return false;
}

/* The first days of an event's rule, but for those taken out, as "2026-03-11 14:00 …". */
static void expand(icalcomponent *event, size_t most, struct ls_buf *b)
{
    icalproperty *p = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    struct icaltimetype start = icalcomponent_get_dtstart(event), at;
    icalrecur_iterator *it = icalrecur_iterator_new(icalproperty_get_rrule(p), start);
    for (size_t n = 0; n < most && !icaltime_is_null_time(at = icalrecur_iterator_next(it));) {
        if (is_excepted(event, at))
            continue;
        ls_buf_printf(b, "%s%04d-%02d-%02d", n++ ? " " : "", at.year, at.month, at.day);
        if (!at.is_date)
            ls_buf_printf(b, "T%02d:%02d", at.hour, at.minute);
    }
    icalrecur_iterator_free(it);
}

static void upcoming(const struct sync_team *t, ls_id ritual, size_t most, struct ls_buf *b)
{
    struct ls_occurrence *o;
    size_t count = ls_ritual_upcoming(t->board, ritual, t->now, INT64_MAX, most, &o);
    for (size_t i = 0; i < count; i++) {
        int minute = ls_stamp_minute(o[i].at);
        ls_buf_str(b, i ? " " : "");
        ls_date_format(b, ls_stamp_date(o[i].at));
        if (o[i].timed)
            ls_buf_printf(b, "T%02d:%02d", minute / 60, minute % 60);
    }
    free(o);
}

static void test_cadences(void **state LS_UNUSED)
{
    static const char *const cadences[][2] = {
        {"daily", "09:15"}, {"daily", "10:15"}, {"weekly", "Thu 10:00"}, {"weekly", "Tue 09:00"}, {"weekly", "Thu"},
        {"twice weekly", "Mon and Wed 14:00"}, {"twice a week", "08:00"}, {"every 6 weeks", "Wed 14:00"},
        {"every other week", "Fri 14:00"}, {"monthly", "first Wed 10:00"}, {"monthly", "third Tue 15:00"},
        {"monthly", "last Fri 16:00"}, {"monthly", "09:00"}, {"quarterly", "Feb May Aug Nov"}, {"quarterly", "09:00"},
        {"quarterly", "second Tue 09:00"}, {"monthly", "fifth Mon 09:00"}, {"every week", "Mon 23:30"}};
    struct sync_team t;
    sync_team_open(&t);
    set_setting(&t, "holidays", "2026-03-12;2026-03-18;2026-04-03;2026-05-01");
    ls_id huddle = sync_team_id(&t, "huddle");
    for (size_t i = 0; i < LS_COUNT(cadences); i++) {
        set_text(&t, huddle, LS_F_ritual_cadence, cadences[i][0]);
        set_text(&t, huddle, LS_F_ritual_at, cadences[i][1]);
        for (int day = 0; day < 45; day += 3) {
            LS_AUTO(buf) struct ls_buf have = LS_BUF_INIT, wanted = LS_BUF_INIT;
            t.now = stamp("2026-03-10 09:28") + (int64_t)day * LS_DAY;
            icalcomponent *all = exported(&t, "");
            expand(event_of(all, "Strategy huddle"), 8, &have);
            upcoming(&t, huddle, 8, &wanted);
            icalcomponent_free(all);
            if (strcmp(have.data, wanted.data) != 0)
                fail_msg("%s, %s on day %d:\n%s\n%s", cadences[i][0], cadences[i][1], day, have.data, wanted.data);
        }
    }
    sync_team_close(&t);
}

/* Times stand in the team's zone, which comes along, so that ten o'clock stays ten o'clock when clocks change. */
static void test_zone(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    set_setting(&t, "time_zone", "Europe/Berlin");
    icalcomponent *all = exported(&t, ""), *zone = icalcomponent_get_first_component(all, ICAL_VTIMEZONE_COMPONENT);
    assert_non_null(zone);
    assert_string_equal(icalproperty_get_tzid(icalcomponent_get_first_property(zone, ICAL_TZID_PROPERTY)), "Europe/Berlin");
    icalproperty *start = icalcomponent_get_first_property(event_of(all, "Strategy huddle"), ICAL_DTSTART_PROPERTY);
    icalparameter *named = icalproperty_get_first_parameter(start, ICAL_TZID_PARAMETER);
    assert_string_equal(icalparameter_get_tzid(named), "Europe/Berlin");
    assert_string_equal(icalproperty_get_value_as_string(start), "20260312T100000");
    icalcomponent_free(all);
    sync_team_close(&t);
}

/* An event is known by its name and, where it stands for one day of a series, by that day: none is there twice, and
 * all of them stay the same in the next export. */
static void test_names(void **state LS_UNUSED)
{
    struct sync_team t;
    LS_AUTO(buf) struct ls_buf first = LS_BUF_INIT, again = LS_BUF_INIT;
    sync_team_open(&t);
    assert_int_equal(ls_calendar_write(t.board, 0, t.now, &first, NULL), LS_OK);
    assert_int_equal(ls_calendar_write(t.board, 0, t.now, &again, NULL), LS_OK);
    assert_string_equal(first.data, again.data);
    icalcomponent *all = exported(&t, "");
    icalcomponent *events[400];
    size_t count = 0;
    icalcomponent *e = icalcomponent_get_first_component(all, ICAL_VEVENT_COMPONENT);
    for (; e && count < LS_COUNT(events); e = icalcomponent_get_next_component(all, ICAL_VEVENT_COMPONENT)) {
        assert_false(icaltime_is_null_time(icalcomponent_get_dtstamp(e)));
        for (size_t i = 0; i < count; i++)
            assert_true(strcmp(icalcomponent_get_uid(events[i]), icalcomponent_get_uid(e)) != 0 ||
                        icaltime_compare(icalcomponent_get_recurrenceid(events[i]), icalcomponent_get_recurrenceid(e)));
        events[count++] = e;
    }
    assert_true(count > 50);
    icalcomponent_free(all);
    sync_team_close(&t);
}

/* A meeting planned for another time of its day stands in place of that day's; for another day, beside the series. */
static void test_moved(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    struct ls_changeset *cs = ls_changeset_new("test");
    ls_change_int(cs, t.board, sync_team_id(&t, "M-12"), LS_F_meeting_planned, stamp("2026-03-10 11:00"));
    ls_board_apply(t.board, cs);
    ls_changeset_free(cs);
    icalcomponent *all = exported(&t, ""), *series = event_of(all, "PM/PMM weekly sync");
    icalcomponent *moved = icalcomponent_get_next_component(all, ICAL_VEVENT_COMPONENT);
    assert_int_equal(icalcomponent_get_dtstart(series).minute, 30);
    assert_string_equal(icalcomponent_get_uid(series), icalcomponent_get_uid(moved));
    assert_int_equal(icaltime_compare(icalcomponent_get_recurrenceid(moved), icalcomponent_get_dtstart(series)), 0);
    assert_int_equal(icalcomponent_get_dtstart(moved).minute, 0);
    icalcomponent_free(all);
    sync_team_close(&t);
}

/* What people wrote comes back as they wrote it, but for what would command a program that shows it. */
static void test_text(void **state LS_UNUSED)
{
    static const char title[] = "Caf\303\251 \346\227\245\346\234\254\350\252\236; a, b \\ c: \360\237\232\232 and so on until the line is folded in the middle of it";
    struct sync_team t;
    sync_team_open(&t);
    set_text(&t, sync_team_id(&t, "huddle"), LS_F_ritual_name, title);
    icalcomponent *all = exported(&t, "");
    assert_non_null(event_of(all, title));
    icalcomponent_free(all);
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    set_text(&t, sync_team_id(&t, "huddle"), LS_F_ritual_name, "evil\033[2J\r\nEND:VCALENDAR");
    assert_int_equal(ls_calendar_write(t.board, 0, t.now, &text, NULL), LS_OK);
    assert_null(strchr(text.data, 033));
    assert_ptr_equal(strstr(text.data, "\nEND:VCALENDAR"), text.data + text.len - strlen("\nEND:VCALENDAR\r\n"));
    sync_team_close(&t);
}

/* For one person: theirs, and what they act on for somebody who is away; rituals are everybody's. */
static void test_person(void **state LS_UNUSED)
{
    struct sync_team t;
    sync_team_open(&t);
    icalcomponent *all = exported(&t, "ruth");
    assert_non_null(event_of(all, "PM/PMM weekly sync"));
    assert_non_null(event_of(all, "B-4 next step: Export 3 frames from the prototype (mei)"));
    assert_null(event_of(all, "LS-40 due: Live ETA positioning and message house (dana)"));
    icalcomponent_free(all);
    sync_team_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cadences), cmocka_unit_test(test_zone), cmocka_unit_test(test_names),
        cmocka_unit_test(test_moved),    cmocka_unit_test(test_text), cmocka_unit_test(test_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
