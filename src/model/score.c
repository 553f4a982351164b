/* RICE with confidence that must be earned. */
#include "lockstep/score.h"

#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/board.h"
#include "lockstep/work.h"

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

const char *ls_score_cap_words(int64_t cap)
{
    return cap >= 100 ? "" : cap >= 80 ? "no usage data and no experiment" : "no signal is linked";
}

void ls_score_format(struct ls_buf *b, double score)
{
    if (isnan(score))
        ls_buf_char(b, '-');
    else
        ls_text_real(b, score < 10 ? rint(score * 10) / 10 : rint(score));
}

struct rank_near {
    ls_id id[LS_RANK_NEAR];
    double score[LS_RANK_NEAR];
    size_t len;
};

/* Keeps the nearest; sign: 1 for those above, of which the lowest are near, -1 for those below. */
static void rank_keep(struct rank_near *n, ls_id id, double score, int sign)
{
    size_t at = n->len;
    while (at && sign * score < sign * n->score[at - 1])
        at--;
    if (at == LS_RANK_NEAR)
        return;
    n->len += n->len < LS_RANK_NEAR;
    for (size_t i = n->len - 1; i > at; i--) {
        n->id[i] = n->id[i - 1];
        n->score[i] = n->score[i - 1];
    }
    n->id[at] = id;
    n->score[at] = score;
}

void ls_score_rank(const struct ls_score_book *book, const struct ls_board *board, ls_id but, double score,
                   struct ls_rank *ret_rank)
{
    struct rank_near above = {.len = 0}, below = {.len = 0};
    *ret_rank = (struct ls_rank){0};
    if (isnan(score))
        return;
    size_t better = 0, count = 1;
    LS_EACH(item, item, board) {
        bool ranks = item->rec.id != but && ls_item_is_open(item) && item->status != LS_ITEM_STATUS_TRIAGE && !ls_item_is_tier(item);
        double other = ranks ? ls_score_item(book, item).score : NAN;
        if (isnan(other))
            continue;
        count++;
        better += other >= score;
        if (other >= score)
            rank_keep(&above, item->rec.id, other, 1);
        else
            rank_keep(&below, item->rec.id, other, -1);
    }
    ret_rank->place = better + 1;
    ret_rank->count = count;
    for (size_t i = 0; i < LS_RANK_NEAR; i++) {
        ret_rank->above[i] = i < above.len ? above.id[i] : 0;
        ret_rank->below[i] = i < below.len ? below.id[i] : 0;
    }
}
