"""cluster.py - the peer's indices, aliases and templates, and what is written.

Settings are kept flat ("index.lifecycle.name"). Time is the clock plus what
PUT /_peer {"advance_days": N} added.
"""
import fnmatch
import json
import re
import time

from refused import Refused, only

DAY_MS = 86400000


def flat(settings, prefix=""):
    """{"index": {"a": 1}} and {"a": 1} are both {"index.a": "1"}."""
    out = {}
    for key, value in (settings or {}).items():
        name = f"{prefix}.{key}" if prefix else key
        if isinstance(value, dict) and not name.endswith("analysis"):
            out.update(flat(value, name))
        else:
            out[name] = value if isinstance(value, dict) else str(value)
    if prefix:
        return out
    return {k if k.startswith("index.") else "index." + k: v
            for k, v in out.items()}


def nested(settings):
    """As Elasticsearch answers what it was given."""
    out = {}
    for name, value in settings.items():
        at, (*path, last) = out, name.split(".")
        for part in path:
            at = at.setdefault(part, {})
        at[last] = value
    return out


def overlap(a, b):
    """Whether some name may match both patterns, as a sample tells."""
    return fnmatch.fnmatch(a.replace("*", "x"), b) or \
        fnmatch.fnmatch(b.replace("*", "x"), a)


class Index:
    def __init__(self, name, now):
        self.name, self.created_ms = name, now
        self.settings, self.properties, self.routed = {}, {}, False
        self.dynamic = "true"
        self.docs, self.aliases = {}, {}
        self.phase = {"rolled_ms": None, "error": None, "done": False}

    def mapping(self):
        return self.properties

    def check(self, doc):
        for key, value in doc.items():
            spec = self.properties.get(key)
            if spec is None:
                if self.dynamic == "strict":
                    raise Refused(400, "strict_dynamic_mapping_exception",
                                  key)
                continue
            if spec["type"] == "dense_vector":
                if len(value) != spec["dims"] or any(
                        v != int(v) or not -128 <= v <= 127 for v in value):
                    raise Refused(400, "document_parsing_exception", key)
                continue
            values = value if isinstance(value, list) else [value]
            number = spec["type"] in ("long", "integer", "date")
            if any(isinstance(v, (int, float)) != number for v in values):
                raise Refused(400, "document_parsing_exception", key)

    def bytes(self):
        return sum(len(json.dumps(d)) for _, d in self.docs.values())


class View:
    """Several indices, searched as one; a document in two is two hits."""

    def __init__(self, indices):
        self.indices = indices

    def mapping(self):
        return self.indices[-1].properties

    def rows(self):
        for index in self.indices:
            for doc_id, (route, doc) in list(index.docs.items()):
                yield index.name, doc_id, route, doc

    def field(self, name, kinds=None):
        base, _, sub = name.split("^")[0].partition(".")
        spec = self.mapping().get(base)
        if spec is not None and sub:
            spec = spec.get("fields", {}).get(sub)
        if spec is None or spec.get("index") is False or (
                kinds and spec["type"] not in kinds):
            raise Refused(400, "query_shard_exception", name)
        return base


