/* What a day's triage came to: read from the log, told as the board stands. */
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/changeset.h"
#include "lockstep/triage.h"

/* Whether the edits brought the item to where it is: past triage, or asleep in it. */
static bool day_decides(const struct ls_record_edit *r, enum ls_triage_state state)
{
    bool sleeps = state == LS_TRIAGE_SNOOZED || state == LS_TRIAGE_SENT_BACK;
    const struct ls_edit *edit = ls_record_edit_get(r, sleeps ? LS_F_item_snooze_until : LS_F_item_status);
    if (!edit || edit->after.kind != LS_V_INT)
        return false;
    return sleeps || (edit->before.kind == LS_V_INT && edit->before.i == LS_ITEM_STATUS_TRIAGE &&
                      edit->after.i != LS_ITEM_STATUS_TRIAGE);
}

static bool day_has(const struct ls_triage_decision *v, size_t len, ls_id item)
{
    for (size_t i = 0; i < len; i++)
        if (v[i].item == item)
            return true;
    return false;
}

static int day_order(const void *a, const void *b)
{
    const struct ls_triage_decision *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

size_t ls_triage_day(const struct ls_board *board, const struct ls_changeset *const *log, size_t count, int64_t today,
                     struct ls_triage_decision **ret_decisions)
{
    struct ls_triage_decision *v = NULL;
    size_t len = 0, cap = 0;
    for (size_t i = 0; i < count; i++) {
        const struct ls_changeset *cs = log[i];
        bool takes_back = cs->flags & LS_CS_UNDO && !(cs->flags & LS_CS_REDO);
        if (takes_back || ls_stamp_date(cs->at) != today)
            continue;
        for (size_t r = 0; r < cs->len; r++) {
            ls_id id = cs->records[r].id;
            enum ls_triage_state state =
                ls_item_get(board, id) ? ls_triage_state(board, id, today) : LS_TRIAGE_WAITS;
            if (state == LS_TRIAGE_WAITS || !day_decides(&cs->records[r], state) || day_has(v, len, id))
                continue;
            LS_GROW(v, len, cap);
            v[len++] = (struct ls_triage_decision){id, cs->who, cs->at};
        }
    }
    if (len)
        qsort(v, len, sizeof(*v), day_order);
    *ret_decisions = v;
    return len;
}
