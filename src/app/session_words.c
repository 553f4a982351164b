/* The sentences about a change of mine that met somebody else's, and about one that waits. */
#include "app/session_internal.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/paths.h"
#include "lockstep/meeting.h"
#include "lockstep/triage.h"

static void words_who(struct ls_session *s, const struct ls_changeset *theirs, struct ls_buf *b)
{
    size_t before = b->len;
    ls_board_name(s->board, theirs->who, b);
    if (b->len == before)
        ls_buf_str(b, "somebody else");
}

/* A matter of the moment: it is done again or not, nothing is kept of it. */
static bool words_moment(const struct ls_session *s, const struct protocol_committed *answer, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    if (!ls_live_met_text(s->board, answer->mine, answer->theirs, &b))
        return false;
    ls_error_set(err, LS_ECONFLICT, "%s", b.data);
    ls_error_hint(err, "lockstep sync show tells where the sync is");
    return true;
}

/* A decision of triage is made whole or not at all: what another has decided stands. */
static bool words_triage(const struct ls_session *s, const struct protocol_committed *answer, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    if (!ls_triage_met_text(s->board, answer->mine, answer->theirs, ls_stamp_date(ls_clock_now()), &b))
        return false;
    ls_error_set(err, LS_ECONFLICT, "%s", b.data);
    ls_error_hint(err, "lockstep log tells more; lockstep item status REF triage puts an item back");
    return true;
}

/* "; also LS-41 Due, LS-20 Priority and 12 more" */
static void words_also(struct ls_session *s, const struct ls_changeset *mine, struct ls_buf *b)
{
    enum { NAMED = 6 };
    size_t told = 0, more = 0;
    for (size_t i = 0; i < mine->len; i++) {
        const struct ls_record_edit *record = &mine->records[i];
        for (size_t e = i == 0; e < record->len; e++) {
            if (told == NAMED) {
                more++;
                continue;
            }
            ls_buf_str(b, told++ ? ", " : "; also ");
            ls_board_name(s->board, record->id, b);
            if (record->edits[e].field != LS_F_DELETED)
                ls_buf_printf(b, " %s", ls_field_info(record->entity, record->edits[e].field)->label);
        }
    }
    if (more)
        ls_buf_printf(b, " and %zu more", more);
}

void session_conflict_words(struct ls_session *s, const struct protocol_committed *answer, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    if (words_moment(s, answer, err) || words_triage(s, answer, err))
        return;
    const struct ls_record_edit *record = &answer->mine->records[0];
    const struct ls_edit *mine = &record->edits[0], *theirs = ls_changeset_edit(answer->theirs, record->id, mine->field);
    const struct ls_record_edit *kept = ls_changeset_record(answer->theirs, record->id);
    const struct ls_field *field = ls_field_info(record->entity, mine->field);
    ls_board_name(s->board, record->id, &b);
    if (theirs) {
        ls_buf_printf(&b, ": %s is now \"", field->label);
        ls_value_format(s->board, field, &theirs->after, &b);
        ls_buf_str(&b, "\", set by ");
        words_who(s, answer->theirs, &b);
        ls_buf_str(&b, "; yours was \"");
        ls_value_format(s->board, field, &mine->after, &b);
        ls_buf_char(&b, '"');
    } else if (mine->field == LS_F_DELETED && kept && kept->len) {
        ls_buf_str(&b, " is not deleted: ");
        words_who(s, answer->theirs, &b);
        ls_buf_printf(&b, " has set %s since", ls_field_info(record->entity, kept->edits[0].field)->label);
    } else {
        ls_buf_str(&b, " was deleted by ");
        words_who(s, answer->theirs, &b);
    }
    words_also(s, answer->mine, &b);
    ls_error_set(err, LS_ECONFLICT, "%s", b.data);
    ls_error_hint(err, "both are kept: lockstep conflict list (on the screen C) shows them, conflict take chooses");
}

/* --- what waits ------------------------------------------------------------------------------ */

static bool words_refers(const struct ls_field *field, const struct ls_value *value, ls_id id)
{
    const char *at = value->kind == LS_V_TEXT ? value->text : "", *word;
    size_t len;
    ls_id one;
    if (field->type == LS_T_REF)
        return value->kind == LS_V_INT && value->i == id;
    while (field->type == LS_T_SET && ls_set_next(&at, &word, &len, &one)) {
        if (one == id)
            return true;
    }
    return false;
}

static const char *words_kind(int entity)
{
    return entity >= 0 && entity < LS_E_COUNT ? ls_entity_info((enum ls_entity)entity)->label : "record";
}

/* "the item in its Parent", "the item that it changes" */
static void words_missing(const struct ls_changeset *cs, ls_id missing, struct ls_buf *b)
{
    const struct ls_record_edit *changed = ls_changeset_record(cs, missing);
    if (changed)
        ls_buf_printf(b, "the %s that it changes", words_kind((int)changed->entity));
    for (size_t r = 0; !b->len && r < cs->len; r++) {
        const struct ls_record_edit *record = &cs->records[r];
        for (size_t e = 0; !b->len && e < record->len; e++) {
            const struct ls_field *field = ls_field_info(record->entity, record->edits[e].field);
            if (words_refers(field, &record->edits[e].after, missing))
                ls_buf_printf(b, "the %s in its %s", words_kind(field->arg), field->label);
        }
    }
    if (!b->len)
        ls_buf_str(b, missing ? "a record" : "what it takes back");
}

char *session_waits_words(const struct ls_session *s, const struct ls_changeset *cs, ls_id missing)
{
    LS_AUTO(buf) struct ls_buf what = LS_BUF_INIT;
    words_missing(cs, missing, &what);
    return ls_asprintf("waits for %s, which %s does not have", what.data, ls_path_base(s->path));
}

/* --- what is damaged ------------------------------------------------------------------------- */

void session_damage_words(const struct ls_session *s, struct ls_error *err)
{
    ls_error_set(err, LS_ECORRUPT, "%s can only be read: a part of it is damaged", ls_path_base(s->path));
    ls_error_hint(err, "what you did is kept; lockstep doctor names the newest copy on this machine, lockstep restore COPY puts it "
                  "in the file's place");
}