class Cluster:
    def __init__(self):
        self.indices, self.templates = {}, {}
        self.ahead_ms = 0

    def now(self):
        return int(time.time() * 1000) + self.ahead_ms

    # ---- names ----

    def alias(self, name):
        return {n: i for n, i in self.indices.items() if name in i.aliases}

    def resolve(self, expression, missing=True):
        found = {}
        for part in expression.split(","):
            if part in self.indices:
                found[part] = self.indices[part]
            elif self.alias(part):
                found.update(self.alias(part))
            elif "*" in part or part == "_all":
                found.update({n: i for n, i in self.indices.items()
                              if fnmatch.fnmatch(n, part.replace("_all",
                                                                 "*"))})
            elif missing:
                raise Refused(404, "index_not_found_exception", part)
        return [found[n] for n in sorted(found)]

    def view(self, expression):
        return View(self.resolve(expression))

    def write_index(self, name):
        """Where a document goes that is written to this name."""
        if name in self.indices:
            return self.indices[name]
        behind = self.alias(name)
        writers = [i for i in behind.values() if i.aliases[name]]
        if len(writers) == 1:
            return writers[0]
        if len(behind) == 1 and None in [
                i.aliases[name] for i in behind.values()]:
            return next(iter(behind.values()))
        if behind:
            raise Refused(400, "illegal_argument_exception",
                          f"no write index is defined for alias [{name}]")
        return None

    # ---- templates and indices ----

    def put_template(self, name, body):
        only(body, ["index_patterns", "priority", "template", "version",
                    "allow_auto_create", "_meta", "composed_of"])
        for other, its in self.templates.items():
            if other != name and its.get("priority", 0) == body.get(
                    "priority", 0) and any(
                        overlap(a, b) for a in its["index_patterns"]
                        for b in body["index_patterns"]):
                raise Refused(
                    400, "illegal_argument_exception",
                    f"index template [{name}] has index patterns "
                    f"{body['index_patterns']} matching patterns from "
                    f"existing templates [{other}] that have the same "
                    f"priority")
        body = json.loads(json.dumps(body))
        if "settings" in body.get("template", {}):
            body["template"]["settings"] = nested(
                flat(body["template"]["settings"]))
        self.templates[name] = body

    def template_of(self, name):
        fits = [t for t in self.templates.values() if any(
            fnmatch.fnmatch(name, p) for p in t["index_patterns"])]
        return max(fits, key=lambda t: t.get("priority", 0), default=None)

    def create(self, name, body):
        only(body, ["aliases", "mappings", "settings"])
        if name in self.indices:
            raise Refused(400, "resource_already_exists_exception", name)
        if self.alias(name):
            raise Refused(400, "invalid_index_name_exception",
                          f"{name}: already exists as alias")
        index = Index(name, self.now())
        template = (self.template_of(name) or {}).get("template", {})
        for part in (template, body):
            index.settings.update(flat(part.get("settings")))
            mappings = part.get("mappings", {})
            index.properties.update(json.loads(json.dumps(
                mappings.get("properties", {}))))
            index.dynamic = mappings.get("dynamic", index.dynamic)
            index.routed |= mappings.get("_routing", {}).get("required",
                                                             False)
        index.settings["index.creation_date"] = str(index.created_ms)
        for alias, how in body.get("aliases", {}).items():
            self.add_alias(index, alias, how.get("is_write_index"))
        self.indices[name] = index
        return index

    def add_alias(self, index, alias, is_write):
        if alias in self.indices:
            raise Refused(400, "invalid_alias_name_exception",
                          f"an index exists with the same name as the alias "
                          f"[{alias}]")
        if is_write:
            for other in self.alias(alias).values():
                if other is not index and other.aliases[alias]:
                    raise Refused(400, "illegal_state_exception",
                                  f"alias [{alias}] has more than one write "
                                  f"index")
        index.aliases[alias] = is_write

    def update_aliases(self, actions):
        """All or nothing."""
        kept = {n: dict(i.aliases) for n, i in self.indices.items()}
        gone = dict(self.indices)
        try:
            removed = [a["remove_index"]["index"] for a in actions
                       if "remove_index" in a]
            for name in removed:
                self.drop(name)
            for action in actions:
                (verb, how), = action.items()
                if verb == "add":
                    for index in self.resolve(how["index"]):
                        self.add_alias(index, how["alias"],
                                       how.get("is_write_index"))
                elif verb == "remove":
                    for index in self.resolve(how["index"]):
                        if index.aliases.pop(how["alias"], 0) == 0:
                            raise Refused(404, "aliases_not_found_exception")
                elif verb != "remove_index":
                    raise Refused(400, "parsing_exception", verb)
        except Refused:
            self.indices = gone
            for name, aliases in kept.items():
                self.indices[name].aliases = aliases
            raise

    def drop(self, expression):
        if expression not in self.indices and self.alias(expression):
            raise Refused(400, "illegal_argument_exception",
                          "the provided expression matches an alias, specify "
                          "the corresponding concrete indices instead")
        for index in self.resolve(expression):
            del self.indices[index.name]

    def rollover(self, alias):
        old = self.write_index(alias)
        if old is None or alias in self.indices:
            raise Refused(400, "illegal_argument_exception",
                          f"rollover target [{alias}] is no alias")
        match = re.fullmatch(r"(.*-)(\d+)", old.name)
        if match is None:
            raise Refused(400, "illegal_argument_exception",
                          f"index name [{old.name}] does not match pattern "
                          f"'^.*-\\d+$'")
        name = f"{match[1]}{int(match[2]) + 1:06d}"
        new = self.create(name, {})
        old.aliases[alias] = False
        new.aliases[alias] = True
        old.phase["rolled_ms"] = self.now()
        return old.name, name

    # ---- documents ----

    def auto_create(self, name, params):
        if params.get("require_alias") == "true":
            raise Refused(404, "index_not_found_exception",
                          f"[{name}] is not an alias")
        template = self.template_of(name)
        if template is not None and template.get(
                "allow_auto_create") is False:
            raise Refused(404, "index_not_found_exception",
                          f"composable template forbids index auto creation")
        return self.create(name, {})

    def bulk(self, target, text, params):
        if not text.endswith("\n"):
            raise Refused(400, "illegal_argument_exception", "newline")
        lines = [json.loads(line) for line in text.splitlines()]
        items, at = [], 0
        while at < len(lines):
            (verb, meta), = lines[at].items()
            at += 1
            body = None
            if verb != "delete":
                body = lines[at]
                at += 1
            items.append({verb: self.bulk_item(
                verb, meta, body, target, params)})
        return {"took": 1, "errors": any("error" in next(iter(i.values()))
                                         for i in items), "items": items}

    def bulk_item(self, verb, meta, body, target, params):
        only(meta, ["_id", "routing", "_index"])
        status, item = 200, {"_id": meta["_id"]}
        try:
            name = meta.get("_index", target)
            if params.get("require_alias") == "true" and name in self.indices:
                raise Refused(404, "index_not_found_exception",
                              f"[{name}] is not an alias")
            index = self.write_index(name)
            if index is None:
                index = self.auto_create(name, params)
            item["_index"] = index.name
            if index.routed and "routing" not in meta:
                raise Refused(400, "routing_missing_exception")
            if verb == "delete":
                gone = index.docs.pop(meta["_id"], None)
                status = 200 if gone else 404
                item["result"] = "deleted" if gone else "not_found"
            elif verb == "update":
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
            elif verb == "index":
                index.check(body)
                status, item["result"] = 201, "created"
                index.docs[meta["_id"]] = (meta.get("routing"), body)
            else:
                raise Refused(400, "illegal_argument_exception", verb)
        except Refused as error:
            status = error.status
            item["error"] = {"type": error.kind, "reason": str(error)}
        item["status"] = status
        return item

    def mget(self, body):
        """At once, also what no refresh has made searchable."""
        only(body, ["docs"])
        out = []
        for one in body["docs"]:
            only(one, ["_index", "_id", "routing", "_source"])
            row = {"_index": one["_index"], "_id": one["_id"]}
            index = self.indices.get(one["_index"])
            if index is None:
                row["error"] = {"type": "index_not_found_exception"}
            else:
                row["found"] = one["_id"] in index.docs
            out.append(row)
        return {"docs": out}

    def reindex(self, body):
        only(body, ["source", "dest"])
        source = self.resolve(body["source"]["index"])
        to = self.write_index(body["dest"]["index"])
        if to is None:
            to = self.auto_create(body["dest"]["index"], {})
        n = 0
        for index in source:
            for doc_id, (route, doc) in list(index.docs.items()):
                to.check(doc)
                to.docs[doc_id] = (route, doc)
                n += 1
        return {"took": 1, "total": n, "created": n, "failures": []}
