"""lifecycle.py - the peer's ILM: policies, rollover, deletion, explain.

As Elasticsearch 8 does: an index stays hot until it is rolled over; min_age
of a later phase counts from then; a phase that can't go on is in step ERROR.
`advance` walks through time hour by hour.
"""
import re

from cluster import DAY_MS
from refused import Refused, only

UNITS = {"d": DAY_MS, "h": DAY_MS // 24, "m": 60000, "s": 1000, "ms": 1}


def age_ms(text):
    match = re.fullmatch(r"(\d+)(d|h|m|s|ms)", text)
    if match is None:
        raise Refused(400, "illegal_argument_exception",
                      f"failed to parse [{text}]")
    return int(match[1]) * UNITS[match[2]]


def size_bytes(text):
    match = re.fullmatch(r"(\d+)(gb|mb|kb|b)", text)
    if match is None:
        raise Refused(400, "illegal_argument_exception",
                      f"failed to parse [{text}]")
    return int(match[1]) << {"gb": 30, "mb": 20, "kb": 10, "b": 0}[match[2]]


class Lifecycle:
    def __init__(self, cluster):
        self.cluster = cluster
        self.policies, self.snapshot_policies = {}, {}
        self.running, self.deleted, self.snapshots = True, [], []

    def put(self, name, body):
        only(body, ["policy"])
        only(body["policy"], ["phases", "_meta"])
        phases = body["policy"]["phases"]
        only(phases, ["hot", "warm", "cold", "frozen", "delete"],
             "illegal_argument_exception")
        for phase in phases.values():
            only(phase, ["min_age", "actions"])
            age_ms(phase.get("min_age", "0ms"))
        only(phases.get("hot", {}).get("actions", {}),
             ["rollover", "set_priority"], "illegal_argument_exception")
        rollover = phases.get("hot", {}).get("actions", {}).get("rollover")
        if rollover is not None:
            only(rollover, ["max_age", "max_size", "max_docs",
                            "max_primary_shard_size"])
            if not rollover:
                raise Refused(400, "illegal_argument_exception",
                              "At least one max_* rollover condition must be "
                              "set")
        old = self.policies.get(name, {}).get("version", 0)
        self.policies[name] = {"version": old + 1, "policy": body["policy"]}

    def using(self, name):
        return sorted(i.name for i in self.cluster.indices.values()
                      if i.settings.get("index.lifecycle.name") == name)

    def show(self, name):
        if name not in self.policies:
            raise Refused(404, "resource_not_found_exception",
                          f"Lifecycle policy not found: {name}")
        return {name: dict(self.policies[name],
                           in_use_by={"indices": self.using(name)})}

    def drop(self, name):
        self.show(name)
        if self.using(name):
            raise Refused(400, "illegal_argument_exception",
                          f"Cannot delete policy [{name}]. It is in use by "
                          f"one or more indices: {self.using(name)}")
        del self.policies[name]

    def remove(self, expression):
        for index in self.cluster.resolve(expression):
            for key in [k for k in index.settings
                        if k.startswith("index.lifecycle.")]:
                del index.settings[key]
        return {"has_failures": False, "failed_indexes": []}

    def retry(self, expression):
        for index in self.cluster.resolve(expression):
            if index.phase["error"] is None:
                raise Refused(400, "illegal_argument_exception",
                              f"cannot retry an action for an index "
                              f"[{index.name}] that has not encountered an "
                              f"error when running a Lifecycle Policy")
            index.phase["error"] = None
        return {"acknowledged": True}

    # ---- time ----

    def advance(self, days):
        end = self.cluster.ahead_ms + int(days * DAY_MS)
        while self.cluster.ahead_ms < end:
            self.cluster.ahead_ms = min(end, self.cluster.ahead_ms
                                        + DAY_MS // 24)
            self.poll()

    def poll(self):
        if not self.running:
            return
        for index in list(self.cluster.indices.values()):
            name = index.settings.get("index.lifecycle.name")
            if name is None or index.phase["error"]:
                continue
            if name not in self.policies:
                index.phase["error"] = {
                    "type": "illegal_argument_exception",
                    "reason": f"policy [{name}] does not exist"}
                continue
            self.step(index, self.policies[name]["policy"]["phases"])

    def step(self, index, phases):
        rollover = phases.get("hot", {}).get("actions", {}).get("rollover")
        if rollover is not None and index.phase["rolled_ms"] is None:
            self.check_rollover(index, rollover)
            return
        last = phases.get("delete")
        if last is None or "delete" not in last.get("actions", {}):
            return
        if self.age(index) < age_ms(last.get("min_age", "0ms")):
            return
        wait = last["actions"].get("wait_for_snapshot")
        if wait is not None:
            if wait["policy"] not in self.snapshot_policies:
                index.phase["error"] = {
                    "type": "illegal_state_exception",
                    "reason": f"configured policy '{wait['policy']}' not "
                              f"found"}
                return
            self.snapshots.append(index.name)
        self.deleted.append({"index": index.name,
                             "at_ms": self.cluster.now(),
                             "oldest_ms": min([d.get("received_at", 0) for
                                               _, d in index.docs.values()],
                                              default=0)})
        del self.cluster.indices[index.name]

    def check_rollover(self, index, rollover):
        alias = index.settings.get("index.lifecycle.rollover_alias")
        reason = None
        if not alias:
            reason = ("setting [index.lifecycle.rollover_alias] for index "
                      f"[{index.name}] is empty or not defined")
        elif alias not in index.aliases:
            reason = (f"index.lifecycle.rollover_alias [{alias}] does not "
                      f"point to index [{index.name}]")
        if reason is None and not self.is_due(index, rollover):
            return
        try:
            if reason is None and not index.aliases[alias]:
                reason = (f"index [{index.name}] is not the write index for "
                          f"alias [{alias}]")
            if reason is None:
                self.cluster.rollover(alias)
        except Refused as error:
            reason = str(error)
        if reason is not None:
            index.phase["error"] = {"type": "illegal_argument_exception",
                                    "reason": reason}

    def is_due(self, index, rollover):
        """Never of an empty index, as Elasticsearch 8 has it."""
        if not index.docs:
            return False
        age = self.cluster.now() - index.created_ms
        return age >= age_ms(rollover.get("max_age", "99999d")) or \
            index.bytes() >= size_bytes(rollover.get("max_size", "99999gb"))

    def age(self, index):
        return self.cluster.now() - (index.phase["rolled_ms"]
                                     or index.created_ms)

    def explain(self, expression):
        out = {}
        for index in self.cluster.resolve(expression):
            name = index.settings.get("index.lifecycle.name")
            if name is None:
                out[index.name] = {"index": index.name, "managed": False}
                continue
            error = index.phase["error"]
            hot = index.phase["rolled_ms"] is None
            out[index.name] = {
                "index": index.name, "managed": True, "policy": name,
                "index_creation_date_millis": index.created_ms,
                "lifecycle_date_millis": self.cluster.now()
                - self.age(index),
                "age": f"{self.age(index) / DAY_MS:.2f}d", "phase": "hot",
                "action": "rollover" if hot else "complete",
                "step": "ERROR" if error else "check-rollover-ready"
                if hot else "complete"}
            if error:
                out[index.name]["step_info"] = error
                out[index.name]["failed_step"] = "check-rollover-ready"
        return {"indices": out}
