/* Starting helpers. Forked twice, so that a helper that hangs with its drive is nobody's child to wait for. */
#include "helper/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lockstep/error.h"

/* The terminal's signals are the front end's business, and TERM at shutdown reaches that too: its socket
 * then closes, and the request in hand is finished. */
static void helper_signals(void)
{
    static const int ignored[] = {SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGHUP, SIGTERM, SIGPIPE, SIGWINCH, SIGCHLD};
    sigset_t none;
    for (size_t i = 0; i < LS_COUNT(ignored); i++)
        signal(ignored[i], i + 1 < LS_COUNT(ignored) ? SIG_IGN : SIG_DFL);
    signal(SIGSEGV, SIG_DFL);
    signal(SIGBUS, SIG_DFL);
    signal(SIGABRT, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Leaves the socket as the only thing open beside /dev/null for 0, 1 and 2. */
static int helper_descriptors(int socket)
{
    int null = open("/dev/null", O_RDWR);
    if (null < 0)
        return -1;
    for (int fd = 0; fd <= 2; fd++) {
        if (fd != socket)
            dup2(null, fd);
    }
    if (socket <= 2) {
        int moved = fcntl(socket, F_DUPFD, 3);
        dup2(null, socket);
        socket = moved;
    }
    if (socket > 3)
        close_range(3, (unsigned)socket - 1, 0);
    close_range((unsigned)socket + 1, ~0u, 0);
    return socket;
}

static void helper_main(const char *name, int socket, ls_helper_serve *serve, void *arg)
{
    struct ls_channel channel;
    prctl(PR_SET_NAME, name);
    helper_signals();
    socket = helper_descriptors(socket);
    if (socket < 0 || chdir("/"))
        _exit(1);
    ls_channel_init(&channel, socket);
    serve(&channel, arg);
    _exit(0);
}

/* Reads the helper's pid, which the process between us and it writes before it ends. */
static pid_t helper_pid(int pipe_end, pid_t between)
{
    pid_t pid = -1;
    ssize_t n;
    do {
        n = read(pipe_end, &pid, sizeof(pid));
    } while (n < 0 && errno == EINTR);
    while (waitpid(between, NULL, 0) < 0 && errno == EINTR)
        ;
    return n == (ssize_t)sizeof(pid) ? pid : -1;
}

static void helper_between(const char *name, int sockets[2], int pids[2], ls_helper_serve *serve, void *arg)
{
    setsid();
    pid_t pid = fork();
    if (pid == 0)
        helper_main(name, sockets[1], serve, arg);
    ssize_t n = write(pids[1], &pid, sizeof(pid));
    _exit(n != (ssize_t)sizeof(pid));
}

int ls_helper_start(const char *name, ls_helper_serve *serve, void *arg, struct ls_channel *ret_channel, pid_t *ret_pid,
                    struct ls_error *err)
{
    int sockets[2], pids[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets))
        return ls_error_set(err, LS_EFAILED, "cannot start %s: %s", name, strerror(errno));
    if (pipe2(pids, O_CLOEXEC)) {
        int code = ls_error_set(err, LS_EFAILED, "cannot start %s: %s", name, strerror(errno));
        close(sockets[0]);
        close(sockets[1]);
        return code;
    }
    pid_t between = fork();
    if (between == 0)
        helper_between(name, sockets, pids, serve, arg);
    int failed = between < 0 ? errno : EAGAIN; /* the second fork fails as the first would */
    close(sockets[1]);
    close(pids[1]);
    pid_t pid = between < 0 ? -1 : helper_pid(pids[0], between);
    close(pids[0]);
    if (pid < 0) {
        close(sockets[0]);
        return ls_error_set(err, LS_EFAILED, "cannot start %s: %s", name, strerror(failed));
    }
    ls_channel_init(ret_channel, sockets[0]);
    *ret_pid = pid;
    return LS_OK;
}

enum { HELPER_ANSWER = 1 };

void ls_helper_answer(struct ls_channel *ch, const void *data, size_t len)
{
    struct ls_message message;
    ls_channel_send(ch, HELPER_ANSWER, data, len);
    while (ls_channel_wait(ch, -1, &message))
        ;
}

int ls_helper_ask(const char *name, ls_helper_serve *serve, void *arg, int64_t limit_ms, struct ls_buf *ret_answer,
                  struct ls_error *err)
{
    struct ls_channel ch;
    struct ls_message message;
    pid_t pid;
    int code = ls_helper_start(name, serve, arg, &ch, &pid, err);
    if (code)
        return code;
    bool answered = ls_channel_wait(&ch, limit_ms > INT32_MAX ? INT32_MAX : (int)limit_ms, &message);
    bool ended = !answered && ls_channel_gone(&ch);
    if (answered)
        ls_buf_add(ret_answer, message.data, message.len);
    ls_channel_done(&ch);
    if (ended) {
        ls_error_set(err, LS_EFAILED, "the process that was to do it ended before it answered");
        ls_error_hint(err, "it has been done, or not at all: look before you try again");
        return LS_EFAILED;
    }
    return answered ? LS_OK : LS_EBUSY;
}
