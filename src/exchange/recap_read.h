/* What a recap tells, gathered once for all its forms. */
#ifndef LOCKSTEP_EXCHANGE_RECAP_READ_H
#define LOCKSTEP_EXCHANGE_RECAP_READ_H

#include "base/buf.h"
#include "lockstep/board.h"
#include "lockstep/calendar.h"
#include "lockstep/meeting.h"
#include "lockstep/metric.h"

struct recap_ids {
    ls_id *v;
    size_t len, cap;
};

struct recap {
    const struct ls_board *board;
    const struct ls_meeting *meeting;
    struct ls_live live;
    struct ls_calendar calendar;
    struct ls_metric_book *metrics; /* as they stood on the day */
    int64_t day, since;             /* its day; the day of the sync before, LS_NONE */
    int64_t took_ms;
    struct recap_ids decided, escalated, actions;
    struct recap_ids carried, done; /* earlier actions and questions: those the sync asked for that stay open, by day; those
                                     * closed since the sync before */
    struct recap_ids removed, open; /* blockers: resolved since the sync before; open at the end of the day */
    int64_t median_half_days;       /* twice the median of days to removal of all closed so far; LS_NONE */
    size_t closed;                  /* how many blockers were closed so far */
    struct recap_ids off_pace;      /* core metrics */
    struct recap_ids wins;          /* signals */
    ls_id goal, goal_metric;
};

int recap_read(struct recap *r, const struct ls_board *board, ls_id meeting, struct ls_error *err);
void recap_done(struct recap *r);

/* The name by which a person is called in a text: the first name where nobody else has it, else all of it,
 * else the handle. */
void recap_person(const struct recap *r, ls_id person, struct ls_buf *b);

/* "12 March", with the year where it is not that of the meeting. */
void recap_date(const struct recap *r, int64_t date, struct ls_buf *b);

/* What somebody wrote on the day, safe to show; "today", "tomorrow", "yesterday" get their date behind them. */
void recap_text(const struct recap *r, const char *text, struct ls_buf *b);

/* What became of an earlier action or question by the day of the meeting: "done", "answered", "dropped", "overdue",
 * "still open". Static. */
const char *recap_action_state(const struct recap *r, const struct ls_item *item);

/* Business days that a blocker was open, to its end or to the day of the meeting. */
int64_t recap_days(const struct recap *r, const struct ls_blocker *blocker);

/* The line of the meeting that stands for a record, NULL. */
const struct ls_live_line *recap_line_of(const struct recap *r, ls_id record);

/* The line with that number, NULL. */
const struct ls_agenda_item *recap_line_number(const struct recap *r, int64_t n);

/* Who acted on the day of the meeting. */
ls_id recap_acting(const struct recap *r, ls_id owner, ls_id backup);

/* What was said of a line beyond its default outcome and beside what it gave; "" where nothing was. */
const char *recap_words(const struct recap *r, const struct ls_live_line *line);

#endif
