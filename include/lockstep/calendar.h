/* Business days, holidays of the team, and the days on which a ritual happens.
 * Dates are days since 1970-01-01 in the team's zone. */
#ifndef LOCKSTEP_CALENDAR_H
#define LOCKSTEP_CALENDAR_H

#include "lockstep/types.h"

struct ls_board;
struct ls_buf;
struct ls_ritual;

/* The team's holidays (setting "holidays": ISO dates joined by ';'; what is no date is skipped). */
struct ls_calendar {
    int64_t *holidays; /* sorted, none twice, Monday to Friday only */
    size_t count;
};

/* Reads the setting; what is read does not follow the board. ls_calendar_done frees it. */
void ls_calendar_init(struct ls_calendar *calendar, const struct ls_board *board);
void ls_calendar_done(struct ls_calendar *calendar);

/* Monday to Friday and no holiday. */
bool ls_calendar_is_business(const struct ls_calendar *calendar, int64_t date);

/* How many business days d lie in from < d <= to; 0 where to <= from or either is LS_NONE. */
int64_t ls_calendar_days(const struct ls_calendar *calendar, int64_t from, int64_t to);

/* The date that lies so many business days after (before, where negative) a date; at most 100,000 of them. */
int64_t ls_calendar_add(const struct ls_calendar *calendar, int64_t date, int64_t days);

/* The first day, date or later, that the ritual's cadence and at name; date itself where they name none
 * (a weekly ritual without a weekday, a launch that is not planned). */
int64_t ls_ritual_day_from(const struct ls_board *board, const struct ls_ritual *ritual, int64_t date);

/* The day after one on which the ritual was held: a weekly ritual comes back after seven days, wherever in
 * the week it was held, one that comes every N weeks after N times seven; others on the following day that
 * the cadence names. LS_NONE where it names none (no launch is planned). */
int64_t ls_ritual_day_following(const struct ls_board *board, const struct ls_ritual *ritual, int64_t held);

/* Minutes after midnight at which it starts; LS_NONE where `at` names no time. */
int64_t ls_ritual_minute(const struct ls_ritual *ritual);

/* Appends its cadence as a recurrence rule (RFC 5545, 3.3.10): "FREQ=MONTHLY;BYDAY=WE;BYSETPOS=1". False, and nothing
 * is appended, where its days follow no rule: those of launches. */
bool ls_ritual_rule(const struct ls_ritual *ritual, struct ls_buf *b);

/* Minutes a week that the ritual takes of everybody's time, by its cadence (monthly: 12 in 52 weeks). */
double ls_ritual_weekly_minutes(const struct ls_ritual *ritual);

#endif
