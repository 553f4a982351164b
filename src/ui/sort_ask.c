/* Choosing an order: the columns of the list, each with a letter, then all else that its records have. */
#include "ui/sort_ask.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/rows.h"
#include "ui/state.h"

/* The first letter of the name that no other order has; 0 where all are taken. */
static uint32_t sort_letter(const struct choices *taken, const char *name)
{
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, name);
    for (const char *c = folded.data; *c; c++) {
        bool is_free = *c >= 'a' && *c <= 'z';
        for (size_t i = 0; is_free && i < taken->len; i++)
            is_free = taken->v[i].key != (uint32_t)*c;
        if (is_free)
            return (uint32_t)*c;
    }
    return 0;
}

/* "highest first"; of the order in use how it stands now, and that it can be turned round. */
static void sort_detail(const struct rows *rows, const char *keys, struct ls_buf *b)
{
    bool used = !strcmp(keys, rows->keys);
    LS_AUTO(string) char *now = used ? rows_keys(rows) : ls_strdup(keys);
    rows_say_direction(rows, now, b);
    if (used)
        ls_buf_str(b, ", again turns it round");
}

static bool sort_fits(const char *name, const char *word)
{
    LS_AUTO(buf) struct ls_buf a = LS_BUF_INIT, b = LS_BUF_INIT;
    ls_text_fold(&a, name);
    ls_text_fold(&b, word);
    return strstr(a.data, b.data) != NULL;
}

/* Whether a column sorts by it. */
static bool sort_is_column(const struct rows *rows, const char *name)
{
    for (size_t i = 0; i < rows->order_count; i++) {
        const char *keys = rows_first_key(rows, rows->orders[i].keys);
        keys += *keys == '-';
        size_t len = strcspn(keys, ",");
        if (strlen(name) == len && !strncmp(keys, name, len))
            return true;
    }
    return false;
}

/* What a column is called here: its heading, but for one that is a letter ("P") the field. The caller frees it. */
static char *sort_label(const struct rows *rows, const struct rows_order *o)
{
    const char *keys = rows_first_key(rows, o->keys);
    keys += *keys == '-';
    return o->name[1] ? ls_strdup(o->name) : ls_strndup(keys, strcspn(keys, ","));
}

static void sort_fill(void *arg, const char *word, struct choices *ret)
{
    const struct rows *rows = arg;
    struct ls_query_word name;
    for (size_t i = 0; i < rows->order_count; i++) {
        const struct rows_order *o = &rows->orders[i];
        LS_AUTO(buf) struct ls_buf detail = LS_BUF_INIT;
        LS_AUTO(string) char *label = sort_label(rows, o);
        if (!sort_fits(label, word))
            continue;
        sort_detail(rows, o->keys, &detail);
        choices_add(ret, o->keys, label, detail.data, sort_letter(ret, label));
    }
    for (size_t i = 0; ls_query_name(rows->entity, i, &name); i++) {
        LS_AUTO(buf) struct ls_buf detail = LS_BUF_INIT;
        if (sort_is_column(rows, name.name) || (!sort_fits(name.name, word) && !sort_fits(name.help, word)))
            continue;
        sort_detail(rows, name.name, &detail);
        choices_add(ret, name.name, name.name, detail.data, 0);
    }
}

static bool sort_taken(void *arg, const char *answer, struct ls_error *err LS_UNUSED)
{
    struct rows *rows = arg;
    const char *name = answer;
    for (size_t i = 0; i < rows->order_count; i++)
        if (!strcmp(rows->orders[i].keys, answer))
            name = rows->orders[i].name;
    rows_sort(rows, answer, name);
    return true;
}

void sort_ask(struct rows *rows)
{
    ui_ask(rows->ui, &(struct ui_question){.kind = PROMPT_PICK, .own_words = true, .label = "sort by", .text = "",
                                           .hint = "a letter, or a few of any field's name", .fill = sort_fill,
                                           .taken = sort_taken, .arg = rows});
}
