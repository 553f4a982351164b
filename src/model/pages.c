/* The pages: which there are, what each is about, and the words that all of them use. */
#include "lockstep/pages.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "lockstep/error.h"
#include "lockstep/people.h"
#include "lockstep/setting.h"
#include "model/pages_build.h"

enum { PAGES_MAIL_DAYS = 30 };

static const struct ls_page_info infos[] = {
#define PAGE(ID, id, word, ref, file) [LS_PAGE_##ID] = {word, LS_E_##ref, file},
#include "lockstep/pages.def"
};

typedef int pages_build(const struct page *p, ls_id record, struct ls_error *err);
static pages_build *const builders[] = {
#define PAGE(ID, id, word, ref, file) [LS_PAGE_##ID] = page_build_##id,
#include "lockstep/pages.def"
};

const struct ls_page_info *ls_page_info(enum ls_page page)
{
    return &infos[page];
}

/* --- what it is about ------------------------------------------------------------------------------ */

/* The open launch whose day comes next, else the one that was last. */
static ls_id pages_launch(const struct ls_board *board, int64_t today)
{
    const struct ls_launch *next = NULL, *last = NULL;
    LS_EACH(launch, l, board) {
        bool comes = l->day != LS_NONE && l->day >= today && l->verdict != LS_VERDICT_NO_GO;
        if (comes && (!next || l->day < next->day))
            next = l;
        if (!last || l->day >= last->day)
            last = l;
    }
    return next ? next->rec.id : last ? last->rec.id : 0;
}

/* The experiment that stopped last, else the one that starts next. */
static ls_id pages_experiment(const struct ls_board *board, int64_t today)
{
    const struct ls_experiment *last = NULL, *other = NULL;
    LS_EACH(experiment, x, board) {
        bool over = x->stop != LS_NONE && x->stop <= today && x->status != LS_EXPERIMENT_STATUS_CANCELED;
        if (over && (!last || x->stop >= last->stop))
            last = x;
        if (!other || x->start < other->start)
            other = x;
    }
    return last ? last->rec.id : other ? other->rec.id : 0;
}

static ls_id pages_record(enum ls_page page, const struct ls_page_ask *ask)
{
    if (ask->record || infos[page].ref == LS_E_NONE)
        return ask->record;
    int64_t today = ls_stamp_date(ask->now);
    return infos[page].ref == LS_E_LAUNCH ? pages_launch(ask->board, today) : pages_experiment(ask->board, today);
}

int ls_page_build(enum ls_page page, const struct ls_page_ask *ask, struct ls_paper **ret_paper, struct ls_error *err)
{
    int64_t today = ls_stamp_date(ask->now);
    struct page p = {.board = ask->board, .team = ls_setting_team(ask->board, ask->team), .now = ask->now, .today = today};
    p.to = ask->to != LS_NONE && ask->to < today ? ask->to : today;
    p.from = ask->from != LS_NONE ? ask->from : p.to - PAGES_MAIL_DAYS + 1;
    ls_id record = pages_record(page, ask);
    enum ls_entity ref = infos[page].ref;
    const struct ls_record *about = ls_board_record(ask->board, record);
    if (ref != LS_E_NONE && (!about || about->deleted || about->entity != (int64_t)ref)) {
        const char *label = ls_entity_info(ref)->label;
        ls_error_set(err, LS_ENOTFOUND, "there is no %s to write about", label);
        ls_error_hint(err, "add one first: lockstep %s add", ls_entity_info(ref)->name);
        return LS_ENOTFOUND;
    }
    p.paper = ls_paper_new();
    ls_calendar_init(&p.calendar, ask->board);
    p.metrics = p.to < today ? ls_metric_book_at(ask->board, ls_stamp_make(p.to + 1, 0)) : ls_metric_book_new(ask->board);
    int code = builders[page](&p, record, err);
    ls_metric_book_free(p.metrics);
    ls_calendar_done(&p.calendar);
    if (code)
        ls_paper_free(p.paper);
    else
        *ret_paper = p.paper;
    return code;
}

