"""What was freed is given back, although glibc has learned to keep it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

CHILD = """
import ctypes, importlib.util, re, sys
spec = importlib.util.spec_from_file_location("heap", "kiosk/loop/heap.py")  # without Kivy
heap = importlib.util.module_from_spec(spec)
spec.loader.exec_module(heap)
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.free.argtypes = (ctypes.c_void_p,)

def resident():
    return int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1])

def take(number):
    block = libc.malloc(number)
    ctypes.memset(block, 1, number)
    return block

if "return_large" in sys.argv:
    heap.return_large()
libc.free(take(30 << 20))  # from this glibc learns that blocks up to 30 MB come and go
before = resident()
blocks = [(take(1 << 20), take(64)) for _ in range(20)]  # a small one above each stays
for large, _small in blocks:
    libc.free(large)
if "trim" in sys.argv:
    heap.trim()
print(resident() - before)
"""


def kept_kb(*asked: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


@pytest.mark.parametrize("asked", ["return_large", "trim"])
def test_large_blocks_are_given_back(asked: str) -> None:
    assert kept_kb() > 15_000, "glibc keeps them by itself"
    assert kept_kb(asked) < 2_000
