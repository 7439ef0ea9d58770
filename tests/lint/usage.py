"""usage.py - is a command line one that a usage string allows?

Reads what services/cli/commands.def.h writes: words as they are, PLACEHOLDERS
with a capital, [optional], a|b for one of two words, " | " between whole
alternatives, ... for more of the same, --option with its VALUE behind it. What
follows two spaces belongs to every alternative. Options may stand anywhere."""

import re

TOKEN = re.compile(
    r"\s*(?:(?P<mark>[][])|(?P<bar>\|(?=\s))|(?P<more>\.\.\.)"
    r"|(?P<word>(?:'[^']*'|[^\s\[\]|']+(?:\[=[^\]]*\])?(?:\.\.\.)?)"
    r"(?:\|[^\s\[\]|]+)*))"
)
ANYWHERE = {"--json": False, "--help": False}  # option: has it a value?


class Word:
    """One of these words, perhaps again and again; or an option."""

    def __init__(self, text):
        self.more = text.endswith("...") or text == "WORDS"
        self.choices = [c.replace("...", "") for c in text.split("|")]
        self.value = False  # of an option: is a word behind it?

    def takes(self, word):
        for c in self.choices:
            between = re.fullmatch(r"(\d)-(\d)", c)
            if between and re.fullmatch(r"\d", word):
                if between[1] <= word <= between[2]:
                    return True
            elif not c.startswith("--") and (
                c == word or re.search("[A-Z']", c) or (between and word.isupper())
            ):
                return True
        return False

    def options(self):
        return {c: self.value for c in self.choices if c.startswith("--")}


class Group:
    """[...]: alternatives, or nothing."""

    def __init__(self, alternatives):
        self.alternatives = alternatives

    def options(self):
        found = {}
        for a in self.alternatives:
            found.update(options_of(a))
        return found


def options_of(items):
    found = {}
    for item in items:
        found.update(item.options())
    return found


def read(tokens):
    """Alternatives up to the end or ]; takes the tokens away."""
    alternatives = [[]]
    while tokens:
        kind, text = tokens.pop(0)
        items = alternatives[-1]
        if text == "]":
            break
        if kind == "bar":
            alternatives.append([])
        elif text == "[":
            items.append(Group(read(tokens)))
        elif kind == "word":
            item = Word(text)
            if text.startswith("--") and tokens and tokens[0][0] == "word":
                if not tokens[0][1].startswith("--"):
                    tokens.pop(0)
                    item.value = True
            items.append(item)
    return alternatives


def tokens_of(text):
    return [(m.lastgroup, m.group(m.lastgroup)) for m in TOKEN.finditer(text)]


class Usage:
    def __init__(self, text):
        name = text.split()[0]
        text, _, common = text.partition("  ")
        self.alternatives = read(tokens_of(text))
        for a in self.alternatives:  # "mail [...] | mail ID"
            if a and isinstance(a[0], Word) and a[0].choices == [name]:
                a.pop(0)
        self.common = read(tokens_of(common))[0]

    def allows(self, args, unfinished=False):
        """unfinished: what is left out at the end is no mistake."""
        return any(one(a + self.common, args, unfinished) for a in self.alternatives)

    def options(self):
        return Group(self.alternatives + [self.common]).options()


def one(items, args, unfinished):
    known = dict(options_of(items), **ANYWHERE)
    words, given, args = [], set(), list(args)
    while args:
        arg = args.pop(0)
        name, has_value, _ = arg.partition("=")
        if not arg.startswith("--"):
            words.append(arg)
        elif name not in known:
            return False
        else:
            given.add(name)
            if known[name] and not has_value:
                if not args:
                    return unfinished
                args.pop(0)
    ends = sequence(items, words, {0}, given, unfinished)
    return len(words) in ends


def sequence(items, words, starts, given, unfinished):
    """Where in words items may end when they begin at one of starts."""
    for item in items:
        if unfinished and len(words) in starts:
            return {len(words)}
        ends = set()
        for at in starts:
            ends |= after(item, words, at, given, unfinished)
        starts = ends
    return starts


def after(item, words, at, given, unfinished):
    if isinstance(item, Group):
        ends = {at}
        for a in item.alternatives:
            ends |= sequence(a, words, {at}, given, unfinished)
        return ends
    ends = {at} if given & set(item.options()) else set()
    while at < len(words) and item.takes(words[at]):
        at += 1
        ends.add(at)
        if not item.more:
            break
    return ends
