"""Pictures and documents in the form: what is stored of them, under which name, how they are shown, and what becomes of them."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from county_casebook.edit.desk import Key
from county_casebook.edit.editing import Editing
from county_casebook.files.images import SUFFIXES
from tests.forms import Browser, editing_of
from tests.pdfs import in_root, pdf
from tests.photographs import SECRETS, photograph, png_of

KEY = Key("cases", "jichuan-tea")
MEDIA = f"/{KEY}/approach"
SOURCES = f"/{KEY}/sources"
OTHER = "/cases/chengxi-envoys/approach"


@pytest.fixture
def editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Editing]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    made = editing_of(tmp_path / "library")
    yield made
    made.stop()


@pytest.fixture
def browser(editing: Editing) -> Browser:
    return Browser(editing)


@pytest.fixture
def files(editing: Editing) -> Path:
    return editing.desk.host.content / "files"


@pytest.fixture
def aside(editing: Editing) -> Path:
    return editing.writing.drafts.files


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def media(editing: Editing, key: Key = KEY) -> list[dict[str, str]]:
    held = editing.writing.held(key)
    assert held
    found: list[dict[str, str]] = held.value.get("media", [])
    return found


def put(browser: Browser, *pictures: bytes, at: str = MEDIA) -> LexborHTMLParser:
    """Put pictures into the list of a case, each as an item of its own."""
    return browser.press(browser.get(at), "upload:media", files={"media^": pictures})


def said(page: LexborHTMLParser) -> str:
    return " ".join(node.text() for node in page.css(".told li, .trouble"))


@pytest.mark.parametrize("form", SUFFIXES)
def test_of_a_photograph_its_pixels_are_stored_and_nothing_else(
    browser: Browser, editing: Editing, files: Path, form: str
) -> None:
    sent = photograph(
        form, size=(80, 60), orientation=6, gps=True, secrets=True, profile=True, tail=SECRETS[4]
    )
    page = put(browser, sent)
    (item,) = media(editing)
    assert item == {"file": f"jichuan-tea-1{SUFFIXES[form][0]}"}
    stored = (files / item["file"]).read_bytes()
    assert not [secret for secret in SECRETS if secret.encode() in stored]
    with Image.open(io.BytesIO(stored)) as picture:
        assert picture.format == form
        assert picture.size == (60, 80)
        assert not picture.getexif()
        how_it_is_shown = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background"}
        assert not picture.info.keys() - how_it_is_shown
    shown = page.css_first("figure.seen img")
    assert shown is not None
    assert (shown.attributes["width"], shown.attributes["height"]) == ("60", "80")
    answer = browser.ask(shown.attributes["src"] or "")
    assert (answer.data, answer.type) == (stored, f"image/{form.lower()}")


def test_what_is_missing_beside_a_picture_is_said_beside_its_fields(browser: Browser) -> None:
    page = put(browser, photograph())
    for field in ("alt", "rights_holder"):
        told = page.css_first(f"#f-media-0-{field}-told")
        assert told is not None
        assert "还没有写" in told.text()
    assert "content/files 里没有" not in said(page)


def test_it_is_said_what_readers_see_where_a_source_says_nothing(browser: Browser) -> None:
    labels = [
        node.text() for node in browser.get(f"/{KEY}/problem").css("label") if node.css_first("[data-aside]")
    ]
    assert labels == [" 来源没有写明（页面上写“来源未载明”）"]


def test_several_pictures_become_an_item_each_after_those_that_are_there(
    browser: Browser, editing: Editing
) -> None:
    put(browser, photograph(size=(9, 6)))
    put(browser, photograph(size=(10, 6)), b"GIF89a", photograph("PNG", size=(11, 6)))
    assert [item["file"] for item in media(editing)] == [
        "jichuan-tea-1.jpg",
        "jichuan-tea-2.jpg",
        "jichuan-tea-3.png",
    ]


def test_the_same_bytes_give_one_file_whoever_sends_them(
    browser: Browser, editing: Editing, files: Path
) -> None:
    sent = photograph(size=(40, 30), gps=True)
    put(browser, sent)
    put(browser, sent)
    put(browser, sent, at=OTHER)
    assert [item["file"] for item in media(editing)] == ["jichuan-tea-1.jpg"] * 2
    assert media(editing, Key("cases", "chengxi-envoys"))[-1]["file"] == "jichuan-tea-1.jpg"
    assert names(files) == ["jichuan-tea-1.jpg", "tea.png"]


def test_no_picture_is_ever_written_over_another(browser: Browser, editing: Editing, files: Path) -> None:
    (files / "jichuan-tea-7.webp").write_bytes(b"somebody's")
    editing.desk.doubt()
    put(browser, photograph())
    assert (files / "jichuan-tea-7.webp").read_bytes() == b"somebody's"
    assert media(editing)[0]["file"] == "jichuan-tea-8.jpg"


def test_a_picture_is_put_in_the_place_of_another(
    browser: Browser, editing: Editing, files: Path, aside: Path
) -> None:
    page = put(browser, photograph(size=(9, 6)))
    browser.press(page, "upload:media.0.file", files={"media.0.file^": [photograph("PNG")]})
    assert media(editing) == [{"file": "jichuan-tea-2.png"}]
    assert names(files) == ["jichuan-tea-2.png", "tea.png"]
    assert names(aside) == ["jichuan-tea-1.jpg"]


@pytest.mark.parametrize("op", ["clear:media.0.file", "remove:media.0", "drop"])
def test_a_picture_that_nothing_names_any_more_is_set_aside_and_its_number_is_not_given_again(
    browser: Browser, editing: Editing, files: Path, aside: Path, op: str
) -> None:
    page = put(browser, photograph())
    stored = (files / "jichuan-tea-1.jpg").read_bytes()
    browser.press(page, op)
    assert names(files) == ["tea.png"]
    assert (aside / "jichuan-tea-1.jpg").read_bytes() == stored
    put(browser, photograph())
    assert media(editing)[-1]["file"] == "jichuan-tea-2.jpg"


def test_a_picture_that_a_saved_record_names_stays_until_it_is_saved_without(
    browser: Browser, files: Path, aside: Path
) -> None:
    page = browser.press(browser.get(OTHER), "remove:media.0")
    assert names(files) == ["tea.png"]
    browser.press(page, "save")
    assert (names(files), names(aside)) == ([], ["tea.png"])


@pytest.mark.parametrize("where", ["record", "draft", "page", "text"])
def test_a_picture_that_something_else_names_stays_where_it_is(
    browser: Browser, editing: Editing, files: Path, aside: Path, where: str
) -> None:
    content = files.parent
    if where == "record":
        path = content / "cases/lingping-tea.yml"
        path.write_text(path.read_text("utf-8") + "media:\n  - {file: tea.png, alt: 茶, rights_holder: 茶}\n")
    elif where == "draft":
        editing.writing.keep(Key("cases", "lingping-tea"), {"media": [{"file": "tea.png"}]}, None)
    elif where == "page":
        (content / "pages").mkdir(exist_ok=True)
        (content / "pages/more.md").write_text("![茶](../files/tea.png)\n", "utf-8")
    else:
        editing.writing.keep(KEY, {"problem": "看图 ![茶](files/tea.png)"}, None)
    editing.desk.doubt()
    page = browser.press(browser.get(OTHER), "remove:media.0")
    browser.press(page, "save")
    assert (names(files), names(aside)) == (["tea.png"], [])


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
CUT = photograph(size=(300, 300), cut=2000)
NOT_TAKEN = {
    "empty": (b"", "文件是空的"),
    "heic": (b"\0\0\0\x18ftypheic" + b"\0" * 40, "HEIC 图片，不能用（在手机的相机设置里"),
    "avif": (b"\0\0\0\x18ftypavif" + b"\0" * 40, "AVIF 图片"),
    "svg": (SVG, "SVG 图片，不能用（导出成 PNG"),
    "svg-xml": (b'\xef\xbb\xbf <?xml version="1.0"?>' + SVG, "SVG 图片"),
    "gif": (photograph("GIF", mode="P"), "GIF 图片，不能用（在电脑上打开，另存为"),
    "tiff": (photograph("TIFF"), "TIFF 图片"),
    "bmp": (photograph("BMP"), "BMP 图片"),
    "word": (b"PK\x03\x04word", "Word、Excel 或压缩文件"),
    "pdf": (pdf(), "这是 PDF，不是图片"),
    "html": (b"<html><script>alert(1)</script>", "不是 PNG、JPEG 或 WebP"),
    "script": (b"GIF89a=1;alert(1)//", "GIF 图片"),
    "moving": (photograph("WEBP", frames=3), "动图"),
    "cut": (CUT, "是坏的，解不出来"),
    "head only": (photograph()[:30], "（"),
    "bomb": (png_of(30_000, 30_000), "像素"),
    "long": (png_of(20_000, 10), "一边超过 16000 像素"),
    "no pixels": (png_of(0, 0), "（"),
    "no width": (png_of(0, 10), "（"),
    "half a bomb": (png_of(6_000, 6_000), "是坏的"),
    "heavy": (photograph() + b"\0" * 10_000_001, "超过 10 MB"),
}


@pytest.mark.parametrize("what", NOT_TAKEN)
def test_what_is_no_picture_of_ours_is_refused_beside_its_field_with_what_would_do(
    browser: Browser, editing: Editing, files: Path, what: str
) -> None:
    data, words = NOT_TAKEN[what]
    page = browser.press(browser.get(MEDIA), "add:media")
    typed = {"media.0.alt": ["写好的"]}
    page = browser.press(page, "upload:media.0.file", typed, {"media.0.file^": [data]})
    told = page.css_first("#f-media-0-file-told")
    assert told is not None
    assert words in told.text(), told.text()
    assert "没有收下" in told.text()
    assert "图片." not in told.text()
    assert names(files) == ["tea.png"]
    assert media(editing) == [{"alt": "写好的"}]
    page = put(browser, data)
    told = page.css_first("#f-media-told")
    assert told is not None
    assert words in told.text()


def polyglots() -> Iterator[bytes]:
    picture, script = photograph("JPEG", size=(40, 30)), b"<script>alert(1)</script>"
    yield picture + script
    yield picture + b"PK\x03\x04" + script
    yield picture + pdf()
    yield photograph("PNG", size=(40, 30)) + b"<?php system($_GET[0]) ?>"
    yield photograph("WEBP", size=(40, 30)) + script
    with Image.open(io.BytesIO(picture)) as opened:
        exif = Image.Exif()
        exif[0x010E] = script.decode()
        for options in ({"exif": exif}, {"comment": script}, {"xmp": script}, {"icc_profile": script * 20}):
            out = io.BytesIO()
            opened.save(out, "JPEG", **options)
            yield out.getvalue()


@pytest.mark.parametrize("data", list(polyglots()))
def test_of_a_file_that_is_two_things_the_picture_is_kept(browser: Browser, files: Path, data: bytes) -> None:
    put(browser, data)
    (stored,) = (path.read_bytes() for path in files.glob("jichuan-tea-*"))
    for part in (b"script", b"PK\x03\x04", b"%PDF", b"php", b"Exif"):
        assert part not in stored


@pytest.mark.slow
def test_any_bytes_are_taken_as_a_picture_or_refused_in_words(browser: Browser, editing: Editing) -> None:
    luck = random.Random(7)
    whole = photograph("PNG", size=(20, 20)), photograph(size=(20, 20), gps=True, secrets=True)
    for _ in range(60):
        data = bytearray(luck.choice(whole))
        for _ in range(luck.randrange(1, 12)):
            data[luck.randrange(len(data))] = luck.randrange(256)
        page = put(browser, bytes(data[: luck.randrange(len(data))] if luck.random() < 0.3 else data))
        assert "没有收下" in said(page) or media(editing)


@pytest.mark.slow
def test_a_large_photograph_is_made_small_enough_for_the_library(
    browser: Browser, editing: Editing, files: Path
) -> None:
    noise = Image.effect_noise((3600, 2700), 120)
    out = io.BytesIO()
    Image.merge("RGB", (noise, noise.rotate(90).resize(noise.size), noise)).save(out, "JPEG", quality=75)
    assert len(out.getvalue()) < 10_000_000
    page = put(browser, out.getvalue())
    assert "没有收下" not in said(page)
    assert (files / media(editing)[0]["file"]).stat().st_size <= 10_000_000
    assert "content/files" not in said(page)


def test_a_file_that_another_field_was_given_is_not_stored(browser: Browser, files: Path) -> None:
    page = browser.get(MEDIA)
    for name in ("title^", "sources.0.file^", "media", "media.0.alt^", "nothing^", "..^", "../../x^", "^"):
        browser.send(page, "keep", files={name: [photograph()]})
    assert names(files) == ["tea.png"]


def test_only_files_of_the_library_are_served_and_what_is_no_picture_is_never_shown(
    browser: Browser, editing: Editing, files: Path
) -> None:
    (files / "evil.png").write_bytes(SVG)
    (files / "page.html").write_bytes(b"<script>alert(1)</script>")
    editing.desk.doubt()
    for name in ("evil.png", "page.html"):
        answer = browser.ask(f"/file?name={name}")
        assert answer.type == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for name in (
        "",
        "../mkdocs.yml",
        "../../mkdocs.yml",
        "/etc/passwd",
        "tea.png/",
        "./tea.png",
        "%00",
        "TEA.PNG",
    ):
        assert browser.ask(f"/file?name={name}").status == 404


def test_a_document_is_kept_with_its_source_byte_for_byte_and_its_digest_is_filled_in(
    browser: Browser, editing: Editing, files: Path
) -> None:
    page = browser.press(browser.get(SOURCES), "add:sources")
    at = len(page.css("fieldset.item")) - 1
    sent = pdf(text="Call 13800138000")
    page = browser.press(page, f"upload:sources.{at}.file", files={f"sources.{at}.file^": [sent]})
    held = editing.writing.held(KEY)
    assert held
    source = held.value["sources"][at]
    assert source["file"] == "jichuan-tea-1.pdf"
    assert source["sha256"] == hashlib.sha256(sent).hexdigest()
    assert (files / "jichuan-tea-1.pdf").read_bytes() == sent
    link = next(node for node in page.css("a") if "file?name" in (node.attributes.get("href") or ""))
    answer = browser.ask(link.attributes["href"] or "")
    assert (answer.data, answer.type) == (sent, "application/octet-stream")
    page = browser.press(page, f"upload:sources.{at}.file", files={f"sources.{at}.file^": [photograph()]})
    held = editing.writing.held(KEY)
    assert held
    assert (
        held.value["sources"][at]["sha256"]
        == hashlib.sha256((files / "jichuan-tea-2.jpg").read_bytes()).hexdigest()
    )


SCRIPTED = pdf(in_root("/OpenAction", {"/S": "/JavaScript", "/JS": "app.alert(1)"}))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (SCRIPTED, "脚本"),
        (pdf()[:200], "没有收下"),
        (b"PK\x03\x04", "导出成 PDF"),
        (b"", "空的"),
        (SVG, "SVG"),
    ],
)
def test_a_document_that_does_something_is_refused(
    browser: Browser, files: Path, data: bytes, words: str
) -> None:
    page = browser.press(browser.get(SOURCES), "upload:sources.0.file", files={"sources.0.file^": [data]})
    assert words in said(page)
    assert names(files) == ["tea.png"]


def test_what_two_windows_put_in_is_not_lost(browser: Browser, editing: Editing) -> None:
    first, second = browser.get(MEDIA), browser.get(MEDIA)
    browser.press(first, "upload:media", files={"media^": [photograph(size=(9, 6))]})
    page = browser.press(second, "upload:media", files={"media^": [photograph(size=(10, 6))]})
    assert "别的窗口" in (page.html or "")
    browser.press(page, "keep")
    assert [item["file"] for item in media(editing)] == ["jichuan-tea-2.jpg"]
