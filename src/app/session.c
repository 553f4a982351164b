/* The session: a team file as a front end sees it. Opening, leaving, state, events, drafts.
 * Its changesets are in session_pending.c and session_saved.c, its loop in session_turn.c, waiting in session_wait.c. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "app/processes.h"
#include "app/session_internal.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/paths.h"
#include "helper/helper.h"

enum { SILENT_AFTER_MS = 1000 };

/* --- helpers --------------------------------------------------------------------------------- */

int session_start_journal(struct ls_session *s, struct ls_error *err)
{
    struct journal_process_start start = {s->state_dir, s->path, s->have_writer ? s->writer : NULL, s->asked_read_only};
    ls_channel_done(&s->journal.channel);
    s->journal_ready = false;
    s->journal.starts++;
    return ls_helper_start("lockstep-keep", app_journal_process, &start, &s->journal.channel, &s->journal.pid, err);
}

static int session_begin_share(struct ls_session *s, bool look, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_channel_done(&s->share.channel);
    s->share.starts++;
    int code = ls_helper_start("lockstep-share", app_share_process, NULL, &s->share.channel, &s->share.pid, err);
    if (code)
        return code;
    ls_pack_str(&b, s->path);
    ls_pack_uint(&b, s->create && s->share.starts == 1);
    ls_pack_str(&b, s->create);
    ls_pack_uint(&b, s->asked_read_only);
    ls_pack_int(&b, ls_stamp_date(ls_clock_now()));
    ls_pack_str(&b, s->state_dir);
    ls_pack_str(&b, s->user);
    ls_pack_uint(&b, s->parts.wait_ms > 0);
    ls_pack_uint(&b, look);
    protocol_send(&s->share.channel, SHARE_OPEN, &b);
    ls_channel_flush(&s->share.channel);
    s->asked = SHARE_OPEN;
    s->asked_at = ls_clock_monotonic();
    return LS_OK;
}

int session_start_share(struct ls_session *s, struct ls_error *err)
{
    return session_begin_share(s, false, err);
}

/* The share process says first whether the file is there. One that hangs with its drive says nothing, and may open it yet. */
static int session_look(struct ls_session *s, int limit_ms, struct ls_error *err)
{
    struct ls_message message;
    struct ls_unpack u;
    if (!ls_channel_wait(&s->share.channel, limit_ms, &message) || message.type != SHARE_PRESENT)
        return LS_OK;
    ls_unpack_init(&u, message.data, message.len);
    if (ls_unpack_uint(&u))
        return LS_OK;
    return ls_error_set(err, LS_ENOTFOUND, "there is no team file %s", s->path);
}

/* The share process first: it has more to do until the first page, and the journal process is forked meanwhile. Where it
 * says that there is no file, no journal is begun for it. */
static int session_start(struct ls_session *s, int look_ms, struct ls_error *err)
{
    int code = session_begin_share(s, look_ms > 0, err);
    if (!code && look_ms > 0)
        code = session_look(s, look_ms, err);
    return code ? code : session_start_journal(s, err);
}

/* --- opening and leaving --------------------------------------------------------------------- */

/* Absolute, with "//", "/./" and "x/.." taken out by their letters: what names the journal. To resolve links
 * would touch the drive, which the share process alone may do. */
static char *session_absolute(const char *path)
{
    LS_AUTO(buf) struct ls_buf full = LS_BUF_INIT;
    struct ls_buf out = LS_BUF_INIT;
    ls_path_absolute(&full, path);
    for (const char *at = full.data; *at;) {
        at += strspn(at, "/");
        size_t len = strcspn(at, "/");
        if (len == 2 && !strncmp(at, "..", 2)) {
            while (out.len && out.data[out.len - 1] != '/')
                ls_buf_truncate(&out, out.len - 1);
            if (out.len)
                ls_buf_truncate(&out, out.len - 1);
        } else if (len && !(len == 1 && *at == '.')) {
            ls_buf_char(&out, '/');
            ls_buf_add(&out, at, len);
        }
        at += len;
    }
    return ls_buf_steal(&out);
}

int ls_session_open(const struct ls_session_options *options, struct ls_session **ret_session, struct ls_error *err)
{
    struct ls_session *s = ls_alloc(sizeof(*s));
    LS_AUTO(buf) struct ls_buf state = LS_BUF_INIT;
    if (options->state_dir)
        ls_buf_str(&state, options->state_dir);
    else
        ls_path_state(&state);
    ls_channel_init(&s->journal.channel, -1);
    ls_channel_init(&s->share.channel, -1);
    s->path = session_absolute(options->path);
    s->state_dir = session_absolute(state.data);
    s->create = options->create ? ls_strdup(options->create) : NULL;
    s->user = ls_strdup(options->user);
    s->asked_user = *s->user && !options->user_guessed;
    s->asked_read_only = options->read_only;
    s->team = ls_strdup("");
    s->read_only_why = ls_strdup("");
    s->saved_at = LS_NONE;
    ls_buf_init(&s->import_said);
    s->active = true;
    s->parts.wait_ms = options->parts_ms;
    s->board = s->incoming = session_board_new(s);
    int code = session_start(s, options->look_ms, err);
    if (code) {
        ls_session_close(s);
        return code;
    }
    *ret_session = s;
    return LS_OK;
}

