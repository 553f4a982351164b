/* The poll loop. Knows nothing of views, boards or curses. */
#include "ui/loop.h"

#include <poll.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"

/* Descriptors beside the terminal's: the session has a handful. */
enum { OTHER_FDS = 14 };

/* So long does painting give way to keys, which may come without end. */
enum { LOOP_BLIND_MS = 30 };

/* So many milliseconds at most does what is done behind take at a time: then what has come from the file is looked at. */
enum { LOOP_SLICE_MS = 4 };

void loop_init(struct loop *l, struct terminal *terminal, const struct loop_ops *ops, void *arg)
{
    *l = (struct loop){.terminal = terminal, .ops = ops, .arg = arg, .stale = true};
    frame_init(&l->frame, terminal->columns, terminal->rows);
}

void loop_done(struct loop *l)
{
    frame_done(&l->frame);
    free(l->timers);
    *l = (struct loop){0};
}

void loop_timer(struct loop *l, int64_t ms, void (*fire)(void *arg), void *arg)
{
    struct loop_timer timer = {ls_clock_monotonic() + ms, fire, arg};
    for (size_t i = 0; i < l->timer_len; i++)
        if (l->timers[i].fire == fire && l->timers[i].arg == arg) {
            if (ms >= 0)
                l->timers[i] = timer;
            else
                l->timers[i] = l->timers[--l->timer_len];
            return;
        }
    if (ms < 0)
        return;
    LS_GROW(l->timers, l->timer_len, l->timer_cap);
    l->timers[l->timer_len++] = timer;
}

void loop_timer_within(struct loop *l, int64_t ms, void (*fire)(void *arg), void *arg)
{
    for (size_t i = 0; i < l->timer_len; i++)
        if (l->timers[i].fire == fire && l->timers[i].arg == arg)
            return;
    loop_timer(l, ms, fire, arg);
}

void loop_stale(struct loop *l)
{
    l->stale = true;
}

void loop_end(struct loop *l, int status)
{
    l->ended = true;
    l->status = status;
}

static void loop_events(struct loop *l)
{
    struct ui_event e;
    while (!l->ended && l->terminal->ops->next(l->terminal, &e)) {
        if (e.kind == UI_EVENT_RESIZE || e.kind == UI_EVENT_REDRAW)
            l->stale = true;
        l->ops->event(l->arg, &e);
    }
}

/* Fires what is due. A timer is removed before it fires, so that it may set itself again. */
static void loop_fire(struct loop *l)
{
    int64_t now = ls_clock_monotonic();
    for (size_t i = 0; i < l->timer_len && !l->ended;) {
        struct loop_timer timer = l->timers[i];
        if (timer.due > now) {
            i++;
            continue;
        }
        l->timers[i] = l->timers[--l->timer_len];
        timer.fire(timer.arg);
        i = 0;
    }
}

static void loop_paint(struct loop *l)
{
    struct terminal *t = l->terminal;
    l->stale = false;
    if (l->frame.columns != t->columns || l->frame.rows != t->rows)
        frame_resize(&l->frame, t->columns, t->rows);
    l->frame.ascii = t->ascii;
    l->frame.plain = t->plain;
    l->ops->draw(l->arg, &l->frame);
    t->ops->show(t, &l->frame);
    if (!t->ops->compare)
        return;
    l->ops->event(l->arg, &(struct ui_event){.kind = UI_EVENT_REDRAW});
    l->ops->draw(l->arg, &l->frame);
    l->stale = false;
    t->ops->compare(t, &l->frame);
}

/* Milliseconds to sleep at most; -1 without limit. */
static int loop_timeout(const struct loop *l)
{
    int64_t wait = l->terminal->ops->timeout(l->terminal);
    int64_t now = ls_clock_monotonic();
    for (size_t i = 0; i < l->timer_len; i++) {
        int64_t left = l->timers[i].due > now ? l->timers[i].due - now : 0;
        wait = wait < 0 || left < wait ? left : wait;
    }
    return (int)(wait > INT32_MAX ? INT32_MAX : wait);
}

static void loop_sleep(struct loop *l)
{
    struct pollfd fds[OTHER_FDS + TERMINAL_FDS];
    int timeout = loop_timeout(l);
    size_t n = l->ops->poll ? l->ops->poll(l->arg, fds, OTHER_FDS, &timeout) : 0;
    n += l->terminal->ops->fds(l->terminal, fds + n);
    poll(fds, n, timeout); /* interrupted or not: everybody looks for himself whether something is ready */
}

static bool loop_key_waits(const struct loop *l)
{
    struct pollfd fds[TERMINAL_FDS];
    size_t n = l->terminal->ops->fds(l->terminal, fds);
    return n && poll(fds, n, 0) > 0;
}

bool loop_may_go_on(const struct loop *l, int64_t began)
{
    return !l->stale && ls_clock_monotonic() - began < LOOP_SLICE_MS && !loop_key_waits(l); /* a picture goes before */
}

/* Whether a key has come meanwhile: what it does is painted with the rest. */
static bool loop_gives_way(struct loop *l)
{
    int64_t now = ls_clock_monotonic();
    if (!loop_key_waits(l) || (l->waits_since && now - l->waits_since >= LOOP_BLIND_MS)) {
        l->waits_since = 0;
        return false;
    }
    l->waits_since = l->waits_since ? l->waits_since : now;
    return true;
}

int loop_run(struct loop *l)
{
    while (!l->ended) {
        loop_events(l);
        loop_fire(l);
        if (l->ops->turn && !l->ended)
            l->ops->turn(l->arg); /* before painting: what is painted has seen all news */
        if (l->ended)
            break;
        if (l->stale && loop_gives_way(l))
            continue;
        if (l->stale)
            loop_paint(l);
        const struct terminal_ops *ops = l->terminal->ops;
        bool idle = !l->stale && (!l->ops->idle || l->ops->idle(l->arg));
        if (idle && ops->settled && ops->settled(l->terminal))
            continue;
        loop_sleep(l);
    }
    return l->status;
}
