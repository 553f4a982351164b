/* Saved views: listed with what they find, made, changed and deleted. What they are is model's saved_view. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/records.h"
#include "cli/table.h"
#include "lockstep/json.h"
#include "lockstep/saved_view.h"

static const char *view_mine(const struct cli *cli)
{
    return ls_session_draft(cli->session, LS_SAVED_VIEWS_DRAFT);
}

/* --- list --------------------------------------------------------------------------------------- */

static const struct cli_column view_columns[] = {
    {"name", "NAME", 0},          {"key", "KEY", 0},          {"whose", "WHOSE", 0},
    {"kind", "KIND", 0},          {"query", "QUERY", CLI_GROW}, {"found", "FOUND", CLI_RIGHT | CLI_NUMBER},
};

static void view_row(const struct cli *cli, const struct cli_records *r, const struct ls_saved_view *view,
                     struct cli_table *table)
{
    const struct ls_record **records = NULL;
    size_t count = 0;
    LS_AUTO(string) char *query = ls_asprintf("@%s", view->name);
    LS_AUTO(string) char *key = view->place ? ls_asprintf("g%d", view->place) : ls_strdup("");
    bool reads = cli_records_find(cli, r, view->entity, query, &records, &count, NULL) == 0;
    cli_table_styled(table, "1", view->name);
    cli_table_cell(table, key);
    cli_table_cell(table, view->mine ? "mine" : "team");
    cli_table_styled(table, "2", ls_entity_info(view->entity)->name);
    cli_table_cell(table, view->query);
    cli_table_int(table, reads ? (int64_t)count : LS_NONE);
    free(records);
}

int cli_view_list(struct cli *cli, struct ls_error *err)
{
    struct ls_saved_views views;
    struct cli_records r;
    int code = cli_open_alone(cli, err);
    if (code != 0)
        return code;
    cli_records_init(&r, cli);
    ls_saved_views_read(r.board, view_mine(cli), &views);
    struct cli_table *table = cli_table_new(view_columns, LS_COUNT(view_columns));
    for (size_t i = 0; i < views.len; i++)
        view_row(cli, &r, &views.v[i], table);
    cli_table_print(cli, table, "views");
    cli_table_free(table);
    if (!views.len)
        ls_buf_str(&cli->said, "no saved views yet: lockstep view add unowned owner:none\n");
    ls_saved_views_done(&views);
    cli_records_done(&r);
    return 0;
}

/* --- changing ------------------------------------------------------------------------------------ */

static int view_place(const struct cli *cli, int *ret_place, struct ls_error *err)
{
    int64_t place;
    const char *text = cli->options.place;
    if (!text)
        return 0;
    if (!ls_text_to_int(text + (*text == 'g'), &place) || place < 0 || place > LS_SAVED_VIEW_PLACES) {
        ls_error_set(err, LS_EUSAGE, "--place %s is no place", text);
        ls_error_hint(err, "1 to %d are the keys g1 to g%d, 0 is none", LS_SAVED_VIEW_PLACES, LS_SAVED_VIEW_PLACES);
        return LS_EUSAGE;
    }
    *ret_place = (int)place;
    return 0;
}

static int view_kind(const struct cli *cli, enum ls_entity *ret_entity, struct ls_error *err)
{
    if (!cli->options.of)
        return 0;
    *ret_entity = ls_entity_by_name(cli->options.of);
    if (*ret_entity != LS_E_COUNT)
        return 0;
    ls_error_set(err, LS_EUSAGE, "there is no kind of record \"%s\"", cli->options.of);
    ls_error_hint(err, "item, blocker, signal, decision and so on: lockstep help");
    return LS_EUSAGE;
}

/* Keeps what was changed; an old view that is none says so. view NULL: it goes. */
static int view_keep(struct cli *cli, const char *old, const struct ls_saved_view *view, struct ls_error *err)
{
    const char *mine = view_mine(cli);
    LS_AUTO(buf) struct ls_buf now_mine = LS_BUF_INIT;
    struct ls_changeset *cs = ls_changeset_new(cli->command->spelling);
    int code = ls_saved_view_change(ls_session_board(cli->session), mine, ls_clock_now(), old, view, cs, &now_mine, err);
    bool team = cs->len > 0;
    if (code != 0 || cli->options.dry_run || !team) {
        ls_changeset_free(cs);
    } else {
        code = cli_need_me(cli, err);
        if (code == 0)
            code = ls_session_commit(cli->session, cs, NULL, NULL, err);
        else
            ls_changeset_free(cs);
        if (code == 0)
            code = cli_wait_saved(cli, err);
    }
    if (code == 0 && !cli->options.dry_run && strcmp(mine, now_mine.data) != 0)
        ls_session_set_draft(cli->session, LS_SAVED_VIEWS_DRAFT, now_mine.data);
    return code;
}

