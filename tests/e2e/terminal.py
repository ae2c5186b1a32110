#!/usr/bin/env python3
"""Looks at what people see: runs dateline-query in terminals of tmux.

usage: terminal.py [--write] BIN-FOLDER FOLDER

Terminals of 40, 80 and 160 columns show the releases of terminal/releases.jsonl
(Chinese, Thai, Sinhala, Arabic, letters with marks, pictures, words longer than
a line) as a table, as lines and whole. What tmux then has on its screen is held
to terminal/COLUMNS.txt; colours are written there as {1;31} and {}. NO_COLOR has
to give the same without colours. No line may have run over the edge, where tmux would
have wrapped it. Into a pipe goes the same text for
any terminal: terminal/piped.txt. --write makes the files anew; look at them.

And more than a screen goes to a pager, which keeps the keys and survives ^C;
less than a screen, or a pipe, does not.
"""
import difflib
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent / "terminal"
ROWS = 240  # all fits on the screen, so no pager
PATIENCE = 60  # seconds until a screen must be complete
END = "--- end ---"
COLUMNS = (40, 80, 160)
COMMANDS = [
    "dateline-query idx bridge -n 20",
    "dateline-query idx bridge -n 20 --format lines",
    "dateline-query idx bridge -n 1 --offset 4",
    "dateline-query show idx zh/2021-03-04-daqiao mark/2021-03-12",
]


class Terminal:
    """A tmux server of its own, with one window."""
    made = 0

    def __init__(self, folder, columns, rows, env):
        Terminal.made += 1  # a server takes a while to go
        self.socket = str(pathlib.Path(folder) / f"tmux-{Terminal.made}")
        self.env = env
        self.columns, self.rows = columns, rows

    def tmux(self, *words):
        done = subprocess.run(
            ["tmux", "-S", self.socket, "-f", "/dev/null", "-u", *words],
            check=False, capture_output=True, env=self.env, encoding="utf-8")
        if done.returncode:
            raise SystemExit(f"tmux {words[0]}: {done.stderr}")
        return done.stdout

    def run(self, script):
        self.tmux("new-session", "-d", "-x", str(self.columns), "-y",
                  str(self.rows), script)

    def screen(self, *how):
        return self.tmux("capture-pane", "-p", *how)

    def wait_for(self, text):
        until = time.monotonic() + PATIENCE
        while not re.search(text, screen := self.screen()):
            if time.monotonic() > until:
                raise SystemExit(f"never shown: {text}\n{screen}")
            time.sleep(0.02)
        return screen

    def keys(self, *keys):
        self.tmux("send-keys", *keys)

    def close(self):
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], check=False,
                       capture_output=True)


def environment(binaries, folder, **more):
    kept = {name: value for name, value in os.environ.items()
            if name.endswith("SAN_OPTIONS")}
    return {**kept, "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder), "LC_ALL": "C.UTF-8", "TERM": "xterm-256color",
            **more}


def plain(text):
    """Without what differs from run to run, and blanks at the ends."""
    text = re.sub(r"took [0-9.]+ ms", "took 0.1 ms", text)
    return "\n".join(line.rstrip() for line in text.rstrip().split("\n")) + "\n"


def readable(text):
    """Colours as {1;31} where they begin, {} where they end."""
    lines, now = [], set()  # tmux takes them from line to line
    for line in text.replace("\x0f", "").split("\n"):
        said, out = set(), ""
        for codes, char in re.findall("\x1b\\[([0-9;]*)m|(.)", line):
            if char:
                out += "" if now == said else "{" + ";".join(sorted(now)) + "}"
                out, said = out + char, set(now)
                continue
            for code in codes.split(";"):
                if code in ("", "0"):
                    now.clear()
                elif code == "39":  # no colour, but still bold
                    now -= {c for c in now if c[0] == "3"}
                elif code != "49":
                    now.add(code)
        lines.append(out + ("{}" if said else ""))
    return "\n".join(lines)


