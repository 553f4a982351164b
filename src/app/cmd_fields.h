/* Fields given in words ("due=fri owner=@ines"), and what commands on items and blockers share. */
#ifndef LOCKSTEP_APP_CMD_FIELDS_H
#define LOCKSTEP_APP_CMD_FIELDS_H

#include "app/commands.h"

/* One command's surroundings, passed down. */
struct fields {
    const struct ls_call *call;
    struct ls_changeset *cs;
    struct ls_error *err;
    enum ls_entity entity;
};

/* Sets a field of a record from words: names without their prefix, days in people's words, "none" or "-" for
 * empty, "me". LS_EUSAGE for a name that is no field of the entity (hint: the nearest), else as ls_field_parse. */
int fields_set(const struct fields *f, ls_id id, const char *name, const char *text);

/* All of call->named, of one record or of each target. */
int fields_set_all(const struct fields *f, ls_id id);
int fields_set_each(const struct fields *f);

/* Whether call->named has the field. */
bool fields_given(const struct fields *f, const char *name);

/* Reads a person: @ines, ines, me; none and - give 0. */
int fields_person(const struct fields *f, const char *text, ls_id *ret_person);

/* Gives the record an owner. Where that was the backup, the owner before becomes the backup. */
void fields_assign(const struct fields *f, ls_id id, int owner_field, int backup_field, ls_id owner);

/* The same for each target, with the owner that call->text names. */
int fields_assign_each(const struct fields *f, int owner_field, int backup_field);

/* Whether the words say that a field shall be empty. */
bool fields_is_none(const char *text);

#endif
