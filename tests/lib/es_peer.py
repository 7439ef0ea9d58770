#!/usr/bin/python3
"""es_peer.py - the part of Elasticsearch's REST API that we use, kept in
memory and strict: what the real server would refuse is refused with its type
of error, fields that are not mapped are a strict_dynamic_mapping_exception.

   es_peer.py PORT

PUT /_peer {"mode": M, "times": N} makes the next N answers go wrong:
"429", "503", "stall", "truncate", "garbage", "foreign" (another user's mail),
"shards" (one of two did not answer), "allshards", "timeout", "total" (less
than the hits), "toomany" (hits), "nearest" (kNN is refused), "deaf" (no answer
ever). {"version": V} is what the server is from then on; {"delay_ms": D}
makes every answer slow.
Prints "ready" when it listens. Words are compared without stems or synonyms.
"""
import datetime
import html
import json
import math
import os
import re
import sys
import threading
import time
import unicodedata
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ALIAS = "gmail_emails"
SEARCH_KEYS = {"size", "track_total_hits", "_source", "query", "sort",
               "search_after", "highlight", "aggs", "knn"}
NEWER = "doc['meaning_of'].size() > 0 && doc['text_of'].size() > 0 && " \
    "doc['meaning_of'].value != doc['text_of'].value"


class Refused(Exception):
    def __init__(self, status, kind, reason=""):
        super().__init__(reason)
        self.status, self.kind = status, kind


def words(text):
    text = unicodedata.normalize("NFKD", str(text).lower())
    return re.findall(r"\w+", "".join(
        c for c in text if not unicodedata.combining(c)))


def only(thing, keys, kind="parsing_exception"):
    unknown = set(thing) - set(keys)
    if unknown:
        raise Refused(400, kind, f"unknown key {unknown}")


class Index:
    def __init__(self):
        self.template = self.name = None
        self.docs = {}

    def mapping(self):
        return self.template["template"]["mappings"]["properties"]

    def field(self, name, kinds=None):
        base, _, sub = name.split("^")[0].partition(".")
        spec = self.mapping().get(base)
        if spec is None:
            raise Refused(400, "query_shard_exception", name)
        if sub:
            spec = spec.get("fields", {}).get(sub)
            if spec is None:
                raise Refused(400, "query_shard_exception", name)
        if spec.get("index") is False or (
                kinds and spec["type"] not in kinds):
            raise Refused(400, "query_shard_exception", name)
        return base

    def check(self, doc):
        for key, value in doc.items():
            spec = self.mapping().get(key)
            if spec is None:
                raise Refused(400, "strict_dynamic_mapping_exception", key)
            if spec["type"] == "dense_vector":
                if len(value) != spec["dims"] or any(
                        v != int(v) or not -128 <= v <= 127 for v in value):
                    raise Refused(400, "document_parsing_exception", key)
                continue
            values = value if isinstance(value, list) else [value]
            number = spec["type"] in ("long", "integer", "date")
            if any(isinstance(v, (int, float)) != number for v in values):
                raise Refused(400, "document_parsing_exception", key)


