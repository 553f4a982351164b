/* Gaps in the work: blockers, items, escalations, owners and backups, the market half, tiers, words. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/map.h"
#include "base/text.h"
#include "lockstep/decision.h"
#include "lockstep/glossary.h"
#include "lockstep/people.h"
#include "lockstep/setting.h"
#include "lockstep/snooze.h"
#include "model/gaps_find.h"

enum { BACKUPS_FROM = 3 };

/* --- blockers, ideas, escalations --------------------------------------------------------------- */

static void gap_blockers(struct gap_finder *f)
{
    LS_EACH(blocker, b, f->board) {
        if (b->resolved == LS_NONE && !*b->next_step)
            gap_add(f, LS_GAP_NEXT_STEP, b->rec.id, "say what happens next, and by when", "has no next step");
    }
}

static void gap_items(struct gap_finder *f)
{
    LS_EACH(item, i, f->board) {
        if (!ls_item_is_open(i))
            continue;
        if (i->type == LS_ITEM_TYPE_RELEASE && i->due == LS_NONE)
            gap_add(f, LS_GAP_RELEASE_DATE, i->rec.id, "set its due date", "is a release without a date");
        if (i->rec.imported && i->type == LS_ITEM_TYPE_IDEA && !*i->problem)
            gap_add(f, LS_GAP_PROBLEM, i->rec.id, "ask whoever brought it, or write the problem in one line",
                    "came by import without a problem");
        if (ls_snooze_is_adrift(f->board, i)) {
            LS_AUTO(buf) struct ls_buf events = LS_BUF_INIT;
            ls_snooze_words(f->board, i, &events);
            gap_add(f, LS_GAP_SNOOZE, i->rec.id, "give that a day, or snooze the item until a day",
                    "sleeps for %s, which has no day", events.data);
        }
    }
}

/* How many options each decision has: in the map as a number. */
static void gap_count_options(const struct ls_board *board, struct ls_map *options)
{
    LS_EACH(option, o, board) {
        uintptr_t count = (uintptr_t)ls_map_get(options, o->decision);
        if (o->decision)
            ls_map_put(options, o->decision, (void *)(count + 1));
    }
}

static void gap_drafts(struct gap_finder *f)
{
    struct ls_map options = {0};
    gap_count_options(f->board, &options);
    LS_EACH(decision, d, f->board) {
        if (d->status != LS_DECISION_STATUS_PROPOSED || !(d->escalated_to || d->blocker))
            continue;
        LS_AUTO(buf) struct ls_buf lacks = LS_BUF_INIT;
        struct ls_escalation escalation = {
            .options = (uintptr_t)ls_map_get(&options, d->rec.id), .needed_by = d->needed_by,
            .cost_of_delay = d->cost_of_delay, .driver = d->driver, .approver = d->approver,
            .escalated_to = d->escalated_to};
        ls_escalation_lacks(&escalation, &lacks);
        if (lacks.len)
            gap_add(f, LS_GAP_DRAFT, d->rec.id, "add it, then it comes onto the agenda", "is still a draft, it lacks %s",
                    lacks.data);
    }
    ls_map_done(&options);
}

/* --- owners ---------------------------------------------------------------------------------------- */

/* Something open that somebody has to own, and whether it is important enough for a backup. */
static void gap_owned(struct gap_finder *f, bool backups, ls_id record, ls_id owner, ls_id backup)
{
    const struct ls_person *first = ls_person_get(f->board, owner), *second = ls_person_get(f->board, backup);
    if (!first)
        gap_add(f, LS_GAP_OWNER, record, "give it an owner", "has no owner");
    else if (!second && backups)
        gap_add(f, LS_GAP_BACKUP, record, "name somebody who acts while the owner is away", "has no backup");
    else if (second && ls_person_is_away(first, f->today) && ls_person_is_away(second, f->today))
        gap_add(f, LS_GAP_AWAY, record, "find somebody who acts for them", "has nobody: %s and %s are both away",
                first->handle, second->handle);
}

static void gap_owners(struct gap_finder *f)
{
    size_t people = 0;
    LS_EACH(person, p, f->board)
        people += p->active != 0;
    bool backups = people >= BACKUPS_FROM;
    LS_EACH(item, i, f->board) {
        bool weighty = i->type == LS_ITEM_TYPE_RELEASE || i->priority == 1 || i->priority == 2;
        if (ls_item_is_open(i) && i->status != LS_ITEM_STATUS_TRIAGE)
            gap_owned(f, backups && weighty, i->rec.id, i->owner, i->backup);
    }
    LS_EACH(launch, l, f->board) {
        if (gap_launch_is_open(l))
            gap_owned(f, backups, l->rec.id, l->owner, l->backup);
    }
    LS_EACH(blocker, b, f->board) {
        if (b->resolved == LS_NONE)
            gap_owned(f, false, b->rec.id, b->owner, b->backup);
    }
}

