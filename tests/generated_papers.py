"""Official papers put together by chance: heads, numbers, broken titles, labels, signatures and what sites print, in any combination.

All bodies are fictional. The same seed gives the same papers.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.official_papers import FOOT, NAVIGATION, Content, Paper
from tests.word_files import document, paragraph

BODIES = (
    ("样本县人民政府",),
    ("样本县人民政府办公室",),
    ("虚构市科学技术局",),
    ("样本省科学技术厅", "样本省财政厅"),
    ("中共样本县委", "样本县人民政府"),
    ("样本县科技工作领导小组办公室",),
    ("样本县农业农村局", "样本县财政局", "样本县科学技术局"),
)
SUBJECTS = (
    "加快科技服务体系建设",
    "清理规范性文件",
    "2015年度科技计划项目申报",
    "表彰科技特派员工作先进集体",
    "印发样本县科技进步“十三五”规划",
    "调整科技工作领导小组成员",
    "对青山镇人民政府办公楼建设项目",
    "公布第三批示范户名单",
    "转发《虚构市人民政府办公室关于加强农村工作的意见》",
    "样本县农业科技园区管理委员会机构设置",
)
KINDS = ("通知", "意见", "实施意见", "通报", "决定", "批复", "函", "公告")
RULES = ("科技特派员管理办法（试行）", "农业科技园区建设规定", "科技创新券实施方案")
AROUND = (
    "当前位置：首页 > 政务公开 > 通知公告",
    "您的位置: 首页 » 文件",
    "返回顶部",
    "【字体：大 中 小】",
    "打印本页",
    "网站首页 | 政务公开 | 办事服务",
    "分享到：",
    "政策解读链接：《一图读懂》",
    "浏览次数：233",
    "关闭",
)
BELOW = ("【打印】【关闭】", "扫一扫在手机打开当前页", "主办：样本县人民政府办公室", "上一篇：无")
ADDRESSEES = ("各乡镇人民政府：", "各县（市、区）科技局，各有关单位：", "各有关单位:")
SENTENCES = (
    "为贯彻落实有关精神，现将有关事项通知如下。",
    "经研究，同意你单位请示。现批复如下：",
    "根据《虚构市人民政府办公室关于甲的通知》（虚政办〔2001〕9号）要求，请认真执行。",
)
_NUMERALS = "〇一二三四五六七八九"


def generated(seed: int, count: int) -> Iterator[Paper]:
    """Yield papers as text files, every third as a Word file."""
    for order in range(count):
        lines, content = _Chance(Random(f"{seed}-{order}")).paper()
        data = "".join(f"{line}\n" for line in lines).encode()
        if order % 3 == 2:
            yield Paper(f"{order}.docx", document("".join(map(paragraph, lines))), content)
        else:
            yield Paper(f"{order}.txt", data, content)


def generated_pages(seed: int, count: int) -> Iterator[Paper]:
    """Yield papers as pages of sites: the text in one of four forms in one of four boxes, its title above it or not."""
    for order in range(count):
        random = Random(f"page-{seed}-{order}")
        lines, content = _Chance(random).paper()
        yield Paper(f"{order}.html", _page(lines, content.title, random), content)


def _page(lines: list[str], title: str, random: Random) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    text = random.choice(
        (
            paragraphs,
            "<br>".join(f"　　{line}" for line in lines),
            "".join(f"<div><p><span style='font-size:16pt'>{line}</span></p></div>" for line in lines),
            f"<table><tr><td>{paragraphs}</td></tr></table>",
        )
    )
    box = random.choice(
        (
            "<div id=zoom>{}</div>",
            "<div class=content>{}</div>",
            "<div class='view TRS_UEDITOR'>{}</div>",
            "<div><div>{}</div></div>",
        )
    ).format(text)
    heading = random.choice((f"<h1>{title}</h1>", "", "<h2>政策文件</h2>", f"<div class=title>{title}</div>"))
    window = random.choice(
        (f"{title}_样本县人民政府", f"{title} - 样本县科技局", "样本县人民政府门户网站", "政策文件")
    )
    related = "".join(
        f"<li><a href='/{order}'>样本县另一份文件之{order}的通知</a></li>" for order in range(6)
    )
    info = "<div>发布时间：2022-01-05　来源：本站</div>"
    beside = (
        f"<div class='{random.choice(('related', 'xg', 'list'))}'><h3>相关文件</h3><ul>{related}</ul></div>"
    )
    charset = random.choice(("utf-8", "gbk"))
    head = f"<meta charset={charset}><title>{window}</title>"
    page = f"<html><head>{head}</head><body>{NAVIGATION}{heading}{info}{box}{beside}{FOOT}</body></html>"
    return page.encode("gb18030" if charset == "gbk" else charset)


class _Chance:
    """Puts one paper together."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.bodies = random.choice(BODIES)
        self.year, self.month, self.day = (
            random.randrange(2003, 2023),
            random.randrange(1, 13),
            random.randrange(1, 29),
        )
        office, number = random.choice(("样政发", "样政办函", "虚科", "样科字")), random.randrange(1, 200)
        brackets = random.choice(("〔〕", "[]", "（）", "【】"))
        self.number = f"{office}〔{self.year}〕{number}号"
        year = f"{brackets[0]}{self.year}{brackets[1]}"
        self.printed = random.choice(
            (
                f"{office}{year}{number}号",
                f"{office}{year}第{number}号",
                f"{office} {year} {number} 号",
                f"{office}{year}{number:03}号",
            )
        )
        self.has_number = random.random() < 0.7
        self.title = self._title()

    def is_so(self, share: float) -> bool:
        return self.random.random() < share

    def _title(self) -> str:
        if self.is_so(0.2):
            return self.random.choice(("样本县", "虚构市", "样本省")) + self.random.choice(RULES)
        subject = self.random.choice(SUBJECTS)
        kind = "通知" if subject.startswith(("印发", "公布", "转发")) else self.random.choice(KINDS)
        return f"{self.random.choice((' '.join(self.bodies), ''))}关于{subject}的{kind}"

    def paper(self) -> tuple[list[str], Content]:
        above, heading = self._site(), self._head()
        words = [
            self.random.choice(ADDRESSEES),
            self.random.choice(SENTENCES),
            "一、总体要求",
            "坚持因地制宜，分类指导。",
        ]
        lines = [*above, *heading, *words, *self._tail()]
        number = self.number if self.has_number else ""
        issued = f"{self.year}-{self.month:02}-{self.day:02}"
        return lines, Content("generated", self.title, number, self.bodies, issued, (), (), (), ())

    def _site(self) -> list[str]:
        """What a site prints above: tools, the title, labels in one of four forms."""
        lines = self.random.sample(AROUND, self.random.randrange(1, 4)) if self.is_so(0.5) else []
        lines += [self.title] if self.is_so(0.25) else []
        if self.is_so(0.4):
            labels = [f"发布时间：{self.year + 1}-01-02", "来源：本站", "浏览次数：12"]
            lines.append(" ".join(self.random.sample(labels, 3)))
        return lines + (self._table() if self.is_so(0.25) else [])

    def _table(self) -> list[str]:
        rows = [("索引号", "0009/1"), ("成文日期", f"{self.year}-{self.month:02}-{self.day:02}")]
        rows += [("发文字号", self.printed)] if self.has_number else []
        rows += [("标题", self.title)] if self.is_so(0.5) else []
        rows += [("发文机关", " ".join(self.bodies))] if self.is_so(0.5) else []
        form = self.random.randrange(4)
        lines: list[str] = []
        for label, value in self.random.sample(rows, len(rows)):
            lines += (
                [f"{label}：{value}"],
                [f"{label}：", value],
                [f"[ {label} ] {value}"],
                [f"• {label}:", "", value],
            )[form]
        return lines

    def _broken(self, words: str) -> list[str]:
        """Break a title as pages do: before 关于, or anywhere."""
        if len(words) < 16 or self.is_so(0.45):
            return [words]
        at = words.find("关于")
        if at > 0 and self.is_so(0.4):
            return [words[:at].strip(), *self._broken(words[at:])]
        at = self.random.randrange(len(words) // 3, 2 * len(words) // 3)
        return [words[:at].strip(), words[at:].strip()]

    def _head(self) -> list[str]:
        title, layout = self._broken(self.title), self.random.random()
        if layout < 0.35:
            self.has_number = True
            return [*self._letterhead(), self.printed, *title]
        number = [self.random.choice((self.printed, f"（{self.printed}）"))] if self.has_number else []
        if layout < 0.6:
            return [*number, *title]
        if layout < 0.9:
            return [*title, *number]
        return [*title[:-1], title[-1] + (f"（{self.printed}）" if self.has_number else "")]

    def _letterhead(self) -> list[str]:
        at = self.random.randrange(len(self.bodies))
        return [f"{body}　文件" if order == at else body for order, body in enumerate(self.bodies)]

    def _day(self) -> str:
        year = "".join(
            self.random.choice("〇○零") if digit == "0" else _NUMERALS[int(digit)] for digit in str(self.year)
        )
        return self.random.choice(
            (
                f"{self.year}年{self.month}月{self.day}日",
                f"{self.year} 年 {self.month:02} 月 {self.day:02} 日",
                f"{year}年{_numeral(self.month)}月{_numeral(self.day)}日",
            )
        )

    def _tail(self) -> list[str]:
        lines = (
            ["附件：1.申报书", "2.汇总表"] if self.is_so(0.2) else ["附件：名单"] if self.is_so(0.2) else []
        )
        form = self.random.random()
        if form < 0.5:
            lines += ["　".join(self.bodies), self._day()]
        elif form < 0.8:
            lines += [*self.bodies, self._day()]
        elif form < 0.9 or len(self.bodies) > 1:
            lines += [*(f"{body}（章）" for body in self.bodies), self._day()]
        else:
            lines.append(f"{self.bodies[0]}　　{self._day()}")
        lines += ["（此件公开发布）"] if self.is_so(0.3) else []
        lines += (
            ["抄送：县委办公室。", f"样本县人民政府办公室　{self.year}年12月31日印发"]
            if self.is_so(0.2)
            else []
        )
        lines += ["附件1", "名单", "虚构市统计局", "2001年1月1日"] if self.is_so(0.3) else []
        return lines + (self.random.sample(BELOW, 2) if self.is_so(0.3) else [])


def _numeral(value: int) -> str:
    tens, ones = divmod(value, 10)
    words = ("" if tens == 1 else _NUMERALS[tens]) + "十" if tens else ""
    return words + (_NUMERALS[ones] if ones else "")
