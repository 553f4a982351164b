/* Putting a record on the next sync's agenda by hand. */
#include "app/commands.h"
#include "base/buf.h"
#include "base/text.h"
#include "lockstep/agenda.h"
#include "lockstep/error.h"
#include "lockstep/ritual.h"

/* The segment of the agenda that is about records of that kind; Priorities where none is. */
static const char *put_segment(const struct ls_agenda *agenda, enum ls_entity entity)
{
    enum ls_agenda_kind wanted = entity == LS_E_BLOCKER || entity == LS_E_DECISION ? LS_SEGMENT_BLOCKERS
                                 : entity == LS_E_METRIC                          ? LS_SEGMENT_NUMBERS
                                 : entity == LS_E_SIGNAL                          ? LS_SEGMENT_SIGNALS
                                                                                  : LS_SEGMENT_PRIORITIES;
    const char *priorities = "";
    for (size_t i = 0; i < agenda->segment_count; i++) {
        if (agenda->segments[i].kind == wanted)
            return agenda->segments[i].name;
        if (agenda->segments[i].kind == LS_SEGMENT_PRIORITIES)
            priorities = agenda->segments[i].name;
    }
    return priorities;
}

/* The planned meeting, made where the cadence alone says when it is. */
static ls_id put_meeting(const struct ls_call *call, struct ls_changeset *cs, const struct ls_agenda *agenda)
{
    if (agenda->meeting)
        return agenda->meeting;
    ls_id id = ls_change_create(cs, LS_E_MEETING, call->now);
    ls_change_ref(cs, call->board, id, LS_F_meeting_ritual, agenda->ritual);
    ls_change_int(cs, call->board, id, LS_F_meeting_planned, agenda->at);
    ls_change_int(cs, call->board, id, LS_F_meeting_status, LS_MEETING_STATUS_PLANNED);
    ls_change_ref(cs, call->board, id, LS_F_meeting_facilitator, agenda->facilitator);
    return id;
}

/* The number behind the lines by hand that are there; 0 where the record is among them. */
static int64_t put_number(const struct ls_board *board, ls_id meeting, ls_id record)
{
    int64_t n = 1;
    LS_EACH(agenda_item, it, board)
    {
        if (it->meeting != meeting)
            continue;
        if (ls_set_has_id(it->ref, record))
            return 0;
        if (it->n != LS_NONE && it->n >= n)
            n = it->n + 1;
    }
    return n;
}

static int put_line(const struct ls_call *call, struct ls_changeset *cs, const struct ls_agenda *agenda,
                    struct ls_error *err)
{
    ls_id record = call->targets[0];
    const struct ls_record *r = ls_board_record(call->board, record);
    int64_t n = put_number(call->board, agenda->meeting, record);
    if (!n) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(call->board, record, &name);
        return ls_error_set(err, LS_EREFUSED, "%s is on the agenda already, by hand", name.data);
    }
    LS_AUTO(buf) struct ls_buf ref = LS_BUF_INIT;
    ls_set_add_id(&ref, record);
    ls_id meeting = put_meeting(call, cs, agenda), id = ls_change_create(cs, LS_E_AGENDA_ITEM, call->now);
    ls_change_ref(cs, call->board, id, LS_F_agenda_item_meeting, meeting);
    ls_change_int(cs, call->board, id, LS_F_agenda_item_n, n);
    ls_change_text(cs, call->board, id, LS_F_agenda_item_segment, put_segment(agenda, (enum ls_entity)r->entity));
    ls_change_text(cs, call->board, id, LS_F_agenda_item_ref, ref.data);
    ls_change_int(cs, call->board, id, LS_F_agenda_item_by_hand, 1);
    ls_change_int(cs, call->board, id, LS_F_agenda_item_kind, LS_LINE_KIND_HAND);
    if (call->said) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(call->board, record, &name);
        const struct ls_ritual *ritual = ls_ritual_get(call->board, agenda->ritual);
        bool sync = !ritual || agenda->ritual == ls_agenda_sync(call->board);
        ls_buf_printf(call->said, "%s is on the agenda of the next %s", name.data, sync ? "sync" : ritual->handle);
    }
    return LS_OK;
}

int cmd_agenda_put(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct ls_agenda *agenda = NULL;
    ls_id ritual = ls_agenda_sync(call->board);
    const char *text = ls_text_skip_blank(call->text);
    int code = *text ? ls_ritual_find(call->board, text, &ritual, err) : LS_OK;
    if (code)
        return code;
    if (!ritual)
        return ls_error_set(err, LS_ENOTFOUND, "the team has no sync yet");
    code = ls_agenda_plan(call->board, ritual, call->now, &agenda, err);
    if (code)
        return code;
    const struct ls_meeting *m = ls_meeting_get(call->board, agenda->meeting);
    if (m && m->status == LS_MEETING_STATUS_RUNNING) {
        code = ls_error_set(err, LS_EREFUSED, "the sync is running, its agenda is frozen");
        ls_error_hint(err, "note it on a line, or put it on the next agenda when this sync has ended");
    } else {
        code = put_line(call, cs, agenda, err);
    }
    ls_agenda_free(agenda);
    return code;
}
