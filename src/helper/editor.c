/* Running the user's editor. It is our child and shares our terminal and process group, so that Ctrl-Z stops both and
 * fg brings both back; what git does for its commit messages. */
#include "lockstep/editor.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/paths.h"
#include "lockstep/error.h"

extern char **environ;

enum { SIGNALS = 3, NOT_FOUND = 127, NAMES_MOST = 9 };

struct ls_editor {
    pid_t pid;
    int pipe; /* its other end is open in the editor: end of file tells the end */
    int status;
    bool ended;
    struct sigaction former[SIGNALS];
};

/* Interrupts are the editor's; stopping stops us too. */
static const struct {
    int signo;
    void (*handler)(int);
} EDITOR_SIGNALS[SIGNALS] = {{SIGINT, SIG_IGN}, {SIGQUIT, SIG_IGN}, {SIGTSTP, SIG_DFL}};

static void editor_signals(struct ls_editor *e)
{
    for (size_t i = 0; i < SIGNALS; i++) {
        struct sigaction action = {.sa_handler = EDITOR_SIGNALS[i].handler};
        sigemptyset(&action.sa_mask);
        sigaction(EDITOR_SIGNALS[i].signo, &action, &e->former[i]);
    }
}

static void editor_signals_back(const struct ls_editor *e)
{
    for (size_t i = 0; i < SIGNALS; i++)
        sigaction(EDITOR_SIGNALS[i].signo, &e->former[i], NULL);
}

static const char *editor_command(void)
{
    static const char *const NAMES[] = {"VISUAL", "EDITOR"};
    for (size_t i = 0; i < LS_COUNT(NAMES); i++) {
        const char *command = getenv(NAMES[i]);
        if (command && *command)
            return command;
    }
    return "vi";
}

/* The command is words for the shell ("code --wait"), the path is one argument whatever is in it. */
static int editor_spawn(struct ls_editor *e, const char *path, int child_end)
{
    LS_AUTO(string) char *script = ls_asprintf("%s \"$1\"", editor_command());
    LS_AUTO(string) char *file = ls_strdup(path);
    char shell[] = "sh", option[] = "-c", name[] = "editor";
    char *const words[] = {shell, option, script, name, file, NULL};
    posix_spawnattr_t how;
    posix_spawn_file_actions_t files;
    sigset_t plain, none;
    sigfillset(&plain);
    sigemptyset(&none);
    posix_spawnattr_init(&how);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigdefault(&how, &plain);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, child_end, child_end); /* takes close-on-exec off */
    int failed = posix_spawnp(&e->pid, "sh", &files, &how, words, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    return failed;
}

int ls_editor_start(const char *path, struct ls_editor **ret_editor, struct ls_error *err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return ls_error_set(err, LS_EFAILED, "the editor cannot be started: %s", strerror(errno));
    struct ls_editor *e = ls_alloc(sizeof(*e));
    e->pipe = ends[0];
    editor_signals(e);
    int failed = editor_spawn(e, path, ends[1]);
    close(ends[1]);
    if (failed) {
        editor_signals_back(e);
        close(e->pipe);
        free(e);
        return ls_error_set(err, LS_EFAILED, "the editor cannot be started: %s", strerror(failed));
    }
    *ret_editor = e;
    return LS_OK;
}

int ls_editor_fd(const struct ls_editor *editor)
{
    return editor->pipe;
}

static void editor_wait(struct ls_editor *e, int options)
{
    pid_t pid;
    if (e->ended)
        return;
    do {
        pid = waitpid(e->pid, &e->status, options);
    } while (pid < 0 && errno == EINTR);
    e->ended = pid != 0;
}

bool ls_editor_ended(struct ls_editor *editor)
{
    editor_wait(editor, WNOHANG);
    return editor->ended;
}

int ls_editor_end(struct ls_editor *editor, struct ls_error *err)
{
    editor_wait(editor, 0);
    editor_signals_back(editor);
    close(editor->pipe);
    int status = editor->status, code = LS_OK;
    free(editor);
    if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND)
        code = ls_error_set(err, LS_EFAILED, "there is no editor \"%s\"", editor_command());
    else if (!WIFEXITED(status) || WEXITSTATUS(status))
        code = ls_error_set(err, LS_EFAILED, "your editor did not end well, so nothing was taken from it");
    if (code)
        ls_error_hint(err, "set EDITOR to the one that you use, for example EDITOR=nano");
    return code;
}

int ls_editor_path(const char *name, struct ls_buf *ret_path, bool *ret_instead, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf state = LS_BUF_INIT, dir = LS_BUF_INIT;
    ls_path_state(&state);
    ls_path_join(&dir, state.data, "edit");
    int code = ls_path_make_dirs(dir.data, err);
    for (int i = 1; !code && i <= NAMES_MOST; i++) {
        LS_AUTO(string) char *numbered = i > 1 ? ls_asprintf("%d-%s", i, name) : ls_strdup(name);
        LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT, base = LS_BUF_INIT;
        ls_path_join(&path, dir.data, numbered);
        ls_buf_printf(&base, "%s" LS_EDITOR_BASE, path.data);
        if (!ls_path_takes_file(path.data) || !ls_path_takes_file(base.data))
            continue;
        *ret_instead = i > 1;
        ls_buf_str(ret_path, path.data);
        return LS_OK;
    }
    if (!code)
        code = ls_error_set(err, LS_EFAILED, "what stands in %s is no file, so that no text can be edited there", dir.data);
    return code;
}
