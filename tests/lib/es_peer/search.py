"""search.py - the peer's queries, scores, highlights and aggregations.

Words are compared without stems or synonyms; what the real server would refuse
is refused with its type of error.
"""
import datetime
import html
import json
import math
import re
import unicodedata

from refused import Refused, only

SEARCH_KEYS = {"size", "track_total_hits", "_source", "query", "sort",
               "search_after", "highlight", "aggs", "knn"}
NEWER = "doc['meaning_of'].size() > 0 && doc['text_of'].size() > 0 && " \
    "doc['meaning_of'].value != doc['text_of'].value"


def words(text):
    text = unicodedata.normalize("NFKD", str(text).lower())
    return re.findall(r"\w+", "".join(
        c for c in text if not unicodedata.combining(c)))


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
    for where, doc_id, route, doc in index.rows():
        v = doc.get(knn["field"])
        if route != routing or v is None or any(
                Search(index).score(f, doc) is None for f in knn["filter"]):
            continue
        cosine = sum(a * b for a, b in zip(q, v)) / math.sqrt(
            sum(a * a for a in q) * sum(b * b for b in v))
        found.append(((1 + cosine) / 2, doc_id, doc, [], where))
    found.sort(key=lambda hit: -hit[0])
    return found[:knn["k"]]


def search(index, body, routing):
    only(body, SEARCH_KEYS)
    hits = nearest(index, body["knn"], routing) if "knn" in body else []
    for where, doc_id, route, doc in index.rows():
        if routing not in (None, route) or "query" not in body:
            continue
        query = Search(index)
        score = query.score(body["query"], doc)
        if score is not None:
            hits.append((score, doc_id, doc, query.named, where))
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
    for score, doc_id, doc, named, where in hits[:body.get("size", 10)]:
        row = {"_index": where, "_id": doc_id, "_score": score,
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