static void event_done(struct ls_session_event *event)
{
    ls_changeset_free((struct ls_changeset *)(uintptr_t)event->cs);
    ls_changeset_free((struct ls_changeset *)(uintptr_t)event->theirs);
    struct ls_error *error = (struct ls_error *)(uintptr_t)event->error;
    ls_error_done(error);
    free(error);
    for (size_t i = 0; i < event->log_count; i++)
        ls_changeset_free((struct ls_changeset *)(uintptr_t)event->log[i]);
    free((void *)(uintptr_t)event->log);
    *event = (struct ls_session_event){0};
}

static void session_free_state(struct ls_session *s)
{
    for (size_t i = 0; i < s->state_len; i++) {
        free(s->state[i].key);
        free(s->state[i].value);
    }
    free(s->state);
}

/* Leaving is closing the sockets: the helpers finish the request in hand and end. What they were asked to keep lies in
 * their sockets and is kept all the same. */
void ls_session_close(struct ls_session *s)
{
    if (!s)
        return;
    ls_channel_flush(&s->journal.channel);
    ls_channel_done(&s->journal.channel);
    ls_channel_done(&s->share.channel);
    for (size_t i = 0; i < s->pending_len; i++) {
        ls_changeset_free(s->pending[i].cs);
        ls_buf_done(&s->pending[i].packed);
        ls_changeset_free(s->pending[i].shown);
        free(s->pending[i].waits_for);
    }
    free(s->pending);
    free(s->never);
    if (s->incoming != s->board)
        ls_board_free(s->incoming);
    ls_board_free(s->board);
    while (s->event_at < s->event_len)
        event_done(&s->events[s->event_at++]);
    event_done(&s->given);
    free(s->events);
    session_undo_done(s);
    session_news_forget(s);
    session_conflicts_done(s);
    session_imports_done(s);
    free(s->questions);
    ls_changeset_free(s->last);
    session_free_state(s);
    session_peers_done(s);
    ls_health_done(&s->health);
    session_parts_done(s);
    ls_error_done(&s->error);
    ls_error_done(&s->journal_error);
    ls_error_done(&s->draft_error);
    ls_error_done(&s->damage);
    ls_error_done(&s->verdict);
    ls_error_done(&s->backup_error);
    free(s->saved);
    session_heal_done(s);
    free(s->backup);
    free(s->path);
    free(s->state_dir);
    free(s->create);
    free(s->user);
    free(s->team);
    free(s->read_only_why);
    free(s);
}

/* --- what is known --------------------------------------------------------------------------- */

const struct ls_board *ls_session_board(const struct ls_session *s)
{
    return s->board;
}

const char *ls_session_path(const struct ls_session *s)
{
    return s->path;
}

const char *ls_session_user(const struct ls_session *s)
{
    return s->user;
}

ls_id ls_session_me(const struct ls_session *s)
{
    return s->me;
}

void session_find_me(struct ls_session *s)
{
    uint64_t version = ls_board_version(s->board);
    if (s->me_board == s->board && s->me_version == version)
        return;
    s->me_board = s->board;
    s->me_version = version;
    ls_id before = s->me;
    s->me = *s->user ? ls_board_by_handle(s->board, LS_E_PERSON, s->user) : 0;
    if (s->me != before) {
        session_acts_forget(s);
        session_news_forget(s);
    }
}

void session_remember(struct ls_session *s, const char *key, const char *value)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    session_state_put(s, key, value);
    ls_pack_str(&b, key);
    ls_pack_str(&b, value);
    protocol_send(&s->journal.channel, JOURNAL_SET, &b);
    ls_channel_flush(&s->journal.channel);
}

int ls_session_set_user(struct ls_session *s, const char *handle, struct ls_error *err)
{
    if (!*handle)
        return ls_error_set(err, LS_EUSAGE, "a name is needed");
    free(s->user);
    s->user = ls_strdup(handle + (*handle == '@'));
    s->asked_user = true;
    s->me_board = NULL;
    session_find_me(s);
    session_remember(s, "user", s->user);
    session_tell_user(s);
    s->changed = true;
    return LS_OK;
}

