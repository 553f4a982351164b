/* What the rules of the agenda read: which meeting, which days, who leads, the segments. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/meeting.h"
#include "lockstep/people.h"
#include "lockstep/ritual.h"
#include "model/agenda_plan.h"

static const char SYNC_HANDLE[] = "sync";

ls_id ls_agenda_sync(const struct ls_board *board)
{
    ls_id first = 0;
    LS_EACH(ritual, ritual, board) {
        if (!strcasecmp(ritual->handle, SYNC_HANDLE))
            return ritual->rec.id;
        if (ritual->active && !first)
            first = ritual->rec.id;
    }
    return first;
}

/* --- the meeting ------------------------------------------------------------------------------- */

static int64_t meeting_start(const struct ls_meeting *meeting)
{
    return meeting->started != LS_NONE ? meeting->started : meeting->planned;
}

static const struct ls_meeting *meeting_last_closed(const struct ls_board *board, ls_id ritual)
{
    const struct ls_meeting *last = NULL;
    LS_EACH(meeting, meeting, board) {
        if (meeting->ritual == ritual && meeting->status == LS_MEETING_STATUS_CLOSED &&
            (!last || meeting_start(meeting) > meeting_start(last)))
            last = meeting;
    }
    return last;
}

/* The running one; else the earliest that is planned for today or later. One that was missed is passed over, and but. */
static const struct ls_meeting *meeting_next(const struct ls_board *board, ls_id ritual, int64_t now,
                                             const struct ls_meeting *but)
{
    const struct ls_meeting *next = NULL;
    int64_t today = ls_stamp_date(now);
    LS_EACH(meeting, meeting, board) {
        if (meeting->ritual != ritual || meeting == but)
            continue;
        if (meeting->status == LS_MEETING_STATUS_RUNNING)
            return meeting;
        if (meeting->status != LS_MEETING_STATUS_PLANNED || meeting->planned == LS_NONE ||
            ls_stamp_date(meeting->planned) < today)
            continue;
        if (!next || meeting->planned < next->planned)
            next = meeting;
    }
    return next;
}

/* When the ritual comes next by `at`: not before now, and not on the day of the last one. One that comes every
 * so many weeks, but for the sync itself, counts them from the last one. */
static int64_t meeting_by_cadence(const struct ls_board *board, const struct ls_ritual *ritual,
                                  const struct ls_meeting *last, int64_t now)
{
    int64_t minute = ls_ritual_minute(ritual), from = ls_stamp_date(now);
    if (minute != LS_NONE && ls_stamp_minute(now) > minute)
        from++;
    int64_t held = last ? ls_stamp_date(meeting_start(last)) : LS_NONE;
    if (held != LS_NONE && held >= from)
        from = held + 1;
    int64_t day = ls_ritual_day_from(board, ritual, from);
    int64_t following = held == LS_NONE ? LS_NONE : ls_ritual_day_following(board, ritual, held);
    if (following != LS_NONE && following > day && strcasestr(ritual->cadence, "every") &&
        strcasecmp(ritual->handle, SYNC_HANDLE))
        day = following;
    return ls_stamp_make(day, (int)(minute == LS_NONE ? 0 : minute));
}

ls_id ls_agenda_meeting(const struct ls_board *board, ls_id ritual, int64_t now, int64_t *ret_at)
{
    const struct ls_ritual *r = ls_ritual_get(board, ritual);
    const struct ls_meeting *meeting = meeting_next(board, ritual, now, NULL);
    if (ret_at && meeting)
        *ret_at = meeting->planned != LS_NONE ? meeting->planned : meeting_start(meeting);
    else if (ret_at)
        *ret_at = r ? meeting_by_cadence(board, r, meeting_last_closed(board, ritual), now) : now;
    return meeting ? meeting->rec.id : 0;
}

