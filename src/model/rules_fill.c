/* What the model fills in itself, and says. Reads a changeset on top of a board that does not have it yet. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "lockstep/rules.h"
#include "lockstep/snooze.h"

struct rules_fill {
    const struct ls_board *board;
    struct ls_changeset *cs;
    ls_id id;
    enum ls_entity entity;
    bool made;
    int64_t now, today, next_sync;
    struct ls_buf *said;
};

/* --- reading and writing --------------------------------------------------------------------------- */

/* A field as it will be; caller runs ls_value_done. */
static struct ls_value fill_get(const struct rules_fill *f, int field)
{
    const struct ls_edit *edit = ls_changeset_edit(f->cs, f->id, field);
    if (edit)
        return ls_value_copy(&edit->after);
    const struct ls_record *record = ls_board_record(f->board, f->id);
    return record ? ls_record_get(record, field) : (struct ls_value){0};
}

static int64_t fill_int(const struct rules_fill *f, int field)
{
    struct ls_value v = fill_get(f, field);
    int64_t i = v.kind == LS_V_INT ? v.i : LS_NONE;
    ls_value_done(&v);
    return i;
}

static bool fill_empty(const struct rules_fill *f, int field)
{
    struct ls_value v = fill_get(f, field);
    bool empty = v.kind == LS_V_NULL;
    ls_value_done(&v);
    return empty;
}

static bool fill_edited(const struct rules_fill *f, int field)
{
    return ls_changeset_edit(f->cs, f->id, field) != NULL;
}

static void fill_set(const struct rules_fill *f, int field, int64_t value)
{
    ls_change_int(f->cs, f->board, f->id, field, value);
}

static void fill_default(const struct rules_fill *f, int field, int64_t value)
{
    if (fill_empty(f, field))
        fill_set(f, field, value);
}

static int fill_title_field(enum ls_entity entity)
{
    return entity == LS_E_ITEM ? (int)LS_F_item_title : entity == LS_E_DECISION ? (int)LS_F_decision_title : -1;
}

/* One line: "LS-20: due 17 Mar, the next sync"; a record without a number is named by its title. */
LS_PRINTF(2, 3) static void fill_say(const struct rules_fill *f, const char *format, ...)
{
    if (!f->said)
        return;
    if (f->said->len && f->said->data[f->said->len - 1] != '\n')
        ls_buf_char(f->said, '\n');
    int64_t num = fill_int(f, LS_F_NUM);
    int title = fill_title_field(f->entity);
    const struct ls_entity_info *info = ls_entity_info(f->entity);
    if (num != LS_NONE) {
        ls_buf_printf(f->said, "%s-%lld: ", info->prefix, (long long)num);
    } else if (title >= 0) {
        struct ls_value v = fill_get(f, title);
        ls_buf_printf(f->said, "\"%s\": ", v.kind == LS_V_TEXT ? v.text : info->label);
        ls_value_done(&v);
    }
    va_list args;
    va_start(args, format);
    ls_buf_vprintf(f->said, format, args);
    va_end(args);
    ls_buf_char(f->said, '\n');
}

/* --- items ------------------------------------------------------------------------------------------ */

static void fill_item_due(const struct rules_fill *f, int64_t type)
{
    if ((type != LS_ITEM_TYPE_ACTION && type != LS_ITEM_TYPE_QUESTION) || !fill_empty(f, LS_F_item_due))
        return;
    int64_t status = fill_int(f, LS_F_item_status);
    if (status == LS_ITEM_STATUS_DONE || status == LS_ITEM_STATUS_CANCELED)
        return;
    const struct ls_edit *edit = ls_changeset_edit(f->cs, f->id, LS_F_item_due);
    int64_t before = edit && edit->before.kind == LS_V_INT ? edit->before.i : LS_NONE;
    if (before != LS_NONE && f->cs->flags & LS_CS_IMPORT) {
        fill_set(f, LS_F_item_due, before);
        return;
    }
    if (f->next_sync == LS_NONE || !(f->made || edit || fill_edited(f, LS_F_item_type)))
        return;
    fill_set(f, LS_F_item_due, f->next_sync);
    LS_AUTO(buf) struct ls_buf day = LS_BUF_INIT;
    ls_date_short(&day, f->next_sync, f->today);
    fill_say(f, "due %s, the next sync", day.data);
}