class Search:
    """One query over the documents; scores count matching words."""

    def __init__(self, index):
        self.index = index
        self.named = []

    def score(self, query, doc):
        if len(query) != 1:
            raise Refused(400, "parsing_exception", "one query expected")
        kind, body = next(iter(query.items()))
        method = getattr(self, "q_" + kind, None)
        if method is None:
            raise Refused(400, "parsing_exception", f"unknown query {kind}")
        return method(body, doc)

    def q_match_all(self, body, _doc):
        only(body, [])
        return 1.0

    def q_bool(self, body, doc):
        only(body, ["must", "must_not", "should", "filter",
                    "minimum_should_match"])
        total = 0.0
        parts = [self.score(q, doc) for q in body.get("must", [])]
        need = [self.score(q, doc) for q in body.get("filter", [])]
        if any(s is None for s in parts + need):
            return None
        if any(self.score(q, doc) is not None
               for q in body.get("must_not", [])):
            return None
        should = [s for s in (self.score(q, doc)
                              for q in body.get("should", []))
                  if s is not None]
        least = body.get("minimum_should_match",
                         int("should" in body and not parts and not need))
        if len(should) < least:
            return None
        total = sum(parts) + sum(should)
        return total

    def q_function_score(self, body, doc):
        only(body, ["query", "functions", "score_mode", "boost_mode"])
        score = self.score(body["query"], doc)
        if score is None:
            return None
        if body["boost_mode"] != "multiply":
            raise Refused(400, "parsing_exception", "boost_mode")
        values = []
        for function in body["functions"]:
            only(function, ["filter", "weight", "gauss"])
            if "filter" in function and Search(self.index).score(
                    function["filter"], doc) is None:
                continue
            value = function["weight"]
            for name, how in function.get("gauss", {}).items():
                only(how, ["origin", "scale", "decay"])
                self.index.field(name, ["date"])
                days = abs(how["origin"] - doc[name]) / 86400000
                value *= how["decay"] ** (
                    (days / float(how["scale"].rstrip("d"))) ** 2)
            values.append(value)
        if body["score_mode"] == "first":
            return score * (values[0] if values else 1)
        if body["score_mode"] == "sum":
            return score * (sum(values) if values else 1)
        raise Refused(400, "parsing_exception", "score_mode")

    def q_exists(self, body, doc):
        only(body, ["field"])
        self.index.field(body["field"])
        return 1.0 if doc.get(body["field"]) is not None else None

    def q_script(self, body, doc):
        only(body, ["script"])
        only(body["script"], ["lang", "source"])
        if body["script"]["source"] != NEWER:
            raise Refused(400, "script_exception")
        made, now = doc.get("meaning_of"), doc.get("text_of")
        return 1.0 if made and now and made != now else None

    def q_term(self, body, doc):
        (name, value), = body.items()
        self.index.field(name, ["keyword", "long", "integer", "date"])
        have = doc.get(name)
        have = have if isinstance(have, list) else [have]
        return 1.0 if value in have else None

    def q_terms(self, body, doc):
        (name, values), = body.items()
        hit = any(self.q_term({name: v}, doc) for v in values)
        return 1.0 if hit else None

    def q_range(self, body, doc):
        (name, bounds), = body.items()
        only(bounds, ["gte", "lte", "format"])
        self.index.field(name, ["long", "integer", "date"])
        value = doc.get(name)
        return 1.0 if (value is not None
                       and value >= bounds.get("gte", value)
                       and value <= bounds.get("lte", value)) else None

    def q_match_phrase_prefix(self, body, doc):
        (name, text), = body.items()
        return self.q_multi_match({"type": "phrase_prefix", "query": text,
                                   "fields": [name]}, doc)

    def q_multi_match(self, body, doc):
        only(body, ["type", "query", "fields", "_name"])
        if body["type"] not in ("phrase", "phrase_prefix"):
            raise Refused(400, "parsing_exception", "type")
        wanted, best = words(body["query"]), None
        for name in body["fields"]:
            base = self.index.field(name, ["text"])
            boost = float(name.split("^")[1]) if "^" in name else 1.0
            n = len(places(words(doc.get(base, "")), wanted,
                           body["type"] == "phrase_prefix"))
            if n:
                best = max(best or 0, boost * n / (n + 1.0))
        if best is not None and "_name" in body:
            self.named.append(body["_name"])
        return best

    def q_intervals(self, body, doc):
        (name, rule), = body.items()
        rule = rule["all_of"]
        only(rule, ["ordered", "max_gaps", "intervals"])
        text = words(doc.get(self.index.field(name, ["text"]), ""))
        sides = []
        for side in rule["intervals"]:
            only(side["match"], ["query", "ordered", "max_gaps"])
            wanted = words(side["match"]["query"])
            sides.append([(p, p + len(wanted))
                          for p in places(text, wanted, False)])
        return 1.0 if any(0 <= max(b[0], a[0]) - min(a[1], b[1])
                          <= rule["max_gaps"]
                          for a in sides[0] for b in sides[1]) else None


def places(text, wanted, prefix):
    found = []
    for i in range(len(text) - len(wanted) + 1 if wanted else 0):
        part = text[i:i + len(wanted)]
        if part == wanted or (prefix and part[:-1] == wanted[:-1]
                              and part[-1].startswith(wanted[-1])):
            found.append(i)
    return found


