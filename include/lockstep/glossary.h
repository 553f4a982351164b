/* The glossary as a guard of titles: words that the team replaces by others. */
#ifndef LOCKSTEP_GLOSSARY_H
#define LOCKSTEP_GLOSSARY_H

#include "lockstep/board.h"

/* The "instead of" words of all terms, folded. Borrows the terms from the board. */
struct ls_glossary {
    struct ls_glossary_word {
        char *folded;
        const struct ls_term *term;
    } *words;
    size_t len, cap;
};

void ls_glossary_read(const struct ls_board *board, struct ls_glossary *ret_glossary);
void ls_glossary_done(struct ls_glossary *glossary);

/* The next word of the glossary that stands in the text, whole and whatever its case and accents: *at starts at 0.
 * NULL behind the last. */
const struct ls_glossary_word *ls_glossary_find(const struct ls_glossary *glossary, const char *text, size_t *at);

#endif
