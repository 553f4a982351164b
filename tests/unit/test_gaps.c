/* Gaps: each rule finds its gap, keeps quiet where it is closed, and sleeps where its data is missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/clock.h"
#include "lockstep/gaps.h"
#include "sheets.h"

static const int64_t now = SHEETS_NOW;

enum { SHEETS = 5 };

/* Rows that every case stands on: three people, one item of each half, a goal above nothing. */
static const char person[] = "id,name,function\nines,Inês,pm\ndana,Dana,pmm\nben,Ben,eng\n";

struct gap_case {
    enum ls_gap_rule rule;
    const char *part;               /* of the sentence */
    const char *open[SHEETS * 2];   /* name, text, name, text …: the gap is there */
    const char *closed[SHEETS * 2]; /* it is not */
};

static struct ls_board *team(const char *const *texts)
{
    struct sheet sheets[SHEETS + 1] = {{"person.csv", person}};
    struct ls_board *board = ls_board_new();
    size_t count = 1;
    for (size_t i = 0; i < SHEETS && texts[i * 2]; i++)
        sheets[count++] = (struct sheet){texts[i * 2], texts[i * 2 + 1]};
    sheets_import(board, sheets, count);
    return board;
}

/* How many gaps of the rule there are; the first must have the part. */
static size_t count_gaps(const struct ls_board *board, int64_t at, enum ls_gap_rule rule, const char *part)
{
    struct ls_gaps gaps;
    size_t count = 0;
    ls_gaps_find(board, at, &gaps);
    for (size_t i = 0; i < gaps.len; i++) {
        assert_true(i == 0 || gaps.gaps[i - 1].rule <= gaps.gaps[i].rule);
        assert_true(*gaps.gaps[i].todo);
        if (gaps.gaps[i].rule != rule)
            continue;
        if (!count++ && part && !strstr(gaps.gaps[i].sentence, part))
            fail_msg("\"%s\" is not in: %s", part, gaps.gaps[i].sentence);
    }
    ls_gaps_done(&gaps);
    return count;
}

#define ITEM "id,type,track,title,status,owner,backup,priority,due,parent,release\n"
#define RITUAL "id,name,minutes,at,cadence\nsync,Sync,15,Tue 09:30,weekly\n"
#define EXPERIMENT "id,kind,status,start,stop,min_n\n"
#define ARM "experiment,n,label,price,signups\n"

