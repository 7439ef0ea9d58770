#!/usr/bin/python3
"""bomb_bench.py - makes mails that cost much to read, imports and opens them.

    bomb_bench.py HOST:PORT TOKEN GATEWAY_PID TIMES

Prints a line a way of opening: its name, what the gateway's process spent on
one opening in microseconds of CPU (the least of TIMES: an upper bound of how
long its loop can have been held), the median of the longest time that another
connection waited for GET /version meanwhile, and the status.
"""
import base64
import http.client
import os
import re
import statistics
import sys
import threading
import time

HEAD = ("From: Bo <bo@bomb.example>\nTo: me@mail.example\n"
        "Message-ID: <%s@bomb.example>\nSubject: %s\n")


def deep(total):
    """Messages within messages, each in base64."""
    inner = (HEAD % ("in", "in") + "Content-Type: text/html\n\n").encode()
    inner += b"<p>x" * 200
    size = total
    for _ in range(18):
        size = size * 3 // 4
    fill = b"<div><b>x" * (max(size, 9) // 9)
    inner += fill
    for n in range(18):
        inner = ((HEAD % (f"d{n}t{total}", "deep")).encode() +
                 b"Content-Type: message/rfc822\n"
                 b"Content-Transfer-Encoding: base64\n\n" +
                 base64.encodebytes(inner))
    return inner


def wide(total):
    """A thousand parts, and one of them large."""
    parts = [b"--x\nContent-Type: text/html\n\n<table><b><div>y\n"] * 990
    fill = base64.encodebytes(os.urandom(total * 3 // 4))
    return ((HEAD % (f"w{total}", "wide")).encode() +
            b"Content-Type: multipart/mixed; boundary=x\n\n" +
            b"".join(parts) + b"--x\nContent-Type: application/zip\n"
            b"Content-Transfer-Encoding: base64\n\n" + fill + b"--x--\n")


def call(conn, method, path, token, body=None):
    headers = {"Authorization": "Bearer " + token}
    if body is not None:
        headers["Content-Type"] = "message/rfc822"
    conn.request(method, path, body, headers)
    answer = conn.getresponse()
    return answer.status, answer.read()


def cpu_us(pid):
    with open(f"/proc/{pid}/schedstat", encoding="ascii") as f:
        return int(f.read().split()[0]) / 1000


class Probe(threading.Thread):
    """Asks GET /version again and again; the longest wait."""

    def __init__(self, where):
        super().__init__()
        self.conn = http.client.HTTPConnection(where)
        self.over = False
        self.longest = 0

    def run(self):
        while not self.over:
            began = time.monotonic_ns()
            self.conn.request("GET", "/version")
            self.conn.getresponse().read()
            self.longest = max(self.longest, time.monotonic_ns() - began)
            time.sleep(0.002)


def opened(where, token, pid, path, times):
    spent, waits, status = [], [], 0
    for _ in range(times):
        conn = http.client.HTTPConnection(where, timeout=60)
        call(conn, "GET", "/version", token)
        began = cpu_us(pid)
        status, _ = call(conn, "GET", path, token)
        time.sleep(0.02)
        spent.append(cpu_us(pid) - began)
        probe = Probe(where)
        probe.start()
        call(conn, "GET", path, token)
        probe.over = True
        probe.join()
        waits.append(probe.longest)
    return (min(spent), statistics.median(waits) / 1000, status)


def main():
    where, token, pid, times = sys.argv[1:5]
    conn = http.client.HTTPConnection(where, timeout=60)
    for name, make, total in (("deep_15mb", deep, 15 << 20),
                              ("wide_15mb", wide, 15 << 20),
                              ("deep_30mb", deep, 30 << 20),
                              ("wide_30mb", wide, 30 << 20)):
        status, text = call(conn, "POST", "/api/emails/import", token,
                            make(total))
        found = re.search(rb'"email_ids":\["(\d+)"', text)
        if found is None:
            sys.exit(f"{name}: {status} {text[:300]!r}")
        email = "/api/emails/" + found.group(1).decode()
        for way in ("html", "html/facts"):
            print(name, way, *(f"{x:.0f}" for x in opened(
                where, token, pid, f"{email}/{way}", int(times))), flush=True)


main()
