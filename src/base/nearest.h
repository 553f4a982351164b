/* "Did you mean …?": of several words the one that is nearest to what was typed. */
#ifndef LOCKSTEP_BASE_NEAREST_H
#define LOCKSTEP_BASE_NEAREST_H

#include <stdbool.h>

/* A search under way; all is borrowed. The first of those that are as near is taken. */
struct ls_nearest {
    const char *typed;
    const char *word; /* the nearest so far; NULL: none is near */
    int distance;     /* its, in edits; so many, while there is none, are too many */
};

/* Begins one: words of which at most edits letters differ are near, two for words that people type. */
struct ls_nearest ls_nearest_begin(const char *typed, int edits);

/* Looks at a word; whether it is the nearest now. */
bool ls_nearest_try(struct ls_nearest *nearest, const char *word);

/* The same, and a word that begins with what was typed is near, too (from its second letter; case does not matter). */
bool ls_nearest_try_begun(struct ls_nearest *nearest, const char *word);

/* The same for a word whose distance is known, or stands for something else than what was compared. */
bool ls_nearest_offer(struct ls_nearest *nearest, int distance, const char *word);

#endif
