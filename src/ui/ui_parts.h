/* What the files of the screen's operation share: ui.c opens and closes it, input.c takes events, question.c asks,
 * turn.c listens to the session, draw.c fills the frame. What views use of them is in ui/state.h. */
#ifndef LOCKSTEP_UI_UI_PARTS_H
#define LOCKSTEP_UI_UI_PARTS_H

#include "ui/state.h"

/* --- ui.c ------------------------------------------------------------------------------------ */

/* Lets the session go on until that is enough, at most so long. */
struct ls_session_status;
void ui_await(struct ls_session *session, bool (*enough)(const struct ls_session_status *status), int limit_ms);

/* --- input.c --------------------------------------------------------------------------------- */
void ui_event(void *arg, const struct ui_event *e);

/* --- turn.c ---------------------------------------------------------------------------------- */
size_t ui_poll(void *arg, struct pollfd *fds, size_t cap, int *timeout_ms);
void ui_turn(void *arg);

/* Whether nothing is under way: what was done is saved, and all is read. */
bool ui_idle(void *arg);

/* Whether the file cannot be opened, and why: that is said on the command line, where it can be copied. */
bool ui_opening_failed(const struct ls_session *session, struct ls_error *ret_failure);

/* --- draw.c ---------------------------------------------------------------------------------- */
void ui_draw(void *arg, struct frame *f);

/* Whether the terminal has no room for a view: one line says so, and keys do nothing. */
bool ui_is_too_small(int columns, int rows);

/* --- question.c ------------------------------------------------------------------------------ */

/* Keeps what is typed into the question that is open, so that it outlives the program. */
void ui_keep_draft(struct ui *ui);

/* Gives the answer that waits for the file to be read to who asked; nothing where none does. */
void ui_answer_waiting(struct ui *ui);

/* --- state.c --------------------------------------------------------------------------------- */

/* Reads what all views borrow from: ui->facts. */
void ui_read_facts(struct ui *ui);

/* Keeps what is typed into the views. */
void ui_keep_views(struct ui *ui);

#endif
