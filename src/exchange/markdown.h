/* Markdown: what all that writes it shares. */
#ifndef LOCKSTEP_EXCHANGE_MARKDOWN_H
#define LOCKSTEP_EXCHANGE_MARKDOWN_H

struct ls_buf;

/* Appends text of people: what Markdown would take for markup is escaped. text: safe to show, one line. */
void markdown_text(struct ls_buf *out, const char *text);

#endif
