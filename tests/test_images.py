"""A picture leaves the house as pixels alone, in the sizes of the page, and only when something shown names it."""

from __future__ import annotations

import contextlib
import io
import shutil
import time
from pathlib import Path

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import check_content
from county_casebook.files.images import NotPublishable, look, pixels, quiet
from county_casebook.publish.images import images_of
from county_casebook.text.image_marks import image_marks
from tests.building import build_site, copy_of_tiny, files_of, one
from tests.photographs import SECRETS, photograph, png_of

NAMES = {"JPEG": "tea.jpg", "PNG": "tea.png", "WEBP": "tea.webp"}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = copy_of_tiny(tmp_path / "tiny", data=False).parent / "content"
    (content / "files/tea.png").unlink()
    return content


def shown_by_the_case(content: Path, name: str, data: bytes) -> None:
    (content / "files" / name).parent.mkdir(parents=True, exist_ok=True)
    (content / "files" / name).write_bytes(data)
    case = content / "cases/chengxi-envoys.yml"
    case.write_text(case.read_text("utf-8").replace("file: tea.png", f"file: {name}"), "utf-8")


def published(content: Path, *, drafts: bool = False) -> dict[str, bytes]:
    site = files_of(build_site(content.parent / "mkdocs.yml", None, drafts=drafts))
    return {name: data for name, data in site.items() if name.startswith("files/")}


@pytest.mark.parametrize("form", list(NAMES))
@pytest.mark.parametrize(
    "tail",
    [
        "PK\x03\x04 HIDDEN-TAIL",
        *(pytest.param(tail, marks=pytest.mark.slow) for tail in ("", "<html><script>HIDDEN-TAIL</script>")),
    ],
)
def test_nothing_beside_the_pixels_is_published(form: str, tail: str, content: Path) -> None:
    data = photograph(form, size=(1600, 900), gps=True, secrets=True, profile=True, tail=tail)
    assert any(secret.encode() in data for secret in SECRETS[:4])
    shown_by_the_case(content, NAMES[form], data)
    files = published(content)
    assert f"files/{NAMES[form]}" in files
    for name, made in files.items():
        picture = Image.open(io.BytesIO(made))
        picture.load()
        assert not [secret for secret in SECRETS if secret.encode() in made], name
        assert not dict(picture.getexif()), name
        assert not {"icc_profile", "xmp", "comment", "exif", "Author"} & picture.info.keys(), name


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_upright(orientation: int) -> None:
    upright = pixels(photograph(size=(64, 32)), "x.jpg")
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(turn[orientation]) if orientation > 1 else upright
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(out, "PNG", exif=exif)
    seen = pixels(out.getvalue(), "x.png")
    assert seen.size == (64, 32)
    assert seen.tobytes() == upright.tobytes()
    looked = look(out.getvalue(), "x.png")
    assert (looked.width, looked.height) == (64, 32)


@pytest.mark.parametrize(
    ("form", "mode", "found"),
    [
        ("JPEG", "CMYK", "RGB"),
        ("JPEG", "L", "L"),
        ("PNG", "P", "RGB"),
        ("PNG", "1", "L"),
        ("PNG", "LA", "RGBA"),
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "I;16", "L"),
        ("WEBP", "RGBA", "RGB"),
    ],
)
def test_every_kind_of_colour_becomes_one_that_browsers_show(form: str, mode: str, found: str) -> None:
    if mode == "I;16":
        out = io.BytesIO()
        Image.linear_gradient("L").convert("I").point(lambda value: value * 256).convert("I;16").save(
            out, form
        )
        picture = pixels(out.getvalue(), "x.png")
        assert abs(picture.getpixel((0, 200)) - 200) <= 1  # type: ignore[operator]
    else:
        picture = pixels(photograph(form, mode=mode, size=(64, 32)), f"x.{form.lower()}")
    assert picture.mode == found


