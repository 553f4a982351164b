/* Import and export: the sample team comes back as it went, importing again changes nothing, references hold
 * across files in any order, and what does not fit is refused by file, line and column. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <jansson.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/agenda.h"
#include "lockstep/error.h"
#include "lockstep/exchange.h"
#include "sheets.h"


static void exports(const struct ls_board *board, enum ls_entity entity, const char *wanted)
{
    LS_AUTO(buf) struct ls_buf out = LS_BUF_INIT;
    ls_export_entity(board, entity, 0, &out);
    assert_string_equal(out.data, wanted);
}

/* --- the sample team ----------------------------------------------------------------------------------- */

struct paths {
    char **paths;
    struct ls_import_file *files;
    size_t count;
};

/* All CSV of a folder, in the folder's order or the other way round. */
static struct paths list_sample(bool backwards)
{
    struct paths p = {calloc(64, sizeof(char *)), calloc(64, sizeof(struct ls_import_file)), 0};
    DIR *dir = opendir(SAMPLE_DIR);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir)) && p.count < 64;) {
        const char *dot = strrchr(e->d_name, '.');
        if (dot && !strcmp(dot, ".csv"))
            p.paths[p.count++] = ls_asprintf("%s/%s", SAMPLE_DIR, e->d_name);
    }
    closedir(dir);
    for (size_t i = 0; i < p.count; i++)
        p.files[i].path = p.paths[backwards ? p.count - 1 - i : i];
    return p;
}

static void paths_done(struct paths *p)
{
    for (size_t i = 0; i < p->count; i++)
        free(p->paths[i]);
    free(p->paths);
    free(p->files);
}

static struct ls_board *import_sample(bool backwards)
{
    struct ls_board *board = ls_board_new();
    struct paths p = list_sample(backwards);
    struct ls_changeset *cs;
    struct ls_import_report report;
    struct ls_error err = {0};
    if (ls_import_plan(board, p.files, p.count, SHEETS_NOW, LS_NONE, &cs, &report, &err))
        fail_msg("%s", err.message);
    size_t skipped = 0;
    for (size_t i = 0; i < report.len; i++) {
        skipped += report.lines[i].skipped != NULL;
        assert_true(report.lines[i].skipped || report.lines[i].added > 0);
        assert_int_equal(report.lines[i].changed + report.lines[i].unchanged, 0);
    }
    assert_int_equal(skipped, 1); /* the exported agenda */
    assert_true(cs->flags & LS_CS_IMPORT && cs->flags & LS_CS_WHOLE);
    ls_import_report_done(&report);
    sheets_take(board, cs);
    paths_done(&p);
    return board;
}

static void test_sample(void **state)
{
    (void)state;
    struct ls_board *board = import_sample(false), *other = import_sample(true);
    assert_int_equal(ls_board_count(board, LS_E_ITEM), 69);
    assert_int_equal(ls_board_count(board, LS_E_LINK), 13);
    const struct ls_item *page = ls_item_get(board, ls_board_by_num(board, LS_E_ITEM, 20));
    assert_non_null(page);
    assert_string_equal(page->title, "ETA page for receivers");
    assert_int_equal(page->owner, ls_board_by_handle(board, LS_E_PERSON, "ines"));
    assert_int_equal(page->rec.imported, 1);
    assert_true(ls_board_count(board, LS_E_METRIC_POINT) > 50);
    LS_AUTO(buf) struct ls_buf first = LS_BUF_INIT, second = LS_BUF_INIT;
    sheets_export(board, &first);
    sheets_export(other, &second);
    assert_string_equal(first.data, second.data);
    sheets_round_trip(board);
    ls_board_free(board);
    ls_board_free(other);
}

