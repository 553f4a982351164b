/* The configuration file: one person's choices on one machine, read once at the start.
 * INI: "name = value" lines of config.def, then "[keys]" with "COMMAND = MODE:KEY ..." lines. */
#ifndef LOCKSTEP_CONFIG_H
#define LOCKSTEP_CONFIG_H

#include "base/buf.h"
#include "lockstep/error.h"

enum ls_config_type { LS_CONFIG_PATH, LS_CONFIG_HANDLE, LS_CONFIG_WORD };

enum ls_config_id {
#define CONFIG(ID, name, type, fallback, values, help) LS_CONFIG_KEY_##ID,
#include "lockstep/config.def"
    LS_CONFIG_COUNT
};

struct ls_config_info {
    const char *name;
    enum ls_config_type type;
    const char *fallback; /* what holds where the file says nothing */
    const char *values;   /* WORD: those there are, blank-separated; else what it is: "PATH" */
    const char *help;
};

/* The row of a setting. Static. */
const struct ls_config_info *ls_config_info(enum ls_config_id id);

/* The setting of that name; LS_CONFIG_COUNT where there is none. */
enum ls_config_id ls_config_find(const char *name);

struct ls_config;

/* Appends the path of the file: $XDG_CONFIG_HOME/lockstep/config. */
void ls_config_path(struct ls_buf *b);

/* Reads the file (path NULL: ls_config_path; none is fine) and the keymap that it names. Always returns a
 * configuration: what cannot be read counts as not said. */
struct ls_config *ls_config_read(const char *path);
void ls_config_free(struct ls_config *config); /* NULL is fine */

/* The value; paths are absolute or seen from the working folder, "~/" is replaced. Never NULL, borrowed. */
const char *ls_config_get(const struct ls_config *config, enum ls_config_id id);
bool ls_config_is(const struct ls_config *config, enum ls_config_id id, const char *word);

/* "…/config:3", or "" where it is the default. Borrowed. */
const char *ls_config_from(const struct ls_config *config, enum ls_config_id id);

/* What is wrong with the file, one sentence a line with "path:line: " before it; "" where nothing is. Borrowed. */
const char *ls_config_problems(const struct ls_config *config);

/* The keys that the preset and the file give: the i-th change, in the file's order. false behind the last. */
struct ls_config_keys {
    int command;      /* enum ls_command_id */
    const char *keys; /* as in commands.def; borrowed */
    const char *from; /* "…/config:7", "preset plain"; borrowed */
};
bool ls_config_keys(const struct ls_config *config, size_t i, struct ls_config_keys *ret_keys);

/* Puts these keys into the command table. config must live as long as the table is looked at. */
void ls_config_take_keys(const struct ls_config *config);

/* Changes one line of the file and nothing else in it: name is a setting's or "keys.COMMAND". value NULL takes the
 * line away, so that the default holds again. LS_ENOTFOUND: no such setting; LS_EREFUSED: no such value, or keys that
 * clash; then the file is as it was. */
int ls_config_set(const char *path, const char *name, const char *value, struct ls_error *err);

#endif
