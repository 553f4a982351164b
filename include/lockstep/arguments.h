/* The words behind a command's name, read as the row of the command says: references, then text or field=value. The command
 * line gives the words of its arguments, the screen those of a line that is typed whole. */
#ifndef LOCKSTEP_ARGUMENTS_H
#define LOCKSTEP_ARGUMENTS_H

#include "base/buf.h"
#include "lockstep/command.h"

struct ls_word {
    const char *text;
    bool dashed;  /* begins with '-' and is no option that we know: text, or a mistake */
    bool literal; /* behind "--" */
    size_t at;    /* the byte of the line at which it begins, of what ls_words_split makes */
};

/* What a data command is given; freed with ls_arguments_done. */
struct ls_arguments {
    ls_id *targets;
    size_t target_count;
    struct ls_named_arg *named; /* values are the words', names point into names */
    size_t named_count;
    struct ls_buf text, names;
    size_t rest; /* the first word behind the references */
    size_t at; /* the next word; where reading failed, the one that it is about: as many as there are, where one is missing */
};

/* Reads them for a data command. elsewhere: the text comes from somewhere else, so none need be among the words. A failure
 * has the command's usage as its hint, or what the board's names are near to. */
int ls_arguments_read(const struct ls_board *board, const struct ls_command *command, const struct ls_word *words, size_t count,
                      bool elsewhere, struct ls_arguments *ret, struct ls_error *err);
void ls_arguments_done(struct ls_arguments *arguments);

/* Whether the command has what it needs of text and field=value; LS_EUSAGE where not. */
int ls_arguments_enough(const struct ls_command *command, const struct ls_arguments *arguments, struct ls_error *err);

/* Appends the reference that begins at words[at]: one word, or as many as the entity's key has fields. Returns how many words
 * that were. */
size_t ls_arguments_reference(const struct ls_word *words, size_t count, enum ls_entity entity, size_t at, struct ls_buf *ret_name);

/* "wrong use" with the command's usage line as the hint; command may be NULL. */
int ls_arguments_usage(const struct ls_command *command, struct ls_error *err, const char *format, ...) LS_PRINTF(3, 4);

/* A line cut into words as a shell does: "..." and '...' hold one together where a word or a value behind = begins with them,
 * so that an apostrophe is one. Freed with ls_words_done. LS_EUSAGE where a quote has no end; *ret_at: the byte at which it
 * stands. */
struct ls_words {
    struct ls_word *v;
    size_t len, cap;
};
int ls_words_split(const char *line, struct ls_words *ret, size_t *ret_at, struct ls_error *err);
void ls_words_done(struct ls_words *words);

#endif
