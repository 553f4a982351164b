/* Queries: parsing once, matching often. Folded text is compared, so case and accents do not matter. */
#include "lockstep/query.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/board.h"
#include "lockstep/work.h"

enum query_kind {
    QUERY_WORD,
    QUERY_REF,  /* field is a reference: value an id, 0 for none */
    QUERY_ENUM, /* field is a number or an enum: one of the values */
    QUERY_TAG,
    QUERY_IS,
    QUERY_DAY, /* field is a date, compared with value; LS_NONE: empty */
    QUERY_AGE, /* days since created, compared */
};

enum query_is { IS_BLOCKED, IS_LATE, IS_MINE, IS_TRIAGE, IS_SNOOZED, IS_CLOSED, IS_OPEN, IS_ANY, IS_COUNT };

struct query_term {
    enum query_kind kind;
    bool not;
    char *text;      /* folded word or tag */
    int field;
    int compare;     /* '<', '>', '=', and 'l' for <=, 'g' for >= */
    int64_t value;   /* id, day, days, or enum query_is */
    uint64_t values; /* bits of the numbers that fit */
};

struct ls_query {
    const struct ls_board *board;
    int64_t today;
    ls_id me;
    struct query_term *terms;
    size_t len, cap;
    bool all; /* closed items too */
    char *odd;
};

/* --- reading --------------------------------------------------------------------------------- */

static bool query_month_day(const char *text, int64_t today, int64_t *ret_date)
{
    char *end;
    long day = strtol(text, &end, 10);
    if (end == text || day < 1 || day > 31)
        return false;
    end += strspn(end, " -.");
    if (strlen(end) < 3)
        return false;
    int year, month, now;
    ls_date_split(today, &year, &month, &now);
    for (int m = 1; m <= 12; m++)
        if (!strcasecmp(end, ls_month_short(m)) || !strcasecmp(end, ls_month_long(m))) {
            int64_t date = ls_date_make(year, m, (int)day);
            *ret_date = date < today - 180 ? ls_date_make(year + 1, m, (int)day) : date;
            return true;
        }
    return false;
}

/* 2026-03-17, 17 mar, today, tomorrow, fri (the next one, today too), +3d, +2w. */
static bool query_day(const char *text, int64_t today, int64_t *ret_date)
{
    if (ls_date_parse(text, ret_date))
        return true;
    if (!strcasecmp(text, "today") || !strcasecmp(text, "tomorrow")) {
        *ret_date = today + (strlen(text) > 5);
        return true;
    }
    for (int day = 0; day < 7; day++)
        if (!strcasecmp(text, ls_weekday_short(day)) || !strcasecmp(text, ls_weekday_long(day))) {
            *ret_date = today + (day - ls_date_weekday(today) + 7) % 7;
            return true;
        }
    char *end;
    long n = strtol(text, &end, 10);
    bool relative = (*text == '+' || *text == '-') && end > text + 1 && labs(n) < 10000;
    if (relative && (!strcmp(end, "d") || !strcmp(end, "w"))) {
        *ret_date = today + n * (*end == 'w' ? 7 : 1);
        return true;
    }
    return query_month_day(text, today, ret_date);
}

static const char *query_compare(const char *value, int *ret_compare)
{
    bool equal = (*value == '<' || *value == '>') && value[1] == '=';
    *ret_compare = *value == '<' ? (equal ? 'l' : '<') : *value == '>' ? (equal ? 'g' : '>') : '=';
    return value + (*value == '<' || *value == '>' || *value == '=') + equal;
}

static bool query_read_ref(struct ls_query *q, struct query_term *t, enum ls_entity entity, const char *value)
{
    t->kind = QUERY_REF;
    if (!strcasecmp(value, "none"))
        return true;
    if (!strcasecmp(value, "me")) {
        t->value = q->me;
        return q->me != 0;
    }
    return ls_board_find(q->board, entity, value, &t->value, NULL) >= 0;
}

