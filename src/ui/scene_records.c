/* Decisions, blockers, items and lists of records as a line of the sync shows them. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/scene.h"

/* --- evidence ------------------------------------------------------------------------------------ */

struct evidence {
    const struct ls_signal *signal;
    int64_t weight;
};

static int evidence_compare(const void *a, const void *b)
{
    const struct evidence *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    if (x->signal->seen != y->signal->seen)
        return x->signal->seen < y->signal->seen ? 1 : -1;
    return x->signal->rec.num < y->signal->rec.num ? 1 : -1;
}

static const char *evidence_group(const struct evidence *e)
{
    return *e->signal->persona ? e->signal->persona : e->signal->customer;
}

/* Appends those of v that speak for the same persona (or customer) as v[at]. */
static void record_evidence_group(const struct scene *s, const struct evidence *v, size_t len, size_t at,
                                  struct ls_buf *b)
{
    const char *group = evidence_group(&v[at]);
    ls_buf_str(b, group);
    for (size_t i = at; i < len; i++) {
        if (strcmp(evidence_group(&v[i]), group))
            continue;
        ls_buf_str(b, i == at ? " " : ", ");
        ls_board_name(s->board, v[i].signal->rec.id, b);
        ls_buf_printf(b, "\u00a0%" PRId64, v[i].weight); /* a row never begins with the weight */
    }
}

/* "operations director S-2 3, S-12 2   dispatcher S-1 2": the signals of an item by weight, by who says it. */
static void record_evidence(const struct scene *s, ls_id item, enum page_weight weight, struct page *p)
{
    struct evidence *v = NULL;
    size_t len = 0, cap = 0;
    LS_EACH(signal_item, it, s->board) {
        const struct ls_signal *signal = ls_signal_get(s->board, it->signal);
        if (!item || it->item != item || !signal)
            continue;
        LS_GROW(v, len, cap);
        v[len++] = (struct evidence){signal, it->weight == LS_NONE ? 0 : it->weight};
    }
    if (len)
        qsort(v, len, sizeof(*v), evidence_compare);
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    for (size_t i = 0; i < len; i++) {
        size_t first = 0;
        while (strcmp(evidence_group(&v[first]), evidence_group(&v[i])))
            first++;
        if (first < i)
            continue;
        scene_comma(&text, 0, "   ");
        record_evidence_group(s, v, len, i, &text);
    }
    free(v);
    page_fact(p, weight, "evidence", text.data);
}

/* --- decisions ----------------------------------------------------------------------------------- */

static int option_compare(const void *a, const void *b)
{
    const struct ls_option *x = *(const struct ls_option *const *)a, *y = *(const struct ls_option *const *)b;
    return x->n < y->n ? -1 : x->n > y->n;
}

/* The decision's options by number; caller frees the array. */
static size_t record_options(const struct scene *s, ls_id decision, const struct ls_option ***ret_options)
{
    const struct ls_option **v = NULL;
    size_t len = 0, cap = 0;
    LS_EACH(option, it, s->board)
        if (it->decision == decision) {
            LS_GROW(v, len, cap);
            v[len++] = it;
        }
    if (len)
        qsort(v, len, sizeof(*v), option_compare);
    *ret_options = v;
    return len;
}

static void record_option(const struct ls_option *option, bool decided, struct page *p)
{
    enum page_weight weight = !decided || option->chosen ? PAGE_KEEP : PAGE_MORE;
    LS_AUTO(string) char *text =
        ls_asprintf("%s %" PRId64 "  %s", option->chosen ? "▸" : " ", option->n, option->label);
    struct page_row *row = page_add(p, weight, p->indent, text, option->effort);
    row->focus = option->chosen;
    row->right_role = option->chosen ? ROLE_NORMAL : ROLE_DIM;
    row->right_margin = 3;
    LS_AUTO(buf) struct ls_buf sides = LS_BUF_INIT;
    if (*option->pro)
        ls_buf_printf(&sides, "for: %s", option->pro);
    if (*option->con)
        ls_buf_printf(&sides, "%sagainst: %s", sides.len ? "   " : "", option->con);
    if (sides.len)
        page_add(p, PAGE_EXTRA, p->indent + 5, sides.data, "")->role = ROLE_DIM;
}

