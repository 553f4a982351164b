/* Hearing of others' writes at once, where the kernel tells of them: on a local disk, and from this host on any drive.
 * It is only a reason to look: looking now and then goes on, for another host's writes make no sound. */
#ifndef LOCKSTEP_APP_SHARE_NOTICE_H
#define LOCKSTEP_APP_SHARE_NOTICE_H

#include <stdbool.h>

/* Where inotify fails, descriptors are -1 and nothing is ever heard. */
struct share_notice {
    int fd, watch;
};

void share_notice_init(struct share_notice *n);
void share_notice_done(struct share_notice *n);

/* Listens to the team file at path, where it does not already. Touches the drive. */
void share_notice_arm(struct share_notice *n, const char *path);

/* Takes in what was heard; whether somebody, perhaps this process, has written since. */
bool share_notice_heard(struct share_notice *n);

#endif
