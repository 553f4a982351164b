/* The agenda as CSV, Markdown and JSON. */
#ifndef LOCKSTEP_AGENDA_OUT_H
#define LOCKSTEP_AGENDA_OUT_H

#include "lockstep/agenda.h"

struct ls_board;
struct ls_buf;

/* Appends the agenda as CSV, with the columns
 * meeting,date,segment,position,start,planned_s,ref,title,why_on_agenda,owner,backup,acting,ask,state,carried
 * and for a closed meeting spent_s,outcome. Lines under Not today have that as their segment, and neither
 * start nor seconds; spare time is no row. bom: first the byte order mark, for Excel. */
void ls_agenda_csv(const struct ls_board *board, const struct ls_agenda *agenda, bool bom, struct ls_buf *out);

/* Appends the agenda as Markdown, to be pasted anywhere: dates are absolute. */
void ls_agenda_markdown(const struct ls_board *board, const struct ls_agenda *agenda, struct ls_buf *out);

/* Appends the agenda as JSON: {"schema": 1, "meeting": "M-12", …, "segments": […], "lines": […]}. */
void ls_agenda_json(const struct ls_board *board, const struct ls_agenda *agenda, struct ls_buf *out);

#endif
