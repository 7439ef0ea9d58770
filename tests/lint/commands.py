#!/usr/bin/env python3
"""commands.py - fails on a command that a page names and that would not work.

  commands.py [root]

Read are sh, bash, powershell and sql blocks of README.md and docs/**/*.md,
indented blocks that begin with a command, and inline code such as
`applylens slo --check`, `make up`, `deploy/migrate --plan`, `GET /api/slo`.
Nothing is run. Words and options of applylens must be in commands.def.h, a
script must be there and know its options, a target be in the Makefile, a path
of the API in routes.def.h, a table in infra/postgres, a metric exported.
Other programs are those of USUAL alone."""

import glob
import os
import re
import sys

sys.dont_write_bytecode = True  # the tree that is read stays as it is
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import dashboards  # noqa: E402
import known  # noqa: E402
import shell_text  # noqa: E402
import usage  # noqa: E402

# Programs that a page may use without our knowing their options.
USUAL = set(
    """. [ amtool apt-get awk cat cd chmod cp curl cut date df dmesg docker du
    echo export find free gdb getent git grep gzip head install ip jq kill less
    ls mail mkdir mv nproc npm openssl pg_dump pg_restore pip printf promtool
    ps psql pwd pwsh read redis-cli rm schemathesis script sed set sha256sum
    sleep sort ss stat sudo sv tail tar tee test timeout top touch tr true uniq
    vmstat watch wc wget which xargs""".split()
)
WRAPPERS = {"nice", "sudo", "timeout", "watch", "xargs"}
CMDLETS = set(
    """convertfrom-json convertto-json get-content invoke-restmethod
    invoke-webrequest remove-item select-object select-string set-content
    set-location start-process test-path where-object write-output""".split()
)
# Ports of curl that are not ours, and the start of paths there.
FOREIGN = {
    "3000": "/(api|d|dashboards|login)\\b",
    "9090": "/(-|api/v1|graph|alerts|rules|targets|metrics)\\b|/-/",
    "9093": "/(api/v2|metrics|#)|/-/",
    "9200": "/(_|gmail_emails)|/?$",
    "$ELASTICSEARCH_URL": "/(_|gmail_emails)|/?$",
}
TREES = "deploy|infra|tests|services|common|proto"
OR = "\1"  # a|b of inline code: both are meant
CLI = re.compile(r"(?:\./)?(?:build/bin/)?applylens")