void ls_session_status(const struct ls_session *s, struct ls_session_status *ret_status)
{
    *ret_status = (struct ls_session_status){
        .phase = s->phase,
        .error = s->error.code ? &s->error : &s->damage,
        .team = s->team,
        .read_only = session_may_write(s, NULL) != LS_OK,
        .drive = &s->drive_error,
        .read = s->read,
        .conflicts = session_conflicts_count(s),
        .lost = s->heal == HEAL_ASKS ? (unsigned)s->lost_len : 0,
        .saved_at = s->saved_at,
        .drive_note = s->drive_note ? s->drive_note : "",
        .waiting_for = s->waiting_for ? s->waiting_for : "",
        .beside = s->draft_beside,
        .local = s->journal_ready || s->journal_error.code,
        .asking = s->question_len || s->undo_len || (session_heal_waits(s) && !s->journal_error.code),
    };
    for (size_t i = 0; i < s->pending_len; i++) {
        if (i && s->pending[i].import && s->pending[i - 1].cs->group == s->pending[i].cs->group)
            continue; /* a large import is one edit */
        bool waits = s->pending[i].waits_for && s->pending[i].state != PENDING_UNKEPT;
        bool kept = !waits && (s->pending[i].state == PENDING_KEPT || s->pending[i].state == PENDING_SENT);
        bool here = s->phase != LS_SESSION_LOADED || !memcmp(s->pending[i].file_id, s->file_id, LS_WRITER_SIZE);
        ret_status->pending += kept && here;
        ret_status->elsewhere += kept && !here;
        ret_status->waiting += waits;
        ret_status->unkept += !kept && !waits;
    }
    int64_t silent = s->asked ? ls_clock_monotonic() - s->asked_at : 0;
    ret_status->silent_ms = silent >= SILENT_AFTER_MS ? silent : 0;
}

/* --- events ---------------------------------------------------------------------------------- */

void session_event(struct ls_session *s, struct ls_session_event event, struct ls_error *err)
{
    if (err) {
        struct ls_error *own = ls_alloc(sizeof(*own));
        ls_error_move(own, err);
        event.error = own;
    }
    LS_GROW(s->events, s->event_len, s->event_cap);
    s->events[s->event_len++] = event;
    s->changed = true;
}

bool ls_session_event(struct ls_session *s, struct ls_session_event *ret_event)
{
    event_done(&s->given);
    if (s->event_at == s->event_len) {
        s->event_at = s->event_len = 0;
        return false;
    }
    s->given = s->events[s->event_at++];
    *ret_event = s->given;
    return true;
}

static void session_copy_error(struct ls_error *to, const struct ls_error *from)
{
    ls_error_set(to, from->code, "%s", from->message ? from->message : "");
    if (from->hint)
        ls_error_hint(to, "%s", from->hint);
}

void session_trouble(struct ls_session *s, struct ls_error *err)
{
    const char *before = s->error.message ? s->error.message : "", *now = err->message ? err->message : "";
    if (s->error.code != err->code || strcmp(before, now)) {
        session_copy_error(&s->error, err);
        session_event(s, (struct ls_session_event){.kind = LS_SESSION_EVENT_TROUBLE}, err);
    }
    ls_error_done(err);
}

void session_well(struct ls_session *s)
{
    s->saving_fails = false;
    if (!s->error.code || s->phase == LS_SESSION_FAILED)
        return;
    ls_error_done(&s->error);
    s->changed = true;
}

/* --- requests and state ---------------------------------------------------------------------- */

void ls_session_set_active(struct ls_session *s, bool active, bool sync_runs)
{
    bool sooner = (active && !s->active) || (sync_runs && !s->sync_runs);
    s->active = active;
    s->sync_runs = sync_runs;
    if (sooner)
        s->poll_at = 0;
}

void ls_session_refresh(struct ls_session *s)
{
    s->poll_at = 0;
    s->poll_again = s->asked == SHARE_POLL;
    s->retry_at = 0;
    session_ask(s);
}

void session_ask_question(struct ls_session *s, const struct session_question *question)
{
    for (size_t i = s->asked == SHARE_LOG; i < s->question_len; i++) {
        if (s->questions[i].record == question->record && s->questions[i].kind == question->kind) {
            s->questions[i] = *question;
            return;
        }
    }
    LS_GROW(s->questions, s->question_len, s->question_cap);
    s->questions[s->question_len++] = *question;
    session_ask(s);
}

void ls_session_ask_log(struct ls_session *s, ls_id record, unsigned limit)
{
    session_ask_question(s, &(struct session_question){.record = record, .limit = limit});
}

void session_state_put(struct ls_session *s, const char *key, const char *value)
{
    size_t i = 0;
    if (session_conflict_is_key(key)) {
        session_conflict_load(s, key, value);
        return;
    }
    if (session_import_is_key(key)) {
        session_import_load(s, key, value);
        return;
    }
    while (i < s->state_len && strcmp(s->state[i].key, key))
        i++;
    if (i == s->state_len) {
        LS_GROW(s->state, s->state_len, s->state_cap);
        s->state[s->state_len++] = (struct session_pair){ls_strdup(key), NULL};
    }
    free(s->state[i].value);
    s->state[i].value = ls_strdup(value);
    if (!strcmp(key, "user") && !s->asked_user) {
        free(s->user);
        s->user = ls_strdup(value);
        s->me_board = NULL;
        session_tell_user(s);
    }
}
