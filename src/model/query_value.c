/* The values behind a colon: words, numbers, days, names, their ranges and comparisons. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"
#include "lockstep/due.h"
#include "lockstep/gaps.h"
#include "model/query_internal.h"

enum { WEEK_OF_BUSINESS = 5 };

/* One value as it is read: "<=fri" without its sign. */
struct value_reader {
    struct ls_query *q;
    const struct query_key *key;
    struct ls_error *err;
};

const char *query_values_words(const struct query_key *key)
{
    if (key->computed == KEY_AGE)
        return "business days: >7, >7d or <2w";
    if (key->computed == KEY_GAP)
        return "a rule of lockstep check: owner, backup, next_step";
    switch (key->type) {
    case LS_T_REF:
        return key->arg == LS_E_PERSON ? "a person, me or none" : "the name of a record, or none";
    case LS_T_ENUM:
        return "one of its words, or none";
    case LS_T_DATE:
    case LS_T_STAMP:
        return "a day (fri, <fri, +3d, 2026-03-17), a week (2026-W11, this-week), a month, a range a..b, or none";
    case LS_T_BOOL:
        return "yes or no";
    case LS_T_SET:
        return "an element, or none";
    case LS_T_INT:
    case LS_T_REAL:
        return "a number, >2, 1..3 or none";
    default:
        return "some of its text, or none";
    }
}

static int value_refuse(const struct value_reader *r, const char *text)
{
    ls_error_set(r->err, LS_EUSAGE, "%s: \"%s\" is none of its values", r->key->name, text);
    ls_error_hint(r->err, "write %s", query_values_words(r->key));
    return LS_EUSAGE;
}

/* --- numbers, words and names ------------------------------------------------------------------ */

static const char *value_enum_word(const struct query_key *key, int i)
{
    if (key->computed == KEY_GAP)
        return i < LS_GAP_COUNT ? ls_gap_word((enum ls_gap_rule)i) : NULL;
    return i < ls_enum_count((enum ls_enum)key->arg) ? ls_enum_word((enum ls_enum)key->arg, i) : NULL;
}

bool query_key_is_status(enum ls_entity entity, const struct query_key *key)
{
    return entity == LS_E_ITEM && key->computed == KEY_FIELD && key->field == LS_F_item_status;
}

const char *ls_query_value_word(enum ls_entity entity, const char *name, size_t i)
{
    struct query_key key;
    if (!query_key_find(entity, name, &key) || key.type != LS_T_ENUM)
        return NULL;
    const char *word = value_enum_word(&key, (int)i);
    if (word || !query_key_is_status(entity, &key))
        return word;
    int place = (int)i - ls_enum_count((enum ls_enum)key.arg);
    return place < ls_enum_count(LS_ENUM_RESOLUTION) ? ls_enum_word(LS_ENUM_RESOLUTION, place) : NULL;
}

static int value_read_enum(const struct value_reader *r, const char *text, int64_t *ret)
{
    LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
    struct ls_nearest nearest = ls_nearest_begin(text, 2);
    const char *word;
    for (int i = 0; (word = ls_query_value_word(r->q->context.entity, r->key->name, (size_t)i)); i++) {
        if (!strcasecmp(word, text) && value_enum_word(r->key, i)) {
            *ret = i;
            return 0;
        }
        ls_nearest_try_begun(&nearest, word);
        ls_buf_printf(&words, "%s%s", i ? ", " : "", word);
    }
    if (r->key->computed != KEY_GAP && (*ret = ls_enum_value((enum ls_enum)r->key->arg, text)) != LS_NONE)
        return 0;
    value_refuse(r, text);
    if (nearest.word)
        ls_error_hint(r->err, "did you mean %s?", nearest.word);
    else
        ls_error_hint(r->err, "its words are %s", words.data);
    return LS_EUSAGE;
}

static int value_read_ref(const struct value_reader *r, const char *text, int64_t *ret)
{
    bool person = r->key->type == LS_T_SET || r->key->arg == LS_E_PERSON;
    if (person && !strcasecmp(text, "me")) {
        *ret = r->q->context.me;
        if (!*ret) {
            ls_error_set(r->err, LS_EUSAGE, "%s: who you are is not known here", r->key->name);
            ls_error_hint(r->err, "LOCKSTEP_USER=HANDLE says so, or write the handle");
        }
        return *ret ? 0 : LS_EUSAGE;
    }
    int code = ls_board_find(r->q->context.board, (enum ls_entity)r->key->arg, text, ret, r->err);
    if (code == 0)
        return 0;
    if (r->err && (!r->err->hint || strncmp(r->err->hint, "did you mean", 12) != 0))
        ls_error_hint(r->err, "write %s", query_values_words(r->key));
    if (r->err)
        r->err->code = LS_EUSAGE;
    return LS_EUSAGE;
}

