/* The command table as the build-time programs see it. */
#include "tools/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/paths.h"

size_t table_noun_length(const char *spelling)
{
    return strcspn(spelling, " ");
}

char *table_new_noun(enum ls_command_id id)
{
    const char *spelling = ls_command_info(id)->spelling;
    size_t len = table_noun_length(spelling);
    if (!spelling[len])
        return NULL;
    for (int i = 0; i < (int)id; i++) {
        const char *other = ls_command_info((enum ls_command_id)i)->spelling;
        if (table_noun_length(other) == len && other[len] && strncmp(other, spelling, len) == 0)
            return NULL;
    }
    return ls_strndup(spelling, len);
}

void table_write(const char *path, const struct ls_buf *b)
{
    struct ls_error err = {0};
    if (ls_file_replace(path, b->data, b->len, &err) != 0) {
        fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
}
