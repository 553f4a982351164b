/* What all views share: the session, the stack of views, the question at the bottom line, the message. */
#ifndef LOCKSTEP_UI_STATE_H
#define LOCKSTEP_UI_STATE_H

#include "lockstep/config.h"
#include "lockstep/meeting.h"
#include "lockstep/session.h"
#include "ui/aside.h"
#include "ui/bell.h"
#include "ui/facts.h"
#include "ui/fresh.h"
#include "ui/keymap.h"
#include "ui/loop.h"
#include "ui/presence.h"
#include "ui/prompt.h"
#include "ui/tour.h"
#include "ui/view.h"

/* A question at the bottom line. All strings are copied; arg is owned where free is given. */
struct ui_question {
    enum prompt_kind kind;
    bool own_words; /* as of struct prompt */
    bool again;     /* taken leaves arg as it was: an answer that cannot be kept is asked for again */
    const char *label, *text, *hint;
    const char *above; /* what was given so far, shown above the line; NULL: nothing */
    const char *draft; /* static: the name under which an unfinished answer is kept; NULL: it is not */
    const char *past;  /* static: the name under which answers are remembered for ↑; NULL: that of draft, or none */
    void (*fill)(void *arg, const char *word, struct choices *ret_choices);
    void (*live)(void *arg, const char *text); /* after every change of the text */
    /* The answer. False keeps the question open and err says why. */
    bool (*taken)(void *arg, const char *answer, struct ls_error *err);
    void (*left)(void *arg); /* Esc */
    void (*log)(void *arg, const struct ls_session_event *e); /* the answer to ls_session_ask_log; NULL: not interested */
    void (*met)(void *arg); /* somebody came or went; NULL: it does not matter */
    void (*help)(void *arg, const char *text); /* F1: the question is taken off and this goes on; NULL: no key */
    void (*free)(void *arg);
    void *arg;
};

/* What was longer than the message row, whole: "" where all had room. */
struct message_rest {
    struct ls_buf text;
    enum role role;
    int y, room; /* the row, and the columns that it has for it */
};

struct ui {
    const struct ls_config *config; /* borrowed */
    struct ls_session *session; /* borrowed; NULL on the first-run screen */
    struct loop loop;
    struct keymap keymap;
    struct view *top;
    struct frame picture;  /* what the view on top drew; what else is on the screen lies over or below it */

    /* how it was started */
    const struct ls_command *first_command; /* what to begin with once all is read; NULL: nothing */
    const char *folder;    /* where the end of a sync writes; borrowed, "": the working folder */
    bool join;             /* ask who I am once all is read: a colleague made the file */
    bool plain;            /* line by line, without a screen */
    bool only;             /* one view was asked for: leaving it leaves the program */

    /* keys */
    struct ls_key prefix; /* the first key of two */
    struct ls_buf burst;  /* words that come all at once, for the question that is open (ui/input.c) */
    size_t burst_left;    /* how much of them was still to come */
    bool burst_answers;   /* a question or form was open when they began: their last key may be its Enter */
    const struct ls_command *command; /* the view command that runs: general rows share one function */
    const struct ls_command *repeat; /* the last data command on records; NULL: none yet */
    char *repeat_text;     /* its argument */
    bool awaited;          /* what was typed and not saved earlier was waited for */
    int64_t key_at;        /* when somebody did something last, ls_clock_monotonic */
    uint64_t form_saved;   /* the number of what a form has just saved, until the next key; 0: nothing */
    bool leaving_asked;    /* Ctrl-C was pressed once */
    bool leaving;          /* the key that goes back is q, which leaves at the top */

    /* the question at the bottom line, while asking */
    bool asking;
    bool answer_waits; /* the answer was given while the file is read: it is taken when all is there */
    struct prompt prompt;
    struct ui_question question;
    struct pasts pasts; /* what was typed into questions */
    char *draft; /* the key under which what is typed into it is kept; NULL: it is not */
    struct asides asides; /* answers that are not in the file yet */

    ls_id together;       /* the group of what is committed now, undone as one: a new person and what they are given; 0: none */

    /* the message line */
    struct ls_buf message;
    enum role message_role;
    bool message_brief;   /* it may be cut: what it tells is on the screen, too, or was not asked for */
    struct message_rest rest; /* what the message row had no room for, as last drawn */
    bool refused;         /* it is why a command did nothing */
    bool after_refusal;   /* the command that runs was given while such a message stood */
    bool message_trouble; /* the message is what ails the file: it goes when that is over */

