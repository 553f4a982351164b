/* Commands of the command line that are still to come: each says so. */
#include "cli/cli.h"

#define PENDING(id)                                                              \
    int cli_##id(struct cli *cli LS_UNUSED, struct ls_error *err)                \
    {                                                                            \
        return ls_error_set(err, LS_EFAILED, "not built yet: " #id);             \
    }

PENDING(init)
PENDING(import)
PENDING(export)
PENDING(check)
PENDING(log)
PENDING(agenda)
PENDING(recap)
PENDING(brief)
PENDING(sync_show)
PENDING(item_list)
PENDING(item_show)
PENDING(blocker_list)
PENDING(blocker_show)
PENDING(owner_list)
