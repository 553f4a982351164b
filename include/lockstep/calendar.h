/* Business days, holidays of the team, and the days on which a ritual happens.
 * Dates are days since 1970-01-01 in the team's zone. */
#ifndef LOCKSTEP_CALENDAR_H
#define LOCKSTEP_CALENDAR_H

#include "lockstep/types.h"

struct ls_board;
struct ls_ritual;

/* The team's holidays (setting "holidays": ISO dates joined by ';'; what is no date is skipped). */
struct ls_calendar {
    int64_t *holidays; /* sorted, none twice, Monday to Friday only */
    size_t count;
};

void ls_calendar_init(struct ls_calendar *calendar, const struct ls_board *board);
void ls_calendar_done(struct ls_calendar *calendar);

bool ls_calendar_is_business(const struct ls_calendar *calendar, int64_t date);

/* How many business days d lie in from < d <= to; 0 where to <= from or either is LS_NONE. */
int64_t ls_calendar_days(const struct ls_calendar *calendar, int64_t from, int64_t to);

/* The date that lies so many business days after (before, where negative) a date. */
int64_t ls_calendar_add(const struct ls_calendar *calendar, int64_t date, int64_t days);

/* The first day after date on which the ritual's cadence and at place it; a weekly one that names no
 * weekday comes seven days later. "every N weeks" counts from date. LS_NONE where its cadence
 * names no day ("per launch" is answered from the launches). */
int64_t ls_ritual_day_after(const struct ls_board *board, const struct ls_ritual *ritual, int64_t date);

/* The day after one on which the ritual was held: as above, but a weekly ritual comes back after
 * seven days, wherever in the week it was held. */
int64_t ls_ritual_day_following(const struct ls_board *board, const struct ls_ritual *ritual, int64_t held);

/* Minutes after midnight at which it starts; LS_NONE where `at` names no time. */
int64_t ls_ritual_minute(const struct ls_ritual *ritual);

/* Minutes a week that the ritual takes of everybody's time, by its cadence (monthly: 12 in 52 weeks). */
double ls_ritual_weekly_minutes(const struct ls_ritual *ritual);

#endif
