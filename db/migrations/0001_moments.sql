-- Moments, people, produce, money, paper.
--
-- Amounts are whole euro cents, times (*_at) are milliseconds since 1970 in UTC, days are ISO dates.
-- AUTOINCREMENT where order matters: the order of things is their id, never the clock.
-- Words that may grow (kinds of moments, products, portions, languages) are plain text; sets that
-- the rules depend on (states, methods, reasons) are closed by a CHECK.

CREATE TABLE volunteer (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    pin_hash TEXT NOT NULL CHECK (pin_hash LIKE '$argon2id$%'),
    added_at INTEGER NOT NULL,
    left_at  INTEGER
) STRICT;

CREATE TABLE rescue_code (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    code_hash TEXT NOT NULL CHECK (code_hash LIKE '$argon2id$%'),
    made_at   INTEGER NOT NULL,
    used_at   INTEGER
) STRICT;

-- Every guess at a lock, committed before the guess is checked. `streak` counts the wrong (or never
-- finished) guesses up to and including this one, so that the pause follows from the last row alone.
CREATE TABLE attempt (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    lock         TEXT NOT NULL CHECK (lock IN ('pin', 'voucher')),
    outcome      TEXT NOT NULL CHECK (outcome IN ('pending', 'wrong', 'right')),
    streak       INTEGER NOT NULL CHECK (streak >= 0),
    at           INTEGER NOT NULL,
    volunteer_id INTEGER REFERENCES volunteer (id)
) STRICT;
CREATE INDEX attempt_last ON attempt (lock, id);

-- Who did what: ids only, no names, never changed.
CREATE TABLE audit (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    at           INTEGER NOT NULL,
    volunteer_id INTEGER REFERENCES volunteer (id),
    act          TEXT NOT NULL CHECK (length(act) BETWEEN 1 AND 40),
    subject      TEXT NOT NULL CHECK (length(subject) <= 40),
    subject_id   INTEGER,
    detail       TEXT NOT NULL DEFAULT '{}' CHECK (detail LIKE '{%}')
) STRICT;

