/* A page of things that can be looked up: typing narrows it, Enter takes what is under the cursor. Help, the palette and
 * the words of the query language are made of it. */
#ifndef LOCKSTEP_UI_HELP_H
#define LOCKSTEP_UI_HELP_H

#include "base/buf.h"
#include "lockstep/entity.h"
#include "ui/frame.h"

struct help;
struct rows;
struct ui;
struct view;

/* What Enter does with all that is typed: a row of its own. */
struct help_typed {
    struct ls_buf what, right; /* what it does and how that is written; or why it cannot be done */
    bool wrong;
};

/* What a page is about. Titles and hints are static. */
struct help_topic {
    const char *title;                 /* "HELP" */
    const char *left, *what, *right;   /* headings of the columns */
    int left_width, right_width;       /* of the first column, and of the last on a wide screen */
    const char *take;                  /* what Enter does: "run it" */
    const char *none;                  /* where nothing is found */
    /* Takes the entry: value is what was given for it. The page is gone by then. NULL for Esc. */
    void (*taken)(struct ui *ui, void *arg, const char *value);
    /* Ctrl-y: copies what stands for the entry (value; NULL: none) and says what it was. NULL: there is no such key. */
    void (*copy)(const struct view *page, const char *value, struct ls_buf *said);
    /* Whether what is typed is more than something to look for; and doing it, when the page is gone. NULL: it never is. */
    bool (*typed)(const struct ui *ui, const char *line, struct help_typed *ret);
    void (*run_typed)(struct ui *ui, const char *line);
    /* What the row is written with (value; NULL: none), for Tab, which puts it into the line. NULL: there is no such key. */
    void (*complete)(const struct view *page, const char *value, struct ls_buf *line);
    void (*free)(void *arg); /* NULL: nothing is to be freed */
    void *arg; /* the page's, where free is given */
};

struct view *help_page_new(const struct help_topic *topic);

/* Types a line; failure: why it could not be done just now, "" where it was not tried. */
void help_type(struct view *page, const char *line, const char *failure);

/* Adds an entry. All strings are copied; words: what typing looks in; bright: it holds here. */
void help_add(struct view *page, const char *value, const char *left, const char *what, const char *right,
              const char *words, bool bright);
/* What the entry added last is called here, and by people who do not know that: phrases joined by ", ". Typing either
 * finds it above what only has it in its text, and says which of the latter it was. */
void help_called(struct view *page, const char *name, const char *said);
/* What running the entry added last changes at once: "LS-20", "3 marked"; and with its title. */
void help_changes(struct view *page, const char *name, const char *whole);
/* As help_add, for what is found by one of the words as a whole alone, and then stands first: the answer to ":wq". */
void help_add_answer(struct view *page, const char *value, const char *left, const char *what, const char *words);

/* Adds the states of an entity's queries, and what is often asked. bright: its list is below. */
void help_query_add(struct view *page, const struct ui *ui, enum ls_entity entity, bool bright);
/* "lockstep item list 'due:<fri'", as a shell takes it. Caller frees. */
char *help_query_spelling(enum ls_entity entity, const char *terms);
/* Filters the list on top, else the backlog, by what help_query_add gave an entry as its value; what it was filtered by
 * stays. */
void help_query_take(struct ui *ui, const char *value);

/* The words of the query language for the records of the rows. text: what is typed behind / already, which is asked for
 * again when the page is left; NULL: the page was not opened from there. */
void help_query_show(struct rows *rows, const char *text);

#endif
