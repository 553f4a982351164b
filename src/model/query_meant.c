/* What plain words ask for where they are what people call a term: "late", "no owner", "changed since yesterday". The words
 * stand in query.def, those of a status in enum.def. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/query_internal.h"

enum { PHRASE_WORDS = 4 }; /* "changed since last week" */

/* A text cut into its words. */
struct meant {
    enum ls_entity entity;
    const char **at;
    size_t *len;
    size_t count, cap, len_cap;
};

static bool meant_status(enum ls_entity entity, const char *phrase, struct ls_buf *ret_term)
{
    const char *word;
    for (size_t i = 0; (word = ls_query_value_word(entity, "status", i)); i++)
        if (!strcasecmp(word, phrase)) {
            ls_buf_printf(ret_term, "status:%s", word);
            return true;
        }
    return false;
}

/* The term that is called so. */
static bool meant_term(enum ls_entity entity, const char *phrase, struct ls_buf *ret_term)
{
    const struct ls_query_word *info;
    enum query_is is = query_is_find(entity, phrase);
    if (is < IS_COUNT) {
        ls_buf_printf(ret_term, "is:%s", ls_query_is_info((size_t)is)->name);
        return true;
    }
    for (size_t i = 0; (info = ls_query_ask_info(i)); i++)
        if (info->entities >> entity & 1 && query_is_said(info->said, phrase)) {
            ls_buf_str(ret_term, info->name);
            return true;
        }
    return meant_status(entity, phrase, ret_term);
}

/* Words that say nothing beside a term: "all late items". */
static bool meant_is_filler(enum ls_entity entity, const char *word)
{
    static const char *const FILLERS[] = {"a", "all", "and", "are", "is", "of", "show", "that", "the", "what", "which", "with"};
    const struct ls_entity_info *info = ls_entity_info(entity);
    for (size_t i = 0; i < LS_COUNT(FILLERS); i++)
        if (!strcasecmp(FILLERS[i], word))
            return true;
    return !strcasecmp(info->name, word) || !strcasecmp(info->plural, word);
}

static void meant_split(struct meant *m, const char *text)
{
    for (const char *at = ls_text_skip_blank(text); *at; at = ls_text_skip_blank(at)) {
        size_t len = strcspn(at, " ");
        LS_GROW(m->at, m->count, m->cap);
        LS_GROW(m->len, m->count, m->len_cap);
        m->at[m->count] = at;
        m->len[m->count++] = len;
        at += len;
    }
}

/* Appends the term of the longest phrase that begins at a word; how many words it took, 0: none. */
static size_t meant_phrase(const struct meant *m, size_t from, struct ls_buf *terms)
{
    size_t most = m->count - from < PHRASE_WORDS ? m->count - from : PHRASE_WORDS;
    for (size_t n = most; n > 0; n--) {
        LS_AUTO(buf) struct ls_buf phrase = LS_BUF_INIT;
        for (size_t i = from; i < from + n; i++) {
            ls_buf_str(&phrase, i > from ? " " : "");
            ls_buf_add(&phrase, m->at[i], m->len[i]);
        }
        if (meant_term(m->entity, phrase.data, terms))
            return n;
    }
    return 0;
}

bool ls_query_meant(enum ls_entity entity, const char *text, struct ls_buf *ret_terms)
{
    struct meant m = {.entity = entity};
    LS_AUTO(buf) struct ls_buf terms = LS_BUF_INIT;
    bool meant = false;
    meant_split(&m, text);
    for (size_t i = 0; i < m.count;) {
        LS_AUTO(string) char *word = ls_strndup(m.at[i], m.len[i]);
        size_t before = terms.len;
        ls_buf_str(&terms, before ? " " : "");
        size_t took = meant_phrase(&m, i, &terms);
        if (!took && meant_is_filler(entity, word))
            ls_buf_truncate(&terms, before);
        else if (!took)
            ls_buf_str(&terms, word);
        meant = meant || took;
        i += took ? took : 1;
    }
    free(m.at);
    free(m.len);
    if (meant)
        ls_buf_str(ret_terms, terms.data);
    return meant;
}

const char *ls_query_term_help(enum ls_entity entity, const char *term)
{
    const struct ls_query_word *info;
    const char *state = strncmp(term, "is:", strlen("is:")) ? "" : term + strlen("is:");
    for (size_t i = 0; (info = ls_query_is_info(i)); i++)
        if (info->entities >> entity & 1 && !strcmp(info->name, state))
            return info->help;
    for (size_t i = 0; (info = ls_query_ask_info(i)); i++)
        if (info->entities >> entity & 1 && !strcmp(info->name, term))
            return info->help;
    return "";
}
