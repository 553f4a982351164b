/* Texts as sets of character trigrams (lockstep/likeness.h says which), each trigram with a number from 0 up. */
#ifndef LOCKSTEP_MODEL_GRAM_BOOK_H
#define LOCKSTEP_MODEL_GRAM_BOOK_H

#include "base/buf.h"
#include "base/map.h"

/* Numbers of trigrams, none twice. */
struct grams {
    uint32_t *v;
    size_t len, cap;
};

/* Zero is an empty one. */
struct gram_book {
    struct ls_map numbers; /* three characters -> number + 1 */
    uint32_t *plain;       /* the same for those of letters, digits and blanks of ASCII, which are most */
    uint32_t *seen;        /* by number: the last text that has it */
    size_t len, cap;       /* how many have a number */
    uint32_t texts;
    struct ls_buf folded; /* scratch */
    uint32_t *run, *codes;
    size_t run_cap;
};

void gram_book_done(struct gram_book *book);

/* Appends the trigrams of a text to `to`, as they come; those that are new get a number. */
void gram_book_learn(struct gram_book *book, const char *text, struct grams *to);

/* The same for those that have a number, rising; returns how many have none. `to` is empty. */
size_t gram_book_look_up(struct gram_book *book, const char *text, struct grams *to);

/* Puts numbers into rising order. */
void grams_sort(uint32_t *v, size_t len);

#endif
