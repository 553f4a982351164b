/* The back end that tests drive: runs a key script and compares what is shown with expected screens.
 *
 *   # comment                       size 80x24            clock +82s  (s, m, h, d)
 *   open sample | empty | none      user ines             now 2026-03-10T09:28   editor COMMAND   (settings: before the first step)
 *   needs VERSION                   (a setting: the file may only be read, for writing it needs that version)
 *   before STAMP HANDLE COMMAND     held STAMP HANDLE COMMAND     after COMMAND  (settings: tests/ui/run_keys.py)
 *   key j j s p Ctrl-k Esc          type some words       line some words (and Enter)
 *   paste one\ntwo                  click X Y             wheel 3
 *   burst one\ntwo                  the same from a terminal that does not mark what is pasted: keys, all at once
 *   other STAMP HANDLE COMMAND      somebody else does that now, in a program of their own (tests/ui/run_keys.py)
 *   await text                      as soon as that is on the screen: what others did comes by itself
 *   frame move.screen               roles move.roles      expect text            absent text
 *   frames triage/first             frame triage/first_120x36.screen at that size, then 60x16, then 80x24, where it stays
 *   count KEYS TYPED                at most so many keys and typed or pasted lines were needed so far
 *   recount                         and counts anew
 *   bells N                         the bell has rung N times since the last such line
 *   paints N                        the screen was painted N times since the last such line (no N: counts anew)
 *
 * Every picture is compared with one that is drawn anew: of what is drawn in parts (ui/part.h) none may be left over.
 * Keys of one line wait all at once. A step begins when all before it is handled, painted and saved. With
 * LOCKSTEP_UPDATE=1 expected screens are written instead of compared. Paths are relative to the script. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/error.h"
#include "ui/term/term.h"

struct script_step {
    int line;
    char *word, *rest;
};

struct script {
    struct terminal head;
    char *path;
    struct script_step *steps;
    size_t len, cap, at;
    struct ui_event *queue;
    size_t queue_len, queue_cap, queue_at;
    char *paste;
    struct frame shown;
    int failures, paints, bells, keys, typed;
    int64_t awaits; /* ls_clock_monotonic when the wait for a text began, 0: none is awaited */
    bool ended;
};

static struct script *script_of(struct terminal *t)
{
    return (struct script *)t;
}

static void script_fail(struct script *s, const struct script_step *step, const char *format, ...) LS_PRINTF(3, 4);
static void script_fail(struct script *s, const struct script_step *step, const char *format, ...)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    va_list args;
    va_start(args, format);
    ls_buf_vprintf(&text, format, args);
    va_end(args);
    fprintf(stderr, "%s:%d: %s %s: %s\n", s->path, step->line, step->word, step->rest, text.data);
    s->failures++;
}

static void script_queue(struct script *s, struct ui_event e)
{
    LS_GROW(s->queue, s->queue_len, s->queue_cap);
    s->queue[s->queue_len++] = e;
}

static void script_queue_key(struct script *s, uint32_t code, unsigned mods)
{
    script_queue(s, (struct ui_event){.kind = UI_EVENT_KEY, .key = {code, mods}});
}

/* --- expectations ---------------------------------------------------------------------------- */

static char *script_beside(const struct script *s, const char *name)
{
    const char *slash = strrchr(s->path, '/');
    return slash ? ls_asprintf("%.*s/%s", (int)(slash - s->path), s->path, name) : ls_strdup(name);
}

static bool script_read(const char *path, struct ls_buf *ret_text)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    char bytes[4096];
    for (size_t n; (n = fread(bytes, 1, sizeof(bytes), file)) > 0;)
        ls_buf_add(ret_text, bytes, n);
    fclose(file);
    return true;
}

/* Tells both screens, with a sign before rows that differ. */
static void script_tell_difference(const char *want, const char *got)
{
    while (*want || *got) {
        size_t w = strcspn(want, "\n"), g = strcspn(got, "\n");
        if (w == g && !memcmp(want, got, w)) {
            fprintf(stderr, "   |%.*s\n", (int)g, got);
        } else {
            fprintf(stderr, "  -|%.*s\n", (int)w, want);
            fprintf(stderr, "  +|%.*s\n", (int)g, got);
        }
        want += w + (want[w] == '\n');
        got += g + (got[g] == '\n');
    }
}