/* Who decides; 0: nobody is named. */
static ls_id record_decides(const struct ls_decision *d)
{
    return d->escalated_to ? d->escalated_to : d->approver;
}

/* " (guest)", " (absent)", " (not here)", "" for who takes part. Static. *ret_missing: whether they cannot decide here. */
static const char *record_presence(const struct scene *s, ls_id person, bool *ret_missing)
{
    *ret_missing = false;
    for (size_t i = 0; i < s->live.people_count; i++) {
        const struct ls_live_person *p = &s->live.people[i];
        if (p->person != person)
            continue;
        if (p->known && p->state == LS_ATTENDANCE_STATE_GUEST)
            return " (guest)";
        *ret_missing = p->known && p->state == LS_ATTENDANCE_STATE_ABSENT;
        return *ret_missing ? " (absent)" : "";
    }
    *ret_missing = true;
    return " (not here)";
}

void scene_decider_missing(const struct scene *s, ls_id decision, struct ls_buf *b)
{
    const struct ls_decision *d = ls_decision_get(s->board, decision);
    bool missing = false;
    if (d && record_decides(d))
        record_presence(s, record_decides(d), &missing);
    if (missing)
        ls_buf_printf(b, "%s decides and is not here", words_person(s->board, record_decides(d)));
}

static void record_points(const struct ls_decision *d, struct page *p)
{
    page_fact(p, PAGE_KEEP, "decided", d->decided);
    page_fact(p, PAGE_KEEP, "why", d->why);
    page_fact(p, PAGE_KEEP, "follows", d->follows);
}

void scene_body_decision(const struct scene *s, const struct ls_live_line *line, struct page *p)
{
    const struct ls_decision *d = ls_decision_get(s->board, line->decision);
    if (!d)
        return;
    const struct ls_blocker *blocker = ls_blocker_get(s->board, d->blocker);
    page_fact(p, PAGE_FACT, "why here", line->item->reason);
    bool decided = d->status == LS_DECISION_STATUS_DECIDED;
    page_fact(p, decided ? PAGE_EXTRA : PAGE_FACT, "cost", d->cost_of_delay);
    record_evidence(s, blocker ? blocker->item : 0, PAGE_FACT, p);
    if (decided) {
        record_points(d, p);
        LS_AUTO(buf) struct ls_buf missing = LS_BUF_INIT;
        scene_decider_missing(s, d->rec.id, &missing);
        size_t from = p->len;
        page_fact(p, PAGE_KEEP, "to tell", missing.data);
        page_role(p, from, ROLE_WARN);
    } else {
        ls_id decides = record_decides(d);
        bool missing = false;
        const char *presence = decides ? record_presence(s, decides, &missing) : "";
        LS_AUTO(string) char *who = decides ? ls_asprintf("decides: %s%s", words_person(s->board, decides), presence)
                                            : ls_strdup("");
        const char *options = strstr(line->item->ask, " options"); /* they stand below */
        LS_AUTO(string) char *ask = options ? ls_strndup(line->item->ask, (size_t)(options - line->item->ask))
                                            : ls_strdup(line->item->ask);
        page_fact_right(p, PAGE_MAIN, "asked", ask, who)->right_role = missing ? ROLE_WARN : ROLE_NORMAL;
    }
    page_blank(p);
    const struct ls_option **options;
    size_t n = record_options(s, d->rec.id, &options);
    for (size_t i = 0; i < n; i++)
        record_option(options[i], decided, p);
    free(options);
}

/* --- items and blockers -------------------------------------------------------------------------- */

/* "LS-21 ETA text message …, started, due Fri 3 Apr". */
static void record_item(const struct scene *s, const struct ls_item *item, bool title, struct ls_buf *b)
{
    size_t from = b->len;
    if (title) {
        ls_board_name(s->board, item->rec.id, b);
        ls_buf_printf(b, " %s", item->title);
    }
    scene_comma(b, from, ", ");
    ls_buf_str(b, ls_enum_word(LS_ENUM_ITEM_STATUS, item->status));
    if (item->due != LS_NONE) {
        ls_buf_str(b, item->due < s->today ? ", was due " : ", due ");
        scene_day(b, item->due, s->today);
    }
}

