/* What a shell is offered for the word that is being typed: one candidate a line, a tab and a few words behind it. What
 * fits where is complete.c's. */
#ifndef LOCKSTEP_CLI_OFFER_H
#define LOCKSTEP_CLI_OFFER_H

#include "cli/cli.h"

struct offer {
    struct cli asked;   /* its words but the last; the configuration is borrowed */
    struct cli *cli;    /* this run: gets the candidates */
    const char *word;   /* what is typed of the last word */
    const char *before; /* what stands before the part that a candidate is for: "owner=" */
    bool opened;
    size_t count;
};

/* A candidate, where it begins with what is typed. */
void offer(struct offer *c, const char *value, const char *detail);
void offer_words(struct offer *c, const char *const *words); /* ended by NULL */
void offer_files(struct offer *c); /* file names fit, too */

/* Numbers and handles of a kind, LS_E_ANY: of every kind that has them; "@ines" in a text. */
void offer_names(struct offer *c, enum ls_entity entity);
void offer_mentions(struct offer *c);

/* A reference to a record of the kind, of whose words some may be typed. */
void offer_reference(struct offer *c, enum ls_entity entity, const struct ls_word *typed, size_t count);

void offer_enum(struct offer *c, enum ls_enum set);
void offer_days(struct offer *c);
void offer_fields(struct offer *c, enum ls_entity entity); /* "field=", or behind it its values */
void offer_query(struct offer *c, enum ls_entity entity);  /* the end of a query */
void offer_sort(struct offer *c, enum ls_entity entity);   /* the end of "due,-rice" */

#endif