static void script_compare(struct script *s, const struct script_step *step, const struct ls_buf *got)
{
    LS_AUTO(string) char *path = script_beside(s, step->rest);
    LS_AUTO(buf) struct ls_buf want = LS_BUF_INIT;
    if (getenv("LOCKSTEP_UPDATE")) {
        FILE *file = fopen(path, "we");
        if (!file || fwrite(got->data, 1, got->len, file) != got->len)
            script_fail(s, step, "cannot write it: %s", strerror(errno));
        if (file)
            fclose(file);
        return;
    }
    if (!script_read(path, &want))
        script_fail(s, step, "no such expected screen (LOCKSTEP_UPDATE=1 writes it)");
    else if (want.len == got->len && !memcmp(want.data, got->data, got->len))
        return;
    else
        script_fail(s, step, "the screen differs (- expected, + shown)");
    script_tell_difference(want.data, got->data);
}

static void script_expect(struct script *s, const struct script_step *step, bool there)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    frame_dump(&s->shown, &text);
    if ((strstr(text.data, step->rest) != NULL) == there)
        return;
    script_fail(s, step, there ? "not on the screen:" : "on the screen:");
    fputs(text.data, stderr);
}

static void script_count(struct script *s, const struct script_step *step)
{
    int keys = 0, typed = 0;
    if (sscanf(step->rest, "%d %d", &keys, &typed) != 2)
        script_fail(s, step, "wants two numbers");
    else if (s->keys > keys || s->typed > typed)
        script_fail(s, step, "%d keys and %d typed lines were needed", s->keys, s->typed);
}

static bool script_check(struct script *s, const struct script_step *step)
{
    LS_AUTO(buf) struct ls_buf got = LS_BUF_INIT;
    if (!strcmp(step->word, "frame")) {
        frame_dump(&s->shown, &got);
        script_compare(s, step, &got);
    } else if (!strcmp(step->word, "roles")) {
        frame_dump_roles(&s->shown, &got);
        script_compare(s, step, &got);
    } else if (!strcmp(step->word, "expect") || !strcmp(step->word, "absent")) {
        script_expect(s, step, *step->word == 'e');
    } else if (!strcmp(step->word, "count")) {
        script_count(s, step);
    } else if (!strcmp(step->word, "recount")) {
        s->keys = s->typed = 0;
    } else if (!strcmp(step->word, "bells")) {
        if (s->bells != strtol(step->rest, NULL, 10))
            script_fail(s, step, "it has rung %d times", s->bells);
        s->bells = 0;
    } else if (!strcmp(step->word, "paints")) {
        if (*step->rest && s->paints != strtol(step->rest, NULL, 10))
            script_fail(s, step, "painted %d times", s->paints);
        s->paints = 0;
    } else {
        return false;
    }
    return true;
}

/* --- others ---------------------------------------------------------------------------------- */

enum { AWAIT_MS = 10000, AWAIT_LOOK_MS = 100 };

/* Asks whoever runs the script to do it, and waits until it is done: the two ends of a pipe stand in the environment. */
static void script_other(struct script *s, const struct script_step *step)
{
    const char *ends = getenv("LOCKSTEP_SCRIPT_OTHER");
    int from, to;
    char done = 0;
    if (!ends || sscanf(ends, "%d,%d", &from, &to) != 2) {
        script_fail(s, step, "nobody else is there (LOCKSTEP_SCRIPT_OTHER)");
        return;
    }
    LS_AUTO(string) char *line = ls_asprintf("%s\n", step->rest);
    if (write(to, line, strlen(line)) != (ssize_t)strlen(line) || read(from, &done, 1) != 1 || done != '0')
        script_fail(s, step, "that could not be done");
    script_queue(s, (struct ui_event){.kind = UI_EVENT_TICK});
}

/* True when the step is over: the text is there, or did not come. */
static bool script_await(struct script *s, const struct script_step *step)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    frame_dump(&s->shown, &text);
    if (!s->awaits)
        s->awaits = ls_clock_monotonic();
    if (!strstr(text.data, step->rest) && ls_clock_monotonic() - s->awaits < AWAIT_MS)
        return false;
    s->awaits = 0;
    script_expect(s, step, true);
    return true;
}

/* --- steps ----------------------------------------------------------------------------------- */

static void script_keys(struct script *s, const struct script_step *step)
{
    for (const char *at = ls_text_skip_blank(step->rest); *at; at = ls_text_skip_blank(at)) {
        size_t len = strcspn(at, " ");
        LS_AUTO(string) char *name = ls_strndup(at, len);
        struct ls_key key;
        at += len;
        if (!ls_key_parse(name, &key)) {
            script_fail(s, step, "no key is called %s", name);
            continue;
        }
        script_queue_key(s, key.code, key.mods);
        s->keys++;
    }
}

static void script_type(struct script *s, const char *text)
{
    size_t len = strlen(text);
    uint32_t c;
    for (size_t at = 0, used; (used = ls_text_decode(text + at, len - at, &c)); at += used)
        script_queue_key(s, c, 0);
    s->typed++;
}

