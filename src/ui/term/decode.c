/* Decoding of terminal input. Holds no terminal and no clock; the back end feeds bytes and says when time is up. */
#include "ui/term/decode.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define PASTE_START "\033[200~"
#define PASTE_END "\033[201~"

enum { ESC = 0x1b, REPLACEMENT = 0xFFFD, PARAMS = 4, SEQUENCE_MAX = 64 };

void decode_init(struct decode *d)
{
    *d = (struct decode){.bytes = LS_BUF_INIT, .paste = LS_BUF_INIT};
}

void decode_done(struct decode *d)
{
    ls_buf_done(&d->bytes);
    ls_buf_done(&d->paste);
}

/* Whether a read is a sentence or a list, and neither a key nor those of somebody who types ahead of a slow line: twenty
 * characters, three words and six different letters, and no control character but the ends of lines and tabs. Who sends
 * bytes without ASCII letters (日本語) writes words, too. */
static bool decode_reads_as_words(const char *bytes, size_t len)
{
    enum { CHARACTERS = 20, WORDS = 3, LETTERS = 6, WORD = 2 };
    size_t run = 0, words = 0, wide = 0, letters = 0;
    bool seen[26] = {0};
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)bytes[i], low = c | 0x20;
        bool ascii = low >= 'a' && low <= 'z' && c < 0x80;
        if ((c < ' ' && c != '\r' && c != '\n' && c != '\t') || c == 0x7f)
            return false;
        letters += ascii && !seen[low - 'a'];
        if (ascii)
            seen[low - 'a'] = true;
        wide += c >= 0xc0;
        run = ascii || c >= 0x80 ? run + 1 : 0;
        words += run == WORD;
    }
    return len >= CHARACTERS && ((words >= WORDS && letters >= LETTERS) || wide >= LETTERS);
}

void decode_feed(struct decode *d, const char *bytes, size_t len)
{
    if (!d->pasting && !d->bytes.len)
        d->burst = decode_reads_as_words(bytes, len) ? len : 0;
    ls_buf_add(&d->bytes, bytes, len);
}

static void decode_key(struct ui_event *e, uint32_t code, unsigned mods)
{
    *e = (struct ui_event){.kind = UI_EVENT_KEY, .key = {code, mods}};
}

/* A single character as a key; control characters become the keys that make them. */
static void decode_char(struct ui_event *e, uint32_t c, unsigned mods)
{
    if (c == '\r' || c == '\n')
        decode_key(e, LS_KEY_ENTER, mods);
    else if (c == '\t')
        decode_key(e, LS_KEY_TAB, mods);
    else if (c == 0x7f || c == 0x08)
        decode_key(e, LS_KEY_BACKSPACE, mods);
    else if (c == 0)
        decode_key(e, ' ', mods | LS_MOD_CTRL);
    else if (c < 0x1b)
        decode_key(e, c + 'a' - 1, mods | LS_MOD_CTRL);
    else if (c < ' ')
        decode_key(e, c + '@', mods | LS_MOD_CTRL);
    else
        decode_key(e, c, mods);
}

/* Reads one character at at. Returns its bytes; 0 where its last bytes have not come yet and may still do: however late,
 * for a line may be slow, unless something else has come instead. */
static size_t decode_utf8(const char *at, size_t left, bool late, uint32_t *ret_char)
{
    unsigned char first = (unsigned char)*at;
    size_t need = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4, got = 1;
    while (got < left && ((unsigned char)at[got] & 0xc0) == 0x80)
        got++;
    if (left < need && got == left && !late)
        return 0;
    return ls_text_decode(at, left, ret_char);
}

static uint32_t decode_final(char final)
{
    switch (final) {
    case 'A': return LS_KEY_UP;
    case 'B': return LS_KEY_DOWN;
    case 'C': return LS_KEY_RIGHT;
    case 'D': return LS_KEY_LEFT;
    case 'H': return LS_KEY_HOME;
    case 'F': return LS_KEY_END;
    case 'M': return LS_KEY_ENTER; /* the keypad's, after ESC O */
    case 'P': case 'Q': case 'R': case 'S': return LS_KEY_F1 + (uint32_t)(final - 'P');
    case 'Z': return LS_KEY_TAB;
    default: return LS_KEY_NONE;
    }
}

/* The keys of "CSI number ~". */
static uint32_t decode_number(int n)
{
    static const uint8_t F_KEYS[] = {11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24};
    switch (n) {
    case 1: case 7: return LS_KEY_HOME;
    case 2: return LS_KEY_INSERT;
    case 3: return LS_KEY_DELETE;
    case 4: case 8: return LS_KEY_END;
    case 5: return LS_KEY_PAGE_UP;
    case 6: return LS_KEY_PAGE_DOWN;
    default: break;
    }
    for (size_t i = 0; i < LS_COUNT(F_KEYS); i++)
        if (F_KEYS[i] == n)
            return LS_KEY_F1 + (uint32_t)i;
    return LS_KEY_NONE;
}

