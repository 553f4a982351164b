/* The bank: many programs on one file move money between the same few accounts, each through a session with helpers and
 * a journal of its own. What each was told must be what the file holds: every transfer that was saved once, its number
 * and nobody else's, and no money made or lost. */
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "session_fixture.h"

enum { WRITERS = 8, TRANSFERS = 250, ACCOUNTS = 12, MONEY = 100000, AT_ONCE = 3, BANK_LIMIT_MS = 240000 };

/* What a writer was told, in whole writes of a pipe. */
struct word {
    enum { SAVED, CONFLICT, FAILED } what;
    int writer, transfer; /* transfer: -1 where none was begun */
    uint64_t n;
};

struct bank {
    ls_id accounts[ACCOUNTS];
    int transfers;
};

/* --- one writer ------------------------------------------------------------------------------ */

struct teller {
    const struct bank *bank;
    struct ls_session *s;
    int me, to;
    int begun, saved; /* transfers */
    uint32_t dice;
    int *again, again_len; /* transfers that met somebody else's */
    struct {
        uint64_t n;
        int transfer;
    } under_way[AT_ONCE]; /* n 0: free */
};

static uint32_t teller_dice(struct teller *t, uint32_t sides)
{
    t->dice = t->dice * 1664525 + 1013904223;
    return (t->dice >> 8) % sides;
}

static void teller_tell(const struct teller *t, int what, int transfer, uint64_t n)
{
    struct word word = {what, t->me, transfer, n};
    if (write(t->to, &word, sizeof(word)) != (ssize_t)sizeof(word))
        _exit(3);
}

static bool teller_is_free(const struct teller *t)
{
    for (int i = 0; i < AT_ONCE; i++) {
        if (!t->under_way[i].n)
            return true;
    }
    return false;
}

static int teller_answered(struct teller *t, uint64_t n)
{
    int i = 0;
    while (i < AT_ONCE && t->under_way[i].n != n)
        i++;
    if (i == AT_ONCE)
        return -1;
    t->under_way[i].n = 0;
    return t->under_way[i].transfer;
}

/* From one account to another, and an item as its receipt: all of it or nothing. */
static void teller_transfer(struct teller *t, int transfer)
{
    const struct ls_board *board = ls_session_board(t->s);
    uint32_t from = teller_dice(t, ACCOUNTS), to = (from + 1 + teller_dice(t, ACCOUNTS - 1)) % ACCOUNTS;
    int64_t amount = 1 + teller_dice(t, 2); /* so few that a balance often comes back to what it was */
    LS_AUTO(string) char *label = ls_asprintf("teller %d transfer %d", t->me, transfer);
    struct ls_changeset *cs = ls_changeset_new(label);
    LS_AUTO(error) struct ls_error err = {0};
    cs->flags = LS_CS_WHOLE;
    make_item(cs, label);
    ls_change_int(cs, board, t->bank->accounts[from], LS_F_item_reach,
                  ls_item_get(board, t->bank->accounts[from])->reach - amount);
    ls_change_int(cs, board, t->bank->accounts[to], LS_F_item_reach,
                  ls_item_get(board, t->bank->accounts[to])->reach + amount);
    /* Two who come to the same balance on their own agree, says the merge, and one of them would be done for nothing: so
     * each account names its last transfer. */
    ls_change_text(cs, board, t->bank->accounts[from], LS_F_item_source, label);
    ls_change_text(cs, board, t->bank->accounts[to], LS_F_item_source, label);
    int free_at = 0;
    while (t->under_way[free_at].n)
        free_at++;
    t->under_way[free_at].transfer = transfer;
    if (ls_session_commit(t->s, cs, &t->under_way[free_at].n, NULL, &err)) {
        fprintf(stderr, "%s: %s\n", label, err.message);
        teller_tell(t, FAILED, transfer, 0);
        _exit(4);
    }
}

static void teller_hear(struct teller *t)
{
    struct ls_session_event event;
    while (ls_session_event(t->s, &event)) {
        bool answer = event.kind == LS_SESSION_EVENT_SAVED || event.kind == LS_SESSION_EVENT_CONFLICT ||
                      event.kind == LS_SESSION_EVENT_REFUSED;
        int transfer = answer ? teller_answered(t, event.n) : -1;
        if (transfer < 0)
            continue;
        switch (event.kind) {
        case LS_SESSION_EVENT_SAVED:
            t->saved++;
            teller_tell(t, SAVED, transfer, event.n);
            break;
        case LS_SESSION_EVENT_CONFLICT:
            teller_tell(t, CONFLICT, transfer, event.n);
            t->again[t->again_len++] = transfer;
            ls_session_conflict_take(t->s, 0, -1, false, NULL, NULL);
            break;
        case LS_SESSION_EVENT_REFUSED:
            fprintf(stderr, "transfer %d: %s\n", transfer, event.error->message);
            teller_tell(t, FAILED, transfer, event.n);
            _exit(5);
        default: break;
        }
    }
}

