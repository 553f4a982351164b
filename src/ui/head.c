/* The head of the home screen. */
#include "ui/head.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "lockstep/setting.h"
#include "ui/layout.h"
#include "ui/state.h"
#include "ui/view_sync.h"
#include "ui/words.h"

enum { SPARK = 12, SOON_MINUTES = 60 };

/* --- the first line -------------------------------------------------------------------------- */

/* " Thu 12 Mar 10:00"; of a ritual without a time of day the day alone. */
static void head_day(const struct ls_board *board, const struct ls_agenda *a, struct ls_buf *text)
{
    const struct ls_ritual *r = ls_ritual_get(board, a->ritual);
    LS_AUTO(buf) struct ls_buf stamp = LS_BUF_INIT;
    words_stamp(a->at, &stamp);
    if (r && !a->meeting && ls_ritual_minute(r) == LS_NONE)
        ls_buf_truncate(&stamp, (size_t)(strrchr(stamp.data, ' ') - stamp.data));
    ls_buf_printf(text, " %s", stamp.data);
}

static void head_sync(const struct ui *ui, const struct facts *f, bool brief, struct ls_buf *text, enum role *role)
{
    const struct ls_agenda *a = f->agenda;
    *role = ROLE_ACCENT;
    if (sync_view_banner(ui, brief, text))
        return;
    *role = ROLE_NORMAL;
    if (!a || a->at == LS_NONE) {
        ls_buf_str(text, "S starts a sync");
        return;
    }
    int64_t minutes = (a->at - ls_clock_now() + LS_MINUTE - 1) / LS_MINUTE;
    words_ritual(f->board, a->ritual, text);
    if (minutes < -SOON_MINUTES || minutes > 24 * 60) {
        head_day(f->board, a, text);
    } else if (minutes < 0) {
        ls_buf_printf(text, " due %d min ago  S starts", (int)-minutes);
        *role = ROLE_WARN;
    } else if (minutes > SOON_MINUTES) {
        ls_buf_printf(text, " in %d h %d min", (int)(minutes / 60), (int)(minutes % 60));
    } else {
        ls_buf_printf(text, minutes ? " in %d min  S starts" : " now  S starts", (int)minutes);
        *role = ROLE_ACCENT;
    }
}

/* Columns of the names of all who are here: they are worth more than the word that I am me. */
static int head_others_width(const struct ui *ui)
{
    LS_AUTO(buf) struct ls_buf names = LS_BUF_INIT;
    for (size_t i = 0; i < ui->presence.len; i++)
        if (ui->presence.v[i].here)
            ls_buf_printf(&names, " ● %s", ui->presence.v[i].user);
    return ls_text_columns(names.data);
}

/* " ● dana ● tom ○ leo +2": who else is here, and who was, as many as there is room for. */
static void head_others(const struct ui *ui, int room, struct ls_buf *text)
{
    enum { COUNT_ROOM = 4 };
    bool all = ls_text_columns(text->data) + head_others_width(ui) <= room;
    int reserve = all ? 0 : COUNT_ROOM; /* for "+2" */
    size_t left = 0;
    for (size_t i = 0; i < 2 * ui->presence.len; i++) {
        const struct presence_person *person = &ui->presence.v[i % ui->presence.len];
        bool here = i < ui->presence.len; /* first those who are */
        LS_AUTO(buf) struct ls_buf name = LS_BUF_INIT;
        if (person->here != here)
            continue;
        ls_buf_str(&name, here ? " ● " : " ○ ");
        ls_text_safe(&name, person->user);
        if (!left && ls_text_columns(text->data) + ls_text_columns(name.data) + reserve <= room)
            ls_buf_str(text, name.data);
        else
            left += here;
    }
    if (left && ls_text_columns(text->data) + COUNT_ROOM <= room)
        ls_buf_printf(text, " +%zu", left);
}

/* Who I am and who else is here, in as many words as there is room for. */
static void head_people(const struct ui *ui, int room, struct ls_buf *text)
{
    const char *user = words_person(ui_board(ui), ls_session_me(ui->session));
    if (ls_session_me(ui->session))
        ls_buf_printf(text, "● %s (you)", user);
    else
        ls_buf_str(text, "○ who are you? asked when you change something");
    if (ls_text_columns(text->data) + head_others_width(ui) > room) {
        ls_buf_clear(text);
        ls_buf_printf(text, ls_session_me(ui->session) ? "● %s" : "○ ?", user);
    }
    if (ls_text_columns(text->data) > room)
        ls_buf_clear(text);
    else
        head_others(ui, room, text);
}

