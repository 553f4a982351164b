/* An experiment read honestly: every rate with its 95 % interval, every difference with one of its own, never a bare
 * winner.
 *
 * Rates: Wilson's score interval (E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference,
 * JASA 22, 1927). It stays within 0 and 1 and holds for few sign-ups and for none that convert.
 * Differences of two rates: Newcombe's hybrid score interval without continuity correction (R. G. Newcombe, Interval
 * Estimation for the Difference Between Independent Proportions, Statistics in Medicine 17, 1998, method 10).
 * Differences of revenue: the same construction on rates times prices (method of variance estimates recovery,
 * G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008).
 *
 * A price is what one customer pays a month. Revenue a sign-up is price x rate; annual recurring revenue (ARR) is
 * twelve times that. Payback is how many months of revenue a sign-up's cost takes (setting signup_cost). */
#ifndef LOCKSTEP_EXPERIMENT_H
#define LOCKSTEP_EXPERIMENT_H

#include "lockstep/types.h"

struct ls_arm;
struct ls_board;
struct ls_experiment;

/* A value with its 95 % interval; all NaN where nothing is known. */
struct ls_interval {
    double value, low, high;
};

/* The share of n of which some do. n 0: nothing is known. */
struct ls_interval ls_interval_rate(int64_t some, int64_t n);

/* b - a, each given with its interval. */
struct ls_interval ls_interval_difference(struct ls_interval b, struct ls_interval a);

struct ls_interval ls_interval_scale(struct ls_interval x, double factor);

/* One variant. The first (of the lowest number) is the control, with which the others are compared. */
struct ls_variant {
    const struct ls_arm *arm;       /* borrowed from the board */
    struct ls_interval rate;        /* converted of sign-ups, 0 to 1 */
    struct ls_interval lift;        /* rate less the control's; NaN for the control itself */
    struct ls_interval revenue;     /* a sign-up and month; NaN without a price */
    struct ls_interval arr_impact;  /* a year, of 100 sign-ups, less the control's */
    struct ls_interval payback;     /* months; NaN without the setting; high is infinite where the rate may be 0 */
    double step;                    /* of the price against the control's, as a part: 0.125; NaN without prices */
    bool step_fits;                 /* 12 to 15 %; true where there is no step to judge */
    bool few;                       /* fewer sign-ups than a test needs */
};

struct ls_trial {
    const struct ls_experiment *experiment; /* borrowed */
    struct ls_variant *variants;            /* by number */
    size_t count;
    int64_t needed; /* sign-ups a variant: the experiment's own, not below the team's (setting signups, else 150) */
    bool over;      /* closed, or running past its last day */
};

/* Sign-ups that a variant of a test needs before it says anything, where the team has set nothing else. */

/* Whether a price step is one to test: 12 to 15 %, up or down, rounding forgiven. step: as a part. */
bool ls_price_step_fits(double step);

/* False where there is no such experiment. ls_trial_done frees it; zeroed is fine too. */
bool ls_trial_read(const struct ls_board *board, ls_id experiment, int64_t today, struct ls_trial *ret_trial);
void ls_trial_done(struct ls_trial *trial);

#endif
