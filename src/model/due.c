/* Days in people's words. Reads only: which day is today comes from the caller. */
#include "lockstep/due.h"

#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"
#include "lockstep/error.h"

enum { DUE_WORDS = 4, DUE_FAR = 3660 }; /* a due day further off than ten years is a typing error */

struct due_words {
    const char *word[DUE_WORDS];
    size_t len[DUE_WORDS];
    size_t count;
};

static bool due_split(const char *text, struct due_words *w)
{
    w->count = 0;
    for (text = ls_text_skip_blank(text); *text; text = ls_text_skip_blank(text)) {
        if (w->count == DUE_WORDS)
            return false;
        w->word[w->count] = text;
        w->len[w->count] = strcspn(text, " \t");
        text += w->len[w->count++];
    }
    return w->count > 0;
}

static bool due_is(const struct due_words *w, size_t i, const char *word)
{
    return w->len[i] == strlen(word) && !strncasecmp(w->word[i], word, w->len[i]);
}

/* The word is the name, or a beginning of it of at least three letters ("thu", "thurs", "sept"). */
static bool due_begins(const struct due_words *w, size_t i, const char *name)
{
    size_t len = w->len[i] - (w->len[i] > 3 && w->word[i][w->len[i] - 1] == '.');
    return len >= 3 && len <= strlen(name) && !strncasecmp(w->word[i], name, len);
}

static int due_weekday(const struct due_words *w, size_t i)
{
    for (int day = 0; day < 7; day++)
        if (due_begins(w, i, ls_weekday_long(day)))
            return day;
    return -1;
}

static int due_month(const struct due_words *w, size_t i)
{
    for (int month = 1; month <= 12; month++)
        if (due_begins(w, i, ls_month_long(month)))
            return month;
    return 0;
}

/* Digits that fill the word but for one of the endings "st nd rd th ." ; -1 where they do not. */
static int due_number(const struct due_words *w, size_t i, size_t digits)
{
    int value = 0;
    size_t at = 0;
    while (at < w->len[i] && w->word[i][at] >= '0' && w->word[i][at] <= '9' && at < digits)
        value = value * 10 + (w->word[i][at++] - '0');
    size_t rest = w->len[i] - at;
    bool ending = rest == 0 || (rest == 1 && w->word[i][at] == '.') ||
                  (rest == 2 && (!strncasecmp(w->word[i] + at, "st", 2) || !strncasecmp(w->word[i] + at, "nd", 2) ||
                                 !strncasecmp(w->word[i] + at, "rd", 2) || !strncasecmp(w->word[i] + at, "th", 2)));
    return at && ending ? value : -1;
}

static int due_month_days(int year, int month)
{
    int64_t next = month == 12 ? ls_date_make(year + 1, 1, 1) : ls_date_make(year, month + 1, 1);
    return (int)(next - ls_date_make(year, month, 1));
}

struct due_civil {
    int year, month, day; /* year 0: the next one in which there is such a day */
};

/* "17 mar", "mar 17", with or without a year; the day need not exist. */
static bool due_civil_read(const struct due_words *w, struct due_civil *ret_civil)
{
    if (w->count < 2 || w->count > 3)
        return false;
    int month = due_month(w, 0), day = due_number(w, month ? 1 : 0, 2);
    if (!month)
        month = due_month(w, 1);
    int year = w->count == 3 ? due_number(w, 2, 4) : 0;
    if (!month || day < 0 || (w->count == 3 && year < 1000))
        return false;
    *ret_civil = (struct due_civil){year, month, day};
    return true;
}

static bool due_civil(const struct due_words *w, int64_t today, int64_t *ret_date)
{
    struct due_civil civil;
    if (!due_civil_read(w, &civil) || civil.day < 1)
        return false;
    int year = civil.year, month = civil.month, day = civil.day;
    if (year) {
        *ret_date = ls_date_make(year, month, day);
        return day <= due_month_days(year, month);
    }
    int now_month, now_day;
    ls_date_split(today, &year, &now_month, &now_day);
    for (int ahead = 0; ahead <= 8; ahead++) { /* 29 February may be eight years off (around 2100) */
        if (day > due_month_days(year + ahead, month))
            continue;
        *ret_date = ls_date_make(year + ahead, month, day);
        if (*ret_date >= today)
            return true;
    }
    return false;
}

static int64_t due_months_on(int64_t today, int months)
{
    int year, month, day;
    ls_date_split(today, &year, &month, &day);
    month += months - 1;
    year += month / 12;
    month = month % 12 + 1;
    int last = due_month_days(year, month);
    return ls_date_make(year, month, day > last ? last : day);
}

