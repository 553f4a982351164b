/* The rules of each kind of record. Each looks only where the changeset edited a field that it reads. */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "lockstep/rules.h"
#include "lockstep/saved_view.h"
#include "lockstep/setting.h"
#include "model/rules_check.h"

/* --- scales --------------------------------------------------------------------------------------- */

static int rules_check_range(const struct rules *r, const struct ls_range *range)
{
    struct ls_value v = ls_record_get(r->record, range->field);
    if (v.kind != LS_V_INT || (v.i >= range->low && (range->high == LS_NONE || v.i <= range->high)))
        return LS_OK;
    if (range->high == LS_NONE)
        return rules_refuse(r, LS_REFUSE_RANGE, range->field, "%lld is below %lld", (long long)v.i, (long long)range->low);
    return rules_refuse(r, LS_REFUSE_RANGE, range->field, "%lld is not between %lld and %lld", (long long)v.i,
                        (long long)range->low, (long long)range->high);
}

static int rules_check_ranges(const struct rules *r)
{
    int code = LS_OK, count = ls_entity_info(r->edit->entity)->field_count;
    for (int f = LS_F_FIRST; f < count && !code; f++) {
        const struct ls_range *range = ls_field_range(r->edit->entity, f);
        if (range && rules_edited(r, f))
            code = rules_check_range(r, range);
    }
    return code;
}

/* Steps of the RICE scale (Intercom's): impact 3, 2, 1, 0.5, 0.25; confidence 100, 80, 50 %. */
static int rules_check_score(const struct rules *r, const struct ls_item *item)
{
    static const double impacts[] = {3, 2, 1, 0.5, 0.25};
    bool found = isnan(item->impact);
    for (size_t i = 0; i < LS_COUNT(impacts); i++)
        found = found || item->impact == impacts[i];
    if (!found && rules_edited(r, LS_F_item_impact))
        return rules_refuse(r, LS_REFUSE_IMPACT, LS_F_item_impact, "%g is not on the scale of impact",
                            item->impact);
    int64_t c = item->confidence;
    if (c != LS_NONE && c != 100 && c != 80 && c != 50 && rules_edited(r, LS_F_item_confidence))
        return rules_refuse(r, LS_REFUSE_CONFIDENCE, LS_F_item_confidence, "%lld is not on the scale of confidence", (long long)c);
    if (!isnan(item->effort) && !(item->effort > 0 && isfinite(item->effort)) && rules_edited(r, LS_F_item_effort))
        return rules_refuse(r, LS_REFUSE_EFFORT, LS_F_item_effort, "%g is not an effort above nothing", item->effort);
    return LS_OK;
}

/* --- owner and backup ----------------------------------------------------------------------------- */

static int rules_check_backup(const struct rules *r)
{
    static const struct {
        enum ls_entity entity;
        int owner, backup;
    } pairs[] = {
        {LS_E_ITEM, LS_F_item_owner, LS_F_item_backup},
        {LS_E_BLOCKER, LS_F_blocker_owner, LS_F_blocker_backup},
        {LS_E_METRIC, LS_F_metric_owner, LS_F_metric_backup},
        {LS_E_LAUNCH, LS_F_launch_owner, LS_F_launch_backup},
        {LS_E_LAUNCH_CHECK, LS_F_launch_check_owner, LS_F_launch_check_backup},
        {LS_E_EXPERIMENT, LS_F_experiment_owner, LS_F_experiment_backup},
        {LS_E_TOPIC, LS_F_topic_accountable, LS_F_topic_backup},
    };
    for (size_t i = 0; i < LS_COUNT(pairs); i++) {
        if (pairs[i].entity != r->edit->entity)
            continue;
        struct ls_value owner = ls_record_get(r->record, pairs[i].owner);
        struct ls_value backup = ls_record_get(r->record, pairs[i].backup);
        if (owner.kind == LS_V_NULL || !ls_value_equal(&owner, &backup) ||
            !(rules_edited(r, pairs[i].owner) || rules_edited(r, pairs[i].backup)))
            continue;
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(r->board, owner.i, &name);
        const char *role = r->edit->entity == LS_E_TOPIC ? "accountable" : "the owner";
        return rules_refuse(r, LS_REFUSE_BACKUP, pairs[i].backup, "%s is %s and can't be the backup too", name.data, role);
    }
    return LS_OK;
}

