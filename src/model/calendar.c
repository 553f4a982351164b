/* Business days and the cadences of rituals. The arithmetic of dates is base/clock's. */
#include "lockstep/calendar.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/board.h"
#include "lockstep/error.h"
#include "lockstep/ritual.h"
#include "lockstep/setting.h"

/* --- business days ---------------------------------------------------------------------------- */

static int calendar_compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

void ls_calendar_init(struct ls_calendar *calendar, const struct ls_board *board)
{
    size_t cap = 0, kept = 0;
    *calendar = (struct ls_calendar){0};
    const char *at = ls_setting(board, LS_SETTING_HOLIDAYS);
    int64_t date;
    while (ls_setting_next_day(&at, &date)) {
        if (date == LS_NONE || ls_date_weekday(date) >= 5)
            continue;
        LS_GROW(calendar->holidays, calendar->count, cap);
        calendar->holidays[calendar->count++] = date;
    }
    if (!calendar->count)
        return;
    qsort(calendar->holidays, calendar->count, sizeof(int64_t), calendar_compare);
    for (size_t i = 1; i < calendar->count; i++) {
        if (calendar->holidays[i] != calendar->holidays[kept])
            calendar->holidays[++kept] = calendar->holidays[i];
    }
    calendar->count = kept + 1;
}

void ls_calendar_done(struct ls_calendar *calendar)
{
    free(calendar->holidays);
    *calendar = (struct ls_calendar){0};
}

