/* Triage: the queue, what became of an item, and the proposals for one. */
#include "lockstep/triage.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/changeset.h"
#include "lockstep/people.h"
#include "lockstep/work.h"

/* --- the queue -------------------------------------------------------------------------------- */

bool ls_triage_waits(const struct ls_item *item, int64_t today)
{
    return item->status == LS_ITEM_STATUS_TRIAGE && (item->snooze_until == LS_NONE || item->snooze_until <= today);
}

ls_id ls_triage_question(const struct ls_board *board, ls_id id)
{
    LS_EACH(link, link, board) {
        const struct ls_item *question = link->dst == id ? ls_item_get(board, link->src) : NULL;
        if (question && link->kind == LS_LINK_KIND_RELATES && question->type == LS_ITEM_TYPE_QUESTION &&
            ls_item_is_open(question))
            return link->src;
    }
    return 0;
}

enum ls_triage_state ls_triage_state(const struct ls_board *board, ls_id id, int64_t today)
{
    const struct ls_item *item = ls_item_get(board, id);
    if (!item)
        return LS_TRIAGE_DECLINED;
    if (item->status == LS_ITEM_STATUS_CANCELED)
        return item->resolution == LS_RESOLUTION_DUPLICATE ? LS_TRIAGE_MERGED : LS_TRIAGE_DECLINED;
    if (item->status != LS_ITEM_STATUS_TRIAGE)
        return LS_TRIAGE_ACCEPTED;
    if (ls_triage_waits(item, today))
        return LS_TRIAGE_WAITS;
    return ls_triage_question(board, id) ? LS_TRIAGE_SENT_BACK : LS_TRIAGE_SNOOZED;
}

static int queue_order(const void *a, const void *b)
{
    const struct ls_item *x = *(const struct ls_item *const *)a, *y = *(const struct ls_item *const *)b;
    if (x->created != y->created)
        return x->created < y->created ? -1 : 1;
    bool unnumbered = x->rec.num == LS_NONE || y->rec.num == LS_NONE;
    int64_t left = unnumbered ? x->rec.id : x->rec.num, right = unnumbered ? y->rec.id : y->rec.num;
    return (left > right) - (left < right);
}

size_t ls_triage_queue(const struct ls_board *board, int64_t today, ls_id **ret_ids)
{
    const struct ls_item **items = NULL;
    size_t len = 0, cap = 0;
    LS_EACH(item, item, board) {
        if (!ls_triage_waits(item, today))
            continue;
        LS_GROW(items, len, cap);
        items[len++] = item;
    }
    if (len)
        qsort(items, len, sizeof(*items), queue_order);
    *ret_ids = ls_alloc((len + 1) * sizeof(**ret_ids));
    for (size_t i = 0; i < len; i++)
        (*ret_ids)[i] = items[i]->rec.id;
    free(items);
    return len;
}

/* --- who was first ---------------------------------------------------------------------------- */

const char *ls_triage_deed(const struct ls_board *board, ls_id item, int64_t today)
{
    static const char *const DEEDS[LS_TRIAGE_STATES] = {"changed", "accepted", "merged", "declined", "snoozed", "sent back"};
    return ls_item_get(board, item) ? DEEDS[ls_triage_state(board, item, today)] : "deleted";
}

ls_id ls_triage_decided(const struct ls_changeset *cs)
{
    if (!cs->label || strncmp(cs->label, "triage ", strlen("triage ")) != 0)
        return 0;
    for (size_t i = 0; i < cs->len; i++) {
        ls_id id = cs->records[i].id;
        if (cs->records[i].entity == LS_E_ITEM && !ls_changeset_edit(cs, id, LS_F_DELETED) &&
            (ls_changeset_edit(cs, id, LS_F_item_status) || ls_changeset_edit(cs, id, LS_F_item_snooze_until)))
            return id;
    }
    return 0;
}

