/* Data commands: from words to a call, from a changeset to the file and to a sentence. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/machine.h"
#include "base/mem.h"
#include "base/pack.h"
#include "base/paths.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/sync.h"
#include "lockstep/agenda.h"
#include "lockstep/json.h"
#include "lockstep/meeting.h"
#include "lockstep/rules.h"

/* One call and what it owns. */
struct data_call {
    struct ls_call call;
    struct ls_arguments given;
    struct ls_buf machine;
};

static void data_call_done(struct data_call *d)
{
    ls_arguments_done(&d->given);
    ls_buf_done(&d->machine);
}

/* The line of the first byte that is not UTF-8, from 1. */
static size_t data_bad_line(const struct ls_buf *text)
{
    size_t line = 1, at = 0;
    while (at < text->len) {
        size_t len = strcspn(text->data + at, "\n");
        if (!ls_text_valid(text->data + at, len) || (!text->data[at + len] && at + len < text->len))
            return line;
        at += len + 1;
        line++;
    }
    return line;
}

/* A list on standard input: every line becomes an item. */
static int data_lines(struct ls_buf *text, struct ls_error *err)
{
    enum { LIMIT = 1 << 22 };
    int code = ls_file_read(text, "-", LIMIT, err);
    if (!code && !ls_text_valid(text->data, text->len))
        code = ls_error_set(err, LS_EREFUSED, "standard input, line %zu: this is not UTF-8", data_bad_line(text));
    if (!code && text->len)
        ls_buf_char(text, '\n'); /* one line is a list, too */
    return code;
}

/* The references, the text and the field=value of the words; the text of new items may come from standard input. */
static int data_arguments(const struct cli *cli, struct data_call *d, struct ls_error *err)
{
    bool adds = cli->command->id == LS_CMD_ITEM_ADD, piped = adds && !isatty(STDIN_FILENO);
    int code = ls_arguments_read(d->call.board, cli->command, cli->words, cli->word_count, piped, &d->given, err);
    if (!code && adds && (d->given.text.len ? !strcmp(d->given.text.data, "-") : piped)) {
        ls_buf_clear(&d->given.text);
        code = data_lines(&d->given.text, err);
        if (!code)
            code = ls_arguments_enough(cli->command, &d->given, err);
    }
    d->call.targets = d->given.targets;
    d->call.target_count = d->given.target_count;
    d->call.named = d->given.named;
    d->call.named_count = d->given.named_count;
    d->call.text = d->given.text.data;
    return code;
}

/* The names of the records that cs touches, those only that it makes where made is set. own: the kind that the
 * command is about; of other kinds, records that only belong to another are not worth a name. */
static void data_json_names(struct ls_json *j, const char *key, const struct ls_board *board,
                            const struct ls_changeset *cs, bool made, enum ls_entity own)
{
    ls_json_open(j, key, '[');
    for (size_t i = 0; i < cs->len; i++) {
        const struct ls_entity_info *info = ls_entity_info(cs->records[i].entity);
        if (!*info->prefix && info->handle < 0 && cs->records[i].entity != own)
            continue;
        const struct ls_edit *edit = ls_changeset_edit(cs, cs->records[i].id, LS_F_DELETED);
        if (made && (!edit || edit->after.i))
            continue;
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(board, cs->records[i].id, &name);
        ls_json_text(j, NULL, name.data);
    }
    ls_json_close(j, ']');
}

void cli_json_lines(struct ls_json *j, const char *key, const char *text)
{
    ls_json_open(j, key, '[');
    while (*text) {
        size_t len = strcspn(text, "\n");
        LS_AUTO(buf) struct ls_buf line = LS_BUF_INIT;
        ls_buf_add(&line, text, len);
        if (len)
            ls_json_text(j, NULL, line.data);
        text += len + (text[len] == '\n');
    }
    ls_json_close(j, ']');
}

/* How far a changeset came. */
enum data_state { DATA_TRIED, DATA_KEPT, DATA_SAVED };

