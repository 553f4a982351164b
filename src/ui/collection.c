/* The table of lists. What its columns say is in collection_cell.c. */
#include "ui/collection.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "lockstep/query.h"
#include "ui/value.h"

#define NAME(width) {"", CELL_NAME, width, 0, false}
#define TITLE(title) {title, CELL_TITLE, 30, 0, true}
#define FIELD(entity, member, width, drop) {NULL, LS_F_##entity##_##member, width, drop, false}
#define CALLED(title, entity, member, width, drop) {title, LS_F_##entity##_##member, width, drop, false}
#define GROWS(title, entity, member, width, drop) {title, LS_F_##entity##_##member, width, drop, true}
#define CELL(title, cell, width, drop) {title, CELL_##cell, width, drop, false}

static const struct collection_column PERSON[] = {
    NAME(8), TITLE("NAME"), FIELD(person, function, 8, 0), CELL("OPEN", LOAD, 4, 0), CELL("AWAY", AWAY, 18, 1),
    FIELD(person, area, 24, 2), FIELD(person, joined, 6, 3)};
static const struct collection_column ITEM[] = {
    NAME(5), CALLED("P", item, priority, 1, 0), TITLE("TITLE"), FIELD(item, type, 10, 3), FIELD(item, status, 8, 1),
    CELL("OWNER/BACKUP", OWNER, 12, 2), FIELD(item, due, 6, 4)};
static const struct collection_column LINK[] = {
    CALLED("FROM", link, src, 6, 0), FIELD(link, kind, 11, 0), CALLED("TO", link, dst, 6, 0), {"", CELL_BETWEEN, 24, 0, true}};
static const struct collection_column BLOCKER[] = {
    NAME(4), CALLED("SEV", blocker, severity, 3, 0), TITLE("WHAT"), FIELD(blocker, item, 6, 3),
    CELL("OWNER/BACKUP", OWNER, 12, 1), FIELD(blocker, opened, 6, 4), CALLED("NEXT", blocker, next_due, 6, 2),
    FIELD(blocker, resolved, 8, 5)};
static const struct collection_column SIGNAL[] = {
    NAME(4), FIELD(signal, kind, 10, 3), TITLE("QUOTE"), FIELD(signal, customer, 18, 2), FIELD(signal, seen, 6, 1),
    CELL("SEEN BY", SEEN, 7, 4), CELL("ITEMS", FOR, 5, 5)};
static const struct collection_column SIGNAL_ITEM[] = {
    FIELD(signal_item, signal, 6, 0), FIELD(signal_item, item, 6, 0), FIELD(signal_item, weight, 6, 0),
    {"", CELL_BETWEEN, 24, 0, true}};
static const struct collection_column METRIC[] = {
    NAME(12), TITLE("NAME"), CELL("NOW", NOW, 7, 0), CELL("PACE", PACE, 10, 0), FIELD(metric, target, 6, 2),
    CALLED("BY", metric, target_by, 6, 3), CELL("OWNER/BACKUP", OWNER, 12, 1), FIELD(metric, core, 4, 4)};
static const struct collection_column METRIC_POINT[] = {
    FIELD(metric_point, metric, 16, 0), FIELD(metric_point, week, 8, 0), FIELD(metric_point, value, 10, 0),
    GROWS(NULL, metric_point, note, 12, 0)};
static const struct collection_column METRIC_ITEM[] = {
    FIELD(metric_item, metric, 16, 0), FIELD(metric_item, item, 6, 0), {"", CELL_BETWEEN, 24, 0, true}};
static const struct collection_column DECISION[] = {
    NAME(4), FIELD(decision, status, 10, 3), TITLE("TITLE"), FIELD(decision, driver, 8, 1),
    CALLED("NEEDED", decision, needed_by, 6, 2), CALLED("DECIDED", decision, on_date, 7, 4),
    CALLED("REVIEW", decision, review_on, 6, 5)};
static const struct collection_column OPTION[] = {
    CALLED("OF", option, decision, 5, 0), FIELD(option, n, 3, 0), TITLE("OPTION"), FIELD(option, effort, 16, 1),
    FIELD(option, chosen, 6, 0)};
