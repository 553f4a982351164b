/* Saved views: queries with a name and perhaps a key (g1 to g9). Those of the team are settings ("view.unowned") and
 * travel with the file; private ones are a text that the front end keeps on this machine. In a query "@unowned" stands
 * for the view's terms, and for its order where the query has none of its own. */
#ifndef LOCKSTEP_SAVED_VIEW_H
#define LOCKSTEP_SAVED_VIEW_H

#include "lockstep/entity.h"

struct ls_board;
struct ls_buf;
struct ls_changeset;
struct ls_error;

enum { LS_SAVED_VIEW_PLACES = 9 };

/* Under which name the session keeps the private ones (ls_session_draft). */
#define LS_SAVED_VIEWS_DRAFT "views"

struct ls_saved_view {
    char *name;
    enum ls_entity entity;
    char *query;
    int place; /* 1 to 9: the key behind g; 0: none */
    bool mine; /* private */
};

struct ls_saved_views {
    struct ls_saved_view *v; /* by place, those without one last, then by name */
    size_t len, cap;
};

/* Whether a setting of that key holds a view, and whether a value can be one. What the query says is not looked at: it
 * may name somebody who is gone. */
bool ls_saved_view_is_key(const char *key);
bool ls_saved_view_is_value(const char *value);

/* The name that is in such a key (borrowed from it), and whether a view can be called so. */
const char *ls_saved_view_key_name(const char *key);
bool ls_saved_view_is_name(const char *name);

/* Reads the team's from the board and the private ones from their text ("" for none). What cannot be read is left out.
 * Free with ls_saved_views_done. */
void ls_saved_views_read(const struct ls_board *board, const char *mine, struct ls_saved_views *ret_views);
void ls_saved_views_done(struct ls_saved_views *views);

/* By place, where a private one goes before one of the team. NULL where there is none. Borrowed. */
const struct ls_saved_view *ls_saved_view_at(const struct ls_saved_views *views, int place);

/* By name: case and accents do not matter. LS_ENOTFOUND with the nearest name. Borrowed. */
int ls_saved_view_need(const struct ls_saved_views *views, const char *name, const struct ls_saved_view **ret_view,
                       struct ls_error *err);

/* The first place that has no view, 0 where all have. */
int ls_saved_view_free_place(const struct ls_saved_views *views);

/* Puts view in the place of the one called old (NULL: a new one), or takes old away (view NULL). What has its place
 * so far gets the one that old had; views that name old follow to its new name. Edits of the team's go to cs, ret_mine
 * becomes the text of the private ones.
 * LS_EREFUSED for a name that is none or that another view has; LS_EUSAGE for a query that cannot be read. now: stamp. */
int ls_saved_view_change(const struct ls_board *board, const char *mine, int64_t now, const char *old,
                         const struct ls_saved_view *view, struct ls_changeset *cs, struct ls_buf *ret_mine,
                         struct ls_error *err);

#endif
