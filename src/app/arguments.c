/* From words to what a data command is given. Whose words they are, and what becomes of it, front ends know. */
#include "lockstep/arguments.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

int ls_arguments_usage(const struct ls_command *command, struct ls_error *err, const char *format, ...)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    va_list args;
    va_start(args, format);
    ls_buf_vprintf(&b, format, args);
    va_end(args);
    ls_error_set(err, LS_EUSAGE, "%s", b.data);
    if (command)
        ls_error_hint(err, "usage: lockstep %s%s%s", command->spelling, *command->usage ? " " : "", command->usage);
    return LS_EUSAGE;
}

void ls_arguments_done(struct ls_arguments *a)
{
    free(a->targets);
    free(a->named);
    ls_buf_done(&a->text);
    ls_buf_done(&a->names);
}

/* --- references ------------------------------------------------------------------------------ */

static bool takes_many(enum ls_command_target target)
{
    return target == LS_TARGET_ITEMS || target == LS_TARGET_BLOCKERS || target == LS_TARGET_RECORDS;
}

/* What a word names that looks like "LS-20": letters that are some entity's prefix, a dash, digits. LS_E_COUNT: nothing. */
static enum ls_entity looks_like_reference(const struct ls_word *word)
{
    size_t letters = strcspn(word->text, "-");
    const char *digits = word->text + letters + 1;
    if (word->literal || !word->text[letters] || !*digits || strspn(digits, "0123456789") != strlen(digits))
        return LS_E_COUNT;
    return ls_entity_by_prefix(word->text, letters);
}

/* Whether a word is "field=value". */
static bool is_named(const struct ls_word *word)
{
    size_t name = strspn(word->text, "abcdefghijklmnopqrstuvwxyz_");
    return !word->literal && name && word->text[name] == '=';
}

/* Whether the next word begins a reference: the first one does, and so does what looks like one where several may
 * stand, unless it says until when; where nothing but references and field=value can stand, every word that is no field=value. */
static bool is_target(const struct ls_command *command, const struct ls_word *word, bool first)
{
    if (is_named(word))
        return false;
    enum ls_entity named = looks_like_reference(word);
    bool until = command->arg == LS_ARG_UNTIL && named != ls_command_target_entity(command);
    return first || command->target == LS_TARGET_RECORDS || (takes_many(command->target) && named != LS_E_COUNT && !until);
}

size_t ls_arguments_reference(const struct ls_word *words, size_t count, enum ls_entity entity, size_t at, struct ls_buf *ret_name)
{
    size_t most = entity < LS_E_COUNT ? (size_t)ls_entity_key_words(entity) : 1, used = 0;
    while (used < most && at + used < count && !is_named(&words[at + used])) {
        const char *text = words[at + used].text;
        bool whole = strchr(text, ' ') != NULL; /* 'D-9 2' as one word */
        if (used && whole)
            break;
        ls_buf_printf(ret_name, "%s%s", used ? " " : "", text);
        used++;
        if (whole)
            break;
    }
    return used;
}

static int arguments_targets(const struct ls_board *board, const struct ls_command *c, const struct ls_word *words, size_t count,
                             struct ls_arguments *a, struct ls_error *err)
{
    if (c->target == LS_TARGET_NONE || c->target == LS_TARGET_SYNC)
        return 0;
    enum ls_entity entity = ls_command_target_entity(c);
    a->targets = ls_alloc((count + 1) * sizeof(*a->targets));
    size_t most = c->arg == LS_ARG_PARENT && count > 1 ? count - 1 : count; /* the last one is no target */
    while (a->at < most && is_target(c, &words[a->at], !a->at)) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        size_t used = ls_arguments_reference(words, most, entity, a->at, &name);
        int code = ls_board_find(board, entity, name.data, &a->targets[a->target_count], err);
        if (code != 0)
            return code;
        a->at += used;
        a->target_count++;
    }
    return a->target_count ? 0 : ls_arguments_usage(c, err, "which one? A reference is missing");
}

/* --- text and field=value -------------------------------------------------------------------- */

int ls_arguments_enough(const struct ls_command *c, const struct ls_arguments *a, struct ls_error *err)
{
    if (c->arg == LS_ARG_TITLE_FIELDS && !a->text.len && !a->named_count)
        return ls_arguments_usage(c, err, "some words are missing");
    if (c->arg == LS_ARG_FIELDS && !a->named_count)
        return ls_arguments_usage(c, err, "what is to change? field=value is missing");
    bool text = c->arg != LS_ARG_NONE && c->arg != LS_ARG_MAYBE && c->arg != LS_ARG_TITLE_FIELDS && c->arg != LS_ARG_FIELDS;
    if (text && !*ls_text_skip_blank(a->text.data))
        return ls_arguments_usage(c, err, "something is missing behind \"%s\"", c->spelling);
    return 0;
}