static const struct collection_column RITUAL[] = {
    NAME(12), TITLE("NAME"), FIELD(ritual, cadence, 14, 2), FIELD(ritual, at, 16, 1), CALLED("MIN", ritual, minutes, 3, 0),
    CALLED("ON", ritual, active, 3, 0)};
static const struct collection_column SEGMENT[] = {
    FIELD(segment, ritual, 14, 0), FIELD(segment, n, 3, 0), TITLE("NAME"), CALLED("MIN", segment, minutes, 3, 0),
    FIELD(segment, feed, 26, 1)};
static const struct collection_column MEETING[] = {
    NAME(4), FIELD(meeting, ritual, 12, 0), CELL("WHEN", WHEN, 16, 0), FIELD(meeting, status, 8, 0),
    CALLED("LED BY", meeting, facilitator, 8, 1), GROWS(NULL, meeting, story, 12, 2)};
static const struct collection_column ATTENDANCE[] = {
    FIELD(attendance, meeting, 7, 0), FIELD(attendance, person, 14, 0), GROWS(NULL, attendance, state, 8, 0),
    FIELD(attendance, rating, 6, 0)};
static const struct collection_column AGENDA_ITEM[] = {
    CALLED("OF", agenda_item, meeting, 5, 0), FIELD(agenda_item, n, 3, 0), FIELD(agenda_item, segment, 12, 3),
    FIELD(agenda_item, ref, 8, 0), TITLE("TITLE"), FIELD(agenda_item, state, 7, 0), GROWS(NULL, agenda_item, outcome, 20, 1),
    CALLED("SPENT", agenda_item, spent_s, 5, 2)};
static const struct collection_column LAUNCH[] = {
    NAME(4), TITLE("NAME"), FIELD(launch, tier, 4, 4), FIELD(launch, release, 7, 3), FIELD(launch, gate, 6, 2),
    FIELD(launch, day, 6, 0), FIELD(launch, verdict, 11, 0), CELL("OWNER/BACKUP", OWNER, 12, 1)};
static const struct collection_column LAUNCH_CHECK[] = {
    CALLED("OF", launch_check, launch, 4, 0), FIELD(launch_check, n, 3, 0), TITLE("CRITERION"), FIELD(launch_check, state, 7, 0),
    CELL("OWNER/BACKUP", OWNER, 12, 1), FIELD(launch_check, due, 6, 0), FIELD(launch_check, item, 6, 2),
    FIELD(launch_check, area, 12, 3)};
static const struct collection_column EXPERIMENT[] = {
    NAME(4), FIELD(experiment, kind, 11, 3), TITLE("HYPOTHESIS"), FIELD(experiment, status, 8, 0),
    CELL("OWNER/BACKUP", OWNER, 12, 1), FIELD(experiment, start, 6, 4), FIELD(experiment, stop, 6, 2),
    FIELD(experiment, metric, 12, 5)};
static const struct collection_column ARM[] = {
    CALLED("OF", arm, experiment, 4, 0), FIELD(arm, n, 3, 0), TITLE("LABEL"), FIELD(arm, price, 8, 0),
    FIELD(arm, signups, 8, 0), FIELD(arm, converted, 9, 0)};
static const struct collection_column TOPIC[] = {
    NAME(4), TITLE("TOPIC"), CELL("ACCOUNTABLE", OWNER, 14, 0), FIELD(topic, responsible, 16, 2),
    FIELD(topic, escalate_to, 11, 1), FIELD(topic, consulted, 16, 4), FIELD(topic, informed, 16, 5),
    FIELD(topic, reviewed, 8, 3)};
static const struct collection_column TERM[] = {
    NAME(4), CALLED("TERM", term, name, 20, 0), FIELD(term, type, 10, 2), GROWS(NULL, term, definition, 20, 0),
    FIELD(term, instead_of, 20, 1), FIELD(term, owner, 8, 3)};
static const struct collection_column DOC[] = {
    NAME(4), FIELD(doc, kind, 14, 1), TITLE("TITLE"), FIELD(doc, subject, 16, 2)};
static const struct collection_column NOTE[] = {
    NAME(4), FIELD(note, subject, 8, 0), TITLE("TEXT"), FIELD(note, author, 8, 1), FIELD(note, kind, 8, 3),
    FIELD(note, at, 16, 2)};
