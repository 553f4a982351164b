/* UTF-8 text: the only user of utf8proc. */
#include "base/text.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"

enum { REPLACEMENT = 0xFFFD, JOINER = 0x200D, EMOJI_STYLE = 0xFE0F };

/* Reads one character; returns its bytes, 0 at the end; invalid bytes give -1 as the character. */
static size_t text_next(const char *text, size_t len, int32_t *ret_char)
{
    if (!len)
        return 0;
    unsigned char first = (unsigned char)*text;
    if (first >= 0x20 && first < 0x7f) {
        *ret_char = first;
        return 1;
    }
    utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, ret_char);
    if (used <= 0) {
        *ret_char = -1;
        return 1;
    }
    return (size_t)used;
}

/* How many of the bytes are plain ASCII without NUL, in eights: most text is nothing else. */
static size_t text_plain(const char *text, size_t len)
{
    const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    size_t at = 0;
    for (uint64_t eight; at + sizeof(eight) <= len; at += sizeof(eight)) {
        memcpy(&eight, text + at, sizeof(eight));
        if ((eight | (eight - ones)) & highs)
            break;
    }
    return at;
}

bool ls_text_valid(const char *text, size_t len)
{
    for (size_t at = text_plain(text, len); at < len;) {
        int32_t c;
        at += text_next(text + at, len - at, &c);
        if (c <= 0)
            return false;
    }
    return true;
}

size_t ls_text_decode(const char *text, size_t len, uint32_t *ret_char)
{
    int32_t c = 0;
    size_t used = text_next(text, len, &c);
    *ret_char = c < 0 ? REPLACEMENT : (uint32_t)c;
    return used;
}

void ls_text_encode(struct ls_buf *b, uint32_t c)
{
    utf8proc_uint8_t bytes[4];
    if (!utf8proc_codepoint_valid((utf8proc_int32_t)c))
        return;
    utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)c, bytes);
    ls_buf_add(b, bytes, (size_t)n);
}

size_t ls_text_cluster(const char *text, size_t len, int *ret_columns)
{
    int32_t c, state = 0;
    if (ls_text_is_plain(text, len)) {
        *ret_columns = 1;
        return 1;
    }
    size_t at = text_next(text, len, &c);
    if (!at) {
        *ret_columns = 0;
        return 0;
    }
    int columns = c < 0 ? 1 : utf8proc_charwidth(c);
    while (c >= 0 && at < len) {
        int32_t next;
        if ((unsigned char)text[at] < 0x7f && c < 0x300)
            break;
        size_t used = text_next(text + at, len - at, &next);
        if (!used || next < 0 || utf8proc_grapheme_break_stateful(c, next, &state))
            break;
        int wide = utf8proc_charwidth(next);
        if (next == EMOJI_STYLE)
            wide = 2;
        if (wide > columns)
            columns = wide;
        at += used;
        c = next;
    }
    *ret_columns = columns > 2 ? 2 : columns;
    return at;
}

int ls_text_columns(const char *text)
{
    size_t len = strlen(text);
    int sum = 0, columns;
    for (size_t at = 0, used; (used = ls_text_cluster(text + at, len - at, &columns)); at += used)
        sum += columns;
    return sum;
}

/* How many bytes of text fit into columns; ret_columns is what they take. */
static size_t text_prefix(const char *text, size_t len, int columns, int *ret_columns)
{
    size_t at = 0;
    int sum = 0;
    while (at < len) {
        int wide;
        size_t used = ls_text_cluster(text + at, len - at, &wide);
        if (!used || sum + wide > columns)
            break;
        sum += wide;
        at += used;
    }
    *ret_columns = sum;
    return at;
}

static int text_cut(struct ls_buf *b, const char *text, int columns, bool ascii)
{
    size_t len = strlen(text);
    int taken;
    size_t fits = text_prefix(text, len, columns, &taken);
    if (fits == len || columns <= 0) {
        ls_buf_add(b, text, fits);
        return taken;
    }
    fits = text_prefix(text, len, columns - 1, &taken);
    ls_buf_add(b, text, fits);
    ls_buf_str(b, ascii ? "~" : "…");
    return taken + 1;
}

int ls_text_fit(struct ls_buf *b, const char *text, int columns, bool ascii)
{
    if (columns <= 0)
        return 0;
    int taken = text_cut(b, text, columns, ascii);
    ls_buf_pad(b, ' ', (size_t)(columns - taken));
    return taken;
}

