/* Writing things down on a line: note, action, blocker, resolving, escalating. Decisions: cmd_sync_decide.c. */
#include <string.h>

#include "app/cmd_sync.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/due.h"
#include "lockstep/error.h"
#include "lockstep/people.h"
#include "lockstep/work.h"

/* --- note ------------------------------------------------------------------------------------ */

int cmd_sync_note(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    int code = sync_open(&s, call, cs, err);
    if (!code && !*ls_text_skip_blank(call->text))
        code = ls_error_set(err, LS_EUSAGE, "the note has no words");
    if (!code) { /* also after the last line: then it is about the meeting */
        const struct ls_live_line *line = sync_line_meant(&s);
        sync_note(&s, line, ls_text_skip_blank(call->text), 0);
        call_say(call, "noted");
        sync_say_elsewhere(&s, line);
    }
    sync_close(&s);
    return code;
}

/* The item that a line is about; 0 on one of several, which is about none of them alone. */
static ls_id write_subject(const struct sync *s, const struct ls_live_line *line)
{
    bool several = line && ls_live_kind(s->board, line->item) == LS_LINE_KIND_OPEN && ls_set_count(line->item->ref) > 1;
    return line && !several ? line->subject : 0;
}

/* --- action ---------------------------------------------------------------------------------- */

static void write_say_people(const struct sync *s, ls_id owner, ls_id backup, int64_t due, struct ls_buf *b)
{
    if (owner) {
        ls_buf_str(b, ", ");
        ls_board_name(s->board, owner, b);
    }
    if (backup) {
        ls_buf_str(b, " (backup ");
        ls_board_name(s->board, backup, b);
        ls_buf_char(b, ')');
    }
    if (due != LS_NONE) {
        ls_buf_printf(b, ", due %s ", ls_weekday_short(ls_date_weekday(due)));
        ls_date_short(b, due, s->today);
    }
}

/* The note that stays says what was understood, in a sentence, and not what was typed. */
static void write_note(struct sync *s, const struct ls_live_line *line, const char *text, ls_id owner, int64_t due, ls_id made)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_buf_str(&b, text);
    write_say_people(s, owner, 0, due, &b);
    sync_note(s, line, b.data, made);
}

/* On a line that asks for the market half of a feature, an action of a market person is that half. */
static bool action_is_half(const struct sync *s, const struct ls_live_line *line, ls_id owner)
{
    return line && ls_live_kind(s->board, line->item) == LS_LINE_KIND_HALF && line->subject &&
           ls_person_halves(ls_person_get(s->board, owner)) == LS_HALF_MARKET;
}

static void action_link_half(struct sync *s, ls_id feature, ls_id half)
{
    ls_change_int(s->cs, s->board, half, LS_F_item_track, LS_TRACK_MARKET);
    ls_id link = ls_change_create(s->cs, LS_E_LINK, s->call->now);
    ls_change_ref(s->cs, s->board, link, LS_F_link_src, feature);
    ls_change_ref(s->cs, s->board, link, LS_F_link_dst, half);
    ls_change_int(s->cs, s->board, link, LS_F_link_kind, LS_LINK_KIND_COUNTERPART);
}

static ls_id action_make(struct sync *s, const struct ls_live_line *line, const struct ls_entry *entry, ls_id owner)
{
    size_t len = strlen(entry->text);
    bool question = len && entry->text[len - 1] == '?';
    ls_id id = ls_change_create(s->cs, LS_E_ITEM, s->call->now);
    ls_change_int(s->cs, s->board, id, LS_F_item_type, question ? LS_ITEM_TYPE_QUESTION : LS_ITEM_TYPE_ACTION);
    ls_change_int(s->cs, s->board, id, LS_F_item_track, LS_TRACK_SHARED);
    ls_change_text(s->cs, s->board, id, LS_F_item_title, entry->text);
    ls_change_int(s->cs, s->board, id, LS_F_item_status, LS_ITEM_STATUS_PLANNED);
    ls_change_ref(s->cs, s->board, id, LS_F_item_owner, owner);
    ls_change_ref(s->cs, s->board, id, LS_F_item_backup, sync_backup_for(s, line, owner));
    ls_change_int(s->cs, s->board, id, LS_F_item_priority, entry->priority);
    ls_change_int(s->cs, s->board, id, LS_F_item_due, entry->due != LS_NONE ? entry->due : sync_next_day(s));
    ls_change_ref(s->cs, s->board, id, LS_F_item_parent, write_subject(s, line));
    ls_change_ref(s->cs, s->board, id, LS_F_item_meeting, s->meeting);
    ls_change_text(s->cs, s->board, id, LS_F_item_source, "sync");
    return id;
}

