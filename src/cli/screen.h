/* The one door from the command line to the screen. */
#ifndef LOCKSTEP_CLI_SCREEN_H
#define LOCKSTEP_CLI_SCREEN_H

struct cli;
struct ls_error;

/* Opens the screen on the team file and stays until it is left. */
int cli_screen(struct cli *cli, struct ls_error *err);

#endif