/* --- items ---------------------------------------------------------------------------------------- */

static int rules_check_goals(const struct rules *r, const struct ls_item *item)
{
    if (item->type != LS_ITEM_TYPE_GOAL || item->status != LS_ITEM_STATUS_STARTED ||
        !(rules_edited(r, LS_F_item_type) || rules_edited(r, LS_F_item_status)))
        return LS_OK;
    LS_EACH(item, other, r->board) {
        if (other->type == LS_ITEM_TYPE_GOAL && other->status == LS_ITEM_STATUS_STARTED && other != item) {
            LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
            rules_name(r->board, other->rec.id, &name);
            return rules_refuse(r, LS_REFUSE_GOAL, LS_F_item_status, "a team has one started goal, and that is %s", name.data);
        }
    }
    return LS_OK;
}

/* Follows a reference from item to item; true where it comes back to where it began. Trees of work are a
 * few levels deep: what is deeper than this is taken for a circle. */
enum { RULES_DEEPEST = 1000 };

static bool rules_in_circle(const struct rules *r, int field)
{
    size_t offset = ls_field_info(LS_E_ITEM, field)->offset;
    int steps = RULES_DEEPEST;
    ls_id at = r->record->id;
    while (steps--) {
        const struct ls_item *item = ls_item_get(r->board, at);
        at = item ? *(const ls_id *)(const void *)((const char *)item + offset) : 0;
        if (!at)
            return false;
        if (at == r->record->id)
            return true;
    }
    return true;
}

/* What sleeps for something sleeps for a launch or a decision: they have a day. */
static int rules_check_snooze(const struct rules *r, const struct ls_item *item)
{
    const char *at = item->snooze_event, *word;
    size_t len;
    ls_id id;
    while (rules_edited(r, LS_F_item_snooze_event) && ls_set_next(&at, &word, &len, &id)) {
        if (id && (ls_launch_get(r->board, id) || ls_decision_get(r->board, id)))
            continue;
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        if (id)
            rules_name(r->board, id, &name);
        else
            ls_buf_add(&name, word, len);
        return rules_refuse(r, LS_REFUSE_SNOOZE, LS_F_item_snooze_event, "%s is no launch and no decision", name.data);
    }
    return LS_OK;
}

static int rules_check_item(const struct rules *r)
{
    const struct ls_item *item = (const void *)r->record;
    int code = rules_check_score(r, item);
    if (!code)
        code = rules_check_goals(r, item);
    if (!code)
        code = rules_check_snooze(r, item);
    if (code)
        return code;
    if (item->resolution == LS_RESOLUTION_DUPLICATE && !item->duplicate_of &&
        (rules_edited(r, LS_F_item_resolution) || rules_edited(r, LS_F_item_duplicate_of)))
        return rules_refuse(r, LS_REFUSE_DUPLICATE, LS_F_item_duplicate_of, "a duplicate needs the item that it duplicates");
    if (rules_edited(r, LS_F_item_duplicate_of) && rules_in_circle(r, LS_F_item_duplicate_of))
        return rules_refuse(r, LS_REFUSE_DUPLICATE_CIRCLE, LS_F_item_duplicate_of, "what it duplicates leads back to it");
    if (rules_edited(r, LS_F_item_parent) && rules_in_circle(r, LS_F_item_parent))
        return rules_refuse(r, LS_REFUSE_PARENT_CIRCLE, LS_F_item_parent, "its parent stands below it already");
    return LS_OK;
}