static int write_entry(struct sync *s, const char *what, struct ls_entry *ret_entry)
{
    int code = ls_entry_read(s->board, s->call->text, s->today, LS_ENTRY_PRIORITY, ret_entry, s->err);
    if (!code && !*ret_entry->text) {
        ls_entry_done(ret_entry);
        code = ls_error_set(s->err, LS_EUSAGE, "the %s has no words", what);
    }
    return code;
}

int cmd_sync_action(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    struct ls_entry entry = {0};
    int code = sync_open(&s, call, cs, err);
    if (!code)
        code = write_entry(&s, "action", &entry);
    if (!code) {
        const struct ls_live_line *line = sync_line_meant(&s);
        ls_id owner = entry.owner ? entry.owner : line && line->item->acting ? line->item->acting : call->me;
        ls_id id = action_make(&s, line, &entry, owner);
        if (action_is_half(&s, line, owner))
            action_link_half(&s, line->subject, id);
        int64_t due = entry.due != LS_NONE ? entry.due : sync_next_day(&s);
        LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
        write_note(&s, line, entry.text, owner, due, id);
        write_say_people(&s, owner, sync_backup_for(&s, line, owner), due, &b);
        call_say(call, "LS-new %s%s", entry.text, b.data);
        sync_say_elsewhere(&s, line);
        ls_entry_done(&entry);
    }
    sync_close(&s);
    return code;
}

/* --- blocker --------------------------------------------------------------------------------- */

int cmd_sync_block(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    struct ls_entry entry = {0};
    int code = sync_open(&s, call, cs, err);
    if (!code)
        code = write_entry(&s, "blocker", &entry);
    if (!code) {
        const struct ls_live_line *line = sync_line_meant(&s);
        const struct ls_item *item = ls_item_get(s.board, write_subject(&s, line));
        ls_id owner = entry.owner              ? entry.owner
                      : item && item->owner    ? item->owner
                      : line && line->item->acting ? line->item->acting
                                               : call->me;
        ls_id backup = item && item->owner == owner ? item->backup : sync_backup_for(&s, line, owner);
        ls_id id = ls_change_create(cs, LS_E_BLOCKER, call->now);
        ls_change_ref(cs, s.board, id, LS_F_blocker_item, item ? item->rec.id : 0);
        ls_change_text(cs, s.board, id, LS_F_blocker_what, entry.text);
        ls_change_ref(cs, s.board, id, LS_F_blocker_owner, owner);
        ls_change_ref(cs, s.board, id, LS_F_blocker_backup, backup);
        ls_change_int(cs, s.board, id, LS_F_blocker_next_due, entry.due);
        ls_change_int(cs, s.board, id, LS_F_blocker_opened, s.today);
        write_note(&s, line, entry.text, owner, entry.due, id);
        LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
        if (item) {
            ls_buf_str(&b, " blocks ");
            ls_board_name(s.board, item->rec.id, &b);
        }
        write_say_people(&s, owner, backup, entry.due, &b);
        call_say(call, "B-new %s%s", entry.text, b.data);
        sync_say_elsewhere(&s, line);
        ls_entry_done(&entry);
    }
    sync_close(&s);
    return code;
}

/* --- a new date ------------------------------------------------------------------------------ */

