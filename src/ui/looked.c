/* Counting what is new, and telling the last of it. */
#include "ui/looked.h"

#include "base/mem.h"
#include "lockstep/news.h"
#include "ui/state.h"
#include "ui/words.h"

/* "priya, 09:41: LS-28 title Pricing → Prices", the newest; nothing where all was looked at. */
static void looked_tell_last(const struct ls_board *board, const struct ls_news *news, struct ls_buf *ret_text)
{
    const struct ls_news_line *last = NULL;
    for (size_t i = 0; i < news->len; i++)
        last = !last || news->v[i].by.seq > last->by.seq ? &news->v[i] : last;
    ls_buf_clear(ret_text);
    if (!last)
        return;
    LS_AUTO(string) char *when = words_when(last->by.at);
    ls_buf_printf(ret_text, "%s, %s: ", words_person(board, last->by.who), when);
    if (last->record && last->entity != LS_E_NOTE) { /* a note goes by what it is about */
        ls_board_name(board, last->record, ret_text);
        ls_buf_char(ret_text, ' ');
    }
    words_news(board, last, ret_text);
    if (last->kind == LS_NEWS_ADDED)
        ls_buf_printf(ret_text, ": %s", words_title(ls_board_record(board, last->record)));
}

bool looked_count(struct ui *ui)
{
    struct ls_news news;
    size_t count;
    bool known;
    const struct ls_changeset *const *log = ls_session_news(ui->session, &count, &known);
    uint64_t version = ls_session_news_version(ui->session);
    if (version == ui->news_version)
        return false;
    ui->news_version = version;
    ls_news_make(ui_board(ui), ls_session_me(ui->session), false, log, count, &news);
    ui->news_count = news.len;
    looked_tell_last(ui_board(ui), &news, &ui->news_last);
    ls_news_done(&news);
    ui_stale(ui);
    return true;
}
