/* Pages about the team: who decides what, who has which area, what a newcomer reads first. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "lockstep/people.h"
#include "lockstep/work.h"
#include "model/pages_build.h"

enum { TEAM_REVIEW_DAYS = 90, TEAM_DECISIONS = 10, TEAM_WINS = 5, TEAM_WIN_DAYS = 90 };

/* --- RACI ------------------------------------------------------------------------------------------ */

/* What a topic lacks; NULL where it is in order. */
static char *team_topic_lacks(const struct page *p, const struct ls_topic *t)
{
    struct ls_buf b = LS_BUF_INIT;
    if (!ls_person_get(p->board, t->accountable))
        ls_buf_str(&b, ", nobody is accountable");
    else if (!ls_person_get(p->board, t->backup))
        ls_buf_str(&b, ", no backup");
    if (!*t->responsible)
        ls_buf_str(&b, ", nobody is responsible");
    if (t->reviewed == LS_NONE) {
        ls_buf_str(&b, ", never reviewed");
    } else if (p->today - t->reviewed > TEAM_REVIEW_DAYS) {
        LS_AUTO(string) char *day = page_day(p, t->reviewed);
        ls_buf_printf(&b, ", last reviewed on %s", day);
    }
    if (!b.len)
        return NULL;
    char *lacks = ls_strdup(b.data + 2);
    ls_buf_done(&b);
    return lacks;
}

int page_build_raci(const struct page *p, ls_id record, struct ls_error *err)
{
    bool any = false;
    (void)record;
    (void)err;
    page_title(p, "Who decides what", "One person is accountable for each topic; the backup acts while that person is away.");
    page_raci_table(p);
    LS_EACH(topic, t, p->board) {
        LS_AUTO(string) char *lacks = team_topic_lacks(p, t), *name = page_name(p, t->rec.id);
        if (!lacks)
            continue;
        if (!any)
            ls_paper_heading(p->paper, 2, "To settle");
        any = true;
        ls_paper_line(p->paper, LS_PAPER_ITEM, "%s %s: %s", name, t->name, lacks);
    }
    return 0;
}

/* --- assignments ------------------------------------------------------------------------------------- */

/* The people of a function who own open work of an initiative: first its owner and backup, then by how much. */
struct team_owners {
    struct team_owner {
        ls_id person;
        int64_t items; /* of the initiative itself a great many */
    } *v;
    size_t len, cap;
};

static void team_owns(const struct page *p, struct team_owners *owners, ls_id person, int64_t function, int64_t items)
{
    const struct ls_person *who = ls_person_get(p->board, person);
    if (!who || who->function != function || !who->active)
        return;
    for (size_t i = 0; i < owners->len; i++) {
        if (owners->v[i].person == person) {
            owners->v[i].items += items;
            return;
        }
    }
    LS_GROW(owners->v, owners->len, owners->cap);
    owners->v[owners->len++] = (struct team_owner){person, items};
}

static int team_compare_owners(const void *left, const void *right)
{
    const struct team_owner *a = left, *b = right;
    return a->items != b->items ? (a->items > b->items ? -1 : 1) : a->person < b->person ? -1 : a->person > b->person;
}

/* "Dana, Priya" of one function, "-" where there is nobody. */
static char *team_half(const struct page *p, const struct ls_item *initiative, int64_t function)
{
    enum { OF_ITSELF = 1000000 };
    struct team_owners owners = {0};
    struct ls_buf b = LS_BUF_INIT;
    team_owns(p, &owners, initiative->owner, function, 2 * OF_ITSELF);
    team_owns(p, &owners, initiative->backup, function, OF_ITSELF);
    LS_EACH(item, i, p->board) {
        if (i->parent == initiative->rec.id && ls_item_is_open(i))
            team_owns(p, &owners, i->owner, function, 1);
    }
    if (owners.len)
        qsort(owners.v, owners.len, sizeof(*owners.v), team_compare_owners);
    for (size_t i = 0; i < owners.len; i++) {
        ls_buf_str(&b, i ? ", " : "");
        ls_person_name(p->board, owners.v[i].person, &b);
    }
    ls_buf_str(&b, owners.len ? "" : "-");
    free(owners.v);
    return ls_buf_steal(&b);
}

