/* The contents of a new team file, from what was answered at the first start or given to `lockstep init`. */
#include "cli/start.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "lockstep/ritual.h"

enum { START_MINUTES = 15, START_LEAST = 6, START_MOST = 240, START_PEOPLE = 64 };

struct start_person {
    char *handle;
    char *name; /* "" where only a handle was given */
    int64_t function;
};

/* What was answered, read and checked. */
struct start_plan {
    struct start_person people[START_PEOPLE];
    size_t count;
    char *at; /* "Tue 09:30" */
    int64_t minutes;
};

static void start_plan_done(struct start_plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        free(plan->people[i].handle);
        free(plan->people[i].name);
    }
    free(plan->at);
}

/* --- reading --------------------------------------------------------------------------------- */

static char *next_word(const char **at)
{
    *at = ls_text_skip_blank(*at);
    size_t len = strcspn(*at, " \t,;");
    char *word = ls_strndup(*at, len);
    *at += len;
    return word;
}

static int unknown_function(const char *word, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf words = LS_BUF_INIT;
    for (int i = 0; i < LS_FUNCTION_COUNT; i++)
        ls_buf_printf(&words, "%s%s", i ? " " : "", ls_enum_word(LS_ENUM_FUNCTION, i));
    ls_error_set(err, LS_EREFUSED, "\"%s\" is no function", word);
    ls_error_hint(err, "it is one of %s", words.data);
    return LS_EREFUSED;
}

/* "Inês Müller" gives "ines": the first word without capitals and accents; "" where no such name comes of it. */
static void handle_of(const char *name, struct ls_buf *ret_handle)
{
    LS_AUTO(string) char *first = ls_strndup(name, strcspn(name, " \t"));
    ls_text_fold(ret_handle, *first == '@' ? first + 1 : first);
    if (!cli_is_handle(ret_handle->data))
        ls_buf_clear(ret_handle);
}

/* The name beside the handle: "ines Inês Carvalho" says both, "Inês Carvalho" is a name, "ines" is only a handle. */
static const char *name_beside(const char *words, const char *handle)
{
    LS_AUTO(buf) struct ls_buf second = LS_BUF_INIT;
    const char *rest = ls_text_skip_blank(words + strcspn(words, " \t"));
    if (strncmp(words, handle, strlen(handle)) != 0)
        return words;
    handle_of(rest, &second);
    return !*rest || !second.len || strcmp(second.data, handle) == 0 ? rest : words;
}

static int add_person(struct start_plan *plan, const char *words, int64_t function, struct ls_error *err)
{
    LS_AUTO(buf) struct ls_buf handle = LS_BUF_INIT;
    words += *words == '@';
    handle_of(words, &handle);
    if (!handle.len) {
        ls_error_set(err, LS_EREFUSED, "\"%s\" gives no short name", words);
        ls_error_hint(err, "begin with one in letters a to z, such as: mika %s", words);
        return LS_EREFUSED;
    }
    for (size_t i = 0; i < plan->count; i++)
        if (strcmp(plan->people[i].handle, handle.data) == 0)
            return ls_error_set(err, LS_EREFUSED, "%s is named twice", handle.data);
    if (plan->count == START_PEOPLE)
        return ls_error_set(err, LS_EREFUSED, "%d people are enough to begin with", START_PEOPLE);
    plan->people[plan->count++] = (struct start_person){.handle = ls_strdup(handle.data), .function = function,
                                                        .name = ls_strdup(name_beside(words, handle.data))};
    return 0;
}

/* "ines pmx" means a function; "Inês Müller" has capitals and is a name. */
static bool is_slip(const char *words, const char *last)
{
    LS_AUTO(string) char *before = ls_strndup(words, (size_t)(last - words));
    return cli_is_handle(before) && cli_is_handle(last + 1);
}

/* What stands between two commas: "dana", "dana pmm", "Dana Okafor pmm"; "pmm" alone is what the one before does. */
static int read_person(struct start_plan *plan, char *words, size_t first, struct ls_error *err)
{
    char *last = strrchr(words, ' ');
    int64_t function = ls_enum_value(LS_ENUM_FUNCTION, last ? last + 1 : words);
    if (!last && function != LS_NONE && plan->count > first) {
        plan->people[plan->count - 1].function = function;
        return 0;
    }
    if (last && function == LS_NONE && is_slip(words, last))
        return unknown_function(last + 1, err);
    if (last && function != LS_NONE)
        *last = '\0';
    return add_person(plan, words, function == LS_NONE || !last ? LS_FUNCTION_PM : function, err);
}

static int read_people(struct start_plan *plan, const char *text, struct ls_error *err)
{
    size_t first = plan->count;
    for (const char *at = text ? text : ""; *at; at += strspn(at, ",;")) {
        at = ls_text_skip_blank(at);
        size_t len = strcspn(at, ",;");
        LS_AUTO(string) char *words = ls_strndup(at, ls_text_trimmed(at, len));
        int code = *words ? read_person(plan, words, first, err) : 0;
        if (code != 0)
            return code;
        at += len;
    }
    return 0;
}

