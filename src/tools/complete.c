/* Build-time: completions for bash, zsh and fish, from the command table and the options.
 * usage: complete bash|zsh|fish FILE */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tools/table.h"

/* Appends text between single quotes of a shell. */
static void shell_quote(struct ls_buf *b, const char *text)
{
    ls_buf_char(b, '\'');
    for (; *text; text++) {
        if (*text == '\'')
            ls_buf_str(b, "'\\''");
        else
            ls_buf_char(b, *text);
    }
    ls_buf_char(b, '\'');
}

/* Words of the first place: nouns and commands without a noun, each with a blank before it. */
static void first_words(struct ls_buf *b)
{
    for (int i = 0; i < LS_CMD_COUNT; i++) {
        const struct ls_command *command = ls_command_info((enum ls_command_id)i);
        LS_AUTO(string) char *noun = table_new_noun((enum ls_command_id)i);
        bool plain = *command->spelling && !command->spelling[table_noun_length(command->spelling)];
        if (!plain && !noun)
            continue;
        /* "agenda" is a command and a noun: once is enough. */
        size_t used;
        if (noun && ls_command_find((const char *const *)&noun, 1, &used))
            continue;
        ls_buf_printf(b, " %s", plain ? command->spelling : noun);
    }
}

static void verbs_of(struct ls_buf *b, const char *noun)
{
    size_t len = strlen(noun);
    for (int i = 0; i < LS_CMD_COUNT; i++) {
        const struct ls_command *command = ls_command_info((enum ls_command_id)i);
        if (strncmp(command->spelling, noun, len) != 0 || command->spelling[len] != ' ')
            continue;
        ls_buf_printf(b, " %s", command->spelling + len + 1);
    }
}

static void options_of(struct ls_buf *b, const struct ls_command *command)
{
    for (int i = 0; i < LS_OPT_COUNT; i++) {
        const struct ls_command_option *option = ls_command_option_info((enum ls_command_option_id)i);
        if (!ls_command_option_fits(option, command))
            continue;
        ls_buf_printf(b, " %s", option->name);
        if (option->letter)
            ls_buf_printf(b, " %s", option->letter);
    }
}

static void entity_words(struct ls_buf *b)
{
    for (int e = 0; e < LS_E_COUNT; e++)
        ls_buf_printf(b, " %s", ls_entity_info((enum ls_entity)e)->name);
}

/* What can stand behind the command beside options: field names, entities, commands; "" where the shell
 * does not know. */
static void arguments_of(struct ls_buf *b, const struct ls_command *command)
{
    if (command->arg == LS_ARG_FIELDS || command->arg == LS_ARG_TITLE_FIELDS) {
        const struct ls_entity_info *info = ls_entity_info(ls_command_entity(command));
        for (int f = LS_F_FIRST; f < info->field_count; f++) {
            if (!(info->fields[f].flags & LS_FF_HIDDEN))
                ls_buf_printf(b, " %s=", info->fields[f].name);
        }
    } else if (command->arg == LS_ARG_STATUS) {
        for (int i = 0; i < LS_ITEM_STATUS_COUNT; i++)
            ls_buf_printf(b, " %s", ls_enum_word(LS_ENUM_ITEM_STATUS, i));
    } else if (command->arg == LS_ARG_PRIORITY) {
        ls_buf_str(b, " none urgent high medium low");
    } else if (command->id == LS_CMD_EXPORT) {
        entity_words(b);
    } else if (command->id == LS_CMD_HELP) {
        first_words(b);
    } else if (*command->spelling && !command->spelling[table_noun_length(command->spelling)]) {
        LS_AUTO(buf) struct ls_buf verbs = LS_BUF_INIT;
        verbs_of(&verbs, command->spelling);
        ls_buf_str(b, verbs.data);
    }
}

/* A case of a shell's `case "$words"` for every command, longest spellings first, each with two lists. */
static void shell_cases(struct ls_buf *b)
{
    for (int verbs = 1; verbs >= 0; verbs--) {
        for (int i = 0; i < LS_CMD_COUNT; i++) {
            const struct ls_command *command = ls_command_info((enum ls_command_id)i);
            bool two = command->spelling[table_noun_length(command->spelling)] != 0;
            if (!*command->spelling || two != (verbs == 1))
                continue;
            LS_AUTO(buf) struct ls_buf options = LS_BUF_INIT;
            LS_AUTO(buf) struct ls_buf arguments = LS_BUF_INIT;
            options_of(&options, command);
            arguments_of(&arguments, command);
            ls_buf_printf(b, "    '%s '*) options='%s' arguments='%s' ;;\n", command->spelling, options.data + 1,
                          arguments.len ? arguments.data + 1 : "");
        }
    }
    for (int i = 0; i < LS_CMD_COUNT; i++) {
        LS_AUTO(string) char *noun = table_new_noun((enum ls_command_id)i);
        LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
        size_t used;
        if (!noun || ls_command_find((const char *const *)&noun, 1, &used))
            continue;
        verbs_of(&words, noun);
        ls_buf_printf(b, "    '%s '*) options='--help' arguments='%s' ;;\n", noun, words.data + 1);
    }
    LS_AUTO(buf) struct ls_buf first = LS_BUF_INIT;
    first_words(&first);
    ls_buf_printf(b, "    ' ') options='--file -f --help -h --version' arguments='%s' ;;\n", first.data + 1);
    ls_buf_str(b, "    *) options='' arguments='' ;;\n");
}