static void view_say(struct cli *cli, const char *done, const struct ls_saved_view *view)
{
    if (cli->options.json) {
        struct ls_json j;
        ls_json_begin(&j, &cli->out);
        ls_json_text(&j, "command", cli->command->spelling);
        ls_json_bool(&j, "saved", !cli->options.dry_run);
        ls_json_text(&j, "view", view->name);
        ls_json_text(&j, "query", view->query);
        ls_json_end(&j);
        return;
    }
    if (cli->options.dry_run)
        ls_buf_str(&cli->said, "would do this, and has done nothing:\n");
    ls_buf_printf(&cli->out, "%s %s: %s list %s, %s", view->name, done, ls_entity_info(view->entity)->name,
                  view->query, view->mine ? "mine" : "of the team");
    if (view->place)
        ls_buf_printf(&cli->out, ", g%d", view->place);
    ls_buf_char(&cli->out, '\n');
}

static int view_begin(struct cli *cli, struct ls_saved_views *ret_views, struct ls_error *err)
{
    if (!cli->word_count)
        return cli_usage(cli, err, "the name of a view is missing");
    int code = cli_open_file(cli, err);
    if (code == 0)
        ls_saved_views_read(ls_session_board(cli->session), view_mine(cli), ret_views);
    return code;
}

int cli_view_add(struct cli *cli, struct ls_error *err)
{
    struct ls_saved_views views = {0};
    LS_AUTO(buf) struct ls_buf query = LS_BUF_INIT;
    int code = view_begin(cli, &views, err);
    if (code != 0)
        return code;
    cli_words_join(cli, 1, &query);
    LS_AUTO(string) char *name = ls_strdup(cli->words[0].text);
    struct ls_saved_view view = {.name = name, .entity = LS_E_ITEM, .query = query.data,
                                 .place = ls_saved_view_free_place(&views), .mine = cli->options.mine != NULL};
    code = view_kind(cli, &view.entity, err);
    if (code == 0)
        code = view_place(cli, &view.place, err);
    if (code == 0)
        code = view_keep(cli, NULL, &view, err);
    if (code == 0)
        view_say(cli, "added", &view);
    ls_saved_views_done(&views);
    return code;
}

/* What is not said stays as it was. */
int cli_view_set(struct cli *cli, struct ls_error *err)
{
    struct ls_saved_views views = {0};
    const struct ls_saved_view *old = NULL;
    LS_AUTO(buf) struct ls_buf query = LS_BUF_INIT;
    int code = view_begin(cli, &views, err);
    if (code != 0)
        return code;
    code = ls_saved_view_need(&views, cli->words[0].text, &old, err);
    if (code == 0) {
        cli_words_join(cli, 1, &query);
        LS_AUTO(string) char *name = ls_strdup(cli->options.rename ? cli->options.rename : old->name);
        struct ls_saved_view view = {.name = name, .entity = old->entity, .place = old->place,
                                     .query = cli->word_count > 1 ? query.data : old->query,
                                     .mine = cli->options.mine || (old->mine && !cli->options.team)};
        code = view_place(cli, &view.place, err);
        if (code == 0)
            code = view_keep(cli, old->name, &view, err);
        if (code == 0)
            view_say(cli, "changed", &view);
    }
    ls_saved_views_done(&views);
    return code;
}

int cli_view_delete(struct cli *cli, struct ls_error *err)
{
    struct ls_saved_views views = {0};
    const struct ls_saved_view *old = NULL;
    int code = view_begin(cli, &views, err);
    if (code == 0 && cli->word_count > 1)
        code = cli_usage(cli, err, "one view at a time: what is %s?", cli->words[1].text);
    if (code == 0)
        code = ls_saved_view_need(&views, cli->words[0].text, &old, err);
    if (code == 0)
        code = view_keep(cli, old->name, NULL, err);
    if (code == 0)
        view_say(cli, "deleted", old);
    ls_saved_views_done(&views);
    return code;
}
