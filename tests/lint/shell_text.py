"""shell_text.py - the commands in a piece of shell, as a page shows it.

Knows quotes, pipes, lists, $(...), redirections, here-documents, assignments
and the words of loops and conditions; nothing is run."""

import re
import shlex

INNER = r"\$\((?:[^()]|\([^()]*\))*\)"
TOKEN = re.compile(
    r"""(?:[ \t]|\\\n)+ | (?P<comment>\#[^\n]*)
    | (?P<redirect>\d*(?:<<<|>>|[<>]&?)[ \t]*)
    | (?P<end>\n|&&|\|\||;;|[;|&()])
    | (?P<word>(?:%s|"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s;|&()<>"'\\])+)"""
    % INNER,
    re.X | re.S,
)
BEFORE = {"if", "then", "else", "elif", "do", "while", "until", "!", "{", "time"}
ALONE = {"fi", "done", "}", "esac"}
ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")


def without_bodies(text):
    """Here-documents' bodies become empty lines."""
    kept, end = [], None
    for line in text.split("\n"):
        if end is not None:
            if line.strip() == end:
                end = None
            kept.append("")
            continue
        m = re.search(r"<<-?\s*(['\"]?)(\w+)\1", line)
        if m:
            end = m.group(2)
            line = line[: m.start()] + line[m.end() :]
        kept.append(line)
    return "\n".join(kept)


def plain(word):
    """The word as the command gets it; what $(...) prints is X."""
    word = re.sub(INNER, "X", word)
    try:
        return " ".join(shlex.split(word)) if word else word
    except ValueError:
        return word


def commands(text, line=1):
    """(line, words) of every simple command; ValueError for what is none."""
    text = without_bodies(text)
    found, words, start, skip, at = [], [], line, False, 0
    while at < len(text):
        m = TOKEN.match(text, at)
        if m is None:
            raise ValueError("cannot read %r" % text[at : at + 20])
        here = line + text[:at].count("\n")
        at = m.end()
        if m.lastgroup == "end":
            found.append((start, words))
            words, skip = [], False
        elif m.lastgroup == "redirect":
            skip = True
        elif m.lastgroup == "word":
            if not m.group().startswith("'"):
                for inner in re.findall(INNER, m.group()):
                    found += commands(inner[2:-1], here)
            if skip:
                skip = False
                continue
            if not words:
                start = here
            words.append(plain(m.group()))
    found.append((start, words))
    return [(n, w) for n, w in ((n, stripped(w)) for n, w in found) if w]


def stripped(words):
    """Without assignments and the shell's own words before the command."""
    words = list(words)
    while words and (words[0] in BEFORE or ASSIGNMENT.match(words[0])):
        words.pop(0)
    if words and (words[0] in ALONE or words[0] in ("for", "case")):
        return []
    return words
