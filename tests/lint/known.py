"""known.py - what the tree has, of which pages may speak: commands, routes,
tables, metrics, targets of make, programs, services. For commands.py."""

import glob
import os
import re

import dashboards
import usage

# Of every daemon, beside the table of routes.
HEALTH = {"/healthz", "/readyz", "/metrics", "/version"}


def text_of(root, path):
    try:
        with open(os.path.join(root, path), encoding="utf-8") as f:
            return f.read()
    except (OSError, UnicodeDecodeError):
        return ""


def all_of(root, pattern):
    paths = sorted(glob.glob(os.path.join(root, pattern), recursive=True))
    return "\n".join(text_of(root, os.path.relpath(p, root)) for p in paths)


def usages_of(root):
    text = text_of(root, "services/cli/commands.def.h").replace("\\\n", " ")
    found = {}
    for m in re.finditer(r'X\((\w+),\s*((?:"(?:[^"\\]|\\.)*"\s*)+),', text):
        found[m[1]] = usage.Usage("".join(re.findall(r'"((?:[^"\\]|\\.)*)"', m[2])))
    return found


def routes_of(root):
    """(method, expression of the path) of every route."""
    text = text_of(root, "services/gateway/routes.def.h")
    found = [("GET", re.escape(p)) for p in HEALTH]
    for method, path in re.findall(r'(?:CALL|OWN)\((\w+),\s*"([^"]+)"', text):
        parts = re.split(r"\{\w+\}", path)
        found.append((method, r"[^/?]+".join(re.escape(p) for p in parts)))
    return found


def tables_of(root):
    """Tables and views that the migrations leave, in their order."""
    text = re.sub("--.*", "", all_of(root, "infra/postgres/*.sql"))
    names = {"applylens_migrations"}
    for verb, name, to in re.findall(
        r"(?i)\b(CREATE|DROP|ALTER)(?: OR REPLACE)? (?:TABLE|VIEW)"
        r"(?: IF (?:NOT )?EXISTS)? (\w+)(?:\s+RENAME TO (\w+))?",
        text,
    ):
        if verb.upper() == "CREATE":
            names.add(name)
        elif verb.upper() == "DROP" or to:
            names.discard(name)
            names |= {to} - {""}
    return names


class Tree:
    """What the tree has, of which pages may speak."""

    def __init__(self, root):
        self.root = root
        self.usages = usages_of(root)
        self.routes = routes_of(root)
        self.tables = tables_of(root)
        made = text_of(root, "docs/metrics.md")
        self.metrics = dashboards.exported(root) if made else {}
        lists = all_of(root, "*/module.mk") + all_of(root, "*/*/module.mk")
        self.make = text_of(root, "Makefile") + all_of(root, "tests/*.mk") + lists
        self.targets = set(re.findall(r"^([\w-]+)[\w -]*:(?!=)", self.make, re.M))
        self.programs = set(
            " ".join(re.findall(r"^PROGRAMS \+= (.*)", lists, re.M)).split()
        )
        suite = text_of(root, "deploy/local/suite.sh")
        self.services = set(
            " ".join(re.findall(r'^(?:DAEMONS|STORES)="([^"]*)"', suite, re.M)).split()
        )

    def there(self, path):
        path = path.rstrip("/")
        m = re.match(r"(.*)\{([^{}]*)\}(.*)", path)
        if m:
            return all(self.there(m[1] + p + m[3]) for p in m[2].split(","))
        full = os.path.join(self.root, path)
        return "<" in path or glob.glob(full) or os.path.exists(full + ".c")
