/* What may stand in place of the word that is being typed: fields, their values, states. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/query_internal.h"

struct completer {
    const struct ls_query_context *context;
    const char *before; /* what stays of the word: "-owner:ines," */
    size_t before_len;
    const char *typed; /* what is completed */
    void (*add)(void *arg, const char *value, const char *label, const char *detail);
    void *arg;
};

static bool complete_fits(const struct completer *c, const char *name)
{
    LS_AUTO(buf) struct ls_buf a = LS_BUF_INIT, b = LS_BUF_INIT;
    ls_text_fold(&a, name);
    ls_text_fold(&b, c->typed + (*c->typed == '@'));
    return b.len < a.len && !strncmp(a.data, b.data, b.len);
}

/* Whether it fits what is typed; then it is offered. */
static bool complete_add(const struct completer *c, const char *name, const char *behind, const char *detail)
{
    LS_AUTO(buf) struct ls_buf value = LS_BUF_INIT;
    if (!complete_fits(c, name))
        return false;
    ls_buf_add(&value, c->before, c->before_len);
    ls_buf_printf(&value, "%s%s", name, behind);
    c->add(c->arg, value.data, name, detail);
    return true;
}

/* --- values ------------------------------------------------------------------------------------- */

static void complete_records(const struct completer *c, enum ls_entity entity)
{
    struct ls_board_walk walk = {c->context->board, entity, 0};
    for (const struct ls_record *r; (r = ls_board_walk_next(&walk));) {
        const struct ls_person *p = entity == LS_E_PERSON ? (const void *)r : NULL;
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        if (p && !p->active)
            continue;
        ls_board_name(c->context->board, r->id, &name);
        complete_add(c, name.data, "", p ? p->name : "");
    }
}

/* The words that the records have in a set, each once. */
static void complete_set(const struct completer *c, int field)
{
    LS_AUTO(buf) struct ls_buf seen = LS_BUF_INIT;
    struct ls_board_walk walk = {c->context->board, c->context->entity, 0};
    for (const struct ls_record *r; (r = ls_board_walk_next(&walk));) {
        const struct ls_field *f = ls_field_info(c->context->entity, field);
        const char *at = *(const char *const *)(const void *)((const char *)r + f->offset), *word;
        size_t len;
        ls_id id;
        while (ls_set_next(&at, &word, &len, &id)) {
            LS_AUTO(string) char *copy = ls_strndup(word, len);
            if (id || ls_set_has_word(seen.data, copy))
                continue;
            ls_set_add_word(&seen, word, len);
            complete_add(c, copy, "", "");
        }
    }
}

static void complete_words(const struct completer *c, const struct query_key *key)
{
    const char *word;
    for (size_t i = 0; (word = ls_query_value_word(c->context->entity, key->name, i)); i++)
        complete_add(c, word, "", "");
}

static void complete_value(const struct completer *c, const struct query_key *key)
{
    static const char *const days[] = {"today", "<today", "<fri", "<+7d", ">=today", "this-week"};
    switch (key->type) {
    case LS_T_REF:
        if (key->arg == LS_E_PERSON) {
            complete_add(c, "me", "", "you");
            complete_records(c, LS_E_PERSON);
        } else if (key->arg < LS_E_COUNT && ls_entity_info((enum ls_entity)key->arg)->handle >= 0) {
            complete_records(c, (enum ls_entity)key->arg);
        }
        break;
    case LS_T_ENUM:
        complete_words(c, key);
        break;
    case LS_T_SET:
        complete_set(c, key->field);
        break;
    case LS_T_BOOL:
        complete_add(c, "yes", "", "");
        complete_add(c, "no", "", "");
        return;
    case LS_T_DATE:
    case LS_T_STAMP:
        for (size_t i = 0; i < LS_COUNT(days); i++)
            complete_add(c, days[i], "", "");
        break;
    default:
        break;
    }
    complete_add(c, "none", "", "empty");
}

/* A state by what else it is called, as soon as that is one word: "overd" offers late. */
static void complete_said(const struct completer *c, const struct ls_query_word *info)
{
    for (const char *at = info->said; *at;) {
        size_t len = strcspn(at, ",");
        LS_AUTO(string) char *said = ls_strndup(at, len);
        at += len + strspn(at + len, ", ");
        if (strchr(said, ' ') || !*c->typed || !complete_fits(c, said))
            continue;
        LS_AUTO(string) char *value = ls_asprintf("%.*s%s", (int)c->before_len, c->before, info->name);
        LS_AUTO(string) char *detail = ls_asprintf("%s: %s", said, info->help);
        c->add(c->arg, value, info->name, detail);
        return;
    }
}

static void complete_states(const struct completer *c)
{
    const struct ls_query_word *info;
    for (size_t i = 0; (info = ls_query_is_info(i)); i++)
        if (info->entities >> c->context->entity & 1 && !complete_add(c, info->name, "", info->help))
            complete_said(c, info);
}

/* --- names -------------------------------------------------------------------------------------- */

static void complete_names(const struct completer *c, const char *behind)
{
    struct ls_query_word word;
    if (*behind) {
        complete_add(c, "is", ":", "late, blocked, mine, …");
        complete_add(c, "sort", ":", "due,-rice");
    }
    for (size_t i = 0; ls_query_name(c->context->entity, i, &word); i++)
        complete_add(c, word.name, behind, word.help);
}

void ls_query_complete(const struct ls_query_context *context, const char *word,
                       void (*add)(void *arg, const char *value, const char *label, const char *detail), void *arg)
{
    struct completer c = {.context = context, .before = word, .add = add, .arg = arg};
    size_t start = strspn(word, "-("), colon = start + strcspn(word + start, ":");
    const char *last = word + colon;
    c.typed = word + start;
    c.before_len = start;
    if (!word[colon]) {
        if (strlen(c.typed) > 1) /* one letter may become anything */
            complete_names(&c, ":");
        return;
    }
    for (const char *at = last; *at; at++)
        last = strchr(":,", *at) ? at : last;
    c.typed = last + 1;
    c.before_len = (size_t)(c.typed - word);
    LS_AUTO(string) char *name = ls_strndup(word + start, colon - start);
    struct query_key key;
    if (!strcasecmp(name, "is"))
        complete_states(&c);
    else if (!strcasecmp(name, "sort")) {
        c.typed += *c.typed == '-';
        c.before_len = (size_t)(c.typed - word);
        complete_names(&c, "");
    } else if (query_key_find(context->entity, name, &key)) {
        complete_value(&c, &key);
    }
}