static const struct collection_column SETTING[] = {FIELD(setting, key, 20, 0), GROWS(NULL, setting, value, 20, 0)};
static const struct collection_column QUESTION[] = {
    NAME(5), TITLE("QUESTION"), FIELD(item, status, 8, 2), CELL("OWNER/BACKUP", OWNER, 12, 1), FIELD(item, due, 6, 0)};
static const struct collection_column WIN[] = {
    NAME(4), TITLE("WIN"), FIELD(signal, customer, 20, 1), FIELD(signal, segment, 12, 3), FIELD(signal, seen, 6, 0),
    FIELD(signal, by, 8, 2)};

#define COLUMNS(of) .columns = of, .count = LS_COUNT(of)
#define OF(ID) .entity = LS_E_##ID, COLUMNS(ID)

static const struct collection COLLECTIONS[] = {
    [LS_E_PERSON] = {OF(PERSON)},
    [LS_E_ITEM] = {OF(ITEM)},
    [LS_E_LINK] = {OF(LINK)},
    [LS_E_BLOCKER] = {OF(BLOCKER)},
    [LS_E_SIGNAL] = {OF(SIGNAL)},
    [LS_E_SIGNAL_ITEM] = {OF(SIGNAL_ITEM), .none = "no evidence yet: n links a signal to an item"},
    [LS_E_METRIC] = {OF(METRIC)},
    [LS_E_METRIC_POINT] = {OF(METRIC_POINT)},
    [LS_E_METRIC_ITEM] = {OF(METRIC_ITEM)},
    [LS_E_DECISION] = {OF(DECISION)},
    [LS_E_OPTION] = {OF(OPTION)},
    [LS_E_RITUAL] = {OF(RITUAL)},
    [LS_E_SEGMENT] = {OF(SEGMENT)},
    [LS_E_MEETING] = {OF(MEETING), .none = "no meetings yet: S starts a sync"},
    [LS_E_ATTENDANCE] = {OF(ATTENDANCE), .none = "nobody was anywhere yet: H in the sync says who is here"},
    [LS_E_AGENDA_ITEM] = {OF(AGENDA_ITEM), .none = "no lines yet: A puts a record on the next sync's agenda"},
    [LS_E_LAUNCH] = {OF(LAUNCH)},
    [LS_E_LAUNCH_CHECK] = {OF(LAUNCH_CHECK)},
    [LS_E_EXPERIMENT] = {OF(EXPERIMENT)},
    [LS_E_ARM] = {OF(ARM)},
    [LS_E_TOPIC] = {OF(TOPIC)},
    [LS_E_TERM] = {OF(TERM)},
    [LS_E_DOC] = {OF(DOC)},
    [LS_E_NOTE] = {OF(NOTE), .none = "no notes yet: c on an item adds a comment"},
    [LS_E_SETTING] = {OF(SETTING)},
};
static_assert(LS_COUNT(COLLECTIONS) == LS_E_COUNT, "a list for each entity");

/* Lists beside those of the entities. */
enum { PART_ITEMS, PART_QUESTIONS, PART_BLOCKERS, PART_WINS, PARTS_COUNT };

static const struct collection PARTS[PARTS_COUNT] = {
    [PART_ITEMS] = {.name = "all items", .base = "is:any", OF(ITEM), .none = "no items yet: n adds one"},
    [PART_QUESTIONS] = {.entity = LS_E_ITEM, .name = "questions", .base = "type:question", COLUMNS(QUESTION),
                              .part = LS_F_item_type, .part_value = LS_ITEM_TYPE_QUESTION,
                              .none = "no open questions: n adds one"},
    [PART_BLOCKERS] = {.name = "all blockers", .base = "is:any", OF(BLOCKER),
                             .none = "nothing has been blocked yet: b in the backlog raises a blocker"},
    [PART_WINS] = {.entity = LS_E_SIGNAL, .name = "wins", .base = "kind:win", COLUMNS(WIN),
                         .part = LS_F_signal_kind, .part_value = LS_SIGNAL_KIND_WIN,
                         .none = "no wins yet: n adds a signal of that kind"},
};

