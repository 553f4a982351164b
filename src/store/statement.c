/* Prepared statements: the fixed ones, and those of an entity's table, built once from its descriptors.
 * Values are always bound. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/internal.h"

static const char *const statement_sql[] = {
#define STATEMENT(ID, sql) sql,
#include "store/statements.def"
};
static_assert(LS_COUNT(statement_sql) == STORE_S_COUNT, "SQL for each statement");

static int statement_prepare(struct ls_store *store, const char *sql, sqlite3_stmt **ret_s, struct ls_error *err)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL);
    if (rc != SQLITE_OK)
        return store_fail(store, rc, "read the team file", err);
    *ret_s = s;
    return LS_OK;
}

sqlite3_stmt *store_statement(struct ls_store *store, enum store_statement which, struct ls_error *err)
{
    sqlite3_stmt **s = &store->statements[which];
    if (!*s) {
        statement_prepare(store, statement_sql[which], s, err);
    } else {
        sqlite3_reset(*s);
        sqlite3_clear_bindings(*s);
    }
    return *s;
}

void store_statements_done(struct ls_store *store)
{
    for (size_t i = 0; i < STORE_S_COUNT; i++) {
        sqlite3_finalize(store->statements[i]);
        store->statements[i] = NULL;
    }
    for (size_t e = 0; e < LS_E_COUNT; e++) {
        sqlite3_finalize(store->inserts[e]);
        sqlite3_finalize(store->updates[e]);
        sqlite3_finalize(store->by_num[e]);
        sqlite3_finalize(store->by_id[e]);
        store->inserts[e] = store->updates[e] = store->by_num[e] = store->by_id[e] = NULL;
    }
}

int store_step_done(struct ls_store *store, sqlite3_stmt *s, const char *doing, struct ls_error *err)
{
    int rc;
    do {
        rc = sqlite3_step(s);
    } while (rc == SQLITE_ROW);
    int code = rc == SQLITE_DONE ? LS_OK : store_fail(store, rc, doing, err);
    sqlite3_reset(s);
    return code;
}

int store_run(struct ls_store *store, enum store_statement which, struct ls_error *err)
{
    sqlite3_stmt *s = store_statement(store, which, err);
    return s ? store_step_done(store, s, "write to the team file", err) : LS_EFAILED;
}

/* --- entity tables --------------------------------------------------------------------------- */

/* What store_row_view reads: a column costs more than what is done with it. */
static bool statement_is_viewed(const struct ls_entity_info *info, int f)
{
    return f == LS_F_NUM || ls_field_is_data(&info->fields[f]);
}

static int statement_select(struct ls_store *store, const struct ls_entity_info *info, const char *tail, bool view,
                            sqlite3_stmt **ret_s, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf sql = LS_BUF_INIT;
    ls_buf_str(&sql, "SELECT id");
    for (int f = 0; f < info->field_count; f++) {
        if (!view || statement_is_viewed(info, f))
            ls_buf_printf(&sql, ", \"%s\"", info->fields[f].name);
    }
    ls_buf_printf(&sql, " FROM \"%s\" %s", info->name, tail);
    return statement_prepare(store, sql.data, ret_s, err);
}

int store_select(struct ls_store *store, enum ls_entity entity, const char *tail, sqlite3_stmt **ret_s,
                 struct ls_error *err)
{
    return statement_select(store, ls_entity_info(entity), tail, false, ret_s, err);
}

int store_select_view(struct ls_store *store, enum ls_entity entity, const char *tail, sqlite3_stmt **ret_s,
                      struct ls_error *err)
{
    return statement_select(store, ls_entity_info(entity), tail, true, ret_s, err);
}

static struct ls_value statement_column(sqlite3_stmt *s, int column, enum ls_type type)
{
    struct ls_value v = {0};
    switch (sqlite3_column_type(s, column)) {
    case SQLITE_INTEGER:
        v.kind = LS_V_INT;
        v.i = sqlite3_column_int64(s, column);
        break;
    case SQLITE_FLOAT:
        v.kind = LS_V_REAL;
        v.r = sqlite3_column_double(s, column);
        break;
    case SQLITE_TEXT:
        v.kind = LS_V_TEXT;
        v.text = (char *)(uintptr_t)sqlite3_column_text(s, column); /* SQLite's until the next step: ls_record_set copies */
        break;
    default: break;
    }
    if (type == LS_T_DATE && v.kind == LS_V_TEXT) {
        int64_t date;
        v = ls_date_parse(v.text, &date) ? ls_value_int(date) : (struct ls_value){0};
    }
    return v;
}

