"""Onthaal: the kiosk on the table of a Welzijnsschakel."""
