/* What a session's file in FILE-peers/ says: lines of "key value", for programs and for people who look. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "store/peers_internal.h"

static const char *const words_proofs[] = {"unproven", "shared", "no-locks", "stale-reads"};

void peer_words_done(struct peer_words *words)
{
    free(words->user);
    free(words->machine);
    free(words->asks);
    free(words->answers);
    *words = (struct peer_words){0};
}

static struct peer_challenge words_challenge(const char *id, uint64_t nonce)
{
    struct peer_challenge challenge = {.nonce = nonce};
    memcpy(challenge.id, id, PEER_ID_LEN);
    return challenge;
}

void peer_words_ask(struct peer_words *words, const char *id, uint64_t nonce)
{
    LS_GROW(words->asks, words->ask_len, words->ask_cap);
    words->asks[words->ask_len++] = words_challenge(id, nonce);
}

void peer_words_answer(struct peer_words *words, const char *id, uint64_t nonce)
{
    LS_GROW(words->answers, words->answer_len, words->answer_cap);
    words->answers[words->answer_len++] = words_challenge(id, nonce);
}

static void words_challenges(struct ls_buf *b, const char *key, const struct peer_challenge *v, size_t len)
{
    for (size_t i = 0; i < len; i++)
        ls_buf_printf(b, "%s %s %016llx\n", key, v[i].id, (unsigned long long)v[i].nonce);
}

/* A handle is one word; what is not is kept out of the lines. */
static void words_word(struct ls_buf *b, const char *key, const char *word)
{
    ls_buf_printf(b, "%s %.*s\n", key, (int)strcspn(word ? word : "", "\r\n"), word ? word : "");
}

void peer_words_write(const struct peer_words *words, struct ls_buf *b)
{
    size_t from = b->len;
    ls_buf_printf(b, "lockstep-peer 1\nbeat %llu\n", (unsigned long long)words->beat);
    words_word(b, "user", words->user);
    words_word(b, "machine", words->machine);
    ls_buf_printf(b, "pid %lld\nproof %s\n", (long long)words->pid, words_proofs[words->proof]);
    if (words->step)
        ls_buf_printf(b, "step %u\n", words->step);
    words_challenges(b, "ask", words->asks, words->ask_len);
    words_challenges(b, "answer", words->answers, words->answer_len);
    ls_buf_printf(b, "end %08x\n", ls_crc32(b->data + from, b->len - from));
}

static bool words_challenge_read(const char *value, struct peer_challenge *ret)
{
    char id[PEER_ID_LEN + 1];
    uint64_t none;
    if (strlen(value) != 2 * PEER_ID_LEN + 1 || value[PEER_ID_LEN] != ' ')
        return false;
    memcpy(id, value, PEER_ID_LEN);
    id[PEER_ID_LEN] = 0;
    if (!peer_name_read(id, ret->id, &none))
        return false;
    ret->nonce = strtoull(value + PEER_ID_LEN + 1, NULL, 16);
    return true;
}

static void words_line(struct peer_words *words, const char *key, const char *value)
{
    struct peer_challenge challenge;
    if (!strcmp(key, "beat")) {
        words->beat = strtoull(value, NULL, 10);
    } else if (!strcmp(key, "user")) {
        free(words->user);
        words->user = ls_strdup(value);
    } else if (!strcmp(key, "machine")) {
        free(words->machine);
        words->machine = ls_strdup(value);
    } else if (!strcmp(key, "pid")) {
        words->pid = strtoll(value, NULL, 10);
    } else if (!strcmp(key, "step")) {
        words->step = (unsigned)strtoul(value, NULL, 10);
    } else if (!strcmp(key, "proof")) {
        for (size_t i = 0; i < LS_COUNT(words_proofs); i++)
            words->proof = strcmp(value, words_proofs[i]) ? words->proof : (enum ls_peers_proof)i;
    } else if (!strcmp(key, "ask") && words_challenge_read(value, &challenge)) {
        peer_words_ask(words, challenge.id, challenge.nonce);
    } else if (!strcmp(key, "answer") && words_challenge_read(value, &challenge)) {
        peer_words_answer(words, challenge.id, challenge.nonce);
    }
}

bool peer_words_read(const char *text, size_t len, struct peer_words *ret_words)
{
    static const char head[] = "lockstep-peer ";
    LS_AUTO(buf) struct ls_buf copy = LS_BUF_INIT;
    if (len < strlen(head) || memcmp(text, head, strlen(head)))
        return false;
    ls_buf_add(&copy, text, len);
    struct peer_words words = {.user = ls_strdup(""), .machine = ls_strdup("")};
    for (char *line = copy.data, *next; (next = strchr(line, '\n')); line = next) {
        uint32_t sum = ls_crc32(text, (size_t)(line - copy.data));
        *next++ = 0;
        char *value = strchr(line, ' ');
        if (!value)
            break;
        *value++ = 0;
        if (!strcmp(line, "end")) {
            if (strlen(value) != 8 || strtoul(value, NULL, 16) != sum)
                break;
            *ret_words = words;
            return true;
        }
        words_line(&words, line, value);
    }
    peer_words_done(&words);
    return false;
}

bool peer_name_read(const char *name, char ret_id[PEER_ID_LEN + 1], uint64_t *ret_beat)
{
    static const char beat[] = ".beat.";
    if (strspn(name, "0123456789abcdef") != PEER_ID_LEN)
        return false;
    const char *rest = name + PEER_ID_LEN;
    uint64_t number = 0;
    if (*rest) {
        char *end;
        if (strncmp(rest, beat, strlen(beat)) || rest[strlen(beat)] < '0' || rest[strlen(beat)] > '9')
            return false;
        errno = 0;
        number = strtoull(rest + strlen(beat), &end, 10);
        if (*end || errno)
            return false;
    }
    memcpy(ret_id, name, PEER_ID_LEN);
    ret_id[PEER_ID_LEN] = 0;
    *ret_beat = number;
    return true;
}
