/* Commands on rituals: switching on (from a template where the team has none of that name) and off, changing one and
 * its segments. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/cmd_fields.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/board.h"
#include "lockstep/error.h"
#include "lockstep/meeting.h"
#include "lockstep/ritual.h"

static struct fields ritual_fields(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    return (struct fields){call, cs, err, LS_E_RITUAL};
}

/* The one word of the call; the caller frees. */
static char *ritual_word(const struct ls_call *call)
{
    const char *text = ls_text_skip_blank(call->text);
    return ls_strndup(text, ls_text_trimmed(text, strlen(text)));
}

static bool ritual_has_segments(const struct ls_board *board, ls_id ritual)
{
    LS_EACH(segment, s, board) {
        if (s->ritual == ritual)
            return true;
    }
    return false;
}

/* --- segments ---------------------------------------------------------------------------------- */

/* "Customer signals 3 signals.new+changes": the name's words, the minutes, the feeds. */
struct segment_words {
    char *name;
    int64_t minutes;
    struct ls_buf feed;
};

static void segment_words_done(struct segment_words *w)
{
    ls_string_done(&w->name);
    ls_buf_done(&w->feed);
}

static int segment_bad(struct ls_error *err, const char *part)
{
    ls_error_set(err, LS_EUSAGE, "\"%s\" is no segment", part);
    ls_error_hint(err, "a segment is NAME MINUTES FEED, as in: Blockers 6 blockers+escalations, Close 1 recap");
    return LS_EUSAGE;
}

static int segment_read_feed(struct segment_words *w, const char *feeds, struct ls_error *err)
{
    while (*(feeds += strspn(feeds, "+; "))) {
        size_t len = strcspn(feeds, "+; ");
        if (!ls_ritual_is_feed(feeds, len)) {
            LS_AUTO(buf) struct ls_buf known = LS_BUF_INIT;
            ls_ritual_feeds(&known);
            ls_error_set(err, LS_EREFUSED, "\"%.*s\" is no feed of a segment", (int)len, feeds);
            ls_error_hint(err, "feeds are %s", known.data);
            return LS_EREFUSED;
        }
        ls_set_add_word(&w->feed, feeds, len);
        feeds += len;
    }
    return LS_OK;
}

static int segment_read(struct segment_words *w, const char *part, struct ls_error *err)
{
    const char *at = part;
    while (*at) {
        const char *word = ls_text_skip_blank(at);
        size_t len = strcspn(word, " ");
        LS_AUTO(string) char *number = ls_strndup(word, len);
        if (word > part && ls_text_to_int(number, &w->minutes)) {
            w->name = ls_strndup(part, ls_text_trimmed(part, (size_t)(word - part)));
            if (w->minutes < 1 || w->minutes > 1440)
                return ls_error_set(err, LS_EREFUSED, "segment %s: %s minutes are too few or too many", w->name, number);
            return segment_read_feed(w, word + len, err);
        }
        at = word + len;
    }
    return segment_bad(err, part);
}

static ls_id segment_by_n(const struct ls_board *board, ls_id ritual, int64_t n)
{
    LS_EACH(segment, s, board) {
        if (s->ritual == ritual && s->n == n)
            return s->rec.id;
    }
    return 0;
}

static void segment_write(const struct ls_call *call, struct ls_changeset *cs, ls_id ritual, int64_t n,
                          const struct segment_words *w)
{
    ls_id id = segment_by_n(call->board, ritual, n);
    if (!id) {
        id = ls_change_create(cs, LS_E_SEGMENT, call->now);
        ls_change_ref(cs, call->board, id, LS_F_segment_ritual, ritual);
        ls_change_int(cs, call->board, id, LS_F_segment_n, n);
    }
    ls_change_text(cs, call->board, id, LS_F_segment_name, w->name);
    ls_change_int(cs, call->board, id, LS_F_segment_minutes, w->minutes);
    ls_change_text(cs, call->board, id, LS_F_segment_feed, w->feed.data);
}

/* Replaces all segments by those in the words; the ritual's minutes become their sum. */
static int segments_set(const struct fields *f, ls_id ritual, const char *text)
{
    int64_t n = 0, sum = 0;
    int code = LS_OK;
    while (!code && *(text += strspn(text, ", "))) {
        size_t len = strcspn(text, ",");
        LS_AUTO(string) char *part = ls_strndup(text, ls_text_trimmed(text, len));
        struct segment_words w = {.feed = LS_BUF_INIT};
        code = segment_read(&w, part, f->err);
        if (!code)
            segment_write(f->call, f->cs, ritual, ++n, &w);
        sum += w.minutes;
        segment_words_done(&w);
        text += len;
    }
    if (!code && !n)
        code = segment_bad(f->err, "");
    if (!code && f->call->said)
        ls_buf_printf(f->call->said, "%lld segments, %lld minutes in all", (long long)n, (long long)sum);
    LS_EACH(segment, s, f->call->board) {
        if (!code && s->ritual == ritual && s->n > n)
            ls_change_delete(f->cs, f->call->board, s->rec.id);
    }
    if (!code)
        ls_change_int(f->cs, f->call->board, ritual, LS_F_ritual_minutes, sum);
    return code;
}

/* --- fields ------------------------------------------------------------------------------------ */

