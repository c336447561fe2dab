"""What is cut out of GitHub's OpenAPI, and that the kept file is such a cut."""

from __future__ import annotations

import json

from playground.tickets.github.routes import OPERATIONS
from playground.tickets.github.schemas import kept
from tools.ticket_schemas import KEPT, PACKAGE, cut, written

WHOLE = {
    "paths": {
        "/a": {
            "post": {
                "parameters": [{"$ref": "#/components/parameters/page"}],
                "requestBody": {"required": True, "content": {"application/json": {"schema": {
                    "type": "object",
                    "description": "Words",
                    "properties": {"title": {"type": "string", "nullable": True, "example": "x"}},
                }}}},
                "responses": {
                    "201": {"content": {"application/json": {
                        "schema": {"$ref": "#/components/schemas/a"},
                    }}},
                    "204": {"description": "Nothing"},
                    "409": {"content": {"application/json": {
                        "schema": {"oneOf": [{"type": "string"}, {"minLength": 1}]},
                    }}},
                    "404": {"$ref": "#/components/responses/lost"},
                },
            },
            "get": {"responses": {}},
        }
    },
    "components": {
        "parameters": {"page": {"name": "page", "in": "query", "schema": {"type": "integer"}}},
        "responses": {"lost": {"content": {"application/json": {"schema": {"type": "string"}}}}},
        "schemas": {
            "a": {"type": "object", "properties": {"b": {"$ref": "#/components/schemas/b"}}},
            "b": {"type": "array", "items": {"$ref": "#/components/schemas/b"}},
            "c": {"type": "string"},
        },
    },
}  # fmt: skip


def test_an_operation_is_cut_out_with_the_schemas_that_it_leads_to() -> None:
    title = {"anyOf": [{"type": "null"}, {"type": "string"}]}
    assert cut(WHOLE, {("POST", "/a"): None}) == {
        "operations": {
            "POST /a": {
                "query": {"page": {"type": "integer"}},
                "body": {"type": "object", "properties": {"title": title}},
                "needs_body": True,
                "answers": {
                    "201": {"$ref": "#/schemas/a"},
                    "204": True,
                    "404": {"type": "string"},
                    "409": {"anyOf": [{"type": "string"}, {"minLength": 1}]},
                },
            }
        },
        "schemas": {
            "a": {"type": "object", "properties": {"b": {"$ref": "#/schemas/b"}}},
            "b": {"type": "array", "items": {"$ref": "#/schemas/b"}},
        },
    }


def test_it_is_written_the_same_each_time() -> None:
    text = written({"b": {"y": 1, "x": 2}, "a": "é"})
    assert text == '{\n"a": "é",\n"b": {\n"x": 2,\n"y": 1\n}\n}\n'
    assert written(kept()) == KEPT.read_text("utf-8")


def test_the_kept_file_has_the_operations_that_are_answered_and_its_licence() -> None:
    assert set(kept()["operations"]) == {f"{verb} {path}" for verb, path in OPERATIONS}
    assert kept()["source"] == PACKAGE
    assert kept()["license"].startswith("MIT License Copyright (c) 2020 Octokit contributors")
    named = set(json.dumps(kept()).split('"#/schemas/')[1:])
    assert {one.partition('"')[0] for one in named} == set(kept()["schemas"])
