/* Reading a whole team file, in the order in which the first screen wants it. */
#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "store/internal.h"

enum { FIRST_PAGE_ITEMS = 100, EVENT_DAYS = 60 };

static const struct load_step {
    enum ls_entity entity;
    const char *tail;
} load_first[] = {
    {LS_E_SETTING, ""},
    {LS_E_PERSON, ""},
    /* Through index item_open: as many as the largest screen shows. */
    {LS_E_ITEM, "WHERE deleted = 0 AND status BETWEEN 1 AND 4 ORDER BY coalesce(nullif(priority, 0), 9), "
                "coalesce(due, '9999-12-31'), id LIMIT 100"},
    {LS_E_BLOCKER, ""},
    {LS_E_RITUAL, ""},
    {LS_E_SEGMENT, ""},
    {LS_E_MEETING, ""},
};
static_assert(FIRST_PAGE_ITEMS == 100, "as in the statement above");

static const enum ls_entity load_rest[] = {
    LS_E_DECISION, LS_E_OPTION, LS_E_METRIC, LS_E_METRIC_POINT, LS_E_METRIC_ITEM, LS_E_SIGNAL, LS_E_SIGNAL_ITEM,
    LS_E_LINK, LS_E_ITEM, LS_E_LAUNCH, LS_E_LAUNCH_CHECK, LS_E_AGENDA_ITEM, LS_E_ATTENDANCE, LS_E_EXPERIMENT,
    LS_E_ARM, LS_E_TOPIC, LS_E_TERM, LS_E_NOTE, LS_E_DOC,
};
/* The first six entities of load_first are whole; items come twice. */
static_assert(LS_COUNT(load_rest) + LS_COUNT(load_first) - 1 == LS_E_COUNT, "every entity is loaded");

static int load_entity(struct ls_store *store, enum ls_entity entity, const char *tail,
                       const struct ls_store_sink *sink, struct ls_error *err)
{
    sqlite3_stmt *s = NULL;
    int code = store_select(store, entity, tail, &s, err);
    if (code)
        return code;
    int rc;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
        ls_id id = sqlite3_column_int64(s, 0);
        if (id <= 0 || ls_board_record(store->base, id))
            continue;
        struct ls_record *record = store_row_record(s, entity);
        if (sink && sink->record)
            sink->record(sink->arg, record);
        ls_board_put(store->base, record);
    }
    sqlite3_finalize(s);
    return rc == SQLITE_DONE ? LS_OK : store_fail(store, rc, "read the team file", err);
}

/* --- events ---------------------------------------------------------------------------------- */

struct load_events {
    struct ls_store *store;
    const struct ls_store_sink *sink;
};

static void load_event(struct load_events *to, const struct ls_changeset *cs, const struct ls_record_edit *record,
                       const struct ls_edit *edit)
{
    struct ls_event event = {.record = record->id, .entity = record->entity, .field = edit->field, .who = cs->who,
                             .at = cs->at, .before = ls_value_copy(&edit->before),
                             .after = ls_value_copy(&edit->after), .n = cs->n};
    memcpy(event.writer, cs->writer, LS_WRITER_SIZE);
    if (to->sink && to->sink->event)
        to->sink->event(to->sink->arg, &event);
    ls_board_put_event(to->store->base, &event);
}

/* The same choice as ls_board_apply makes: watched fields, neither imported nor set while making the record. */
static void load_changeset_events(void *arg, struct ls_changeset *cs, const uint8_t *chain)
{
    (void)chain;
    for (size_t i = 0; i < cs->len && !(cs->flags & LS_CS_IMPORT); i++) {
        const struct ls_record_edit *record = &cs->records[i];
        const struct ls_edit *made = ls_changeset_edit(cs, record->id, LS_F_DELETED);
        if (made && made->before.kind == LS_V_NULL)
            continue;
        for (size_t j = 0; j < record->len; j++) {
            if (ls_field_info(record->entity, record->edits[j].field)->flags & LS_FF_WATCH)
                load_event(arg, cs, record, &record->edits[j]);
        }
    }
    ls_changeset_free(cs);
}

/* Back to the start of the last closed sync, or 60 days, whichever is longer ago; a day more, for clocks differ. */
static int64_t load_events_since(const struct ls_store *store, int64_t today)
{
    int64_t since = (today - EVENT_DAYS) * LS_DAY, last = LS_NONE;
    LS_EACH(meeting, m, store->base) {
        if (m->status == LS_MEETING_STATUS_CLOSED && m->started > last)
            last = m->started;
    }
    if (last != LS_NONE && last < since)
        since = last;
    return since - LS_DAY;
}

static int load_events(struct ls_store *store, int64_t today, const struct ls_store_sink *sink, struct ls_error *err)
{
    struct load_events to = {store, sink};
    uint64_t after = 0;
    int code = store_log_since(store, load_events_since(store, today), &after, err);
    if (!code)
        code = store_log_read(store, after, store->meta.seq, load_changeset_events, &to, err);
    return code;
}

/* --- all ------------------------------------------------------------------------------------- */

static int load_all(struct ls_store *store, int64_t today, const struct ls_store_sink *sink, struct ls_error *err)
{
    int code = store_read_meta(store, &store->meta, err);
    for (size_t i = 0; !code && i < LS_COUNT(load_first); i++)
        code = load_entity(store, load_first[i].entity, load_first[i].tail, sink, err);
    if (!code && sink && sink->first_page)
        sink->first_page(sink->arg);
    for (size_t i = 0; !code && i < LS_COUNT(load_rest); i++)
        code = load_entity(store, load_rest[i], "", sink, err);
    return code ? code : load_events(store, today, sink, err);
}

int ls_store_load(struct ls_store *store, int64_t today, const struct ls_store_sink *sink, struct ls_error *err)
{
    int code = LS_OK;
    if (!store->db || store->broken)
        code = store_reconnect(store, err);
    if (!code)
        code = store_run(store, STORE_S_BEGIN_READ, err);
    if (code)
        return code;
    while (store->news_at < store->news_len)
        ls_changeset_free(store->news[store->news_at++]);
    ls_board_free(store->base);
    store->base = ls_board_new();
    store->data_version = -1;
    code = load_all(store, today, sink, err);
    if (!sqlite3_get_autocommit(store->db)) {
        int ended = store_run(store, STORE_S_COMMIT, code ? NULL : err);
        code = code ? code : ended;
    }
    if (code) {
        ls_board_free(store->base);
        store->base = NULL;
    }
    return code;
}

const struct ls_board *ls_store_base(const struct ls_store *store)
{
    return store->base;
}
