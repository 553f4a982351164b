/* A metric's weeks as a picture of block characters. */
#ifndef LOCKSTEP_MODEL_PLOT_H
#define LOCKSTEP_MODEL_PLOT_H

#include "lockstep/metric.h"
#include "model/tell.h"

/* Adds rows of bars, the weeks under them, and a line that says what the signs are. Between the bars stand the pace
 * (◇) and the target (─), so that no bar hides them. The scale reaches from the lowest to the highest of what is
 * shown, and is written at its ends. */
void tell_plot(struct ls_sheet *s, const struct ls_metric_week *weeks, size_t count, const struct ls_metric *metric);

#endif
