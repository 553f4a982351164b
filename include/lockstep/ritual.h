/* Rituals: the templates that a team can switch on, the words of their cadences and feeds, and when each is held next.
 * How a single cadence is read is calendar.h's; what stands on an agenda is agenda.h's. */
#ifndef LOCKSTEP_RITUAL_H
#define LOCKSTEP_RITUAL_H

#include "lockstep/types.h"

struct ls_board;
struct ls_buf;
struct ls_changeset;
struct ls_error;
struct ls_ritual;

/* --- templates ------------------------------------------------------------------------------- */

struct ls_segment_template {
    const char *name;
    int minutes;
    const char *feed; /* as segment.feed holds it */
};

/* A ritual as it is switched on. Static. */
struct ls_ritual_template {
    const char *handle, *name, *cadence, *at;
    int minutes; /* the sum of its segments */
    const char *purpose;
    const struct ls_segment_template *segments;
    size_t segment_count;
};

/* The templates, the weekly sync first; NULL behind the last. */
const struct ls_ritual_template *ls_ritual_template(size_t i);

/* By handle, case folded; NULL where there is none. */
const struct ls_ritual_template *ls_ritual_template_find(const char *handle);

/* Makes the ritual and its segments; its minutes may differ from the template's: then each segment gets its share,
 * at least one minute, and what rounding leaves over goes to the longest. Returns the ritual's id. */
ls_id ls_ritual_create(struct ls_changeset *cs, const struct ls_board *board, const struct ls_ritual_template *from,
                       int64_t minutes, int64_t now);

/* The segments alone, for a ritual that has none. */
void ls_ritual_create_segments(struct ls_changeset *cs, const struct ls_board *board, ls_id ritual,
                               const struct ls_ritual_template *from, int64_t minutes, int64_t now);

/* --- words ----------------------------------------------------------------------------------- */

/* The ritual that text names, by its short name; LS_ENOTFOUND names those that there are. */
int ls_ritual_find(const struct ls_board *board, const char *text, ls_id *ret_ritual, struct ls_error *err);

/* Refuses words of a cadence or of `at` that nobody could plan by (LS_EREFUSED; err shows how they are said). */
int ls_ritual_check(const char *cadence, const char *at, struct ls_error *err);

/* Whether the words are a feed of a segment. */
bool ls_ritual_is_feed(const char *word, size_t len);

/* Appends the feeds that there are, joined by ", ". */
void ls_ritual_feeds(struct ls_buf *b);

/* Appends how often and when: "weekly, Thu 10:00", "per launch, +14 days". */
void ls_ritual_when(const struct ls_ritual *ritual, struct ls_buf *b);

/* --- next ------------------------------------------------------------------------------------ */

struct ls_occurrence {
    ls_id ritual;
    ls_id meeting; /* that is planned for it; 0: the cadence alone says so */
    int64_t at;    /* stamp */
    bool timed;    /* `at` names a time of day; else at is midnight */
    bool holiday;  /* on a holiday of the team */
    bool due;      /* ls_ritual_turns: it is about to begin, or should have begun and was not held */
};

/* The next occurrences of a ritual (0: of every active one), by time, the weekly sync first among equals.
 * until: stamp of the last that counts; most: how many of each. Daily rituals pass over holidays, others stay on
 * their day. What follows the launches that are planned ends with them. Returns how many; the caller frees. */
size_t ls_ritual_upcoming(const struct ls_board *board, ls_id ritual, int64_t now, int64_t until, size_t most,
                          struct ls_occurrence **ret);

/* Each active ritual once, in the order in which their turn comes: those that are due first. */
size_t ls_ritual_turns(const struct ls_board *board, int64_t now, struct ls_occurrence **ret);

/* The ritual whose turn it is: the first of ls_ritual_turns; the weekly sync where no other is active;
 * 0 where the team has none. */
ls_id ls_ritual_turn(const struct ls_board *board, int64_t now);

/* The team's minutes a week a person, if everybody attends what is active. */
double ls_ritual_team_minutes(const struct ls_board *board);

#endif