static void test_sample_again(void **state)
{
    (void)state;
    struct ls_board *board = import_sample(false);
    struct paths p = list_sample(true);
    struct ls_changeset *cs;
    struct ls_import_report report;
    assert_int_equal(ls_import_plan(board, p.files, p.count, SHEETS_NOW + 86400000, LS_NONE, &cs, &report, NULL), LS_OK);
    assert_int_equal(cs->len, 0);
    for (size_t i = 0; i < report.len; i++)
        assert_true(report.lines[i].skipped || report.lines[i].unchanged > 0);
    ls_import_report_done(&report);
    ls_changeset_free(cs);
    paths_done(&p);
    ls_board_free(board);
}

/* --- small teams ------------------------------------------------------------------------------------------ */

static const struct sheet people = {"person.csv", "id,name,function\nines,Inês,pm\ndana,Dana,pmm\n"};

static struct ls_board *small_team(void)
{
    struct ls_board *board = ls_board_new();
    struct sheet sheets[] = {
        people,
        {"item.csv", "id,type,track,title,status,owner,due,created,status_since\n"
                     "LS-1,feature,product,One,started,ines,2026-04-01,2026-01-01,2026-01-02\n"
                     "LS-2,feature,product,Two,planned,dana,,2026-01-01,2026-01-02\n"},
        {"metric.csv", "id,name,unit\nttfv,Time to first value,h\n"},
    };
    assert_int_equal(sheets_import(board, sheets, LS_COUNT(sheets)), 5);
    return board;
}

static void test_exact_values(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    struct sheet sheets[] = {
        {"item.csv", "id,title,notes,impact,effort,tags,external_id,done_when\n"
                     "LS-1,\"  leading, \"\"quotes\"\" and 👩‍🚀\",\"two\nlines\r\nand =x\",0.25,1.1,b;a,0042,=1+1\n"
                     "LS-2,'quoted',=SUM(A1),3,0.7,,-12.5 %,\uFF1Dx\n"},
        {"setting.csv", "key,value\ntime_zone,Europe/Berlin\n"},
        {"ritual.csv", "id,name,minutes,rota\nsync,Sync,15,ines;none;dana\n"},
        {"meeting.csv", "id,ritual,planned,started,status\nM-3,sync,2026-01-20 09:30,2026-07-20 09:31:07,closed\n"},
        {"decision.csv", "id,status,title,informed\nD-1,proposed,\"Which, then?\",all;ines;sales\n"},
        {"agenda_item.csv", "id,meeting,n,ref\n7,M-3,1,LS-1/ttfv\n8,M-3,2,\n"},
    };
    sheets_import(board, sheets, LS_COUNT(sheets));
    const struct ls_item *one = ls_item_get(board, ls_board_by_num(board, LS_E_ITEM, 1));
    assert_string_equal(one->title, "  leading, \"quotes\" and 👩‍🚀");
    assert_string_equal(one->notes, "two\nlines\r\nand =x");
    assert_string_equal(one->external_id, "0042");
    assert_string_equal(one->done_when, "=1+1");
    exports(board, LS_E_AGENDA_ITEM, "meeting,n,segment,ref,title,reason,plan_s,spent_s,state,carried,outcome,ask,owner,backup,"
                                     "acting,by_hand,kind\n"
                                     "M-3,1,,LS-1;ttfv,,,,,,,,,,,,0,\nM-3,2,,,,,,,,,,,,,,0,\n");
    exports(board, LS_E_MEETING, "id,ritual,planned,started,ended,status,facilitator,story\n"
                                 "M-3,sync,2026-01-20 09:30,2026-07-20 09:31:07,,closed,,\n");
    sheets_round_trip(board);
    ls_board_free(board);
}

static void test_zone_comes_with_it(void **state)
{
    (void)state;
    struct ls_board *board = ls_board_new();
    struct sheet sheets[] = {
        {"meeting.csv", "id,ritual,planned,status\nM-3,sync,2026-01-20 09:30,planned\n"},
        {"ritual.csv", "id,name,minutes\nsync,Sync,15\n"},
        {"setting.csv", "key,value\ntime_zone,America/New_York\n"},
    };
    sheets_import(board, sheets, LS_COUNT(sheets));
    const struct ls_meeting *m = ls_meeting_get(board, ls_board_by_num(board, LS_E_MEETING, 3));
    assert_int_equal(m->planned, INT64_C(1768919400000)); /* 14:30 UTC */
    ls_board_free(board);
    ls_clock_set_zone("UTC");
}

