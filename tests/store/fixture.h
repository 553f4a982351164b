/* A team file in a folder of its own, and the few words that tests of the store speak. */
#ifndef LOCKSTEP_TESTS_STORE_FIXTURE_H
#define LOCKSTEP_TESTS_STORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "lockstep/board.h"
#include "lockstep/changeset.h"
#include "lockstep/error.h"
#include "store/store.h"

/* One program that has the file open. */
struct peer {
    struct ls_store *store;
    uint8_t writer[LS_WRITER_SIZE];
    uint64_t n;
};

struct fixture {
    char *folder, *path;
    struct peer a, b; /* b is opened by those who need it */
    ls_id ines, dana, item;
};

int fixture_setup(void **state);    /* an empty team file that a has open */
int fixture_setup_two(void **state); /* ines, dana and one item; a and b have it open */
int fixture_teardown(void **state);

void peer_open(struct peer *peer, const char *path, uint8_t writer);
void peer_close(struct peer *peer);
const struct ls_board *peer_board(const struct peer *peer);

/* A changeset of that peer, its id given. */
struct ls_changeset *peer_changeset(struct peer *peer, const char *label);

/* Commits and frees cs; the code. ret and err may be NULL. */
int peer_commit(struct peer *peer, struct ls_changeset *cs, struct ls_commit *ret, struct ls_error *err);

/* Sets one field and commits. */
int peer_set_int(struct peer *peer, ls_id id, int field, int64_t value);
int peer_set_text(struct peer *peer, ls_id id, int field, const char *value);

/* A person or an item that breaks no rule, in cs. */
ls_id make_person(struct ls_changeset *cs, const char *handle);
ls_id make_item(struct ls_changeset *cs, const char *title);

/* Runs SQL by the sqlite3 shell; its exit status, output in out (may be NULL). */
int shell_sql(const char *path, const char *sql, struct ls_buf *out);

/* As someone who may write: through the library, guards let through. */
void force_sql(const char *path, const char *sql);
void force_sql_int(const char *path, const char *sql, int64_t *ret_value);

#define assert_ok(code, err)                                                          \
    do {                                                                              \
        if ((code) != LS_OK)                                                          \
            fail_msg("%s", (err).message ? (err).message : "failed without a sentence"); \
    } while (0)

#endif
