/* Putting a backup back as a front end asks for it: work of a process that may hang with the drive. */
#include <stdlib.h>

#include "app/protocol.h"
#include "base/paths.h"
#include "helper/helper.h"
#include "lockstep/backup.h"
#include "store/backup.h"

struct restore_start {
    const char *path, *from;
    bool discard;
};

static void restore_process(struct ls_channel *ch, void *arg)
{
    const struct restore_start *start = arg;
    struct ls_store_restored restored;
    LS_AUTO(error) struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_store_restore(start->path, start->from, start->discard, &restored, &err);
    protocol_error_pack(&b, &err);
    ls_pack_str(&b, restored.kept);
    ls_pack_str(&b, restored.gone);
    ls_store_restored_done(&restored);
    ls_helper_answer(ch, b.data, b.len);
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
    LS_AUTO(buf) struct ls_buf full_path = LS_BUF_INIT, full_from = LS_BUF_INIT, answer = LS_BUF_INIT;
    LS_AUTO(error) struct ls_error why = {0};
    struct ls_unpack u;
    *ret_restored = (struct ls_restored){0};
    ls_path_absolute(&full_path, path);
    ls_path_absolute(&full_from, from);
    struct restore_start start = {full_path.data, full_from.data, discard};
    int code = ls_helper_ask("lockstep-back", restore_process, &start, limit_ms, &answer, err);
    if (code == LS_EBUSY) {
        ls_error_set(err, LS_EBUSY, "%s does not answer", path);
        ls_error_hint(err, "it is restored as soon as the drive answers, or not at all: look before you try again");
    }
    if (code)
        return code;
    ls_unpack_init(&u, answer.data, answer.len);
    protocol_error_unpack(&u, &why);
    ret_restored->kept = ls_unpack_str(&u);
    ret_restored->gone = ls_unpack_str(&u);
    return why.code ? ls_error_move(err, &why) : LS_OK;
}