static void test_updates_only_differences(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    struct sheet sheet = {"items.csv", "ID,Title,Due\nls-1,One,2026-04-02\n2,Two,\n"};
    struct ls_changeset *cs;
    struct ls_import_report report;
    assert_int_equal(sheets_plan(board, &sheet, 1, &cs, &report, NULL), LS_OK);
    assert_int_equal(cs->len, 1);
    assert_int_equal(cs->records[0].len, 1);
    assert_int_equal(cs->records[0].edits[0].field, LS_F_item_due);
    assert_int_equal(report.lines[0].changed, 1);
    assert_int_equal(report.lines[0].unchanged, 1);
    assert_int_equal(report.lines[0].added, 0);
    ls_import_report_done(&report);
    sheets_take(board, cs);
    ls_board_free(board);
}

static void test_empty_cells(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    struct sheet sheet = {"item.csv", "id,due,type,status,created,owner\nLS-1,,,,,ines\n"};
    assert_int_equal(sheets_import(board, &sheet, 1), 1);
    const struct ls_item *one = ls_item_get(board, ls_board_by_num(board, LS_E_ITEM, 1));
    assert_true(one->due == LS_NONE);                        /* emptied */
    assert_int_equal(one->type, LS_ITEM_TYPE_FEATURE);       /* lockstep would fill it in: left alone */
    assert_int_equal(one->status, LS_ITEM_STATUS_STARTED);
    assert_true(one->created != LS_NONE);
    assert_string_equal(one->title, "One");                  /* no column: left alone */
    struct sheet active = {"person.csv", "id,active\nines,\n"};
    assert_int_equal(sheets_import(board, &active, 1), 0);
    sheets_refused(board, "item.csv", "id,title\nLS-1,\n", "item.csv line 2: LS-1, title: it may not be empty");
    ls_board_free(board);
}

static void test_new_and_kept_numbers(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    struct sheet sheet = {"item.csv", "id,title\n,A new one\nLS-40,Forty\nLS-new,Another\n"};
    assert_int_equal(sheets_import(board, &sheet, 1), 3);
    assert_int_equal(ls_board_count(board, LS_E_ITEM), 5);
    const struct ls_item *forty = ls_item_get(board, ls_board_by_num(board, LS_E_ITEM, 40));
    assert_string_equal(forty->title, "Forty");
    assert_int_equal(forty->type, LS_ITEM_TYPE_IDEA);
    assert_int_equal(forty->status, LS_ITEM_STATUS_TRIAGE);
    ls_board_free(board);
}

static void test_deleted_comes_back(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    ls_id two = ls_board_by_num(board, LS_E_ITEM, 2);
    struct ls_changeset *cs = ls_changeset_new("delete");
    ls_change_delete(cs, board, two);
    sheets_take(board, cs);
    struct sheet sheet = {"item.csv", "id,title\nLS-2,Back\n"};
    assert_int_equal(sheets_import(board, &sheet, 1), 1);
    assert_int_equal(ls_board_by_num(board, LS_E_ITEM, 2), two);
    assert_string_equal(ls_item_get(board, two)->title, "Back");
    ls_board_free(board);
}

