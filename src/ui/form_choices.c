/* What can be chosen in a field of a form: words of enums, steps of scales, people, records by number and title,
 * tags that are in use, what others wrote into the same field. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/work.h"
#include "ui/form_parts.h"
#include "ui/people.h"
#include "ui/state.h"
#include "ui/words.h"

enum { CHOICES_MOST = 60, SHORT_TEXT = 120 };

static const struct ls_board *choices_board(const struct form_field *field)
{
    return ui_board(field->form->view.ui);
}

/* --- scales ---------------------------------------------------------------------------------- */

/* Numbers of which only a few are meant. */
static const struct form_step {
    enum ls_entity entity;
    int field;
    const char *value, *word;
} STEPS[] = {
    {LS_E_ITEM, LS_F_item_priority, "1", "urgent"},
    {LS_E_ITEM, LS_F_item_priority, "2", "high"},
    {LS_E_ITEM, LS_F_item_priority, "3", "medium"},
    {LS_E_ITEM, LS_F_item_priority, "4", "low"},
    {LS_E_ITEM, LS_F_item_priority, "0", "none"},
    {LS_E_ITEM, LS_F_item_impact, "3", "massive"},
    {LS_E_ITEM, LS_F_item_impact, "2", "high"},
    {LS_E_ITEM, LS_F_item_impact, "1", "medium"},
    {LS_E_ITEM, LS_F_item_impact, "0.5", "low"},
    {LS_E_ITEM, LS_F_item_impact, "0.25", "minimal"},
    {LS_E_ITEM, LS_F_item_confidence, "100", "usage data or an experiment"},
    {LS_E_ITEM, LS_F_item_confidence, "80", "signals linked"},
    {LS_E_ITEM, LS_F_item_confidence, "50", "a guess"},
    {LS_E_BLOCKER, LS_F_blocker_severity, "3", "stops a launch or a goal"},
    {LS_E_BLOCKER, LS_F_blocker_severity, "2", "stops the item"},
    {LS_E_BLOCKER, LS_F_blocker_severity, "1", "slows it down"},
    {LS_E_SIGNAL, LS_F_signal_sentiment, "1", "glad"},
    {LS_E_SIGNAL, LS_F_signal_sentiment, "0", "neither"},
    {LS_E_SIGNAL, LS_F_signal_sentiment, "-1", "unhappy"},
    {LS_E_SIGNAL_ITEM, LS_F_signal_item_weight, "3", "would buy or leave for it"},
    {LS_E_SIGNAL_ITEM, LS_F_signal_item_weight, "2", "asks for it"},
    {LS_E_SIGNAL_ITEM, LS_F_signal_item_weight, "1", "mentions it"},
    {LS_E_SIGNAL_ITEM, LS_F_signal_item_weight, "0", "does not care"},
};

const char *form_step_word(enum ls_entity entity, int field, const char *value)
{
    for (size_t i = 0; i < LS_COUNT(STEPS); i++)
        if (STEPS[i].entity == entity && STEPS[i].field == field && !strcmp(STEPS[i].value, value))
            return STEPS[i].word;
    return "";
}

static bool choices_is_step(const struct form_field *field, const struct form_step *step)
{
    return step->entity == form_field_record(field)->entity && step->field == field->field;
}

static bool choices_has_steps(const struct form_field *field)
{
    for (size_t i = 0; i < LS_COUNT(STEPS); i++)
        if (choices_is_step(field, &STEPS[i]))
            return true;
    return false;
}

static bool choices_begins(const char *text, const char *word)
{
    LS_AUTO(buf) struct ls_buf a = LS_BUF_INIT, b = LS_BUF_INIT;
    ls_text_fold(&a, text);
    ls_text_fold(&b, word);
    return !strncmp(a.data, b.data, b.len);
}

/* All of them where the word is one of them already. */
static void choices_steps(const struct form_field *field, const char *word, struct choices *ret)
{
    bool whole = false;
    for (size_t i = 0; i < LS_COUNT(STEPS); i++)
        whole |= choices_is_step(field, &STEPS[i]) && !strcmp(STEPS[i].value, word);
    for (size_t i = 0; i < LS_COUNT(STEPS); i++) {
        const struct form_step *s = &STEPS[i];
        if (choices_is_step(field, s) && (whole || choices_begins(s->value, word) || choices_begins(s->word, word)))
            choices_add(ret, s->value, s->value, s->word, 0);
    }
}

static void choices_words(const struct ls_field *info, const char *word, struct choices *ret)
{
    enum ls_enum set = (enum ls_enum)info->arg;
    bool whole = ls_enum_value(set, word) != LS_NONE;
    for (int i = 0; i < ls_enum_count(set); i++)
        if (whole || choices_begins(ls_enum_word(set, i), word))
            choices_add(ret, ls_enum_word(set, i), ls_enum_word(set, i), "", 0);
}

static void choices_yes_no(struct choices *ret)
{
    choices_add(ret, "yes", "yes", "", 0);
    choices_add(ret, "no", "no", "", 0);
}