/* xterm sends 1 + shift 1, alt 2, ctrl 4. */
static unsigned decode_mods(int n)
{
    return n > 1 ? (unsigned)(n - 1) & 7u : 0;
}

/* SGR mouse: button; column; row, M pressed, m released. */
static void decode_mouse(struct ui_event *e, const int *params, char final)
{
    int button = params[0] & ~(4 | 8 | 16);
    *e = (struct ui_event){.x = params[1] - 1, .y = params[2] - 1};
    if (button == 64 || button == 65) {
        e->kind = UI_EVENT_WHEEL;
        e->lines = button == 64 ? -3 : 3;
    } else if (button == 0 && final == 'M') {
        e->kind = UI_EVENT_CLICK;
    }
}

/* Understands "ESC [ ..."; returns its bytes, 0 where its end has not come. Unknown ones give UI_EVENT_NONE. */
static size_t decode_csi(const char *at, size_t left, struct ui_event *e)
{
    int params[PARAMS] = {0}, n = 0;
    size_t i = 2;
    bool mouse = left > 2 && at[2] == '<';
    if (left > 3 && at[2] == '[') { /* the Linux console's F1 to F5 */
        if (at[3] >= 'A' && at[3] <= 'E')
            decode_key(e, LS_KEY_F1 + (uint32_t)(at[3] - 'A'), 0);
        return 4;
    }
    for (; i < left && i < SEQUENCE_MAX && (unsigned char)at[i] >= 0x20 && (unsigned char)at[i] < 0x40; i++) {
        if (at[i] >= '0' && at[i] <= '9' && n < PARAMS && params[n] < 100000)
            params[n] = params[n] * 10 + (at[i] - '0');
        else if (at[i] == ';' && n < PARAMS)
            n++;
    }
    if (i >= left && i < SEQUENCE_MAX)
        return 0;
    char final = i < left ? at[i] : 0;
    uint32_t code = LS_KEY_NONE;
    if (mouse && (final == 'M' || final == 'm'))
        decode_mouse(e, params, final);
    else if (final == '~' || final == '^' || final == '$')
        code = decode_number(params[0]);
    else if (final == 'u' && params[0] <= 0x10ffff) /* "CSI character ; modifiers u" */
        decode_char(e, (uint32_t)params[0], decode_mods(params[1]));
    else
        code = decode_final(final);
    if (code)
        decode_key(e, code, decode_mods(params[1]) | (final == 'Z' ? LS_MOD_SHIFT : 0));
    return i < left ? i + 1 : i;
}

/* One of the three parts of a colour, of one to four hex digits, as 0 to 1; false where it is none. */
static bool decode_part(const char **at, double *ret_part)
{
    char *end;
    const char *from = *at;
    unsigned long n = strtoul(from, &end, 16);
    ptrdiff_t digits = end - from;
    if (digits < 1 || digits > 4)
        return false;
    *ret_part = (double)n / (double)((1ul << (4 * digits)) - 1);
    *at = end + (*end == '/');
    return true;
}

/* "11;rgb:ffff/ffff/dddd" (XTerm Control Sequences, OSC 10 to 19): how light that is, as ITU-R BT.709 weighs it. */
static void decode_colour(const char *text, struct ui_event *e)
{
    double red, green, blue;
    const char *at = !strncmp(text, "11;rgb:", 7) ? text + 7 : !strncmp(text, "11;rgba:", 8) ? text + 8 : "";
    if (decode_part(&at, &red) && decode_part(&at, &green) && decode_part(&at, &blue))
        *e = (struct ui_event){.kind = UI_EVENT_BACKGROUND, .lines = (int)(21.26 * red + 71.52 * green + 7.22 * blue + 0.5)};
}

/* The bytes that an answer of the terminal ("ESC ] 11 ; rgb:...", then BEL or "ESC \\") has so far without its end. */
static size_t decode_answer_len(const char *at, size_t left)
{
    size_t i = 2;
    while (i < left && i < SEQUENCE_MAX && at[i] && strchr("0123456789abcdefABCDEFrg:;/", at[i]))
        i++;
    return i;
}