static void test_natural_keys(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    struct sheet links = {"link.csv", "src,dst,kind\nLS-1,LS-2,blocks\n"};
    assert_int_equal(sheets_import(board, &links, 1), 1);
    assert_int_equal(sheets_import(board, &links, 1), 0);
    sheets_refused(board, "link.csv", "src,dst,kind\nLS-2,LS-1,blocks\nLS-2,LS-1,blocks\n",
                   "link.csv line 3: link LS-2 LS-1 blocks stands in link.csv line 2 already");
    sheets_refused(board, "link.csv", "src,dst\nLS-2,LS-1\n", "the column kind is missing");
    sheets_refused(board, "link.csv", "src,dst,kind\nLS-2,,blocks\n", "line 2, column dst: it may not be empty");
    struct sheet wide = {"metric_wide.csv", "metric,2026-W09,2026-W10\nttfv,34.1,33.5\n"};
    assert_int_equal(sheets_import(board, &wide, 1), 2);
    struct sheet more = {"numbers.csv", "metric,2026-W10,2026-W11\nttfv,33.50,\n"};
    assert_int_equal(sheets_import(board, &more, 1), 0);
    struct sheet tall = {"metric_point.csv", "metric,week,value,note\nttfv,2026-W09,34.2,mended\n"};
    assert_int_equal(sheets_import(board, &tall, 1), 1);
    exports(board, LS_E_METRIC_POINT,
            "metric,week,value,note\nttfv,2026-W09,34.2,mended\nttfv,2026-W10,33.5,\n");
    sheets_refused(board, "metric_wide.csv", "metric,2026-W10\nttfx,1\n",
                   "metric_wide.csv line 2, column metric: there is no metric ttfx; did you mean ttfv?");
    sheets_refused(board, "w.csv", "metric,2026-W12\nttfv,about 3\n", "w.csv line 2, column 2026-W12: Value \"about 3\"");
    ls_board_free(board);
}

static void test_entity_by_columns(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    struct sheet sheets[] = {
        {"export (3).csv", "src,dst,kind\nLS-1,LS-2,relates\n"},
        {"x.csv", "id,title\nD-4,By the id\n"},
        {"items-2026-03.csv", "id,title\nLS-1,By the name\n"},
        {"y.csv", "title,owner,problem\nBy the columns,ines,It is slow\n"},
    };
    assert_int_equal(sheets_import(board, sheets, LS_COUNT(sheets)), 4);
    assert_int_equal(ls_board_count(board, LS_E_DECISION), 1);
    assert_int_equal(ls_board_count(board, LS_E_LINK), 1);
    assert_int_equal(ls_board_count(board, LS_E_ITEM), 3);
    sheets_refused(board, "z.csv", "name,owner\nx,ines\n", "z.csv line 1: its columns could be those of metric, launch, term");
    sheets_refused(board, "z.csv", "foo,bar\n1,2\n", "neither its name nor its columns");
    ls_board_free(board);
}

/* What spreadsheets write where the comma is the decimal sign; a comma in the first line, and it is the separator. */
static void test_separators(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    struct sheet semicolons = {"item.csv", "id;title;tags\r\nLS-1;\"One; two, three\";\"a;b\"\r\n"};
    struct sheet tabs = {"item.csv", "\xEF\xBB\xBFid\ttitle\nLS-2\tFour; five, six\n"};
    struct sheet commas = {"item.csv", "id,\"title\",tags\nLS-1,One;a;b\n"};
    assert_int_equal(sheets_import(board, &semicolons, 1), 1);
    assert_int_equal(sheets_import(board, &tabs, 1), 1);
    const struct ls_item *one = ls_item_get(board, ls_board_by_num(board, LS_E_ITEM, 1));
    assert_string_equal(one->title, "One; two, three");
    assert_string_equal(one->tags, "a;b");
    assert_string_equal(ls_item_get(board, ls_board_by_num(board, LS_E_ITEM, 2))->title, "Four; five, six");
    assert_int_equal(sheets_import(board, &semicolons, 1), 0);
    sheets_refused(board, commas.name, commas.text, "2 cells, but 3 columns; a cell with a comma needs quotes");
    ls_board_free(board);
}