static bool value_is_priority(const struct query_key *key, enum ls_entity entity)
{
    return entity == LS_E_ITEM && key->computed == KEY_FIELD && key->field == LS_F_item_priority;
}

static int value_read_int(const struct value_reader *r, const char *text, int64_t *ret)
{
    static const char *const priorities[] = {"none", "urgent", "high", "medium", "low"};
    if (value_is_priority(r->key, r->q->context.entity)) {
        for (size_t i = 1; i < LS_COUNT(priorities); i++)
            if (!strcasecmp(text, priorities[i])) {
                *ret = (int64_t)i;
                return 0;
            }
        text += *text == 'p' || *text == '!';
    }
    char *end;
    LS_AUTO(string) char *number = ls_strdup(text);
    size_t len = strlen(number);
    int64_t unit = 1;
    if (r->key->computed == KEY_AGE && len > 1 && strchr("dwDW", number[len - 1])) {
        unit = strchr("wW", number[len - 1]) ? WEEK_OF_BUSINESS : 1;
        number[len - 1] = 0;
    }
    double real = strtod(number, &end);
    if (!ls_text_to_int(number, ret) && (end == number || *end || !isfinite(real) || fabs(real) > 1e15))
        return value_refuse(r, text);
    if (!ls_text_to_int(number, ret))
        *ret = (int64_t)floor(real);
    if (*ret > INT64_MAX / WEEK_OF_BUSINESS || *ret < -(INT64_MAX / WEEK_OF_BUSINESS))
        return value_refuse(r, text);
    *ret *= unit;
    return 0;
}

static int value_read_bool(const struct value_reader *r, const char *text, int64_t *ret)
{
    static const char *const words[2][4] = {{"no", "0", "false", "n"}, {"yes", "1", "true", "y"}};
    for (int value = 0; value < 2; value++)
        for (int i = 0; i < 4; i++)
            if (!strcasecmp(text, words[value][i])) {
                *ret = value;
                return 0;
            }
    return value_refuse(r, text);
}

/* --- days -------------------------------------------------------------------------------------- */

static int64_t value_month_start(int year, int month)
{
    return ls_date_make(year + (month - 1) / 12, (month - 1) % 12 + 1, 1);
}

/* "2026-W11", "2026-03", "2026-Q2", "2026": the first and the last day. */
static bool value_read_period(const char *text, int64_t *ret_from, int64_t *ret_to)
{
    if (ls_week_parse(text, ret_from)) {
        *ret_to = *ret_from + 6;
        return true;
    }
    if (strspn(text, "0123456789") != 4)
        return false;
    int year = (int)strtol(text, NULL, 10), month = 1, months = 12;
    if (text[4] == '-' && strchr("qQ", text[5]) && text[5] && text[6] >= '1' && text[6] <= '4' && !text[7]) {
        month = (text[6] - '1') * 3 + 1;
        months = 3;
    } else if (text[4] == '-' && strspn(text + 5, "0123456789") == 2 && !text[7]) {
        month = (int)strtol(text + 5, NULL, 10);
        months = 1;
    } else if (text[4]) {
        return false;
    }
    if (year < 1 || month < 1 || month > 12)
        return false;
    *ret_from = value_month_start(year, month);
    *ret_to = value_month_start(year, month + months) - 1;
    return true;
}

/* Before, in, or after the period that today is in: "last-week", "this month", "next quarter". */
static bool value_read_around(const char *text, int64_t today, int64_t *ret_from, int64_t *ret_to)
{
    static const char *const WHICH[] = {"last", "this", "next"};
    static const struct {
        const char *name;
        int months; /* 0: a week */
    } PERIODS[] = {{"week", 0}, {"month", 1}, {"quarter", 3}, {"year", 12}};
    enum { WHICH_LEN = 4, WEEK = 7, YEAR = 12 };
    for (size_t w = 0; w < LS_COUNT(WHICH); w++)
        for (size_t p = 0; p < LS_COUNT(PERIODS); p++) {
            int off = (int)w - 1, months = PERIODS[p].months, year, month, day;
            if (strncasecmp(text, WHICH[w], WHICH_LEN) || !strchr(" -_", text[WHICH_LEN]) || !text[WHICH_LEN] ||
                strcasecmp(text + WHICH_LEN + 1, PERIODS[p].name))
                continue;
            ls_date_split(today, &year, &month, &day);
            int first = months ? year * YEAR + (month - 1) / months * months + off * months : 0; /* in months */
            *ret_from = months ? value_month_start(first / YEAR, first % YEAR + 1)
                               : today - ls_date_weekday(today) + off * WEEK;
            *ret_to = months ? value_month_start((first + months) / YEAR, (first + months) % YEAR + 1) - 1 : *ret_from + WEEK - 1;
            return true;
        }
    return false;
}

