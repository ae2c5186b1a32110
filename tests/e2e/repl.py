"""Drives `dateline-query repl` through a pseudo terminal.

usage: repl.py INDEX LONG-INDEX LONG-QUESTION

Types, waits for what must come, and prints one line for each thing held; ends
with 1 at the first that does not come.
"""
import os
import pty
import re
import select
import signal
import sys
import time

PROMPT = "dateline> "
LIMIT = 60  # seconds that anything may take

# What el_set(EL_ADDFN) copies, libedit 3.1 never frees. Its frames are found
# only by the slow way of unwinding.
SUPPRESSED = "leak:^el_set$\n"
ASAN = "fast_unwind_on_malloc=0"


class Terminal:
    def __init__(self, command, history):
        self.seen = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            with open("lsan.supp", "w", encoding="ascii") as file:
                file.write(SUPPRESSED)
            os.environ.update(TERM="dumb", COLUMNS="100", LC_ALL="C.UTF-8",
                              ASAN_OPTIONS=ASAN,
                              LSAN_OPTIONS="suppressions=lsan.supp:"
                                           "print_suppressions=0")
            os.execvp(command[0], command + ["--history", history])

    def type(self, text, after=0.2):
        # libedit shows the prompt, then takes the terminal: a ^D between the
        # two is lost.
        time.sleep(after)
        self.seen = ""
        os.write(self.fd, text.encode())

    def read(self):
        """More of what is on the screen; False at its end."""
        if not select.select([self.fd], [], [], 1)[0]:
            return True
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        self.seen += data.decode("utf-8", "replace")
        return bool(data)

    def wait(self, pattern, what):
        end = time.monotonic() + LIMIT
        while not re.search(pattern, self.seen, re.S):
            if not self.read() or time.monotonic() > end:
                print(f"{what}: no /{pattern}/ in {self.seen!r}")
                os.kill(self.pid, signal.SIGKILL)
                sys.exit(1)
        print(what)

    def end(self):
        while self.read():
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def main(index, long_index, question):
    command = ["dateline-query", "repl", index, "--format", "lines", "-n", "2"]
    t = Terminal(command, "history")
    t.wait(PROMPT, "a prompt comes first")
    t.type("kazakhstan\n")
    t.wait(r"\n 1  .*\n 2  .*" + PROMPT, "a question is answered")
    t.type("tokay\t\n")
    t.wait(r"tokayev.*\n 1  .*" + PROMPT, "a word is completed from the index")
    t.type("\x10\x10\n")
    t.wait(r"kazakhstan.*\n 1  .*" + PROMPT, "history gives the line before")
    t.type("something")
    t.wait("something", "what is typed is seen")
    t.type("\x03")
    t.wait(PROMPT, "^C drops the line")
    t.type("\\top 1\n")
    t.wait(PROMPT, "a command is taken")
    t.type("kazakhstan\n")
    t.wait(r"\n 1  [^\n]*\n(?! 2 ).*" + PROMPT, "and holds from then on")
    t.type("\\nonsense\n")
    t.wait(r"no such command.*" + PROMPT, "an unknown command is said")
    t.type("\x04")
    print("^D ends with", t.end())

    t = Terminal(["dateline-query", "repl", long_index, "--format", "ids"],
                 "history")
    t.wait(PROMPT, "again")
    t.type("\x10\n")
    t.wait(r"nonsense.*" + PROMPT, "history outlives the session")
    t.type(question + "\n")
    began = time.monotonic()
    t.type("\x03", 0.05)
    t.wait(r"stopped before the end.*" + PROMPT, "^C stops a long search")
    print("at once" if time.monotonic() - began < 5 else "late")
    t.type("\x04")
    print("^D ends with", t.end())


if __name__ == "__main__":
    main(*sys.argv[1:])
