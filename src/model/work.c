/* What is open, in the backlog, and load. */
#include "lockstep/work.h"

#include "base/buf.h"
#include "base/clock.h"
#include "lockstep/board.h"
#include "lockstep/triage.h"

bool ls_item_is_open(const struct ls_item *item)
{
    return item->status != LS_ITEM_STATUS_DONE && item->status != LS_ITEM_STATUS_CANCELED;
}

bool ls_item_is_tier(const struct ls_item *item)
{
    return item->type == LS_ITEM_TYPE_GOAL || item->type == LS_ITEM_TYPE_STRATEGIC ||
           item->type == LS_ITEM_TYPE_INITIATIVE || item->type == LS_ITEM_TYPE_RELEASE;
}

int ls_item_parent_rank(const struct ls_item *item)
{
    switch (item->type) {
    case LS_ITEM_TYPE_INITIATIVE: return LS_PARENT_INITIATIVE;
    case LS_ITEM_TYPE_STRATEGIC: return LS_PARENT_STRATEGIC;
    case LS_ITEM_TYPE_GOAL: return LS_PARENT_GOAL;
    case LS_ITEM_TYPE_RELEASE: return LS_PARENT_RELEASE;
    case LS_ITEM_TYPE_ACTION:
    case LS_ITEM_TYPE_QUESTION: return LS_PARENT_TODO;
    default: return LS_PARENT_WORK;
    }
}

bool ls_item_is_asleep(const struct ls_item *item, int64_t today)
{
    return item->snooze_until != LS_NONE && item->snooze_until > today;
}

void ls_item_sleep_words(const struct ls_board *board, const struct ls_item *item, int64_t today, struct ls_buf *b)
{
    if (!ls_item_is_open(item) || !ls_item_is_asleep(item, today))
        return;
    ls_id question = item->status == LS_ITEM_STATUS_TRIAGE ? ls_triage_question(board, item->rec.id) : 0;
    ls_buf_str(b, question ? "sent back until " : "snoozed until ");
    ls_date_short(b, item->snooze_until, today);
    if (question) {
        ls_buf_str(b, " (");
        ls_board_name(board, question, b);
        ls_buf_char(b, ')');
    }
}

bool ls_item_in_backlog(const struct ls_item *item, int64_t today)
{
    bool todo = item->type == LS_ITEM_TYPE_ACTION || item->type == LS_ITEM_TYPE_QUESTION;
    return ls_item_is_open(item) && !ls_item_is_tier(item) && !todo && !ls_item_is_asleep(item, today);
}

bool ls_item_is_load(const struct ls_item *item)
{
    bool taken = item->status == LS_ITEM_STATUS_PLANNED || item->status == LS_ITEM_STATUS_STARTED ||
                 item->status == LS_ITEM_STATUS_REVIEW;
    return taken && !ls_item_is_tier(item);
}
