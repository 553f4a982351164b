/* What was answered and is not in the file yet. What it is, its owner knows: a question, a form, a text in the editor. */
#include "ui/aside.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lockstep/error.h"
#include "ui/state.h"

void aside_begin(struct ui *ui)
{
    ui->asides.first = (struct ls_changeset_name){0};
}

void aside_committed(struct ui *ui, uint64_t n)
{
    const struct ls_changeset *last = ls_session_last(ui->session);
    if (!n || ui->asides.first.n || !last)
        return;
    ui->asides.first.n = n;
    memcpy(ui->asides.first.writer, last->writer, LS_WRITER_SIZE);
}

static void aside_settle(const struct aside *a)
{
    if (a->ops->saved)
        a->ops->saved(a->arg);
    a->ops->free(a->arg);
}

void aside_put(struct ui *ui, const struct aside_ops *ops, void *arg)
{
    struct asides *all = &ui->asides;
    struct aside a = {.ops = ops, .arg = arg, .name = all->first, .key_at = ui->key_at};
    if (!a.name.n) {
        aside_settle(&a);
        return;
    }
    LS_GROW(all->v, all->len, all->cap);
    all->v[all->len++] = a;
}

/* Takes the i-th off the list. */
static struct aside aside_take(struct asides *all, size_t i)
{
    struct aside a = all->v[i];
    all->len--;
    memmove(&all->v[i], &all->v[i + 1], (all->len - i) * sizeof(*all->v));
    return a;
}

void aside_saved(struct ui *ui, uint64_t n)
{
    struct asides *all = &ui->asides;
    for (size_t i = 0; i < all->len; i++)
        if (all->v[i].name.n == n) {
            struct aside a = aside_take(all, i);
            aside_settle(&a);
            return;
        }
}

#define NOT_SAVED "not saved, and there when it is asked for again: "

static void aside_back(struct ui *ui, const struct aside *a, const struct ls_error *err)
{
    if (a->key_at == ui->key_at && !ui->asking) {
        a->ops->again(ui, a->arg, err);
        return;
    }
    bool kept = a->ops->keep(ui, a->arg);
    ui_say_error(ui, err);
    if (kept) /* first of all: a path may be long */
        ls_buf_insert(&ui->message, 0, NOT_SAVED, strlen(NOT_SAVED));
    if (ui->asking) /* its choices lie over the message */
        prompt_refuse(&ui->prompt, ui->message.data);
    a->ops->free(a->arg);
}

bool aside_refused(struct ui *ui, const struct ls_changeset *cs, const struct ls_error *err)
{
    struct asides *all = &ui->asides;
    for (size_t i = 0; i < all->len && cs && err; i++)
        if (ls_changeset_is(cs, &all->v[i].name)) {
            struct aside a = aside_take(all, i);
            aside_back(ui, &a, err);
            return true;
        }
    return false;
}

void aside_done(struct ui *ui)
{
    for (size_t i = 0; i < ui->asides.len; i++)
        aside_settle(&ui->asides.v[i]);
    free(ui->asides.v);
    ui->asides = (struct asides){0};
}

/* --- a view ---------------------------------------------------------------------------------- */

static void aside_view_again(struct ui *ui, void *arg, const struct ls_error *err)
{
    ui_push(ui, arg);
    ui_say_error(ui, err);
}

static bool aside_view_keep(struct ui *ui LS_UNUSED, void *arg)
{
    struct view *v = arg;
    if (v->ops->keep)
        v->ops->keep(v);
    return v->ops->keep != NULL;
}

static void aside_view_free(void *arg)
{
    struct view *v = arg;
    v->ops->free(v);
}

void aside_put_view(struct ui *ui)
{
    static const struct aside_ops VIEW = {.again = aside_view_again, .keep = aside_view_keep, .free = aside_view_free};
    struct view *v = ui_take_off(ui);
    if (v)
        aside_put(ui, &VIEW, v);
}
