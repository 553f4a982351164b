/* An agenda's lines in few words. The agenda itself speaks in whole sentences (lockstep/agenda.h). */
#include "ui/agenda_words.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/words.h"

/* --- a line in few words ------------------------------------------------------------------------ */

/* The decision that a line is about, NULL for none. */
static const struct ls_decision *words_decision(const struct agenda_words *w, const struct ls_agenda_line *line)
{
    const char *at = line->refs, *word;
    size_t len;
    ls_id id;
    const struct ls_decision *d = NULL;
    while (!d && ls_set_next(&at, &word, &len, &id))
        d = ls_decision_get(w->board, id);
    return d;
}

/* The rule that would have brought a line that was frozen or added by hand: it decides how the line is said. */
enum ls_agenda_rule agenda_words_rule(const struct agenda_words *w, const struct ls_agenda_line *line)
{
    enum ls_agenda_kind segment = w->agenda->segments[line->segment].kind;
    if (line->rule != LS_RULE_HAND)
        return line->rule;
    if (ls_set_has_word(line->refs, "triage"))
        return LS_RULE_TRIAGE;
    if (segment == LS_SEGMENT_OPEN)
        return LS_RULE_OPEN;
    if (segment == LS_SEGMENT_CLOSE && !line->record)
        return LS_RULE_CLOSE;
    if (ls_metric_get(w->board, line->record))
        return LS_RULE_METRIC;
    if (words_decision(w, line))
        return LS_RULE_ESCALATION;
    if (ls_blocker_get(w->board, line->record))
        return LS_RULE_BLOCKER;
    if (segment == LS_SEGMENT_SIGNALS && line->record)
        return LS_RULE_SIGNAL;
    if (strstr(line->why, "no market half"))
        return LS_RULE_HALF;
    return line->carried >= 2 ? LS_RULE_THIRD : LS_RULE_HAND;
}

const char *agenda_words_glyph(enum ls_agenda_rule rule, enum role *ret_role)
{
    *ret_role = ROLE_ACCENT;
    switch (rule) {
    case LS_RULE_METRIC:
        *ret_role = ROLE_WARN;
        return "▼";
    case LS_RULE_ESCALATION:
    case LS_RULE_DECISION:
    case LS_RULE_REVIEW:
        return "◆";
    case LS_RULE_BLOCKER:
    case LS_RULE_DEPENDENCY:
        *ret_role = ROLE_BAD;
        return "■";
    case LS_RULE_SIGNAL:
    case LS_RULE_WIN:
        return "“";
    case LS_RULE_THIRD:
        *ret_role = ROLE_WARN;
        return "3";
    case LS_RULE_OVERDUE:
        *ret_role = ROLE_WARN;
        return "!";
    case LS_RULE_OPEN:
    case LS_RULE_TRIAGE:
    case LS_RULE_FREE:
    case LS_RULE_CLOSE:
        return " ";
    default:
        return "◇";
    }
}

/* The first words of a name that fit into columns; all of it where the first word does not. */
static void words_first(const char *name, int columns, struct ls_buf *b)
{
    size_t best = 0;
    for (size_t at = strcspn(name, " ");; at += 1 + strcspn(name + at + 1, " ")) {
        LS_AUTO(string) char *part = ls_strndup(name, at);
        if (ls_text_columns(part) <= columns)
            best = at;
        if (!name[at])
            break;
    }
    ls_buf_add(b, name, best ? best : strlen(name));
}

/* What a line is called: its record, or what stands for one. */
void agenda_words_name(const struct agenda_words *w, const struct ls_agenda_line *line, int columns, struct ls_buf *b)
{
    const struct ls_metric *metric = ls_metric_get(w->board, line->record);
    enum ls_agenda_rule rule = agenda_words_rule(w, line);
    if (metric)
        words_first(metric->name, columns, b);
    else if (rule == LS_RULE_OPEN)
        ls_buf_str(b, "Actions");
    else if (rule == LS_RULE_CLOSE || !*line->ref)
        ls_buf_str(b, w->agenda->segments[line->segment].name);
    else
        ls_buf_str(b, line->ref);
}

static void words_brief_open(const struct agenda_words *w, const struct ls_agenda_line *line, struct ls_buf *b)
{
    const char *at = line->refs, *word;
    size_t len, late = 0, due = 0, questions = 0;
    ls_id id;
    while (ls_set_next(&at, &word, &len, &id)) {
        const struct ls_item *item = ls_item_get(w->board, id);
        if (!item)
            continue;
        bool is_late = item->due != LS_NONE && item->due < w->agenda->today;
        questions += item->type == LS_ITEM_TYPE_QUESTION;
        late += item->type != LS_ITEM_TYPE_QUESTION && is_late;
        due += item->type != LS_ITEM_TYPE_QUESTION && !is_late;
    }
    if (late)
        ls_buf_printf(b, "%zu overdue", late);
    if (due && !late)
        ls_buf_printf(b, "%zu due", due);
    if (questions) {
        ls_buf_str(b, b->len ? ", " : "");
        words_count(questions, "question", "questions", b);
    }
}

