/* Changing one line of the configuration; everything else in it, comments too, stays as it was written. */
#include <string.h>

#include "app/config.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/text.h"
#include "lockstep/command.h"

enum { FILE_MAX = 1 << 20 };

/* What is to be written: a name of the settings, or of [keys]. */
struct config_change {
    const char *name, *value; /* value NULL: the line goes */
    bool keys;
};

/* Whether the line, of len bytes, gives the name a value. */
static bool write_names(const char *line, size_t len, const char *name)
{
    const char *at = line + strspn(line, " \t"), *equals = memchr(line, '=', len);
    if (!equals || at >= equals)
        return false;
    size_t name_len = ls_text_trimmed(at, (size_t)(equals - at));
    return name_len == strlen(name) && !strncmp(at, name, name_len);
}

static void write_line(struct ls_buf *b, const struct config_change *change)
{
    ls_buf_printf(b, "%s = %s\n", change->name, change->value);
}

/* Before a section ends, what belongs in it and was not there yet is written. */
static bool write_at_end(struct ls_buf *b, const struct config_change *change, bool in_keys, bool written)
{
    if (written || !change->value || in_keys != change->keys)
        return written;
    size_t end = b->len;
    while (end > 1 && b->data[end - 1] == '\n' && b->data[end - 2] == '\n')
        end--;
    LS_AUTO(string) char *blank = ls_strdup(b->data + end);
    ls_buf_truncate(b, end);
    write_line(b, change);
    ls_buf_str(b, blank);
    return true;
}

/* Appends the text with the change made. */
static void write_changed(struct ls_buf *b, const char *text, const struct config_change *change)
{
    bool in_keys = false, written = false;
    for (const char *at = text; *at;) {
        size_t len = strcspn(at, "\n");
        if (at[strspn(at, " \t")] == '[') {
            written = write_at_end(b, change, in_keys, written);
            in_keys = !strncmp(at + strspn(at, " \t"), "[keys]", 6);
        }
        bool its = in_keys == change->keys && write_names(at, len, change->name);
        if (its && change->value && !written)
            write_line(b, change);
        else if (!its)
            ls_buf_printf(b, "%.*s\n", (int)len, at);
        written = written || its;
        at += len + (at[len] == '\n');
    }
    if (change->keys && !in_keys && !written && change->value)
        ls_buf_str(b, b->len ? "\n[keys]\n" : "[keys]\n");
    write_at_end(b, change, change->keys, written);
}

/* What the change would make wrong that is right now: the first sentence of it. */
static int write_check(const char *path, const char *text, struct ls_error *err)
{
    struct ls_config *before = ls_config_read(path), *after = config_of_text(path, text);
    const char *was = ls_config_problems(before);
    int code = 0;
    for (const char *at = ls_config_problems(after); *at && code == 0; at += strcspn(at, "\n") + 1) {
        LS_AUTO(string) char *line = ls_strndup(at, strcspn(at, "\n"));
        if (!strstr(was, line))
            code = ls_error_set(err, LS_EREFUSED, "%s", line);
    }
    ls_config_free(before);
    ls_config_free(after);
    return code;
}

static int write_replace(const char *path, const struct config_change *change, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf folder = LS_BUF_INIT, text = LS_BUF_INIT, changed = LS_BUF_INIT;
    int code = ls_path_exists(path) ? ls_file_read(&text, path, FILE_MAX, err) : 0;
    if (code != 0)
        return code;
    write_changed(&changed, text.data, change);
    code = write_check(path, changed.data, err);
    ls_path_dir(&folder, path);
    if (code == 0)
        code = ls_path_make_dirs(folder.data, err);
    return code == 0 ? ls_file_replace(path, changed.data, changed.len, err) : code;
}

static int write_unknown(const char *name, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf names = LS_BUF_INIT;
    for (int id = 0; id < LS_CONFIG_COUNT; id++)
        ls_buf_printf(&names, "%s%s", id ? " " : "", ls_config_info((enum ls_config_id)id)->name);
    ls_error_set(err, LS_ENOTFOUND, "there is no setting \"%s\"", name);
    ls_error_hint(err, "one of: %s keys.COMMAND", names.data);
    return LS_ENOTFOUND;
}

int ls_config_set(const char *path, const char *name, const char *value, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf own = LS_BUF_INIT;
    struct config_change change = {.name = name, .value = value};
    enum ls_config_id id = ls_config_find(name);
    if (!path) {
        ls_config_path(&own);
        path = own.data;
    }
    if (value && strpbrk(value, "\r\n"))
        return ls_error_set(err, LS_EREFUSED, "%s cannot hold more than one line", name);
    if (!strncmp(name, "keys.", 5)) {
        if (config_command(name + 5) == LS_CMD_COUNT)
            return ls_error_set(err, LS_ENOTFOUND, "there is no command \"%s\" to give keys to", name + 5);
        change.name = name + 5;
        change.keys = true;
    } else if (id == LS_CONFIG_COUNT) {
        return write_unknown(name, err);
    } else if (value) {
        int code = config_value_check(id, value, err);
        if (code != 0)
            return code;
    }
    return write_replace(path, &change, err);
}
