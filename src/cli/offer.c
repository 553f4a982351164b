/* What a shell is offered: names of records, values of fields, terms of queries, each with a few words about it. */
#include "cli/offer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/exchange.h"
#include "lockstep/query.h"

enum {
    OFFER_WAIT_MS = 400, /* a key that waits longer feels broken */
    OFFER_MOST = 400,    /* candidates of one kind: more are no help on a terminal */
    OFFER_DETAIL = 60,   /* columns */
};

/* --- offering -------------------------------------------------------------------------------- */

void offer(struct offer *c, const char *value, const char *detail)
{
    LS_AUTO(buf) struct ls_buf whole = LS_BUF_INIT, safe = LS_BUF_INIT;
    ls_buf_printf(&whole, "%s%s", c->before, value);
    if (c->count == OFFER_MOST || strncasecmp(whole.data, c->word, strlen(c->word)) != 0)
        return;
    ls_text_safe(&safe, whole.data);
    if (strcmp(safe.data, whole.data) != 0)
        return; /* what cannot be shown can't be typed either */
    c->count++;
    ls_buf_str(&c->cli->out, whole.data);
    ls_buf_clear(&safe);
    ls_text_safe(&safe, detail);
    if (safe.len) {
        int columns = ls_text_columns(safe.data);
        ls_buf_char(&c->cli->out, '\t');
        ls_text_fit(&c->cli->out, safe.data, columns < OFFER_DETAIL ? columns : OFFER_DETAIL, false);
    }
    ls_buf_char(&c->cli->out, '\n');
}

void offer_files(struct offer *c)
{
    ls_buf_str(&c->cli->out, ":files\n");
}

/* The board of the file that the command line names, as far as it came in time; NULL where there is none. */
static const struct ls_board *offer_board(struct offer *c)
{
    if (!c->opened) {
        LS_AUTO(buf) struct ls_buf path = LS_BUF_INIT;
        c->opened = true;
        if (cli_name_file(&c->asked, &path, NULL) != 0 ||
            ls_session_look(path.data, OFFER_WAIT_MS) != LS_PRESENCE_THERE)
            return NULL;
        struct ls_session_options options = {.path = path.data, .user = cli_user(c->cli), .read_only = true};
        if (ls_session_open(&options, &c->cli->session, NULL) == 0)
            ls_session_wait_loaded(c->cli->session, OFFER_WAIT_MS, NULL);
    }
    return c->cli->session ? ls_session_board(c->cli->session) : NULL;
}

/* --- records --------------------------------------------------------------------------------- */

static void record_detail(const struct ls_board *board, const struct ls_record *record, struct ls_buf *b)
{
    int title = ls_entity_title((enum ls_entity)record->entity);
    if (title >= 0)
        ls_field_format(board, record, title, b);
}

/* Numbers and handles of a kind, or of every kind that has them. */
void offer_names(struct offer *c, enum ls_entity entity)
{
    const struct ls_board *board = offer_board(c);
    for (int e = 0; board && e < LS_E_COUNT; e++) {
        const struct ls_entity_info *info = ls_entity_info((enum ls_entity)e);
        const struct ls_record **records;
        if ((entity != LS_E_ANY && entity != (enum ls_entity)e) || (!*info->prefix && info->handle < 0))
            continue;
        size_t count = ls_export_sorted(board, (enum ls_entity)e, &records);
        for (size_t i = 0; i < count; i++) {
            LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, detail = LS_BUF_INIT;
            const struct ls_person *person = ls_person_get(board, records[i]->id);
            if (person && !person->active)
                continue;
            ls_board_name(board, records[i]->id, &name);
            record_detail(board, records[i], &detail);
            offer(c, name.data, detail.data);
        }
        free(records);
    }
}

/* The next word of a key whose first words are typed: of "D-9" the numbers of its options. */
static void offer_key(struct offer *c, enum ls_entity entity, const struct ls_word *typed, size_t count)
{
    const struct ls_board *board = offer_board(c);
    const struct ls_entity_info *info = ls_entity_info(entity);
    const struct ls_record **records;
    size_t len = board ? ls_export_sorted(board, entity, &records) : 0;
    LS_AUTO(buf) struct ls_buf last = LS_BUF_INIT;
    for (size_t i = 0; i < len; i++) {
        LS_AUTO(buf) struct ls_buf value = LS_BUF_INIT, detail = LS_BUF_INIT;
        size_t at = 0;
        int f = LS_F_FIRST;
        for (; f < info->field_count; f++) {
            if (!(info->fields[f].flags & LS_FF_KEY))
                continue;
            ls_buf_clear(&value);
            ls_field_format(board, records[i], f, &value);
            if (at == count || strcasecmp(value.data, typed[at].text) != 0)
                break;
            at++;
        }
        if (f == info->field_count || at < count || strcmp(value.data, last.data) == 0)
            continue; /* records are sorted by their key: the same word stands together */
        if ((int)count + 1 == ls_entity_key_words(entity))
            record_detail(board, records[i], &detail);
        offer(c, value.data, detail.data);
        ls_buf_set(&last, value.data);
    }
    if (board)
        free(records);
}

/* A reference to a record of the kind, of whose words some may be typed. */
void offer_reference(struct offer *c, enum ls_entity entity, const struct ls_word *typed, size_t count)
{
    if (entity < LS_E_COUNT && !*ls_entity_info(entity)->prefix && ls_entity_info(entity)->handle < 0)
        offer_key(c, entity, typed, count % (size_t)ls_entity_key_words(entity));
    else
        offer_names(c, entity);
}

/* "@ines" in a text. */
void offer_mentions(struct offer *c)
{
    c->before = "@";
    if (*c->word == '@')
        offer_names(c, LS_E_PERSON);
    c->before = "";
}

