/* The terminal back ends. */
#ifndef LOCKSTEP_UI_TERM_TERM_H
#define LOCKSTEP_UI_TERM_TERM_H

#include "ui/terminal.h"

struct ls_error;

/* What the user chose of the terminal. */
struct terminal_options {
    const char *theme; /* a name; "auto": look at the terminal */
    bool ascii;        /* also where the locale could show more */
    bool no_mouse, no_clipboard;
};

/* Starts the real terminal on standard input and output: takes the screen, modes and signals. Fails with LS_EFAILED
 * where they are no terminal or it cannot place its cursor. */
int terminal_open(const struct terminal_options *options, struct terminal **ret_terminal, struct ls_error *err);

/* Reads lines from standard input and prints what changed on standard output: no cursor is moved and nothing but text
 * and line ends is written. */
struct terminal *lines_open(bool ascii); /* ascii: signs and letters of ASCII alone, whatever the locale can */

/* Reads a key script (see term/script.c for its words). Fails with LS_ENOTFOUND, or LS_EREFUSED naming the line. */
int script_open(const char *path, struct terminal **ret_terminal, struct ls_error *err);

/* How many expectations failed so far; each was told on standard error. */
int script_failures(const struct terminal *t);

#endif
