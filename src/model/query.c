/* Matching records against a query, and what words are looked for in. Folded text is compared, so case and accents do
 * not matter. */
#include "lockstep/query.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

bool ls_query_asks_closed(const struct ls_query *q)
{
    return q->closed;
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
    LS_AUTO(buf) struct ls_buf room = LS_BUF_INIT;
    switch (t->key.type) {
    case LS_T_TEXT:
    case LS_T_NOTE:
        return query_match_text(t, query_key_text(q, &t->key, record, &room));
    case LS_T_SET:
        return query_match_set(t, query_key_text(q, &t->key, record, &room));
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

bool ls_query_leaves_out(const struct ls_record *r)
{
    switch (r->entity) {
    case LS_E_ITEM:
        return !ls_item_is_open((const struct ls_item *)(const void *)r);
    case LS_E_BLOCKER:
        return ((const struct ls_blocker *)(const void *)r)->resolved != LS_NONE;
    case LS_E_PERSON:
        return !((const struct ls_person *)(const void *)r)->active;
    default:
        return false;
    }
}

bool ls_query_holds(const struct ls_query *q, const struct ls_record *record, const char *words)
{
    if (q->root != NODE_NONE)
        return query_match_node(q, q->root, record, words);
    return record->entity != LS_E_ITEM || ls_item_in_backlog((const struct ls_item *)(const void *)record, q->today);
}

bool ls_query_match(const struct ls_query *q, const struct ls_record *record, const char *words)
{
    LS_AUTO(buf) struct ls_buf made = LS_BUF_INIT;
    if (!q->closed && ls_query_leaves_out(record))
        return false;
    if (q->words && !words) {
        ls_query_words(q->context.board, record, &made);
        words = made.data;
    }
    return ls_query_holds(q, record, words);
}

/* --- narrowing --------------------------------------------------------------------------------- */

static const char *query_node_word(const struct ls_query *q, const struct query_node *n)
{
    return n->kind == NODE_TERM && q->terms[n->first].kind == TERM_WORD ? q->terms[n->first].word : NULL;
}

static bool query_node_implies(const struct ls_query *q, int node, const struct ls_query *old, int old_node);

/* Whether all, or any, of a node's children imply the old node. */
static bool query_children_imply(const struct ls_query *q, int node, const struct ls_query *old, int old_node, bool all)
{
    for (int c = q->nodes[node].first; c != NODE_NONE; c = q->nodes[c].next)
        if (query_node_implies(q, c, old, old_node) != all)
            return !all;
    return all;
}

/* Whether the node implies all, or any, of the old node's children. */
static bool query_implies_children(const struct ls_query *q, int node, const struct ls_query *old, int old_node, bool all)
{
    for (int c = old->nodes[old_node].first; c != NODE_NONE; c = old->nodes[c].next)
        if (query_node_implies(q, node, old, c) != all)
            return !all;
    return all;
}

/* Whether what fits the node of q fits that of old, as far as their forms tell: the same text, a word with the old
 * one in it, and what follows from these. */
static bool query_node_implies(const struct ls_query *q, int node, const struct ls_query *old, int old_node)
{
    const struct query_node *a = &q->nodes[node], *b = &old->nodes[old_node];
    const char *word = query_node_word(q, a), *old_word = query_node_word(old, b);
    if (word && old_word)
        return strstr(word, old_word) != NULL;
    if (a->kind == b->kind && a->len && a->len == b->len && !memcmp(q->text + a->at, old->text + b->at, a->len))
        return true;
    if (b->kind == NODE_AND)
        return query_implies_children(q, node, old, old_node, true);
    if (a->kind == NODE_OR)
        return query_children_imply(q, node, old, old_node, true);
    if (a->kind == NODE_NOT && b->kind == NODE_NOT)
        return query_node_implies(old, b->first, q, a->first);
    return (b->kind == NODE_OR && query_implies_children(q, node, old, old_node, false)) ||
           (a->kind == NODE_AND && query_children_imply(q, node, old, old_node, false));
}

bool ls_query_narrows(const struct ls_query *q, const struct ls_query *old)
{
    bool terms = q->root != NODE_NONE && old->root != NODE_NONE;
    return terms && (old->closed || !q->closed) && query_node_implies(q, q->root, old, old->root);
}
