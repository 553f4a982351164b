/* Conflicts: fields of mine that somebody had changed first. Both values rest in the journal's state until one is
 * chosen; before the changeset is settled there, so that no crash loses mine. */
#include <stdlib.h>
#include <string.h>

#include "app/session_internal.h"
#include "base/mem.h"
#include "lockstep/board.h"

#define KEY_PREFIX "conflict/"

/* --- resting in the journal ------------------------------------------------------------------ */

static void conflict_done(struct session_conflict *c)
{
    free(c->key);
    ls_changeset_free(c->made);
    ls_changeset_free(c->mine);
    ls_changeset_free(c->theirs);
}

void session_conflicts_done(struct ls_session *s)
{
    for (size_t i = 0; i < s->conflict_len; i++)
        conflict_done(&s->conflicts[i]);
    free(s->conflicts);
}

/* State is text, so the packed form is written in hexadecimal digits. */
static void conflict_format(const struct session_conflict *c, struct ls_buf *text)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_pack_bytes(&b, c->file_id, LS_WRITER_SIZE);
    ls_pack_uint(&b, c->whole);
    ls_changeset_pack(&b, c->made);
    ls_changeset_pack(&b, c->mine);
    ls_changeset_pack(&b, c->theirs);
    for (size_t i = 0; i < b.len; i++)
        ls_buf_printf(text, "%02x", (uint8_t)b.data[i]);
}

static int conflict_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool conflict_parse(const char *text, struct session_conflict *c)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    struct ls_unpack u;
    for (; text[0] && text[1]; text += 2) {
        int high = conflict_digit(text[0]), low = conflict_digit(text[1]);
        if (high < 0 || low < 0)
            return false;
        ls_buf_char(&b, (char)(high << 4 | low));
    }
    ls_unpack_init(&u, b.data, b.len);
    ls_unpack_fixed(&u, c->file_id, LS_WRITER_SIZE);
    c->whole = ls_unpack_uint(&u) != 0;
    return ls_changeset_unpack(&u, &c->made, NULL) == LS_OK && ls_changeset_unpack(&u, &c->mine, NULL) == LS_OK &&
           ls_changeset_unpack(&u, &c->theirs, NULL) == LS_OK;
}

/* "" where nothing is left to choose. */
static void conflict_keep(struct ls_session *s, const struct session_conflict *c)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT, text = LS_BUF_INIT;
    if (c->mine->len)
        conflict_format(c, &text);
    ls_pack_str(&b, c->key);
    ls_pack_str(&b, text.data);
    protocol_send(&s->journal.channel, JOURNAL_SET, &b);
    s->changed = true;
}

bool session_conflict_is_key(const char *key)
{
    return !strncmp(key, KEY_PREFIX, strlen(KEY_PREFIX));
}

void session_conflict_load(struct ls_session *s, const char *key, const char *value)
{
    struct session_conflict c = {.key = ls_strdup(key)};
    for (size_t i = 0; i < s->conflict_len; i++) {
        if (!strcmp(s->conflicts[i].key, key)) {
            conflict_done(&c);
            return;
        }
    }
    if (!*value || !conflict_parse(value, &c)) {
        conflict_done(&c);
        return;
    }
    LS_GROW(s->conflicts, s->conflict_len, s->conflict_cap);
    s->conflicts[s->conflict_len++] = c;
}

/* --- fields ---------------------------------------------------------------------------------- */

static void changeset_drop_edit(struct ls_changeset *cs, ls_id record, int field)
{
    struct ls_record_edit *edits = (struct ls_record_edit *)(uintptr_t)ls_changeset_record(cs, record);
    for (size_t i = 0; edits && i < edits->len; i++) {
        if (edits->edits[i].field != field)
            continue;
        ls_value_done(&edits->edits[i].before);
        ls_value_done(&edits->edits[i].after);
        memmove(&edits->edits[i], &edits->edits[i + 1], (edits->len - i - 1) * sizeof(*edits->edits));
        edits->len--;
        break;
    }
    ls_changeset_prune(cs);
}

