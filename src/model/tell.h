/* What the tellings of the entities share: lines, spans, people, references, tables.
 * All text is made safe to show here, before its columns are counted. */
#ifndef LOCKSTEP_MODEL_TELL_H
#define LOCKSTEP_MODEL_TELL_H

#include "base/buf.h"
#include "lockstep/board.h"
#include "lockstep/sheet.h"

/* --- lines ----------------------------------------------------------------------------------- */

/* Adds text of any length, wrapped; nothing where it is empty. */
void tell_text(struct ls_sheet *s, const char *label, enum ls_tone tone, const char *text);
void tell_printf(struct ls_sheet *s, const char *label, enum ls_tone tone, const char *format, ...) LS_PRINTF(4, 5);

/* Text of any length over the whole width, without room for a label. */
void tell_wide(struct ls_sheet *s, enum ls_tone tone, const char *text);

/* An empty line, unless one stands there or nothing at all. */
void tell_gap(struct ls_sheet *s);

/* An empty line and a heading over what follows. */
void tell_head(struct ls_sheet *s, const char *format, ...) LS_PRINTF(2, 3);

/* A line made of spans: begin, any number of spans, and no end. Not wrapped: a span that does not fit is cut. */
struct ls_sheet_line *tell_begin(struct ls_sheet *s, const char *label, bool wide);
void tell_span(struct ls_sheet *s, enum ls_tone tone, const char *text);
void tell_spanf(struct ls_sheet *s, enum ls_tone tone, const char *format, ...) LS_PRINTF(3, 4);

/* Takes the blanks off the end of the last line. */
void tell_trim(struct ls_sheet *s);

/* The lines added since count were about that record. */
void tell_about(struct ls_sheet *s, size_t since, ls_id record);

/* A record that the lines tell without opening it. */
void tell_told(struct ls_sheet *s, ls_id record);

/* --- what many tellings say ------------------------------------------------------------------ */

/* "dana, backup priya; dana is away until 13 Mar, priya acts". Nothing where there is no owner and missing is NULL,
 * else missing as a warning. */
void tell_owner(struct ls_sheet *s, const struct ls_board *board, ls_id owner, ls_id backup, const char *missing);

/* "LS-20  ETA page for receivers<behind>", opening the record; nothing where it is gone. */
void tell_refers(struct ls_sheet *s, const struct ls_board *board, const char *label, ls_id record, const char *behind);

/* The field that names a record: its title, name, words. Borrowed; "" where it has none. */
const char *tell_title(const struct ls_record *record);

/* "17 Mar", with the year where it is another one; nothing for LS_NONE. */
void tell_date(const struct ls_sheet *s, int64_t date, struct ls_buf *b);

/* "dana/priya", "dana", "-"; "mei→ruth" while the backup acts. */
void tell_owner_words(const struct ls_sheet *s, const struct ls_board *board, ls_id owner, ls_id backup,
                       struct ls_buf *b);

/* The word of an enum as people say it: "sales call". */
void tell_word(enum ls_enum set, int64_t value, struct ls_buf *b);

/* "Tue 10 Mar 09:30", without the time where it is not timed. */
void tell_stamp(const struct ls_sheet *s, int64_t stamp, bool timed, struct ls_buf *b);

/* A set of people and words as "ines, dana, sales". */
void tell_set_words(const struct ls_board *board, const char *set, struct ls_buf *b);

/* "3 days", "1 day". */
void tell_count(int64_t n, const char *one, const char *many, struct ls_buf *b);

/* A number with no more decimals than are worth saying: 42.2, 6246, 0.17. */
void tell_number(double value, struct ls_buf *b);

/* --- tables ---------------------------------------------------------------------------------- */

enum tell_column_flag { TELL_RIGHT = 1, TELL_GROW = 2, TELL_CUT = 4 };

/* A column of a table. It is as wide as its widest cell; where there is too little room, the columns with the
 * highest drop go first (0 never goes). One column may grow and one may be cut: they share what the others leave. */
struct tell_column {
    const char *title;
    unsigned flags;
    int drop;
};

struct tell_table {
    const struct tell_column *columns;
    size_t column_count;
    struct tell_cell {
        char *text;
        enum ls_tone tone;
    } *cells;
    size_t len, cap;
    ls_id *records; /* one a row */
    size_t rows, row_cap;
};

void tell_table_begin(struct tell_table *t, const struct tell_column *columns, size_t count);
void tell_cell(struct tell_table *t, enum ls_tone tone, const char *text);
void tell_cellf(struct tell_table *t, enum ls_tone tone, const char *format, ...) LS_PRINTF(3, 4);
void tell_row_end(struct tell_table *t, ls_id record);
/* Adds the titles and the rows to the sheet and frees the table; nothing where it has no rows. */
void tell_table_end(struct tell_table *t, struct ls_sheet *s);

/* --- one function an entity ------------------------------------------------------------------ */

typedef void tell_teller(struct ls_sheet *s, const struct ls_board *board, const struct ls_record *record);

tell_teller tell_decision, tell_experiment, tell_launch, tell_meeting, tell_metric, tell_person, tell_question, tell_ritual, tell_signal,
    tell_term, tell_topic;

#endif
