/* A record being edited as a text: its file, what the record was when the text was written, and what was changed.
 * The file outlives a crash and a refusal; whoever edits the record the next time gets it again. */
#ifndef LOCKSTEP_TEXTEDIT_H
#define LOCKSTEP_TEXTEDIT_H

#include "lockstep/board.h"
#include "lockstep/recordtext.h"

struct ls_error;

struct ls_textedit {
    char *path;               /* for the editor */
    char *base;               /* the text as it was written first: what others change since is not ours */
    struct ls_record *before;
    bool again;               /* the text is from before */
    bool instead;             /* its own file's place is taken: the path is another one */
};

/* Writes the text of a record into its file, or finds the one that was left. */
int ls_textedit_begin(struct ls_textedit *edit, const struct ls_board *board, ls_id id, int64_t today,
                      struct ls_error *err);

/* Reads the file and sets in cs what was changed. ret_place: where the text cannot be read; line 0 where it is not about
 * a line. */
int ls_textedit_read(const struct ls_textedit *edit, const struct ls_board *board, int64_t today, ls_id me,
                     struct ls_changeset *cs, struct ls_text_place *ret_place, struct ls_error *err);

/* What was changed is safe, or nothing was: the file goes. */
void ls_textedit_forget(const struct ls_textedit *edit);
void ls_textedit_done(struct ls_textedit *edit);

#endif
