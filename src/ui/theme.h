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

enum theme_background { BACKGROUND_UNKNOWN, BACKGROUND_DARK, BACKGROUND_LIGHT };

/* The theme for a terminal of that many colours: mono where the environment wants no colour (NO_COLOR, CLICOLOR,
 * CLICOLOR_FORCE), else the one of that name, else by the background, which COLORFGBG says where nobody knows better.
 * Never NULL. */
const struct theme *theme_choose(const char *name, int colours, enum theme_background background);

/* Whether the background would make a difference. */
bool theme_wants_background(const char *name, int colours);

#endif