static void conflict_forget(struct ls_session *s, size_t at)
{
    conflict_done(&s->conflicts[at]);
    memmove(&s->conflicts[at], &s->conflicts[at + 1], (s->conflict_len - at - 1) * sizeof(*s->conflicts));
    s->conflict_len--;
}

/* Of this team file, and of the person who is at it now. */
static bool conflict_here(const struct ls_session *s, const struct session_conflict *c)
{
    return s->phase == LS_SESSION_LOADED && !memcmp(c->file_id, s->file_id, LS_WRITER_SIZE) &&
           (!c->made->who || c->made->who == s->me);
}

/* Calls for every field to choose; where it says so, the field needs no choice any more. */
typedef bool conflict_is_settled(struct ls_session *s, struct session_conflict *c, const struct ls_record_edit *record,
                                 const struct ls_edit *mine, const void *arg);

static void conflicts_sweep(struct ls_session *s, conflict_is_settled *settled, const void *arg)
{
    for (size_t i = s->conflict_len; i-- > 0;) {
        struct session_conflict *c = &s->conflicts[i];
        bool changed = false;
        for (size_t r = c->mine->len; conflict_here(s, c) && r-- > 0;) {
            const struct ls_record_edit *record = &c->mine->records[r];
            ls_id id = record->id;
            for (size_t e = record->len; e-- > 0;) {
                record = ls_changeset_record(c->mine, id);
                if (!settled(s, c, record, &record->edits[e], arg))
                    continue;
                changeset_drop_edit(c->mine, id, record->edits[e].field);
                changed = true;
            }
        }
        if (changed)
            conflict_keep(s, c);
        if (!c->mine->len)
            conflict_forget(s, i);
    }
}

static bool settled_by_choice(struct ls_session *s, struct session_conflict *c, const struct ls_record_edit *record,
                              const struct ls_edit *mine, const void *cs)
{
    (void)s;
    return !c->whole && ls_changeset_edit(cs, record->id, mine->field);
}

void session_conflicts_chosen(struct ls_session *s, const struct ls_changeset *cs)
{
    conflicts_sweep(s, settled_by_choice, cs);
}

/* What stands now is what is shown as theirs; where that is what I wanted, there is nothing to choose. */
static bool settled_by_board(struct ls_session *s, struct session_conflict *c, const struct ls_record_edit *record,
                             const struct ls_edit *mine, const void *arg)
{
    const struct ls_record *stands = ls_board_record(s->board, record->id);
    struct ls_edit *theirs = (struct ls_edit *)(uintptr_t)ls_changeset_edit(c->theirs, record->id, mine->field);
    (void)arg;
    if (!stands || (stands->deleted && mine->field != LS_F_DELETED))
        return false;
    struct ls_value now = ls_record_get(stands, mine->field);
    bool same = ls_value_equal(&now, &mine->after) && !c->whole;
    if (theirs && !ls_value_equal(&theirs->after, &now)) {
        ls_value_done(&theirs->after);
        theirs->after = ls_value_copy(&now);
    }
    ls_value_done(&now);
    return same;
}

void session_conflicts_review(struct ls_session *s)
{
    if (s->conflict_len)
        conflicts_sweep(s, settled_by_board, NULL);
}

/* --- a new one ------------------------------------------------------------------------------- */

bool session_conflict_stays(const struct ls_changeset *cs)
{
    return !(cs->flags & LS_CS_WHOLE) || cs->flags & LS_CS_IMPORT;
}

/* What is shown beside the fields to choose: of the same records, without the guards. */
static struct ls_changeset *conflict_made(const struct ls_changeset *cs, const struct ls_changeset *mine, bool whole)
{
    struct ls_changeset *made = ls_changeset_copy(cs);
    for (size_t r = made->len; r-- > 0;) {
        struct ls_record_edit *record = &made->records[r];
        bool beside = whole || ls_changeset_record(mine, record->id);
        for (size_t e = record->len; e-- > 0;) {
            const struct ls_edit *edit = &record->edits[e];
            if (beside && !ls_value_equal(&edit->before, &edit->after))
                continue;
            ls_value_done(&record->edits[e].before);
            ls_value_done(&record->edits[e].after);
            memmove(&record->edits[e], &record->edits[e + 1], (record->len - e - 1) * sizeof(*record->edits));
            record->len--;
        }
    }
    ls_changeset_prune(made);
    return made;
}

