/* Allocation that aborts when memory runs out. Owns malloc; no other file calls it. */
#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *mem_check(void *p)
{
    if (!p) {
        static const char text[] = "lockstep: out of memory\n";
        ssize_t ignored = write(STDERR_FILENO, text, sizeof(text) - 1);
        (void)ignored;
        abort();
    }
    return p;
}

void *ls_alloc(size_t size)
{
    return mem_check(calloc(1, size ? size : 1));
}

void *ls_realloc(void *old, size_t size)
{
    return mem_check(realloc(old, size ? size : 1));
}

char *ls_strdup(const char *text)
{
    return mem_check(strdup(text ? text : ""));
}

char *ls_strndup(const char *text, size_t len)
{
    return mem_check(strndup(text, len));
}

char *ls_asprintf(const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        text = NULL;
    va_end(args);
    return mem_check(text);
}

void ls_string_done(char **text)
{
    free(*text);
    *text = NULL;
}

void ls_fd_done(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}
