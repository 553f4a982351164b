/* What stands in a new team file, so that everything is useful at once. */
#ifndef LOCKSTEP_CLI_START_H
#define LOCKSTEP_CLI_START_H

struct cli;
struct ls_changeset;
struct ls_error;
struct ls_session;

/* The team's time zone: that of the machine on which it starts. */
void cli_start_settings(const struct ls_session *session, struct ls_changeset *cs);

/* The weekly sync of 15 minutes on Tuesday 09:30, and the first person where the handle is known (may be NULL). */
void cli_start_team(const struct ls_session *session, struct ls_changeset *cs, const char *handle);

/* The people and the sync that were answered on the first-run screen: me is "ines pm", with "dana pmm, tomasz pm",
 * sync "Tue 09:30, 15 min"; with and sync may be "". LS_EREFUSED names what cannot be read. */
int cli_start_answers(const struct ls_session *session, struct ls_changeset *cs, const char *me, const char *with,
                      const char *sync, struct ls_error *err);

/* The handle in "ines pm". Caller frees. */
char *cli_start_handle(const char *me);

/* Marks the file as the sample, for the screen's head. */
void cli_start_sample(const struct ls_session *session, struct ls_changeset *cs);

/* Imports the sample team. */
int cli_import_sample(struct cli *cli, struct ls_error *err);

#endif
