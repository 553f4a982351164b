/* The rules of the model: what is refused, and what is filled in and said.
 * Commands run them for a quick sentence, the store runs them again on what it has merged. */
#ifndef LOCKSTEP_RULES_H
#define LOCKSTEP_RULES_H

#include "lockstep/board.h"

struct ls_buf;
struct ls_error;

enum ls_refusal {
#define RULE(ID, what, todo) LS_REFUSE_##ID,
#include "lockstep/rules.def"
    LS_REFUSE_COUNT
};

enum ls_fill {
#define FILL(ID, what) LS_FILL_##ID,
#include "lockstep/rules.def"
    LS_FILL_COUNT
};

/* A row of rules.def. Static. */
struct ls_rule_info {
    const char *name; /* "BACKUP" */
    const char *what; /* what is refused, or filled in */
    const char *todo; /* what to do about it; NULL where it is filled in */
};
const struct ls_rule_info *ls_refusal_info(enum ls_refusal rule);
const struct ls_rule_info *ls_fill_info(enum ls_fill fill);

/* The ends between which a whole number has to be, both fine; high LS_NONE: no end. NULL: any number will do. Static. */
struct ls_range {
    enum ls_entity entity;
    int field;
    int64_t low, high;
    const char *unit; /* "hours a week"; "" where it has none */
};
const struct ls_range *ls_field_range(enum ls_entity entity, int field);

/* Checks every rule that a field edited by cs can break. board: with cs already applied.
 * LS_EREFUSED with one sentence that names record, field and rule, and a hint what to do.
 * A record that was against a rule before can still be edited elsewhere, so that it can be mended.
 * Closed minutes and decided decisions: what stood before cs decides, so the changeset that closes or
 * decides passes, and so does one that makes both anew (an import); an undo may reopen them. */
int ls_rules_check(const struct ls_board *board, const struct ls_changeset *cs, struct ls_error *err);

/* What a refusal is about: forms show the sentence beside its field. */
struct ls_culprit {
    ls_id record;
    int field;
    size_t place; /* bytes of the message that name record and field, before the sentence itself */
};

/* As ls_rules_check, and says where: ret_culprit (may be NULL) is set where a rule refuses. */
int ls_rules_find(const struct ls_board *board, const struct ls_changeset *cs, struct ls_culprit *ret_culprit,
                  struct ls_error *err);

/* As ls_rules_check, but goes on to the next record: refused is called for each record that breaks a rule.
 * What stands twice or is still referred to is looked at only where the records themselves are right, and
 * the first is told. Returns LS_OK or LS_EREFUSED. */
typedef void ls_rules_refused_fn(void *arg, ls_id record, struct ls_error *err);
int ls_rules_each(const struct ls_board *board, const struct ls_changeset *cs, ls_rules_refused_fn *refused, void *arg);

/* Fills in what cs leaves open: defaults of new records, resolutions, dates, the effort's floor;
 * imported confidence is rounded down to the scale. Doing it twice changes nothing more.
 * board: without cs. now: stamp. next_sync: day of the next sync, LS_NONE where there is none.
 * said: one line for each thing that a person should hear of, may be NULL. */
void ls_rules_fill(const struct ls_board *board, struct ls_changeset *cs, int64_t now, int64_t next_sync,
                   struct ls_buf *said);

/* Whether ls_rules_fill gives the field a value in an import, too, where it is empty: an empty CSV cell leaves
 * it alone. */
bool ls_rules_fills(enum ls_entity entity, int field);

/* The field that says to what a record belongs that may be sealed (closed minutes, a decided decision): nothing is added
 * to that once it is. -1: the entity has none. */
int ls_rules_sealing(enum ls_entity entity);

/* Whether cs makes the record (and does not merely change or revive it). */
bool ls_rules_made(const struct ls_changeset *cs, ls_id id);

#endif
