/* An entity out of the team file as export writes it, in the process that reads it: the front end needs none of its records. */
#ifndef LOCKSTEP_APP_SHARE_EXPORT_H
#define LOCKSTEP_APP_SHARE_EXPORT_H

struct ls_channel;
struct ls_error;
struct ls_message;
struct ls_store;

/* Answers SHARE_EXPORT but for its end: pieces of the text, as they are made. Fails as ls_store_each. */
int share_export(struct ls_store *store, struct ls_channel *ch, const struct ls_message *message, struct ls_error *err);

#endif
