#!/usr/bin/python3
"""fresh_bench.py - one mail is brought in by HTTP, then searched for until it
is found; so many times, one after the other.

    fresh_bench.py HOST:PORT TOKEN COUNT

Prints a line a mail: microseconds from the first byte of the import to the
answer that has it, the same from the import's answer on, and how often was
asked. Both on one kept connection.
"""
import http.client
import json
import sys
import time

GIVE_UP_S = 20


def call(conn, method, path, token, body=None):
    headers = {"Authorization": "Bearer " + token}
    if body is not None:
        headers["Content-Type"] = "message/rfc822"
    conn.request(method, path, body, headers)
    answer = conn.getresponse()
    text = answer.read()
    if answer.status >= 300:
        sys.exit(f"{method} {path}: {answer.status} {text[:200]!r}")
    return json.loads(text)


def one(conn, token, n):
    word = f"fresh{n}q{time.time_ns()}"
    mail = (f"From: Anna <anna@acme.example>\r\nTo: me@mail.example\r\n"
            f"Subject: A fresh mail\r\nMessage-ID: <{word}@acme.example>\r\n"
            f"Date: Fri, 20 Nov 2026 10:00:00 +0000\r\n\r\n"
            f"Are you free on Monday? {word}\r\n")
    began = time.monotonic_ns()
    call(conn, "POST", "/api/emails/import", token, mail)
    taken = time.monotonic_ns()
    asked = 0
    while True:
        asked += 1
        found = call(conn, "GET", f"/api/search?q={word}&limit=1", token)
        now = time.monotonic_ns()
        if found["total"] == 1:
            break
        if now - taken > GIVE_UP_S * 10**9:
            sys.exit(f"{word} was not found for {GIVE_UP_S} s")
        time.sleep(0.001)
    print((now - began) // 1000, (now - taken) // 1000, asked, flush=True)


def main():
    host, token, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    conn = http.client.HTTPConnection(host, timeout=GIVE_UP_S)
    for n in range(count):
        one(conn, token, n)


main()
