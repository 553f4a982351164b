/* Backups as a front end asks for them: both are work of a process that may hang with the drive. */
#include "lockstep/backup.h"

#include <stdlib.h>

#include "app/session_internal.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/paths.h"
#include "helper/helper.h"
#include "store/backup.h"

/* --- making one ------------------------------------------------------------------------------ */

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

/* --- putting one back ------------------------------------------------------------------------ */

enum { RESTORE_ANSWER = 1 };

struct restore_start {
    const char *path, *from;
    bool discard;
};

static void restore_process(struct ls_channel *ch, void *arg)
{
    const struct restore_start *start = arg;
    struct ls_store_restored restored;
    struct ls_message message;
    LS_AUTO(error) struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_store_restore(start->path, start->from, start->discard, &restored, &err);
    protocol_error_pack(&b, &err);
    ls_pack_str(&b, restored.kept);
    ls_pack_str(&b, restored.gone);
    ls_store_restored_done(&restored);
    ls_channel_send(ch, RESTORE_ANSWER, b.data, b.len);
    while (ls_channel_wait(ch, -1, &message))
        ;
}

void ls_restored_done(struct ls_restored *restored)
{
    free(restored->kept);
    free(restored->gone);
    *restored = (struct ls_restored){0};
}

int ls_restore(const char *path, const char *from, bool discard, int64_t limit_ms, struct ls_restored *ret_restored,
               struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf full_path = LS_BUF_INIT, full_from = LS_BUF_INIT;
    struct ls_channel ch;
    struct ls_message message;
    struct ls_unpack u;
    pid_t pid;
    LS_AUTO(error) struct ls_error why = {0};
    *ret_restored = (struct ls_restored){0};
    ls_path_absolute(&full_path, path);
    ls_path_absolute(&full_from, from);
    struct restore_start start = {full_path.data, full_from.data, discard};
    int code = ls_helper_start("lockstep-back", restore_process, &start, &ch, &pid, err);
    if (code)
        return code;
    if (!ls_channel_wait(&ch, limit_ms > INT32_MAX ? INT32_MAX : (int)limit_ms, &message)) {
        ls_channel_done(&ch);
        ls_error_set(err, LS_EBUSY, "%s does not answer", path);
        ls_error_hint(err, "it is restored as soon as the drive answers, or not at all: look before you try again");
        return LS_EBUSY;
    }
    ls_unpack_init(&u, message.data, message.len);
    protocol_error_unpack(&u, &why);
    ret_restored->kept = ls_unpack_str(&u);
    ret_restored->gone = ls_unpack_str(&u);
    ls_channel_done(&ch);
    return why.code ? ls_error_move(err, &why) : LS_OK;
}
