/* What somebody is for a topic. */
#include "lockstep/raci.h"

#include "base/buf.h"

/* Whether a set of people and words means the person. */
static bool raci_means(const char *set, const struct ls_person *person)
{
    const char *function = ls_enum_word(LS_ENUM_FUNCTION, person->function);
    if (ls_set_has_id(set, person->rec.id))
        return true;
    return person->active && (ls_set_has_word(set, "all") || (*function && ls_set_has_word(set, function)));
}

unsigned ls_raci_of(const struct ls_topic *topic, const struct ls_person *person)
{
    ls_id id = person->rec.id;
    unsigned is = 0;
    is |= topic->accountable == id ? LS_RACI_ACCOUNTABLE : 0;
    is |= topic->backup == id ? LS_RACI_BACKUP : 0;
    is |= raci_means(topic->responsible, person) ? LS_RACI_RESPONSIBLE : 0;
    is |= raci_means(topic->consulted, person) ? LS_RACI_CONSULTED : 0;
    is |= raci_means(topic->informed, person) ? LS_RACI_INFORMED : 0;
    is |= topic->escalate_to == id ? LS_RACI_ESCALATE : 0;
    return is;
}

void ls_raci_letters(unsigned is, struct ls_buf *b)
{
    static const struct {
        unsigned bit;
        char letter;
    } LETTERS[] = {{LS_RACI_ACCOUNTABLE, 'A'}, {LS_RACI_BACKUP, 'B'},   {LS_RACI_RESPONSIBLE, 'R'},
                   {LS_RACI_CONSULTED, 'C'},   {LS_RACI_ESCALATE, 'E'}, {LS_RACI_INFORMED, 'I'}};
    if (is & ~(unsigned)LS_RACI_INFORMED)
        is &= ~(unsigned)LS_RACI_INFORMED;
    for (size_t i = 0; i < LS_COUNT(LETTERS); i++) {
        if (is & LETTERS[i].bit)
            ls_buf_char(b, LETTERS[i].letter);
    }
}
