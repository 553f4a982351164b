/* Keys of lists. */
#include "ui/list_keys.h"

#include "ui/state.h"

bool list_keys_move(struct list *l, enum ls_command_id id)
{
    switch (id) {
    case LS_CMD_UP:
        list_move(l, -1);
        return true;
    case LS_CMD_DOWN:
        list_move(l, 1);
        return true;
    case LS_CMD_PAGE_UP:
        list_move_page(l, -1);
        return true;
    case LS_CMD_PAGE_DOWN:
        list_move_page(l, 1);
        return true;
    case LS_CMD_TOP:
        list_move_top(l);
        return true;
    case LS_CMD_BOTTOM:
        list_move_end(l);
        return true;
    default:
        return false;
    }
}

bool list_keys_mark(struct ui *ui, struct list *l, enum ls_command_id id)
{
    switch (id) {
    case LS_CMD_MARK:
        list_mark(l, list_current(l), !list_marked(l, list_current(l)));
        list_move(l, 1);
        break;
    case LS_CMD_MARK_RANGE:
        if (list_mark_range(l)) {
            ui_say(ui, ROLE_MARKED, "✓ go to the other end and press v again");
            return true;
        }
        break;
    case LS_CMD_MARK_ALL:
        list_mark_all(l);
        break;
    case LS_CMD_MARK_NONE:
        list_mark_none(l);
        break;
    default:
        return false;
    }
    if (l->hidden)
        ui_say(ui, ROLE_MARKED, "✓ %zu marked, %zu of them not shown; every verb acts on all, - takes the marks off",
               l->mark_len, l->hidden);
    else if (l->mark_len)
        ui_say(ui, ROLE_MARKED, "✓ %zu marked; every verb acts on them, - takes the marks off", l->mark_len);
    return true;
}
