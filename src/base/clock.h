/* The one clock and the calendar.
 * Stamps are UTC milliseconds since 1970; dates are days since 1970-01-01 in the team's zone.
 * LOCKSTEP_NOW=2026-03-10T09:28[:SS] stands still; with "+" behind it it runs on from there. */
#ifndef LOCKSTEP_BASE_CLOCK_H
#define LOCKSTEP_BASE_CLOCK_H

#include "base/buf.h"

struct ls_error;

enum { LS_SECOND = 1000, LS_MINUTE = 60000, LS_DAY = 86400000 };

/* Sets the zone in which dates and stamps are read and written (IANA name; NULL or "" is the
 * system's). Process-wide, because libc's is. False where the name is unknown: UTC is used. */
bool ls_clock_set_zone(const char *zone);

/* Whether this machine knows the time zone. */
bool ls_clock_zone_exists(const char *zone);

/* The zone's IANA name as found on this machine ("Europe/Berlin"), "UTC" where none is set. */
const char *ls_clock_system_zone(void);

/* Sets the invented clock from the value of LOCKSTEP_NOW; NULL is the real one.
 * It is read in the zone that is set when now is asked, so the order of calls does not matter. */
int ls_clock_set_now(const char *text, struct ls_error *err);

/* Now, UTC milliseconds. */
int64_t ls_clock_now(void);

/* The machine's clock, never invented: for what must not happen twice. */
int64_t ls_clock_real(void);

/* A running clock for durations, milliseconds from an arbitrary start; never jumps back.
 * Follows an invented clock, so that tests can move it. */
int64_t ls_clock_ticks(void);

/* The machine's monotonic clock, milliseconds, never invented: for time limits. */
int64_t ls_clock_monotonic(void);

/* Moves an invented clock on (key scripts: "clock +82s"); no effect on a real one. */
void ls_clock_advance(int64_t ms);

/* Whether the clock is invented. */
bool ls_clock_is_invented(void);

/* --- calendar ------------------------------------------------------------------------------- */

/* Civil date (Gregorian) to days since 1970-01-01 and back; month and day from 1. */
int64_t ls_date_make(int year, int month, int day);
void ls_date_split(int64_t date, int *ret_year, int *ret_month, int *ret_day);

/* 0 Monday … 6 Sunday. */
int ls_date_weekday(int64_t date);

/* Reads YYYY-MM-DD that fills the text; false where it is no date that exists (years 1 to 9999). */
bool ls_date_parse(const char *text, int64_t *ret_date);

/* Appends YYYY-MM-DD; nothing for LS_NONE. */
void ls_date_format(struct ls_buf *b, int64_t date);

/* Appends "12 Mar", and with the year "12 Mar 2027" where it is not the year of today. */
void ls_date_short(struct ls_buf *b, int64_t date, int64_t today);

/* "Mon", "Monday", "March"; weekdays from 0 (Monday), months from 1. */
const char *ls_weekday_short(int weekday);
const char *ls_weekday_long(int weekday);
const char *ls_month_long(int month);

/* ISO 8601 week: "2026-W10" to its Monday and back. */
bool ls_week_parse(const char *text, int64_t *ret_monday);
void ls_week_format(struct ls_buf *b, int64_t date);

/* Day and minute of a stamp in the team's zone, and back (a time that the zone skips moves on). */
int64_t ls_stamp_date(int64_t stamp);
int ls_stamp_minute(int64_t stamp);
int64_t ls_stamp_make(int64_t date, int minute);

/* "2026-01-20 09:31" (seconds where not 0: "2026-01-20 09:31:07") both ways, in the team's zone; 'T' is read too.
 * Where clocks go back, a time without more is the first of the two; the second one, and whatever else names
 * its distance from UTC, has "+01:00" or "Z" behind it. */
bool ls_stamp_parse(const char *text, int64_t *ret_stamp);
void ls_stamp_format(struct ls_buf *b, int64_t stamp);

#endif
