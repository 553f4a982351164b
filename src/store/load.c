/* Reading a whole team file, in the order in which the first screen wants it. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "store/internal.h"

enum { EVENT_DAYS = 60 };

/* Through index item_open: as many as a large screen shows: each may be a page of the file. They come again with all the others. */
const char store_first_page[] =
    "WHERE deleted = 0 AND status BETWEEN 1 AND 4 ORDER BY coalesce(nullif(priority, 0), 9), "
    "coalesce(due, '9999-12-31'), id LIMIT 60";

/* In the same order, what is open first. */
const char store_below[] =
    "WHERE parent = ?1 OR \"release\" = ?1 ORDER BY deleted <> 0 OR status NOT BETWEEN 1 AND 4, "
    "CASE WHEN status BETWEEN 1 AND 4 THEN coalesce(nullif(priority, 0), 9) END, "
    "CASE WHEN status BETWEEN 1 AND 4 THEN coalesce(due, '9999-12-31') END, id";

static const struct load_step {
    enum ls_entity entity;
    const char *tail;
} load_first[] = {
    {LS_E_SETTING, ""},
    {LS_E_PERSON, ""},
    {LS_E_ITEM, store_first_page},
    {LS_E_BLOCKER, ""},
    {LS_E_RITUAL, ""},
    {LS_E_SEGMENT, ""},
    {LS_E_MEETING, ""},
};

static const enum ls_entity load_rest[] = {
    LS_E_DECISION, LS_E_OPTION, LS_E_METRIC, LS_E_METRIC_POINT, LS_E_METRIC_ITEM, LS_E_SIGNAL, LS_E_SIGNAL_ITEM,
    LS_E_LINK, LS_E_ITEM, LS_E_LAUNCH, LS_E_LAUNCH_CHECK, LS_E_AGENDA_ITEM, LS_E_ATTENDANCE, LS_E_EXPERIMENT,
    LS_E_ARM, LS_E_TOPIC, LS_E_TERM, LS_E_NOTE, LS_E_DOC,
};
/* The first six entities of load_first are whole; items come twice. */
static_assert(LS_COUNT(load_rest) + LS_COUNT(load_first) - 1 == LS_E_COUNT, "every entity is loaded");

/* Straight from the row into its packed form: nothing of it stays here. */
static int load_entity(struct ls_store *store, enum ls_entity entity, const char *tail,
                       const struct ls_store_sink *sink, struct ls_error *err)
{
    sqlite3_stmt *s = NULL;
    int code = store_select(store, entity, tail, &s, err);
    if (code)
        return code;
    int rc;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
        if (sqlite3_column_int64(s, 0) > 0)
            store_row_pack(s, entity, sink->records(sink->arg));
    }
    sqlite3_finalize(s);
    return rc == SQLITE_DONE ? LS_OK : store_fail(store, rc, "read the team file", err);
}

/* --- events ---------------------------------------------------------------------------------- */

static void load_event(const struct ls_store_sink *sink, const struct ls_changeset *cs, const struct ls_record_edit *record,
                       const struct ls_edit *edit)
{
    struct ls_event event = {.record = record->id, .entity = record->entity, .field = edit->field, .who = cs->who,
                             .at = cs->at, .before = edit->before, .after = edit->after, .n = cs->n};
    memcpy(event.writer, cs->writer, LS_WRITER_SIZE);
    sink->event(sink->arg, &event);
}

/* The same choice as ls_board_apply makes: watched fields, neither imported nor set while making the record. */
static void load_changeset_events(void *arg, struct ls_changeset *cs, const uint8_t *chain)
{
    (void)chain;
    for (size_t i = 0; i < cs->len && !(cs->flags & LS_CS_IMPORT); i++) {
        const struct ls_record_edit *record = &cs->records[i];
        if (ls_record_edit_makes(record))
            continue;
        for (size_t j = 0; j < record->len; j++) {
            if (ls_field_info(record->entity, record->edits[j].field)->flags & LS_FF_WATCH)
                load_event(arg, cs, record, &record->edits[j]);
        }
    }
    ls_changeset_free(cs);
}

/* Back to the start of the last closed sync, or 60 days, whichever is longer ago; a day more, for clocks differ. */
static int64_t load_events_since(const struct ls_store *store)
{
    int64_t since = (store->today - EVENT_DAYS) * LS_DAY, last = LS_NONE;
    LS_EACH(meeting, m, store->base) {
        if (m->status == LS_MEETING_STATUS_CLOSED && m->started > last)
            last = m->started;
    }
    if (last != LS_NONE && last < since)
        since = last;
    return since - LS_DAY;
}

int store_load_events(struct ls_store *store, uint64_t upto, const struct ls_store_sink *sink,
                      struct ls_error *err)
{
    struct store_span *spans = NULL;
    size_t count = 0;
    int code = store_log_since(store, load_events_since(store), upto, &spans, &count, err);
    for (size_t i = count; !code && i-- > 0;)
        code = store_log_read(store, spans[i].after, spans[i].last, load_changeset_events, (void *)(uintptr_t)sink, err);
    free(spans);
    return code;
}

/* --- all ------------------------------------------------------------------------------------- */

static int load_all(struct ls_store *store, const struct ls_store_sink *sink, struct ls_error *err)
{
    int code = LS_OK;
    for (size_t i = 0; !code && i < LS_COUNT(load_first); i++)
        code = load_entity(store, load_first[i].entity, load_first[i].tail, sink, err);
    if (!code)
        sink->first_page(sink->arg);
    for (size_t i = 0; !code && i < LS_COUNT(load_rest); i++)
        code = load_entity(store, load_rest[i], "", sink, err);
    if (code)
        return code;
    code = store_load_events(store, store->meta.seq, sink, err);
    if (code != LS_ECORRUPT)
        return code;
    ls_error_done(err); /* what stands can be read all the same, and is what people want to see */
    store->damaged = true;
    return LS_OK;
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
    store->base = store_base_new(store);
    store->today = today;
    store->damaged = store->mended = false;
    store->data_version = -1;
    code = store_read_meta(store, &store->meta, err);
    if (!code && sink)
        code = load_all(store, sink, err);
    if (!sqlite3_get_autocommit(store->db)) {
        bool whole = !code && !store->damaged;
        int ended = store_run(store, whole ? STORE_S_COMMIT : STORE_S_ROLLBACK, whole ? err : NULL);
        code = whole ? ended : code;
        store->broken &= !store->damaged; /* it is known what is wrong: another file is noticed by its name */
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
