#!/usr/bin/env python3
"""Compares what a program says of its options in six places.

usage: pages.py BIN-FOLDER PROGRAM...

--help is taken for the truth, which a unit test holds to the tables: every
option of every command has to stand in the man page, under that command, and to
be completed by bash, zsh and fish, with its choices where it has some. The page
passes `mandoc -Tlint` without a word, the scripts the syntax check of their
shell; every command has an example, and no line of help is over 80 columns. bash and fish are really asked; zsh is
asked what it would hand to _arguments.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

OPTION = re.compile(r"^  (?:-(\w),|   ) --([a-z0-9-]+)(?: (\S+))?", re.M)
COMMON = {"help", "version"}


def run(*command, text=None):
    done = subprocess.run(command, check=False, capture_output=True,
                          encoding="utf-8", input=text)
    return done.stdout + done.stderr


def helps(program):
    """By command, "" for the default one: its help."""
    whole = run(program, "--help")
    listed = re.search(r"\nCommands:\n(.*?)\n\n", whole, re.S)
    names = re.findall(r"(?m)^  ([a-z-]+)(?:  |$)",
                       listed[1] if listed else "")
    found = {name: run(program, name, "--help") for name in names}
    if len(found) < len(names):
        found["twice in the list"] = ""
    if "\nOptions:\n" in whole:
        found[""] = whole
    return found


def options(text):
    """By name: (letter, argument) of the options that a help lists."""
    return {name: (letter, argument)
            for letter, name, argument in OPTION.findall(text)}


def choices(argument):
    return set(argument.split("|")) if "|" in argument else None


# ---- the man page ----

def man_sections(page):
    """By command: its part of the page; "*" is what all have."""
    name = re.search(r'^\.TH "([^"]+)"', page)[1].lower()
    parts = {}
    for part in re.split(r"(?m)^(?=\.S[SH])", page.replace("\\-", "-")):
        title = re.match(rf'\.SS "{name}(?: ([a-z-]+))?(?: |")', part)
        parts[title[1] or "" if title else "*"] = part
        if part.startswith('.SH "OPTIONS OF EVERY COMMAND"'):
            common = part
    return {**parts, "*": common}


def check_man(program, known, folder):
    page = run(program, "--man")
    path = folder / "page.1"
    path.write_text(page, encoding="utf-8")
    yield from run("mandoc", "-Tlint", str(path)).splitlines()
    parts = man_sections(page)
    for command, names in known.items():
        for name, (letter, argument) in names.items():
            part = parts["*" if name in COMMON else command]
            label = (f"\\fB-{letter}\\fR, " if letter else "") + \
                f"\\fB--{name}\\fR" + (f" \\fI{argument}\\fR" if argument else "")
            if f".TP\n{label}\n" not in part:
                yield f"man page: {command} --{name} is missing"


# ---- completions: by what was typed, the candidates ----

def ask_bash(program, script, lines):
    call = f"source {script}\n" + "".join(
        f"COMP_WORDS=({' '.join(words)} '') COMP_CWORD={len(words)}\n"
        if line.endswith(" ") else
        f"COMP_WORDS=({' '.join(words)}) COMP_CWORD={len(words) - 1}\n"
        for line, words in ((line, line.split()) for line in lines))
    call = re.sub(r"(?m)^(COMP_WORDS.*)$",
                  rf'\1; _{program.replace("-", "_")}; '
                  r'echo "${COMPREPLY[*]}"', call)
    return dict(zip(lines, map(str.split, run(
        "bash", "--norc", text=call).splitlines())))


def ask_fish(program, script, lines):
    call = f"source {script}\n" + "".join(
        f"echo (complete -C '{line}' | string replace -r '\\t.*' '')\n"
        for line in lines)
    return dict(zip(lines, map(str.split, run(
        "fish", "--no-config", text=call).splitlines())))


def ask_zsh(program, script, lines):
    """From the arguments of _arguments: the options, and choices of one."""
    found = {}
    for line in lines:
        words = line.split()
        call = f"""
            compdef() {{ }}; _describe() {{ }}; compadd() {{ }}
            _arguments() {{ print -rl -- "$@" }}
            source {script}
            words=({' '.join(words)} '') CURRENT={len(words) + 1}
            _{program.replace("-", "_")}"""
        said = run("zsh", "-f", text=call)
        if line.endswith("--"):
            found[line] = re.findall(r"(?m)^\*(--[a-z0-9-]+)", said)
        else:
            name = re.search(r"--[a-z0-9-]+(?= $)", line)[0]
            spec = re.search(rf"(?m)^\*{name}=.*:\(([^()]*)\)$", said)
            found[line] = spec[1].split() if spec else []
    return found


SHELLS = {"bash": ask_bash, "fish": ask_fish, "zsh": ask_zsh}


def check_shell(shell, program, known, folder):
    name = pathlib.Path(program).name
    script = folder / f"{name}.{shell}"
    script.write_text(run(program, "--completion", shell), encoding="utf-8")
    yield from run(shell, "-n", str(script)).splitlines()
    wanted = {}
    for command, names in known.items():
        start = f"{name} {command or 'x.idx'} "
        wanted[start + "--"] = {f"--{option}" for option in names}
        for option, (_, argument) in names.items():
            if choices(argument):
                wanted[f"{start}--{option} "] = choices(argument)
    found = SHELLS[shell](name, script, list(wanted))
    for line, candidates in wanted.items():
        got = set(found.get(line, []))
        if got != candidates:
            yield f"{shell}: {line}: lacks {candidates - got}, " \
                  f"has {got - candidates}"


def check(program, folder):
    found = helps(program)
    known = {command: options(text) for command, text in found.items()}
    for command, text in found.items():
        if "\nExamples:\n" not in text:
            yield f"{command or 'the default command'}: no example"
        for line in text.splitlines():
            if len(line) > 80:
                yield f"{command or 'the default command'}: over 80: {line}"
        if not COMMON <= set(known[command]):
            yield f"{command}: its help was not understood"
    yield from check_man(program, known, folder)
    for shell in SHELLS:
        yield from check_shell(shell, program, known, folder)


def main(binaries, *programs):
    with tempfile.TemporaryDirectory() as folder:
        for name in programs:
            wrong = list(check(f"{binaries}/{name}", pathlib.Path(folder)))
            print("\n".join([name + ":"] + wrong if wrong else [name + ": ok"]))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
