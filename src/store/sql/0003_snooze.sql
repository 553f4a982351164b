-- What an item sleeps for: the day on which it comes back moves with a launch's day or a decision's review.

ALTER TABLE item ADD COLUMN snooze_event TEXT NOT NULL DEFAULT ''; -- a set: launches and decisions
ALTER TABLE item ADD COLUMN snooze_days INTEGER;                   -- how long after them; empty: the next day, or the same
