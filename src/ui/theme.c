/* The themes. Restraint: one accent, three states; the palette is the user's own. */
#include "ui/theme.h"

#include <stdlib.h>
#include <string.h>

enum { RED = 1, GREEN = 2, YELLOW = 3, BLUE = 4, CYAN = 6 };

#define PLAIN {.colour = -1}

static const struct theme THEMES[] = {
    {"dark",
     {[ROLE_NORMAL] = PLAIN,
      [ROLE_DIM] = {.colour = -1, .dim = true},
      [ROLE_BOLD] = {.colour = -1, .bold = true},
      [ROLE_ACCENT] = {.colour = CYAN},
      [ROLE_WARN] = {.colour = YELLOW},
      [ROLE_BAD] = {.colour = RED},
      [ROLE_GOOD] = {.colour = GREEN},
      [ROLE_MARKED] = {.colour = CYAN, .bold = true},
      [ROLE_REVERSE] = {.colour = -1, .reverse = true}}},
    {"light",
     {[ROLE_NORMAL] = PLAIN,
      [ROLE_DIM] = {.colour = -1, .dim = true},
      [ROLE_BOLD] = {.colour = -1, .bold = true},
      [ROLE_ACCENT] = {.colour = BLUE},
      [ROLE_WARN] = {.colour = RED}, /* yellow cannot be read on white */
      [ROLE_BAD] = {.colour = RED, .bold = true},
      [ROLE_GOOD] = {.colour = GREEN},
      [ROLE_MARKED] = {.colour = BLUE, .bold = true},
      [ROLE_REVERSE] = {.colour = -1, .reverse = true}}},
    {"mono",
     {[ROLE_NORMAL] = PLAIN,
      [ROLE_DIM] = {.colour = -1, .dim = true},
      [ROLE_BOLD] = {.colour = -1, .bold = true},
      [ROLE_ACCENT] = {.colour = -1, .bold = true},
      [ROLE_WARN] = {.colour = -1, .bold = true},
      [ROLE_BAD] = {.colour = -1, .bold = true},
      [ROLE_GOOD] = PLAIN,
      [ROLE_MARKED] = {.colour = -1, .bold = true},
      [ROLE_REVERSE] = {.colour = -1, .reverse = true}}},
    {"contrast", /* nothing is dim, and nothing rests on a colour's shade */
     {[ROLE_NORMAL] = PLAIN,
      [ROLE_DIM] = PLAIN,
      [ROLE_BOLD] = {.colour = -1, .bold = true},
      [ROLE_ACCENT] = {.colour = -1, .bold = true},
      [ROLE_WARN] = {.colour = -1, .bold = true, .reverse = true},
      [ROLE_BAD] = {.colour = -1, .bold = true, .reverse = true},
      [ROLE_GOOD] = {.colour = -1, .bold = true},
      [ROLE_MARKED] = {.colour = -1, .bold = true},
      [ROLE_REVERSE] = {.colour = -1, .reverse = true}}},
};

static bool theme_env(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

/* The theme of that name (dark, light, mono, contrast); NULL where there is none. */
static const struct theme *theme_find(const char *name)
{
    for (size_t i = 0; i < LS_COUNT(THEMES); i++)
        if (!strcmp(THEMES[i].name, name))
            return &THEMES[i];
    return NULL;
}

/* COLORFGBG is "15;0" or "0;default;15": the last number is the background. */
static bool theme_background_is_light(void)
{
    const char *value = getenv("COLORFGBG");
    const char *last = value ? strrchr(value, ';') : NULL;
    return last && (!strcmp(last, ";7") || !strcmp(last, ";15"));
}

static bool theme_has_colours(int colours)
{
    const char *clicolor = getenv("CLICOLOR"), *force = getenv("CLICOLOR_FORCE");
    bool forced = force && *force && strcmp(force, "0") != 0;
    bool off = theme_env("NO_COLOR") || (clicolor && !strcmp(clicolor, "0") && !forced);
    return !off && colours >= 8;
}

const struct theme *theme_choose(const char *name, int colours, enum theme_background background)
{
    const struct theme *named = name && *name ? theme_find(name) : NULL;
    if (!theme_has_colours(colours))
        return theme_find("mono");
    if (named)
        return named;
    bool light = background == BACKGROUND_UNKNOWN ? theme_background_is_light() : background == BACKGROUND_LIGHT;
    return theme_find(light ? "light" : "dark");
}

bool theme_wants_background(const char *name, int colours)
{
    return theme_has_colours(colours) && !(name && *name && theme_find(name));
}
