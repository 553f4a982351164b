/* The pages that a team hands on: who decides what, a launch on one sheet, the page for leaders, the monthly mail,
 * what a newcomer reads first, who has which area, why an experiment was decided so. Each is built from the board alone
 * and says dates absolutely and people by name: it is read elsewhere and later. */
#ifndef LOCKSTEP_PAGES_H
#define LOCKSTEP_PAGES_H

#include "lockstep/entity.h"
#include "lockstep/paper.h"

struct ls_board;
struct ls_error;

enum ls_page {
#define PAGE(ID, id, word, ref, file) LS_PAGE_##ID,
#include "lockstep/pages.def"
    LS_PAGE_COUNT
};

struct ls_page_info {
    const char *word;   /* "raci" */
    enum ls_entity ref; /* of the record that it is about; LS_E_NONE: the team */
    const char *file;   /* "raci": raci_2026-03-10.md */
};
const struct ls_page_info *ls_page_info(enum ls_page page);

struct ls_page_ask {
    const struct ls_board *board;
    const char *team; /* its name, may be "" */
    int64_t now;      /* stamp */
    ls_id record;     /* 0: the launch that comes next, the experiment that stopped last */
    int64_t from, to; /* the days that the mail tells, both included; LS_NONE: the last 30 days */
};

/* Builds a page. LS_ENOTFOUND where there is no record for it to be about, with what to do. Caller frees. */
int ls_page_build(enum ls_page page, const struct ls_page_ask *ask, struct ls_paper **ret_paper, struct ls_error *err);

/* Appends the name of a file for it: "launch_L-1_2026-03-10.md". */
void ls_page_file(enum ls_page page, const struct ls_page_ask *ask, struct ls_buf *b);

#endif
