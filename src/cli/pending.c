/* Commands of the command line that are still to come: each says so. */
#include "cli/cli.h"

#define PENDING(id)                                                              \
    int cli_##id(struct cli *cli LS_UNUSED, struct ls_error *err)                \
    {                                                                            \
        return ls_error_set(err, LS_EFAILED, "not built yet: " #id);             \
    }

PENDING(check)
PENDING(recap)
PENDING(sync_show)