/* Words of ls_due_parse, and back in time: yesterday, -3d, -2w. */
static int value_read_days(const struct value_reader *r, const char *text, int64_t *ret_from, int64_t *ret_to)
{
    int64_t today = r->q->today;
    if (value_read_period(text, ret_from, ret_to) || value_read_around(text, today, ret_from, ret_to))
        return 0;
    if (!ls_due_parse_back(text, today, ret_from) && !ls_due_parse(text, today, ret_from))
        return value_refuse(r, text);
    *ret_to = *ret_from;
    return 0;
}

/* --- spans ------------------------------------------------------------------------------------- */

/* Reads one end: a point, or for a week or a month its first and last day. */
static int value_read_point(const struct value_reader *r, const char *text, int64_t *ret_from, int64_t *ret_to)
{
    int code;
    switch (r->key->type) {
    case LS_T_DATE:
    case LS_T_STAMP:
        return value_read_days(r, text, ret_from, ret_to);
    case LS_T_ENUM:
        code = value_read_enum(r, text, ret_from);
        break;
    case LS_T_REF:
        code = value_read_ref(r, text, ret_from);
        break;
    case LS_T_BOOL:
        code = value_read_bool(r, text, ret_from);
        break;
    default:
        code = value_read_int(r, text, ret_from);
    }
    *ret_to = *ret_from;
    return code;
}

static int value_read_real(const struct value_reader *r, const char *text, double *ret)
{
    return ls_text_to_real(text, ret) ? 0 : value_refuse(r, text);
}

enum value_compare { COMPARE_EQUAL, COMPARE_LESS, COMPARE_MOST, COMPARE_MORE, COMPARE_LEAST };

static const char *value_compare(const char *text, enum value_compare *ret)
{
    bool equal = (*text == '<' || *text == '>') && text[1] == '=';
    *ret = *text == '<' ? (equal ? COMPARE_MOST : COMPARE_LESS) : *text == '>' ? (equal ? COMPARE_LEAST : COMPARE_MORE)
                                                                             : COMPARE_EQUAL;
    return text + (*text == '<' || *text == '>' || *text == '=') + equal;
}

static bool value_has_order(const struct query_key *key)
{
    return key->type != LS_T_REF && key->type != LS_T_BOOL && key->computed != KEY_GAP;
}

static void value_span(struct query_value *v, enum value_compare compare, int64_t from, int64_t to)
{
    v->low = compare == COMPARE_MORE ? to + 1 : compare == COMPARE_LESS || compare == COMPARE_MOST ? LS_NONE + 1 : from;
    v->high = compare == COMPARE_LESS ? from - 1 : compare == COMPARE_MORE || compare == COMPARE_LEAST ? INT64_MAX : to;
}

static void value_span_real(struct query_value *v, enum value_compare compare, double at)
{
    bool below = compare == COMPARE_LESS || compare == COMPARE_MOST;
    bool above = compare == COMPARE_MORE || compare == COMPARE_LEAST;
    v->real_low = below ? -INFINITY : compare == COMPARE_MORE ? nextafter(at, INFINITY) : at;
    v->real_high = above ? INFINITY : compare == COMPARE_LESS ? nextafter(at, -INFINITY) : at;
}

/* Nothing lies between the ends: said here, since "nothing matches" would hide it. */
static int value_check_ends(const struct value_reader *r, const char *low, const char *high, bool empty)
{
    if (!empty || !*low || !*high)
        return 0;
    ls_error_set(r->err, LS_EUSAGE, "%s: %s..%s is the wrong way round, nothing lies between", r->key->name, low, high);
    ls_error_hint(r->err, "write %s:%s..%s", r->key->name, high, low);
    return LS_EUSAGE;
}

/* "1..3", "..fri", "2026-03-01.." */
static int value_read_range(const struct value_reader *r, const char *text, const char *dots, struct query_value *v)
{
    LS_AUTO(string) char *low = ls_strndup(text, (size_t)(dots - text));
    const char *high = dots + 2;
    int64_t other;
    int code = 0;
    if (!*low && !*high)
        return value_refuse(r, text);
    if (r->key->type == LS_T_REAL) {
        v->real_low = -INFINITY;
        v->real_high = INFINITY;
        code = *low ? value_read_real(r, low, &v->real_low) : 0;
        code = code < 0 || !*high ? code : value_read_real(r, high, &v->real_high);
        return code < 0 ? code : value_check_ends(r, low, high, v->real_low > v->real_high);
    }
    v->low = LS_NONE + 1;
    v->high = INT64_MAX;
    code = *low ? value_read_point(r, low, &v->low, &other) : 0;
    if (code == 0 && *high)
        code = value_read_point(r, high, &other, &v->high);
    return code < 0 ? code : value_check_ends(r, low, high, v->low > v->high);
}

