/* XDG folders and paths. Reading and replacing whole files is in file.c. */
#include "base/paths.h"

#include <errno.h>
#include <ftw.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "lockstep/error.h"

/* Appends the home folder: $HOME, else what the system knows of the user, else "/". */
static void path_home(struct ls_buf *b)
{
    const char *home = getenv("HOME");
    if (!home || home[0] != '/') {
        const struct passwd *user = getpwuid(getuid());
        home = user && user->pw_dir && user->pw_dir[0] == '/' ? user->pw_dir : "/";
    }
    ls_buf_str(b, home);
}

static void path_xdg(struct ls_buf *b, const char *variable, const char *below_home)
{
    const char *dir = getenv(variable);
    if (dir && dir[0] == '/') {
        ls_buf_str(b, dir);
    } else {
        path_home(b);
        ls_buf_printf(b, "/%s", below_home);
    }
    ls_buf_str(b, "/lockstep");
}

void ls_path_config(struct ls_buf *b)
{
    path_xdg(b, "XDG_CONFIG_HOME", ".config");
}

void ls_path_state(struct ls_buf *b)
{
    path_xdg(b, "XDG_STATE_HOME", ".local/state");
}

void ls_path_join(struct ls_buf *b, const char *dir, const char *name)
{
    if (name[0] == '~' && name[1] == '/') {
        path_home(b);
        ls_buf_str(b, name + 1);
        return;
    }
    if (name[0] != '/' && dir[0]) {
        ls_buf_str(b, dir);
        if (name[0] && dir[strlen(dir) - 1] != '/')
            ls_buf_char(b, '/');
    }
    ls_buf_str(b, name);
}

void ls_path_dir(struct ls_buf *b, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        ls_buf_char(b, '.');
    else
        ls_buf_add(b, path, slash == path ? 1 : (size_t)(slash - path));
}

const char *ls_path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

void ls_path_absolute(struct ls_buf *b, const char *path)
{
    char *here = path[0] == '/' ? NULL : getcwd(NULL, 0);
    while (here && path[0] == '.' && (path[1] == '/' || !path[1]))
        path += path[1] ? 2 : 1;
    ls_path_join(b, here ? here : "", path);
    free(here);
}

/* "%20" is a blank; what is no such escape stays. */
static void path_decode(struct ls_buf *b, const char *at, size_t len)
{
    static const char HEX[] = "0123456789abcdef";
    for (size_t i = 0; i < len; i++) {
        const char *high = i + 2 < len && at[i] == '%' ? strchr(HEX, at[i + 1] | 0x20) : NULL;
        const char *low = high ? strchr(HEX, at[i + 2] | 0x20) : NULL;
        bool escape = low && (high > HEX || low > HEX);
        ls_buf_char(b, escape ? (char)((high - HEX) * 16 + (low - HEX)) : at[i]);
        i += escape ? 2 : 0;
    }
}

void ls_path_typed(struct ls_buf *b, const char *text)
{
    static const char URL[] = "file://";
    LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT, home = LS_BUF_INIT;
    text = ls_text_skip_blank(text);
    size_t len = ls_text_trimmed(text, strlen(text));
    if (len >= 2 && (*text == '"' || *text == '\'') && text[len - 1] == *text) {
        text++;
        len -= 2;
    }
    if (len > strlen(URL) && !strncmp(text, URL, strlen(URL))) {
        size_t from = strlen(URL) + strcspn(text + strlen(URL), "/");
        path_decode(&path, text + from, len > from ? len - from : 0);
    } else {
        ls_buf_add(&path, text, len);
    }
    if (!path.len)
        return;
    ls_path_join(&home, "", path.data);
    ls_path_absolute(b, home.data);
}

bool ls_path_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

bool ls_path_takes_file(const char *path)
{
    struct stat st;
    return stat(path, &st) != 0 || S_ISREG(st.st_mode);
}

int ls_path_make_dirs(const char *path, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf part = LS_BUF_INIT;
    for (const char *at = path; *at;) {
        at += strspn(at, "/");
        at += strcspn(at, "/");
        ls_buf_clear(&part);
        ls_buf_add(&part, path, (size_t)(at - path));
        if (mkdir(part.data, 0700) != 0 && errno != EEXIST)
            return ls_error_set(err, LS_EFAILED, "cannot make the folder %s: %s", part.data, strerror(errno));
    }
    struct stat st;
    if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
        return ls_error_set(err, LS_EFAILED, "%s is not a folder", path);
    return 0;
}

bool ls_path_find_up(struct ls_buf *found, const char *start, const char *name)
{
    LS_AUTO(buf) struct ls_buf dir = LS_BUF_INIT;
    ls_path_absolute(&dir, start);
    for (;;) {
        LS_AUTO(buf) struct ls_buf candidate = LS_BUF_INIT;
        ls_path_join(&candidate, dir.data, name);
        struct stat st;
        if (stat(candidate.data, &st) == 0 && S_ISREG(st.st_mode)) {
            ls_buf_add(found, candidate.data, candidate.len);
            return true;
        }
        const char *slash = strrchr(dir.data, '/');
        if (!slash || dir.len <= 1)
            return false;
        ls_buf_truncate(&dir, slash == dir.data ? 1 : (size_t)(slash - dir.data));
    }
}

static int path_remove_one(const char *path, const struct stat *info LS_UNUSED, int type LS_UNUSED,
                           struct FTW *place LS_UNUSED)
{
    remove(path);
    return 0;
}

void ls_path_remove_tree(const char *path)
{
    nftw(path, path_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
