/* How roles look: colour numbers and attributes, chosen by name or by what the terminal can do. */
#ifndef LOCKSTEP_UI_THEME_H
#define LOCKSTEP_UI_THEME_H

#include "ui/frame.h"

struct style {
    short colour; /* -1: the terminal's own; else one of its palette */
    bool bold, dim, reverse;
};

struct theme {
    const char *name;
    struct style styles[ROLE_COUNT];
};

/* The theme for a terminal of that many colours: name where it is not NULL or empty, else by the environment
 * (NO_COLOR, CLICOLOR, CLICOLOR_FORCE, COLORFGBG). Never NULL. */
const struct theme *theme_choose(const char *name, int colours);

#endif
