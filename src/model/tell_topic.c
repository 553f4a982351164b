/* A topic told in full, and all topics as one page: topics by people, or where that has no room a line a topic. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lockstep/people.h"
#include "lockstep/raci.h"
#include "model/tell.h"

/* --- one topic ------------------------------------------------------------------------------- */

static void topic_set(struct ls_sheet *s, const struct ls_board *board, const char *label, const char *set)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    tell_set_words(board, set, &text);
    tell_text(s, label, LS_TONE_NORMAL, text.data);
}

void tell_topic(struct ls_sheet *s, const struct ls_board *board, const struct ls_record *record)
{
    const struct ls_topic *t = (const void *)record;
    const struct ls_person *accountable = ls_person_get(board, t->accountable);
    LS_AUTO(buf) struct ls_buf reviewed = LS_BUF_INIT;
    if (!accountable)
        tell_text(s, "A accountable", LS_TONE_WARN, "▼ nobody: one person decides, the others know it");
    tell_refers(s, board, "A accountable", t->accountable, ls_person_is_away(accountable, s->today) ? "  ▼ away" : "");
    tell_refers(s, board, "B backup", t->backup, ls_person_is_away(accountable, s->today) ? "  acts" : "");
    topic_set(s, board, "R responsible", t->responsible);
    topic_set(s, board, "C consulted", t->consulted);
    topic_set(s, board, "I informed", t->informed);
    tell_refers(s, board, "E escalate to", t->escalate_to, "");
    tell_date(s, t->reviewed, &reviewed);
    tell_text(s, "reviewed", LS_TONE_NORMAL, reviewed.data);
}

/* --- the page -------------------------------------------------------------------------------- */

enum { NAME_LEAST = 20, GAP = 1, CELL_LEAST = 2, CELL_MOST = 8 };

struct raci_page {
    struct ls_sheet *s;
    const struct ls_board *board;
    const struct ls_person **people; /* those who are something other than informed somewhere, by handle */
    size_t count;
    int name; /* columns of the topics */
    int cell; /* columns of a person, without the gap */
};

static int raci_compare(const void *left, const void *right)
{
    const struct ls_person *a = *(const struct ls_person *const *)left, *b = *(const struct ls_person *const *)right;
    return strcmp(a->handle, b->handle);
}

/* Who is told of everything needs no column of their own. */
static bool raci_has_part(const struct ls_board *board, const struct ls_person *person)
{
    LS_EACH(topic, topic, board) {
        if (ls_raci_of(topic, person) & ~(unsigned)LS_RACI_INFORMED)
            return true;
    }
    return false;
}

static void raci_people(struct raci_page *p)
{
    size_t cap = 0;
    LS_EACH(person, person, p->board) {
        if (!person->active || !raci_has_part(p->board, person))
            continue;
        LS_GROW(p->people, p->count, cap);
        p->people[p->count++] = person;
    }
    if (p->count)
        qsort(p->people, p->count, sizeof(*p->people), raci_compare);
}

/* Whether topics by people have room; then how wide the columns are. */
static bool raci_fits(struct raci_page *p)
{
    int widest = 0, all = (int)p->count;
    LS_EACH(topic, topic, p->board) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        ls_board_name(p->board, topic->rec.id, &text);
        ls_buf_printf(&text, "  %s", topic->name);
        int columns = ls_text_columns(text.data);
        widest = columns > widest ? columns : widest;
    }
    int most = p->s->columns ? p->s->columns : widest + all * (CELL_MOST + GAP);
    p->name = widest;
    p->cell = all ? (most - p->name) / all - GAP : CELL_MOST;
    if (p->cell < CELL_LEAST) { /* shorter names of the topics before no page */
        p->name = most - all * (CELL_LEAST + GAP);
        p->cell = CELL_LEAST;
    }
    p->cell = p->cell > CELL_MOST ? CELL_MOST : p->cell;
    return p->name >= (widest < NAME_LEAST ? widest : NAME_LEAST);
}

/* Names over the columns: across where they fit, else letters below each other. */
static void raci_head(const struct raci_page *p)
{
    int longest = 0;
    for (size_t i = 0; i < p->count; i++) {
        int len = (int)strlen(p->people[i]->handle);
        longest = len > longest ? len : longest;
    }
    bool across = longest <= p->cell;
    for (int row = 0; row < (across ? 1 : longest); row++) {
        LS_AUTO(buf) struct ls_buf line = LS_BUF_INIT;
        ls_buf_pad(&line, ' ', (size_t)p->name);
        for (size_t i = 0; i < p->count; i++) {
            const char *handle = p->people[i]->handle;
            int from = (int)strlen(handle) - (longest - row); /* they stand on the line below them */
            LS_AUTO(string) char *letter = ls_strndup(across ? handle : from >= 0 ? handle + from : "", across ? (size_t)longest : 1);
            ls_buf_pad(&line, ' ', GAP);
            ls_text_fit(&line, letter, p->cell, p->s->ascii);
        }
        tell_begin(p->s, "", true);
        tell_span(p->s, LS_TONE_DIM, line.data);
        tell_trim(p->s);
    }
}

