/* Look-alikes of what is about to come: the items of a changeset, against the board and each other. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "lockstep/likeness.h"
#include "lockstep/rules.h"
#include "lockstep/work.h"

/* The item that cs makes, with the fields that likeness reads; borrows from cs. */
static struct ls_item made_item(const struct ls_changeset *cs, ls_id id)
{
    struct ls_item item = {.rec.id = id, .title = (char *)(uintptr_t)"", .problem = (char *)(uintptr_t)"",
                           .type = LS_ITEM_TYPE_IDEA, .status = LS_ITEM_STATUS_TRIAGE, .resolution = LS_NONE};
    const struct ls_record_edit *record = ls_changeset_record(cs, id);
    for (size_t i = 0; i < record->len; i++) {
        const struct ls_value *v = &record->edits[i].after;
        if (record->edits[i].field == LS_F_item_title && v->kind == LS_V_TEXT)
            item.title = v->text;
        else if (record->edits[i].field == LS_F_item_problem && v->kind == LS_V_TEXT)
            item.problem = v->text;
        else if (record->edits[i].field == LS_F_item_type && v->kind == LS_V_INT)
            item.type = v->i;
        else if (record->edits[i].field == LS_F_item_resolution && v->kind == LS_V_INT)
            item.resolution = v->i;
        else if (record->edits[i].field == LS_F_item_status && v->kind == LS_V_INT)
            item.status = v->i;
    }
    return item;
}

/* Caller frees the items and the array of pointers to them. */
static size_t made_items(const struct ls_changeset *cs, struct ls_item **ret_items, const struct ls_item ***ret_each)
{
    struct ls_item *items = ls_alloc((cs->len + 1) * sizeof(*items));
    const struct ls_item **each = ls_alloc((cs->len + 1) * sizeof(*each));
    size_t len = 0;
    for (size_t i = 0; i < cs->len; i++) {
        if (cs->records[i].entity != LS_E_ITEM || !ls_rules_made(cs, cs->records[i].id))
            continue;
        items[len] = made_item(cs, cs->records[i].id);
        each[len] = &items[len];
        len++;
    }
    *ret_items = items;
    *ret_each = each;
    return len;
}

/* One of the items that were made before; NULL where it is none. */
static const struct ls_item *made_find(const struct ls_item *items, size_t count, ls_id id)
{
    size_t i = 0;
    while (i < count && items[i].rec.id != id)
        i++;
    return i < count ? &items[i] : NULL;
}

size_t ls_likeness_pairs_made(struct ls_likeness *index, const struct ls_board *board, const struct ls_changeset *cs,
                              struct ls_like_pair **ret_pairs)
{
    struct ls_item *items;
    const struct ls_item **each;
    size_t count = made_items(cs, &items, &each), len = 0;
    struct ls_like_pair *pairs = ls_alloc((count + 1) * sizeof(*pairs));
    ls_likeness_update(index, board);
    ls_likeness_add(index, each, count);
    for (size_t i = 0; i < count; i++) {
        struct ls_like like;
        if (!ls_item_is_open(&items[i]) ||
            !ls_likeness_likely(index, items[i].title, items[i].problem, items[i].rec.id, &like))
            continue;
        const struct ls_item *there = ls_item_get(board, like.id);
        const struct ls_item *other = there ? there : made_find(items, i, like.id);
        if (other && ls_likeness_may_pair(&items[i], other))
            pairs[len++] = (struct ls_like_pair){items[i].rec.id, like.id, like.likeness};
    }
    free(items);
    free(each);
    *ret_pairs = pairs;
    return len;
}

/* "Dark mode", LS-64: the title that an item has on the board or will have. */
static void made_title(const struct ls_board *board, const struct ls_changeset *cs, ls_id id, struct ls_buf *b)
{
    const struct ls_item *there = ls_item_get(board, id);
    const struct ls_edit *edit = ls_changeset_edit(cs, id, LS_F_item_title);
    ls_buf_printf(b, "\"%s\"", edit && edit->after.kind == LS_V_TEXT ? edit->after.text : there ? there->title : "");
    if (there)
        ls_board_name(board, id, (ls_buf_str(b, ", "), b));
}

void ls_likeness_made_text(const struct ls_board *board, const struct ls_changeset *cs, size_t lines, struct ls_buf *b)
{
    enum { MOST = 5000 };
    size_t made = 0;
    for (size_t i = 0; i < cs->len; i++)
        made += cs->records[i].entity == LS_E_ITEM && ls_rules_made(cs, cs->records[i].id);
    if (!made || made > MOST)
        return;
    struct ls_likeness *index = ls_likeness_new();
    struct ls_like_pair *pairs;
    size_t count = ls_likeness_pairs_made(index, board, cs, &pairs);
    if (count)
        ls_buf_printf(b, "%zu of %zu new items likely %s what is there already:\n", count, made, count == 1 ? "says" : "say");
    for (size_t i = 0; i < count && i < lines; i++) {
        made_title(board, cs, pairs[i].id, (ls_buf_str(b, "  "), b));
        made_title(board, cs, pairs[i].other, (ls_buf_str(b, " is like "), b));
        ls_buf_printf(b, " (%.2f)\n", pairs[i].likeness);
    }
    free(pairs);
    ls_likeness_free(index);
}
