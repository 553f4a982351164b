/* What the files that build pages share: the page under way, and the words in which all of them speak. */
#ifndef LOCKSTEP_MODEL_PAGES_BUILD_H
#define LOCKSTEP_MODEL_PAGES_BUILD_H

#include "base/buf.h"
#include "base/mem.h"
#include "lockstep/board.h"
#include "lockstep/calendar.h"
#include "lockstep/metric.h"
#include "lockstep/pages.h"

struct page {
    const struct ls_board *board;
    struct ls_paper *paper;
    const char *team;
    int64_t now, today;
    int64_t from, to; /* days that are told; to is today but for a mail of a past month */
    struct ls_calendar calendar;
    struct ls_metric_book *metrics; /* as they stood at the end of to */
};

/* --- words; what is returned is the caller's ------------------------------------------------------- */

/* "Inês", "Inês Carvalho" where another has that first name, "-" for nobody. */
char *page_person(const struct page *p, ls_id person);

/* "Dana", "Mei (away until 13 March, Ruth acts)". */
char *page_owner(const struct page *p, ls_id owner, ls_id backup);

/* A set of people, words and records: "Ruth, Dana, sales". */
char *page_set(const struct page *p, const char *set);

/* "17 March", with the year where it is not this one; "-" for LS_NONE. */
char *page_day(const struct page *p, int64_t date);
/* "Tue 17 March" */
char *page_weekday(const struct page *p, int64_t date);

/* "LS-20" */
char *page_name(const struct page *p, ls_id record);

/* "42.2 %", no more decimals than two; "-" for NaN. */
char *page_number(double value, const char *unit);

/* "1 day", "3 days" */
char *page_count(int64_t count, const char *one, const char *many);

/* Text of people as the end of a sentence: with a full stop, where it has no end of its own. */
char *page_sentence(const char *text);

/* --- parts of several pages ------------------------------------------------------------------------- */

/* "# title, team" and the line below it. */
void page_title(const struct page *p, const char *title, const char *below);

/* A goal in one paragraph: title, where it stands, where it should. */
void page_goal(const struct page *p);
void page_metrics(const struct page *p);                     /* a table of the core metrics */
void page_raci_table(const struct page *p);
void page_blockers(const struct page *p, const char *none);  /* open ones, the worst first */
void page_blocker_table(const struct page *p, const struct ls_blocker *const *blockers, size_t count, const char *none);
void page_decision(const struct page *p, const struct ls_decision *d); /* an item of a list; open ones are asked */
void page_decisions(const struct page *p, int64_t from, int64_t to, size_t most, const char *none);
void page_wins(const struct page *p, int64_t from, int64_t to, size_t most);
void page_launches(const struct page *p, int64_t days);      /* open ones of the days that come */

/* --- the pages -------------------------------------------------------------------------------------- */

#define PAGE(ID, id, word, ref, file) int page_build_##id(const struct page *p, ls_id record, struct ls_error *err);
#include "lockstep/pages.def"

#endif
