/* The form: one screen that changes or adds a record of any kind, made from the descriptors of entity.def. */
#ifndef LOCKSTEP_UI_FORM_H
#define LOCKSTEP_UI_FORM_H

#include "lockstep/entity.h"

struct ui;

/* What a new record starts with. */
struct form_preset {
    int field;
    ls_id value; /* of a reference */
};

/* Opens the form of a record; what was typed there and not saved comes back. */
void form_open(struct ui *ui, ls_id id);

/* Opens the form of a new record. presets: copied. */
void form_open_new(struct ui *ui, enum ls_entity entity, const struct form_preset *presets, size_t count);

#endif