/* --- halves and tiers --------------------------------------------------------------------------------- */

static void gap_note_half(const struct ls_board *board, struct ls_map *halved, ls_id item, ls_id half)
{
    const struct ls_item *other = ls_item_get(board, half);
    if (item && other && other->status != LS_ITEM_STATUS_CANCELED)
        ls_map_put(halved, item, halved);
}

static bool gap_both_tracks(const struct ls_board *board)
{
    bool product = false, market = false;
    LS_EACH(item, i, board) {
        product = product || i->track == LS_TRACK_PRODUCT;
        market = market || i->track == LS_TRACK_MARKET;
    }
    return product && market;
}

static void gap_halves(struct gap_finder *f)
{
    struct ls_map halved = {0};
    int64_t days = ls_setting_count(f->board, LS_SETTING_HALF_DAYS);
    if (!gap_both_tracks(f->board))
        return;
    LS_EACH(link, l, f->board) {
        if (l->kind == LS_LINK_KIND_COUNTERPART) {
            gap_note_half(f->board, &halved, l->src, l->dst);
            gap_note_half(f->board, &halved, l->dst, l->src);
        }
    }
    LS_EACH(item, i, f->board) {
        const struct ls_item *release = ls_item_get(f->board, i->release);
        if (!ls_item_is_open(i) || i->type != LS_ITEM_TYPE_FEATURE || i->track != LS_TRACK_PRODUCT || !release ||
            !ls_item_is_open(release) || release->due == LS_NONE || release->due < f->today ||
            release->due > f->today + days || ls_map_get(&halved, i->rec.id))
            continue;
        LS_AUTO(buf) struct ls_buf day = LS_BUF_INIT;
        ls_date_short(&day, release->due, f->today);
        gap_add(f, LS_GAP_HALF, i->rec.id, "link its counterpart, or make one", "ships on %s without its market half",
                day.data);
    }
    ls_map_done(&halved);
}

/* goal > strategic > initiative > release. */
static void gap_tiers(struct gap_finder *f)
{
    LS_EACH(item, i, f->board) {
        const struct ls_item *parent = ls_item_get(f->board, i->parent);
        bool tier = i->type == LS_ITEM_TYPE_GOAL || i->type == LS_ITEM_TYPE_STRATEGIC ||
                    i->type == LS_ITEM_TYPE_INITIATIVE || i->type == LS_ITEM_TYPE_RELEASE;
        if (!tier || !parent || !ls_item_is_open(i) || parent->type == i->type - 1)
            continue;
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(f->board, parent->rec.id, &name);
        gap_add(f, LS_GAP_TIER, i->rec.id, "the tiers are goal, strategic, initiative, release",
                "is of the tier %s, but stands under %s, of the kind %s", ls_enum_word(LS_ENUM_ITEM_TYPE, i->type),
                name.data, ls_enum_word(LS_ENUM_ITEM_TYPE, parent->type));
    }
}

/* --- words -------------------------------------------------------------------------------------------- */

static void gap_check_title(struct gap_finder *f, const struct ls_glossary *glossary, ls_id record, const char *title)
{
    const struct ls_glossary_word *word;
    for (size_t at = 0; (word = ls_glossary_find(glossary, title, &at));)
        gap_add(f, LS_GAP_WORD, record, "use the word of the glossary", "says \"%s\", we say \"%s\"", word->folded,
                word->term->name);
}

static void gap_titles(struct gap_finder *f)
{
    struct ls_glossary words;
    ls_glossary_read(f->board, &words);
    LS_EACH(item, i, f->board) {
        if (words.len && ls_item_is_open(i))
            gap_check_title(f, &words, i->rec.id, i->title);
    }
    LS_EACH(launch, l, f->board) {
        if (words.len && gap_launch_is_open(l))
            gap_check_title(f, &words, l->rec.id, l->name);
    }
    LS_EACH(decision, d, f->board) {
        if (words.len && d->status == LS_DECISION_STATUS_PROPOSED)
            gap_check_title(f, &words, d->rec.id, d->title);
    }
    ls_glossary_done(&words);
}

void gap_work(struct gap_finder *f)
{
    gap_blockers(f);
    gap_items(f);
    gap_drafts(f);
    gap_owners(f);
    gap_halves(f);
    gap_tiers(f);
    gap_titles(f);
}
