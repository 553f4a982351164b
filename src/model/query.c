/* Matching records against a query, and what words are looked for in. Folded text is compared, so case and accents do
 * not matter. */
#include "lockstep/query.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/work.h"
#include "model/query_internal.h"

void ls_query_free(struct ls_query *q)
{
    if (!q)
        return;
    for (size_t i = 0; i < q->term_len; i++)
        query_values_free(&q->terms[i]);
    query_facts_done(&q->facts);
    free(q->terms);
    free(q->nodes);
    free(q->text);
    free(q->sort);
    free(q);
}

bool ls_query_empty(const struct ls_query *q)
{
    return q->root == NODE_NONE;
}

bool ls_query_has_words(const struct ls_query *q)
{
    return q->words;
}

const char *ls_query_sort(const struct ls_query *q)
{
    return q->sort ? q->sort : "";
}

/* --- words ------------------------------------------------------------------------------------ */

static bool query_field_searched(const struct ls_field *f)
{
    if (f->flags & LS_FF_HIDDEN)
        return false;
    return f->type == LS_T_TEXT || f->type == LS_T_SET || (f->type == LS_T_REF && f->arg == LS_E_PERSON);
}

static void query_words_field(const struct ls_board *board, const struct ls_record *record, int field,
                              const struct ls_field *f, struct ls_buf *all)
{
    const void *member = (const char *)record + f->offset;
    if (f->type == LS_T_REF) {
        const struct ls_person *p = ls_person_get(board, *(const ls_id *)member);
        if (p)
            ls_buf_printf(all, " %s", p->handle);
        return;
    }
    const char *text = *(const char *const *)member;
    if (!*text)
        return;
    ls_buf_char(all, ' ');
    if (f->type == LS_T_SET && strchr(text, '#'))
        ls_field_format(board, record, field, all);
    else
        ls_buf_str(all, text);
}

void ls_query_words(const struct ls_board *board, const struct ls_record *record, struct ls_buf *ret_words)
{
    LS_AUTO(buf) struct ls_buf all = LS_BUF_INIT;
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    ls_board_name(board, record->id, &all);
    for (int i = LS_F_FIRST; i < info->field_count; i++)
        if (query_field_searched(&info->fields[i]))
            query_words_field(board, record, i, &info->fields[i], &all);
    ls_text_fold(ret_words, all.data);
}

/* --- terms ------------------------------------------------------------------------------------- */

static bool query_match_text(const struct query_term *t, const char *text)
{
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, text);
    for (size_t i = 0; i < t->len; i++) {
        const struct query_value *v = &t->values[i];
        if (v->none ? !*text : v->whole ? !strcmp(folded.data, v->text) : strstr(folded.data, v->text) != NULL)
            return true;
    }
    return false;
}

static bool query_match_set(const struct query_term *t, const char *set)
{
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, set);
    for (size_t i = 0; i < t->len; i++) {
        const struct query_value *v = &t->values[i];
        const char *at = folded.data, *word;
        size_t len;
        ls_id id;
        if (v->none && !*set)
            return true;
        while (!v->none && ls_set_next(&at, &word, &len, &id))
            if (id ? id == v->low : strlen(v->text) == len && !memcmp(word, v->text, len))
                return true;
    }
    return false;
}

static bool query_match_real(const struct query_term *t, double have)
{
    for (size_t i = 0; i < t->len; i++)
        if (t->values[i].none ? isnan(have) : have >= t->values[i].real_low && have <= t->values[i].real_high)
            return true;
    return false;
}

static bool query_match_gap(const struct query_term *t, int64_t bits)
{
    for (size_t i = 0; i < t->len; i++)
        if (t->values[i].none ? !bits : bits >> t->values[i].low & 1)
            return true;
    return false;
}

static bool query_match_int(const struct query_term *t, int64_t have)
{
    for (size_t i = 0; i < t->len; i++) {
        const struct query_value *v = &t->values[i];
        if (have == LS_NONE ? v->none : have >= v->low && have <= v->high)
            return true;
    }
    return false;
}