void session_conflict_add(struct ls_session *s, const struct session_pending *p, const struct ls_changeset *mine,
                          const struct ls_changeset *theirs)
{
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    if (!session_conflict_stays(p->cs))
        return;
    session_conflicts_chosen(s, mine); /* what I wanted of the same field before is out of date */
    ls_buf_str(&key, KEY_PREFIX);
    for (size_t i = 0; i < LS_WRITER_SIZE; i++)
        ls_buf_printf(&key, "%02x", p->cs->writer[i]);
    ls_buf_printf(&key, "-%llu", (unsigned long long)p->cs->n);
    struct session_conflict c = {.key = ls_buf_steal(&key), .whole = (p->cs->flags & LS_CS_WHOLE) != 0};
    memcpy(c.file_id, p->file_id, LS_WRITER_SIZE);
    c.made = conflict_made(p->cs, mine, c.whole);
    c.mine = ls_changeset_copy(mine);
    c.theirs = ls_changeset_copy(theirs);
    LS_GROW(s->conflicts, s->conflict_len, s->conflict_cap);
    s->conflicts[s->conflict_len++] = c;
    conflict_keep(s, &c);
}

/* --- for the front ends ---------------------------------------------------------------------- */

unsigned session_conflicts_count(const struct ls_session *s)
{
    unsigned count = 0;
    for (size_t i = 0; i < s->conflict_len; i++) {
        const struct session_conflict *c = &s->conflicts[i];
        for (size_t r = 0; conflict_here(s, c) && r < c->mine->len; r++)
            count += (unsigned)c->mine->records[r].len;
    }
    return count;
}

/* The last who set the field, as far as the board knows: else who changed the record when the conflict came up. */
static void conflict_blame(const struct ls_session *s, const struct session_conflict *c, struct ls_conflict *ret)
{
    ret->who = c->theirs->who;
    ret->at = c->theirs->at;
    for (size_t i = ls_board_event_count(s->board); i-- > 0;) {
        const struct ls_event *e = ls_board_event(s->board, i);
        if (e->record != ret->record || e->field != ret->field || e->who == s->me)
            continue;
        ret->who = e->who;
        ret->at = e->at;
        return;
    }
}

/* A field that people see. */
static bool conflict_is_told(const struct ls_record_edit *record, const struct ls_edit *edit)
{
    const struct ls_field *field = ls_field_info(record->entity, edit->field);
    return edit->field == LS_F_DELETED ? edit->before.kind != LS_V_NULL : !(field->flags & (LS_FF_HIDDEN | LS_FF_COMMON));
}

static void conflict_fill(const struct ls_session *s, const struct session_conflict *c, const struct ls_record_edit *record,
                          const struct ls_edit *edit, struct ls_conflict *ret)
{
    const struct ls_edit *theirs = ls_changeset_edit(c->theirs, record->id, edit->field);
    *ret = (struct ls_conflict){.record = record->id, .entity = record->entity, .field = edit->field,
                                .before = &edit->before, .mine = &edit->after, .label = c->made->label,
                                .theirs = theirs ? &theirs->after : NULL,
                                .kept = edit->field == LS_F_DELETED ? ls_changeset_record(c->theirs, record->id) : NULL,
                                .merged = !ls_changeset_edit(c->mine, record->id, edit->field)};
    conflict_blame(s, c, ret);
}

