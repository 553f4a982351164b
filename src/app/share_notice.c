/* A write ends with its journal being closed (journal_mode=PERSIST): before that there is nothing new to read. */
#include "app/share_notice.h"

#include <sys/inotify.h>
#include <unistd.h>

#include "base/mem.h"

void share_notice_init(struct share_notice *n)
{
    *n = (struct share_notice){.fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC), .watch = -1};
}

void share_notice_done(struct share_notice *n)
{
    if (n->fd >= 0)
        close(n->fd);
    n->fd = n->watch = -1;
}

void share_notice_arm(struct share_notice *n, const char *path)
{
    if (n->fd < 0 || n->watch >= 0)
        return;
    LS_AUTO(string) char *journal = ls_asprintf("%s-journal", path);
    n->watch = inotify_add_watch(n->fd, journal, IN_CLOSE_WRITE);
}

/* The journal may be taken away (a tool in another journal mode): then it is listened to again after the next look. */
bool share_notice_heard(struct share_notice *n)
{
    _Alignas(struct inotify_event) char events[4096];
    bool heard = false;
    for (ssize_t len; n->fd >= 0 && (len = read(n->fd, events, sizeof(events))) > 0;) {
        for (const char *at = events; at < events + len;) {
            const struct inotify_event *e = (const void *)at;
            if (e->mask & IN_IGNORED)
                n->watch = -1;
            heard = true;
            at += sizeof(*e) + e->len;
        }
    }
    return heard;
}
