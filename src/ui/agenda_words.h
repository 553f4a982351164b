/* A line of an agenda in the few words that a pane has room for: sign, name, reason. */
#ifndef LOCKSTEP_UI_AGENDA_WORDS_H
#define LOCKSTEP_UI_AGENDA_WORDS_H

#include "lockstep/agenda.h"
#include "lockstep/board.h"
#include "lockstep/calendar.h"
#include "lockstep/metric.h"
#include "ui/frame.h"

/* What the words are made from; all borrowed, for as long as the board does not change. */
struct agenda_words {
    const struct ls_board *board;
    const struct ls_agenda *agenda; /* whose lines they are */
    const struct ls_calendar *calendar;
    const struct ls_metric_book *metrics;
};

/* The rule of a line, or that which would have brought one that was frozen or added by hand. */
enum ls_agenda_rule agenda_words_rule(const struct agenda_words *w, const struct ls_agenda_line *line);

/* A sign of one column: ▼ ◆ ■ “ 3 ! ◇ or a blank. */
const char *agenda_words_glyph(enum ls_agenda_rule rule, enum role *ret_role);

/* What a line is called in so many columns: its record, or what stands for one. */
void agenda_words_name(const struct agenda_words *w, const struct ls_agenda_line *line, int columns, struct ls_buf *b);

/* The reason in few words; width: the columns that there are. */
void agenda_words_brief(const struct agenda_words *w, const struct ls_agenda_line *line, int width, struct ls_buf *b);

#endif
