/* What the files of the form share: form.c holds what is typed and what it comes to, form_choices.c what can be
 * chosen, form_draw.c the picture, form_view.c the keys, saving and drafts. */
#ifndef LOCKSTEP_UI_FORM_PARTS_H
#define LOCKSTEP_UI_FORM_PARTS_H

#include "lockstep/glossary.h"
#include "lockstep/session.h"
#include "ui/form.h"
#include "ui/prompt.h"
#include "ui/view.h"

struct form;

/* One line of the form. What is typed is edit.text; value is what it reads as. */
struct form_field {
    struct form *form;
    size_t record; /* whose field it is: a place in the form's records */
    int field;
    const struct ls_field *info;
    struct prompt edit;
    struct ls_value base; /* as the form was opened */
    char *base_text;
    char *start_text;     /* what was typed for the user before the form was shown (presets); not worth a draft */
    struct ls_value value;
    struct ls_error bad; /* why the text is no value; code LS_OK where it is one */
    struct ls_value stands; /* what somebody else has put there since; where news */
    bool news;              /* somebody else changed it */
    bool followed;          /* and the form took that over, because nothing was typed here */
    char *who;              /* who that was; NULL: unknown */
    char *filled;           /* what the rules fill in where it stays empty; "" or NULL: nothing */
    bool typed;             /* since the cursor came here: choices are moved through, not fields */
};

struct form_record {
    enum ls_entity entity;
    ls_id id;
    bool made; /* it is a new one */
};

struct form {
    struct view view;
    struct form_record record;
    struct form_record link; /* what ties a new record to another, made where its reference is filled in; made: there is one */
    int link_field;          /* of the link: refers to record */
    struct form_field *fields;
    size_t len;
    size_t at;   /* the field with the cursor */
    size_t top;  /* the first one shown */
    int page;    /* fields that the last picture had room for */
    char *draft; /* the key under which what is typed is kept */
    struct ls_glossary glossary;
    char *refusal;  /* the sentence of the rule that is broken; NULL: none */
    char *advice;   /* what to do about it; may be NULL */
    size_t refused; /* the field that it is about; len: none of them */
    bool tried;     /* saving was tried: what is missing is said */
    char *stranger; /* whom nobody knows and the next Enter adds; NULL: nobody */
    bool gives_up;  /* it was said that what is typed cannot be kept: leaving again is meant */
    bool warned;    /* others' changes to the same fields were shown: the next save is meant */
};

/* --- form.c ---------------------------------------------------------------------------------- */

/* The record that a field is of. */
static inline const struct form_record *form_field_record(const struct form_field *field)
{
    return field->record ? &field->form->link : &field->form->record;
}

/* Fills the fields from the board, or empty. presets are set as if typed. */
void form_fields_make(struct form *f, const struct form_preset *presets, size_t count);
void form_fields_done(struct form *f);

bool form_field_changed(const struct form_field *field);
size_t form_changed(const struct form *f); /* how many */

/* Puts a text into a field, as if it had been typed. */
void form_field_set(struct form_field *field, const char *text);

/* Reads all texts again and asks the rules; after every change. */
void form_check(struct form *f);

/* What the form would do: only the fields that were changed, with what they were when it was opened. Caller frees. */
struct ls_changeset *form_changeset(const struct form *f);

/* The board changed: others' changes are put beside what is typed, or taken over where nothing is. */
void form_follow(struct form *f);

/* Others' changes become what was there before: theirs was seen and is meant to go. */
void form_overrule(struct form *f);

/* Takes what somebody else has put there instead of what was typed. */
void form_take_theirs(struct form_field *field);

/* Whether the field names a person whom nobody knows: Enter adds them. */
bool form_field_newcomer(const struct form_field *field);

/* Whether what is typed is the beginning of a choice that Enter or Tab will take. */
bool form_field_takes(const struct form_field *field);

/* The word of the glossary that a title should not have; NULL where all is well. */
const struct ls_glossary_word *form_field_word(const struct form_field *field);

/* What is typed, as text that form_draft_read puts back; "" where nothing is. */
void form_draft_write(const struct form *f, struct ls_buf *b);
void form_draft_read(struct form *f, const char *text);

/* --- form_choices.c -------------------------------------------------------------------------- */

/* For prompt_fill; arg is the form_field. */
void form_choices(void *arg, const char *word, struct choices *ret_choices);

/* Whether the field has a few words to choose from, all shown: ← and → go through them. */
bool form_field_few(const struct form_field *field);

/* The next of few words, or the one before. */
void form_field_turn(struct form_field *field, int step);

/* Whether typing into the field begins anew. */
bool form_field_replaces(const struct form_field *field);

/* --- form_view.c ----------------------------------------------------------------------------- */

/* Leaving a field takes the choice that its typed beginning stands for, and writes days as days. */
void form_settle(struct form_field *field);

/* To a field, or the nearest that there is. */
void form_go(struct form *f, ptrdiff_t to);

/* --- form_save.c ----------------------------------------------------------------------------- */

/* Keeps what is typed as a draft: in a moment, at once; no more from here on; and forgets it. */
void form_keep_soon(struct form *f);
void form_keep_now(struct form *f);
void form_keep_no_more(struct form *f);
void form_forget_draft(struct form *f);

/* Saves where all is well, and closes the form. Else the cursor goes to what is not, and that is said. */
void form_save(struct form *f);

/* --- form_draw.c ----------------------------------------------------------------------------- */

void form_draw(struct view *v, struct frame *frame);

#endif
