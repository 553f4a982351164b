/* The power fails: after any write, with everything that was not synced lost, kept or torn by sectors, and names that were
 * not synced gone. What was said to be saved (team file) or kept (local journal) is there afterwards, and nothing of a
 * changeset without the rest of it. A drive that only says that it syncs fails the same test. */
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/paths.h"
#include "drive.h"
#include "fixture.h"
#include "journal/journal.h"

enum { EDITS = 5, EDITS_NIGHTLY = 40, IMAGES = 2, IMAGES_NIGHTLY = 25, SECTOR = 512 };

/* --- what the drive was told ----------------------------------------------------------------- */

struct told {
    struct drive_deed deed; /* strings and bytes are owned */
    int done;               /* changesets that had been acknowledged before */
};

static struct {
    struct told *v;
    size_t len, cap;
    int done;
} told;

static void told_hear(const struct drive_deed *deed)
{
    if (deed->call == DRIVE_READ || (deed->call == DRIVE_OPEN && !deed->made))
        return;
    LS_GROW(told.v, told.len, told.cap);
    struct told *t = &told.v[told.len++];
    *t = (struct told){*deed, told.done};
    t->deed.path = ls_strdup(deed->path);
    t->deed.to = deed->to ? ls_strdup(deed->to) : NULL;
    t->deed.bytes = deed->bytes ? memcpy(ls_alloc(deed->len), deed->bytes, deed->len) : NULL;
}

static void told_forget(void)
{
    for (size_t i = 0; i < told.len; i++) {
        free((void *)(uintptr_t)told.v[i].deed.path);
        free((void *)(uintptr_t)told.v[i].deed.to);
        free((void *)(uintptr_t)told.v[i].deed.bytes);
    }
    free(told.v);
    memset(&told, 0, sizeof(told));
}

/* --- the disk -------------------------------------------------------------------------------- */

/* A file: what is on the platter, and what is still in memory. */
struct disk_file {
    struct ls_buf synced;
    const struct drive_deed **waiting;
    size_t len, cap;
};

struct disk_name {
    char *path; /* NULL: taken away */
    size_t file;
};

/* Names go to the platter in their order; so many of them are there. */
struct disk {
    struct disk_file *files;
    size_t files_len, files_cap;
    struct disk_name *names; /* a later one of a path stands for it */
    size_t names_len, names_cap, names_synced;
    bool lies; /* says that it has synced */
};

static void disk_name(struct disk *disk, const char *path, size_t file, bool gone)
{
    LS_GROW(disk->names, disk->names_len, disk->names_cap);
    disk->names[disk->names_len++] = (struct disk_name){ls_strdup(path), gone ? SIZE_MAX : file};
}

/* The file of that name among the first so many names; SIZE_MAX: none. */
static size_t disk_find(const struct disk *disk, const char *path, size_t upto)
{
    for (size_t i = upto; i-- > 0;) {
        if (!strcmp(disk->names[i].path, path))
            return disk->names[i].file;
    }
    return SIZE_MAX;
}

static size_t disk_make(struct disk *disk, const char *path)
{
    LS_GROW(disk->files, disk->files_len, disk->files_cap);
    disk->files[disk->files_len] = (struct disk_file){.synced = LS_BUF_INIT};
    disk_name(disk, path, disk->files_len, false);
    return disk->files_len++;
}

/* One that was there before. */
static void disk_add(struct disk *disk, const char *path)
{
    size_t file = disk_make(disk, path);
    struct ls_error err = {0};
    assert_ok(ls_file_read(&disk->files[file].synced, path, 0, &err), err);
    disk->names_synced = disk->names_len;
}

static void disk_done(struct disk *disk)
{
    for (size_t i = 0; i < disk->files_len; i++) {
        ls_buf_done(&disk->files[i].synced);
        free(disk->files[i].waiting);
    }
    for (size_t i = 0; i < disk->names_len; i++)
        free(disk->names[i].path);
    free(disk->files);
    free(disk->names);
    *disk = (struct disk){0};
}