/* --- so much later ----------------------------------------------------------------------------------------- */

/* So many days, weeks or months on, by the first letter of the unit; false where that is none or too far. */
static bool due_later(int64_t today, int value, char unit, int64_t *ret_date)
{
    switch (unit) {
    case 'd': case 'D': *ret_date = today + value; break;
    case 'w': case 'W': *ret_date = today + 7 * (int64_t)value; break;
    case 'm': case 'M': *ret_date = due_months_on(today, value); break;
    default: return false;
    }
    return *ret_date - today <= DUE_FAR;
}

/* "+3d", "+2w", "+1m", "+3". */
static bool due_relative(const struct due_words *w, int64_t today, int64_t *ret_date)
{
    const char *at = w->word[0] + 1, *end = w->word[0] + w->len[0];
    if (w->count != 1 || w->word[0][0] != '+' || at == end)
        return false;
    int value = 0;
    const char *start = at;
    while (at < end && *at >= '0' && *at <= '9' && at - start < 5)
        value = value * 10 + (*at++ - '0');
    if (at == start || end - at > 1)
        return false;
    return due_later(today, value, at == end ? 'd' : *at, ret_date);
}

/* "in 3 days", "in 2 weeks", "in a month". */
static bool due_in(const struct due_words *w, int64_t today, int64_t *ret_date)
{
    static const char *const UNITS[] = {"day", "days", "week", "weeks", "month", "months"};
    if (w->count != 3 || !due_is(w, 0, "in"))
        return false;
    bool one = due_is(w, 1, "a") || due_is(w, 1, "one");
    int value = one ? 1 : 0;
    for (size_t i = 0; !one && i < w->len[1]; i++) {
        if (w->word[1][i] < '0' || w->word[1][i] > '9' || i > 4)
            return false;
        value = value * 10 + w->word[1][i] - '0';
    }
    for (size_t i = 0; i < LS_COUNT(UNITS); i++)
        if (due_is(w, 2, UNITS[i]))
            return due_later(today, value, *UNITS[i], ret_date);
    return false;
}

/* --- periods ----------------------------------------------------------------------------------------------- */

enum { DUE_QUARTER = 3, DUE_YEAR = 12 };

/* How many months the word's period has, 0 for a week; -1 where it is none. */
static int due_period(const struct due_words *w, size_t i)
{
    return due_is(w, i, "week") ? 0 : due_is(w, i, "month") ? 1 : due_is(w, i, "quarter") ? DUE_QUARTER
         : due_is(w, i, "year") ? DUE_YEAR : -1;
}

/* The first day of the period that lies so many of them ahead. */
static int64_t due_period_start(int64_t today, int months, int ahead)
{
    if (!months)
        return today - ls_date_weekday(today) + 7 * ahead;
    int year, month, day;
    ls_date_split(today, &year, &month, &day);
    int first = (month - 1) / months * months + 1;
    return due_months_on(ls_date_make(year, first, 1), months * ahead);
}

/* The last day of it; of a week the last that is worked on, and where that is past, the next. */
static int64_t due_period_end(int64_t today, int months, int ahead)
{
    enum { TO_FRIDAY = 4 };
    if (months)
        return due_period_start(today, months, ahead + 1) - 1;
    int64_t friday = due_period_start(today, 0, ahead) + TO_FRIDAY;
    return friday < today ? friday + 7 : friday;
}

/* "eow", "eom", "eoq", "eoy"; as due_period. */
static int due_short_end(const struct due_words *w)
{
    return due_is(w, 0, "eow") ? 0 : due_is(w, 0, "eom") ? 1 : due_is(w, 0, "eoq") ? DUE_QUARTER
         : due_is(w, 0, "eoy") ? DUE_YEAR : -1;
}

/* "end of march", "end of mar 2027": the last day of the next such month, or of that one. */
static bool due_month_end(const struct due_words *w, int64_t today, int64_t *ret_date)
{
    int month = w->count >= 3 && due_is(w, 0, "end") && due_is(w, 1, "of") ? due_month(w, 2) : 0;
    int year = w->count == 4 ? due_number(w, 3, 4) : 0, this_month, day;
    if (!month || (w->count == 4 && year < 1000))
        return false;
    if (!year) {
        ls_date_split(today, &year, &this_month, &day);
        year += month < this_month;
    }
    *ret_date = ls_date_make(year, month, due_month_days(year, month));
    return true;
}

