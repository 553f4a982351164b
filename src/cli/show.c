/* One record in full, with all that hangs on it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/records.h"
#include "cli/sheet.h"
#include "lockstep/exchange.h"
#include "lockstep/json.h"
#include "lockstep/people.h"

enum { SHOW_LABEL = 14 };

struct show {
    struct cli *cli;
    struct cli_records r;
    struct ls_buf *out;
};

/* --- text ------------------------------------------------------------------------------------ */

struct show_wrap {
    struct show *show;
    bool first;
};

static void show_wrapped(const char *start, size_t len, void *arg)
{
    struct show_wrap *wrap = arg;
    if (!wrap->first)
        ls_buf_pad(wrap->show->out, ' ', SHOW_LABEL);
    ls_buf_add(wrap->show->out, start, len);
    ls_buf_char(wrap->show->out, '\n');
    wrap->first = false;
}

/* "label        text", the text wrapped to the terminal; each of its lines made safe. */
static void show_line(struct show *s, const char *label, const char *text)
{
    LS_AUTO(buf) struct ls_buf left = LS_BUF_INIT;
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
    struct show_wrap wrap = {.show = s, .first = true};
    if (!*text)
        return;
    ls_text_fit(&left, label, SHOW_LABEL - 1, s->cli->ascii);
    cli_styled(s->cli, s->out, "2", left.data);
    ls_buf_char(s->out, ' ');
    cli_lines(&safe, text);
    ls_buf_truncate(&safe, ls_text_trimmed(safe.data, safe.len));
    ls_text_wrap(safe.data, s->cli->columns > 40 ? s->cli->columns - SHOW_LABEL : 10000, show_wrapped, &wrap);
}

static bool is_empty_value(const struct ls_record *record, int field, const struct ls_field *info)
{
    if (info->type == LS_T_BOOL)
        return true;
    if (record->entity == LS_E_ITEM && field == LS_F_item_priority)
        return ((const struct ls_item *)(const void *)record)->priority <= 0;
    return ls_record_empty(record, field);
}

/* Every field that holds something, by its label; title says which one heads the page. */
static void show_fields(struct show *s, const struct ls_record *record, int title)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        const struct ls_field *field = &info->fields[f];
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        if (f == title || field->flags & LS_FF_HIDDEN || is_empty_value(record, f, field))
            continue;
        ls_field_format(s->r.board, record, f, &text);
        if (field->type == LS_T_REF && field->arg == LS_E_ITEM) {
            struct ls_value value = ls_record_get(record, f);
            const struct ls_item *item = ls_item_get(s->r.board, value.kind == LS_V_INT ? value.i : 0);
            ls_buf_printf(&text, "  %s", item ? item->title : "");
            ls_value_done(&value);
        }
        show_line(s, field->label, text.data);
    }
}

static void show_head(struct show *s, ls_id id, const char *title)
{
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
    ls_board_name(s->r.board, id, &name);
    ls_buf_str(&name, *title ? "  " : "");
    ls_text_safe(&safe, title);
    ls_buf_str(&name, safe.data);
    cli_styled(s->cli, s->out, "1", name.data);
    ls_buf_char(s->out, '\n');
}

/* Appends "LS-20  Title". */
static void item_words(const struct show *s, ls_id id, struct ls_buf *b)
{
    const struct ls_item *item = ls_item_get(s->r.board, id);
    ls_board_name(s->r.board, id, b);
    if (item)
        ls_buf_printf(b, "  %s", item->title);
}

static void show_score(struct show *s, const struct ls_item *item)
{
    struct ls_score score = ls_score_item(s->r.scores, item);
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (isnan(score.score))
        return;
    ls_text_real(&text, rint(score.score * 10) / 10);
    ls_buf_printf(&text, " = %lld reach × ", (long long)item->reach);
    ls_text_real(&text, item->impact);
    ls_buf_printf(&text, " impact × %lld %% ÷ ", (long long)score.confidence);
    double effort = item->effort < LS_SCORE_LEAST_EFFORT ? LS_SCORE_LEAST_EFFORT : item->effort;
    ls_text_real(&text, effort);
    ls_buf_str(&text, effort == 1 ? " person-month" : " person-months");
    if (item->confidence > score.confidence)
        ls_buf_printf(&text, "  (confidence %lld %% is capped: %s)", (long long)item->confidence,
                      score.cap == 50 ? "no signal linked" : "no usage data or experiment");
    show_line(s, "RICE", text.data);
}

