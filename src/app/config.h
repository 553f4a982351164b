/* Between the files that read, check and write the configuration. */
#ifndef LOCKSTEP_APP_CONFIG_H
#define LOCKSTEP_APP_CONFIG_H

#include "lockstep/config.h"

struct config_value {
    char *text, *from; /* NULL: not said */
    int line;
};

struct config_key {
    int command; /* enum ls_command_id */
    char *keys, *from;
};

struct ls_config {
    struct config_value values[LS_CONFIG_COUNT];
    struct config_key *keys;
    size_t key_len, key_cap;
    struct ls_buf problems;
};

/* "item assign" or "mark all": the command's spelling or its name with blanks. LS_CMD_COUNT where there is none. */
int config_command(const char *name);

/* The setting, or the command, whose name is nearest; NULL where none is near. */
const char *config_nearest_command(const char *name);

/* The keys of one line, "MODE:KEY ...": 0, or LS_EREFUSED with what is wrong. */
int config_keys_check(const char *keys, struct ls_error *err);

/* Appends a line for each key that two commands would have in one mode. */
void config_keys_clashes(struct ls_config *config);

/* Adds a sentence about "path:line", before those about later lines of that file. */
void config_say(struct ls_config *config, const char *from, const char *sentence);

/* Whether the setting can have the value; LS_EREFUSED with those it can have. */
int config_value_check(enum ls_config_id id, const char *value, struct ls_error *err);

/* As ls_config_read, where the file at path held text. Caller frees. */
struct ls_config *config_of_text(const char *path, const char *text);

/* Takes the keys of the preset that is chosen, before those of the file. */
void config_preset(struct ls_config *config);

#endif
