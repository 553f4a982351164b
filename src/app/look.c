/* Whether a path is there, asked by a process of its own: on a drive that hangs, nobody here waits for the answer. */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/paths.h"
#include "helper/helper.h"
#include "lockstep/session.h"
#include "store/drive.h"

static void look_process(struct ls_channel *ch, void *path)
{
    struct stat st;
    uint8_t missing = stat(path, &st) && (errno == ENOENT || errno == ENOTDIR);
    ls_helper_answer(ch, &missing, sizeof(missing));
}

bool ls_session_drive(const char *path, struct ls_buf *b)
{
    LS_AUTO(buf) struct ls_buf mounts = LS_BUF_INIT, full = LS_BUF_INIT;
    struct ls_drive drive = {0};
    ls_path_absolute(&full, path);
    ls_file_read(&mounts, "/proc/self/mountinfo", 16 << 20, NULL);
    ls_drive_read(mounts.data, full.data, &drive);
    bool good = drive.class != LS_DRIVE_UNSHARED && drive.class != LS_DRIVE_SYNCED;
    ls_buf_printf(b, "%s, %s", drive.type && *drive.type ? drive.type : "unknown drive",
                  drive.class == LS_DRIVE_LOCAL     ? "this machine alone"
                  : drive.class == LS_DRIVE_NETWORK ? "locks not proven yet"
                                                    : "not to be shared");
    ls_drive_done(&drive);
    return good;
}

enum ls_presence ls_session_look(const char *path, int limit_ms)
{
    LS_AUTO(buf) struct ls_buf full = LS_BUF_INIT, answer = LS_BUF_INIT;
    ls_path_absolute(&full, path); /* a helper stands in another folder */
    if (ls_helper_ask("lockstep-look", look_process, full.data, limit_ms, &answer, NULL) || answer.len != 1)
        return LS_PRESENCE_UNKNOWN;
    return *answer.data ? LS_PRESENCE_MISSING : LS_PRESENCE_THERE;
}