void ls_triage_guard(struct ls_changeset *cs, const struct ls_board *board)
{
    static const int FIELDS[] = {LS_F_item_status, LS_F_item_snooze_until};
    const struct ls_item *item = cs->flags & LS_CS_WHOLE ? ls_item_get(board, ls_triage_decided(cs)) : NULL;
    for (size_t i = 0; item && i < LS_COUNT(FIELDS); i++) {
        if (!ls_changeset_edit(cs, item->rec.id, FIELDS[i]))
            ls_record_edit_add(ls_changeset_add_record(cs, LS_E_ITEM, item->rec.id), FIELDS[i],
                               ls_record_get(&item->rec, FIELDS[i]), ls_record_get(&item->rec, FIELDS[i]));
    }
}

bool ls_triage_met_text(const struct ls_board *board, const struct ls_changeset *mine, const struct ls_changeset *theirs,
                        int64_t today, struct ls_buf *b)
{
    ls_id item = ls_triage_decided(mine);
    size_t from = b->len;
    if (!(mine->flags & LS_CS_WHOLE) || !mine->label || strncmp(mine->label, "triage ", strlen("triage ")) != 0)
        return false;
    ls_board_name(board, theirs->who, b);
    if (b->len == from)
        ls_buf_str(b, "somebody else");
    ls_buf_printf(b, " %s ", item ? ls_triage_deed(board, item, today) : "changed");
    ls_board_name(board, item ? item : mine->records[0].id, b);
    ls_buf_str(b, " first: yours was not made");
    return true;
}

/* --- proposals -------------------------------------------------------------------------------- */

struct tally {
    struct vote {
        ls_id id;
        double votes;
    } *v;
    size_t len, cap;
};

static void tally_add(struct tally *t, ls_id id, double votes)
{
    size_t i = 0;
    if (!id)
        return;
    while (i < t->len && t->v[i].id != id)
        i++;
    if (i == t->len) {
        LS_GROW(t->v, t->len, t->cap);
        t->v[t->len++] = (struct vote){.id = id};
    }
    t->v[i].votes += votes;
}

/* The one with the most votes, the first to get any among equals. */
static ls_id tally_most(const struct tally *t, ls_id but)
{
    const struct vote *most = NULL;
    for (size_t i = 0; i < t->len; i++)
        if (t->v[i].id != but && (!most || t->v[i].votes > most->votes))
            most = &t->v[i];
    return most ? most->id : 0;
}

static int propose_shared_tags(const char *a, const char *b)
{
    const char *word;
    size_t len;
    ls_id id;
    int shared = 0;
    while (ls_set_next(&a, &word, &len, &id)) {
        LS_AUTO(string) char *tag = ls_strndup(word, len);
        shared += ls_set_has_word(b, tag);
    }
    return shared;
}

static double propose_weight(const struct ls_item *item, const struct ls_item *other, int shared, double likeness)
{
    double votes = 2 * shared + 4 * likeness;
    return votes > 0 ? votes + (item->track == other->track) : 0;
}

/* Whether the person decides on items of the track: PM, PMM, or either. */
static bool propose_fits(const struct ls_board *board, ls_id id, int64_t track)
{
    const struct ls_person *p = ls_person_get(board, id);
    return p && p->active && ((p->function == LS_FUNCTION_PM && track != LS_TRACK_MARKET) ||
                              (p->function == LS_FUNCTION_PMM && track != LS_TRACK_PRODUCT));
}

/* Whether a word of the topic's name and a tag of the item begin alike: "competitor", "Competitive intelligence". */
static bool propose_topic_fits(const struct ls_topic *topic, const char *tags)
{
    enum { ALIKE = 6 };
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, folded = LS_BUF_INIT;
    const char *word;
    size_t len;
    ls_id id;
    ls_text_fold(&name, topic->name);
    while (ls_set_next(&tags, &word, &len, &id)) {
        LS_AUTO(string) char *tag = ls_strndup(word, len);
        ls_buf_clear(&folded);
        ls_text_fold(&folded, tag);
        const char *at = folded.len < ALIKE ? NULL : name.data;
        for (; at && *at; at += strcspn(at, " "), at += strspn(at, " "))
            if (!strncmp(at, folded.data, ALIKE))
                return true;
    }
    return false;
}

/* An item that votes, and which of the sets of tags it has. */
struct voter {
    const struct ls_item *item;
    size_t set;
};

/* What the items of these tags, and of this track, would all get. */
struct ballot {
    const char *tags; /* borrowed from one of them */
    int64_t track;
    struct tally people, parents;
};

