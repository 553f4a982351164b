/* Making a team file, with what makes everything useful at once: the weekly sync, the people, the time zone. */
#ifndef LOCKSTEP_CLI_START_H
#define LOCKSTEP_CLI_START_H

#include <stdbool.h>

#include "ui/ui.h"

struct cli;
struct ls_error;

#define CLI_SAMPLE_TEAM "Tarnfield Route"
#define CLI_SAMPLE_NOW "2026-03-10T09:28+" /* LOCKSTEP_NOW of the sample's day */

/* All borrowed; NULL takes the default. */
struct cli_start {
    const char *path;
    const char *team; /* its name */
    const char *me;   /* "ines" or "ines pm"; without it nobody is in the file yet */
    const char *with; /* "dana pmm, tomasz pm" */
    const char *sync; /* "Tue 09:30" or "Tue 09:30, 15 min"; NULL: Tue 09:30, 15 minutes; "": at no fixed time */
    bool sample;      /* the sample team instead of all this */
    const char *state_dir; /* where the journal is, NULL: as everywhere */
    enum ui_first_field refused; /* returned with an error: which of these it is about */
};

/* Makes the file (for the sample with the sample's clock, unless one is set), opens it (cli->session) and waits until
 * everything is in it. LS_EREFUSED with what is wrong in me, with or sync before anything is written. */
int cli_start_file(struct cli *cli, struct cli_start *start, struct ls_error *err);

struct ls_import_file;

/* Plans an import and, unless it is a dry run, commits it; all the files are one import, and so one undo (import.c).
 * compare: says which new items are likely there already. */
int cli_import_files(struct cli *cli, const struct ls_import_file *files, size_t count, bool dry_run, bool compare,
                     struct ls_error *err);

/* Imports the sample team (files.c). */
int cli_import_sample(struct cli *cli, struct ls_error *err);

#endif
