/* The board: tables of records, the id index, numbers and handles, events, applying changesets. */
#include "lockstep/board.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"

enum { BOARD_CHANGES_BITS = 32 }; /* of a version: changes of one content; above them the number of that content */
enum { BOARD_MISSES = 16 };       /* so many records were asked for and are not there: somebody makes many */

struct board_table {
    struct ls_record **records;
    size_t len, cap, live;
    struct ls_map by_num;
    int64_t highest_num;
    bool whole;     /* of a board of parts: all of it was read, */
    size_t singles; /* ... or so many of it one by one */
    uint64_t changed; /* the board's version when a record changed here last */
};

struct ls_board {
    struct board_table tables[LS_E_COUNT];
    struct ls_map by_id;
    struct ls_event *events;
    size_t event_count, event_cap;
    uint64_t version;
    struct ls_board_source source; /* of a board of parts; read NULL: everything is here */
    size_t missed;                 /* so many single records were read and are not there */
    ls_id highest;                 /* of the file, once it was asked for; 0: not yet */
    bool events_whole;
    size_t singles; /* so many records were asked for of whom only the id was known */
    struct ls_map *unplaced; /* while a whole entity is read: its records that were here before, by id */
};

/* What boards hold is numbered over the process: read anew, it may have changed as often as what was there before. */
static uint64_t board_first_version(void)
{
    static uint64_t contents;
    return ++contents << BOARD_CHANGES_BITS;
}

struct ls_board *ls_board_new(void)
{
    struct ls_board *board = ls_alloc(sizeof(*board));
    board->version = board_first_version();
    return board;
}

struct ls_board *ls_board_new_parts(const struct ls_board_source *source)
{
    struct ls_board *board = ls_board_new();
    board->source = *source;
    return board;
}

static void event_done(struct ls_event *event)
{
    ls_value_done(&event->before);
    ls_value_done(&event->after);
}

static void board_empty(struct ls_board *board)
{
    for (int e = 0; e < LS_E_COUNT; e++) {
        for (size_t i = 0; i < board->tables[e].len; i++)
            ls_record_free(board->tables[e].records[i]);
        free(board->tables[e].records);
        ls_map_done(&board->tables[e].by_num);
    }
    for (size_t i = 0; i < board->event_count; i++)
        event_done(&board->events[i]);
    free(board->events);
    ls_map_done(&board->by_id);
}

void ls_board_free(struct ls_board *board)
{
    if (!board)
        return;
    board_empty(board);
    free(board);
}

void ls_board_take(struct ls_board *board, struct ls_board *from)
{
    board_empty(board);
    *board = *from;
    board->version = board_first_version();
    free(from);
}

/* --- reading on ------------------------------------------------------------------------------ */

static void board_add(struct ls_board *board, struct ls_record *record);

void ls_board_forget(struct ls_board *board)
{
    if (!board->source.read)
        return;
    ls_map_done(&board->by_id);
    board->missed = board->singles = 0;
    board->highest = 0;
    board->version++;
    for (int e = 0; e < LS_E_COUNT; e++) {
        struct board_table *table = &board->tables[e];
        for (size_t i = 0; i < table->len; i++) {
            if (table->whole)
                ls_map_put(&board->by_id, table->records[i]->id, table->records[i]);
            else
                ls_record_free(table->records[i]);
        }
        if (table->whole)
            continue;
        free(table->records);
        ls_map_done(&table->by_num);
        *table = (struct board_table){.changed = board->version};
    }
}

/* A board is const to who reads it: reading more of the file changes nothing of what it says. */
static bool board_need(const struct ls_board *board, enum ls_board_part part, enum ls_entity entity, int64_t key)
{
    struct ls_board *self = (struct ls_board *)(uintptr_t)board;
    return self->source.read(self->source.arg, self, &(struct ls_board_need){part, entity, key});
}

/* Reads what is not here yet of an entity. Its records come to lie in the file's order, those that only this board has
 * behind them. */
static void board_need_entity(const struct ls_board *board, enum ls_entity entity)
{
    struct ls_board *self = (struct ls_board *)(uintptr_t)board;
    struct board_table *table = &self->tables[entity];
    if (!board->source.read || table->whole)
        return;
    struct ls_map unplaced = {0};
    struct board_table before = *table;
    for (size_t i = 0; i < before.len; i++)
        ls_map_put(&unplaced, before.records[i]->id, before.records[i]);
    table->records = NULL;
    table->len = table->cap = 0;
    self->unplaced = &unplaced;
    table->whole = board_need(board, LS_PART_ENTITY, entity, 0);
    self->unplaced = NULL;
    for (size_t i = 0; i < before.len; i++) {
        if (!ls_map_get(&unplaced, before.records[i]->id))
            continue;
        LS_GROW(table->records, table->len, table->cap);
        table->records[table->len++] = before.records[i];
    }
    free(before.records);
    ls_map_done(&unplaced);
}

