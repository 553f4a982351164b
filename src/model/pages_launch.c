/* The launch sheet: one launch with its day and gate, its readiness, what ships, what stands in the way, what is decided. */
#include "lockstep/launch.h"
#include "model/pages_build.h"

static void launch_facts(const struct page *p, const struct ls_launch_state *s)
{
    const struct ls_launch *l = s->launch;
    const struct ls_item *release = ls_item_get(p->board, l->release);
    LS_AUTO(string) char *day = page_weekday(p, l->day), *gate = page_weekday(p, l->gate);
    LS_AUTO(string) char *owner = page_owner(p, l->owner, l->backup), *backup = page_person(p, l->backup);
    ls_paper_begin(p->paper, LS_PAPER_ITEM);
    ls_paper_strong(p->paper, "Day");
    ls_paper_say(p->paper, " %s", day);
    if (s->to_day != LS_NONE && s->to_day >= 0) {
        LS_AUTO(string) char *left = page_count(s->to_day, "business day", "business days");
        ls_paper_say(p->paper, ", in %s", left);
    }
    ls_paper_begin(p->paper, LS_PAPER_ITEM);
    ls_paper_strong(p->paper, "Gate");
    ls_paper_say(p->paper, " %s", gate);
    if (l->buffer_days != LS_NONE) {
        LS_AUTO(string) char *buffer = page_count(l->buffer_days, "business day", "business days");
        ls_paper_say(p->paper, ", %s of buffer before the day", buffer);
    }
    if (s->gate_late) {
        LS_AUTO(string) char *latest = page_weekday(p, s->latest_gate);
        ls_paper_say(p->paper, "; too late, it has to be by %s", latest);
    }
    ls_paper_begin(p->paper, LS_PAPER_ITEM);
    ls_paper_strong(p->paper, "Verdict");
    ls_paper_say(p->paper, " %s", l->verdict == LS_NONE ? "pending" : ls_enum_word(LS_ENUM_VERDICT, l->verdict));
    ls_paper_begin(p->paper, LS_PAPER_ITEM);
    ls_paper_strong(p->paper, "Owner");
    ls_paper_say(p->paper, " %s, backup %s", owner, backup);
    if (release) {
        LS_AUTO(string) char *name = page_name(p, release->rec.id), *due = page_weekday(p, release->due);
        ls_paper_begin(p->paper, LS_PAPER_ITEM);
        ls_paper_strong(p->paper, "Release");
        ls_paper_say(p->paper, " %s %s, %s", name, release->title, due);
    }
}

static void launch_checks(const struct page *p, const struct ls_launch_state *s)
{
    static const struct ls_paper_column columns[] = {
        {"area", false}, {"has to be so", false}, {"owner", false}, {"due", false}, {"state", false}, {"evidence", false},
    };
    size_t ready = s->states[LS_CHECK_STATE_READY] + s->states[LS_CHECK_STATE_WAIVED];
    ls_paper_heading(p->paper, 2, "Readiness: %zu of %zu, %zu at risk%s", ready, s->count, s->states[LS_CHECK_STATE_AT_RISK],
                     s->late ? ", some late" : "");
    if (!s->count) {
        ls_paper_line(p->paper, LS_PAPER_PARAGRAPH, "No checks yet: nobody can say whether it is ready.");
        return;
    }
    ls_paper_table(p->paper, columns, LS_COUNT(columns));
    for (size_t i = 0; i < s->count; i++) {
        const struct ls_launch_check *c = s->checks[i];
        bool late = c->due != LS_NONE && c->due < p->today && !ls_check_is_done(c);
        const char *state = ls_enum_word(LS_ENUM_CHECK_STATE, ls_check_state_of(c));
        LS_AUTO(string) char *owner = page_owner(p, c->owner, c->backup), *due = page_weekday(p, c->due);
        LS_AUTO(string) char *item = page_name(p, c->item);
        ls_paper_cell(p->paper, "%s", *c->area ? c->area : "-");
        ls_paper_cell(p->paper, "%s", c->criterion);
        ls_paper_cell(p->paper, "%s", owner);
        ls_paper_cell(p->paper, "%s", due);
        ls_paper_cell(p->paper, "%s%s", ls_check_state_of(c) == LS_CHECK_STATE_AT_RISK ? "at risk" : state, late ? ", late" : "");
        ls_paper_cell(p->paper, "%s%s%s", *c->evidence ? c->evidence : item, *c->evidence && *item ? ", " : "",
                      *c->evidence ? item : "");
    }
}

static void launch_item(const struct page *p, const struct ls_item *i)
{
    LS_AUTO(string) char *name = page_name(p, i->rec.id), *owner = page_owner(p, i->owner, i->backup);
    LS_AUTO(string) char *due = page_weekday(p, i->due);
    ls_paper_cell(p->paper, "%s %s", name, i->title);
    ls_paper_cell(p->paper, "%s", ls_enum_word(LS_ENUM_TRACK, i->track));
    ls_paper_cell(p->paper, "%s", owner);
    ls_paper_cell(p->paper, "%s", due);
    ls_paper_cell(p->paper, "%s", ls_enum_word(LS_ENUM_ITEM_STATUS, i->status));
}

/* What is in its release, the product's work first. */
static void launch_work(const struct page *p, const struct ls_launch *l)
{
    static const struct ls_paper_column columns[] = {
        {"item", false}, {"half", false}, {"owner", false}, {"due", false}, {"status", false},
    };
    bool any = false;
    for (int64_t track = 0; track < LS_TRACK_COUNT; track++) {
        LS_EACH(item, i, p->board) {
            if (!l->release || i->release != l->release || i->track != track || i->status == LS_ITEM_STATUS_CANCELED)
                continue;
            if (!any) {
                ls_paper_heading(p->paper, 2, "What ships");
                ls_paper_table(p->paper, columns, LS_COUNT(columns));
            }
            any = true;
            launch_item(p, i);
        }
    }
}

static void launch_blockers(const struct page *p, const struct ls_launch_state *s)
{
    ls_paper_heading(p->paper, 2, "In the way");
    page_blocker_table(p, s->blockers, s->blocker_count, "Nothing is blocked.");
}

/* Decisions that name its work, by the blocker that they resolve, and its verdict. */
static void launch_decisions(const struct page *p, const struct ls_launch_state *s)
{
    bool any = false;
    LS_EACH(decision, d, p->board) {
        bool about = d->rec.id == s->launch->decision;
        for (size_t i = 0; i < s->blocker_count && !about; i++)
            about = d->blocker && d->blocker == s->blockers[i]->rec.id;
        if (!about)
            continue;
        if (!any)
            ls_paper_heading(p->paper, 2, "Decisions");
        any = true;
        page_decision(p, d);
    }
}

int page_build_launch(const struct page *p, ls_id record, struct ls_error *err)
{
    struct ls_launch_state s = {0};
    (void)err;
    if (!ls_launch_read(p->board, record, p->today, &s))
        return 0; /* ls_page_build has found it */
    LS_AUTO(string) char *name = page_name(p, record);
    LS_AUTO(string) char *title = s.launch->tier != LS_NONE
                                      ? ls_asprintf("Launch %s %s, tier %lld", name, s.launch->name, (long long)s.launch->tier)
                                      : ls_asprintf("Launch %s %s", name, s.launch->name);
    page_title(p, title, "Everything on one sheet until the gate.");
    launch_facts(p, &s);
    launch_checks(p, &s);
    launch_blockers(p, &s);
    launch_decisions(p, &s);
    launch_work(p, s.launch);
    ls_launch_done(&s);
    return 0;
}
