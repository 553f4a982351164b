/* Ranks what a help page has by what is typed into it. */
#include "ui/help_match.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static bool match_is_word(const char *words, const char *wanted)
{
    for (const char *at = ls_text_skip_blank(words); *at; at = ls_text_skip_blank(at)) {
        size_t len = strcspn(at, " ");
        if (strlen(wanted) == len && !memcmp(at, wanted, len))
            return true;
        at += len;
    }
    return false;
}

static bool match_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Whether wanted stands in text, as a whole word, at a word's beginning, or anywhere; the best of that, HELP_RANKS where
 * it does not. */
static int match_text(const char *text, const char *wanted)
{
    int best = HELP_RANKS;
    size_t len = strlen(wanted);
    for (const char *at = text; (at = strstr(at, wanted)); at++) {
        bool begins = at == text || !match_is_letter(at[-1]);
        int rank = !begins ? HELP_INSIDE : match_is_letter(at[len]) ? HELP_BEGUN : HELP_WORD;
        best = rank < best ? rank : best;
    }
    return best;
}

/* The phrase of what is said that has the word in it, at the worst so. Caller frees; NULL: none. */
static char *match_phrase(const char *said, const char *word, int worst)
{
    for (const char *at = said; *at;) {
        size_t len = strcspn(at, ",");
        LS_AUTO(string) char *phrase = ls_strndup(at, len);
        at += len + strspn(at + len, ", ");
        if (worst == HELP_NAMED ? !strcmp(phrase, word) : match_text(phrase, word) <= worst)
            return ls_strdup(phrase);
    }
    return NULL;
}

/* How well its words answer one after the other; HELP_RANKS where one is nowhere. What is said counts from a word's
 * beginning, for it is there to be found on purpose. */
static int match_words(const struct help_text *text, const char *typed, char **found)
{
    int rank = HELP_WORDS;
    for (const char *at = ls_text_skip_blank(typed); *at; at = ls_text_skip_blank(at)) {
        size_t len = strcspn(at, " ");
        LS_AUTO(string) char *word = ls_strndup(at, len);
        int own = match_text(text->words, word);
        if (own == HELP_RANKS && !*found)
            *found = match_phrase(text->said, word, HELP_BEGUN);
        if (own == HELP_RANKS && !(*found && strstr(*found, word)))
            return HELP_RANKS;
        rank = own == HELP_INSIDE ? HELP_INSIDE : rank;
        at += len;
    }
    return rank;
}

int help_match(const struct help_text *text, const char *typed, char **ret_found)
{
    *ret_found = NULL;
    if (text->whole)
        return match_is_word(text->words, typed) ? HELP_ANSWER : HELP_RANKS;
    if (!*typed)
        return HELP_ANSWER;
    if (match_text(text->name, typed) == HELP_WORD)
        return HELP_NAMED;
    *ret_found = match_phrase(text->said, typed, HELP_NAMED);
    if (*ret_found)
        return HELP_NAMED;
    int own = match_text(text->words, typed), said = match_text(text->said, typed);
    if (said < own && said <= HELP_BEGUN)
        *ret_found = match_phrase(text->said, typed, said);
    int rank = *ret_found ? said : own;
    if (rank <= HELP_BEGUN)
        return rank;
    int words = match_words(text, typed, ret_found);
    return words < rank ? words : rank;
}

/* --- some of the words ------------------------------------------------------------------------- */

/* What a word weighs, and what it counts more where it is part of a name, or said on purpose. */
enum { WEIGHT_FILLER = 1, WEIGHT_WORD = 8, MORE_NAME = 3, MORE_SAID = 2 };

/* Words that stand before nearly every wish. */
static bool match_is_filler(const char *word)
{
    static const char *const FILLERS[] = {"a", "add", "an", "and", "as", "change", "do", "for", "get", "how", "i", "in", "make",
                                          "me", "my", "new", "of", "on", "set", "show", "the", "to", "with"};
    for (size_t i = 0; i < LS_COUNT(FILLERS); i++)
        if (!strcmp(FILLERS[i], word))
            return true;
    return false;
}

/* What the entry gains by having a word, from its beginning; 0 where it does not. */
static int match_gain(const struct help_text *text, const char *word, char **found)
{
    int weight = match_is_filler(word) ? WEIGHT_FILLER : WEIGHT_WORD;
    if (match_text(text->name, word) <= HELP_BEGUN)
        return weight == WEIGHT_WORD ? weight + MORE_NAME : weight;
    bool own = match_text(text->words, word) <= HELP_BEGUN;
    LS_AUTO(string) char *phrase = match_phrase(text->said, word, HELP_BEGUN);
    if (phrase && !own && !*found)
        *found = ls_strdup(phrase);
    if (phrase && weight == WEIGHT_WORD)
        return weight + MORE_SAID;
    return phrase || own ? weight : 0;
}

int help_match_some(const struct help_text *text, const char *typed, char **ret_found)
{
    int gained = 0, words = 0, have = 0, count = 0;
    *ret_found = NULL;
    for (const char *at = ls_text_skip_blank(typed); *at; at = ls_text_skip_blank(at)) {
        size_t len = strcspn(at, " ");
        LS_AUTO(string) char *word = ls_strndup(at, len);
        int gain = match_gain(text, word, ret_found);
        words += !match_is_filler(word);
        have += gain >= WEIGHT_WORD;
        gained += gain;
        count++;
        at += len;
    }
    if (!text->whole && count > 1 && have && 2 * have >= words)
        return gained;
    free(*ret_found);
    *ret_found = NULL;
    return 0;
}