/* "next month", "end of month", "end of the quarter", "end of next week", "eom". */
static bool due_periods(const struct due_words *w, int64_t today, int64_t *ret_date)
{
    int months = due_period(w, w->count - 1);
    bool end = w->count >= 3 && due_is(w, 0, "end") && due_is(w, 1, "of");
    bool next = w->count == 4 && due_is(w, 2, "next");
    if (w->count == 1 && due_short_end(w) >= 0)
        *ret_date = due_period_end(today, due_short_end(w), 0);
    else if (w->count == 2 && due_is(w, 0, "next") && months >= 0)
        *ret_date = due_period_start(today, months, 1);
    else if (end && months >= 0 && (w->count == 3 || next || due_is(w, 2, "the") || due_is(w, 2, "this")))
        *ret_date = due_period_end(today, months, next);
    else
        return false;
    return true;
}

static bool due_weekdays(const struct due_words *w, int64_t today, int64_t *ret_date)
{
    int64_t monday = today - ls_date_weekday(today);
    if (w->count == 1) {
        int day = due_weekday(w, 0);
        if (day < 0)
            return false;
        *ret_date = monday + day + (monday + day <= today ? 7 : 0);
        return true;
    }
    if (w->count != 2 || !due_is(w, 0, "next"))
        return false;
    int day = due_weekday(w, 1);
    *ret_date = monday + 7 + day;
    return day >= 0;
}

bool ls_due_parse(const char *text, int64_t today, int64_t *ret_date)
{
    struct due_words w;
    int64_t date = LS_NONE;
    if (!due_split(text, &w))
        return false;
    bool found = true;
    if (w.count == 1 && (due_is(&w, 0, "today") || due_is(&w, 0, "tod")))
        date = today;
    else if (w.count == 1 && (due_is(&w, 0, "tomorrow") || due_is(&w, 0, "tom") || due_is(&w, 0, "tmr")))
        date = today + 1;
    else if (!due_weekdays(&w, today, &date) && !due_relative(&w, today, &date) && !due_civil(&w, today, &date) &&
             !due_in(&w, today, &date) && !due_periods(&w, today, &date) && !due_month_end(&w, today, &date)) {
        LS_AUTO(buf) struct ls_buf iso = LS_BUF_INIT;
        ls_buf_add(&iso, w.word[0], w.len[0]);
        found = w.count == 1 && ls_date_parse(iso.data, &date);
    }
    if (found)
        *ret_date = date;
    return found;
}

bool ls_due_parse_back(const char *text, int64_t today, int64_t *ret_date)
{
    LS_AUTO(string) char *turned = ls_strdup(text);
    int64_t ahead;
    if (!strcasecmp(text, "yesterday")) {
        *ret_date = today - 1;
        return true;
    }
    if (*text != '-')
        return false;
    *turned = '+';
    if (!ls_due_parse(turned, today, &ahead))
        return false;
    *ret_date = today - (ahead - today);
    return true;
}

bool ls_due_parse_since(const char *text, int64_t today, int64_t *ret_date)
{
    enum { WEEK = 7 };
    struct due_words w;
    int day = due_split(text, &w) && w.count == 1 ? due_weekday(&w, 0) : -1;
    if (day >= 0)
        *ret_date = today - (ls_date_weekday(today) - day + WEEK) % WEEK;
    else if (!strcasecmp(text, "today"))
        *ret_date = today;
    else
        return ls_due_parse_back(text, today, ret_date) || ls_date_parse(text, ret_date);
    return true;
}

/* "2026-02-30": an ISO date in its form. */
static bool due_iso(const struct due_words *w)
{
    static const char form[] = "0000-00-00";
    bool fits = w->count == 1 && w->len[0] == strlen(form);
    for (size_t i = 0; fits && form[i]; i++)
        fits = form[i] == '0' ? w->word[0][i] >= '0' && w->word[0][i] <= '9' : w->word[0][i] == form[i];
    return fits;
}

bool ls_due_meant(const char *text)
{
    struct due_words w;
    struct due_civil civil;
    return due_split(text, &w) && (due_iso(&w) || due_civil_read(&w, &civil));
}

/* --- what could be meant --------------------------------------------------------------------------------------- */

/* The numbers of "31/3", "31.3.2026", "3-31"; how many there are, 0 where it is no such text. */
static size_t due_figures(const char *text, int ret_numbers[3])
{
    size_t count = 0;
    char between = 0;
    while (count < 3 && *text >= '0' && *text <= '9') {
        int number = 0;
        while (*text >= '0' && *text <= '9' && number < 10000)
            number = number * 10 + (*text++ - '0');
        ret_numbers[count++] = number;
        if (!*text || !strchr("/.-", *text) || (between && *text != between))
            break;
        between = *text++;
    }
    return *text || count < 2 ? 0 : count;
}

