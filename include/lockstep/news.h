/* What others changed, in short: changesets folded to one line a record, the other half of the team first.
 * Pure: which changesets there are is the session's to know. */
#ifndef LOCKSTEP_NEWS_H
#define LOCKSTEP_NEWS_H

#include "lockstep/changeset.h"

struct ls_board;

enum ls_news_kind {
    LS_NEWS_CHANGED,
    LS_NEWS_ADDED,   /* others made it, and changed it since perhaps */
    LS_NEWS_DELETED,
    LS_NEWS_BACK,    /* it was deleted before */
    LS_NEWS_IMPORT,  /* many records at once, an import or what takes one back: one line, record is 0 */
};

/* Who did something, when, and where in the log. */
struct ls_news_by {
    ls_id who;
    int64_t at;
    uint64_t seq;
};

/* What became of one record. */
struct ls_news_line {
    enum ls_news_kind kind;
    ls_id record;
    enum ls_entity entity;
    struct ls_news_by by;          /* the last of what is told here */
    bool other_half;               /* somebody of the half of the team that I am not of */
    struct ls_record_edit changes; /* of fields that people see: what stood first → what stood last */
    struct ls_news_by *changes_by; /* one an edit: the last who set it */
    size_t changes_by_cap;
    size_t count;                  /* LS_NEWS_IMPORT: records */
    char *label;                   /* ... its name */
    ls_id group;                   /* ... and its group, 0: none */
};

struct ls_news {
    struct ls_news_line *v; /* the newest first; where mine are not told, the other half's before all others */
    size_t len, cap;
};

/* Folds changesets (in the log's order) that others than me made, and mine too where that is wanted. What a running sync
 * writes about itself, and what came to nothing, is left out. ret_news: freed with ls_news_done. */
void ls_news_make(const struct ls_board *board, ls_id me, bool mine, const struct ls_changeset *const *log, size_t count,
                  struct ls_news *ret_news);
void ls_news_done(struct ls_news *news);

#endif
