/* Keys of the configuration: whether they can be pressed, whether two commands want the same one, the presets. */
#include <stdlib.h>
#include <string.h>

#include "app/config.h"
#include "base/key.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "lockstep/command.h"

/* --- names ----------------------------------------------------------------------------------- */

/* "mark_all" and "mark all" are the same name. */
static bool keys_same_name(const char *a, const char *b)
{
    while (*a && (*a == *b || (*a == '_' && *b == ' ') || (*a == ' ' && *b == '_'))) {
        a++;
        b++;
    }
    return !*a && !*b;
}

int config_command(const char *name)
{
    int id = 0;
    while (id < LS_CMD_COUNT && !keys_same_name(ls_command_info((enum ls_command_id)id)->name, name))
        id++;
    return id;
}

const char *config_nearest_command(const char *name)
{
    struct ls_nearest nearest = ls_nearest_begin(name, 2);
    for (int id = 0; id < LS_CMD_COUNT; id++)
        ls_nearest_try(&nearest, ls_command_info((enum ls_command_id)id)->name);
    return nearest.word;
}

/* --- one line -------------------------------------------------------------------------------- */

static bool keys_is_mode(const char *mode, size_t len)
{
    const struct ls_command_mode *m;
    for (size_t i = 0; (m = ls_command_mode(i)) != NULL; i++) {
        if (strlen(m->name) == len && !strncmp(m->name, mode, len))
            return true;
    }
    return false;
}

static int keys_bad_mode(const char *mode, size_t len, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf modes = LS_BUF_INIT;
    LS_AUTO(string) char *typed = ls_strndup(mode, len);
    const struct ls_command_mode *m;
    for (size_t i = 0; (m = ls_command_mode(i)) != NULL; i++)
        ls_buf_printf(&modes, "%s%s", modes.len ? " " : "", m->name);
    ls_error_set(err, LS_EREFUSED, "there is no mode \"%s\"", typed);
    ls_error_hint(err, "one of: %s", modes.data);
    return LS_EREFUSED;
}

int config_keys_check(const char *keys, struct ls_error *err)
{
    struct ls_key first, second;
    for (const char *at = keys + strspn(keys, " "); *at; at += strspn(at, " ")) {
        size_t len = strcspn(at, " ");
        const char *colon = memchr(at, ':', len);
        LS_AUTO(string) char *word = ls_strndup(at, len);
        if (!colon || colon + 1 == at + len) {
            ls_error_set(err, LS_EREFUSED, "\"%s\" is no key in a mode", word);
            ls_error_hint(err, "write MODE:KEY, for example home:a or any:Ctrl-k or any:gs");
            return LS_EREFUSED;
        }
        if (!keys_is_mode(at, (size_t)(colon - at)))
            return keys_bad_mode(at, (size_t)(colon - at), err);
        if (!ls_keys_parse(word + (colon - at) + 1, &first, &second)) {
            ls_error_set(err, LS_EREFUSED, "\"%s\" is no key", word + (colon - at) + 1);
            ls_error_hint(err, "a character, or one of Enter Esc Space Tab Shift-Tab Up Down Left Right PgUp PgDn Home End F1, "
                               "with Ctrl- or Alt- before it, or two behind each other: gs");
            return LS_EREFUSED;
        }
        at += len;
    }
    return 0;
}

/* --- clashes --------------------------------------------------------------------------------- */

/* One key in one mode, and who has it. */
struct keys_use {
    const char *mode;
    size_t mode_len;
    struct ls_key first, second;
    int command;
    const char *from; /* NULL: the command table */
};

struct keys_uses {
    struct keys_use *v;
    size_t len, cap;
};

static void keys_use_all(struct keys_uses *uses, int command, const char *keys, const char *from)
{
    const char *at = keys, *mode, *key;
    size_t mode_len, key_len;
    while (ls_command_next_key(&at, &mode, &mode_len, &key, &key_len)) {
        struct keys_use use = {.mode = mode, .mode_len = mode_len, .command = command, .from = from};
        LS_AUTO(string) char *name = ls_strndup(key, key_len);
        if (!ls_keys_parse(name, &use.first, &use.second))
            continue;
        LS_GROW(uses->v, uses->len, uses->cap);
        uses->v[uses->len++] = use;
    }
}

static bool keys_equal(struct ls_key a, struct ls_key b)
{
    return a.code == b.code && a.mods == b.mods;
}

