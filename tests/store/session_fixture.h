/* What tests of the session share: opening a "machine", waiting, small edits. */
#ifndef LOCKSTEP_TESTS_STORE_SESSION_FIXTURE_H
#define LOCKSTEP_TESTS_STORE_SESSION_FIXTURE_H

#include "fixture.h"

#include "app/session_internal.h"
#include "base/clock.h"

enum { LIMIT_MS = 30000 };

#define SESSION_TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup_two, fixture_teardown)

/* The state folder of the "machine" of that name; caller frees. */
char *state_dir(const struct fixture *f, const char *name);

/* Opens the fixture's file on that machine and waits until it is read. */
struct ls_session *open_at(const struct fixture *f, const char *machine, const char *user);

/* Closes and has the journal's lock free: who opens next on this machine goes on in the same journal. */
void close_and_end(struct ls_session *s);

/* Turns the session until done says so. */
void wait_for(struct ls_session *s, bool (*done)(struct ls_session *));

void wait_saved(struct ls_session *s); /* until all is in the file; nothing may be refused */

unsigned pending(const struct ls_session *s); /* not in the file yet */
bool all_kept(struct ls_session *s);
bool nothing_pending(struct ls_session *s);

void add_item(struct ls_session *s, const char *title);
void set_int(struct ls_session *s, ls_id id, int field, int64_t value);
const struct ls_item *item_at(struct ls_session *s, ls_id id);

/* The number that SQL finds in the file. */
int64_t stored(const struct fixture *f, const char *sql);

/* Waits for the next event of that kind; those before it are lost. */
bool get_event(struct ls_session *s, enum ls_session_event_kind kind, struct ls_session_event *ret_event);

/* Looks at the file and waits for what others have written there. */
struct ls_session_event hear_news(struct ls_session *s);

#endif