/* The day that a word names: "Tue", "thurs", "thursdays"; -1: none. */
static int weekday_of(const char *word)
{
    enum { SHORTEST = 3 };
    size_t len = strlen(word);
    for (int i = 0; i < 7; i++) {
        const char *name = ls_weekday_long(i);
        bool whole = len == strlen(name) + 1 && (word[len - 1] == 's' || word[len - 1] == 'S');
        if (len >= SHORTEST && !strncasecmp(word, name, whole ? len - 1 : len))
            return i;
    }
    return -1;
}

static bool is_word_of(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!strcasecmp(word, words[i]))
            return true;
    return false;
}

static bool is_half_of_day(const char *word)
{
    static const char *const WORDS[] = {"am", "pm", "a.m.", "p.m.", "h"};
    return is_word_of(word, WORDS, LS_COUNT(WORDS));
}

/* "09:30", "9.30", "14", "2pm", "2:30 pm" (half: the word behind), "noon"; in minutes after midnight. */
static bool read_time(const char *word, const char *half, long *ret_minutes)
{
    enum { WORK_BEGINS = 7 }; /* a bare "2" may be either half of the day */
    char *rest;
    if (!strcasecmp(word, "noon")) {
        *ret_minutes = 12 * 60;
        return true;
    }
    if (*word < '0' || *word > '9')
        return false;
    long hour = strtol(word, &rest, 10), minute = 0;
    bool exact = (*rest == ':' || *rest == '.') && strspn(rest + 1, "0123456789") == 2;
    if (exact)
        minute = strtol(rest + 1, &rest, 10);
    if (*rest && !is_half_of_day(rest))
        return false;
    half = *rest ? rest : half;
    bool morning = *half == 'a' || *half == 'A', afternoon = *half == 'p' || *half == 'P', halved = morning || afternoon;
    bool good = halved ? hour >= 1 && hour <= 12 : hour >= (exact || *half ? 0 : WORK_BEGINS) && hour < 24;
    if (!good || minute >= 60)
        return false;
    *ret_minutes = (halved ? hour % 12 + (afternoon ? 12 : 0) : hour) * 60 + minute;
    return true;
}

/* "30", "30min": how long it takes. */
static bool read_minutes(const char *word, int64_t *ret_minutes)
{
    static const char *const UNITS[] = {"", "m", "min", "mins", "minutes"};
    size_t digits = strspn(word, "0123456789");
    LS_AUTO(string) char *number = ls_strndup(word, digits);
    return is_word_of(word + digits, UNITS, LS_COUNT(UNITS)) && ls_text_to_int(number, ret_minutes);
}

/* The words of a weekly time in any order: "Tue 09:30, 15 min", "every thursday at 2pm". */
static bool read_weekly(const char *at, int *ret_day, long *ret_time, int64_t *ret_minutes)
{
    static const char *const FILL[] = {"every", "each", "on", "at", "weekly", "for", "min", "mins", "minutes"};
    *ret_day = -1;
    *ret_time = -1;
    for (at += strspn(at, " \t,;"); *at; at += strspn(at, " \t,;")) {
        LS_AUTO(string) char *word = next_word(&at);
        const char *ahead = at;
        LS_AUTO(string) char *half = next_word(&ahead);
        bool halved = is_half_of_day(half);
        if (is_word_of(word, FILL, LS_COUNT(FILL)))
            continue;
        if (*ret_day < 0 && weekday_of(word) >= 0) {
            *ret_day = weekday_of(word);
        } else if (*ret_time < 0 && read_time(word, halved ? half : "", ret_time)) {
            at = halved ? ahead : at;
        } else if (*ret_time < 0 || !read_minutes(word, ret_minutes)) {
            return false;
        }
    }
    return *ret_day >= 0 && *ret_time >= 0;
}

static int read_sync(struct start_plan *plan, const char *text, struct ls_error *err)
{
    const char *at = ls_text_skip_blank(text ? text : "Tue 09:30");
    int day;
    long time;
    plan->minutes = START_MINUTES;
    if (!*at) {
        plan->at = ls_strdup("");
        return 0;
    }
    if (!read_weekly(at, &day, &time, &plan->minutes) || plan->minutes < START_LEAST || plan->minutes > START_MOST) {
        ls_error_set(err, LS_EREFUSED, "\"%s\" is no time for a weekly sync", text);
        ls_error_hint(err, "write it as Tue 09:30 or thursday 2pm, with the minutes behind it where they are not 15");
        return LS_EREFUSED;
    }
    plan->at = ls_asprintf("%s %02ld:%02ld", ls_weekday_short(day), time / 60, time % 60);
    return 0;
}