/* Options whose value is a file, as a pattern of a shell's case. */
static void value_options(struct ls_buf *b, bool files)
{
    for (int i = 0; i < LS_OPT_COUNT; i++) {
        const struct ls_command_option *option = ls_command_option_info((enum ls_command_option_id)i);
        if (!option->value || (strcmp(option->value, "FILE") == 0) != files)
            continue;
        ls_buf_printf(b, "%s%s", b->len ? "|" : "", option->name);
        if (option->letter)
            ls_buf_printf(b, "|%s", option->letter);
    }
}

/* bash and zsh differ in how words come in and go out; what to offer is the same function. */
static void shell_offers(struct ls_buf *b)
{
    ls_buf_str(b, "# What can stand behind the words \"$1\" (each with a blank behind it): options and arguments.\n"
                  "_lockstep_offers()\n{\n    case \"$1\" in\n");
    shell_cases(b);
    ls_buf_str(b, "    esac\n}\n\n");
}

static void complete_bash(struct ls_buf *b)
{
    LS_AUTO(buf) struct ls_buf files = LS_BUF_INIT;
    LS_AUTO(buf) struct ls_buf values = LS_BUF_INIT;
    value_options(&files, true);
    value_options(&values, false);
    ls_buf_str(b, "# bash completion for lockstep, made from its command table.\n\n");
    shell_offers(b);
    ls_buf_printf(b,
                  "_lockstep()\n{\n"
                  "    local cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} words= i\n"
                  "    local options arguments\n"
                  "    COMPREPLY=()\n"
                  "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                  "        case ${COMP_WORDS[i]} in\n"
                  "        %s|%s) i=$((i + 1)) ;;\n"
                  "        -*) ;;\n"
                  "        *) words+=\"${COMP_WORDS[i]} \" ;;\n"
                  "        esac\n"
                  "    done\n"
                  "    case $previous in\n"
                  "    %s) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n"
                  "    %s) return ;;\n"
                  "    esac\n"
                  "    _lockstep_offers \"${words:- }\"\n"
                  "    case $cur in\n"
                  "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$cur\")) ;;\n"
                  "    *) COMPREPLY=($(compgen -W \"$arguments\" -- \"$cur\")) ;;\n"
                  "    esac\n"
                  "    case \"$words\" in\n"
                  "    ''|'import '*|'init '*) compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- \"$cur\")) ;;\n"
                  "    esac\n"
                  "    case ${COMPREPLY[0]-} in\n"
                  "    *=) compopt -o nospace 2>/dev/null ;;\n"
                  "    esac\n"
                  "}\n\n"
                  "complete -F _lockstep lockstep\n",
                  files.data, values.data, files.data, values.data);
}

static void complete_zsh(struct ls_buf *b)
{
    LS_AUTO(buf) struct ls_buf files = LS_BUF_INIT;
    LS_AUTO(buf) struct ls_buf values = LS_BUF_INIT;
    value_options(&files, true);
    value_options(&values, false);
    ls_buf_str(b, "#compdef lockstep\n# zsh completion for lockstep, made from its command table.\n\n");
    shell_offers(b);
    ls_buf_printf(b,
                  "_lockstep()\n{\n"
                  "    local line='' options='' arguments='' i\n"
                  "    for ((i = 2; i < CURRENT; i++)); do\n"
                  "        case ${words[i]} in\n"
                  "        %s|%s) i=$((i + 1)) ;;\n"
                  "        -*) ;;\n"
                  "        *) line+=\"${words[i]} \" ;;\n"
                  "        esac\n"
                  "    done\n"
                  "    case ${words[CURRENT - 1]} in\n"
                  "    %s) _files; return ;;\n"
                  "    %s) return ;;\n"
                  "    esac\n"
                  "    _lockstep_offers \"${line:- }\"\n"
                  "    case ${words[CURRENT]} in\n"
                  "    -*) compadd -- ${=options} ;;\n"
                  "    *) compadd -S '' -- ${(M)${=arguments}:#*=}; compadd -- ${${=arguments}:#*=} ;;\n"
                  "    esac\n"
                  "    case $line in\n"
                  "    ''|'import '*|'init '*) _files ;;\n"
                  "    esac\n"
                  "}\n\n"
                  "_lockstep \"$@\"\n",
                  files.data, values.data, files.data, values.data);
}

