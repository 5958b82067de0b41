-- The clock of a machine that does not keep time while it is off.

-- When the time was settled anew: by a volunteer, or by the network while the kiosk ran. `at` is the
-- time that holds from then on, `was` what the kiosk took for it until then; `boot` and `uptime` (in
-- milliseconds) tell which run of the machine, and how far into it. `seen` is how far each table
-- had come: what was written before says nothing about the time any more.
CREATE TABLE clock_mark (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    source       TEXT NOT NULL CHECK (source IN ('volunteer', 'network')),
    at           INTEGER NOT NULL,
    was          INTEGER NOT NULL,
    boot         TEXT NOT NULL,
    uptime       INTEGER NOT NULL CHECK (uptime >= 0),
    seen         TEXT NOT NULL CHECK (seen LIKE '{%}'),
    volunteer_id INTEGER REFERENCES volunteer (id)
) STRICT;
CREATE TRIGGER clock_mark_never_changes BEFORE UPDATE ON clock_mark
BEGIN SELECT RAISE(ABORT, 'clock_mark is append-only'); END;
CREATE TRIGGER clock_mark_never_goes BEFORE DELETE ON clock_mark
BEGIN SELECT RAISE(ABORT, 'clock_mark is append-only'); END;

-- Votes have no number, so their last one is found by its time.
CREATE INDEX vote_at ON vote (at);
