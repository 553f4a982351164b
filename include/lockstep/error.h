/* What went wrong: a code, one sentence for the user, and a hint what to do.
 * Core code fills it and returns the code; only the front ends print. */
#ifndef LOCKSTEP_ERROR_H
#define LOCKSTEP_ERROR_H

#include "lockstep/types.h"

/* Every function that can fail returns 0 or one of these, negative. */
enum ls_code {
    LS_OK = 0,
    LS_EFAILED = -1,    /* the operation failed (I/O, resources) */
    LS_EUSAGE = -2,     /* wrong use: unknown command, missing argument */
    LS_ENOTFOUND = -3,  /* a record, file or command does not exist */
    LS_ECONFLICT = -4,  /* somebody changed the same thing first */
    LS_EBUSY = -5,      /* the team file is held by another, or the drive is silent */
    LS_EREFUSED = -6,   /* a rule of the model, or data that cannot be read */
    LS_EINTERRUPTED = -7,
    LS_ECORRUPT = -8,   /* damaged file or message */
    LS_EVERSION = -9,   /* a file newer than the program */
};

/* Owned by whoever declares it; ls_error_done() frees the sentences.
 * A zeroed struct is an empty error. message and hint are NULL or UTF-8. */
struct ls_error {
    enum ls_code code;
    char *message;
    char *hint;
};

/* Sets code and sentence, forgetting what was there; returns code.
 * err may be NULL: then only the code is returned. */
int ls_error_set(struct ls_error *err, enum ls_code code, const char *format, ...) LS_PRINTF(3, 4);

/* Adds what to do about it. err may be NULL. */
void ls_error_hint(struct ls_error *err, const char *format, ...) LS_PRINTF(2, 3);

/* Puts a place before the sentence ("item.csv line 4, column owner: ..."); keeps code and hint.
 * Returns the code, LS_OK where err is NULL. */
int ls_error_at(struct ls_error *err, const char *format, ...) LS_PRINTF(2, 3);

/* Moves from into to (what to held is freed, from is empty afterwards); returns the code. */
int ls_error_move(struct ls_error *to, struct ls_error *from);

/* Frees the sentences and empties the struct. NULL is fine. */
void ls_error_done(struct ls_error *err);

/* The program's exit status for a code (0 to 6, 130). */
int ls_error_exit_status(int code);

#endif
