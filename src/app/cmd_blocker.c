/* Commands on blockers. An edit never resets a blocker's clock: opened is not touched by any of them. */
#include <string.h>

#include "app/cmd_fields.h"
#include "base/clock.h"
#include "base/text.h"
#include "lockstep/due.h"
#include "lockstep/error.h"

static struct fields blocker_fields(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    return (struct fields){call, cs, err, LS_E_BLOCKER};
}

int cmd_blocker_add(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct fields f = blocker_fields(call, cs, err);
    struct ls_entry entry = {0};
    int code = ls_entry_read(call->board, call->text, ls_stamp_date(call->now), 0, &entry, err);
    if (!code && !*entry.text)
        code = ls_error_set(err, LS_EUSAGE, "what blocks it?");
    if (!code) {
        const struct ls_item *item = ls_item_get(call->board, call->targets[0]);
        ls_id owner = entry.owner ? entry.owner : item && item->owner ? item->owner : call->me;
        ls_id backup = item && item->owner == owner ? item->backup : item && item->owner ? item->owner : 0;
        ls_id id = ls_change_create(cs, LS_E_BLOCKER, call->now);
        ls_change_ref(cs, call->board, id, LS_F_blocker_item, call->targets[0]);
        ls_change_text(cs, call->board, id, LS_F_blocker_what, entry.text);
        ls_change_ref(cs, call->board, id, LS_F_blocker_owner, owner);
        ls_change_ref(cs, call->board, id, LS_F_blocker_backup, backup);
        ls_change_int(cs, call->board, id, LS_F_blocker_next_due, entry.due);
        ls_change_int(cs, call->board, id, LS_F_blocker_opened, ls_stamp_date(call->now));
        code = fields_set_all(&f, id);
    }
    ls_entry_done(&entry);
    return code;
}

int cmd_blocker_set(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct fields f = blocker_fields(call, cs, err);
    return fields_set_each(&f);
}

int cmd_blocker_assign(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct fields f = blocker_fields(call, cs, err);
    return fields_assign_each(&f, LS_F_blocker_owner, LS_F_blocker_backup);
}

int cmd_blocker_resolve(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    size_t open = 0;
    const char *how = ls_text_skip_blank(call->text);
    for (size_t i = 0; i < call->target_count; i++) {
        const struct ls_blocker *b = ls_blocker_get(call->board, call->targets[i]);
        if (!b || b->resolved != LS_NONE)
            continue;
        ls_change_int(cs, call->board, b->rec.id, LS_F_blocker_resolved, ls_stamp_date(call->now));
        ls_change_text(cs, call->board, b->rec.id, LS_F_blocker_resolution, how);
        open++;
    }
    return open ? LS_OK : ls_error_set(err, LS_EREFUSED, "it is resolved already");
}