/* --- writing --------------------------------------------------------------------------------- */

static void write_setting(const struct ls_board *board, struct ls_changeset *cs, const char *key, const char *value)
{
    ls_id setting = ls_change_create(cs, LS_E_SETTING, ls_clock_now());
    ls_change_text(cs, board, setting, LS_F_setting_key, key);
    ls_change_text(cs, board, setting, LS_F_setting_value, value);
}

/* The rota is the product and the marketing managers, as they were named. */
static void write_people(const struct ls_board *board, struct ls_changeset *cs, const struct start_plan *plan,
                         struct ls_buf *rota)
{
    for (size_t i = 0; i < plan->count; i++) {
        ls_id person = ls_change_create(cs, LS_E_PERSON, ls_clock_now());
        ls_change_text(cs, board, person, LS_F_person_handle, plan->people[i].handle);
        if (*plan->people[i].name)
            ls_change_text(cs, board, person, LS_F_person_name, plan->people[i].name);
        ls_change_int(cs, board, person, LS_F_person_function, plan->people[i].function);
        if (plan->people[i].function == LS_FUNCTION_PM || plan->people[i].function == LS_FUNCTION_PMM)
            ls_set_add_id(rota, person);
    }
}

static void write_sync(const struct ls_board *board, struct ls_changeset *cs, const struct start_plan *plan,
                       const char *rota)
{
    ls_id ritual = ls_ritual_create(cs, board, ls_ritual_template(0), plan->minutes, ls_clock_now());
    ls_change_text(cs, board, ritual, LS_F_ritual_at, plan->at);
    ls_change_text(cs, board, ritual, LS_F_ritual_rota, rota);
}

static int start_fill(struct cli *cli, const struct cli_start *start, const struct start_plan *plan, const char *team,
                      struct ls_error *err)
{
    const struct ls_board *board = ls_session_board(cli->session);
    struct ls_changeset *cs = ls_changeset_new("init");
    LS_AUTO(buf) struct ls_buf rota = LS_BUF_INIT;
    write_setting(board, cs, "time_zone", ls_clock_system_zone());
    if (start->sample) {
        write_setting(board, cs, "sample", "1");
    } else {
        write_setting(board, cs, "team_name", team); /* where it can be changed */
        write_people(board, cs, plan, &rota);
        write_sync(board, cs, plan, rota.data);
    }
    int code = ls_session_commit(cli->session, cs, NULL, NULL, err);
    if (code == 0 && start->sample)
        code = cli_import_sample(cli, err);
    return code == 0 ? cli_wait_saved(cli, err) : code;
}

/* Reads the answers; ret_refused is the one that does not do. */
static int read_answers(struct start_plan *plan, const struct cli_start *start, enum ui_first_field *ret_refused,
                        struct ls_error *err)
{
    *ret_refused = UI_FIRST_ME;
    int code = start->sample ? 0 : read_people(plan, start->me, err);
    if (code == 0 && !start->sample && start->me && !plan->count) { /* else the first colleague would be taken for them */
        code = ls_error_set(err, LS_EREFUSED, "\"%s\" names nobody", start->me);
        ls_error_hint(err, "your short name is needed, such as ines pm");
    }
    if (code == 0 && !start->sample) {
        *ret_refused = UI_FIRST_WITH;
        code = read_people(plan, start->with, err);
    }
    if (code == 0) {
        *ret_refused = UI_FIRST_SYNC;
        code = read_sync(plan, start->sync, err);
    }
    if (code == 0)
        *ret_refused = UI_FIRST_PATH;
    return code;
}

int cli_start_file(struct cli *cli, struct cli_start *start, struct ls_error *err)
{
    struct start_plan plan = {0};
    /* The sample lives on a day of its own: what it holds must not be entered after it. */
    if (start->sample && !ls_clock_is_invented())
        ls_clock_set_now(CLI_SAMPLE_NOW, NULL);
    int code = read_answers(&plan, start, &start->refused, err);
    if (code == 0 && ls_session_look(start->path, CLI_LOOK_MS) == LS_PRESENCE_THERE) {
        code = ls_error_set(err, LS_EFAILED, "%s is there already", start->path);
        ls_error_hint(err, "lockstep %s opens it, where it is a team file", start->path);
    }
    const char *team = start->team && *start->team ? start->team : start->sample ? CLI_SAMPLE_TEAM : "Our team";
    const char *me = plan.count ? plan.people[0].handle : start->me;
    struct ls_session_options options = {.path = start->path, .user = me, .create = team,
                                         .state_dir = start->state_dir};
    if (code == 0)
        code = ls_session_open(&options, &cli->session, err);
    if (code == 0)
        code = ls_session_wait_loaded(cli->session, cli_wait_ms(), err);
    if (code == 0)
        code = start_fill(cli, start, &plan, team, err);
    start_plan_done(&plan);
    return code;
}
