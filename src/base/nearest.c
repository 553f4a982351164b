/* The nearest word. What a distance is stands in text.c. */
#include "base/nearest.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

struct ls_nearest ls_nearest_begin(const char *typed, int edits)
{
    return (struct ls_nearest){.typed = typed, .distance = edits + 1};
}

bool ls_nearest_offer(struct ls_nearest *nearest, int distance, const char *word)
{
    if (distance >= nearest->distance)
        return false;
    nearest->distance = distance;
    nearest->word = word;
    return true;
}

bool ls_nearest_try(struct ls_nearest *nearest, const char *word)
{
    return ls_nearest_offer(nearest, ls_text_distance(nearest->typed, word, nearest->distance - 1), word);
}

bool ls_nearest_try_begun(struct ls_nearest *nearest, const char *word)
{
    size_t len = strlen(nearest->typed);
    if (len > 1 && !strncasecmp(word, nearest->typed, len))
        return ls_nearest_offer(nearest, 1, word);
    return ls_nearest_try(nearest, word);
}
