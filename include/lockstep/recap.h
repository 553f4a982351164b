/* A sync told afterwards, from the data alone: Markdown to paste anywhere, JSON, and the agenda as CSV with what
 * was spent and what came out. A running sync is told as far as it has come. Dates are absolute, people have
 * their names: a recap is read elsewhere and later. */
#ifndef LOCKSTEP_RECAP_H
#define LOCKSTEP_RECAP_H

#include "lockstep/types.h"

struct ls_board;
struct ls_buf;
struct ls_error;

/* The meeting that "recap" means without a name: the running one, else the last closed one; 0: none. */
ls_id ls_recap_meeting(const struct ls_board *board);

/* Append the recap. LS_ENOTFOUND where there is no such meeting, LS_EREFUSED where it has not begun. */
int ls_recap_markdown(const struct ls_board *board, ls_id meeting, struct ls_buf *out, struct ls_error *err);
int ls_recap_json(const struct ls_board *board, ls_id meeting, struct ls_buf *out, struct ls_error *err);

/* The frozen agenda: the columns of the agenda's export, then spent_s and outcome. bom: for Excel. */
int ls_recap_csv(const struct ls_board *board, ls_id meeting, bool bom, struct ls_buf *out, struct ls_error *err);

#endif
