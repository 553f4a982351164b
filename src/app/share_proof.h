/* What was proven of a drive between two machines, kept on this machine as long as the drive stays mounted: for those who
 * open the file later, and alone. */
#ifndef LOCKSTEP_APP_SHARE_PROOF_H
#define LOCKSTEP_APP_SHARE_PROOF_H

#include "store/drive.h"
#include "store/peers.h"

/* proof LS_PEERS_UNPROVEN: nothing is kept. Owned strings. */
struct share_proof {
    enum ls_peers_proof proof;
    bool whole;    /* by doctor --peer: fresh reads and crash repair too */
    int64_t day;   /* days since 1970 */
    char *with;    /* whom, "" where nobody knows */
};
void share_proof_done(struct share_proof *proof);

/* What is kept of the drive as it is mounted now. state_dir NULL: nothing. */
void share_proof_read(const char *state_dir, const struct ls_drive *drive, struct share_proof *ret_proof);

/* Keeps it instead of what was kept of this mount; what was kept before the machine was started is forgotten. */
int share_proof_keep(const char *state_dir, const struct ls_drive *drive, const struct share_proof *proof, struct ls_error *err);

#endif