static int value_read_number(const struct value_reader *r, const char *text, struct query_value *v)
{
    enum value_compare compare;
    const char *dots = strstr(text, ".."), *at = value_compare(text, &compare);
    if ((dots || (at != text && compare != COMPARE_EQUAL)) && !value_has_order(r->key))
        return value_refuse(r, text);
    if (dots)
        return value_read_range(r, text, dots, v);
    if (r->key->type == LS_T_REAL) {
        double real;
        int code = value_read_real(r, at, &real);
        if (code == 0)
            value_span_real(v, compare, real);
        return code;
    }
    int64_t from, to;
    int code = value_read_point(r, at, &from, &to);
    if (code == 0)
        value_span(v, compare, from, to);
    if (code == 0 && value_is_priority(r->key, r->q->context.entity) && from == 0 && compare == COMPARE_EQUAL)
        v->none = true; /* priority 0 is none */
    return code;
}

/* Text: a part of it, or with '=' all of it. Elements of a set: a word, or who or what the element names. */
static int value_read_text(const struct value_reader *r, const char *text, bool quoted, struct query_value *v)
{
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    v->whole = r->key->type == LS_T_SET || (!quoted && *text == '=');
    if (r->key->type == LS_T_SET && r->key->arg != LS_E_NONE) {
        ls_id id = 0;
        if (!strcasecmp(text, "me") && value_read_ref(r, text, &id) < 0)
            return LS_EUSAGE;
        if (id || ls_board_find(r->q->context.board, (enum ls_entity)r->key->arg, text, &id, NULL) == 0)
            v->low = v->high = id;
    }
    ls_text_fold(&folded, text + (!quoted && *text == '='));
    v->text = ls_buf_steal(&folded);
    return 0;
}

/* What is counted is never empty: none of it is 0. */
static bool value_is_count(const struct query_key *key)
{
    return key->type == LS_T_INT && key->computed != KEY_FIELD && key->computed != KEY_AGE;
}

static int value_read(const struct value_reader *r, const char *text, bool quoted, struct query_value *v)
{
    *v = (struct query_value){.low = 1, .high = 0, .real_low = 1, .real_high = 0};
    if (!quoted && !strcasecmp(text, "none")) {
        v->none = true;
        if (value_is_count(r->key))
            v->low = v->high = 0;
        return 0;
    }
    switch (r->key->type) {
    case LS_T_TEXT:
    case LS_T_NOTE:
        return value_read_text(r, text, quoted, v);
    case LS_T_SET:
        return value_read_text(r, text, true, v);
    default:
        return value_read_number(r, text, v);
    }
}

/* --- lists of values ---------------------------------------------------------------------------- */

/* The length up to a comma that is not in quotes. */
static size_t value_length(const char *text, size_t len)
{
    bool quoted = false;
    for (size_t i = 0; i < len; i++) {
        quoted ^= text[i] == '"';
        if (text[i] == ',' && !quoted)
            return i;
    }
    return len;
}

static int value_missing(struct ls_query_place *bad, const struct query_key *key, bool at_end, struct ls_error *err)
{
    bad->unfinished = at_end;
    ls_error_set(err, LS_EUSAGE, "%s: wants a value", key->name);
    ls_error_hint(err, "%s", query_values_words(key));
    return LS_EUSAGE;
}

int query_values_read(struct ls_query *q, struct query_term *term, const char *text, size_t len,
                      struct ls_query_place *bad, struct ls_error *err)
{
    struct value_reader r = {.q = q, .key = &term->key, .err = err};
    for (size_t at = 0; at <= len;) {
        size_t part = value_length(text + at, len - at);
        bool quoted = part && text[at] == '"';
        LS_AUTO(buf) struct ls_buf clean = LS_BUF_INIT;
        for (size_t i = at; i < at + part; i++)
            if (text[i] != '"')
                ls_buf_char(&clean, text[i]);
        *bad = (struct ls_query_place){.at = at, .len = part};
        bool sign = !quoted && clean.len && strspn(clean.data, "<>=") == clean.len;
        if ((!clean.len && !quoted) || sign)
            return value_missing(bad, &term->key, at + part == len, err);
        struct query_value v;
        int code = value_read(&r, clean.data, quoted, &v);
        if (code < 0)
            return code;
        LS_GROW(term->values, term->len, term->cap);
        term->values[term->len++] = v;
        at += part + 1;
    }
    return 0;
}

void query_values_free(struct query_term *term)
{
    for (size_t i = 0; i < term->len; i++)
        free(term->values[i].text);
    free(term->values);
    free(term->word);
}
