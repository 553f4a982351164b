/* What holds for the agenda of any ritual, whoever its team is: agenda_rituals SEED FOLDER...
 *
 * Each folder holds a team as CSV (gen_team.py) and, in NOW, the moment. On each the rituals of all templates are planned,
 * in their own minutes and in fewer and more, and rituals of random segments, with no meetings before and with those that
 * the team's sync had. Prints the invariants that do not hold; exit status 1 where there is one. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"
#include "lockstep/agenda_out.h"
#include "lockstep/board.h"
#include "lockstep/changeset.h"
#include "lockstep/error.h"
#include "lockstep/ritual.h"
#include "team_dir.h"

enum { RANDOM_RITUALS = 12, SEGMENTS_MOST = 7, FEEDS_MOST = 3, FAILURES_SHOWN = 20 };

/* Which rules a feed lets in; written from the manual, not from the planner. */
static const struct {
    const char *feed;
    unsigned rules;
} FEEDS[] = {
#define R(ID) (1u << LS_RULE_##ID)
    {"attendance", 0}, {"actions", R(OPEN)}, {"metrics", R(METRIC)}, {"metrics.red", R(METRIC)}, {"blockers", R(BLOCKER)},
    {"escalations", R(ESCALATION)}, {"signals", R(SIGNAL)}, {"signals.new", R(SIGNAL)}, {"changes", R(CHANGED) | R(THIRD)},
    {"gaps", R(HALF) | R(REVIEW) | R(RELEASE) | R(OVERDUE) | R(THIRD)}, {"triage", R(TRIAGE)},
    {"priorities", R(HALF) | R(REVIEW) | R(RELEASE) | R(OVERDUE) | R(THIRD) | R(CHANGED) | R(TRIAGE)},
    {"recap", R(CLOSE)}, {"rating", R(CLOSE)}, {"dependencies", R(DEPENDENCY)}, {"experiments", R(EXPERIMENT)},
    {"launches", R(LAUNCH)}, {"decisions", R(DECISION) | R(REVIEW)}, {"wins", R(WIN)}, {"free", R(FREE)},
};
static const unsigned ANYWHERE = R(HAND) | R(UNREACHED);

struct tried {
    const struct ls_board *board;
    const struct ls_agenda *agenda;
    const char *team, *what;
    unsigned allowed[SEGMENTS_MOST + 1]; /* by segment of the ritual */
    size_t segments;
    int64_t minutes, carried; /* carried: how often any line of the ritual's meetings had been; -1: no meetings */
};

static uint64_t seed;
static int failures;
static size_t agendas, lines;

static size_t roll(size_t sides)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (size_t)(seed % sides);
}

static void check(const struct tried *t, bool holds, const char *what, ...) LS_PRINTF(3, 4);
static void check(const struct tried *t, bool holds, const char *what, ...)
{
    va_list args;
    if (holds || ++failures > FAILURES_SHOWN)
        return;
    printf("%s, %s, %" PRId64 " minutes: ", t->team, t->what, t->minutes);
    va_start(args, what);
    vprintf(what, args);
    va_end(args);
    putchar('\n');
}

static unsigned feed_rules(const char *feeds)
{
    const char *word;
    size_t len;
    ls_id id;
    unsigned rules = 0;
    while (ls_set_next(&feeds, &word, &len, &id))
        for (size_t i = 0; i < LS_COUNT(FEEDS); i++)
            if (strlen(FEEDS[i].feed) == len && !strncmp(FEEDS[i].feed, word, len))
                rules |= FEEDS[i].rules;
    return rules;
}

/* --- invariants --------------------------------------------------------------------------------- */

static void check_time(const struct tried *t)
{
    const struct ls_agenda *a = t->agenda;
    int64_t start = 0;
    check(t, a->seconds == t->minutes * 60, "has %" PRId64 " seconds", a->seconds);
    for (size_t i = 0; i < a->count; i++) {
        const struct ls_agenda_line *line = &a->lines[i];
        check(t, line->position == (int)i + 1, "line %zu has position %d", i + 1, line->position);
        check(t, line->today == (i < a->today_count), "line %zu is on the wrong side of Not today", i + 1);
        check(t, line->wanted > 0, "line %zu asks for nothing", i + 1);
        if (!line->today) {
            check(t, line->start == LS_NONE && line->planned == LS_NONE, "line %zu, not today, has a time", i + 1);
            continue;
        }
        check(t, line->start == start && line->planned > 0, "line %zu starts at %" PRId64 " for %" PRId64, i + 1,
              line->start, line->planned);
        start += line->planned;
    }
    check(t, start == a->planned && a->planned + a->spare == a->seconds && a->spare >= 0,
          "plans %" PRId64 " and spares %" PRId64 " of %" PRId64 " seconds, its lines have %" PRId64, a->planned, a->spare,
          a->seconds, start);
}

