/* `lockstep ENTITY edit REF`: the record as a text in the user's editor. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "cli/cli.h"
#include "lockstep/editor.h"
#include "lockstep/textedit.h"

/* Whether somebody wants to mend what was refused, now. */
static bool edit_again(const struct ls_error *err)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
        return false;
    LS_AUTO(string) char *question =
        ls_asprintf("lockstep: %s%s%s\nEnter opens the text again, q leaves it for later: ", err->message,
                    err->hint ? "\n          " : "", err->hint ? err->hint : "");
    char answer = 0, c = 0;
    if (write(STDERR_FILENO, question, strlen(question)) < 0)
        return false;
    while (read(STDIN_FILENO, &c, 1) == 1 && c != '\n')
        answer = answer ? answer : c;
    return c == '\n' && answer != 'q' && answer != 'n';
}

static int edit_run(const char *path, struct ls_error *err)
{
    struct ls_editor *editor;
    int code = ls_editor_start(path, &editor, err);
    return code ? code : ls_editor_end(editor, err);
}

/* One turn: editor, reading, saving. ret_mend: what was refused can be mended in the text. */
static int edit_turn(struct cli *cli, const struct ls_textedit *edit, bool *ret_mend, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf said = LS_BUF_INIT;
    const struct ls_board *board = ls_session_board(cli->session);
    *ret_mend = false;
    int code = edit_run(edit->path, err);
    if (code)
        return code;
    struct ls_changeset *cs = ls_changeset_new(cli->command->spelling);
    struct ls_text_place place;
    code = ls_textedit_read(edit, board, cli_today(), ls_session_me(cli->session), cs, &place, err);
    if (code && place.line)
        ls_error_at(err, "%s:%zu:%zu", edit->path, place.line, place.column);
    if (code || !cs->len) {
        ls_changeset_free(cs);
        *ret_mend = code != 0;
        if (!code)
            ls_buf_str(&cli->said, "nothing was changed\n");
        return code;
    }
    code = cli_commit(cli, cs, &said, err);
    *ret_mend = code == LS_EREFUSED;
    return code;
}

int cli_record_edit(struct cli *cli, struct ls_error *err)
{
    ls_id id;
    struct ls_textedit edit = {0};
    enum ls_entity entity = ls_command_entity(cli->command);
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    if (ls_arguments_reference(cli->words, cli->word_count, entity, 0, &name) != cli->word_count || !cli->word_count)
        return cli_usage(cli, err, cli->word_count ? "one at a time" : "which one? A reference is missing");
    int code = cli_open_file(cli, err);
    if (!code)
        code = cli_need_me(cli, err);
    if (!code)
        code = ls_board_find(ls_session_board(cli->session), entity, name.data, &id, err);
    if (!code)
        code = ls_textedit_begin(&edit, ls_session_board(cli->session), id, cli_today(), err);
    if (!code && edit.instead)
        ls_buf_printf(&cli->said, "what stands where the text is kept is no file; this edit is in %s\n", edit.path);
    if (!code) {
        bool mend;
        while ((code = edit_turn(cli, &edit, &mend, err)) != 0 && mend && edit_again(err))
            ls_error_done(err);
        if (code == 0 || code == LS_EBUSY || code == LS_ECONFLICT) /* both values of a conflict are kept elsewhere */
            ls_textedit_forget(&edit);
        else
            ls_buf_str(&cli->said, "what you wrote is kept; the same command opens it again\n");
    }
    ls_textedit_done(&edit);
    return code;
}