struct ls_record *store_row_record(sqlite3_stmt *s, enum ls_entity entity)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    struct ls_record *record = ls_record_new(entity, sqlite3_column_int64(s, 0));
    for (int f = 0; f < info->field_count; f++) {
        struct ls_value v = statement_column(s, f + 1, info->fields[f].type);
        if (v.kind != LS_V_NULL && !(v.kind == LS_V_TEXT && !*v.text))
            ls_record_set(record, f, &v);
        else if (info->fields[f].flags & LS_FF_TRUE)
            ls_record_set(record, f, &v);
    }
    return record;
}

/* Text as it lies in SQLite; NULL where it is none that may be shown. */
static const char *statement_text(sqlite3_stmt *s, int column)
{
    const char *text = (const char *)sqlite3_column_text(s, column);
    return !text ? "" : ls_text_valid(text, strlen(text)) ? text : NULL;
}

static void statement_view_date(const char *text, int64_t *ret_date)
{
    if (!text || !ls_date_parse(text, ret_date))
        *ret_date = LS_NONE;
}

/* What a number is in a record, as ls_record_set has it: of the wrong kind or out of bounds it is none. */
static void statement_view_number(sqlite3_stmt *s, int column, const struct ls_field *info, int64_t *ret_value)
{
    int kind = sqlite3_column_type(s, column);
    if (kind == SQLITE_NULL && !(info->flags & LS_FF_TRUE))
        return; /* as the blank record has it */
    int64_t i = kind == SQLITE_INTEGER ? sqlite3_column_int64(s, column) : LS_NONE;
    bool holds = i != LS_NONE && ls_field_holds(info, i);
    *ret_value = holds ? i : info->type == LS_T_BOOL || info->type == LS_T_REF ? 0 : LS_NONE;
}

static bool statement_view(sqlite3_stmt *s, int column, const struct ls_field *info, void *member)
{
    int kind;
    switch (info->type) {
    case LS_T_TEXT:
    case LS_T_NOTE:
    case LS_T_SET: return (*(const char **)member = statement_text(s, column)) != NULL;
    case LS_T_DATE: statement_view_date((const char *)sqlite3_column_text(s, column), member); break;
    case LS_T_REAL:
        kind = sqlite3_column_type(s, column);
        if (kind == SQLITE_FLOAT || kind == SQLITE_INTEGER)
            *(double *)member = sqlite3_column_double(s, column);
        break;
    default: statement_view_number(s, column, info, member); break;
    }
    return true;
}

bool store_row_view(sqlite3_stmt *s, struct ls_record *record, const struct ls_record *blank)
{
    const struct ls_entity_info *entity = ls_entity_info((enum ls_entity)blank->entity);
    memcpy(record, blank, entity->size);
    record->id = sqlite3_column_int64(s, 0);
    for (int f = 0, column = 0; f < entity->field_count; f++) {
        const struct ls_field *info = &entity->fields[f];
        if (statement_is_viewed(entity, f) && !statement_view(s, ++column, info, (char *)record + info->offset))
            return false;
    }
    return true;
}

/* The text, or, where another program or a damaged page has left what is not UTF-8, a copy with U+FFFD for that: as it
 * stands it could not be unpacked, and the record, with all behind it, would seem not to be there. */
static const char *statement_mended(const char *text, struct ls_buf *mended)
{
    size_t len = text ? strlen(text) : 0, used;
    uint32_t c;
    if (ls_text_valid(text, len))
        return text;
    ls_buf_clear(mended);
    for (size_t at = 0; (used = ls_text_decode(text + at, len - at, &c)); at += used)
        ls_text_encode(mended, c);
    return mended->data;
}

/* One column as it is packed; false where it is empty. What kind of value it is, SQLite is asked only where the field
 * leaves that open. */
static bool statement_packed(sqlite3_stmt *s, int column, const struct ls_field *info, struct ls_buf *mended,
                             struct ls_value *ret_value)
{
    const char *text;
    int64_t date;
    switch (info->type) {
    case LS_T_TEXT:
    case LS_T_NOTE:
    case LS_T_SET:
        text = statement_mended((const char *)sqlite3_column_text(s, column), mended);
        *ret_value = (struct ls_value){.kind = LS_V_TEXT, .text = (char *)(uintptr_t)text}; /* SQLite's until the next step */
        return text && *text;
    case LS_T_DATE:
        text = (const char *)sqlite3_column_text(s, column);
        if (!text || !ls_date_parse(text, &date))
            return false;
        *ret_value = ls_value_int(date);
        return true;
    default:
        *ret_value = statement_column(s, column, info->type);
        if (ret_value->kind == LS_V_NULL && info->flags & LS_FF_TRUE)
            *ret_value = ls_value_int(0); /* without it a new record's 1 would stand */
        return ret_value->kind != LS_V_NULL;
    }
}

