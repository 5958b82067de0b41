"""What Kivy finds around it when it is imported: nothing but what the kiosk decides."""

from __future__ import annotations

import os
from pathlib import Path


def close_environment(data: Path, *, offscreen: bool = False) -> None:
    """Leave Kivy nothing to read but what the kiosk decides; call it before Kivy is imported.

    Kivy would otherwise take our arguments for its own, read and write a settings file in the home
    folder, log to files without limit and change with any ``KIVY_`` or ``KCFG_`` variable. Only
    ``KIVY_GL_BACKEND`` stays open, the remedy for boards with a difficult driver. ``offscreen``
    draws for real without a screen and keeps silent, unless the SDL variables say otherwise.

    SDL would minimise a full screen that loses the focus, and PYTHONINSPECT would end each program
    that the kiosk starts in a console of Python.
    """
    for name in list(os.environ):
        if name.startswith(("KIVY_", "KCFG_")) and name != "KIVY_GL_BACKEND":
            del os.environ[name]
    os.environ.pop("PYTHONINSPECT", None)
    os.environ |= {
        "KIVY_NO_ARGS": "1",
        "KIVY_NO_CONFIG": "1",
        "KIVY_NO_ENV_CONFIG": "1",
        "KIVY_NO_FILELOG": "1",
        "KIVY_LOG_MODE": "PYTHON",
        "KIVY_HOME": str(data / "kivy"),
        "SDL_VIDEO_MINIMIZE_ON_FOCUS_LOSS": "0",
    }
    if offscreen:
        os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
        os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
