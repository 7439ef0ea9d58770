#!/usr/bin/python3
"""query_agreement.py - the same queries to us, notmuch and mu, as sets.

   query_agreement.py CORPUS WORK SEARCH-AGREE

Called by query_agreement.sh, which says what is measured. Queries are drawn
from the mail itself with a fixed seed; every one of them is put to each
program in its own language. Prints one line a class and pair: mean Jaccard
index of the sets, and how many sets are equal. WORK/differences.txt has the
sets that differ.
"""
import collections
import email
import email.header
import email.utils
import os
import random
import re
import shutil
import subprocess
import sys

SEED = 2026
PER_CLASS = 40
WORD = re.compile(r"[a-z]{4,12}")


def load(corpus, mails):
    """Copies each message that has a Message-ID of its own; a rival that
    joins copies of a message would differ by that alone."""
    seen = collections.Counter()
    paths = []
    for top in sorted(os.listdir(corpus)):
        folder = os.path.join(corpus, top)
        if not os.path.isdir(folder):
            continue
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".txt"):
                continue
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                message = email.message_from_binary_file(file)
            mid = str(message.get("message-id") or "").strip()
            seen[mid] += 1
            paths.append((path, mid, message))
    kept = {}
    for path, mid, message in paths:
        if not mid or seen[mid] > 1:
            continue
        number = len(kept) + 1
        shutil.copy(path, os.path.join(mails, str(number)))
        kept[number] = message
    return kept, len(paths)


def words_of(text):
    return WORD.findall(str(text or "").lower())


def body_words(message):
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            raw = part.get_payload(decode=True) or b""
            return words_of(raw.decode("latin-1")[:4000])
    return []


def phrase_of(message, rng):
    """Two or three words that stand together in one line of the subject."""
    text = str(message.get("subject") or "")
    found = re.findall(r"[A-Za-z]{3,12}(?: [A-Za-z]{3,12}){1,2}", text)
    return rng.choice(found).lower() if found else None


def address_word(message, field, rng):
    pairs = email.utils.getaddresses([str(message.get(field) or "")])
    words = [w for name, addr in pairs[:3] for w in words_of(name + " " + addr)]
    return rng.choice(words) if words else None


def make(kind, messages, rng):
    """(ours, notmuch, mu) of one query; None where a program can't say it."""
    one, two = rng.choice(messages), rng.choice(messages)
    if kind in ("from", "to"):
        word = address_word(one, kind, rng)
        return word and (f"{kind}:+{word}", f'{kind}:"{word}"',
                         f"{kind}:{word}")
    if kind == "subject":
        words = words_of(one.get("subject"))
        if not words:
            return None
        word = rng.choice(words)
        return (f"subject:+{word}", f'subject:"{word}"', f"subject:{word}")
    if kind == "phrase":
        text = phrase_of(one, rng)
        return text and (f'subject:"{text}"', f'subject:"{text}"',
                         f'subject:"{text}"')
    if kind == "date":
        year, month = 2002, rng.randint(1, 12)
        first = rng.randint(1, 20)
        days = (f"{year}-{month:02}-{first:02}",
                f"{year}-{month:02}-{first + rng.randint(0, 7):02}")
        return (f"during:{days[0]}..{days[1]}", f"date:{days[0]}..{days[1]}",
                f"date:{days[0]}..{days[1]}")
    a, b = body_words(one), body_words(two)
    if not a or not b:
        return None
    a, b = rng.choice(a), rng.choice(b)
    ours, notmuch = (f"+{a}", f"+{b}"), (f'"{a}"', f'"{b}"')
    joins = {"word": ("{0}", "{0}", "{0}"),
             "and": ("{0} {1}", "{0} and {1}", "{0} and {1}"),
             "or": ("{0} OR {1}", "{0} or {1}", "{0} or {1}"),
             "not": ("{0} -{1}", "{0} and not {1}", "{0} and not {1}")}
    if kind == "stemmed word":
        return (a, a, None)
    if kind == "attachment":
        return (f"has:attachment +{a}", f'tag:attachment and "{a}"',
                f"flag:attach and {a}")
    forms = joins[kind]
    return (forms[0].format(*ours), forms[1].format(*notmuch),
            forms[2].format(a, b))


KINDS = ["from", "to", "subject", "phrase", "word", "stemmed word", "and",
         "or", "not", "date", "attachment"]


