"""What a person can do, one function per act, in a module per noun.

Each act owns one transaction, can be repeated with the same key without happening twice, raises a
named error of :mod:`kiosk.errors` when it is refused, and returns plain data. ``at`` is always a
time with a zone, given by the caller; the order of things is the order in which they were written,
never that of the clock.
"""