int ls_text_fit_right(struct ls_buf *b, const char *text, int columns, bool ascii)
{
    if (columns <= 0)
        return 0;
    LS_AUTO(buf) struct ls_buf cut = LS_BUF_INIT;
    int taken = text_cut(&cut, text, columns, ascii);
    ls_buf_pad(b, ' ', (size_t)(columns - taken));
    ls_buf_add(b, cut.data, cut.len);
    return taken;
}

static bool text_is_emoji(int32_t c)
{
    return c >= 0x1F000 || (c >= 0x2190 && c <= 0x2BFF) || (c >= 0x1F1E6 && c <= 0x1F1FF);
}

/* What to show for c: c itself, a blank, 0 for nothing, or U+FFFD. */
static int32_t text_safe_char(int32_t c, int32_t before)
{
    if (c < 0)
        return REPLACEMENT;
    if (c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029)
        return ' ';
    if (c == JOINER || c == EMOJI_STYLE)
        return text_is_emoji(before) ? c : 0;
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
        return REPLACEMENT;
    case UTF8PROC_CATEGORY_CF:
        return 0;
    default:
        return c;
    }
}

void ls_text_safe(struct ls_buf *b, const char *text)
{
    size_t len = strlen(text);
    int32_t before = 0;
    for (size_t at = 0; at < len;) {
        int32_t c;
        size_t plain = 0;
        while (at + plain < len && text[at + plain] >= ' ' && text[at + plain] < 0x7f)
            plain++;
        if (plain) {
            ls_buf_add(b, text + at, plain);
            at += plain;
            before = text[at - 1];
            continue;
        }
        at += text_next(text + at, len - at, &c);
        if (c == '\r' && text[at] == '\n')
            continue;
        int32_t shown = text_safe_char(c, before);
        /* A mark with nothing to stand on would join what is left of it on the screen. */
        if (shown > 0x2ff && at && before == 0 && utf8proc_charwidth(shown) == 0)
            shown = REPLACEMENT;
        if (!shown)
            continue;
        utf8proc_uint8_t bytes[4];
        utf8proc_ssize_t n = utf8proc_encode_char(shown, bytes);
        ls_buf_add(b, bytes, (size_t)n);
        before = shown;
    }
}

bool ls_text_is_safe(const char *text)
{
    LS_AUTO(buf) struct ls_buf safe = LS_BUF_INIT;
    ls_text_safe(&safe, text);
    return !strcmp(safe.data, text);
}

/* Characters are folded one by one and marks vanish, so that runs can be folded apart: plain ones by hand, which is
 * twenty times as fast. */
void ls_text_fold(struct ls_buf *b, const char *text)
{
    ls_buf_reserve(b, strlen(text));
    while (*text) {
        char run[64];
        size_t n = 0;
        while (n < sizeof(run) && *text && (unsigned char)*text < 0x80) {
            run[n++] = *text >= 'A' && *text <= 'Z' ? (char)(*text + 32) : *text;
            text++;
        }
        ls_buf_add(b, run, n);
        size_t len = 0;
        while ((unsigned char)text[len] >= 0x80)
            len++;
        if (!len)
            continue;
        utf8proc_uint8_t *folded = NULL;
        utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &folded,
                                             UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                                 UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
        ls_buf_add(b, size < 0 ? text : (const char *)folded, size < 0 ? len : (size_t)size);
        free(folded);
        text += len;
    }
}

void ls_text_upper(struct ls_buf *b, const char *text)
{
    size_t len = strlen(text);
    uint32_t c;
    for (size_t at = 0, used; (used = ls_text_decode(text + at, len - at, &c)); at += used)
        ls_text_encode(b, (uint32_t)utf8proc_toupper((utf8proc_int32_t)c));
}

int ls_text_compare(const char *a, const char *b)
{
    LS_AUTO(buf) struct ls_buf fold_a = LS_BUF_INIT, fold_b = LS_BUF_INIT;
    ls_text_fold(&fold_a, a);
    ls_text_fold(&fold_b, b);
    int order = strcmp(fold_a.data, fold_b.data);
    return order ? order : strcmp(a, b);
}

