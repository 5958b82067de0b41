"""What the command line can do beside starting the kiosk; a module per command, without a screen.

Each has ``run(settings, about)``, without ``about`` where nothing stands behind its name: it prints
plain Dutch, returns the exit code, and raises the named errors of the kiosk, which ``main.py`` turns
into one sentence.
"""
