#!/usr/bin/env python3
"""Runs the real programs in an empty folder and compares what they print.

usage: run.py BIN-FOLDER CASE.t...

A case is lines of these kinds:

    # a remark
    file NAME          a file to make, of the lines below that begin with "|"
    | text
    $ COMMAND          run by sh in the folder; the programs are on the PATH
    > text             the next line of stdout is this
    ~ regex            the next line of stdout matches this, as a whole
    ...                any number of lines, also none
    !> !~ !...         the same for stderr, which is looked at only when asked
    exit N             how the command ends, when not with 0
    # needs PROGRAM    the case is skipped, and says so, where that is missing

BIN, TESTS and CORPUS name the folders of the programs, of this file, and of the
sample releases.

What a command prints to stdout must be listed in full.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77  # what ctest takes for it
LIMIT = 120  # seconds a command may take
TESTS = pathlib.Path(__file__).resolve().parent


class Command:
    def __init__(self, where, line):
        self.where, self.line = where, line
        self.out, self.err, self.exit = [], None, 0


def parse(path):
    """The steps of a case: (name, text) for a file, or a Command."""
    steps = []
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        last = steps[-1] if steps else None
        command = last if isinstance(last, Command) else None
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("file "):
            steps.append((line[5:].strip(), ""))
        elif line.startswith("|") and isinstance(last, tuple):
            steps[-1] = (last[0], last[1] + line[2:] + "\n")
        elif line.startswith("$ "):
            steps.append(Command(f"{path.name}:{number}", line[2:]))
        elif command and re.match(r"!?([>~]|\.\.\.$)", line):
            kind = line.lstrip("!")
            if line.startswith("!"):
                command.err = command.err or []
            lines_of = command.err if line.startswith("!") else command.out
            lines_of.append((kind[0], kind[2:]))
        elif command and re.match(r"exit \d+$", line):
            command.exit = int(line[5:])
        else:
            raise SystemExit(f"{path}:{number}: cannot be read: {line}")
    return steps


def matches(patterns, lines):
    """Whether the patterns account for all the lines."""
    if not patterns:
        return not lines
    (kind, text), rest = patterns[0], patterns[1:]
    if kind == ".":
        return any(matches(rest, lines[i:]) for i in range(len(lines) + 1))
    if not lines:
        return False
    fits = lines[0] == text if kind == ">" else re.fullmatch(text, lines[0])
    return bool(fits) and matches(rest, lines[1:])


def split(stream):
    """Lines of what was printed; a last line without its end shows."""
    lines = stream.decode("utf-8", "backslashreplace").split("\n")
    return lines[:-1] if lines[-1] == "" else lines[:-1] + [
        lines[-1] + " (no end of line)"]


def differences(command, run):
    if run.returncode != command.exit:
        yield f"ends with {run.returncode}, not with {command.exit}"
    for name, patterns, stream in [("stdout", command.out, run.stdout),
                                   ("stderr", command.err, run.stderr)]:
        if patterns is not None and not matches(patterns, split(stream)):
            wanted = [f"    {kind} {text}" for kind, text in patterns]
            yield "\n".join([f"{name} is not", *wanted, "  but"] +
                            [f"    > {line}" for line in split(stream)])


def missing(path):
    """The programs that a case needs and that are not there."""
    needs = re.findall(r"(?m)^# needs (\S+)$",
                       path.read_text(encoding="utf-8"))
    return [program for program in needs if not shutil.which(program)]


def run_case(binaries, path):
    """Runs one case; the list of what went wrong, told for a person."""
    with tempfile.TemporaryDirectory(prefix="dateline-e2e") as folder:
        env = {"PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
               "HOME": folder, "LC_ALL": "C.UTF-8", "TERM": "dumb",
               "BIN": str(binaries), "TESTS": str(TESTS),
               "CORPUS": str(TESTS.parents[1] / "corpus")}
        for option in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
            if option in os.environ:
                env[option] = os.environ[option]
        for step in parse(path):
            if isinstance(step, tuple):
                target = pathlib.Path(folder, step[0])
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(step[1], encoding="utf-8")
                continue
            run = subprocess.run(["sh", "-c", step.line], cwd=folder, env=env,
                                 stdin=subprocess.DEVNULL, timeout=LIMIT,
                                 capture_output=True, check=False)
            wrong = list(differences(step, run))
            if wrong:  # later commands stand on this one
                if step.err is None and run.stderr:
                    wrong.append("stderr was\n" + "\n".join(
                        f"    > {line}" for line in split(run.stderr)))
                return [f"{step.where}: {step.line}", *wrong]
    return []


def main(binaries, *cases):
    failed, skipped = 0, 0
    for case in map(pathlib.Path, cases):
        lacking = missing(case)
        if lacking:
            print(f"{case.stem}: skipped, for there is no {' '.join(lacking)}")
            skipped += 1
            continue
        wrong = run_case(pathlib.Path(binaries).resolve(), case)
        print(f"{case.stem}: " + ("ok" if not wrong else "\n  ".join(wrong)))
        failed += bool(wrong)
    if skipped == len(cases):
        return SKIPPED
    return int(failed > 0)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
