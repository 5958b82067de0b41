-- The volunteers' door, and what of a person vanishes by itself.

-- A sign is a name, or the word of a picture with its key.
ALTER TABLE volunteer ADD COLUMN picture TEXT NOT NULL DEFAULT '' CHECK (length(picture) <= 60);

-- A pause is counted in time that the machine ran: `pause_ms` were left when boot `boot` had run
-- for `ran_ms`. A clock that is set, forward or back, changes none of these.
ALTER TABLE attempt ADD COLUMN pause_ms INTEGER NOT NULL DEFAULT 0 CHECK (pause_ms >= 0);
ALTER TABLE attempt ADD COLUMN boot TEXT NOT NULL DEFAULT '';
ALTER TABLE attempt ADD COLUMN ran_ms INTEGER NOT NULL DEFAULT 0 CHECK (ran_ms >= 0);
UPDATE attempt SET pause_ms = min(600000, 10000 << min(streak - 5, 6)) WHERE streak >= 5;

-- Whoever left stays a row, so that the audit keeps pointing at somebody; one always remains.
CREATE TRIGGER volunteer_never_goes BEFORE DELETE ON volunteer
BEGIN SELECT RAISE(ABORT, 'a volunteer is kept'); END;
CREATE TRIGGER volunteer_one_remains BEFORE UPDATE OF left_at ON volunteer
WHEN OLD.left_at IS NULL AND NEW.left_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM volunteer WHERE left_at IS NULL AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'the last volunteer stays'); END;
CREATE TRIGGER volunteer_left_for_good BEFORE UPDATE OF left_at, pin_hash ON volunteer
WHEN OLD.left_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the volunteer has left'); END;
CREATE TRIGGER rescue_code_used_once BEFORE UPDATE ON rescue_code WHEN OLD.used_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the rescue code was used'); END;

-- What still ties to a person, by age: only rows that have something to forget.
CREATE INDEX check_in_tied ON check_in (at) WHERE participant_id IS NOT NULL;
CREATE INDEX booking_tied ON booking (made_at) WHERE participant_id IS NOT NULL;
CREATE INDEX participant_known ON participant (made_at) WHERE erased_at IS NULL;
CREATE INDEX attempt_at ON attempt (at);
