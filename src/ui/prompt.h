/* A question at the bottom of the screen: one line of text, or a choice from a list that typing narrows.
 * Knows nothing of records: the caller fills the choices and takes the answer. */
#ifndef LOCKSTEP_UI_PROMPT_H
#define LOCKSTEP_UI_PROMPT_H

#include "ui/frame.h"
#include "ui/key.h"
#include "ui/past.h"

struct choice {
    char *value;  /* what is taken */
    char *label;  /* what is shown */
    char *detail; /* dim, at its right; may be "" */
    bool whole;   /* it takes the place of all that is typed, not of one word */
    uint32_t key; /* pressed in an empty field, takes it at once, or with own_words points at it; 0: none */
};

struct choices {
    struct choice *v;
    size_t len, cap;
};

enum prompt_kind {
    PROMPT_LINE, /* free text; choices complete the word at the cursor */
    PROMPT_PICK, /* one of the choices */
    PROMPT_LINES, /* as PROMPT_LINE, and a paste may hold many lines */
    PROMPT_FIELD, /* free text; choices complete all of it */
    PROMPT_SET,   /* as PROMPT_FIELD, element by element, joined by commas */
};

enum prompt_result { PROMPT_MORE, PROMPT_TAKEN, PROMPT_LEFT };

struct prompt {
    enum prompt_kind kind;
    bool own_words; /* PROMPT_PICK: words are an answer, too, so the key of a choice may be the first letter of some */
    char *label;
    char *hint;   /* dim, where the field is empty */
    char *above;  /* dim, above the line: what was given so far; NULL or "" nothing */
    char *refusal; /* why the last answer was not taken; shown until the next key */
    bool remark;   /* it only says what is missing so far: dim */
    ptrdiff_t point; /* the byte of the text that it is about, -1: none */
    struct ls_buf text;
    size_t cursor; /* bytes */
    bool proposed; /* the text is ours so far: what is typed takes its place, a key that moves makes it the user's */
    struct choices choices;
    size_t at; /* the choice under the cursor */
    bool chosen; /* the user moved to a choice, so Enter takes it in free text too */
    bool edited; /* somebody typed, or took something away */
    const struct past *past; /* what was typed before; borrowed, NULL: nothing is known */
    size_t back; /* how many lines ↑ has gone back in it, */
    char *typed; /* ... and what stood in the field when it began */
    /* Fills choices (empty) for word, the part of the text before the cursor that is being completed; for
     * PROMPT_PICK and PROMPT_FIELD the whole text, for PROMPT_SET the element. NULL: none. */
    void (*fill)(void *arg, const char *word, struct choices *ret_choices);
    void *arg;
};

void choices_add(struct choices *c, const char *value, const char *label, const char *detail, uint32_t key);
/* The same for what takes the place of all that is typed. */
void choices_add_whole(struct choices *c, const char *value, const char *label, const char *detail);
void choices_clear(struct choices *c);

void prompt_init(struct prompt *p, enum prompt_kind kind, const char *label, const char *text);
void prompt_done(struct prompt *p);
void prompt_set_hint(struct prompt *p, const char *hint);
void prompt_set_above(struct prompt *p, const char *above);
void prompt_fill(struct prompt *p, void (*fill)(void *arg, const char *word, struct choices *ret_choices), void *arg);

/* ↑ and ↓ go through what was typed before, where they do not go through choices. */
void prompt_recalls(struct prompt *p, const struct past *past);

/* Handles a key or a paste. After PROMPT_TAKEN the answer is prompt_answer(). */
enum prompt_result prompt_event(struct prompt *p, const struct ui_event *e);

/* The text that it begins with is only proposed: the first thing that is typed or pasted takes its place. */
void prompt_propose(struct prompt *p);

/* Puts another text in the place of what was typed, the cursor behind it. */
void prompt_set(struct prompt *p, const char *text);

/* Puts the choice under the cursor in place of the word that it completes. */
void prompt_complete(struct prompt *p);

/* Moves among the choices, around their ends. */
void prompt_choose(struct prompt *p, int rows);

/* The answer: for PROMPT_PICK the value of the choice, else the text. Borrowed. */
const char *prompt_answer(const struct prompt *p);

/* Keeps the prompt open and says why. */
void prompt_refuse(struct prompt *p, const char *why);

/* Says what the line takes, and with which keys, until the next key: the hint in the field goes with the first letter. */
void prompt_explain(struct prompt *p);

/* Says what is wrong with the text at a byte of it, while it is typed; remark: nothing yet, something is missing.
 * why NULL: nothing is. Until the next key. */
void prompt_point(struct prompt *p, size_t at, const char *why, const char *hint, bool remark);

/* Draws the text into one row, scrolled so that the cursor is inside; with the terminal's cursor where focus. */
void prompt_draw_field(const struct prompt *p, struct area row, bool focus);

/* Draws as many choices as a has rows, the chosen one among them; current: the one under the cursor is marked. */
void prompt_draw_choices(const struct prompt *p, struct area a, bool current);

/* Draws the line into the last row of a and the choices above it. */
void prompt_draw(const struct prompt *p, struct area a);

#endif
