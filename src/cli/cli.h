/* One run of the command line: what was asked, the team file, and what is to be said.
 * A handler cli_ID appends data to out and words to said; main alone writes them and picks the exit status. */
#ifndef LOCKSTEP_CLI_CLI_H
#define LOCKSTEP_CLI_CLI_H

#include "base/buf.h"
#include "lockstep/arguments.h"
#include "lockstep/command.h"
#include "lockstep/config.h"
#include "lockstep/session.h"

/* One member an option: its value (NULL where it was not given), or for a flag its own name. */
struct cli_options {
#define OPTION(member, name, letter, value, where, help) const char *member;
#include "lockstep/options.def"
};

struct cli {
    struct ls_config *config;
    struct cli_options options;
    const struct ls_command *command; /* NULL until it is known */
    struct ls_word *words; /* what stands behind the command's name, without options */
    size_t word_count;
    struct ls_session *session; /* NULL until cli_open_file() */
    struct ls_buf out;          /* data, for stdout or -o */
    struct ls_buf said;         /* words, for stderr */
    int status;                 /* exit status where nothing failed: 1 where gaps were found */
    bool color;                 /* stdout takes colours */
    bool ascii;                 /* the locale is not UTF-8 */
    int columns;                /* of the terminal, 0 where nothing limits a line */
};

/* A command of the command line. Returns 0 or an error code; err is its sentence. */
typedef int cli_run(struct cli *cli, struct ls_error *err);

#define LS_CLI_DATA(id)
#define LS_CLI_CLI(id) cli_run cli_##id;
#define LS_CLI_VIEW(id)
#define LS_CLI_BOTH(id) cli_run cli_##id;
#define COMMAND(ID, id, spelling, kind, keys, target, arg, prompt, usage, help) LS_CLI_##kind(id)
#include "lockstep/commands.def"

/* --- options.c --- */

/* Splits the arguments into options and words; the words stay owned by argv, the array by cli. */
int cli_options_read(struct cli *cli, int argc, char **argv, struct ls_error *err);

/* Refuses options and dashed words that the command does not know. */
int cli_options_check(const struct cli *cli, struct ls_error *err);

/* "there is no option --jsno, did you mean --json?" */
int cli_option_unknown(const char *text, struct ls_error *err);

/* Appends one line an option that the command knows, for its help. */
void cli_options_help(const struct ls_command *command, struct ls_buf *b);

/* --- dispatch.c --- */

/* Finds the command in the words, checks the options and runs it. */
int cli_dispatch(struct cli *cli, struct ls_error *err);

/* Fails where words are left that the command has no use for. */
int cli_no_words(const struct cli *cli, struct ls_error *err);

/* "wrong use" with the command's usage line as the hint. */
int cli_usage(const struct cli *cli, struct ls_error *err, const char *format, ...) LS_PRINTF(3, 4);

/* All words joined by blanks. */
void cli_words_join(const struct cli *cli, size_t from, struct ls_buf *b);

/* --- open.c --- */

/* Appends the path of the team file: -f, LOCKSTEP_FILE, the nearest .lockstep, the configuration. LS_ENOTFOUND
 * where none of them names one (path stays empty). Does not ask the drive whether it is there: a drive may be
 * silent, and the screen says so itself. */
int cli_name_file(const struct cli *cli, struct ls_buf *path, struct ls_error *err);

/* Writes "file = PATH" into the configuration, unless that names a file already. */
int cli_remember_file(struct cli *cli, const char *path, struct ls_error *err);

/* The handle of who I am: LOCKSTEP_USER, the configuration, else the login name where it can be a handle; NULL where neither. */
const char *cli_user(const struct cli *cli);

/* Whether nothing but the login name says so. */
bool cli_user_is_guessed(const struct cli *cli);

/* Whether text could be a person's handle: lower case letters, digits, - _ and . */
bool cli_is_handle(const char *text);

