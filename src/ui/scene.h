/* What the files of the running sync share: the reading that they draw, and the parts of the screen.
 * scene.c reads, scene_head.c and scene_foot.c frame, scene_body.c with its kin says what a line is about. */
#ifndef LOCKSTEP_UI_SCENE_H
#define LOCKSTEP_UI_SCENE_H

#include "lockstep/meeting.h"
#include "ui/agenda_words.h"
#include "ui/page.h"
#include "ui/words.h"

/* What a line is about, which decides what is shown of it. */
enum scene_kind {
    SCENE_RECORDS, /* several records, each with an outcome of its own */
    SCENE_METRIC,
    SCENE_DECISION,
    SCENE_BLOCKER,
    SCENE_SIGNALS,
    SCENE_ITEM,
    SCENE_TRIAGE,
    SCENE_CLOSE,
    SCENE_FREE,
};

/* A reading of one meeting. What it points to lives until the board changes. */
struct scene {
    const struct ls_board *board;
    struct ls_live live;
    struct ls_agenda *agenda; /* as it was frozen; NULL where it cannot be read */
    struct ls_agenda_change *changes; /* what came or changed since, newest first */
    size_t change_count;
    struct ls_calendar calendar;
    struct ls_metric_book *metrics;
    struct agenda_words words; /* of these */
    int64_t today;
    int64_t last;  /* stamp: start of the meeting before; LS_NONE */
    ls_id selected; /* the record under the cursor on a line of several */
    bool read;      /* live holds a meeting */
    ls_id me;          /* who looks, 0: not known */
    ls_id look;        /* the line that is looked at while the sync is at another; 0: that one */
    bool deciding;     /* somebody here gives the points of what the line that is shown decides */
    bool leader_gone;  /* whoever leads had the file open and has not any more */
};

/* Zeroed to begin with; reads meeting again after the board changed. */
void scene_read(struct scene *s, const struct ls_board *board, ls_id meeting, const struct ls_watch *watch);
/* Only the clock moved. */
void scene_tick(struct scene *s, const struct ls_watch *watch);
void scene_done(struct scene *s);

/* The current line, NULL where none is. */
const struct ls_live_line *scene_current(const struct scene *s);
/* The line that is looked at: the current one, unless somebody wanders. NULL where there is none. */
const struct ls_live_line *scene_shown(const struct scene *s);
bool scene_wanders(const struct scene *s);

/* Whether the sync's place and clock are mine to move: I lead, or nobody does. */
bool scene_leads(const struct scene *s);

/* The handle of whoever leads, "" for nobody. Borrowed. */
const char *scene_leader(const struct scene *s);

enum scene_kind scene_kind_of(const struct scene *s, const struct ls_live_line *line);

/* The records of a line, in order; caller frees *ret_ids. */
size_t scene_records(const struct ls_live_line *line, ls_id **ret_ids);

/* Appends "B-2/D-9", "LS-20", "win_rate", "triage"; nothing for several records or none. */
void scene_ref(const struct scene *s, const struct ls_live_line *line, struct ls_buf *b);

/* Appends "margot decides and is not here"; nothing where whoever decides is, or nobody is named. */
void scene_decider_missing(const struct scene *s, ls_id decision, struct ls_buf *b);

/* Appends what a line is called in few columns: "B-2/D-9", "Activated", "Close". */
void scene_name(const struct scene *s, const struct ls_live_line *line, struct ls_buf *b);

/* The frozen agenda's line of a line, NULL where it is not known. */
const struct ls_agenda_line *scene_agenda_line(const struct scene *s, const struct ls_live_line *line);

/* The sign before a line, with its role: ◆ ■ ▼ “ 3 ◇ or a blank. */
const char *scene_glyph(const struct scene *s, const struct ls_live_line *line, enum role *ret_role);

/* Whether the record of a line that holds several is done with. */
bool scene_record_is_closed(const struct scene *s, ls_id record);

/* Appends "today", "tomorrow", "yesterday", "Fri 13 Mar" within a week, "3 Apr" beyond; nothing for
 * LS_NONE. */
void scene_day(struct ls_buf *b, int64_t date, int64_t today);

/* Appends ", " or another separator where b already holds something after from. */
void scene_comma(struct ls_buf *b, size_t from, const char *separator);

/* --- parts of the screen ---------------------------------------------------------------------- */

void scene_draw_head(const struct scene *s, struct area line);
void scene_draw_story(const struct scene *s, struct area line);
void scene_draw_segments(const struct scene *s, struct area line);
void scene_draw_body(const struct scene *s, struct area a);
void scene_draw_captured(const struct scene *s, struct area line);
void scene_draw_next(const struct scene *s, struct area line);
/* What came or changed since the start, in one line; the timetable of a wide screen holds it, too. */
void scene_draw_beside(const struct scene *s, struct area line);
void scene_draw_here(const struct scene *s, struct area line);
/* The rule below the segments: whom one follows, or where the sync is while one looks elsewhere. typing: words are being
 * typed about the line that is shown. */
void scene_draw_lead(const struct scene *s, struct area line, bool typing);
/* The whole agenda with times, for wide screens. */
void scene_draw_timetable(const struct scene *s, struct area a);
/* One line and a large clock, for sharing the screen. */
void scene_draw_large(const struct scene *s, struct area a);
/* What a closed meeting gives to keep. files: what was written, "" for nothing. */
void scene_draw_receipt(const struct scene *s, struct area a, const char *files);

/* A bar for a line's time: accent, from 80 % warn, over the plan reverse with the word. */
void scene_draw_bar(struct area a, int x, int y, int width, int64_t spent_ms, int64_t plan_ms);

/* --- what a line is about: rows of a page ------------------------------------------------------ */

void scene_body_decision(const struct scene *s, const struct ls_live_line *line, struct page *p);
void scene_body_blocker(const struct scene *s, const struct ls_live_line *line, struct page *p);
void scene_body_item(const struct scene *s, const struct ls_live_line *line, struct page *p);
void scene_body_signals(const struct scene *s, const struct ls_live_line *line, struct page *p);
void scene_body_metric(const struct scene *s, const struct ls_live_line *line, struct page *p, int height);
void scene_body_records(const struct scene *s, const struct ls_live_line *line, struct page *p);
void scene_body_triage(const struct scene *s, const struct ls_live_line *line, struct page *p, int height);
void scene_body_close(const struct scene *s, struct page *p);

#endif