static void test_refusals(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    sheets_refused(board, "item.csv", "id,ownr\nLS-1,ines\n", "item.csv line 1, column ownr: item has no such column; did you mean owner?");
    sheets_refused(board, "item.csv", "id,title,title\nLS-1,a,b\n", "column title: the column stands twice");
    sheets_refused(board, "item.csv", "id,Due date\nLS-1,2026-03-17\n", "item has no such column; did you mean due?");
    sheets_refused(board, "item.csv", "id,due\nLS-1,17.03.2026\n", "is not a date with the year first; write it as 2026-03-17");
    sheets_refused(board, "item.csv", "id,due\nLS-1,31.02.2026\n", "is not a date that exists; write it as 2026-03-17");
    sheets_refused(board, "item.csv", "id,due\nLS-1,20/03/2026\n", "is not a date with the year first; write it as 2026-03-20");
    sheets_refused(board, "item.csv", "id,due\nLS-1,03/20/2026\n", "write it as 2026-03-20");
    sheets_refused(board, "item.csv", "id,due\nLS-1,03/04/2026\n", "write it as 2026-04-03 or 2026-03-04");
    sheets_refused(board, "item.csv", "id,due\nLS-1,03/03/2026\n", "write it as 2026-03-03");
    sheets_refused(board, "item.csv", "id,deleted\nLS-1,1\n", "no such column");
    sheets_refused(board, "item.csv", "id,owner\nLS-1,inez\n",
                   "item.csv line 2, column owner: there is no person inez; did you mean ines?");
    sheets_refused(board, "item.csv", "id,title,due\nLS-1,a,2026-02-30\n", "line 2, column due: Due \"2026-02-30\" is not a date");
    sheets_refused(board, "item.csv", "id,status\nLS-1,doing\n", "column status");
    sheets_refused(board, "item.csv", "id,title\nB-2,x\n", "line 2, column id: \"B-2\" is no number of an item");
    sheets_refused(board, "item.csv", "id,title\nLS-0,x\n", "no number");
    sheets_refused(board, "item.csv", "id,title\nLS-9223372036854775808,x\n", "no number");
    sheets_refused(board, "item.csv", "id,title\nLS-5,x\nLS-5,y\n", "LS-5 stands in item.csv line 2 already");
    sheets_refused(board, "item.csv", "id,title\nLS-1,a,b\n", "item.csv line 2: 3 cells, but 2 columns");
    sheets_refused(board, "item.csv", "id,title,due\nLS-1,a\n", "2 cells, but 3 columns");
    sheets_refused(board, "item.csv", "id|title\nLS-1|a\n", "separated by bars");
    sheets_refused(board, "item.csv", "id;title\nLS-1;a;b\n", "3 cells, but 2 columns; a cell with a semicolon needs quotes");
    sheets_refused(board, "item.csv", "sep=,\nid,title\n", "separator");
    sheets_refused(board, "item.csv", "id,title\nLS-1,\"a\n", "item.csv line 2, cell 2: a quote opens here");
    sheets_refused(board, "item.csv", "id,parent\nLS-1,LS-99\n", "there is no item LS-99");
    sheets_refused(board, "item.csv", "id,parent\nLS-1,ines\n", "there is no item ines; write it as LS-20");
    sheets_refused(board, "item.csv", "id,meeting\nLS-1,LS-2\n", "column meeting: LS-2 is an item, not a meeting");
    sheets_refused(board, "item.csv", "id,tags\nLS-1,a;#5\n", "\"#5\" begins with #");
    sheets_refused(board, "decision.csv", "id,title,informed\nD-1,x,all;#5\n", "\"#5\" begins with #");
    sheets_refused(board, "decision.csv", "id,title,informed\nD-1,x,all;@inez\n", "there is no person @inez; did you mean ines?");
    sheets_refused(board, "w.csv", "metric,2026-W10\n,3\n", "w.csv line 2, column metric: the metric's short name is missing");
    sheets_refused(board, "item.csv", "id,owner,backup\nLS-1,ines,ines\n", "item.csv line 2: LS-1, backup: ines is the owner");
    sheets_refused(board, "person.csv", "id,name,function\n,Nobody,pm\n", "line 2, column id: a person needs a short name");
    sheets_refused(board, "person.csv", "id,name,function\nbad name,Nobody,pm\n", "without blanks");
    sheets_refused(board, "person.csv", "name,function\nNobody,pm\n", "the column id is missing");
    sheets_refused(board, "person.csv", "id,name,function\nben,Ben,pm\nBEN,Ben,pm\n", "BEN stands in person.csv line 2 already");
    assert_int_equal(ls_board_count(board, LS_E_ITEM), 2);
    ls_board_free(board);
}

