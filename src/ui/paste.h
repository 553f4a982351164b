/* A pasted list before it becomes items: what was read from each line, and which are wanted. */
#ifndef LOCKSTEP_UI_PASTE_H
#define LOCKSTEP_UI_PASTE_H

struct ui;

/* The name under which a list is kept until it is added; the question for a new item offers it again. */
#define PASTE_DRAFT "pasted"

/* Shows the lines of the text; Enter adds those that are wanted. */
void paste_open(struct ui *ui, const char *text);

#endif
