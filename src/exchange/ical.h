/* libical, loaded when a calendar is made. It brings ICU and the C++ library with it: linked, it made every start of the
 * program twice as long, also of the two processes that never see a calendar. */
#ifndef LOCKSTEP_EXCHANGE_ICAL_H
#define LOCKSTEP_EXCHANGE_ICAL_H

#include <libical/ical.h>

struct ls_error;

/* What is called of it, without "ical". */
#define ICAL_CALLS(X) \
    X(component_add_component) \
    X(component_add_property) \
    X(component_as_ical_string_r) \
    X(component_free) \
    X(component_get_first_property) \
    X(component_new_clone) \
    X(component_new_vevent) \
    X(component_vanew) \
    X(durationtype_from_int) \
    X(error_set_errors_are_fatal) \
    X(memory_free_buffer) \
    X(parameter_new_tzid) \
    X(property_add_parameter) \
    X(property_new_description) \
    X(property_new_dtend) \
    X(property_new_dtstamp) \
    X(property_new_dtstart) \
    X(property_new_duration) \
    X(property_new_exdate) \
    X(property_new_prodid) \
    X(property_new_recurrenceid) \
    X(property_new_rrule) \
    X(property_new_summary) \
    X(property_new_transp) \
    X(property_new_uid) \
    X(property_new_version) \
    X(property_set_tzid) \
    X(recurrencetype_from_string) \
    X(time_from_timet_with_zone) \
    X(time_null_date) \
    X(timezone_get_builtin_timezone) \
    X(timezone_get_component) \
    X(timezone_get_utc_timezone)

struct ical {
#define X(NAME) __typeof__(ical##NAME) *NAME;
    ICAL_CALLS(X)
#undef X
};

/* Finds the functions. The library stays loaded. Fails with LS_EFAILED where it is not installed. */
int ical_load(struct ical *ret_ical, struct ls_error *err);

#endif
