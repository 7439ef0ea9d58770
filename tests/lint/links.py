#!/usr/bin/env python3
"""links.py - fails on a link or a picture of a page that leads nowhere.

  links.py [root]

Read are README.md and docs/**/*.md. A relative link must lead to a file or a
folder of the tree, its #part to a heading there; a picture must be one. Each
picture of docs/dashboards must be shown by a page. What leads to other sites
is not asked for."""

import functools
import glob
import os
import re
import sys
import xml.etree.ElementTree

LINK = re.compile(r"(!?)\[((?:[^][]|\[[^][]*\]|\\.)*)\]\(<?([^()\s>]+)>?(?: \"[^\"]*\")?\)")
PNG = b"\x89PNG\r\n\x1a\n"
failed = []


def text_of(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def prose(text):
    """Blocks and inline code become spaces: a link there is none."""
    for form in (r"^( *)```.*?^ *```", r"``[^\n]*?``", r"`[^`\n]*`"):
        text = re.sub(
            form, lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.M | re.S
        )
    return text


@functools.lru_cache(maxsize=None)
def parts(path):
    """The names that GitHub gives to a page's headings, and those set by hand."""
    text = text_of(path)
    found = set(re.findall(r"<a (?:name|id)=\"([^\"]+)\"", text))
    text = re.sub(r"^( *)```.*?^ *```", "", text, flags=re.M | re.S)
    for heading in re.findall(r"^#{1,6} +(.*?) *#* *$", text, re.M):
        heading = re.sub(r"!?\[([^]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower())
        name = name.replace(" ", "-")
        n, again = 0, name
        while again in found:
            n += 1
            again = "%s-%d" % (name, n)
        found.add(again)
    return found


def no_picture(path):
    """Why it can't be shown, or None."""
    with open(path, "rb") as f:
        data = f.read()
    if path.endswith(".png"):
        return None if data.startswith(PNG) else "is no PNG"
    if path.endswith(".svg"):
        try:
            root = xml.etree.ElementTree.fromstring(data)
        except xml.etree.ElementTree.ParseError as e:
            return "is no SVG: %s" % e
        return None if root.tag.endswith("svg") and len(root) else "is empty"
    return "is neither PNG nor SVG"


def why_not(root, page, picture, target):
    """What is wrong with a link, or None; the picture's path."""
    if re.match(r"[a-z][a-z0-9+.-]*:", target, re.I):
        return None, None
    path, _, part = target.partition("#")
    if path.startswith("/"):
        return "%s is of no tree: write it from the page's folder" % target, None
    full = os.path.normpath(os.path.join(root, os.path.dirname(page), path))
    full = full if path else os.path.join(root, page)
    if os.path.relpath(full, root).startswith(".."):
        return "%s leads out of the tree" % target, None
    if not os.path.exists(full):
        return "%s is not there" % target, None
    if picture:
        why = no_picture(full)
        return why and "%s %s" % (target, why), os.path.relpath(full, root)
    if part and full.endswith(".md") and part not in parts(full):
        return "%s has no heading #%s" % (path or page, part), None
    return None, None


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(__file__) + "/../.."
    found = glob.glob(os.path.join(root, "docs/**/*.md"), recursive=True)
    pages = sorted(os.path.relpath(p, root) for p in found)
    if os.path.exists(os.path.join(root, "README.md")):
        pages.append("README.md")
    links, shown = 0, set()
    for page in pages:
        text = prose(text_of(os.path.join(root, page)))
        for m in LINK.finditer(text):
            links += 1
            why, picture = why_not(root, page, bool(m[1]), m[3])
            shown.add(picture)
            if why:
                line = text[: m.start()].count("\n") + 1
                failed.append("%s:%d: %s" % (page, line, why))
    for path in sorted(glob.glob(os.path.join(root, "docs/dashboards/*"))):
        if os.path.relpath(path, root) not in shown:
            failed.append("%s:1: no page shows it" % os.path.relpath(path, root))
    for line in failed:
        print(line)
    if failed:
        sys.exit(1)
    print("ok links (%d of %d pages)" % (links, len(pages)))


if __name__ == "__main__":
    main()
