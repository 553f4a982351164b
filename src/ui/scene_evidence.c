/* Customers' words and the weeks of a number, as a line of the sync shows them. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/scene.h"

/* --- signals ------------------------------------------------------------------------------------- */

struct quote {
    const struct ls_signal *signal;
    int64_t weight;
    bool fresh; /* came since the last sync and a half has not seen it */
};

static bool quote_is_fresh(const struct scene *s, const struct ls_signal *signal)
{
    if (signal->seen_pm && signal->seen_pmm)
        return false;
    if (s->last == LS_NONE)
        return true;
    return signal->rec.imported ? signal->seen >= ls_stamp_date(s->last) : signal->rec.entered > s->last;
}

static int quote_compare(const void *a, const void *b)
{
    const struct quote *x = a, *y = b;
    if (x->fresh != y->fresh)
        return x->fresh ? -1 : 1;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return x->signal->seen < y->signal->seen ? 1 : -1;
}

static void quote_from(const struct scene *s, const struct quote *q, struct ls_buf *b)
{
    const struct ls_signal *signal = q->signal;
    ls_board_name(s->board, signal->rec.id, b);
    const char *const parts[] = {signal->customer, signal->persona, ls_enum_word(LS_ENUM_SIGNAL_KIND, signal->kind)};
    for (size_t i = 0; i < LS_COUNT(parts); i++)
        if (*parts[i])
            ls_buf_printf(b, "%s%s", i ? ", " : " ", parts[i]);
    if (signal->seen != LS_NONE) {
        ls_buf_str(b, ", ");
        scene_day(b, signal->seen, s->today);
    }
    for (char *c = b->data; *c; c++)
        if (*c == '_')
            *c = ' ';
}

static void quote_add(const struct scene *s, const struct quote *q, bool first, struct page *p)
{
    const struct ls_signal *signal = q->signal;
    LS_AUTO(buf) struct ls_buf from = LS_BUF_INIT;
    LS_AUTO(string) char *weight = ls_asprintf("weight %" PRId64, q->weight);
    LS_AUTO(string) char *quote = *signal->quote ? ls_asprintf("“%s”", signal->quote) : ls_strdup(signal->takeaway);
    quote_from(s, q, &from);
    struct page_row *row =
        page_fact_right(p, q->fresh ? PAGE_KEEP : PAGE_FACT, !first ? "" : q->fresh ? "new" : "before", quote, weight);
    row->role = q->fresh ? ROLE_BOLD : ROLE_NORMAL;
    struct page_row *source = page_add(p, q->fresh ? PAGE_MAIN : PAGE_MORE, p->indent + p->label, from.data, "");
    source->role = ROLE_DIM;
    if (*signal->quote && *signal->takeaway) {
        LS_AUTO(string) char *takeaway = ls_asprintf("→ %s", signal->takeaway);
        page_add(p, q->fresh ? PAGE_FACT : PAGE_EXTRA, p->indent + p->label, takeaway, "");
    }
}

void scene_body_signals(const struct scene *s, const struct ls_live_line *line, struct page *p)
{
    struct quote *v = NULL;
    size_t len = 0, cap = 0;
    LS_EACH(signal_item, it, s->board) {
        const struct ls_signal *signal = ls_signal_get(s->board, it->signal);
        if (it->item != line->subject || !signal)
            continue;
        LS_GROW(v, len, cap);
        v[len++] = (struct quote){signal, it->weight == LS_NONE ? 0 : it->weight, quote_is_fresh(s, signal)};
    }
    if (len)
        qsort(v, len, sizeof(*v), quote_compare);
    const char *counts = strstr(line->item->title, ": "); /* the heading has what stands before */
    page_fact(p, PAGE_FACT, "why here", counts ? counts + 2 : line->item->reason);
    page_blank(p);
    for (size_t i = 0; i < len; i++)
        quote_add(s, &v[i], !i || v[i].fresh != v[i - 1].fresh, p);
    free(v);
    const struct ls_item *item = ls_item_get(s->board, line->subject);
    page_blank(p);
    if (item) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        ls_buf_printf(&text, "%s, ", ls_enum_word(LS_ENUM_ITEM_STATUS, item->status));
        words_owner(s->board, item->owner, item->backup, &text);
        if (item->priority != LS_NONE && item->priority)
            ls_buf_printf(&text, ", priority %" PRId64, item->priority);
        if (item->due != LS_NONE) {
            ls_buf_str(&text, ", due ");
            scene_day(&text, item->due, s->today);
        }
        page_fact(p, PAGE_FACT, "stands", text.data);
    }
    page_fact(p, PAGE_MAIN, "asked", line->item->ask);
}

/* --- numbers ------------------------------------------------------------------------------------- */

enum { WEEKS = 12 };

static void number_format(struct ls_buf *b, double value)
{
    double rounded = round(value * 10) / 10;
    ls_text_real(b, rounded == 0 ? 0 : rounded);
}

/* "41.0" among numbers that have tenths. */
static void number_format_week(struct ls_buf *b, const struct ls_metric_trend *t, double value)
{
    bool tenths = false;
    for (size_t i = 0; i < t->count; i++)
        tenths = tenths || fabs(t->values[i].value - round(t->values[i].value)) > 0.04;
    size_t from = b->len;
    number_format(b, value);
    if (tenths && !strchr(b->data + from, '.'))
        ls_buf_str(b, ".0");
}

