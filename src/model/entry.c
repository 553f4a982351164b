/* One typed line taken apart: text, @owner, day, !priority, #tags. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/due.h"
#include "lockstep/error.h"
#include "lockstep/people.h"

struct entry_word {
    const char *start;
    size_t len;
    bool taken;
};

struct entry_line {
    struct entry_word *words;
    size_t len, cap;
};

static void entry_split(struct entry_line *line, const char *text)
{
    for (text = ls_text_skip_blank(text); *text; text = ls_text_skip_blank(text)) {
        size_t len = strcspn(text, " \t\r\n");
        LS_GROW(line->words, line->len, line->cap);
        line->words[line->len++] = (struct entry_word){text, len, false};
        text += len;
    }
}

static void entry_join(const struct entry_line *line, size_t from, struct ls_buf *b)
{
    for (size_t i = from; i < line->len; i++) {
        if (line->words[i].taken)
            continue;
        if (b->len)
            ls_buf_char(b, ' ');
        ls_buf_add(b, line->words[i].start, line->words[i].len);
    }
}

/* "by", "on", "until", "due" before a day belong to it. */
static bool entry_introduces_day(const struct entry_word *word)
{
    static const char *const introductions[] = {"by", "on", "until", "due", "due:"};
    for (size_t i = 0; i < LS_COUNT(introductions); i++)
        if (word->len == strlen(introductions[i]) && !strncasecmp(word->start, introductions[i], word->len))
            return true;
    return false;
}

/* A day of up to four words at the end. Taken words at the end (an @owner behind the day) are passed over. What is
 * written as a day and is none would stand in the title unseen, so it is refused. */
static int entry_take_day(struct entry_line *line, int64_t today, bool alone, struct ls_entry *entry, struct ls_error *err)
{
    size_t end = line->len;
    while (end && line->words[end - 1].taken)
        end--;
    for (size_t count = 4; count; count--) {
        if (end < count || (end == count && !alone)) /* the text itself stays */
            continue;
        LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
        struct entry_line tail = {line->words, end, end};
        bool whole = true;
        for (size_t i = end - count; i < end; i++)
            whole &= !line->words[i].taken;
        entry_join(&tail, end - count, &words);
        if (whole && ls_due_meant(words.data) && ls_due_read(words.data, today, &entry->due, err))
            return LS_EREFUSED;
        if (!whole || !ls_due_parse(words.data, today, &entry->due))
            continue;
        for (size_t i = end - count; i < end; i++)
            line->words[i].taken = true;
        if (end > count + !alone && entry_introduces_day(&line->words[end - count - 1]))
            line->words[end - count - 1].taken = true;
        return LS_OK;
    }
    return LS_OK;
}

/* "@Ben" of a pasted line, whom nobody knows; what cannot be a handle is left in the text. */
static int entry_take_stranger(struct entry_word *word, const char *name, struct ls_entry *entry)
{
    LS_AUTO(buf) struct ls_buf handle = LS_BUF_INIT;
    ls_text_fold(&handle, name + 1);
    if (ls_person_is_handle(handle.data))
        entry->stranger = ls_buf_steal(&handle);
    else
        word->taken = false;
    return LS_OK;
}

static int entry_take_owner(const struct ls_board *board, struct entry_line *line, unsigned flags,
                            struct ls_entry *entry, struct ls_error *err)
{
    for (size_t i = line->len; i--;) {
        struct entry_word *word = &line->words[i];
        if (word->taken || word->len < 2 || word->start[0] != '@')
            continue;
        size_t len = word->len - (word->len > 2 && strchr(",.;:!?", word->start[word->len - 1]) != NULL);
        LS_AUTO(string) char *name = ls_strndup(word->start, len);
        word->taken = true;
        if (flags & LS_ENTRY_PASTED && ls_board_find(board, LS_E_PERSON, name, &entry->owner, NULL) != LS_OK)
            return entry_take_stranger(word, name, entry);
        return entry->owner ? LS_OK : ls_board_find(board, LS_E_PERSON, name, &entry->owner, err);
    }
    return LS_OK;
}

static void entry_take_marks(struct entry_line *line, unsigned flags, struct ls_entry *entry)
{
    LS_AUTO(buf) struct ls_buf tags = LS_BUF_INIT;
    for (size_t i = 0; i < line->len; i++) {
        struct entry_word *word = &line->words[i];
        if (flags & LS_ENTRY_PRIORITY && word->len == 2 && word->start[0] == '!' && word->start[1] >= '0' &&
            word->start[1] <= '4') {
            entry->priority = word->start[1] - '0';
            word->taken = true;
        } else if (flags & LS_ENTRY_TAGS && word->len > 1 && word->start[0] == '#' &&
                   !memchr(word->start, ';', word->len) && !memchr(word->start + 1, '#', word->len - 1)) {
            ls_set_add_word(&tags, word->start + 1, word->len - 1);
            word->taken = true;
        }
    }
    entry->tags = ls_buf_steal(&tags);
}

int ls_entry_read(const struct ls_board *board, const char *text, int64_t today, unsigned flags,
                  struct ls_entry *ret_entry, struct ls_error *err)
{
    struct ls_entry entry = {.due = LS_NONE, .priority = LS_NONE};
    struct entry_line line = {0};
    entry_split(&line, text);
    entry_take_marks(&line, flags, &entry);
    int code = entry_take_owner(board, &line, flags, &entry, err);
    struct ls_error day = {0};
    if (!code && entry_take_day(&line, today, flags & LS_ENTRY_DAY, &entry, &day) < 0) {
        if (flags & LS_ENTRY_PASTED)
            entry.doubt = ls_strdup(day.message);
        else
            code = ls_error_move(err, &day);
    }
    ls_error_done(&day);
    if (!code) {
        LS_AUTO(buf) struct ls_buf rest = LS_BUF_INIT;
        entry_join(&line, 0, &rest);
        entry.text = ls_buf_steal(&rest);
        *ret_entry = entry;
    } else {
        ls_entry_done(&entry);
    }
    free(line.words);
    return code;
}

void ls_entry_done(struct ls_entry *entry)
{
    if (!entry)
        return;
    free(entry->text);
    free(entry->tags);
    free(entry->stranger);
    free(entry->doubt);
    *entry = (struct ls_entry){.due = LS_NONE, .priority = LS_NONE};
}