/* An import fills in what a record may not be without, and nothing that it cannot know. */
static void test_fills_little(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    struct sheet sheets[] = {
        {"blocker.csv", "id,what\nB-1,No contract\n"},
        {"signal.csv", "id,kind\nS-1,win\n"},
        {"signal_item.csv", "signal,item\nS-1,LS-1\n"},
        {"meeting.csv", "id,ritual\nM-1,sync\n"},
        {"ritual.csv", "id,name,minutes\nsync,Sync,15\n"},
        {"term.csv", "id,name\nG-1,launch\n"},
        {"experiment.csv", "id,kind\nX-1,pricing\n"},
        {"note.csv", "id,text\nN-1,Hello\n"},
        {"launch.csv", "id,name\nL-1,Live\n"},
        {"item.csv", "id,type,title\nLS-7,action,Call\n"},
    };
    sheets_import(board, sheets, LS_COUNT(sheets));
    exports(board, LS_E_BLOCKER, "id,item,what,kind,severity,owner,backup,next_step,next_due,opened,resolved,resolution\n"
                                 "B-1,,No contract,,,,,,,2026-03-10,,\n");
    exports(board, LS_E_SIGNAL_ITEM, "signal,item,weight\nS-1,LS-1,\n");
    exports(board, LS_E_TERM, "id,type,name,definition,instead_of,owner\nG-1,term,launch,,,\n");
    exports(board, LS_E_MEETING, "id,ritual,planned,started,ended,status,facilitator,story\nM-1,sync,,,,planned,,\n");
    exports(board, LS_E_EXPERIMENT, "id,kind,hypothesis,item,owner,backup,metric,start,stop,min_n,status,decision\n"
                                    "X-1,pricing,,,,,,,,,planned,\n");
    exports(board, LS_E_NOTE, "id,kind,subject,author,at,text\nN-1,comment,,,,Hello\n");
    assert_true(ls_signal_get(board, ls_board_by_num(board, LS_E_SIGNAL, 1))->seen == LS_NONE);
    assert_true(ls_launch_get(board, ls_board_by_num(board, LS_E_LAUNCH, 1))->verdict == LS_NONE);
    assert_int_equal(sheets_import(board, sheets, LS_COUNT(sheets)), 0);
    sheets_round_trip(board);
    ls_board_free(board);
}

/* An action without a date gets the next sync's; importing the same row again leaves it there. */
static void test_next_sync(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    static const char text[] = "id,type,title,due\nLS-7,action,Call,\n";
    struct ls_import_file file = {.name = "item.csv", .text = text, .len = sizeof(text) - 1};
    struct ls_changeset *cs;
    struct ls_import_report report;
    int64_t next = 0;
    assert_true(ls_date_parse("2026-03-17", &next));
    assert_int_equal(ls_import_plan(board, &file, 1, SHEETS_NOW, next, &cs, &report, NULL), LS_OK);
    assert_string_equal(report.said, "LS-7: due 17 Mar, the next sync\n");
    ls_import_report_done(&report);
    sheets_take(board, cs);
    assert_int_equal(ls_item_get(board, ls_board_by_num(board, LS_E_ITEM, 7))->due, next);
    assert_int_equal(ls_import_plan(board, &file, 1, SHEETS_NOW, next + 7, &cs, &report, NULL), LS_OK);
    assert_int_equal(cs->len, 0);
    ls_import_report_done(&report);
    ls_changeset_free(cs);
    ls_board_free(board);
}