def test_printers_colours_keep_their_look() -> None:
    red = Image.new("CMYK", (8, 8), (0, 255, 255, 0))
    out = io.BytesIO()
    red.save(out, "JPEG")
    shade = pixels(out.getvalue(), "x.jpg").getpixel((4, 4))
    assert isinstance(shade, tuple)
    assert shade[0] > 200
    assert max(shade[1:]) < 80


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (photograph("PNG"), "x.jpg", "x.jpg 其实是 PNG 图片"),
        (photograph("JPEG"), "x.gif", "x.gif 其实是 JPEG 图片"),
        (photograph("PNG", frames=3), "x.png", "x.png 是动图"),
        (photograph("WEBP", frames=3), "x.webp", "x.webp 是动图"),
        (photograph("GIF"), "x.gif", "x.gif 不是 PNG、JPEG 或 WebP 图片"),
        (photograph("TIFF"), "x.jpg", "x.jpg 不是 PNG、JPEG 或 WebP 图片"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.png", "x.png 不是 PNG、JPEG 或 WebP 图片"),
        (b"", "x.png", "x.png 不是 PNG、JPEG 或 WebP 图片"),
        (photograph("JPEG", size=(200, 200), cut=400), "x.jpg", "x.jpg 是坏的，解不出来"),
        (photograph("PNG", size=(200, 200), cut=400), "x.png", "x.png 是坏的，解不出来"),
        (png_of(8000, 5125), "x.png", "x.png 有 8000×5125 像素，超过 4000 万像素"),
        (png_of(60_000, 60_000), "x.png", "x.png 超过 4000 万像素"),
        (png_of(20_000, 10), "x.png", "x.png 有 20000×10 像素，一边超过 16000 像素"),
        (png_of(100, 100), "x.png", "x.png 是坏的，解不出来"),
        (b"\xff" * 10_000_001, "x.jpg", "x.jpg 有 10.0 MB，超过 10 MB"),
    ],
)
def test_what_may_not_be_published_is_refused_in_words(data: bytes, name: str, said: str) -> None:
    with pytest.raises(NotPublishable) as refused:
        look(data, name)
    assert refused.value.message == said
    with quiet(), pytest.raises(NotPublishable):
        pixels(data, name)


def test_damage_anywhere_is_a_sentence_never_a_traceback() -> None:
    whole = {form: photograph(form, size=(40, 30), secrets=True, gps=True, orientation=6) for form in NAMES}
    for form, data in whole.items():
        for at in range(0, len(data), 7):
            broken = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
            for read in (look, pixels):
                with quiet(), contextlib.suppress(NotPublishable):
                    read(broken, NAMES[form])


@pytest.mark.slow
def test_only_what_something_shown_names_is_published(content: Path) -> None:
    shown_by_the_case(content, "tea.jpg", photograph("JPEG"))
    for name in ("nobody.jpg", ".hidden.jpg", "a.svg", "b.html", "c.docx", "draft.jpg", "sub/page.png"):
        (content / "files" / name).parent.mkdir(exist_ok=True)
        form = "PNG" if name.endswith("png") else "JPEG"
        (content / "files" / name).write_bytes(photograph(form, secrets=True))
    (content / "pages/about.md").write_text("# 甲\n\n![一片茶园](files/sub/page.png)\n", "utf-8")
    draft = content / "cases/jichuan-tea.yml"
    text = draft.read_text("utf-8").replace("status: published", "status: draft")
    text += "media:\n  - file: draft.jpg\n    alt: 草稿的图\n    rights_holder: 甲\n"
    draft.write_text(text, "utf-8")
    (content / "collections/tea-reading.yml").unlink()
    assert set(published(content)) == {"files/tea.jpg", "files/tea.jpg.8.webp", "files/sub/page.png"}
    assert set(published(content, drafts=True)) >= {"files/draft.jpg"}


@pytest.mark.parametrize("number", range(9))
def test_a_drafts_picture_never_leaves(number: int, content: Path) -> None:
    """In every field of every kind that can hold one."""
    fields = (
        ("cases/jichuan-tea.yml", "problem: 甲 ![图](files/draft.jpg)"),
        ("cases/jichuan-tea.yml", "benefit_sharing: '![图](files/draft.jpg)'"),
        ("cases/jichuan-tea.yml", "limits:\n  failed: '![图](files/draft.jpg)'\n  unfit: 乙"),
        (
            "cases/jichuan-tea.yml",
            "transfer:\n  conditions: '![图](files/draft.jpg)'\n  steps: 乙\n  cost: low\n  difficulty: easy",
        ),
        ("cases/jichuan-tea.yml", "approach:\n  - what: '![图](files/draft.jpg)'"),
        ("cases/jichuan-tea.yml", "results:\n  - claim: '![图](files/draft.jpg)'\n    measured_by: self"),
        ("cases/jichuan-tea.yml", "media:\n  - file: draft.jpg\n    alt: 图\n    rights_holder: 甲"),
        ("organizations/demo-institute.yml", "profile: '![图](files/draft.jpg)'"),
        ("counties/lingping.yml", "profile: '![图](files/draft.jpg)'"),
    )
    name, said = fields[number]
    shown_by_the_case(content, "tea.jpg", photograph("JPEG"))
    (content / "files/draft.jpg").write_bytes(photograph("JPEG"))
    for status in ("draft", "review", "withdrawn"):
        shutil.rmtree(content / "collections", ignore_errors=True)
        file = content / name
        key = said.partition(":")[0]
        kept = file.read_text("utf-8").split("\n")
        head = next((at for at, line in enumerate(kept) if line.startswith(f"{key}:")), len(kept))
        end = next(
            (at for at in range(head + 1, len(kept)) if not kept[at].startswith((" ", "-"))), len(kept)
        )
        text = "\n".join([*kept[:head], *said.split("\n"), *kept[end:]])
        for old in ("published", "draft", "review"):
            text = text.replace(f"status: {old}\n", f"status: {status}\n")
        file.write_text(text, "utf-8")
        checked = check_content(content)
        assert not [p for p in checked.problems if p.rule in ("yaml-syntax", "unknown-field", "wrong-value")]
        names = set(images_of(checked.library.published(), content.parent / "cache").photographs)
        assert names == {"tea.jpg"}


