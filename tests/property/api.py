#!/usr/bin/python3
"""api.py - every operation of /openapi.json with requests that its schemas
accept and such as they refuse; the answers must be what the document says.

    api.py URL TOKEN        RUNS requests of each kind for each operation (12)
                            SEED (1) decides them

Prints TAP. Holds: nothing is a server error but a documented 503 or 504; the
status, content type and body are declared; a problem is whole; what the schema
accepts is not refused as malformed; what it refuses is refused."""
import http.client
import json
import os
import re
import sys
import urllib.parse

import jsonschema
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from values import TEXT, Schemas

RUNS = int(os.environ.get("RUNS", "12"))
SEED = int(os.environ.get("SEED", "1"))
# Checked further than a schema says: a search's language, a cursor, a date, a
# password that is good enough, scopes that exist, addresses, policies that
# contradict themselves, a reindex that is asked both to look and to begin anew,
# actions to decide on, of which there is none, times, addresses, and one line,
# what a link may not ask for, the rota: days, moments, zones, who there is.
FURTHER = {"q", "cursor", "allow_actions", "expires_at", "scopes", "password",
           "current", "Last-Event-ID", "params", "filters", "undo", "messages",
           "category", "kind", "id", "value", "conversation_id", "service",
           "lanes", "canary_pct", "as_of", "other_id", "a", "b", "add",
           "remove", "label", "mode", "name", "categories", "risk_least",
           "priority_least", "all", "verify", "ids",
           "alerts", "version", "parent_id", "text", "severity",
           "title", "notes", "due_at", "starts_at", "ends_at", "to", "cc",
           "subject", "body", "from", "until", "propose", "remember",
           "confirm", "at", "members", "time_zone", "first_day", "handover",
           "in_force_from", "begins_at", "email"}
# Few of these: a password is slow to check by intent.
SLOW = {"/api/login", "/api/password"}
HANGS = {"text/event-stream"}


class Peer:
    """One connection, made again when it was closed."""

    def __init__(self, url, token):
        self.at = urllib.parse.urlsplit(url)
        self.token = token
        self.line = None
        self.asked = 0
        self.statuses = {}

    def ask(self, method, target, headers=(), body=None, again=True):
        fresh = self.line is None
        if fresh:
            self.line = http.client.HTTPConnection(
                self.at.hostname, self.at.port, timeout=40)
        try:
            line = self.line
            line.putrequest(method, target, skip_accept_encoding=True)
            line.putheader("Authorization", "Bearer " + self.token)
            for name, value in headers:
                line.putheader(name, value)
            if body is not None:
                line.putheader("Content-Length", str(len(body)))
            line.endheaders(body)
            answer = line.getresponse()
            kind = answer.headers.get_content_type()
            data = answer.read(1) if kind in HANGS else answer.read()
        except (http.client.HTTPException, OSError):
            self.close()
            if again and not fresh:
                return self.ask(method, target, headers, body, False)
            raise
        if kind in HANGS or answer.will_close:
            self.close()
        self.asked += 1
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        return Answer(answer, data)

    def close(self):
        if self.line is not None:
            self.line.close()
        self.line = None


class Answer:
    def __init__(self, answer, data):
        self.status = answer.status
        self.headers = answer.headers
        self.has_type = "content-type" in answer.headers
        self.kind = answer.headers.get_content_type()
        self.data = data

    def json(self):
        return json.loads(self.data)


