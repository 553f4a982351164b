/* The team that every history begins with: some of every kind of record, few enough to meet at. */
#include "steps.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "store/store.h"

struct field {
    enum ls_entity entity;
    const char *name; /* NULL: a new record */
    const char *value;
};

#define PERSON(handle_) {LS_E_PERSON, NULL, NULL}, {LS_E_PERSON, "id", handle_}, {LS_E_PERSON, "function", "pm"}
#define ITEM(title_) {LS_E_ITEM, NULL, NULL}, {LS_E_ITEM, "title", title_}, {LS_E_ITEM, "type", "feature"}, \
    {LS_E_ITEM, "track", "product"}, {LS_E_ITEM, "status", "planned"}, {LS_E_ITEM, "notes", "one\ntwo\nthree\n"}
#define OF(entity, name, value) {LS_E_##entity, name, value}

static const struct field fields[] = {
    PERSON("ines"), PERSON("dana"), PERSON("priya"), PERSON("leo"),
    ITEM("ETA page"), OF(ITEM, "owner", "ines"), ITEM("ETA by SMS"), OF(ITEM, "parent", "LS-1"), ITEM("Map"),
    OF(ITEM, "tags", "eta;van"), ITEM("Depot"),
    OF(LINK, NULL, NULL), OF(LINK, "src", "LS-1"), OF(LINK, "dst", "LS-2"), OF(LINK, "kind", "blocks"),
    OF(BLOCKER, NULL, NULL), OF(BLOCKER, "what", "No contract"), OF(BLOCKER, "item", "LS-2"), OF(BLOCKER, "owner", "dana"),
    OF(SIGNAL, NULL, NULL), OF(SIGNAL, "kind", "interview"), OF(SIGNAL, "quote", "Where is it"),
    OF(SIGNAL_ITEM, NULL, NULL), OF(SIGNAL_ITEM, "signal", "S-1"), OF(SIGNAL_ITEM, "item", "LS-1"),
    OF(METRIC, NULL, NULL), OF(METRIC, "id", "won"), OF(METRIC, "name", "Win rate"),
    OF(METRIC_POINT, NULL, NULL), OF(METRIC_POINT, "metric", "won"), OF(METRIC_POINT, "week", "2026-W10"),
    OF(METRIC_POINT, "value", "1"),
    OF(DECISION, NULL, NULL), OF(DECISION, "title", "Who leads"), OF(DECISION, "status", "proposed"),
    OF(DECISION, "driver", "ines"), OF(DECISION, "informed", "dana"),
    OF(OPTION, NULL, NULL), OF(OPTION, "decision", "D-1"), OF(OPTION, "n", "1"), OF(OPTION, "label", "One"),
    OF(OPTION, NULL, NULL), OF(OPTION, "decision", "D-1"), OF(OPTION, "n", "2"), OF(OPTION, "label", "Two"),
    OF(RITUAL, NULL, NULL), OF(RITUAL, "id", "sync"), OF(RITUAL, "name", "Sync"), OF(RITUAL, "minutes", "15"),
    OF(SEGMENT, NULL, NULL), OF(SEGMENT, "ritual", "sync"), OF(SEGMENT, "n", "1"), OF(SEGMENT, "name", "Open"),
    OF(SEGMENT, "minutes", "1"),
    OF(MEETING, NULL, NULL), OF(MEETING, "ritual", "sync"), OF(MEETING, "status", "planned"),
    OF(ATTENDANCE, NULL, NULL), OF(ATTENDANCE, "meeting", "M-1"), OF(ATTENDANCE, "person", "dana"),
    OF(ATTENDANCE, "state", "present"),
    OF(LAUNCH, NULL, NULL), OF(LAUNCH, "name", "Live ETA"), OF(LAUNCH, "day", "2026-04-21"), OF(LAUNCH, "owner", "priya"),
    OF(LAUNCH_CHECK, NULL, NULL), OF(LAUNCH_CHECK, "launch", "L-1"), OF(LAUNCH_CHECK, "n", "1"),
    OF(LAUNCH_CHECK, "criterion", "Page is up"),
    OF(EXPERIMENT, NULL, NULL), OF(EXPERIMENT, "kind", "pricing"), OF(EXPERIMENT, "status", "planned"),
    OF(ARM, NULL, NULL), OF(ARM, "experiment", "X-1"), OF(ARM, "n", "1"), OF(ARM, "label", "Low"),
    OF(TOPIC, NULL, NULL), OF(TOPIC, "name", "Pricing"), OF(TOPIC, "accountable", "dana"), OF(TOPIC, "responsible", "ines"),
    OF(TERM, NULL, NULL), OF(TERM, "type", "term"), OF(TERM, "name", "ETA"),
    OF(DOC, NULL, NULL), OF(DOC, "title", "Messages"), OF(DOC, "body", "first\nsecond\n"),
    OF(NOTE, NULL, NULL), OF(NOTE, "kind", "comment"), OF(NOTE, "text", "heard\nseen\n"), OF(NOTE, "subject", "LS-1"),
};

static void template_fail(const char *what, const struct ls_error *err)
{
    fprintf(stderr, "the template of the histories: %s: %s\n", what, err->message ? err->message : "");
    abort();
}

static void template_set(struct ls_changeset *cs, const struct ls_board *board, ls_id id, const struct field *field)
{
    struct ls_error err = {0};
    struct ls_value value = {0};
    int f = ls_field_by_name(field->entity, field->name);
    if (f < 0 || ls_field_parse(board, ls_field_info(field->entity, f), field->value, &value, &err))
        template_fail(field->name, &err);
    ls_change_set(cs, board, id, f, &value);
    ls_value_done(&value);
}

void steps_template(const char *path)
{
    struct ls_error err = {0};
    struct ls_store *store;
    if (ls_store_create(path, "Tarnfield", &err) || ls_store_open(path, false, &store, &err) ||
        ls_store_load(store, ls_stamp_date(ls_clock_now()), NULL, &err))
        template_fail(path, &err);
    uint64_t n = 0;
    for (size_t i = 0; i < LS_COUNT(fields);) {
        struct ls_changeset *cs = ls_changeset_new("begin");
        struct ls_commit commit;
        memset(cs->writer, 0xEE, sizeof(cs->writer));
        cs->n = ++n;
        cs->at = ls_clock_now();
        ls_id id = ls_change_create(cs, fields[i].entity, cs->at);
        for (i++; i < LS_COUNT(fields) && fields[i].name; i++)
            template_set(cs, ls_store_base(store), id, &fields[i]);
        if (ls_store_commit(store, cs, &commit, &err))
            template_fail(fields[i - 1].value, &err);
        ls_commit_done(&commit);
        ls_changeset_free(cs);
    }
    ls_store_close(store);
}
