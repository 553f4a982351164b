/* What others changed a moment ago. */
#include "ui/fresh.h"

#include "lockstep/changeset.h"

void fresh_note(struct fresh *fresh, const struct ls_changeset *cs, int64_t now)
{
    fresh->last = now + FRESH_MS;
    for (size_t i = 0; i < cs->len; i++)
        ls_map_put(&fresh->until, cs->records[i].id, (void *)(uintptr_t)fresh->last);
}

bool fresh_has(const struct fresh *fresh, ls_id record, int64_t now)
{
    return now < fresh->last && now < (int64_t)(uintptr_t)ls_map_get(&fresh->until, record);
}

bool fresh_any(struct fresh *fresh, int64_t now)
{
    if (now < fresh->last)
        return true;
    fresh_done(fresh);
    return false;
}

void fresh_done(struct fresh *fresh)
{
    ls_map_done(&fresh->until);
    *fresh = (struct fresh){0};
}
