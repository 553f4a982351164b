/* RACI: who is accountable, responsible, consulted, informed for a topic, with a backup and somebody to escalate to.
 * (Responsibility assignment matrix; one accountable a topic.) The sets of a topic hold people and words: the name of a
 * function stands for all active people of it, "all" for everybody who is active. */
#ifndef LOCKSTEP_RACI_H
#define LOCKSTEP_RACI_H

#include "lockstep/entity.h"

struct ls_buf;

enum ls_raci {
    LS_RACI_ACCOUNTABLE = 1,
    LS_RACI_BACKUP = 2,
    LS_RACI_RESPONSIBLE = 4,
    LS_RACI_CONSULTED = 8,
    LS_RACI_INFORMED = 16,
    LS_RACI_ESCALATE = 32,
};

/* What a person is for a topic: a set of enum ls_raci, 0 for nothing. */
unsigned ls_raci_of(const struct ls_topic *topic, const struct ls_person *person);

/* Appends the letters of what somebody is, the most important first: "A", "BR". Who has any other part is informed
 * anyway. */
void ls_raci_letters(unsigned is, struct ls_buf *b);

#endif
