/* Names of records during an import: those of the board, and those that the import brings. */
#include "exchange/names.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "lockstep/error.h"

void names_add_num(struct names *names, enum ls_entity entity, int64_t num, ls_id id)
{
    ls_map_put(&names->nums[entity], num, (void *)(intptr_t)id);
}

void names_add_handle(struct names *names, enum ls_entity entity, const char *handle, ls_id id)
{
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, handle);
    ls_strmap_add(&names->handles[entity], folded.data, folded.len, id);
}

ls_id names_handle(const struct names *names, enum ls_entity entity, const char *handle)
{
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, handle);
    return ls_strmap_get(&names->handles[entity], folded.data, folded.len, 0);
}

/* --- as a source of names ---------------------------------------------------------------------------- */

/* The names that the source is part of: source is their first member. */
static const struct names *names_of(const struct name_source *source)
{
    return (const struct names *)(const void *)source;
}

static ls_id names_by_num(const struct name_source *source, enum ls_entity entity, int64_t num)
{
    ls_id id = num > 0 ? (ls_id)(intptr_t)ls_map_get(&names_of(source)->nums[entity], num) : 0;
    return id ? id : ls_board_by_num(source->board, entity, num);
}

static ls_id names_by_handle(const struct name_source *source, enum ls_entity entity, const char *handle)
{
    return names_handle(names_of(source), entity, handle);
}

/* Of those that are as near, the first of the alphabet. */
static bool names_nearest(const struct name_source *source, enum ls_entity entity, const char *folded, struct ls_buf *b)
{
    const struct ls_strmap *map = &names_of(source)->handles[entity];
    const char *nearest = NULL;
    int best = 3;
    for (size_t i = 0; i < map->cap; i++) {
        if (!map->slots[i].key)
            continue;
        int distance = ls_text_distance(folded, map->slots[i].key, 2);
        if (distance < best || (distance == best && nearest && strcmp(map->slots[i].key, nearest) < 0)) {
            best = distance;
            nearest = map->slots[i].key;
        }
    }
    ls_buf_str(b, nearest ? nearest : "");
    return nearest != NULL;
}

void names_init(struct names *names, const struct ls_board *board)
{
    *names = (struct names){.source = {board, names_by_num, names_by_handle, names_nearest,
                                       "add it, or import its file together with this one"}};
    for (int e = 0; e < LS_E_COUNT; e++) {
        const struct ls_entity_info *info = ls_entity_info((enum ls_entity)e);
        struct ls_board_walk walk = {board, (enum ls_entity)e, 0};
        const struct ls_record *record;
        while (info->handle >= 0 && (record = ls_board_walk_next(&walk))) {
            const void *member = (const char *)record + info->fields[info->handle].offset;
            names_add_handle(names, (enum ls_entity)e, *(const char *const *)member, record->id);
        }
    }
}

void names_done(struct names *names)
{
    for (int e = 0; e < LS_E_COUNT; e++) {
        ls_strmap_done(&names->handles[e]);
        ls_map_done(&names->nums[e]);
    }
}

int names_parse(const struct names *names, const struct ls_field *field, const char *text, struct ls_value *ret_value,
                struct ls_error *err)
{
    return name_parse(&names->source, field, text, ret_value, err);
}
