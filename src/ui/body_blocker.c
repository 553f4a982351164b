/* The page of a blocker, with the decision that it waits for where it was escalated. */
#include "base/mem.h"
#include "ui/record_body.h"

static void decision_options(struct card *p, ls_id decision)
{
    LS_EACH(option, o, p->facts->board) {
        if (o->decision != decision)
            continue;
        LS_AUTO(string) char *label = ls_asprintf("%s option %d", o->chosen ? "▸" : " ", (int)o->n);
        size_t first = p->len;
        card_textf(p, label, ROLE_NORMAL, "%s  %s", o->label, o->effort);
        card_refer_at(p, first, o->rec.id);
    }
}

/* What is asked or was decided, with the options. */
static void decision_question(struct card *p, const struct ls_decision *d)
{
    static const char *const FIELDS[] = {"needed_by", "cost_of_delay", "driver", "escalated_to", "decided", "why", "follows"};
    card_fields(p, &d->rec, FIELDS, LS_COUNT(FIELDS));
    decision_options(p, d->rec.id);
}

void body_blocker(struct card *p, const struct ls_record *r)
{
    static const char *const FIELDS[] = {"next_step", "next_due", "opened", "resolved", "resolution"};
    const struct ls_blocker *b = (const struct ls_blocker *)(const void *)r;
    const struct facts *f = p->facts;
    bool open = b->resolved == LS_NONE;
    card_textf(p, "state", open ? ROLE_BAD : ROLE_GOOD, "%s%s%s, severity %d, %d business days",
               open ? "open" : "resolved", b->kind != LS_NONE ? ", " : "", ls_enum_word(LS_ENUM_BLOCKER_KIND, b->kind),
               (int)b->severity, (int)facts_age(f, b));
    card_people(p, b->owner, b->backup);
    card_fields(p, r, FIELDS, LS_COUNT(FIELDS));
    if (open && !*b->next_step)
        card_text(p, "next step", ROLE_WARN, "▼ none yet: e writes one, with its date");
    card_gap(p);
    card_record(p, "blocks", ROLE_NORMAL, b->item, "");
    LS_EACH(link, link, f->board)
        if (b->item && link->src == b->item && link->kind == LS_LINK_KIND_BLOCKS)
            card_record(p, "and so", ROLE_NORMAL, link->dst, "");
    LS_EACH(decision, d, f->board)
        if (d->blocker == r->id) {
            card_gap(p);
            card_record(p, "◆ decision", ROLE_ACCENT, d->rec.id, "");
            decision_question(p, d);
        }
}
