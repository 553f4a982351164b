/* The line mode: what is typed as a line becomes the keys of the screen. */
#ifndef LOCKSTEP_UI_PLAIN_H
#define LOCKSTEP_UI_PLAIN_H

struct ui;

/* Takes a line: the answer to the question that is open, the text of the field that is being typed, or a command by its
 * key or its name with the answer behind it. */
void plain_line(struct ui *ui, const char *line);

#endif