static void fill_item_resolution(const struct rules_fill *f, int64_t type, int64_t status)
{
    if (!f->made && !fill_edited(f, LS_F_item_status) && !fill_edited(f, LS_F_item_resolution))
        return;
    bool open = status != LS_ITEM_STATUS_DONE && status != LS_ITEM_STATUS_CANCELED;
    if (open) {
        if (!f->made && fill_edited(f, LS_F_item_status) && !fill_edited(f, LS_F_item_resolution))
            fill_set(f, LS_F_item_resolution, LS_NONE);
        return;
    }
    if (!fill_empty(f, LS_F_item_resolution))
        return;
    bool answer = type == LS_ITEM_TYPE_ACTION || type == LS_ITEM_TYPE_QUESTION;
    int64_t resolution = status == LS_ITEM_STATUS_CANCELED ? LS_RESOLUTION_DECLINED
                         : answer                          ? LS_RESOLUTION_ANSWERED
                                                           : LS_RESOLUTION_SHIPPED;
    fill_set(f, LS_F_item_resolution, resolution);
    fill_say(f, "resolution %s", ls_enum_word(LS_ENUM_RESOLUTION, resolution));
}

static void fill_item_effort(const struct rules_fill *f)
{
    struct ls_value effort = fill_get(f, LS_F_item_effort);
    double months = effort.kind == LS_V_REAL ? effort.r : effort.kind == LS_V_INT ? (double)effort.i : NAN;
    ls_value_done(&effort);
    if (!fill_edited(f, LS_F_item_effort) || !(months > 0 && months < 0.5))
        return;
    ls_change_real(f->cs, f->board, f->id, LS_F_item_effort, 0.5);
    fill_say(f, "effort 0.5, the least that counts");
}

/* Another tool's 70 % becomes 50 %, never 80: confidence must be earned. What stood there goes to the notes. */
static void fill_item_confidence(const struct rules_fill *f)
{
    int64_t given = fill_int(f, LS_F_item_confidence);
    if (!(f->cs->flags & LS_CS_IMPORT) || given < 0 || given > 100 || given == 100 || given == 80 || given == 50 ||
        !fill_edited(f, LS_F_item_confidence))
        return;
    int64_t scale = given > 80 ? 80 : 50;
    fill_set(f, LS_F_item_confidence, scale);
    LS_AUTO(string) char *line = ls_asprintf("Imported confidence: %lld %%", (long long)given);
    struct ls_value notes = fill_get(f, LS_F_item_notes);
    const char *text = notes.kind == LS_V_TEXT ? notes.text : "";
    if (!strstr(text, line)) {
        LS_AUTO(string) char *longer = ls_asprintf("%s%s%s", text, *text ? "\n" : "", line);
        ls_change_text(f->cs, f->board, f->id, LS_F_item_notes, longer);
    }
    ls_value_done(&notes);
    fill_say(f, "confidence %lld, the step of the scale for %lld", (long long)scale, (long long)given);
}

static void fill_item(const struct rules_fill *f)
{
    if (f->made) {
        fill_default(f, LS_F_item_type, LS_ITEM_TYPE_IDEA);
        fill_default(f, LS_F_item_track, LS_TRACK_SHARED);
        fill_default(f, LS_F_item_status, LS_ITEM_STATUS_TRIAGE);
        fill_default(f, LS_F_item_created, f->today);
    }
    int64_t type = fill_int(f, LS_F_item_type), status = fill_int(f, LS_F_item_status);
    fill_item_due(f, type);
    fill_item_resolution(f, type, status);
    fill_item_effort(f);
    fill_item_confidence(f);
    if (f->made)
        fill_default(f, LS_F_item_status_since, f->cs->flags & LS_CS_IMPORT ? fill_int(f, LS_F_item_created) : f->today);
    else if (fill_edited(f, LS_F_item_status) && !fill_edited(f, LS_F_item_status_since))
        fill_set(f, LS_F_item_status_since, f->today);
}

/* --- decisions and the rest --------------------------------------------------------------------------- */

/* Who decides: the one that it was escalated to, else who is accountable for the only topic that its
 * driver is responsible for. 0 where that is nobody, or not clear. */
static ls_id fill_approver(const struct rules_fill *f)
{
    int64_t escalated = fill_int(f, LS_F_decision_escalated_to), driver = fill_int(f, LS_F_decision_driver);
    if (escalated != LS_NONE)
        return escalated;
    ls_id found = 0;
    if (driver == LS_NONE)
        return 0;
    LS_EACH(topic, t, f->board) {
        if (!t->accountable || t->accountable == driver || !ls_set_has_id(t->responsible, driver))
            continue;
        if (found && found != t->accountable)
            return 0;
        found = t->accountable;
    }
    return found;
}

static void fill_decision(const struct rules_fill *f)
{
    if (f->made)
        fill_default(f, LS_F_decision_status, LS_DECISION_STATUS_PROPOSED);
    if (fill_int(f, LS_F_decision_status) != LS_DECISION_STATUS_DECIDED ||
        !(f->made || fill_edited(f, LS_F_decision_status)))
        return;
    if (fill_empty(f, LS_F_decision_on_date)) {
        fill_set(f, LS_F_decision_on_date, f->today);
        LS_AUTO(buf) struct ls_buf day = LS_BUF_INIT;
        ls_date_short(&day, f->today, f->today);
        fill_say(f, "decided on %s", day.data);
    }
    ls_id approver = fill_empty(f, LS_F_decision_approver) ? fill_approver(f) : 0;
    if (approver) {
        ls_change_ref(f->cs, f->board, f->id, LS_F_decision_approver, approver);
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(f->board, approver, &name);
        if (name.len)
            fill_say(f, "approved by %s", name.data);
    }
    int64_t old = fill_int(f, LS_F_decision_supersedes);
    if (old != LS_NONE && !(f->cs->flags & LS_CS_IMPORT) && ls_decision_get(f->board, old))
        ls_change_int(f->cs, f->board, old, LS_F_decision_status, LS_DECISION_STATUS_SUPERSEDED);
}

