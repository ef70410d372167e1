"""Braces in a template that look like a field's and are none: typed with a Chinese keyboard, or only one of them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Any

from planner.language import Text

_TAG = re.compile(r"<[^>]*>")
_WIDE = re.compile(r"[{｛]\s*[{｛%％][^{}｛｝]{0,60}[}｝%％]\s*[}｝]")
_SINGLE = re.compile(r"(?<![{｛])[{｛]\s*([a-z_]+)\s*[}｝](?![}｝])")


def find_braces(tree: Any, fields: Container[str]) -> Iterator[Text]:
    """Yield what stands in the text of a parsed template as it would be printed, braces and all."""
    from jinja2 import nodes

    # Joined over fields by a space: what two pieces of text make together is not a field.
    text = " ".join(_TAG.sub("", data.data) for data in tree.find_all(nodes.TemplateData))
    for match in _WIDE.finditer(text):
        yield Text("'{t}' has braces of a Chinese keyboard", "“{t}”使用了全角括号").format(t=match[0])
    for match in _SINGLE.finditer(text):
        if match[1] in fields:
            yield Text("'{t}' has one brace on each side", "“{t}”只有单层括号").format(t=match[0])