static void script_paste(struct script *s, const char *text)
{
    struct ls_buf b = LS_BUF_INIT;
    for (; *text; text++) {
        bool escape = text[0] == '\\' && (text[1] == 'n' || text[1] == '\\' || text[1] == 't');
        if (escape)
            text++;
        ls_buf_char(&b, !escape ? *text : *text == 'n' ? '\n' : *text == 't' ? '\t' : '\\');
    }
    free(s->paste);
    s->paste = ls_buf_steal(&b);
    script_queue(s, (struct ui_event){.kind = UI_EVENT_PASTE, .text = s->paste});
    s->typed++;
}

/* "\\n" is the key Enter, as such a terminal sends it. */
static void script_burst(struct script *s, const char *text)
{
    size_t len = strlen(text), first = s->queue_len;
    uint32_t c;
    for (size_t at = 0, used; (used = ls_text_decode(text + at, len - at, &c)); at += used) {
        bool enter = c == '\\' && text[at + 1] == 'n';
        script_queue_key(s, enter ? LS_KEY_ENTER : c, 0);
        used += enter;
    }
    for (size_t i = first; i < s->queue_len; i++)
        s->queue[i].burst = s->queue_len - i;
    s->typed++;
}

static void script_size(struct script *s, const struct script_step *step)
{
    int columns, rows;
    if (sscanf(step->rest, "%dx%d", &columns, &rows) != 2 || columns < 1 || rows < 1) {
        script_fail(s, step, "wants COLUMNSxROWS");
        return;
    }
    s->head.columns = columns;
    s->head.rows = rows;
    script_queue(s, (struct ui_event){.kind = UI_EVENT_RESIZE, .x = columns, .y = rows});
}

static void script_clock(struct script *s, const struct script_step *step)
{
    char *end;
    int64_t n = strtoll(step->rest, &end, 10);
    int64_t unit = *end == 'd' ? LS_DAY : *end == 'h' ? 60 * LS_MINUTE : *end == 'm' ? LS_MINUTE : LS_SECOND;
    ls_clock_advance(n * unit);
    script_queue(s, (struct ui_event){.kind = UI_EVENT_TICK});
}

static void script_step(struct script *s, const struct script_step *step)
{
    int x = 0, y = 0;
    if (!strcmp(step->word, "key")) {
        script_keys(s, step);
    } else if (!strcmp(step->word, "type")) {
        script_type(s, step->rest);
    } else if (!strcmp(step->word, "line")) {
        script_type(s, step->rest);
        script_queue_key(s, LS_KEY_ENTER, 0);
    } else if (!strcmp(step->word, "paste")) {
        script_paste(s, step->rest);
    } else if (!strcmp(step->word, "burst")) {
        script_burst(s, step->rest);
    } else if (!strcmp(step->word, "size")) {
        script_size(s, step);
    } else if (!strcmp(step->word, "clock")) {
        script_clock(s, step);
    } else if (!strcmp(step->word, "other")) {
        script_other(s, step);
    } else if (!strcmp(step->word, "click") && sscanf(step->rest, "%d %d", &x, &y) == 2) {
        script_queue(s, (struct ui_event){.kind = UI_EVENT_CLICK, .x = x, .y = y});
    } else if (!strcmp(step->word, "wheel") && sscanf(step->rest, "%d", &x) == 1) {
        script_queue(s, (struct ui_event){.kind = UI_EVENT_WHEEL, .lines = x});
    } else if (strcmp(step->word, "await") != 0 && !script_check(s, step)) {
        script_fail(s, step, "a script has no such step");
    }
}

static bool script_is_setting(const char *word)
{
    return !strcmp(word, "open") || !strcmp(word, "user") || !strcmp(word, "now") || !strcmp(word, "before") ||
           !strcmp(word, "held") || !strcmp(word, "after") || !strcmp(word, "editor") || !strcmp(word, "needs");
}

static bool script_settled(struct terminal *t)
{
    struct script *s = script_of(t);
    s->queue_len = s->queue_at = 0;
    while (s->at < s->len && !s->queue_len) {
        const struct script_step *step = &s->steps[s->at];
        if (!strcmp(step->word, "await") && !script_await(s, step))
            return false;
        s->at++;
        if (!script_is_setting(step->word))
            script_step(s, step);
    }
    if (!s->queue_len && !s->ended) {
        s->ended = true;
        script_queue(s, (struct ui_event){.kind = UI_EVENT_END});
    }
    return s->queue_len > 0;
}

/* --- the back end ---------------------------------------------------------------------------- */

static size_t script_fds(struct terminal *t LS_UNUSED, struct pollfd *ret_fds LS_UNUSED)
{
    return 0;
}