/* Words or numbers joined by commas. */
static bool query_read_enum(struct query_term *t, const struct ls_field *f, const char *value)
{
    t->kind = QUERY_ENUM;
    while (*value) {
        size_t len = strcspn(value, ",");
        LS_AUTO(string) char *word = ls_strndup(value, len);
        int64_t n = f->type == LS_T_ENUM ? ls_enum_value((enum ls_enum)f->arg, word) : LS_NONE;
        if (n == LS_NONE && !ls_text_to_int(word, &n))
            n = strcasecmp(word, "none") == 0 ? 0 : LS_NONE;
        if (n < 0 || n > 63)
            return false;
        t->values |= (uint64_t)1 << n;
        value += len + (value[len] == ',');
    }
    return t->values != 0;
}

static bool query_read_is(struct ls_query *q, struct query_term *t, const char *value)
{
    static const char *const WORDS[IS_COUNT] = {"blocked", "late", "mine", "triage", "snoozed", "closed", "open", "any"};
    t->kind = QUERY_IS;
    for (int i = 0; i < IS_COUNT; i++)
        if (!strcasecmp(value, WORDS[i])) {
            t->value = i;
            q->all = q->all || i == IS_CLOSED || i == IS_ANY;
            return true;
        }
    return false;
}

static bool query_read_day(const struct ls_query *q, struct query_term *t, const char *value)
{
    t->kind = QUERY_DAY;
    value = query_compare(value, &t->compare);
    t->value = LS_NONE;
    return !strcasecmp(value, "none") || query_day(value, q->today, &t->value);
}

static bool query_read_age(struct query_term *t, const char *value)
{
    t->kind = QUERY_AGE;
    value = query_compare(value, &t->compare);
    char *end;
    t->value = strtol(value, &end, 10) * (*end == 'w' ? 7 : 1);
    return end > value && (!*end || !strcmp(end, "d") || !strcmp(end, "w"));
}

/* A term field:value; false where it is none. */
static bool query_read_field(struct ls_query *q, struct query_term *t, const char *name, const char *value)
{
    if (!*value)
        return false;
    if (!strcasecmp(name, "is"))
        return query_read_is(q, t, value);
    if (!strcasecmp(name, "age"))
        return query_read_age(t, value);
    if (!strcasecmp(name, "tag")) {
        t->kind = QUERY_TAG;
        t->text = ls_strdup(value);
        return true;
    }
    t->field = !strcasecmp(name, "p") ? LS_F_item_priority : ls_field_by_name(LS_E_ITEM, name);
    if (t->field < LS_F_FIRST)
        return false;
    const struct ls_field *f = ls_field_info(LS_E_ITEM, t->field);
    if (t->field == LS_F_item_status)
        q->all = true;
    switch (f->type) {
    case LS_T_REF:
        return query_read_ref(q, t, (enum ls_entity)f->arg, value);
    case LS_T_ENUM:
    case LS_T_INT:
        return query_read_enum(t, f, value);
    case LS_T_DATE:
        return query_read_day(q, t, value);
    default:
        return false;
    }
}

static void query_read_term(struct ls_query *q, const char *text, size_t len)
{
    LS_AUTO(string) char *term = ls_strndup(text, len);
    struct query_term t = {.not = *term == '-' && term[1]};
    const char *at = term + t.not;
    size_t name_len = strcspn(at, ":");
    if (at[name_len] && name_len) {
        LS_AUTO(string) char *name = ls_strndup(at, name_len);
        if (query_read_field(q, &t, name, at + name_len + 1)) {
            LS_GROW(q->terms, q->len, q->cap);
            q->terms[q->len++] = t;
            return;
        }
        free(t.text);
        if (!q->odd)
            q->odd = ls_strdup(at);
        t = (struct query_term){.not = t.not};
    }
    struct ls_buf fold = LS_BUF_INIT;
    ls_text_fold(&fold, at);
    t.text = ls_buf_steal(&fold);
    LS_GROW(q->terms, q->len, q->cap);
    q->terms[q->len++] = t;
}

struct ls_query *ls_query_new(const struct ls_board *board, const char *text, int64_t today, ls_id me)
{
    struct ls_query *q = ls_alloc(sizeof(*q));
    *q = (struct ls_query){.board = board, .today = today, .me = me};
    for (text = ls_text_skip_blank(text); *text; text = ls_text_skip_blank(text)) {
        size_t len = strcspn(text, " \t\n");
        query_read_term(q, text, len);
        text += len;
    }
    return q;
}

