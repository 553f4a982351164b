/* The command table, made from commands.def. Its handlers are in the files of their area. */
#include "lockstep/command.h"

#include <assert.h>
#include <string.h>

#include "app/commands.h"
#include "base/buf.h"
#include "base/nearest.h"

/* Only data commands have a handler here; the others' are in cli and ui. Build-time programs, which make the
 * manual and the completions, need the rows alone. */
#ifdef LOCKSTEP_TABLE_ONLY
#define LS_RUN_DATA(id) NULL
#else
#define LS_RUN_DATA(id) cmd_##id
#endif
#define LS_RUN_CLI(id) NULL
#define LS_RUN_VIEW(id) NULL
#define LS_RUN_BOTH(id) NULL

/* Only the keys ever change, once, at the start. */
static struct ls_command commands[] = {
#define COMMAND(ID, id, spelling, kind, keys, target, arg, prompt, usage, help)                            \
    {LS_CMD_##ID, #id, spelling, LS_COMMAND_##kind, keys, LS_TARGET_##target, LS_ARG_##arg, prompt, usage, \
     help, LS_RUN_##kind(id)},
#include "lockstep/commands.def"
};
static_assert(LS_COUNT(commands) == LS_CMD_COUNT, "a row for each command");

const char *ls_command_said(enum ls_command_id id)
{
    static const char *const said[LS_CMD_COUNT] = {
#define SAID(ID, words) [LS_CMD_##ID] = words,
#include "lockstep/said.def"
    };
    assert(id < LS_CMD_COUNT);
    return said[id] ? said[id] : "";
}

const struct ls_command *ls_command_info(enum ls_command_id id)
{
    assert(id < LS_CMD_COUNT);
    return &commands[id];
}

void ls_command_set_keys(enum ls_command_id id, const char *keys)
{
    assert(id < LS_CMD_COUNT);
    commands[id].keys = keys;
}

/* How many of words the spelling takes, 0 where it does not match. */
static size_t command_matches(const char *spelling, const char *const *words, size_t count)
{
    size_t used = 0;
    while (*spelling) {
        size_t len = strcspn(spelling, " ");
        if (used == count || strlen(words[used]) != len || strncmp(words[used], spelling, len) != 0)
            return 0;
        used++;
        spelling += len + (spelling[len] == ' ');
    }
    return used;
}

const struct ls_command *ls_command_find(const char *const *words, size_t count, size_t *ret_used)
{
    const struct ls_command *best = NULL;
    size_t best_used = 0;
    for (size_t i = 0; i < LS_COUNT(commands); i++) {
        size_t used = command_matches(commands[i].spelling, words, count);
        if (used > best_used) {
            best = &commands[i];
            best_used = used;
        }
    }
    if (best)
        *ret_used = best_used;
    return best;
}

enum ls_entity ls_command_entity(const struct ls_command *command)
{
    size_t len = strcspn(command->spelling, " ");
    for (int e = 0; e < LS_E_COUNT; e++) {
        const char *name = ls_entity_info((enum ls_entity)e)->name;
        if (command->spelling[len] && strlen(name) == len && strncmp(name, command->spelling, len) == 0)
            return (enum ls_entity)e;
    }
    return LS_E_COUNT;
}

bool ls_command_is_general(const struct ls_command *command)
{
    return strncmp(command->name, "record_", strlen("record_")) == 0;
}

enum ls_entity ls_command_target_entity(const struct ls_command *command)
{
    switch (command->target) {
    case LS_TARGET_ITEM:
    case LS_TARGET_ITEMS:
        return LS_E_ITEM;
    case LS_TARGET_BLOCKER:
    case LS_TARGET_BLOCKERS:
        return LS_E_BLOCKER;
    case LS_TARGET_RECORDS:
        return ls_command_entity(command);
    default:
        return LS_E_ANY;
    }
}

const char *ls_command_nearest(const char *typed)
{
    struct ls_nearest nearest = ls_nearest_begin(typed, 2);
    for (size_t i = 0; i < LS_COUNT(commands); i++)
        if (*commands[i].spelling)
            ls_nearest_try(&nearest, commands[i].spelling);
    return nearest.word;
}

void call_say(const struct ls_call *call, const char *format, ...)
{
    if (!call->said)
        return;
    va_list args;
    va_start(args, format);
    if (call->said->len && call->said->data[call->said->len - 1] != '\n')
        ls_buf_char(call->said, '\n');
    ls_buf_vprintf(call->said, format, args);
    va_end(args);
}

void call_note(const struct ls_call *call, struct ls_changeset *cs, int kind, const char *subject, const char *text)
{
    ls_id note = ls_change_create(cs, LS_E_NOTE, call->now);
    ls_change_int(cs, call->board, note, LS_F_note_kind, kind);
    ls_change_text(cs, call->board, note, LS_F_note_subject, subject);
    ls_change_ref(cs, call->board, note, LS_F_note_author, call->me);
    ls_change_int(cs, call->board, note, LS_F_note_at, call->now);
    ls_change_text(cs, call->board, note, LS_F_note_text, text);
}

void ls_command_numbers(const struct ls_board *board, const struct ls_changeset *cs, struct ls_buf *said)
{
    for (size_t i = 0; i < cs->len; i++) {
        const struct ls_edit *made = ls_changeset_edit(cs, cs->records[i].id, LS_F_DELETED);
        const char *prefix = ls_entity_info(cs->records[i].entity)->prefix;
        if (!*prefix || !made || made->after.kind != LS_V_INT || made->after.i)
            continue;
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, unnumbered = LS_BUF_INIT;
        ls_board_name(board, cs->records[i].id, &name);
        ls_buf_printf(&unnumbered, "%s-new", prefix);
        char *at = strstr(said->data, unnumbered.data);
        if (!at || !name.len)
            continue;
        size_t place = (size_t)(at - said->data);
        ls_buf_cut(said, place, unnumbered.len);
        ls_buf_insert(said, place, name.data, name.len);
    }
}

bool ls_command_next_key(const char **at, const char **ret_mode, size_t *ret_mode_len, const char **ret_key,
                         size_t *ret_key_len)
{
    *at += strspn(*at, " ");
    const char *colon = **at ? strchr(*at, ':') : NULL;
    if (!colon)
        return false;
    *ret_mode = *at;
    *ret_mode_len = (size_t)(colon - *at);
    *ret_key = colon + 1;
    *ret_key_len = 1 + strcspn(colon + 2, " "); /* the key itself may be ':' */
    *at = *ret_key + *ret_key_len;
    return true;
}

const struct ls_command_mode *ls_command_mode(size_t i)
{
    static const struct ls_command_mode modes[] = {
        {"any", "everywhere"},
        {"list", "in the four panes"},
        {"home", "in the backlog"},
        {"agenda", "in the agenda"},
        {"blockers", "in the blockers"},
        {"owners", "in the owners"},
        {"item", "in an item"},
        {"blocker", "in a blocker"},
        {"record", "in another record"},
        {"decision", "in a decision"},
        {"person", "in a person"},
        {"records", "in another list"},
        {"gaps", "in the gaps"},
        {"tree", "in the roadmap and the RACI page"},
        {"page", "on a page"},
        {"sync", "in the running sync"},
        {"triage", "in triage"},
        {"score", "in a score"},
        {"conflict", "in a conflict"},
        {"lost", "in the edits that the file has lost"},
        {"news", "in what others changed"},
        {"history", "in a history"},
        {"form", "in a form"},
        {"pasted", "in a pasted list"},
        {"help", "in help and in the palette"},
    };
    return i < LS_COUNT(modes) ? &modes[i] : NULL;
}

void ls_command_key_words(const char *key, size_t len, struct ls_buf *b)
{
    if (len == 3 && strncmp(key, "C-", 2) == 0)
        ls_buf_printf(b, "Ctrl-%c", key[2]);
    else if (len == 5 && strncmp(key, "S-Tab", 5) == 0)
        ls_buf_str(b, "Shift-Tab");
    else
        ls_buf_add(b, key, len);
}

bool ls_command_mode_keys(const struct ls_command *command, const char *mode, struct ls_buf *b)
{
    const char *at = command->keys, *its_mode, *key;
    size_t mode_len, key_len, from = b->len;
    while (ls_command_next_key(&at, &its_mode, &mode_len, &key, &key_len)) {
        if (strlen(mode) != mode_len || strncmp(mode, its_mode, mode_len) != 0)
            continue;
        if (b->len > from)
            ls_buf_char(b, ' ');
        ls_command_key_words(key, key_len, b);
    }
    return b->len > from;
}