static int script_timeout(struct terminal *t)
{
    return script_of(t)->awaits ? AWAIT_LOOK_MS : -1;
}

static bool script_next(struct terminal *t, struct ui_event *ret_event)
{
    struct script *s = script_of(t);
    if (s->queue_at == s->queue_len)
        return false;
    *ret_event = s->queue[s->queue_at++];
    return true;
}

static void script_show(struct terminal *t, const struct frame *f)
{
    struct script *s = script_of(t);
    frame_copy(&s->shown, f);
    s->paints++;
}

static void script_compare_anew(struct terminal *t, const struct frame *anew)
{
    struct script *s = script_of(t);
    const struct script_step *step = &s->steps[s->at ? s->at - 1 : 0];
    bool same = s->shown.cursor_x == anew->cursor_x && s->shown.cursor_y == anew->cursor_y;
    for (int y = 0; y < anew->rows; y++)
        same = same && !frame_row_changed(&s->shown, anew, y);
    if (same || !s->len)
        return;
    LS_AUTO(buf) struct ls_buf want = LS_BUF_INIT, got = LS_BUF_INIT;
    frame_dump(anew, &want);
    frame_dump(&s->shown, &got);
    frame_dump_roles(anew, &want);
    frame_dump_roles(&s->shown, &got);
    script_fail(s, step, "some of the screen is left over (- drawn anew, + shown)");
    script_tell_difference(want.data, got.data);
}

static void script_ring(struct terminal *t)
{
    script_of(t)->bells++;
}

static void script_nothing(struct terminal *t LS_UNUSED)
{
}

static void script_copy(struct terminal *t LS_UNUSED, const char *text LS_UNUSED)
{
}

static void script_free(struct terminal *t)
{
    struct script *s = script_of(t);
    for (size_t i = 0; i < s->len; i++) {
        free(s->steps[i].word);
        free(s->steps[i].rest);
    }
    free(s->steps);
    free(s->queue);
    free(s->paste);
    free(s->path);
    frame_done(&s->shown);
    free(s);
}

static const struct terminal_ops SCRIPT_OPS = {
    .fds = script_fds,
    .timeout = script_timeout,
    .next = script_next,
    .show = script_show,
    .compare = script_compare_anew,
    .settled = script_settled,
    .pause = script_nothing,
    .resume = script_nothing,
    .copy = script_copy,
    .ring = script_ring,
    .free = script_free,
};

/* Takes over word and rest. */
static void script_add(struct script *s, int line, char *word, char *rest)
{
    LS_GROW(s->steps, s->len, s->cap);
    s->steps[s->len++] = (struct script_step){line, word, rest};
}

/* The same at each of the sizes that a screen is made for. */
static void script_add_sizes(struct script *s, int line, const char *name)
{
    static const char *const SIZES[] = {"120x36", "60x16", "80x24"};
    for (size_t i = 0; i < LS_COUNT(SIZES); i++) {
        script_add(s, line, ls_strdup("size"), ls_strdup(SIZES[i]));
        script_add(s, line, ls_strdup("frame"), ls_asprintf("%s_%s.screen", name, SIZES[i]));
    }
}

static void script_parse(struct script *s, const char *text)
{
    for (int line = 1; *text; line++) {
        size_t len = strcspn(text, "\n"), word = strcspn(text, " \n");
        size_t from = word < len ? word + 1 : word;
        LS_AUTO(string) char *name = ls_strndup(text, word);
        LS_AUTO(string) char *rest = ls_strndup(text + from, len - from);
        if (!strcmp(name, "frames"))
            script_add_sizes(s, line, rest);
        else if (len && *text != '#')
            script_add(s, line, ls_strdup(name), ls_strdup(rest));
        text += len + (text[len] == '\n');
    }
}

int script_open(const char *path, struct terminal **ret_terminal, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (!script_read(path, &text))
        return ls_error_set(err, LS_ENOTFOUND, "cannot read the script %s: %s", path, strerror(errno));
    struct script *s = ls_alloc(sizeof(*s));
    *s = (struct script){.head = {.ops = &SCRIPT_OPS, .columns = 80, .rows = 24}, .path = ls_strdup(path)};
    frame_init(&s->shown, 80, 24);
    script_parse(s, text.data);
    *ret_terminal = &s->head;
    return 0;
}

int script_failures(const struct terminal *t)
{
    const struct script *s = (const struct script *)t;
    bool left = s->at < s->len; /* whatever the rest expects was never looked at */
    if (left)
        fprintf(stderr, "%s:%d: the program left before this step\n", s->path, s->steps[s->at].line);
    return s->failures + left;
}
