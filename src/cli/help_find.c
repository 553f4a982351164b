/* "lockstep help overdue": commands and query words by what people call them (said.def, query.def). */
#include <strings.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "lockstep/query.h"

enum { FIND_COLUMNS = 32 };

/* Whether what was typed begins a word of the text. */
static bool find_in(const char *text, const char *typed)
{
    size_t len = strlen(typed);
    for (const char *at = text; *at; at++) {
        bool begins = at == text || !((at[-1] | 32) >= 'a' && (at[-1] | 32) <= 'z');
        if (begins && !strncasecmp(at, typed, len))
            return true;
    }
    return false;
}

static void find_line(const char *spelling, const char *help, struct ls_buf *b)
{
    ls_buf_str(b, "  ");
    ls_text_fit(b, spelling, FIND_COLUMNS, false);
    ls_buf_printf(b, "  %s\n", help);
}

static void find_query(const struct ls_query_word *word, const char *before, const char *typed, struct ls_buf *b)
{
    LS_AUTO(string) char *terms = ls_asprintf("%s%s", before, word->name);
    if (!find_in(word->said, typed) && !find_in(terms, typed) && !find_in(word->help, typed))
        return;
    int entity = 0; /* items, where they are asked so */
    while (entity < LS_E_COUNT && !(word->entities >> entity & 1))
        entity++;
    entity = word->entities >> LS_E_ITEM & 1 ? LS_E_ITEM : entity;
    const char *quote = strpbrk(terms, "<>") ? "'" : "";
    LS_AUTO(string) char *spelling = ls_asprintf("%s list %s%s%s", ls_entity_info((enum ls_entity)entity)->name, quote,
                                                 terms, quote);
    find_line(spelling, word->help, b);
}

bool cli_help_find(const char *typed, struct ls_buf *b)
{
    const struct ls_query_word *word;
    size_t before = b->len;
    for (int i = 0; i < LS_CMD_COUNT; i++) {
        const struct ls_command *c = ls_command_info((enum ls_command_id)i);
        bool fits = find_in(ls_command_said(c->id), typed) || (!ls_command_is_general(c) && find_in(c->help, typed));
        if (*c->spelling && fits)
            find_line(c->spelling, c->help, b);
    }
    for (size_t i = 0; (word = ls_query_is_info(i)); i++)
        find_query(word, "is:", typed, b);
    for (size_t i = 0; (word = ls_query_ask_info(i)); i++)
        find_query(word, "", typed, b);
    if (b->len == before)
        return false;
    LS_AUTO(string) char *head = ls_asprintf("no command is called \"%s\"; by that word there are\n\n", typed);
    ls_buf_insert(b, before, head, strlen(head));
    return true;
}
