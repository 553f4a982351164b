/* What was typed into questions before, for ↑: answers that were given, and words that were left with Esc. As long as the
 * program runs. */
#ifndef LOCKSTEP_UI_PAST_H
#define LOCKSTEP_UI_PAST_H

#include <stddef.h>

/* Of one question, the oldest first. */
struct past {
    char *name;
    char **v;
    size_t len;
};

struct pasts {
    struct past **v;
    size_t len, cap;
};

/* What was typed into the question of that name; stays where it is. */
struct past *past_of(struct pasts *all, const char *name);

/* The newest from now on; blank words are nothing. */
void past_add(struct past *past, const char *text);

void pasts_done(struct pasts *all);

#endif