static void disk_resize(struct ls_buf *b, size_t len)
{
    static const char zero[4096];
    while (b->len < len)
        ls_buf_add(b, zero, len - b->len < sizeof(zero) ? len - b->len : sizeof(zero));
    ls_buf_truncate(b, len);
}

static void disk_put(struct ls_buf *b, const struct drive_deed *deed, size_t from, size_t to)
{
    if (b->len < (size_t)deed->at + to)
        disk_resize(b, (size_t)deed->at + to);
    memcpy(b->data + deed->at + from, (const char *)deed->bytes + from, to - from);
}

static void disk_apply(struct ls_buf *b, const struct drive_deed *deed)
{
    if (deed->call == DRIVE_WRITE)
        disk_put(b, deed, 0, deed->len);
    else
        disk_resize(b, (size_t)deed->at);
}

static void disk_sync(struct disk *disk, const char *path)
{
    struct stat st;
    size_t file = disk_find(disk, path, disk->names_len);
    if (disk->lies)
        return;
    if (file == SIZE_MAX && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        disk->names_synced = disk->names_len;
    if (file == SIZE_MAX)
        return;
    for (size_t i = 0; i < disk->files[file].len; i++)
        disk_apply(&disk->files[file].synced, disk->files[file].waiting[i]);
    disk->files[file].len = 0;
}

static void disk_do(struct disk *disk, const struct drive_deed *deed)
{
    size_t file = disk_find(disk, deed->path, disk->names_len);
    switch (deed->call) {
    case DRIVE_OPEN: disk_make(disk, deed->path); break;
    case DRIVE_WRITE:
    case DRIVE_TRUNCATE: {
        assert_true(file != SIZE_MAX);
        struct disk_file *f = &disk->files[file];
        LS_GROW(f->waiting, f->len, f->cap);
        f->waiting[f->len++] = deed;
        break;
    }
    case DRIVE_SYNC: disk_sync(disk, deed->path); break;
    case DRIVE_NAME:
        if (file != SIZE_MAX && deed->to)
            disk_name(disk, deed->to, file, false);
        if (file != SIZE_MAX && !deed->stays)
            disk_name(disk, deed->path, file, true);
        break;
    default: break;
    }
}

/* --- the power fails ------------------------------------------------------------------------- */

static uint32_t dice_state = 1;

static uint32_t dice(uint32_t sides)
{
    dice_state = dice_state * 1664525 + 1013904223;
    return (dice_state >> 8) % sides;
}

/* A write that was waiting: there, not there, or some of its sectors. */
static void power_write(struct ls_buf *b, const struct drive_deed *deed)
{
    uint32_t fate = dice(3);
    if (fate == 0)
        return;
    if (fate == 1 || deed->call != DRIVE_WRITE) {
        disk_apply(b, deed);
        return;
    }
    for (size_t at = 0; at < deed->len; at += SECTOR) {
        if (dice(2))
            disk_put(b, deed, at, at + SECTOR < deed->len ? at + SECTOR : deed->len);
    }
}

/* What stands on the platter, as files below to; from: the folder that was watched. */
static void power_image(const struct disk *disk, const char *from, const char *to)
{
    size_t names = disk->names_synced + dice((uint32_t)(disk->names_len - disk->names_synced) + 1);
    struct ls_error err = {0};
    for (size_t i = 0; i < disk->names_len; i++) {
        const char *path = disk->names[i].path;
        LS_AUTO(string) char *image = ls_asprintf("%s%s", to, path + strlen(from));
        LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT, folder = LS_BUF_INIT;
        size_t file = disk_find(disk, path, names);
        unlink(image);
        if (file == SIZE_MAX)
            continue;
        ls_buf_add(&b, disk->files[file].synced.data, disk->files[file].synced.len);
        for (size_t w = 0; w < disk->files[file].len; w++)
            power_write(&b, disk->files[file].waiting[w]);
        ls_path_dir(&folder, image);
        assert_ok(ls_path_make_dirs(folder.data, &err), err);
        FILE *out = fopen(image, "w");
        assert_non_null(out);
        assert_int_equal(fwrite(b.data ? b.data : "", 1, b.len, out), b.len);
        fclose(out);
    }
}

/* Looks at one image; NULL where all is well, else what is not. done: so many were acknowledged. */
typedef const char *power_look(const struct fixture *f, const char *image, int done);

/* The power fails after each thing that the drive was told. Returns how many images are not as they should be. */
static int power_fails(const struct fixture *f, struct disk *disk, power_look *look)
{
    LS_AUTO(string) char *image = ls_asprintf("%s-image", f->folder);
    int wrong = 0, images = getenv("LOCKSTEP_TEST_NIGHTLY") ? IMAGES_NIGHTLY : IMAGES, looked = 0;
    for (size_t k = 0; k <= told.len; k++) {
        int done = k < told.len ? told.v[k].done : told.done;
        for (int i = 0; i < images; i++, looked++) {
            power_image(disk, f->folder, image);
            const char *what = look(f, image, done);
            wrong += what != NULL;
            if (what && !disk->lies)
                fail_msg("power lost before deed %zu of %zu, %d acknowledged: %s (%s)", k, told.len, done, what, image);
        }
        if (k < told.len)
            disk_do(disk, &told.v[k].deed);
    }
    print_message("[          ] %d images of %zu deeds, %d not as they should be\n", looked, told.len, wrong);
    LS_AUTO(string) char *remove = ls_asprintf("rm -rf '%s'", image);
    assert_int_equal(system(remove), 0);
    return wrong;
}

static int edits(void)
{
    return getenv("LOCKSTEP_TEST_NIGHTLY") ? EDITS_NIGHTLY : EDITS;
}

/* --- the team file --------------------------------------------------------------------------- */

static const char *team_look(const struct fixture *f, const char *image, int done)
{
    static char what[256];
    LS_AUTO(string) char *path = ls_asprintf("%s/team.db", image);
    LS_AUTO(error) struct ls_error err = {0};
    struct ls_store *store = NULL;
    int code = ls_store_open(path, false, &store, &err);
    if (!code)
        code = ls_store_load(store, 20000, NULL, &err);
    if (!code)
        code = ls_store_check(store, &err);
    *what = 0;
    if (code) {
        snprintf(what, sizeof(what), "%s", err.message);
    } else {
        const struct ls_board *board = ls_store_base(store);
        int64_t sum = ls_item_get(board, f->item)->reach, items = (int64_t)ls_board_count(board, LS_E_ITEM) - 1;
        if (sum != items || items < done || items > done + 1)
            snprintf(what, sizeof(what), "%lld items made, the last said %lld", (long long)items, (long long)sum);
    }
    ls_store_close(store);
    return *what ? what : NULL;
}

/* Edits that make an item and count it in another: nothing of one may be there without the rest. */
static void team_edits(struct fixture *f)
{
    struct ls_error err = {0};
    for (int i = 1; i <= edits(); i++) {
        struct ls_changeset *cs = peer_changeset(&f->a, "edit");
        ls_id id = make_item(cs, "made");
        LS_AUTO(buf) struct ls_buf notes = LS_BUF_INIT;
        for (int words = 0; words < 400; words++)
            ls_buf_printf(&notes, "word %d of edit %d\n", words, i);
        ls_change_text(cs, NULL, id, LS_F_item_notes, notes.data); /* some pages */
        ls_change_int(cs, peer_board(&f->a), f->item, LS_F_item_reach, i);
        assert_ok(peer_commit(&f->a, cs, NULL, &err), err);
        told.done = i;
    }
}

static int team_run(struct fixture *f, bool lies)
{
    struct ls_error err = {0};
    struct disk disk = {.lies = lies};
    LS_AUTO(string) char *journal = ls_asprintf("%s-journal", f->path);
    struct ls_changeset *cs = peer_changeset(&f->a, "none yet");
    ls_change_int(cs, peer_board(&f->a), f->item, LS_F_item_reach, 0);
    assert_ok(peer_commit(&f->a, cs, NULL, &err), err);
    uint64_t n = f->a.n;
    peer_close(&f->a);
    peer_close(&f->b);
    disk_add(&disk, f->path);
    disk_add(&disk, journal);
    drive_watch(f->folder);
    peer_open(&f->a, f->path, 0xA1);
    f->a.n = n;
    drive_set_witness(told_hear);
    team_edits(f);
    drive_watch(NULL);
    int wrong = power_fails(f, &disk, team_look);
    disk_done(&disk);
    told_forget();
    return wrong;
}

static void test_team_file(void **state)
{
    assert_int_equal(team_run(*state, false), 0);
}

static void test_drive_that_lies(void **state)
{
    assert_true(team_run(*state, true) > 0);
}

/* --- a new team file ------------------------------------------------------------------------- */

static const char *new_look(const struct fixture *f, const char *image, int done)
{
    static char what[256];
    LS_AUTO(string) char *path = ls_asprintf("%s/new.db", image);
    LS_AUTO(error) struct ls_error err = {0};
    struct ls_store *store = NULL;
    (void)f;
    if (!done && access(path, F_OK))
        return NULL;
    int code = ls_store_open(path, false, &store, &err);
    if (!code)
        code = ls_store_check(store, &err);
    ls_store_close(store);
    snprintf(what, sizeof(what), "%s", code ? err.message : "");
    return code ? what : NULL;
}

static void test_new_file(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct disk disk = {0};
    LS_AUTO(string) char *path = ls_asprintf("%s/new.db", f->folder);
    drive_watch(f->folder);
    drive_set_witness(told_hear);
    assert_ok(ls_store_create(path, "Tarnfield", &err), err);
    told.done = 1;
    drive_watch(NULL);
    assert_int_equal(power_fails(f, &disk, new_look), 0);
    disk_done(&disk);
    told_forget();
}

/* --- the local journal ----------------------------------------------------------------------- */

static const char *journal_look(const struct fixture *f, const char *image, int done)
{
    static char what[256];
    LS_AUTO(string) char *state = ls_asprintf("%s/state", image);
    LS_AUTO(error) struct ls_error err = {0};
    struct ls_journal *journal;
    if (ls_journal_open(state, f->path, NULL, &journal, &err)) {
        snprintf(what, sizeof(what), "%s", err.message);
        return what;
    }
    int kept = (int)ls_journal_unsaved_count(journal), in_order = 0;
    for (int i = 0; i < kept; i++)
        in_order += ls_journal_unsaved(journal, (size_t)i)->cs->n == (uint64_t)i + 1;
    ls_journal_close(journal);
    snprintf(what, sizeof(what), "%d kept, %d of them in order", kept, in_order);
    return kept >= done && kept <= done + 1 && in_order == kept ? NULL : what;
}

static void test_journal(void **state)
{
    struct fixture *f = *state;
    struct ls_error err = {0};
    struct disk disk = {0};
    struct ls_journal *journal;
    static const uint8_t file_id[LS_WRITER_SIZE] = {1};
    LS_AUTO(string) char *folder = ls_asprintf("%s/state", f->folder);
    drive_watch(f->folder);
    drive_set_witness(told_hear);
    assert_ok(ls_journal_open(folder, f->path, NULL, &journal, &err), err);
    for (int i = 1; i <= 4 * edits(); i++) {
        struct ls_changeset *cs = ls_changeset_new("kept");
        make_item(cs, "kept on this machine");
        memcpy(cs->writer, ls_journal_writer(journal), LS_WRITER_SIZE);
        cs->n = ls_journal_next(journal);
        assert_ok(ls_journal_keep(journal, file_id, cs, &err), err);
        told.done = i;
    }
    ls_journal_close(journal);
    drive_watch(NULL);
    assert_int_equal(power_fails(f, &disk, journal_look), 0);
    disk_done(&disk);
    told_forget();
}

int main(void)
{
#define POWER_TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup_two, fixture_teardown)
    const struct CMUnitTest tests[] = {
        POWER_TEST(test_team_file), POWER_TEST(test_drive_that_lies), POWER_TEST(test_new_file), POWER_TEST(test_journal),
    };
    return cmocka_run_group_tests_name("power", tests, NULL, NULL);
}
