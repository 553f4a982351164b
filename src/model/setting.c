/* The settings of a team, made from setting.def. */
#include "lockstep/setting.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"
#include "lockstep/board.h"

static const struct ls_setting_info settings[] = {
#define SETTING(ID, key, TYPE, fallback, what) {#key, LS_SETTING_TYPE_##TYPE, fallback, what},
#include "lockstep/setting.def"
};
static_assert(LS_COUNT(settings) == LS_SETTING_COUNT, "a row for each setting");

const struct ls_setting_info *ls_setting_info(enum ls_setting_id id)
{
    assert(id < LS_SETTING_COUNT);
    return &settings[id];
}

enum ls_setting_id ls_setting_by_key(const char *key)
{
    int id = 0;
    while (id < LS_SETTING_COUNT && strcmp(settings[id].key, key) != 0)
        id++;
    return (enum ls_setting_id)id;
}

const char *ls_setting_nearest(const char *key)
{
    struct ls_nearest nearest = ls_nearest_begin(key, 2);
    for (int id = 0; id < LS_SETTING_COUNT; id++)
        ls_nearest_try(&nearest, settings[id].key);
    return nearest.word;
}

const char *ls_setting(const struct ls_board *board, enum ls_setting_id id)
{
    return ls_board_setting(board, ls_setting_info(id)->key, settings[id].fallback);
}

const char *ls_setting_team(const struct ls_board *board, const char *made)
{
    const char *name = ls_setting(board, LS_SETTING_TEAM_NAME);
    return *name || !made ? name : made;
}

int64_t ls_setting_count(const struct ls_board *board, enum ls_setting_id id)
{
    int64_t fallback = 0;
    ls_text_to_int(ls_setting_info(id)->fallback, &fallback);
    return ls_board_setting_int(board, settings[id].key, fallback);
}

bool ls_setting_next_day(const char **at, int64_t *ret_date)
{
    const char *word;
    size_t len;
    ls_id id;
    while (ls_set_next(at, &word, &len, &id)) {
        const char *start = ls_text_skip_blank(word), *end = word + len;
        LS_AUTO(string) char *day = start < end ? ls_strndup(start, ls_text_trimmed(start, (size_t)(end - start))) : ls_strdup("");
        if (!*day)
            continue;
        if (!ls_date_parse(day, ret_date))
            *ret_date = LS_NONE;
        return true;
    }
    return false;
}

static bool setting_are_days(const char *value)
{
    int64_t date = 0;
    while (date != LS_NONE && ls_setting_next_day(&value, &date)) {
    }
    return date != LS_NONE;
}

/* "Europe/Berlin": a path below a folder of zones, and nothing else. */
static bool setting_is_zone(const char *value)
{
    size_t known = strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/");
    return *value != '/' && !value[known];
}

const char *ls_setting_wants(enum ls_setting_id id, const char *value)
{
    int64_t count;
    double amount;
    if (!*value)
        return NULL;
    switch (ls_setting_info(id)->type) {
    case LS_SETTING_TYPE_ZONE:
        return setting_is_zone(value) ? NULL : "the name of a time zone, such as Europe/Berlin";
    case LS_SETTING_TYPE_DAYS:
        return setting_are_days(value) ? NULL : "a list of dates such as 2026-04-03;2026-04-06";
    case LS_SETTING_TYPE_COUNT:
        return ls_text_to_int(value, &count) && count >= 0 ? NULL : "a whole number from 0";
    case LS_SETTING_TYPE_AMOUNT:
        return ls_text_to_real(value, &amount) && amount > 0 ? NULL : "a number above 0";
    case LS_SETTING_TYPE_FLAG:
        return strcmp(value, "1") == 0 ? NULL : "1, or nothing";
    case LS_SETTING_TYPE_WORDS:
        break;
    }
    return NULL;
}