def aggregate(index, spec, docs):
    out = {}
    for name, body in spec.items():
        kinds = [k for k in body if k != "aggs"]
        if len(kinds) != 1:
            raise Refused(400, "parsing_exception", name)
        kind, how = kinds[0], body[kinds[0]]
        if kind == "filter":
            kept = [d for d in docs
                    if Search(index).score(how, d) is not None]
            out[name] = {"doc_count": len(kept)}
            out[name].update(aggregate(index, body.get("aggs", {}), kept))
        elif kind == "max":
            index.field(how["field"], ["long", "integer", "date"])
            values = [d[how["field"]] for d in docs]
            out[name] = {"value": float(max(values)) if values else None}
        elif kind in ("terms", "date_histogram"):
            out[name] = {"buckets": buckets(index, kind, how, body, docs)}
        else:
            raise Refused(400, "parsing_exception", kind)
    return out


def buckets(index, kind, how, body, docs):
    groups = {}
    if kind == "terms":
        only(how, ["field", "size", "order"])
        index.field(how["field"], ["keyword"])
        for doc in docs:
            groups.setdefault(doc.get(how["field"], ""), []).append(doc)
    else:
        only(how, ["field", "calendar_interval", "format", "min_doc_count",
                   "order"])
        for doc in docs:
            when = datetime.datetime.fromtimestamp(
                doc[how["field"]] / 1000, datetime.timezone.utc)
            groups.setdefault(when.strftime("%Y-%m"), []).append(doc)
    rows = []
    for key, members in groups.items():
        row = {"key": key, "key_as_string": key, "doc_count": len(members)}
        row.update(aggregate(index, body.get("aggs", {}), members))
        rows.append(row)
    if kind == "terms":
        rows.sort(key=lambda r: (-r.get("newest", {}).get(
            "value", r["doc_count"]), r["key"]))
        return rows[:how.get("size", 10)]
    return sorted(rows, key=lambda r: r["key"], reverse=True)


def nearest(index, knn, routing):
    """As kNN is with enough candidates: exact."""
    only(knn, ["field", "k", "num_candidates", "query_vector", "filter"])
    spec = index.mapping().get(knn["field"])
    if spec is None or spec["type"] != "dense_vector":
        raise Refused(400, "query_shard_exception", knn["field"])
    q = knn["query_vector"]
    if len(q) != spec["dims"] or knn["k"] > knn["num_candidates"] \
            or not any(q):
        raise Refused(400, "illegal_argument_exception", "knn")
    found = []
    for doc_id, (route, doc) in index.docs.items():
        v = doc.get(knn["field"])
        if route != routing or v is None or any(
                Search(index).score(f, doc) is None for f in knn["filter"]):
            continue
        cosine = sum(a * b for a, b in zip(q, v)) / math.sqrt(
            sum(a * a for a in q) * sum(b * b for b in v))
        found.append(((1 + cosine) / 2, doc_id, doc, []))
    found.sort(key=lambda hit: -hit[0])
    return found[:knn["k"]]


def search(index, body, routing):
    only(body, SEARCH_KEYS)
    hits = nearest(index, body["knn"], routing) if "knn" in body else []
    for doc_id, (route, doc) in index.docs.items():
        if route != routing or "query" not in body:
            continue
        query = Search(index)
        score = query.score(body["query"], doc)
        if score is not None:
            hits.append((score, doc_id, doc, query.named))
    keys = [next(iter(s.items())) for s in body.get("sort", [])]

    def place(hit):
        return [(-1 if way == "desc" else 1)
                * (hit[0] if key == "_score" else hit[2][key])
                for key, way in keys]
    if keys:
        hits.sort(key=place)
    docs = [hit[2] for hit in hits]
    total = len(hits)
    if "search_after" in body:
        after = [(-1 if way == "desc" else 1) * v
                 for (_, way), v in zip(keys, body["search_after"])]
        hits = [h for h in hits if place(h) > after]
    rows = []
    for score, doc_id, doc, named in hits[:body.get("size", 10)]:
        row = {"_index": index.name, "_id": doc_id, "_score": score,
               "_source": {k: v for k, v in doc.items()
                           if k in body.get("_source", doc)}}
        if named:
            row["matched_queries"] = named
        if "highlight" in body:
            only(body["highlight"], ["encoder", "pre_tags", "post_tags",
                                     "fields"])
            text = html.escape(doc.get("body", ""))[:180]
            row["highlight"] = {"body": [text]} if text else {}
        rows.append(row)
    answer = {"took": 1, "timed_out": False,
              "_shards": {"total": 1, "successful": 1, "failed": 0},
              "hits": {"total": {"value": total, "relation": "eq"},
                       "hits": rows}}
    if body.get("track_total_hits") is False:
        del answer["hits"]["total"]
    if "aggs" in body:
        answer["aggregations"] = aggregate(index, body["aggs"], docs)
    return answer


