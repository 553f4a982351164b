/* What the commands of the running sync share: the meeting they work on, its clock, small edits. */
#ifndef LOCKSTEP_APP_CMD_SYNC_H
#define LOCKSTEP_APP_CMD_SYNC_H

#include "app/commands.h"
#include "base/buf.h"
#include "lockstep/meeting.h"

/* One command on the running sync. */
struct sync {
    const struct ls_call *call;
    const struct ls_board *board;
    struct ls_changeset *cs;
    struct ls_error *err;
    ls_id meeting;
    int64_t today;
    struct ls_live live;
};

/* Reads the running meeting. LS_ENOTFOUND where none runs. Call sync_close afterwards in any case. */
int sync_open(struct sync *s, const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err);
void sync_close(struct sync *s);

/* The same with the current line. LS_EREFUSED where every line is done. */
int sync_open_line(struct sync *s, const struct ls_call *call, struct ls_changeset *cs, const struct ls_live_line **ret_line,
                   struct ls_error *err);

/* The line that words are about: the one that the call's target names (an agenda line that was current when the
 * typing began; somebody else may have gone on since), else the current one; NULL where every line is done. */
const struct ls_live_line *sync_line_meant(const struct sync *s);

/* The same; NULL, and err says so, where every line is done. */
const struct ls_live_line *sync_line_about(struct sync *s);

/* The line that is to end: the current one. NULL, and err says where the sync is, where the call's target names another:
 * it was current when the key was pressed or the typing began, and must not end the line that came after it. */
const struct ls_live_line *sync_line_to_end(struct sync *s);

/* Says on which line something was written down, where it is not the current one. */
void sync_say_elsewhere(struct sync *s, const struct ls_live_line *line);

/* --- time -------------------------------------------------------------------------------------- */

/* Writes an event: the line that is current now (NULL: none), the milliseconds on it, whether the clock runs. */
void sync_event(struct sync *s, const struct ls_live_line *line, int64_t spent_ms, bool runs);

/* Leaves the current line, whose time is kept, for another one (line_count: for none). What is left of a
 * second goes along, so that nothing gets lost in the sum. */
void sync_move(struct sync *s, size_t to);

/* The next line that waits and is not grey, line_count where there is none. */
size_t sync_after(const struct sync *s, size_t line);

/* --- lines ------------------------------------------------------------------------------------- */

/* Ends a line with a state and words. Signals shown on a line that is done become seen by who is here. */
void sync_finish(struct sync *s, const struct ls_live_line *line, enum ls_line_state state, const char *outcome);

/* Appends the outcome of a line that was answered in advance: "answered: …". */
void sync_answered(const struct ls_note *answer, struct ls_buf *outcome);

/* As next does: by words, or with the default outcome. Refuses a third time that is not settled. */
int sync_finish_default(struct sync *s, const struct ls_live_line *line, const char *words);

/* Refuses where the line stands for the third time and nothing settles it. */
int sync_refuse_third(struct sync *s, const struct ls_live_line *line);

/* --- writing ----------------------------------------------------------------------------------- */

/* A live note about the meeting, the line and what the line is about; record: what was made, or 0. */
void sync_note(struct sync *s, const struct ls_live_line *line, const char *text, ls_id record);

/* Attendance of a person, made where there is none yet; its id. */
ls_id sync_attendance(struct sync *s, ls_id person, enum ls_attendance_state state);
ls_id sync_attendance_of(const struct ls_board *board, ls_id meeting, ls_id person);

/* The day of the sync after this one; LS_NONE where the cadence names none. */
int64_t sync_next_day(const struct sync *s);

/* Who stands in for owner: by the line's record, else by a topic of theirs; 0 where nobody is known. */
ls_id sync_backup_for(const struct sync *s, const struct ls_live_line *line, ls_id owner);

#endif
