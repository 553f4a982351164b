/* What is printed: data on stdout or into a file, words on stderr. */
#include <errno.h>
#include <langinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/paths.h"
#include "base/text.h"
#include "cli/cli.h"

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

static int out_columns(void)
{
    struct winsize size;
    int64_t columns;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
        return size.ws_col;
    if (is_set("COLUMNS") && ls_text_to_int(getenv("COLUMNS"), &columns) && columns > 0 && columns < 10000)
        return (int)columns;
    return isatty(STDOUT_FILENO) ? 80 : 0;
}

void cli_out_init(struct cli *cli)
{
    const char *term = getenv("TERM");
    bool dumb = term && strcmp(term, "dumb") == 0;
    bool tty = isatty(STDOUT_FILENO) && !cli->options.out;
    cli->color = (tty && !dumb) || is_set("CLICOLOR_FORCE");
    if (is_set("NO_COLOR") || cli->options.no_color || cli->options.plain)
        cli->color = false;
    cli->ascii = ls_config_is(cli->config, LS_CONFIG_KEY_LINES, "ascii") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
    cli->columns = cli->options.plain || cli->options.out ? 0 : out_columns();
}

static int out_stdout(const struct ls_buf *b, struct ls_error *err)
{
    for (size_t done = 0; done < b->len;) {
        ssize_t put = write(STDOUT_FILENO, b->data + done, b->len - done);
        if (put >= 0) {
            done += (size_t)put;
        } else if (errno == EPIPE) {
            signal(SIGPIPE, SIG_DFL);
            raise(SIGPIPE);
        } else if (errno != EINTR) {
            return ls_error_set(err, LS_EFAILED, "cannot write the output: %s", strerror(errno));
        }
    }
    return 0;
}

/* CSV, JSON or Markdown: what stands in the file letter by letter. Text for people is made safe where it is made. */
static bool out_is_data(const struct cli *cli)
{
    return cli->options.json || cli->options.csv || cli->options.md ||
           (cli->command && (cli->command->id == LS_CMD_EXPORT || cli->command->id == LS_CMD_AGENDA ||
                             cli->command->id == LS_CMD_RECAP));
}

int cli_out_flush(struct cli *cli, struct ls_error *err)
{
    const char *path = cli->options.out;
    if (!cli->out.len)
        return 0;
    if ((!path || strcmp(path, "-") == 0) && isatty(STDOUT_FILENO) && out_is_data(cli)) {
        /* A script gets every byte. A terminal obeys some of them, and whoever wrote them is not the one who reads. */
        LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
        cli_lines(&safe, cli->out.data);
        return out_stdout(&safe, err);
    }
    if (!path || strcmp(path, "-") == 0)
        return out_stdout(&cli->out, err);
    return ls_file_replace(path, cli->out.data, cli->out.len, err);
}

void cli_say(struct cli *cli)
{
    if (cli->said.len && !cli->options.quiet)
        fwrite(cli->said.data, 1, cli->said.len, stderr);
    ls_buf_clear(&cli->said);
}

/* A message may have several lines (an import lists its places); all but the first are indented. */
void cli_say_error(const struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf text = LS_BUF_INIT, b = LS_BUF_INIT;
    cli_lines(&text, err->message ? err->message : "something failed and did not say what");
    if (err->hint)
        cli_lines(&text, err->hint);
    for (const char *at = text.data; *at;) {
        size_t len = strcspn(at, "\n") + 1;
        ls_buf_str(&b, at == text.data ? "lockstep: " : "          ");
        ls_buf_add(&b, at, len);
        at += len;
    }
    fwrite(b.data, 1, b.len, stderr);
}

void cli_lines(struct ls_buf *b, const char *text)
{
    while (*text) {
        size_t len = strcspn(text, "\n");
        LS_AUTO(buf) struct ls_buf line = LS_BUF_INIT;
        ls_buf_add(&line, text, len);
        ls_text_safe(b, line.data);
        ls_buf_char(b, '\n');
        text += len + (text[len] == '\n');
    }
}

void cli_styled(const struct cli *cli, struct ls_buf *b, const char *role, const char *text)
{
    if (cli->color && *role)
        ls_buf_printf(b, "\033[%sm%s\033[0m", role, text);
    else
        ls_buf_str(b, text);
}
