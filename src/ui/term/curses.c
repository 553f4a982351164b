/* The real terminal: curses takes it and gives it back, output.c writes what is shown. What bytes that were read mean is
 * decode.c's business, what signals do is signals.c's. Input does not go through curses, so that a key never
 * waits for it and ESC is decided by the loop's clock. */
#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

/* curses' short names for functions of ours */
#undef columns
#undef lines

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/error.h"
#include "ui/term/decode.h"
#include "ui/term/output.h"
#include "ui/term/signals.h"
#include "ui/term/term.h"
#include "ui/theme.h"

#define PASTE_ON "\033[?2004h"            /* bracketed paste */
#define MOUSE_ON "\033[?1000h\033[?1006h" /* mouse buttons, SGR reports */
#define ASK_BACKGROUND "\033]11;?\033\\"   /* OSC 11: which colour is behind the text */
#define MODES_OFF "\033[?1006l\033[?1000l\033[?2004l"

struct curses {
    struct terminal head;
    struct terminal_options options;
    SCREEN *screen;
    struct termios before; /* the terminal as we found it */
    struct output output;
    struct frame shown;
    bool all;            /* the terminal's content is not known: copy every row */
    bool gone;           /* its end was reported */
    struct decode input;
    int64_t last_byte;   /* ls_clock_monotonic */
    int64_t asked; /* ls_clock_monotonic: when the terminal was asked for its background; 0: it was not, or has answered */
};

static struct curses *curses_of(struct terminal *t)
{
    return (struct curses *)t;
}

static void curses_write(const char *text)
{
    size_t len = strlen(text);
    while (len) {
        ssize_t n = write(STDOUT_FILENO, text, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        text += n;
        len -= (size_t)n;
    }
}

static void curses_flush(struct curses *c)
{
    if (c->output.bytes.len)
        curses_write(c->output.bytes.data);
    ls_buf_clear(&c->output.bytes);
}

/* --- starting and stopping ------------------------------------------------------------------- */

/* Keys as they are typed: CR stays CR, Ctrl-S and Ctrl-C are keys, Ctrl-Z still stops. */
static void curses_set_modes(void)
{
    struct termios now;
    if (tcgetattr(STDIN_FILENO, &now) < 0)
        return;
    now.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | IXON | ISTRIP | BRKINT);
    now.c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN);
    now.c_lflag |= ISIG;
    now.c_cc[VINTR] = now.c_cc[VQUIT] = _POSIX_VDISABLE;
    now.c_cc[VMIN] = 1;
    now.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &now);
}

static void curses_add_capability(struct ls_buf *b, const char *name)
{
    const char *value = tigetstr(name);
    if (value && value != (char *)-1)
        ls_buf_str(b, value);
}

/* What undoes our modes without curses' help, for a crash. */
static void curses_tell_restore(void)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_buf_str(&b, MODES_OFF);
    curses_add_capability(&b, "sgr0");
    curses_add_capability(&b, "cnorm");
    curses_add_capability(&b, "rmkx");
    curses_add_capability(&b, "rmcup");
    ls_buf_str(&b, "\r");
    signals_restore_bytes(b.data, b.len);
}

static void curses_read_size(struct curses *c)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col && size.ws_row)
        resizeterm(size.ws_row, size.ws_col);
    c->head.columns = getmaxx(stdscr);
    c->head.rows = getmaxy(stdscr);
}

static void curses_take_theme(struct curses *c, enum theme_background background)
{
    output_take_theme(&c->output, theme_choose(c->options.theme, output_colours(), background));
}

/* Asks whether the terminal is light or dark. Nobody waits: what it answers, if anything, comes between the keys.
 * Consoles print what they do not know. */
static void curses_ask_background(struct curses *c)
{
    static const char *const SILENT[] = {"linux", "vt", "cons", "sun", "wsvt", "ansi", "dumb"};
    const char *name = getenv("TERM");
    bool silent = !theme_wants_background(c->options.theme, output_colours());
    for (size_t i = 0; i < LS_COUNT(SILENT); i++)
        silent = silent || !strncmp(name ? name : "", SILENT[i], strlen(SILENT[i]));
    if (silent)
        return;
    curses_write(ASK_BACKGROUND);
    c->asked = ls_clock_monotonic();
}

static void curses_modes_on(const struct curses *c)
{
    curses_write(PASTE_ON);
    if (!c->options.no_mouse)
        curses_write(MOUSE_ON);
}

/* Takes the screen: at the start, and again after it was lent or stopped. */
static void curses_take(struct curses *c)
{
    curses_set_modes();
    def_prog_mode();
    curses_modes_on(c);
    signals_own_terminal(true);
    c->all = true;
}

/* An answer that is still on its way must not be typed into what runs next. */
static void curses_await_answer(struct curses *c)
{
    enum { FRESH_MS = 1000, AWAIT_MS = 50 };
    struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
    char bytes[256];
    if (c->asked && ls_clock_monotonic() - c->asked < FRESH_MS && poll(&fd, 1, AWAIT_MS) > 0 && (fd.revents & POLLIN))
        (void)!read(STDIN_FILENO, bytes, sizeof(bytes));
    c->asked = 0;
}

