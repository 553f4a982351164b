/* Bars in eighths of a row, as the block characters U+2581 to U+2588 have them. */
#include "model/plot.h"

#include <math.h>

#include "base/clock.h"
#include "base/text.h"
#include "lockstep/board.h"

enum { ROWS = 6, EIGHTHS = 8, AXIS = 8, CELL_LEAST = 3, CELL_MOST = 6 };

struct plot {
    struct ls_sheet *s;
    const struct ls_metric_week *weeks;
    size_t count;
    double target, low, high;
    int cell; /* columns of a week, the last of them for the marks */
};

static void plot_reach(struct plot *p, double value)
{
    if (isnan(value))
        return;
    p->low = isnan(p->low) || value < p->low ? value : p->low;
    p->high = isnan(p->high) || value > p->high ? value : p->high;
}

/* Eighths from the bottom, at least one, so that the lowest value is still seen. */
static int plot_height(const struct plot *p, double value)
{
    double span = p->high - p->low;
    return span > 0 ? 1 + (int)lrint((value - p->low) / span * (ROWS * EIGHTHS - 1)) : ROWS * EIGHTHS / 2;
}

static bool plot_in_row(const struct plot *p, double value, int row)
{
    return !isnan(value) && (plot_height(p, value) - 1) / EIGHTHS == row;
}

/* The part of a bar that stands in a row, row 0 at the bottom. */
static const char *plot_block(const struct plot *p, double value, int row)
{
    static const char *const BLOCKS[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const ASCII[] = {" ", ".", ".", ":", ":", "=", "=", "#", "#"};
    int part = isnan(value) ? 0 : plot_height(p, value) - row * EIGHTHS;
    part = part < 0 ? 0 : part > EIGHTHS ? EIGHTHS : part;
    return p->s->ascii ? ASCII[part] : BLOCKS[part];
}

/* The scale at the ends: the top and the bottom of what is shown. */
static void plot_axis(const struct plot *p, int row, struct ls_buf *b)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (row == ROWS - 1)
        tell_number(p->high, &text);
    else if (row == 0)
        tell_number(p->low, &text);
    ls_text_fit_right(b, text.data, AXIS - 2, p->s->ascii);
    ls_buf_pad(b, ' ', 2);
}

static void plot_row(const struct plot *p, int row)
{
    LS_AUTO(buf) struct ls_buf axis = LS_BUF_INIT;
    const char *line = p->s->ascii ? "-" : "─", *pace = p->s->ascii ? "o" : "◇";
    bool target = plot_in_row(p, p->target, row);
    plot_axis(p, row, &axis);
    tell_begin(p->s, "", true);
    tell_span(p->s, LS_TONE_DIM, axis.data);
    for (size_t i = 0; i < p->count; i++) {
        const char *block = plot_block(p, p->weeks[i].value, row);
        bool empty = *block == ' ';
        for (int x = 0; x < p->cell - 1; x++)
            tell_span(p->s, empty ? LS_TONE_DIM : LS_TONE_ACCENT, empty && target ? line : block);
        bool due = plot_in_row(p, p->weeks[i].pace, row);
        tell_span(p->s, due ? LS_TONE_BOLD : LS_TONE_DIM, due ? pace : target ? line : " ");
    }
    tell_trim(p->s);
}

/* Under each bar its week, and its value where there is room for all of them. */
static void plot_weeks(const struct plot *p)
{
    LS_AUTO(buf) struct ls_buf values = LS_BUF_INIT, weeks = LS_BUF_INIT;
    bool fits = true;
    ls_buf_pad(&values, ' ', AXIS);
    ls_buf_pad(&weeks, ' ', AXIS);
    for (size_t i = 0; i < p->count; i++) {
        LS_AUTO(buf) struct ls_buf week = LS_BUF_INIT, value = LS_BUF_INIT;
        ls_week_format(&week, p->weeks[i].monday); /* 2026-W10 */
        ls_text_fit(&weeks, week.data + (p->cell > 3 ? 5 : 6), p->cell, p->s->ascii);
        if (isnan(p->weeks[i].value))
            ls_buf_char(&value, '?');
        else
            tell_number(p->weeks[i].value, &value);
        fits = fits && ls_text_columns(value.data) < p->cell;
        ls_text_fit(&values, value.data, p->cell, p->s->ascii);
    }
    if (fits) {
        tell_begin(p->s, "", true);
        tell_span(p->s, LS_TONE_NORMAL, values.data);
        tell_trim(p->s);
    }
    tell_begin(p->s, "", true);
    tell_span(p->s, LS_TONE_DIM, weeks.data);
    tell_trim(p->s);
}

static void plot_legend(const struct plot *p, const struct ls_metric *metric)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    size_t missing = 0;
    bool pace = false;
    for (size_t i = 0; i < p->count; i++) {
        missing += isnan(p->weeks[i].value);
        pace = pace || !isnan(p->weeks[i].pace);
    }
    ls_buf_pad(&text, ' ', AXIS);
    if (pace)
        ls_buf_str(&text, p->s->ascii ? "o pace   " : "◇ pace   ");
    if (!isnan(p->target)) {
        ls_buf_str(&text, p->s->ascii ? "- target " : "─ target ");
        tell_number(p->target, &text);
        if (metric->target_by != LS_NONE) {
            ls_buf_str(&text, " by ");
            tell_date(p->s, metric->target_by, &text);
        }
        ls_buf_str(&text, "   ");
    }
    if (missing) {
        tell_count((int64_t)missing, "week", "weeks", &text);
        ls_buf_str(&text, " without a value");
    }
    ls_buf_truncate(&text, ls_text_trimmed(text.data, text.len));
    tell_begin(p->s, "", true);
    tell_span(p->s, LS_TONE_DIM, text.data);
}

void tell_plot(struct ls_sheet *s, const struct ls_metric_week *weeks, size_t count, const struct ls_metric *metric)
{
    struct plot p = {.s = s, .weeks = weeks, .count = count, .target = metric->target, .low = NAN, .high = NAN};
    int room = s->columns ? (s->columns - AXIS) / (int)(count ? count : 1) : CELL_MOST;
    p.cell = room < CELL_LEAST ? CELL_LEAST : room > CELL_MOST ? CELL_MOST : room;
    plot_reach(&p, metric->target);
    for (size_t i = 0; i < count; i++) {
        plot_reach(&p, weeks[i].value);
        plot_reach(&p, weeks[i].pace);
    }
    if (isnan(p.low))
        return;
    for (int row = ROWS - 1; row >= 0; row--)
        plot_row(&p, row);
    plot_weeks(&p);
    plot_legend(&p, metric);
}