/* The same key, or one that is the beginning of the other: then the longer could never be typed. */
static bool keys_clash(const struct keys_use *a, const struct keys_use *b)
{
    if (a->command == b->command || a->mode_len != b->mode_len || memcmp(a->mode, b->mode, a->mode_len) != 0)
        return false;
    bool one = a->second.code == LS_KEY_NONE || b->second.code == LS_KEY_NONE;
    return keys_equal(a->first, b->first) && (one || keys_equal(a->second, b->second));
}

static void keys_say_clash(struct ls_config *config, const struct keys_use *a, const struct keys_use *b)
{
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    ls_key_format(&key, a->first);
    if (a->second.code != LS_KEY_NONE)
        ls_key_format(&key, a->second);
    LS_AUTO(string) char *sentence =
        ls_asprintf("%.*s:%s is also the key of \"%s\"%s%s%s", (int)a->mode_len, a->mode, key.data,
                    ls_command_info((enum ls_command_id)b->command)->name, b->from ? " (" : "", b->from ? b->from : "",
                    b->from ? ")" : ": give that one another");
    config_say(config, a->from, sentence);
}

/* What is said of a command's keys; NULL where the configuration has none. */
static const struct config_key *keys_last(const struct ls_config *config, int command)
{
    for (size_t i = config->key_len; i > 0; i--) {
        if (config->keys[i - 1].command == command)
            return &config->keys[i - 1];
    }
    return NULL;
}

/* Only keys that the configuration gives can clash: those of the table are held apart by a test. */
void config_keys_clashes(struct ls_config *config)
{
    struct keys_uses uses = {0};
    if (!config->key_len)
        return;
    for (int id = 0; id < LS_CMD_COUNT; id++) {
        const struct config_key *own = keys_last(config, id);
        keys_use_all(&uses, id, own ? own->keys : ls_command_info((enum ls_command_id)id)->keys, own ? own->from : NULL);
    }
    for (size_t i = 0; i < uses.len; i++) {
        for (size_t j = 0; j < uses.len; j++) {
            const struct keys_use *a = &uses.v[i], *b = &uses.v[j];
            if (a->from && (!b->from || i < j) && keys_clash(a, b))
                keys_say_clash(config, a, b);
        }
    }
    free(uses.v);
}

/* --- presets --------------------------------------------------------------------------------- */

static void keys_preset_add(struct ls_config *config, int command, char *keys)
{
    LS_GROW(config->keys, config->key_len, config->key_cap);
    config->keys[config->key_len++] = (struct config_key){command, keys, ls_strdup("preset plain")};
}

/* The keys without those that are letters alone. */
static char *keys_without_letters(const char *keys)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    const char *at = keys, *mode, *key;
    size_t mode_len, key_len;
    while (ls_command_next_key(&at, &mode, &mode_len, &key, &key_len)) {
        LS_AUTO(string) char *name = ls_strndup(key, key_len);
        struct ls_key first, second;
        if (ls_keys_parse(name, &first, &second) && ls_key_is_text(first))
            continue;
        ls_buf_printf(&b, "%s%.*s:%s", b.len ? " " : "", (int)mode_len, mode, name);
    }
    return ls_buf_steal(&b);
}

void config_preset(struct ls_config *config)
{
    static const int moves[] = {LS_CMD_UP, LS_CMD_DOWN, LS_CMD_TOP, LS_CMD_BOTTOM, LS_CMD_NEXT_PANE, LS_CMD_PREVIOUS_PANE};
    if (!ls_config_is(config, LS_CONFIG_KEY_PRESET, "plain"))
        return;
    for (size_t i = 0; i < LS_COUNT(moves); i++)
        keys_preset_add(config, moves[i], keys_without_letters(ls_command_info((enum ls_command_id)moves[i])->keys));
    keys_preset_add(config, LS_CMD_REDO, ls_asprintf("%s any:C-y", ls_command_info(LS_CMD_REDO)->keys));
}

bool ls_config_keys(const struct ls_config *config, size_t i, struct ls_config_keys *ret_keys)
{
    if (i >= config->key_len)
        return false;
    *ret_keys = (struct ls_config_keys){config->keys[i].command, config->keys[i].keys, config->keys[i].from};
    return true;
}

void ls_config_take_keys(const struct ls_config *config)
{
    for (size_t i = 0; i < config->key_len; i++)
        ls_command_set_keys((enum ls_command_id)config->keys[i].command, config->keys[i].keys);
}