static void curses_give_back(struct curses *c)
{
    curses_await_answer(c);
    curses_write(MODES_OFF);
    output_plain(&c->output);
    curses_flush(c);
    endwin();
    tcsetattr(STDIN_FILENO, TCSADRAIN, &c->before);
    signals_own_terminal(false);
}

static void curses_pause(struct terminal *t)
{
    curses_give_back(curses_of(t));
}

static void curses_resume(struct terminal *t)
{
    struct curses *c = curses_of(t);
    tcgetattr(STDIN_FILENO, &c->before); /* a shell may have changed it meanwhile */
    signals_own_terminal(true);
    reset_prog_mode();
    clearok(stdscr, TRUE);
    refresh();
    curses_take(c);
    curses_read_size(c);
}

static void curses_free(struct terminal *t)
{
    struct curses *c = curses_of(t);
    if (!c)
        return;
    if (!c->gone)
        curses_give_back(c);
    delscreen(c->screen);
    signals_end();
    frame_done(&c->shown);
    output_done(&c->output);
    decode_done(&c->input);
    free(c);
}

/* --- showing --------------------------------------------------------------------------------- */

static void curses_show(struct terminal *t, const struct frame *f)
{
    struct curses *c = curses_of(t);
    bool all = c->all || c->shown.columns != f->columns || c->shown.rows != f->rows;
    output_picture(&c->output, &c->shown, f, all);
    c->all = false;
    frame_copy(&c->shown, f);
    curses_flush(c);
}

static void curses_copy(struct terminal *t, const char *text)
{
    if (curses_of(t)->options.no_clipboard)
        return;
    static const char SET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    size_t len = strlen(text);
    ls_buf_str(&b, "\033]52;c;");
    for (size_t i = 0; i < len; i += 3) {
        unsigned v = (unsigned)(unsigned char)text[i] << 16;
        v |= i + 1 < len ? (unsigned)(unsigned char)text[i + 1] << 8 : 0;
        v |= i + 2 < len ? (unsigned char)text[i + 2] : 0;
        ls_buf_char(&b, SET[v >> 18]);
        ls_buf_char(&b, SET[v >> 12 & 63]);
        ls_buf_char(&b, i + 1 < len ? SET[v >> 6 & 63] : '=');
        ls_buf_char(&b, i + 2 < len ? SET[v & 63] : '=');
    }
    ls_buf_str(&b, "\a");
    curses_write(b.data);
}

static void curses_ring(struct terminal *t LS_UNUSED)
{
    curses_write("\a");
}

/* --- events ---------------------------------------------------------------------------------- */

static size_t curses_fds(struct terminal *t, struct pollfd *ret_fds)
{
    ret_fds[0] = (struct pollfd){.fd = signals_fd(), .events = POLLIN};
    ret_fds[1] = (struct pollfd){.fd = curses_of(t)->gone ? -1 : STDIN_FILENO, .events = POLLIN};
    return 2;
}

static int curses_timeout(struct terminal *t)
{
    struct curses *c = curses_of(t);
    if (!decode_waits(&c->input))
        return -1;
    int64_t left = c->last_byte + DECODE_ESC_DELAY - ls_clock_monotonic();
    return left > 0 ? (int)left : 0;
}

/* Turns a signal into an event; false where it says nothing to the loop. */
static bool curses_signal(struct curses *c, int signo, struct ui_event *ret_event)
{
    switch (signo) {
    case SIGWINCH:
        curses_read_size(c);
        c->all = true;
        *ret_event = (struct ui_event){.kind = UI_EVENT_RESIZE, .x = c->head.columns, .y = c->head.rows};
        return true;
    case SIGTSTP:
        curses_give_back(c);
        signals_stop_self();
        curses_resume(&c->head);
        *ret_event = (struct ui_event){.kind = UI_EVENT_REDRAW};
        return true;
    case SIGCONT: /* after SIGSTOP nobody told us to leave: the modes may be lost */
        curses_set_modes();
        curses_modes_on(c);
        c->all = true;
        *ret_event = (struct ui_event){.kind = UI_EVENT_REDRAW};
        return true;
    default:
        *ret_event = (struct ui_event){.kind = UI_EVENT_SIGNAL, .lines = signo};
        return true;
    }
}

/* Turns the answer about the background into another theme. */
static bool curses_background(struct curses *c, struct ui_event *event)
{
    enum { HALF = 50 };
    const struct theme *before = c->output.theme;
    c->asked = 0;
    curses_take_theme(c, event->lines >= HALF ? BACKGROUND_LIGHT : BACKGROUND_DARK);
    if (c->output.theme == before)
        return false;
    c->all = true;
    *event = (struct ui_event){.kind = UI_EVENT_REDRAW};
    return true;
}