static const struct gap_case cases[] = {
    {LS_GAP_NEXT_STEP, "B-1 has no next step",
     {"blocker.csv", "id,what,owner\nB-1,No contract,ines\n"},
     {"blocker.csv", "id,what,owner,next_step\nB-1,No contract,ines,Call legal\n"}},
    {LS_GAP_RELEASE_DATE, "LS-1 is a release without a date",
     {"item.csv", ITEM "LS-1,release,product,R1,planned,ines,dana,1,,,\n"},
     {"item.csv", ITEM "LS-1,release,product,R1,planned,ines,dana,1,2026-04-01,,\n"}},
    {LS_GAP_PROBLEM, "without a problem",
     {"item.csv", "id,title\nLS-1,An idea\n"},
     {"item.csv", "id,title,problem\nLS-1,An idea,It is slow\n"}},
    {LS_GAP_DRAFT, "D-1 is still a draft, it lacks a second option, what a delay costs",
     {"decision.csv", "id,title,status,driver,escalated_to,needed_by\nD-1,Which,proposed,ines,dana,2026-03-13\n",
      "option.csv", "decision,n,label\nD-1,1,One\n"},
     {"decision.csv", "id,title,status,driver,escalated_to,needed_by,cost_of_delay\nD-1,Which,proposed,ines,dana,2026-03-13,A week\n",
      "option.csv", "decision,n,label\nD-1,1,One\nD-1,2,Two\n"}},
    {LS_GAP_OWNER, "LS-1 has no owner",
     {"item.csv", ITEM "LS-1,feature,product,One,started,,,3,,,\n"},
     {"item.csv", ITEM "LS-1,feature,product,One,triage,,,3,,,\n"}},
    {LS_GAP_BACKUP, "LS-1 has no backup",
     {"item.csv", ITEM "LS-1,feature,product,One,started,ines,,2,,,\n"},
     {"item.csv", ITEM "LS-1,feature,product,One,started,ines,,3,,,\nLS-2,bug,product,Two,done,ines,,1,,,\n"}},
    {LS_GAP_CORE, "There are 2 core metrics",
     {"metric.csv", "id,name,core\na,A,1\nb,B,1\nc,C,0\n"},
     {"metric.csv", "id,name,core\na,A,1\nb,B,1\nc,C,1\n"}},
    {LS_GAP_CORE_HALF, "a is a core metric without market item",
     {"metric.csv", "id,name,core\na,A,1\n", "metric_item.csv", "metric,item\na,LS-1\n",
      "item.csv", ITEM "LS-1,bug,product,One,triage,,,,,,\n"},
     {"metric.csv", "id,name,core\na,A,1\n", "metric_item.csv", "metric,item\na,LS-1\n",
      "item.csv", ITEM "LS-1,bug,shared,One,triage,,,,,,\n"}},
    {LS_GAP_HALF, "LS-1 ships on 24 Apr without its market half",
     {"item.csv", ITEM "LS-1,feature,product,One,planned,ines,dana,1,,,LS-9\nLS-9,release,product,R,planned,ines,dana,1,2026-04-24,,\nLS-3,asset,market,Page,planned,dana,ines,3,,,\n"},
     {"item.csv", ITEM "LS-1,feature,product,One,planned,ines,dana,1,,,LS-9\nLS-9,release,product,R,planned,ines,dana,1,2026-04-24,,\nLS-3,asset,market,Page,planned,dana,ines,3,,,\n",
      "link.csv", "src,dst,kind\nLS-3,LS-1,counterpart\n"}},
    {LS_GAP_HALF, "LS-1 ships",
     {"item.csv", ITEM "LS-1,feature,product,One,planned,ines,dana,1,,,LS-9\nLS-9,release,product,R,planned,ines,dana,1,2026-04-24,,\nLS-3,asset,market,Page,canceled,dana,ines,3,,,\n",
      "link.csv", "src,dst,kind\nLS-1,LS-3,counterpart\n"},
     {"item.csv", ITEM "LS-1,feature,product,One,planned,ines,dana,1,,,LS-9\nLS-9,release,product,R,planned,ines,dana,1,2026-04-25,,\nLS-3,asset,market,Page,planned,dana,ines,3,,,\n"}},
    {LS_GAP_CIRCLE, "LS-1 blocks LS-2, which blocks LS-3, which blocks it again",
     {"item.csv", "id,title\nLS-1,A\nLS-2,B\nLS-3,C\nLS-4,D\n",
      "link.csv", "src,dst,kind\nLS-1,LS-2,blocks\nLS-2,LS-3,blocks\nLS-3,LS-1,blocks\nLS-4,LS-1,blocks\n"},
     {"item.csv", "id,title\nLS-1,A\nLS-2,B\nLS-3,C\nLS-4,D\n",
      "link.csv", "src,dst,kind\nLS-1,LS-2,blocks\nLS-1,LS-3,blocks\nLS-2,LS-4,blocks\nLS-3,LS-4,blocks\nLS-4,LS-1,relates\n"}},
    {LS_GAP_TIER, "LS-2 is of the tier initiative, but stands under LS-1, of the kind goal",
     {"item.csv", ITEM "LS-1,goal,shared,G,planned,ines,dana,1,,,\nLS-2,initiative,shared,I,planned,ines,dana,1,,LS-1,\n"},
     {"item.csv", ITEM "LS-1,goal,shared,G,planned,ines,dana,1,,,\nLS-2,strategic,shared,I,planned,ines,dana,1,,LS-1,\nLS-3,bug,shared,B,planned,ines,dana,1,,LS-1,\n"}},
    {LS_GAP_SEGMENTS, "sync has 15 minutes, its segments have 14",
     {"ritual.csv", RITUAL, "segment.csv", "ritual,n,name,minutes\nsync,1,Open,4\nsync,2,Close,10\n"},
     {"ritual.csv", RITUAL, "segment.csv", "ritual,n,name,minutes\nsync,1,Open,5\nsync,2,Close,10\n"}},
    {LS_GAP_CARRIED, "LS-1 was carried twice",
     {"ritual.csv", RITUAL, "segment.csv", "ritual,n,name,minutes,feed\nsync,1,Priorities,15,priorities\n",
      "meeting.csv", "id,ritual,planned,started,status\nM-1,sync,2026-03-03 09:30,2026-03-03 09:30,closed\n",
      "item.csv", ITEM "LS-1,bug,product,One,started,ines,,3,2026-03-01,,\n",
      "agenda_item.csv", "meeting,n,segment,ref,title,state,carried\nM-1,1,Priorities,LS-1,One,carried,1\n"},
     {"ritual.csv", RITUAL, "segment.csv", "ritual,n,name,minutes,feed\nsync,1,Priorities,15,priorities\n",
      "meeting.csv", "id,ritual,planned,started,status\nM-1,sync,2026-03-03 09:30,2026-03-03 09:30,closed\n",
      "item.csv", ITEM "LS-1,bug,product,One,started,ines,,3,2026-03-01,,\n",
      "agenda_item.csv", "meeting,n,segment,ref,title,state,carried\nM-1,1,Priorities,LS-1,One,carried,0\n"}},
    {LS_GAP_CHECK_LATE, "is due on 11 Apr, after the gate on 10 Apr",
     {"launch.csv", "id,name,day,gate,owner,backup\nL-1,Live,2026-04-21,2026-04-10,ines,dana\n",
      "launch_check.csv", "launch,n,criterion,due,state\nL-1,1,Done,2026-04-11,open\n"},
     {"launch.csv", "id,name,day,gate,owner,backup\nL-1,Live,2026-04-21,2026-04-10,ines,dana\n",
      "launch_check.csv", "launch,n,criterion,due,state\nL-1,1,Done,2026-04-10,open\nL-1,2,Done,2026-04-11,waived\n"}},
    {LS_GAP_GATE_LATE, "with 5 business days of buffer it has to be by 14 Apr",
     {"launch.csv", "id,name,day,gate,buffer_days\nL-1,Live,2026-04-21,2026-04-15,5\n"},
     {"launch.csv", "id,name,day,gate,buffer_days\nL-1,Live,2026-04-21,2026-04-14,5\n"}},
    {LS_GAP_PRICE_STEP, "X-1 tries a price step of 20.0 % in variant 2",
     {"experiment.csv", EXPERIMENT "X-1,pricing,planned,,,150\n", "arm.csv", ARM "X-1,1,control,10,\nX-1,2,up,12,\n"},
     {"experiment.csv", EXPERIMENT "X-1,pricing,planned,,,150\n", "arm.csv", ARM "X-1,1,control,24,\nX-1,2,down,21,\n"}},
    {LS_GAP_SIGNUPS, "X-1 had 149 sign-ups in variant 1, a test needs 150",
     {"experiment.csv", EXPERIMENT "X-1,pricing,closed,,,\n", "arm.csv", ARM "X-1,1,control,24,149\nX-1,2,down,21,150\n"},
     {"experiment.csv", EXPERIMENT "X-1,pricing,running,,,\n", "arm.csv", ARM "X-1,1,control,24,149\nX-1,2,down,21,150\n"}},
    {LS_GAP_SIGNUPS, "is planned with 100 sign-ups",
     {"experiment.csv", EXPERIMENT "X-1,pricing,planned,,,100\n"},
     {"experiment.csv", EXPERIMENT "X-1,feature,planned,,,100\n"}},
    {LS_GAP_LEAD_TIME, "LS-1 has its heads-up 29 business days before it ships, we want 30",
     {"item.csv", "id,type,title,status,due,heads_up\nLS-1,release,R,planned,2026-04-20,2026-03-10\n"},
     {"item.csv", "id,type,title,status,due,heads_up\nLS-1,release,R,planned,2026-04-21,2026-03-10\nLS-2,release,S,planned,2026-04-21,\n"}},
    {LS_GAP_LEAD_TIME, "without a heads-up",
     {"item.csv", "id,type,title,status,due,heads_up\nLS-1,release,R,planned,2026-04-21,2026-03-10\nLS-2,release,S,planned,2026-04-20,\n"},
     {"item.csv", "id,type,title,status,due,heads_up\nLS-2,release,S,planned,2026-04-20,\n"}},
    {LS_GAP_LEAD_TIME, "leaves 4 business days for the review, we want 5",
     {"item.csv", "id,type,title,due,review_from\nLS-1,messaging,M,2026-03-17,2026-03-11\n"},
     {"item.csv", "id,type,title,due,review_from\nLS-1,messaging,M,2026-03-17,2026-03-10\n"}},
    {LS_GAP_REVIEW, "D-1 is due for review",
     {"decision.csv", "id,title,status,decided,why,follows,review_on\nD-1,W,decided,a,b,c,2026-03-10\n"},
     {"decision.csv", "id,title,status,decided,why,follows,review_on\nD-1,W,decided,a,b,c,2026-03-11\n"}},
    {LS_GAP_REVIEW, "its metric crossed the line",
     {"decision.csv", "id,title,status,decided,why,follows,review_metric,review_below\nD-1,W,decided,a,b,c,m,10\n",
      "metric.csv", "id,name\nm,M\n", "metric_wide.csv", "metric,2026-W09,2026-W10\nm,11,9.5\n"},
     {"decision.csv", "id,title,status,decided,why,follows,review_metric,review_below\nD-1,W,decided,a,b,c,m,10\n",
      "metric.csv", "id,name\nm,M\n", "metric_wide.csv", "metric,2026-W09,2026-W10\nm,9,10.5\n"}},
    {LS_GAP_REVIEW, "sunset review: nobody uses it",
     {"item.csv", "id,title,sunset_if,review_on\nLS-1,Fax,nobody uses it,2026-03-10\n"},
     {"item.csv", "id,title,sunset_if,review_on\nLS-1,Fax,nobody uses it,2026-03-11\n"}},
    {LS_GAP_AWAY, "LS-1 has nobody: kim and lee are both away",
     {"people.csv", "id,name,function,away_from,away_until\nkim,Kim,pm,2026-03-09,2026-03-11\nlee,Lee,pm,2026-03-10,\n",
      "item.csv", ITEM "LS-1,bug,product,One,started,kim,lee,1,,,\n"},
     {"people.csv", "id,name,function,away_from,away_until\nkim,Kim,pm,2026-03-09,2026-03-09\nlee,Lee,pm,2026-03-10,\n",
      "item.csv", ITEM "LS-1,bug,product,One,started,kim,lee,1,,,\n"}},
    {LS_GAP_WORD, "LS-1 says \"go-live\", we say \"launch\"",
     {"term.csv", "id,type,name,instead_of\nG-1,term,launch,rollout;Go-Live\n", "item.csv", "id,title\nLS-1,Plan the go-live now\n"},
     {"term.csv", "id,type,name,instead_of\nG-1,term,launch,rollout;Go-Live\n", "item.csv", "id,title\nLS-1,Plan the forego-lives now\n"}},
    {LS_GAP_POINT, "m has no value for 2026-W10",
     {"metric.csv", "id,name,core\nm,M,1\n", "metric_wide.csv", "metric,2026-W09,2026-W11\nm,9,10\n"},
     {"metric.csv", "id,name,core\nm,M,1\nn,N,1\n", "metric_wide.csv", "metric,2026-W09,2026-W10\nm,9,10\n"}},
    {LS_GAP_SNOOZE, "LS-1 sleeps for L-1, which has no day",
     {"item.csv", "id,title,snooze_event\nLS-1,One,L-1\n", "launch.csv", "id,name,owner,backup\nL-1,Live,ines,dana\n"},
     {"item.csv", "id,title,snooze_event\nLS-1,One,L-1\n", "launch.csv", "id,name,day,owner,backup\nL-1,Live,2026-04-21,ines,dana\n"}},
    {LS_GAP_FUTURE, "LS-1 lies in the future",
     {"item.csv", "id,title,created\nLS-1,One,2026-03-11\n"},
     {"item.csv", "id,title,created\nLS-1,One,2026-03-10\n"}},
};