/* The text of a field as the changeset leaves it; borrowed. */
static const char *ritual_text(const struct fields *f, ls_id ritual, int field, const char *now)
{
    const struct ls_edit *edit = ls_changeset_edit(f->cs, ritual, field);
    return !edit ? now : edit->after.kind == LS_V_TEXT ? edit->after.text : "";
}

/* Whose turn it is has to be known people. */
static int ritual_check_rota(const struct fields *f, ls_id ritual)
{
    const char *rota = ritual_text(f, ritual, LS_F_ritual_rota, ""), *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&rota, &word, &len, &id)) {
        LS_AUTO(string) char *name = ls_strndup(word, len);
        int code = id || fields_is_none(name) ? LS_OK : ls_board_find(f->call->board, LS_E_PERSON, name, &id, f->err);
        if (code)
            return code;
    }
    return LS_OK;
}

static int ritual_set_fields(const struct fields *f, ls_id ritual)
{
    const struct ls_ritual *r = ls_ritual_get(f->call->board, ritual);
    int code = LS_OK;
    for (size_t i = 0; !code && i < f->call->named_count; i++) {
        const struct ls_named_arg *arg = &f->call->named[i];
        code = !strcasecmp(arg->name, "segments") ? segments_set(f, ritual, arg->value)
                                                  : fields_set(f, ritual, arg->name, arg->value);
    }
    if (!code)
        code = ritual_check_rota(f, ritual);
    return code ? code
                : ls_ritual_check(ritual_text(f, ritual, LS_F_ritual_cadence, r ? r->cadence : ""),
                                  ritual_text(f, ritual, LS_F_ritual_at, r ? r->at : ""), f->err);
}

/* --- commands ---------------------------------------------------------------------------------- */

static void ritual_say(const struct ls_call *call, const char *handle, const char *words)
{
    if (call->said)
        ls_buf_printf(call->said, "%s%s is %s", call->said->len ? "\n" : "", handle, words);
}

static int ritual_unknown(const struct ls_call *call, const char *name, struct ls_error *err)
{
    ls_id unused;
    int code = ls_ritual_find(call->board, name, &unused, err);
    LS_AUTO(buf) struct ls_buf names = LS_BUF_INIT;
    for (size_t i = 0; ls_ritual_template(i); i++)
        ls_buf_printf(&names, "%s%s", i ? ", " : "", ls_ritual_template(i)->handle);
    ls_error_set(err, LS_ENOTFOUND, "there is no ritual %s, and no template of it", name);
    ls_error_hint(err, "templates are %s", names.data);
    return code;
}

int cmd_ritual_on(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct fields f = ritual_fields(call, cs, err);
    LS_AUTO(string) char *name = ritual_word(call);
    const struct ls_ritual_template *from = ls_ritual_template_find(name);
    ls_id ritual = ls_board_by_handle(call->board, LS_E_RITUAL, name);
    if (!ritual && !from)
        return ritual_unknown(call, name, err);
    if (!ritual) {
        ritual = ls_ritual_create(cs, call->board, from, from->minutes, call->now);
        const struct ls_ritual *sync = ls_ritual_get(call->board, ls_board_by_handle(call->board, LS_E_RITUAL, "sync"));
        if (sync && strcmp(from->handle, "sync") != 0)
            ls_change_text(cs, call->board, ritual, LS_F_ritual_rota, sync->rota);
    } else if (from && !ritual_has_segments(call->board, ritual)) {
        int64_t minutes = ls_ritual_get(call->board, ritual)->minutes;
        ls_ritual_create_segments(cs, call->board, ritual, from, minutes > 0 ? minutes : from->minutes, call->now);
    }
    ls_change_int(cs, call->board, ritual, LS_F_ritual_active, 1);
    int code = ritual_set_fields(&f, ritual);
    const struct ls_ritual *r = ls_ritual_get(call->board, ritual);
    struct ls_ritual now_on = {.cadence = ritual_text(&f, ritual, LS_F_ritual_cadence, r ? r->cadence : ""),
                               .at = ritual_text(&f, ritual, LS_F_ritual_at, r ? r->at : "")};
    LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
    ls_buf_str(&words, cs->len ? "on: " : "on already: ");
    ls_ritual_when(&now_on, &words);
    if (!code)
        ritual_say(call, name, words.data);
    return code;
}

int cmd_ritual_off(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    LS_AUTO(string) char *name = ritual_word(call);
    ls_id ritual;
    int code = ls_ritual_find(call->board, name, &ritual, err);
    const struct ls_meeting *running = ls_meeting_get(call->board, ls_meeting_running(call->board));
    if (!code && running && running->ritual == ritual) {
        code = ls_error_set(err, LS_EREFUSED, "%s is running", name);
        ls_error_hint(err, "end it first: lockstep sync end");
    }
    if (!code) {
        ls_change_int(cs, call->board, ritual, LS_F_ritual_active, 0);
        ritual_say(call, name, cs->len ? "off" : "off already");
    }
    return code;
}

int cmd_ritual_edit(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct fields f = ritual_fields(call, cs, err);
    LS_AUTO(string) char *name = ritual_word(call);
    ls_id ritual;
    int code = ls_ritual_find(call->board, name, &ritual, err);
    if (!code && !call->named_count) {
        code = ls_error_set(err, LS_EUSAGE, "what is to change about %s? field=value is missing", name);
        ls_error_hint(err, "as in: lockstep ritual edit %s at=\"Thu 10:00\" minutes=30", name);
    }
    return code ? code : ritual_set_fields(&f, ritual);
}