def msearch(index, text):
    if not text.endswith("\n"):
        raise Refused(400, "illegal_argument_exception", "newline")
    lines = [json.loads(line) for line in text.splitlines()]
    responses = []
    for header, body in zip(lines[::2], lines[1::2]):
        only(header, ["routing"])
        try:
            responses.append(dict(search(index, body, header["routing"]),
                                  status=200))
        except Refused as error:
            responses.append({"error": {"type": error.kind},
                              "status": error.status})
    return {"took": 1, "responses": responses}


def bulk(index, text, params):
    if not text.endswith("\n"):
        raise Refused(400, "illegal_argument_exception", "newline")
    if params.get("require_alias") and index.name is None:
        raise Refused(404, "index_not_found_exception")
    lines = [json.loads(line) for line in text.splitlines()]
    items, at = [], 0
    while at < len(lines):
        (verb, meta), = lines[at].items()
        at += 1
        only(meta, ["_id", "routing"])
        status, item = 200, {"_id": meta["_id"]}
        try:
            if "routing" not in meta:
                raise Refused(400, "routing_missing_exception")
            if verb == "delete":
                gone = index.docs.pop(meta["_id"], None)
                status = 200 if gone else 404
                item["result"] = "deleted" if gone else "not_found"
            elif verb == "update":
                body = lines[at]
                at += 1
                only(body, ["doc", "doc_as_upsert"])
                index.check(body["doc"])
                old = index.docs.get(meta["_id"])
                if old is None and not body.get("doc_as_upsert"):
                    raise Refused(404, "document_missing_exception")
                new = dict(old[1] if old else {}, **body["doc"])
                item["result"] = ("created" if old is None else "noop"
                                  if old[1] == new else "updated")
                status = 201 if old is None else 200
                index.docs[meta["_id"]] = (meta["routing"], new)
            else:
                raise Refused(400, "illegal_argument_exception", verb)
        except Refused as error:
            status = error.status
            item["error"] = {"type": error.kind, "reason": str(error)}
        item["status"] = status
        items.append({verb: item})
    return {"took": 1, "errors": any("error" in next(iter(i.values()))
                                     for i in items), "items": items}