/* The day that figures may mean, in words that are read; false where there is none. year 0: none was said. */
static bool due_figures_day(int day, int month, int year, int64_t today, struct ls_buf *words, int64_t *ret_date)
{
    enum { SHORT = 3, CENTURY = 2000 };
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    ls_buf_printf(words, "%d ", day);
    ls_text_fold(words, ls_month_long(month));
    ls_buf_truncate(words, words->len - strlen(ls_month_long(month)) + SHORT);
    if (year)
        ls_buf_printf(words, " %d", year < 100 ? year + CENTURY : year);
    return ls_due_parse(words->data, today, ret_date);
}

/* "write 31 mar or 2026-03-31"; of "4/5" both days: which comes first differs from country to country, so figures are
 * never guessed at. */
static bool due_advise_figures(const char *text, int64_t today, struct ls_buf *ret_advice)
{
    LS_AUTO(buf) struct ls_buf first = LS_BUF_INIT, second = LS_BUF_INIT;
    int n[3] = {0};
    int64_t date, other;
    if (!due_figures(text, n))
        return false;
    bool front = due_figures_day(n[0], n[1], n[2], today, &first, &date);
    bool back = n[0] != n[1] && due_figures_day(n[1], n[0], n[2], today, &second, &other);
    if (front && back)
        ls_buf_printf(ret_advice, "write %s or %s", first.data, second.data);
    else if (front || back) {
        ls_buf_printf(ret_advice, "write %s or ", front ? first.data : second.data);
        ls_date_format(ret_advice, front ? date : other);
    }
    return front || back;
}

/* The word that is nearest to one of a text's: a slip of up to two letters, of short words one. */
static const char *due_nearest(const char *typed)
{
    static const char *const WORDS[] = {"today", "tomorrow", "next", "week", "month", "quarter", "year", "end", "of", "in",
                                        "days", "weeks", "months"};
    enum { SHORT = 4 };
    struct ls_nearest nearest = ls_nearest_begin(typed, strlen(typed) > SHORT ? 2 : 1);
    for (size_t i = 0; i < LS_COUNT(WORDS); i++)
        ls_nearest_try(&nearest, WORDS[i]);
    for (int day = 0; day < 7; day++)
        ls_nearest_try(&nearest, ls_weekday_long(day));
    for (int month = 1; month <= 12; month++)
        ls_nearest_try(&nearest, ls_month_long(month));
    return nearest.word;
}

bool ls_due_nearest(const char *text, int64_t today, struct ls_buf *ret_text)
{
    struct due_words w;
    int64_t date;
    LS_AUTO(buf) struct ls_buf meant = LS_BUF_INIT;
    bool words = due_split(text, &w);
    for (size_t i = 0; words && i < w.count; i++) {
        LS_AUTO(buf) struct ls_buf word = LS_BUF_INIT;
        LS_AUTO(string) char *typed = ls_strndup(w.word[i], w.len[i]);
        ls_text_fold(&word, typed);
        const char *nearest = strpbrk(word.data, "0123456789+-/") ? NULL : due_nearest(word.data);
        bool whole = nearest && !due_begins(&w, i, nearest);
        ls_buf_printf(&meant, "%s%s", i ? " " : "", whole ? nearest : typed);
    }
    bool found = words && strcasecmp(meant.data, text) != 0 && ls_due_parse(meant.data, today, &date);
    if (found)
        ls_text_fold(ret_text, meant.data);
    return found;
}

bool ls_due_advise(const char *text, int64_t today, struct ls_buf *ret_advice)
{
    LS_AUTO(buf) struct ls_buf meant = LS_BUF_INIT;
    if (ls_due_nearest(text, today, &meant)) {
        ls_buf_printf(ret_advice, "did you mean %s?", meant.data);
        return true;
    }
    return due_advise_figures(ls_text_skip_blank(text), today, ret_advice);
}

int ls_due_read(const char *text, int64_t today, int64_t *ret_date, struct ls_error *err)
{
    if (ls_due_parse(text, today, ret_date))
        return LS_OK;
    LS_AUTO(buf) struct ls_buf advice = LS_BUF_INIT;
    bool advised = ls_due_advise(text, today, &advice);
    ls_error_set(err, LS_EREFUSED, ls_due_meant(text) ? "\"%s\" is no day that exists" : "\"%s\" is no day", text);
    ls_error_hint(err, "%s", advised ? advice.data : "write today, tomorrow, thu, 17 mar, +3d or 2026-03-17");
    return LS_EREFUSED;
}