bool form_field_few(const struct form_field *field)
{
    return field->info->type == LS_T_ENUM || field->info->type == LS_T_BOOL || choices_has_steps(field);
}

void form_field_turn(struct form_field *field, int step)
{
    struct choices all = {0};
    if (field->info->type == LS_T_ENUM)
        choices_words(field->info, "", &all);
    else if (field->info->type == LS_T_BOOL)
        choices_yes_no(&all);
    else
        choices_steps(field, "", &all);
    size_t at = all.len;
    for (size_t i = 0; i < all.len; i++)
        if (!strcmp(all.v[i].value, field->edit.text.data))
            at = i;
    if (at == all.len) /* nothing is chosen yet: the first, or the last */
        at = step > 0 ? 0 : all.len - 1;
    else
        at = (at + all.len + (size_t)(step + (int)all.len)) % all.len;
    if (all.len)
        form_field_set(field, all.v[at].value);
    choices_clear(&all);
    free(all.v);
}

bool form_field_replaces(const struct form_field *field)
{
    return !field->typed && field->info->type != LS_T_TEXT && field->info->type != LS_T_NOTE &&
           field->info->type != LS_T_SET;
}

/* --- records --------------------------------------------------------------------------------- */

/* What a record is found by beside its name: its title, a signal's customer and takeaway. */
static void choices_text(const struct ls_record *r, struct ls_buf *b)
{
    ls_buf_str(b, words_title(r));
    if (r->entity == LS_E_SIGNAL) {
        const struct ls_signal *s = (const struct ls_signal *)(const void *)r;
        ls_buf_printf(b, " %s %s", s->customer, s->takeaway);
    }
}

/* Whether names of records can begin with the word: "ls-4", "4" and "l" those of items. Other kinds have names of any sort. */
static bool choices_may_name(enum ls_entity entity, const char *folded_word)
{
    LS_AUTO(buf) struct ls_buf prefix = LS_BUF_INIT;
    ls_text_fold(&prefix, ls_entity_info(entity)->prefix);
    if (!prefix.len)
        return true;
    ls_buf_char(&prefix, '-');
    size_t same = 0;
    while (folded_word[same] && folded_word[same] == prefix.data[same])
        same++;
    const char *number = same == prefix.len ? folded_word + same : same ? "" : folded_word;
    return (same && !folded_word[same]) || (*number && !number[strspn(number, "0123456789")]);
}

/* Whether a record's name begins with the word, its prefix left out or not. */
static bool choices_names(const struct ls_board *board, const struct ls_record *r, const char *folded_word)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, folded = LS_BUF_INIT;
    ls_board_name(board, r->id, &name);
    ls_text_fold(&folded, name.data);
    const char *dash = strchr(folded.data, '-');
    size_t len = strlen(folded_word);
    return !strncmp(folded.data, folded_word, len) || (dash && !strncmp(dash + 1, folded_word, len));
}

/* Whether a record's title has all of the words. */
static bool choices_tells(const struct ls_record *r, const char *folded_words)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, folded = LS_BUF_INIT;
    choices_text(r, &text);
    ls_text_fold(&folded, text.data);
    for (const char *at = folded_words; *at; at += strspn(at, " ")) {
        size_t len = strcspn(at, " ");
        LS_AUTO(string) char *part = ls_strndup(at, len);
        if (!strstr(folded.data, part))
            return false;
        at += len;
    }
    return true;
}

/* A release goes into a release, work goes on under what is open. */
static bool choices_fits(const struct form_field *field, const struct ls_record *r)
{
    if (r->entity != LS_E_ITEM || field->info->type != LS_T_REF)
        return true;
    const struct ls_item *item = (const struct ls_item *)(const void *)r;
    if (!strcmp(field->info->name, "release"))
        return item->type == LS_ITEM_TYPE_RELEASE;
    return ls_item_is_open(item) || !strcmp(field->info->name, "duplicate_of");
}

/* In which go records are offered: what work is put under by its rank, nothing else in an order. */
static int choices_rank(const struct form_field *field, const struct ls_record *r)
{
    bool parent = form_field_record(field)->entity == LS_E_ITEM && field->field == LS_F_item_parent;
    return parent ? ls_item_parent_rank((const struct ls_item *)(const void *)r) : 0;
}

static int choices_ranks(const struct form_field *field, const char *word)
{
    bool parent = form_field_record(field)->entity == LS_E_ITEM && field->field == LS_F_item_parent;
    return !parent ? 1 : *word ? LS_PARENT_RANKS : LS_PARENT_TODO;
}

static void choices_record(const struct form_field *field, const struct ls_record *r, struct choices *ret)
{
    const struct ls_board *board = choices_board(field);
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, detail = LS_BUF_INIT;
    ls_board_name(board, r->id, &name);
    if (r->entity == LS_E_MEETING) {
        const struct ls_meeting *m = (const struct ls_meeting *)(const void *)r;
        ls_board_name(board, m->ritual, &detail);
        if (m->planned != LS_NONE) {
            ls_buf_char(&detail, ' ');
            words_stamp(m->planned, &detail);
        }
    } else {
        ls_buf_str(&detail, words_title(r));
        if (r->entity == LS_E_SIGNAL)
            ls_buf_printf(&detail, "  %s", ((const struct ls_signal *)(const void *)r)->customer);
    }
    choices_add(ret, name.data, name.data, detail.data, 0);
}