static void raci_row(const struct raci_page *p, const struct ls_topic *topic)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT, safe = LS_BUF_INIT, fit = LS_BUF_INIT;
    ls_board_name(p->board, topic->rec.id, &name);
    ls_buf_printf(&name, "  %s", topic->name);
    ls_text_safe(&safe, name.data);
    ls_text_fit(&fit, safe.data, p->name, p->s->ascii);
    tell_begin(p->s, "", true);
    tell_span(p->s, LS_TONE_NORMAL, fit.data);
    for (size_t i = 0; i < p->count; i++) {
        LS_AUTO(buf) struct ls_buf letters = LS_BUF_INIT, cell = LS_BUF_INIT;
        unsigned is = ls_raci_of(topic, p->people[i]);
        ls_raci_letters(is, &letters);
        ls_buf_str(&letters, is ? "" : "·");
        ls_buf_pad(&cell, ' ', GAP);
        ls_text_fit(&cell, letters.data, p->cell, p->s->ascii);
        tell_span(p->s, is & LS_RACI_ACCOUNTABLE ? LS_TONE_BOLD : is & ~(unsigned)LS_RACI_INFORMED ? LS_TONE_NORMAL : LS_TONE_DIM,
                  cell.data);
    }
    tell_trim(p->s);
    tell_about(p->s, p->s->count - 1, topic->rec.id);
}

/* Adds "R dana, ines" to the line, or begins another one with it. */
static void raci_part(const struct raci_page *p, struct ls_buf *line, char letter, const char *who)
{
    if (!*who)
        return;
    LS_AUTO(string) char *part = ls_asprintf("%c %s", letter, who);
    if (line->len && p->s->columns && ls_text_columns(line->data) + 2 + ls_text_columns(part) > p->s->columns) {
        tell_wide(p->s, LS_TONE_NORMAL, line->data);
        ls_buf_clear(line);
    }
    ls_buf_str(line, line->len ? "  " : "");
    ls_buf_str(line, part);
}

/* "A dana  B ines  R dana, ines": where topics by people have no room. */
static void raci_line(const struct raci_page *p, const struct ls_topic *topic)
{
    static const char SETS[] = "RCI", PEOPLE[] = "ABE";
    const char *const sets[] = {topic->responsible, topic->consulted, topic->informed};
    const ls_id people[] = {topic->accountable, topic->backup, topic->escalate_to};
    LS_AUTO(buf) struct ls_buf line = LS_BUF_INIT, name = LS_BUF_INIT;
    size_t since = p->s->count;
    ls_board_name(p->board, topic->rec.id, &name);
    ls_buf_printf(&name, "  %s", topic->name);
    tell_wide(p->s, LS_TONE_BOLD, name.data);
    tell_about(p->s, since, topic->rec.id);
    for (size_t i = 0; i < LS_COUNT(people) + LS_COUNT(sets); i++) {
        LS_AUTO(buf) struct ls_buf who = LS_BUF_INIT;
        size_t set = i - 2; /* between the backup and who decides what they cannot */
        bool is_set = i >= 2 && set < LS_COUNT(sets);
        size_t person = i < 2 ? i : 2;
        if (is_set)
            tell_set_words(p->board, sets[set], &who);
        else if (ls_person_get(p->board, people[person]))
            ls_board_name(p->board, people[person], &who);
        raci_part(p, &line, is_set ? SETS[set] : PEOPLE[person], who.data);
    }
    tell_wide(p->s, LS_TONE_NORMAL, line.data);
}

void ls_sheet_raci(struct ls_sheet *sheet, const struct ls_board *board)
{
    struct raci_page p = {.s = sheet, .board = board};
    if (!ls_board_count(board, LS_E_TOPIC)) {
        tell_wide(sheet, LS_TONE_DIM, "no topics yet: gT, then n, adds one (lockstep topic add NAME accountable=PERSON)");
        return;
    }
    raci_people(&p);
    bool fits = raci_fits(&p);
    if (fits)
        raci_head(&p);
    LS_EACH(topic, topic, board) {
        if (fits)
            raci_row(&p, topic);
        else
            raci_line(&p, topic);
    }
    tell_gap(sheet);
    tell_wide(sheet, LS_TONE_DIM, "A accountable  B backup, while A is away  E escalate to");
    tell_wide(sheet, LS_TONE_DIM, "R responsible  C consulted  I informed");
    free(p.people);
}