static bool query_match_key(const struct ls_query *q, const struct query_term *t, const struct ls_record *record)
{
    switch (t->key.type) {
    case LS_T_TEXT:
    case LS_T_NOTE:
        return query_match_text(t, query_key_text(&t->key, record));
    case LS_T_SET:
        return query_match_set(t, query_key_text(&t->key, record));
    case LS_T_REAL:
        return query_match_real(t, query_key_real(q, &t->key, record));
    default:
        break;
    }
    int64_t have = query_key_int(q, &t->key, record);
    return t->key.computed == KEY_GAP ? query_match_gap(t, have) : query_match_int(t, have);
}

static bool query_match_term(const struct ls_query *q, const struct query_term *t, const struct ls_record *record,
                             const char *words)
{
    switch (t->kind) {
    case TERM_WORD:
        return strstr(words, t->word) != NULL;
    case TERM_IS:
        return query_is_match(q, t->is, record);
    case TERM_YES:
        return query_key_int(q, &t->key, record) == 1;
    default:
        return query_match_key(q, t, record);
    }
}

static bool query_match_node(const struct ls_query *q, int node, const struct ls_record *record, const char *words)
{
    const struct query_node *n = &q->nodes[node];
    switch (n->kind) {
    case NODE_TERM:
        return query_match_term(q, &q->terms[n->first], record, words);
    case NODE_NOT:
        return !query_match_node(q, n->first, record, words);
    default:
        for (int child = n->first; child != NODE_NONE; child = q->nodes[child].next)
            if (query_match_node(q, child, record, words) == (n->kind == NODE_OR))
                return n->kind == NODE_OR;
        return n->kind == NODE_AND;
    }
}

/* What a list leaves out unless it is asked for. */
static bool query_is_left_out(const struct ls_query *q, const struct ls_record *record)
{
    bool leaves = record->entity == LS_E_ITEM || record->entity == LS_E_BLOCKER || record->entity == LS_E_PERSON;
    return leaves && query_is_closed(q, record);
}

bool ls_query_match(const struct ls_query *q, const struct ls_record *record, const char *words)
{
    LS_AUTO(buf) struct ls_buf made = LS_BUF_INIT;
    if (q->root == NODE_NONE && record->entity == LS_E_ITEM)
        return ls_item_in_backlog((const struct ls_item *)(const void *)record, q->today);
    if (!q->closed && query_is_left_out(q, record))
        return false;
    if (q->root == NODE_NONE)
        return true;
    if (q->words && !words) {
        ls_query_words(q->context.board, record, &made);
        words = made.data;
    }
    return query_match_node(q, q->root, record, words);
}

/* --- narrowing --------------------------------------------------------------------------------- */

/* The first of the terms that must all hold, and the next one. */
static int query_conjunct(const struct ls_query *q)
{
    return q->nodes[q->root].kind == NODE_AND ? q->nodes[q->root].first : q->root;
}

static int query_conjunct_next(const struct ls_query *q, int node)
{
    return node == q->root ? NODE_NONE : q->nodes[node].next;
}

static const char *query_node_word(const struct ls_query *q, const struct query_node *n)
{
    return n->kind == NODE_TERM && q->terms[n->first].kind == TERM_WORD ? q->terms[n->first].word : NULL;
}

/* Whether what fits the node of q fits that of old: the same text, or a word with the old one in it. */
static bool query_node_implies(const struct ls_query *q, int node, const struct ls_query *old, int old_node)
{
    const struct query_node *a = &q->nodes[node], *b = &old->nodes[old_node];
    const char *word = query_node_word(q, a), *old_word = query_node_word(old, b);
    if (word && old_word)
        return strstr(word, old_word) != NULL;
    return a->kind == b->kind && a->len == b->len && !memcmp(q->text + a->at, old->text + b->at, a->len);
}

bool ls_query_narrows(const struct ls_query *q, const struct ls_query *old)
{
    if (q->root == NODE_NONE || old->root == NODE_NONE || (q->closed && !old->closed))
        return false;
    for (int o = query_conjunct(old); o != NODE_NONE; o = query_conjunct_next(old, o)) {
        bool found = false;
        for (int n = query_conjunct(q); n != NODE_NONE && !found; n = query_conjunct_next(q, n))
            found = query_node_implies(q, n, old, o);
        if (!found)
            return false;
    }
    return true;
}