/* --- values ---------------------------------------------------------------------------------- */

void offer_enum(struct offer *c, enum ls_enum set)
{
    for (int i = 0; i < ls_enum_count(set); i++)
        offer(c, ls_enum_word(set, i), "");
}

void offer_words(struct offer *c, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        offer(c, words[i], "");
}

void offer_days(struct offer *c)
{
    static const char *const days[] = {"today", "tomorrow", "mon", "tue", "wed", "thu", "fri", "+7d", "+2w", "+1m", NULL};
    offer_words(c, days);
}

/* What stands in a field of text or words already, each once: personas, segments, tags. */
static void offer_used(struct offer *c, enum ls_entity entity, int f)
{
    const struct ls_board *board = offer_board(c);
    LS_AUTO(buf) struct ls_buf seen = LS_BUF_INIT;
    struct ls_board_walk walk = {board, entity, 0};
    const struct ls_record *record;
    while (board && (record = ls_board_walk_next(&walk)) != NULL) {
        const void *member = (const char *)record + ls_field_info(entity, f)->offset;
        const char *at = *(const char *const *)member, *word = at;
        size_t len = strlen(at);
        ls_id id = 0;
        bool set = ls_field_info(entity, f)->type == LS_T_SET;
        for (bool more = len && (!set || ls_set_next(&at, &word, &len, &id)); more;
             more = set && ls_set_next(&at, &word, &len, &id)) {
            LS_AUTO(string) char *value = ls_strndup(word, len);
            if (id || ls_set_has_word(seen.data, value))
                continue;
            ls_set_add_word(&seen, value, len);
            offer(c, value, "");
        }
    }
}

/* The values of a field; typed: what stands behind "field=". */
static void offer_values(struct offer *c, enum ls_entity entity, int f, const char *typed)
{
    enum { SHORT_TEXT = 120 }; /* characters: a longer text is not used twice */
    const struct ls_field *field = ls_field_info(entity, f);
    LS_AUTO(buf) struct ls_buf before = LS_BUF_INIT;
    const char *part = field->type == LS_T_SET ? strrchr(typed, ';') : NULL;
    ls_buf_add(&before, c->word, part ? (size_t)(part + 1 - c->word) : (size_t)(typed - c->word));
    c->before = before.data;
    if (field->type == LS_T_ENUM)
        offer_enum(c, (enum ls_enum)field->arg);
    else if (field->type == LS_T_DATE)
        offer_days(c);
    else if (field->type == LS_T_BOOL)
        offer_words(c, (const char *const[]){"1", "0", NULL});
    else if (field->type == LS_T_REF)
        offer_names(c, (enum ls_entity)field->arg);
    else if (entity == LS_E_ITEM && f == (int)LS_F_item_priority)
        offer_words(c, (const char *const[]){"none", "urgent", "high", "medium", "low", NULL});
    if (field->type == LS_T_SET && field->arg != LS_E_NONE)
        offer_names(c, (enum ls_entity)field->arg);
    bool text = field->type == LS_T_TEXT && field->limit <= SHORT_TEXT && !(field->flags & (LS_FF_TITLE | LS_FF_HANDLE));
    if (text || (field->type == LS_T_SET && field->arg == LS_E_NONE))
        offer_used(c, entity, f);
    c->before = "";
}

/* "field=", or behind it its values. */
void offer_fields(struct offer *c, enum ls_entity entity)
{
    const struct ls_entity_info *info = ls_entity_info(entity);
    const char *equals = strchr(c->word, '=');
    if (equals) {
        LS_AUTO(string) char *name = ls_strndup(c->word, (size_t)(equals - c->word));
        int f = ls_field_by_name(entity, name);
        if (f >= LS_F_FIRST && !(info->fields[f].flags & LS_FF_HIDDEN))
            offer_values(c, entity, f, equals + 1);
        return;
    }
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        LS_AUTO(string) char *name = ls_asprintf("%s=", info->fields[f].name);
        if (!(info->fields[f].flags & LS_FF_HIDDEN))
            offer(c, name, info->fields[f].label);
    }
}

/* --- queries --------------------------------------------------------------------------------- */

static void query_offer(void *arg, const char *value, const char *label LS_UNUSED, const char *detail)
{
    offer(arg, value, detail);
}

void offer_query(struct offer *c, enum ls_entity entity)
{
    const struct ls_board *board = offer_board(c);
    const struct ls_entity_info *info = ls_entity_info(entity);
    for (int f = LS_F_FIRST; !*c->word && f < info->field_count; f++) {
        LS_AUTO(string) char *name = ls_asprintf("%s:", info->fields[f].name);
        if (!(info->fields[f].flags & LS_FF_HIDDEN))
            offer(c, name, info->fields[f].label);
    }
    if (!*c->word)
        offer_words(c, (const char *const[]){"is:", "sort:", NULL});
    if (!board)
        return;
    struct ls_query_context context = {.board = board, .entity = entity, .now = ls_clock_now(),
                                       .me = ls_session_me(c->cli->session)};
    ls_query_complete(&context, c->word, query_offer, c);
}

/* The keys of an order: those before the last comma stay. */
void offer_sort(struct offer *c, enum ls_entity entity)
{
    struct ls_query_word word;
    const char *comma = strrchr(c->word, ','), *last = comma ? comma + 1 : c->word;
    LS_AUTO(string) char *before = ls_strndup(c->word, (size_t)(last - c->word) + (*last == '-'));
    c->before = before;
    for (size_t i = 0; ls_query_name(entity, i, &word); i++)
        offer(c, word.name, word.help);
    c->before = "";
}
