/* How well an entry of a help page answers what is typed: by what it is called here, by what people call it who do not know
 * that, and by its text. Knows nothing of pages. */
#ifndef LOCKSTEP_UI_HELP_MATCH_H
#define LOCKSTEP_UI_HELP_MATCH_H

#include <stdbool.h>

/* What is searched of an entry. Borrowed, folded. */
struct help_text {
    const char *words; /* all of its text */
    const char *name;  /* what it is called here */
    const char *said;  /* what else it is called: "deadline, remind" */
    bool whole;        /* found by one of its words as a whole, and then above all others */
};

/* What is typed is what it is called, is a word of it, begins one, its words do, or it stands somewhere inside. */
enum { HELP_ANSWER, HELP_NAMED, HELP_WORD, HELP_BEGUN, HELP_WORDS, HELP_INSIDE, HELP_RANKS };

/* How well the entry answers what is typed, folded and without blanks around it; HELP_RANKS where not all of its words
 * occur. ret_found: the phrase of said that it was about, NULL where it was the entry's own text; the caller frees. */
int help_match(const struct help_text *text, const char *typed, char **ret_found);

/* The same for several words of which not all occur: 0 where less than half of those do that say something, else the more
 * the better the entry answers. Words like "the" or "change" count least. */
int help_match_some(const struct help_text *text, const char *typed, char **ret_found);

#endif