@pytest.mark.slow
def test_a_page_gets_the_sizes_it_needs(content: Path) -> None:
    shown_by_the_case(content, "图/tea.jpg", photograph("JPEG", size=(2000, 1500), orientation=6))
    case = content / "cases/chengxi-envoys.yml"
    text = case.read_text("utf-8").replace(
        "茶园老化，", "![老茶园 \"A&B\" [南] 一角](files/图/tea.jpg '题')\n\n  茶园老化，"
    )
    case.write_text(text, "utf-8")
    (content / "pages/sub").mkdir()
    (content / "pages/sub/x.md").write_text("# 甲\n\n![茶园](../files/图/tea.jpg)\n", "utf-8")
    site = build_site(content.parent / "mkdocs.yml", None)
    for page, root, count in (("cases/chengxi-envoys", "../../", 2), ("sub/x", "../../", 1)):
        tree = LexborHTMLParser((site / page / "index.html").read_text("utf-8"))
        pictures = tree.css("picture")
        assert len(pictures) == count
        for picture in pictures:
            img, source = one(picture, "img").attributes, one(picture, "source").attributes
            assert (img["width"], img["height"], img["loading"]) == ("1440", "1920", "lazy")
            assert img["src"] == f"{root}files/%E5%9B%BE/tea.jpg"
            assert [part.split()[1] for part in (img["srcset"] or "").split(", ")] == [
                "480w",
                "960w",
                "1440w",
            ]
            assert source["type"] == "image/webp"
            for address in f"{img['srcset']}, {source['srcset']}".split(", "):
                path = address.split()[0].removeprefix(root).replace("%E5%9B%BE", "图")
                width = int(address.split()[1].removesuffix("w"))
                assert Image.open(io.BytesIO((site / path).read_bytes())).size == (width, width * 4 // 3)
    alts = [node.attributes["alt"] for node in tree.css("img")]
    assert alts == ["茶园"]
    case_page = LexborHTMLParser((site / "cases/chengxi-envoys/index.html").read_text("utf-8"))
    assert '老茶园 "A&B" [南] 一角' in [node.attributes["alt"] for node in case_page.css("img")]


@pytest.mark.slow
def test_a_picture_is_made_once_and_the_same_every_time(content: Path) -> None:
    shown_by_the_case(content, "tea.jpg", photograph("JPEG", size=(1000, 700)))
    first = published(content)
    cache = content.parent / ".cache/casebook/images"
    (archive,) = cache.iterdir()
    made = archive.stat().st_mtime_ns
    assert published(content) == first
    assert archive.stat().st_mtime_ns == made
    archive.write_bytes(archive.read_bytes()[:100])
    assert published(content) == first
    shutil.rmtree(cache)
    cache.write_text("a file where the cache should be", "utf-8")
    assert published(content) == first


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("无图", []),
        ("`![a](b)` 和 \\![a](b)", []),
        ("```\n![a](files/x.png)\n```", []),
        ("![甲](files/x.png)", [("files/x.png", "")]),
        ('![甲](files/x.png "题") ![乙]( files/y.png )', [("files/x.png", ""), ("files/y.png", "")]),
        ("![甲](files/图 1.png)", [("files/图 1.png", "图片的文件名里有空格：files/图 1.png")]),
        ("![甲](<files/图 1.png>)", [("<files/图 1.png>", "图片地址不用尖括号")]),
        ("![甲](files/a%20b.png)", [("files/a%20b.png", "图片的文件名里有空格：files/a%20b.png")]),
        ("![](files/x.png)", [("files/x.png", "图片没有替代文字")]),
        ("![甲][乙]\n\n[乙]: files/x.png", [("", "图片的写法不对")]),
        ("好![注]", []),
        ("![甲 [乙] 丙](files/x.png)", [("files/x.png", "")]),
        ("![甲\\] 丙](files/x.png)", [("files/x.png", "")]),
        ("[![甲](files/x.png)](https://example.org/)", [("files/x.png", "")]),
    ],
)
def test_pictures_are_found_in_markdown(text: str, found: list[tuple[str, str]]) -> None:
    assert [(mark.target, mark.fault) for mark in image_marks(text)] == found


@pytest.mark.parametrize(
    "text", ["![" * 50_000, "![a](" * 25_000, "![a](x " + " " * 100_000, "```\n" * 25_000, "`" * 100_000]
)
def test_no_text_takes_long_to_search_for_pictures(text: str) -> None:
    begun = time.process_time()
    list(image_marks("![" + text))
    assert time.process_time() - begun < 1
