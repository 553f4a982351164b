/* Words where nobody asked for any. Somebody who forgot the key for a note must not lead the team through half of its
 * agenda with the blanks between them. Keys that ask are no danger: they show what is being typed. */
#include "ui/sync_stray.h"

#include "base/buf.h"
#include "ui/state.h"
#include "ui/verbs.h"

/* Whether the command changes the sync of everybody at once, without a question. */
static bool stray_moves(enum ls_command_id id)
{
    switch (id) {
    case LS_CMD_SYNC_NEXT:
    case LS_CMD_SYNC_OPTION:
    case LS_CMD_SYNC_RESOLVE:
    case LS_CMD_SYNC_PARK:
    case LS_CMD_SYNC_CARRY:
    case LS_CMD_SYNC_PAUSE:
    case LS_CMD_SYNC_EXTEND:
    case LS_CMD_SYNC_LEAD:
        return true;
    default:
        return false;
    }
}

/* "t does nothing here: c writes a note, n an action, ? shows the keys" */
static void stray_say(struct ui *ui, struct ls_key key, const char *what)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, note = LS_BUF_INIT, action = LS_BUF_INIT;
    ls_key_format(&name, key);
    if (keymap_key_of(&ui->keymap, "sync", LS_CMD_SYNC_NOTE, &note) &&
        keymap_key_of(&ui->keymap, "sync", LS_CMD_SYNC_ACTION, &action))
        ui_say(ui, ROLE_WARN, "%s %s: %s writes a note, %s an action, ? shows the keys", name.data, what, note.data, action.data);
    else
        ui_say(ui, ROLE_WARN, "%s %s: ? shows the keys", name.data, what);
}

bool sync_stray(struct ui *ui, const struct ui_event *e, bool *words)
{
    enum ls_command_id id;
    if (e->kind == UI_EVENT_PASTE) {
        verb_paste(ui, ls_command_info(LS_CMD_SYNC_NOTE), e->text);
        return true;
    }
    if (e->kind != UI_EVENT_KEY || ui->prefix.code)
        return false;
    if (!ls_key_is_text(e->key)) {
        *words = false;
        return false;
    }
    enum keymap_result found = keymap_find(&ui->keymap, "sync", (struct ls_key){0}, e->key, &id);
    if (found == KEYMAP_NONE) {
        stray_say(ui, e->key, "does nothing here");
        *words = true;
        return true;
    }
    bool held = *words && found == KEYMAP_COMMAND && stray_moves(id);
    if (held)
        stray_say(ui, e->key, "was not taken, once, after a letter that is no key");
    *words = *words && !held;
    return held;
}
