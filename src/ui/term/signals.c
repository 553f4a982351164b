/* Signal handlers. Only async-signal-safe calls (signal-safety(7)) in what a handler reaches: write, tcsetattr,
 * fcntl, sigaction, raise, alarm. */
#include "ui/term/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "lockstep/error.h"

/* Seconds that an orderly end may take before the program dies without it. */
enum { END_LIMIT = 3, STACK_SIZE = 65536 };

static const int LOOP_SIGNALS[] = {SIGWINCH, SIGTSTP, SIGCONT};
static const int END_SIGNALS[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
static const int CRASH_SIGNALS[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSYS, SIGXCPU, SIGUSR1, SIGUSR2, SIGALRM};

static struct {
    bool started;
    int pipe[2];
    int terminal;
    struct termios before;
    char *restore;
    size_t restore_len;
    volatile sig_atomic_t ours;
    volatile sig_atomic_t ending; /* the signal that asked for the end */
    struct sigaction former[NSIG];
    void *stack;
} signals;

/* Restores the terminal without waiting for it: a stopped or dead terminal must not keep us. */
static void signals_emergency(void)
{
    if (!signals.ours)
        return;
    signals.ours = 0;
    int flags = fcntl(signals.terminal, F_GETFL);
    if (flags >= 0)
        fcntl(signals.terminal, F_SETFL, flags | O_NONBLOCK);
    tcsetattr(signals.terminal, TCSANOW, &signals.before);
    size_t done = 0;
    while (done < signals.restore_len) {
        ssize_t n = write(signals.terminal, signals.restore + done, signals.restore_len - done);
        if (n <= 0)
            break;
        done += (size_t)n;
    }
    if (flags >= 0)
        fcntl(signals.terminal, F_SETFL, flags);
}

/* Dies by signo the way it would have without us (a sanitizer's own handler still speaks). */
static void signals_die(int signo)
{
    struct sigaction action = signals.former[signo];
    if (action.sa_handler == SIG_IGN)
        action.sa_handler = SIG_DFL;
    sigaction(signo, &action, NULL);
    raise(signo); /* blocked while its handler runs: it strikes on return */
}

static void signals_on_crash(int signo)
{
    signals_emergency();
    if (signo == SIGALRM && signals.ending) {
        int ending = signals.ending;
        struct sigaction plain = {.sa_handler = SIG_DFL};
        sigaction(ending, &plain, NULL);
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, ending);
        sigprocmask(SIG_UNBLOCK, &set, NULL);
        raise(ending);
        return;
    }
    signals_die(signo);
}

static void signals_tell(int signo)
{
    int saved = errno;
    unsigned char byte = (unsigned char)signo;
    ssize_t n LS_UNUSED = write(signals.pipe[1], &byte, 1); /* full: the loop has enough to read */
    errno = saved;
}

static void signals_on_end(int signo)
{
    if (signals.ending) { /* asked twice: somebody is in a hurry */
        signals_emergency();
        struct sigaction plain = {.sa_handler = SIG_DFL};
        sigaction(signo, &plain, NULL);
        raise(signo);
        return;
    }
    signals.ending = signo;
    alarm(END_LIMIT);
    signals_tell(signo);
}

static void signals_install(const int *list, size_t len, void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < len; i++) {
        sigaction(list[i], NULL, &signals.former[list[i]]);
        if (list == END_SIGNALS && list[i] == SIGHUP && signals.former[SIGHUP].sa_handler == SIG_IGN)
            continue; /* nohup */
        sigaction(list[i], &action, NULL);
    }
}

int signals_start(int terminal, const struct termios *before, const char *restore, size_t len, struct ls_error *err)
{
    if (pipe2(signals.pipe, O_NONBLOCK | O_CLOEXEC) < 0)
        return ls_error_set(err, LS_EFAILED, "cannot make a pipe for signals: %s", strerror(errno));
    signals.terminal = terminal;
    signals.before = *before;
    signals.ending = 0;
    signals_restore_bytes(restore, len);
    signals.stack = ls_alloc(STACK_SIZE);
    stack_t stack = {.ss_sp = signals.stack, .ss_size = STACK_SIZE};
    sigaltstack(&stack, NULL);
    signals_install(LOOP_SIGNALS, LS_COUNT(LOOP_SIGNALS), signals_tell, SA_RESTART);
    signals_install(END_SIGNALS, LS_COUNT(END_SIGNALS), signals_on_end, SA_RESTART);
    signals_install(CRASH_SIGNALS, LS_COUNT(CRASH_SIGNALS), signals_on_crash, SA_ONSTACK);
    signals.started = true;
    return 0;
}

void signals_restore_bytes(const char *restore, size_t len)
{
    char *old = signals.restore;
    char *copy = ls_alloc(len + 1);
    memcpy(copy, restore, len);
    signals.restore_len = 0; /* never a length without its bytes, should a crash come between */
    signals.restore = copy;
    signals.restore_len = len;
    free(old);
}

void signals_own_terminal(bool ours)
{
    signals.ours = ours;
}

int signals_fd(void)
{
    return signals.pipe[0];
}

int signals_next(void)
{
    unsigned char byte;
    return read(signals.pipe[0], &byte, 1) == 1 ? byte : 0;
}

void signals_stop_self(void)
{
    struct sigaction plain = {.sa_handler = SIG_DFL}, ours;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTSTP);
    sigaction(SIGTSTP, &plain, &ours);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
}

static void signals_remove(const int *list, size_t len)
{
    for (size_t i = 0; i < len; i++)
        sigaction(list[i], &signals.former[list[i]], NULL);
}

void signals_end(void)
{
    if (!signals.started)
        return;
    signals.ours = 0;
    alarm(0);
    signals_remove(LOOP_SIGNALS, LS_COUNT(LOOP_SIGNALS));
    signals_remove(END_SIGNALS, LS_COUNT(END_SIGNALS));
    signals_remove(CRASH_SIGNALS, LS_COUNT(CRASH_SIGNALS));
    stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
    free(signals.stack);
    free(signals.restore);
    close(signals.pipe[0]);
    close(signals.pipe[1]);
    memset(&signals, 0, sizeof(signals));
}
