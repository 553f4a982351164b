/* The two files that an ended sync leaves: its agenda as CSV and its recap as Markdown. */
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/paths.h"
#include "lockstep/command.h"
#include "lockstep/meeting.h"
#include "lockstep/recap.h"

enum { FILES_LOOK = 64 * 1024 * 1024 }; /* a larger file of that name is none of ours */

/* Whether the two texts agree in what tells the meeting: the recap's first line; of the agenda the beginning of
 * the second line, "M-12,2026-03-10,". A sync that had no number yet when it was written counts too. */
static bool files_same_meeting(const char *old, const char *new)
{
    if (*new == '#') {
        size_t line = strcspn(new, "\n");
        return !strncmp(old, new, line) && (old[line] == '\n' || old[line] == '\r' || !old[line]);
    }
    const char *was = strchr(old, '\n'), *is = strchr(new, '\n');
    if (strncmp(old, "meeting,date,", 13) != 0 || !was || !is)
        return false;
    size_t name = strcspn(++is, ","), old_name = strcspn(++was, ",");
    bool same = name == old_name && !strncmp(was, is, name), unnumbered = !strncmp(was, "M-new,", 6);
    return (same || unnumbered) && !strncmp(was + old_name, is + name, strlen(",2026-03-10,"));
}

/* Whether text may be written there: nothing is there, or an earlier text of the same meeting. */
static bool files_may(const char *path, const char *text)
{
    LS_AUTO(buf) struct ls_buf old = LS_BUF_INIT;
    if (!ls_path_exists(path))
        return true;
    if (ls_file_read(&old, path, FILES_LOOK, NULL) != LS_OK)
        return false;
    bool bom = !strncmp(old.data, "\xEF\xBB\xBF", 3);
    return files_same_meeting(old.data + (bom ? 3 : 0), text);
}

/* "agenda_2026-03-10.csv"; where somebody else's file has that name "agenda_2026-03-10_M-12.csv". */
static int files_write(const struct ls_board *board, const struct ls_meeting *m, const char *dir, const char *what,
                       const char *suffix, const struct ls_buf *text, struct ls_buf *said, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, path = LS_BUF_INIT;
    ls_buf_printf(&name, "%s_", what);
    ls_date_format(&name, ls_stamp_date(m->started));
    size_t stem = name.len;
    ls_buf_str(&name, suffix);
    ls_path_join(&path, dir, name.data);
    if (!files_may(path.data, text->data)) {
        ls_buf_truncate(&name, stem);
        ls_buf_char(&name, '_');
        ls_board_name(board, m->rec.id, &name);
        ls_buf_str(&name, suffix);
        ls_buf_clear(&path);
        ls_path_join(&path, dir, name.data);
    }
    if (!files_may(path.data, text->data)) {
        ls_error_set(err, LS_EREFUSED, "%s is there already and is another file", path.data);
        ls_error_hint(err, "write into another folder: lockstep sync end -o DIR, or lockstep recap -o FILE");
        return LS_EREFUSED;
    }
    int code = ls_file_replace(path.data, text->data, text->len, err);
    if (code)
        ls_error_hint(err, "the minutes are in the team file: lockstep recap -o FILE writes them elsewhere");
    if (!code && said)
        ls_buf_printf(said, "%s%s", said->len && said->data[said->len - 1] != '\n' ? "\n" : "", path.data);
    return code;
}

int ls_meeting_write_files(const struct ls_board *board, ls_id meeting, const char *dir, struct ls_buf *said,
                           struct ls_error *err)
{
    const struct ls_meeting *m = ls_meeting_get(board, meeting);
    LS_AUTO(buf) struct ls_buf csv = LS_BUF_INIT, recap = LS_BUF_INIT;
    int code = ls_recap_csv(board, meeting, false, &csv, err);
    if (!code)
        code = ls_recap_markdown(board, meeting, &recap, err);
    if (!code)
        code = files_write(board, m, dir, "agenda", ".csv", &csv, said, err);
    if (!code)
        code = files_write(board, m, dir, "recap", ".md", &recap, said, err);
    return code;
}

int ls_meeting_receipt(const struct ls_board *board, ls_id meeting, struct ls_buf *b, struct ls_error *err)
{
    struct ls_live live = {0};
    struct ls_watch watch = {0};
    int code = ls_live_read(board, meeting, &watch, &live, err);
    if (!code)
        ls_live_receipt(board, &live, b);
    ls_live_done(&live);
    return code;
}
