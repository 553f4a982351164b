/* Triage, one decision a call: accept, duplicate, decline, snooze, ask. Each leaves its reason in the item's notes. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "app/cmd_merge.h"
#include "app/commands.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/due.h"
#include "lockstep/error.h"
#include "lockstep/snooze.h"
#include "lockstep/triage.h"

/* The item that is decided on. LS_EREFUSED where that was done already. A decision is made whole: where it meets another's,
 * one of the two stands. */
static int triage_item(const struct ls_call *call, struct ls_changeset *cs, const struct ls_item **ret_item,
                       struct ls_error *err)
{
    const struct ls_item *item = ls_item_get(call->board, call->targets[0]);
    cs->flags |= LS_CS_WHOLE;
    if (item && item->status == LS_ITEM_STATUS_TRIAGE) {
        *ret_item = item;
        return LS_OK;
    }
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_board_name(call->board, call->targets[0], &name);
    ls_error_set(err, LS_EREFUSED, "%s is past triage: it is %s", name.data,
                 item ? ls_enum_word(LS_ENUM_ITEM_STATUS, item->status) : "deleted");
    ls_error_hint(err, "lockstep item status %s triage   puts it back", name.data);
    return LS_EREFUSED;
}

/* The words without blanks around them; LS_EUSAGE with the question where there are none. */
static int triage_words(const struct ls_call *call, struct ls_buf *ret_words, const char *question, struct ls_error *err)
{
    const char *text = ls_text_skip_blank(call->text);
    ls_buf_add(ret_words, text, ls_text_trimmed(text, strlen(text)));
    return ret_words->len ? LS_OK : ls_error_set(err, LS_EUSAGE, "%s", question);
}

/* "LS-63" for a sentence; the caller runs ls_buf_done. */
static struct ls_buf triage_name(const struct ls_call *call, ls_id id)
{
    struct ls_buf name = LS_BUF_INIT;
    ls_board_name(call->board, id, &name);
    return name;
}

/* --- accept ----------------------------------------------------------------------------------- */

static void accept_set(const struct ls_call *call, struct ls_changeset *cs, ls_id id, const struct ls_entry *entry,
                       const struct ls_triage_proposal *p)
{
    const struct ls_board *board = call->board;
    ls_id owner = entry->owner ? entry->owner : p->owner;
    ls_change_int(cs, board, id, LS_F_item_status, LS_ITEM_STATUS_BACKLOG);
    ls_snooze_end(board, cs, id);
    ls_change_ref(cs, board, id, LS_F_item_owner, owner);
    ls_change_ref(cs, board, id, LS_F_item_backup, owner != p->backup ? p->backup : owner != p->owner ? p->owner : 0);
    ls_change_ref(cs, board, id, LS_F_item_parent, p->parent);
    if (entry->priority != LS_NONE)
        ls_change_int(cs, board, id, LS_F_item_priority, entry->priority);
    if (entry->due != LS_NONE)
        ls_change_int(cs, board, id, LS_F_item_due, entry->due);
    if (*entry->text)
        ls_change_text(cs, board, id, LS_F_item_problem, entry->text);
    LS_AUTO(buf) struct ls_buf name = triage_name(call, id), who = LS_BUF_INIT, parent = LS_BUF_INIT;
    if (owner)
        ls_board_name(board, owner, &who);
    if (p->parent)
        ls_board_name(board, p->parent, (ls_buf_str(&parent, ", under "), &parent));
    call_say(call, "%s accepted: %s%s", name.data, owner ? who.data : "nobody owns it yet", parent.data);
}

int cmd_triage_accept(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    enum { NEAREST = 5 };
    const struct ls_item *item;
    struct ls_entry entry = {0};
    int code = triage_item(call, cs, &item, err);
    if (!code)
        code = ls_entry_read(call->board, call->text, ls_stamp_date(call->now), LS_ENTRY_PRIORITY | LS_ENTRY_MARKED, &entry,
                             err);
    if (!code && !*entry.text && !*item->problem) {
        code = ls_error_set(err, LS_EREFUSED, "nobody has said yet what problem it solves");
        ls_error_hint(err, "say it in one line behind \"accept\", or ask why");
    }
    if (!code) {
        struct ls_like likes[NEAREST];
        struct ls_triage_proposal p;
        struct ls_likeness *own = call->likeness ? NULL : ls_likeness_new();
        if (own)
            ls_likeness_update(own, call->board);
        const char *problem = *entry.text ? entry.text : item->problem;
        size_t count = ls_likeness_find(own ? own : call->likeness, item->title, problem, item->rec.id, likes, NEAREST);
        ls_triage_propose(call->board, item, likes, count, &p);
        accept_set(call, cs, item->rec.id, &entry, &p);
        ls_likeness_free(own);
    }
    ls_entry_done(&entry);
    return code;
}

/* --- duplicate, decline ------------------------------------------------------------------------- */

int cmd_triage_duplicate(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    const struct ls_item *item;
    ls_id survivor = 0;
    LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
    int code = triage_item(call, cs, &item, err);
    if (!code)
        code = triage_words(call, &words, "a duplicate of which item?", err);
    if (!code)
        code = ls_board_find(call->board, LS_E_ITEM, words.data, &survivor, err);
    if (!code)
        code = merge_into(call, cs, item, survivor, err);
    if (!code) {
        LS_AUTO(buf) struct ls_buf name = triage_name(call, item->rec.id);
        LS_AUTO(buf) struct ls_buf to = triage_name(call, (ls_id)ls_changeset_edit(cs, item->rec.id, LS_F_item_duplicate_of)->after.i);
        call_say(call, "%s merged into %s, with all that hung on it", name.data, to.data);
    }
    return code;
}

