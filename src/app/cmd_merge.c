/* Merging two items. References move by edits of the records that hold them, so that merging with what others change
 * meanwhile, history and undo are those of any edit. */
#include "app/cmd_merge.h"

#include <stdarg.h>

#include "app/commands.h"
#include "base/buf.h"
#include "lockstep/error.h"

struct merge {
    const struct ls_call *call;
    const struct ls_board *board;
    struct ls_changeset *cs;
    ls_id from, to;
};

void merge_note(const struct ls_call *call, struct ls_changeset *cs, ls_id about, const char *format, ...)
{
    LS_AUTO(buf) struct ls_buf subject = LS_BUF_INIT, text = LS_BUF_INIT;
    va_list args;
    va_start(args, format);
    ls_buf_vprintf(&text, format, args);
    va_end(args);
    ls_set_add_id(&subject, about);
    call_note(call, cs, LS_NOTE_KIND_COMMENT, subject.data, text.data);
}

/* The record that says that the signal is evidence for the item; 0 where none does. */
static ls_id merge_evidence(const struct ls_board *board, ls_id signal, ls_id item)
{
    LS_EACH(signal_item, e, board) {
        if (e->signal == signal && e->item == item)
            return e->rec.id;
    }
    return 0;
}

/* What both have stays once, with the higher weight. */
static void merge_signals(const struct merge *m)
{
    LS_EACH(signal_item, e, m->board) {
        if (e->item != m->from)
            continue;
        const struct ls_signal_item *there = ls_signal_item_get(m->board, merge_evidence(m->board, e->signal, m->to));
        if (!there) {
            ls_change_ref(m->cs, m->board, e->rec.id, LS_F_signal_item_item, m->to);
            continue;
        }
        if (e->weight != LS_NONE && (there->weight == LS_NONE || e->weight > there->weight))
            ls_change_int(m->cs, m->board, there->rec.id, LS_F_signal_item_weight, e->weight);
        ls_change_delete(m->cs, m->board, e->rec.id);
    }
}

static bool merge_has_link(const struct ls_board *board, ls_id src, ls_id dst, int64_t kind)
{
    LS_EACH(link, l, board) {
        if (l->src == src && l->dst == dst && l->kind == kind)
            return true;
    }
    return false;
}

static void merge_links(const struct merge *m)
{
    LS_EACH(link, l, m->board) {
        if (l->src != m->from && l->dst != m->from)
            continue;
        ls_id src = l->src == m->from ? m->to : l->src, dst = l->dst == m->from ? m->to : l->dst;
        if (src == dst || merge_has_link(m->board, src, dst, l->kind)) {
            ls_change_delete(m->cs, m->board, l->rec.id);
            continue;
        }
        ls_change_ref(m->cs, m->board, l->rec.id, LS_F_link_src, src);
        ls_change_ref(m->cs, m->board, l->rec.id, LS_F_link_dst, dst);
    }
}

static void merge_notes(const struct merge *m)
{
    LS_EACH(note, n, m->board) {
        if (!ls_set_has_id(n->subject, m->from))
            continue;
        LS_AUTO(buf) struct ls_buf subject = LS_BUF_INIT;
        const char *at = n->subject, *word;
        size_t len;
        ls_id id;
        while (ls_set_next(&at, &word, &len, &id))
            if (id)
                ls_set_add_id(&subject, id == m->from ? m->to : id);
            else
                ls_set_add_word(&subject, word, len);
        ls_change_text(m->cs, m->board, n->rec.id, LS_F_note_subject, subject.data);
    }
}

static bool merge_has_metric(const struct merge *m, ls_id metric)
{
    LS_EACH(metric_item, e, m->board) {
        if (e->metric == metric && e->item == m->to)
            return true;
    }
    return false;
}

/* All else that names the item. */
static void merge_others(const struct merge *m)
{
    LS_EACH(metric_item, e, m->board) {
        if (e->item == m->from && merge_has_metric(m, e->metric))
            ls_change_delete(m->cs, m->board, e->rec.id);
        else if (e->item == m->from)
            ls_change_ref(m->cs, m->board, e->rec.id, LS_F_metric_item_item, m->to);
    }
    LS_EACH(blocker, b, m->board) {
        if (b->item == m->from)
            ls_change_ref(m->cs, m->board, b->rec.id, LS_F_blocker_item, m->to);
    }
    LS_EACH(experiment, x, m->board) {
        if (x->item == m->from)
            ls_change_ref(m->cs, m->board, x->rec.id, LS_F_experiment_item, m->to);
    }
    LS_EACH(launch_check, c, m->board) {
        if (c->item == m->from)
            ls_change_ref(m->cs, m->board, c->rec.id, LS_F_launch_check_item, m->to);
    }
    LS_EACH(item, it, m->board) {
        if (it->parent == m->from && it->rec.id != m->to)
            ls_change_ref(m->cs, m->board, it->rec.id, LS_F_item_parent, m->to);
        if (it->duplicate_of == m->from)
            ls_change_ref(m->cs, m->board, it->rec.id, LS_F_item_duplicate_of, m->to);
    }
}

int merge_into(const struct ls_call *call, struct ls_changeset *cs, const struct ls_item *item, ls_id survivor,
               struct ls_error *err)
{
    const struct ls_item *to = ls_item_get(call->board, survivor);
    for (size_t steps = ls_board_count(call->board, LS_E_ITEM); to && to->duplicate_of && steps; steps--)
        to = ls_item_get(call->board, to->duplicate_of);
    if (!to || to == item) {
        ls_error_set(err, LS_EREFUSED, "an item is no duplicate of itself");
        ls_error_hint(err, "name the item that stays");
        return LS_EREFUSED;
    }
    struct merge m = {call, call->board, cs, item->rec.id, to->rec.id};
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_board_name(call->board, item->rec.id, &name);
    ls_change_int(cs, call->board, m.from, LS_F_item_status, LS_ITEM_STATUS_CANCELED);
    ls_change_int(cs, call->board, m.from, LS_F_item_resolution, LS_RESOLUTION_DUPLICATE);
    ls_change_ref(cs, call->board, m.from, LS_F_item_duplicate_of, m.to);
    if (!*to->problem)
        ls_change_text(cs, call->board, m.to, LS_F_item_problem, item->problem);
    merge_signals(&m);
    merge_links(&m);
    merge_notes(&m);
    merge_others(&m);
    merge_note(call, cs, m.to, "%s says the same: %s%s%s%s%s", name.data, item->title, *item->problem ? ". " : "",
               item->problem, *item->source ? ", from " : "", item->source);
    return LS_OK;
}
