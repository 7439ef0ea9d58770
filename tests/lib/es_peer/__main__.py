"""es_peer - the part of Elasticsearch's REST API that we use, kept in memory
and strict: what the real server would refuse is refused with its type of
error, fields that are not mapped are a strict_dynamic_mapping_exception.

   python3 tests/lib/es_peer PORT

PUT /_peer {"mode": M, "times": N} makes the next N answers go wrong:
"429", "503", "stall", "truncate", "garbage", "foreign" (another user's mail),
"shards" (one of two did not answer), "allshards", "timeout", "total" (less
than the hits), "toomany" (hits), "nearest" (kNN is refused), "deaf" (no answer
ever). {"version": V} is what the server is from then on; {"delay_ms": D}
makes every answer slow; {"advance_days": N} lets time pass, hour by hour, and
the lifecycle with it. It answers the documents, and what the lifecycle
deleted. Prints "ready" when it listens; ends with who started it.
"""
import json
import os
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cluster import Cluster, flat
from lifecycle import Lifecycle
from refused import Refused, only
from search import Search, msearch, search

ACK = {"acknowledged": True}


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
    cluster = Cluster()
    lifecycle = Lifecycle(cluster)
    repositories = {}
    mode, times, delay_ms, version = "", 0, 0, "8.13.4"
    lock = threading.Lock()

    def log_message(self, *_args):
        pass

    def do_GET(self):
        self.answer()

    do_PUT = do_POST = do_DELETE = do_GET

    def tell(self, asked):
        only(asked, ["mode", "times", "delay_ms", "version", "advance_days"])
        Handler.mode = asked.get("mode", "")
        Handler.times = asked.get("times", 0)
        Handler.delay_ms = asked.get("delay_ms", 0)
        Handler.version = asked.get("version", Handler.version)
        self.lifecycle.advance(asked.get("advance_days", 0))
        return {"docs": [doc for i in self.cluster.indices.values()
                         for _, doc in i.docs.values()],
                "deleted": self.lifecycle.deleted,
                "snapshots": self.lifecycle.snapshots}

    def check_template(self, body):
        kinds = [f["type"] for f in body.get("template", {}).get(
            "mappings", {}).get("properties", {}).values()]
        if "dense_vector" in kinds and [
                int(n) for n in Handler.version.split(".")] < [8, 6]:
            raise Refused(400, "mapper_parsing_exception")

    def route(self, path, params, text):
        parts = [urllib.parse.unquote(p) for p in path.split("/") if p]
        body = json.loads(text) if text and not path.endswith(
            ("_bulk", "_msearch")) else {}
        if path == "/_peer":
            return self.tell(body)
        if not parts:
            return {"version": {"number": Handler.version,
                                "build_flavor": "default"}}
        if parts[0].startswith("_"):
            return self.route_cluster(self.command, parts, params, body,
                                      text)
        if len(parts) == 1:
            return self.route_index(self.command, parts[0], body)
        return self.route_in(self.command, parts[0], parts[1:], params, body,
                             text)

    def route_cluster(self, method, parts, params, body, text):
        c, life = self.cluster, self.lifecycle
        match (method, *parts):
            case ("GET", "_alias", name):
                found = c.alias(name)
                if not found:
                    raise Refused(404, "aliases_not_found_exception")
                return {n: {"aliases": {name: {
                    "is_write_index": i.aliases[name]}
                    if i.aliases[name] is not None else {}}}
                    for n, i in found.items()}
            case ("POST", "_aliases"):
                only(body, ["actions"])
                c.update_aliases(body["actions"])
                return ACK
            case ("GET", "_index_template"):
                return {"index_templates": [
                    {"name": n, "index_template": t}
                    for n, t in c.templates.items()]}
            case ("PUT", "_index_template", name):
                self.check_template(body)
                c.put_template(name, body)
                return ACK
            case ("GET", "_index_template", name) if name in c.templates:
                return {"index_templates": [
                    {"name": name, "index_template": c.templates[name]}]}
            case ("DELETE", "_index_template", name) if name in c.templates:
                del c.templates[name]
                return ACK
            case (_, "_index_template", name):
                raise Refused(404, "resource_not_found_exception", name)
            case ("GET", "_ilm", "status"):
                return {"operation_mode":
                        "RUNNING" if life.running else "STOPPED"}
            case ("POST", "_ilm", ("start" | "stop") as what):
                life.running = what == "start"
                return ACK
            case ("PUT", "_ilm", "policy", name):
                life.put(name, body)
                return ACK
            case ("GET", "_ilm", "policy", name):
                return life.show(name)
            case ("DELETE", "_ilm", "policy", name):
                life.drop(name)
                return ACK
            case ("PUT", "_snapshot", name):
                self.repositories[name] = body
                return ACK
            case ("GET", "_snapshot", name) if name in self.repositories:
                return {name: self.repositories[name]}
            case (_, "_snapshot", name):
                raise Refused(404, "repository_missing_exception", name)
            case ("PUT", "_slm", "policy", name):
                if body["repository"] not in self.repositories:
                    raise Refused(400, "illegal_argument_exception",
                                  "no such repository")
                life.snapshot_policies[name] = body
                return ACK
            case ("GET", "_slm", "policy", name) \
                    if name in life.snapshot_policies:
                return {name: {"policy": life.snapshot_policies[name]}}
            case (_, "_slm", "policy", name):
                raise Refused(404, "resource_not_found_exception", name)
            case ("GET", "_cat", "indices", name):
                return [{"index": i.name, "docs.count": str(len(i.docs)),
                         "store.size": str(i.bytes()), "health": "green",
                         "creation.date": str(i.created_ms)}
                        for i in c.resolve(name, missing=False)]
            case ("POST", "_bulk"):
                return c.bulk(None, text, params)
            case ("POST", "_mget"):
                return c.mget(body)
            case ("POST", "_reindex"):
                return c.reindex(body)
        raise Refused(400, "illegal_argument_exception", "/".join(parts))

    def route_index(self, method, name, body):
        c = self.cluster
        match method:
            case "PUT":
                if c.template_of(name) is None and "mappings" not in body \
                        and "aliases" in body:
                    raise Refused(400, "illegal_argument_exception",
                                  "no template")
                c.create(name, body)
                return dict(ACK, index=name)
            case "DELETE":
                c.drop(name)
                return ACK
        return {i.name: {"aliases": {a: {} for a in i.aliases},
                         "settings": {"index": {}}}
                for i in c.resolve(name)}

    def route_in(self, method, name, parts, params, body, text):
        c, life = self.cluster, self.lifecycle
        match (method, *parts):
            case ("PUT", "_mapping"):
                only(body, ["properties"])
                for index in c.resolve(name):
                    for key, spec in body["properties"].items():
                        if index.properties.setdefault(key, spec) != spec:
                            raise Refused(400, "illegal_argument_exception")
                return ACK
            case ("GET", "_settings"):
                return {i.name: {"settings": i.settings}
                        for i in c.resolve(name)}
            case ("PUT", "_settings"):
                for index in c.resolve(name):
                    index.settings.update(flat(body))
                return ACK
            case ("GET", "_count"):
                return {"count": sum(len(i.docs) for i in c.resolve(name))}
            case ("POST", "_rollover"):
                old, new = c.rollover(name)
                return dict(ACK, rolled_over=True, old_index=old,
                            new_index=new)
            case ("GET", "_ilm", "explain"):
                return life.explain(name)
            case ("POST", "_ilm", "retry"):
                return life.retry(name)
            case ("POST", "_ilm", "remove"):
                return life.remove(name)
            case ("POST", "_bulk"):
                return c.bulk(name, text, params)
            case ("POST", "_msearch"):
                return msearch(c.view(name), text)
            case ("POST", "_search"):
                return search(c.view(name), body, params.get("routing"))
            case ("POST", "_delete_by_query"):
                only(body, ["query"])
                gone = 0
                view = c.view(name)
                for where, doc_id, route, doc in list(view.rows()):
                    if route == params.get("routing") and Search(
                            view).score(body["query"], doc) is not None:
                        del c.indices[where].docs[doc_id]
                        gone += 1
                return {"deleted": gone, "failures": []}
        raise Refused(400, "illegal_argument_exception", "/".join(parts))

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
        if isinstance(body, dict):
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
