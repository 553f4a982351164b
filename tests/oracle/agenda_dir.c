/* Prints the agenda of a folder of CSV files: agenda_dir FOLDER NOW [RITUAL]. For the differential test. */
#include <stdio.h>

#include "base/buf.h"
#include "base/clock.h"
#include "lockstep/agenda_out.h"
#include "lockstep/error.h"
#include "team_dir.h"

int main(int argc, char **argv)
{
    struct ls_error err = {0};
    struct ls_board *board = NULL;
    struct ls_agenda *agenda = NULL;
    int64_t now;
    if (argc < 3)
        return 2;
    ls_clock_set_zone("UTC");
    if (!ls_stamp_parse(argv[2], &now) || team_dir_read(argv[1], now, &board, &err) < 0) {
        fprintf(stderr, "%s\n", err.message ? err.message : "no such time");
        return 1;
    }
    ls_id ritual = argc > 3 ? ls_board_by_handle(board, LS_E_RITUAL, argv[3]) : ls_agenda_sync(board);
    int code = ls_agenda_plan(board, ritual, now, &agenda, &err);
    if (code) {
        fprintf(stderr, "%s\n", err.message);
    } else {
        LS_AUTO(buf) struct ls_buf out = LS_BUF_INIT;
        ls_agenda_csv(board, agenda, false, &out);
        fwrite(out.data, 1, out.len, stdout);
    }
    ls_agenda_free(agenda);
    ls_board_free(board);
    ls_error_done(&err);
    return code ? 1 : 0;
}
