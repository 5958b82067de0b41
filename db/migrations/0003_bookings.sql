-- What makes bookings and vouchers quick to find and impossible to lose.

-- What waits to be paid, over all outings.
CREATE INDEX booking_reserved ON booking (id) WHERE state = 'reserved';
CREATE INDEX print_job_booking ON print_job (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX voucher_booking ON voucher (booking_id);

-- What was sold, printed or let in is kept; only the tie of a booking to a person may be cut.

CREATE TRIGGER outing_never_goes BEFORE DELETE ON outing
BEGIN SELECT RAISE(ABORT, 'an outing is kept'); END;
CREATE TRIGGER booking_never_goes BEFORE DELETE ON booking
BEGIN SELECT RAISE(ABORT, 'a booking is kept'); END;
CREATE TRIGGER booking_as_sold BEFORE UPDATE OF key, outing_id, moment_id, number, adults, children,
    participant_price, group_share, town_share, made_at, moved_from_id ON booking
BEGIN SELECT RAISE(ABORT, 'a booking keeps what was sold'); END;
CREATE TRIGGER voucher_never_goes BEFORE DELETE ON voucher
BEGIN SELECT RAISE(ABORT, 'a voucher is kept'); END;
CREATE TRIGGER voucher_stays_void BEFORE UPDATE ON voucher WHEN OLD.state = 'void'
BEGIN SELECT RAISE(ABORT, 'the voucher is void'); END;
CREATE TRIGGER redeeming_never_goes BEFORE DELETE ON redeeming
BEGIN SELECT RAISE(ABORT, 'a redeeming is kept'); END;
