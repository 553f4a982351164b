/* The lists that there are: one an entity, and a few that show a part of one (questions, wins). A table says what a
 * list is called, which columns it has, which of them go first when it is narrow, and how it is sorted; what a column
 * says comes from the descriptors of entity.def. */
#ifndef LOCKSTEP_UI_COLLECTION_H
#define LOCKSTEP_UI_COLLECTION_H

#include "lockstep/command.h"
#include "ui/facts.h"
#include "ui/list.h"

/* What a column shows that is no field. */
enum collection_cell {
    CELL_NAME = -1,    /* LS-20, ines, win_rate */
    CELL_TITLE = -2,   /* words_title */
    CELL_OWNER = -3,   /* dana/priya: the owner (accountable) and the backup */
    CELL_BETWEEN = -4, /* the titles of the two records that it joins */
    CELL_WHEN = -5,    /* of a meeting: when it began, else when it is planned */
    CELL_NOW = -6,     /* a metric's newest value */
    CELL_PACE = -7,    /* ▼ off pace */
    CELL_LOAD = -8,    /* a person's open work */
    CELL_AWAY = -9,
    CELL_SEEN = -10, /* which halves have seen a signal */
    CELL_FOR = -11,  /* how many items a signal speaks for */
};

struct collection_column {
    const char *title; /* NULL: the field's label */
    int field;         /* a field of the entity, or enum collection_cell */
    int width;         /* of a growing column the least */
    int drop;          /* as in struct column */
    bool grow;
};

struct collection {
    enum ls_entity entity;
    const char *name; /* NULL: the entity's plural */
    const char *none; /* what an empty list says; NULL: that n adds one */
    const char *base; /* terms of the query language that hold for all of it; NULL: none */
    int part;         /* a field of words in which a new record gets part_value; 0: none */
    int64_t part_value;
    const struct collection_column *columns;
    size_t count;
};

const struct collection *collection_of(enum ls_entity entity);

/* The list that a command shows; NULL where it shows none. */
const struct collection *collection_by_command(const struct ls_command *command);

/* How many records it shows before anybody filters it. */
size_t collection_count(const struct collection *c, const struct facts *f);

/* Appends the heading of a column ("TARGET BY"), its name in a sentence ("target by"), the list's ("SIGNALS"). */
void collection_heading(const struct collection *c, int column, struct ls_buf *b);
void collection_column_name(const struct collection *c, int column, struct ls_buf *b);
void collection_name(const struct collection *c, struct ls_buf *b);

/* Whether the column is the name or the title, by which people know the record. */
bool collection_is_title(const struct collection *c, int column);

/* Whether the column holds numbers or days, which stand at its right. */
bool collection_is_right(const struct collection *c, int column);

/* What a column says of a record. role starts as the row's. */
void collection_cell(const struct collection *c, const struct facts *f, const struct ls_record *r, int column,
                     struct ls_buf *text, enum role *role);

/* What sorts by a column in the query language; "" where nothing does. Static. */
const char *collection_sort(const struct collection *c, int column);

#endif