/* Says what a changeset did, or would do. said: what the handler and the rules had to say. */
static void data_report(struct cli *cli, const struct ls_changeset *cs, const struct ls_buf *said,
                        enum data_state state)
{
    const struct ls_board *board = ls_session_board(cli->session);
    LS_AUTO(buf) struct ls_buf lines = LS_BUF_INIT;
    bool sync = cli->command && strncmp(cli->command->spelling, "sync ", 5) == 0;
    enum ls_entity own = cli->command ? ls_command_entity(cli->command) : LS_E_COUNT;
    if (!sync || !said->len)
        cli_describe(board, cs, own, &lines);
    ls_buf_str(&lines, said->data);
    if (lines.len && lines.data[lines.len - 1] != '\n')
        ls_buf_char(&lines, '\n');
    if (cli->options.json) {
        struct ls_json j;
        ls_json_begin(&j, &cli->out);
        ls_json_text(&j, "command", cli->command ? cli->command->spelling : "");
        ls_json_bool(&j, "kept", state != DATA_TRIED);
        ls_json_bool(&j, "saved", state == DATA_SAVED);
        data_json_names(&j, "records", board, cs, false, own);
        data_json_names(&j, "created", board, cs, true, own);
        cli_json_lines(&j, "said", lines.data);
        ls_json_end(&j);
    } else if (!cli->options.quiet) {
        if (state == DATA_TRIED)
            ls_buf_str(&cli->said, "would do this, and has done nothing:\n");
        cli_lines(&cli->out, lines.data);
    }
}

/* Of what the rules filled in, the lines about new records, which are named by their titles: what is changed is told
 * field by field anyway. */
static void data_filled(const struct ls_buf *filled, struct ls_buf *said)
{
    for (const char *at = filled->data; *at;) {
        size_t len = strcspn(at, "\n");
        if (*at == '"') {
            ls_buf_add(said, at, len);
            ls_buf_char(said, '\n');
        }
        at += len + (at[len] == '\n');
    }
}

int cli_commit(struct cli *cli, struct ls_changeset *cs, struct ls_buf *said, struct ls_error *err)
{
    const struct ls_board *board = ls_session_board(cli->session);
    bool ends = cli->command && cli->command->id == LS_CMD_SYNC_END;
    ls_id meeting = ends ? ls_meeting_running(board) : 0;
    int code = ends ? cli_sync_ends(cli, err) : 0;
    if (code != 0) {
        ls_changeset_free(cs);
        return code;
    }
    LS_AUTO(buf) struct ls_buf filled = LS_BUF_INIT;
    code = ls_session_commit(cli->session, cs, NULL, &filled, err);
    if (code == 0)
        code = cli_wait_saved(cli, err);
    const struct ls_changeset *last = ls_session_last(cli->session);
    if (code == LS_EBUSY && last && cli->options.json)
        data_report(cli, last, said, DATA_KEPT);
    if (code != 0 || !last)
        return code;
    if (said->len && said->data[said->len - 1] != '\n')
        ls_buf_char(said, '\n');
    data_filled(&filled, said);
    ls_command_numbers(board, last, said);
    if (ends)
        code = ls_meeting_receipt(board, meeting, said, err);
    data_report(cli, last, said, DATA_SAVED);
    return code == 0 && ends ? cli_sync_ended(cli, meeting, err) : code;
}

