/* Whether a path is there, asked by a process of its own: on a drive that hangs, nobody here waits for the answer. */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/paths.h"
#include "helper/helper.h"
#include "lockstep/error.h"
#include "lockstep/session.h"
#include "store/drive.h"

static void look_process(struct ls_channel *ch, void *path)
{
    struct stat st;
    uint8_t missing = stat(path, &st) && (errno == ENOENT || errno == ENOTDIR);
    ls_helper_answer(ch, &missing, sizeof(missing));
}

/* --- where a new file is to be ------------------------------------------------------------------- */

enum place { PLACE_FREE, PLACE_TAKEN, PLACE_NO_FOLDER, PLACE_CLOSED };

static void place_process(struct ls_channel *ch, void *path)
{
    struct stat st;
    LS_AUTO(buf) struct ls_buf folder = LS_BUF_INIT;
    ls_path_dir(&folder, path);
    uint8_t place = stat(folder.data, &st) || !S_ISDIR(st.st_mode)  ? PLACE_NO_FOLDER
                    : !stat(path, &st)                              ? PLACE_TAKEN
                    : access(folder.data, W_OK | X_OK)              ? PLACE_CLOSED
                                                                    : PLACE_FREE;
    ls_helper_answer(ch, &place, sizeof(place));
}

int ls_session_place(const char *path, int limit_ms, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf full = LS_BUF_INIT, folder = LS_BUF_INIT, answer = LS_BUF_INIT;
    ls_path_absolute(&full, path);
    ls_path_dir(&folder, full.data);
    if (ls_helper_ask("lockstep-look", place_process, full.data, limit_ms, &answer, NULL) || answer.len != 1)
        return LS_OK;
    switch ((enum place)*answer.data) {
    case PLACE_TAKEN:
        ls_error_set(err, LS_EFAILED, "%s is there already", full.data);
        ls_error_hint(err, "name another file; one that a colleague made is opened, not started");
        return LS_EFAILED;
    case PLACE_NO_FOLDER:
        ls_error_set(err, LS_ENOTFOUND, "there is no folder %s", folder.data);
        ls_error_hint(err, "make it first, or name one that is there; a shared folder may not be connected");
        return LS_ENOTFOUND;
    case PLACE_CLOSED:
        ls_error_set(err, LS_EREFUSED, "you may not write in the folder %s", folder.data);
        ls_error_hint(err, "name a folder where all of you can write");
        return LS_EREFUSED;
    default:
        return LS_OK;
    }
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