static void words_brief_metric(const struct agenda_words *w, const struct ls_agenda_line *line, struct ls_buf *b)
{
    struct ls_metric_trend t;
    if (!ls_metric_trend(w->metrics, line->record, &t) || !t.count)
        return;
    if (t.worse_run)
        ls_buf_printf(b, "%s %d week%s, ", t.metric->direction == LS_DIRECTION_DOWN ? "rose" : "fell", t.worse_run,
                      t.worse_run == 1 ? "" : "s");
    ls_text_real(b, round(t.values[t.count - 1].value * 10) / 10);
    if (*t.metric->unit)
        ls_buf_printf(b, " %s", t.metric->unit);
}

/* "choose 1 of 3 by Fri", "decided". */
static void words_brief_decision(const struct agenda_words *w, const struct ls_agenda_line *line, struct ls_buf *b)
{
    const struct ls_decision *d = words_decision(w, line);
    if (d && d->status != LS_DECISION_STATUS_PROPOSED) {
        ls_buf_str(b, ls_enum_word(LS_ENUM_DECISION_STATUS, d->status));
        return;
    }
    const char *options = strstr(line->ask, " options");
    ls_buf_add(b, line->ask, options ? (size_t)(options - line->ask) : strlen(line->ask));
    if (!d || d->needed_by == LS_NONE)
        return;
    ls_buf_str(b, " by ");
    words_date(d->needed_by, w->agenda->today, true, b);
}

/* "SMS contract…, 10 days" in width columns. */
static void words_brief_blocker(const struct agenda_words *w, const struct ls_agenda_line *line, int width,
                               struct ls_buf *b)
{
    const struct ls_blocker *blocker = ls_blocker_get(w->board, line->record);
    LS_AUTO(buf) struct ls_buf days = LS_BUF_INIT;
    if (!blocker)
        return;
    ls_buf_str(&days, ", ");
    words_count((size_t)ls_calendar_days(w->calendar, blocker->opened, w->agenda->today), "day", "days", &days);
    int room = width - ls_text_columns(days.data), want = ls_text_columns(line->title);
    ls_text_fit(b, line->title, want < room ? want : room > 1 ? room : 1, false);
    ls_buf_str(b, days.data);
}

/* "1 new signal, weight 7" of "ETA page: 1 new signal (S-11); weight 7". */
static void words_brief_signal(const struct ls_agenda_line *line,
                              struct ls_buf *b)
{
    const char *colon = strstr(line->title, ": "), *weight = strstr(line->title, "; weight");
    const char *from = colon ? colon + 2 : line->title;
    if (!weight || weight < from) {
        ls_buf_str(b, from);
        return;
    }
    ls_buf_add(b, from, strcspn(from, "(;"));
    ls_buf_truncate(b, ls_text_trimmed(b->data, b->len));
    ls_buf_printf(b, ", %s", weight + 2);
}

/* "14 wait, oldest 4 days" of "14 new items wait; oldest 4 business days". */
static void words_brief_triage(const struct ls_agenda_line *line, struct ls_buf *b)
{
    static const char *const LEFT_OUT[] = {"new items ", "new item ", "business "};
    for (const char *at = line->title; *at;) {
        size_t skip = 0;
        for (size_t i = 0; i < LS_COUNT(LEFT_OUT) && !skip; i++)
            if (!strncmp(at, LEFT_OUT[i], strlen(LEFT_OUT[i])))
                skip = strlen(LEFT_OUT[i]);
        if (!skip)
            ls_buf_char(b, *at == ';' ? ',' : *at);
        at += skip ? skip : 1;
    }
}

/* The reason in few words, at most width columns. */
void agenda_words_brief(const struct agenda_words *w, const struct ls_agenda_line *line, int width, struct ls_buf *b)
{
    const struct ls_item *item = ls_item_get(w->board, line->record);
    const struct ls_item *release = item ? ls_item_get(w->board, item->release) : NULL;
    switch (agenda_words_rule(w, line)) {
    case LS_RULE_OPEN:
        words_brief_open(w, line, b);
        break;
    case LS_RULE_METRIC:
        words_brief_metric(w, line, b);
        break;
    case LS_RULE_ESCALATION:
        words_brief_decision(w, line, b);
        break;
    case LS_RULE_BLOCKER:
        words_brief_blocker(w, line, width, b);
        break;
    case LS_RULE_SIGNAL:
        words_brief_signal(line, b);
        break;
    case LS_RULE_THIRD:
        ls_buf_str(b, "third time: decide/drop");
        break;
    case LS_RULE_HALF:
        if (release && release->due != LS_NONE)
            ls_buf_printf(b, "%" PRId64 " d, no market half", release->due - w->agenda->today);
        break;
    case LS_RULE_TRIAGE:
        words_brief_triage(line, b);
        break;
    case LS_RULE_FREE:
        ls_buf_str(b, line->why);
        break;
    case LS_RULE_CLOSE:
        ls_buf_str(b, "read back, rate");
        break;
    default:
        break;
    }
    if (!b->len)
        ls_buf_str(b, line->title);
}