static void head_team(const struct ui *ui, struct ls_buf *text)
{
    struct ls_session_status s;
    struct ls_session_peer peer;
    ls_session_status(ui->session, &s);
    const char *slash = strrchr(ls_session_path(ui->session), '/');
    const char *team = ls_setting_team(ui_board(ui), s.team);
    ls_buf_str(text, *team ? team : slash ? slash + 1 : ls_session_path(ui->session));
    if (*ls_setting(ui_board(ui), LS_SETTING_SAMPLE))
        ls_buf_str(text, "  SAMPLE");
    if (s.read_only)
        ls_buf_str(text, "  read only");
    else if (*s.drive_note && !ls_session_peer(ui->session, 0, &peer))
        ls_buf_printf(text, "  %s", s.drive_note); /* alone so far; who is here is worth more room */
}

/* How much others have changed, before column end; returns where it begins. least: the columns that are not its own. */
static int head_draw_news(const struct ui *ui, struct area row, int end, int least)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (!ui->news_count)
        return end;
    ls_buf_printf(&text, "%zu new", ui->news_count);
    size_t brief = text.len;
    ls_buf_str(&text, " since you looked");
    if (least + ls_text_columns(text.data) > end)
        ls_buf_truncate(&text, brief);
    return least + ls_text_columns(text.data) > end ? end : area_text_right(row, end, 0, ROLE_ACCENT, text.data);
}

/* alone: there is no second line that could tell the news. */
static void head_draw_first(struct ui *ui, const struct facts *f, struct area a, bool alone)
{
    enum { TIME = 5 };
    LS_AUTO(buf) struct ls_buf team = LS_BUF_INIT, stamp = LS_BUF_INIT, people = LS_BUF_INIT, sync = LS_BUF_INIT;
    enum role role;
    bool wide = a.w >= LAYOUT_WIDE;
    head_team(ui, &team);
    words_stamp(ls_clock_now(), &stamp);
    head_sync(ui, f, !wide, &sync, &role);
    int end = area_text_right(a, a.w - 1, 0, role, sync.data), x = 1;
    area_focus(a, end, 0, role == ROLE_NORMAL ? 0 : a.w - 1 - end);
    int news = alone ? head_draw_news(ui, a, end - 2, x + ls_text_columns(team.data) + TIME + 4) : end - 2;
    end = news < end - 2 ? news - 1 : end;
    struct area left = area_part(a, 0, 0, end - 1, 1);
    if (wide)
        x += area_text(left, x, 0, ROLE_ACCENT, "lockstep") + 2;
    int room = left.w - x, name = ls_text_columns(team.data);
    area_fit(left, x, 0, name < room ? name : room, ROLE_BOLD, team.data);
    x += (name < room ? name : room) + 2;
    x = wide && x < 34 ? 34 : x;
    /* The day gives way before a colleague's name and before the time, and both before a word is cut. */
    const char *when = stamp.data;
    int others = head_others_width(ui), mine = ls_text_columns(words_person(ui_board(ui), ls_session_me(ui->session))) + 4;
    if (x + ls_text_columns(when) + (others ? mine + others : 0) > left.w)
        when = strrchr(stamp.data, ' ') + 1;
    if (x + ls_text_columns(when) <= left.w)
        x += area_text(left, x, 0, ROLE_NORMAL, when) + 2;
    x = wide && x < 61 ? 61 : x;
    head_people(ui, left.w - x, &people);
    area_text(left, x, 0, ROLE_NORMAL, people.data);
}

/* --- the goal -------------------------------------------------------------------------------- */

/* The core metric that the goal is measured by: the one with the same day, else the first. */
static const struct ls_metric *head_metric(const struct ls_board *board, const struct ls_item *goal)
{
    const struct ls_metric *first = NULL;
    LS_EACH(metric, m, board) {
        if (!m->core)
            continue;
        if (m->target_by == goal->due)
            return m;
        first = first ? first : m;
    }
    return first;
}

