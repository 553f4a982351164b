"""The edits of tests that kill: each carries a token of its own, by which it is found in the file."""


def promised(status, said):
    """Whether the program said that the edit is saved or kept."""
    return status == 0 or (status == 5 and "kept, not yet in the file" in said)


class Edits:
    """The tokens of a team file's life: which were promised, which are unknown; and the steps of the sync."""

    def __init__(self, prefix):
        self.prefix = prefix
        self.count = 0
        self.promised = []
        self.unknown = []
        self.steps = [0, 0]  # promised, unknown

    def token(self):
        self.count += 1
        return "%s-%05d-end" % (self.prefix, self.count)

    def verify(self, world):
        """What is wrong with the file: each promised edit is there once and was written once, any other at most."""
        wrong = []
        stands, logged = world.tokens(self.prefix)
        for kind, tokens, allowed in (("promised", self.promised, (1,)), ("other", self.unknown, (0, 1))):
            for token in tokens:
                times = stands.get(token, 0), logged.get(token, 0)
                if times[0] not in allowed or times[0] != times[1]:
                    wrong.append("%s edit %s is in the file %d times, in the log %d times" % (kind, token, *times))
        steps = world.ask("SELECT count(*) FROM log WHERE label = 'sync next'")[0][0]
        if not self.steps[0] <= steps <= sum(self.steps):
            wrong.append("the sync moved on %d times, promised %d, other %d" % (steps, *self.steps))
        return wrong
