/* A sync while it runs, and after it: one reading of the meeting's records for screen, command line and recap.
 * Everything is computed from the board; the clock is passed in. */
#ifndef LOCKSTEP_MEETING_H
#define LOCKSTEP_MEETING_H

#include "lockstep/board.h"

struct ls_buf;
struct ls_changeset;
struct ls_error;

/* --- time ------------------------------------------------------------------------------------
 * A meeting keeps the line that is current, the milliseconds spent on it at the last event (start, next, back,
 * pause, …), and the stamp of that event by its writer's own clock. On the same machine time runs on from that
 * stamp, so a program that was killed stands at the same line with the right time. On another machine it runs
 * on from when the event was seen, because two machines' clocks are never compared. */

/* When this program saw the last event. Zeroed to begin with; a front end updates it once a turn. */
struct ls_follow {
    ls_id meeting;
    int64_t at, line, spent, running; /* the event, as it stands in the meeting */
    int64_t seen;                     /* ls_clock_ticks() when it was first seen */
    bool first;                       /* it was there before we looked: how long is not known */
    size_t captured;                  /* how much was captured then, */
    int64_t touched;                  /* and the ticks when that last grew or the event changed */
};

/* Looks at the running meeting. ticks: ls_clock_ticks(). */
void ls_follow_update(struct ls_follow *follow, const struct ls_board *board, int64_t ticks);

/* From where time is read. */
struct ls_watch {
    int64_t now;                    /* stamp */
    int64_t ticks;                  /* ls_clock_ticks() */
    const char *machine;            /* ls_machine_name() */
    const struct ls_follow *follow; /* NULL: this process sees the meeting for the first time */
};

/* A sync that nobody touched for so long closes itself. */
enum { LS_SYNC_IDLE_MS = 30 * 60 * 1000, LS_SYNC_EXTEND_S = 30 };

/* --- the reading ----------------------------------------------------------------------------- */

struct ls_live_line {
    const struct ls_agenda_item *item; /* the frozen line; borrowed from the board */
    size_t segment;                    /* index into segments */
    int64_t plan_ms, spent_ms;         /* spent: with the running clock where the line is current */
    enum ls_line_state state;
    bool current;
    bool grey;      /* the overrun has eaten it: not reached unless time comes back */
    bool third;     /* its third time: decide or drop; a blocker: resolve or escalate */
    bool settled;   /* decided, resolved, closed or escalated here, so a third time may end */
    ls_id decision; /* the decision that the line is about, 0: none */
    ls_id blocker;  /* the blocker, 0: none */
    ls_id subject;  /* its item: its own, else the blocker's; 0: none */
};

struct ls_live_segment {
    const char *name; /* borrowed */
    int64_t plan_ms, spent_ms;
    size_t first, count; /* its lines */
    size_t waiting;      /* lines still queued and not grey, the current one too */
    bool current;
};

enum ls_capture_kind { LS_CAPTURE_NOTE, LS_CAPTURE_ACTION, LS_CAPTURE_DECISION, LS_CAPTURE_BLOCKER };

/* Something written down in this meeting. */
struct ls_capture {
    enum ls_capture_kind kind;
    const struct ls_note *note; /* NULL where the record came without one (imported) */
    ls_id record;               /* the action, decision or blocker; 0 for a note */
    int64_t line;               /* agenda_item.n, LS_NONE: on no line */
};

struct ls_live_person {
    ls_id person;
    enum ls_attendance_state state;
    int64_t rating;  /* 1 to 10, LS_NONE */
    bool invited;    /* in the rota, or acting on a line: shown although nothing is known of them */
    bool known;      /* has an attendance record: state holds */
    bool answered;   /* answered a line before the meeting */
    bool leads;
};

struct ls_live {
    const struct ls_meeting *meeting; /* borrowed */
    const struct ls_ritual *ritual;   /* borrowed, may be NULL */
    struct ls_live_line *lines;
    size_t line_count;
    struct ls_live_segment *segments;
    size_t segment_count;
    struct ls_capture *captured;
    size_t captured_count;
    struct ls_live_person *people;
    size_t people_count;
    size_t current;   /* index of the current line; line_count where none is (all done, or not running) */
    bool paused;
    bool clock_known; /* false: another machine's event that this process has not timed; spent stands at the event */
    int64_t spent_ms; /* in all */
    int64_t total_ms; /* the ritual's minutes */
    int64_t left_ms;  /* planned and not spent: the current line's rest and every waiting one's, without grey */
    int64_t over_ms;  /* what the plan goes over the total if nothing greyed; 0: on time */
    int64_t ends_at;  /* stamp: now and left_ms; for a closed meeting its end */
    int64_t idle_ms;  /* since anybody touched it, as far as this machine can tell */
};

/* The running meeting (the latest where there are several), or 0. */
ls_id ls_meeting_running(const struct ls_board *board);

/* The last closed meeting of that ritual (0: of the rituals that have a closed one, the newest), before a stamp. */
ls_id ls_meeting_last(const struct ls_board *board, ls_id ritual, int64_t before);

/* The lines of a meeting in their order, as an array that the caller frees; returns how many. */
size_t ls_meeting_rows(const struct ls_board *board, ls_id meeting, const struct ls_agenda_item ***ret_rows);