def generate(messages):
    rng = random.Random(SEED)
    queries = []
    for kind in KINDS:
        made = set()
        for _ in range(PER_CLASS * 20):
            query = make(kind, messages, rng)
            if query and len(made) < PER_CLASS:
                made.add(query)
        queries += [(kind, *q) for q in sorted(made, key=str)]
    return queries


def numbers(text):
    return {int(os.path.basename(line).split(":")[0])
            for line in text.split("\n") if line.strip()}


def run(command, env):
    result = subprocess.run(command, env=env, capture_output=True, text=True,
                            errors="replace", check=False, timeout=600)
    return result.stdout


def ask_ours(program, mails, work, queries):
    result = subprocess.run(
        [program, mails, os.path.join(work, "index")],
        input="".join(q[1] + "\n" for q in queries), capture_output=True,
        text=True, check=True, timeout=600)
    return [{int(n) for n in line.split()}
            for line in result.stdout.split("\n")[:len(queries)]]


def ask_notmuch(mails, work, env, queries):
    config = os.path.join(work, "notmuch-config")
    with open(config, "w", encoding="utf-8") as file:
        file.write(f"[database]\npath={os.path.dirname(mails)}\n"
                   "[new]\ntags=inbox\n[search]\nexclude_tags=\n")
    env = dict(env, NOTMUCH_CONFIG=config)
    run(["notmuch", "new", "--quiet"], env)
    return [numbers(run(["notmuch", "search", "--output=files",
                         "--exclude=false", q[2]], env)) for q in queries]


def ask_mu(mails, work, env, queries):
    home = "--muhome=" + os.path.join(work, "mu")
    run(["mu", "init", home, "--maildir=" + os.path.dirname(mails)], env)
    run(["mu", "index", home, "--quiet"], env)
    return [numbers(run(["mu", "find", home, "--fields=l", q[3]], env))
            if q[3] else None for q in queries]


def report(name, pair, rows, left, right):
    rows = [r for r in rows if r[left] is not None and r[right] is not None]
    if not rows:
        return
    same = sum(r[left] == r[right] for r in rows)
    score = sum(len(r[left] & r[right]) / len(r[left] | r[right])
                if r[left] | r[right] else 1 for r in rows) / len(rows)
    print(f"{'agreement_' + name.replace(' ', '_'):<28}"
          f"{pair:<18}{score:>8.3f}{100 * same / len(rows):>8.0f} %"
          f"{len(rows):>8}")


def differences(path, queries, answers):
    with open(path, "w", encoding="utf-8") as file:
        for query, sets in zip(queries, answers):
            for i, who in ((1, "notmuch"), (2, "mu")):
                if sets[i] is None or sets[0] == sets[i]:
                    continue
                more, less = sets[0] - sets[i], sets[i] - sets[0]
                file.write(f"{query[0]}\t{query[1]}\t{who}\t"
                           f"only ours {len(more)}: {sorted(more)[:5]}\t"
                           f"only theirs {len(less)}: {sorted(less)[:5]}\n")


def main():
    corpus, work, program = sys.argv[1:4]
    mails = os.path.join(work, "mail", "cur")
    for sub in ("cur", "new", "tmp"):
        os.makedirs(os.path.join(work, "mail", sub))
    env = dict(os.environ, TZ="UTC", HOME=work, LC_ALL="C.UTF-8")
    kept, total = load(corpus, mails)
    queries = generate(list(kept.values()))
    print(f"# {len(kept)} of {total} messages (those with a Message-ID of "
          f"their own), {len(queries)} queries, seed {SEED}")
    answers = list(zip(ask_ours(program, mails, work, queries),
                       ask_notmuch(mails, work, env, queries),
                       ask_mu(mails, work, env, queries)))
    print(f"{'measure':<28}{'pair':<18}{'Jaccard':>8}{'equal':>10}"
          f"{'queries':>8}")
    for kind in KINDS + ["all"]:
        rows = [a for q, a in zip(queries, answers) if kind in ("all", q[0])]
        report(kind, "ours, notmuch", rows, 0, 1)
        report(kind, "ours, mu", rows, 0, 2)
        report(kind, "notmuch, mu", rows, 1, 2)
    differences(os.path.join(work, "differences.txt"), queries, answers)


main()
