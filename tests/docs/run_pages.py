#!/usr/bin/env python3
"""run_pages.py - runs the commands that the pages name, in a suite of a test.

  run_pages.py --list                     what is run, what is not and why
  run_pages.py --home DIR --port N --prometheus N --alertmanager N WORD=VALUE...

DIR looks like the folder of make up: the tree, and var. Commands are found as
tests/lint/commands.py finds them. Blocks go through one shell each, which
begins as ONCALL_HANDBOOK.md says; every command must end with 0, or with what
pages_table.py allows, on its own and in a pipe. A command that no row of that
table matches fails, and so does a row that matches nothing. Prints TAP lines."""

import glob
import os
import re
import subprocess
import sys
import time
import urllib.request

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "tests/lint"))
sys.path.insert(0, HERE)
import commands  # noqa: E402
import known  # noqa: E402
import pages_table as table  # noqa: E402
import shell_text  # noqa: E402

MADE = {"docs/" + n for n in ("api.md", "protocol.md", "options.md", "metrics.md")}
OPEN = re.compile(r"(?<![\w$\"{/.=-])[A-Z]{2,}(?![\w=)}\"'-])|\bURL$|<\w+>|\b1-4\b")
SHELL = "docs/ONCALL_HANDBOOK.md"  # its first block begins every shell
LASTS = 60  # seconds that a block's command may take
used = set()


class Statement:
    """A command of a page with all its pipes; words: of each simple one."""

    def __init__(self, text, line, inline):
        self.text, self.line, self.inline = text, line, inline
        self.words = []
        for _, words in shell_text.commands(text):
            words = [re.sub(r"^(\./)?build/bin/applylens$", "applylens", words[0])] + words[1:]
            self.words.append(" ".join(words).replace(commands.OR, "|"))

    def why_not(self):
        """Why it is not run; None: it is. LookupError: nothing says so."""
        for words in self.words:
            for row, why in table.NOT_RUN:
                if re.match(row, words):
                    used.add(row)
                    return why
        if not self.words or (self.inline and self.is_name()):
            return "names a file, a program or a form"
        for words in self.words:
            row = next((r for r in table.RUN if re.match(r, words)), None)
            if row is None:
                raise LookupError(words)
            used.add(row)
        return None

    def is_name(self):
        """Inline: a path, a|b for two, or with words that nothing stands for."""
        words = self.words[0]
        path = re.fullmatch(r"(?:%s)/\S*" % commands.TREES, words)
        alone = path and not any(re.match(r + "$", words) for r in table.RUN)
        return bool(alone or "|" in words or OPEN.search(filled(self.text, None)))

    def allowed(self, index):
        words = self.words[index] if index < len(self.words) else ""
        codes = {0, 141 if index < len(self.words) - 1 else 0}  # 141: head had enough
        for row, more, _ in table.CODES:
            if re.match(row, words):
                used.add(row)
                codes |= more
        return codes


def filled(text, values):
    """With what stands for open words; without values only marked."""
    for where, word, name in table.WORDS:
        if re.search(where, text):
            new = values[name] if values else "_"
            text, n = re.subn(word, lambda _: new, text)
            used.update([where + word] if n else [])
    return text


def statements(text, line, inline):
    """The text's statements: lines as the shell would join them."""
    held, begins = [], line
    for n, code in enumerate(text.split("\n"), line):
        begins = begins if held else n
        held.append(code)
        whole = "\n".join(held)
        if code.endswith("\\") or code.rstrip().endswith("|"):
            continue
        try:
            for part in parted(whole):
                yield Statement(part, begins, inline)
        except ValueError:
            continue
        held = []
    if held:
        yield Statement("\n".join(held), begins, inline)


def parted(text):
    """a; b is two statements, where no loop or group holds them together."""
    shell_text.commands(text)
    if re.search(r"\bfor\b|^\s*\(|<<", text):
        return [text] if text.strip() else []
    parts, at, begins = [], 0, 0
    while at < len(text):
        m = shell_text.TOKEN.match(text, at)
        if m.group() == ";":
            parts.append(text[begins:at])
            begins = m.end()
        at = m.end()
    parts.append(text[begins:])
    return [p for p in parts if re.sub("#.*", "", p).strip()]


class Found(commands.Page):
    """The blocks of a page: lists of statements."""

    def __init__(self, tree, path):
        super().__init__(tree, path)
        self.blocks = []

    def offence(self, line, what):  # commands.py says it
        pass

    def shell(self, text, line, inline=False):
        found = list(statements(text, line, inline))
        self.blocks += [found] if found else []


def pages():
    paths = glob.glob(os.path.join(ROOT, "docs/**/*.md"), recursive=True)
    paths = sorted(os.path.relpath(p, ROOT) for p in paths)
    tree = known.Tree(ROOT)
    for path in ["README.md"] + [p for p in paths if p not in MADE]:
        if not path.startswith(("docs/decisions/", "docs/gameday")):
            page = Found(tree, path)
            page.check()
            yield page


