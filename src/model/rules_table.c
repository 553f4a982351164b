/* The rules as rows: what rules.def says of each. */
#include <assert.h>

#include "lockstep/rules.h"

static const struct ls_rule_info rules[] = {
#define RULE(ID, what, todo) [LS_REFUSE_##ID] = {#ID, what, todo},
#include "lockstep/rules.def"
};
static_assert(LS_COUNT(rules) == LS_REFUSE_COUNT, "a row for each rule");

static const struct ls_rule_info fills[] = {
#define FILL(ID, what) [LS_FILL_##ID] = {#ID, what, NULL},
#include "lockstep/rules.def"
};

static const struct ls_range ranges[] = {
#define RANGE(ID, entity, member, low, high, unit) {LS_E_##ID, LS_F_##entity##_##member, low, high, unit},
#include "lockstep/rules.def"
};

const struct ls_rule_info *ls_refusal_info(enum ls_refusal rule)
{
    return &rules[rule];
}

const struct ls_rule_info *ls_fill_info(enum ls_fill fill)
{
    return &fills[fill];
}

const struct ls_range *ls_field_range(enum ls_entity entity, int field)
{
    for (size_t i = 0; i < LS_COUNT(ranges); i++) {
        if (ranges[i].entity == entity && ranges[i].field == field)
            return &ranges[i];
    }
    return NULL;
}
