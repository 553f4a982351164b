/* What the files of the rules share: one record under check, and how a refusal is worded. */
#ifndef LOCKSTEP_MODEL_RULES_CHECK_H
#define LOCKSTEP_MODEL_RULES_CHECK_H

#include "lockstep/board.h"
#include "lockstep/error.h"
#include "lockstep/rules.h"

/* A record that a changeset touches. All borrowed. */
struct rules {
    const struct ls_board *board; /* the changeset is applied */
    const struct ls_changeset *cs;
    const struct ls_record_edit *edit;
    const struct ls_record *record; /* as it stands on the board */
    bool fresh;                     /* made or revived: every field counts as edited */
    struct ls_error *err;
    struct ls_culprit *culprit; /* set to what is refused; may be NULL */
};

/* Whether the changeset gives the field its value. */
bool rules_edited(const struct rules *r, int field);

/* Refuses by a rule: "LS-20, backup: <sentence>", and what the rule says is to be done. Returns LS_EREFUSED. */
int rules_refuse(const struct rules *r, enum ls_refusal rule, int field, const char *format, ...) LS_PRINTF(4, 5);

/* Appends a record's name for a sentence; one without a number is named by its title too. */
void rules_name(const struct ls_board *board, ls_id id, struct ls_buf *b);

/* What a field of any record was before the changeset; caller runs ls_value_done. */
struct ls_value rules_before(const struct ls_board *board, const struct ls_changeset *cs, ls_id id, int field);

/* The rules of one kind of record. */
int rules_check_entity(const struct rules *r);

/* Minutes that were closed and decisions that were decided before the changeset stay as they are. */
int rules_check_locked(const struct rules *r);

/* Over all that the changeset touches: numbers, handles and natural keys stand once; what is deleted
 * is referred to by nobody; one started goal. */
int rules_check_unique(const struct ls_board *board, const struct ls_changeset *cs, struct ls_culprit *culprit,
                       struct ls_error *err);
int rules_check_deleted(const struct ls_board *board, const struct ls_changeset *cs, struct ls_culprit *culprit,
                        struct ls_error *err);

#endif
