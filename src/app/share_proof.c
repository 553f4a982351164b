/* The proofs of this machine: one line a mount, "BOOT MOUNT PROOF WHOLE DAY WITH". */
#include "app/share_proof.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/paths.h"
#include "lockstep/error.h"

/* The limit is far above what a machine mounts. */
enum { PROOF_FILE_MAX = 1 << 20, PROOF_BOOT_LEN = 36, PROOF_MOUNT_LEN = 32 };

static const char *const proof_words[] = {"unproven", "shared", "no-locks", "stale"};

void share_proof_done(struct share_proof *proof)
{
    free(proof->with);
    *proof = (struct share_proof){0};
}

static char *proof_path(const char *state_dir)
{
    return ls_asprintf("%s/proofs", state_dir);
}

/* The name of this start of the machine: mounts do not outlive it. "" where the kernel does not say. */
static char *proof_boot(void)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_file_read(&b, "/proc/sys/kernel/random/boot_id", PROOF_FILE_MAX, NULL);
    return ls_strndup(b.data, b.len < PROOF_BOOT_LEN ? 0 : PROOF_BOOT_LEN);
}

/* Mounted elsewhere, from elsewhere, with other options or anew, it is another one. */
static char *proof_mount(const struct ls_drive *drive)
{
    LS_AUTO(buf) struct ls_buf all = LS_BUF_INIT, name = LS_BUF_INIT;
    uint8_t hash[LS_HASH_SIZE];
    ls_buf_printf(&all, "%s\n%s\n%s\n%s\n%s", drive->id ? drive->id : "", drive->type, drive->source, drive->mount, drive->options);
    ls_hash(all.data, all.len, hash);
    for (size_t i = 0; i < PROOF_MOUNT_LEN / 2; i++)
        ls_buf_printf(&name, "%02x", hash[i]);
    return ls_buf_steal(&name);
}

/* Whether the line is of that mount and start; the length of what names them. */
static size_t proof_named(const char *line, const char *boot, const char *mount)
{
    LS_AUTO(string) char *name = ls_asprintf("%s %s ", boot, mount);
    size_t len = strlen(name);
    return *boot && !strncmp(line, name, len) ? len : 0;
}

static void proof_parse(const char *at, struct share_proof *ret_proof)
{
    size_t word = strcspn(at, " "), proof = LS_COUNT(proof_words);
    unsigned whole;
    int64_t day;
    int read = 0;
    while (proof-- > 0 && (strlen(proof_words[proof]) != word || strncmp(at, proof_words[proof], word)))
        ;
    if (proof >= LS_COUNT(proof_words) || sscanf(at + word, "%u %" SCNd64 " %n", &whole, &day, &read) != 2)
        return;
    at += word + (size_t)read;
    free(ret_proof->with);
    *ret_proof = (struct share_proof){(enum ls_peers_proof)proof, whole != 0, day, ls_strndup(at, strcspn(at, "\n"))};
}

void share_proof_read(const char *state_dir, const struct ls_drive *drive, struct share_proof *ret_proof)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    *ret_proof = (struct share_proof){0};
    if (!state_dir)
        return;
    LS_AUTO(string) char *path = proof_path(state_dir), *boot = proof_boot(), *mount = proof_mount(drive);
    if (ls_file_read(&b, path, PROOF_FILE_MAX, NULL))
        return;
    for (const char *line = b.data; *line; line += strcspn(line, "\n") + (strchr(line, '\n') != NULL)) {
        size_t len = proof_named(line, boot, mount);
        if (len)
            proof_parse(line + len, ret_proof);
    }
}

int share_proof_keep(const char *state_dir, const struct ls_drive *drive, const struct share_proof *proof, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf before = LS_BUF_INIT, b = LS_BUF_INIT;
    if (!state_dir)
        return LS_OK;
    LS_AUTO(string) char *path = proof_path(state_dir), *boot = proof_boot(), *mount = proof_mount(drive);
    if (!*boot)
        return LS_OK; /* nobody could tell later whether it was mounted anew */
    ls_file_read(&before, path, PROOF_FILE_MAX, NULL);
    for (const char *line = before.data; *line;) {
        size_t len = strcspn(line, "\n");
        if (!strncmp(line, boot, PROOF_BOOT_LEN) && !proof_named(line, boot, mount))
            ls_buf_printf(&b, "%.*s\n", (int)len, line);
        line += len + (line[len] == '\n');
    }
    ls_buf_printf(&b, "%s %s %s %u %" PRId64 " %s\n", boot, mount, proof_words[proof->proof], proof->whole, proof->day,
                  proof->with ? proof->with : "");
    int code = ls_path_make_dirs(state_dir, err);
    return code ? code : ls_file_replace(path, b.data, b.len, err);
}
