#!/usr/bin/python3
"""problems.py - each status that says no, asked for with the bytes that bring
it about: a whole problem (RFC 9457), known to the log by its request_id.

    problems.py HOST PORT TOKEN OTHER_TOKEN"""
import http.client
import json
import socket
import sys

HOST, PORT, TOKEN, OTHER = (sys.argv[1], int(sys.argv[2]), sys.argv[3],
                            sys.argv[4])
WHO = "Authorization: Bearer " + TOKEN

# status, what, the request's lines, its body, a header that must be there
WALK = [
    (400, "a bad request line", ["GET /version"], b"", None),
    (400, "no Host", ["GET /version HTTP/1.1", "-Host"], b"", None),
    (400, "two lengths", ["POST /api/chat HTTP/1.1", "Content-Length: 1",
                          "Content-Length: 2"], b"", None),
    (400, "a bad escape", ["GET /api/%zz HTTP/1.1", WHO], b"", None),
    (400, "a field", ["GET /api/emails?limit=0 HTTP/1.1", WHO], b"", None),
    (401, "nobody", ["GET /api/emails HTTP/1.1"], b"", "WWW-Authenticate"),
    (403, "another role", ["GET /api/lanes HTTP/1.1",
                           "Authorization: Bearer " + OTHER], b"", None),
    (404, "no path", ["GET /api/nosuch HTTP/1.1", WHO], b"", None),
    (404, "no email", ["GET /api/emails/1 HTTP/1.1", WHO], b"", None),
    (405, "no method", ["PUT /api/emails HTTP/1.1", WHO], b"", "Allow"),
    (408, "half a head", ["GET /version HTTP/1.1", "-end"], b"", None),
    (409, "no session to end", ["DELETE /api/session HTTP/1.1", WHO], b"",
     None),
    (413, "a large body", ["POST /api/chat HTTP/1.1", WHO,
                           "Content-Length: 9999999"], b"", None),
    (414, "a long target", ["GET /" + "x" * 9000 + " HTTP/1.1"], b"", None),
    (415, "no mail", ["POST /api/emails/import HTTP/1.1", WHO,
                      "Content-Type: text/plain", "Content-Length: 1"], b"x",
     None),
    (422, "another body", ["POST /api/ux/heartbeat HTTP/1.1", WHO,
                           'Idempotency-Key: "p"', "Content-Length: 17"],
     b'{"page":"search"}', None),
    (431, "a large head", ["GET /version HTTP/1.1", "X-A: " + "a" * 40000],
     b"", None),
    (501, "an unknown coding", ["POST /api/chat HTTP/1.1", WHO,
                                "Transfer-Encoding: gzip, chunked"], b"",
     None),
    (505, "another version", ["GET /version HTTP/2.0"], b"", None),
]


def exchange(lines, body):
    head = [line for line in lines if not line.startswith("-")]
    if "-Host" not in lines:
        head.insert(1, "Host: a")
    end = "" if "-end" in lines else "\r\n\r\n"
    with socket.create_connection((HOST, PORT), 30) as s:
        s.sendall("\r\n".join(head).encode() + end.encode() + body)
        return read(s)


def read(s):
    response = http.client.HTTPResponse(s)
    response.begin()
    return response.status, response.headers, response.read()


def check(want, lines, body, header):
    status, headers, data = exchange(lines, body)
    assert status == want, f"got {status}: {data[:200]!r}"
    kind = headers.get_content_type()
    assert kind == "application/problem+json", kind
    problem = json.loads(data)
    for name in ("type", "title", "status", "detail", "request_id"):
        assert problem.get(name), f"no {name}: {problem}"
    assert problem["status"] == status, problem
    assert problem["type"] == "about:blank", problem
    assert problem["request_id"] == headers["X-Request-Id"], problem
    assert header is None or headers.get(header), f"no {header}"


def main():
    exchange(["POST /api/ux/heartbeat HTTP/1.1", WHO, 'Idempotency-Key: "p"',
              "Content-Length: 2"], b"{}")
    failed = 0
    for count, (want, what, lines, body, header) in enumerate(WALK, 1):
        try:
            check(want, lines, body, header)
            print(f"ok {count} - {want}, {what}")
        except Exception as e:  # whatever it was, the next goes on
            failed += 1
            print(f"not ok {count} - {want}, {what}\n# {e}")
        sys.stdout.flush()
    print(f"1..{len(WALK)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
