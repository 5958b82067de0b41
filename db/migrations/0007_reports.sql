-- What each closed moment came to, so that a report adds up moments and never reads their rows.
--
-- A closed moment is final, and so is what it came to: the database itself writes these sums in the
-- transaction of the closing and refuses to change them. What is given back later belongs to the
-- till, and so to the moment, from which it is given.

CREATE TABLE moment_total (
    moment_id INTEGER PRIMARY KEY REFERENCES moment (id),
    visits    INTEGER NOT NULL CHECK (visits >= 0),
    adults    INTEGER NOT NULL CHECK (adults >= 0),
    children  INTEGER NOT NULL CHECK (children >= 0),
    helping   INTEGER NOT NULL CHECK (helping BETWEEN 0 AND visits)
) STRICT;

CREATE TABLE moment_help (
    moment_id INTEGER NOT NULL REFERENCES moment (id),
    help      TEXT NOT NULL,
    visits    INTEGER NOT NULL CHECK (visits > 0),
    PRIMARY KEY (moment_id, help)
) STRICT, WITHOUT ROWID;

-- One offer: portions by what became of them (as the tally says), and what the sold ones were worth
-- in cents: in a shop, at our price, and the part of our price that the group paid.
CREATE TABLE moment_sale (
    moment_id  INTEGER NOT NULL REFERENCES moment (id),
    product    TEXT NOT NULL,
    portion    TEXT NOT NULL,
    sold       INTEGER NOT NULL CHECK (sold >= 0),
    soup       INTEGER NOT NULL CHECK (soup >= 0),
    given      INTEGER NOT NULL CHECK (given >= 0),
    spoiled    INTEGER NOT NULL CHECK (spoiled >= 0),
    back       INTEGER NOT NULL CHECK (back >= 0),
    difference INTEGER NOT NULL,
    shop_value INTEGER NOT NULL CHECK (shop_value >= 0),
    our_value  INTEGER NOT NULL CHECK (our_value BETWEEN 0 AND shop_value),
    on_group   INTEGER NOT NULL CHECK (on_group BETWEEN 0 AND our_value),
    PRIMARY KEY (moment_id, product, portion)
) STRICT, WITHOUT ROWID;

-- The journal of one till: for orders of this moment ('produce'), for orders of an earlier one that
-- were given back ('returned'), for seats ('outing'), or for neither ('correction').
CREATE TABLE moment_money (
    moment_id INTEGER NOT NULL REFERENCES moment (id),
    about     TEXT NOT NULL CHECK (about IN ('produce', 'returned', 'outing', 'correction')),
    method    TEXT NOT NULL CHECK (method IN ('cash', 'bank', 'group')),
    total     INTEGER NOT NULL,
    amount    INTEGER NOT NULL,
    PRIMARY KEY (moment_id, about, method)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER moment_sums AFTER UPDATE OF state ON moment WHEN NEW.state = 'closed'
BEGIN
    INSERT INTO moment_total
    SELECT NEW.id, count(*), coalesce(sum(adults), 0), coalesce(sum(children), 0),
        coalesce(sum(EXISTS (SELECT 1 FROM check_in_help WHERE check_in_id = check_in.id)), 0)
    FROM check_in WHERE moment_id = NEW.id AND undone_at IS NULL;

    INSERT INTO moment_help
    SELECT NEW.id, help, count(*)
    FROM check_in JOIN check_in_help ON check_in_id = check_in.id
    WHERE moment_id = NEW.id AND undone_at IS NULL GROUP BY help;

    -- A payment stands unless it was taken back out of this till, so before the closing.
    INSERT INTO moment_sale
    SELECT NEW.id, product, portion, tally_line.sold, soup, given, spoiled, back, difference,
        coalesce(shop_value, 0), coalesce(our_value, 0), coalesce(on_group, 0)
    FROM offer JOIN tally_line ON tally_line.offer_id = offer.id
    LEFT JOIN (
        SELECT offer_id, sum(quantity * shop_price) AS shop_value,
            sum(quantity * price) AS our_value,
            sum(iif(method = 'group', quantity * price, 0)) AS on_group
        FROM orders JOIN order_line ON order_line.order_id = orders.id
        JOIN money ON money.order_id = orders.id AND money.kind = 'payment'
        WHERE orders.moment_id = NEW.id AND state = 'paid' AND NOT EXISTS
            (SELECT 1 FROM money AS back WHERE back.reverses_id = money.id
             AND back.moment_id = NEW.id)
        GROUP BY offer_id
    ) AS worth ON worth.offer_id = offer.id
    WHERE offer.moment_id = NEW.id;

    INSERT INTO moment_money
    SELECT NEW.id, CASE WHEN booking_id IS NOT NULL THEN 'outing' WHEN order_id IS NULL
            THEN 'correction' WHEN orders.moment_id = NEW.id THEN 'produce' ELSE 'returned' END AS about,
        method, sum(total), sum(amount)
    FROM money LEFT JOIN orders ON orders.id = order_id
    WHERE money.moment_id = NEW.id GROUP BY about, method;
END;

-- Moments that were closed before this step close once more, for their sums only.
DROP TRIGGER moment_final;
UPDATE moment SET state = 'closed' WHERE state = 'closed';
CREATE TRIGGER moment_final BEFORE UPDATE ON moment WHEN OLD.state = 'closed'
BEGIN SELECT RAISE(ABORT, 'the moment is closed'); END;

CREATE TRIGGER moment_total_never_changes BEFORE UPDATE ON moment_total
BEGIN SELECT RAISE(ABORT, 'moment_total is append-only'); END;
CREATE TRIGGER moment_total_never_goes BEFORE DELETE ON moment_total
BEGIN SELECT RAISE(ABORT, 'moment_total is append-only'); END;
CREATE TRIGGER moment_help_never_changes BEFORE UPDATE ON moment_help
BEGIN SELECT RAISE(ABORT, 'moment_help is append-only'); END;
CREATE TRIGGER moment_help_never_goes BEFORE DELETE ON moment_help
BEGIN SELECT RAISE(ABORT, 'moment_help is append-only'); END;
CREATE TRIGGER moment_sale_never_changes BEFORE UPDATE ON moment_sale
BEGIN SELECT RAISE(ABORT, 'moment_sale is append-only'); END;
CREATE TRIGGER moment_sale_never_goes BEFORE DELETE ON moment_sale
BEGIN SELECT RAISE(ABORT, 'moment_sale is append-only'); END;
CREATE TRIGGER moment_money_never_changes BEFORE UPDATE ON moment_money
BEGIN SELECT RAISE(ABORT, 'moment_money is append-only'); END;
CREATE TRIGGER moment_money_never_goes BEFORE DELETE ON moment_money
BEGIN SELECT RAISE(ABORT, 'moment_money is append-only'); END;

-- The few rows of a report that no moment has: money outside a moment, and who came by picture.
CREATE INDEX money_outside ON money (at) WHERE moment_id IS NULL;
CREATE INDEX check_in_pictures ON check_in (moment_id, participant_id)
    WHERE participant_id IS NOT NULL AND undone_at IS NULL;

-- An estimate is about a moment that is over.
CREATE TRIGGER estimate_of_a_closed_moment BEFORE INSERT ON estimate
WHEN (SELECT state FROM moment WHERE id = NEW.moment_id) = 'open'
BEGIN SELECT RAISE(ABORT, 'the moment is open'); END;