def spoil(body, mode):
    """Lies, into an answer of _search or into each of _msearch."""
    parts = body.get("responses", [body] if "hits" in body else [])
    for i, part in enumerate(parts):
        hits = part.get("hits", {})
        rows = hits.get("hits", [])
        if mode == "foreign":
            for hit in rows:
                hit["_source"]["user_id"] = "999999"
        elif mode == "shards":
            part["_shards"] = {"total": 2, "successful": 1, "failed": 1}
        elif mode == "allshards":
            part["_shards"] = {"total": 2, "successful": 0, "failed": 2}
        elif mode == "timeout":
            part["timed_out"] = True
        elif mode == "total" and "total" in hits:
            hits["total"]["value"] = len(rows) - 1
        elif mode == "toomany":
            hits["hits"] = rows * 300
        elif mode == "nearest" and i == 1:
            parts[i] = {"error": {"type": "search_phase_execution_exception"},
                        "status": 503}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    index = Index()
    mode, times, delay_ms, version = "", 0, 0, "8.13.4"
    lock = threading.Lock()

    def log_message(self, *_args):
        pass

    def do_GET(self):
        self.answer()

    do_PUT = do_POST = do_GET

    def route(self, path, params, text):
        index = Handler.index
        if path == "/_peer":
            asked = json.loads(text)
            Handler.mode = asked.get("mode", "")
            Handler.times = asked.get("times", 0)
            Handler.delay_ms = asked.get("delay_ms", 0)
            Handler.version = asked.get("version", Handler.version)
            return {"docs": [doc for _, doc in index.docs.values()]}
        if path == "/":
            return {"version": {"number": Handler.version,
                                "build_flavor": "default"}}
        if path == f"/_alias/{ALIAS}":
            if index.name is None:
                raise Refused(404, "aliases_not_found_exception")
            return {index.name: {"aliases": {ALIAS: {}}}}
        if path == "/_index_template/gmail-emails-template":
            body = json.loads(text)
            only(body, ["index_patterns", "priority", "template"])
            kinds = [f["type"] for f in
                     body["template"]["mappings"]["properties"].values()]
            if "dense_vector" in kinds and [
                    int(n) for n in Handler.version.split(".")] < [8, 6]:
                raise Refused(400, "mapper_parsing_exception")
            index.template = body
            return {"acknowledged": True}
        if path == f"/{ALIAS}-000001":
            if index.name is not None:
                raise Refused(400, "resource_already_exists_exception")
            if index.template is None:
                raise Refused(400, "illegal_argument_exception")
            only(json.loads(text), ["aliases", "mappings", "settings"])
            index.name = ALIAS + "-000001"
            return {"acknowledged": True}
        if index.name is None:
            raise Refused(404, "index_not_found_exception")
        if path == f"/{ALIAS}/_mapping":
            body = json.loads(text)
            only(body, ["properties"])
            for name, spec in body["properties"].items():
                if index.mapping().setdefault(name, spec) != spec:
                    raise Refused(400, "illegal_argument_exception")
            return {"acknowledged": True}
        if path == f"/{ALIAS}/_msearch":
            return msearch(index, text)
        if path == f"/{ALIAS}/_bulk":
            return bulk(index, text, params)
        if path == f"/{ALIAS}/_search":
            return search(index, json.loads(text), params.get("routing"))
        if path == f"/{ALIAS}/_delete_by_query":
            body = json.loads(text)
            only(body, ["query"])
            gone = [i for i, (r, d) in index.docs.items()
                    if r == params.get("routing")
                    and Search(index).score(body["query"], d) is not None]
            for doc_id in gone:
                del index.docs[doc_id]
            return {"deleted": len(gone), "failures": []}
        raise Refused(400, "illegal_argument_exception", path)

    def answer(self):
        url = urllib.parse.urlsplit(self.path)
        params = dict(urllib.parse.parse_qsl(url.query))
        length = int(self.headers.get("Content-Length") or 0)
        text = self.rfile.read(length).decode()
        status, mode = 200, ""
        with Handler.lock:
            if url.path != "/_peer" and Handler.times > 0:
                Handler.times -= 1
                mode = Handler.mode
            try:
                if mode in ("429", "503"):
                    raise Refused(int(mode), "es_rejected_execution_exception")
                body = self.route(url.path, params, text)
            except Refused as error:
                status = error.status
                body = {"error": {"type": error.kind, "reason": str(error)},
                        "status": status}
            except (ValueError, KeyError, TypeError):
                status = 400
                body = {"error": {"type": "x_content_parse_exception"},
                        "status": status}
        spoil(body, mode)
        data = json.dumps(body).encode()
        time.sleep(30 if mode == "stall" else Handler.delay_ms / 1000)
        if mode == "deaf":
            while True:
                time.sleep(1)
        if mode == "garbage":
            data = b"<html>not JSON</html>"
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[:len(data) // 2] if mode == "truncate" else data)
        if mode == "truncate":
            self.close_connection = True


def watch(parent):
    """Nobody leaves a peer behind: it ends with who started it."""
    while os.getppid() == parent:
        time.sleep(0.3)
    os._exit(0)


def main():
    threading.Thread(target=watch, args=(os.getppid(),),
                     daemon=True).start()
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    server.daemon_threads = True
    print("ready", flush=True)
    server.serve_forever()


main()
