/* Handlers of the command table that are still to come: each says so. */
#include "app/commands.h"

#define PENDING(id)                                                                      \
    int cmd_##id(const struct ls_call *call LS_UNUSED, struct ls_changeset *cs LS_UNUSED, \
                 struct ls_error *err)                                                   \
    {                                                                                    \
        return ls_error_set(err, LS_EFAILED, "not built yet: " #id);                     \
    }

PENDING(sync_start)
PENDING(sync_next)
PENDING(sync_back)
PENDING(sync_note)
PENDING(sync_action)
PENDING(sync_decide)
PENDING(sync_escalate)
PENDING(sync_option)
PENDING(sync_resolve)
PENDING(sync_block)
PENDING(sync_park)
PENDING(sync_carry)
PENDING(sync_drop)
PENDING(sync_story)
PENDING(sync_attend)
PENDING(sync_rate)
PENDING(sync_pause)
PENDING(sync_extend)
PENDING(sync_lead)
PENDING(sync_end)
PENDING(item_add)
PENDING(item_set)
PENDING(item_assign)
PENDING(item_mine)
PENDING(item_priority)
PENDING(item_status)
PENDING(item_due)
PENDING(item_tag)
PENDING(item_snooze)
PENDING(item_comment)
PENDING(item_close)
PENDING(agenda_put)
PENDING(blocker_add)
PENDING(blocker_set)
PENDING(blocker_assign)
PENDING(blocker_resolve)
