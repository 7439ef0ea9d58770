#!/usr/bin/env python3
"""pool.py - runs tests side by side and says, a line each, how they ended.

usage: tests/lib/pool.py --logs DIR [--jobs N] [--san DIR] [--lines FILE]
                         [--times FILE] [--stores] NAME...

NAME is "lint", a script that prints TAP (*.sh), or a unit test, which is
SAN/NAME, a cmocka program. What each prints goes to a file in DIR; of what
failed the end is shown. Lines look like

  ok      tests/integration/20-chat.sh (31 passed, 0 failed, 0 skipped) 14 s

The longest go first, by the times of the last run (FILE of --times). A script
whose judgement depends on how quick the machine is says "# alone: why" in its
first comment: it starts when nothing else runs any more, one at a time.

With --stores there are N pairs of a PostgreSQL and a Redis, and a test has one
pair to itself: those of tests/lib/with_stores.sh.

Each test is a session of its own. When the pool is told to end (INT, TERM,
HUP) every test is, so that its traps take down what it started.
Exit: 0 all passed, 1 some did not, 130 ended.
"""
import argparse
import os
import re
import select
import signal
import subprocess
import sys
import time

SCRIPT_SECONDS, UNIT_SECONDS = 1200, 300
GRACE_SECONDS = 60  # for a test's traps: a suite drains before it ends
HEADER_LINES = 20
TAIL_LINES = 60


class Job:
    """A test that runs or will run."""

    def __init__(self, name, args, times):
        self.name = name
        self.log = os.path.join(args.logs, name.replace("/", "_"))
        self.seconds = times.get(name, 0.0)
        self.limit, self.judge, self.alone = SCRIPT_SECONDS, judge_tap, False
        if name == "lint":
            self.program, self.judge = "tests/lint/run", judge_lint
        elif name.endswith(".sh"):
            self.program, self.alone = name, is_alone(name)
        else:
            self.program = os.path.join(args.san, name)
            self.limit, self.judge = UNIT_SECONDS, judge_cmocka
        self.process = None
        self.began = self.ended_at = 0.0
        self.late = False
        self.stores = None

    def start(self):
        self.began = time.monotonic()
        with open(self.log, "wb") as log:
            try:
                self.process = subprocess.Popen(
                    [self.program], stdin=subprocess.DEVNULL, stdout=log,
                    stderr=subprocess.STDOUT, start_new_session=True,
                    env=self.stores and self.stores.env)
            except OSError as why:
                log.write(f"{self.program}: {why.strerror}\n".encode())

    def code(self):
        """None while it runs."""
        return self.process.poll() if self.process else 127

    def end(self, number):
        try:
            os.killpg(self.process.pid, number)
        except (AttributeError, ProcessLookupError):
            pass

    def check_time(self, now):
        """Who is over the limit is told once, then killed."""
        over = now - self.began - self.limit
        if over > 0 and not self.late:
            self.late = True
            self.end(signal.SIGTERM)
        elif over > GRACE_SECONDS:
            self.end(signal.SIGKILL)