    /* what the views know */
    uint64_t version;      /* of the board that they have seen */
    uint64_t seen;         /* how often they have read it: what is drawn from what they know is drawn from this */
    struct facts facts;    /* of that version; what views borrow from */
    int64_t today;         /* the date that they were computed for */
    int64_t news_at;       /* when they saw it, ls_clock_monotonic, */
    int64_t news_cost;     /* ... and how many milliseconds that took */
    bool news_reading;     /* the file was still being read then */
    struct ls_likeness *likeness; /* ui/alike.h; NULL: nobody has asked yet */
    ls_id ritual;          /* whose agenda is looked at; 0: of the one whose turn it is */

    /* others, and the sync */
    uint64_t news_version; /* of what they changed that was counted */
    size_t news_count;     /* records that others changed since the user looked */
    struct ls_buf news_last; /* ... the last of it in a sentence */
    struct fresh fresh;    /* what others have just changed */
    ls_id others_group;    /* somebody else's large import that came in last, */
    size_t others_records; /* ... and how many of its records */
    struct presence presence; /* who is here, and who was */
    struct ls_follow follow; /* since when the running sync's last event is known here */
    bool sync_runs;        /* a sync runs: heads show its clock */
    struct bell bell;      /* what it has rung for */
    struct tour tour;      /* of the sample team */

    /* how it ends */
    struct ls_error failure; /* why the file cannot be opened: the command line says it */
    int signal; /* that ended it; 0: none */
};

const struct ls_board *ui_board(const struct ui *ui);

/* The agenda of the board as it is now, planned at once where that was still to be done; NULL: there is none. Borrowed until
 * the next news. */
const struct ls_agenda *ui_agenda(struct ui *ui);
void ui_stale(struct ui *ui);

/* Whether records of the team file are still to come. */
bool ui_is_reading(const struct ui *ui);

/* Says something on the message line until the next key that does something. */
void ui_say(struct ui *ui, enum role role, const char *format, ...) LS_PRINTF(3, 4);
void ui_say_error(struct ui *ui, const struct ls_error *err);

/* Puts a view on top, taken over; pops it. The last view is never popped. */
void ui_push(struct ui *ui, struct view *v);
void ui_pop(struct ui *ui);

/* As ui_pop, and the view becomes the caller's; NULL: it is the last one. */
struct view *ui_take_off(struct ui *ui);
void ui_leave(struct ui *ui, int status);

void ui_ask(struct ui *ui, const struct ui_question *question);

/* Takes the question off without an answer; what it owns is freed. */
void ui_unask(struct ui *ui);

/* What was typed into the question that is open is not offered again. */
void ui_forget_draft(struct ui *ui);

/* Hands an event to the question that is open. */
void ui_question_event(struct ui *ui, const struct ui_event *e);

/* Takes an event as if the terminal had reported it. */
void ui_feed(struct ui *ui, const struct ui_event *e);

/* Runs a command as if its key had been pressed: a view command by its function, a data command on the view's
 * subject, asking for its argument where it wants one. */
void ui_command(struct ui *ui, enum ls_command_id id);

/* Whether the file may be changed, where the command does that; else err says why not. err may be NULL. */
bool ui_may_run(const struct ui *ui, enum ls_command_id id, struct ls_error *err);

/* Runs a data command on targets with text as its argument; commits what it makes. */
int ui_run_data(struct ui *ui, const struct ls_command *command, const ls_id *targets, size_t count, const char *text,
                struct ls_error *err);

/* The same with arguments that were read already. line: its words, for doing it again. */
struct ls_arguments;
int ui_run_arguments(struct ui *ui, const struct ls_command *command, const struct ls_arguments *given, const char *text,
                     struct ls_error *err);

/* Lets the views read the board again where it changed. Whatever changes it calls this, so that no key meets a view
 * that still points into the board as it was. */
void ui_news(struct ui *ui);

/* The subject of the view on top; caller frees *ret_ids. */
size_t ui_subject(struct ui *ui, ls_id **ret_ids);

/* Today in the team's zone. */
int64_t ui_today(void);

/* Draws the last line: the hints of v, or the question, or what may follow a prefix. */
void ui_draw_hints(struct ui *ui, const struct view *v, struct area line);

/* Whether ui_draw_message has something to tell of the file that must not go unseen. */
bool ui_has_trouble(const struct ui *ui);

/* Draws the message, or what the share is doing, right-aligned, with the message at the left. */
void ui_draw_message(struct ui *ui, struct area line);

/* What is longer than the message row goes over the rows above it as well: its end says why, or what to do. */
void ui_draw_long_message(struct ui *ui, struct frame *f);

#endif
