/* Whether the team file may be written, and why not, for front ends that rather say so than ask for what is refused. */
#include "app/session_internal.h"

int ls_session_may_write(const struct ls_session *session, struct ls_error *err)
{
    if (session->damage.code && !session->read_only && !session->drive_error.code)
        return LS_OK; /* what is done is kept until the file is whole again */
    return session_may_write(session, err);
}
