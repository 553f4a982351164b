/* An upgrade as a front end asks for it: work of a process that may hang with the drive. */
#include <stdlib.h>

#include "app/protocol.h"
#include "app/share_backup.h"
#include "base/mem.h"
#include "base/paths.h"
#include "helper/helper.h"
#include "lockstep/backup.h"
#include "store/upgrade.h"

struct upgrade_start {
    const char *path, *backups;
    bool dry_run;
};

static void upgrade_process(struct ls_channel *ch, void *arg)
{
    const struct upgrade_start *start = arg;
    LS_AUTO(error) struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT, lines = LS_BUF_INIT;
    ls_store_upgrade(start->path, start->backups, start->dry_run, &lines, &err);
    protocol_error_pack(&b, &err);
    ls_pack_str(&b, lines.data);
    ls_helper_answer(ch, b.data, b.len);
}

int ls_upgrade(const char *path, bool dry_run, int64_t limit_ms, struct ls_buf *lines, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf full = LS_BUF_INIT, state = LS_BUF_INIT, answer = LS_BUF_INIT;
    LS_AUTO(error) struct ls_error why = {0};
    struct ls_unpack u;
    ls_path_absolute(&full, path);
    ls_path_state(&state);
    LS_AUTO(string) char *backups = share_backup_folder(state.data, full.data);
    struct upgrade_start start = {full.data, backups, dry_run};
    int code = ls_helper_ask("lockstep-up", upgrade_process, &start, limit_ms, &answer, err);
    if (code == LS_EBUSY) {
        ls_error_set(err, LS_EBUSY, "%s does not answer", path);
        ls_error_hint(err, "it is brought up to date as soon as the drive answers, or not at all: look before you try again");
    }
    if (code)
        return code;
    ls_unpack_init(&u, answer.data, answer.len);
    protocol_error_unpack(&u, &why);
    LS_AUTO(string) char *said = ls_unpack_str(&u);
    ls_buf_str(lines, said);
    return why.code ? ls_error_move(err, &why) : LS_OK;
}