class Operation:
    def __init__(self, schemas, path, method, spec):
        self.schemas = schemas
        self.path, self.method, self.spec = path, method.upper(), spec
        self.params = [schemas.deref(p) for p in spec["parameters"]]
        content = spec.get("requestBody", {}).get("content", {})
        self.body = content.get("application/json", {}).get("schema")
        self.body_kinds = list(content)

    def __str__(self):
        return f"{self.method} {self.path}"

    def some(self, where):
        return [p for p in self.params if p["in"] == where]

    def runs(self):
        return max(RUNS // 6, 2) if self.path in SLOW else RUNS

    # ---- what is asked ----

    def target(self, values, query):
        path = self.path
        for name, value in values.items():
            path = path.replace("{" + name + "}",
                                urllib.parse.quote(value, safe=""))
        pairs = [(k, v if isinstance(v, str) else json.dumps(v))
                 for k, v in query.items()]
        return path + ("?" + urllib.parse.urlencode(pairs) if pairs else "")

    def good_path(self):
        """Ids beyond those that exist: nobody's token is revoked here."""
        of = {p["name"]: self.schemas.valid(p["schema"]) for p in
              self.some("path")}
        if self.method == "DELETE" and "id" in of:
            of["id"] = st.integers(10**6, 10**15).map(str)
        return st.fixed_dictionaries(of)

    def good_query(self):
        must, may = {}, {}
        for p in self.some("query"):
            (must if p["required"] else may)[p["name"]] = \
                self.schemas.valid(p["schema"])
        return st.fixed_dictionaries(must, optional=may)

    def good_body(self):
        if self.body is not None:
            return self.schemas.valid(self.body).map(
                lambda b: ("application/json", json.dumps(b).encode()))
        if "message/rfc822" in self.body_kinds:
            return st.binary(min_size=1, max_size=300).map(
                lambda b: ("message/rfc822", b"Subject: x\r\n\r\n" + b))
        return st.just((None, b"" if self.method != "GET" else None))

    def wrong_query(self):
        def of(pair):
            good, name, bad = pair
            return f"{name}={str(bad)[:40]}", self.target({}, {
                **good, name: bad})[len(self.path):]
        choices = [st.sampled_from([
            ("an unknown parameter", "?nosuchparameter=1"),
            ("not UTF-8", "?nosuch=%ff%fe"), ("a bad escape", "?nosuch=%zz"),
        ])]
        for p in self.some("query"):
            value = self.schemas.wrong_value(p["schema"])
            if value is not None:
                choices.append(st.tuples(
                    self.good_query(), st.just(p["name"]),
                    value.filter(self.is_wrong_text(p["schema"]))).map(of))
        return st.one_of(choices)

    @staticmethod
    def is_wrong_text(schema):
        """In a query all is text: 7 is a good string, and yes is true."""
        kind = schema.get("type")

        def wrong(value):
            if len(str(value)) > 4000:
                return False  # the target's own bound comes first
            if kind == "string" and "enum" not in schema:
                return isinstance(value, str) and "pattern" not in schema
            if kind == "boolean":
                return value == "x"
            return True
        return wrong

    # ---- what must hold of any answer ----

    def check(self, answer, sent):
        where = f"{self} {sent}: {answer.status} {answer.data[:300]!r}"
        assert answer.headers.get("X-Request-Id"), "no X-Request-Id: " + where
        declared = self.spec["responses"].get(str(answer.status))
        assert declared is not None, "undeclared status: " + where
        assert answer.status < 500 or answer.status in (503, 504), where
        content = self.schemas.deref(declared).get("content", {})
        if not content:
            assert not answer.data, "a body where none is declared: " + where
            return
        assert answer.has_type and answer.kind in content, \
            f"undeclared type {answer.kind}: " + where
        schema = content[answer.kind].get("schema")
        if answer.kind in ("application/json", "application/problem+json"):
            self.check_body(answer.json(), schema, where)
        if answer.kind == "application/problem+json":
            self.check_problem(answer, where)

    def check_body(self, body, schema, where):
        whole = {**schema, "components": self.schemas.document["components"]}
        try:
            jsonschema.Draft202012Validator(whole).validate(body)
        except jsonschema.ValidationError as e:
            raise AssertionError(
                f"not as declared: {e.message[:200]} at "
                f"{list(e.absolute_path)}: {where}") from None
        self.check_known(body, schema, where)

    def check_known(self, body, schema, where):
        """Schemas of answers are open for what comes later; ours is now."""
        schema = self.schemas.deref(schema)
        if isinstance(body, list):
            for item in body:
                self.check_known(item, schema.get("items", {}), where)
        if not isinstance(body, dict) or "properties" not in schema:
            return
        for name, value in body.items():
            assert name in schema["properties"], \
                f"undeclared field {name}: {where}"
            self.check_known(value, schema["properties"][name], where)

    @staticmethod
    def check_problem(answer, where):
        problem = answer.json()
        assert problem["status"] == answer.status, where
        assert problem["type"] == "about:blank", where
        assert problem["request_id"] == answer.headers["X-Request-Id"] or \
            answer.headers.get("Idempotency-Replayed"), where
        if answer.status in (429, 503, 504):
            assert answer.headers.get("Retry-After"), "no Retry-After " + where


def rounds(test, how_many):
    return settings(
        max_examples=how_many, deadline=None, database=None,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        print_blob=False)(seed(SEED)(test))


def accepts(op, peer):
    """What the document allows is not refused as malformed."""
    @given(op.good_path(), op.good_query(), op.good_body())
    def test(path, query, body):
        kind, data = body
        headers = [("Content-Type", kind)] if kind else []
        target = op.target(path, query)
        answer = peer.ask(op.method, target, headers, data)
        op.check(answer, (target, data))
        if answer.status in (400, 415):
            field = re.split(r"[.\[]", answer.json().get("field", ""))[0]
            # An agent's parameters are its own to check and to name.
            assert field in FURTHER or b'"params"' in (data or b""), \
                f"refused: {op} {target} {data!r}: {answer.data!r}"
    rounds(test, op.runs())()


def refuses(op, peer):
    """What the document forbids is refused, and the field is named."""
    bodies = op.schemas.wrong_body(op.body) if op.body is not None else None
    queries = op.wrong_query() if op.some("query") else None
    if bodies is None and queries is None:
        return

    @given(st.data())
    def test(data):
        path = data.draw(op.good_path())
        target, body, kind = op.target(path, {}), None, []
        if bodies is not None:
            what, body = data.draw(bodies)
            kind = [("Content-Type", "application/json")]
        else:
            what, query = data.draw(queries)
            target += query
        answer = peer.ask(op.method, target, kind, body)
        op.check(answer, (what, target, (body or b"")[:300]))
        assert 400 <= answer.status < 500, \
            f"taken: {op} {target} {what} {body!r}: {answer.status}"
        if answer.status == 400 and "=" in what:
            assert answer.json().get("field"), f"no field: {answer.data!r}"
    rounds(test, op.runs())()


def survives(op, peer):
    """Anything in path, query and headers: an answer, and no server error."""
    name = st.sampled_from(["Idempotency-Key", "Accept", "traceparent",
                            "If-None-Match", "Last-Event-ID", "Range",
                            "Content-Type", "X-CSRF-Token", "Cookie"])
    value = st.one_of(
        st.text(st.characters(min_codepoint=32, max_codepoint=126),
                max_size=300),
        st.sampled_from(["", '"', "*", "a" * 5000, "00-" + "f" * 52, "=;=;"]))

    @given(st.lists(st.text(TEXT, min_size=1, max_size=40), min_size=3,
                    max_size=3),
           st.text(TEXT, max_size=60), st.lists(st.tuples(name, value),
                                                max_size=3))
    def test(parts, query, headers):
        if op.method == "DELETE":
            return  # what a random path means there, it does
        values = {p["name"]: v for p, v in zip(op.some("path"), parts)}
        target = op.target(values, {})
        if query:
            target += "?" + urllib.parse.quote(query, safe="=&+%")
        answer = peer.ask(op.method, target, headers,
                          b"{}" if op.method != "GET" else None)
        assert answer.status < 500 or answer.status in (503, 504), \
            f"{op} {target} {headers}: {answer.status} {answer.data!r}"
        assert answer.headers.get("X-Request-Id"), target
        if answer.status >= 400 and answer.data:
            assert answer.kind in ("application/problem+json",
                                   "application/json"), answer.kind
    rounds(test, op.runs())()


def repeats(op, peer):
    """A key is answered alike, whatever the answer was."""
    if not any(p["name"] == "Idempotency-Key" for p in op.params):
        return
    target = op.target({p["name"]: "7" for p in op.some("path")}, {})
    key = [("Idempotency-Key", f'"repeats {op}"')]
    body = b'{"nosuch":1}' if op.body is not None else None
    first = peer.ask(op.method, target, key, body)
    second = peer.ask(op.method, target, key, body)
    assert first.status == second.status and first.data == second.data, \
        f"{op}: {first.data!r} then {second.data!r}"
    assert second.headers.get("Idempotency-Replayed") == "true", \
        f"{op}: {second.status} is no replay"


def document_is_sound(document, schemas):
    seen = set()
    for path, item in document["paths"].items():
        for spec in item.values():
            assert spec["operationId"] not in seen, spec["operationId"]
            seen.add(spec["operationId"])
            named = {p["name"] for p in map(schemas.deref, spec["parameters"])
                     if p["in"] == "path"}
            assert named == set(re.findall(r"\{(\w+)\}", path)), path
            for answer in spec["responses"].values():
                assert schemas.deref(answer)["description"], path
    for name, schema in document["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema)


def main():
    url, token = sys.argv[1:3]
    peer = Peer(url, token)
    document = peer.ask("GET", "/openapi.json").json()
    schemas = Schemas(document)
    count = failed = 0

    def tap(name, test, *arguments):
        nonlocal count, failed
        count += 1
        try:
            test(*arguments)
            print(f"ok {count} - {name}")
        except Exception as e:  # whatever it was, the next goes on
            failed += 1
            print(f"not ok {count} - {name}")
            for line in f"{type(e).__name__}: {e}"[:1500].splitlines():
                print("# " + line)
        sys.stdout.flush()

    tap("the document is sound", document_is_sound, document, schemas)
    for path, item in document["paths"].items():
        for method, spec in item.items():
            op = Operation(schemas, path, method, spec)
            tap(f"{op}: takes what is allowed", accepts, op, peer)
            tap(f"{op}: refuses what is not", refuses, op, peer)
            tap(f"{op}: survives anything", survives, op, peer)
            tap(f"{op}: repeats itself for a key", repeats, op, peer)
    print(f"# {peer.asked} requests:", dict(sorted(peer.statuses.items())))
    print(f"1..{count}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
