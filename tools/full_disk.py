#!/usr/bin/env python3
"""Writes an index to a disk that is too small, larger and larger ones.

usage: full_disk.py [--steps N] [--folder DIR] BIN-FOLDER

The disk is a tmpfs in a mount namespace of our own, so no rights are needed
where user namespaces are allowed; elsewhere this says so and ends with 77. On
it stands an index, and N sizes between "no room at all" and enough are tried
for each command that writes. Each ends well, or

  - with exit code 4 and one line that names a file and what to do, and
  - the old index verifies and answers as before, and
  - nothing is left behind that is not removed by the next command, which
    succeeds once there is room.
"""
import argparse
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

from kill_loop import Loop

KIB = 1024
ROOM = 256 << 20
PAGE = 4 * KIB
INSIDE = "--inside"


class Disk:
    """A tmpfs at a folder."""

    def __init__(self, path):
        self.path = path
        path.mkdir()
        self.mount("size", ROOM)

    def mount(self, kind, size):
        options = f"size={size}" if kind == "size" else f"remount,size={size}"
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs",
                        self.path], check=True)

    def resize(self, size):
        self.mount("remount", size)

    def used(self):
        """Bytes of the blocks of all files."""
        blocks = subprocess.run(["du", "-s", "-B", "1", self.path], check=True,
                                capture_output=True, text=True)
        return int(blocks.stdout.split()[0])


def check_failure(loop, name, process, state):
    """One line that names a file and what to do; the old commit whole."""
    _, err = process.communicate()
    message = err.decode()
    if process.returncode == 0:
        return True
    lines = [line for line in message.splitlines()
             if line.startswith("dateline-index: ")]
    if (process.returncode != 4 or not lines
            or str(loop.index) not in lines[0] or "make room" not in lines[0]):
        loop.fail(f"{name} on a full disk ends with {process.returncode} and "
                  f"says: {message}")
    loop.check(state, f"{name} on a full disk")
    return False


def prepare(loop, disk, name):
    """An index with something to do for the command; its documents."""
    disk.resize(ROOM)
    state = loop.whole("build b" if name == "delete" else "build a", None)
    return loop.whole("add b", state) if name == "compact" else state


def fill(loop, disk, name, steps):
    """One command on disks of `steps` sizes; how many were too small."""
    arguments, after = loop.commands[name]
    failed = 0
    # What the command takes at most, roughly: both commits and the files on
    # the way to the new one.
    state = prepare(loop, disk, name)
    least = disk.used()
    loop.whole(name, state)
    most = least + 2 * disk.used()
    for step in range(steps):
        state = prepare(loop, disk, name)
        before = loop.generation()
        disk.resize(ROOM if step == steps - 1 else
                    least + (most - least) * step // steps // PAGE * PAGE)
        process = loop.program("dateline-index", *arguments)
        if check_failure(loop, name, process, state):
            loop.check(after(state), name)
            continue
        failed += 1
        if loop.generation() != before:
            loop.fail(f"{name} says that it failed, and did not")
        disk.resize(ROOM)
        loop.whole(name, state)
    if failed in (0, steps):
        loop.fail(f"{name}: {failed} of {steps} disks were too small")
    return failed


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n")[2][7:])
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--folder", type=pathlib.Path, default=None)
    parser.add_argument(INSIDE, action="store_true")
    parser.add_argument("binaries", type=pathlib.Path)
    args = parser.parse_args()
    if not args.inside:
        namespace = ["unshare", "--map-root-user", "--mount"]
        if not shutil.which("unshare") or subprocess.run(
                [*namespace, "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
                check=False, capture_output=True).returncode != 0:
            print("SKIPPED: no tmpfs can be mounted here; user namespaces are "
                  "not allowed, or unshare is missing")
            return 77
        return subprocess.run([*namespace, sys.executable, "-B", *sys.argv,
                               INSIDE], check=False).returncode
    folder = pathlib.Path(tempfile.mkdtemp(prefix="fulldisk", dir=args.folder))
    disk = Disk(folder / "index")
    loop = Loop(folder, args.binaries.resolve(), random.Random(1))
    for name in loop.commands:
        failed = fill(loop, disk, name, args.steps)
        print(f"{name}: {failed} of {args.steps} disks were too small",
              flush=True)
    subprocess.run(["umount", disk.path], check=True)
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