struct ls_triage_voters {
    const struct ls_board *board;
    struct voter *v;
    size_t len, cap;
    const char **sets; /* the sets of tags that there are; borrowed from items */
    size_t set_len, set_cap;
    struct ls_map places; /* by the hash of a set: its place + 1 */
    struct ballot *ballots; /* those that were asked for */
    size_t ballot_len, ballot_cap;
};

/* The place of a set of tags; many items have the same. */
static size_t voter_set(struct ls_triage_voters *voters, const char *tags)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    for (const char *at = tags; *at; at++)
        hash = (hash ^ (uint8_t)*at) * UINT64_C(1099511628211);
    uintptr_t place = (uintptr_t)ls_map_get(&voters->places, (int64_t)(hash >> 1 | 1));
    if (place && !strcmp(voters->sets[place - 1], tags))
        return place - 1;
    LS_GROW(voters->sets, voters->set_len, voters->set_cap);
    voters->sets[voters->set_len++] = tags;
    ls_map_put(&voters->places, (int64_t)(hash >> 1 | 1), (void *)(uintptr_t)voters->set_len);
    return voters->set_len - 1;
}

static bool voter_is(const struct ls_item *item)
{
    return !ls_item_is_tier(item) && item->status != LS_ITEM_STATUS_TRIAGE && item->status != LS_ITEM_STATUS_CANCELED;
}

struct ls_triage_voters *ls_triage_voters_new(const struct ls_board *board)
{
    struct ls_triage_voters *voters = ls_alloc(sizeof(*voters));
    voters->board = board;
    LS_EACH(item, it, board) {
        if (!*it->tags || !voter_is(it)) /* without a tag by its likeness alone, and that needs no search */
            continue;
        LS_GROW(voters->v, voters->len, voters->cap);
        voters->v[voters->len++] = (struct voter){it, voter_set(voters, it->tags)};
    }
    return voters;
}

void ls_triage_voters_free(struct ls_triage_voters *voters)
{
    for (size_t i = 0; voters && i < voters->ballot_len; i++) {
        free(voters->ballots[i].people.v);
        free(voters->ballots[i].parents.v);
    }
    if (voters) {
        ls_map_done(&voters->places);
        free(voters->sets);
        free(voters->ballots);
        free(voters->v);
    }
    free(voters);
}

static void propose_topics(const struct ls_board *board, const struct ls_item *item, struct tally *people)
{
    enum { TOPIC = 1000 };
    LS_EACH(topic, topic, board) {
        if (!propose_topic_fits(topic, item->tags) || !propose_fits(board, topic->accountable, item->track))
            continue;
        tally_add(people, topic->accountable, TOPIC);
        if (propose_fits(board, topic->backup, item->track))
            tally_add(people, topic->backup, TOPIC / 2);
    }
}

static void propose_count(const struct ls_board *board, const struct ls_item *item, const struct ls_item *other, double weight,
                          struct tally *people, struct tally *parents)
{
    const struct ls_item *parent = ls_item_get(board, other->parent);
    if (parent && ls_item_is_open(parent))
        tally_add(parents, parent->rec.id, weight);
    if (propose_fits(board, other->owner, item->track))
        tally_add(people, other->owner, weight);
    if (propose_fits(board, other->backup, item->track))
        tally_add(people, other->backup, weight / 4);
}

static void ballot_count(const struct ls_triage_voters *voters, const struct ls_item *item, struct ballot *b)
{
    int *shared = ls_alloc((voters->set_len + 1) * sizeof(*shared));
    for (size_t i = 0; i < voters->set_len; i++)
        shared[i] = propose_shared_tags(item->tags, voters->sets[i]);
    propose_topics(voters->board, item, &b->people);
    for (size_t i = 0; i < voters->len; i++) {
        const struct voter *v = &voters->v[i];
        if (shared[v->set])
            propose_count(voters->board, item, v->item, propose_weight(item, v->item, shared[v->set], 0), &b->people, &b->parents);
    }
    free(shared);
}

/* What people and parents get from topics and from items that share a tag: the same for all items of these tags. Borrowed
 * until the next call. */