void store_row_pack(sqlite3_stmt *s, enum ls_entity entity, struct ls_buf *b)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    LS_AUTO(buf) struct ls_buf mended = LS_BUF_INIT;
    struct ls_value v;
    ls_record_pack_head(b, entity, sqlite3_column_int64(s, 0));
    for (int f = 0; f < info->field_count; f++) {
        if (statement_packed(s, f + 1, &info->fields[f], &mended, &v))
            ls_record_pack_field(b, f, &v);
    }
    ls_record_pack_end(b);
}

static int statement_bind(sqlite3_stmt *s, int at, const struct ls_record *record, int field)
{
    const struct ls_field *info = ls_field_info((enum ls_entity)record->entity, field);
    const void *member = (const char *)record + info->offset;
    switch (info->type) {
    case LS_T_TEXT:
    case LS_T_NOTE:
    case LS_T_SET: return sqlite3_bind_text(s, at, *(const char *const *)member, -1, SQLITE_STATIC);
    case LS_T_REAL: {
        double r = *(const double *)member;
        return isnan(r) ? sqlite3_bind_null(s, at) : sqlite3_bind_double(s, at, r);
    }
    case LS_T_DATE: {
        LS_AUTO(buf) struct ls_buf date = LS_BUF_INIT;
        ls_date_format(&date, *(const int64_t *)member);
        return date.len ? sqlite3_bind_text(s, at, date.data, -1, SQLITE_TRANSIENT) : sqlite3_bind_null(s, at);
    }
    default: {
        int64_t i = *(const int64_t *)member;
        if (i == LS_NONE || (info->type == LS_T_REF && !i))
            return sqlite3_bind_null(s, at);
        return sqlite3_bind_int64(s, at, i);
    }
    }
}

static void statement_write_sql(struct ls_buf *sql, const struct ls_entity_info *info, bool made)
{
    ls_buf_printf(sql, made ? "INSERT INTO \"%s\" (id" : "UPDATE \"%s\" SET ", info->name);
    for (int f = 0; f < info->field_count; f++) {
        if (made)
            ls_buf_printf(sql, ", \"%s\"", info->fields[f].name);
        else
            ls_buf_printf(sql, "%s\"%s\" = ?%d", f ? ", " : "", info->fields[f].name, f + 2);
    }
    if (!made) {
        ls_buf_str(sql, " WHERE id = ?1");
        return;
    }
    ls_buf_str(sql, ") VALUES (?1");
    for (int f = 0; f < info->field_count; f++)
        ls_buf_printf(sql, ", ?%d", f + 2);
    ls_buf_char(sql, ')');
}

int store_write_record(struct ls_store *store, const struct ls_record *record, bool made, struct ls_error *err)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    sqlite3_stmt **s = made ? &store->inserts[record->entity] : &store->updates[record->entity];
    if (!*s) {
        LS_AUTO(buf) struct ls_buf sql = LS_BUF_INIT;
        statement_write_sql(&sql, info, made);
        int code = statement_prepare(store, sql.data, s, err);
        if (code)
            return code;
    }
    int rc = sqlite3_bind_int64(*s, 1, record->id);
    for (int f = 0; rc == SQLITE_OK && f < info->field_count; f++)
        rc = statement_bind(*s, f + 2, record, f);
    if (rc != SQLITE_OK)
        return store_fail(store, rc, "write to the team file", err);
    int code = store_step_done(store, *s, "write to the team file", err);
    sqlite3_clear_bindings(*s);
    if (!code && sqlite3_changes(store->db) != 1)
        code = ls_error_set(err, LS_ECORRUPT, "a %s that should be in the team file is not there", info->label);
    return code;
}

int store_num_taken(struct ls_store *store, enum ls_entity entity, int64_t num, struct ls_error *err)
{
    sqlite3_stmt **s = &store->by_num[entity];
    if (!*s) {
        LS_AUTO(string) char *sql = ls_asprintf("SELECT 1 FROM \"%s\" WHERE num = ?1", ls_entity_info(entity)->name);
        int code = statement_prepare(store, sql, s, err);
        if (code)
            return code;
    }
    sqlite3_bind_int64(*s, 1, num);
    int rc = sqlite3_step(*s);
    int code = rc == SQLITE_ROW ? 1 : rc == SQLITE_DONE ? 0 : store_fail(store, rc, "read the team file", err);
    sqlite3_reset(*s);
    return code;
}