static void teller_work(const struct fixture *f, const struct bank *bank, int me, int to)
{
    LS_AUTO(string) char *machine = ls_asprintf("machine%d", me);
    struct teller t = {.bank = bank, .me = me, .to = to, .dice = (uint32_t)me + 1};
    t.again = ls_alloc((size_t)bank->transfers * sizeof(*t.again));
    t.s = open_at(f, machine, "ines");
    int64_t end = ls_clock_monotonic() + BANK_LIMIT_MS;
    while (t.saved < bank->transfers && ls_clock_monotonic() < end) {
        if (teller_is_free(&t) && t.again_len)
            teller_transfer(&t, t.again[--t.again_len]);
        else if (teller_is_free(&t) && t.begun < bank->transfers)
            teller_transfer(&t, t.begun++);
        session_wait_once(t.s, 20);
        teller_hear(&t);
    }
    close_and_end(t.s);
    _exit(t.saved == bank->transfers ? 0 : 6);
}

/* --- the books ------------------------------------------------------------------------------- */

struct books {
    bool *saved;    /* by writer and transfer */
    int64_t conflicts;
    int64_t *numbers; /* of each writer: how many of its own numbers it heard of, and the highest */
};

static void books_enter(struct books *books, const struct bank *bank, const struct word *word)
{
    assert_int_not_equal(word->what, FAILED);
    if (word->what == SAVED)
        books->saved[word->writer * bank->transfers + word->transfer] = true;
    else
        books->conflicts++;
    books->numbers[2 * word->writer]++;
    if ((int64_t)word->n > books->numbers[2 * word->writer + 1])
        books->numbers[2 * word->writer + 1] = (int64_t)word->n;
}

static void books_keep(struct books *books, const struct bank *bank, int from)
{
    struct word word;
    for (;;) {
        struct pollfd ready = {.fd = from, .events = POLLIN};
        assert_int_equal(poll(&ready, 1, BANK_LIMIT_MS), 1);
        ssize_t got = read(from, &word, sizeof(word));
        if (got == 0)
            return;
        assert_int_equal(got, sizeof(word));
        books_enter(books, bank, &word);
    }
}

static void books_compare(const struct fixture *f, const struct bank *bank, const struct books *books)
{
    int64_t all = (int64_t)WRITERS * bank->transfers;
    for (int i = 0; i < all; i++) {
        if (!books->saved[i])
            fail_msg("transfer %d of teller %d was never saved", i % bank->transfers, i / bank->transfers);
    }
    /* Every number that a writer gave was answered, saved or conflict: without a gap. */
    for (int i = 0; i < WRITERS; i++)
        assert_int_equal(books->numbers[2 * i], books->numbers[2 * i + 1]);
    assert_int_equal(stored(f, "SELECT count(*) FROM log WHERE label LIKE 'teller %'"), all);
    assert_int_equal(stored(f, "SELECT count(DISTINCT label) FROM log WHERE label LIKE 'teller %'"), all);
}

static void bank_open(struct fixture *f, struct bank *bank)
{
    struct ls_error err = {0};
    struct ls_changeset *cs = peer_changeset(&f->a, "accounts");
    for (int i = 0; i < ACCOUNTS; i++) {
        bank->accounts[i] = make_item(cs, "account");
        ls_change_int(cs, NULL, bank->accounts[i], LS_F_item_reach, MONEY);
    }
    assert_ok(peer_commit(&f->a, cs, NULL, &err), err);
    peer_close(&f->a); /* a child that closes its copy of the file would drop nobody's locks, but is not there either */
    peer_close(&f->b);
}

static void test_bank(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct bank bank = {.transfers = TRANSFERS};
    struct books books = {.saved = ls_alloc((size_t)WRITERS * (size_t)bank.transfers),
                          .numbers = ls_alloc(2 * WRITERS * sizeof(int64_t))};
    pid_t pids[WRITERS];
    int ends[2];
    bank_open(f, &bank);
    assert_int_equal(pipe(ends), 0);
    int64_t began = ls_clock_monotonic();
    for (int i = 0; i < WRITERS; i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            close(ends[0]);
            teller_work(f, &bank, i, ends[1]);
        }
    }
    close(ends[1]);
    books_keep(&books, &bank, ends[0]);
    for (int i = 0; i < WRITERS; i++) {
        int status = -1;
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_int_equal(status, 0);
    }
    books_compare(f, &bank, &books);
    assert_int_equal(stored(f, "SELECT sum(reach) FROM item WHERE title = 'account'"), ACCOUNTS * MONEY);
    peer_open(&f->a, f->path, 0xA1);
    assert_ok(ls_store_check(f->a.store, &err), err);
    assert_int_equal(ls_board_count(peer_board(&f->a), LS_E_ITEM), 1 + ACCOUNTS + WRITERS * bank.transfers);
    printf("%d writers x %d transfers, %lld conflicts, %.1f s\n", WRITERS, bank.transfers, (long long)books.conflicts,
           (double)(ls_clock_monotonic() - began) / 1000);
    close(ends[0]);
    free(books.saved);
    free(books.numbers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {SESSION_TEST(test_bank)};
    return cmocka_run_group_tests_name("bank", tests, NULL, NULL);
}
