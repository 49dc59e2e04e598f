"""What is written as YAML reads back as it was, empty lists and mappings too."""

from __future__ import annotations

from county_casebook.source import read
from county_casebook.yaml_writer import emit


def test_an_empty_mapping_in_a_list_is_written() -> None:
    values: tuple[dict[str, list[dict[str, str]]], ...] = ({"a": [{}, {"b": "1"}]}, {"a": [{}]})
    for value in values:
        assert read(emit(value).encode(), "a.yml").value == value