static const struct ballot *propose_ballot(struct ls_triage_voters *voters, const struct ls_item *item)
{
    for (size_t i = 0; i < voters->ballot_len; i++)
        if (voters->ballots[i].track == item->track && !strcmp(voters->ballots[i].tags, item->tags))
            return &voters->ballots[i];
    LS_GROW(voters->ballots, voters->ballot_len, voters->ballot_cap);
    struct ballot *b = &voters->ballots[voters->ballot_len++];
    *b = (struct ballot){.tags = item->tags, .track = item->track};
    ballot_count(voters, item, b);
    return b;
}

static void tally_copy(struct tally *to, const struct tally *from)
{
    for (size_t i = 0; i < from->len; i++)
        tally_add(to, from->v[i].id, from->v[i].votes);
}

/* All votes: those for its tags, and what the items that it is like add to theirs. */
static void propose_vote(struct ls_triage_voters *voters, const struct ls_item *item, const struct ls_like *likes,
                         size_t count, struct tally *people, struct tally *parents)
{
    const struct ballot *ballot = propose_ballot(voters, item);
    tally_copy(people, &ballot->people);
    tally_copy(parents, &ballot->parents);
    for (size_t i = 0; i < count; i++) {
        const struct ls_item *other = ls_item_get(voters->board, likes[i].id);
        if (!other || other == item || !voter_is(other))
            continue;
        int shared = propose_shared_tags(item->tags, other->tags);
        double more = propose_weight(item, other, shared, likes[i].likeness) - propose_weight(item, other, shared, 0);
        propose_count(voters->board, item, other, more, people, parents);
    }
}

void ls_triage_propose_by(struct ls_triage_voters *voters, const struct ls_item *item, const struct ls_like *likes,
                          size_t count, struct ls_triage_proposal *ret_proposal)
{
    const struct ls_board *board = voters->board;
    struct tally people = {0}, parents = {0};
    propose_vote(voters, item, likes, count, &people, &parents);
    LS_EACH(person, person, board) {
        if (propose_fits(board, person->rec.id, item->track) && item->track != LS_TRACK_SHARED)
            tally_add(&people, person->rec.id, 0);
    }
    ls_id parent = item->parent ? item->parent : tally_most(&parents, 0);
    ls_id owner = item->owner ? item->owner : tally_most(&people, item->backup);
    ls_id backup = item->backup ? item->backup : tally_most(&people, owner);
    *ret_proposal = (struct ls_triage_proposal){owner, backup, parent};
    free(people.v);
    free(parents.v);
}

void ls_triage_propose(const struct ls_board *board, const struct ls_item *item, const struct ls_like *likes, size_t count,
                       struct ls_triage_proposal *ret_proposal)
{
    struct ls_triage_voters *voters = ls_triage_voters_new(board);
    ls_triage_propose_by(voters, item, likes, count, ret_proposal);
    ls_triage_voters_free(voters);
}

ls_id ls_triage_author(const struct ls_board *board, const struct ls_item *item, int64_t today)
{
    ls_id person = ls_board_by_handle(board, LS_E_PERSON, item->source), away = 0;
    int64_t function = !strcasecmp(item->source, "exec")        ? LS_FUNCTION_LEAD
                       : !strcasecmp(item->source, "interview") ? LS_FUNCTION_RESEARCH
                                                                : ls_enum_value(LS_ENUM_FUNCTION, item->source);
    if (person || function == LS_NONE)
        return person;
    LS_EACH(person, p, board) {
        if (!p->active || p->function != function)
            continue;
        if (!ls_person_is_away(p, today))
            return p->rec.id;
        away = away ? away : p->rec.id;
    }
    return away;
}

ls_id ls_triage_asked(const struct ls_board *board, const struct ls_item *item, int64_t today, ls_id me)
{
    ls_id asked = ls_triage_author(board, item, today);
    asked = asked ? asked : item->owner;
    LS_EACH(topic, topic, board) {
        const struct ls_person *accountable = ls_person_get(board, topic->accountable);
        if (!asked && accountable && accountable->active && propose_topic_fits(topic, item->tags))
            asked = topic->accountable;
    }
    return asked ? asked : me;
}