/* A copy of the board's and the changeset's rituals and meetings, and of launches, on which some rituals hang. */
static struct ls_board *meetings_with(const struct ls_board *board, const struct ls_changeset *cs)
{
    static const enum ls_entity wanted[] = {LS_E_RITUAL, LS_E_MEETING, LS_E_LAUNCH};
    struct ls_board *copy = ls_board_new();
    struct ls_changeset *part = ls_changeset_new(NULL);
    for (size_t w = 0; w < LS_COUNT(wanted); w++) {
        struct ls_board_walk walk = {board, wanted[w], 0};
        for (const struct ls_record *record; (record = ls_board_walk_next(&walk));)
            ls_board_put(copy, ls_record_copy(record));
        for (size_t i = 0; i < cs->len; i++) {
            const struct ls_record_edit *from = &cs->records[i];
            if (from->entity != wanted[w])
                continue;
            struct ls_record_edit *to = ls_changeset_add_record(part, from->entity, from->id);
            for (size_t e = 0; e < from->len; e++)
                ls_record_edit_add(to, from->edits[e].field, ls_value_copy(&from->edits[e].before),
                                   ls_value_copy(&from->edits[e].after));
        }
    }
    ls_board_apply(copy, part);
    ls_changeset_free(part);
    return copy;
}

int64_t ls_agenda_action_day(const struct ls_board *board, int64_t now)
{
    int64_t at = LS_NONE, today = ls_stamp_date(now);
    const struct ls_ritual *sync = ls_ritual_get(board, ls_agenda_sync(board));
    if (!sync)
        return LS_NONE;
    ls_agenda_meeting(board, sync->rec.id, now, &at);
    int64_t day = at == LS_NONE ? ls_ritual_day_from(board, sync, today + 1) : ls_stamp_date(at);
    return day <= today ? ls_ritual_day_following(board, sync, today) : day;
}

int64_t ls_agenda_action_day_with(const struct ls_board *board, const struct ls_changeset *cs, int64_t now)
{
    struct ls_board *copy = meetings_with(board, cs);
    int64_t day = ls_agenda_action_day(copy, now);
    ls_board_free(copy);
    return day;
}

/* --- segments ---------------------------------------------------------------------------------- */

static const struct {
    const char *word;
    unsigned feed;
} feed_words[] = {
    {"attendance", FEED_ATTENDANCE}, {"actions", FEED_ACTIONS}, {"metrics", FEED_METRICS},
    {"metrics.red", FEED_METRICS}, {"blockers", FEED_BLOCKERS}, {"escalations", FEED_ESCALATIONS},
    {"signals", FEED_SIGNALS}, {"signals.new", FEED_SIGNALS}, {"changes", FEED_CHANGES}, {"gaps", FEED_GAPS},
    {"triage", FEED_TRIAGE}, {"priorities", FEED_PRIORITIES}, {"recap", FEED_CLOSE}, {"rating", FEED_CLOSE},
    {"dependencies", FEED_DEPENDENCIES}, {"experiments", FEED_EXPERIMENTS}, {"launches", FEED_LAUNCHES},
    {"decisions", FEED_DECISIONS}, {"wins", FEED_WINS}, {"free", FEED_FREE},
};

static unsigned segment_feed(const char *word, size_t len)
{
    for (size_t i = 0; i < LS_COUNT(feed_words); i++) {
        if (strlen(feed_words[i].word) == len && !strncasecmp(feed_words[i].word, word, len))
            return feed_words[i].feed;
    }
    return 0;
}

bool ls_ritual_is_feed(const char *word, size_t len)
{
    return segment_feed(word, len) != 0;
}

void ls_ritual_feeds(struct ls_buf *b)
{
    for (size_t i = 0; i < LS_COUNT(feed_words); i++)
        ls_buf_printf(b, "%s%s", i ? ", " : "", feed_words[i].word);
}

static unsigned segment_read_feeds(const char *feed)
{
    const char *word;
    size_t len;
    ls_id id;
    unsigned feeds = 0;
    while (ls_set_next(&feed, &word, &len, &id))
        feeds |= segment_feed(word, len);
    return feeds;
}