/* The release and the launch that an item goes out with. */
static void record_release(const struct scene *s, const struct ls_item *item, struct page *p)
{
    const struct ls_item *release = ls_item_get(s->board, item->release);
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (!release)
        return;
    ls_board_name(s->board, release->rec.id, &text);
    ls_buf_printf(&text, " %s", release->title);
    if (release->due != LS_NONE) {
        ls_buf_str(&text, " on ");
        scene_day(&text, release->due, s->today);
    }
    LS_EACH(launch, it, s->board)
        if (it->release == release->rec.id) {
            ls_buf_str(&text, ", launch ");
            ls_board_name(s->board, it->rec.id, &text);
            if (it->day != LS_NONE) {
                ls_buf_str(&text, " on ");
                scene_day(&text, it->day, s->today);
            }
        }
    page_fact(p, PAGE_MORE, "ships", text.data);
}

void scene_body_blocker(const struct scene *s, const struct ls_live_line *line, struct page *p)
{
    const struct ls_blocker *b = ls_blocker_get(s->board, line->blocker);
    if (!b)
        return;
    const struct ls_item *item = ls_item_get(s->board, b->item);
    page_fact(p, PAGE_FACT, "why here", line->item->reason);
    LS_AUTO(buf) struct ls_buf next = LS_BUF_INIT, open = LS_BUF_INIT, who = LS_BUF_INIT, stops = LS_BUF_INIT;
    ls_buf_str(&next, *b->next_step ? b->next_step : "no next step yet: n writes one");
    if (b->next_due != LS_NONE) {
        ls_buf_str(&next, b->next_due < s->today ? ", was due " : ", by ");
        scene_day(&next, b->next_due, s->today);
    }
    size_t from = p->len;
    page_fact(p, PAGE_MAIN, "next step", next.data);
    page_role(p, from, b->next_due != LS_NONE && b->next_due <= s->today ? ROLE_WARN : ROLE_NORMAL);
    words_count((size_t)ls_calendar_days(&s->calendar, b->opened, b->resolved == LS_NONE ? s->today : b->resolved),
                "business day", "business days", &open);
    ls_buf_str(&open, b->resolved == LS_NONE ? " open, since " : " from opening to resolved, since ");
    scene_day(&open, b->opened, s->today);
    page_fact(p, PAGE_MAIN, "clock", open.data);
    if (*b->resolution)
        page_fact(p, PAGE_KEEP, "resolved", b->resolution);
    words_owner(s->board, b->owner, b->backup, &who);
    if (line->item->acting && line->item->acting != b->owner)
        ls_buf_printf(&who, ", %s is away: %s acts", words_person(s->board, b->owner),
                      words_person(s->board, line->item->acting));
    page_fact(p, PAGE_MAIN, "owner", who.data);
    if (item) {
        record_item(s, item, true, &stops);
        page_fact(p, PAGE_FACT, "stops", stops.data);
        record_release(s, item, p);
        record_evidence(s, item->rec.id, PAGE_MORE, p);
    }
    page_fact(p, PAGE_MAIN, "asked", line->item->ask);
}

/* The item's other half, or that there is none. */
static void record_half(const struct scene *s, const struct ls_item *item, struct page *p)
{
    if (item->track != LS_TRACK_PRODUCT || item->type != LS_ITEM_TYPE_FEATURE)
        return;
    LS_EACH(link, it, s->board) {
        ls_id other = it->src == item->rec.id ? it->dst : it->dst == item->rec.id ? it->src : 0;
        const struct ls_item *half = ls_item_get(s->board, other);
        if (it->kind != LS_LINK_KIND_COUNTERPART || !half)
            continue;
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        record_item(s, half, true, &text);
        page_fact(p, PAGE_FACT, "other half", text.data);
        return;
    }
    size_t from = p->len;
    page_fact(p, PAGE_FACT, "other half", "none yet: an action (n) of somebody in marketing becomes it");
    page_role(p, from, ROLE_WARN);
}