static void show_acting(struct show *s, ls_id owner, ls_id acting)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (!acting || acting == owner)
        return;
    ls_board_name(s->r.board, acting, &text);
    ls_buf_str(&text, " acts while ");
    ls_board_name(s->r.board, owner, &text);
    ls_buf_str(&text, " is away");
    show_line(s, "Acting", text.data);
}

static void blocker_words(const struct show *s, const struct ls_blocker *b, struct ls_buf *text)
{
    ls_board_name(s->r.board, b->rec.id, text);
    ls_buf_printf(text, "  %s, %lld d, ", b->what, (long long)cli_blocker_age(&s->r, b));
    if (b->resolved != LS_NONE)
        ls_buf_str(text, "resolved");
    else
        cli_owner_words(s->r.board, b->owner, b->backup, text);
}

/* What a link is called from this end. */
static const char *link_words(int64_t kind, bool from_here)
{
    if (kind == LS_LINK_KIND_BLOCKS)
        return from_here ? "Blocks" : "Waits for";
    return kind == LS_LINK_KIND_COUNTERPART ? "Other half" : "Relates to";
}

static void show_around(struct show *s, const struct ls_item *item)
{
    ls_id id = item->rec.id;
    LS_EACH(blocker, b, s->r.board) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        if (b->item != id)
            continue;
        blocker_words(s, b, &text);
        show_line(s, "Blocker", text.data);
    }
    LS_EACH(link, link, s->r.board) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        if (link->src != id && link->dst != id)
            continue;
        item_words(s, link->src == id ? link->dst : link->src, &text);
        show_line(s, link_words(link->kind, link->src == id), text.data);
    }
    const struct ls_item **below;
    size_t count = ls_board_below(s->r.board, id, &below);
    for (size_t i = 0; i < count; i++) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        item_words(s, below[i]->rec.id, &text);
        show_line(s, below[i]->parent == id ? "Child" : "In release", text.data);
    }
    free(below);
}

static void show_evidence(struct show *s, const struct ls_item *item)
{
    LS_EACH(signal_item, evidence, s->r.board) {
        const struct ls_signal *signal = ls_signal_get(s->r.board, evidence->signal);
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        if (evidence->item != item->rec.id || !signal)
            continue;
        ls_board_name(s->r.board, signal->rec.id, &text);
        ls_buf_printf(&text, "  weight %lld  ", (long long)(evidence->weight == LS_NONE ? 0 : evidence->weight));
        if (*signal->quote)
            ls_buf_printf(&text, "“%s”  %s", signal->quote, signal->customer);
        else
            ls_buf_printf(&text, "%s  %s", signal->takeaway, signal->customer);
        show_line(s, "Signal", text.data);
    }
}

static void show_notes(struct show *s, ls_id id)
{
    LS_EACH(note, note, s->r.board) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        if (!ls_set_has_id(note->subject, id))
            continue;
        if (note->at != LS_NONE)
            ls_stamp_format(&text, note->at);
        ls_buf_char(&text, ' ');
        ls_board_name(s->r.board, note->author, &text);
        ls_buf_printf(&text, ": %s", note->text);
        show_line(s, "Note", ls_text_skip_blank(text.data));
    }
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void json_item_around(struct show *s, struct ls_json *j, const struct ls_item *item)
{
    ls_id id = item->rec.id;
    ls_json_open(j, "blockers", '[');
    LS_EACH(blocker, b, s->r.board) {
        if (b->item == id)
            ls_json_name(j, NULL, s->r.board, b->rec.id);
    }
    ls_json_close(j, ']');
    ls_json_open(j, "links", '[');
    LS_EACH(link, link, s->r.board) {
        if (link->src != id && link->dst != id)
            continue;
        ls_json_open(j, NULL, '{');
        ls_json_text(j, "kind", ls_enum_word(LS_ENUM_LINK_KIND, link->kind));
        ls_json_name(j, "src", s->r.board, link->src);
        ls_json_name(j, "dst", s->r.board, link->dst);
        ls_json_close(j, '}');
    }
    ls_json_close(j, ']');
    ls_json_open(j, "children", '[');
    const struct ls_item **below;
    size_t count = ls_board_below(s->r.board, id, &below);
    for (size_t i = 0; i < count; i++) {
        if (below[i]->parent == id)
            ls_json_name(j, NULL, s->r.board, below[i]->rec.id);
    }
    free(below);
    ls_json_close(j, ']');
    ls_json_open(j, "signals", '[');
    LS_EACH(signal_item, evidence, s->r.board) {
        if (evidence->item != id)
            continue;
        ls_json_open(j, NULL, '{');
        ls_json_name(j, "signal", s->r.board, evidence->signal);
        ls_json_int(j, "weight", evidence->weight);
        ls_json_close(j, '}');
    }
    ls_json_close(j, ']');
}

