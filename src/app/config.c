/* Reading the configuration. The INI format is inih's; what the lines mean is checked here. */
#include "app/config.h"

#include <ini.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/nearest.h"
#include "base/paths.h"
#include "base/text.h"
#include "lockstep/command.h"

/* Without Debian's run-time settings a line holds what inih was built for. */
#ifdef LS_INIH_SETTINGS
enum { LINE_MAX_BYTES = 16384 };
#else
enum { LINE_MAX_BYTES = INI_MAX_LINE };
#endif

enum { FILE_MAX = 1 << 20 };

static const struct ls_config_info INFO[] = {
#define CONFIG(ID, name, type, fallback, values, help) {name, LS_CONFIG_##type, fallback, values, help},
#include "lockstep/config.def"
};

const struct ls_config_info *ls_config_info(enum ls_config_id id)
{
    return &INFO[id];
}

enum ls_config_id ls_config_find(const char *name)
{
    int id = 0;
    while (id < LS_CONFIG_COUNT && strcmp(INFO[id].name, name) != 0)
        id++;
    return (enum ls_config_id)id;
}

void ls_config_path(struct ls_buf *b)
{
    ls_path_config(b);
    ls_buf_str(b, "/config");
}

/* --- one line -------------------------------------------------------------------------------- */

/* Where the reader stands. */
struct config_reader {
    struct ls_config *config;
    const char *path, *at;
    int line;
    bool keys_only;
};

void config_say(struct ls_config *config, const char *from, const char *sentence)
{
    struct ls_buf *b = &config->problems;
    LS_AUTO(string) char *line = ls_asprintf("%s: %s\n", from, sentence);
    const char *number = strrchr(from, ':');
    size_t path = number ? (size_t)(number - from) + 1 : 0, at = 0;
    while (at < b->len && (!path || strncmp(b->data + at, from, path) != 0 ||
                           strtol(b->data + at + path, NULL, 10) <= strtol(number + 1, NULL, 10)))
        at += strcspn(b->data + at, "\n") + 1;
    ls_buf_insert(b, at, line, strlen(line));
}

static LS_PRINTF(2, 3) void config_problem(struct config_reader *r, const char *format, ...)
{
    LS_AUTO(buf) struct ls_buf sentence = LS_BUF_INIT;
    LS_AUTO(string) char *from = ls_asprintf("%s:%d", r->path, r->line);
    va_list args;
    va_start(args, format);
    ls_buf_vprintf(&sentence, format, args);
    va_end(args);
    config_say(r->config, from, sentence.data);
}

static void config_problem_error(struct config_reader *r, const struct ls_error *err)
{
    config_problem(r, "%s%s%s", err->message, err->hint ? ": " : "", err->hint ? err->hint : "");
}

int config_value_check(enum ls_config_id id, const char *value, struct ls_error *err)
{
    const struct ls_config_info *info = &INFO[id];
    size_t len = strlen(value);
    if (!ls_text_valid(value, len))
        return ls_error_set(err, LS_EREFUSED, "%s is no UTF-8 text", info->name);
    if (info->type != LS_CONFIG_WORD)
        return 0;
    for (const char *at = info->values; *at; at += strcspn(at, " ") + (at[strcspn(at, " ")] != 0)) {
        if (strcspn(at, " ") == len && !strncmp(at, value, len))
            return 0;
    }
    ls_error_set(err, LS_EREFUSED, "%s cannot be \"%s\"", info->name, value);
    ls_error_hint(err, "one of: %s", info->values);
    return LS_EREFUSED;
}

/* The setting's name that is nearest to what was typed. */
static const char *config_nearest(const char *name)
{
    struct ls_nearest nearest = ls_nearest_begin(name, 2);
    for (int id = 0; id < LS_CONFIG_COUNT; id++)
        ls_nearest_try(&nearest, INFO[id].name);
    return nearest.word;
}

static void config_take_value(struct config_reader *r, const char *name, const char *value)
{
    LS_AUTO(error) struct ls_error err = {0};
    enum ls_config_id id = ls_config_find(name);
    const char *nearest = id == LS_CONFIG_COUNT ? config_nearest(name) : NULL;
    if (id == LS_CONFIG_COUNT) {
        config_problem(r, "there is no setting \"%s\"%s%s", name, nearest ? ", did you mean " : "", nearest ? nearest : "");
        return;
    }
    struct config_value *v = &r->config->values[id];
    if (v->text) {
        config_problem(r, "%s stands there twice, first in line %d", name, v->line);
    } else if (config_value_check(id, value, &err) != 0) {
        config_problem_error(r, &err);
    } else {
        LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
        if (INFO[id].type == LS_CONFIG_PATH && *value)
            ls_path_join(&path, "", value);
        v->text = ls_strdup(path.len ? path.data : value + (INFO[id].type == LS_CONFIG_HANDLE && *value == '@'));
        v->from = ls_asprintf("%s:%d", r->path, r->line);
        v->line = r->line;
    }
}

/* Whether this file has said the command's keys before. */
static bool config_has_keys(const struct ls_config *config, int command, const char *path)
{
    size_t len = strlen(path);
    for (size_t i = 0; i < config->key_len; i++) {
        const struct config_key *key = &config->keys[i];
        if (key->command == command && !strncmp(key->from, path, len) && key->from[len] == ':')
            return true;
    }
    return false;
}

/* One command's keys; they take the place of what was said before. */
static void config_put_key(struct ls_config *config, struct config_key key)
{
    for (size_t i = 0; i < config->key_len; i++) {
        if (config->keys[i].command == key.command) {
            free(config->keys[i].keys);
            free(config->keys[i].from);
            config->keys[i] = key;
            return;
        }
    }
    LS_GROW(config->keys, config->key_len, config->key_cap);
    config->keys[config->key_len++] = key;
}

