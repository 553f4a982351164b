/* Names of keys. */
#include "base/key.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"

/* The first name of a code is the one that is shown. */
static const struct {
    const char *name;
    uint32_t code;
} NAMES[] = {
    {"Enter", LS_KEY_ENTER},     {"Return", LS_KEY_ENTER},  {"Esc", LS_KEY_ESC},
    {"Escape", LS_KEY_ESC},      {"Tab", LS_KEY_TAB},       {"Space", ' '},
    {"Backspace", LS_KEY_BACKSPACE}, {"BSpace", LS_KEY_BACKSPACE},
    {"Del", LS_KEY_DELETE},      {"Delete", LS_KEY_DELETE}, {"Ins", LS_KEY_INSERT},
    {"Insert", LS_KEY_INSERT},   {"↑", LS_KEY_UP},          {"Up", LS_KEY_UP},
    {"↓", LS_KEY_DOWN},          {"Down", LS_KEY_DOWN},     {"←", LS_KEY_LEFT},
    {"Left", LS_KEY_LEFT},       {"→", LS_KEY_RIGHT},       {"Right", LS_KEY_RIGHT},
    {"Home", LS_KEY_HOME},       {"End", LS_KEY_END},       {"PgUp", LS_KEY_PAGE_UP},
    {"PageUp", LS_KEY_PAGE_UP},  {"PPage", LS_KEY_PAGE_UP}, {"PgDn", LS_KEY_PAGE_DOWN},
    {"PageDown", LS_KEY_PAGE_DOWN}, {"NPage", LS_KEY_PAGE_DOWN},
};

static const struct {
    const char *prefix;
    unsigned mod;
} MODS[] = {
    {"Ctrl-", LS_MOD_CTRL}, {"C-", LS_MOD_CTRL},      {"^", LS_MOD_CTRL}, {"Alt-", LS_MOD_ALT},
    {"A-", LS_MOD_ALT},     {"M-", LS_MOD_ALT},       {"Shift-", LS_MOD_SHIFT}, {"S-", LS_MOD_SHIFT},
};

static bool key_parse_base(const char *name, uint32_t *ret_code)
{
    for (size_t i = 0; i < LS_COUNT(NAMES); i++)
        if (!strcasecmp(name, NAMES[i].name)) {
            *ret_code = NAMES[i].code;
            return true;
        }
    uint32_t c;
    size_t len = strlen(name);
    if (len && ls_text_decode(name, len, &c) == len) {
        *ret_code = c;
        return c > ' ' && c != 0x7f;
    }
    int64_t n;
    if ((*name == 'F' || *name == 'f') && ls_text_to_int(name + 1, &n) && n >= 1 && n <= 12) {
        *ret_code = LS_KEY_F1 + (uint32_t)n - 1;
        return true;
    }
    return false;
}

bool ls_key_parse(const char *name, struct ls_key *ret_key)
{
    struct ls_key key = {0};
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < LS_COUNT(MODS) && !more; i++) {
            size_t len = strlen(MODS[i].prefix);
            if (!strncmp(name, MODS[i].prefix, len) && name[len]) {
                key.mods |= MODS[i].mod;
                name += len;
                more = true;
            }
        }
    }
    if (!strcasecmp(name, "BTab")) {
        key.mods |= LS_MOD_SHIFT;
        name = "Tab";
    }
    if (!key_parse_base(name, &key.code))
        return false;
    if (key.mods & LS_MOD_CTRL && key.code >= 'A' && key.code <= 'Z')
        key.code += 'a' - 'A';
    *ret_key = key;
    return true;
}

void ls_key_format(struct ls_buf *b, struct ls_key key)
{
    if (key.mods & LS_MOD_CTRL)
        ls_buf_str(b, "Ctrl-");
    if (key.mods & LS_MOD_ALT)
        ls_buf_str(b, "Alt-");
    if (key.mods & LS_MOD_SHIFT)
        ls_buf_str(b, "Shift-");
    if (key.code >= LS_KEY_F1 && key.code <= LS_KEY_F12) {
        ls_buf_printf(b, "F%d", (int)(key.code - LS_KEY_F1) + 1);
        return;
    }
    for (size_t i = 0; i < LS_COUNT(NAMES); i++)
        if (NAMES[i].code == key.code) {
            ls_buf_str(b, NAMES[i].name);
            return;
        }
    ls_text_encode(b, key.code);
}

bool ls_key_is(struct ls_key key, uint32_t code)
{
    return key.code == code && !key.mods;
}

bool ls_key_is_ctrl(struct ls_key key, char letter)
{
    return key.code == (uint32_t)letter && key.mods == LS_MOD_CTRL;
}

bool ls_key_is_text(struct ls_key key)
{
    return !key.mods && key.code >= ' ' && key.code != 0x7f && key.code < LS_KEY_ENTER;
}

/* "gs" is two keys; "j" and "Space" are one. */
bool ls_keys_parse(const char *name, struct ls_key *ret_first, struct ls_key *ret_second)
{
    *ret_second = (struct ls_key){0};
    if (ls_key_parse(name, ret_first))
        return true;
    uint32_t c;
    size_t used = ls_text_decode(name, strlen(name), &c);
    LS_AUTO(string) char *first = ls_strndup(name, used);
    return used && name[used] && ls_key_parse(first, ret_first) && ls_key_parse(name + used, ret_second);
}
