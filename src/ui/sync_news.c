/* What others do in the running sync is on its screen; only its start, its end, who comes and who leads are news. The
 * lead is told always: whoever led must not go on pressing keys that move nothing. */
#include "ui/sync_news.h"

#include <string.h>

#include "lockstep/changeset.h"
#include "ui/state.h"
#include "ui/view_sync.h"
#include "ui/words.h"

/* Whom the changeset gives the lead, in *ret_to, and who had it; false where it is about something else. */
static bool news_lead(const struct ls_changeset *cs, ls_id meeting, ls_id *ret_from, ls_id *ret_to)
{
    const struct ls_edit *e = ls_changeset_edit(cs, meeting, LS_F_meeting_facilitator);
    if (!e || ls_changeset_edit(cs, meeting, LS_F_meeting_status))
        return false;
    *ret_from = e->before.kind == LS_V_INT ? e->before.i : 0;
    *ret_to = e->after.kind == LS_V_INT ? e->after.i : 0;
    return true;
}

static void news_say_lead(struct ui *ui, const struct ls_changeset *cs, ls_id from, ls_id to)
{
    const struct ls_board *board = ui_board(ui);
    ls_id me = ls_session_me(ui->session);
    const char *who = words_person(board, cs->who), *leader = words_person(board, to);
    if (to == me)
        ui_say(ui, ROLE_WARN, "%s gave you the lead: the keys move the sync from now on", who);
    else if (from == me && to == cs->who)
        ui_say(ui, ROLE_WARN, "%s took the lead: F takes it back", who);
    else if (from == me)
        ui_say(ui, ROLE_WARN, "%s gave %s the lead: F takes it back", who, leader);
    else
        ui_say(ui, ROLE_NORMAL, "%s leads now", leader);
}

static bool news_is(const struct ls_changeset *cs, enum ls_command_id id)
{
    return cs->label && !strcmp(cs->label, ls_command_info(id)->spelling);
}

/* Whether the meeting's status is among what was changed: it began or ended, and was not just joined. */
static bool news_is_turn(const struct ls_changeset *cs)
{
    for (size_t i = 0; i < cs->len; i++)
        if (ls_changeset_edit(cs, cs->records[i].id, LS_F_meeting_status) && cs->records[i].entity == LS_E_MEETING)
            return true;
    return false;
}

bool sync_news_say(struct ui *ui, const struct ls_changeset *cs)
{
    ls_id from, to;
    const char *who = words_person(ui_board(ui), cs->who);
    bool quiet = ui->message.len && ui->message_role != ROLE_DIM; /* never over something that was said to the user */
    if (!cs->label || strncmp(cs->label, "sync ", strlen("sync ")) != 0)
        return false;
    for (size_t i = 0; i < cs->len; i++)
        if (cs->records[i].entity == LS_E_MEETING && news_lead(cs, cs->records[i].id, &from, &to)) {
            news_say_lead(ui, cs, from, to);
            return true;
        }
    if (news_is(cs, LS_CMD_SYNC_END))
        ui_say(ui, ROLE_NORMAL, "%s ended the sync", who);
    else if (quiet)
        return true;
    else if (news_is(cs, LS_CMD_SYNC_START) && news_is_turn(cs))
        ui_say(ui, ROLE_NORMAL, sync_view_is(ui->top) ? "%s started the sync" : "%s started the sync: S joins", who);
    else if (news_is(cs, LS_CMD_SYNC_START))
        ui_say(ui, ROLE_DIM, "%s has joined the sync", who);
    return true;
}
