/* Stands in for the session until there is one: a board in a file of packed records, no helpers, no log. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/pack.h"
#include "base/paths.h"
#include "lockstep/rules.h"
#include "lockstep/session.h"

#define WEAK

struct ls_session {
    struct ls_board *board;
    char *path, *user;
    struct ls_changeset *last;
};

WEAK int ls_session_open(const struct ls_session_options *o, struct ls_session **r, struct ls_error *err)
{
    struct ls_session *s = ls_alloc(sizeof(*s));
    s->board = ls_board_new();
    s->path = ls_strdup(o->path);
    s->user = ls_strdup(o->user);
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    if (!o->create && ls_file_read(&b, o->path, 0, err) != 0)
        return err->code;
    struct ls_unpack u;
    ls_unpack_init(&u, b.data, b.len);
    while (u.left) {
        struct ls_record *record;
        if (ls_record_unpack(&u, &record, err) != 0)
            return err->code;
        ls_board_put(s->board, record);
    }
    *r = s;
    return 0;
}
WEAK void ls_session_close(struct ls_session *s)
{
    if (!s)
        return;
    ls_board_free(s->board);
    ls_changeset_free(s->last);
    free(s->path);
    free(s->user);
    free(s);
}
WEAK const struct ls_board *ls_session_board(const struct ls_session *s)
{
    return s->board;
}
WEAK ls_id ls_session_me(const struct ls_session *s)
{
    return ls_board_by_handle(s->board, LS_E_PERSON, s->user);
}
WEAK const char *ls_session_user(const struct ls_session *s)
{
    return s->user;
}
WEAK int ls_session_commit(struct ls_session *s, struct ls_changeset *cs, uint64_t *n LS_UNUSED, struct ls_buf *said,
                           struct ls_error *err)
{
    ls_rules_fill(s->board, cs, ls_clock_now(), LS_NONE, said);
    for (size_t i = 0; i < cs->len; i++) {
        const struct ls_entity_info *info = ls_entity_info(cs->records[i].entity);
        if (*info->prefix && ls_changeset_edit(cs, cs->records[i].id, LS_F_DELETED) &&
            !ls_changeset_edit(cs, cs->records[i].id, LS_F_NUM)) {
            ls_change_int(cs, s->board, cs->records[i].id, LS_F_NUM,
                          ls_board_highest_num(s->board, cs->records[i].entity) + 1);
        }
    }
    ls_board_apply(s->board, cs);
    if (ls_rules_check(s->board, cs, err) != 0) {
        ls_changeset_free(cs);
        return err->code;
    }
    ls_changeset_free(s->last);
    s->last = cs;
    return 0;
}
WEAK const struct ls_changeset *ls_session_last(const struct ls_session *s)
{
    return s->last;
}
WEAK int ls_session_wait_loaded(struct ls_session *s LS_UNUSED, int64_t ms LS_UNUSED, struct ls_error *err LS_UNUSED)
{
    return 0;
}
WEAK int ls_session_wait_saved(struct ls_session *s, int64_t ms LS_UNUSED, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    for (int e = 0; e < LS_E_COUNT; e++) {
        struct ls_board_walk walk = {.board = s->board, .entity = (enum ls_entity)e};
        const struct ls_record *record;
        while ((record = ls_board_walk_next(&walk)) != NULL)
            ls_record_pack(&b, record);
    }
    return ls_file_replace(s->path, b.data, b.len, err);
}
WEAK void ls_session_status(const struct ls_session *s LS_UNUSED, struct ls_session_status *ret)
{
    *ret = (struct ls_session_status){.team = "?", .phase = LS_SESSION_LOADED, .saved_at = LS_NONE, .waiting_for = ""};
}
WEAK int ls_session_wait_log(struct ls_session *s, ls_id r LS_UNUSED, unsigned limit LS_UNUSED, int64_t ms LS_UNUSED,
                             struct ls_changeset ***log, size_t *n, struct ls_error *err LS_UNUSED)
{
    *log = NULL;
    *n = 0;
    return s == NULL;
}

/* --- for the screen ---------------------------------------------------------------------------- */

WEAK int ls_session_undo(struct ls_session *s, char **label, struct ls_error *err)
{
    if (!s->last)
        return ls_error_set(err, LS_ENOTFOUND, "nothing to undo");
    struct ls_changeset *inverse = ls_changeset_inverse(s->last, ls_clock_now());
    if (label)
        *label = ls_strdup(s->last->label);
    ls_board_apply(s->board, inverse);
    ls_changeset_free(s->last);
    s->last = inverse;
    return 0;
}
WEAK int ls_session_redo(struct ls_session *s, char **label, struct ls_error *err)
{
    return ls_session_undo(s, label, err);
}
WEAK int ls_session_set_user(struct ls_session *s, const char *handle, struct ls_error *err LS_UNUSED)
{
    free(s->user);
    s->user = ls_strdup(handle);
    return 0;
}
WEAK const char *ls_session_path(const struct ls_session *s)
{
    return s->path;
}
WEAK size_t ls_session_poll(const struct ls_session *s LS_UNUSED, struct pollfd *fds LS_UNUSED, size_t cap LS_UNUSED,
                            int *timeout_ms LS_UNUSED)
{
    return 0;
}
WEAK bool ls_session_turn(struct ls_session *s LS_UNUSED)
{
    return false;
}
WEAK void ls_session_set_active(struct ls_session *s LS_UNUSED, bool active LS_UNUSED, bool sync_runs LS_UNUSED)
{
}
WEAK void ls_session_refresh(struct ls_session *s LS_UNUSED)
{
}
WEAK bool ls_session_event(struct ls_session *s LS_UNUSED, struct ls_session_event *e LS_UNUSED)
{
    return false;
}
WEAK void ls_session_ask_log(struct ls_session *s LS_UNUSED, ls_id record LS_UNUSED, unsigned limit LS_UNUSED)
{
}
WEAK void ls_session_set_draft(struct ls_session *s LS_UNUSED, const char *key LS_UNUSED, const char *text LS_UNUSED)
{
}
WEAK const char *ls_session_draft(const struct ls_session *s LS_UNUSED, const char *key LS_UNUSED)
{
    return "";
}
