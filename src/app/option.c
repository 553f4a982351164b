/* The options of the command line, made from options.def, and which command knows which. */
#include <assert.h>
#include <string.h>

#include "lockstep/command.h"

static const struct ls_command_option options[] = {
#define OPTION(member, name, letter, value, where, help) {name, letter, value, LS_OPTION_##where, help},
#include "lockstep/options.def"
};

const struct ls_command_option *ls_command_option_info(enum ls_command_option_id id)
{
    assert(id < LS_OPT_COUNT);
    return &options[id];
}

/* Whether usage holds name as a whole word: "[--md|--json]" holds "--md". */
static bool usage_names(const char *usage, const char *name)
{
    size_t len = name ? strlen(name) : 0;
    for (const char *at = usage; len && (at = strstr(at, name)); at += len) {
        bool begins = at == usage || strchr(" [|", at[-1]);
        bool ends = !at[len] || strchr(" ]|", at[len]);
        if (begins && ends)
            return true;
    }
    return false;
}

/* Everything but data commands prints what is in the file, and these are about the file itself. */
static bool command_reads(const struct ls_command *command)
{
    return command->kind != LS_COMMAND_DATA && command->id != LS_CMD_INIT && command->id != LS_CMD_IMPORT &&
           command->id != LS_CMD_EXPORT && command->id != LS_CMD_HELP && command->id != LS_CMD_COMPLETE;
}

bool ls_command_option_fits(const struct ls_command_option *option, const struct ls_command *command)
{
    bool writes = command->kind == LS_COMMAND_DATA;
    if (usage_names(command->usage, option->name) || usage_names(command->usage, option->letter))
        return true;
    switch (option->where) {
    case LS_OPTION_EVERYWHERE:
        return true;
    case LS_OPTION_READS:
        return command_reads(command);
    case LS_OPTION_JSON:
        return writes || command_reads(command);
    case LS_OPTION_WRITES:
        return writes;
    case LS_OPTION_USAGE:
        break;
    }
    return false;
}