int cmd_triage_decline(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    const struct ls_item *item;
    LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
    int code = triage_item(call, cs, &item, err);
    if (!code)
        code = triage_words(call, &words, "why is it declined? Whoever asked for it will read it", err);
    if (code)
        return code;
    ls_change_int(cs, call->board, item->rec.id, LS_F_item_status, LS_ITEM_STATUS_CANCELED);
    ls_change_int(cs, call->board, item->rec.id, LS_F_item_resolution, LS_RESOLUTION_DECLINED);
    merge_note(call, cs, item->rec.id, "Declined: %s", words.data);
    LS_AUTO(buf) struct ls_buf name = triage_name(call, item->rec.id);
    call_say(call, "%s declined: %s", name.data, words.data);
    return LS_OK;
}

/* --- snooze, ask -------------------------------------------------------------------------------- */

int cmd_triage_snooze(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    const struct ls_item *item;
    struct ls_snooze snooze;
    LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT, day = LS_BUF_INIT, name = LS_BUF_INIT, own = LS_BUF_INIT;
    int code = triage_item(call, cs, &item, err);
    if (!code)
        code = triage_words(call, &words, "until when?", err);
    if (!code)
        code = ls_snooze_read(call->board, words.data, ls_stamp_date(call->now), &snooze, err);
    if (code)
        return code;
    ls_snooze_set(call->board, cs, item->rec.id, &snooze);
    ls_date_short(&day, snooze.until, ls_stamp_date(call->now));
    ls_board_name(call->board, item->rec.id, &own);
    if (snooze.event)
        ls_board_name(call->board, snooze.event, &name);
    call_say(call, "%s snoozed to %s%s%s", own.data, day.data, snooze.event ? ", for " : "", name.data);
    return LS_OK;
}

/* The question, linked to the item, for whoever is asked. */
static ls_id ask_question(const struct ls_call *call, struct ls_changeset *cs, const struct ls_item *item,
                          const struct ls_entry *entry, ls_id asked, int64_t due)
{
    const struct ls_board *board = call->board;
    ls_id id = ls_change_create(cs, LS_E_ITEM, call->now), link = ls_change_create(cs, LS_E_LINK, call->now);
    ls_change_int(cs, board, id, LS_F_item_type, LS_ITEM_TYPE_QUESTION);
    ls_change_int(cs, board, id, LS_F_item_track, item->track);
    ls_change_int(cs, board, id, LS_F_item_status, LS_ITEM_STATUS_STARTED);
    ls_change_text(cs, board, id, LS_F_item_title, entry->text);
    ls_change_ref(cs, board, id, LS_F_item_owner, asked);
    ls_change_ref(cs, board, id, LS_F_item_backup, asked != call->me ? call->me : 0);
    ls_change_int(cs, board, id, LS_F_item_due, due);
    ls_change_text(cs, board, id, LS_F_item_source, "triage");
    ls_change_ref(cs, board, link, LS_F_link_src, id);
    ls_change_ref(cs, board, link, LS_F_link_dst, item->rec.id);
    ls_change_int(cs, board, link, LS_F_link_kind, LS_LINK_KIND_RELATES);
    return id;
}

/* A question stands in lists by itself, so its title names what it is about. */
static void ask_title(const struct ls_call *call, const struct ls_item *item, struct ls_entry *entry)
{
    LS_AUTO(buf) struct ls_buf name = triage_name(call, item->rec.id);
    LS_AUTO(string) char *words = entry->text;
    if (!*words)
        entry->text = ls_asprintf("Which problem does %s solve, and for whom?", name.data);
    else if (strstr(words, name.data))
        entry->text = ls_strdup(words);
    else
        entry->text = ls_asprintf("%s: %s", name.data, words);
}

int cmd_triage_ask(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    enum { DAYS = 7 }; /* for an answer, where nobody says */
    const struct ls_item *item;
    struct ls_entry entry = {0};
    int64_t today = ls_stamp_date(call->now);
    int code = triage_item(call, cs, &item, err);
    if (!code)
        code = ls_entry_read(call->board, call->text, today, LS_ENTRY_MARKED, &entry, err);
    ls_id asked = code ? 0 : entry.owner ? entry.owner : ls_triage_asked(call->board, item, today, call->me);
    int64_t due = entry.due != LS_NONE && entry.due ? entry.due : today + DAYS;
    if (!code && due <= today)
        code = ls_error_set(err, LS_EREFUSED, "the answer is due on a day to come");
    if (!code) {
        ask_title(call, item, &entry);
        ask_question(call, cs, item, &entry, asked, due);
        ls_snooze_set(call->board, cs, item->rec.id, &(struct ls_snooze){.until = due, .days = LS_NONE});
        LS_AUTO(buf) struct ls_buf name = triage_name(call, item->rec.id), who = triage_name(call, asked), day = LS_BUF_INIT;
        ls_date_short(&day, due, today);
        call_say(call, "%s sent back: %s is asked, the answer is due %s", name.data, who.data, day.data);
    }
    ls_entry_done(&entry);
    return code;
}
