/* Signals of a program that owns a terminal: most become bytes in a pipe that the loop polls; those of a crash
 * restore the terminal at once. File-level state here is unavoidable: a handler gets no argument. */
#ifndef LOCKSTEP_UI_TERM_SIGNALS_H
#define LOCKSTEP_UI_TERM_SIGNALS_H

#include <termios.h>

#include "lockstep/types.h"

struct ls_error;

/* Installs the handlers. terminal: the descriptor to restore; before: its state to go back to; restore: the bytes
 * that undo our modes (copied). Call it before curses starts: curses leaves handlers alone that are not default. */
int signals_start(int terminal, const struct termios *before, const char *restore, size_t len, struct ls_error *err);

/* Changes the bytes (known only once curses has read terminfo). */
void signals_restore_bytes(const char *restore, size_t len);

/* While false, a crash leaves the terminal alone: it is not ours (stopped, or lent to an editor). */
void signals_own_terminal(bool ours);

int signals_fd(void);   /* readable when a signal waits */
int signals_next(void); /* the next signal, 0 where none waits */

/* Stops the program as SIGTSTP would without a handler; returns when it goes on. */
void signals_stop_self(void);

/* Puts the former handlers back. */
void signals_end(void);

#endif