static size_t team_open_work(const struct page *p, ls_id initiative)
{
    size_t count = 0;
    LS_EACH(item, i, p->board)
        count += i->parent == initiative && ls_item_is_open(i) && !ls_item_is_tier(i);
    return count;
}

/* Initiatives are the areas: what a PM and a PMM have to hold together. Returns how many lack a half. */
static size_t team_areas(const struct page *p)
{
    static const struct ls_paper_column columns[] = {
        {"area", false}, {"PM", false}, {"PMM", false}, {"open items", true}, {"missing", false},
    };
    size_t lacking = 0, rows = 0;
    LS_EACH(item, i, p->board) {
        if (i->type != LS_ITEM_TYPE_INITIATIVE || !ls_item_is_open(i))
            continue;
        if (!rows++)
            ls_paper_table(p->paper, columns, LS_COUNT(columns));
        LS_AUTO(string) char *name = page_name(p, i->rec.id);
        LS_AUTO(string) char *pm = team_half(p, i, LS_FUNCTION_PM), *pmm = team_half(p, i, LS_FUNCTION_PMM);
        bool no_pm = !strcmp(pm, "-"), no_pmm = !strcmp(pmm, "-");
        lacking += no_pm || no_pmm;
        ls_paper_cell(p->paper, "%s %s", name, i->title);
        ls_paper_cell(p->paper, "%s", pm);
        ls_paper_cell(p->paper, "%s", pmm);
        ls_paper_cell(p->paper, "%zu", team_open_work(p, i->rec.id));
        ls_paper_cell(p->paper, "%s", no_pm && no_pmm ? "PM and PMM" : no_pm ? "PM" : no_pmm ? "PMM" : "");
    }
    if (!rows)
        ls_paper_line(p->paper, LS_PAPER_PARAGRAPH, "No open initiatives yet: they are the areas of this page.");
    return lacking;
}

/* What a person carries, and for whom the person is the backup. */
static void team_person(const struct page *p, const struct ls_person *who)
{
    size_t owns = 0, backs = 0;
    struct ls_buf topics = LS_BUF_INIT;
    LS_EACH(item, i, p->board) {
        bool load = ls_item_is_load(i);
        owns += load && i->owner == who->rec.id;
        backs += load && i->backup == who->rec.id;
    }
    LS_EACH(topic, t, p->board) {
        if (t->accountable == who->rec.id)
            ls_buf_printf(&topics, "%s%s", topics.len ? ", " : "", t->name);
    }
    ls_paper_cell(p->paper, "%s", *who->name ? who->name : who->handle);
    ls_paper_cell(p->paper, "%s", ls_enum_word(LS_ENUM_FUNCTION, who->function));
    ls_paper_cell(p->paper, "%s", *who->area ? who->area : "-");
    ls_paper_cell(p->paper, "%zu", owns);
    ls_paper_cell(p->paper, "%zu", backs);
    ls_paper_cell(p->paper, "%s", topics.len ? topics.data : "-");
    ls_buf_done(&topics);
}

int page_build_assignments(const struct page *p, ls_id record, struct ls_error *err)
{
    static const struct ls_paper_column columns[] = {
        {"person", false}, {"function", false}, {"area", false}, {"owns", true}, {"backup of", true}, {"accountable for", false},
    };
    (void)record;
    (void)err;
    page_title(p, "Assignments", "Each area needs a PM and a PMM; who owns open work in it counts.");
    ls_paper_heading(p->paper, 2, "Areas");
    size_t lacking = team_areas(p);
    if (lacking) {
        LS_AUTO(string) char *areas = page_count((int64_t)lacking, "area lacks", "areas lack");
        ls_paper_line(p->paper, LS_PAPER_PARAGRAPH, "%s a half.", areas);
    }
    ls_paper_heading(p->paper, 2, "PMs and PMMs");
    ls_paper_table(p->paper, columns, LS_COUNT(columns));
    LS_EACH(person, who, p->board) {
        if (who->active && (who->function == LS_FUNCTION_PM || who->function == LS_FUNCTION_PMM))
            team_person(p, who);
    }
    return 0;
}