bool ls_session_conflict(const struct ls_session *s, size_t at, struct ls_conflict *ret_conflict)
{
    for (size_t i = 0; i < s->conflict_len; i++) {
        const struct session_conflict *c = &s->conflicts[i];
        const struct ls_changeset *shown = c->whole ? c->mine : c->made;
        for (size_t r = 0; conflict_here(s, c) && r < shown->len; r++) {
            const struct ls_record_edit *record = &shown->records[r];
            for (size_t e = 0; ls_changeset_record(c->mine, record->id) && e < record->len; e++) {
                if (!conflict_is_told(record, &record->edits[e]) || at-- > 0)
                    continue;
                conflict_fill(s, c, record, &record->edits[e], ret_conflict);
                return true;
            }
        }
    }
    return false;
}

/* --- choosing -------------------------------------------------------------------------------- */

/* One choice, as it goes through all conflicts. */
struct conflict_choice {
    ls_id record;
    int field;
    bool mine;
    size_t count;
    struct ls_changeset *cs;    /* the fields taken from mine */
    struct ls_changeset *ready; /* an import with nothing left to choose */
};

static bool choice_fits(const struct conflict_choice *choice, ls_id record, int field)
{
    return (!choice->record || choice->record == record) && (choice->field < 0 || choice->field == field);
}

static void choice_take_mine(struct ls_session *s, struct conflict_choice *choice, const struct session_conflict *c,
                             ls_id record, const struct ls_edit *edit)
{
    const struct ls_record *stands = ls_board_record(s->board, record);
    if (!stands)
        return;
    if (!choice->cs)
        choice->cs = ls_changeset_new(c->made->label);
    if (stands->deleted && edit->field != LS_F_DELETED)
        ls_change_int(choice->cs, s->board, record, LS_F_DELETED, 0);
    ls_change_set(choice->cs, s->board, record, edit->field, &edit->after);
}

/* An import waits whole: mine is put onto what stands, theirs leaves it. */
static void choice_into_whole(struct ls_session *s, const struct conflict_choice *choice, struct session_conflict *c,
                              ls_id record, int field)
{
    struct ls_edit *edit = (struct ls_edit *)(uintptr_t)ls_changeset_edit(c->made, record, field);
    const struct ls_record *stands = ls_board_record(s->board, record);
    if (!choice->mine || !edit || !stands) {
        changeset_drop_edit(c->made, record, field);
        return;
    }
    ls_value_done(&edit->before);
    edit->before = ls_record_get(stands, field);
}

static bool choice_settles(struct ls_session *s, struct session_conflict *c, const struct ls_record_edit *record,
                           const struct ls_edit *mine, const void *arg)
{
    struct conflict_choice *choice = (struct conflict_choice *)(uintptr_t)arg;
    if (!choice_fits(choice, record->id, mine->field))
        return false;
    choice->count++;
    if (c->whole) {
        choice_into_whole(s, choice, c, record->id, mine->field);
        if (c->mine->len == 1 && record->len == 1)
            choice->ready = ls_changeset_copy(c->made);
        return true;
    }
    if (choice->mine)
        choice_take_mine(s, choice, c, record->id, mine);
    else
        changeset_drop_edit(c->made, record->id, mine->field);
    return !choice->mine; /* mine is settled by being committed */
}

int ls_session_conflict_take(struct ls_session *s, ls_id record, int field, bool mine, size_t *ret_count,
                             struct ls_error *err)
{
    struct conflict_choice choice = {.record = record, .field = field, .mine = mine};
    int code = session_ready(s, err);
    if (code)
        return code;
    session_restack(s);
    conflicts_sweep(s, choice_settles, &choice);
    if (!choice.count)
        return ls_error_set(err, LS_ENOTFOUND, s->conflict_len ? "there is no such conflict" : "there are no conflicts");
    if (choice.cs)
        code = ls_session_commit(s, choice.cs, NULL, NULL, err);
    if (!code && choice.ready) {
        choice.ready->n = 0;
        code = ls_session_commit(s, choice.ready, NULL, NULL, err);
    } else {
        ls_changeset_free(choice.ready);
    }
    if (!code && ret_count)
        *ret_count = choice.count;
    return code;
}