class Runner:
    def __init__(self, home, ports, values):
        self.home, self.ports, self.values = home, ports, values
        self.done = set()
        # An answer that says no is a failure of the page's curl.
        self.begin = 'curl() { command curl --fail-with-body "$@"; }\n'

    def placed(self, text):
        """With this suite's ports for those of a page."""

        def port(m):
            n = int(m[2])
            if 8091 <= n <= 8110:
                n = self.ports["8080"] + 11 + n - 8091
            return m[1] + str(self.ports.get(m[2], n))

        text = re.sub(r"((?:127\.0\.0\.1|localhost):)(\d{4})\b", port, text)
        text = re.sub(r"(targets local )(8080)", port, text)
        return filled(text, self.values)

    def run(self, block):
        """[(statement, problem)] of those that ended badly."""
        script = [self.begin]
        for i, s in enumerate(block):
            script.append("printf '\\036%d\\n' >&2" % i)
            script.append(self.placed(s.text))
            script.append("printf '\\036%%s\\n' \"%d ${PIPESTATUS[*]}\" >&2" % i)
        try:
            ran = subprocess.run(
                ["bash", "-c", "\n".join(script)], cwd=self.home, text=True,
                stdin=subprocess.DEVNULL, capture_output=True, errors="replace",
                timeout=LASTS * len(block),
            )
            said, printed = ran.stderr, ran.stdout
        except subprocess.TimeoutExpired as e:
            said = (e.stderr or b"").decode(errors="replace") + "\ntook too long"
            printed = (e.stdout or b"").decode(errors="replace")
        bad = self.judged(block, said)
        if bad:
            bad[-1] = (bad[-1][0], bad[-1][1] + "\nprinted: " + printed[-300:])
        return bad

    def judged(self, block, said):
        bad = []
        for i, s in enumerate(block):
            m = re.search("\x1e%d\n(.*?)\x1e%d ([0-9 ]+)\n" % (i, i), said, re.S)
            if m is None:
                bad.append((s, "does not end: " + said[-300:]))
                break
            codes = [int(c) for c in m[2].split()]
            first = len(s.words) - len(codes)  # the codes are of the last pipe
            for j, code in enumerate(codes):
                if code not in s.allowed(max(first, 0) + j):
                    bad.append((s, "exit code %s: %s" % (m[2], m[1][-300:].strip())))
                    break
            if re.search(r"\b(sv|deploy/local/(reload|swap))\b", s.text):
                self.settle()
        return bad

    def settle(self):
        """Until what was restarted is well again, half a minute at most."""
        for _ in range(150):
            try:
                at = "http://127.0.0.1:%d/health" % self.ports["8080"]
                with urllib.request.urlopen(at, timeout=2) as answer:
                    if b'"status":"healthy"' in answer.read(60):
                        return
            except OSError:
                pass
            time.sleep(0.2)


def main():
    args = sys.argv[1:]
    if not args or args[0] in ("-h", "--help"):
        print(__doc__)
        sys.exit(0 if args else 64)
    runner = None
    if args[0] != "--list":
        given = dict(zip(args[0:8:2], args[1:8:2]))
        ports = {"8080": int(given["--port"]), "9090": int(given["--prometheus"]),
                 "9093": int(given["--alertmanager"])}
        values = dict(a.split("=", 1) for a in args[8:])
        runner = Runner(given["--home"], ports, values)
    failed = tell(runner)
    rows = table.RUN + [r[0] for r in table.NOT_RUN] + [w + x for w, x, _ in table.WORDS]
    unused = [r for r in rows if r not in used] if runner else []
    for row in unused:
        print("not ok - pages_table.py: no page has " + row)
    sys.exit(1 if failed or unused else 0)


def tell(runner):
    """A line for each page, and for each command that failed."""
    failed = 0
    everything = list(pages())
    if runner:
        shell = next(p for p in everything if p.path == SHELL)
        runner.begin += "\n".join(s.text for s in shell.blocks[0])
    for page in everything:
        ran = left = 0
        for block in page.blocks:
            going = []
            for s in block:
                try:
                    why = s.why_not()
                except LookupError as e:
                    print("not ok - %s:%d: neither run nor listed: %s" % (page.path, s.line, e))
                    failed += 1
                    continue
                if runner is None:
                    print("%s:%d\t%s\t%s" % (page.path, s.line, why or "run", s.text.strip()))
                if why:
                    left += 1
                elif not (s.inline and s.text in (runner.done if runner else ())):
                    going.append(s)
            if runner and going:
                runner.done.update(s.text for s in going)
                for s, problem in runner.run(going):
                    failed += 1
                    print("not ok - %s:%d: %s" % (page.path, s.line, s.text.strip()))
                    print("# " + problem.replace("\n", "\n# "))
            ran += len(going)
        if runner and (ran or left):
            print("ok - %s: %d commands run, %d not" % (page.path, ran, left), flush=True)
    return failed


main()
