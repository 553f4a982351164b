/* The recap as the agenda's CSV, with what was spent and what came out. */
#include <stdlib.h>

#include "exchange/recap_read.h"
#include "lockstep/agenda_out.h"
#include "lockstep/recap.h"

int ls_recap_csv(const struct ls_board *board, ls_id meeting, bool bom, struct ls_buf *out, struct ls_error *err)
{
    struct recap r;
    struct ls_agenda *agenda = NULL;
    int code = recap_read(&r, board, meeting, err);
    if (!code)
        code = ls_agenda_read(board, meeting, &agenda, err);
    for (size_t i = 0; !code && i < agenda->count; i++) {
        for (size_t l = 0; l < r.live.line_count; l++) {
            LS_AUTO(buf) struct ls_buf outcome = LS_BUF_INIT;
            if (r.live.lines[l].item->rec.id != agenda->lines[i].row)
                continue;
            ls_live_outcome(board, &r.live, &r.live.lines[l], &outcome);
            free(agenda->lines[i].outcome);
            agenda->lines[i].outcome = ls_buf_steal(&outcome);
        }
    }
    if (!code)
        ls_agenda_csv(board, agenda, bom, out);
    ls_agenda_free(agenda);
    recap_done(&r);
    return code;
}
