/* The line mode. A line becomes the keys that say the same on the screen, so that there is one action table and one
 * logic: this file only finds the keys. What is printed is the terminal's business (term/lines.c). */
#include "ui/plain.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/state.h"

/* Leaves a question, a field, a page: nobody answers with it. */
#define PLAIN_ESC "."

static void plain_key(struct ui *ui, uint32_t code, unsigned mods)
{
    ui_feed(ui, &(struct ui_event){.kind = UI_EVENT_KEY, .key = {code, mods}});
}

/* --- text ------------------------------------------------------------------------------------- */

/* What is typed stands in the place of what was proposed; an empty line takes that. */
static void plain_text(struct ui *ui, const char *text)
{
    if (*text) {
        plain_key(ui, 'u', LS_MOD_CTRL);
        ui_feed(ui, &(struct ui_event){.kind = UI_EVENT_PASTE, .text = text});
    }
    plain_key(ui, LS_KEY_ENTER, 0);
}

/* A choice that has this key. */
static bool plain_is_choice(const struct prompt *p, const char *text)
{
    uint32_t c;
    if (p->kind != PROMPT_PICK || !*text || ls_text_decode(text, strlen(text), &c) != strlen(text))
        return false;
    for (size_t i = 0; i < p->choices.len; i++)
        if (p->choices.v[i].key == c)
            return true;
    return false;
}

/* A key that writes nothing, by its name: with a modifier, or one of those that no sentence is made of. */
static bool plain_named_key(struct ui *ui, const char *line)
{
    static const char *const NAMES[] = {"Enter", "Esc", "Tab"};
    struct ls_key key;
    bool named = !strcmp(line, PLAIN_ESC);
    for (size_t i = 0; i < LS_COUNT(NAMES); i++)
        named = named || !strcmp(line, NAMES[i]);
    if (!ls_key_parse(named && !strcmp(line, PLAIN_ESC) ? "Esc" : line, &key) || (!named && !key.mods))
        return false;
    plain_key(ui, key.code, key.mods);
    return true;
}

static void plain_answer(struct ui *ui, const char *text)
{
    uint32_t c = 0;
    if (plain_named_key(ui, text))
        return;
    if (ui->prompt.kind == PROMPT_PICK && ui->prompt.text.len && *text)
        plain_key(ui, 'u', LS_MOD_CTRL); /* a key chooses in an empty field only */
    if (ui->asking && plain_is_choice(&ui->prompt, text)) {
        bool points = ui->prompt.own_words;
        ls_text_decode(text, strlen(text), &c);
        plain_key(ui, c, 0);
        if (points)
            plain_key(ui, LS_KEY_ENTER, 0);
        return;
    }
    plain_text(ui, text);
}

static void plain_field(struct ui *ui, const char *line)
{
    if (!plain_named_key(ui, line))
        plain_text(ui, line);
}

/* --- commands --------------------------------------------------------------------------------- */

static const char *plain_mode(const struct ui *ui)
{
    return ui->top->ops->mode(ui->top);
}

/* Whether word names the command: "triage_skip", "skip", "accept" of "triage accept". */
static bool plain_names(const struct ls_command *c, const char *word)
{
    const char *verb = strrchr(c->spelling, ' '), *part = strchr(c->name, '_');
    return !strcasecmp(c->name, word) || (verb && !strcasecmp(verb + 1, word)) || (part && !strcasecmp(part + 1, word));
}

/* A command that has a key here by one of its names; a mode's own before those that are everywhere. */
static bool plain_find(const struct ui *ui, const char *word, enum ls_command_id *ret_command)
{
    const struct keymap *k = &ui->keymap;
    int best = 0;
    for (size_t i = 0; i < k->len; i++) {
        const struct keymap_entry *e = &k->v[i];
        int rank = !keymap_mode_holds(e->mode, e->mode_len, plain_mode(ui)) ? 0 : !strncmp(e->mode, "any", e->mode_len) ? 1 : 2;
        if (rank > best && plain_names(ls_command_info(e->command), word)) {
            best = rank;
            *ret_command = e->command;
        }
    }
    return best > 0;
}

