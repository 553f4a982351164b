/* From text to trigrams: an import and a start of 100,000 items do it for every one, so nothing here allocates a text. */
#include "model/gram_book.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

void gram_book_done(struct gram_book *book)
{
    ls_map_done(&book->numbers);
    ls_buf_done(&book->folded);
    free(book->plain);
    free(book->seen);
    free(book->run);
    free(book->codes);
    *book = (struct gram_book){0};
}

/* Letters and digits; beyond ASCII all but the blocks of punctuation. */
static bool char_is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    return c > 0xBF && !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F) && c != 0xFFFD;
}

/* Scripts whose words no blank parts: Thai to Khmer, kana, Han. */
static bool char_is_unparted(uint32_t c)
{
    return c >= 0x0E00 && ((c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
                           (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
                           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF));
}

enum { PLAIN = 37 }; /* blank, a to z, 0 to 9 */

/* The place of a character among those; PLAIN: it is none of them. */
static uint32_t char_plain(uint32_t c)
{
    return c == ' ' ? 0 : c >= 'a' && c <= 'z' ? c - 'a' + 1 : c >= '0' && c <= '9' ? c - '0' + 27 : PLAIN;
}

struct reading {
    struct gram_book *book;
    bool learn; /* what has no number gets one; else it is counted */
    struct grams *to;
    struct ls_map unknown; /* those that were counted */
};

/* The next number, for who asks for the first time. */
static uint32_t book_number(struct gram_book *book)
{
    LS_GROW(book->seen, book->len, book->cap);
    book->seen[book->len++] = 0;
    return (uint32_t)book->len;
}

static void reading_add(struct reading *r, uint32_t number)
{
    uint32_t *seen = &r->book->seen[number - 1];
    if (*seen == r->book->texts)
        return;
    *seen = r->book->texts;
    LS_GROW(r->to->v, r->to->len, r->to->cap);
    r->to->v[r->to->len++] = number - 1;
}

/* A trigram of letters, digits and blanks of ASCII, by their places. */
static bool reading_plain(struct reading *r, uint32_t i, uint32_t j, uint32_t k)
{
    if (i == PLAIN || j == PLAIN || k == PLAIN)
        return false;
    uint32_t *number = &r->book->plain[(i * PLAIN + j) * PLAIN + k];
    if (!*number && !r->learn)
        return false;
    if (!*number)
        *number = book_number(r->book);
    reading_add(r, *number);
    return true;
}

static void reading_gram(struct reading *r, uint32_t a, uint32_t b, uint32_t c)
{
    int64_t key = (int64_t)((uint64_t)a << 42 | (uint64_t)b << 21 | c);
    uintptr_t number = (uintptr_t)ls_map_get(&r->book->numbers, key);
    if (!number && !r->learn) {
        ls_map_put(&r->unknown, key, r->to);
        return;
    }
    if (!number) {
        number = book_number(r->book);
        ls_map_put(&r->book->numbers, key, (void *)number);
    }
    reading_add(r, (uint32_t)number);
}

/* One word, or one run of a script without blanks. */
static void reading_run(struct reading *r, const uint32_t *run, size_t len)
{
    uint32_t *codes = r->book->codes;
    if (char_is_unparted(run[0])) {
        for (size_t i = 0; i + 1 < len || i == 0; i++)
            reading_gram(r, run[i], len > 1 ? run[i + 1] : 0, 0);
        return;
    }
    for (size_t i = 0; i < len; i++)
        codes[i] = char_plain(run[i]);
    for (size_t i = 0; i < len; i++)
        if (!reading_plain(r, i ? codes[i - 1] : 0, codes[i], i + 1 < len ? codes[i + 1] : 0))
            reading_gram(r, i ? run[i - 1] : ' ', run[i], i + 1 < len ? run[i + 1] : ' ');
}

static void reading_room(struct gram_book *book)
{
    if (!book->plain)
        book->plain = ls_alloc((size_t)PLAIN * PLAIN * PLAIN * sizeof(*book->plain));
    if (book->folded.len < book->run_cap)
        return;
    book->run_cap = book->folded.len * 2 + 256;
    book->run = ls_realloc(book->run, book->run_cap * sizeof(*book->run));
    book->codes = ls_realloc(book->codes, book->run_cap * sizeof(*book->codes));
}

static void reading_text(struct reading *r, const char *text)
{
    struct gram_book *book = r->book;
    ls_buf_clear(&book->folded);
    ls_text_fold(&book->folded, text);
    reading_room(book);
    book->texts++;
    uint32_t *run = book->run, c = 0;
    size_t len = 0;
    for (size_t at = 0, bytes; at <= book->folded.len; at += bytes) {
        unsigned char first = at < book->folded.len ? (unsigned char)book->folded.data[at] : 0;
        bytes = first && first < 0x80 ? 1 : ls_text_decode(book->folded.data + at, book->folded.len - at, &c);
        c = bytes && first < 0x80 ? first : c;
        bool letter = bytes && char_is_letter(c);
        if (len && (!letter || char_is_unparted(c) != char_is_unparted(run[0]))) {
            reading_run(r, run, len);
            len = 0;
        }
        if (letter)
            run[len++] = c;
        if (!bytes)
            break;
    }
}

void gram_book_learn(struct gram_book *book, const char *text, struct grams *to)
{
    struct reading r = {.book = book, .learn = true, .to = to};
    reading_text(&r, text);
}

size_t gram_book_look_up(struct gram_book *book, const char *text, struct grams *to)
{
    struct reading r = {.book = book, .to = to};
    reading_text(&r, text);
    grams_sort(to->v, to->len);
    size_t unknown = r.unknown.len;
    ls_map_done(&r.unknown);
    return unknown;
}

static int number_order(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

void grams_sort(uint32_t *v, size_t len)
{
    enum { FEW = 100 }; /* a title has some forty: in place that is quicker than a call a comparison */
    if (len > FEW) {
        qsort(v, len, sizeof(*v), number_order);
        return;
    }
    for (size_t i = 1; i < len; i++) {
        uint32_t number = v[i];
        size_t at = i;
        for (; at && v[at - 1] > number; at--)
            v[at] = v[at - 1];
        v[at] = number;
    }
}
