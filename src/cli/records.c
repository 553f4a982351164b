/* Records as JSON and CSV, with what is computed beside their fields. */
#include "cli/records.h"

#include <math.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "lockstep/exchange.h"
#include "lockstep/json.h"
#include "lockstep/load.h"
#include "lockstep/people.h"
#include "lockstep/query.h"
#include "lockstep/saved_view.h"

void cli_records_init(struct cli_records *r, const struct cli *cli)
{
    r->board = ls_session_board(cli->session);
    r->today = cli_today();
    r->scores = ls_score_book_new(r->board);
    ls_calendar_init(&r->calendar, r->board);
}

void cli_records_done(struct cli_records *r)
{
    ls_score_book_free(r->scores);
    ls_calendar_done(&r->calendar);
}

int cli_records_find(const struct cli *cli, const struct cli_records *r, enum ls_entity entity, const char *text,
                     const struct ls_record ***ret_records, size_t *ret_count, struct ls_error *err)
{
    struct ls_query_context context = {.board = r->board, .entity = entity, .now = ls_clock_now(),
                                       .me = ls_session_me(cli->session), .scores = r->scores,
                                       .views = ls_session_draft(cli->session, LS_SAVED_VIEWS_DRAFT),
                                       .within = cli->options.view};
    struct ls_query *query;
    int code = ls_query_read_column(&context, text, &query, err);
    if (code < 0)
        return code;
    const struct ls_record **records = ls_alloc((ls_board_count(r->board, entity) + 1) * sizeof(*records));
    size_t count = 0;
    struct ls_board_walk walk = {r->board, entity, 0};
    for (const struct ls_record *record; (record = ls_board_walk_next(&walk));)
        if (ls_query_match(query, record, NULL))
            records[count++] = record;
    code = ls_query_sort_records(&context, cli->options.sort ? cli->options.sort : ls_query_sort(query), records, count, err);
    ls_query_free(query);
    if (code < 0) {
        ls_error_at(err, "--sort"); /* the query has read its own keys */
        free(records);
        return code;
    }
    *ret_records = records;
    *ret_count = count;
    return 0;
}

void cli_records_say_none(struct cli *cli, enum ls_entity entity, const char *query)
{
    LS_AUTO(buf) struct ls_buf terms = LS_BUF_INIT;
    ls_buf_str(&cli->said, "nothing matches");
    if (ls_query_meant(entity, query, &terms)) {
        const char *quote = strpbrk(terms.data, "<>") ? "'" : "", *help = ls_query_term_help(entity, terms.data);
        ls_buf_printf(&cli->said, "; did you mean %s%s%s?", quote, terms.data, quote);
        size_t len = ls_text_trimmed(help, strcspn(help, "(")); /* what stands there is of the screen */
        if (len)
            ls_buf_printf(&cli->said, " (%.*s)", (int)len, help);
    }
    ls_buf_char(&cli->said, '\n');
}

const struct ls_blocker *cli_blocker_of(const struct ls_board *board, ls_id item)
{
    const struct ls_blocker *worst = NULL;
    LS_EACH(blocker, b, board) {
        if (b->item == item && b->resolved == LS_NONE && (!worst || b->severity > worst->severity))
            worst = b;
    }
    return worst;
}

int64_t cli_blocker_age(const struct cli_records *r, const struct ls_blocker *blocker)
{
    return ls_calendar_days(&r->calendar, blocker->opened, blocker->resolved == LS_NONE ? r->today : blocker->resolved);
}

void cli_owner_words(const struct ls_board *board, ls_id owner, ls_id backup, struct ls_buf *b)
{
    if (owner)
        ls_board_name(board, owner, b);
    else
        ls_buf_char(b, '-');
    if (backup) {
        ls_buf_char(b, '/');
        ls_board_name(board, backup, b);
    }
}

/* --- what is computed ------------------------------------------------------------------------ */

enum computed_type { COMPUTED_NUMBER, COMPUTED_BOOL, COMPUTED_NAME };

struct computed {
    const char *key;
    enum computed_type type;
    double number; /* NaN: empty */
    ls_id name;    /* 0: empty */
};

enum { COMPUTED_MOST = 5 };

static size_t computed_item(const struct cli_records *r, const struct ls_item *item, struct computed *c)
{
    ls_id acting = ls_person_acting(r->board, item->owner, item->backup, r->today);
    c[0] = (struct computed){.key = "score", .number = ls_score_item(r->scores, item).score};
    c[1] = (struct computed){.key = "blocked", .type = COMPUTED_BOOL,
                             .number = cli_blocker_of(r->board, item->rec.id) != NULL};
    c[2] = (struct computed){.key = "acting", .type = COMPUTED_NAME, .name = acting};
    return 3;
}

static size_t computed_blocker(const struct cli_records *r, const struct ls_blocker *blocker, struct computed *c)
{
    ls_id acting = ls_person_acting(r->board, blocker->owner, blocker->backup, r->today);
    c[0] = (struct computed){.key = "age", .number = (double)cli_blocker_age(r, blocker)};
    c[1] = (struct computed){.key = "acting", .type = COMPUTED_NAME, .name = acting};
    return 2;
}

