/* Build-time: turns the SQL files of migrations into a C table.
 * usage: embed OUT.c NNNN_name.sql...   The number in each file's name is the schema version that it makes. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

static void embed_fail(const char *what, const char *path)
{
    fprintf(stderr, "embed: %s %s: %s\n", what, path, strerror(errno));
    exit(1);
}

static void embed_read(const char *path, struct ls_buf *b)
{
    char chunk[8192];
    size_t n;
    FILE *in = fopen(path, "rb");
    if (!in)
        embed_fail("cannot open", path);
    while ((n = fread(chunk, 1, sizeof(chunk), in)) > 0)
        ls_buf_add(b, chunk, n);
    if (ferror(in))
        embed_fail("cannot read", path);
    fclose(in);
}

/* Comments stay: sqlite_schema keeps those inside statements, and they explain the file to whoever opens it. */
static void embed_literal(FILE *out, const struct ls_buf *sql)
{
    fputs("     \"", out);
    for (size_t i = 0; i < sql->len; i++) {
        char c = sql->data[i];
        if (c == '\n')
            fputs(i + 1 < sql->len ? "\\n\"\n     \"" : "\\n", out);
        else if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else
            fputc(c, out);
    }
    fputs("\"", out);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: embed OUT.c NNNN_name.sql...\n", stderr);
        return 2;
    }
    FILE *out = fopen(argv[1], "wb");
    if (!out)
        embed_fail("cannot write", argv[1]);
    fputs("/* Made by src/tools/embed.c from src/store/sql. */\n"
          "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n#include \"store/migrate.h\"\n\n"
          "const struct store_migration store_migrations[] = {\n",
          out);
    for (int i = 2; i < argc; i++) {
        const char *slash = strrchr(argv[i], '/');
        const char *name = slash ? slash + 1 : argv[i];
        struct ls_buf sql = LS_BUF_INIT;
        embed_read(argv[i], &sql);
        fprintf(out, "    {%ld, \"%s\",\n", strtol(name, NULL, 10), name);
        embed_literal(out, &sql);
        fputs("},\n", out);
        ls_buf_done(&sql);
    }
    fprintf(out, "};\nconst int store_migration_count = %d;\n", argc - 2);
    if (fclose(out))
        embed_fail("cannot write", argv[1]);
    return 0;
}