static void json_notes(struct show *s, struct ls_json *j, ls_id id)
{
    ls_json_open(j, "notes_about", '[');
    LS_EACH(note, note, s->r.board) {
        if (!ls_set_has_id(note->subject, id))
            continue;
        ls_json_open(j, NULL, '{');
        ls_json_record(j, s->r.board, &note->rec);
        ls_json_close(j, '}');
    }
    ls_json_close(j, ']');
}

static void show_json(struct show *s, const struct ls_record *record)
{
    struct ls_json j;
    ls_json_begin(&j, s->out);
    ls_json_open(&j, ls_entity_info((enum ls_entity)record->entity)->plural, '[');
    ls_json_open(&j, NULL, '{');
    cli_record_json(&j, &s->r, record);
    if (record->entity == LS_E_ITEM)
        json_item_around(s, &j, (const void *)record);
    cli_computed_json(&j, s->r.board, record, s->r.today);
    json_notes(s, &j, record->id);
    ls_json_close(&j, '}');
    ls_json_close(&j, ']');
    ls_json_end(&j);
}

/* --- commands -------------------------------------------------------------------------------- */

static void show_item(struct show *s, const struct ls_item *item)
{
    show_head(s, item->rec.id, item->title);
    show_fields(s, &item->rec, LS_F_item_title);
    show_acting(s, item->owner, ls_person_acting(s->r.board, item->owner, item->backup, s->r.today));
    show_score(s, item);
    show_around(s, item);
    show_evidence(s, item);
    show_notes(s, item->rec.id);
}

static void show_blocker(struct show *s, const struct ls_blocker *b)
{
    LS_AUTO(buf) struct ls_buf age = LS_BUF_INIT;
    int64_t days = cli_blocker_age(&s->r, b);
    show_head(s, b->rec.id, b->what);
    ls_buf_printf(&age, "%lld business day%s", (long long)days, days == 1 ? "" : "s");
    show_line(s, b->resolved == LS_NONE ? "Open for" : "Took", age.data);
    show_fields(s, &b->rec, LS_F_blocker_what);
    show_acting(s, b->owner, ls_person_acting(s->r.board, b->owner, b->backup, s->r.today));
    LS_EACH(decision, decision, s->r.board) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        if (decision->blocker != b->rec.id)
            continue;
        ls_board_name(s->r.board, decision->rec.id, &text);
        ls_buf_printf(&text, "  %s (%s)", decision->title, ls_enum_word(LS_ENUM_DECISION_STATUS, decision->status));
        show_line(s, "Decision", text.data);
    }
    show_notes(s, b->rec.id);
}

/* The field of the record that refers to id, -1 where none does. */
static int show_referring(const struct ls_record *record, ls_id id)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    for (int f = LS_F_FIRST; f < info->field_count; f++) {
        const struct ls_field *field = &info->fields[f];
        if (field->flags & LS_FF_HIDDEN || (field->type != LS_T_REF && field->type != LS_T_SET))
            continue;
        const void *member = (const char *)record + field->offset;
        if (field->type == LS_T_REF ? *(const ls_id *)member == id : ls_set_has_id(*(const char *const *)member, id))
            return f;
    }
    return -1;
}

/* "option D-9 2  Ask the buyers", or for what only joins two records the fields that say something of it. */
static void show_relative(struct show *s, const struct ls_record *record)
{
    enum ls_entity entity = (enum ls_entity)record->entity;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    int title = ls_entity_title(entity);
    ls_board_name(s->r.board, record->id, &text);
    for (int f = LS_F_FIRST; title < 0 && f < ls_entity_info(entity)->field_count; f++) {
        if (!(ls_field_info(entity, f)->flags & (LS_FF_KEY | LS_FF_HIDDEN)) && !ls_record_empty(record, f))
            title = f;
    }
    if (title >= 0) {
        ls_buf_str(&text, "  ");
        ls_field_format(s->r.board, record, title, &text);
    }
    show_line(s, "", text.data);
}