class Page:
    def __init__(self, tree, path):
        self.tree, self.path = tree, path
        self.text = known.text_of(tree.root, path)

    def offence(self, line, what):
        dashboards.offence(self.path, line, what)

    def check(self):
        blocks = list(re.finditer(r"^( *)```(\w*)\n(.*?)^ *```", self.text, re.M | re.S))
        for m in blocks:
            line = self.text[: m.start()].count("\n") + 2
            body = re.sub("^" + m[1], "", m[3], flags=re.M)
            if m[2] in ("sh", "bash"):
                self.shell(body, line)
            elif m[2] == "powershell":
                self.powershell(body, line)
            elif m[2] == "sql":
                self.sql(body, line)
            elif m[2] == "promql" and m[1]:  # the others are dashboards.py's
                for n, query in enumerate(body.splitlines(), line):
                    if query and not query.startswith("#"):
                        self.promql(query, n)
        prose = self.text
        for m in reversed(blocks):
            empty = "\n" * m[0].count("\n")
            prose = prose[: m.start()] + empty + prose[m.end() :]
        self.indented(prose)
        for m in re.finditer(r"(?<!`)`([^`\n]+)`(?!`)", prose):
            self.inline(m[1], prose[: m.start()].count("\n") + 1)

    def indented(self, prose):
        """Blocks indented by four that begin with a command of ours."""
        begins = r"(?:\./|build/bin/|applylens |make |curl |export |(?:%s)/\w)" % TREES
        for m in re.finditer(r"(?:^|(?<=\n\n))((?:    [ \t]*\S.*\n)+)", prose):
            if re.match(begins, m[1].strip()):
                line = prose[: m.start(1)].count("\n") + 1
                self.shell(re.sub("^    ", "", m[1], flags=re.M), line)

    def inline(self, code, line):
        metric = re.fullmatch(r"((?:applylens|assistant|ux)_\w+)(\{.*\})?", code)
        route = re.match(r"(GET|POST|PUT|DELETE) (/[^\s{?`]*(?:\{\w+\}[^\s?`]*)?)", code)
        if metric and self.tree.metrics:
            counts = re.search("_(total|seconds|usd|ratio|rate|bytes|bucket)$", metric[1])
            if (metric[2] or counts) and metric[1] not in self.of_metrics():
                self.offence(line, "no daemon exports " + metric[1])
        elif route:
            self.route(route[1], route[2], line)
        elif re.match(r"(?:\./)?(?:build/bin/|applylens\b(?! ?[.=:/-]))", code) or re.match(
            r"(?:make|sv|psql|curl|promtool|docker compose|\(set) \S|(?:%s)/[\w.{*]" % TREES, code
        ):
            if not re.match(r"applylens\w", code):
                if " " in code:  # [optional] words are looked at too
                    code = re.sub(r"[][]| \.\.\.$", "", code)
                code = re.sub(r"(?<=[\w-])\|(?=[\w-])", OR, code)
                self.shell(code, line, inline=True)

    def of_metrics(self):
        names = self.tree.metrics
        return set(names) | {re.sub("_(sum|count|bucket)$", "", n) for n in names}

    def shell(self, text, line, inline=False):
        try:
            found = shell_text.commands(text, line)
        except ValueError as e:
            return self.offence(line, str(e))
        for at, words in found:
            self.command(words, at, inline)
        return None

    def command(self, words, line, inline):
        name, args = words[0], words[1:]
        if name in WRAPPERS:
            while args and re.match(r"-|\d|\$", args[0]):
                args = args[2:] if args[0] in ("-u", "-n", "-I") else args[1:]
            if args:
                self.command(args, line, inline)
        elif CLI.fullmatch(name):
            self.applylens(args, line, inline)
        elif name.startswith(("build/bin/", "./build/bin/")):
            self.program(os.path.basename(name), args, line)
        elif name == "make":
            self.make(args, line)
        elif re.match(r"(?:\./)?(?:%s)/" % TREES, name):
            self.script(name, args, line, inline)
        elif name not in USUAL:
            self.offence(line, "%s is no program of ours, nor a usual one" % name)
        else:
            special = getattr(self, "of_" + name.replace("-", "_"), None)
            if special:
                special(args, line)

    def applylens(self, args, line, inline):
        while args and args[0] in ("--url", "--json", "--version", "--help"):
            args = args[2:] if args[0] == "--url" else args[1:]
        if not args:
            return
        for name in args[0].split(OR):
            if name not in self.tree.usages:
                self.offence(line, "applylens has no command " + name)
                continue
            understood = self.tree.usages[name]
            for option in args[1:]:
                option = option.split("=")[0]
                if option in usage.ANYWHERE or not option.startswith("--"):
                    continue
                if option not in understood.options():
                    return self.offence(line, "applylens %s knows no %s" % (name, option))
            for rest in combinations([a.split(OR) for a in args[1:]]):
                if not understood.allows(rest, unfinished=inline):
                    said = " ".join([name] + rest)
                    self.offence(line, "applylens does not understand: " + said)
        return None

    def program(self, name, args, line):
        if name not in self.tree.programs:
            return self.offence(line, "make builds no build/bin/" + name)
        if name in self.tree.services:
            for a in args:
                if a not in ("-t", "--options", "--version", "--help"):
                    self.offence(line, "%s knows no %s" % (name, a))
        return None

    def make(self, args, line):
        for i, a in enumerate(args):
            name, sets, _ = a.partition("=")
            if i and args[i - 1] == "-C":
                continue
            if a.startswith("build/bin/"):
                self.program(a[len("build/bin/") :], [], line)
            elif a.startswith("build/") and "$(BUILD)" + a[5:] in self.tree.make:
                continue
            elif sets and not re.search(r"\b%s\b" % re.escape(name), self.tree.make):
                self.offence(line, "the Makefile knows no " + name)
            elif not sets and not re.match(r"-(s|k|n|j\d*|C)$", a):
                if a not in self.tree.targets:
                    self.offence(line, "the Makefile has no target " + a)

    def script(self, path, args, line, inline):
        path = re.sub(r"^\./", "", path)
        if not self.tree.there(path):
            return self.offence(line, "there is no " + path)
        full = os.path.join(self.tree.root, path)
        if not os.path.isfile(full) or (inline and not args):
            return None
        if not os.access(full, os.X_OK):
            return self.offence(line, path + " is not executable")
        text = known.text_of(self.tree.root, path)
        for i, a in enumerate(args):
            option = a.split("=")[0]
            if re.match("--?[a-z]", option):
                if not re.search(r"(?<![\w-])%s(?![\w-])" % option, text):
                    self.offence(line, "%s knows no %s" % (path, option))
            elif re.match(r"(?:%s)/" % TREES, a):
                if not self.tree.there(a):
                    self.offence(line, "there is no " + a)
            elif re.fullmatch("[a-z][a-z-]*", a) and not args[i - 1].startswith("--"):
                if not self.word_of(path, text, a):
                    self.offence(line, "%s knows no %s" % (path, a))
        return None

    def word_of(self, path, text, word):
        """Is word in the usage text, a service, or a script beside it?"""
        heads = re.findall(
            r"\A(?:#.*\n)+|<<'?(?:USAGE|END)'?\n.*?^(?:USAGE|END)", text, re.M | re.S
        )
        beside = glob.glob(os.path.join(self.tree.root, os.path.dirname(path), "*"))
        return (
            re.search(r"\b%s\b" % word, " ".join(heads))
            or word in self.tree.services
            or any(word in os.path.basename(b) for b in beside)
        )

    def of_sv(self, args, line):
        for a in args[1:]:
            if a.startswith("var/"):
                self.offence(line, "sv looks for %s below /etc/service: ./%s" % (a, a))
            name = re.sub(r"^\S*var/service/", "", a)
            if re.fullmatch("[a-z]+", name) and name not in self.tree.services:
                self.offence(line, "there is no service " + name)

    def of_curl(self, args, line):
        method, urls = "GET", []
        for i, a in enumerate(args):
            before = args[i - 1] if i else ""
            if re.fullmatch("-[a-zA-Z]*X|--request", before):
                method = a
            elif re.fullmatch("-[a-zA-Z]*d|--data.*|--json", a):
                method = "POST" if method == "GET" else method
            elif re.fullmatch("-[a-zA-Z]*T|--upload-file", a):
                method = "PUT"
            elif re.match(r"https?://|\$[A-Z_{]+", a) and before not in ("-H", "-o", "-d"):
                urls.append(a)
        for url in urls:
            self.url(method, url, line)

    def url(self, method, url, line):
        m = re.match(r"(https?://[^/:]+(?::(\d+))?|\$\{?\w+\}?)([^?]*)", url)
        port = m[2] or m[1].replace("{", "").replace("}", "")
        path = m[3] or "/"
        if port in FOREIGN:
            if not re.match(FOREIGN[port], path):
                self.offence(line, "%s is no path of port %s" % (path, port))
        elif re.fullmatch(r"80(89|9\d)|810\d", port):
            if path not in known.HEALTH:
                self.offence(line, "a health port has no " + path)
        elif port == "8080" or "APPLYLENS" in port or port.startswith("https://app"):
            self.route(method, path, line)
        elif "example" not in port and not self.of_options(m[1]):
            self.offence(line, "who listens at %s?" % m[1])

    def of_options(self, place):
        """Is it a variable, or the default of one, that docs/options.md has?"""
        name = re.sub(r"[${}]|^https?://", "", place)
        return name in known.text_of(self.tree.root, "docs/options.md")

    def route(self, method, path, line):
        path = path.rstrip(",.;")
        if path.startswith("/_") or "*" in path:
            return
        methods = {m for m, e in self.tree.routes if re.fullmatch(e, path)}
        if not methods:
            self.offence(line, "the API has no " + path)
        elif method not in methods:
            self.offence(line, "%s is not for %s" % (path, method))

    def of_psql(self, args, line):
        for i, a in enumerate(args):
            if i and args[i - 1] in ("-c", "-Atc", "-tc", "-Ac", "-xc", "--command"):
                self.sql(a, line)

    def sql(self, text, line):
        text = re.sub(r"--.*|'(?:[^']|'')*'", "''", text)
        text = re.sub(r"(?i)extract\s*\([^)]*\)|distinct\s+from", "", text)
        own = set(re.findall(r"(?i)(?:with|,)\s+(\w+)\s+as\s*\(", text))
        for m in re.finditer(
            r"(?i)\b(?:from|join|update|into|truncate|table)\s+(?:only\s+)?([a-z_][\w.]*)(\s*\()?",
            text,
        ):
            name = m[1].lower()
            if m[2] or name in own or name in self.tree.tables:
                continue
            if not re.match("pg_|information_schema", name):
                at = line + text[: m.start()].count("\n")
                self.offence(at, "there is no table " + name)

    def of_promtool(self, args, line):
        if args[:2] == ["query", "instant"]:
            self.promql(args[-1], line)

    def promql(self, query, line):
        dashboards.check_query(self.path, line, query, self.tree.metrics)

    def powershell(self, text, line):
        for n, code in enumerate(text.splitlines(), line):
            code = re.sub(r"(?<!\S)#.*", "", code).strip()
            script = re.match(r"\S+\.ps1\b", code)
            if script:
                self.ps1(script[0], code[script.end() :], n)
                continue
            for cmdlet in re.findall(r"\b[A-Z][a-z]+-[A-Z]\w+", code):
                if cmdlet.lower() not in CMDLETS:
                    self.offence(n, "%s is no usual cmdlet" % cmdlet)
            for url in re.findall(r"-Uri\s+\"?([^\"\s]+)", code):
                method = re.search(r"-Method\s+(\w+)", code)
                self.url(method[1].upper() if method else "GET", url, n)

    def ps1(self, path, args, line):
        path = re.sub(r"^\./", "", path.replace("\\", "/"))
        text = known.text_of(self.tree.root, path)
        if not text:
            return self.offence(line, "there is no " + path)
        block = re.search(r"^param\((.*?)^\)", text, re.M | re.S)
        block = block[1] if block else ""
        for name in re.findall(r"(?<!\S)-([A-Za-z]\w*)", args):
            if not re.search(r"\$%s\b" % name, block, re.I):
                self.offence(line, "%s has no parameter -%s" % (path, name))
        words = re.search(r"ValidateSet\(([^)]*)\)", block)
        first = re.match(r"\s*([a-z]\w*)", args)
        if first and words and "'%s'" % first[1] not in words[1]:
            self.offence(line, "%s knows no %s" % (path, first[1]))
        return None


def combinations(choices):
    lists = [[]]
    for c in choices:
        lists = [done + [one] for done in lists for one in c]
    return lists


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(__file__) + "/../.."
    tree = known.Tree(root)
    paths = glob.glob(os.path.join(root, "docs/**/*.md"), recursive=True)
    paths = sorted(os.path.relpath(p, root) for p in paths)
    for path in paths + ["README.md"]:
        Page(tree, path).check()
    for line in dashboards.failed:
        print(line)
    if dashboards.failed:
        sys.exit(1)
    print("ok commands (%d pages)" % (len(paths) + 1))


if __name__ == "__main__":
    main()
