/* What an item can be put under: the proposal first, then initiatives, themes and goals, then other work. */
#include "ui/parents.h"

#include <string.h>

#include "base/mem.h"
#include "lockstep/triage.h"
#include "lockstep/work.h"
#include "ui/alike.h"
#include "ui/choices.h"
#include "ui/state.h"
#include "ui/words.h"

enum { DIGITS = 9, MOST = 60, NEAREST = 5 };

struct parents {
    struct ui *ui;
    const struct ls_item *item; /* NULL: several */
    const char *word;
    ls_id first; /* what is proposed, 0: nothing */
    struct choices *choices;
};

/* What speaks for an item that stands nowhere yet, whatever it stands under now. */
static ls_id parents_proposed(struct ui *ui, const struct ls_item *item)
{
    struct ls_like likes[NEAREST];
    struct ls_triage_proposal p;
    struct ls_item bare = *item;
    bare.parent = 0;
    alike_ready(ui);
    size_t count = ls_likeness_find(alike_index(ui), item->title, item->problem, item->rec.id, likes, NEAREST);
    ls_triage_propose(ui_board(ui), &bare, likes, count, &p);
    return p.parent != item->rec.id ? p.parent : 0;
}

static void parents_add(struct parents *p, const struct ls_item *parent)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, label = LS_BUF_INIT;
    ls_board_name(ui_board(p->ui), parent->rec.id, &name);
    words_record(ui_board(p->ui), &parent->rec, &label);
    bool now = p->item && p->item->parent == parent->rec.id, digit = !*p->word && p->choices->len < DIGITS;
    LS_AUTO(string) char *detail = ls_asprintf("%s%s", ls_enum_word(LS_ENUM_ITEM_TYPE, parent->type),
                                               now                         ? ", where it is now"
                                               : parent->rec.id == p->first ? ", proposed"
                                                                            : "");
    choices_add(p->choices, name.data, label.data, detail, digit ? (uint32_t)('1' + p->choices->len) : 0);
}

/* Whether number or title have all of the words. */
static bool parents_fit(const struct parents *p, const struct ls_item *parent)
{
    LS_AUTO(buf) struct ls_buf label = LS_BUF_INIT;
    words_record(ui_board(p->ui), &parent->rec, &label);
    for (const char *at = p->word; *at; at += strspn(at, " ")) {
        size_t len = strcspn(at, " ");
        LS_AUTO(string) char *part = ls_strndup(at, len);
        if (!choices_has(label.data, part))
            return false;
        at += len;
    }
    return true;
}

void parents_fill(struct ui *ui, const ls_id *ids, size_t count, const char *word, struct choices *ret_choices)
{
    const struct ls_item *item = count == 1 ? ls_item_get(ui_board(ui), ids[0]) : NULL;
    struct parents p = {ui, item, word, item && !*word ? parents_proposed(ui, item) : 0, ret_choices};
    const struct ls_item *first = ls_item_get(ui_board(ui), p.first);
    int ranks = *word ? LS_PARENT_RANKS : LS_PARENT_WORK;
    if (first)
        parents_add(&p, first);
    for (int rank = 0; rank < ranks; rank++) {
        LS_EACH(item, it, ui_board(ui)) {
            if (ret_choices->len < MOST && it->rec.id != p.first && (!item || it->rec.id != item->rec.id) &&
                ls_item_is_open(it) && ls_item_parent_rank(it) == rank && parents_fit(&p, it))
                parents_add(&p, it);
        }
    }
    if (choices_has("none", word) && (!item || item->parent))
        choices_add(ret_choices, "none", "none", "it stands by itself", *word ? 0 : '0');
}