void scene_body_item(const struct scene *s, const struct ls_live_line *line, struct page *p)
{
    const struct ls_item *item = ls_item_get(s->board, line->subject);
    page_fact(p, PAGE_FACT, "why here", line->item->reason);
    if (item) {
        LS_AUTO(buf) struct ls_buf state = LS_BUF_INIT, who = LS_BUF_INIT;
        record_item(s, item, false, &state);
        words_owner(s->board, item->owner, item->backup, &who);
        page_factf(p, PAGE_MAIN, "stands", "%s", state.data);
        page_fact(p, PAGE_FACT, "owner", who.data);
        page_fact(p, PAGE_FACT, "problem", item->problem);
        page_fact(p, PAGE_MORE, "done when", item->done_when);
        record_half(s, item, p);
        record_release(s, item, p);
        record_evidence(s, item->rec.id, PAGE_MORE, p);
    }
    page_fact(p, PAGE_MAIN, "asked", line->item->ask);
}

/* --- several records ------------------------------------------------------------------------------- */

/* "▼ 2 days late", "due today", "due Fri 13 Mar", "✓ done". */
static const char *record_due(const struct scene *s, const struct ls_item *item, bool narrow, struct ls_buf *b,
                              enum role *ret_role)
{
    *ret_role = ROLE_NORMAL;
    if (scene_record_is_closed(s, item->rec.id)) {
        ls_buf_printf(b, "✓ %s", item->resolution == LS_NONE ? ls_enum_word(LS_ENUM_ITEM_STATUS, item->status)
                                                             : ls_enum_word(LS_ENUM_RESOLUTION, item->resolution));
        *ret_role = ROLE_GOOD;
    } else if (item->due != LS_NONE && item->due < s->today) {
        ls_buf_str(b, "▼ ");
        words_count((size_t)ls_calendar_days(&s->calendar, item->due, s->today), narrow ? "d late" : "day late",
                    narrow ? "d late" : "days late", b);
        *ret_role = ROLE_WARN;
    } else if (item->due != LS_NONE) {
        ls_buf_str(b, narrow ? "" : "due ");
        scene_day(b, item->due, s->today);
    }
    return b->data;
}

static void record_row(const struct scene *s, const struct ls_item *item, struct page *p)
{
    enum { NAME = 7, OWNER = 8, DUE = 15, NARROW = 60, NARROW_DUE = 10 };
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, due = LS_BUF_INIT, right = LS_BUF_INIT, name = LS_BUF_INIT;
    enum role role;
    bool selected = s->selected == item->rec.id, narrow = p->width < NARROW;
    ls_board_name(s->board, item->rec.id, &name);
    ls_buf_str(&text, selected ? "▌ " : "  ");
    ls_text_fit(&text, name.data, NAME, false);
    ls_buf_str(&text, item->title);
    ls_text_fit(&right, words_person(s->board, item->owner), OWNER, false);
    ls_text_fit(&right, record_due(s, item, narrow, &due, &role), narrow ? NARROW_DUE : DUE, false);
    struct page_row *row = page_add(p, PAGE_KEEP, narrow ? 0 : 1, text.data, right.data);
    row->focus = selected;
    row->right_role = role;
}

void scene_body_records(const struct scene *s, const struct ls_live_line *line, struct page *p)
{
    ls_id *ids;
    size_t n = scene_records(line, &ids);
    page_fact(p, PAGE_MORE, "why here", line->item->reason);
    page_fact(p, PAGE_FACT, "asked", line->item->ask);
    page_blank(p);
    for (size_t i = 0; i < n; i++) {
        const struct ls_item *item = ls_item_get(s->board, ids[i]);
        if (item)
            record_row(s, item, p);
    }
    free(ids);
    page_blank(p);
    struct page_row *row = page_add(p, PAGE_EXTRA, p->indent, "↓ ↑ choose one, x it is done", "");
    row->role = ROLE_DIM;
}