static void config_take_keys(struct config_reader *r, const char *name, const char *value)
{
    LS_AUTO(error) struct ls_error err = {0};
    struct ls_config *c = r->config;
    int command = config_command(name);
    const char *nearest = command == LS_CMD_COUNT ? config_nearest_command(name) : NULL;
    if (command == LS_CMD_COUNT) {
        config_problem(r, "there is no command \"%s\"%s%s", name, nearest ? ", did you mean " : "", nearest ? nearest : "");
    } else if (config_has_keys(c, command, r->path)) {
        config_problem(r, "the keys of %s stand there twice", name);
    } else if (config_keys_check(value, &err) != 0) {
        config_problem_error(r, &err);
    } else {
        config_put_key(c, (struct config_key){command, ls_strdup(value), ls_asprintf("%s:%d", r->path, r->line)});
    }
}

/* --- the file -------------------------------------------------------------------------------- */

/* As fgets, counting lines: inih does not say them. */
static char *config_next_line(char *line, int size, void *arg)
{
    struct config_reader *r = arg;
    size_t len = strcspn(r->at, "\n");
    if (!*r->at)
        return NULL;
    r->line++;
    bool fits = len + 3 < (size_t)size;
    if (!fits)
        config_problem(r, "the line is longer than %d bytes", size - 4);
    memcpy(line, fits ? r->at : "", fits ? len : 0);
    line[fits ? len : 0] = 0;
    r->at += len + (r->at[len] == '\n');
    return line;
}

static int config_pair(void *arg, const char *section, const char *name, const char *value)
{
    struct config_reader *r = arg;
    if (!strcmp(section, "keys") || (r->keys_only && !*section))
        config_take_keys(r, name, value ? value : "");
    else if (*section || r->keys_only)
        config_problem(r, "there is no section [%s]: settings stand before the first one, keys under [keys]", section);
    else
        config_take_value(r, name, value ? value : "");
    return 1;
}

/* A line without "=" is an error of inih's; it counts on, and says the first. */
static void config_read_text(struct ls_config *config, const char *path, const char *text, bool keys_only)
{
    struct config_reader r = {.config = config, .path = path, .at = text, .keys_only = keys_only};
#ifdef LS_INIH_SETTINGS
    ini_max_line = ini_initial_alloc = LINE_MAX_BYTES;
    ini_use_stack = false;
    ini_allow_multiline = false;
    ini_allow_inline_comments = false;
#endif
    int odd = ini_parse_stream(config_next_line, &r, config_pair, &r);
    if (odd > 0) {
        r.line = odd;
        config_problem(&r, "this is neither \"name = value\" nor \"[section]\"");
    }
}

static void config_read_keymap(struct ls_config *config)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    LS_AUTO(error) struct ls_error err = {0};
    const char *path = ls_config_get(config, LS_CONFIG_KEY_KEYMAP);
    if (!*path)
        return;
    if (ls_file_read(&text, path, FILE_MAX, &err) != 0)
        config_say(config, ls_config_from(config, LS_CONFIG_KEY_KEYMAP), err.message);
    else
        config_read_text(config, path, text.data, true);
}

/* The preset's and the keymap's keys give way to those of the file, whichever line names them. */
static void config_order_keys(struct ls_config *config)
{
    struct config_key *own = config->keys;
    size_t own_len = config->key_len;
    config->keys = NULL;
    config->key_len = config->key_cap = 0;
    config_preset(config);
    config_read_keymap(config);
    for (size_t i = 0; i < own_len; i++)
        config_put_key(config, own[i]);
    free(own);
}

struct ls_config *config_of_text(const char *path, const char *text)
{
    struct ls_config *config = ls_alloc(sizeof(*config));
    *config = (struct ls_config){.problems = LS_BUF_INIT};
    config_read_text(config, path, text, false);
    config_order_keys(config);
    config_keys_clashes(config);
    return config;
}

struct ls_config *ls_config_read(const char *path)
{
    LS_AUTO(buf) struct ls_buf own = LS_BUF_INIT, text = LS_BUF_INIT;
    LS_AUTO(error) struct ls_error err = {0};
    if (!path) {
        ls_config_path(&own);
        path = own.data;
    }
    if (!ls_path_exists(path))
        return config_of_text(path, "");
    int code = ls_file_read(&text, path, FILE_MAX, &err);
    if (code == 0 && strlen(text.data) != text.len)
        code = ls_error_set(&err, LS_EREFUSED, "%s is no text: there is a NUL byte in it", path);
    if (code == 0)
        return config_of_text(path, text.data);
    struct ls_config *config = config_of_text(path, "");
    ls_buf_printf(&config->problems, "%s\n", err.message);
    return config;
}

void ls_config_free(struct ls_config *config)
{
    if (!config)
        return;
    for (int id = 0; id < LS_CONFIG_COUNT; id++) {
        free(config->values[id].text);
        free(config->values[id].from);
    }
    for (size_t i = 0; i < config->key_len; i++) {
        free(config->keys[i].keys);
        free(config->keys[i].from);
    }
    free(config->keys);
    ls_buf_done(&config->problems);
    free(config);
}

const char *ls_config_get(const struct ls_config *config, enum ls_config_id id)
{
    return config->values[id].text ? config->values[id].text : INFO[id].fallback;
}

bool ls_config_is(const struct ls_config *config, enum ls_config_id id, const char *word)
{
    return !strcmp(ls_config_get(config, id), word);
}

const char *ls_config_from(const struct ls_config *config, enum ls_config_id id)
{
    return config->values[id].from ? config->values[id].from : "";
}

const char *ls_config_problems(const struct ls_config *config)
{
    return config->problems.len ? config->problems.data : "";
}
