/* What kind of drive a team file is on, and what its mount means for two who write it.
 * Read from /proc/self/mountinfo (proc_pid_mountinfo(5)); what nobody knows is treated as a network drive. */
#ifndef LOCKSTEP_STORE_DRIVE_H
#define LOCKSTEP_STORE_DRIVE_H

#include "base/buf.h"

enum ls_drive_class {
    LS_DRIVE_LOCAL,    /* of this machine */
    LS_DRIVE_NETWORK,  /* shared, or unknown: whether locks work is found out between two machines */
    LS_DRIVE_UNSHARED, /* known not to share locks, or to show old content */
    LS_DRIVE_SYNCED,   /* a folder that a program copies between machines */
};

/* All strings are owned. */
struct ls_drive {
    enum ls_drive_class class;
    char *type;    /* "ext4", "nfs4", "fuse.sshfs"; "" where unknown */
    char *source;  /* "filehost:/team" */
    char *mount;   /* where it is mounted */
    char *id;      /* of this mount: another one after it was mounted anew; "" where nobody knows */
    char *options; /* of the mount and of the file system, by commas */
    char *wrong;   /* what speaks against two who write: "it is mounted with nolock, so locks stay on each machine"; "" */
    char *cure;    /* what to do about it; "" */
    char *doubt;   /* what may lose the last edits when the connection breaks; "" */
};
void ls_drive_done(struct ls_drive *drive);

/* Appends those of its mount options that matter to two who write ("vers=4.2, hard, local_lock=none"); nothing where it is
 * local or has none. */
void ls_drive_telling(const struct ls_drive *drive, struct ls_buf *b);

/* It was proven that it does not bear two who write; wrong, cure: as in struct ls_drive. */
void ls_drive_proven_unfit(struct ls_drive *drive, const char *wrong, const char *cure);

/* The drive of an absolute path without links, by the text of a mountinfo file. */
void ls_drive_read(const char *mountinfo, const char *path, struct ls_drive *ret_drive);

/* The drive of a path on this machine; a local folder is also looked at for the traces of programs that copy it. */
void ls_drive_look(const char *path, struct ls_drive *ret_drive);

#endif
