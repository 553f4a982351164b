/* Words that the glossary replaces, found in titles. */
#include "lockstep/glossary.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

void ls_glossary_read(const struct ls_board *board, struct ls_glossary *ret_glossary)
{
    *ret_glossary = (struct ls_glossary){0};
    LS_EACH(term, t, board) {
        const char *set = t->instead_of, *word;
        size_t len;
        ls_id id;
        while (ls_set_next(&set, &word, &len, &id)) {
            LS_AUTO(string) char *copy = ls_strndup(word, len);
            LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
            ls_text_fold(&folded, copy);
            LS_GROW(ret_glossary->words, ret_glossary->len, ret_glossary->cap);
            ret_glossary->words[ret_glossary->len++] = (struct ls_glossary_word){ls_buf_steal(&folded), t};
        }
    }
}

void ls_glossary_done(struct ls_glossary *glossary)
{
    for (size_t i = 0; i < glossary->len; i++)
        free(glossary->words[i].folded);
    free(glossary->words);
    *glossary = (struct ls_glossary){0};
}

static bool glossary_is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Whether folded text holds the folded word, not inside another word. */
static bool glossary_has_word(const char *text, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = text; len && (at = strstr(at, word)); at++) {
        if ((at == text || !glossary_is_word_byte(at[-1])) && !glossary_is_word_byte(at[len]))
            return true;
    }
    return false;
}

const struct ls_glossary_word *ls_glossary_find(const struct ls_glossary *glossary, const char *text, size_t *at)
{
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    if (*at < glossary->len)
        ls_text_fold(&folded, text);
    while (*at < glossary->len) {
        const struct ls_glossary_word *word = &glossary->words[(*at)++];
        if (glossary_has_word(folded.data, word->folded))
            return word;
    }
    return NULL;
}