static void test_each_rule(void **state)
{
    (void)state;
    bool tried[LS_GAP_COUNT] = {false};
    for (size_t i = 0; i < LS_COUNT(cases); i++) {
        struct ls_board *board = team(cases[i].open);
        size_t found = count_gaps(board, now, cases[i].rule, cases[i].part);
        ls_board_free(board);
        if (found != 1)
            fail_msg("case %zu, %s: %zu gaps", i, ls_gap_word(cases[i].rule), found);
        board = team(cases[i].closed);
        found = count_gaps(board, now, cases[i].rule, NULL);
        ls_board_free(board);
        if (found)
            fail_msg("case %zu, %s: found where there is none", i, ls_gap_word(cases[i].rule));
        tried[cases[i].rule] = true;
    }
    for (int rule = 0; rule < LS_GAP_COUNT; rule++) {
        if (!tried[rule])
            fail_msg("no case for %s", ls_gap_word((enum ls_gap_rule)rule));
    }
}

/* A new team, and a new team with one bare item, has nothing to be told. */
static void test_sleeps(void **state)
{
    (void)state;
    static const char *const none[SHEETS * 2] = {NULL};
    static const char *const bare[SHEETS * 2] = {"item.csv", "id,title,problem\nLS-1,One,A problem\n"};
    const char *const *teams[] = {none, bare};
    for (size_t i = 0; i < LS_COUNT(teams); i++) {
        struct ls_board *board = team(teams[i]);
        struct ls_gaps gaps;
        ls_gaps_find(board, now, &gaps);
        if (gaps.len)
            fail_msg("%s", gaps.gaps[0].sentence);
        ls_gaps_done(&gaps);
        ls_board_free(board);
    }
}

