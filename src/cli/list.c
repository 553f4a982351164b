/* The lists: items, blockers, people. One record in full is in show.c. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/records.h"
#include "cli/table.h"
#include "lockstep/load.h"
#include "lockstep/work.h"

/* A list of one entity as people read it. */
struct list {
    enum ls_entity entity;
    const char *plural;
    const struct cli_column *columns;
    size_t column_count;
    void (*row)(const struct cli_records *r, const void *record, struct cli_table *table);
};

static void list_print(struct cli *cli, struct cli_records *r, const struct list *of, const struct ls_record **rows, size_t count)
{
    if (cli->options.json || cli->options.csv) {
        cli_records_print(cli, r, of->entity, rows, count);
        return;
    }
    struct cli_table *table = cli_table_new(of->columns, of->column_count);
    for (size_t i = 0; i < count; i++)
        of->row(r, rows[i], table);
    cli_table_print(cli, table, of->plural);
    cli_table_free(table);
}

/* Prints what a query finds; empty: what is said where there is nothing to find. */
static int list_find(struct cli *cli, const struct list *of, const char *query, const char *empty, struct ls_error *err)
{
    struct cli_records r;
    const struct ls_record **rows;
    size_t count;
    cli_records_init(&r, cli);
    int code = cli_records_find(cli, &r, of->entity, query, &rows, &count, err);
    if (code == 0) {
        list_print(cli, &r, of, rows, count);
        if (!count && *query)
            cli_records_say_none(cli, of->entity, query);
        else if (!count)
            ls_buf_str(&cli->said, empty);
        free(rows);
    }
    cli_records_done(&r);
    return code;
}

/* --- items ----------------------------------------------------------------------------------- */

static const struct cli_column item_columns[] = {
    {"id", "ID", 0},
    {"priority", "P", 0},
    {"title", "TITLE", CLI_GROW},
    {"owner", "OWNER/BACKUP", 0},
    {"status", "STATUS", CLI_GOES},
    {"due", "DUE", CLI_RIGHT | CLI_GOES},
    {"score", "RICE", CLI_RIGHT | CLI_GOES},
    {"blocked", "", 0},
};

static void item_row(const struct cli_records *r, const void *record, struct cli_table *table)
{
    const struct ls_item *item = record;
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, owner = LS_BUF_INIT, due = LS_BUF_INIT, score = LS_BUF_INIT;
    LS_AUTO(buf) struct ls_buf priority = LS_BUF_INIT;
    bool late = item->due != LS_NONE && item->due < r->today && ls_item_is_open(item);
    ls_board_name(r->board, item->rec.id, &name);
    cli_owner_words(r->board, item->owner, item->backup, &owner);
    if (item->due != LS_NONE)
        ls_date_short(&due, item->due, r->today);
    ls_score_format(&score, ls_score_item(r->scores, item).score);
    if (item->priority > 0)
        ls_buf_printf(&priority, "%d%s", (int)item->priority, item->priority == 1 ? "!" : "");
    cli_table_styled(table, "2", name.data);
    cli_table_styled(table, item->priority == 1 ? "33" : "", priority.data);
    cli_table_cell(table, item->title);
    cli_table_cell(table, owner.data);
    LS_AUTO(buf) struct ls_buf asleep = LS_BUF_INIT;
    ls_item_sleep_words(r->board, item, r->today, &asleep);
    cli_table_styled(table, "2", asleep.len ? asleep.data : ls_enum_word(LS_ENUM_ITEM_STATUS, item->status));
    cli_table_styled(table, late ? "31" : "", due.data);
    cli_table_cell(table, score.data);
    cli_table_styled(table, "31", cli_blocker_of(r->board, item->rec.id) ? "■ blocked" : "");
}

static const struct list ITEMS = {LS_E_ITEM, "items", item_columns, LS_COUNT(item_columns), item_row};

int cli_item_list(struct cli *cli, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    int code = cli_open_file(cli, err);
    if (code != 0)
        return code;
    cli_words_join(cli, 0, &text);
    return list_find(cli, &ITEMS, text.data, "the backlog is empty: lockstep item add TITLE\n", err);
}

/* --- blockers -------------------------------------------------------------------------------- */