/* Understands "ESC ] ..."; returns its bytes, 0 where its end has not come. What ends otherwise was Alt-] and keys. */
static size_t decode_osc(const char *at, size_t left, bool late, struct ui_event *e)
{
    size_t len = decode_answer_len(at, left);
    bool begun = left > 2 && at[2] >= '0' && at[2] <= '9';
    bool open = len == left || (at[len] == ESC && len + 1 == left);
    if (begun && open && len < SEQUENCE_MAX)
        return 0; /* however late: nobody types that fast, and half an answer must not be typed */
    bool ended = begun && !open && (at[len] == '\a' || (at[len] == ESC && at[len + 1] == '\\'));
    if (ended) {
        LS_AUTO(string) char *text = ls_strndup(at + 2, len - 2);
        decode_colour(text, e);
        return len + (at[len] == '\a' ? 1 : 2);
    }
    if (begun && !strncmp(at + 2, "11;", 3))
        return len; /* its end was lost: what follows are keys again */
    if (open && left == 2 && !late)
        return 0;
    decode_key(e, ']', LS_MOD_ALT);
    return 2;
}

/* Understands what starts with ESC; returns its bytes, 0 where more must come first. */
static size_t decode_escape(const char *at, size_t left, bool late, struct ui_event *e)
{
    if (left == 1) {
        if (late)
            decode_key(e, LS_KEY_ESC, 0);
        return late;
    }
    size_t used = 0;
    if (at[1] == '[') {
        used = decode_csi(at, left, e);
    } else if (at[1] == 'O') {
        if (left > 2 && decode_final(at[2]))
            decode_key(e, decode_final(at[2]), 0);
        used = left > 2 ? 3 : 0;
    } else if (at[1] == ']') {
        return decode_osc(at, left, late, e);
    } else if (at[1] == ESC) {
        decode_key(e, LS_KEY_ESC, 0);
        return 1;
    } else {
        uint32_t c;
        used = decode_utf8(at + 1, left - 1, late, &c);
        if (used)
            decode_char(e, c, LS_MOD_ALT);
        return used ? used + 1 : 0;
    }
    if (!used && late) { /* Alt-[ or Alt-O, or the rest of a broken sequence */
        decode_char(e, (uint32_t)(unsigned char)at[1], LS_MOD_ALT);
        return 2;
    }
    return used;
}

/* Takes pasted bytes until the end of the paste; true when it is complete. */
static bool decode_paste(struct decode *d, struct ui_event *e)
{
    char *end = memmem(d->bytes.data, d->bytes.len, PASTE_END, strlen(PASTE_END));
    size_t keep = strlen(PASTE_END) - 1; /* a part of the end may have come */
    size_t take = end ? (size_t)(end - d->bytes.data) : d->bytes.len > keep ? d->bytes.len - keep : 0;
    ls_buf_add(&d->paste, d->bytes.data, take);
    ls_buf_cut(&d->bytes, 0, end ? take + strlen(PASTE_END) : take);
    if (!end)
        return false;
    d->pasting = false;
    struct ls_buf text = LS_BUF_INIT;
    for (size_t i = 0; i < d->paste.len; i++) {
        char c = d->paste.data[i];
        if (c == '\r' && d->paste.data[i + 1] == '\n')
            continue;
        if (c)
            ls_buf_char(&text, c == '\r' ? '\n' : c);
    }
    ls_buf_done(&d->paste);
    d->paste = text;
    *e = (struct ui_event){.kind = UI_EVENT_PASTE, .text = d->paste.data};
    return true;
}

bool decode_next(struct decode *d, bool late, struct ui_event *ret_event)
{
    while (d->bytes.len) {
        struct ui_event e = {0};
        if (d->pasting) {
            if (!decode_paste(d, &e))
                return false;
            *ret_event = e;
            return true;
        }
        size_t start = strlen(PASTE_START), from = d->burst, used;
        if (d->bytes.len >= start && !memcmp(d->bytes.data, PASTE_START, start)) {
            ls_buf_clear(&d->paste);
            ls_buf_cut(&d->bytes, 0, start);
            d->pasting = true;
            continue;
        }
        if (d->bytes.data[0] == ESC) {
            used = decode_escape(d->bytes.data, d->bytes.len, late, &e);
        } else {
            uint32_t c;
            used = decode_utf8(d->bytes.data, d->bytes.len, false, &c);
            if (used && c != REPLACEMENT) /* a broken byte is no key */
                decode_char(&e, c, 0);
        }
        if (!used)
            return false;
        ls_buf_cut(&d->bytes, 0, used);
        d->burst -= used < d->burst ? used : d->burst;
        e.burst = from ? d->burst + 1 : 0;
        if (e.kind != UI_EVENT_NONE) {
            *ret_event = e;
            return true;
        }
    }
    return false;
}

bool decode_waits(const struct decode *d)
{
    bool answer = d->bytes.len > 2 && d->bytes.data[1] == ']';
    return d->bytes.len && d->bytes.data[0] == ESC && !d->pasting && !answer;
}