/* Reads "thu", and "Legal returns redlines thu"; the words are the next step. */
static int due_entry(const struct sync *s, struct ls_entry *ret_entry)
{
    int code = ls_entry_read(s->board, s->call->text, s->today, LS_ENTRY_DAY, ret_entry, s->err);
    if (code)
        return code;
    if (ret_entry->owner)
        code = ls_error_set(s->err, LS_EREFUSED, "a new date has no owner: who does what is an action");
    else if (ret_entry->due == LS_NONE)
        code = ls_error_set(s->err, LS_EREFUSED, "which day? today, thu, 17 mar, +2w");
    else if (ret_entry->due < s->today)
        code = ls_error_set(s->err, LS_EREFUSED, "a new date is a day to come");
    if (code)
        ls_entry_done(ret_entry);
    return code;
}

static int due_refuse(const struct sync *s)
{
    ls_error_set(s->err, LS_EREFUSED, "what this line is about has no date of its own");
    ls_error_hint(s->err, "name the record: lockstep item due LS-80 thu");
    return LS_EREFUSED;
}

/* Sets the date of the line's blocker, or of its only item. ret_id: which one. */
static int due_set(struct sync *s, const struct ls_live_line *line, const struct ls_entry *entry, ls_id *ret_id)
{
    const struct ls_blocker *blocker = line->decision ? NULL : ls_blocker_get(s->board, line->blocker);
    const struct ls_item *item = line->decision || line->blocker ? NULL : ls_item_get(s->board, write_subject(s, line));
    if (blocker && blocker->resolved == LS_NONE) {
        ls_change_int(s->cs, s->board, blocker->rec.id, LS_F_blocker_next_due, entry->due);
        if (*entry->text)
            ls_change_text(s->cs, s->board, blocker->rec.id, LS_F_blocker_next_step, entry->text);
        *ret_id = blocker->rec.id;
        return LS_OK;
    }
    if (!item || !ls_item_is_open(item))
        return due_refuse(s);
    if (*entry->text)
        return ls_error_set(s->err, LS_EREFUSED, "\"%s\" is no day: only a blocker has a next step", entry->text);
    ls_change_int(s->cs, s->board, item->rec.id, LS_F_item_due, entry->due);
    *ret_id = item->rec.id;
    return LS_OK;
}

/* The note says what was understood; by its word the line knows that it was given what it asks. */
static void due_note(struct sync *s, const struct ls_live_line *line, const struct ls_entry *entry, ls_id id)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT, subject = LS_BUF_INIT, name = LS_BUF_INIT;
    ls_buf_printf(&b, "%s%s%s ", *entry->text ? entry->text : "new date", *entry->text ? ", by " : ": ",
                  ls_weekday_short(ls_date_weekday(entry->due)));
    ls_date_short(&b, entry->due, s->today);
    ls_set_add_id(&subject, s->meeting);
    ls_live_line_word(&name, line->item->n);
    ls_set_add_word(&subject, name.data, name.len);
    ls_set_add_word(&subject, LS_LIVE_DATED, strlen(LS_LIVE_DATED));
    ls_set_add_id(&subject, id);
    call_note(s->call, s->cs, LS_NOTE_KIND_LIVE, subject.data, b.data);
    ls_buf_clear(&name);
    ls_board_name(s->board, id, &name);
    call_say(s->call, "%s %s", name.data, b.data);
}

int cmd_sync_due(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    struct ls_entry entry = {0};
    ls_id id = 0;
    int code = sync_open(&s, call, cs, err);
    const struct ls_live_line *line = code ? NULL : sync_line_about(&s);
    if (!code)
        code = line ? due_entry(&s, &entry) : LS_EREFUSED;
    if (!code)
        code = due_set(&s, line, &entry, &id);
    if (!code) {
        due_note(&s, line, &entry, id);
        sync_say_elsewhere(&s, line);
    }
    ls_entry_done(&entry);
    sync_close(&s);
    return code;
}

/* --- resolve --------------------------------------------------------------------------------- */

