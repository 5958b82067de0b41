-- Outings with their bookings and vouchers; votes on what comes next.

-- `seats_free` changes by one conditional UPDATE, as the stock of an offer does.
-- The shares are those of one seat at the regular price; a booking keeps its own copy.
CREATE TABLE outing (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    key               TEXT NOT NULL UNIQUE,
    kind              TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    picture           TEXT NOT NULL CHECK (length(picture) BETWEEN 1 AND 200),
    day               TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    starts            TEXT NOT NULL CHECK (starts GLOB '[0-2][0-9]:[0-5][0-9]'),
    ends              TEXT CHECK (ends GLOB '[0-2][0-9]:[0-5][0-9]'),
    meeting_place     TEXT NOT NULL DEFAULT '',
    meeting_time      TEXT CHECK (meeting_time GLOB '[0-2][0-9]:[0-5][0-9]'),
    transport         TEXT NOT NULL CHECK (transport IN ('bus', 'train', 'foot', 'car', 'own')),
    quota             INTEGER NOT NULL CHECK (quota BETWEEN 0 AND 9999),
    seats_free        INTEGER NOT NULL CHECK (seats_free BETWEEN 0 AND quota),
    partner           TEXT NOT NULL DEFAULT '',
    partner_seats     INTEGER NOT NULL DEFAULT 0 CHECK (partner_seats >= 0),
    regular_price     INTEGER NOT NULL CHECK (regular_price >= 0),
    participant_price INTEGER NOT NULL CHECK (participant_price >= 0),
    group_share       INTEGER NOT NULL CHECK (group_share >= 0),
    town_share        INTEGER NOT NULL CHECK (town_share >= 0),
    priority_day      TEXT CHECK (priority_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    deadline_at       INTEGER,
    state             TEXT NOT NULL CHECK (state IN ('planned', 'cancelled')),
    cancel_reason     TEXT NOT NULL DEFAULT '',
    copied_from_id    INTEGER REFERENCES outing (id),
    made_at           INTEGER NOT NULL,
    changed_at        INTEGER,
    CHECK (participant_price + group_share + town_share = regular_price),
    CHECK (state = 'planned' OR trim(cancel_reason) <> '')
) STRICT;
CREATE INDEX outing_day ON outing (day);

CREATE TABLE outing_name (
    outing_id INTEGER NOT NULL REFERENCES outing (id),
    language  TEXT NOT NULL,
    name      TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    PRIMARY KEY (outing_id, language)
) STRICT, WITHOUT ROWID;

-- Waiting bookings come up in the order of their ids. A party that moves to another date is a new
-- booking that says where it came from.
CREATE TABLE booking (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    key               TEXT NOT NULL UNIQUE,
    outing_id         INTEGER NOT NULL REFERENCES outing (id),
    participant_id    INTEGER REFERENCES participant (id),
    moment_id         INTEGER REFERENCES moment (id),
    number            INTEGER CHECK (number > 0),
    state             TEXT NOT NULL CHECK (state IN ('reserved', 'confirmed', 'waiting', 'cancelled')),
    adults            INTEGER NOT NULL CHECK (adults BETWEEN 0 AND 99),
    children          INTEGER NOT NULL CHECK (children BETWEEN 0 AND 99),
    participant_price INTEGER NOT NULL CHECK (participant_price >= 0),
    group_share       INTEGER NOT NULL CHECK (group_share >= 0),
    town_share        INTEGER NOT NULL CHECK (town_share >= 0),
    language          TEXT NOT NULL,
    made_at           INTEGER NOT NULL,
    promoted_at       INTEGER,
    confirmed_at      INTEGER,
    cancelled_at      INTEGER,
    cancel_reason     TEXT NOT NULL DEFAULT '',
    moved_from_id     INTEGER UNIQUE REFERENCES booking (id),
    UNIQUE (moment_id, number),
    CHECK (adults + children > 0),
    CHECK (state <> 'confirmed' OR confirmed_at IS NOT NULL),
    CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL))
) STRICT;
CREATE INDEX booking_outing ON booking (outing_id, state, id);
CREATE INDEX booking_participant ON booking (participant_id) WHERE participant_id IS NOT NULL;

-- `serial` is the random part of the signed code, `typed` the three pictures and six digits.
CREATE TABLE voucher (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    booking_id INTEGER NOT NULL REFERENCES booking (id),
    serial     TEXT NOT NULL UNIQUE CHECK (length(serial) BETWEEN 8 AND 64),
    typed      TEXT NOT NULL UNIQUE,
    key_id     INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('issued', 'void')),
    seats      INTEGER NOT NULL CHECK (seats > 0),
    redeemed   INTEGER NOT NULL DEFAULT 0 CHECK (redeemed BETWEEN 0 AND seats),
    valid_day  TEXT NOT NULL CHECK (valid_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    issued_at  INTEGER NOT NULL,
    void_at    INTEGER,
    CHECK ((state = 'void') = (void_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX voucher_one_per_booking ON voucher (booking_id) WHERE state = 'issued';

CREATE TABLE redeeming (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    key          TEXT NOT NULL UNIQUE,
    voucher_id   INTEGER NOT NULL REFERENCES voucher (id),
    seats        INTEGER NOT NULL CHECK (seats > 0),
    volunteer_id INTEGER REFERENCES volunteer (id),
    at           INTEGER NOT NULL,
    undone_at    INTEGER
) STRICT;
CREATE INDEX redeeming_voucher ON redeeming (voucher_id);

CREATE TABLE poll (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    key          TEXT NOT NULL UNIQUE,
    about        TEXT NOT NULL CHECK (about IN ('outings', 'produce')),
    opened_at    INTEGER NOT NULL,
    closed_at    INTEGER,
    show_results INTEGER NOT NULL DEFAULT 0 CHECK (show_results IN (0, 1))
) STRICT;
CREATE INDEX poll_open ON poll (id) WHERE closed_at IS NULL;

CREATE TABLE poll_choice (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    poll_id  INTEGER NOT NULL REFERENCES poll (id),
    position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 5),
    picture  TEXT NOT NULL CHECK (length(picture) BETWEEN 1 AND 200),
    votes    INTEGER NOT NULL DEFAULT 0 CHECK (votes >= 0),
    UNIQUE (poll_id, position)
) STRICT;

-- `key` is that of the visit: a visit may tap several pictures, each once.
CREATE TABLE vote (
    key       TEXT NOT NULL,
    choice_id INTEGER NOT NULL REFERENCES poll_choice (id),
    at        INTEGER NOT NULL,
    PRIMARY KEY (key, choice_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX vote_choice ON vote (choice_id);
