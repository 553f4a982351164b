/* The world of the histories: helpers as threads that take turns, sessions, and what their authors are told. */
#include "world.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/processes.h"
#include "app/share_peers.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/paths.h"
#include "helper/helper.h"
#include "lockstep/rules.h"

bool world_rules_on_merged = true;

/* --- helpers that take turns ----------------------------------------------------------------- */

struct helper {
    struct ls_channel channel;
    ls_helper_serve *serve;
    void *arg; /* read before the first wait only */
    bool share, ended;
    pthread_t thread;
    sem_t go, back;
};

static _Thread_local struct helper *self; /* NULL: the sessions' thread */
static struct client *current;            /* for whom helpers are started */
static int64_t monotonic;

int __wrap_ls_helper_start(const char *name, ls_helper_serve *serve, void *arg, struct ls_channel *ret_channel,
                           pid_t *ret_pid, struct ls_error *err);
bool __wrap_ls_channel_wait(struct ls_channel *ch, int timeout_ms, struct ls_message *ret_message);
int64_t __wrap_ls_clock_monotonic(void);
void __wrap_ls_random(void *bytes, size_t len);
ls_id __wrap_ls_id_new(void);
void __wrap_share_peers_watch(struct share_peers *p, struct ls_store *store);
int __wrap_share_peers_may_write(struct share_peers *p, struct ls_store *store, int64_t who, struct ls_error *err);
int __wrap_ls_rules_check(const struct ls_board *board, const struct ls_changeset *cs, struct ls_error *err);
int __real_ls_rules_check(const struct ls_board *board, const struct ls_changeset *cs, struct ls_error *err);

static void *helper_main(void *arg)
{
    self = arg;
    sem_wait(&self->go);
    self->serve(&self->channel, self->arg);
    ls_channel_done(&self->channel);
    self->ended = true;
    sem_post(&self->back);
    return NULL;
}

static void helper_run(struct helper *helper)
{
    if (!helper || helper->ended)
        return;
    sem_post(&helper->go);
    sem_wait(&helper->back);
}

/* Its session is gone: it finishes what it has, and ends. */
static void helper_finish(struct helper *helper)
{
    while (helper && !helper->ended)
        helper_run(helper);
    if (!helper)
        return;
    pthread_join(helper->thread, NULL);
    sem_destroy(&helper->go);
    sem_destroy(&helper->back);
    free(helper);
}

int __wrap_ls_helper_start(const char *name, ls_helper_serve *serve, void *arg, struct ls_channel *ret_channel,
                           pid_t *ret_pid, struct ls_error *err)
{
    struct helper *helper = ls_alloc(sizeof(*helper));
    int sockets[2];
    (void)err;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets))
        abort();
    ls_channel_init(ret_channel, sockets[0]);
    ls_channel_init(&helper->channel, sockets[1]);
    helper->serve = serve;
    helper->arg = arg;
    helper->share = strcmp(name, "lockstep-keep") != 0;
    sem_init(&helper->go, 0, 0);
    sem_init(&helper->back, 0, 0);
    if (pthread_create(&helper->thread, NULL, helper_main, helper))
        abort();
    *(helper->share ? &current->share : &current->journal) = helper;
    helper_run(helper); /* a fork has a copy of arg; a thread has it now or never */
    *ret_pid = 0;
    return LS_OK;
}

/* Instead of polling: the others' turn. A drive that hangs does so here, too, between two requests. */
bool __wrap_ls_channel_wait(struct ls_channel *ch, int timeout_ms, struct ls_message *ret_message)
{
    (void)timeout_ms;
    for (;;) {
        ls_channel_flush(ch);
        ls_channel_fill(ch);
        if (ls_channel_next(ch, ret_message))
            return true;
        if (ls_channel_gone(ch))
            return false;
        sem_post(&self->back);
        sem_wait(&self->go);
    }
}

int64_t __wrap_ls_clock_monotonic(void)
{
    return monotonic;
}

/* SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014). */
static uint64_t random_next(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static uint64_t names; /* of records, writers and files */

void __wrap_ls_random(void *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        ((uint8_t *)bytes)[i] = (uint8_t)random_next(&names);
}

ls_id __wrap_ls_id_new(void)
{
    return (ls_id)(random_next(&names) >> 2) + 1;
}

/* Who else is there is another test's. */
void __wrap_share_peers_watch(struct share_peers *p, struct ls_store *store)
{
    (void)p;
    (void)store;
}

int __wrap_share_peers_may_write(struct share_peers *p, struct ls_store *store, int64_t who, struct ls_error *err)
{
    (void)p;
    (void)store;
    (void)who;
    (void)err;
    return LS_OK;
}

int __wrap_ls_rules_check(const struct ls_board *board, const struct ls_changeset *cs, struct ls_error *err)
{
    bool merged = self && self->share;
    return merged && !world_rules_on_merged ? LS_OK : __real_ls_rules_check(board, cs, err);
}

/* --- what is made, and what is told ----------------------------------------------------------- */

void world_tell(const struct world *w, const char *format, ...)
{
    va_list args;
    if (!w->trace)
        return;
    va_start(args, format);
    vfprintf(w->trace, format, args);
    va_end(args);
}

uint64_t world_random(struct world *w, uint64_t below)
{
    return random_next(&w->random) % below;
}

struct made *world_made(struct world *w, const uint8_t *writer, uint64_t n)
{
    for (size_t i = w->made_len; i-- > 0;) {
        if (w->made[i].cs->n == n && !memcmp(w->made[i].cs->writer, writer, LS_WRITER_SIZE))
            return &w->made[i];
    }
    return NULL;
}

/* The fields of a record stay as they were when it is deleted. */
static void told_seen(struct made *made, const struct ls_board *board)
{
    for (size_t i = 0; i < made->cs->len; i++) {
        const struct ls_edit *life = ls_changeset_edit(made->cs, made->cs->records[i].id, LS_F_DELETED);
        const struct ls_record *record = ls_board_record(board, made->cs->records[i].id);
        if (!life || !life->after.i || !record)
            continue;
        LS_GROW(made->seen, made->seen_len, made->seen_cap);
        made->seen[made->seen_len++] = ls_record_copy(record);
    }
}

void world_accepted(struct world *w, const struct client *c)
{
    for (size_t i = 0; i < c->session->pending_len; i++) {
        const struct ls_changeset *cs = c->session->pending[i].cs;
        if (world_made(w, cs->writer, cs->n))
            continue;
        LS_GROW(w->made, w->made_len, w->made_cap);
        w->made[w->made_len] = (struct made){.cs = ls_changeset_copy(cs), .user = c->user};
        told_seen(&w->made[w->made_len++], ls_session_board(c->session));
    }
}

static void told_conflict(struct world *w, const struct ls_changeset *mine)
{
    struct made *made = world_made(w, mine->writer, mine->n);
    if (!made)
        return;
    if (!made->shown)
        made->shown = ls_changeset_new("shown");
    for (size_t r = 0; r < mine->len; r++) {
        const struct ls_record_edit *record = &mine->records[r];
        for (size_t e = 0; e < record->len; e++) {
            if (!ls_changeset_edit(made->shown, record->id, record->edits[e].field))
                ls_record_edit_add(ls_changeset_add_record(made->shown, record->entity, record->id),
                                   record->edits[e].field, ls_value_copy(&record->edits[e].before),
                                   ls_value_copy(&record->edits[e].after));
        }
    }
}

static void told_events(struct world *w, struct client *c)
{
    struct ls_session_event event;
    while (ls_session_event(c->session, &event)) {
        struct made *made = event.cs ? world_made(w, event.cs->writer, event.cs->n) : NULL;
        if (event.kind == LS_SESSION_EVENT_CONFLICT) {
            told_conflict(w, event.cs);
        } else if (event.kind == LS_SESSION_EVENT_REFUSED && made && event.error) {
            made->refused = true;
            world_tell(w, "  %s is told that %s was refused: %s\n", c->user, event.cs->label, event.error->message);
        } else if (event.kind == LS_SESSION_EVENT_TROUBLE) {
            world_tell(w, "  %s is told: %s\n", c->user, event.error->message);
        }
    }
    for (size_t i = 0; i < c->session->conflict_len; i++)
        told_conflict(w, c->session->conflicts[i].mine);
}

/* --- turns ----------------------------------------------------------------------------------- */

void world_turn(struct world *w, struct client *c)
{
    current = c;
    monotonic += 1;
    helper_run(c->journal);
    if (!c->offline)
        helper_run(c->share);
    ls_session_turn(c->session);
    world_accepted(w, c);
    told_events(w, c);
}

static bool client_is_quiet(const struct client *c)
{
    const struct ls_session *s = c->session;
    struct ls_session_status status;
    ls_session_status(s, &status);
    if (status.unkept || !s->have_writer)
        return false;
    return c->offline || (s->phase == LS_SESSION_LOADED && !s->pending_len && !s->asked && !s->question_len &&
                          !s->undo_len && s->heal == HEAL_WELL);
}

void world_settle(struct world *w, struct client *c, bool look)
{
    enum { TURNS = 2000, RETRY_MS = 1000 };
    current = c;
    if (look && !c->offline)
        ls_session_refresh(c->session);
    for (int i = 0; i < TURNS; i++) {
        world_turn(w, c);
        if (client_is_quiet(c))
            return;
        monotonic += i > 100 ? RETRY_MS : 0; /* it waits for its next try */
    }
}

void world_client_open(struct world *w, struct client *c, const char *user, const char *machine)
{
    struct ls_error err = {0};
    c->user = user;
    if (!c->state)
        c->state = ls_asprintf("%s/state-%s", w->folder, machine);
    current = c;
    const struct ls_session_options options = {.path = w->path, .state_dir = c->state, .user = user};
    if (ls_session_open(&options, &c->session, &err)) {
        fprintf(stderr, "%s\n", err.message);
        abort();
    }
    if (!c->offline)
        world_settle(w, c, false);
}

static void client_close(struct world *w, struct client *c)
{
    ls_session_close(c->session);
    c->session = NULL;
    helper_finish(c->journal);
    if (c->offline) {
        LS_GROW(w->orphans, w->orphan_len, w->orphan_cap);
        w->orphans[w->orphan_len++] = c->share;
    } else {
        helper_finish(c->share);
    }
    c->journal = c->share = NULL;
}

void world_client_done(struct world *w, struct client *c)
{
    c->offline = false;
    client_close(w, c);
    free(c->state);
    *c = (struct client){0};
}

/* Who is offline can start, too, but sees nothing yet; so he is online again. */
void world_restart(struct world *w, struct client *c)
{
    client_close(w, c);
    c->offline = false;
    world_client_open(w, c, c->user, c->user);
}

/* The drive answers again, also those that nobody waits for any more. */
void world_set_offline(struct world *w, struct client *c, bool offline)
{
    c->offline = offline;
    for (size_t i = 0; !offline && i < w->orphan_len; i++)
        helper_finish(w->orphans[i]);
    w->orphan_len = offline ? w->orphan_len : 0;
}

/* --- beginning and end ------------------------------------------------------------------------ */

static void world_folder(struct world *w)
{
    const char *memory = "/dev/shm", *base = getenv("TMPDIR");
    struct stat st;
    bool fast = !stat(memory, &st) && S_ISDIR(st.st_mode) && !access(memory, W_OK);
    w->folder = ls_asprintf("%s/lockstep-history-XXXXXX", fast ? memory : base ? base : "/tmp");
    if (!mkdtemp(w->folder))
        abort();
    w->path = ls_asprintf("%s/team.db", w->folder);
}

void world_init(struct world *w, const char *template, uint64_t seed)
{
    static const char *const users[CLIENTS] = {"ines", "dana", "priya"};
    LS_AUTO(buf) struct ls_buf bytes = LS_BUF_INIT;
    *w = (struct world){.random = seed, .trace = w->trace};
    names = seed ^ 0x6C6F636B73746570u;
    monotonic = 1000000;
    world_folder(w);
    if (ls_file_read(&bytes, template, 0, NULL) || ls_file_replace(w->path, bytes.data, bytes.len, NULL))
        abort();
    for (int i = 0; i < CLIENTS; i++)
        world_client_open(w, &w->clients[i], users[i], users[i]);
}

void world_done(struct world *w)
{
    for (int i = 0; i < CLIENTS; i++)
        world_client_done(w, &w->clients[i]);
    for (size_t i = 0; i < w->orphan_len; i++)
        helper_finish(w->orphans[i]);
    for (size_t i = 0; i < w->made_len; i++) {
        ls_changeset_free(w->made[i].cs);
        ls_changeset_free(w->made[i].shown);
        for (size_t r = 0; r < w->made[i].seen_len; r++)
            ls_record_free(w->made[i].seen[r]);
        free(w->made[i].seen);
    }
    free(w->made);
    free(w->orphans);
    ls_path_remove_tree(w->folder);
    free(w->folder);
    free(w->path);
    *w = (struct world){.trace = w->trace};
}