void ls_board_read(struct ls_board *board, struct ls_record *record)
{
    struct ls_record *here = ls_map_get(&board->by_id, record->id);
    if (!here) {
        record->version = board->version;
        board_add(board, record);
        return;
    }
    ls_record_free(record);
    if (board->unplaced && ls_map_get(board->unplaced, here->id)) {
        struct board_table *table = &board->tables[here->entity];
        LS_GROW(table->records, table->len, table->cap);
        table->records[table->len++] = here;
        ls_map_put(board->unplaced, here->id, NULL);
    }
}

void ls_board_has_read(struct ls_board *board, enum ls_entity entity)
{
    board->tables[entity].whole = board->source.read != NULL;
}

static bool event_is_of(const struct ls_event *event, const struct ls_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (events[i].n == event->n && !memcmp(events[i].writer, event->writer, LS_WRITER_SIZE))
            return true;
    }
    return false;
}

/* Before the events that came with changes of this board: those which the file has, too, are there once. */
static void board_need_events(const struct ls_board *board)
{
    struct ls_board *self = (struct ls_board *)(uintptr_t)board;
    if (!board->source.read || board->events_whole)
        return;
    struct ls_event *own = self->events;
    size_t count = self->event_count;
    self->events = NULL;
    self->event_count = self->event_cap = 0;
    self->events_whole = board_need(board, LS_PART_EVENTS, LS_E_ANY, 0);
    size_t read = self->event_count;
    for (size_t i = 0; i < count; i++) {
        if (event_is_of(&own[i], self->events, read))
            event_done(&own[i]);
        else
            ls_board_read_event(self, &own[i]);
    }
    free(own);
}

void ls_board_read_event(struct ls_board *board, struct ls_event *event)
{
    LS_GROW(board->events, board->event_count, board->event_cap);
    board->events[board->event_count++] = *event;
    *event = (struct ls_event){0};
}

static bool board_has_all(const struct ls_board *board, enum ls_entity entity)
{
    if (entity != LS_E_ANY)
        return board->tables[entity].whole;
    for (int e = 0; e < LS_E_COUNT; e++) {
        if (!board->tables[e].whole)
            return false;
    }
    return true;
}

/* Whether so many were asked for one by one that all are here now. */
static bool board_enough_singles(const struct ls_board *board, enum ls_entity entity)
{
    struct ls_board *self = (struct ls_board *)(uintptr_t)board;
    size_t *asked = entity == LS_E_ANY ? &self->singles : &self->tables[entity].singles;
    if (!board->source.singles || ++*asked <= board->source.singles)
        return false;
    for (int e = 0; e < LS_E_COUNT; e++) {
        if (entity == LS_E_ANY || entity == (enum ls_entity)e)
            board_need_entity(board, (enum ls_entity)e);
    }
    return board_has_all(board, entity);
}

/* --- asking ---------------------------------------------------------------------------------- */

/* Whether the id is above all of the file's: a record that is about to be made. What others make meanwhile comes to the
 * board with their changes, so the highest id is asked for once. */
static bool board_is_new(const struct ls_board *board, ls_id id)
{
    struct ls_board *self = (struct ls_board *)(uintptr_t)board;
    if (!board->source.highest || board->missed < BOARD_MISSES)
        return false;
    if (!board->highest) {
        ls_id highest = board->source.highest(board->source.arg);
        self->highest = highest ? highest : INT64_MAX;
    }
    return id > board->highest;
}

const struct ls_record *ls_board_record_of(const struct ls_board *board, enum ls_entity entity, ls_id id)
{
    const struct ls_record *record = ls_map_get(&board->by_id, id);
    if (record || !board->source.read || !id || board_has_all(board, entity) || board_is_new(board, id))
        return record;
    if (!board_enough_singles(board, entity))
        board_need(board, LS_PART_RECORD, entity, id);
    record = ls_map_get(&board->by_id, id);
    ((struct ls_board *)(uintptr_t)board)->missed += !record;
    return record;
}

const struct ls_record *ls_board_record(const struct ls_board *board, ls_id id)
{
    return ls_board_record_of(board, LS_E_ANY, id);
}

