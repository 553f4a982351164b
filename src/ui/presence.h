/* Who else has the team file open, and who had it open until a while ago: somebody who leaves is missed for some minutes,
 * so that a head that loses a name says whose it was. */
#ifndef LOCKSTEP_UI_PRESENCE_H
#define LOCKSTEP_UI_PRESENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ls_session;

enum presence_state { PRESENCE_UNKNOWN, PRESENCE_HERE, PRESENCE_LEFT };

struct presence_person {
    char *user; /* the handle */
    bool here;
    int64_t left_at; /* ls_clock_monotonic, where not here */
};

/* Zero: nobody. One of a handle, however many screens of theirs there are; in the order in which they were seen. */
struct presence {
    struct presence_person *v;
    size_t len, cap;
};

/* now: ls_clock_monotonic. True where somebody came, left, or is forgotten. */
bool presence_update(struct presence *p, const struct ls_session *session, int64_t now);
enum presence_state presence_of(const struct presence *p, const char *user);
void presence_done(struct presence *p);

#endif