void ls_query_free(struct ls_query *q)
{
    if (!q)
        return;
    for (size_t i = 0; i < q->len; i++)
        free(q->terms[i].text);
    free(q->terms);
    free(q->odd);
    free(q);
}

bool ls_query_empty(const struct ls_query *q)
{
    return !q->len;
}

const char *ls_query_odd(const struct ls_query *q)
{
    return q->odd ? q->odd : "";
}

/* --- matching -------------------------------------------------------------------------------- */

static bool query_blocked(const struct ls_board *board, ls_id item)
{
    LS_EACH(blocker, b, board)
        if (b->item == item && b->resolved == LS_NONE)
            return true;
    return false;
}

static bool query_match_is(const struct ls_query *q, enum query_is is, const struct ls_item *item)
{
    switch (is) {
    case IS_BLOCKED:
        return query_blocked(q->board, item->rec.id);
    case IS_LATE:
        return item->due != LS_NONE && item->due < q->today && ls_item_is_open(item);
    case IS_MINE:
        return q->me && item->owner == q->me;
    case IS_TRIAGE:
        return item->status == LS_ITEM_STATUS_TRIAGE;
    case IS_SNOOZED:
        return item->snooze_until != LS_NONE && item->snooze_until > q->today;
    case IS_CLOSED:
        return !ls_item_is_open(item);
    case IS_OPEN:
        return ls_item_is_open(item);
    default:
        return true;
    }
}

static bool query_compares(int compare, int64_t have, int64_t want)
{
    switch (compare) {
    case '<':
        return have < want;
    case '>':
        return have > want;
    case 'l':
        return have <= want;
    case 'g':
        return have >= want;
    default:
        return have == want;
    }
}

void ls_query_words(const struct ls_board *board, const struct ls_item *item, struct ls_buf *ret_words)
{
    LS_AUTO(buf) struct ls_buf all = LS_BUF_INIT;
    const struct ls_person *owner = ls_person_get(board, item->owner), *backup = ls_person_get(board, item->backup);
    ls_board_name(board, item->rec.id, &all);
    ls_buf_printf(&all, " %s %s %s %s %s", item->title, item->tags, owner ? owner->handle : "",
                  backup ? backup->handle : "", item->persona);
    ls_text_fold(ret_words, all.data);
}

static bool query_match_word(const struct ls_query *q, const char *word, const struct ls_item *item, const char *words)
{
    LS_AUTO(buf) struct ls_buf made = LS_BUF_INIT;
    if (!words) {
        ls_query_words(q->board, item, &made);
        words = made.data;
    }
    return strstr(words, word) != NULL;
}

static bool query_match_term(const struct ls_query *q, const struct query_term *t, const struct ls_item *item,
                             const char *words)
{
    struct ls_value v;
    bool fits = false;
    switch (t->kind) {
    case QUERY_WORD:
        return query_match_word(q, t->text, item, words);
    case QUERY_TAG:
        return ls_set_has_word(item->tags, t->text);
    case QUERY_IS:
        return query_match_is(q, (enum query_is)t->value, item);
    case QUERY_AGE:
        return item->created != LS_NONE && query_compares(t->compare, q->today - item->created, t->value);
    default:
        break;
    }
    v = ls_record_get(&item->rec, t->field);
    int64_t have = v.kind == LS_V_INT ? v.i : LS_NONE;
    if (t->kind == QUERY_REF)
        fits = (have == LS_NONE ? 0 : have) == t->value;
    else if (t->kind == QUERY_ENUM)
        fits = have == LS_NONE ? t->values & 1 && t->field == LS_F_item_priority
                               : have >= 0 && have < 64 && t->values >> have & 1;
    else if (t->value == LS_NONE)
        fits = have == LS_NONE;
    else
        fits = have != LS_NONE && query_compares(t->compare, have, t->value);
    ls_value_done(&v);
    return fits;
}

bool ls_query_match(const struct ls_query *q, const struct ls_item *item)
{
    return ls_query_match_words(q, item, NULL);
}

bool ls_query_match_words(const struct ls_query *q, const struct ls_item *item, const char *words)
{
    if (!q->all && !ls_item_is_open(item))
        return false;
    for (size_t i = 0; i < q->len; i++)
        if (query_match_term(q, &q->terms[i], item, words) == q->terms[i].not)
            return false;
    return true;
}