static const struct ls_record *board_numbered(const struct ls_board *board, enum ls_entity entity, int64_t num)
{
    const struct board_table *table = &board->tables[entity];
    const struct ls_record *record = num > 0 ? ls_map_get(&table->by_num, num) : NULL;
    if (record || num <= 0 || !board->source.read || table->whole)
        return record;
    if (!board_enough_singles(board, entity))
        board_need(board, LS_PART_NUM, entity, num);
    return ls_map_get(&table->by_num, num);
}

const void *ls_board_walk_next(struct ls_board_walk *walk)
{
    const struct board_table *table = &walk->board->tables[walk->entity];
    if (!walk->at)
        board_need_entity(walk->board, walk->entity);
    while (walk->at < table->len) {
        const struct ls_record *record = table->records[walk->at++];
        if (!record->deleted)
            return record;
    }
    return NULL;
}

size_t ls_board_count(const struct ls_board *board, enum ls_entity entity)
{
    board_need_entity(board, entity);
    return board->tables[entity].live;
}

ls_id ls_board_by_num(const struct ls_board *board, enum ls_entity entity, int64_t num)
{
    const struct ls_record *record = board_numbered(board, entity, num);
    return record && !record->deleted && record->num == num ? record->id : 0;
}

ls_id ls_board_holder_of_num(const struct ls_board *board, enum ls_entity entity, int64_t num)
{
    const struct ls_record *record = board_numbered(board, entity, num);
    return record && record->num == num ? record->id : 0;
}

size_t ls_board_below(const struct ls_board *board, ls_id id, const struct ls_item ***ret_items)
{
    const struct board_table *table = &board->tables[LS_E_ITEM];
    size_t len = 0, cap = 0;
    *ret_items = NULL;
    if (board->source.read && !table->whole)
        board_need(board, LS_PART_BELOW, LS_E_ITEM, id);
    for (size_t i = 0; i < table->len; i++) {
        const struct ls_item *item = (const void *)table->records[i];
        if (item->rec.deleted || (item->parent != id && item->release != id))
            continue;
        LS_GROW(*ret_items, len, cap);
        (*ret_items)[len++] = item;
    }
    return len;
}

static const char *board_handle(const struct ls_record *record)
{
    const struct ls_field *field = ls_field_info((enum ls_entity)record->entity, LS_F_FIRST);
    return *(const char *const *)(const void *)((const char *)record + field->offset);
}

ls_id ls_board_by_handle(const struct ls_board *board, enum ls_entity entity, const char *handle)
{
    if (ls_entity_info(entity)->handle < 0)
        return 0;
    LS_AUTO(buf) struct ls_buf wanted = LS_BUF_INIT, have = LS_BUF_INIT;
    ls_text_fold(&wanted, handle);
    const struct board_table *table = &board->tables[entity];
    board_need_entity(board, entity);
    for (size_t i = 0; i < table->len; i++) {
        if (table->records[i]->deleted)
            continue;
        ls_buf_clear(&have);
        ls_text_fold(&have, board_handle(table->records[i]));
        if (!strcmp(have.data, wanted.data))
            return table->records[i]->id;
    }
    return 0;
}

int64_t ls_board_highest_num(const struct ls_board *board, enum ls_entity entity)
{
    board_need_entity(board, entity);
    return board->tables[entity].highest_num;
}

size_t ls_board_event_count(const struct ls_board *board)
{
    board_need_events(board);
    return board->event_count;
}

const struct ls_event *ls_board_event(const struct ls_board *board, size_t i)
{
    assert(i < board->event_count);
    return &board->events[i];
}

const char *ls_board_setting(const struct ls_board *board, const char *key, const char *fallback)
{
    LS_EACH(setting, s, board) {
        if (!strcmp(s->key, key))
            return s->value;
    }
    return fallback;
}

int64_t ls_board_setting_int(const struct ls_board *board, const char *key, int64_t fallback)
{
    int64_t value;
    const char *text = ls_board_setting(board, key, NULL);
    return text && ls_text_to_int(text, &value) ? value : fallback;
}

uint64_t ls_board_version(const struct ls_board *board)
{
    return board->version;
}

uint64_t ls_board_changed(const struct ls_board *board, enum ls_entity entity)
{
    return board->tables[entity].changed;
}

size_t ls_board_changed_since(const struct ls_board *board, enum ls_entity entity, uint64_t version,
                              const struct ls_record ***ret_records)
{
    const struct board_table *table = &board->tables[entity];
    size_t len = 0, cap = 0;
    *ret_records = NULL;
    for (size_t i = 0; table->changed > version && i < table->len; i++)
        if (table->records[i]->version > version) {
            LS_GROW(*ret_records, len, cap);
            (*ret_records)[len++] = table->records[i];
        }
    return len;
}

