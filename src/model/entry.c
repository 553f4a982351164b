/* One typed line taken apart: text, @owner, day, !priority, #tags. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lockstep/due.h"
#include "lockstep/error.h"
#include "lockstep/people.h"

enum { DAY_WORDS = 4 }; /* "end of next month" */

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

static bool entry_is_any(const struct entry_word *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (word->len == strlen(words[i]) && !strncasecmp(word->start, words[i], word->len))
            return true;
    return false;
}

/* "by", "on", "until", "due" before a day belong to it. */
static bool entry_introduces_day(const struct entry_word *word)
{
    static const char *const introductions[] = {"by", "on", "until", "due", "due:"};
    return entry_is_any(word, introductions, LS_COUNT(introductions));
}

static bool entry_says_due(const struct entry_word *word)
{
    static const char *const words[] = {"due", "due:"};
    return entry_is_any(word, words, LS_COUNT(words));
}

/* Behind these a day is part of what is said: "since 8 april", "roadmap of next year", "what users did last fri". */
static bool entry_goes_on(const struct entry_word *word)
{
    static const char *const words[] = {"a",    "about", "after", "and",  "as",   "at",  "before", "between", "during",
                                        "each", "every", "for",   "from", "in",   "is",  "last",   "of",      "or",
                                        "past", "since", "than",  "the",  "this", "till", "to",    "vs",      "with"};
    return entry_is_any(word, words, LS_COUNT(words));
}

/* Whether a folded name, or one of the words in it, begins with the folded word. */
static bool entry_begins_name(const char *name, const char *word)
{
    for (const char *at = name; *at; at = ls_text_skip_blank(at + strcspn(at, " ")))
        if (!strncmp(at, word, strlen(word)))
            return true;
    return false;
}

/* Somebody here is called so, or the name begins so: "tom" is a colleague before it is tomorrow. */
static bool entry_is_somebody(const struct ls_board *board, const char *word)
{
    LS_AUTO(buf) struct ls_buf folded = LS_BUF_INIT, name = LS_BUF_INIT;
    ls_text_fold(&folded, word);
    LS_EACH(person, person, board) {
        ls_buf_clear(&name);
        ls_text_fold(&name, person->name);
        if (person->active && (entry_begins_name(person->handle, folded.data) || entry_begins_name(name.data, folded.data)))
            return true;
    }
    return false;
}

/* Words at the end of a line that may be a day. */
struct entry_span {
    size_t from, to;                 /* of the words of the line */
    const struct entry_word *before; /* NULL: the line begins with them */
    struct ls_buf words;
};

/* Whether words that are a day are meant as one. A title loses no word to a guess. */
static bool entry_day_is_meant(const struct ls_board *board, const struct entry_span *span, unsigned flags,
                               struct ls_entry *entry)
{
    const struct entry_word *before = span->before;
    bool numbered = strpbrk(span->words.data, "0123456789") != NULL;
    bool marked = before && (before->taken || entry_introduces_day(before));
    if (before && !marked && entry_goes_on(before))
        return false;
    bool asked = flags & LS_ENTRY_DAY || (before && entry_says_due(before));
    if (!numbered && !asked && entry_is_somebody(board, span->words.data))
        return false;
    if (numbered || marked || !(flags & LS_ENTRY_MARKED))
        return true;
    entry->left = ls_strdup(span->words.data);
    return false;
}

static void entry_take_span(struct entry_line *line, const struct entry_span *span, bool alone)
{
    for (size_t i = span->from; i < span->to; i++)
        line->words[i].taken = true;
    if (span->from + alone > 1 && entry_introduces_day(&line->words[span->from - 1]))
        line->words[span->from - 1].taken = true;
}

/* The last words of the line that are not taken; false where so many in a row are not there, or are all of the text. */
static bool entry_span(const struct entry_line *line, size_t to, size_t count, bool alone, struct entry_span *ret)
{
    if (to < count || (to == count && !alone))
        return false;
    for (size_t i = to - count; i < to; i++)
        if (line->words[i].taken)
            return false;
    struct entry_line words = {line->words, to, to};
    *ret = (struct entry_span){.from = to - count, .to = to, .words = LS_BUF_INIT};
    ret->before = ret->from ? &line->words[ret->from - 1] : NULL;
    entry_join(&words, ret->from, &ret->words);
    return true;
}

/* A day of up to four words at the end. Taken words at the end (an @owner behind the day) are passed over. What is
 * written as a day and is none would stand in the title unseen, so it is refused. */
static int entry_take_day(const struct ls_board *board, struct entry_line *line, int64_t today, unsigned flags,
                          struct ls_entry *entry, struct ls_error *err)
{
    bool alone = flags & LS_ENTRY_DAY, found = false;
    size_t end = line->len;
    int code = LS_OK;
    while (end && line->words[end - 1].taken)
        end--;
    for (size_t count = DAY_WORDS; count && !found && !code; count--) {
        struct entry_span span;
        int64_t due;
        if (!entry_span(line, end, count, alone, &span))
            continue;
        bool is_day = ls_due_parse(span.words.data, today, &due);
        found = is_day || ls_due_meant(span.words.data);
        if (found && entry_day_is_meant(board, &span, flags, entry)) {
            if (!is_day)
                code = ls_due_read(span.words.data, today, &due, err);
            if (!code) {
                entry->due = due;
                entry_take_span(line, &span, alone);
            }
        }
        ls_buf_done(&span.words);
    }
    return code;
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

/* "#eta"; "#2" is a number. */
static bool entry_is_tag(const struct entry_word *word)
{
    const char *name = word->start + 1;
    size_t len = word->len - 1, digits = strspn(name, "0123456789");
    return word->start[0] == '#' && len && digits < len && !memchr(name, ';', len) && !memchr(name, '#', len);
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
        } else if (flags & LS_ENTRY_TAGS && entry_is_tag(word)) {
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
    if (!code && entry_take_day(board, &line, today, flags, &entry, &day) < 0) {
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
    free(entry->left);
    *entry = (struct ls_entry){.due = LS_NONE, .priority = LS_NONE};
}

void ls_entry_tell(const struct ls_board *board, const struct ls_entry *entry, int64_t today, struct ls_buf *b)
{
    LS_AUTO(buf) struct ls_buf told = LS_BUF_INIT;
    if (entry->due != LS_NONE) {
        ls_buf_printf(&told, ", due %s ", ls_weekday_short(ls_date_weekday(entry->due)));
        ls_date_short(&told, entry->due, today);
    }
    if (entry->stranger)
        ls_buf_printf(&told, ", owner %s, who is new", entry->stranger);
    else if (entry->owner)
        ls_board_name(board, entry->owner, (ls_buf_str(&told, ", owner "), &told));
    if (entry->priority != LS_NONE)
        ls_buf_printf(&told, ", priority %d", (int)entry->priority);
    if (*entry->tags)
        ls_buf_printf(&told, ", tags %s", entry->tags);
    if (told.len)
        ls_buf_str(b, told.data + strlen(", "));
}

void ls_entry_tell_left(const struct ls_entry *entry, struct ls_buf *b)
{
    if (entry->left)
        ls_buf_printf(b, "\"%s\" stays in the title: due %s makes it the day", entry->left, entry->left);
}