static void test_missing_file(void **state)
{
    (void)state;
    struct ls_board *board = ls_board_new();
    struct ls_import_file files[] = {{.path = "/nonexistent/item.csv"}, {.path = "/"}};
    struct ls_changeset *cs = NULL;
    struct ls_import_report report;
    struct ls_error err = {0};
    assert_int_equal(ls_import_plan(board, files, 1, SHEETS_NOW, LS_NONE, &cs, &report, &err), LS_ENOTFOUND);
    assert_non_null(strstr(err.message, "item.csv can't be opened: No such file"));
    assert_int_equal(ls_import_plan(board, files + 1, 1, SHEETS_NOW, LS_NONE, &cs, &report, &err), LS_EFAILED);
    assert_non_null(strstr(err.message, "can't be read"));
    ls_error_done(&err);
    ls_board_free(board);
}

static void test_many_errors(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_buf_str(&text, "id,title,owner\n");
    for (int i = 0; i < 30; i++)
        ls_buf_printf(&text, ",Item %d,nobody\n", i);
    sheets_refused(board, "item.csv", text.data, "item.csv line 21, column owner: there is no person nobody");
    sheets_refused(board, "item.csv", text.data, "\nand 10 more");
    ls_board_free(board);
}

static void test_rules_have_lines(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    sheets_refused(board, "item.csv",
                   "id,type,track,title,status,confidence,priority\n"
                   "LS-8,goal,shared,Eight,started,100,1\nLS-9,goal,shared,Nine,started,100,1\n,idea,shared,Ten,triage,,7\n",
                   "item.csv line 4: LS-new \"Ten\", priority: 7 is not between 0 and 4");
    sheets_refused(board, "item.csv", "id,type,title,status\nLS-8,goal,Eight,started\nLS-9,goal,Nine,started\n",
                   "a team has one started goal, and that is LS-9");
    ls_board_free(board);
}

static void test_closed_minutes(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    struct sheet sheets[] = {
        {"attendance.csv", "meeting,person,state,rating\nM-1,ines,present,9\n"},
        {"meeting.csv", "id,ritual,status,story\nM-1,sync,closed,A story\n"},
        {"ritual.csv", "id,name,minutes\nsync,Sync,15\n"},
    };
    assert_int_equal(sheets_import(board, sheets, LS_COUNT(sheets)), 3);
    assert_int_equal(sheets_import(board, sheets, LS_COUNT(sheets)), 0);
    sheets_refused(board, "attendance.csv", "meeting,person,state,rating\nM-1,ines,present,8\n",
                   "attendance.csv line 2: attendance M-1 ines, rating: the minutes of M-1 are closed");
    ls_board_free(board);
}

static void test_confidence_again(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    struct sheet sheet = {"item.csv", "id,title,confidence\nLS-1,One,70\n"};
    assert_int_equal(sheets_import(board, &sheet, 1), 1);
    const struct ls_item *one = ls_item_get(board, ls_board_by_num(board, LS_E_ITEM, 1));
    assert_int_equal(one->confidence, 50);
    assert_string_equal(one->notes, "Imported confidence: 70 %");
    assert_int_equal(sheets_import(board, &sheet, 1), 0);
    sheets_round_trip(board);
    ls_board_free(board);
}