/* One row of the chart: of each week's column what lies between the eighths from and from + 8. */
static void number_chart_row(const struct ls_metric_trend *t, size_t first, int columns, double low, double high,
                             int row, int rows, struct ls_buf *b)
{
    static const char *const BLOCKS[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    for (size_t i = first; i < t->count; i++) {
        double part = high > low ? (t->values[i].value - low) / (high - low) : 1;
        int eighths = 1 + (int)lround(part * (rows * 8 - 1)) - row * 8;
        const char *block = BLOCKS[eighths < 0 ? 0 : eighths > 8 ? 8 : eighths];
        for (int k = 0; k < columns - 1; k++)
            ls_buf_str(b, block);
        ls_buf_str(b, columns > 1 ? " " : block);
    }
}

/* "22" under the first week and "21.6" under the last, where there is no room for all. */
static void number_ends(const struct ls_metric_trend *t, size_t first, int columns, struct page *p)
{
    LS_AUTO(buf) struct ls_buf left = LS_BUF_INIT, right = LS_BUF_INIT, text = LS_BUF_INIT;
    number_format_week(&left, t, t->values[first].value);
    number_format_week(&right, t, t->values[t->count - 1].value);
    int width = (int)(t->count - first) * columns - (columns > 1);
    ls_text_fit(&text, left.data, width - ls_text_columns(right.data), false);
    ls_buf_str(&text, right.data);
    page_add(p, PAGE_MAIN, p->indent + p->label, text.data, "");
}

static void number_chart(const struct ls_metric_trend *t, struct page *p, int rows)
{
    size_t first = t->count > WEEKS ? t->count - WEEKS : 0;
    int columns = (p->width - p->indent - p->label - 1) / WEEKS;
    columns = columns > 8 ? 8 : columns < 2 ? 1 : columns;
    double low = t->values[first].value, high = low;
    for (size_t i = first; i < t->count; i++) {
        low = fmin(low, t->values[i].value);
        high = fmax(high, t->values[i].value);
    }
    LS_AUTO(buf) struct ls_buf values = LS_BUF_INIT, weeks = LS_BUF_INIT;
    for (size_t i = first; i < t->count && columns >= 5; i++) {
        LS_AUTO(buf) struct ls_buf value = LS_BUF_INIT, week = LS_BUF_INIT;
        number_format_week(&value, t, t->values[i].value);
        ls_week_format(&week, t->values[i].monday);
        const char *w = strchr(week.data, 'W');
        ls_text_fit(&values, value.data, columns, false);
        ls_text_fit(&weeks, w ? w : week.data, columns, false);
    }
    for (int row = rows - 1; row >= 0; row--) {
        LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
        number_chart_row(t, first, columns, low, high, row, rows, &text);
        page_fact(p, PAGE_KEEP, row == rows - 1 ? "12 weeks" : "", text.data);
        p->v[p->len - 1].role = ROLE_ACCENT;
    }
    if (!values.len)
        number_ends(t, first, columns, p);
    if (values.len)
        page_add(p, PAGE_MAIN, p->indent + p->label, values.data, "");
    if (weeks.len)
        page_add(p, PAGE_MORE, p->indent + p->label, weeks.data, "")->role = ROLE_DIM;
}

/* "21.6 %   pace 24.4   ▼ off pace by 2.8". */
static void number_state(const struct ls_metric_trend *t, struct ls_buf *b)
{
    const struct ls_metric *m = t->metric;
    double value = t->values[t->count - 1].value;
    number_format(b, value);
    ls_buf_printf(b, " %s", m->unit);
    if (!isnan(t->pace)) {
        ls_buf_str(b, "   pace ");
        number_format(b, t->pace);
        ls_buf_str(b, t->off_pace ? "   ▼ off pace by " : "   ✓ on pace, by ");
        number_format(b, fabs(value - t->pace));
    }
}

static void number_target(const struct scene *s, const struct ls_metric *m, struct page *p)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (isnan(m->target))
        return;
    number_format(&text, m->target);
    ls_buf_printf(&text, " %s", m->unit);
    if (m->target_by != LS_NONE) {
        ls_buf_str(&text, " by ");
        ls_date_short(&text, m->target_by, s->today);
    }
    if (!isnan(m->baseline)) {
        ls_buf_str(&text, ", from ");
        number_format(&text, m->baseline);
    }
    page_fact(p, PAGE_FACT, "target", text.data);
    page_fact(p, PAGE_EXTRA, "counts", m->definition);
}

/* The items that should move it. */
static void number_items(const struct scene *s, ls_id metric, struct page *p)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    LS_EACH(metric_item, it, s->board) {
        const struct ls_item *item = ls_item_get(s->board, it->item);
        if (it->metric != metric || !item || scene_record_is_closed(s, item->rec.id))
            continue;
        scene_comma(&text, 0, "   ");
        ls_board_name(s->board, item->rec.id, &text);
        ls_buf_printf(&text, " %s", item->title);
    }
    page_fact(p, PAGE_MORE, "moved by", text.data);
}

void scene_body_metric(const struct scene *s, const struct ls_live_line *line, struct page *p, int height)
{
    ls_id *ids;
    size_t n = scene_records(line, &ids);
    ls_id metric = n ? ids[0] : 0;
    free(ids);
    struct ls_metric_trend t;
    page_fact(p, PAGE_MORE, "why here", line->item->reason);
    if (!ls_metric_trend(s->metrics, metric, &t) || !t.count) {
        page_fact(p, PAGE_MAIN, "asked", line->item->ask);
        return;
    }
    LS_AUTO(buf) struct ls_buf state = LS_BUF_INIT;
    number_state(&t, &state);
    size_t from = p->len;
    page_fact(p, PAGE_KEEP, "now", state.data);
    page_role(p, from, t.off_pace ? ROLE_WARN : ROLE_GOOD);
    number_target(s, t.metric, p);
    page_blank(p);
    number_chart(&t, p, height >= 20 ? 5 : height >= 12 ? 3 : height >= 9 ? 2 : 1);
    page_blank(p);
    number_items(s, metric, p);
    page_fact(p, PAGE_MAIN, "asked", line->item->ask);
}
