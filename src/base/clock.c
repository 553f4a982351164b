/* The one clock and the calendar arithmetic (Howard Hinnant's days-from-civil). */
#include "base/clock.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "lockstep/error.h"

/* The process's clock: libc's zone is process-wide too, so this state has one place. */
static struct {
    char *zone;        /* as set in TZ; NULL: the system's */
    char *now_text;    /* the invented start, without "+"; NULL: real */
    bool runs;
    int64_t started;   /* monotonic time at which an invented clock began to run */
    int64_t advanced;
    int64_t resolved;  /* now_text in the zone, as a stamp; LS_NONE: not yet */
} clock_state = {.resolved = LS_NONE};

int64_t ls_clock_monotonic(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

bool ls_clock_zone_exists(const char *zone)
{
    if (zone[0] == '/' || strstr(zone, ".."))
        return false;
    LS_AUTO(string) char *path = ls_asprintf("/usr/share/zoneinfo/%s", zone);
    return !strcmp(zone, "UTC") || access(path, R_OK) == 0;
}

bool ls_clock_set_zone(const char *zone)
{
    bool known = true;
    free(clock_state.zone);
    clock_state.zone = NULL;
    clock_state.resolved = LS_NONE;
    if (zone && *zone) {
        known = ls_clock_zone_exists(zone);
        clock_state.zone = ls_strdup(known ? zone : "UTC");
        setenv("TZ", clock_state.zone, 1);
    }
    tzset();
    return known;
}

const char *ls_clock_system_zone(void)
{
    static char *name;
    const char *tz = getenv("TZ");
    if (tz && *tz && ls_clock_zone_exists(tz))
        return tz;
    if (!name) {
        char *path = realpath("/etc/localtime", NULL);
        const char *found = path ? strstr(path, "/zoneinfo/") : NULL;
        found = found ? found + strlen("/zoneinfo/") : "UTC";
        if (!strncmp(found, "Etc/", 4))
            found = "UTC";
        name = ls_strdup(found);
        free(path);
    }
    return name;
}

int ls_clock_set_now(const char *text, struct ls_error *err)
{
    char *copy = NULL;
    bool runs = false;
    if (text && *text) {
        copy = ls_strdup(text);
        size_t len = strlen(copy);
        if (copy[len - 1] == '+') {
            copy[len - 1] = 0;
            runs = true;
        }
        int64_t stamp;
        if (!ls_stamp_parse(copy, &stamp)) {
            free(copy);
            ls_error_set(err, LS_EUSAGE, "LOCKSTEP_NOW=%s is no time", text);
            ls_error_hint(err, "write it as 2026-03-10T09:28, with + behind it to let it run");
            return LS_EUSAGE;
        }
    }
    free(clock_state.now_text);
    clock_state.now_text = copy;
    clock_state.runs = runs;
    clock_state.started = ls_clock_monotonic();
    clock_state.advanced = 0;
    clock_state.resolved = LS_NONE;
    return LS_OK;
}

bool ls_clock_is_invented(void)
{
    return clock_state.now_text != NULL;
}

static int64_t clock_invented_offset(void)
{
    return clock_state.advanced + (clock_state.runs ? ls_clock_monotonic() - clock_state.started : 0);
}

int64_t ls_clock_real(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t ls_clock_now(void)
{
    if (!clock_state.now_text)
        return ls_clock_real();
    if (clock_state.resolved == LS_NONE)
        ls_stamp_parse(clock_state.now_text, &clock_state.resolved);
    return clock_state.resolved + clock_invented_offset();
}

int64_t ls_clock_ticks(void)
{
    return clock_state.now_text ? clock_invented_offset() : ls_clock_monotonic();
}

void ls_clock_advance(int64_t ms)
{
    if (clock_state.now_text)
        clock_state.advanced += ms;
}

int64_t ls_date_make(int year, int month, int day)
{
    int64_t y = year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void ls_date_split(int64_t date, int *ret_year, int *ret_month, int *ret_day)
{
    int64_t z = date + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    *ret_day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
    *ret_month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    *ret_year = (int)(year_of_era + era * 400 + (*ret_month <= 2));
}

int ls_date_weekday(int64_t date)
{
    return (int)(((date + 3) % 7 + 7) % 7);
}

/* Reads exactly n digits at *text and moves on. */
static bool clock_digits(const char **text, int n, int *ret_value)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if ((*text)[i] < '0' || (*text)[i] > '9')
            return false;
        value = value * 10 + (*text)[i] - '0';
    }
    *text += n;
    *ret_value = value;
    return true;
}

static bool clock_char(const char **text, char c)
{
    if (**text != c)
        return false;
    (*text)++;
    return true;
}

static bool clock_parse_day(const char **text, int64_t *ret_date)
{
    int y, m, d, y2, m2, d2;
    if (!clock_digits(text, 4, &y) || !clock_char(text, '-') || !clock_digits(text, 2, &m) ||
        !clock_char(text, '-') || !clock_digits(text, 2, &d))
        return false;
    if (y < 1 || m < 1 || m > 12 || d < 1 || d > 31)
        return false;
    int64_t date = ls_date_make(y, m, d);
    if (d > 28) { /* whether the month has it */
        ls_date_split(date, &y2, &m2, &d2);
        if (d != d2 || m != m2)
            return false;
    }
    *ret_date = date;
    return true;
}

bool ls_date_parse(const char *text, int64_t *ret_date)
{
    int64_t date;
    if (!clock_parse_day(&text, &date) || *text)
        return false;
    *ret_date = date;
    return true;
}

void ls_date_format(struct ls_buf *b, int64_t date)
{
    if (date == LS_NONE)
        return;
    int y, m, d;
    ls_date_split(date, &y, &m, &d);
    if (y < 0 || y > 9999) {
        ls_buf_printf(b, "%04d-%02d-%02d", y, m, d);
        return;
    }
    char text[] = {(char)('0' + y / 1000), (char)('0' + y / 100 % 10), (char)('0' + y / 10 % 10), (char)('0' + y % 10), '-',
                   (char)('0' + m / 10), (char)('0' + m % 10), '-', (char)('0' + d / 10), (char)('0' + d % 10)};
    ls_buf_add(b, text, sizeof(text));
}

static const char *const weekday_names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
static const char *const weekday_shorts[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char *const month_names[] = {"January", "February", "March", "April", "May", "June", "July", "August",
                                          "September", "October", "November", "December"};
static const char *const month_shorts[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static_assert(LS_COUNT(weekday_names) == 7 && LS_COUNT(weekday_shorts) == 7, "a week has seven days");
static_assert(LS_COUNT(month_names) == 12 && LS_COUNT(month_shorts) == 12, "a year has twelve months");

const char *ls_weekday_short(int weekday) { return weekday_shorts[weekday]; }
const char *ls_weekday_long(int weekday) { return weekday_names[weekday]; }
const char *ls_month_long(int month) { return month_names[month - 1]; }

void ls_date_short(struct ls_buf *b, int64_t date, int64_t today)
{
    if (date == LS_NONE)
        return;
    int y, m, d, this_year = 0, unused_m, unused_d;
    ls_date_split(date, &y, &m, &d);
    if (today != LS_NONE)
        ls_date_split(today, &this_year, &unused_m, &unused_d);
    ls_buf_printf(b, "%d %s", d, month_shorts[m - 1]);
    if (today != LS_NONE && y != this_year)
        ls_buf_printf(b, " %d", y);
}

static int64_t clock_week_one(int year)
{
    int64_t fourth = ls_date_make(year, 1, 4);
    return fourth - ls_date_weekday(fourth);
}

bool ls_week_parse(const char *text, int64_t *ret_monday)
{
    int y, w;
    if (!clock_digits(&text, 4, &y) || !clock_char(&text, '-') || !clock_char(&text, 'W') ||
        !clock_digits(&text, 2, &w) || *text || y < 1 || w < 1)
        return false;
    int64_t monday = clock_week_one(y) + (w - 1) * 7;
    if (monday >= clock_week_one(y + 1))
        return false;
    *ret_monday = monday;
    return true;
}

void ls_week_format(struct ls_buf *b, int64_t date)
{
    int64_t thursday = date - ls_date_weekday(date) + 3;
    int y, m, d;
    ls_date_split(thursday, &y, &m, &d);
    ls_buf_printf(b, "%04d-W%02d", y, (int)((thursday - 3 - clock_week_one(y)) / 7 + 1));
}

static struct tm clock_local(int64_t stamp)
{
    int64_t seconds = stamp / 1000 - (stamp % 1000 < 0);
    time_t t = (time_t)seconds;
    struct tm local;
    if (!localtime_r(&t, &local))
        local = (struct tm){.tm_mday = 1, .tm_year = 70};
    return local;
}

int64_t ls_stamp_date(int64_t stamp)
{
    struct tm local = clock_local(stamp);
    return ls_date_make(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

int ls_stamp_minute(int64_t stamp)
{
    struct tm local = clock_local(stamp);
    return local.tm_hour * 60 + local.tm_min;
}

static int64_t clock_stamp(int64_t date, int minute, int second)
{
    int y, m, d;
    ls_date_split(date, &y, &m, &d);
    struct tm local = {.tm_year = y - 1900, .tm_mon = m - 1, .tm_mday = d, .tm_hour = minute / 60,
                       .tm_min = minute % 60, .tm_sec = second, .tm_isdst = -1};
    int64_t stamp = (int64_t)mktime(&local) * 1000;
    /* Where clocks go back, a time comes twice, and which one mktime gives depends on earlier calls: the first. */
    for (int half_hours = 4; half_hours > 0; half_hours--) {
        int64_t earlier = stamp - half_hours * 30 * LS_MINUTE;
        struct tm then = clock_local(earlier);
        if (then.tm_mday == local.tm_mday && then.tm_hour == local.tm_hour && then.tm_min == local.tm_min)
            return earlier;
    }
    return stamp;
}

int64_t ls_stamp_make(int64_t date, int minute)
{
    return clock_stamp(date, minute, 0);
}

/* "Z" or "+01:00" at the end; true also where there is none: then ret_given is false. */
static bool clock_offset(const char **text, bool *ret_given, int64_t *ret_offset)
{
    int hours = 0, minutes = 0;
    bool minus = **text == '-';
    *ret_given = **text != 0;
    *ret_offset = 0;
    if (!**text || clock_char(text, 'Z'))
        return true;
    if ((!clock_char(text, '+') && !clock_char(text, '-')) || !clock_digits(text, 2, &hours) ||
        !clock_char(text, ':') || !clock_digits(text, 2, &minutes) || hours > 14 || minutes > 59)
        return false;
    *ret_offset = (minus ? -1 : 1) * (hours * 60 + minutes) * (int64_t)LS_MINUTE;
    return true;
}

bool ls_stamp_parse(const char *text, int64_t *ret_stamp)
{
    int64_t date, offset;
    bool given;
    int hour, minute, second = 0;
    if (!clock_parse_day(&text, &date) || (!clock_char(&text, ' ') && !clock_char(&text, 'T')) ||
        !clock_digits(&text, 2, &hour) || !clock_char(&text, ':') || !clock_digits(&text, 2, &minute))
        return false;
    if (*text == ':' && (!clock_char(&text, ':') || !clock_digits(&text, 2, &second)))
        return false;
    if (!clock_offset(&text, &given, &offset) || *text || hour > 23 || minute > 59 || second > 59)
        return false;
    int64_t wall = date * LS_DAY + hour * 60 * (int64_t)LS_MINUTE + minute * LS_MINUTE + second * LS_SECOND;
    *ret_stamp = given ? wall - offset : clock_stamp(date, hour * 60 + minute, second);
    return true;
}

void ls_stamp_format(struct ls_buf *b, int64_t stamp)
{
    if (stamp == LS_NONE)
        return;
    struct tm local = clock_local(stamp);
    ls_buf_printf(b, "%04d-%02d-%02d %02d:%02d", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday,
                  local.tm_hour, local.tm_min);
    if (local.tm_sec)
        ls_buf_printf(b, ":%02d", local.tm_sec);
    int64_t date = ls_date_make(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
    int64_t first = clock_stamp(date, local.tm_hour * 60 + local.tm_min, local.tm_sec);
    if (stamp - first >= LS_MINUTE) {
        /* The second time that clocks show this: only its distance from UTC tells it apart. */
        long offset = local.tm_gmtoff / 60;
        ls_buf_printf(b, "%c%02ld:%02ld", offset < 0 ? '-' : '+', labs(offset) / 60, labs(offset) % 60);
    }
}
