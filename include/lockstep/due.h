/* Days in people's words, and one-line entries: "Legal returns redlines @jonas thu". */
#ifndef LOCKSTEP_DUE_H
#define LOCKSTEP_DUE_H

#include "lockstep/board.h"

struct ls_buf;
struct ls_error;

/* Reads a day that fills the text, in the words of due.def; a month that is too short for the day gives its last one.
 * Case is ignored. false where it is no such day. */
bool ls_due_parse(const char *text, int64_t today, int64_t *ret_date);

/* Reads a day that has been: "yesterday", "-3d", "-2w"; else false. */
bool ls_due_parse_back(const char *text, int64_t today, int64_t *ret_date);

/* Reads the day that something is told since: as ls_due_parse_back, and a date, "today", or a weekday, which is the last
 * one, today included. */
bool ls_due_parse_since(const char *text, int64_t today, int64_t *ret_date);

/* Whether the text is written as a day of the calendar, though it may not exist: 31 feb, 2026-02-30. */
bool ls_due_meant(const char *text);

/* Appends the day in words that a slip of the pen was meant to be: "tomorow" gives "tomorrow"; else false. */
bool ls_due_nearest(const char *text, int64_t today, struct ls_buf *ret_text);

/* Appends what to write instead of what is no day: "did you mean tomorrow?", "write 31 mar or 2026-03-31" of "31/3"; else
 * false. */
bool ls_due_advise(const char *text, int64_t today, struct ls_buf *ret_advice);

/* As ls_due_parse, with a sentence and what could be written. LS_EREFUSED. */
int ls_due_read(const char *text, int64_t today, int64_t *ret_date, struct ls_error *err);

/* One typed line taken apart. Free with ls_entry_done. */
struct ls_entry {
    char *text;       /* what is left, blanks tidied */
    ls_id owner;      /* @name, 0: none */
    int64_t due;      /* date, LS_NONE */
    int64_t priority; /* !1, LS_NONE */
    char *tags;       /* a set, "" where none */
    char *stranger;   /* of LS_ENTRY_PASTED: the handle in "@ben" where nobody is called so; else NULL */
    char *doubt;      /* of LS_ENTRY_PASTED: why a day was left in the text; else NULL */
    char *left;       /* of LS_ENTRY_MARKED: the words of a day that stay in the text, for nothing marks them; else NULL */
};

enum ls_entry_flag {
    LS_ENTRY_PRIORITY = 1, /* !1 and #tag are read, not left in the text */
    LS_ENTRY_TAGS = 2,
    LS_ENTRY_DAY = 8,    /* a day may be all of the text, which is empty then */
    LS_ENTRY_PASTED = 4, /* one line of many: what cannot be read is told and refuses nothing */
    LS_ENTRY_MARKED = 16, /* the text is a title: a day in words alone ("fri", "next week") counts only where "by", "on",
                           * "until" or "due", an @name, !1 or #tag stands before it */
    LS_ENTRY_ITEM = LS_ENTRY_PRIORITY | LS_ENTRY_TAGS | LS_ENTRY_MARKED, /* a new item's line */
};

/* Takes "@name" (a word of its own), a day that ends the line ("… @jonas thu", "… by 17 mar") and by flags
 * "!1" and "#tag" (not "#2") out of the text. The last @name counts as the owner; earlier ones stay. A day that goes on
 * with the sentence ("since 8 april", "last fri") stays, and so does a word that somebody's name begins with
 * ("tom"), but behind "due".
 * LS_ENOTFOUND where nobody is called so (hint: the nearest); LS_EREFUSED where the line ends with a day that does not
 * exist ("… 31 feb"). */
int ls_entry_read(const struct ls_board *board, const char *text, int64_t today, unsigned flags,
                  struct ls_entry *ret_entry, struct ls_error *err);
void ls_entry_done(struct ls_entry *entry);

/* Appends what was read from the line beside its words: "due Thu 12 Mar, owner jonas, priority 1, tags eta"; nothing where
 * nothing was. */
void ls_entry_tell(const struct ls_board *board, const struct ls_entry *entry, int64_t today, struct ls_buf *b);

/* Appends which words could have been a day and stay in the text: "\"fri\" stays in the title: due fri makes it the day";
 * nothing where none could. */
void ls_entry_tell_left(const struct ls_entry *entry, struct ls_buf *b);

#endif