static void fish_command(struct ls_buf *b, const struct ls_command *command)
{
    size_t len = table_noun_length(command->spelling);
    const char *verb = command->spelling[len] ? command->spelling + len + 1 : NULL;
    LS_AUTO(buf) struct ls_buf arguments = LS_BUF_INIT;
    arguments_of(&arguments, command);
    ls_buf_printf(b, "complete -c lockstep -n '__lockstep_at %.*s' -a %s -d ", verb ? (int)len : 0, command->spelling,
                  verb ? verb : command->spelling);
    shell_quote(b, command->help);
    ls_buf_char(b, '\n');
    if (arguments.len)
        ls_buf_printf(b, "complete -c lockstep -n '__lockstep_in %s' -a '%s'\n", command->spelling,
                      arguments.data + 1);
    for (int i = 0; i < LS_OPT_COUNT; i++) {
        const struct ls_command_option *option = ls_command_option_info((enum ls_command_option_id)i);
        if (option->where == LS_OPTION_EVERYWHERE || !ls_command_option_fits(option, command))
            continue;
        ls_buf_printf(b, "complete -c lockstep -n '__lockstep_in %s' -l %s", command->spelling, option->name + 2);
        if (option->letter)
            ls_buf_printf(b, " -s %s", option->letter + 1);
        ls_buf_printf(b, "%s -d ", !option->value ? "" : strcmp(option->value, "FILE") == 0 ? " -rF" : " -r");
        shell_quote(b, option->help);
        ls_buf_char(b, '\n');
    }
}

static void complete_fish(struct ls_buf *b)
{
    ls_buf_str(b, "# fish completion for lockstep, made from its command table.\n\n"
                  "function __lockstep_words\n"
                  "    set -l skip 0\n"
                  "    for word in (commandline -opc)[2..-1]\n"
                  "        if test $skip = 1\n            set skip 0\n"
                  "        else if contains -- $word -f --file -o --out --name\n            set skip 1\n"
                  "        else if not string match -q -- '-*' $word\n            echo $word\n"
                  "        end\n    end\nend\n\n"
                  "# The words so far are exactly these.\n"
                  "function __lockstep_at\n"
                  "    test \"$(__lockstep_words | string join ' ')\" = \"$argv\"\nend\n\n"
                  "# The words so far begin with these.\n"
                  "function __lockstep_in\n"
                  "    string match -q -- \"$argv *\" \"$(__lockstep_words | string join ' ') \"\nend\n\n");
    ls_buf_str(b, "complete -c lockstep -f\n"
                  "complete -c lockstep -n '__lockstep_at ' -F\n"
                  "complete -c lockstep -n '__lockstep_in import' -F\n"
                  "complete -c lockstep -n '__lockstep_in init' -F\n");
    for (int i = 0; i < LS_OPT_COUNT; i++) {
        const struct ls_command_option *option = ls_command_option_info((enum ls_command_option_id)i);
        if (option->where != LS_OPTION_EVERYWHERE)
            continue;
        ls_buf_printf(b, "complete -c lockstep -l %s", option->name + 2);
        if (option->letter)
            ls_buf_printf(b, " -s %s", option->letter + 1);
        ls_buf_printf(b, "%s -d ", !option->value ? "" : strcmp(option->value, "FILE") == 0 ? " -rF" : " -r");
        shell_quote(b, option->help);
        ls_buf_char(b, '\n');
    }
    for (int i = 0; i < LS_CMD_COUNT; i++) {
        const struct ls_command *command = ls_command_info((enum ls_command_id)i);
        LS_AUTO(string) char *noun = table_new_noun((enum ls_command_id)i);
        size_t used;
        if (noun && !ls_command_find((const char *const *)&noun, 1, &used))
            ls_buf_printf(b, "complete -c lockstep -n '__lockstep_at ' -a %s\n", noun);
        if (*command->spelling)
            fish_command(b, command);
    }
}

int main(int argc, char **argv)
{
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    if (argc == 3 && strcmp(argv[1], "bash") == 0)
        complete_bash(&b);
    else if (argc == 3 && strcmp(argv[1], "zsh") == 0)
        complete_zsh(&b);
    else if (argc == 3 && strcmp(argv[1], "fish") == 0)
        complete_fish(&b);
    if (!b.len) {
        fputs("usage: complete bash|zsh|fish FILE\n", stderr);
        return 2;
    }
    table_write(argv[2], &b);
    return 0;
}
