/* The rituals that a team can switch on, with their segments and what feeds them: one table. */
#include <strings.h>

#include "lockstep/board.h"
#include "lockstep/ritual.h"

static const struct ls_segment_template sync_segments[] = {
    {"Open", 1, "attendance;actions"},
    {"Numbers", 2, "metrics.red"},
    {"Blockers", 6, "blockers;escalations"},
    {"Customer signals", 3, "signals.new"},
    {"Priorities", 2, "changes;gaps;triage"},
    {"Close", 1, "recap;rating"},
};
static const struct ls_segment_template huddle_segments[] = {
    {"Status", 5, "changes"},
    {"Blockers", 10, "blockers;escalations"},
    {"Dependencies", 15, "dependencies"},
    {"Next steps", 10, "priorities"},
    {"Owners", 5, "actions"},
};
static const struct ls_segment_template standup_segments[] = {
    {"Blockers", 10, "blockers;escalations"},
    {"Today", 4, "actions"},
    {"Close", 1, "recap"},
};
static const struct ls_segment_template block_segments[] = {
    {"Launches", 15, "launches"},
    {"Blockers", 15, "blockers;escalations"},
    {"Dependencies", 15, "dependencies"},
    {"Decisions", 10, "decisions"},
    {"Close", 5, "actions;recap"},
};
static const struct ls_segment_template analytics_segments[] = {
    {"Numbers", 10, "metrics"},
    {"Experiments", 8, "experiments"},
    {"Customer signals", 7, "signals"},
    {"Close", 5, "actions;recap"},
};
static const struct ls_segment_template oneonone_segments[] = {
    {"Promised", 5, "actions"},
    {"Talk", 20, "free"},
    {"Close", 5, "recap"},
};
static const struct ls_segment_template monthly_segments[] = {
    {"Wins", 10, "wins"},
    {"Numbers", 20, "metrics"},
    {"Launches", 15, "launches"},
    {"Experiments", 15, "experiments"},
    {"Decisions", 15, "decisions"},
    {"Priorities", 10, "priorities"},
    {"Close", 5, "actions;recap;rating"},
};
static const struct ls_segment_template voice_segments[] = {
    {"Customer", 35, "free"},
    {"Customer signals", 15, "signals"},
    {"Close", 10, "actions;recap"},
};
static const struct ls_segment_template roadmap_segments[] = {
    {"Launches", 15, "launches"},
    {"Dependencies", 15, "dependencies"},
    {"Decisions", 15, "decisions"},
    {"Priorities", 10, "priorities"},
    {"Close", 5, "actions;recap"},
};
static const struct ls_segment_template quarter_segments[] = {
    {"Wins", 15, "wins"},
    {"Numbers", 30, "metrics"},
    {"Experiments", 20, "experiments"},
    {"Decisions", 30, "decisions"},
    {"Dependencies", 25, "dependencies"},
    {"Priorities", 50, "priorities"},
    {"Close", 10, "actions;recap;rating"},
};
static const struct ls_segment_template retro_segments[] = {
    {"Numbers", 10, "metrics"},
    {"Customer signals", 10, "signals"},
    {"Keep", 15, "free"},
    {"Change", 15, "free"},
    {"Close", 10, "actions;recap;rating"},
};

