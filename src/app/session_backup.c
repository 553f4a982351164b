/* A backup as a front end asks for it: work of the share process. */
#include "lockstep/backup.h"

#include <stdlib.h>

#include "app/session_internal.h"
#include "base/clock.h"
#include "base/paths.h"

void session_backed_up(struct ls_session *s, const struct ls_message *message)
{
    struct ls_unpack u;
    ls_unpack_init(&u, message->data, message->len);
    ls_error_done(&s->backup_error);
    protocol_error_unpack(&u, &s->backup_error);
    free(s->backup);
    s->backup = ls_unpack_str(&u);
    s->asked = 0;
}

int ls_session_wait_backup(struct ls_session *s, const char *to, int64_t limit_ms, struct ls_buf *ret_path,
                           struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf full = LS_BUF_INIT, b = LS_BUF_INIT;
    int64_t end = ls_clock_monotonic() + limit_ms, left = limit_ms;
    if (to)
        ls_path_absolute(&full, to); /* a helper stands in another folder */
    ls_pack_str(&b, full.data);
    while (s->asked && left > 0) {
        session_wait_once(s, left);
        left = end - ls_clock_monotonic();
    }
    if (!s->asked) {
        free(s->backup);
        s->backup = NULL;
        protocol_send(&s->share.channel, SHARE_BACKUP, &b);
        s->asked = SHARE_BACKUP;
        s->asked_at = ls_clock_monotonic();
    }
    while (s->asked && left > 0) {
        session_wait_once(s, left);
        left = end - ls_clock_monotonic();
        if (s->backup)
            break;
    }
    if (!s->backup)
        return ls_error_set(err, LS_EBUSY, "no backup was made: %s does not answer", s->path);
    if (s->backup_error.code)
        return ls_error_move(err, &s->backup_error);
    ls_buf_str(ret_path, s->backup);
    return LS_OK;
}
