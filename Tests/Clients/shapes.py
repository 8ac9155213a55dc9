"""Holds answers on the wire against botocore's service models, which its own parser does not: it skips what it lacks."""

import json


def watch(client):
    """Checks the JSON body of every answer of a rest-json client; returns the client.

    A member that the model does not know, one of another type, or one that the model demands and is missing, fails."""

    def check(http_response, parsed, model, **_):
        if parsed["ResponseMetadata"]["HTTPStatusCode"] >= 300 or not http_response.content:
            return
        if model.output_shape is None:
            assert http_response.content in (b"", b"{}"), http_response.content
            return
        fits(json.loads(http_response.content), model.output_shape, model.name)

    client.meta.events.register("after-call", check)
    return client


def fits(value, shape, place):
    assert value is not None, f"{place} is null: AWS leaves such members out"
    KINDS.get(shape.type_name, no_kind)(value, shape, place)


def no_kind(value, shape, place):
    raise AssertionError(f"{place}: no check for {shape.type_name}")


def structure(value, shape, place):
    assert isinstance(value, dict), f"{place} is {value!r}"
    names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
    for name, part in value.items():
        assert name in names, f"{place} has {name}, which the model does not know"
        fits(part, shape.members[names[name]], f"{place}.{name}")
    for name in shape.required_members:
        assert shape.members[name].serialization.get("name", name) in value, f"{place} lacks {name}"


def array(value, shape, place):
    assert isinstance(value, list), f"{place} is {value!r}"
    for index, element in enumerate(value):
        fits(element, shape.member, f"{place}[{index}]")


def mapping(value, shape, place):
    assert isinstance(value, dict), f"{place} is {value!r}"
    for key, element in value.items():
        fits(element, shape.value, f"{place}[{key!r}]")


def text(value, shape, place):
    assert isinstance(value, str), f"{place} is {value!r}"
    assert not shape.enum or value in shape.enum, f"{place} is {value!r}, none of {shape.enum}"


def of(*types):
    def check(value, shape, place):
        assert isinstance(value, types) and (bool in types or not isinstance(value, bool)), f"{place} is {value!r}"
    return check


def timestamp(value, shape, place):
    kind = str if shape.serialization.get("timestampFormat") == "iso8601" else (int, float)
    assert isinstance(value, kind), f"{place} is {value!r}"


KINDS = {
    "structure": structure, "list": array, "map": mapping, "string": text, "boolean": of(bool), "integer": of(int),
    "long": of(int), "double": of(int, float), "float": of(int, float), "timestamp": timestamp,
}
