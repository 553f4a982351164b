/* What the parts of the recap's Markdown share. */
#ifndef LOCKSTEP_EXCHANGE_RECAP_MD_H
#define LOCKSTEP_EXCHANGE_RECAP_MD_H

#include "exchange/recap_read.h"

/* --- recap_md_head.c: title, time, people, rating, goal, story --- */
void recap_md_head(const struct recap *r, struct ls_buf *out);

/* --- recap_md_words.c --- */
/* Text that came from people: what Markdown would take for markup is escaped, line breaks are blanks. */
void recap_md_text(const struct recap *r, struct ls_buf *out, const char *text);

/* Such a text that ends like a sentence. */
void recap_md_sentence(const struct recap *r, struct ls_buf *out, const char *text);

/* What people call the record. */
void recap_md_name(const struct recap *r, ls_id id, struct ls_buf *out);

/* "42.2 h"; unit may be "". */
void recap_md_number(struct ls_buf *out, double value, const char *unit);

/* The same with one decimal at most: a pace is a reading of a line, not a measurement. */
void recap_md_pace(struct ls_buf *out, double value, const char *unit);

#endif
