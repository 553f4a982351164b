/* What kind of drive: a table of file systems, a table of mount options, and the traces of sync programs. */
#include "store/drive.h"

#include <assert.h>
#include <fcntl.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "base/mem.h"
#include "base/paths.h"

/* File systems of one machine. Whatever is in no table counts as network. */
static const char *const drive_local[] = {
    "ext2", "ext3", "ext4", "xfs", "btrfs", "bcachefs", "zfs", "f2fs", "jfs", "reiserfs", "tmpfs", "ramfs", "rootfs", "overlay",
    "aufs", "squashfs", "iso9660", "udf", "vfat", "exfat", "msdos", "ntfs", "ntfs3", "fuseblk", "hfs", "hfsplus", "apfs",
    "ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "nilfs2", "erofs",
};

/* File systems of which it is measured or documented that they share no locks, or show old content. */
static const struct {
    const char *type, *wrong;
} drive_unshared[] = {
    {"fuse.sshfs", "sshfs keeps locks on each machine"},
    {"9p", "9p keeps locks on each machine, or shows old content"},
    {"fuse.glusterfs", "GlusterFS shows old content while its caches are on"},
    {"davfs", "WebDAV copies whole files"},
    {"fuse.davfs2", "WebDAV copies whole files"},
    {"fuse.rclone", "rclone keeps locks on each machine and copies whole files"},
    {"fuse.gvfsd-fuse", "GVfs keeps locks on each machine"},
    {"fuse.kio-fuse", "KIO keeps locks on each machine"},
    {"fuse.s3fs", "s3fs keeps locks on each machine and copies whole files"},
    {"fuse.gcsfuse", "gcsfuse keeps locks on each machine and copies whole files"},
    {"fuse.curlftpfs", "curlftpfs keeps locks on each machine"},
    {"fuse.google-drive-ocamlfuse", "Google Drive copies whole files"},
    {"fuse.onedriver", "OneDrive copies whole files"},
    {"vboxsf", "shared folders of VirtualBox keep locks on each machine"},
};

/* Mount options that break it on a file system whose locks are shared otherwise (nfs(5), mount.cifs(8)). */
static const struct {
    const char *types, *option, *wrong, *cure;
} drive_options[] = {
    {"nfs", "nolock", "it is mounted with nolock, so locks stay on each machine", "mount it without nolock"},
    {"nfs", "local_lock=all", "it is mounted with local_lock=all, so locks stay on each machine", "mount it with local_lock=none"},
    {"nfs", "local_lock=posix", "it is mounted with local_lock=posix, so locks stay on each machine", "mount it with local_lock=none"},
    {"cifs smb3", "nobrl", "it is mounted with nobrl, so locks stay on each machine", "mount it without nobrl"},
    {"cifs smb3", "cache=loose", "it is mounted with cache=loose, so it shows old content", "mount it with cache=strict,actimeo=0"},
};
static const struct {
    const char *types, *option, *doubt;
} drive_doubts[] = {
    {"nfs nfs4", "soft", "soft: a server that is slow makes writes fail; mount it hard"},
    {"nfs nfs4", "softerr", "softerr: a server that is slow makes writes fail; mount it hard"},
    {"nfs nfs4", "nocto", "nocto: others' changes are seen late; mount it without nocto"},
    {"cifs smb3", "!actimeo=0", "without actimeo=0 the file's size is old for a second: mount it with actimeo=0"},
};

/* Options of which doctor tells, by how they begin. */
static const char *const drive_telling[] = {
    "vers=", "hard", "soft", "nolock", "local_lock=", "nocto", "noac", "sync", "cache=", "nobrl", "forcemand",
    "actimeo=", "acregmin=", "acregmax=", "acdirmin=", "acdirmax=", "nosharesock", "multiuser", "lookupcache=", "ro",
};

void ls_drive_done(struct ls_drive *drive)
{
    free(drive->type);
    free(drive->source);
    free(drive->mount);
    free(drive->id);
    free(drive->options);
    free(drive->wrong);
    free(drive->cure);
    free(drive->doubt);
    *drive = (struct ls_drive){0};
}

/* --- mountinfo ------------------------------------------------------------------------------- */

/* The next word of a line, its octal escapes (\040) made characters again; NULL at the end. */
static char *drive_word(const char **at)
{
    *at += strspn(*at, " ");
    size_t len = strcspn(*at, " \n"), to = 0;
    if (!len)
        return NULL;
    char *word = ls_strndup(*at, len);
    for (size_t i = 0; i < len; i++) {
        const char *digits = word + i + 1;
        if (word[i] == '\\' && strspn(digits, "01234567") >= 3) {
            word[to++] = (char)((digits[0] - '0') << 6 | (digits[1] - '0') << 3 | (digits[2] - '0'));
            i += 3;
        } else {
            word[to++] = word[i];
        }
    }
    word[to] = 0;
    *at += len;
    return word;
}

/* Whether a mount point is the path or a folder above it. */
static bool drive_holds(const char *mount, const char *path)
{
    size_t len = strlen(mount);
    if (len == 1 && *mount == '/')
        return true;
    return !strncmp(mount, path, len) && (path[len] == '/' || !path[len]);
}

