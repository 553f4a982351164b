/* UTF-8: validity, graphemes, columns, folding, and making foreign text safe for a terminal.
 * Columns always come from here (utf8proc, East Asian width), never from strlen. */
#ifndef LOCKSTEP_BASE_TEXT_H
#define LOCKSTEP_BASE_TEXT_H

#include "base/buf.h"

/* Whether the bytes are valid UTF-8 (no overlong forms, no surrogates, no NUL). */
bool ls_text_valid(const char *text, size_t len);

/* What most text is: a byte of one column that nothing joins. */
static inline bool ls_text_is_plain(const char *text, size_t len)
{
    return len && *text >= ' ' && *text < 0x7f && (len == 1 || (unsigned char)text[1] < 0x7f);
}

/* Length in bytes of the grapheme cluster at text (0 at the end).
 * ret_columns: its columns, 0 to 2. Invalid bytes count as one byte, one column. */
size_t ls_text_cluster(const char *text, size_t len, int *ret_columns);

/* Reads one character; returns its bytes, 0 at the end. Invalid bytes count as one, with ret_char U+FFFD. */
size_t ls_text_decode(const char *text, size_t len, uint32_t *ret_char);

/* Appends one character as UTF-8; nothing for what is no character. */
void ls_text_encode(struct ls_buf *b, uint32_t c);

/* Columns of a whole string that is safe to show. */
int ls_text_columns(const char *text);

/* Appends text cut to columns (with "…" or, ascii, "~" as the last column where it was cut), then padded with
 * blanks to columns. Returns the columns that text itself took. */
int ls_text_fit(struct ls_buf *b, const char *text, int columns, bool ascii);

/* As ls_text_fit, but blanks come first: right-aligned. */
int ls_text_fit_right(struct ls_buf *b, const char *text, int columns, bool ascii);

/* Appends text made safe to show: control characters, bidi controls, zero-width and unassigned
 * characters, and invalid bytes become U+FFFD or vanish; line breaks and tabs become one blank.
 * A zero-width joiner or variation selector stays where it joins an emoji. */
void ls_text_safe(struct ls_buf *b, const char *text);

/* Whether people see it as it is stored: ls_text_safe would change nothing. */
bool ls_text_is_safe(const char *text);

/* Appends text folded for search: compatibility-decomposed, case and accents gone. */
void ls_text_fold(struct ls_buf *b, const char *text);

/* Appends text in capitals, character by character (Unicode's simple mapping: ß stays). */
void ls_text_upper(struct ls_buf *b, const char *text);

/* Compares two strings by their folds, ties by bytes. */
int ls_text_compare(const char *a, const char *b);

/* Breaks text into lines of at most columns, at blanks where possible; newlines break.
 * Calls line for each, without a trailing blank. */
void ls_text_wrap(const char *text, int columns, void (*line)(const char *start, size_t len, void *arg), void *arg);

/* A pointer past leading white space (ASCII), and a copy-free end without trailing white space. */
const char *ls_text_skip_blank(const char *text);
size_t ls_text_trimmed(const char *text, size_t len);

/* Reads a whole number that fills the text; false where it is none or does not fit. */
bool ls_text_to_int(const char *text, int64_t *ret_value);

/* Reads a decimal number (point, no thousands signs) that fills the text; finite. */
bool ls_text_to_real(const char *text, double *ret_value);

/* Appends the shortest decimal that reads back as value ("42.2", "6100"). Locale-free. */
void ls_text_real(struct ls_buf *b, double value);

/* Edit distance (Damerau, adjacent swaps) of two words, for "did you mean"; at most max + 1. */
int ls_text_distance(const char *a, const char *b, int max);

#endif
