/* What the columns of lists say. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "lockstep/people.h"
#include "lockstep/work.h"
#include "ui/collection.h"
#include "ui/value.h"
#include "ui/words.h"

/* --- fields by name --------------------------------------------------------------------------- */

/* The reference in a field of that name; 0 where the entity has none. */
static ls_id cell_ref(const struct ls_record *r, const char *name)
{
    int field = ls_field_by_name((enum ls_entity)r->entity, name);
    if (field < 0)
        return 0;
    return *(const ls_id *)(const void *)((const char *)r + ls_field_info((enum ls_entity)r->entity, field)->offset);
}

static ls_id cell_owner(const struct ls_record *r)
{
    return cell_ref(r, r->entity == LS_E_TOPIC ? "accountable" : "owner");
}

/* --- over and late ---------------------------------------------------------------------------- */

/* Whether the record is behind us, so that its row is dim. */
static bool cell_is_past(const struct ls_record *r)
{
    const void *any = r;
    switch (r->entity) {
    case LS_E_ITEM:
        return !ls_item_is_open(any);
    case LS_E_BLOCKER:
        return ((const struct ls_blocker *)any)->resolved != LS_NONE;
    case LS_E_PERSON:
        return !((const struct ls_person *)any)->active;
    case LS_E_RITUAL:
        return !((const struct ls_ritual *)any)->active;
    case LS_E_DECISION:
        return ((const struct ls_decision *)any)->status == LS_DECISION_STATUS_SUPERSEDED;
    case LS_E_LAUNCH:
        return ((const struct ls_launch *)any)->verdict == LS_VERDICT_NO_GO;
    case LS_E_EXPERIMENT:
        return ((const struct ls_experiment *)any)->status == LS_EXPERIMENT_STATUS_CANCELED;
    default:
        return false;
    }
}

/* Whether a day in that field is one by which something had to be done, and it is not. */
static bool cell_is_due(const struct ls_record *r, int field)
{
    const void *any = r;
    switch (r->entity) {
    case LS_E_ITEM:
        return field == LS_F_item_due && ls_item_is_open(any);
    case LS_E_BLOCKER:
        return field == LS_F_blocker_next_due && !cell_is_past(r);
    case LS_E_DECISION:
        return (field == LS_F_decision_needed_by && ((const struct ls_decision *)any)->status == LS_DECISION_STATUS_PROPOSED) ||
               (field == LS_F_decision_review_on && ((const struct ls_decision *)any)->status == LS_DECISION_STATUS_DECIDED);
    case LS_E_LAUNCH:
        return (field == LS_F_launch_gate || field == LS_F_launch_day) &&
               ((const struct ls_launch *)any)->verdict == LS_VERDICT_PENDING;
    case LS_E_LAUNCH_CHECK: {
        int64_t state = ((const struct ls_launch_check *)any)->state;
        return field == LS_F_launch_check_due && (state == LS_CHECK_STATE_OPEN || state == LS_CHECK_STATE_AT_RISK);
    }
    default:
        return false;
    }
}

/* --- what is no field ------------------------------------------------------------------------- */

/* "ETA page for receivers → Customer e-mail: ETA is coming". */
static void cell_between(const struct facts *f, const struct ls_record *r, struct ls_buf *text)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)r->entity);
    for (int i = LS_F_FIRST; i < info->field_count; i++) {
        const struct ls_field *field = &info->fields[i];
        if (field->type != LS_T_REF || !(field->flags & LS_FF_KEY))
            continue;
        ls_id id = *(const ls_id *)(const void *)((const char *)r + field->offset);
        ls_buf_printf(text, "%s%s", text->len ? " → " : "", words_title(id ? ls_board_record(f->board, id) : NULL));
    }
}

static int64_t cell_when(const struct ls_record *r)
{
    const struct ls_meeting *m = (const void *)r;
    return m->started != LS_NONE ? m->started : m->planned;
}

static bool cell_trend(const struct facts *f, const struct ls_record *r, struct ls_metric_trend *ret)
{
    return ls_metric_trend(f->metrics, r->id, ret) && ret->count;
}

static void cell_now(const struct facts *f, const struct ls_record *r, struct ls_buf *text)
{
    const struct ls_metric *m = (const void *)r;
    struct ls_metric_trend t;
    if (!cell_trend(f, r, &t))
        return;
    ls_text_real(text, round(t.values[t.count - 1].value * 10) / 10);
    if (ls_text_columns(m->unit) == 1)
        ls_buf_printf(text, " %s", m->unit);
}