static void check_segments(const struct tried *t)
{
    const struct ls_agenda *a = t->agenda;
    for (size_t s = 0; s < a->segment_count; s++) {
        int64_t planned = 0;
        size_t count = 0;
        for (size_t i = 0; i < a->today_count; i++) {
            planned += a->lines[i].segment == (int)s ? a->lines[i].planned : 0;
            count += a->lines[i].segment == (int)s;
        }
        check(t, planned == a->segments[s].planned && count == a->segments[s].lines,
              "segment %zu says %zu lines of %" PRId64 " seconds", s + 1, a->segments[s].lines, a->segments[s].planned);
    }
}

/* Lines that hands put there may stand anywhere; a ritual that lacks the segment of one gets it. */
static void check_feeds(const struct tried *t)
{
    for (size_t i = 0; i < t->agenda->count; i++) {
        const struct ls_agenda_line *line = &t->agenda->lines[i];
        bool inside = line->segment >= 0 && (size_t)line->segment < t->agenda->segment_count;
        check(t, inside, "line %zu is of no segment", i + 1);
        if (!inside || (ANYWHERE & 1u << line->rule))
            continue;
        bool fed = t->agenda->segment_count == t->segments && (t->allowed[line->segment] & 1u << line->rule);
        check(t, fed || t->agenda->segment_count != t->segments, "line %zu, %s (%s), stands in %s, whose feed does not want it",
              i + 1, line->title, ls_agenda_rule_word(line->rule), t->agenda->segments[line->segment].name);
    }
}

/* On one line at most; a line may name several. */
static void check_records(const struct tried *t)
{
    struct ls_map seen = {0};
    for (size_t i = 0; i < t->agenda->count; i++) {
        const struct ls_agenda_line *line = &t->agenda->lines[i];
        const char *at = line->refs, *word;
        size_t len;
        ls_id id;
        while (ls_set_next(&at, &word, &len, &id)) {
            check(t, !id || !ls_map_get(&seen, id), "line %zu, %s, holds what another line holds", i + 1, line->ref);
            check(t, !id || ls_board_record(t->board, id), "line %zu holds what is not there", i + 1);
            if (id)
                ls_map_put(&seen, id, &seen);
        }
        check(t, *line->title && *line->why && *line->ask, "line %zu says nothing", i + 1);
        check(t, line->acting == line->owner || line->acting == line->backup, "line %zu: acting is neither", i + 1);
        check(t, !line->owner || line->owner != line->backup, "line %zu: owner and backup are one", i + 1);
        check(t, line->carried >= 0 && line->carried <= t->carried + 1, "line %zu was carried %" PRId64
              " times, none before more than %" PRId64, i + 1, line->carried, t->carried);
        check(t, line->rule != LS_RULE_THIRD || line->carried >= 2, "line %zu is no third time", i + 1);
    }
    ls_map_done(&seen);
}

/* --- rituals ------------------------------------------------------------------------------------ */

/* One ritual of the board's: planned twice, looked at. */
static void try_ritual(struct tried *t, ls_id ritual, int64_t now)
{
    struct ls_agenda *agenda = NULL, *again = NULL;
    struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf first = LS_BUF_INIT, second = LS_BUF_INIT;
    int code = ls_agenda_plan(t->board, ritual, now, &agenda, &err);
    check(t, code == LS_OK, "cannot be planned: %s", err.message ? err.message : "?");
    ls_error_done(&err);
    if (code)
        return;
    t->agenda = agenda;
    check_time(t);
    check_segments(t);
    check_feeds(t);
    check_records(t);
    ls_agenda_plan(t->board, ritual, now, &again, NULL);
    ls_agenda_csv(t->board, agenda, false, &first);
    ls_agenda_csv(t->board, again, false, &second);
    check(t, !strcmp(first.data, second.data), "differs when asked twice");
    agendas++;
    lines += agenda->count;
    ls_agenda_free(agenda);
    ls_agenda_free(again);
}

/* All meetings of the team become the ritual's, so that lines were carried; returns how often at most. */
static int64_t give_meetings(const struct ls_board *board, struct ls_changeset *cs, ls_id ritual)
{
    int64_t most = 0;
    LS_EACH(meeting, m, board)
        ls_change_ref(cs, board, m->rec.id, LS_F_meeting_ritual, ritual);
    LS_EACH(agenda_item, row, board)
        most = row->carried > most ? row->carried : most;
    return most;
}

