/* RICE with confidence that must be earned. */
#include "lockstep/score.h"

#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "lockstep/board.h"

enum { EVIDENCE_SIGNAL = 1, EVIDENCE_MEASURED = 2 };

struct ls_score_book {
    struct ls_map evidence; /* item -> bits */
};

static void score_note(struct ls_score_book *book, ls_id item, uintptr_t bits)
{
    if (item)
        ls_map_put(&book->evidence, item, (void *)((uintptr_t)ls_map_get(&book->evidence, item) | bits));
}

struct ls_score_book *ls_score_book_new(const struct ls_board *board)
{
    struct ls_score_book *book = ls_alloc(sizeof(*book));
    LS_EACH(signal_item, evidence, board) {
        const struct ls_signal *signal = ls_signal_get(board, evidence->signal);
        if (signal)
            score_note(book, evidence->item,
                       EVIDENCE_SIGNAL | (signal->kind == LS_SIGNAL_KIND_USAGE ? EVIDENCE_MEASURED : 0));
    }
    LS_EACH(experiment, experiment, board) {
        if (experiment->status == LS_EXPERIMENT_STATUS_RUNNING || experiment->status == LS_EXPERIMENT_STATUS_CLOSED)
            score_note(book, experiment->item, EVIDENCE_MEASURED);
    }
    return book;
}

void ls_score_book_free(struct ls_score_book *book)
{
    if (!book)
        return;
    ls_map_done(&book->evidence);
    free(book);
}

struct ls_score ls_score_item(const struct ls_score_book *book, const struct ls_item *item)
{
    uintptr_t evidence = (uintptr_t)ls_map_get(&book->evidence, item->rec.id);
    struct ls_score s = {.score = NAN, .confidence = item->confidence};
    s.cap = !(evidence & EVIDENCE_SIGNAL) ? 50 : evidence & EVIDENCE_MEASURED ? 100 : 80;
    if (s.confidence == LS_NONE)
        return s;
    if (s.confidence > s.cap)
        s.confidence = s.cap;
    if (item->reach == LS_NONE || isnan(item->impact) || isnan(item->effort))
        return s;
    double effort = item->effort < LS_SCORE_LEAST_EFFORT ? LS_SCORE_LEAST_EFFORT : item->effort;
    s.score = (double)item->reach * item->impact * (double)s.confidence / 100 / effort;
    return s;
}
