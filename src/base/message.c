/* Framed messages. Partial reads and writes are the normal case here. */
#include "base/message.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"

/* FILL: at most about so much is taken at once, for the other side may write as fast as we read. */
enum { HEADER_SIZE = 8, CHUNK = 64 << 10, FILL = 256 << 10 };

void ls_channel_init(struct ls_channel *ch, int fd)
{
    *ch = (struct ls_channel){.fd = fd, .also = -1, .in = LS_BUF_INIT, .out = LS_BUF_INIT};
}

static void channel_close(struct ls_channel *ch)
{
    if (ch->fd >= 0)
        close(ch->fd);
    ch->fd = -1;
    ls_buf_clear(&ch->out);
    ch->out_at = 0;
}

void ls_channel_done(struct ls_channel *ch)
{
    channel_close(ch);
    ls_buf_done(&ch->in);
    ls_buf_done(&ch->out);
    ch->in_at = 0;
}

static void channel_put32(uint8_t *bytes, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(value >> (8 * i));
}

static uint32_t channel_get32(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

void ls_channel_send(struct ls_channel *ch, uint32_t type, const void *data, size_t len)
{
    uint8_t header[HEADER_SIZE];
    if (ch->fd < 0 || len > LS_MESSAGE_MAX)
        return;
    channel_put32(header, (uint32_t)len);
    channel_put32(header + 4, type);
    ls_buf_add(&ch->out, header, sizeof(header));
    ls_buf_add(&ch->out, data, len);
}

bool ls_channel_pending(const struct ls_channel *ch)
{
    return ch->fd >= 0 && ch->out_at < ch->out.len;
}

bool ls_channel_gone(const struct ls_channel *ch)
{
    return ch->fd < 0 || (ch->in_over && !ls_channel_pending(ch));
}

bool ls_channel_flush(struct ls_channel *ch)
{
    while (ls_channel_pending(ch)) {
        ssize_t n = send(ch->fd, ch->out.data + ch->out_at, ch->out.len - ch->out_at, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS))
            return true;
        if (n < 0) {
            /* What the other side sent before it went is still to be read. */
            ls_buf_clear(&ch->out);
            ch->out_at = 0;
            return false;
        }
        ch->out_at += (size_t)n;
    }
    ls_buf_clear(&ch->out);
    ch->out_at = 0;
    return ch->fd >= 0;
}

/* Keeps memory in bounds: what has been taken is thrown away, all of it where nothing is left. */
static void channel_compact(struct ls_channel *ch)
{
    if (ch->in_at == ch->in.len)
        ls_buf_clear(&ch->in);
    else if (ch->in_at > CHUNK && ch->in_at * 2 > ch->in.len)
        ls_buf_cut(&ch->in, 0, ch->in_at);
    else
        return;
    ch->in_at = 0;
}

bool ls_channel_fill(struct ls_channel *ch)
{
    channel_compact(ch);
    size_t full = ch->in.len + FILL;
    while (ch->fd >= 0 && ch->in.len < full) {
        ls_buf_reserve(&ch->in, CHUNK);
        ssize_t n = recv(ch->fd, ch->in.data + ch->in.len, CHUNK, MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return true;
        if (n == 0) {
            ch->in_over = true;
            return false;
        }
        if (n < 0) {
            channel_close(ch);
            return false;
        }
        ch->in.len += (size_t)n;
        ch->in.data[ch->in.len] = 0;
        if (n < CHUNK)
            return true;
    }
    return ch->fd >= 0;
}

void ls_channel_end(struct ls_channel *ch)
{
    if (ch->fd >= 0 && !ch->out_over && !ls_channel_pending(ch))
        ch->out_over = shutdown(ch->fd, SHUT_WR) == 0;
}

bool ls_channel_next(struct ls_channel *ch, struct ls_message *ret_message)
{
    const uint8_t *at = (const uint8_t *)ch->in.data + ch->in_at;
    size_t left = ch->in.len - ch->in_at;
    if (left < HEADER_SIZE)
        return false;
    uint32_t len = channel_get32(at);
    if (len > LS_MESSAGE_MAX) {
        channel_close(ch);
        ls_buf_clear(&ch->in);
        ch->in_at = 0;
        return false;
    }
    if (left - HEADER_SIZE < len)
        return false;
    *ret_message = (struct ls_message){channel_get32(at + 4), at + HEADER_SIZE, len};
    ch->in_at += HEADER_SIZE + len;
    return true;
}

bool ls_channel_wait(struct ls_channel *ch, int timeout_ms, struct ls_message *ret_message)
{
    int64_t end = ls_clock_monotonic() + timeout_ms;
    while (!ls_channel_next(ch, ret_message)) {
        if (ch->fd < 0)
            return false;
        ls_channel_flush(ch);
        if (ls_channel_gone(ch))
            return false;
        int left = timeout_ms < 0 ? -1 : (int)(end - ls_clock_monotonic());
        if (timeout_ms >= 0 && left < 0)
            return false;
        struct pollfd fds[] = {
            {.fd = ch->fd, .events = (short)((ch->in_over ? 0 : POLLIN) | (ls_channel_pending(ch) ? POLLOUT : 0))},
            {.fd = ch->also, .events = POLLIN}};
        int ready = poll(fds, LS_COUNT(fds), left);
        if (ready < 0 && errno != EINTR)
            channel_close(ch);
        if (ready == 0)
            return false;
        if (ready > 0 && ch->in_over && fds[0].revents & (POLLHUP | POLLERR))
            channel_close(ch); /* nobody is there to read the rest */
        else if (ready > 0 && fds[0].revents & (POLLIN | POLLHUP | POLLERR))
            ls_channel_fill(ch);
        else if (ready > 0 && fds[1].revents)
            return false;
    }
    return true;
}
