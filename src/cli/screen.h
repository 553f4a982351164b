/* The one door from the command line to the screen. */
#ifndef LOCKSTEP_CLI_SCREEN_H
#define LOCKSTEP_CLI_SCREEN_H

#include <stdbool.h>

struct cli;
struct ls_error;

/* Whether there is a terminal to show it on, and nobody said --no-input. */
bool cli_screen_possible(const struct cli *cli);

/* Sets LS_EUSAGE: what (the screen, a command) needs a terminal; returns it. */
int cli_screen_impossible(const char *what, struct ls_error *err);

/* Opens the screen on the team file and stays until it is left; without a team file the first start. */
int cli_screen(struct cli *cli, struct ls_error *err);

#endif
