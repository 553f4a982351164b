/* The settings of a team: their keys, what they are where nothing is set, and what they may hold (setting.def). */
#ifndef LOCKSTEP_SETTING_H
#define LOCKSTEP_SETTING_H

#include "lockstep/types.h"

struct ls_board;
struct ls_error;

enum ls_setting_id {
#define SETTING(ID, key, TYPE, fallback, what) LS_SETTING_##ID,
#include "lockstep/setting.def"
    LS_SETTING_COUNT
};

enum ls_setting_type {
    LS_SETTING_TYPE_WORDS,
    LS_SETTING_TYPE_ZONE,
    LS_SETTING_TYPE_DAYS,
    LS_SETTING_TYPE_COUNT,
    LS_SETTING_TYPE_AMOUNT,
    LS_SETTING_TYPE_FLAG,
};

struct ls_setting_info {
    const char *key;
    enum ls_setting_type type;
    const char *fallback; /* "" where there is none */
    const char *what;     /* one line, no full stop */
};

/* The row of a setting. Static. */
const struct ls_setting_info *ls_setting_info(enum ls_setting_id id);

/* LS_SETTING_COUNT where no setting has the key. */
enum ls_setting_id ls_setting_by_key(const char *key);

/* The key nearest to what was typed, NULL where none is near. */
const char *ls_setting_nearest(const char *key);

/* The team's value, else the fallback. Borrowed from the board. */
const char *ls_setting(const struct ls_board *board, enum ls_setting_id id);

/* The same as a number, for counts. */
int64_t ls_setting_count(const struct ls_board *board, enum ls_setting_id id);

/* What the team is called: as the setting says, else made, the name that the file was made with. Borrowed from either. */
const char *ls_setting_team(const struct ls_board *board, const char *made);

/* Of ISO dates joined by ';': the next one. False at the end. *ret_date is LS_NONE for a word that is no date; empty
 * words are passed over. */
bool ls_setting_next_day(const char **at, int64_t *ret_date);

/* Whether the setting can hold the value, and if not what it takes instead: "a whole number". NULL where it can.
 * Whether a time zone exists is not looked at: another machine may know it. */
const char *ls_setting_wants(enum ls_setting_id id, const char *value);

#endif