/* Opens the team file and waits until all of it is read; the team's time zone holds from then on. What was kept
 * earlier is put into the file, or told where that takes too long. */
int cli_open_file(struct cli *cli, struct ls_error *err);

/* The same for a command that takes no words: those that are left are refused first. */
int cli_open_alone(struct cli *cli, struct ls_error *err);

/* Makes sure that we know who writes: LS_EUSAGE with the people to choose from. */
int cli_need_me(const struct cli *cli, struct ls_error *err);

/* Waits until all that was committed is in the file. */
int cli_wait_saved(struct cli *cli, struct ls_error *err);

/* Today in the team's zone. */
int64_t cli_today(void);

/* How long a command waits for the team file: LOCKSTEP_WAIT seconds, else CLI_WAIT_MS. */
enum { CLI_WAIT_MS = 10000 };

/* How long a look whether there is a file at all may take. */
enum { CLI_LOOK_MS = 500 };
int64_t cli_wait_ms(void);

#define CLI_FIRST_PERSON "nobody is in this team yet: lockstep person add ines function=pm   adds ines"

/* --- data.c --- */

/* Runs a data command: references, text and field=value from the words, commit, wait, say. */
int cli_data(struct cli *cli, struct ls_error *err);

/* Commits what a command made, waits until it is in the file and says it. cs is taken over; said: what the handler has to
 * say beside what was changed. */
int cli_commit(struct cli *cli, struct ls_changeset *cs, struct ls_buf *said, struct ls_error *err);

/* An array of the lines of text that are not empty. */
struct ls_json;
void cli_json_lines(struct ls_json *j, const char *key, const char *text);

/* --- describe.c --- */

/* One line a record that cs made, deleted or changed: "LS-93 added  Title", "LS-20 due 2026-03-17 (was …)". Records
 * that have neither number nor handle only where they are of the kind own (LS_E_COUNT: none). */
void cli_describe(const struct ls_board *board, const struct ls_changeset *cs, enum ls_entity own, struct ls_buf *b);

/* "added", "deleted", "is back": of an edit of LS_F_DELETED. */
const char *cli_describe_life(const struct ls_edit *life);

/* Appends "  Title" of a record that cs made; nothing where it has none. */
void cli_describe_title(const struct ls_changeset *cs, const struct ls_record_edit *made, struct ls_buf *b);

/* The edits of one record: "due 2026-03-20 → 2026-03-17, owner ines → dana". */
void cli_describe_edits(const struct ls_board *board, const struct ls_record_edit *record, struct ls_buf *b);

/* --- help.c --- */
void cli_help_all(struct ls_buf *b);
void cli_help_command(const struct ls_command *command, struct ls_buf *b);
bool cli_help_find(const char *typed, struct ls_buf *b); /* what people call so; false where nothing */
bool cli_help_noun(const char *noun, struct ls_buf *b); /* false where no command begins with it */

/* --- config.c --- */

/* Says the first thing that is wrong with the configuration; the command runs on with what is right. */
void cli_config_warn(struct cli *cli);

/* For the screen, on which a word before it would not be seen: refuses to start then. */
int cli_config_refuse(const struct cli *cli, struct ls_error *err);

/* --- out.c --- */

/* Settles colour, width and locale of stdout. */
void cli_out_init(struct cli *cli);

/* Writes out to -o or stdout. A closed pipe ends the program by SIGPIPE, as other tools do. */
int cli_out_flush(struct cli *cli, struct ls_error *err);

/* Prints the words that are waiting, then the error. */
void cli_say(struct cli *cli);
void cli_say_error(const struct ls_error *err);

/* Appends lines made safe to show, each ended by a newline. */
void cli_lines(struct ls_buf *b, const char *text);

/* Appends text in a role where stdout takes colours: "1" bold, "2" dim, "31" bad, "33" warn. */
void cli_styled(const struct cli *cli, struct ls_buf *b, const char *role, const char *text);

#endif
