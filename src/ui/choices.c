/* Choices for questions. */
#include "ui/choices.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/due.h"
#include "ui/words.h"

/* Where the folded word stands in the folded text: 0 at its beginning, 1 inside, -1 nowhere. */
static int choices_match(const char *text, const char *word)
{
    LS_AUTO(buf) struct ls_buf a = LS_BUF_INIT, b = LS_BUF_INIT;
    ls_text_fold(&a, text);
    ls_text_fold(&b, word);
    const char *at = strstr(a.data, b.data);
    return !at ? -1 : at == a.data ? 0 : 1;
}

bool choices_has(const char *text, const char *word)
{
    return choices_match(text, word) >= 0;
}

static void choices_person(const struct ls_person *p, const char *before, int64_t today, struct choices *ret)
{
    LS_AUTO(buf) struct ls_buf detail = LS_BUF_INIT;
    LS_AUTO(string) char *value = ls_asprintf("%s%s", before, p->handle);
    ls_buf_str(&detail, p->name);
    if (p->function != LS_NONE)
        ls_buf_printf(&detail, "%s%s", detail.len ? ", " : "", ls_enum_word(LS_ENUM_FUNCTION, p->function));
    bool away = (p->away_from != LS_NONE || p->away_until != LS_NONE) && (p->away_from == LS_NONE || p->away_from <= today)
                && (p->away_until == LS_NONE || today <= p->away_until);
    if (away) {
        ls_buf_str(&detail, ", away");
        if (p->away_until != LS_NONE) {
            ls_buf_str(&detail, " until ");
            words_date(p->away_until, today, false, &detail);
        }
    }
    choices_add(ret, value, p->handle, detail.data, 0);
}

static void choices_people_as(const struct ls_board *board, const char *word, const char *before, int64_t today,
                              struct choices *ret)
{
    for (int rank = 0; rank < 2; rank++)
        LS_EACH(person, p, board) {
            int handle = choices_match(p->handle, word), name = choices_match(p->name, word);
            bool first = handle == 0, any = handle >= 0 || name >= 0;
            if (p->active && (rank == 0 ? first : any && !first))
                choices_person(p, before, today, ret);
        }
}

void choices_people(const struct ls_board *board, const char *word, int64_t today, struct choices *ret)
{
    choices_people_as(board, *word == '@' ? word + 1 : word, "", today, ret);
}

void choices_mentions(const struct ls_board *board, const char *word, int64_t today, struct choices *ret)
{
    if (*word == '@')
        choices_people_as(board, word + 1, "@", today, ret);
}

void choices_priorities(const char *word, struct choices *ret)
{
    static const char *const WORDS[] = {"urgent", "high", "medium", "low", "none"};
    for (int i = 0; i < 5; i++) {
        int number = i < 4 ? i + 1 : 0;
        LS_AUTO(string) char *value = ls_asprintf("%d", number);
        if (choices_match(WORDS[i], word) >= 0 || !strcmp(value, word))
            choices_add(ret, value, WORDS[i], "", (uint32_t)('0' + number));
    }
}

static bool choices_key_free(const struct choices *c, uint32_t key)
{
    for (size_t i = 0; i < c->len; i++)
        if (c->v[i].key == key)
            return false;
    return true;
}

void choices_enum(enum ls_enum set, const char *word, struct choices *ret)
{
    for (int i = 0; i < ls_enum_count(set); i++) {
        const char *value = ls_enum_word(set, i);
        if (choices_match(value, word) < 0)
            continue;
        uint32_t key = 0;
        for (const char *c = value; *c && !key; c++)
            if (choices_key_free(ret, (uint32_t)(unsigned char)*c))
                key = (uint32_t)(unsigned char)*c;
        choices_add(ret, value, value, "", key);
    }
}

void choices_dates(const char *word, int64_t today, struct choices *ret)
{
    static const char *const DAYS[] = {"today", "tomorrow", "fri", "mon", "+7d", "+14d", "next month"};
    for (size_t i = 0; i < LS_COUNT(DAYS); i++) {
        LS_AUTO(buf) struct ls_buf detail = LS_BUF_INIT;
        int64_t date;
        if (choices_match(DAYS[i], word) < 0 || !ls_due_parse(DAYS[i], today, &date))
            continue;
        ls_buf_printf(&detail, "%s ", ls_weekday_short(ls_date_weekday(date)));
        words_date_column(date, today, &detail);
        choices_add(ret, DAYS[i], DAYS[i], detail.data, 0);
    }
}

static void choices_values(const struct ls_board *board, const struct ls_field *f, const char *before,
                           const char *word, int64_t today, struct choices *ret)
{
    if (f->type == LS_T_REF && f->arg == LS_E_PERSON) {
        choices_people_as(board, word, before, today, ret);
        return;
    }
    if (f->type != LS_T_ENUM)
        return;
    for (int i = 0; i < ls_enum_count((enum ls_enum)f->arg); i++) {
        const char *value = ls_enum_word((enum ls_enum)f->arg, i);
        LS_AUTO(string) char *whole = ls_asprintf("%s%s", before, value);
        if (choices_match(value, word) >= 0)
            choices_add(ret, whole, value, "", 0);
    }
}

void choices_fields(const struct ls_board *board, enum ls_entity entity, const char *word, int64_t today, bool always,
                    struct choices *ret)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    const char *equals = strchr(word, '=');
    if (*word == '@' || (!*word && !always)) {
        choices_mentions(board, word, today, ret);
        return;
    }
    if (equals) {
        LS_AUTO(string) char *name = ls_strndup(word, (size_t)(equals - word));
        LS_AUTO(string) char *before = ls_strndup(word, (size_t)(equals - word) + 1);
        int field = ls_field_by_name(entity, name);
        if (field >= 0)
            choices_values(board, &info->fields[field], before, equals + 1, today, ret);
        return;
    }
    for (int i = LS_F_FIRST; always && i < info->field_count; i++) {
        const struct ls_field *f = &info->fields[i];
        LS_AUTO(string) char *value = ls_asprintf("%s=", f->name);
        if (!(f->flags & LS_FF_HIDDEN) && choices_match(f->name, word) == 0)
            choices_add(ret, value, f->name, choices_match(f->label, f->name) == 0 ? "" : f->label, 0);
    }
}

static void choices_add_plain(void *arg, const char *value, const char *label, const char *detail)
{
    choices_add(arg, value, label, detail, 0);
}

void choices_query(const struct ls_query_context *context, const char *word, struct choices *ret)
{
    ls_query_complete(context, word, choices_add_plain, ret);
}
