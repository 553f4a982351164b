/* Filling, moving and freeing struct ls_error, and its exit statuses. */
#include "lockstep/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"

LS_PRINTF(1, 0) static char *error_format(const char *format, va_list args)
{
    struct ls_buf text = LS_BUF_INIT;
    ls_buf_vprintf(&text, format, args);
    return ls_buf_steal(&text);
}

int ls_error_set(struct ls_error *err, enum ls_code code, const char *format, ...)
{
    if (!err)
        return code;
    va_list args;
    va_start(args, format);
    char *message = error_format(format, args);
    va_end(args);
    ls_error_done(err);
    err->code = code;
    err->message = message;
    return code;
}

void ls_error_hint(struct ls_error *err, const char *format, ...)
{
    if (!err)
        return;
    va_list args;
    va_start(args, format);
    char *hint = error_format(format, args);
    va_end(args);
    free(err->hint);
    err->hint = hint;
}

int ls_error_at(struct ls_error *err, const char *format, ...)
{
    if (!err)
        return LS_OK;
    va_list args;
    va_start(args, format);
    LS_AUTO(string) char *place = error_format(format, args);
    va_end(args);
    char *message = ls_asprintf("%s: %s", place, err->message ? err->message : "failed");
    free(err->message);
    err->message = message;
    return err->code;
}

int ls_error_move(struct ls_error *to, struct ls_error *from)
{
    int code = from->code;
    if (to) {
        ls_error_done(to);
        *to = *from;
        *from = (struct ls_error){0};
    } else {
        ls_error_done(from);
    }
    return code;
}

void ls_error_done(struct ls_error *err)
{
    if (!err)
        return;
    free(err->message);
    free(err->hint);
    *err = (struct ls_error){0};
}

int ls_error_exit_status(int code)
{
    switch (code) {
    case LS_OK: return 0;
    case LS_EUSAGE: return 2;
    case LS_ENOTFOUND: return 3;
    case LS_ECONFLICT: return 4;
    case LS_EBUSY: return 5;
    case LS_EREFUSED: return 6;
    case LS_EINTERRUPTED: return 130;
    default: return 1;
    }
}
