/* What was typed before: a few lines a question, none of them twice. */
#include "ui/past.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum { MOST = 50 };

struct past *past_of(struct pasts *all, const char *name)
{
    for (size_t i = 0; i < all->len; i++)
        if (!strcmp(all->v[i]->name, name))
            return all->v[i];
    LS_GROW(all->v, all->len, all->cap);
    struct past *p = all->v[all->len++] = ls_alloc(sizeof(*p));
    p->name = ls_strdup(name);
    p->v = ls_alloc(MOST * sizeof(*p->v));
    return p;
}

static void past_drop(struct past *p, size_t i)
{
    free(p->v[i]);
    p->len--;
    memmove(&p->v[i], &p->v[i + 1], (p->len - i) * sizeof(*p->v));
}

void past_add(struct past *p, const char *text)
{
    if (!*ls_text_skip_blank(text))
        return;
    for (size_t i = 0; i < p->len; i++)
        if (!strcmp(p->v[i], text)) {
            past_drop(p, i);
            break;
        }
    if (p->len == MOST)
        past_drop(p, 0);
    p->v[p->len++] = ls_strdup(text);
}

void pasts_done(struct pasts *all)
{
    for (size_t i = 0; i < all->len; i++) {
        while (all->v[i]->len)
            past_drop(all->v[i], 0);
        free(all->v[i]->v);
        free(all->v[i]->name);
        free(all->v[i]);
    }
    free(all->v);
    *all = (struct pasts){0};
}
