/* Halves, absence and turns. */
#include "lockstep/people.h"

#include <string.h>

#include "base/buf.h"
#include "base/nearest.h"
#include "base/text.h"
#include "lockstep/board.h"

unsigned ls_function_halves(int64_t function)
{
    switch (function) {
    case LS_FUNCTION_PM:
    case LS_FUNCTION_ENG:
    case LS_FUNCTION_DESIGN:
    case LS_FUNCTION_RESEARCH:
    case LS_FUNCTION_DATA: return LS_HALF_PRODUCT;
    case LS_FUNCTION_PMM:
    case LS_FUNCTION_SALES:
    case LS_FUNCTION_CS:
    case LS_FUNCTION_SUPPORT: return LS_HALF_MARKET;
    case LS_FUNCTION_LEAD: return LS_HALF_PRODUCT | LS_HALF_MARKET;
    default: return LS_HALF_NONE;
    }
}

unsigned ls_person_halves(const struct ls_person *person)
{
    return person ? ls_function_halves(person->function) : LS_HALF_NONE;
}

unsigned ls_board_halves(const struct ls_board *board)
{
    unsigned halves = LS_HALF_NONE;
    LS_EACH(person, person, board) {
        if (person->active)
            halves |= ls_person_halves(person);
    }
    return halves;
}

bool ls_person_is_away(const struct ls_person *person, int64_t date)
{
    if (!person || (person->away_from == LS_NONE && person->away_until == LS_NONE))
        return false;
    return (person->away_from == LS_NONE || person->away_from <= date) &&
           (person->away_until == LS_NONE || date <= person->away_until);
}

ls_id ls_person_acting(const struct ls_board *board, ls_id owner, ls_id backup, int64_t date)
{
    return backup && ls_person_is_away(ls_person_get(board, owner), date) ? backup : owner;
}

ls_id ls_rota_next(const struct ls_board *board, const char *rota, ls_id after)
{
    const char *word;
    size_t len;
    ls_id id, first = 0;
    bool passed = false;
    for (const char *at = rota; ls_set_next(&at, &word, &len, &id);) {
        const struct ls_person *person = ls_person_get(board, id);
        if (person && person->active) {
            if (passed)
                return id;
            first = first ? first : id;
        }
        passed = passed || (id && id == after);
    }
    return first;
}

bool ls_person_is_handle(const char *word)
{
    size_t len = strlen(word), limit = (size_t)ls_field_info(LS_E_PERSON, LS_F_person_handle)->limit;
    return len && len <= limit && *word >= 'a' && *word <= 'z' &&
           strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == len;
}

ls_id ls_person_nearest(const struct ls_board *board, const char *word)
{
    enum { SHORT = 4 }; /* letters below which a word two letters off is another word */
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT;
    ls_text_fold(&folded, word + (*word == '@'));
    struct ls_nearest nearest = ls_nearest_begin(folded.data, folded.len < SHORT ? 1 : 2);
    ls_id id = 0;
    LS_EACH(person, person, board) {
        /* a slip seldom changes the first letter: zoe is not leo */
        if (person->active && *person->handle == *folded.data && ls_nearest_try(&nearest, person->handle))
            id = person->rec.id;
    }
    return id;
}

void ls_person_name(const struct ls_board *board, ls_id person, struct ls_buf *b)
{
    const struct ls_person *p = ls_person_get(board, person);
    if (!p)
        return;
    size_t first = strcspn(p->name, " ");
    LS_EACH(person, other, board) {
        if (other != p && first && !strncmp(other->name, p->name, first) &&
            (other->name[first] == ' ' || !other->name[first]))
            first = strlen(p->name);
    }
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    ls_buf_add(&name, p->name, first);
    ls_text_safe(b, name.len ? name.data : p->handle);
}
