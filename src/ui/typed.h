/* A command that is typed whole behind ":", as on the command line: "item priority LS-41 3"; or the name of a record. */
#ifndef LOCKSTEP_UI_TYPED_H
#define LOCKSTEP_UI_TYPED_H

#include <stdbool.h>

struct help_typed;
struct ui;

/* What Enter would do with the line; false: nothing, it only looks for something. */
bool typed_tell(const struct ui *ui, const char *line, struct help_typed *ret);

/* Does it. What the board or a rule refuses is said on a palette that has the line again. */
void typed_run(struct ui *ui, const char *line);

#endif