/* The next event of what was read; answers of the terminal are taken out. */
static bool curses_decode(struct curses *c, bool late, struct ui_event *ret_event)
{
    while (decode_next(&c->input, late, ret_event))
        if (ret_event->kind != UI_EVENT_BACKGROUND || curses_background(c, ret_event))
            return true;
    return false;
}

/* Reads what the terminal has sent; false at its end. */
static bool curses_read(struct curses *c)
{
    struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
    char bytes[4096];
    if (poll(&fd, 1, 0) <= 0)
        return true;
    ssize_t n = read(STDIN_FILENO, bytes, sizeof(bytes));
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return true;
    if (n <= 0)
        return false;
    decode_feed(&c->input, bytes, (size_t)n);
    c->last_byte = ls_clock_monotonic();
    return true;
}

static bool curses_next(struct terminal *t, struct ui_event *ret_event)
{
    struct curses *c = curses_of(t);
    int signo = signals_next();
    if (signo)
        return curses_signal(c, signo, ret_event);
    if (c->gone)
        return false;
    if (curses_decode(c, false, ret_event))
        return true;
    if (!curses_read(c)) {
        c->gone = true;
        *ret_event = (struct ui_event){.kind = UI_EVENT_GONE};
        return true;
    }
    bool late = decode_waits(&c->input) && ls_clock_monotonic() - c->last_byte >= DECODE_ESC_DELAY;
    return curses_decode(c, late, ret_event);
}

static const struct terminal_ops CURSES_OPS = {
    .fds = curses_fds,
    .timeout = curses_timeout,
    .next = curses_next,
    .show = curses_show,
    .pause = curses_pause,
    .resume = curses_resume,
    .copy = curses_copy,
    .ring = curses_ring,
    .free = curses_free,
};

static bool curses_places(const char *name)
{
    int known = 0;
    if (setupterm(name, STDOUT_FILENO, &known) != OK)
        return false;
    bool placed = tigetstr("cup") && tigetstr("cup") != (char *)-1;
    del_curterm(cur_term); /* newterm reads it again, for itself */
    return placed;
}

/* What speaks as xterm does, and is newer than the terminfo of many a server that one comes to with it. */
static bool curses_is_xterm(const char *name)
{
    static const char *const families[] = {"xterm", "alacritty", "contour", "foot", "ghostty", "kitty", "mintty", "rio",
                                           "st-256color", "vscode", "wezterm"};
    for (size_t i = 0; i < LS_COUNT(families); i++)
        if (!strncmp(name, families[i], strlen(families[i])))
            return true;
    return false;
}

/* Finds the name under which terminfo knows the terminal, which must be one that can be drawn on. */
static int curses_check(const char **ret_name, struct ls_error *err)
{
    static const char fallback[] = "xterm-256color";
    const char *name = getenv("TERM");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        ls_error_set(err, LS_EFAILED, "the screen needs a terminal on standard input and output");
        ls_error_hint(err, "try: lockstep help");
        return LS_EFAILED;
    }
    *ret_name = name;
    bool placed = name && *name && curses_places(name);
    if (!placed && name && curses_is_xterm(name) && curses_places(fallback)) {
        *ret_name = fallback;
        placed = true;
    }
    if (!placed) {
        ls_error_set(err, LS_EFAILED, "the terminal \"%s\" cannot place its cursor", name && *name ? name : "(none)");
        ls_error_hint(err, "set TERM, for example TERM=xterm-256color; the command line works without");
        return LS_EFAILED;
    }
    return 0;
}

int terminal_open(const struct terminal_options *options, struct terminal **ret_terminal, struct ls_error *err)
{
    setlocale(LC_CTYPE, "");
    const char *name;
    int code = curses_check(&name, err);
    if (code < 0)
        return code;
    struct curses *c = ls_alloc(sizeof(*c));
    *c = (struct curses){.head = {.ops = &CURSES_OPS}, .all = true};
    tcgetattr(STDIN_FILENO, &c->before);
    code = signals_start(STDOUT_FILENO, &c->before, "", 0, err);
    if (code < 0) {
        free(c);
        return code;
    }
    signals_own_terminal(true); /* newterm changes its modes: a crash from here on must put them back */
    c->screen = newterm((char *)(uintptr_t)name, stdout, stdin);
    if (!c->screen) {
        signals_own_terminal(false);
        signals_end();
        free(c);
        return ls_error_set(err, LS_EFAILED, "the terminal cannot be started");
    }
    c->options = *options;
    c->head.ascii = options->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
    decode_init(&c->input);
    frame_init(&c->shown, 1, 1);
    output_init(&c->output);
    curses_take_theme(c, BACKGROUND_UNKNOWN);
    curses_tell_restore();
    refresh(); /* enters the alternate screen before our modes do */
    curses_take(c);
    curses_ask_background(c);
    curses_read_size(c);
    *ret_terminal = &c->head;
    return 0;
}
