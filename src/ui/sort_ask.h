/* The question behind `o`: by which column, or by what else, a list is sorted. */
#ifndef LOCKSTEP_UI_SORT_ASK_H
#define LOCKSTEP_UI_SORT_ASK_H

struct rows;

/* Asks, and sorts the rows by the answer. */
void sort_ask(struct rows *rows);

#endif