#define SEGMENTS(name) name, LS_COUNT(name)
static const struct ls_ritual_template templates[] = {
    {"sync", "PM/PMM weekly sync", "weekly", "Tue 09:30", 15, "Remove blockers, hear customers, adjust priorities",
     SEGMENTS(sync_segments)},
    {"huddle", "Strategy huddle", "weekly", "Thu 10:00", 45, "What to deliver next", SEGMENTS(huddle_segments)},
    {"standup", "Blocker stand-up", "daily", "09:15", 15, "Quick blockers", SEGMENTS(standup_segments)},
    {"block", "Cross-functional block", "twice weekly", "Mon and Wed 14:00", 60, "Alignment in launch weeks",
     SEGMENTS(block_segments)},
    {"analytics", "Analytics and feedback", "weekly", "Mon 11:00", 30, "Metrics, experiments and feedback",
     SEGMENTS(analytics_segments)},
    {"oneonone", "PM/PMM one-to-one", "weekly", "Fri 09:00", 30, "Outcomes, not deliverables",
     SEGMENTS(oneonone_segments)},
    {"monthly", "Monthly review", "monthly", "first Wed 10:00", 90, "Profit and customer impact, experiments, learnings",
     SEGMENTS(monthly_segments)},
    {"voice", "Customer session", "monthly", "third Tue 15:00", 60, "Validate changes before a broad rollout",
     SEGMENTS(voice_segments)},
    {"roadmap", "Roadmap review", "every 6 weeks", "Wed 14:00", 60, "Keep the three tiers aligned",
     SEGMENTS(roadmap_segments)},
    {"quarter", "Quarterly planning", "quarterly", "first Tue Feb May Aug Nov 10:00", 180,
     "Priorities, drivers, metrics, both halves of the backlog", SEGMENTS(quarter_segments)},
    {"retro", "Launch retro", "per launch", "+14 days 14:00", 60, "What to keep and what to change",
     SEGMENTS(retro_segments)},
};

const struct ls_ritual_template *ls_ritual_template(size_t i)
{
    return i < LS_COUNT(templates) ? &templates[i] : NULL;
}

const struct ls_ritual_template *ls_ritual_template_find(const char *handle)
{
    for (size_t i = 0; i < LS_COUNT(templates); i++) {
        if (!strcasecmp(templates[i].handle, handle))
            return &templates[i];
    }
    return NULL;
}

/* --- making one ------------------------------------------------------------------------------ */

static int64_t template_share(const struct ls_ritual_template *from, size_t i, int64_t total)
{
    int64_t share = from->segments[i].minutes * total / from->minutes;
    return share < 1 ? 1 : share;
}

void ls_ritual_create_segments(struct ls_changeset *cs, const struct ls_board *board, ls_id ritual,
                               const struct ls_ritual_template *from, int64_t minutes, int64_t now)
{
    int64_t left = minutes;
    size_t longest = 0;
    for (size_t i = 0; i < from->segment_count; i++) {
        left -= template_share(from, i, minutes);
        longest = from->segments[i].minutes > from->segments[longest].minutes ? i : longest;
    }
    for (size_t i = 0; i < from->segment_count; i++) {
        ls_id segment = ls_change_create(cs, LS_E_SEGMENT, now);
        int64_t share = template_share(from, i, minutes) + (i == longest ? left : 0);
        ls_change_ref(cs, board, segment, LS_F_segment_ritual, ritual);
        ls_change_int(cs, board, segment, LS_F_segment_n, (int64_t)i + 1);
        ls_change_text(cs, board, segment, LS_F_segment_name, from->segments[i].name);
        ls_change_int(cs, board, segment, LS_F_segment_minutes, share < 1 ? 1 : share);
        ls_change_text(cs, board, segment, LS_F_segment_feed, from->segments[i].feed);
    }
}

ls_id ls_ritual_create(struct ls_changeset *cs, const struct ls_board *board, const struct ls_ritual_template *from,
                       int64_t minutes, int64_t now)
{
    ls_id ritual = ls_change_create(cs, LS_E_RITUAL, now);
    ls_ritual_create_segments(cs, board, ritual, from, minutes, now);
    ls_change_text(cs, board, ritual, LS_F_ritual_handle, from->handle);
    ls_change_text(cs, board, ritual, LS_F_ritual_name, from->name);
    ls_change_text(cs, board, ritual, LS_F_ritual_cadence, from->cadence);
    ls_change_text(cs, board, ritual, LS_F_ritual_at, from->at);
    ls_change_int(cs, board, ritual, LS_F_ritual_minutes, minutes);
    ls_change_text(cs, board, ritual, LS_F_ritual_purpose, from->purpose);
    return ritual;
}
