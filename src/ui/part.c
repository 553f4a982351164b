/* Which parts of a frame stand. The frame keeps them (ui/frame.h), so that emptying it forgets them all. */
#include "ui/part.h"

#include <string.h>

#include "base/mem.h"

static bool part_is_there(const struct frame_part *p, struct area a)
{
    return p->x == a.x && p->y == a.y && p->w == a.w && p->h == a.h;
}

static bool part_overlaps(const struct frame_part *p, struct area a)
{
    return p->x < a.x + a.w && a.x < p->x + p->w && p->y < a.y + a.h && a.y < p->y + p->h;
}

static bool part_contains(const struct frame_part *p, struct area a)
{
    return p->x <= a.x && p->y <= a.y && p->x + p->w >= a.x + a.w && p->y + p->h >= a.y + a.h;
}

/* Forgets what stood where something else is drawn now; what lies around it in this picture, too, goes on. */
static void part_forget(struct area a)
{
    struct frame *f = a.frame;
    size_t kept = 0;
    for (size_t i = 0; i < f->part_len; i++) {
        const struct frame_part *p = &f->parts[i];
        bool around = p->picture == f->picture && part_contains(p, a) && !part_is_there(p, a);
        if (!part_overlaps(p, a) || around)
            f->parts[kept++] = *p;
    }
    f->part_len = kept;
}

static void part_remember(struct area a, const void *owner, uint64_t from)
{
    struct frame *f = a.frame;
    part_forget(a);
    LS_GROW(f->parts, f->part_len, f->part_cap);
    f->parts[f->part_len++] = (struct frame_part){
        .owner = owner, .from = from, .picture = f->picture, .x = a.x, .y = a.y, .w = a.w, .h = a.h};
}

static struct cell *part_cells(const struct frame *f, int x, int y)
{
    return f->cells + (size_t)y * (size_t)f->columns + (size_t)x;
}

/* The same row at another height. */
static bool part_move(struct area a, const void *owner, uint64_t from)
{
    const struct frame *f = a.frame;
    for (size_t i = 0; i < f->part_len && a.h == 1; i++) {
        const struct frame_part *p = &f->parts[i];
        if (p->owner != owner || p->from != from || p->h != 1 || p->x != a.x || p->w != a.w)
            continue;
        memcpy(part_cells(f, a.x, a.y), part_cells(f, p->x, p->y), (size_t)a.w * sizeof(struct cell));
        return true;
    }
    return false;
}

bool part_stale(struct area a, const void *owner, uint64_t from)
{
    const struct frame *f = a.frame;
    for (size_t i = 0; i < f->part_len; i++) {
        struct frame_part *p = &f->parts[i];
        if (p->owner == owner && part_is_there(p, a)) {
            p->picture = f->picture;
            if (p->from == from)
                return false;
            break;
        }
    }
    bool moved = part_move(a, owner, from);
    part_remember(a, owner, from);
    if (!moved)
        area_fill(a, ROLE_NORMAL);
    return !moved;
}

void part_renew(struct area a)
{
    part_forget(a);
    area_fill(a, ROLE_NORMAL);
}

uint64_t part_from(uint64_t from, uint64_t value)
{
    enum { HALF = 32 };
    const uint64_t golden = 0x9e3779b97f4a7c15u; /* Fibonacci hashing: Knuth, The Art of Computer Programming 3, 6.4 */
    from = (from + golden) * golden; /* spread before the value comes: 1 and 2 are not 2 and 1 */
    from = (from ^ from >> HALF ^ value) * golden;
    return from ^ from >> HALF;
}

uint64_t part_from_text(uint64_t from, const char *text)
{
    size_t len = strlen(text);
    for (size_t at = 0; at < len; at += sizeof(uint64_t)) {
        uint64_t word = 0;
        memcpy(&word, text + at, len - at < sizeof(word) ? len - at : sizeof(word));
        from = part_from(from, word);
    }
    return part_from(from, len);
}
