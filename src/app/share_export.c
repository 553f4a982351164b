/* Exporting in the share process: from the row to the text, with no record kept and none sent. */
#include "app/share_export.h"

#include "app/protocol.h"
#include "base/clock.h"
#include "lockstep/exchange.h"
#include "lockstep/setting.h"
#include "store/store.h"

enum { PIECE = 256 << 10 };

struct export_pieces {
    struct ls_channel *ch;
    struct ls_export *e;
    struct ls_buf text;
};

static void export_send(struct export_pieces *pieces)
{
    protocol_send(pieces->ch, SHARE_TEXT, &pieces->text);
    ls_channel_flush(pieces->ch);
    ls_buf_clear(&pieces->text);
}

static void export_each(void *arg, const struct ls_record *record)
{
    struct export_pieces *pieces = arg;
    ls_export_record(pieces->e, record);
    if (pieces->text.len >= PIECE)
        export_send(pieces);
}

int share_export(struct ls_store *store, struct ls_channel *ch, const struct ls_message *message, struct ls_error *err)
{
    struct ls_unpack u;
    struct export_pieces pieces = {.ch = ch, .text = LS_BUF_INIT};
    ls_unpack_init(&u, message->data, message->len);
    uint64_t entity = ls_unpack_uint(&u);
    unsigned flags = (unsigned)ls_unpack_uint(&u);
    if (u.failed || entity >= LS_E_COUNT)
        return ls_error_set(err, LS_EUSAGE, "there is no such entity");
    const char *zone = ls_setting(ls_store_base(store), LS_SETTING_TIME_ZONE);
    if (*zone)
        ls_clock_set_zone(zone);
    pieces.e = ls_export_begin(ls_store_base(store), (enum ls_entity)entity, flags, &pieces.text);
    int code = ls_store_each(store, (enum ls_entity)entity, export_each, &pieces, err);
    ls_export_end(pieces.e);
    if (!code)
        export_send(&pieces);
    ls_buf_done(&pieces.text);
    return code;
}
