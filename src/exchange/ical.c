/* Loading libical. */
#include "exchange/ical.h"

#include <dlfcn.h>
#include <string.h>

#include "lockstep/error.h"

static const struct {
    const char *name;
    size_t offset; /* of its pointer in struct ical */
} CALLS[] = {
#define X(NAME) {"ical" #NAME, offsetof(struct ical, NAME)},
    ICAL_CALLS(X)
#undef X
};

static int ical_fail(struct ls_error *err)
{
    ls_error_set(err, LS_EFAILED, "no calendar can be written: %s", dlerror());
    ls_error_hint(err, "install libical (Debian: libical3)");
    return LS_EFAILED;
}

int ical_load(struct ical *ret_ical, struct ls_error *err)
{
    struct ical ical;
    void *library = dlopen(LIBICAL, RTLD_LAZY | RTLD_LOCAL);
    if (!library)
        return ical_fail(err);
    for (size_t i = 0; i < LS_COUNT(CALLS); i++) {
        void *call = dlsym(library, CALLS[i].name);
        if (!call)
            return ical_fail(err);
        memcpy((char *)&ical + CALLS[i].offset, &call, sizeof(call)); /* ISO C has no cast from data to functions */
    }
    *ret_ical = ical;
    return LS_OK;
}
