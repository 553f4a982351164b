/* The door to the screen: what the command line needs to start it. */
#ifndef LOCKSTEP_UI_UI_H
#define LOCKSTEP_UI_UI_H

#include "lockstep/command.h"

struct ls_config;
struct ls_session;

/* How it begins. */
struct ui_start {
    bool plain; /* line by line, without a screen */
    const char *folder; /* where the end of a sync writes; NULL: as the configuration says */
    bool tour;  /* of the sample team */
    bool join;  /* the file is new to the user: ask which of these they are */
    bool runs;  /* with command, and ends when one leaves what that has shown */
    enum ls_command_id command;
};

/* Whether the screen can be opened: standard input and output are terminals, or LOCKSTEP_SCRIPT names a key
 * script that stands in for them (tests). */
bool ui_possible(void);

/* Shows the team file until the user leaves. The session must have been opened before (its helpers are forked
 * before the terminal is touched); it stays the caller's. ret_status: the exit status. ret_signal: the signal
 * that ended it, 0 where none did; the caller closes the session and then calls ui_die. */
int ui_run(struct ls_session *session, const struct ls_config *config, const struct ui_start *start, int *ret_status,
           int *ret_signal, struct ls_error *err);

/* Dies by the signal, so that the parent sees what happened. */
void ui_die(int signal_number);

/* --- the first start, without a team file ----------------------------------------------------- */
enum ui_first_choice {
    UI_FIRST_LEAVE,  /* nothing was chosen, nothing was written */
    UI_FIRST_SAMPLE, /* look around a sample team; nothing is kept */
    UI_FIRST_CREATE, /* make a team file at path */
    UI_FIRST_OPEN,   /* open the file at path */
};

/* The four questions of UI_FIRST_CREATE; UI_FIRST_OPEN asks the first. */
enum ui_first_field { UI_FIRST_PATH, UI_FIRST_ME, UI_FIRST_WITH, UI_FIRST_SYNC, UI_FIRST_FIELDS };

/* What was answered; free with ui_first_done. */
struct ui_first {
    enum ui_first_choice choice;
    enum ui_first_field refused; /* the answer that did not do; only where ui_first_run is given a refusal */
    char *path; /* CREATE, OPEN */
    char *team; /* CREATE: the team's name */
    char *me;   /* CREATE: name and function, "ines pm" */
    char *with; /* CREATE: "dana pmm, tomasz pm" or "" */
    char *sync; /* CREATE: "Tue 09:30 15" or "" */
};

/* Shows the three choices on the terminal and gives it back. first: what is proposed, replaced by what was
 * answered. refused: why the answers of the run before do not do, asked again with it; NULL the first time.
 * ret_signal as for ui_run. */
int ui_first_run(struct ui_first *first, const struct ls_config *config, const struct ui_start *start,
                 const struct ls_error *refused, int *ret_signal, struct ls_error *err);
void ui_first_done(struct ui_first *first);

#endif