void ls_page_file(enum ls_page page, const struct ls_page_ask *ask, struct ls_buf *b)
{
    ls_buf_printf(b, "%s_", infos[page].file);
    if (infos[page].ref != LS_E_NONE) {
        ls_board_name(ask->board, pages_record(page, ask), b);
        ls_buf_char(b, '_');
    }
    ls_date_format(b, ls_stamp_date(ask->now));
    ls_buf_str(b, ".md");
}

/* --- words ------------------------------------------------------------------------------------------ */

char *page_person(const struct page *p, ls_id person)
{
    struct ls_buf b = LS_BUF_INIT;
    ls_person_name(p->board, person, &b);
    ls_buf_str(&b, b.len ? "" : "-");
    return ls_buf_steal(&b);
}

char *page_owner(const struct page *p, ls_id owner, ls_id backup)
{
    const struct ls_person *person = ls_person_get(p->board, owner);
    LS_AUTO(string) char *name = page_person(p, owner);
    if (!person || !ls_person_is_away(person, p->today))
        return ls_strdup(name);
    ls_id acting = ls_person_acting(p->board, owner, backup, p->today);
    LS_AUTO(string) char *until = page_day(p, person->away_until), *who = page_person(p, acting);
    const char *word = person->away_until != LS_NONE ? " until " : "", *day = person->away_until != LS_NONE ? until : "";
    if (acting && acting != owner)
        return ls_asprintf("%s (away%s%s, %s acts)", name, word, day, who);
    return ls_asprintf("%s (away%s%s, nobody acts)", name, word, day);
}

char *page_set(const struct page *p, const char *set)
{
    struct ls_buf b = LS_BUF_INIT;
    const char *word;
    size_t len;
    ls_id id;
    while (ls_set_next(&set, &word, &len, &id)) {
        ls_buf_str(&b, b.len ? ", " : "");
        if (!id)
            ls_buf_add(&b, word, len);
        else if (ls_person_get(p->board, id))
            ls_person_name(p->board, id, &b);
        else
            ls_board_name(p->board, id, &b);
    }
    ls_buf_str(&b, b.len ? "" : "-");
    return ls_buf_steal(&b);
}

char *page_day(const struct page *p, int64_t date)
{
    int year, month, day, this_year, ignored_month, ignored_day;
    if (date == LS_NONE)
        return ls_strdup("-");
    ls_date_split(date, &year, &month, &day);
    ls_date_split(p->today, &this_year, &ignored_month, &ignored_day);
    return year == this_year ? ls_asprintf("%d %s", day, ls_month_long(month))
                             : ls_asprintf("%d %s %d", day, ls_month_long(month), year);
}

char *page_weekday(const struct page *p, int64_t date)
{
    LS_AUTO(string) char *day = page_day(p, date);
    return date == LS_NONE ? ls_strdup("-") : ls_asprintf("%s %s", ls_weekday_short(ls_date_weekday(date)), day);
}

char *page_name(const struct page *p, ls_id record)
{
    struct ls_buf b = LS_BUF_INIT;
    ls_board_name(p->board, record, &b);
    return ls_buf_steal(&b);
}

char *page_number(double value, const char *unit)
{
    struct ls_buf b = LS_BUF_INIT;
    if (isnan(value)) {
        ls_buf_char(&b, '-');
        return ls_buf_steal(&b);
    }
    ls_text_real(&b, round(value * 100) / 100);
    ls_buf_printf(&b, "%s%s", *unit ? " " : "", unit);
    return ls_buf_steal(&b);
}

char *page_count(int64_t count, const char *one, const char *many)
{
    return ls_asprintf("%lld %s", (long long)count, count == 1 ? one : many);
}

char *page_sentence(const char *text)
{
    size_t len = ls_text_trimmed(text, strlen(text));
    const char *end = len && !strchr(".!?", text[len - 1]) ? "." : "";
    return ls_asprintf("%.*s%s", (int)len, text, end);
}

void page_title(const struct page *p, const char *title, const char *below)
{
    int year, month, day;
    ls_date_split(p->today, &year, &month, &day);
    ls_paper_heading(p->paper, 1, "%s%s%s", title, *p->team ? ", " : "", p->team);
    ls_paper_line(p->paper, LS_PAPER_PARAGRAPH, "%s, %d %s %d. %s", ls_weekday_long(ls_date_weekday(p->today)), day,
                  ls_month_long(month), year, below);
}
