/* Taking a CSV file in and writing one, from the screen. */
#ifndef LOCKSTEP_UI_FILES_ASK_H
#define LOCKSTEP_UI_FILES_ASK_H

struct ui;

void ask_import(struct ui *ui); /* a file, what it would do, and that it is meant */
void ask_import_of(struct ui *ui, const char *path); /* which file is known */
void ask_export(struct ui *ui); /* the agenda or one kind of record, and where to */

#endif
