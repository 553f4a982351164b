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
    ls_id *targets;
    struct ls_named_arg *named;
    struct ls_buf text, names; /* names: the field names that named points into */
    struct ls_buf machine;
    size_t at;                 /* the next word */
};

static void data_call_done(struct data_call *d)
{
    free(d->targets);
    free(d->named);
    ls_buf_done(&d->text);
    ls_buf_done(&d->names);
    ls_buf_done(&d->machine);
}

static bool takes_many(enum ls_command_target target)
{
    return target == LS_TARGET_ITEMS || target == LS_TARGET_BLOCKERS || target == LS_TARGET_RECORDS;
}

/* What a word names that looks like "LS-20": letters that are some entity's prefix, a dash, digits. LS_E_COUNT: nothing. */
static enum ls_entity looks_like_reference(const struct cli_word *word)
{
    size_t letters = strcspn(word->text, "-");
    const char *digits = word->text + letters + 1;
    if (word->literal || !word->text[letters] || !*digits || strspn(digits, "0123456789") != strlen(digits))
        return LS_E_COUNT;
    return ls_entity_by_prefix(word->text, letters);
}

/* Whether a word is "field=value". */
static bool is_named(const struct cli_word *word)
{
    size_t name = strspn(word->text, "abcdefghijklmnopqrstuvwxyz_");
    return !word->literal && name && word->text[name] == '=';
}

/* Whether the next word begins a reference: the first one does, and so does what looks like one where several may
 * stand, unless it says until when; where nothing but references and field=value can stand, every word that is no field=value. */
static bool is_target(const struct cli *cli, const struct data_call *d)
{
    const struct cli_word *word = &cli->words[d->at];
    enum ls_command_target target = cli->command->target;
    if (is_named(word))
        return false;
    enum ls_entity named = looks_like_reference(word);
    bool until = cli->command->arg == LS_ARG_UNTIL && named != ls_command_target_entity(cli->command);
    return !d->at || target == LS_TARGET_RECORDS || (takes_many(target) && named != LS_E_COUNT && !until);
}

static int data_targets(const struct cli *cli, struct data_call *d, struct ls_error *err)
{
    enum ls_command_target target = cli->command->target;
    if (target == LS_TARGET_NONE || target == LS_TARGET_SYNC)
        return 0;
    enum ls_entity entity = ls_command_target_entity(cli->command);
    d->targets = ls_alloc((cli->word_count + 1) * sizeof(*d->targets));
    while (d->at < cli->word_count && is_target(cli, d)) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        d->at += cli_reference(cli, entity, d->at, &name);
        int code = ls_board_find(d->call.board, entity, name.data, &d->targets[d->call.target_count], err);
        if (code != 0)
            return code;
        d->call.target_count++;
    }
    d->call.targets = d->targets;
    return d->call.target_count ? 0 : cli_usage(cli, err, "which one? A reference is missing");
}

size_t cli_reference(const struct cli *cli, enum ls_entity entity, size_t at, struct ls_buf *ret_name)
{
    size_t words = entity < LS_E_COUNT ? (size_t)ls_entity_key_words(entity) : 1, used = 0;
    while (used < words && at + used < cli->word_count && !is_named(&cli->words[at + used])) {
        const char *text = cli->words[at + used].text;
        bool whole = strchr(text, ' ') != NULL; /* 'D-9 2' as one word */
        if (used && whole)
            break;
        ls_buf_printf(ret_name, "%s%s", used ? " " : "", text);
        used++;
        if (whole)
            break;
    }
    return used;
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

/* Splits the words that are left into text and field=value. */
static int data_fields(const struct cli *cli, struct data_call *d, struct ls_error *err)
{
    bool title = cli->command->arg == LS_ARG_TITLE_FIELDS;
    d->named = ls_alloc((cli->word_count + 1) * sizeof(*d->named));
    /* Names are cut out of the words; reserved at once, so that pointers into them stay. */
    size_t room = 0;
    for (size_t i = d->at; i < cli->word_count; i++)
        room += strlen(cli->words[i].text) + 1;
    ls_buf_reserve(&d->names, room + 1);
    for (; d->at < cli->word_count; d->at++) {
        const struct cli_word *word = &cli->words[d->at];
        if (is_named(word)) {
            size_t len = strcspn(word->text, "=");
            d->named[d->call.named_count++] =
                (struct ls_named_arg){.name = d->names.data + d->names.len, .value = word->text + len + 1};
            ls_buf_add(&d->names, word->text, len);
            ls_buf_char(&d->names, 0);
        } else if (title) {
            ls_buf_printf(&d->text, "%s%s", d->text.len ? " " : "", word->text);
        } else {
            return cli_usage(cli, err, "\"%s\" is no field=value", word->text);
        }
    }
    d->call.named = d->named;
    bool piped = cli->command->id == LS_CMD_ITEM_ADD && (d->text.len ? !strcmp(d->text.data, "-") : !isatty(STDIN_FILENO));
    if (piped) {
        ls_buf_clear(&d->text);
        int code = data_lines(&d->text, err);
        if (code)
            return code;
    }
    if (title && !d->text.len && !d->call.named_count)
        return cli_usage(cli, err, "some words are missing");
    if (!title && !d->call.named_count)
        return cli_usage(cli, err, "what is to change? field=value is missing");
    return 0;
}

static int data_arguments(const struct cli *cli, struct data_call *d, struct ls_error *err)
{
    enum ls_command_arg arg = cli->command->arg;
    if (arg == LS_ARG_FIELDS || arg == LS_ARG_TITLE_FIELDS)
        return data_fields(cli, d, err);
    if (arg == LS_ARG_NONE)
        return d->at < cli->word_count ? cli_usage(cli, err, "one word too many: %s", cli->words[d->at].text) : 0;
    cli_words_join(cli, d->at, &d->text);
    if (!*ls_text_skip_blank(d->text.data) && arg != LS_ARG_MAYBE)
        return cli_usage(cli, err, "something is missing behind \"%s\"", cli->command->spelling);
    return 0;
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
    d->call.text = d->text.data;
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
    struct data_call d = {.text = LS_BUF_INIT, .names = LS_BUF_INIT, .machine = LS_BUF_INIT};
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
    if (code == 0) {
        code = data_targets(cli, &d, err);
    }
    if (code == 0)
        code = data_arguments(cli, &d, err);
    if (code == 0)
        code = data_run(cli, &d, err);
    data_call_done(&d);
    return code;
}
