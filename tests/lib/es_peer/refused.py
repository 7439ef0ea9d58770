"""refused.py - how the peer says no."""


class Refused(Exception):
    def __init__(self, status, kind, reason=""):
        super().__init__(reason)
        self.status, self.kind = status, kind


def only(thing, keys, kind="parsing_exception"):
    unknown = set(thing) - set(keys)
    if unknown:
        raise Refused(400, kind, f"unknown key {unknown}")