static ls_id make_ritual(struct tried *t, const struct ls_ritual_template *from, struct ls_changeset *cs, bool met,
                         int64_t now)
{
    ls_id ritual = ls_ritual_create(cs, t->board, from, t->minutes, now);
    ls_change_text(cs, t->board, ritual, LS_F_ritual_handle, "tried");
    t->what = from->handle;
    t->segments = from->segment_count;
    for (size_t i = 0; i < from->segment_count; i++)
        t->allowed[i] = feed_rules(from->segments[i].feed);
    t->carried = met ? give_meetings(t->board, cs, ritual) : -1;
    return ritual;
}

/* On the team's own board, which is as before when it is done. */
static void try_template(struct ls_board *board, const char *team, const struct ls_ritual_template *from,
                         int64_t minutes, bool met, int64_t now)
{
    struct tried t = {.board = board, .team = team, .minutes = minutes};
    struct ls_changeset *cs = ls_changeset_new("try");
    ls_id ritual = make_ritual(&t, from, cs, met, now);
    ls_board_apply(board, cs);
    try_ritual(&t, ritual, now);
    struct ls_changeset *back = ls_changeset_inverse(cs, now);
    ls_board_apply(board, back);
    ls_changeset_free(back);
    ls_changeset_free(cs);
}

static void try_random(struct ls_board *board, const char *team, int64_t now)
{
    static const char *const NAMES[SEGMENTS_MOST] = {"One", "Blockers", "Três", "四", "Priorities", "Close", "Seven"};
    struct ls_segment_template segments[SEGMENTS_MOST];
    struct ls_buf feeds[SEGMENTS_MOST];
    struct ls_ritual_template from = {.handle = "random", .name = "Random", .cadence = "weekly", .at = "Thu 10:00",
                                      .purpose = "", .segments = segments, .segment_count = 1 + roll(SEGMENTS_MOST)};
    for (size_t i = 0; i < from.segment_count; i++) {
        ls_buf_init(&feeds[i]);
        for (size_t n = 1 + roll(FEEDS_MOST); n-- > 0;)
            ls_buf_printf(&feeds[i], "%s%s", feeds[i].len ? ";" : "", FEEDS[roll(LS_COUNT(FEEDS))].feed);
        segments[i] = (struct ls_segment_template){NAMES[i], 1 + (int)roll(20), feeds[i].data};
        from.minutes += segments[i].minutes;
    }
    try_template(board, team, &from, from.minutes, roll(2), now);
    for (size_t i = 0; i < from.segment_count; i++)
        ls_buf_done(&feeds[i]);
}

static void try_team(struct ls_board *board, const char *team, int64_t now)
{
    const struct ls_ritual_template *from;
    for (size_t i = 0; (from = ls_ritual_template(i)); i++) {
        try_template(board, team, from, from->minutes, false, now);
        try_template(board, team, from, from->minutes, true, now);
        try_template(board, team, from, (int64_t)from->segment_count, true, now);
        try_template(board, team, from, from->minutes * 3, false, now);
    }
    for (int i = 0; i < RANDOM_RITUALS; i++)
        try_random(board, team, now);
}

static int read_team(const char *folder, int64_t *ret_now, struct ls_board **ret_board, struct ls_error *err)
{
    LS_AUTO(string) char *path = ls_asprintf("%s/NOW", folder);
    LS_AUTO(buf) struct ls_buf now = LS_BUF_INIT;
    FILE *f = fopen(path, "r");
    for (int c; f && (c = getc(f)) > ' ';)
        ls_buf_char(&now, (char)c);
    if (f)
        fclose(f);
    if (!ls_stamp_parse(now.data, ret_now))
        return ls_error_set(err, LS_EUSAGE, "%s holds no time", path);
    return team_dir_read(folder, *ret_now, ret_board, err);
}

int main(int argc, char **argv)
{
    ls_clock_set_zone("UTC");
    seed = argc > 1 ? strtoull(argv[1], NULL, 10) * 0x9E3779B97F4A7C15u + 1 : 1;
    for (int i = 2; i < argc; i++) {
        struct ls_board *board = NULL;
        struct ls_error err = {0};
        int64_t now;
        if (read_team(argv[i], &now, &board, &err) < 0) {
            printf("%s: %s\n", argv[i], err.message);
            failures++;
        } else {
            try_team(board, argv[i], now);
        }
        ls_board_free(board);
        ls_error_done(&err);
    }
    printf("%d teams, %zu agendas of %zu lines, %d failed\n", argc - 2, agendas, lines, failures);
    return failures || !agendas;
}
