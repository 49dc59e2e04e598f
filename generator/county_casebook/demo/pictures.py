"""Pictures of what the practices look like, drawn from a few shapes: fields, terraces, ponds, sheds, a chart.

They differ in size and format; the same Pillow draws the same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable

from PIL import Image, ImageDraw

_SKY, _SOIL, _GREEN, _DARK, _WATER, _PALE = "#cfe3ee", "#b08a5a", "#6f9a58", "#3f5f43", "#6fa3bf", "#efe6cf"
Pen = ImageDraw.ImageDraw
_Scene = tuple[str, tuple[int, int], str, Callable[[Pen, int, int], None]]


def _bands(draw: Pen, wide: int, tall: int, colours: tuple[str, ...], bend: float) -> None:
    """Bands one below the other from a third of the height down, each with a bent upper edge."""
    draw.rectangle((0, 0, wide, tall), fill=_SKY)
    for order in range(7):
        top = tall * (0.3 + order * 0.1)
        edge = [(x, top + tall * bend * math.sin(x / wide * 5 + order)) for x in range(0, wide + 20, 20)]
        draw.polygon([*edge, (wide, tall), (0, tall)], fill=colours[order % len(colours)])


def _terraces(draw: Pen, wide: int, tall: int) -> None:
    _bands(draw, wide, tall, (_DARK, _GREEN, _SOIL), 0.03)


def _hills(draw: Pen, wide: int, tall: int) -> None:
    _bands(draw, wide, tall, (_DARK, _GREEN), 0.07)


def _dunes(draw: Pen, wide: int, tall: int) -> None:
    _bands(draw, wide, tall, (_PALE, "#e2cf9f"), 0.05)
    _grid(draw, (0.1, 0.55, 0.9, 0.95), (wide, tall), _SOIL)


def _grid(draw: Pen, box: tuple[float, float, float, float], size: tuple[int, int], colour: str) -> None:
    left, top, right, bottom = (part * size[order % 2] for order, part in enumerate(box))
    for step in range(9):
        x, y = left + (right - left) * step / 8, top + (bottom - top) * step / 8
        draw.line((x, top, x, bottom), fill=colour, width=3)
        draw.line((left, y, right, y), fill=colour, width=3)


def _rows(draw: Pen, wide: int, tall: int) -> None:
    draw.rectangle((0, 0, wide, tall), fill=_SKY)
    draw.rectangle((0, tall * 0.35, wide, tall), fill=_SOIL)
    for order in range(-8, 9):
        top = wide / 2 + order * wide * 0.04
        draw.line((top, tall * 0.35, wide / 2 + order * wide * 0.16, tall), fill=_GREEN, width=8)


def _orchard(draw: Pen, wide: int, tall: int) -> None:
    _bands(draw, wide, tall, (_GREEN, "#82ab69"), 0.01)
    _discs(draw, wide, tall, _DARK)


def _tea(draw: Pen, wide: int, tall: int) -> None:
    _bands(draw, wide, tall, (_DARK, "#82ab69", _GREEN), 0.02)


def _discs(draw: Pen, wide: int, tall: int, colour: str) -> None:
    for row in range(3):
        for column in range(5):
            x, y = wide * (0.12 + column * 0.19), tall * (0.42 + row * 0.2)
            draw.ellipse((x - 28, y - 28, x + 28, y + 28), fill=colour)


def _rocks(draw: Pen, wide: int, tall: int) -> None:
    _bands(draw, wide, tall, ("#9aa09a", "#b7bcb4"), 0.06)
    _discs(draw, wide, tall, _GREEN)


def _pond(draw: Pen, wide: int, tall: int) -> None:
    draw.rectangle((0, 0, wide, tall), fill=_GREEN)
    for row in range(2):
        for column in range(3):
            x, y = wide * (0.04 + column * 0.32), tall * (0.06 + row * 0.47)
            draw.rounded_rectangle((x, y, x + wide * 0.28, y + tall * 0.4), 20, fill=_WATER)


def _paddy(draw: Pen, wide: int, tall: int) -> None:
    draw.rectangle((0, 0, wide, tall), fill=_WATER)
    draw.rectangle((wide * 0.12, tall * 0.14, wide * 0.88, tall * 0.86), fill="#a9c26c")
    _grid(draw, (0.16, 0.2, 0.84, 0.8), (wide, tall), _DARK)


def _ditches(draw: Pen, wide: int, tall: int) -> None:
    draw.rectangle((0, 0, wide, tall), fill=_PALE)
    for order in range(6):
        x = wide * (0.08 + order * 0.17)
        draw.rectangle((x, 0, x + 14, tall * 0.82), fill=_WATER)
    draw.rectangle((0, tall * 0.82, wide, tall * 0.92), fill=_WATER)


def _sea(draw: Pen, wide: int, tall: int) -> None:
    draw.rectangle((0, 0, wide, tall), fill=_SKY)
    draw.rectangle((0, tall * 0.3, wide, tall), fill=_WATER)
    for row in range(5):
        y = tall * (0.4 + row * 0.12)
        draw.line((0, y, wide, y), fill=_DARK, width=2)
        for column in range(12):
            x = wide * (0.04 + column * 0.085)
            draw.ellipse((x - 7, y - 7, x + 7, y + 7), fill=_PALE)


def _house(draw: Pen, wide: int, tall: int) -> None:
    draw.rectangle((0, 0, wide, tall), fill=_SKY)
    draw.rectangle((0, tall * 0.75, wide, tall), fill=_SOIL)
    for order in range(3):
        x = wide * (0.04 + order * 0.32)
        draw.pieslice(
            (x, tall * 0.4, x + wide * 0.28, tall * 1.1), 180, 360, fill=_PALE, outline=_DARK, width=4
        )


def _boxes(draw: Pen, wide: int, tall: int) -> None:
    _bands(draw, wide, tall, (_GREEN, "#82ab69"), 0.02)
    for order in range(6):
        x = wide * (0.06 + order * 0.155)
        draw.rectangle((x, tall * 0.62, x + wide * 0.1, tall * 0.78), fill=_SOIL, outline=_DARK, width=3)


def _round(draw: Pen, wide: int, tall: int) -> None:
    draw.rectangle((0, 0, wide, tall), fill=_SOIL)
    for share, colour in ((0.42, _PALE), (0.36, _WATER), (0.1, _DARK)):
        x, y, radius = wide / 2, tall / 2, min(wide, tall) * share
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _chart(draw: Pen, wide: int, tall: int) -> None:
    draw.rectangle((0, 0, wide, tall), fill="#ffffff")
    draw.line((wide * 0.08, tall * 0.9, wide * 0.94, tall * 0.9), fill=_DARK, width=4)
    for order, share in enumerate((0.2, 0.32, 0.3, 0.46, 0.62)):
        x = wide * (0.14 + order * 0.16)
        draw.rectangle((x, tall * (0.9 - share), x + wide * 0.1, tall * 0.9), fill=_GREEN)


_SCENES: dict[str, _Scene] = {
    "terraces": ("jpg", (960, 640), "一面山坡分成七级梯田，绿色和土色的田带上下相间，上方是天", _terraces),
    "hills": ("webp", (1200, 600), "七层深浅不同的绿色山坡，一层低过一层", _hills),
    "dunes": ("png", (900, 600), "浅黄色的沙丘，近处的沙面上压着八行八列草方格", _dunes),
    "rows": ("png", (640, 800), "一块土色的地，十七行绿苗从近处伸向远处，上方是天", _rows),
    "orchard": ("webp", (800, 800), "果园：绿地上三排深绿色的圆形树冠，每排五棵", _orchard),
    "tea": ("jpg", (1000, 560), "茶园：深绿、浅绿的茶行横着排开，略有起伏", _tea),
    "rocks": ("jpg", (760, 760), "灰色的石山坡上，三排绿色的圆点是石窝里的苗", _rocks),
    "pond": ("png", (840, 560), "从上往下看六口蓝色的鱼塘，两排三列，塘埂是绿的", _pond),
    "paddy": ("png", (720, 720), "从上往下看一块稻田，中间是稻，四周一圈是蓝色的鱼沟", _paddy),
    "ditches": ("png", (900, 500), "浅色的碱地上六条竖的排水沟，流进下面一条横的总沟", _ditches),
    "sea": ("webp", (1000, 620), "海面上横着五行养殖绳，每行十二个白色浮子", _sea),
    "greenhouse": ("jpg", (1100, 520), "三座弧顶大棚并排立在土色的地上", _house),
    "sheds": ("webp", (900, 520), "三座弧顶菇棚并排立在土色的地上", _house),
    "boxes": ("jpg", (800, 600), "绿色坡地前摆着六只箱子，间隔相等", _boxes),
    "cistern": ("png", (600, 600), "从上往下看一口圆窖：外圈是水泥，里面是水，中间是窖口", _round),
    "digester": ("png", (500, 660), "从上往下看一口圆形沼气池：外圈池壁，中间一个池盖", _round),
    "grass": ("webp", (1280, 560), "起伏的草地，深浅两种绿色交替，上方是天", _hills),
    "chart": ("png", (760, 520), "五根绿色柱子立在横线上，从左到右大体升高，没有标数", _chart),
}
"""Each picture by name: its format, its size, what is drawn in words, and how it is drawn."""
_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}


def picture(name: str) -> dict[str, str]:
    """The picture of a practice as a case shows it."""
    suffix, _, alt, _ = _SCENES[name]
    return {
        "file": f"{name}.{suffix}",
        "alt": f"示意图：{alt}",
        "caption": f"示意图，不是照片：{alt.partition('：')[2] or alt}。",
        "rights_holder": "示例编者",
    }


def drawn(file: str) -> bytes:
    """The bytes of a picture by the name of its file."""
    suffix, size, _, scene = _SCENES[file.partition(".")[0]]
    image = Image.new("RGB", size)
    scene(ImageDraw.Draw(image), *size)
    out = io.BytesIO()
    image.save(out, _FORMATS[suffix], quality=70, optimize=True)
    return out.getvalue()