static int resolve_blocker(struct sync *s, const struct ls_blocker *b, const char *how)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_board_name(s->board, b->rec.id, &name);
    if (b->resolved != LS_NONE)
        return ls_error_set(s->err, LS_EREFUSED, "%s is resolved already", name.data);
    LS_AUTO(buf) struct ls_buf resolution = LS_BUF_INIT;
    ls_buf_str(&resolution, how);
    if (!resolution.len) {
        ls_buf_str(&resolution, "in the sync of ");
        ls_date_format(&resolution, s->today);
    }
    ls_change_int(s->cs, s->board, b->rec.id, LS_F_blocker_resolved, s->today);
    ls_change_text(s->cs, s->board, b->rec.id, LS_F_blocker_resolution, resolution.data);
    call_say(s->call, "%s resolved", name.data);
    return LS_OK;
}

static int resolve_item(struct sync *s, const struct ls_live_line *line, const struct ls_item *item, const char *how)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_board_name(s->board, item->rec.id, &name);
    if (!ls_item_is_open(item))
        return ls_error_set(s->err, LS_EREFUSED, "%s is closed already", name.data);
    ls_change_int(s->cs, s->board, item->rec.id, LS_F_item_status, LS_ITEM_STATUS_DONE);
    if (*how)
        sync_note(s, line, how, item->rec.id);
    call_say(s->call, "%s done", name.data);
    return LS_OK;
}

static int resolve_record(struct sync *s, const struct ls_live_line *line, ls_id id, const char *how)
{
    const struct ls_blocker *blocker = ls_blocker_get(s->board, id);
    const struct ls_item *item = ls_item_get(s->board, id);
    if (blocker)
        return resolve_blocker(s, blocker, how);
    if (item)
        return resolve_item(s, line, item, how);
    return ls_error_set(s->err, LS_EREFUSED, "only blockers and items can be resolved");
}

/* References that the text begins with ("LS-80 LS-81 sent to legal"); what comes behind them is how. */
static size_t resolve_named(struct sync *s, const char **text, ls_id *ids, size_t cap)
{
    size_t count = 0;
    while (count < cap) {
        const char *at = ls_text_skip_blank(*text);
        size_t len = strcspn(at, " \t,");
        LS_AUTO(string) char *word = ls_strndup(at, len);
        ls_id id;
        if (!strchr(word, '-') || ls_board_find(s->board, LS_E_ANY, word, &id, NULL) != LS_OK)
            break;
        ids[count++] = id;
        *text = ls_text_skip_blank(at + len + strspn(at + len, ", \t"));
    }
    *text = ls_text_skip_blank(*text);
    return count;
}

/* What x means on this line without a name: its blocker, or its only item. */
static int resolve_meant(struct sync *s, const struct ls_live_line *line, ls_id *ret_id)
{
    const char *at = line->item->ref, *word;
    size_t len, items = 0;
    ls_id id, found = 0;
    LS_AUTO(buf) struct ls_buf names = LS_BUF_INIT;
    while (ls_set_next(&at, &word, &len, &id)) {
        if (!ls_item_get(s->board, id))
            continue;
        ls_buf_char(&names, ' ');
        ls_board_name(s->board, id, &names);
        found = id;
        items++;
    }
    if (line->blocker)
        found = line->blocker;
    if (line->blocker || items == 1) {
        *ret_id = found;
        return LS_OK;
    }
    if (!items)
        return ls_error_set(s->err, LS_EREFUSED, "nothing on this line can be resolved");
    ls_error_set(s->err, LS_EUSAGE, "which one is done?%s", names.data);
    ls_error_hint(s->err, "name it first: LS-80 sent on Friday");
    return LS_EUSAGE;
}

enum { RESOLVE_AT_ONCE = 64 };

int cmd_sync_resolve(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct sync s;
    ls_id ids[RESOLVE_AT_ONCE];
    const char *how = call->text;
    int code = sync_open(&s, call, cs, err);
    const struct ls_live_line *line = code ? NULL : sync_line_about(&s);
    if (!code && !line)
        code = LS_EREFUSED;
    size_t count = code ? 0 : resolve_named(&s, &how, ids, RESOLVE_AT_ONCE);
    if (!code && !count) {
        code = resolve_meant(&s, line, &ids[0]);
        count = 1;
    }
    for (size_t i = 0; !code && i < count; i++)
        code = resolve_record(&s, line, ids[i], how);
    if (!code)
        sync_say_elsewhere(&s, line);
    sync_close(&s);
    return code;
}
