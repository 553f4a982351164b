/* Who is here and who was. The session says who is; what is kept is who is not any more. */
#include "ui/presence.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/session.h"

enum { MISSED_MINUTES = 10 };

static struct presence_person *presence_find(const struct presence *p, const char *user)
{
    for (size_t i = 0; i < p->len; i++) {
        if (!strcmp(p->v[i].user, user))
            return &p->v[i];
    }
    return NULL;
}

/* Takes in the peer; true where he was not here before. */
static bool presence_meet(struct presence *p, const char *user)
{
    struct presence_person *person = presence_find(p, user);
    bool news = !person || !person->here;
    if (!person) {
        LS_GROW(p->v, p->len, p->cap);
        person = &p->v[p->len++];
        *person = (struct presence_person){.user = ls_strdup(user)};
    }
    person->here = true;
    return news;
}

static bool presence_is_peer(const struct ls_session *session, const char *user)
{
    struct ls_session_peer peer;
    for (size_t i = 0; ls_session_peer(session, i, &peer); i++) {
        if (!strcmp(peer.user, user))
            return true;
    }
    return false;
}

bool presence_update(struct presence *p, const struct ls_session *session, int64_t now)
{
    struct ls_session_peer peer;
    bool changed = false;
    for (size_t i = 0; i < p->len;) {
        struct presence_person *person = &p->v[i];
        bool here = presence_is_peer(session, person->user);
        if (person->here && !here)
            person->left_at = now;
        changed |= person->here && !here;
        person->here = here;
        if (here || now - person->left_at < MISSED_MINUTES * LS_MINUTE) {
            i++;
            continue;
        }
        free(person->user);
        memmove(person, person + 1, (--p->len - i) * sizeof(*person));
        changed = true;
    }
    for (size_t i = 0; ls_session_peer(session, i, &peer); i++)
        changed |= *peer.user && strcmp(peer.user, ls_session_user(session)) && presence_meet(p, peer.user);
    return changed;
}

enum presence_state presence_of(const struct presence *p, const char *user)
{
    const struct presence_person *person = presence_find(p, user);
    return !person ? PRESENCE_UNKNOWN : person->here ? PRESENCE_HERE : PRESENCE_LEFT;
}

void presence_done(struct presence *p)
{
    for (size_t i = 0; i < p->len; i++)
        free(p->v[i].user);
    free(p->v);
    *p = (struct presence){0};
}