/* Whether the rules would let cs pass: tried on a copy of the board. cs gets what they fill in. */
static int data_try(const struct ls_board *board, struct ls_changeset *cs, struct ls_buf *said, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf packed = LS_BUF_INIT;
    struct ls_board *copy = ls_board_new();
    struct ls_unpack u;
    int code = 0;
    for (int e = 0; e < LS_E_COUNT; e++) {
        struct ls_board_walk walk = {.board = board, .entity = (enum ls_entity)e};
        const struct ls_record *record;
        while ((record = ls_board_walk_next(&walk)) != NULL)
            ls_record_pack(&packed, record);
    }
    ls_unpack_init(&u, packed.data, packed.len);
    while (u.left && code == 0) {
        struct ls_record *record;
        code = ls_record_unpack(&u, &record, err);
        if (code == 0)
            ls_board_put(copy, record);
    }
    LS_AUTO(buf) struct ls_buf filled = LS_BUF_INIT;
    ls_rules_fill(board, cs, ls_clock_now(), ls_agenda_action_day(board, ls_clock_now()), &filled);
    data_filled(&filled, said);
    ls_board_apply(copy, cs);
    if (code == 0)
        code = ls_rules_check(copy, cs, err);
    ls_board_free(copy);
    return code;
}

/* Whether the command adds the one who runs it, or the first of the team: nobody has to be known for that. */
static bool data_adds_me(const struct cli *cli)
{
    const char *me = ls_session_user(cli->session);
    if (cli->command->id != LS_CMD_PERSON_ADD || ls_session_me(cli->session))
        return false;
    if (!ls_board_count(ls_session_board(cli->session), LS_E_PERSON))
        return true;
    const char *who = cli->word_count ? cli->words[0].text : "";
    return *me && strcmp(who + (*who == '@'), me) == 0;
}

static int data_run(struct cli *cli, struct data_call *d, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf said = LS_BUF_INIT;
    d->call.said = &said;
    struct ls_changeset *cs = ls_changeset_new(cli->command->spelling);
    int code = cli->command->run(&d->call, cs, err);
    if (code == 0 && data_adds_me(cli))
        cs->who = cs->records[0].id;
    if (code == 0 && cs->len && cli->options.dry_run)
        code = data_try(d->call.board, cs, &said, err);
    if (code != 0 || !cs->len || cli->options.dry_run) {
        if (code == 0 && cs->len)
            data_report(cli, cs, &said, DATA_TRIED);
        else if (code == 0)
            ls_buf_str(&cli->said, said.len ? said.data : "nothing to change");
        if (cli->said.len && cli->said.data[cli->said.len - 1] != '\n')
            ls_buf_char(&cli->said, '\n');
        ls_changeset_free(cs);
        return code;
    }
    return cli_commit(cli, cs, &said, err);
}

/* Before a command of the sync: one that was left running closes itself, and is a matter of the past. */
static int data_close_idle(struct cli *cli, const struct ls_call *call, struct ls_error *err)
{
    if (strncmp(cli->command->spelling, "sync ", 5) != 0 || cli->options.dry_run)
        return 0;
    struct ls_call closing = *call;
    closing.said = &cli->said;
    struct ls_changeset *cs = ls_changeset_new("sync closes itself");
    if (!ls_sync_close_idle(&closing, cs)) {
        ls_changeset_free(cs);
        return 0;
    }
    ls_buf_char(&cli->said, '\n');
    int code = ls_session_commit(cli->session, cs, NULL, NULL, err);
    return code ? code : cli_wait_saved(cli, err);
}

int cli_data(struct cli *cli, struct ls_error *err)
{
    struct data_call d = {.given = {.text = LS_BUF_INIT, .names = LS_BUF_INIT}, .machine = LS_BUF_INIT};
    int code = cli_open_file(cli, err);
    if (code == 0 && !data_adds_me(cli))
        code = cli_need_me(cli, err);
    if (code == 0) {
        d.call.board = ls_session_board(cli->session);
        d.call.me = ls_session_me(cli->session);
        d.call.now = ls_clock_now();
        d.call.entity = ls_command_entity(cli->command);
        d.call.ticks = ls_clock_ticks();
        ls_machine_name(&d.machine);
        d.call.machine = d.machine.data;
        code = data_close_idle(cli, &d.call, err);
    }
    if (code == 0)
        code = data_arguments(cli, &d, err);
    if (code == 0)
        code = data_run(cli, &d, err);
    data_call_done(&d);
    return code;
}
