"""values.py - values that a JSON Schema of /openapi.json accepts, and such as
it refuses, for Hypothesis. Only what our document uses is understood."""
import json

from hypothesis import strategies as st

TEXT = st.characters(blacklist_categories=("Cs",), blacklist_characters="\0")
LONG = 60  # characters; bounds are tried on purpose, not by the way


class Schemas:
    def __init__(self, document):
        self.document = document

    def deref(self, schema):
        while "$ref" in schema:
            at = self.document
            for part in schema["$ref"].lstrip("#/").split("/"):
                at = at[part]
            schema = at
        return schema

    def text(self, schema):
        if schema.get("format") == "uuid":
            return st.uuids().map(str)
        if "pattern" in schema:
            return st.from_regex(schema["pattern"].replace("$", r"\Z"))
        least = schema.get("minLength", 0)
        most = min(schema.get("maxLength", LONG), max(LONG, least))
        if least == most == 36:
            return st.uuids().map(str)
        bound = schema.get("x-max-bytes", 4 * most)
        return st.text(TEXT, min_size=least, max_size=most).filter(
            lambda s: len(s.encode()) <= bound)

    def valid(self, schema, depth=0):
        schema = self.deref(schema)
        if "enum" in schema:
            return st.sampled_from(schema["enum"])
        kinds = schema.get("type", ["null", "boolean", "integer", "string"])
        kinds = kinds if isinstance(kinds, list) else [kinds]
        return st.one_of([self.of_type(schema, k, depth) for k in kinds])

    def of_type(self, schema, kind, depth):
        if kind == "null":
            return st.none()
        if kind == "boolean":
            return st.booleans()
        if kind == "integer":
            return st.integers(
                max(int(schema.get("minimum", -2**53)), -2**53),
                min(int(schema.get("maximum", 2**53)), 2**53))
        if kind == "number":
            return st.floats(schema.get("minimum", -1e9),
                             schema.get("maximum", 1e9), allow_nan=False)
        if kind == "string":
            return self.text(schema)
        if kind == "array":
            item = self.valid(schema.get("items", {}), depth + 1)
            return st.lists(item, min_size=schema.get("minItems", 0),
                            max_size=min(schema.get("maxItems", 3), 3))
        return self.object(schema, depth)

    def object(self, schema, depth):
        properties = schema.get("properties", {})
        if not properties:
            inner = st.one_of(st.none(), st.booleans(), st.integers(-9, 9),
                              st.text(TEXT, max_size=9))
            names = st.text(TEXT, min_size=1, max_size=9)
            return st.dictionaries(names, inner, max_size=2)
        must = set(schema.get("required", ()))
        some = {k: self.valid(v, depth + 1) for k, v in properties.items()}
        return st.fixed_dictionaries(
            {k: v for k, v in some.items() if k in must},
            optional={k: v for k, v in some.items() if k not in must})

    # ---- wrong on purpose ----

    def wrong_value(self, schema):
        """A value that this property's schema refuses."""
        schema = self.deref(schema)
        kinds = schema.get("type", [])
        kinds = kinds if isinstance(kinds, list) else [kinds]
        wrong = []
        for kind, value in (("string", "x"), ("integer", 7), ("boolean", True),
                            ("array", []), ("object", {})):
            if kinds and kind not in kinds and not (
                    kind == "integer" and "number" in kinds):
                wrong.append(value)
        if "enum" in schema:
            wrong += ["no such word", ""]
        if "integer" in kinds:
            wrong += [1.5, 1e300, -1e300]
        if "integer" in kinds or "number" in kinds:
            wrong += [schema["maximum"] + 1, schema["minimum"] - 1]
        if "string" in kinds and "maxLength" in schema:
            wrong.append("x" * (min(schema["maxLength"], 100000) + 1))
        if "string" in kinds and schema.get("minLength"):
            wrong.append("")
        if "pattern" in schema:
            wrong += ["", "no number", "1" * 40]
        if "array" in kinds and schema.get("maxItems", 10**6) < 10**4:
            wrong.append([None] * (schema["maxItems"] + 1))
        return st.sampled_from(wrong) if wrong else None

    def broken_text(self, schema):
        """Bytes that are no body of this schema: (what, bytes)."""
        def of(body):
            text = json.dumps(body)
            return [
                ("cut", text[:-1].encode()),
                ("trailing", text.encode() + b"}"),
                ("a list", b"[]"),
                ("a number", b"7"),
                ("deep", b"[" * 500),
                ("deep object", b'{"a":' * 200 + b"1" + b"}" * 200),
                ("not UTF-8", b'{"\xff\xfe":1}'),
                ("NUL", b'{"a\0":1}'),
                ("escaped NUL", b'{"a\\u0000":1}'),
                ("lone surrogate", b'{"a":"\\ud800"}'),
                ("NaN", b'{"a":NaN}'),
                ("a huge number", b'{"a":' + b"9" * 400 + b"}"),
                ("unknown", json.dumps({**body, "nosuchfield": 1}).encode()),
                ("twice", (text[:-1] + ("," if body else "") +
                           '"nosuch":1,"nosuch":2}').encode()),
                ("large", b'{"a":"' + b"x" * 200000 + b'"}'),
            ]
        return self.valid(schema).flatmap(lambda b: st.sampled_from(of(b)))

    def wrong_body(self, schema):
        """A body in which one thing is wrong: (what, bytes)."""
        schema = self.deref(schema)
        choices = [self.broken_text(schema)]
        for name, of in schema.get("properties", {}).items():
            value = self.wrong_value(of)
            if value is None:
                continue
            choices.append(st.tuples(self.valid(schema), value).map(
                lambda p, n=name: (f"{n}={str(p[1])[:40]}",
                                   json.dumps({**p[0], n: p[1]}).encode())))
        for name in schema.get("required", ()):
            choices.append(self.valid(schema).map(
                lambda b, n=name: (f"without {n}", json.dumps(
                    {k: v for k, v in b.items() if k != n}).encode())))
        return st.one_of(choices)