class Stores:
    """A PostgreSQL and a Redis; env has where they are."""

    def __init__(self):
        self.env = None
        # Says its environment, then waits until nobody writes to it any more.
        self.process = subprocess.Popen(
            ["tests/lib/with_stores.sh", "sh", "-c",
             "env -0; echo; exec cat >/dev/null"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            start_new_session=True)

    def wait(self):
        """True once they run."""
        said = self.process.stdout.readline()
        while said and not said.endswith(b"\0\n"):
            said += self.process.stdout.readline()
        self.env = dict(x.split("=", 1) for x in
                        os.fsdecode(said[:-1]).split("\0") if "=" in x)
        return "DATABASE_URL" in self.env

    def end(self):
        self.process.stdin.close()
        self.process.wait()


# ---- how a test ended: passed, failed, skipped, and why not ----

def judge_tap(text, code):
    lines = text.splitlines()
    good = [x for x in lines if x.startswith("ok ")]
    skipped = sum("# SKIP" in x for x in good)
    failed = sum(x.startswith("not ok ") for x in lines)
    plans = re.findall(r"^1\.\.(\d+)", text, re.M)
    plan = int(plans[-1]) if plans else 0
    why = ""
    if not failed and (code != 0 or plan == 0 or plan != len(good)):
        failed = 1
        why = (f"exited with {code} after {len(good)} of "
               f"{plan or 'no plan of'} tests")
    return len(good) - skipped, failed, skipped, why


def judge_cmocka(text, code):
    def count(word):
        found = re.search(rf"^\[ *{word} *\] (\d+) test", text, re.M)
        return int(found.group(1)) if found else 0

    passed, failed = count("PASSED"), count("FAILED")
    skipped = count("SKIPPED")
    why = ""
    # Ended badly, or ran nothing at all.
    if not failed and (code != 0 or passed + skipped == 0):
        failed, why = 1, f"exited with {code}"
    return passed, failed, skipped, why


def judge_lint(text, code):
    return len(re.findall(r"^ok ", text, re.M)), int(code != 0), 0, ""


def is_alone(path):
    try:
        with open(path, encoding="utf-8") as script:
            head = [next(script, "") for _ in range(HEADER_LINES)]
    except OSError:
        return False  # start() says so
    return any(x.startswith("# alone: ") for x in head)


# ---- what is said ----

def shown(text):
    """The end of a log, without what went well."""
    lines = [x for x in text.splitlines()
             if not re.match(r"ok |\[ +(OK|RUN) +\]", x)]
    return lines[-TAIL_LINES:]


class Voice:
    """Prints whole blocks; on a terminal also who is still running."""

    def __init__(self, path, count):
        self.lines = open(path, "a", encoding="utf-8") if path else None
        self.count, self.done = count, 0
        self.width = 0
        if sys.stderr.isatty():
            self.width = os.get_terminal_size(sys.stderr.fileno()).columns

    def status(self, running):
        if self.width:
            names = " ".join(os.path.basename(j.name) for j in running)
            text = f"[{self.done}/{self.count}] {names}"[:self.width - 1]
            sys.stderr.write(f"\r\033[K{text}")
            sys.stderr.flush()

    def say(self, job, code):
        try:
            with open(job.log, encoding="utf-8", errors="replace") as log:
                text = log.read()
        except OSError as why:
            text = f"# {job.log}: {why.strerror}\n"
        passed, failed, skipped, why = job.judge(text, code)
        if job.late:
            why = f"was not done after {job.limit} s"
            failed = failed or 1
        seconds = time.monotonic() - job.began
        block = []
        if failed:
            block += shown(text)
            if why:
                block.append(f"# {job.name} {why}")
        block.append(f"{'not ok' if failed else 'ok    '}  {job.name} "
                     f"({passed} passed, {failed} failed, "
                     f"{skipped} skipped) {seconds:.0f} s")
        if self.width:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
        print("\n".join(block), flush=True)
        if self.lines:
            print(block[-1], file=self.lines, flush=True)
        self.done += 1
        return not failed, seconds


# ---- the times of the last run ----

def read_times(path):
    times = {}
    try:
        with open(path, encoding="utf-8") as file:
            for line in file:
                name, _, seconds = line.rpartition(" ")
                times[name] = float(seconds)
    except (OSError, TypeError, ValueError):
        pass  # they are a help only
    return times


def write_times(path, times):
    if not path:
        return
    with open(path + ".new", "w", encoding="utf-8") as file:
        for name, seconds in sorted(times.items(), key=lambda x: -x[1]):
            print(name, f"{seconds:.1f}", file=file)
    os.rename(path + ".new", path)


# ---- the pool ----

def run_all(jobs, size, stores, voice, times, told):
    """True if all passed; stops early when a signal was told."""
    free = list(stores)
    waiting = sorted((j for j in jobs if not j.alone), key=lambda j: -j.seconds)
    alone = [j for j in jobs if j.alone]
    running, good = [], True
    try:
        while (waiting or alone or running) and not told.signals:
            if not waiting and not running and alone:
                waiting, size = [alone.pop(0)], 1
            while waiting and len(running) < size:
                running.append(waiting.pop(0))
                running[-1].stores = free.pop() if free else None
                running[-1].start()
            voice.status(running)
            told.wait(0.1)
            for job in [j for j in running if j.code() is not None]:
                running.remove(job)
                if job.stores:
                    free.append(job.stores)
                passed, times[job.name] = voice.say(job, job.code())
                good = good and passed
            for job in running:
                job.check_time(time.monotonic())
    finally:
        end_all(running)
    return good


def end_all(running):
    for job in running:
        job.end(signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while any(j.code() is None for j in running):
        if time.monotonic() > deadline:
            for job in running:
                job.end(signal.SIGKILL)
        time.sleep(0.05)


class Told:
    """The signals that came; wait() ends early at a signal or a child's."""

    def __init__(self):
        self.signals = []
        self.read, write = os.pipe()
        os.set_blocking(self.read, False)
        os.set_blocking(write, False)
        signal.set_wakeup_fd(write)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda n, _: self.signals.append(n))

    def wait(self, seconds):
        select.select([self.read], [], [], seconds)
        try:
            os.read(self.read, 4096)
        except BlockingIOError:
            pass


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter,
        usage=argparse.SUPPRESS)
    parser.add_argument("--logs", required=True)
    parser.add_argument("--san", default="build/san")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--lines")
    parser.add_argument("--times")
    parser.add_argument("--stores", action="store_true")
    parser.add_argument("names", nargs="+")
    args = parser.parse_args()
    if args.jobs < 1:
        parser.error("--jobs: at least 1")
    times = read_times(args.times)
    jobs = [Job(name, args, times) for name in dict.fromkeys(args.names)]
    voice = Voice(args.lines, len(jobs))
    told = Told()
    # Shims of version managers cost ten times what they start.
    os.environ["PATH"] = (os.path.dirname(sys.executable) + os.pathsep +
                          os.environ.get("PATH", os.defpath))
    stores = [Stores() for _ in range(args.jobs if args.stores else 0)]
    good = all([s.wait() for s in stores])
    if good:
        good = run_all(jobs, args.jobs, stores, voice, times, told)
        write_times(args.times, times)
    else:
        print("not ok  pool: no PostgreSQL or Redis (0 passed, 1 failed)")
    for pair in stores:
        pair.end()
    if told.signals:
        sys.exit(130)
    sys.exit(0 if good else 1)


main()