/* --- decisions ------------------------------------------------------------------------------------ */

static int rules_check_decision(const struct rules *r)
{
    static const int points[] = {LS_F_decision_decided, LS_F_decision_why, LS_F_decision_follows};
    const struct ls_decision *d = (const void *)r->record;
    for (size_t i = 0; i < LS_COUNT(points) && d->status == LS_DECISION_STATUS_DECIDED; i++) {
        if (ls_record_empty(r->record, points[i]) &&
            (rules_edited(r, points[i]) || rules_edited(r, LS_F_decision_status)))
            return rules_refuse(r, LS_REFUSE_POINTS, points[i], "a decision needs its three points, this one is empty");
    }
    if (d->escalated_to && d->escalated_to == d->driver &&
        (rules_edited(r, LS_F_decision_escalated_to) || rules_edited(r, LS_F_decision_driver))) {
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        ls_board_name(r->board, d->driver, &name);
        return rules_refuse(r, LS_REFUSE_DRIVER, LS_F_decision_escalated_to, "%s drives it and can't be the one to decide it", name.data);
    }
    return LS_OK;
}

/* --- dates and the rest --------------------------------------------------------------------------- */

/* earlier must not be after later; a gate not on the same day either. */
static int rules_check_order(const struct rules *r, enum ls_refusal rule, int earlier, int later, const char *sentence)
{
    if (!rules_edited(r, earlier) && !rules_edited(r, later))
        return LS_OK;
    struct ls_value a = ls_record_get(r->record, earlier), b = ls_record_get(r->record, later);
    if (a.kind != LS_V_INT || b.kind != LS_V_INT || a.i < b.i || (a.i == b.i && rule != LS_REFUSE_GATE))
        return LS_OK;
    LS_AUTO(buf) struct ls_buf first = LS_BUF_INIT, second = LS_BUF_INIT;
    ls_date_format(&first, a.i);
    ls_date_format(&second, b.i);
    return rules_refuse(r, rule, later, "%s (%s, %s)", sentence, first.data, second.data);
}

static int rules_check_dates(const struct rules *r)
{
    switch (r->edit->entity) {
    case LS_E_PERSON:
        return rules_check_order(r, LS_REFUSE_AWAY, LS_F_person_away_from, LS_F_person_away_until,
                                 "the time away ends before it begins");
    case LS_E_BLOCKER:
        return rules_check_order(r, LS_REFUSE_RESOLVED, LS_F_blocker_opened, LS_F_blocker_resolved,
                                 "it was resolved before it was opened");
    case LS_E_LAUNCH:
        return rules_check_order(r, LS_REFUSE_GATE, LS_F_launch_gate, LS_F_launch_day,
                                 "the gate has to come before the launch day");
    case LS_E_EXPERIMENT:
        return rules_check_order(r, LS_REFUSE_STOP, LS_F_experiment_start, LS_F_experiment_stop,
                                 "the experiment stops before it starts");
    default: return LS_OK;
    }
}

/* A handle that reads as a number of a record, as a word that stands for somebody else or for nobody ("owner=none"),
 * or as a mark of the attendance ("-dana", "dana=9") would never be found by its name. */
