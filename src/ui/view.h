/* A screen: what it draws, which keys hold, what verbs act on. See the top of ui/loop.h for how one is written. */
#ifndef LOCKSTEP_UI_VIEW_H
#define LOCKSTEP_UI_VIEW_H

#include "lockstep/command.h"
#include "ui/frame.h"
#include "ui/key.h"

struct list;
struct ls_changeset;
struct ls_session_event;
struct rows;
struct ui;
struct view;

/* A command in the hint line. The key comes from the command table. When the line is too narrow the one with the
 * highest drop goes first; 0 never goes. HINT_LISTS instead of a command: the prefix that the lists are behind. */
#define HINT_LISTS LS_CMD_COUNT
struct hint {
    enum ls_command_id command;
    const char *word;
    int drop;
};

struct view_ops {
    const char *(*mode)(const struct view *v);
    void (*draw)(struct view *v, struct frame *f);
    bool (*command)(struct view *v, enum ls_command_id id);
    /* A data command that the view runs in a way of its own; false: as the command table says. NULL: none. */
    bool (*verb)(struct view *v, const struct ls_command *c);
    bool (*event)(struct view *v, const struct ui_event *e); /* NULL: none */
    void (*news)(struct view *v);                            /* NULL: none */
    void (*planned)(struct view *v); /* the agenda has followed the news (facts.h); NULL: it is not shown */
    void (*others)(struct view *v, const struct ls_changeset *cs); /* what was news came from somebody else; NULL: none */
    /* Appends the ids to act on to *ret_ids (an array that the caller frees); returns how many. NULL: none. */
    size_t (*subject)(struct view *v, ls_id **ret_ids);
    /* The hints, ended by a word that is NULL; borrowed. */
    const struct hint *(*hints)(const struct view *v);
    /* Appends the field=value with which an item that is added here starts; NULL: none. */
    void (*starts)(const struct view *v, struct ls_buf *ret_fields);
    /* The list that has the marks; NULL: none. */
    const struct list *(*list)(const struct view *v);
    /* The rows of its list, for saved views; NULL: it is no list that can be filtered. */
    struct rows *(*rows)(struct view *v);
    void (*go)(struct view *v, ls_id id); /* puts the cursor on a record that was just made; NULL: none */
    /* The answer to ls_session_ask_log; NULL: not interested. */
    void (*log)(struct view *v, const struct ls_session_event *e);
    void (*keep)(struct view *v); /* the program ends: what is typed here outlives it; NULL: nothing is */
    void (*free)(struct view *v);
    bool clock; /* draw again every second */
    bool parts; /* draws in parts (ui/part.h): its frame is as it left it, where others find theirs blank */
    bool alike; /* shows look-alikes: hears of news once all that is there was read for them (ui/alike.h) */
};

struct view {
    const struct view_ops *ops;
    struct ui *ui;
    struct view *below;
};

#endif
