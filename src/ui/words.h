/* Records and values in the few words that a screen has room for. */
#ifndef LOCKSTEP_UI_WORDS_H
#define LOCKSTEP_UI_WORDS_H

#include "base/buf.h"
#include "lockstep/board.h"
#include "lockstep/command.h"
#include "lockstep/news.h"
#include "ui/frame.h"

/* The handle of a person, "-" where there is none. Borrowed from the board. */
const char *words_person(const struct ls_board *board, ls_id person);

/* "dana/priya", "dana", "-". */
void words_owner(const struct ls_board *board, ls_id owner, ls_id backup, struct ls_buf *b);

/* "mei→ruth" while the owner is away and the backup acts, else the owner. */
void words_acting(const struct ls_board *board, ls_id owner, ls_id backup, int64_t today, struct ls_buf *b);
bool words_away(const struct ls_board *board, ls_id person, int64_t today);

/* "17 Mar"; nothing for LS_NONE. near: "today", "Thu" within the next six days. */
void words_date(int64_t date, int64_t today, bool near, struct ls_buf *b);

/* What a day that is being typed means: "Tue 17 Mar, in 7 days", "Tue 5 Jan 2027, in 43 weeks". */
void words_day_told(int64_t date, int64_t today, struct ls_buf *b);

/* The same for dates that stand below one another: " 4 May". */
void words_date_column(int64_t date, int64_t today, struct ls_buf *b);

/* "Tue 10 Mar 09:28". */
void words_stamp(int64_t stamp, struct ls_buf *b);

/* "1920", "12 345"; "-" for NaN. */
void words_score(double score, struct ls_buf *b);

/* What heads call a ritual: "SYNC", "HUDDLE". */
void words_ritual(const struct ls_board *board, ls_id ritual, struct ls_buf *b);

/* "2 items", "1 item". */
void words_count(size_t n, const char *one, const char *many, struct ls_buf *b);

/* Minutes alone: "15", "14.5"; what is written with a colon reads like a time of day. */
void words_minutes(int64_t seconds, struct ls_buf *b);

/* Minutes and seconds: "1:00", "15:00". */
void words_seconds(int64_t seconds, struct ls_buf *b);

/* How long ago, coarsely: "now", "2 s ago", "40 s ago", "5 min ago", "3 h ago". */
void words_ago(int64_t ms, struct ls_buf *b);

/* What a changeset did: "LS-20 due 10 Apr → 7 Apr", "item added: Dark mode", and "+ 9 more". */
void words_change(const struct ls_board *board, const struct ls_changeset *cs, struct ls_buf *b);

/* Whether it made the first record that it touches. */
bool words_made(const struct ls_changeset *cs);

/* What it did to one record, without its name: "due 10 Apr → 7 Apr, owner dana". */
void words_edit(const struct ls_board *board, const struct ls_record_edit *edit, struct ls_buf *b);

/* A field's content: "-", "17 Mar", "dana", "high". */
void words_value(const struct ls_board *board, const struct ls_field *f, const struct ls_value *v, struct ls_buf *b);

/* What a command does, without the how of it: "hide until a day". */
void words_command(const struct ls_command *command, struct ls_buf *b);

/* The label of a field in a sentence: "done when". */
void words_field(const struct ls_field *f, struct ls_buf *b);

/* "09:26" today, "9 Mar 17:12" before. at: UTC milliseconds. Freed by the caller. */
char *words_when(int64_t at);

/* What others did to one record, without its name: "item added", "comment on LS-20", "due 10 Apr → 7 Apr". */
void words_news(const struct ls_board *board, const struct ls_news_line *line, struct ls_buf *b);

/* "LS-20  ETA page for receivers", "M-12  sync, Tue 10 Mar 09:30", "option D-9 2  Operations director first". */
void words_record(const struct ls_board *board, const struct ls_record *record, struct ls_buf *b);

/* The same without its number or name: "ETA page for receivers", "sync, Tue 10 Mar 09:30". */
void words_heading(const struct ls_board *board, const struct ls_record *record, struct ls_buf *b);

/* The title of a record, or what stands for one. Borrowed from it. */
const char *words_title(const struct ls_record *record);

#endif