/* One line: "36 35 98:0 /root /mount options [tags] - type source options". False where it is none. */
static bool drive_line(const char *at, struct ls_drive *drive)
{
    char *word = NULL, *super = NULL;
    for (int i = 0; i < 6; i++) {
        free(word);
        word = drive_word(&at);
        if ((i == 0 || i == 2) && word) { /* mount, file system */
            char *both = ls_asprintf("%s%s%s", drive->id ? drive->id : "", drive->id ? " " : "", word);
            free(drive->id);
            drive->id = both;
        }
        if (i == 4)
            drive->mount = ls_strdup(word);
        if (i == 5)
            drive->options = ls_strdup(word);
    }
    while (word && strcmp(word, "-") != 0) {
        free(word);
        word = drive_word(&at);
    }
    free(word);
    drive->type = drive_word(&at);
    drive->source = drive_word(&at);
    super = drive_word(&at);
    if (super) {
        char *both = ls_asprintf("%s,%s", drive->options, super);
        free(drive->options);
        drive->options = both;
    }
    free(super);
    return drive->type && drive->source;
}

/* --- what it means --------------------------------------------------------------------------- */

/* Whether a list by that separator holds the word. */
static bool drive_lists(const char *list, char separator, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = list; at;) {
        if (!strncmp(at, word, len) && (at[len] == separator || !at[len]))
            return true;
        at = strchr(at, separator);
        if (at)
            at++;
    }
    return false;
}

static void drive_is(struct ls_drive *drive, enum ls_drive_class class, const char *wrong, const char *cure)
{
    drive->class = class;
    free(drive->wrong);
    free(drive->cure);
    drive->wrong = ls_strdup(wrong);
    drive->cure = ls_strdup(cure);
}

static void drive_judge(struct ls_drive *drive)
{
    drive->doubt = ls_strdup("");
    drive_is(drive, LS_DRIVE_NETWORK, "", "");
    for (size_t i = 0; i < LS_COUNT(drive_local); i++) {
        if (!strcmp(drive->type, drive_local[i]))
            drive->class = LS_DRIVE_LOCAL;
    }
    for (size_t i = 0; i < LS_COUNT(drive_unshared); i++) {
        if (!strcmp(drive->type, drive_unshared[i].type))
            drive_is(drive, LS_DRIVE_UNSHARED, drive_unshared[i].wrong, "mount it by NFS or SMB");
    }
    for (size_t i = 0; i < LS_COUNT(drive_options) && drive->class != LS_DRIVE_UNSHARED; i++) {
        if (drive_lists(drive_options[i].types, ' ', drive->type) && drive_lists(drive->options, ',', drive_options[i].option))
            drive_is(drive, LS_DRIVE_UNSHARED, drive_options[i].wrong, drive_options[i].cure);
    }
    for (size_t i = 0; i < LS_COUNT(drive_doubts); i++) {
        const char *option = drive_doubts[i].option;
        bool missing = *option == '!'; /* it is its absence that is doubtful */
        if (drive_lists(drive_doubts[i].types, ' ', drive->type) && drive_lists(drive->options, ',', option + missing) != missing) {
            char *both = ls_asprintf("%s%s%s", drive->doubt, *drive->doubt ? "; " : "", drive_doubts[i].doubt);
            free(drive->doubt);
            drive->doubt = both;
        }
    }
}

void ls_drive_telling(const struct ls_drive *drive, struct ls_buf *b)
{
    const char *at = drive->class == LS_DRIVE_LOCAL ? "" : drive->options;
    size_t before = b->len;
    for (size_t len; *at; at += len + (at[len] == ',')) {
        len = strcspn(at, ",");
        for (size_t i = 0; i < LS_COUNT(drive_telling); i++) {
            size_t want = strlen(drive_telling[i]);
            bool takes_value = drive_telling[i][want - 1] == '=';
            if (len >= want && !strncmp(at, drive_telling[i], want) && (takes_value || len == want))
                ls_buf_printf(b, "%s%.*s", b->len > before ? ", " : "", (int)len, at);
        }
    }
}

void ls_drive_proven_unfit(struct ls_drive *drive, const char *wrong, const char *cure)
{
    drive_is(drive, LS_DRIVE_UNSHARED, wrong, cure);
}

void ls_drive_read(const char *mountinfo, const char *path, struct ls_drive *ret_drive)
{
    struct ls_drive best = {0};
    for (const char *line = mountinfo; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        struct ls_drive drive = {0};
        /* The longest mount point holds the path; of two on one point the later lies on top. */
        if (drive_line(line, &drive) && drive_holds(drive.mount, path) &&
            (!best.mount || strlen(drive.mount) >= strlen(best.mount))) {
            ls_drive_done(&best);
            best = drive;
        } else {
            ls_drive_done(&drive);
        }
    }
    if (!best.mount)
        best = (struct ls_drive){.mount = ls_strdup("/"), .options = ls_strdup(""), .type = ls_strdup(""), .source = ls_strdup(""),
                                 .id = ls_strdup("")};
    drive_judge(&best);
    *ret_drive = best;
}