/* --- onboarding ------------------------------------------------------------------------------------------ */

static void team_people(const struct page *p)
{
    static const struct ls_paper_column columns[] = {{"person", false}, {"called", false}, {"function", false}, {"area", false}};
    ls_paper_heading(p->paper, 2, "Who is who");
    ls_paper_table(p->paper, columns, LS_COUNT(columns));
    LS_EACH(person, who, p->board) {
        if (!who->active)
            continue;
        const char *name = *who->name ? who->name : who->handle;
        LS_AUTO(string) char *until = page_day(p, who->away_until);
        if (!ls_person_is_away(who, p->today))
            ls_paper_cell(p->paper, "%s", name);
        else if (who->away_until == LS_NONE)
            ls_paper_cell(p->paper, "%s (away)", name);
        else
            ls_paper_cell(p->paper, "%s (away until %s)", name, until);
        ls_paper_cell(p->paper, "@%s", who->handle);
        ls_paper_cell(p->paper, "%s", ls_enum_word(LS_ENUM_FUNCTION, who->function));
        ls_paper_cell(p->paper, "%s", *who->area ? who->area : "-");
    }
}

static void team_glossary(const struct page *p)
{
    static const struct ls_paper_column columns[] = {{"term", false}, {"what it means", false}, {"instead of", false}};
    bool any = false;
    for (int64_t type = 0; type < LS_TERM_TYPE_COUNT; type++) {
        LS_EACH(term, t, p->board) {
            if (t->type != type)
                continue;
            if (!any) {
                ls_paper_heading(p->paper, 2, "Words we use");
                ls_paper_table(p->paper, columns, LS_COUNT(columns));
            }
            any = true;
            LS_AUTO(string) char *instead = page_set(p, t->instead_of);
            ls_paper_cell(p->paper, "%s%s%s%s", t->name, type ? " (" : "", type ? ls_enum_word(LS_ENUM_TERM_TYPE, type) : "",
                          type ? ")" : "");
            ls_paper_cell(p->paper, "%s", *t->definition ? t->definition : "-");
            ls_paper_cell(p->paper, "%s", instead);
        }
    }
}

static void team_rituals(const struct page *p)
{
    static const struct ls_paper_column columns[] = {
        {"ritual", false}, {"when", false}, {"minutes", true}, {"what for", false},
    };
    double weekly = 0;
    bool any = false;
    LS_EACH(ritual, r, p->board) {
        if (!r->active)
            continue;
        if (!any) {
            ls_paper_heading(p->paper, 2, "Rituals");
            ls_paper_table(p->paper, columns, LS_COUNT(columns));
        }
        any = true;
        weekly += ls_ritual_weekly_minutes(r);
        ls_paper_cell(p->paper, "%s", *r->name ? r->name : r->handle);
        ls_paper_cell(p->paper, "%s%s%s", r->cadence, *r->cadence && *r->at ? ", " : "", r->at);
        ls_paper_cell(p->paper, "%lld", (long long)r->minutes);
        ls_paper_cell(p->paper, "%s", *r->purpose ? r->purpose : "-");
    }
    if (any)
        ls_paper_line(p->paper, LS_PAPER_PARAGRAPH, "All together %.0f minutes a week.", ceil(weekly));
}

int page_build_onboarding(const struct page *p, ls_id record, struct ls_error *err)
{
    (void)record;
    (void)err;
    page_title(p, "Welcome", "What we want, who decides, how we talk, what is going on.");
    page_goal(p);
    team_people(p);
    ls_paper_heading(p->paper, 2, "Who decides what");
    page_raci_table(p);
    team_glossary(p);
    ls_paper_heading(p->paper, 2, "Decided lately");
    page_decisions(p, ls_date_make(1, 1, 1), p->today, TEAM_DECISIONS, "Nothing has been decided yet.");
    ls_paper_heading(p->paper, 2, "In the way now");
    page_blockers(p, "Nothing is blocked.");
    team_rituals(p);
    page_wins(p, p->today - TEAM_WIN_DAYS, p->today, TEAM_WINS);
    return 0;
}
