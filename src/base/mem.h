/* Memory: allocation that never returns NULL.
 * Out of memory aborts here and nowhere else; SQLite rolls back, the journal keeps. */
#ifndef LOCKSTEP_BASE_MEM_H
#define LOCKSTEP_BASE_MEM_H

#include <stddef.h>

#include "lockstep/types.h"

void *ls_alloc(size_t size);                 /* zeroed; free with free() */
void *ls_realloc(void *old, size_t size);
char *ls_strdup(const char *text);           /* NULL gives "" */
char *ls_strndup(const char *text, size_t len);
char *ls_asprintf(const char *format, ...) LS_PRINTF(1, 2);

/* Frees *text and sets it to NULL: for LS_AUTO(string) locals. */
void ls_string_done(char **text);

/* Closes *fd where it is not negative: for LS_AUTO(fd) locals. */
void ls_fd_done(int *fd);

/* Grows a `type *v; size_t len, cap;` triple so that one more element fits. */
#define LS_GROW(v, len, cap)                                                     \
    do {                                                                         \
        if ((len) == (cap)) {                                                    \
            (cap) = (cap) ? (cap) * 2 : 8;                                       \
            (v) = ls_realloc((v), (cap) * sizeof(*(v)));                         \
        }                                                                        \
    } while (0)

#endif