/* Splits the words that are left into text and field=value. */
static int arguments_fields(const struct ls_command *c, const struct ls_word *words, size_t count, struct ls_arguments *a,
                            struct ls_error *err)
{
    a->named = ls_alloc((count + 1) * sizeof(*a->named));
    /* Names are cut out of the words; reserved at once, so that pointers into them stay. */
    size_t room = 0;
    for (size_t i = a->at; i < count; i++)
        room += strlen(words[i].text) + 1;
    ls_buf_reserve(&a->names, room + 1);
    for (; a->at < count; a->at++) {
        const struct ls_word *word = &words[a->at];
        if (is_named(word)) {
            size_t len = strcspn(word->text, "=");
            a->named[a->named_count++] = (struct ls_named_arg){.name = a->names.data + a->names.len, .value = word->text + len + 1};
            ls_buf_add(&a->names, word->text, len);
            ls_buf_char(&a->names, 0);
        } else if (c->arg == LS_ARG_TITLE_FIELDS) {
            ls_buf_printf(&a->text, "%s%s", a->text.len ? " " : "", word->text);
        } else {
            return ls_arguments_usage(c, err, "\"%s\" is no field=value", word->text);
        }
    }
    return 0;
}

static int arguments_rest(const struct ls_command *c, const struct ls_word *words, size_t count, struct ls_arguments *a,
                          struct ls_error *err)
{
    if (c->arg == LS_ARG_FIELDS || c->arg == LS_ARG_TITLE_FIELDS)
        return arguments_fields(c, words, count, a, err);
    if (c->arg == LS_ARG_NONE)
        return a->at < count ? ls_arguments_usage(c, err, "one word too many: %s", words[a->at].text) : 0;
    for (size_t first = a->at; a->at < count; a->at++)
        ls_buf_printf(&a->text, "%s%s", a->at > first ? " " : "", words[a->at].text);
    return 0;
}

int ls_arguments_read(const struct ls_board *board, const struct ls_command *c, const struct ls_word *words, size_t count,
                      bool elsewhere, struct ls_arguments *ret, struct ls_error *err)
{
    *ret = (struct ls_arguments){.text = LS_BUF_INIT, .names = LS_BUF_INIT};
    int code = arguments_targets(board, c, words, count, ret, err);
    ret->rest = ret->at;
    if (!code)
        code = arguments_rest(c, words, count, ret, err);
    return code || elsewhere ? code : ls_arguments_enough(c, ret, err);
}

/* --- a line of words ------------------------------------------------------------------------- */

void ls_words_done(struct ls_words *words)
{
    for (size_t i = 0; i < words->len; i++)
        free((char *)(uintptr_t)words->v[i].text);
    free(words->v);
    *words = (struct ls_words){0};
}

/* Appends one word; *at goes behind it. False where a quote has no end: *at stays on it. */
static bool words_one(const char **at, struct ls_buf *word)
{
    bool begins = true;
    for (const char *c = *at; *c && *c != ' ' && *c != '\t';) {
        const char *end = begins && (*c == '"' || *c == '\'') ? strchr(c + 1, *c) : NULL;
        if (begins && (*c == '"' || *c == '\'') && !end) {
            *at = c;
            return false;
        }
        begins = !end && *c == '=';
        if (end)
            ls_buf_add(word, c + 1, (size_t)(end - c - 1));
        else
            ls_buf_char(word, *c);
        c = end ? end + 1 : c + 1;
        *at = c;
    }
    return true;
}

int ls_words_split(const char *line, struct ls_words *ret, size_t *ret_at, struct ls_error *err)
{
    *ret = (struct ls_words){0};
    for (const char *at = ls_text_skip_blank(line); *at; at = ls_text_skip_blank(at)) {
        struct ls_buf word = LS_BUF_INIT;
        const char *from = at;
        if (!words_one(&at, &word)) {
            ls_buf_done(&word);
            ls_words_done(ret);
            *ret_at = (size_t)(at - line);
            return ls_error_set(err, LS_EUSAGE, "the quote has no end");
        }
        LS_GROW(ret->v, ret->len, ret->cap);
        bool dashed = *from == '-' && from[1];
        ret->v[ret->len++] = (struct ls_word){.text = ls_buf_steal(&word), .dashed = dashed, .at = (size_t)(from - line)};
    }
    return 0;
}
