/* The one shared goal and its metric. */
#include "lockstep/goal.h"

#include <string.h>

#include "base/text.h"
#include "lockstep/board.h"

ls_id ls_goal(const struct ls_board *board)
{
    ls_id planned = 0;
    LS_EACH(item, it, board)
    {
        if (it->type != LS_ITEM_TYPE_GOAL)
            continue;
        if (it->status == LS_ITEM_STATUS_STARTED)
            return it->rec.id;
        if (it->status == LS_ITEM_STATUS_PLANNED && !planned)
            planned = it->rec.id;
    }
    return planned;
}

static bool goal_names(const struct ls_buf *words, const char *name)
{
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, name);
    return folded.len && strstr(words->data, folded.data);
}

ls_id ls_goal_metric(const struct ls_board *board, ls_id goal)
{
    const struct ls_item *item = ls_item_get(board, goal);
    if (!item)
        return 0;
    LS_EACH(metric_item, link, board)
    {
        if (link->item == goal && ls_metric_get(board, link->metric))
            return link->metric;
    }
    LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
    ls_text_fold(&words, item->title);
    ls_buf_str(&words, "\n");
    ls_text_fold(&words, item->done_when);
    LS_EACH(metric, it, board)
    {
        if (it->core && (goal_names(&words, it->name) || goal_names(&words, it->handle)))
            return it->rec.id;
    }
    return 0;
}