/* A segment without a feed is read by its name, so that one typed in by hand works. */
static unsigned segment_feeds(const struct ls_segment *segment)
{
    const struct ls_ritual_template *usual = ls_ritual_template(0);
    for (size_t i = 0; i < usual->segment_count && !*segment->feed; i++) {
        if (!strcasecmp(usual->segments[i].name, segment->name))
            return segment_read_feeds(usual->segments[i].feed);
    }
    return segment_read_feeds(segment->feed);
}

static enum ls_agenda_kind segment_kind(unsigned feeds)
{
    static const struct {
        unsigned feeds;
        enum ls_agenda_kind kind;
    } kinds[] = {
        {FEED_CLOSE, LS_SEGMENT_CLOSE},
        {FEED_BLOCKERS | FEED_ESCALATIONS, LS_SEGMENT_BLOCKERS},
        {FEED_SIGNALS, LS_SEGMENT_SIGNALS},
        {FEED_CHANGES | FEED_GAPS | FEED_TRIAGE | FEED_PRIORITIES, LS_SEGMENT_PRIORITIES},
        {FEED_METRICS, LS_SEGMENT_NUMBERS},
        {FEED_ACTIONS | FEED_ATTENDANCE, LS_SEGMENT_OPEN},
    };
    for (size_t i = 0; i < LS_COUNT(kinds); i++) {
        if (feeds & kinds[i].feeds)
            return kinds[i].kind;
    }
    return LS_SEGMENT_OTHER;
}

static int segment_compare(const void *a, const void *b)
{
    const struct ls_segment *const *x = a, *const *y = b;
    return (*x)->n < (*y)->n ? -1 : (*x)->n > (*y)->n;
}

static void plan_add_segment(struct plan *plan, const char *name, unsigned feeds, int64_t minutes)
{
    LS_GROW(plan->segments, plan->segment_count, plan->segment_cap);
    plan->segments[plan->segment_count++] = (struct plan_segment){
        .name = name, .feeds = feeds, .kind = segment_kind(feeds),
        .seconds = minutes == LS_NONE || minutes < 0 ? 0 : minutes * 60};
}

static void plan_read_segments(struct plan *plan)
{
    const struct ls_segment **found = NULL;
    size_t len = 0, cap = 0;
    LS_EACH(segment, segment, plan->board) {
        if (segment->ritual != plan->ritual->rec.id)
            continue;
        LS_GROW(found, len, cap);
        found[len++] = segment;
    }
    if (len)
        qsort(found, len, sizeof(*found), segment_compare);
    for (size_t i = 0; i < len; i++)
        plan_add_segment(plan, found[i]->name, segment_feeds(found[i]), found[i]->minutes);
    /* for a team that has not said otherwise */
    const struct ls_ritual_template *usual = ls_ritual_template_find(plan->ritual->handle);
    usual = usual ? usual : ls_ritual_template(0);
    for (size_t i = 0; !len && i < usual->segment_count; i++)
        plan_add_segment(plan, usual->segments[i].name, segment_read_feeds(usual->segments[i].feed),
                         usual->segments[i].minutes);
    free(found);
}

/* Where a line by hand goes that has no segment: before Close, with no time of its own. */
struct plan_segment *plan_make_priorities(struct plan *plan)
{
    plan_add_segment(plan, "Priorities", 0, 0);
    size_t at = plan->segment_count - 1;
    struct plan_segment made = plan->segments[at];
    made.kind = LS_SEGMENT_PRIORITIES;
    for (; at > 0 && plan->segments[at - 1].kind == LS_SEGMENT_CLOSE; at--)
        plan->segments[at] = plan->segments[at - 1];
    plan->segments[at] = made;
    return &plan->segments[at];
}

