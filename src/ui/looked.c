/* Counting what is new. */
#include "ui/looked.h"

#include "lockstep/news.h"
#include "ui/state.h"

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
    ls_news_make(ui_board(ui), ls_session_me(ui->session), log, count, &news);
    ui->news_count = news.len;
    ls_news_done(&news);
    ui_stale(ui);
    return true;
}
