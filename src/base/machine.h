/* Which machine this is: a name under which clocks are told apart, not the machine's own name. */
#ifndef LOCKSTEP_BASE_MACHINE_H
#define LOCKSTEP_BASE_MACHINE_H

#include "base/buf.h"

/* Appends 16 hexadecimal digits that stay the same on this machine and differ between machines.
 * A hash, since /etc/machine-id must not leave the machine (machine-id(5)); the host name stands in for it. */
void ls_machine_name(struct ls_buf *b);

#endif
