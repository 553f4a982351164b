/* Handlers of the command table that are still to come: each says so. */
#include "app/commands.h"

#define PENDING(id)                                                                      \
    int cmd_##id(const struct ls_call *call LS_UNUSED, struct ls_changeset *cs LS_UNUSED, \
                 struct ls_error *err)                                                   \
    {                                                                                    \
        return ls_error_set(err, LS_EFAILED, "not built yet: " #id);                     \
    }

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
