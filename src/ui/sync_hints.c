/* The last two rows of the running sync: what can be done on the line that is shown, and with the sync. */
#include "ui/sync_hints.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "ui/scene.h"
#include "ui/state.h"

/* The hints of the last but one row; those of the last are the view's. */
static const struct hint HINTS_DECISION[] = {{LS_CMD_SYNC_OPTION, "option", 0}, {LS_CMD_SYNC_DECIDE, "decide", 0},
                                             {LS_CMD_SYNC_ACTION, "action", 0}, {LS_CMD_SYNC_NOTE, "note", 0},
                                             {LS_CMD_SYNC_RESOLVE, "resolve", 3}, {LS_CMD_SYNC_BLOCK, "block", 4},
                                             {LS_CMD_SYNC_PARK, "not today", 2}, {LS_CMD_SYNC_DROP, "drop", 1},
                                             {0}};
/* What is decided or resolved needs no more than what follows from it. */
static const struct hint HINTS_SETTLED[] = {{LS_CMD_SYNC_ACTION, "action", 0}, {LS_CMD_SYNC_NOTE, "note", 0},
                                            {LS_CMD_SYNC_DECIDE, "decide", 1}, {LS_CMD_SYNC_BLOCK, "block", 2}, {0}};
static const struct hint HINTS_RECORDS[] = {{LS_CMD_SYNC_RESOLVE, "done", 0}, {LS_CMD_DOWN, "choose", 1},
                                            {LS_CMD_SYNC_NOTE, "note", 0}, {LS_CMD_SYNC_ACTION, "action", 0},
                                            {LS_CMD_SYNC_PARK, "not today", 2}, {0}};
static const struct hint HINTS_CLOSE[] = {{LS_CMD_SYNC_RATE, "rate", 0}, {LS_CMD_SYNC_ACTION, "action", 1},
                                          {LS_CMD_SYNC_NOTE, "note", 2}, {LS_CMD_SYNC_ATTEND, "who is here", 3},
                                          {LS_CMD_SYNC_STORY, "story", 4}, {0}};
static const struct hint HINTS_BLOCKER[] = {{LS_CMD_SYNC_RESOLVE, "resolve", 0}, {LS_CMD_SYNC_ESCALATE, "escalate", 1},
                                            {LS_CMD_SYNC_DUE, "new date", 1},
                                            {LS_CMD_SYNC_ACTION, "action", 0}, {LS_CMD_SYNC_NOTE, "note", 0},
                                            {LS_CMD_SYNC_PARK, "not today", 2}, {LS_CMD_SYNC_CARRY, "carry", 4},
                                            {LS_CMD_SYNC_DROP, "drop", 3}, {0}};
/* The third time nothing can be carried: a blocker is resolved or escalated, all else decided or dropped. */
static const struct hint HINTS_BLOCKER_THIRD[] = {{LS_CMD_SYNC_RESOLVE, "resolve", 0},
                                                  {LS_CMD_SYNC_ESCALATE, "escalate", 0},
                                                  {LS_CMD_SYNC_ACTION, "action", 0}, {LS_CMD_SYNC_NOTE, "note", 0},
                                                  {0}};
/* What is no blocker cannot be resolved; a metric or triage is no item that something could block. */
static const struct hint HINTS_ITEM[] = {{LS_CMD_SYNC_ACTION, "action", 0}, {LS_CMD_SYNC_NOTE, "note", 0},
                                         {LS_CMD_SYNC_DECIDE, "decide", 2},
                                         {LS_CMD_SYNC_BLOCK, "block", 4}, {LS_CMD_SYNC_PARK, "not today", 1},
                                         {LS_CMD_SYNC_CARRY, "carry", 3}, {LS_CMD_SYNC_DROP, "drop", 2}, {0}};
/* What is overdue gets another day, or goes. */
static const struct hint HINTS_OVERDUE[] = {{LS_CMD_SYNC_DUE, "new date", 0}, {LS_CMD_SYNC_RESOLVE, "done", 1},
                                            {LS_CMD_SYNC_ACTION, "action", 0}, {LS_CMD_SYNC_NOTE, "note", 0},
                                            {LS_CMD_SYNC_DECIDE, "decide", 4}, {LS_CMD_SYNC_PARK, "not today", 2},
                                            {LS_CMD_SYNC_DROP, "drop", 3}, {0}};