static const struct cli_column blocker_columns[] = {
    {"id", "ID", 0},
    {"severity", "SEV", CLI_RIGHT},
    {"what", "WHAT", CLI_GROW},
    {"item", "ITEM", CLI_GOES},
    {"age", "AGE", CLI_RIGHT},
    {"owner", "OWNER/BACKUP", 0},
    {"next", "NEXT", CLI_RIGHT | CLI_GOES},
};

static void blocker_row(const struct cli_records *r, const void *record, struct cli_table *table)
{
    const struct ls_blocker *b = record;
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, item = LS_BUF_INIT, age = LS_BUF_INIT, owner = LS_BUF_INIT;
    LS_AUTO(buf) struct ls_buf next = LS_BUF_INIT;
    ls_board_name(r->board, b->rec.id, &name);
    if (b->item)
        ls_board_name(r->board, b->item, &item);
    ls_buf_printf(&age, "%lld d", (long long)cli_blocker_age(r, b));
    cli_owner_words(r->board, b->owner, b->backup, &owner);
    if (b->resolved != LS_NONE)
        ls_buf_str(&next, "resolved");
    else if (b->next_due != LS_NONE)
        ls_date_short(&next, b->next_due, r->today);
    bool late = b->resolved == LS_NONE && b->next_due != LS_NONE && b->next_due < r->today;
    cli_table_styled(table, "2", name.data);
    cli_table_int(table, b->severity);
    cli_table_cell(table, b->what);
    cli_table_cell(table, item.data);
    cli_table_cell(table, age.data);
    cli_table_cell(table, owner.data);
    cli_table_styled(table, late ? "31" : "", next.data);
}

static const struct list BLOCKERS = {LS_E_BLOCKER, "blockers", blocker_columns, LS_COUNT(blocker_columns), blocker_row};

int cli_blocker_list(struct cli *cli, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    int code = cli_open_file(cli, err);
    if (code != 0)
        return code;
    cli_words_join(cli, 0, &text);
    if (cli->options.all)
        ls_buf_str(&text, text.len ? " is:any" : "is:any");
    return list_find(cli, &BLOCKERS, text.data, "nothing is blocked\n", err);
}

/* --- people ---------------------------------------------------------------------------------- */

static const struct cli_column owner_columns[] = {
    {"id", "WHO", 0},
    {"name", "NAME", CLI_GROW},
    {"function", "FUNCTION", CLI_GOES},
    {"open", "LOAD", CLI_RIGHT},
    {"urgent", "URGENT", CLI_RIGHT},
    {"late", "LATE", CLI_RIGHT},
    {"blockers", "BLOCKERS", CLI_RIGHT | CLI_GOES},
    {"away", "AWAY", 0},
};

static void owner_row(const struct cli_records *r, const void *record, struct cli_table *table)
{
    LS_AUTO(buf) struct ls_buf away = LS_BUF_INIT;
    const struct ls_person *person = record;
    struct ls_load load = ls_load_read(r->board, person, r->today);
    if (load.away) {
        ls_buf_str(&away, "away");
        if (person->away_until != LS_NONE) {
            ls_buf_str(&away, " to ");
            ls_date_short(&away, person->away_until, r->today);
        }
    }
    cli_table_styled(table, "1", person->handle);
    cli_table_cell(table, person->name);
    cli_table_cell(table, ls_enum_word(LS_ENUM_FUNCTION, person->function));
    cli_table_int(table, load.open ? load.open : LS_NONE);
    cli_table_int(table, load.urgent ? load.urgent : LS_NONE);
    LS_AUTO(buf) struct ls_buf late = LS_BUF_INIT;
    if (load.late)
        ls_buf_printf(&late, "%lld", (long long)load.late);
    cli_table_styled(table, "31", late.data);
    cli_table_int(table, load.blockers ? load.blockers : LS_NONE);
    cli_table_cell(table, away.data);
}

static const struct list OWNERS = {LS_E_PERSON, "people", owner_columns, LS_COUNT(owner_columns), owner_row};

int cli_owner_list(struct cli *cli, struct ls_error *err)
{
    int code = cli_open_alone(cli, err);
    return code ? code : list_find(cli, &OWNERS, "sort:-load,-urgent", "", err);
}