/* Reads a meeting, running or not. Fill ret_live with zeros before the first call; each call frees what was there.
 * What it points to lives until the board changes. LS_ENOTFOUND where there is no such meeting. */
int ls_live_read(const struct ls_board *board, ls_id meeting, const struct ls_watch *watch, struct ls_live *ret_live,
                 struct ls_error *err);
void ls_live_done(struct ls_live *live);

/* The rule that put the line on the agenda; for lines by hand, unreached and imported ones what their record is. */
enum ls_line_kind ls_live_kind(const struct ls_board *board, const struct ls_agenda_item *item);

/* The word in a live note's subject that names its line: "line 5". */
void ls_live_line_word(struct ls_buf *b, int64_t n);

/* Milliseconds that a meeting took: what was measured where lockstep ran it, else end less start; 0 unknown. */
int64_t ls_meeting_took(const struct ls_board *board, const struct ls_meeting *meeting);

/* --- sentences ------------------------------------------------------------------------------- */

/* "4:18", "62:05"; a negative time with a minus sign. */
void ls_minutes_format(struct ls_buf *b, int64_t ms);

/* "4:18 of 15:00 on time, ends 09:45"; "15:40 of 15:00 over by 0:40, the rest shrinks"; "paused at 4:18 of 15:00".
 * Where clock_known is false: "at least 0:13 of 15:00, exact from the next line on". */
void ls_live_clock_text(const struct ls_live *live, struct ls_buf *b);

/* Of the current line: "0:38 left of 2:00", "over by 0:12 of 1:00", "at most 0:38 left of 2:00". */
void ls_live_line_text(const struct ls_live *live, struct ls_buf *b);

/* What came of a line, as the agenda CSV's last column says it: "D-9", "LS-93; legal by Thursday", "confirmed". */
void ls_live_outcome(const struct ls_board *board, const struct ls_live *live, const struct ls_live_line *line,
                     struct ls_buf *b);

/* The word that next records where nothing else was recorded; static, or for a line with several records
 * each with its own word, in b. ret_state: the state that the line gets. */
const char *ls_live_default(const struct ls_board *board, const struct ls_live *live, const struct ls_live_line *line,
                            enum ls_line_state *ret_state, struct ls_buf *b);

/* What the line asks of those who are there and nobody has given yet: a decision; words (the cause of a number that is
 * off pace, whether an old decision stands), which anything that was captured on it is, too; a new date for a blocker that
 * is severe, or whose next step is overdue or has no day, where an action, an escalation or another blocker is as good.
 * All else ends well with what it is by itself. */
enum ls_want { LS_WANT_NOTHING, LS_WANT_WORDS, LS_WANT_DATE, LS_WANT_DECISION };

/* The word beside its line in the subject of a note that tells of a new date for what the line is about. */
#define LS_LIVE_DATED "new date"
enum ls_want ls_live_wants(const struct ls_board *board, const struct ls_live *live, const struct ls_live_line *line);

/* The newest answer in advance to one of the records (a set) between two stamps, NULL where there is none. Before a
 * sync: from the start of the last closed one (LS_NONE: of all times) to INT64_MAX. */
const struct ls_note *ls_answer_to(const struct ls_board *board, const char *refs, int64_t from, int64_t to);

/* The word that a note about an answer has beside its record: somebody agreed to it before the sync. */
#define LS_ANSWER_AGREED "agreed"

/* The note by which somebody agreed to the answer to one of the records (a set) after it was given; NULL where nobody
 * did. */
const struct ls_note *ls_answer_agreed(const struct ls_board *board, const struct ls_note *answer, const char *refs);

/* Whether every record of a line (a set) has an answer since a stamp that somebody agreed to: it needs no time.
 * ret_answer (may be NULL): the newest. */
bool ls_answer_settles(const struct ls_board *board, const char *refs, int64_t from, const struct ls_note **ret_answer);

/* The newest answer that somebody gave in advance to what the line is about, NULL where there is none. */
const struct ls_note *ls_live_answer(const struct ls_board *board, const struct ls_live *live,
                                     const struct ls_live_line *line);

/* What somebody did first where a change of the running sync did not go through: "dana took the lead first",
 * "dana went on first: line 3, SMS contract". mine, theirs: as in LS_SESSION_EVENT_CONFLICT. False, and nothing
 * appended, where it is not about the lead or the place of a meeting. */
bool ls_live_met_text(const struct ls_board *board, const struct ls_changeset *mine, const struct ls_changeset *theirs,
                      struct ls_buf *b);

/* The words of a refusal to end a third time without a decision. */
void ls_live_third_text(const struct ls_board *board, const struct ls_live_line *line, struct ls_buf *b);

/* "14:02, 0:58 given back × 4 people, B-2 gone after 6 days, the last syncs 21 → 14 minutes" */
void ls_live_receipt(const struct ls_board *board, const struct ls_live *live, struct ls_buf *b);

/* A signal to tell as the customer story: of the first line of customer signals that
 * has any, the newest one with a quote; 0: none. */
ls_id ls_live_story(const struct ls_board *board, const struct ls_live *live);

#endif
