/* Stands in for the session until there is one. */
#include "lockstep/session.h"

#define WEAK __attribute__((weak))

WEAK int ls_session_open(const struct ls_session_options *o LS_UNUSED, struct ls_session **r LS_UNUSED,
                         struct ls_error *err)
{
    return ls_error_set(err, LS_EFAILED, "not built yet: session");
}
WEAK void ls_session_close(struct ls_session *s LS_UNUSED)
{
}
WEAK const struct ls_board *ls_session_board(const struct ls_session *s LS_UNUSED)
{
    return NULL;
}
WEAK ls_id ls_session_me(const struct ls_session *s LS_UNUSED)
{
    return 0;
}
WEAK const char *ls_session_user(const struct ls_session *s LS_UNUSED)
{
    return "";
}
WEAK int ls_session_commit(struct ls_session *s LS_UNUSED, struct ls_changeset *cs LS_UNUSED, uint64_t *n LS_UNUSED,
                           struct ls_buf *said LS_UNUSED, struct ls_error *err)
{
    return ls_error_set(err, LS_EFAILED, "not built yet: session");
}
WEAK const struct ls_changeset *ls_session_last(const struct ls_session *s LS_UNUSED)
{
    return NULL;
}
WEAK int ls_session_wait_loaded(struct ls_session *s LS_UNUSED, int64_t ms LS_UNUSED, struct ls_error *err)
{
    return ls_error_set(err, LS_EFAILED, "not built yet: session");
}
WEAK int ls_session_wait_saved(struct ls_session *s LS_UNUSED, int64_t ms LS_UNUSED, struct ls_error *err)
{
    return ls_error_set(err, LS_EFAILED, "not built yet: session");
}