/* Whether the telling has the record, or what a record that only joins two joins this one with. */
static bool show_is_told(const struct ls_sheet *told, const struct ls_record *record)
{
    const struct ls_entity_info *info = ls_entity_info((enum ls_entity)record->entity);
    if (ls_sheet_told(told, record->id))
        return true;
    for (int f = LS_F_FIRST; !*info->prefix && info->handle < 0 && f < info->field_count; f++) {
        const struct ls_field *field = &info->fields[f];
        if (field->flags & LS_FF_KEY && field->type == LS_T_REF &&
            ls_sheet_told(told, *(const ls_id *)(const void *)((const char *)record + field->offset)))
            return true;
    }
    return false;
}

/* What refers to the record and is not told yet, kind by kind: its options, its points, what somebody owns. The notes about it come last,
 * in full. */
static void show_relatives(struct show *s, ls_id id, const struct ls_sheet *told)
{
    enum { SHOW_RELATIVES = 12 }; /* of a kind; more are counted */
    for (int e = 0; e < LS_E_COUNT; e++) {
        const struct ls_record **records;
        size_t all = ls_export_sorted(s->r.board, (enum ls_entity)e, &records), count = 0;
        for (size_t i = 0; e != LS_E_NOTE && i < all; i++) {
            if (show_referring(records[i], id) >= 0 && !show_is_told(told, records[i]))
                records[count++] = records[i];
        }
        LS_AUTO(buf) struct ls_buf head = LS_BUF_INIT;
        const struct ls_entity_info *info = ls_entity_info((enum ls_entity)e);
        ls_buf_printf(&head, "%zu %s", count, count == 1 ? info->label : info->plural);
        if (count)
            cli_styled(s->cli, s->out, "2", head.data);
        ls_buf_str(s->out, count ? "\n" : "");
        for (size_t i = count > SHOW_RELATIVES ? count - SHOW_RELATIVES : 0; i < count; i++)
            show_relative(s, records[i]);
        free(records);
    }
}

static void show_record(struct show *s, const struct ls_record *record)
{
    int title = ls_entity_title((enum ls_entity)record->entity);
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (title >= 0)
        ls_field_format(s->r.board, record, title, &text);
    struct ls_sheet sheet;
    cli_sheet_init(s->cli, &sheet);
    show_head(s, record->id, text.data);
    if (ls_sheet_record(&sheet, s->r.board, record->id))
        cli_sheet_print(s->cli, &sheet);
    else
        show_fields(s, record, title);
    show_relatives(s, record->id, &sheet);
    show_notes(s, record->id);
    ls_sheet_done(&sheet);
}

/* Opens the file, finds the one record that the words name and shows it. */
static int show_one(struct cli *cli, enum ls_entity entity, struct ls_error *err)
{
    ls_id id;
    LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
    if (ls_arguments_reference(cli->words, cli->word_count, entity, 0, &name) != cli->word_count || !cli->word_count)
        return cli_usage(cli, err, cli->word_count ? "one at a time" : "which one? A reference is missing");
    int code = cli_open_file(cli, err);
    if (code == 0)
        code = ls_board_find(ls_session_board(cli->session), entity, name.data, &id, err);
    if (code != 0)
        return code;
    struct show s = {.cli = cli, .out = &cli->out};
    cli_records_init(&s.r, cli);
    const struct ls_record *record = ls_board_record(s.r.board, id);
    if (cli->options.csv)
        cli_records_print(cli, &s.r, entity, &record, 1);
    else if (cli->options.json)
        show_json(&s, record);
    else if (ls_sheet_tells(record))
        show_record(&s, record);
    else if (entity == LS_E_ITEM)
        show_item(&s, (const void *)record);
    else if (entity == LS_E_BLOCKER)
        show_blocker(&s, (const void *)record);
    else
        show_record(&s, record);
    cli_records_done(&s.r);
    return 0;
}

int cli_item_show(struct cli *cli, struct ls_error *err)
{
    return show_one(cli, LS_E_ITEM, err);
}

int cli_blocker_show(struct cli *cli, struct ls_error *err)
{
    return show_one(cli, LS_E_BLOCKER, err);
}

int cli_record_show(struct cli *cli, struct ls_error *err)
{
    return show_one(cli, ls_command_entity(cli->command), err);
}