static void cell_pace(const struct facts *f, const struct ls_record *r, struct ls_buf *text, enum role *role)
{
    struct ls_metric_trend t;
    if (!cell_trend(f, r, &t) || isnan(t.pace)) {
        ls_buf_char(text, '-');
        *role = ROLE_DIM;
        return;
    }
    ls_buf_str(text, t.off_pace ? "▼ off pace" : "✓ on pace");
    *role = t.off_pace ? ROLE_WARN : ROLE_GOOD;
}

static int64_t cell_load(const struct facts *f, const struct ls_record *r)
{
    int64_t n = 0;
    LS_EACH(item, item, f->board)
        n += item->owner == r->id && ls_item_is_load(item);
    return n;
}

static void cell_away(const struct facts *f, const struct ls_record *r, struct ls_buf *text)
{
    const struct ls_person *p = (const void *)r;
    bool now = ls_person_is_away(p, f->today), later = p->away_from != LS_NONE && p->away_from > f->today;
    if (!p->active)
        ls_buf_str(text, "not active");
    if (!p->active || (!now && !later))
        return;
    if (later) {
        ls_buf_str(text, "from ");
        words_date(p->away_from, f->today, false, text);
    } else {
        ls_buf_str(text, "away");
    }
    if (p->away_until != LS_NONE) {
        ls_buf_str(text, later ? " to " : " until ");
        words_date(p->away_until, f->today, false, text);
    }
}

static void cell_seen(const struct ls_record *r, struct ls_buf *text)
{
    const struct ls_signal *s = (const void *)r;
    if (s->seen_pm)
        ls_buf_str(text, "pm");
    if (s->seen_pmm)
        ls_buf_str(text, text->len ? " pmm" : "pmm");
}

static int64_t cell_for(const struct facts *f, const struct ls_record *r)
{
    int64_t n = 0;
    LS_EACH(signal_item, si, f->board)
        n += si->signal == r->id;
    return n;
}

static void cell_count(int64_t n, struct ls_buf *text)
{
    if (n)
        ls_buf_printf(text, "%d", (int)n);
    else
        ls_buf_char(text, '-');
}

/* --- cells ----------------------------------------------------------------------------------- */

static void cell_special(const struct facts *f, const struct ls_record *r, enum collection_cell cell,
                         struct ls_buf *text, enum role *role)
{
    switch (cell) {
    case CELL_NAME:
        ls_board_name(f->board, r->id, text);
        *role = ROLE_DIM;
        break;
    case CELL_TITLE:
        ls_buf_str(text, words_title(r));
        break;
    case CELL_OWNER:
        words_owner(f->board, cell_owner(r), cell_ref(r, "backup"), text);
        break;
    case CELL_BETWEEN:
        cell_between(f, r, text);
        break;
    case CELL_WHEN:
        if (cell_when(r) != LS_NONE)
            words_stamp(cell_when(r), text);
        break;
    case CELL_NOW:
        cell_now(f, r, text);
        break;
    case CELL_PACE:
        cell_pace(f, r, text, role);
        break;
    case CELL_LOAD:
        cell_count(cell_load(f, r), text);
        break;
    case CELL_AWAY:
        cell_away(f, r, text);
        break;
    case CELL_SEEN:
        cell_seen(r, text);
        break;
    case CELL_FOR:
        cell_count(cell_for(f, r), text);
        break;
    }
}

void collection_cell(const struct collection *c, const struct facts *f, const struct ls_record *r, int column,
                     struct ls_buf *text, enum role *role)
{
    int field = c->columns[column].field;
    if (cell_is_past(r))
        *role = ROLE_DIM;
    if (field < 0) {
        cell_special(f, r, (enum collection_cell)field, text, role);
        return;
    }
    struct ls_value v = ls_record_get(r, field);
    if (ls_field_info(c->entity, field)->type == LS_T_DATE && v.kind == LS_V_INT && v.i < f->today && cell_is_due(r, field))
        *role = ROLE_BAD;
    ls_value_done(&v);
    if (!value_empty(r, field) || ls_field_info(c->entity, field)->flags & LS_FF_TRUE)
        value_words(f->board, f->today, r, field, text);
}
