"""measure.py QUESTIONS FRESH: puts the questions to the suite at APPLYLENS_URL
(as APPLYLENS_TOKEN) and prints what came of each part; see ../assistant.sh.

ASSISTANT_DETAILS: file that gets the answers of the development part; nothing
of the other part is written anywhere but its totals."""

import json
import math
import os
import re
import sys
import unicodedata
import urllib.error
import urllib.parse
import urllib.request

URL = os.environ["APPLYLENS_URL"]
TOKEN = os.environ["APPLYLENS_TOKEN"]
RIVAL_HITS = 10
DEVELOPMENT = "development"
NOTHING = re.compile(r"\b(no|nothing|none)\b", re.I)


class Row:
    """A line of the questions; questions.tsv.in says what the columns are."""

    def __init__(self, line):
        f = line.rstrip("\n").split("\t")
        self.dialogue, self.turn, self.window = int(f[0]), int(f[1]), int(f[2])
        self.intents = f[3].split(",")
        self.any_mail = f[4] == "*"
        self.ordinal = int(f[4][1:]) if f[4].startswith("@") else 0
        plain = f[4] not in ("-", "*") and not self.ordinal
        self.must = set(f[4].split()) if plain else set()
        self.may = set(f[5].split()) if f[5] != "-" else set()
        self.nothing = f[6] == "nothing"
        self.fact = None if f[6] == "-" or self.nothing else f[6]
        self.question = f[7]


class Part:
    """What is counted; each is [right, of]."""

    def __init__(self):
        self.n = 0
        self.counts = {}

    def add(self, name, right, of=1):
        c = self.counts.setdefault(name, [0, 0])
        c[0] += right
        c[1] += of


def call(method, path, body=None):
    req = urllib.request.Request(URL + path, method=method)
    req.add_header("Authorization", "Bearer " + TOKEN)
    if body is not None:
        body = json.dumps(body).encode()
        req.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(req, body, timeout=60) as r:
            return json.load(r)
    except urllib.error.HTTPError as e:
        sys.exit(f"{method} {path}: {e.code} {e.read()[:300]!r}")


names = {}


def message_id(email_id):
    if email_id not in names:
        mail = call("GET", f"/api/emails/{email_id}")
        text = mail.get("message_id") or mail.get("email", {}).get("message_id")
        names[email_id] = "<" + text.strip("<>") + ">"
    return names[email_id]


def plain(text):
    """Without case, accents' spelling and runs of spaces."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s+", " ", text)


def holds(answer, fact):
    answer = plain(answer)
    return all(
        any(plain(choice) in answer for choice in part.split("~"))
        for part in fact.split("&")
    )


def search(row):
    """The rival: the first hits of the question's words, any of them."""
    words = re.findall(r"[^\W_]+", row.question)
    q = "{" + " ".join(f'"{w}"' for w in words) + "}"
    q += f" newer_than:{row.window}d"
    path = "/api/search?" + urllib.parse.urlencode(
        {"q": q, "limit": RIVAL_HITS}
    )
    return [message_id(h["id"]) for h in call("GET", path)["hits"]]


def judge(part, row, a, before):
    cited = []
    for c in a["citations"]:
        m = message_id(c["id"])
        if m not in cited:
            cited.append(m)
    must, may = row.must, row.may
    if row.ordinal:
        must = set(before[row.ordinal - 1 : row.ordinal])
    part.n += 1
    part.add("intent", a["intent"] in row.intents)
    part.add("answers wholly supported", "(unsupported)" not in a["answer"])
    verdict = ["intent" if a["intent"] in row.intents else "INTENT"]
    if row.nothing:
        right = not cited and NOTHING.search(a["answer"]) is not None
        part.add("nothing said plainly", right)
        verdict.append("nothing" if right else "NOTHING")
    if row.fact:
        right = holds(a["answer"], row.fact)
        part.add("fact in the answer", right)
        verdict.append("fact" if right else f"FACT {row.fact}")
    if must:
        right = len(must & set(cited))
        part.add("citation recall", right, len(must))
        part.add("citation precision", len((must | may) & set(cited)), len(cited))
        part.add("something cited", bool(cited))
        verdict.append(f"cited {right}/{len(must)} of {len(cited)}")
        part.add("search recall", len(must & set(search(row))), len(must))
    return cited, verdict


def wilson(right, of, z=1.96):
    if of == 0:
        return 0.0, 1.0
    p = right / of
    mid = p + z * z / (2 * of)
    wide = z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return (mid - wide) / (1 + z * z / of), (mid + wide) / (1 + z * z / of)


def show(name, part):
    for what, (right, of) in part.counts.items():
        if what == "search recall":
            continue
        rival, ratio = "-", ""
        if what == "citation recall":
            s = part.counts["search recall"]
            rival = f"{s[0] / s[1]:.3f} (search, first {RIVAL_HITS})"
            ratio = f"{right / max(of, 1) / max(s[0] / s[1], 1e-9):.2f}x "
        low, high = wilson(right, of)
        print(
            f"{'assistant ' + what + ', ' + name:<44} "
            f"{f'{right / max(of, 1):.3f} ({right} of {of})':<22} "
            f"{rival:<28} {ratio}{low:.3f} to {high:.3f}"
        )


def rows(path):
    for line in open(path, encoding="utf-8"):
        if not line.startswith(("#", "From ")) and "\t" in line:
            yield Row(line)


def put(path, part_of, parts, details):
    """Asks what the file has; part_of names a row's part."""
    conversation, before = None, []
    for row in rows(path):
        part = part_of(row)
        if os.environ.get("ASSISTANT_DETAILS_ONLY") and part != DEVELOPMENT:
            continue
        ask = {
            "messages": [{"role": "user", "content": row.question}],
            "window_days": row.window,
        }
        if row.turn > 1:
            ask["conversation_id"] = conversation
        a = call("POST", "/api/chat", ask)
        conversation = a["conversation_id"]
        before, verdict = judge(parts[part], row, a, before)
        if part == DEVELOPMENT:
            print(
                f"## {row.dialogue}.{row.turn} {row.question}\n"
                f"   {'; '.join(verdict)}\n   {a['intent_explanation']}\n"
                f"{a['answer']}\n",
                file=details,
            )


def main():
    parts = {DEVELOPMENT: Part(), "test": Part(), "fresh": Part()}
    details = open(os.environ.get("ASSISTANT_DETAILS", os.devnull), "w")
    put(
        sys.argv[1],
        lambda row: DEVELOPMENT if row.dialogue % 2 else "test",
        parts,
        details,
    )
    put(sys.argv[2], lambda row: "fresh", parts, details)
    for name, part in parts.items():
        if part.n:
            print(f"# {name}: {part.n} questions")
            show(name, part)


main()