bool ls_board_replaced(uint64_t version, const struct ls_board *board)
{
    return version >> BOARD_CHANGES_BITS != board->version >> BOARD_CHANGES_BITS;
}

/* --- changing -------------------------------------------------------------------------------- */

static void board_note_num(struct ls_board *board, struct ls_record *record)
{
    struct board_table *table = &board->tables[record->entity];
    if (record->num == LS_NONE || record->num <= 0)
        return;
    const struct ls_record *stands = ls_map_get(&table->by_num, record->num);
    if (!stands || stands->deleted || stands->num != record->num)
        ls_map_put(&table->by_num, record->num, record);
    if (record->num > table->highest_num)
        table->highest_num = record->num;
}

static void board_note_change(struct ls_board *board, struct ls_record *record)
{
    record->version = board->tables[record->entity].changed = board->version;
}

static void board_add(struct ls_board *board, struct ls_record *record)
{
    struct board_table *table = &board->tables[record->entity];
    LS_GROW(table->records, table->len, table->cap);
    table->records[table->len++] = record;
    table->live += !record->deleted;
    ls_map_put(&board->by_id, record->id, record);
    board_note_num(board, record);
}

void ls_board_put(struct ls_board *board, struct ls_record *record)
{
    struct ls_record *old = ls_map_get(&board->by_id, record->id);
    board->version++;
    board_note_change(board, record);
    if (!old) {
        board_add(board, record);
        return;
    }
    /* Same entity: fields move over, so that pointers to the record stay good. */
    if (old->entity == record->entity) {
        struct board_table *table = &board->tables[old->entity];
        table->live += (size_t)!record->deleted - (size_t)!old->deleted;
        for (int f = 0; f < ls_entity_info((enum ls_entity)old->entity)->field_count; f++) {
            struct ls_value v = ls_record_get(record, f);
            ls_record_set(old, f, &v);
            ls_value_done(&v);
        }
        board_note_num(board, old);
        board_note_change(board, old);
    }
    ls_record_free(record);
}

void ls_board_put_event(struct ls_board *board, struct ls_event *event)
{
    ls_board_read_event(board, event);
    board->version++;
}

static bool edit_is_event(const struct ls_changeset *cs, const struct ls_record_edit *record, const struct ls_edit *edit)
{
    if (cs->flags & LS_CS_IMPORT || !(ls_field_info(record->entity, edit->field)->flags & LS_FF_WATCH))
        return false;
    const struct ls_edit *made = ls_changeset_edit(cs, record->id, LS_F_DELETED);
    return !made || made->before.kind != LS_V_NULL;
}

static void board_add_event(struct ls_board *board, const struct ls_changeset *cs,
                            const struct ls_record_edit *record, const struct ls_edit *edit)
{
    struct ls_event event = {.record = record->id, .entity = record->entity, .field = edit->field, .who = cs->who,
                             .at = cs->at, .before = ls_value_copy(&edit->before),
                             .after = ls_value_copy(&edit->after), .n = cs->n};
    memcpy(event.writer, cs->writer, LS_WRITER_SIZE);
    ls_board_put_event(board, &event);
}

/* Whether cs made the event. Its name alone does not say so: of a changeset that is in the file already nothing is left
 * to apply, and the event that the file has of it stays. */
static bool event_is_from(const struct ls_event *event, const struct ls_changeset *cs)
{
    if (event->n != cs->n || event->at != cs->at || memcmp(event->writer, cs->writer, LS_WRITER_SIZE))
        return false;
    return ls_changeset_edit(cs, event->record, event->field) != NULL;
}

static void board_drop_events(struct ls_board *board, const struct ls_changeset *cs)
{
    size_t kept = 0;
    for (size_t i = 0; i < board->event_count; i++) {
        struct ls_event *event = &board->events[i];
        if (event_is_from(event, cs))
            event_done(event);
        else
            board->events[kept++] = *event;
    }
    board->event_count = kept;
}

/* The record to change, read on where it is not here yet; NULL where there is none. */
static struct ls_record *board_mutable(struct ls_board *board, const struct ls_record_edit *edit)
{
    return (struct ls_record *)(uintptr_t)ls_board_record_of(board, edit->entity, edit->id);
}

