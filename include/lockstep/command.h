/* Commands: one row each in commands.def, from which keys, hints, help, palette, completions and the
 * manual's tables come. Data commands make a changeset from a board and arguments and do nothing else. */
#ifndef LOCKSTEP_COMMAND_H
#define LOCKSTEP_COMMAND_H

#include "lockstep/board.h"
#include "lockstep/error.h"

enum ls_command_kind {
    LS_COMMAND_DATA, /* cmd_ID in src/app makes a changeset; works from command line and screen alike */
    LS_COMMAND_CLI,  /* cli_ID in src/cli; command line only */
    LS_COMMAND_VIEW, /* view_ID in src/ui; screen only */
    LS_COMMAND_BOTH, /* cli_ID and view_ID: the same thing to look at, printed or on the screen */
};

/* What a data command works on: the marked records or the one under the cursor; on the command line
 * the references that come first. */
enum ls_command_target {
    LS_TARGET_NONE,
    LS_TARGET_ITEM,     /* exactly one item */
    LS_TARGET_ITEMS,    /* one or more */
    LS_TARGET_BLOCKER,
    LS_TARGET_BLOCKERS,
    LS_TARGET_RECORD,   /* one record of any kind */
    LS_TARGET_RECORDS,  /* one or more of the kind that the command's noun names */
    LS_TARGET_SYNC,     /* the running meeting and its current line */
};

/* What a data command wants to be told: the screen asks for it in one line, the command line takes the
 * words that are left. */
enum ls_command_arg {
    LS_ARG_NONE,
    LS_ARG_TEXT,     /* some words */
    LS_ARG_MAYBE,    /* some words, or none */
    LS_ARG_PERSON,   /* @ines or ines */
    LS_ARG_PRIORITY, /* 0-4 or none urgent high medium low */
    LS_ARG_STATUS,
    LS_ARG_DATE,     /* 2026-03-17, today, tomorrow, thu, 17 mar, +3d */
    LS_ARG_UNTIL,    /* a day, or what it is put off for: L-1, L-1 +2w, D-3 */
    LS_ARG_PARENT,   /* one item, LS-5 or 5, or none: the last word, behind the references */
    LS_ARG_NUMBER,
    LS_ARG_FIELDS,   /* field=value ... */
    LS_ARG_TITLE_FIELDS, /* words, then field=value ... */
};

enum ls_command_id {
#define COMMAND(ID, id, spelling, kind, keys, target, arg, prompt, usage, help) LS_CMD_##ID,
#include "lockstep/commands.def"
    LS_CMD_COUNT
};

struct ls_named_arg {
    const char *name, *value;
};

struct ls_follow;
struct ls_likeness;

/* One call of a data command. All borrowed from the caller. */
struct ls_call {
    const struct ls_board *board;
    ls_id me;
    int64_t now;               /* stamp */
    enum ls_entity entity;     /* ls_command_entity() of the command */
    int64_t ticks;             /* ls_clock_ticks(), for durations */
    const char *machine;       /* ls_machine_name(): whose clock now is; NULL reads as "" */
    const struct ls_follow *follow; /* when the running sync's last event was seen (meeting.h); NULL: just now */
    struct ls_likeness *likeness; /* of the board, to find look-alikes; NULL: the command reads its own */
    const ls_id *targets;
    size_t target_count;
    const char *text;          /* "" where none */
    const struct ls_named_arg *named;
    size_t named_count;
    bool people_meant;         /* a name that nobody has was said twice: it is a new colleague, also where another is near */
    struct ls_buf *said;       /* what to tell the user beside "done"; may be added to */
};

typedef int ls_command_run(const struct ls_call *call, struct ls_changeset *cs, struct ls_error *err);

struct ls_command {
    enum ls_command_id id;
    const char *name;     /* "item_assign" */
    const char *spelling; /* "item assign"; "" where it is no command of the command line */
    enum ls_command_kind kind;
    const char *keys;     /* "list:a item:a", blank-separated mode:key; "" where no key has it */
    enum ls_command_target target;
    enum ls_command_arg arg;
    const char *prompt;   /* what the screen asks for the argument, "" where it asks nothing */
    const char *usage;    /* arguments on the command line: "REF... PERSON" */
    const char *help;     /* one line, no full stop */
    ls_command_run *run;  /* data commands only */
};

