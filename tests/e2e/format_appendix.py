#!/usr/bin/env python3
"""Whether the appendix of docs/FORMAT.md shows the bytes that are written.

    format_appendix.py FOLDER_OF_BINARIES FORMAT.md

Runs the command of the appendix on its two lines and compares MANIFEST, and each
line "ADDRESS  BYTES  what they are" with the segment.
"""
import pathlib
import re
import subprocess
import sys
import tempfile


def appendix(path):
    text = path.read_text(encoding="utf-8")
    return text[text.index("## Appendix"):]


def build(binaries, text, folder):
    """Runs the command that stands between backticks."""
    command = re.search(r"`(dateline-index build [^`]*)`", text).group(1).split()
    lines = re.findall(r"^    (\{.*\})$", text, re.M)
    (folder / "two.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    program = pathlib.Path(binaries, command[0]).resolve()
    subprocess.run([program, *command[1:]], cwd=folder, check=True,
                   capture_output=True)
    return folder / "two.idx"


def wrong(text, index):
    manifest = (index / "MANIFEST").read_text(encoding="utf-8")
    if "".join(f"    {line}\n" for line in manifest.splitlines()) not in text:
        yield "MANIFEST is\n" + manifest
    segment = (index / "000001.seg").read_bytes()
    if f"000001.seg, {len(segment)} bytes" not in text:
        yield f"000001.seg has {len(segment)} bytes"
    rows = re.findall(r"^    ([0-9a-f]{4})  ((?:[0-9a-f]{2} )*[0-9a-f]{2})(?=  |$)",
                      text, re.M)
    if len(rows) < 100:
        yield f"only {len(rows)} lines of bytes were found"
    for address, shown in rows:
        at, said = int(address, 16), bytes.fromhex(shown)
        there = segment[at:at + len(said)]
        if there != said:
            yield f"{address}: {shown} should be {there.hex(' ')}"


def main():
    text = appendix(pathlib.Path(sys.argv[2]))
    with tempfile.TemporaryDirectory() as folder:
        found = list(wrong(text, build(sys.argv[1], text, pathlib.Path(folder))))
    print("\n".join(found) or "the appendix shows what is written")
    sys.exit(bool(found))


main()
