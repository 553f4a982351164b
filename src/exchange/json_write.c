/* The JSON writer. */
#include "exchange/json_write.h"

#include <string.h>

void json_write_string(struct ls_buf *b, const char *text, size_t len)
{
    ls_buf_char(b, '"');
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '"' || c == '\\')
            ls_buf_printf(b, "\\%c", c);
        else if (c == '\n')
            ls_buf_str(b, "\\n");
        else if (c < 0x20 || c == 0x7F)
            ls_buf_printf(b, "\\u%04x", c);
        else
            ls_buf_char(b, (char)c);
    }
    ls_buf_char(b, '"');
}

void json_write_comma(struct ls_buf *b)
{
    if (b->len && b->data[b->len - 1] != '{' && b->data[b->len - 1] != '[')
        ls_buf_char(b, ',');
}

void json_write_key(struct ls_buf *b, const char *key)
{
    json_write_comma(b);
    json_write_string(b, key, strlen(key));
    ls_buf_char(b, ':');
}
