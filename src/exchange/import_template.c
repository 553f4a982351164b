/* What a new team file was given gives way to what is imported: the segments that starting a team made. */
#include "exchange/import_template.h"

#include "base/map.h"

/* Made together with its ritual, by starting a team. */
static bool segment_is_template(const struct ls_board *board, const struct ls_segment *segment)
{
    const struct ls_ritual *ritual = ls_ritual_get(board, segment->ritual);
    return ritual && !segment->rec.imported && segment->rec.entered == ritual->rec.entered;
}

void import_drop_template(const struct ls_board *board, struct ls_changeset *cs, const struct ls_map *listed)
{
    struct ls_map whole = {0}; /* rituals whose segments the files list from the first on */
    LS_EACH(segment, segment, board) {
        if (segment->n == 1 && segment->ritual && ls_map_get(listed, segment->rec.id))
            ls_map_put(&whole, segment->ritual, cs);
    }
    LS_EACH(segment, segment, board) {
        if (ls_map_get(&whole, segment->ritual) && !ls_map_get(listed, segment->rec.id) &&
            segment_is_template(board, segment))
            ls_change_delete(cs, board, segment->rec.id);
    }
    ls_map_done(&whole);
}