static size_t computed_person(const struct cli_records *r, const struct ls_person *person, struct computed *c)
{
    struct ls_load load = ls_load_read(r->board, person, r->today);
    c[0] = (struct computed){.key = "open", .number = (double)load.open};
    c[1] = (struct computed){.key = "urgent", .number = (double)load.urgent};
    c[2] = (struct computed){.key = "late", .number = (double)load.late};
    c[3] = (struct computed){.key = "blockers", .number = (double)load.blockers};
    c[4] = (struct computed){.key = "away", .type = COMPUTED_BOOL, .number = load.away};
    return COMPUTED_MOST;
}

static size_t computed_ritual(const struct ls_ritual *ritual, struct computed *c)
{
    double minutes = ritual->active ? ls_ritual_weekly_minutes(ritual) : 0;
    c[0] = (struct computed){.key = "minutes_a_week", .number = round(minutes * 10) / 10};
    return 1;
}

static size_t record_computed(const struct cli_records *r, const struct ls_record *record, struct computed *c)
{
    if (record->entity == LS_E_ITEM)
        return computed_item(r, (const void *)record, c);
    if (record->entity == LS_E_BLOCKER)
        return computed_blocker(r, (const void *)record, c);
    if (record->entity == LS_E_PERSON)
        return computed_person(r, (const void *)record, c);
    if (record->entity == LS_E_RITUAL)
        return computed_ritual((const void *)record, c);
    return 0;
}

static void computed_text(const struct cli_records *r, const struct computed *c, struct ls_buf *b)
{
    if (c->type == COMPUTED_NAME && c->name)
        ls_board_name(r->board, c->name, b);
    else if (c->type == COMPUTED_BOOL)
        ls_buf_char(b, c->number != 0 ? '1' : '0');
    else if (c->type == COMPUTED_NUMBER && !isnan(c->number))
        ls_text_real(b, c->number);
}

void cli_record_json(struct ls_json *j, const struct cli_records *r, const struct ls_record *record)
{
    struct computed computed[COMPUTED_MOST];
    size_t count = record_computed(r, record, computed);
    ls_json_record(j, r->board, record);
    for (size_t i = 0; i < count; i++) {
        const struct computed *c = &computed[i];
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        computed_text(r, c, &text);
        if (c->type == COMPUTED_NAME)
            ls_json_text_or_null(j, c->key, text.data);
        else if (c->type == COMPUTED_BOOL)
            ls_json_bool(j, c->key, c->number != 0);
        else
            ls_json_real(j, c->key, c->number);
    }
}

/* --- many ------------------------------------------------------------------------------------ */

static bool field_is_shown(const struct ls_field *field)
{
    return ls_field_is_data(field);
}

static void csv_header(enum ls_entity entity, struct ls_buf *b)
{
    const char *const *computed = ls_entity_computed(entity);
    const struct ls_entity_info *info = ls_entity_info(entity);
    bool first = true;
    if (*info->prefix) {
        ls_csv_cell(b, "id", true);
        first = false;
    }
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        if (!field_is_shown(&info->fields[f]))
            continue;
        ls_csv_cell(b, ls_field_header(&info->fields[f]), first);
        first = false;
    }
    for (size_t i = 0; computed[i]; i++)
        ls_csv_cell(b, computed[i], false);
    ls_buf_char(b, '\n');
}

static void csv_row(const struct cli_records *r, const struct ls_record *record, struct ls_buf *b)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    struct computed computed[COMPUTED_MOST];
    size_t count = record_computed(r, record, computed);
    bool first = true;
    if (*info->prefix) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(r->board, record->id, &name);
        ls_csv_cell(b, name.data, true);
        first = false;
    }
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        if (!field_is_shown(&info->fields[f]))
            continue;
        ls_field_format(r->board, record, f, &text);
        ls_csv_cell(b, text.data, first);
        first = false;
    }
    for (size_t i = 0; i < count; i++) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        computed_text(r, &computed[i], &text);
        ls_csv_cell(b, text.data, false);
    }
    ls_buf_char(b, '\n');
}

void cli_records_print(struct cli *cli, const struct cli_records *r, enum ls_entity entity,
                       const struct ls_record *const *records, size_t count)
{
    if (cli->options.csv) {
        csv_header(entity, &cli->out);
        for (size_t i = 0; i < count; i++)
            csv_row(r, records[i], &cli->out);
        return;
    }
    struct ls_json j;
    ls_json_begin(&j, &cli->out);
    ls_json_open(&j, ls_entity_info(entity)->plural, '[');
    for (size_t i = 0; i < count; i++) {
        ls_json_open(&j, NULL, '{');
        cli_record_json(&j, r, records[i]);
        ls_json_close(&j, '}');
    }
    ls_json_close(&j, ']');
    ls_json_end(&j);
}
