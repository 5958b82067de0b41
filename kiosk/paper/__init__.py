"""Paper: what the kiosk prints, as plain data (documents) and as one-bit pictures (render).

This package is imported by the services, which only need the documents; the drawing code and
Pillow are loaded by the module that uses them, ``kiosk.paper.render``.
"""
