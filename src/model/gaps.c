/* Finding gaps: the list, its order and its words. The rules are in gaps_work.c, gaps_circle.c, gaps_plan.c. */
#include "lockstep/gaps.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "model/gaps_find.h"
#include "model/rules_check.h"

static const struct {
    const char *word, *what;
} rules[] = {
#define GAP(ID, word, what) [LS_GAP_##ID] = {#word, what},
#include "lockstep/gaps.def"
};
static_assert(LS_COUNT(rules) == LS_GAP_COUNT, "a row for each rule");

const char *ls_gap_word(enum ls_gap_rule rule)
{
    return rules[rule].word;
}

const char *ls_gap_what(enum ls_gap_rule rule)
{
    return rules[rule].what;
}

void gap_add(struct gap_finder *f, enum ls_gap_rule rule, ls_id record, const char *todo, const char *sentence, ...)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (record) {
        rules_name(f->board, record, &text);
        ls_buf_char(&text, ' ');
    }
    va_list args;
    va_start(args, sentence);
    ls_buf_vprintf(&text, sentence, args);
    va_end(args);
    struct ls_gaps *gaps = f->gaps;
    LS_GROW(gaps->gaps, gaps->len, gaps->cap);
    gaps->gaps[gaps->len++] = (struct ls_gap){rule, record, ls_buf_steal(&text), ls_strdup(todo)};
}

bool gap_launch_is_open(const struct ls_launch *launch)
{
    return launch->verdict != LS_VERDICT_GO && launch->verdict != LS_VERDICT_NO_GO;
}

/* By rule, then kind, number, and the order in which the records came to the team. */
struct gap_place {
    struct ls_gap gap;
    int64_t entity, num;
    size_t found;
};

static int gap_compare(const void *left, const void *right)
{
    const struct gap_place *a = left, *b = right;
    if (a->gap.rule != b->gap.rule)
        return a->gap.rule < b->gap.rule ? -1 : 1;
    if (a->entity != b->entity)
        return a->entity < b->entity ? -1 : 1;
    if (a->num != b->num)
        return a->num < b->num ? -1 : 1;
    return a->found < b->found ? -1 : a->found > b->found;
}

static void gaps_sort(const struct ls_board *board, struct ls_gaps *gaps)
{
    struct gap_place *places = ls_alloc((gaps->len + 1) * sizeof(*places));
    for (size_t i = 0; i < gaps->len; i++) {
        const struct ls_record *record = ls_board_record(board, gaps->gaps[i].record);
        places[i] = (struct gap_place){gaps->gaps[i], record ? record->entity : -1, record ? record->num : 0, i};
    }
    qsort(places, gaps->len, sizeof(*places), gap_compare);
    for (size_t i = 0; i < gaps->len; i++)
        gaps->gaps[i] = places[i].gap;
    free(places);
}

void ls_gaps_find(const struct ls_board *board, int64_t now, struct ls_gaps *ret_gaps)
{
    *ret_gaps = (struct ls_gaps){0};
    struct gap_finder f = {.board = board, .now = now, .today = ls_stamp_date(now), .gaps = ret_gaps};
    ls_calendar_init(&f.calendar, board);
    gap_work(&f);
    gap_circles(&f);
    gap_planning(&f);
    ls_calendar_done(&f.calendar);
    gaps_sort(board, ret_gaps);
}

void ls_gaps_done(struct ls_gaps *gaps)
{
    for (size_t i = 0; i < gaps->len; i++) {
        free(gaps->gaps[i].sentence);
        free(gaps->gaps[i].todo);
    }
    free(gaps->gaps);
    *gaps = (struct ls_gaps){0};
}