static int rules_check_handle(const struct rules *r)
{
    static const char *const reserved[] = {"me", "none", "nobody"};
    const struct ls_entity_info *info = ls_entity_info(r->edit->entity);
    if (info->handle < 0 || !rules_edited(r, info->handle))
        return LS_OK;
    const char *handle = *(const char *const *)(const void *)((const char *)r->record + info->fields[info->handle].offset);
    if (strpbrk(handle, " ;/@#,\t\r\n"))
        return rules_refuse(r, LS_REFUSE_HANDLE, info->handle, "a short name has no blanks and none of ; / @ # ,");
    if (strchr("-~+", *handle) || strchr(handle, '='))
        return rules_refuse(r, LS_REFUSE_HANDLE, info->handle, "a short name begins with none of - ~ + and has no =");
    if (!ls_text_is_safe(handle))
        return rules_refuse(r, LS_REFUSE_HANDLE, info->handle, "there is a character in the short name that nobody can see");
    for (size_t i = 0; i < LS_COUNT(reserved); i++) {
        if (!strcasecmp(handle, reserved[i]))
            return rules_refuse(r, LS_REFUSE_HANDLE, info->handle, "\"%s\" means something else where people write names",
                                handle);
    }
    const char *dash = strchr(handle, '-');
    int64_t number;
    if (dash && ls_entity_by_prefix(handle, (size_t)(dash - handle)) != LS_E_COUNT && ls_text_to_int(dash + 1, &number))
        return rules_refuse(r, LS_REFUSE_HANDLE, info->handle, "\"%s\" reads as a number of a record", handle);
    return LS_OK;
}

/* An item that waits for itself would wait for ever. */
static int rules_check_link(const struct rules *r)
{
    const struct ls_link *link = (const void *)r->record;
    if (link->src == link->dst && (rules_edited(r, LS_F_link_src) || rules_edited(r, LS_F_link_dst)))
        return rules_refuse(r, LS_REFUSE_SELF, LS_F_link_dst, "an item is not linked to itself");
    return LS_OK;
}

/* A mistyped key would be kept and never read. An import may bring one of a newer program. */
static int rules_check_setting(const struct rules *r)
{
    const struct ls_setting *setting = (const void *)r->record;
    enum ls_setting_id id = ls_setting_by_key(setting->key);
    bool edited = rules_edited(r, LS_F_setting_value) || rules_edited(r, LS_F_setting_key);
    if (ls_saved_view_is_key(setting->key) && rules_edited(r, LS_F_setting_key) &&
        !ls_saved_view_is_name(ls_saved_view_key_name(setting->key)))
        return rules_refuse(r, LS_REFUSE_SETTING, LS_F_setting_key, "\"%s\" is no name for a view: one word without any of ( ) \" , : @",
                            ls_saved_view_key_name(setting->key));
    if (ls_saved_view_is_key(setting->key))
        return !edited || ls_saved_view_is_value(setting->value) ? LS_OK
            : rules_refuse(r, LS_REFUSE_SETTING, LS_F_setting_value, "\"%s\" is no saved view such as \"1 item owner:none\"",
                           setting->value);
    if (id == LS_SETTING_COUNT) {
        const char *nearest = ls_setting_nearest(setting->key);
        if (!rules_edited(r, LS_F_setting_key) || r->cs->flags & LS_CS_IMPORT)
            return LS_OK;
        return nearest ? rules_refuse(r, LS_REFUSE_SETTING, LS_F_setting_key, "there is no such setting, is it %s?", nearest)
                       : rules_refuse(r, LS_REFUSE_SETTING, LS_F_setting_key, "there is no such setting");
    }
    const char *wants = ls_setting_wants(id, setting->value);
    if (!wants || !edited)
        return LS_OK;
    return rules_refuse(r, LS_REFUSE_SETTING, LS_F_setting_value, "\"%s\" is not %s", setting->value, wants);
}

int rules_check_entity(const struct rules *r)
{
    int code = rules_check_ranges(r);
    if (!code)
        code = rules_check_backup(r);
    if (!code)
        code = rules_check_dates(r);
    if (!code)
        code = rules_check_handle(r);
    if (!code && r->edit->entity == LS_E_ITEM)
        code = rules_check_item(r);
    if (!code && r->edit->entity == LS_E_LINK)
        code = rules_check_link(r);
    if (!code && r->edit->entity == LS_E_SETTING)
        code = rules_check_setting(r);
    if (!code && r->edit->entity == LS_E_DECISION)
        code = rules_check_decision(r);
    return code;
}
