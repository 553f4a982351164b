/* What came since I looked: the place in the log up to which I had is remembered in the journal's state, so that no two
 * machines' clocks are compared. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/session_internal.h"
#include "base/mem.h"

/* Whoever was away for longer has a log to read, and no news. */
enum { NEWS_LIMIT = 2000 };

/* One mark for each person at this machine. */
static char *news_key(const struct ls_session *s)
{
    return ls_asprintf("looked/%s", s->user);
}

void session_news_learn(struct ls_session *s, const struct ls_changeset *cs)
{
    struct ls_changeset *last = s->news.len ? s->news.v[s->news.len - 1] : NULL;
    if (!s->news.asked)
        return;
    s->news_version++;
    if (last && cs->group && last->group == cs->group) {
        last->group_len = ls_changeset_told(last) + cs->len; /* one that is told for all of its group is enough */
        return;
    }
    LS_GROW(s->news.v, s->news.len, s->news.cap);
    s->news.v[s->news.len++] = ls_changeset_copy(cs);
}

void session_news_forget(struct ls_session *s)
{
    for (size_t i = 0; i < s->news.len; i++)
        ls_changeset_free(s->news.v[i]);
    free(s->news.v);
    s->news = (struct session_news){0};
    s->news_version++;
}

/* Older than what has come meanwhile; newest first. */
void session_news_answer(struct ls_session *s, struct ls_changeset **log, size_t count, struct ls_error *err)
{
    struct session_news *news = &s->news;
    size_t older = 0;
    struct ls_changeset **all = ls_alloc((count + news->len + 1) * sizeof(*all));
    for (size_t i = count; i-- > 0;) {
        if (news->len && log[i]->seq >= news->v[0]->seq)
            ls_changeset_free(log[i]); /* it came as news, too */
        else
            all[older++] = log[i];
    }
    if (news->len)
        memcpy(all + older, news->v, news->len * sizeof(*all));
    free(log);
    free(news->v);
    news->v = all;
    news->cap = count + news->len + 1;
    news->len += older;
    news->known = err->code == LS_OK;
    news->asked = news->known;
    s->news_version++;
    s->changed = true;
}

static void news_ask(struct ls_session *s)
{
    LS_AUTO(string) char *key = news_key(s);
    const char *mark = ls_session_draft(s, key);
    s->news.asked = true;
    s->news.since = *mark ? strtoull(mark, NULL, 10) : s->seq;
    if (s->news.since < s->seq) {
        session_ask_question(s, &(struct session_question){.kind = QUESTION_NEWS, .after = s->news.since,
                                                           .limit = NEWS_LIMIT});
        return;
    }
    s->news.known = true;
    if (!*mark)
        ls_session_looked(s);
}

const struct ls_changeset *const *ls_session_news(struct ls_session *s, size_t *ret_count, bool *ret_known)
{
    if (!s->news.asked && s->phase == LS_SESSION_LOADED && s->me && s->have_writer)
        news_ask(s);
    *ret_count = s->news.known ? s->news.len : 0;
    *ret_known = s->news.known;
    return (const struct ls_changeset *const *)s->news.v;
}

uint64_t ls_session_news_version(const struct ls_session *s)
{
    return s->news_version;
}

void ls_session_looked(struct ls_session *s)
{
    LS_AUTO(string) char *key = news_key(s), *mark = ls_asprintf("%" PRIu64, s->seq);
    if (!s->me || s->phase != LS_SESSION_LOADED)
        return;
    ls_session_set_draft(s, key, mark);
    session_news_forget(s);
    s->news = (struct session_news){.since = s->seq, .asked = true, .known = true};
}
