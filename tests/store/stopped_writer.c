/* stopped_writer TEAM.db HANDLE TITLE: adds an item in that person's name and stops itself (SIGSTOP) in the middle of its
 * transaction, seen by the others as the one who writes. Sent on (SIGCONT) it commits. Status 0: saved. */
#include <signal.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/clock.h"
#include "lockstep/board.h"
#include "lockstep/changeset.h"
#include "lockstep/error.h"
#include "store/peers.h"
#include "store/store.h"

static void stop_when_writing(void *arg, bool writing)
{
    ls_peers_set_writing(arg, writing);
    if (writing)
        raise(SIGSTOP);
}

static struct ls_changeset *stopped_item(const char *title)
{
    struct ls_changeset *cs = ls_changeset_new("item add");
    ls_random(cs->writer, sizeof(cs->writer));
    cs->n = 1;
    cs->at = ls_clock_now();
    ls_id id = ls_change_create(cs, LS_E_ITEM, cs->at);
    ls_change_text(cs, NULL, id, LS_F_item_title, title);
    ls_change_int(cs, NULL, id, LS_F_item_status, LS_ITEM_STATUS_TRIAGE);
    ls_change_int(cs, NULL, id, LS_F_item_type, LS_ITEM_TYPE_FEATURE);
    ls_change_int(cs, NULL, id, LS_F_item_track, LS_TRACK_PRODUCT);
    return cs;
}

int main(int argc, char **argv)
{
    struct ls_store *store;
    struct ls_commit commit;
    struct ls_error err = {0};
    if (argc != 4)
        return 2;
    struct ls_peers *peers = ls_peers_new(argv[1], argv[2], NULL);
    const struct ls_store_watch watch = {.writing = stop_when_writing, .arg = peers};
    struct ls_changeset *cs = stopped_item(argv[3]);
    int code = ls_store_open(argv[1], false, &store, &err);
    if (!code)
        code = ls_store_load(store, ls_stamp_date(cs->at), NULL, &err);
    if (!code)
        code = ls_peers_join(peers, ls_clock_monotonic(), &err);
    if (!code) {
        ls_store_set_watch(store, &watch);
        code = ls_store_commit(store, cs, &commit, &err);
        ls_commit_done(&commit);
    }
    ls_store_close(store);
    ls_peers_free(peers);
    ls_changeset_free(cs);
    ls_error_done(&err);
    return code ? 1 : 0;
}
