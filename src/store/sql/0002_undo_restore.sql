-- Undo that outlives the program, imports in several changesets, restores that say what becomes of newer changes.

ALTER TABLE meta ADD COLUMN restored INTEGER NOT NULL DEFAULT 0; -- the last restore: 0 none, 1 newer changes are put back, 2 they are offered

ALTER TABLE log ADD COLUMN undoes_writer BLOB; -- an undo or redo: writer and n of the changeset that it takes back
ALTER TABLE log ADD COLUMN undoes_n INTEGER;
ALTER TABLE log ADD COLUMN part_of INTEGER;    -- an import in several changesets: the same in each, for they are undone as one

-- What somebody did last, to undo it.
CREATE INDEX log_who ON log (who, id) WHERE hash IS NOT NULL;