static void test_future_clock(void **state)
{
    (void)state;
    static const char *const none[SHEETS * 2] = {NULL};
    struct ls_board *board = team(none);
    assert_int_equal(count_gaps(board, now - LS_MINUTE, LS_GAP_FUTURE, NULL), 0);
    assert_int_equal(count_gaps(board, now - 10 * LS_MINUTE, LS_GAP_FUTURE, "lies in the future"), 3);
    ls_board_free(board);
}

/* Two people need no backups. */
static void test_two_people(void **state)
{
    (void)state;
    static const struct sheet two = {"person.csv", "id,name,function,active\nben,Ben,eng,0\n"};
    static const char *const sheets[SHEETS * 2] = {"item.csv", ITEM "LS-1,bug,product,One,started,ines,,1,,,\n"};
    struct ls_board *board = team(sheets);
    assert_int_equal(count_gaps(board, now, LS_GAP_BACKUP, NULL), 1);
    sheets_import(board, &two, 1);
    assert_int_equal(count_gaps(board, now, LS_GAP_BACKUP, NULL), 0);
    ls_board_free(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_rule),
        cmocka_unit_test(test_sleeps),
        cmocka_unit_test(test_future_clock),
        cmocka_unit_test(test_two_people),
    };
    return cmocka_run_group_tests(tests, sheets_setup, NULL);
}
