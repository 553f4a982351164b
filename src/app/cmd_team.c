/* The team as a whole: its name. The other settings are records like any other (cmd_record.c). */
#include <string.h>

#include "app/commands.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/error.h"
#include "lockstep/setting.h"

static ls_id team_setting(const struct ls_board *board, const char *key)
{
    LS_EACH(setting, s, board) {
        if (!strcmp(s->key, key))
            return s->rec.id;
    }
    return 0;
}

int cmd_team_rename(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    const char *key = ls_setting_info(LS_SETTING_TEAM_NAME)->key, *start = ls_text_skip_blank(call->text);
    LS_AUTO(string) char *name = ls_strndup(start, ls_text_trimmed(start, strlen(start)));
    ls_id setting = team_setting(call->board, key);
    if (!*name) {
        ls_error_set(err, LS_EUSAGE, "what is the team called?");
        ls_error_hint(err, "as in: lockstep team rename Growth Squad");
        return LS_EUSAGE;
    }
    if (!setting) { /* a file made before the name could be changed, or the sample team's */
        setting = ls_change_create(cs, LS_E_SETTING, call->now);
        ls_change_text(cs, call->board, setting, LS_F_setting_key, key);
    }
    ls_change_text(cs, call->board, setting, LS_F_setting_value, name);
    call_say(call, cs->len ? "the team is called %s" : "the team is called %s already", name);
    return LS_OK;
}