CREATE TABLE moment (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    key            TEXT NOT NULL UNIQUE,
    kind           TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    day            TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    state          TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    opened_at      INTEGER NOT NULL,
    opened_by_id   INTEGER REFERENCES volunteer (id),
    rule_percent   INTEGER NOT NULL CHECK (rule_percent BETWEEN 1 AND 100),
    rule_rounding  TEXT NOT NULL CHECK (rule_rounding IN ('floor5', 'exact')),
    float_cents    INTEGER NOT NULL CHECK (float_cents >= 0),
    last_number    INTEGER NOT NULL DEFAULT 0 CHECK (last_number >= 0),
    close_key      TEXT UNIQUE,
    closed_at      INTEGER,
    closed_by_id   INTEGER REFERENCES volunteer (id),
    expected_cash  INTEGER,
    counted_cash   INTEGER CHECK (counted_cash >= 0),
    close_reason   TEXT,
    money_rows     INTEGER,
    money_hash     TEXT,
    CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
    CHECK ((state = 'closed') = (close_key IS NOT NULL)),
    CHECK ((state = 'closed') = (expected_cash IS NOT NULL)),
    CHECK ((state = 'closed') = (counted_cash IS NOT NULL)),
    CHECK ((state = 'closed') = (close_reason IS NOT NULL)),
    CHECK ((state = 'closed') = (money_rows IS NOT NULL)),
    CHECK ((state = 'closed') = (money_hash IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX moment_only_one_open ON moment (state) WHERE state = 'open';
CREATE INDEX moment_day ON moment (day);

-- What the volunteers plan to do next, for the welcome picture and the take-home strip.
CREATE TABLE planned_moment (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    kind         TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    day          TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    starts       TEXT NOT NULL CHECK (starts GLOB '[0-2][0-9]:[0-5][0-9]'),
    ends         TEXT CHECK (ends GLOB '[0-2][0-9]:[0-5][0-9]'),
    place        TEXT NOT NULL DEFAULT '',
    cancelled_at INTEGER
) STRICT;
CREATE INDEX planned_moment_day ON planned_moment (day);

-- A nameless record: a picture and a language. Erasing leaves an empty row, so that ids stay true.
CREATE TABLE participant (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    animal     TEXT,
    colour     TEXT,
    language   TEXT,
    card_code  TEXT UNIQUE,
    made_at    INTEGER NOT NULL,
    erased_at  INTEGER,
    CHECK ((erased_at IS NULL) = (animal IS NOT NULL)),
    CHECK ((erased_at IS NULL) = (colour IS NOT NULL)),
    CHECK ((erased_at IS NULL) = (language IS NOT NULL)),
    CHECK (erased_at IS NULL OR card_code IS NULL)
) STRICT;
CREATE UNIQUE INDEX participant_picture ON participant (animal, colour);

CREATE TABLE check_in (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    key            TEXT NOT NULL UNIQUE,
    moment_id      INTEGER NOT NULL REFERENCES moment (id),
    participant_id INTEGER REFERENCES participant (id),
    adults         INTEGER NOT NULL CHECK (adults BETWEEN 0 AND 99),
    children       INTEGER NOT NULL CHECK (children BETWEEN 0 AND 99),
    language       TEXT NOT NULL,
    at             INTEGER NOT NULL,
    undone_at      INTEGER,
    CHECK (adults + children > 0)
) STRICT;
CREATE INDEX check_in_moment ON check_in (moment_id);
CREATE INDEX check_in_linked ON check_in (participant_id, at) WHERE participant_id IS NOT NULL;

CREATE TABLE check_in_help (
    check_in_id INTEGER NOT NULL REFERENCES check_in (id),
    help        TEXT NOT NULL CHECK (length(help) BETWEEN 1 AND 40),
    PRIMARY KEY (check_in_id, help)
) STRICT, WITHOUT ROWID;

-- `available` is what is neither sold nor in somebody's basket: opening = sold + reserved + available.
CREATE TABLE offer (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    moment_id  INTEGER NOT NULL REFERENCES moment (id),
    position   INTEGER NOT NULL CHECK (position >= 0),
    product    TEXT NOT NULL CHECK (length(product) BETWEEN 1 AND 60),
    portion    TEXT NOT NULL CHECK (length(portion) BETWEEN 1 AND 40),
    free       INTEGER NOT NULL CHECK (free IN (0, 1)),
    shop_price INTEGER NOT NULL CHECK (shop_price BETWEEN 0 AND 9999),
    price      INTEGER NOT NULL CHECK (price BETWEEN 0 AND shop_price),
    per_order  INTEGER CHECK (per_order > 0),
    opening    INTEGER NOT NULL CHECK (opening BETWEEN 0 AND 9999),
    available  INTEGER NOT NULL CHECK (available BETWEEN 0 AND opening),
    UNIQUE (moment_id, product, portion),
    CHECK (free = (price = 0))
) STRICT;

-- `orders`, because ORDER is a word of SQL itself.
CREATE TABLE orders (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    key          TEXT NOT NULL UNIQUE,
    moment_id    INTEGER NOT NULL REFERENCES moment (id),
    number       INTEGER CHECK (number > 0),
    state        TEXT NOT NULL CHECK (state IN ('basket', 'open', 'paid', 'cancelled')),
    language     TEXT NOT NULL,
    started_at   INTEGER NOT NULL,
    handed_in_at INTEGER,
    ended_at     INTEGER,
    UNIQUE (moment_id, number),
    CHECK (state NOT IN ('open', 'paid') OR number IS NOT NULL),
    CHECK (state NOT IN ('open', 'paid') OR handed_in_at IS NOT NULL),
    CHECK ((state IN ('paid', 'cancelled')) = (ended_at IS NOT NULL))
) STRICT;
CREATE INDEX orders_live ON orders (state, id) WHERE state IN ('basket', 'open');

-- The prices are those of the moment of tapping; a later change makes a second line.
CREATE TABLE order_line (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id   INTEGER NOT NULL REFERENCES orders (id),
    offer_id   INTEGER NOT NULL REFERENCES offer (id),
    shop_price INTEGER NOT NULL CHECK (shop_price >= 0),
    price      INTEGER NOT NULL CHECK (price BETWEEN 0 AND shop_price),
    quantity   INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 999),
    UNIQUE (order_id, offer_id, price, shop_price)
) STRICT;
CREATE INDEX order_line_offer ON order_line (offer_id, order_id);

-- The journal: rows are only ever added, each with a hash over itself and the hash before it.
-- `moment_id` is the moment whose till the money went into or came out of (none: outside a moment),
-- `amount` what was paid into the till, by bank or by the group, negative when given back.
CREATE TABLE money (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    key          TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL CHECK (kind IN ('payment', 'undo', 'counter_entry', 'correction')),
    moment_id    INTEGER REFERENCES moment (id),
    order_id     INTEGER REFERENCES orders (id),
    booking_id   INTEGER REFERENCES booking (id),
    reverses_id  INTEGER UNIQUE REFERENCES money (id),
    method       TEXT NOT NULL CHECK (method IN ('cash', 'bank', 'group')),
    total        INTEGER NOT NULL,
    amount       INTEGER NOT NULL,
    received     INTEGER CHECK (received >= amount),
    change       INTEGER CHECK (change >= 0),
    reason       TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    volunteer_id INTEGER REFERENCES volunteer (id),
    at           INTEGER NOT NULL,
    previous     TEXT NOT NULL CHECK (length(previous) = 64),
    hash         TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
    CHECK ((kind IN ('undo', 'counter_entry')) = (reverses_id IS NOT NULL)),
    CHECK (kind = 'correction' OR (order_id IS NULL) <> (booking_id IS NULL)),
    CHECK (kind <> 'payment' OR (total >= 0 AND amount >= 0)),
    CHECK (kind NOT IN ('undo', 'counter_entry') OR (total <= 0 AND amount <= 0)),
    CHECK (method = 'cash' OR kind = 'correction' OR amount = total),
    CHECK ((kind = 'payment' AND method = 'cash') = (received IS NOT NULL)),
    CHECK ((received IS NULL) = (change IS NULL)),
    CHECK (received IS NULL OR change = received - amount),
    CHECK (trim(reason) <> '' OR kind = 'undo' OR (kind = 'payment' AND method <> 'group'))
) STRICT;
CREATE INDEX money_moment ON money (moment_id, id);
CREATE INDEX money_order ON money (order_id, id) WHERE order_id IS NOT NULL;
CREATE INDEX money_booking ON money (booking_id, id) WHERE booking_id IS NOT NULL;

CREATE TABLE cash_count (
    moment_id    INTEGER NOT NULL REFERENCES moment (id),
    part         TEXT NOT NULL CHECK (part IN ('opening', 'closing')),
    denomination INTEGER NOT NULL CHECK (denomination > 0),
    pieces       INTEGER NOT NULL CHECK (pieces > 0),
    PRIMARY KEY (moment_id, part, denomination)
) STRICT, WITHOUT ROWID;

-- What became of one offer: difference is what was counted minus what should have been left.
CREATE TABLE tally_line (
    offer_id   INTEGER PRIMARY KEY REFERENCES offer (id),
    opening    INTEGER NOT NULL CHECK (opening >= 0),
    sold       INTEGER NOT NULL CHECK (sold >= 0),
    soup       INTEGER NOT NULL CHECK (soup >= 0),
    given      INTEGER NOT NULL CHECK (given >= 0),
    spoiled    INTEGER NOT NULL CHECK (spoiled >= 0),
    back       INTEGER NOT NULL CHECK (back >= 0),
    difference INTEGER NOT NULL,
    CHECK (opening - sold - soup - given - spoiled - back + difference = 0)
) STRICT;

-- Seven optional boxes of the food-aid forms (total, up_to_15, from_65, women, migrants, disabled,
-- homeless): an estimate of the whole moment, never of a person.
CREATE TABLE estimate (
    moment_id INTEGER NOT NULL REFERENCES moment (id),
    box       TEXT NOT NULL CHECK (length(box) BETWEEN 1 AND 40),
    people    INTEGER NOT NULL CHECK (people BETWEEN 0 AND 9999),
    PRIMARY KEY (moment_id, box)
) STRICT, WITHOUT ROWID;

-- A paper that must come out, as the data that stands on it. 'cancelled': undone before it printed.
CREATE TABLE print_job (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    document   TEXT NOT NULL CHECK (document LIKE '{%}'),
    state      TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'printed', 'failed',
                                              'expired', 'unknown', 'cancelled')),
    number     INTEGER,
    moment_id  INTEGER REFERENCES moment (id),
    order_id   INTEGER REFERENCES orders (id),
    money_id   INTEGER REFERENCES money (id),
    booking_id INTEGER REFERENCES booking (id),
    copy_of_id INTEGER REFERENCES print_job (id),
    made_at    INTEGER NOT NULL,
    sending_at INTEGER,
    ended_at   INTEGER,
    told_at    INTEGER,
    note       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX print_job_waiting ON print_job (state, id) WHERE state IN ('queued', 'sending');
CREATE INDEX print_job_untold ON print_job (id)
    WHERE told_at IS NULL AND state IN ('failed', 'expired', 'unknown');
CREATE INDEX print_job_order ON print_job (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX print_job_money ON print_job (money_id) WHERE money_id IS NOT NULL;

-- A half-filled opening or closing that must survive a power cut.
CREATE TABLE draft (
    name TEXT PRIMARY KEY NOT NULL,
    data TEXT NOT NULL CHECK (data <> '')
) STRICT, WITHOUT ROWID;

-- Money, counts and the audit are never changed, a closed moment is final.

CREATE TRIGGER money_never_changes BEFORE UPDATE ON money
BEGIN SELECT RAISE(ABORT, 'money is append-only'); END;
CREATE TRIGGER money_never_goes BEFORE DELETE ON money
BEGIN SELECT RAISE(ABORT, 'money is append-only'); END;
CREATE TRIGGER money_of_an_open_till BEFORE INSERT ON money
WHEN (SELECT state FROM moment WHERE id = NEW.moment_id) = 'closed'
BEGIN SELECT RAISE(ABORT, 'the moment is closed'); END;

CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_never_goes BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TRIGGER cash_count_never_changes BEFORE UPDATE ON cash_count
BEGIN SELECT RAISE(ABORT, 'cash_count is append-only'); END;
CREATE TRIGGER cash_count_never_goes BEFORE DELETE ON cash_count
BEGIN SELECT RAISE(ABORT, 'cash_count is append-only'); END;
CREATE TRIGGER cash_count_of_an_open_moment BEFORE INSERT ON cash_count
WHEN (SELECT state FROM moment WHERE id = NEW.moment_id) = 'closed'
BEGIN SELECT RAISE(ABORT, 'the moment is closed'); END;

CREATE TRIGGER tally_line_never_changes BEFORE UPDATE ON tally_line
BEGIN SELECT RAISE(ABORT, 'tally_line is append-only'); END;
CREATE TRIGGER tally_line_never_goes BEFORE DELETE ON tally_line
BEGIN SELECT RAISE(ABORT, 'tally_line is append-only'); END;
CREATE TRIGGER tally_line_of_an_open_moment BEFORE INSERT ON tally_line
WHEN (SELECT moment.state FROM offer JOIN moment ON moment.id = offer.moment_id
      WHERE offer.id = NEW.offer_id) = 'closed'
BEGIN SELECT RAISE(ABORT, 'the moment is closed'); END;

CREATE TRIGGER moment_final BEFORE UPDATE ON moment WHEN OLD.state = 'closed'
BEGIN SELECT RAISE(ABORT, 'the moment is closed'); END;
CREATE TRIGGER moment_never_goes BEFORE DELETE ON moment
BEGIN SELECT RAISE(ABORT, 'a moment is kept'); END;

CREATE TRIGGER check_in_of_an_open_moment BEFORE INSERT ON check_in
WHEN (SELECT state FROM moment WHERE id = NEW.moment_id) = 'closed'
BEGIN SELECT RAISE(ABORT, 'the moment is closed'); END;
-- participant_id is left out: its link is cut after 13 months and when somebody is erased.
CREATE TRIGGER check_in_final BEFORE UPDATE OF key, moment_id, adults, children, language, at,
    undone_at ON check_in
WHEN (SELECT state FROM moment WHERE id = OLD.moment_id) = 'closed'
BEGIN SELECT RAISE(ABORT, 'the moment is closed'); END;

CREATE TRIGGER offer_of_an_open_moment BEFORE INSERT ON offer
WHEN (SELECT state FROM moment WHERE id = NEW.moment_id) = 'closed'
BEGIN SELECT RAISE(ABORT, 'the moment is closed'); END;
CREATE TRIGGER offer_final BEFORE UPDATE ON offer
WHEN (SELECT state FROM moment WHERE id = OLD.moment_id) = 'closed'
BEGIN SELECT RAISE(ABORT, 'the moment is closed'); END;
CREATE TRIGGER offer_never_goes BEFORE DELETE ON offer
BEGIN SELECT RAISE(ABORT, 'an offer is kept'); END;

CREATE TRIGGER orders_of_an_open_moment BEFORE INSERT ON orders
WHEN (SELECT state FROM moment WHERE id = NEW.moment_id) = 'closed'
BEGIN SELECT RAISE(ABORT, 'the moment is closed'); END;
CREATE TRIGGER orders_final BEFORE UPDATE ON orders
WHEN (SELECT state FROM moment WHERE id = OLD.moment_id) = 'closed'
BEGIN SELECT RAISE(ABORT, 'the moment is closed'); END;
CREATE TRIGGER orders_never_go BEFORE DELETE ON orders
BEGIN SELECT RAISE(ABORT, 'an order is kept'); END;

CREATE TRIGGER order_line_into_a_basket BEFORE INSERT ON order_line
WHEN (SELECT state FROM orders WHERE id = NEW.order_id) <> 'basket'
BEGIN SELECT RAISE(ABORT, 'the order is handed in'); END;
CREATE TRIGGER order_line_in_a_basket BEFORE UPDATE ON order_line
WHEN (SELECT state FROM orders WHERE id = OLD.order_id) <> 'basket'
BEGIN SELECT RAISE(ABORT, 'the order is handed in'); END;
CREATE TRIGGER order_line_out_of_a_basket BEFORE DELETE ON order_line
WHEN (SELECT state FROM orders WHERE id = OLD.order_id) <> 'basket'
BEGIN SELECT RAISE(ABORT, 'the order is handed in'); END;
