/* Three-way merge of texts by lines (diff3: Khanna, Kunal, Pierce, "A Formal Investigation of Diff3", 2007). */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "store/merge.h"

/* Beyond so many cells of the table, the middle of two texts counts as changed altogether. */
enum { CELLS_MAX = 4 << 20 };

struct lines {
    struct line {
        const char *start;
        size_t len;
    } *v;
    size_t len, cap;
};

static void ls_lines_done(struct lines *lines)
{
    free(lines->v);
}

static void lines_split(struct lines *lines, const char *text)
{
    *lines = (struct lines){0};
    while (text && *text) {
        size_t len = strcspn(text, "\n");
        LS_GROW(lines->v, lines->len, lines->cap);
        lines->v[lines->len++] = (struct line){text, len};
        text += len + (text[len] == '\n');
    }
}

static bool line_equal(const struct line *a, const struct line *b)
{
    return a->len == b->len && !memcmp(a->start, b->start, a->len);
}

/* Marks a longest common subsequence: ret_match[i] is the line of b that line i of a is, or -1. */
static void lines_match_middle(const struct line *a, size_t na, const struct line *b, size_t nb, size_t offset,
                               ptrdiff_t *ret_match)
{
    if (!na || !nb || (na + 1) * (nb + 1) > CELLS_MAX)
        return;
    uint32_t *table = ls_alloc((na + 1) * (nb + 1) * sizeof(*table));
    size_t width = nb + 1;
    for (size_t i = na; i-- > 0;) {
        for (size_t j = nb; j-- > 0;) {
            uint32_t down = table[(i + 1) * width + j], right = table[i * width + j + 1];
            table[i * width + j] = line_equal(&a[i], &b[j]) ? table[(i + 1) * width + j + 1] + 1
                                   : down > right           ? down
                                                            : right;
        }
    }
    for (size_t i = 0, j = 0; i < na && j < nb;) {
        if (line_equal(&a[i], &b[j]))
            ret_match[i++] = (ptrdiff_t)(offset + j++);
        else if (table[(i + 1) * width + j] >= table[i * width + j + 1])
            i++;
        else
            j++;
    }
    free(table);
}

static ptrdiff_t *lines_match(const struct lines *a, const struct lines *b)
{
    ptrdiff_t *match = ls_alloc((a->len + 1) * sizeof(*match));
    size_t head = 0, tail = 0;
    for (size_t i = 0; i < a->len; i++)
        match[i] = -1;
    for (; head < a->len && head < b->len && line_equal(&a->v[head], &b->v[head]); head++)
        match[head] = (ptrdiff_t)head;
    for (; tail < a->len - head && tail < b->len - head &&
           line_equal(&a->v[a->len - 1 - tail], &b->v[b->len - 1 - tail]);
         tail++)
        match[a->len - 1 - tail] = (ptrdiff_t)(b->len - 1 - tail);
    if (head < a->len && head < b->len)
        lines_match_middle(a->v + head, a->len - head - tail, b->v + head, b->len - head - tail, head, match + head);
    return match;
}

static bool chunk_equal(const struct lines *a, size_t a1, size_t a2, const struct lines *b, size_t b1, size_t b2)
{
    if (a2 - a1 != b2 - b1)
        return false;
    for (size_t i = 0; i < a2 - a1; i++) {
        if (!line_equal(&a->v[a1 + i], &b->v[b1 + i]))
            return false;
    }
    return true;
}

static void chunk_add(struct ls_buf *out, const struct lines *from, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) {
        ls_buf_add(out, from->v[i].start, from->v[i].len);
        ls_buf_char(out, '\n');
    }
}

/* The three stretches between two lines that all have in common. */
struct stretch {
    size_t o1, o2, m1, m2, t1, t2;
};

static bool stretch_merge(struct ls_buf *out, const struct lines *o, const struct lines *m, const struct lines *t,
                          const struct stretch *s)
{
    bool mine_same = chunk_equal(o, s->o1, s->o2, m, s->m1, s->m2);
    bool theirs_same = chunk_equal(o, s->o1, s->o2, t, s->t1, s->t2);
    if (mine_same || chunk_equal(m, s->m1, s->m2, t, s->t1, s->t2)) {
        chunk_add(out, t, s->t1, s->t2);
    } else if (theirs_same) {
        chunk_add(out, m, s->m1, s->m2);
    } else if (s->o1 == s->o2) {
        chunk_add(out, t, s->t1, s->t2);
        chunk_add(out, m, s->m1, s->m2);
    } else {
        return false;
    }
    return true;
}

static bool lines_merge(struct ls_buf *out, const struct lines *o, const struct lines *m, const struct lines *t)
{
    ptrdiff_t *in_mine = lines_match(o, m), *in_theirs = lines_match(o, t);
    struct stretch s = {0};
    bool fine = true;
    for (size_t i = 0; fine && i <= o->len; i++) {
        if (i < o->len && (in_mine[i] < 0 || in_theirs[i] < 0))
            continue;
        s.o2 = i;
        s.m2 = i < o->len ? (size_t)in_mine[i] : m->len;
        s.t2 = i < o->len ? (size_t)in_theirs[i] : t->len;
        fine = stretch_merge(out, o, m, t, &s);
        if (i < o->len)
            chunk_add(out, o, i, i + 1);
        s = (struct stretch){.o1 = s.o2 + 1, .m1 = s.m2 + 1, .t1 = s.t2 + 1};
    }
    free(in_mine);
    free(in_theirs);
    return fine;
}

char *store_merge_lines(const char *before, const char *mine, const char *theirs)
{
    __attribute__((cleanup(ls_lines_done))) struct lines o, m, t;
    lines_split(&o, before);
    lines_split(&m, mine);
    lines_split(&t, theirs);
    struct ls_buf out = LS_BUF_INIT;
    if (!lines_merge(&out, &o, &m, &t)) {
        ls_buf_done(&out);
        return NULL;
    }
    /* A last line without its end stays so. */
    const char *last = mine && *mine ? mine : theirs;
    if (out.len && last && *last && last[strlen(last) - 1] != '\n')
        ls_buf_truncate(&out, out.len - 1);
    return ls_buf_steal(&out);
}