static void test_json(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    struct sheet sheet = {"item.csv", "id,title,impact,tags\nLS-1,\"say \"\"hi\"\" \t\u2028\",0.25,b;a\n"};
    sheets_import(board, &sheet, 1);
    LS_AUTO(buf) struct ls_buf out = LS_BUF_INIT;
    ls_export_entity(board, LS_E_ITEM, LS_EXPORT_JSON, &out);
    json_error_t error;
    json_t *root = json_loads(out.data, 0, &error);
    if (!root)
        fail_msg("%s: %s", error.text, out.data);
    assert_int_equal(json_integer_value(json_object_get(root, "schema")), LS_JSON_SCHEMA);
    json_t *one = json_array_get(json_object_get(root, "records"), 0);
    assert_string_equal(json_string_value(json_object_get(one, "id")), "LS-1");
    assert_string_equal(json_string_value(json_object_get(one, "title")), "say \"hi\" \t\u2028");
    assert_string_equal(json_string_value(json_object_get(one, "owner")), "ines");
    assert_true(json_real_value(json_object_get(one, "impact")) == 0.25);
    assert_true(json_is_null(json_object_get(one, "reach")));
    assert_int_equal(json_array_size(json_object_get(one, "tags")), 2);
    assert_null(json_object_get(one, "deleted"));
    assert_non_null(strstr(out.data, "\"impact\": 0.25,"));
    json_decref(root);
    ls_board_free(board);
}

static void test_says_twenty(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_buf_str(&text, "id,title,effort\n");
    for (int i = 10; i < 35; i++)
        ls_buf_printf(&text, "LS-%d,Item,0.1\n", i);
    struct sheet sheet = {"item.csv", text.data};
    struct ls_changeset *cs;
    struct ls_import_report report;
    assert_int_equal(sheets_plan(board, &sheet, 1, &cs, &report, NULL), LS_OK);
    assert_non_null(strstr(report.said, "LS-29: effort 0.5, the least that counts\nand 5 more\n"));
    ls_import_report_done(&report);
    ls_changeset_free(cs);
    ls_board_free(board);
}

/* Many records: time must grow with them, not with their square. Measured by a count that a slow way
 * would not finish in the test's time limit. */
static void test_many(void **state)
{
    (void)state;
    struct ls_board *board = small_team();
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, links = LS_BUF_INIT;
    const int many = getenv("LOCKSTEP_TEST_NIGHTLY") ? 100000 : 10000;
    ls_buf_str(&text, "id,title,owner,parent,tags,due\n");
    ls_buf_str(&links, "src,dst,kind\n");
    for (int i = 10; i < many; i++) {
        ls_buf_printf(&text, "LS-%d,Item %d,ines,LS-%d,a;b;c,2026-05-%02d\n", i, i, i / 2 > 9 ? i / 2 : 1, i % 28 + 1);
        ls_buf_printf(&links, "LS-%d,LS-1,relates\n", i);
    }
    struct sheet sheets[] = {{"link.csv", links.data}, {"item.csv", text.data}};
    int64_t start = ls_clock_monotonic();
    sheets_import(board, sheets, 2);
    int64_t first = ls_clock_monotonic() - start;
    assert_int_equal(ls_board_count(board, LS_E_ITEM), many - 8);
    start = ls_clock_monotonic();
    assert_int_equal(sheets_import(board, sheets, 2), 0);
    print_message("%d items and links: %lld ms, again %lld ms\n", many, (long long)first,
                  (long long)(ls_clock_monotonic() - start));
    ls_board_free(board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sample), cmocka_unit_test(test_sample_again), cmocka_unit_test(test_exact_values),
        cmocka_unit_test(test_zone_comes_with_it), cmocka_unit_test(test_updates_only_differences),
        cmocka_unit_test(test_empty_cells), cmocka_unit_test(test_new_and_kept_numbers),
        cmocka_unit_test(test_deleted_comes_back), cmocka_unit_test(test_natural_keys),
        cmocka_unit_test(test_entity_by_columns), cmocka_unit_test(test_refusals), cmocka_unit_test(test_many_errors),
        cmocka_unit_test(test_separators),
        cmocka_unit_test(test_missing_file),
        cmocka_unit_test(test_fills_little), cmocka_unit_test(test_next_sync),
        cmocka_unit_test(test_rules_have_lines), cmocka_unit_test(test_closed_minutes),
        cmocka_unit_test(test_confidence_again), cmocka_unit_test(test_json), cmocka_unit_test(test_many), cmocka_unit_test(test_says_twenty),
    };
    return cmocka_run_group_tests(tests, sheets_setup, NULL);
}
