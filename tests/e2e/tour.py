"""Asks the questions of a tour in a Markdown file and compares the answers.

    tour.py FILE.md HEADING

Below the heading, up to the next one, an indented line that begins with "$ " is
a command and the indented lines behind it are what it prints, standard error
behind standard output; "..." stands for any lines, and a time that it took for
any other. The index sample.idx is in
the folder that this is run in.
"""
import os
import re
import subprocess
import sys

ENVIRONMENT = dict(os.environ, COLUMNS="78", LC_ALL="C.UTF-8")


def section(path, heading):
    text = open(path, encoding="utf-8").read()
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", text,
                      re.M | re.S)
    if not found:
        sys.exit(f"{path}: no heading '{heading}'")
    return found.group(1)


def questions(text):
    """[(command, [line, ...]), ...]"""
    asked = []
    for line in text.splitlines():
        if line.startswith("    $ "):
            asked.append((line[6:], []))
        elif line.startswith("    ") and asked:
            asked[-1][1].append(line[4:].rstrip())
        elif line.strip() and asked:
            asked.append((None, []))
    return [(command, lines) for command, lines in asked if command]


def answer(command):
    done = subprocess.run(command, shell=True, env=ENVIRONMENT, text=True,
                          encoding="utf-8", capture_output=True)
    said = (done.stdout + done.stderr).splitlines()
    return [line.rstrip() for line in said if line.strip()]


def untimed(line):
    return re.sub(r"took [0-9.]+ ms", "took a while", line)


def fits(wanted, said):
    pattern = "".join(r"(?:.*\n)*" if line == "..." else re.escape(untimed(line)) + "\n"
                      for line in wanted if line)
    return re.fullmatch(pattern, "".join(untimed(line) + "\n" for line in said))


def main():
    asked = questions(section(sys.argv[1], sys.argv[2]))
    wrong = 0
    for command, wanted in asked:
        said = answer(command)
        if not fits(wanted, said):
            wrong += 1
            print(f"$ {command}", *said, sep="\n")
    print(f"{len(asked)} questions")
    sys.exit(1 if wrong or not asked else 0)


main()