static const struct hint HINTS_METRIC[] = {{LS_CMD_SYNC_ACTION, "action", 0}, {LS_CMD_SYNC_NOTE, "note", 0},
                                           {LS_CMD_SYNC_DECIDE, "decide", 2}, {LS_CMD_SYNC_PARK, "not today", 1},
                                           {LS_CMD_SYNC_DROP, "drop", 2}, {0}};
static const struct hint HINTS_THIRD[] = {{LS_CMD_SYNC_DECIDE, "decide", 0}, {LS_CMD_SYNC_DROP, "drop", 0},
                                          {LS_CMD_SYNC_ACTION, "action", 0}, {LS_CMD_SYNC_NOTE, "note", 0},
                                          {LS_CMD_SYNC_BLOCK, "block", 4}, {0}};
/* The key that ends the line says what the line becomes by it. */
#define HINTS_GO(next)                                                                                                 \
    {                                                                                                                  \
        {LS_CMD_SYNC_NEXT, next, 0}, {LS_CMD_SYNC_BACK, "back", 2}, {LS_CMD_SYNC_OUTCOME, "done, in words", 7},        \
        {LS_CMD_SYNC_EXTEND, "30 s", 3}, {LS_CMD_SYNC_PAUSE, "pause", 3}, {LS_CMD_SYNC_LARGE, "large clock", 6},       \
        {LS_CMD_SYNC_END, "end", 1}, {LS_CMD_HELP, "help", 0}, {0}                                                     \
    }
enum { GO_DONE, GO_ASKS, GO_DECIDES, GO_COUNT = 9, GO_HINTS = 9 };
static const struct hint HINTS_GO[GO_COUNT][GO_HINTS] = {
    [GO_DONE] = HINTS_GO("done, next"), [GO_ASKS] = HINTS_GO("answer, next"), [GO_DECIDES] = HINTS_GO("decide, next"), HINTS_GO("seen, next"),
    HINTS_GO("confirmed, next"),        HINTS_GO("still open, next"),         HINTS_GO("carried, next"),
    HINTS_GO("decided, next"),          HINTS_GO("resolved, next")};
/* All is said: what is left is to end it. */
static const struct hint HINTS_ALL_DONE[] = {{LS_CMD_SYNC_END, "end the sync", 0}, {LS_CMD_SYNC_BACK, "back", 1},
                                             {LS_CMD_SYNC_PAUSE, "pause", 2}, {LS_CMD_HELP, "help", 0}, {0}};
/* Who follows moves only what he sees himself. */
static const struct hint HINTS_FOLLOW[] = {{LS_CMD_SYNC_NEXT, "look ahead", 1}, {LS_CMD_SYNC_BACK, "look back", 2},
                                           {LS_CMD_SYNC_LEAD, "take the lead", 0}, {LS_CMD_SYNC_PERSON, "next person", 5},
                                           {LS_CMD_SYNC_ATTEND, "who is here", 4},
                                           {LS_CMD_SYNC_LARGE, "large clock", 6},
                                           {LS_CMD_BACK, "leave it running", 3}, {LS_CMD_HELP, "help", 0}, {0}};
static const struct hint HINTS_WANDER[] = {{LS_CMD_SYNC_REJOIN, "back to the sync", 0},
                                           {LS_CMD_SYNC_AHEAD, "line ahead", 1}, {LS_CMD_SYNC_BEHIND, "line before", 2},
                                           {LS_CMD_SYNC_PERSON, "next person", 4}, {LS_CMD_SYNC_LEAD, "take the lead", 3},
                                           {LS_CMD_HELP, "help", 0}, {0}};
static const struct hint HINTS_LOOK[] = {{LS_CMD_SYNC_REJOIN, "back to the sync", 0},
                                         {LS_CMD_SYNC_AHEAD, "line ahead", 1}, {LS_CMD_SYNC_BEHIND, "line before", 2},
                                         {LS_CMD_SYNC_PERSON, "next person", 3}, {LS_CMD_HELP, "help", 0}, {0}};
static const struct hint HINTS_OVER[] = {{LS_CMD_BACK, "leaves the receipt", 0}, {LS_CMD_UNDO, "undo", 1},
                                         {LS_CMD_HELP, "help", 0}, {0}};