/* Segments that sum to more than the ritual has lose what is too much from the end on, Close last. */
static void plan_trim_segments(struct plan *plan)
{
    int64_t left = plan->seconds;
    for (int close = 1; close >= 0; close--) {
        for (size_t i = 0; i < plan->segment_count; i++) {
            struct plan_segment *s = &plan->segments[i];
            if ((s->kind == LS_SEGMENT_CLOSE) != close)
                continue;
            s->seconds = s->seconds < left ? s->seconds : left;
            left -= s->seconds;
        }
    }
}

int plan_segment_by_name(const struct plan *plan, const char *segment)
{
    for (size_t i = 0; i < plan->segment_count; i++) {
        if (!strcasecmp(plan->segments[i].name, segment))
            return (int)i;
    }
    return -1;
}

enum ls_agenda_kind plan_kind_of_name(const struct plan *plan, const char *segment)
{
    int at = plan_segment_by_name(plan, segment);
    struct ls_segment unknown = {.name = segment, .feed = ""};
    return at >= 0 ? plan->segments[at].kind : segment_kind(segment_feeds(&unknown));
}

int plan_segment_by_kind(const struct plan *plan, enum ls_agenda_kind kind)
{
    for (size_t i = 0; i < plan->segment_count; i++) {
        if (plan->segments[i].kind == kind)
            return (int)i;
    }
    return -1;
}

/* --- days and people --------------------------------------------------------------------------- */

static void plan_read_meeting(struct plan *plan, ls_id ritual, int64_t at)
{
    const struct ls_meeting *over = plan->over ? plan->over->meeting : NULL;
    plan->last = over ? over : meeting_last_closed(plan->board, ritual);
    plan->meeting = over ? meeting_next(plan->board, ritual, plan->now, over)
                         : ls_meeting_get(plan->board, ls_agenda_meeting(plan->board, ritual, plan->now, &plan->at));
    if (over)
        plan->at = plan->meeting ? plan->meeting->planned : meeting_by_cadence(plan->board, plan->ritual, over, plan->now);
    plan->at = at == LS_NONE ? plan->at : at;
    plan->last_start = plan->last ? meeting_start(plan->last) : LS_NONE;
    plan->last_day = plan->last_start == LS_NONE ? LS_NONE : ls_stamp_date(plan->last_start);
    plan->today = ls_stamp_date(plan->at);
    plan->next = ls_ritual_day_following(plan->board, plan->ritual, plan->today);
    plan->previous = plan->last ? plan->last->facilitator : 0;
    plan->facilitator = plan->meeting ? plan->meeting->facilitator : 0;
    if (!ls_person_get(plan->board, plan->facilitator))
        plan->facilitator = ls_rota_next(plan->board, plan->ritual->rota, plan->previous);
    plan->triager = ls_rota_next(plan->board, plan->ritual->rota, plan->facilitator);
}

/* Rows of this meeting and of the last one. Those of a running meeting were frozen from the rules: only
 * the ones by hand count. */
static void plan_read_rows(struct plan *plan)
{
    size_t cap = 0;
    for (int pass = 0; pass < 2; pass++) {
        const struct ls_meeting *meeting = pass ? plan->last : plan->meeting;
        const struct ls_agenda_item **rows = NULL;
        size_t count = meeting ? ls_meeting_rows(plan->board, meeting->rec.id, &rows) : 0;
        for (size_t i = 0; i < count; i++) {
            if (!pass && meeting->status == LS_MEETING_STATUS_RUNNING && !rows[i]->by_hand)
                continue;
            LS_GROW(plan->rows, plan->row_count, cap);
            plan->rows[plan->row_count++] = rows[i];
        }
        free(rows);
        if (!pass)
            plan->rows_now = plan->row_count;
    }
}

