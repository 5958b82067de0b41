"""What the kiosk says of its own health: a machine as Linux tells of it, well and ill."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import main
from kiosk import health, machine_health, sound_card
from kiosk.health import PARTS, Finding
from kiosk.printer_state import PICTURES as PRINTER_STATES
from kiosk.services import backups
from kiosk.services.health import Known, examine
from kiosk.settings import Settings, load_settings

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)

DEVICES = """\
I: Bus=0003 Vendor=222a Product=0001 Version=0110
N: Name="ILITEK Multi-Touch"
H: Handlers=mouse0 event3
B: PROP=2
B: EV=b

I: Bus=0003 Vendor=0c2e Product=0b61 Version=0110
N: Name="Honeywell Scanner"
H: Handlers=sysrq kbd event4 leds
B: PROP=0
B: EV=120013
"""


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text + "\n", encoding="utf-8")


@pytest.fixture
def pi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Raspberry Pi on which all is well."""
    monkeypatch.setattr(sound_card, "_DEVICES", tmp_path / "snd")
    monkeypatch.setenv("SDL_AUDIODRIVER", "")
    write(
        tmp_path,
        {
            "proc/bus/input/devices": DEVICES,
            "dev/input/event3": "",
            "snd/pcmC0D0p": "",
            "sys/class/drm/card1-HDMI-A-1/status": "disconnected",
            "sys/class/drm/card1-HDMI-A-2/status": "connected",
            "sys/class/drm/card1-HDMI-A-2/modes": "1280x800\n1024x768",
            "sys/class/thermal/thermal_zone0/temp": "51234",
            "sys/class/hwmon/hwmon0/name": "cpu_thermal",
            "sys/class/hwmon/hwmon1/name": "rpi_volt",
            "sys/class/hwmon/hwmon1/in0_lcrit_alarm": "0",
        },
    )
    return tmp_path


def found(root: Path, volume: int = 80) -> dict[str, Finding]:
    return {each.part: each for each in machine_health.of_machine(root, volume, root)}


def test_a_machine_that_is_well(pi: Path) -> None:
    findings = found(pi)
    assert {each.verdict for each in findings.values()} == {"good"}
    assert not any(each.remedy for each in findings.values())
    assert "1280x800" in findings["screen"].told
    assert "ILITEK" in findings["touch"].told
    assert "Honeywell" in findings["scanner"].told
    assert "51 °C" in findings["temperature"].told


@pytest.mark.parametrize(
    ("change", "part", "verdict"),
    [
        ({"sys/class/drm/card1-HDMI-A-2/status": "disconnected"}, "screen", "bad"),
        ({"proc/bus/input/devices": DEVICES.replace("PROP=2", "PROP=0")}, "touch", "bad"),
        ({"proc/bus/input/devices": DEVICES.replace("event3", "event7")}, "touch", "bad"),
        ({"proc/bus/input/devices": DEVICES.split("\n\n")[0]}, "scanner", "unknown"),
        ({"sys/class/thermal/thermal_zone0/temp": "72000"}, "temperature", "care"),
        ({"sys/class/thermal/thermal_zone0/temp": "80000"}, "temperature", "bad"),
        ({"sys/class/thermal/thermal_zone0/temp": "?"}, "temperature", "unknown"),
        ({"sys/class/hwmon/hwmon1/in0_lcrit_alarm": "1"}, "power", "bad"),
        ({"sys/class/hwmon/hwmon1/name": "other"}, "power", "unknown"),
    ],
)
def test_each_trouble_is_found_with_a_remedy(
    pi: Path, change: dict[str, str], part: str, verdict: str
) -> None:
    write(pi, change)
    findings = found(pi)
    assert findings[part].verdict == verdict
    assert findings[part].remedy or verdict == "unknown"
    assert [each.part for each in findings.values() if each.verdict != "good"] == [part]


def test_silence_has_two_reasons(pi: Path) -> None:
    assert found(pi, volume=0)["sound"].remedy == "Instellingen, Geluid."
    (pi / "snd" / "pcmC0D0p").unlink()
    assert "luidspreker" in found(pi)["sound"].remedy


def test_a_machine_that_tells_nothing_is_not_called_ill(tmp_path: Path) -> None:
    findings = found(tmp_path)
    told = {part: findings[part].verdict for part in ("screen", "scanner", "temperature", "power")}
    assert set(told.values()) == {"unknown"}


@pytest.mark.parametrize("state", PRINTER_STATES)
def test_every_state_of_the_printer_is_explained(state: str) -> None:
    finding = health.of_printer(state)  # type: ignore[arg-type]
    assert finding.told and (finding.remedy or finding.verdict == "good")


def test_the_clock_is_believed_only_when_somebody_vouches_for_it() -> None:
    assert health.of_clock(NOON, doubt=None, proven=True).verdict == "good"
    assert health.of_clock(NOON, doubt=None, proven=False).verdict == "care"
    assert health.of_clock(NOON, doubt="behind", proven=True).verdict == "bad"


def test_the_disk_needs_room_and_must_take_it() -> None:
    assert health.of_disk(health.LEAST_FREE, writable=True).verdict == "good"
    assert health.of_disk(health.LEAST_FREE - 1, writable=True).verdict == "bad"
    assert health.of_disk(health.LEAST_FREE, writable=False).verdict == "bad"


def test_a_copy_must_be_fresh_and_able_to_go_along() -> None:
    fresh, old = NOON - health.COPY_AGE, NOON - health.COPY_AGE - timedelta(seconds=1)
    assert health.of_copies(fresh, NOON, closes=True).verdict == "good"
    for newest, closes in ((old, True), (None, True), (fresh, False)):
        assert health.of_copies(newest, NOON, closes=closes).verdict == "care"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(None, data=tmp_path / "data", practice=False)


def test_all_parts_are_examined_in_their_order(settings: Settings) -> None:
    settings.data.mkdir()
    findings = examine(settings, Known(NOON, "ok", None, proven=True))
    assert [each.part for each in findings] == list(PARTS)
    assert {each.part: each for each in findings}["database"].verdict == "unknown"


def test_the_doctor_says_what_is_wrong_and_what_to_do(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["doctor", "--data", str(settings.data), "--printer", "tcp://127.0.0.1:1"]
    assert main.main(command) == 1
    told = capsys.readouterr().out
    assert all(f"{word}: " in told for word, _ in PARTS.values())
    assert re.search("^niet goed +Printer: De printer antwoordt niet.$", told, re.MULTILINE)
    assert "-> Kijk of hij aan staat" in told


def test_the_doctor_finds_damaged_data(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.data.mkdir()
    (settings.data / backups.DATABASE).write_bytes(b"no database" * 1000)
    finding = {each.part: each for each in examine(settings, Known(NOON, "ok", None, proven=True))}
    assert finding["database"].verdict == "bad"
    assert "Terugzetten" in finding["database"].remedy
    before = sorted(path.name for path in settings.data.iterdir())
    assert main.main(["doctor", "--data", str(settings.data)]) == 1
    assert "De gegevens zijn beschadigd." in capsys.readouterr().out
    after = {path.name for path in settings.data.iterdir()}
    assert after - set(before) <= {"onthaal.log", "papier"}, "the doctor changes nothing"