/* First those whose name begins with the word, then those whose title has all of it. Among 100,000 records a look at each
 * name is dear, and at each title more so. */
static void choices_records(const struct form_field *field, enum ls_entity entity, const char *word,
                            struct choices *ret)
{
    const struct ls_board *board = choices_board(field);
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, word);
    bool may_name = folded.len && choices_may_name(entity, folded.data), by_number = *ls_entity_info(entity)->prefix;
    int ranks = choices_ranks(field, word);
    for (int titles = !may_name, rank = 0; titles < 2; titles += rank + 1 == ranks, rank = (rank + 1) % ranks) {
        struct ls_board_walk walk = {board, entity, 0};
        const struct ls_record *r;
        while (ret->len < CHOICES_MOST && (r = ls_board_walk_next(&walk))) {
            if (choices_rank(field, r) != rank)
                continue;
            if ((r->num == LS_NONE && by_number) || r->id == form_field_record(field)->id || !choices_fits(field, r))
                continue; /* without a number it has no name yet that could be typed */
            bool named = may_name && choices_names(board, r, folded.data);
            if (titles ? !named && choices_tells(r, folded.data) : named)
                choices_record(field, r, ret);
        }
    }
}

/* --- texts in use ---------------------------------------------------------------------------- */

static bool choices_have(const struct choices *c, const char *value)
{
    for (size_t i = 0; i < c->len; i++)
        if (!strcmp(c->v[i].value, value))
            return true;
    return false;
}

static void choices_used(const struct form_field *field, const char *word, struct choices *ret)
{
    struct ls_board_walk walk = {choices_board(field), form_field_record(field)->entity, 0};
    const struct ls_record *r;
    while (ret->len < CHOICES_MOST && (r = ls_board_walk_next(&walk))) {
        const char *text = *(const char *const *)(const void *)((const char *)r + field->info->offset);
        if (*text && strcmp(text, word) != 0 && choices_begins(text, word) && !choices_have(ret, text))
            choices_add(ret, text, text, "", 0);
    }
}

static void choices_tags(const struct form_field *field, const char *word, struct choices *ret)
{
    struct ls_board_walk walk = {choices_board(field), form_field_record(field)->entity, 0};
    const struct ls_record *r;
    while (ret->len < CHOICES_MOST && (r = ls_board_walk_next(&walk))) {
        const char *set = *(const char *const *)(const void *)((const char *)r + field->info->offset), *start;
        size_t len;
        ls_id id;
        while (ls_set_next(&set, &start, &len, &id)) {
            LS_AUTO(string) char *tag = ls_strndup(start, len);
            if (!id && strcmp(tag, word) != 0 && choices_begins(tag, word) && !choices_have(ret, tag) &&
                !ls_set_has_word(field->edit.text.data, tag))
                choices_add(ret, tag, tag, "", 0);
        }
    }
}

static void choices_set(const struct form_field *field, const char *word, struct choices *ret)
{
    const struct ui *ui = field->form->view.ui;
    if (field->info->arg == LS_E_PERSON || *word == '@') {
        choices_people(ui_board(ui), word, ui_today(), ret);
    } else if (field->info->arg == LS_E_ANY) {
        static const enum ls_entity KINDS[] = {LS_E_ITEM, LS_E_BLOCKER, LS_E_DECISION, LS_E_SIGNAL, LS_E_LAUNCH};
        for (size_t i = 0; i < LS_COUNT(KINDS) && *word; i++)
            choices_records(field, KINDS[i], word, ret);
    } else {
        choices_tags(field, word, ret);
    }
}

/* --- all ------------------------------------------------------------------------------------- */

void form_choices(void *arg, const char *word, struct choices *ret_choices)
{
    const struct form_field *field = arg;
    const struct ui *ui = field->form->view.ui;
    const struct ls_field *info = field->info;
    bool same = !strcmp(word, field->base_text ? field->base_text : "");
    switch (info->type) {
    case LS_T_ENUM:
        choices_words(info, word, ret_choices);
        break;
    case LS_T_BOOL:
        choices_yes_no(ret_choices);
        break;
    case LS_T_DATE:
        choices_dates(same ? "" : word, ui_today(), ret_choices);
        break;
    case LS_T_REF:
        if (info->arg == LS_E_PERSON)
            people_fill(ui, same ? "" : word, ret_choices);
        else
            choices_records(field, (enum ls_entity)info->arg, same ? "" : word, ret_choices);
        break;
    case LS_T_SET:
        choices_set(field, word, ret_choices);
        break;
    case LS_T_TEXT:
        if (info->limit && info->limit <= SHORT_TEXT && !(info->flags & (LS_FF_REQ | LS_FF_KEY)) && *word)
            choices_used(field, word, ret_choices);
        break;
    default:
        if (choices_has_steps(field))
            choices_steps(field, word, ret_choices);
    }
}
