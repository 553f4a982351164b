/* Counting what is new. */
#include "ui/looked.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void looked_event(const struct ls_event *e, struct ls_buf *ret_mark)
{
    for (size_t i = 0; i < LS_WRITER_SIZE; i++)
        ls_buf_printf(ret_mark, "%02x", e->writer[i]);
    ls_buf_printf(ret_mark, " %" PRIu64, e->n);
}

void looked_mark(const struct ls_board *board, struct ls_buf *ret_mark)
{
    size_t n = ls_board_event_count(board);
    if (n)
        looked_event(ls_board_event(board, n - 1), ret_mark);
    else
        ls_buf_str(ret_mark, "nothing");
}

/* The first event behind the mark. */
static size_t looked_from(const struct ls_board *board, const char *mark)
{
    LS_AUTO(buf) struct ls_buf one = LS_BUF_INIT;
    for (size_t i = ls_board_event_count(board); i > 0; i--) {
        ls_buf_clear(&one);
        looked_event(ls_board_event(board, i - 1), &one);
        if (!strcmp(one.data, mark))
            return i;
    }
    return 0;
}

static int looked_compare(const void *a, const void *b)
{
    ls_id x = *(const ls_id *)a, y = *(const ls_id *)b;
    return (x > y) - (x < y);
}

size_t looked_count(const struct ls_board *board, ls_id me, const char *mark)
{
    size_t all = ls_board_event_count(board), n = 0, distinct = 0;
    ls_id *ids = ls_alloc((all + 1) * sizeof(*ids));
    for (size_t i = looked_from(board, mark); i < all; i++) {
        const struct ls_event *e = ls_board_event(board, i);
        if (e->who && e->who != me)
            ids[n++] = e->record;
    }
    qsort(ids, n, sizeof(*ids), looked_compare);
    for (size_t i = 0; i < n; i++)
        distinct += i == 0 || ids[i] != ids[i - 1];
    free(ids);
    return distinct;
}
