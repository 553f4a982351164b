/* The screens that there are; each is made by one function and pushed with ui_push. */
#ifndef LOCKSTEP_UI_VIEWS_H
#define LOCKSTEP_UI_VIEWS_H

#include "lockstep/pages.h"
#include "ui/view.h"

struct ui_first;

enum home_pane { HOME_BACKLOG, HOME_AGENDA, HOME_BLOCKERS, HOME_OWNERS, HOME_PANES };

struct view *home_view_new(void);
/* Goes to the home screen and one of its panes, closing what is above. */
void home_show(struct ui *ui, enum home_pane pane);

/* Shows the items that a query finds, in the backlog of the home screen. */
void home_filter(struct ui *ui, const char *query);

/* Opens its page; says so where there is no such record. */
void record_open(struct ui *ui, ls_id id);

/* Every command: help sorts what holds in the view below first; the palette lists all by name. */
struct view *help_view_new(const struct ui *ui, bool palette);

/* Opens the dialog of conflicts over what is on top; says so where there are none. */
void conflict_show(struct ui *ui);

/* Opens the question about edits that the file has lost over what is on top; says so where there are none. */
void lost_show(struct ui *ui);

struct view *first_view_new(struct ui_first *first, const struct ls_error *refused);

/* Shows a page to hand on, about the record under the cursor where it is one that the page can be about. */
void paper_open(struct ui *ui, enum ls_page page);

/* The running sync; view_sync.h has what shows it. */
struct view *sync_view_new(void);

/* Opens the score of an item (view_score.c). */
void score_open(struct ui *ui, ls_id item);

#endif