static int days_compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* The median time to removal of closed blockers, in business days. */
static int64_t plan_median_days(const struct plan *plan)
{
    int64_t *days = NULL;
    size_t len = 0, cap = 0;
    LS_EACH(blocker, blocker, plan->board) {
        if (blocker->resolved == LS_NONE || blocker->opened == LS_NONE)
            continue;
        LS_GROW(days, len, cap);
        days[len++] = ls_calendar_days(&plan->calendar, blocker->opened, blocker->resolved);
    }
    if (!len)
        return LS_NONE;
    qsort(days, len, sizeof(*days), days_compare);
    int64_t median = (days[(len - 1) / 2] + days[len / 2]) / 2;
    free(days);
    return median;
}

/* The one walk over all items. */
static void plan_read_items(struct plan *plan)
{
    bool product = false, market = false;
    LS_EACH(item, item, plan->board) {
        product = product || item->track == LS_TRACK_PRODUCT;
        market = market || item->track == LS_TRACK_MARKET;
        if (plan->last && item->meeting == plan->last->rec.id && item->type == LS_ITEM_TYPE_ACTION) {
            plan->made++;
            plan->made_done += item->status == LS_ITEM_STATUS_DONE;
        }
        if (!ls_item_is_open(item))
            continue;
        LS_GROW(plan->items, plan->item_count, plan->item_cap);
        plan->items[plan->item_count++] = (struct plan_item){
            .item = item, .due = item->due, .created = item->created, .release = item->release,
            .type = (int8_t)item->type, .track = (int8_t)item->track, .status = (int8_t)item->status};
    }
    plan->both_tracks = product && market;
}

enum ls_line_state plan_row_state(const struct plan *plan, const struct ls_agenda_item *row)
{
    enum ls_line_state state = row->state == LS_NONE ? LS_LINE_STATE_QUEUED : (enum ls_line_state)row->state;
    if (!plan->over)
        return state;
    return row->rec.id == plan->over->row ? plan->over->state : state == LS_LINE_STATE_QUEUED ? LS_LINE_STATE_CARRIED : state;
}

void plan_init(struct plan *plan, const struct ls_board *board, const struct ls_ritual *ritual, int64_t at, int64_t now,
               const struct plan_over *over)
{
    *plan = (struct plan){.board = board, .over = over, .ritual = ritual, .now = now};
    ls_calendar_init(&plan->calendar, board);
    plan_read_meeting(plan, ritual->rec.id, at);
    plan->seconds = ritual->minutes == LS_NONE ? 0 : ritual->minutes * 60;
    plan->halves = ls_board_halves(board);
    plan->metrics = ls_metric_book_new(board);
    plan_read_segments(plan);
    plan_trim_segments(plan);
    plan_read_rows(plan);
    plan_read_items(plan);
    plan->median_days = plan_median_days(plan);
    LS_EACH(launch, launch, board) {
        if (launch->release && !ls_map_get(&plan->launch_of, launch->release))
            ls_map_put(&plan->launch_of, launch->release, (void *)(uintptr_t)launch);
    }
    LS_EACH(option, option, board) {
        uintptr_t count = (uintptr_t)ls_map_get(&plan->options, option->decision);
        if (option->decision)
            ls_map_put(&plan->options, option->decision, (void *)(count + 1));
    }
    plan_read_past(plan);
    plan_read_drops(plan);
}

void plan_done(struct plan *plan)
{
    for (size_t i = 0; i < plan->segment_count; i++)
        free(plan->segments[i].lines.v);
    free(plan->segments);
    free(plan->rows);
    free(plan->pasts);
    free(plan->actions);
    free(plan->items);
    ls_calendar_done(&plan->calendar);
    ls_metric_book_free(plan->metrics);
    ls_map_done(&plan->claimed);
    ls_map_done(&plan->named);
    ls_map_done(&plan->dropped);
    ls_map_done(&plan->past);
    ls_map_done(&plan->changed);
    ls_map_done(&plan->launch_of);
    ls_map_done(&plan->options);
    plan_tallies_done(plan);
}

const struct ls_launch *plan_launch_of(const struct plan *plan, const struct ls_item *item)
{
    return item && item->release ? ls_map_get(&plan->launch_of, item->release) : NULL;
}
