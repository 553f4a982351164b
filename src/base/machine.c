/* Which machine this is. */
#include "base/machine.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"

static size_t machine_read_id(char *text, size_t cap)
{
    LS_AUTO(fd) int fd = open("/etc/machine-id", O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? 0 : read(fd, text, cap);
    return got > 0 ? ls_text_trimmed(text, (size_t)got) : 0;
}

void ls_machine_name(struct ls_buf *b)
{
    char id[256];
    size_t len = machine_read_id(id, sizeof(id));
    if (!len && gethostname(id, sizeof(id) - 1) == 0) {
        id[sizeof(id) - 1] = 0;
        while (id[len])
            len++;
    }
    LS_AUTO(buf) struct ls_buf salted = LS_BUF_INIT;
    ls_buf_str(&salted, "lockstep machine ");
    ls_buf_add(&salted, id, len);
    uint8_t hash[LS_HASH_SIZE];
    ls_hash(salted.data, salted.len, hash);
    for (size_t i = 0; i < 8; i++)
        ls_buf_printf(b, "%02x", hash[i]);
}
