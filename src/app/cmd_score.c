/* Scoring one item: reach, impact, confidence, effort, and what comes of it. */
#include <math.h>
#include <string.h>

#include "app/cmd_fields.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/error.h"
#include "lockstep/score.h"

static const char *const SCORE_FIELDS[] = {"reach", "impact", "confidence", "effort"};

/* The words in the order of the fields; "-" leaves one as it is. */
static int score_words(const struct fields *f, ls_id id)
{
    const char *at = f->call->text;
    for (size_t i = 0; *(at = ls_text_skip_blank(at)); i++) {
        size_t len = strcspn(at, " \t");
        LS_AUTO(string) char *word = ls_strndup(at, len);
        if (i == LS_COUNT(SCORE_FIELDS))
            return ls_error_set(f->err, LS_EUSAGE, "\"%s\" is one number too many: reach, impact, confidence, effort", word);
        len -= len && i == 2 && word[len - 1] == '%';
        word[len] = 0;
        int code = strcmp(word, "-") ? fields_set(f, id, SCORE_FIELDS[i], word) : LS_OK;
        if (code)
            return code;
        at += strcspn(at, " \t");
    }
    return LS_OK;
}

static void score_say_place(const struct ls_call *call, ls_id id, const struct ls_score_book *book, double score,
                            struct ls_buf *b)
{
    struct ls_rank rank;
    ls_score_rank(book, call->board, id, score, &rank);
    ls_score_format(b, score);
    if (rank.place)
        ls_buf_printf(b, ", place %zu of %zu", rank.place, rank.count);
}

/* "LS-62 scores 1200, place 2 of 31; before -; 50 % confidence counts: no signal is linked" */
static void score_say(const struct ls_call *call, const struct ls_changeset *cs, const struct ls_item *item)
{
    struct ls_item after = *item;
    for (size_t i = 0; i < LS_COUNT(SCORE_FIELDS); i++) {
        int field = ls_field_by_name(LS_E_ITEM, SCORE_FIELDS[i]);
        const struct ls_edit *edit = ls_changeset_edit(cs, item->rec.id, field);
        if (edit)
            ls_record_set(&after.rec, field, &edit->after);
    }
    struct ls_score_book *book = ls_score_book_new(call->board);
    struct ls_score s = ls_score_item(book, &after), before = ls_score_item(book, item);
    ls_board_name(call->board, item->rec.id, call->said);
    ls_buf_str(call->said, " scores ");
    score_say_place(call, item->rec.id, book, s.score, call->said);
    if (cs->len) {
        ls_buf_str(call->said, "; before ");
        score_say_place(call, item->rec.id, book, before.score, call->said);
    }
    if (after.confidence != LS_NONE && s.confidence < after.confidence)
        ls_buf_printf(call->said, "; %d %% confidence counts: %s", (int)s.confidence, ls_score_cap_words(s.cap));
    ls_buf_char(call->said, '\n');
    ls_score_book_free(book);
}

int cmd_item_score(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err)
{
    struct fields f = {call, cs, err, LS_E_ITEM};
    const struct ls_item *item = ls_item_get(call->board, call->targets[0]);
    for (size_t i = 0; i < call->named_count; i++) {
        size_t k = 0;
        while (k < LS_COUNT(SCORE_FIELDS) && strcmp(SCORE_FIELDS[k], call->named[i].name))
            k++;
        if (k == LS_COUNT(SCORE_FIELDS))
            return ls_error_set(err, LS_EUSAGE, "%s is no part of a score: reach, impact, confidence, effort",
                                call->named[i].name);
    }
    int code = score_words(&f, item->rec.id);
    if (!code)
        code = fields_set_all(&f, item->rec.id);
    if (!code && call->said)
        score_say(call, cs, item);
    return code;
}
