/* The tour of the sample team: five steps in the last rows of the screen, each done by doing it, in any order. */
#ifndef LOCKSTEP_UI_TOUR_H
#define LOCKSTEP_UI_TOUR_H

#include "lockstep/command.h"
#include "ui/frame.h"

struct ui;

enum tour_step { TOUR_AGENDA, TOUR_FILTER, TOUR_OPEN, TOUR_TRIAGE, TOUR_SYNC, TOUR_STEPS };

struct tour {
    bool on;
    bool done[TOUR_STEPS];
};

/* Begins it, or says why it cannot be taken here. */
void tour_begin(struct ui *ui);

/* Esc where nothing is left to close; false where there is no tour. */
bool tour_leave(struct ui *ui);

/* What is on the screen now may be what a step asks for. */
void tour_look(struct ui *ui);

/* A data command was run. */
void tour_ran(struct ui *ui, enum ls_command_id id);

/* The rows that it takes from a frame of that size; 0 without a tour, or where there is no room for both. */
int tour_rows(const struct ui *ui, int columns, int rows);

void tour_draw(const struct ui *ui, struct area a);

#endif
