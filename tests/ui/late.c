/* The program as it is with a team file so large that planning the agenda takes long: edits are shown before the agenda
 * follows them. lockstep, linked with two functions wrapped (meson.build); no time passes in truth. What keys do and what is
 * on the screen in the end is what it is otherwise: the same golden files hold. */
#include "base/clock.h"
#include "lockstep/agenda.h"

static int64_t passed;

int64_t __real_ls_clock_monotonic(void);
int64_t __wrap_ls_clock_monotonic(void);
int64_t __wrap_ls_clock_monotonic(void)
{
    return __real_ls_clock_monotonic() + passed;
}

int __real_ls_agenda_plan(const struct ls_board *board, ls_id ritual, int64_t now, struct ls_agenda **ret_agenda,
                          struct ls_error *err);
int __wrap_ls_agenda_plan(const struct ls_board *board, ls_id ritual, int64_t now, struct ls_agenda **ret_agenda,
                          struct ls_error *err);
int __wrap_ls_agenda_plan(const struct ls_board *board, ls_id ritual, int64_t now, struct ls_agenda **ret_agenda,
                          struct ls_error *err)
{
    enum { PLANNING_MS = 40 };
    passed += PLANNING_MS;
    return __real_ls_agenda_plan(board, ritual, now, ret_agenda, err);
}