def shown(terminal, script):
    """The screen when the script has come to its end: lines, colours."""
    terminal.run(script)
    terminal.wait_for(END)
    lines, joined = terminal.screen(), terminal.screen("-J")
    coloured = terminal.screen("-e")
    terminal.close()
    whole = {line.rstrip() for line in lines.split("\n")}
    for line in joined.split("\n"):
        if line.rstrip() not in whole:
            print(f"over the edge of {terminal.columns} columns: {line}")
    return [part.split(END)[0] for part in (lines, readable(coloured))]


def script_of(commands):
    said = "; ".join(f"echo {shlex.quote('$ ' + c[:36])}; {c}"
                     for c in commands)
    # An interactive shell would give each command the keys to itself.
    said = f"trap : INT; {said}"
    return f"sh -c {shlex.quote(f'{said}; echo {shlex.quote(END)}; sleep 99')}"


def compare(name, text, write):
    path = HERE / f"{name}.txt"
    if write:
        path.write_text(text, encoding="utf-8")
    was = path.read_text(encoding="utf-8") if path.exists() else ""
    for line in difflib.unified_diff(was.split("\n"), text.split("\n"),
                                     str(path.name), "now", lineterm=""):
        print(line)
    print(f"{name}: {'as it was' if was == text else 'not as it was'}")



PAGED = [  # what is run, what less shows at the bottom of its first screen
    ("dateline-query idx bridge -n 20", True),
    ("dateline-query show idx zh/2021-03-04-daqiao mark/2021-03-12", True),
    ("dateline-query idx bridge -n 20 --format csv", True),
    ("dateline-query idx bridge -n 20 --pager never", False),
    ("dateline-query idx bridge -n 1", False),
    ("dateline-query idx bridge -n 20 | cat", False),
    ("PAGER= dateline-query idx bridge -n 20", False),
    ("DATELINE_PAGER=cat dateline-query idx bridge -n 20", False),
]


def check_pager(env, folder):
    for command, paged in PAGED:
        terminal = Terminal(folder, 60, 15, env)
        terminal.run(script_of([command]))
        if paged:  # the prompt of less; ^C is for it, and q its end
            terminal.wait_for(r"\n:\s*$")
            terminal.keys("C-c")
            time.sleep(0.3)  # it drops what is typed while it takes it in
            if END in terminal.screen():
                print(f"{command}: ^C ended the pager")
            terminal.keys("q")
        terminal.wait_for(END)
        terminal.close()
    print("pager: ok")


def main(binaries, folder, write=False):
    folder = pathlib.Path(folder).resolve()
    folder.mkdir(exist_ok=True)
    os.chdir(folder)
    binaries = pathlib.Path(binaries).resolve()
    subprocess.run([binaries / "dateline-index", "build", "--lang", "en", "-o",
                    "idx", HERE / "releases.jsonl"], check=True,
                   stdout=subprocess.DEVNULL)
    for columns in COLUMNS:
        env = environment(binaries, folder)
        script = script_of(COMMANDS)
        lines, coloured = shown(Terminal(folder, columns, ROWS, env), script)
        compare(str(columns), plain(coloured), write)
        env = environment(binaries, folder, NO_COLOR="1")
        again, none = shown(Terminal(folder, columns, ROWS, env), script)
        if plain(again) != plain(lines) or plain(none) != plain(again):
            print(f"{columns}: NO_COLOR changes more than colours\n{none}")
    piped = "".join(f"$ {command}\n" + subprocess.run(
        ["sh", "-c", f"{command} 2>&1"], check=False, encoding="utf-8",
        stdout=subprocess.PIPE, env=environment(binaries, folder)).stdout
                    for command in COMMANDS)
    compare("piped", plain(piped), write)
    check_pager(environment(binaries, folder), folder)


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if a != "--write"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    main(*arguments, write="--write" in sys.argv)
