/* The form: one screen that changes or adds a record of any kind, made from the descriptors of entity.def. */
#ifndef LOCKSTEP_UI_FORM_H
#define LOCKSTEP_UI_FORM_H

#include "lockstep/entity.h"

struct ui;

/* What a new record starts with. */
struct form_preset {
    int field;
    int64_t value; /* of a reference its id, 0: none; of an enum its number */
    bool link;   /* of what ties the new record to another: the item of a new signal */
};

/* Opens the form of a record; what was typed there and not saved comes back. */
void form_open(struct ui *ui, ls_id id);

/* A new signal, evidence for the item under the cursor; evidence that links a signal and an item. */
void form_open_signal(struct ui *ui);
void form_open_evidence(struct ui *ui);

/* Opens the form of a new record. presets: copied. */
void form_open_new(struct ui *ui, enum ls_entity entity, const struct form_preset *presets, size_t count);

/* What a step of a scale means: "high" for the impact 2; "" where it is none. Static. */
const char *form_step_word(enum ls_entity entity, int field, const char *value);

#endif