/* Today, but not after the day on which it was resolved. */
static int64_t fill_opened(const struct rules_fill *f)
{
    int64_t resolved = fill_int(f, LS_F_blocker_resolved);
    return resolved != LS_NONE && resolved < f->today ? resolved : f->today;
}

/* Fields that a record of the kind may not be without. */
static void fill_new(const struct rules_fill *f)
{
    switch (f->entity) {
    case LS_E_BLOCKER: fill_default(f, LS_F_blocker_opened, fill_opened(f)); break;
    case LS_E_EXPERIMENT: fill_default(f, LS_F_experiment_status, LS_EXPERIMENT_STATUS_PLANNED); break;
    case LS_E_MEETING: fill_default(f, LS_F_meeting_status, LS_MEETING_STATUS_PLANNED); break;
    case LS_E_NOTE: fill_default(f, LS_F_note_kind, LS_NOTE_KIND_COMMENT); break;
    case LS_E_TERM: fill_default(f, LS_F_term_type, LS_TERM_TYPE_TERM); break;
    default: break;
    }
}

/* What somebody who makes a record now means without saying so. An import says what it knows: what it leaves
 * empty stays unknown. */
static void fill_typed(const struct rules_fill *f)
{
    switch (f->entity) {
    case LS_E_BLOCKER: fill_default(f, LS_F_blocker_severity, 2); break;
    case LS_E_SIGNAL: fill_default(f, LS_F_signal_seen, f->today); break;
    case LS_E_SIGNAL_ITEM: fill_default(f, LS_F_signal_item_weight, 1); break;
    case LS_E_LAUNCH: fill_default(f, LS_F_launch_verdict, LS_VERDICT_PENDING); break;
    case LS_E_LAUNCH_CHECK: fill_default(f, LS_F_launch_check_state, LS_CHECK_STATE_OPEN); break;
    case LS_E_AGENDA_ITEM: fill_default(f, LS_F_agenda_item_state, LS_LINE_STATE_QUEUED); break;
    case LS_E_NOTE: fill_default(f, LS_F_note_at, f->now); break;
    default: break;
    }
}

void ls_rules_fill(const struct ls_board *board, struct ls_changeset *cs, int64_t now, int64_t next_sync,
                   struct ls_buf *said)
{
    struct rules_fill f = {.board = board, .cs = cs, .now = now, .today = ls_stamp_date(now), .next_sync = next_sync,
                           .said = said};
    size_t count = cs->len; /* records that filling adds are complete */
    for (size_t i = 0; i < count; i++) {
        f.id = cs->records[i].id;
        f.entity = cs->records[i].entity;
        f.made = ls_rules_made(cs, f.id);
        const struct ls_edit *gone = ls_changeset_edit(cs, f.id, LS_F_DELETED);
        if (gone && gone->after.i)
            continue;
        if (f.made)
            fill_new(&f);
        if (f.made && !(cs->flags & LS_CS_IMPORT))
            fill_typed(&f);
        if (f.entity == LS_E_ITEM)
            fill_item(&f);
        else if (f.entity == LS_E_DECISION)
            fill_decision(&f);
    }
    ls_snooze_fill(board, cs);
}

bool ls_rules_fills(enum ls_entity entity, int field)
{
    static const struct {
        enum ls_entity entity;
        int field;
    } filled[] = {
        {LS_E_ITEM, LS_F_item_type}, {LS_E_ITEM, LS_F_item_track}, {LS_E_ITEM, LS_F_item_status},
        {LS_E_ITEM, LS_F_item_resolution}, {LS_E_ITEM, LS_F_item_created}, {LS_E_ITEM, LS_F_item_status_since},
        {LS_E_DECISION, LS_F_decision_status}, {LS_E_DECISION, LS_F_decision_on_date},
        {LS_E_DECISION, LS_F_decision_approver}, {LS_E_BLOCKER, LS_F_blocker_opened},
        {LS_E_EXPERIMENT, LS_F_experiment_status}, {LS_E_MEETING, LS_F_meeting_status},
        {LS_E_NOTE, LS_F_note_kind}, {LS_E_TERM, LS_F_term_type},
    };
    for (size_t i = 0; i < LS_COUNT(filled); i++) {
        if (filled[i].entity == entity && filled[i].field == field)
            return true;
    }
    return false;
}