static const struct hint *hints_of_line(const struct scene *s)
{
    const struct ls_live_line *line = scene_shown(s);
    switch (line ? scene_kind_of(s, line) : SCENE_CLOSE) {
    case SCENE_DECISION:
        return line->settled ? HINTS_SETTLED : HINTS_DECISION;
    case SCENE_RECORDS:
        return HINTS_RECORDS;
    case SCENE_CLOSE:
        return HINTS_CLOSE;
    case SCENE_BLOCKER:
        return line->settled ? HINTS_SETTLED : line->third ? HINTS_BLOCKER_THIRD : HINTS_BLOCKER;
    case SCENE_METRIC:
    case SCENE_TRIAGE:
        return HINTS_METRIC;
    default:
        return line->third                                                     ? HINTS_THIRD
               : ls_live_kind(s->board, line->item) == LS_LINE_KIND_OVERDUE ? HINTS_OVERDUE
                                                                               : HINTS_ITEM;
    }
}

/* Whether the hint is for who leads alone. */
static bool hint_leads(enum ls_command_id id)
{
    return id == LS_CMD_SYNC_PARK || id == LS_CMD_SYNC_CARRY || id == LS_CMD_SYNC_DROP;
}

/* The row of keys whose first one says what the current line becomes. */
static const struct hint *hints_of_end(const struct scene *s)
{
    const struct ls_live_line *line = scene_current(s);
    enum ls_line_state state;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    if (!line)
        return HINTS_ALL_DONE;
    enum ls_want want = ls_live_wants(s->board, &s->live, line);
    if (want == LS_WANT_DECISION || (line->third && !line->settled))
        return HINTS_GO[GO_DECIDES];
    if (want == LS_WANT_WORDS || want == LS_WANT_DATE)
        return HINTS_GO[GO_ASKS];
    const char *outcome = ls_live_default(s->board, &s->live, line, &state, &b);
    size_t len = strlen(outcome);
    for (size_t i = GO_DECIDES + 1; i < GO_COUNT; i++)
        if (!strncmp(HINTS_GO[i][0].word, outcome, len) && HINTS_GO[i][0].word[len] == ',')
            return HINTS_GO[i];
    return HINTS_GO[GO_DONE];
}

const struct hint *sync_hints_go(const struct scene *s)
{
    if (scene_leads(s))
        return scene_wanders(s) ? HINTS_LOOK : hints_of_end(s);
    return scene_wanders(s) ? HINTS_WANDER : HINTS_FOLLOW;
}

const struct hint *sync_hints_over(void)
{
    return HINTS_OVER;
}

/* --- the row of the line --------------------------------------------------------------------- */

/* What is drawn, and what may be. */
struct hint_row {
    const struct ui *ui;
    const struct scene *scene;
    const struct hint *hints;
};

static bool hint_is_shown(const struct hint_row *r, const struct hint *h, int most)
{
    bool ends = hint_leads(h->command) && (scene_wanders(r->scene) || !scene_leads(r->scene));
    return !ends && h->drop <= most;
}

/* Columns that a hint takes: key, blank, word, two blanks. */
static int hint_text(const struct hint_row *r, const struct hint *h, struct ls_buf *key)
{
    ls_buf_clear(key);
    if (h->command == LS_CMD_SYNC_OPTION)
        ls_buf_str(key, "1-9");
    else
        keymap_key_of(&r->ui->keymap, "sync", h->command, key);
    return ls_text_columns(key->data) + 1 + ls_text_columns(h->word) + 2;
}

/* Columns of the hints up to a drop: one before, two between. */
static int hint_row_width(const struct hint_row *r, int most)
{
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    int width = -1;
    for (const struct hint *h = r->hints; h->word; h++)
        width += hint_is_shown(r, h, most) ? hint_text(r, h, &key) : 0;
    return width;
}

void sync_hints_draw_line(const struct ui *ui, const struct scene *s, struct area line)
{
    const struct hint_row row = {ui, s, hints_of_line(s)};
    LS_AUTO(buf) struct ls_buf key = LS_BUF_INIT;
    int most = 9, x = 1;
    while (most > 0 && hint_row_width(&row, most) > line.w)
        most--;
    for (const struct hint *h = row.hints; h->word; h++) {
        if (!hint_is_shown(&row, h, most))
            continue;
        hint_text(&row, h, &key);
        x += area_text(line, x, 0, ROLE_ACCENT, key.data) + 1;
        x += area_text(line, x, 0, ROLE_DIM, h->word) + 2;
    }
}
