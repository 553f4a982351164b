/* What panes share. */
#include "ui/pane.h"

#include <stdlib.h>

#include "ui/part.h"
#include "ui/rows.h"

int pane_draw_name(struct area row, int number, const char *name, bool focus)
{
    int x = 1 + area_printf(row, 1, 0, focus ? ROLE_ACCENT : ROLE_DIM, "%d ", number);
    x += area_text(row, x, 0, focus ? ROLE_ACCENT : ROLE_BOLD, name);
    if (focus)
        area_focus(row, 1, 0, x - 1);
    return x;
}

const char *pane_order(const struct pane *p)
{
    return p->rows && rows_is_sorted(p->rows) ? p->rows->words : "";
}

size_t pane_rows_subject(const struct pane *p, ls_id **ret_ids)
{
    return list_subject(&p->list, ret_ids);
}

bool pane_rows_command(struct pane *p, enum ls_command_id id)
{
    return rows_command(p->rows, id);
}

void pane_rows_free(struct pane *p)
{
    rows_done(p->rows);
    list_done(&p->list);
    free(p);
}

void pane_draw_empty(struct area rows, const char *text)
{
    static const char OWNER[] = "empty";
    if (part_stale(rows, OWNER, part_from_text(0, text)))
        area_text(area_part(rows, 0, 0, rows.w - 1, rows.h), 3, rows.h > 2 ? 1 : 0, ROLE_DIM, text);
}