const struct collection *collection_of(enum ls_entity entity)
{
    return &COLLECTIONS[entity];
}

const struct collection *collection_by_command(const struct ls_command *command)
{
    const char *verb = strchr(command->spelling, ' ');
    enum ls_entity entity = ls_command_entity(command);
    switch (command->id) {
    case LS_CMD_ITEMS:
        return &PARTS[PART_ITEMS];
    case LS_CMD_QUESTIONS:
        return &PARTS[PART_QUESTIONS];
    case LS_CMD_BLOCKERS:
        return &PARTS[PART_BLOCKERS];
    case LS_CMD_WINS:
        return &PARTS[PART_WINS];
    case LS_CMD_ITEM_LIST: /* the home screen has these */
    case LS_CMD_BLOCKER_LIST:
        return NULL;
    default:
        return entity < LS_E_COUNT && verb && !strcmp(verb, " list") ? collection_of(entity) : NULL;
    }
}

size_t collection_count(const struct collection *c, const struct facts *f)
{
    const struct ls_query_context context = {.board = f->board, .entity = c->entity, .now = f->now, .me = f->me};
    struct ls_board_walk walk = {f->board, c->entity, 0};
    struct ls_query *query;
    const struct ls_record *r;
    size_t n = 0;
    if (ls_query_read(&context, c->base ? c->base : "", &query, NULL, NULL) < 0)
        return 0;
    while ((r = ls_board_walk_next(&walk)))
        n += ls_query_match(query, r, NULL);
    ls_query_free(query);
    return n;
}

/* --- words ----------------------------------------------------------------------------------- */

static const struct ls_field *collection_field(const struct collection *c, int column)
{
    int field = c->columns[column].field;
    return field < 0 ? NULL : ls_field_info(c->entity, field);
}

void collection_heading(const struct collection *c, int column, struct ls_buf *b)
{
    const char *title = c->columns[column].title;
    const struct ls_field *f = collection_field(c, column);
    if (title)
        ls_buf_str(b, !*title && c->columns[column].field == CELL_NAME ? "ID" : title);
    else if (f)
        ls_text_upper(b, f->label);
}

void collection_column_name(const struct collection *c, int column, struct ls_buf *b)
{
    const struct ls_field *f = collection_field(c, column);
    LS_AUTO(buf) struct ls_buf heading = LS_BUF_INIT;
    if (f) {
        value_label(f, b);
        return;
    }
    collection_heading(c, column, &heading);
    if (c->columns[column].field == CELL_NAME)
        ls_buf_str(b, heading.data);
    else
        ls_text_fold(b, heading.data);
}

void collection_name(const struct collection *c, struct ls_buf *b)
{
    ls_text_upper(b, c->name ? c->name : ls_entity_info(c->entity)->plural);
}

bool collection_is_title(const struct collection *c, int column)
{
    return c->columns[column].field == CELL_NAME || c->columns[column].field == CELL_TITLE;
}

bool collection_is_right(const struct collection *c, int column)
{
    const struct ls_field *f = collection_field(c, column);
    int cell = c->columns[column].field;
    if (!f)
        return cell == CELL_NOW || cell == CELL_LOAD || cell == CELL_FOR;
    return f->type == LS_T_INT || f->type == LS_T_REAL || f->type == LS_T_DATE;
}

const char *collection_sort(const struct collection *c, int column)
{
    const struct ls_field *f = collection_field(c, column);
    int title = ls_entity_title(c->entity);
    switch (c->columns[column].field) {
    case CELL_NAME:
        return "id";
    case CELL_TITLE:
        return title < 0 ? "" : ls_field_info(c->entity, title)->name;
    case CELL_OWNER:
        return "owner";
    case CELL_BETWEEN:
        return "titles";
    case CELL_WHEN:
        return "when";
    case CELL_NOW:
        return "-now";
    case CELL_PACE:
        return "pace";
    case CELL_LOAD:
        return "-load";
    case CELL_AWAY:
        return "away_from";
    case CELL_SEEN:
        return "-seen_by";
    case CELL_FOR:
        return "-items";
    default:
        return f ? f->name : "";
    }
}
