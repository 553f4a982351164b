/* Messages over a socket, and helper processes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/message.h"
#include "helper/helper.h"
#include "lockstep/error.h"

enum { ECHO = 1, WHO = 2, BIG = 4 << 20, LIMIT_MS = 20000 };

struct who {
    pid_t session, group;
    int open_files;
};

static void serve(struct ls_channel *ch, void *arg)
{
    struct ls_message message;
    while (ls_channel_wait(ch, -1, &message)) {
        if (message.type == WHO) {
            struct who who = {.session = getsid(0), .group = getpgrp()};
            for (int fd = 0; fd < 256; fd++)
                who.open_files += fd != ch->fd && fd > 2 && fcntl(fd, F_GETFD) != -1;
            ls_channel_send(ch, WHO, &who, sizeof(who));
        } else {
            ls_channel_send(ch, message.type + *(int *)arg, message.data, message.len);
        }
    }
}

static void test_partial_frames(void **state)
{
    (void)state;
    int ends[2];
    struct ls_message message;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    struct ls_channel ch;
    ls_channel_init(&ch, ends[0]);
    const uint8_t bytes[] = {3, 0, 0, 0, 9, 0, 0, 0, 'a', 'b', 'c', 0, 0, 0, 0, 5, 0, 0, 0};
    for (size_t i = 0; i < sizeof(bytes); i++) {
        assert_int_equal(write(ends[1], &bytes[i], 1), 1);
        assert_true(ls_channel_fill(&ch));
        bool whole = ls_channel_next(&ch, &message);
        assert_int_equal(whole, i == 10 || i == 18);
        if (i == 10) {
            assert_int_equal(message.type, 9);
            assert_memory_equal(message.data, "abc", 3);
        }
    }
    /* A length beyond all sense ends it. */
    const uint8_t mad[] = {255, 255, 255, 255, 1, 0, 0, 0};
    assert_int_equal(write(ends[1], mad, sizeof(mad)), sizeof(mad));
    ls_channel_fill(&ch);
    assert_false(ls_channel_next(&ch, &message));
    assert_int_equal(ch.fd, -1);
    ls_channel_done(&ch);
    close(ends[1]);
}

/* Sending never waits, however much is queued and however slow the other side is. */
static void test_sending_never_waits(void **state)
{
    (void)state;
    int ends[2];
    struct ls_message message;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    struct ls_channel a, b;
    ls_channel_init(&a, ends[0]);
    ls_channel_init(&b, ends[1]);
    char *big = ls_alloc(BIG);
    memset(big, 'x', BIG);
    ls_channel_send(&a, 7, big, BIG);
    assert_true(ls_channel_flush(&a));
    assert_true(ls_channel_pending(&a));
    bool whole = false;
    while (!whole) {
        ls_channel_flush(&a);
        assert_true(ls_channel_fill(&b));
        whole = ls_channel_next(&b, &message);
    }
    assert_int_equal(message.len, BIG);
    assert_memory_equal(message.data, big, BIG);
    /* What came before the end is still read. */
    ls_channel_send(&a, 8, "last", 4);
    ls_channel_flush(&a);
    ls_channel_done(&a);
    ls_channel_fill(&b);
    assert_true(ls_channel_next(&b, &message));
    assert_memory_equal(message.data, "last", 4);
    while (ls_channel_fill(&b))
        ;
    assert_true(b.in_over);
    assert_false(ls_channel_wait(&b, -1, &message));
    assert_true(ls_channel_gone(&b));
    ls_channel_done(&b);
    free(big);
}

/* Who says that nothing more will come still gets the answers to what came before. */
static void test_end_is_answered(void **state)
{
    (void)state;
    int ends[2];
    struct ls_message message;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    struct ls_channel a, b;
    ls_channel_init(&a, ends[0]);
    ls_channel_init(&b, ends[1]);
    ls_channel_send(&a, 1, "ask", 3);
    ls_channel_flush(&a);
    ls_channel_end(&a);
    assert_true(a.out_over);
    assert_true(ls_channel_wait(&b, -1, &message));
    ls_channel_send(&b, 2, "answer", 6);
    assert_false(ls_channel_wait(&b, -1, &message));
    assert_true(ls_channel_gone(&b));
    assert_true(ls_channel_wait(&a, -1, &message));
    assert_memory_equal(message.data, "answer", 6);
    assert_false(ls_channel_gone(&a));
    ls_channel_done(&b);
    assert_false(ls_channel_wait(&a, -1, &message));
    assert_true(ls_channel_gone(&a));
    ls_channel_done(&a);
}

