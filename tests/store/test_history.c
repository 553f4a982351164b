/* Many histories of three people on one team file, made up by seeds: edits of every kind, whole tables, undo, deletions,
 * drives that hang and programs that start again. Whatever happens in between, in the end all see what the file holds,
 * no accepted edit has vanished without a word, and no rule is broken.
 *
 * test_history [COUNT [FIRST]] runs other seeds; one that fails is told with its steps, as few as show it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/paths.h"
#include "history/judge.h"
#include "history/steps.h"

/* Seeds that have found something, and are looked at each time. */
static const uint64_t remembered[] = {
    9300757, /* an undo that would delete what others work on keeps all its edits of that record as one conflict */
    3004180, /* a share process that had hung saved what its author had been told was refused */
};

enum { STEPS = 60, COUNT_IN_CI = 100, CONTROL_MAX = 400, ROUNDS = 3 };

static const char *const verdicts[] = {"fine", "stuck", "diverged", "a broken rule", "a broken chain", "a lost edit",
                                       "a blind edit", "a refused edit", "numbers"};

/* Runs the steps on a copy of the template. */
static enum verdict history_run(const char *template, const struct step *steps, size_t count, uint64_t seed, FILE *trace,
                                struct ls_buf *why)
{
    struct world w = {.trace = trace};
    world_init(&w, template, seed);
    for (size_t i = 0; i < count; i++)
        step_do(&w, &steps[i]);
    for (int i = 0; i < CLIENTS; i++)
        world_set_offline(&w, &w.clients[i], false);
    for (int i = 0; i < ROUNDS * CLIENTS; i++)
        world_settle(&w, &w.clients[i % CLIENTS], true);
    enum verdict verdict = judge(&w, why);
    world_done(&w);
    return verdict;
}

/* Leaves out what the failure does not need: first large pieces, then single steps. */
static size_t history_shrink(const char *template, struct step *steps, size_t count, uint64_t seed, enum verdict verdict)
{
    struct step *fewer = ls_alloc(count * sizeof(*fewer));
    for (size_t piece = count / 2; piece > 0; piece /= 2) {
        for (size_t at = 0; at + piece <= count;) {
            LS_AUTO(buf) struct ls_buf why = LS_BUF_INIT;
            memcpy(fewer, steps, at * sizeof(*steps));
            memcpy(fewer + at, steps + at + piece, (count - at - piece) * sizeof(*steps));
            if (history_run(template, fewer, count - piece, seed, NULL, &why) == verdict) {
                count -= piece;
                memcpy(steps, fewer, count * sizeof(*steps));
            } else {
                at += piece;
            }
        }
    }
    free(fewer);
    return count;
}

static enum verdict history(const char *template, uint64_t seed, bool tells)
{
    struct step steps[STEPS];
    LS_AUTO(buf) struct ls_buf why = LS_BUF_INIT;
    steps_make(seed, steps, STEPS);
    enum verdict verdict = history_run(template, steps, STEPS, seed, NULL, &why);
    if (!verdict || !tells)
        return verdict;
    size_t count = history_shrink(template, steps, STEPS, seed, verdict);
    ls_buf_clear(&why);
    printf("seed %" PRIu64 ": %s\n", seed, verdicts[verdict]);
    history_run(template, steps, count, seed, stdout, &why);
    printf("  %s\n", why.data);
    fflush(stdout);
    return verdict;
}

/* The control: without rules on what was merged, the same histories store what no rule allows. */
static bool control_bites(const char *template, uint64_t first)
{
    bool bites = false;
    world_rules_on_merged = false;
    for (uint64_t i = 0; !bites && i < CONTROL_MAX; i++)
        bites = history(template, first + i, false) == VERDICT_RULE;
    world_rules_on_merged = true;
    return bites;
}

int main(int argc, char **argv)
{
    uint64_t count = argc > 1 ? strtoull(argv[1], NULL, 10) : COUNT_IN_CI, first = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    const char *base = getenv("TMPDIR");
    char *folder = ls_asprintf("%s/lockstep-histories-XXXXXX", base ? base : "/tmp");
    unsigned failed = 0, most = 5;
    ls_clock_set_now("2026-03-10T09:28", NULL);
    if (!mkdtemp(folder))
        return 1;
    char *template = ls_asprintf("%s/team.db", folder);
    steps_template(template);
    for (uint64_t i = 0; i < count && failed < most; i++)
        failed += history(template, first + i, true) != VERDICT_FINE;
    for (size_t i = 0; i < LS_COUNT(remembered) && argc < 2; i++, count++)
        failed += history(template, remembered[i], true) != VERDICT_FINE;
    bool bites = control_bites(template, first);
    if (!bites)
        printf("the control does not bite: without rules on merged records none was broken\n");
    printf("%" PRIu64 " passed, %u failed\n", count - failed + bites, failed + !bites);
    ls_path_remove_tree(folder);
    free(template);
    free(folder);
    return failed || !bites;
}