/* --- this machine ---------------------------------------------------------------------------- */

/* What sync programs leave in the folder that they copy: a name, or how it begins and ends. file: a folder of that name is
 * none. */
static const struct {
    const char *name, *ending, *program;
    bool file;
} drive_traces[] = {
    {".dropbox", NULL, "Dropbox", true},        {".dropbox.cache", NULL, "Dropbox", false},
    {".sync_", ".db", "Nextcloud", true},       {"._sync_", ".db", "Nextcloud", true},
    {".nextcloudsync.log", NULL, "Nextcloud", true}, {".owncloudsync.log", NULL, "ownCloud", true},
    {".stfolder", NULL, "Syncthing", false},    {".sync/ID", NULL, "Resilio Sync", true},
    {".tmp.drivedownload", NULL, "Google Drive", false},
};

static bool drive_is_trace(const char *folder, const char *name, bool file)
{
    LS_AUTO(string) char *path = ls_asprintf("%s/%s", folder, name);
    struct stat st;
    return lstat(path, &st) == 0 && (!file || S_ISREG(st.st_mode));
}

/* A name in the folder that begins and ends as one of the traces. */
static const char *drive_trace_like(const char *folder, const char *name)
{
    size_t len = strlen(name);
    for (size_t i = 0; *name == '.' && i < LS_COUNT(drive_traces); i++) {
        const char *begin = drive_traces[i].name, *end = drive_traces[i].ending;
        if (end && len >= strlen(begin) + strlen(end) && !strncmp(name, begin, strlen(begin)) &&
            !strcmp(name + len - strlen(end), end) && drive_is_trace(folder, name, drive_traces[i].file))
            return drive_traces[i].program;
    }
    return NULL;
}

/* The folder is read once: it may be a large one. */
static const char *drive_trace_in(const char *folder)
{
    const char *program = NULL;
    for (size_t i = 0; i < LS_COUNT(drive_traces); i++) {
        if (!drive_traces[i].ending && drive_is_trace(folder, drive_traces[i].name, drive_traces[i].file))
            return drive_traces[i].program;
    }
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && !program && (entry = readdir(dir));)
        program = drive_trace_like(folder, entry->d_name);
    if (dir)
        closedir(dir);
    return program;
}

static void drive_find_sync(const char *path, struct ls_drive *drive)
{
    LS_AUTO(string) char *folder = ls_strdup(path);
    for (char *slash; (slash = strrchr(folder, '/')) && slash != folder;) {
        *slash = 0;
        const char *program = drive_trace_in(folder);
        if (!program)
            continue;
        LS_AUTO(string) char *wrong = ls_asprintf("%s copies %s between machines, so each writes a file of its own", program, folder);
        drive_is(drive, LS_DRIVE_SYNCED, wrong, "put the team file on a drive that is shared (NFS or SMB), outside that folder");
        return;
    }
}

/* Where /proc does not say, the kernel's number of the file system does. */
static void drive_by_number(const char *path, struct ls_drive *drive)
{
    static const struct {
        unsigned long number;
        const char *type;
    } numbers[] = {{0x6969, "nfs"}, {0xff534d42, "cifs"}, {0xfe534d42, "smb3"}, {0x01021997, "9p"},
                   {0x65735546, "fuse"}, {0xef53, "ext4"}, {0x58465342, "xfs"}, {0x9123683e, "btrfs"}, {0x01021994, "tmpfs"}};
    struct statfs fs;
    if (*drive->type || statfs(path, &fs))
        return;
    for (size_t i = 0; i < LS_COUNT(numbers); i++) {
        if (numbers[i].number != ((unsigned long)fs.f_type & 0xffffffff))
            continue;
        free(drive->type);
        free(drive->doubt);
        drive->type = ls_strdup(numbers[i].type);
        drive_judge(drive);
    }
}

/* The numbers in mountinfo are given again to the next who mounts; this one never is, since Linux 6.8 (statx(2)). The C
 * library's struct may be older than the field. */
static void drive_number_mount(const char *path, struct ls_drive *drive)
{
    enum { MOUNT_ID_UNIQUE = 0x4000, MOUNT_ID_AT = 144 };
    struct statx st;
    uint64_t number;
    static_assert(sizeof(st) >= MOUNT_ID_AT + sizeof(number), "struct statx has room for the number of the mount");
    if (statx(AT_FDCWD, path, AT_STATX_DONT_SYNC, MOUNT_ID_UNIQUE, &st) || !(st.stx_mask & MOUNT_ID_UNIQUE))
        return;
    memcpy(&number, (const char *)&st + MOUNT_ID_AT, sizeof(number));
    free(drive->id);
    drive->id = ls_asprintf("%llu", (unsigned long long)number);
}

void ls_drive_look(const char *path, struct ls_drive *ret_drive)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    ls_file_read(&text, "/proc/self/mountinfo", 16 << 20, NULL);
    ls_drive_read(text.data, path, ret_drive);
    drive_by_number(path, ret_drive);
    drive_number_mount(path, ret_drive);
    if (ret_drive->class == LS_DRIVE_LOCAL)
        drive_find_sync(path, ret_drive);
}