static void head_spark(const struct ls_metric_trend *t, struct ls_buf *text)
{
    static const char *const LEVELS[] = {"▂", "▃", "▄", "▅", "▆"};
    size_t from = t->count > SPARK ? t->count - SPARK : 0;
    double low = INFINITY, high = -INFINITY;
    for (size_t i = from; i < t->count; i++) {
        low = fmin(low, t->values[i].value);
        high = fmax(high, t->values[i].value);
    }
    for (size_t i = from; i < t->count; i++) {
        double part = high > low ? (t->values[i].value - low) / (high - low) : 0.5;
        ls_buf_str(text, LEVELS[(int)(part * (LS_COUNT(LEVELS) - 1) + 0.5)]);
    }
}

static void head_number(double value, struct ls_buf *text)
{
    ls_text_real(text, round(value * 10) / 10);
}

/* "Activated accounts 41 → 50 % by 30 Jun". */
static void head_aim(const struct ls_metric *m, int64_t today, struct ls_buf *text)
{
    ls_buf_str(text, m->name);
    if (isnan(m->baseline) || isnan(m->target))
        return;
    ls_buf_char(text, ' ');
    ls_text_real(text, m->baseline);
    ls_buf_str(text, " → ");
    ls_text_real(text, m->target);
    ls_buf_printf(text, " %s", m->unit);
    if (m->target_by != LS_NONE) {
        ls_buf_str(text, " by ");
        words_date(m->target_by, today, false, text);
    }
}

static int head_draw_trend(struct area a, int x, const struct facts *f, const struct ls_metric *m, bool wide)
{
    struct ls_metric_trend t;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    if (!ls_metric_trend(f->metrics, m->rec.id, &t) || !t.count)
        return x + area_text(a, x, 0, ROLE_DIM, "no numbers yet");
    if (wide) {
        head_spark(&t, &text);
        x += 2 + area_text(a, x + 2, 0, ROLE_ACCENT, text.data) + 2;
        ls_buf_clear(&text);
    }
    head_number(t.values[t.count - 1].value, &text);
    ls_buf_printf(&text, " %s", m->unit);
    x += area_text(a, x, 0, ROLE_BOLD, text.data) + (wide ? 3 : 2);
    if (isnan(t.pace))
        return x;
    ls_buf_clear(&text);
    ls_buf_str(&text, "pace ");
    head_number(t.pace, &text);
    x += area_text(a, x, 0, ROLE_NORMAL, text.data) + (wide ? 3 : 2);
    return x + area_text(a, x, 0, t.off_pace ? ROLE_WARN : ROLE_GOOD, t.off_pace ? "▼ off pace" : "✓ on pace");
}

static void head_draw_goal(const struct ui *ui, const struct facts *f, struct area a)
{
    bool wide = a.w >= LAYOUT_WIDE;
    const struct ls_item *goal = ls_item_get(f->board, f->goal);
    const struct ls_metric *m = goal ? head_metric(f->board, goal) : NULL;
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT;
    struct area row = area_part(a, 0, 0, a.w - 1, 1);
    if (!goal)
        return; /* a team without a goal sees no goal line */
    int x = 1 + area_text(row, 1, 0, ROLE_DIM, "GOAL") + (wide ? 2 : 1);
    if (!m)
        ls_buf_str(&text, goal->title);
    else if (wide)
        head_aim(m, f->today, &text);
    else
        ls_buf_str(&text, m->name);
    x += area_text(row, x, 0, ROLE_NORMAL, text.data) + 2;
    if (m)
        x = head_draw_trend(row, x, f, m, wide);
    head_draw_news(ui, a, a.w - 1, x + 2);
}

bool head_has_goal(const struct facts *f)
{
    return f->board && ls_item_get(f->board, f->goal);
}

void head_draw(struct ui *ui, const struct facts *f, struct area a)
{
    head_draw_first(ui, f, area_part(a, 0, 0, a.w, 1), a.h == 1);
    if (a.h > 1)
        head_draw_goal(ui, f, area_part(a, 0, 1, a.w, 1));
}

int head_draw_back(struct ui *ui, struct area row)
{
    LS_AUTO(buf) struct ls_buf sync = LS_BUF_INIT;
    bool runs = sync_view_banner(ui, row.w < LAYOUT_WIDE, &sync);
    return area_text_right(row, row.w - 1, 0, runs ? ROLE_ACCENT : ROLE_DIM, runs ? sync.data : "Esc back");
}
