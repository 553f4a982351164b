/* Open work and its order. Scores come from score.c. */
#include "lockstep/work.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "lockstep/board.h"
#include "lockstep/score.h"

bool ls_item_is_open(const struct ls_item *item)
{
    return item->status != LS_ITEM_STATUS_DONE && item->status != LS_ITEM_STATUS_CANCELED;
}

bool ls_item_is_tier(const struct ls_item *item)
{
    return item->type == LS_ITEM_TYPE_GOAL || item->type == LS_ITEM_TYPE_STRATEGIC ||
           item->type == LS_ITEM_TYPE_INITIATIVE || item->type == LS_ITEM_TYPE_RELEASE;
}

bool ls_item_in_backlog(const struct ls_item *item, int64_t today)
{
    bool snoozed = item->snooze_until != LS_NONE && item->snooze_until > today;
    bool todo = item->type == LS_ITEM_TYPE_ACTION || item->type == LS_ITEM_TYPE_QUESTION;
    return ls_item_is_open(item) && !ls_item_is_tier(item) && !todo && !snoozed;
}

bool ls_item_is_load(const struct ls_item *item)
{
    bool taken = item->status == LS_ITEM_STATUS_PLANNED || item->status == LS_ITEM_STATUS_STARTED ||
                 item->status == LS_ITEM_STATUS_REVIEW;
    return taken && !ls_item_is_tier(item);
}

/* An item with its keys, computed once. */
struct work_row {
    const struct ls_item *item;
    int64_t priority, due, num;
    double score;
};

static int work_order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int work_compare(const void *left, const void *right)
{
    const struct work_row *a = left, *b = right;
    int order = work_order(a->priority, b->priority);
    order = order ? order : work_order(a->due, b->due);
    order = order ? order : (a->score < b->score) - (a->score > b->score);
    order = order ? order : work_order(a->num, b->num);
    return order ? order : work_order(a->item->rec.id, b->item->rec.id);
}

static struct work_row work_row(const struct ls_score_book *scores, const struct ls_item *item)
{
    double score = ls_score_item(scores, item).score;
    return (struct work_row){.item = item,
                             .priority = item->priority == LS_NONE || item->priority == 0 ? INT64_MAX : item->priority,
                             .due = item->due == LS_NONE ? INT64_MAX : item->due,
                             .num = item->rec.num == LS_NONE ? INT64_MAX : item->rec.num,
                             .score = isnan(score) ? -INFINITY : score};
}

size_t ls_item_sorted(const struct ls_board *board, const struct ls_score_book *scores,
                      bool (*wanted)(const struct ls_item *item, void *arg), void *arg,
                      const struct ls_item ***ret_items)
{
    struct work_row *rows = ls_alloc((ls_board_count(board, LS_E_ITEM) + 1) * sizeof(*rows));
    size_t count = 0;
    LS_EACH(item, item, board) {
        if (wanted(item, arg))
            rows[count++] = work_row(scores, item);
    }
    qsort(rows, count, sizeof(*rows), work_compare);
    *ret_items = ls_alloc((count + 1) * sizeof(**ret_items));
    for (size_t i = 0; i < count; i++)
        (*ret_items)[i] = rows[i].item;
    free(rows);
    return count;
}