/* What else people call a command (said.def): "deadline, remind"; "" where nothing. Static. */
const char *ls_command_said(enum ls_command_id id);

/* The row of a command. Static. */
const struct ls_command *ls_command_info(enum ls_command_id id);

/* Gives the command other keys; they are borrowed for as long as the program runs. Before anything reads them. */
void ls_command_set_keys(enum ls_command_id id, const char *keys);

/* The command whose spelling is the longest beginning of words; ret_used: how many words it took.
 * NULL where there is none. */
const struct ls_command *ls_command_find(const char *const *words, size_t count, size_t *ret_used);

/* A running sync that nobody touched for LS_SYNC_IDLE_MS, as far as this machine can tell, closes itself:
 * fills cs as "sync end" would, ended when it was last touched. false, and cs is as it was, where none is due. */
bool ls_sync_close_idle(const struct ls_call *call, struct ls_changeset *cs);

/* Writes the files of an ended sync into dir ("": the working folder): agenda_2026-03-10.csv (with spent_s and
 * outcome) and recap_2026-03-10.md. A file of the same meeting is replaced at once and whole, any other one never:
 * then the name gets the meeting's number. Better called once the end is saved, when all numbers are known;
 * calling it again is fine. said (may be NULL): the paths, one a line. */
int ls_meeting_write_files(const struct ls_board *board, ls_id meeting, const char *dir, struct ls_buf *said,
                           struct ls_error *err);

/* Appends the receipt of an ended sync: "14:02, 0:58 given back × 4 people, B-2 gone after 6 days, …". */
int ls_meeting_receipt(const struct ls_board *board, ls_id meeting, struct ls_buf *b, struct ls_error *err);

/* Puts the names of the records that cs made in place of "LS-new", "B-new", … in what a command said, in their
 * order. For front ends, once cs is saved and numbered on the board. */
void ls_command_numbers(const struct ls_board *board, const struct ls_changeset *cs, struct ls_buf *said);

/* The entity that the command's noun names: the one that it makes, and whose fields "field=value" sets ("signal add",
 * "blocker set"). LS_E_COUNT where the noun names none. */
enum ls_entity ls_command_entity(const struct ls_command *command);

/* Whether the row is one of those that every kind of record has (RECORDS in commands.def). */
bool ls_command_is_general(const struct ls_command *command);

/* The kind of record that a data command works on; LS_E_ANY where it takes any, or none. */
enum ls_entity ls_command_target_entity(const struct ls_command *command);

/* The spelling nearest to what was typed, for "did you mean"; NULL where nothing is near. */
const char *ls_command_nearest(const char *typed);

/* Walks the keys of a command: *at starts as command->keys. false at the end. */
bool ls_command_next_key(const char **at, const char **ret_mode, size_t *ret_mode_len, const char **ret_key,
                         size_t *ret_key_len);

/* The modes of keys, in the order in which people meet them; NULL behind the last. */
struct ls_command_mode {
    const char *name, *words; /* "home", "in the backlog" */
};
const struct ls_command_mode *ls_command_mode(size_t i);

/* Appends a key as people say it: "C-k" is "Ctrl-k". */
void ls_command_key_words(const char *key, size_t len, struct ls_buf *b);

/* Appends the keys that the command has in a mode, joined by blanks; false where it has none. */
bool ls_command_mode_keys(const struct ls_command *command, const char *mode, struct ls_buf *b);

/* --- options of the command line: one row each in options.def ---------------------------------- */

enum ls_command_option_where { LS_OPTION_EVERYWHERE, LS_OPTION_READS, LS_OPTION_JSON, LS_OPTION_WRITES, LS_OPTION_USAGE };

enum ls_command_option_id {
#define OPTION(member, name, letter, value, where, help) LS_OPT_##member,
#include "lockstep/options.def"
    LS_OPT_COUNT
};

struct ls_command_option {
    const char *name;   /* "--file" */
    const char *letter; /* "-f", or NULL */
    const char *value;  /* what stands behind it: "FILE"; NULL for a flag */
    enum ls_command_option_where where;
    const char *help;
};

/* The row of an option. Static. */
const struct ls_command_option *ls_command_option_info(enum ls_command_option_id id);

/* Whether the command knows the option. */
bool ls_command_option_fits(const struct ls_command_option *option, const struct ls_command *command);

#endif