/* How many holidays lie on or before date. */
static size_t calendar_holidays_until(const struct ls_calendar *calendar, int64_t date)
{
    size_t low = 0, high = calendar->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (calendar->holidays[middle] <= date)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool ls_calendar_is_business(const struct ls_calendar *calendar, int64_t date)
{
    return ls_date_weekday(date) < 5 &&
           calendar_holidays_until(calendar, date) == calendar_holidays_until(calendar, date - 1);
}

/* Mondays to Fridays in from < d <= to. */
static int64_t calendar_weekdays(int64_t from, int64_t to)
{
    int64_t weeks = (to - from) / 7, days = weeks * 5;
    for (int64_t d = from + weeks * 7 + 1; d <= to; d++)
        days += ls_date_weekday(d) < 5;
    return days;
}

int64_t ls_calendar_days(const struct ls_calendar *calendar, int64_t from, int64_t to)
{
    if (from == LS_NONE || to == LS_NONE || to <= from)
        return 0;
    return calendar_weekdays(from, to) -
           (int64_t)(calendar_holidays_until(calendar, to) - calendar_holidays_until(calendar, from));
}

int64_t ls_calendar_add(const struct ls_calendar *calendar, int64_t date, int64_t days)
{
    enum { FURTHEST = 100000 }; /* some 400 years: what a damaged file says must not be counted day by day */
    int64_t step = days < 0 ? -1 : 1;
    days = days < -FURTHEST ? -FURTHEST : days > FURTHEST ? FURTHEST : days;
    for (int64_t left = days * step; left > 0;) {
        date += step;
        left -= ls_calendar_is_business(calendar, date);
    }
    return date;
}

/* --- cadences --------------------------------------------------------------------------------- */

enum cadence_kind { CADENCE_WEEKLY, CADENCE_DAILY, CADENCE_WEEKS, CADENCE_MONTHS, CADENCE_LAUNCH };

/* What `cadence` and `at` say. */
struct cadence {
    enum cadence_kind kind;
    int weeks;         /* CADENCE_WEEKS: every so many */
    unsigned weekdays; /* bit 0: Monday */
    unsigned months;   /* bit 1: January; CADENCE_MONTHS only */
    int ordinal;       /* first = 1 … fifth = 5, last = -1 */
    int64_t minute;
    int64_t offset;    /* CADENCE_LAUNCH: days after the launch */
};

/* Whether word is name or an abbreviation of it of three letters or more. */
static bool cadence_is_word(const char *word, size_t len, const char *name)
{
    return len >= 3 && len <= strlen(name) && !strncasecmp(word, name, len);
}

static bool cadence_ordinal(const char *word, size_t len, int *ret_ordinal)
{
    static const struct {
        const char *name, *figure;
        int ordinal;
    } words[] = {{"first", "1st", 1}, {"second", "2nd", 2}, {"third", "3rd", 3},
                 {"fourth", "4th", 4}, {"fifth", "5th", 5}, {"last", "last", -1}};
    for (size_t i = 0; i < LS_COUNT(words); i++) {
        if ((len == strlen(words[i].name) && !strncasecmp(word, words[i].name, len)) ||
            (len == 3 && !strncasecmp(word, words[i].figure, 3))) {
            *ret_ordinal = words[i].ordinal;
            return true;
        }
    }
    return false;
}

static bool cadence_time(const char *word, size_t len, int64_t *ret_minute)
{
    const char *colon = memchr(word, ':', len);
    if (!colon)
        return false;
    LS_AUTO(string) char *hour = ls_strndup(word, (size_t)(colon - word));
    LS_AUTO(string) char *minute = ls_strndup(colon + 1, (size_t)(word + len - colon - 1));
    int64_t h, m;
    if (!ls_text_to_int(hour, &h) || !ls_text_to_int(minute, &m) || h < 0 || h > 23 || m < 0 || m > 59)
        return false;
    *ret_minute = h * 60 + m;
    return true;
}

/* Words of `at` that only join the others. */
static bool cadence_joins(const char *word, size_t len)
{
    static const char *const words[] = {"and", "at", "in", "of", "the", "on", "day", "days", "&", "+", "/"};
    for (size_t i = 0; i < LS_COUNT(words); i++) {
        if (strlen(words[i]) == len && !strncasecmp(words[i], word, len))
            return true;
    }
    return false;
}

/* One word of `at`: a time, a weekday, which one of the month, a month, days after a launch. False where it is
 * none of them. */
static bool cadence_read_word(struct cadence *cadence, const char *word, size_t len)
{
    if (cadence_ordinal(word, len, &cadence->ordinal) || cadence_time(word, len, &cadence->minute) ||
        cadence_joins(word, len))
        return true;
    for (int i = 0; i < 7; i++) {
        if (cadence_is_word(word, len, ls_weekday_long(i))) {
            cadence->weekdays |= 1u << i;
            return true;
        }
    }
    for (int i = 1; i <= 12; i++) {
        if (cadence_is_word(word, len, ls_month_long(i))) {
            cadence->months |= 1u << i;
            return true;
        }
    }
    if (*word != '+')
        return false;
    LS_AUTO(string) char *days = ls_strndup(word + 1, len - 1);
    return ls_text_to_int(days, &cadence->offset);
}

/* Returns the first word that is not understood, NULL where all are; the others count in any case. */
static const char *cadence_read_at(struct cadence *cadence, const char *at)
{
    static const char blanks[] = " \t,;";
    const char *odd = NULL;
    while (*(at += strspn(at, blanks))) {
        size_t len = strcspn(at, blanks);
        if (!cadence_read_word(cadence, at, len) && !odd)
            odd = at;
        at += len;
    }
    return odd;
}

/* The first whole number in the text, 0 where there is none. */
static int cadence_number(const char *text)
{
    text += strcspn(text, "0123456789");
    int number = 0;
    for (; *text >= '0' && *text <= '9' && number < 1000; text++)
        number = number * 10 + *text - '0';
    return number;
}

static struct cadence cadence_read(const struct ls_ritual *ritual)
{
    enum { EVERY_MONTH = 0x1FFE, EVERY_QUARTER = 1 << 1 | 1 << 4 | 1 << 7 | 1 << 10, TUESDAY_THURSDAY = 1 << 1 | 1 << 3 };
    struct cadence c = {.kind = CADENCE_WEEKLY, .minute = LS_NONE, .offset = 14};
    const char *words = ritual->cadence;
    cadence_read_at(&c, ritual->at);
    if (strcasestr(words, "launch")) {
        c.kind = CADENCE_LAUNCH;
    } else if (strcasestr(words, "quarter") || strcasestr(words, "month")) {
        c.kind = CADENCE_MONTHS;
        if (strcasestr(words, "month"))
            c.months = EVERY_MONTH;
        else if (!c.months)
            c.months = EVERY_QUARTER;
    } else if (strcasestr(words, "daily") || strcasestr(words, "every day") || strcasestr(words, "weekdays")) {
        c.kind = CADENCE_DAILY;
    } else if (strcasestr(words, "other week") || strcasestr(words, "biweekly") || strcasestr(words, "fortnight")) {
        c.kind = CADENCE_WEEKS;
        c.weeks = 2;
    } else if (strcasestr(words, "every") && cadence_number(words) > 1) {
        c.kind = CADENCE_WEEKS;
        c.weeks = cadence_number(words);
    } else if (strcasestr(words, "twice") && !c.weekdays) {
        c.weekdays = TUESDAY_THURSDAY;
    }
    return c;
}

static bool cadence_is_known(const char *words)
{
    static const char *const known[] = {"daily", "every day", "weekdays", "weekly", "every week", "twice a week",
                                        "fortnight", "biweekly", "other week", "month", "quarter", "launch"};
    for (size_t i = 0; i < LS_COUNT(known); i++) {
        if (strcasestr(words, known[i]))
            return true;
    }
    return strcasestr(words, "every") && strcasestr(words, "week") && cadence_number(words) > 0;
}

int ls_ritual_check(const char *cadence, const char *at, struct ls_error *err)
{
    struct cadence c = {0};
    if (*cadence && !cadence_is_known(cadence)) {
        ls_error_set(err, LS_EREFUSED, "\"%s\" is no cadence", cadence);
        ls_error_hint(err, "say daily, weekly, twice weekly, every 6 weeks, monthly, quarterly or per launch");
        return LS_EREFUSED;
    }
    const char *odd = cadence_read_at(&c, at);
    if (!odd)
        return LS_OK;
    ls_error_set(err, LS_EREFUSED, "\"%.*s\" says no day and no time", (int)strcspn(odd, " \t,;"), odd);
    ls_error_hint(err, "as in: Thu 10:00, Mon and Wed 14:00, 09:15, first Wed 10:00, third Tue Feb May Aug Nov, +14 days");
    return LS_EREFUSED;
}

/* The day of a month that "first Wed" and the like name; without a weekday the n-th Monday to Friday day.
 * LS_NONE where the month has no fifth one. */
static int64_t cadence_day_of_month(const struct cadence *c, int year, int month)
{
    unsigned wanted = c->weekdays ? c->weekdays : 0x1F;
    int64_t first = ls_date_make(year, month, 1);
    int64_t end = month == 12 ? ls_date_make(year + 1, 1, 1) : ls_date_make(year, month + 1, 1);
    int64_t found = LS_NONE;
    int seen = 0;
    for (int64_t d = first; d < end; d++) {
        if (!(wanted & 1u << ls_date_weekday(d)))
            continue;
        found = d;
        if (c->ordinal >= 0 && ++seen == (c->ordinal ? c->ordinal : 1))
            return d;
    }
    return c->ordinal < 0 ? found : LS_NONE;
}

static int64_t cadence_month_after(const struct cadence *c, int64_t date)
{
    int year, month, day;
    ls_date_split(date, &year, &month, &day);
    for (int i = 0; i < 36; i++) {
        int64_t found = c->months & 1u << month ? cadence_day_of_month(c, year, month) : LS_NONE;
        if (found != LS_NONE && found > date)
            return found;
        year += month == 12;
        month = month % 12 + 1;
    }
    return LS_NONE;
}

static int64_t cadence_weekday_after(unsigned weekdays, int64_t date)
{
    do
        date++;
    while (!(weekdays & 1u << ls_date_weekday(date)));
    return date;
}

/* What is daily is not held on a holiday. */
static int64_t cadence_working_day_after(const struct ls_board *board, unsigned weekdays, int64_t date)
{
    struct ls_calendar calendar;
    ls_calendar_init(&calendar, board);
    do
        date = cadence_weekday_after(weekdays, date);
    while (ls_date_weekday(date) < 5 && !ls_calendar_is_business(&calendar, date));
    ls_calendar_done(&calendar);
    return date;
}

static int64_t cadence_launch_after(const struct ls_board *board, const struct cadence *c, int64_t date)
{
    int64_t found = LS_NONE;
    LS_EACH(launch, launch, board) {
        if (launch->day == LS_NONE || launch->day + c->offset <= date)
            continue;
        if (found == LS_NONE || launch->day + c->offset < found)
            found = launch->day + c->offset;
    }
    return found;
}

static int64_t cadence_after(const struct ls_board *board, const struct cadence *c, int64_t date)
{
    switch (c->kind) {
    case CADENCE_LAUNCH: return cadence_launch_after(board, c, date);
    case CADENCE_MONTHS: return cadence_month_after(c, date);
    case CADENCE_DAILY: return cadence_working_day_after(board, c->weekdays ? c->weekdays : 0x1F, date);
    case CADENCE_WEEKS: return date + 7 * c->weeks;
    default: return c->weekdays ? cadence_weekday_after(c->weekdays, date) : date + 7;
    }
}

int64_t ls_ritual_day_from(const struct ls_board *board, const struct ls_ritual *ritual, int64_t date)
{
    struct cadence c = cadence_read(ritual);
    if (c.kind == CADENCE_WEEKS || c.kind == CADENCE_WEEKLY)
        return c.weekdays ? cadence_weekday_after(c.weekdays, date - 1) : date;
    int64_t day = cadence_after(board, &c, date - 1);
    return day == LS_NONE ? date : day;
}

int64_t ls_ritual_day_following(const struct ls_board *board, const struct ls_ritual *ritual, int64_t held)
{
    struct cadence c = cadence_read(ritual);
    bool once_a_week = c.kind == CADENCE_WEEKLY && !(c.weekdays & (c.weekdays - 1));
    return once_a_week ? held + 7 : cadence_after(board, &c, held);
}

int64_t ls_ritual_minute(const struct ls_ritual *ritual)
{
    struct cadence c = cadence_read(ritual);
    return c.minute;
}

static int cadence_bits(unsigned set)
{
    int count = 0;
    for (; set; set &= set - 1)
        count++;
    return count;
}

double ls_ritual_weekly_minutes(const struct ls_ritual *ritual)
{
    struct cadence c = cadence_read(ritual);
    double minutes = ritual->minutes == LS_NONE ? 0 : (double)ritual->minutes;
    switch (c.kind) {
    case CADENCE_LAUNCH: return 0;
    case CADENCE_MONTHS: return minutes * cadence_bits(c.months) / 52;
    case CADENCE_DAILY: return minutes * (c.weekdays ? cadence_bits(c.weekdays) : 5);
    case CADENCE_WEEKS: return minutes / c.weeks;
    default: return minutes * (c.weekdays ? cadence_bits(c.weekdays) : 1);
    }
}

/* --- as a recurrence rule ---------------------------------------------------------------------- */

static void rule_days(unsigned weekdays, struct ls_buf *b)
{
    static const char *const words[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    const char *before = ";BYDAY=";
    for (size_t i = 0; i < LS_COUNT(words); i++) {
        if (!(weekdays & 1u << i))
            continue;
        ls_buf_printf(b, "%s%s", before, words[i]);
        before = ",";
    }
}

static void rule_months(unsigned months, struct ls_buf *b)
{
    const char *before = ";BYMONTH=";
    for (int i = 1; i <= 12 && cadence_bits(months) < 12; i++) {
        if (!(months & 1u << i))
            continue;
        ls_buf_printf(b, "%s%d", before, i);
        before = ",";
    }
}

bool ls_ritual_rule(const struct ls_ritual *ritual, struct ls_buf *b)
{
    enum { WORKING_DAYS = 0x1F };
    struct cadence c = cadence_read(ritual);
    switch (c.kind) {
    case CADENCE_LAUNCH:
        return false;
    case CADENCE_DAILY:
        ls_buf_str(b, "FREQ=WEEKLY");
        rule_days(c.weekdays ? c.weekdays : WORKING_DAYS, b);
        return true;
    case CADENCE_WEEKS:
        ls_buf_printf(b, "FREQ=WEEKLY;INTERVAL=%d", c.weeks);
        return true;
    case CADENCE_MONTHS:
        ls_buf_str(b, "FREQ=MONTHLY");
        rule_months(c.months, b);
        rule_days(c.weekdays ? c.weekdays : WORKING_DAYS, b);
        ls_buf_printf(b, ";BYSETPOS=%d", c.ordinal ? c.ordinal : 1);
        return true;
    default:
        ls_buf_str(b, "FREQ=WEEKLY");
        rule_days(c.weekdays, b);
        return true;
    }
}