static void board_apply_record(struct ls_board *board, const struct ls_changeset *cs,
                               const struct ls_record_edit *edit, bool forward)
{
    struct ls_record *record = ls_map_get(&board->by_id, edit->id);
    bool makes = !record && ls_record_edit_makes(edit);
    if (!record && !makes && !cs->seq)
        record = board_mutable(board, edit);
    if (!record && forward && makes) {
        record = ls_record_new(edit->entity, edit->id);
        record->deleted = 1; /* until its own edit says otherwise: keeps the count of live ones right */
        board_add(board, record);
    }
    for (size_t i = 0; forward && i < edit->len; i++) {
        if (edit_is_event(cs, edit, &edit->edits[i]) && (record || cs->seq))
            board_add_event(board, cs, edit, &edit->edits[i]);
    }
    if (!record || record->entity != (int64_t)edit->entity)
        return;
    board_note_change(board, record);
    for (size_t i = 0; i < edit->len; i++) {
        const struct ls_edit *e = &edit->edits[i];
        const struct ls_value *v = forward ? &e->after : &e->before;
        if (e->field == LS_F_DELETED) {
            bool dead = v->kind == LS_V_NULL || v->i != 0;
            board->tables[edit->entity].live += (size_t)!dead - (size_t)!record->deleted;
            record->deleted = dead;
            continue;
        }
        ls_record_set(record, e->field, v);
    }
    board_note_num(board, record);
}

void ls_board_apply(struct ls_board *board, const struct ls_changeset *cs)
{
    board->version++;
    for (size_t i = 0; i < cs->len; i++)
        board_apply_record(board, cs, &cs->records[i], true);
}

void ls_board_revert(struct ls_board *board, const struct ls_changeset *cs)
{
    board->version++;
    for (size_t i = cs->len; i-- > 0;)
        board_apply_record(board, cs, &cs->records[i], false);
    board_drop_events(board, cs);
}

/* --- trying ---------------------------------------------------------------------------------- */

struct ls_board_trial {
    struct board_swap {
        size_t at;                  /* its place in the table */
        struct ls_record *original; /* NULL: the changeset makes it */
    } *swaps;
    size_t len;
    const struct ls_changeset *cs; /* borrowed */
};

/* Where a record lies: a table may have been read on meanwhile. */
static size_t board_place(const struct board_table *table, const struct ls_record *record, size_t likely)
{
    if (likely < table->len && table->records[likely] == record)
        return likely;
    size_t at = 0;
    while (table->records[at] != record)
        at++;
    return at;
}

/* likely: where it may lie, behind the one before it. */
static void board_swap_in(struct ls_board *board, const struct ls_record_edit *edit, size_t likely, struct board_swap *swap)
{
    struct board_table *table = &board->tables[edit->entity];
    struct ls_record *original = board_mutable(board, edit);
    struct ls_record *record = original ? ls_record_copy(original) : ls_record_new(edit->entity, edit->id);
    for (size_t i = 0; i < edit->len; i++)
        ls_record_set(record, edit->edits[i].field, &edit->edits[i].after);
    *swap = (struct board_swap){table->len, original};
    if (original) {
        swap->at = board_place(table, original, likely);
        table->records[swap->at] = record;
    } else {
        LS_GROW(table->records, table->len, table->cap);
        table->records[table->len++] = record;
    }
    ls_map_put(&board->by_id, edit->id, record);
}

struct ls_board_trial *ls_board_try(struct ls_board *board, const struct ls_changeset *cs)
{
    struct ls_board_trial *trial = ls_alloc(sizeof(*trial));
    *trial = (struct ls_board_trial){.swaps = ls_alloc((cs->len + 1) * sizeof(*trial->swaps)), .len = cs->len, .cs = cs};
    for (size_t i = 0; i < cs->len; i++)
        board_swap_in(board, &cs->records[i], i ? trial->swaps[i - 1].at + 1 : 0, &trial->swaps[i]);
    return trial;
}

void ls_board_try_end(struct ls_board *board, struct ls_board_trial *trial)
{
    for (size_t i = trial->len; i-- > 0;) {
        const struct ls_record_edit *edit = &trial->cs->records[i];
        struct board_table *table = &board->tables[edit->entity];
        struct board_swap *swap = &trial->swaps[i];
        struct ls_record *tried = ls_map_get(&board->by_id, edit->id);
        size_t at = board_place(table, tried, swap->at);
        ls_record_free(tried);
        if (swap->original)
            table->records[at] = swap->original;
        else
            memmove(&table->records[at], &table->records[at + 1], (--table->len - at) * sizeof(*table->records));
        ls_map_put(&board->by_id, edit->id, swap->original); /* NULL reads as: no such record */
    }
    free(trial->swaps);
    free(trial);
}