static void start(struct ls_channel *ch, pid_t *pid)
{
    static int add = 10;
    struct ls_error err = {0};
    if (ls_helper_start("lockstep-test", serve, &add, ch, pid, &err))
        fail_msg("%s", err.message);
}

static void test_helper(void **state)
{
    (void)state;
    struct ls_channel ch;
    struct ls_message message;
    struct who who;
    pid_t pid;
    start(&ch, &pid);
    ls_channel_send(&ch, ECHO, "hello", 5);
    assert_true(ls_channel_wait(&ch, LIMIT_MS, &message));
    assert_int_equal(message.type, ECHO + 10);
    assert_memory_equal(message.data, "hello", 5);
    ls_channel_send(&ch, WHO, NULL, 0);
    assert_true(ls_channel_wait(&ch, LIMIT_MS, &message));
    memcpy(&who, message.data, sizeof(who));
    assert_int_not_equal(who.session, getsid(0));
    assert_int_not_equal(who.group, getpgrp());
    assert_int_equal(who.open_files, 0);
    /* The terminal's signals do not reach its work. */
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP};
    for (size_t i = 0; i < LS_COUNT(signals); i++)
        kill(pid, signals[i]);
    ls_channel_send(&ch, ECHO, "still", 5);
    assert_true(ls_channel_wait(&ch, LIMIT_MS, &message));
    ls_channel_done(&ch);
}

/* It ends when its socket closes; a pipe that only it could hold open tells. */
static void test_helper_ends(void **state)
{
    (void)state;
    struct ls_channel ch;
    struct ls_message message;
    pid_t pid;
    start(&ch, &pid);
    int watch = (int)syscall(SYS_pidfd_open, pid, 0);
    assert_true(watch >= 0);
    ls_channel_done(&ch);
    struct pollfd ended = {.fd = watch, .events = POLLIN};
    assert_int_equal(poll(&ended, 1, LIMIT_MS), 1);
    close(watch);
    /* And its death is seen. */
    start(&ch, &pid);
    kill(pid, SIGKILL);
    assert_false(ls_channel_wait(&ch, LIMIT_MS, &message));
    assert_true(ls_channel_gone(&ch));
    ls_channel_done(&ch);
}

static void answer(struct ls_channel *ch, void *arg)
{
    if (!strcmp(arg, "ends"))
        return;
    if (!strcmp(arg, "answers"))
        ls_helper_answer(ch, "done", 4);
    else
        ls_channel_wait(ch, -1, &(struct ls_message){0}); /* says nothing, until nobody asks any more */
}

/* Whom one waits for in vain is told apart from who is gone. */
static void test_helper_is_asked(void **state)
{
    (void)state;
    LS_AUTO(error) struct ls_error err = {0};
    LS_AUTO(buf) struct ls_buf said = LS_BUF_INIT;
    assert_int_equal(ls_helper_ask("lockstep-test", answer, (char[]){"answers"}, LIMIT_MS, &said, &err), LS_OK);
    assert_string_equal(said.data, "done");
    assert_int_equal(ls_helper_ask("lockstep-test", answer, (char[]){"is silent"}, 1, &said, &err), LS_EBUSY);
    assert_null(err.message);
    assert_int_equal(ls_helper_ask("lockstep-test", answer, (char[]){"ends"}, LIMIT_MS, &said, &err), LS_EFAILED);
    assert_non_null(strstr(err.message, "ended before it answered"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_partial_frames),
        cmocka_unit_test(test_sending_never_waits),
        cmocka_unit_test(test_end_is_answered),
        cmocka_unit_test(test_helper),
        cmocka_unit_test(test_helper_ends),
        cmocka_unit_test(test_helper_is_asked),
    };
    return cmocka_run_group_tests_name("helper", tests, NULL, NULL);
}