/* The keys that the word is, or that the command has which it names. */
static bool plain_keys(const struct ui *ui, const char *word, struct ls_key ret_keys[2], enum ls_command_id *ret_command)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    struct ls_key none = {0};
    bool keys = ls_keys_parse(word, &ret_keys[0], &ret_keys[1]);
    bool named = keys && !ret_keys[1].code && strlen(word) > 1 && ls_key_is_text(ret_keys[0]) == false;
    *ret_command = LS_CMD_COUNT;
    if (keys && !named) {
        struct ls_key before = ret_keys[1].code ? ret_keys[0] : none, key = ret_keys[ret_keys[1].code != 0];
        if (keymap_find(&ui->keymap, plain_mode(ui), before, key, ret_command) == KEYMAP_COMMAND)
            return true;
    }
    if (plain_find(ui, word, ret_command))
        return keymap_key_of(&ui->keymap, plain_mode(ui), *ret_command, &name) &&
               ls_keys_parse(name.data, &ret_keys[0], &ret_keys[1]);
    *ret_command = LS_CMD_COUNT;
    return keys && !ret_keys[1].code; /* a view may know it without the table */
}

/* A command by all of its words, "signal list". Returns how many bytes of line they took; 0 where it has no key here. */
static size_t plain_spelled(const struct ui *ui, const char *line, struct ls_key ret_keys[2], enum ls_command_id *ret_command)
{
    for (int id = 0; id < LS_CMD_COUNT; id++) {
        const char *spelling = ls_command_info((enum ls_command_id)id)->spelling;
        size_t len = strlen(spelling);
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        if (!strchr(spelling, ' ') || strncasecmp(line, spelling, len) != 0 || (line[len] && line[len] != ' ') ||
            !keymap_key_of(&ui->keymap, plain_mode(ui), (enum ls_command_id)id, &name))
            continue;
        *ret_command = (enum ls_command_id)id;
        return ls_keys_parse(name.data, &ret_keys[0], &ret_keys[1]) ? len : 0;
    }
    return 0;
}

/* One line a command that holds here, in this mode alone or everywhere: its key, its name, what it does. */
static void plain_help_lines(const struct ui *ui, bool own, const char *word, struct ls_buf *ret_lines)
{
    for (int id = 0; id < LS_CMD_COUNT; id++) {
        const struct ls_command *c = ls_command_info((enum ls_command_id)id);
        const char *verb = strrchr(c->spelling, ' ');
        LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT, here = LS_BUF_INIT;
        if (ls_command_mode_keys(c, plain_mode(ui), &here) != own || !keymap_key_of(&ui->keymap, plain_mode(ui), c->id, &key))
            continue;
        if (*word && !strstr(c->help, word) && !strstr(c->name, word))
            continue;
        if ((unsigned char)key.data[0] < 0x80) /* an arrow cannot be typed into a line */
            ls_buf_printf(ret_lines, "%s  ", key.data);
        ls_buf_printf(ret_lines, "%s: %s\n", own && verb ? verb + 1 : *c->spelling ? c->spelling : c->name, c->help);
    }
}

static void plain_help(struct ui *ui, const char *word)
{
    LS_AUTO(buf) struct ls_buf lines = LS_BUF_INIT;
    plain_help_lines(ui, true, word, &lines);
    plain_help_lines(ui, false, word, &lines);
    ls_buf_str(&lines, lines.len ? "Type a key or a name, and the answer behind it if you like. An empty line reads "
                                   "everything again, a lone . leaves a question or a page, ? WORD finds commands.\n"
                                 : "no command is called so\n");
    ui->loop.terminal->ops->tell(ui->loop.terminal, lines.data);
}

static void plain_command(struct ui *ui, const char *line)
{
    struct ls_key keys[2];
    enum ls_command_id command;
    size_t spelled = plain_spelled(ui, line, keys, &command), len = spelled ? spelled : strcspn(line, " \t");
    const char *rest = ls_text_skip_blank(line + len);
    LS_AUTO(string) char *word = ls_strndup(line, len);
    if (!spelled && !plain_keys(ui, word, keys, &command)) {
        ui_say(ui, ROLE_WARN, "\"%s\" does nothing here; ? names what does", word);
        return;
    }
    if (command == LS_CMD_HELP || command == LS_CMD_PALETTE) {
        plain_help(ui, rest);
        return;
    }
    for (int i = 0; i < 2 && keys[i].code; i++)
        plain_key(ui, keys[i].code, keys[i].mods);
    if (*rest && ui->asking)
        plain_answer(ui, rest);
    else if (*rest)
        ui_say(ui, ROLE_WARN, "\"%s\" takes no words; it was done without \"%s\"", word, rest);
}

void plain_line(struct ui *ui, const char *line)
{
    bool field = ui->loop.frame.cursor_y >= 0;
    if (ui->asking)
        plain_answer(ui, line);
    else if (field || !strcmp(line, PLAIN_ESC))
        plain_field(ui, line);
    else
        plain_command(ui, ls_text_skip_blank(line));
}