void ls_text_wrap(const char *text, int columns, void (*line)(const char *start, size_t len, void *arg), void *arg)
{
    if (columns < 1)
        columns = 1;
    while (*text) {
        size_t para = strcspn(text, "\n");
        do {
            int taken;
            size_t fits = text_prefix(text, para, columns, &taken);
            if (!fits && para)
                fits = ls_text_cluster(text, para, &taken);
            size_t take = fits;
            if (fits < para && text[fits] != ' ') {
                while (take > 0 && text[take - 1] != ' ')
                    take--;
                if (!take)
                    take = fits;
            }
            line(text, ls_text_trimmed(text, take), arg);
            text += take;
            para -= take;
            while (para && *text == ' ') {
                text++;
                para--;
            }
        } while (para);
        if (*text == '\n')
            text++;
    }
}

const char *ls_text_skip_blank(const char *text)
{
    return text + strspn(text, " \t\r\n\f\v");
}

size_t ls_text_trimmed(const char *text, size_t len)
{
    while (len && strchr(" \t\r\n\f\v", text[len - 1]))
        len--;
    return len;
}

bool ls_text_to_int(const char *text, int64_t *ret_value)
{
    size_t digits = strspn(*text == '-' ? text + 1 : text, "0123456789");
    if (!digits || text[(*text == '-') + digits])
        return false;
    errno = 0;
    long long value = strtoll(text, NULL, 10);
    if (errno || value == LS_NONE)
        return false;
    *ret_value = value;
    return true;
}

bool ls_text_to_real(const char *text, double *ret_value)
{
    const char *p = text + (*text == '-');
    size_t whole = strspn(p, "0123456789");
    size_t part = p[whole] == '.' ? strspn(p + whole + 1, "0123456789") : 0;
    size_t used = whole + (p[whole] == '.' ? part + 1 : 0);
    if (whole + part == 0 || p[used])
        return false;
    double value = strtod(text, NULL); /* the numeric locale stays "C": nobody sets it */
    if (!isfinite(value))
        return false;
    *ret_value = value;
    return true;
}

/* Most numbers are whole or have two decimals: n / 100 is rounded as the text "n.nn" is when it is read. */
static bool text_real_short(struct ls_buf *b, double value)
{
    const double most = 1e13; /* a hundred times it is whole in a double, too */
    if (!(fabs(value) < most) || (value == 0 && signbit(value)))
        return false;
    int64_t hundredths = llround(value * 100);
    if ((double)hundredths / 100 != value)
        return false;
    if (hundredths < 0)
        ls_buf_char(b, '-');
    ls_buf_int(b, llabs(hundredths / 100));
    unsigned part = (unsigned)llabs(hundredths % 100);
    if (part) {
        ls_buf_char(b, '.');
        ls_buf_digits(b, part % 10 ? part : part / 10, part % 10 ? 2 : 1);
    }
    return true;
}

void ls_text_real(struct ls_buf *b, double value)
{
    if (text_real_short(b, value))
        return;
    for (int digits = 1; digits <= 17; digits++) {
        LS_AUTO(string) char *text = ls_asprintf("%.*g", digits, value);
        if (strtod(text, NULL) == value || digits == 17) {
            if (!strchr(text, 'e')) {
                ls_buf_str(b, text);
                return;
            }
            int exponent = value == 0 ? 0 : (int)floor(log10(fabs(value)));
            int places = digits - 1 - exponent;
            ls_buf_printf(b, "%.*f", places > 0 ? places : 0, value);
            return;
        }
    }
}

int ls_text_distance(const char *a, const char *b, int max)
{
    int la = (int)strlen(a), lb = (int)strlen(b);
    if (la > 64 || lb > 64 || abs(la - lb) > max)
        return max + 1;
    int rows[3][66];
    for (int j = 0; j <= lb; j++)
        rows[1][j] = j;
    for (int i = 1; i <= la; i++) {
        int *now = rows[(i + 1) % 3], *last = rows[i % 3], *older = rows[(i + 2) % 3];
        now[0] = i;
        for (int j = 1; j <= lb; j++) {
            int best = last[j - 1] + (a[i - 1] != b[j - 1]);
            best = last[j] + 1 < best ? last[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && older[j - 2] + 1 < best)
                best = older[j - 2] + 1;
            now[j] = best;
        }
    }
    int distance = rows[(la + 1) % 3][lb];
    return distance > max ? max + 1 : distance;
}
