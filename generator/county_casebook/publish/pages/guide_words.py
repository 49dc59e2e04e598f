"""What an editor is told of messages that no rule of the library gives: why a file cannot be read, or a value not be taken."""

from __future__ import annotations

from dataclasses import dataclass

REVIEWED = ("three-reviews", "review-order", "secrecy-checked")
SHOWN = (
    "media-file",
    "picture-in-text",
    "picture-position",
    "public-document",
    "named-person",
    "personal-data",
)
"""The rules that the page on reviews, pictures and persons names."""

REFUSALS: dict[str, str] = {
    "yaml-syntax": "这一行不是 YAML：多半是冒号、短横后少了空格，用了全角符号，缩进差了一格，或引号、括号没有收住",
    "swallowed-comment": "空格后面的 # 是注释的开头，后面的字读者看不到；是正文就给整句加引号",
    "hidden-character": "有看不见的字符，多半是从网页或 Word 粘贴来的；删掉它",
    "wrong-encoding": "文件不是 UTF-8；在编辑器里另存为 UTF-8",
    "empty-file": "文件是空的，或只有注释",
    "file-too-large": "一个文件不超过 1 MB",
    "too-deep": "一层套一层太深，多半是缩进错了；文件夹也一样",
    "duplicate-key": "同一个字段写了两次；留一个",
    "several-documents": "一个文件里写了几条记录；一条记录一个文件",
    "key-not-text": "字段名不是文字；检查缩进和冒号",
    "alias": "不支持 YAML 的引用（*）；文字以 * 开头时加引号",
    "anchor": "不支持 YAML 的锚点（&）；文字以 & 开头时加引号",
    "tag": "不支持 YAML 的标签（!）；文字以 ! 开头时加引号",
    "unknown-field": "没有这个字段：名字拼错了，或放错了地方",
    "missing-field": "必填的字段没有写；来源没有写明的写 not_stated",
    "wrong-value": "值的写法不对：日期、数字、网址、文号各有写法，见各类的字段表",
    "wrong-choice": "只能从几个固定的值里选一个",
    "wrong-type": "该写列表的写成了一段文字，或该写一组字段的写成了一个值",
    "too-long": "超过了字数",
    "too-few": "列表里至少要有几条",
    "bad-id": "编号（文件名）只用小写字母、数字和短横，3–80 个",
    "duplicate-id": "编号已经用过；换一个",
    "bad-name": "文件或文件夹的名字里有不能用的字符",
    "reserved-name": "名字是 Windows 保留的，或与别的只差大小写；换一个",
    "wrong-suffix": "扩展名要写 .yml",
    "wrong-folder": "记录放错了类别的文件夹",
    "unknown-folder": "content 下面没有这一类",
    "unknown-vocabulary": "没有这个词表",
    "long-list": "清单长得快读不了了；照提示分出往年的",
    "stray-file": "记录文件夹里只放 .yml；图片和附件放进 content/files",
    "page-not-markdown": "pages 里只放 .md",
    "open-head": "手写页面开头的 --- 没有收住",
    "not-a-file": "这是文件夹，却以 .yml 结尾",
    "symlink": "不收符号链接；请放真实的文件",
    "special-file": "这不是普通的文件；删掉它",
    "text-missing": "政策的正文（同名 .txt）不在",
    "text-changed": "政策的正文和记录里的校验值对不上：正文被改过",
    "text-without-record": "有正文，没有同名的政策记录",
    "irregular-numbering": "正文的条款编号不连贯，先核对原文",
    "bad-facts": "facts.csv 读不懂",
    "bad-divisions": "区划表 divisions.csv 读不懂",
    "older-schema": "内容是旧版格式；运行 casebook migrate",
    "newer-schema": "内容的格式比程序新；升级 casebook",
    "reused-id": "编号以前是另一条发布过的记录；一个编号永远只指一条，换一个",
    "lost-address": "发布过的记录不见了，旧网址没有着落：写曾用编号，或者写成已撤回",
    "untold-change": "发布以后改过，更正和补充的名单里没有说；运行 casebook changes",
    "unseen-change": "名单里说改了，其实没有改，或日期不对",
    "unknown-waiver": "例外写的规则或记录不存在",
    "unused-waiver": "例外已经用不着；删掉",
    "expired-waiver": "例外已经到期；改好记录，或重新申请",
    "refused-waiver": "这条规则不许有例外",
}
"""By the name that stands in brackets behind a message."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the form: the file below `assets/images/` of the theme without its ending, and what is said of it.

    `alt` is for those who do not see it, `caption` stands below it.
    """

    name: str
    alt: str
    caption: str
    width: int = 640
    height: int = 480


SCALE = 1.5
"""How many pixels the file of a picture has for each that it is wide: screens of today show them."""
PICTURES = {
    picture.name: picture
    for picture in (
        Picture(
            "guide-list",
            "表单的第一页：最上面一排是案例、县市、结对等各类记录；下面列着已有的案例，右边是绿色的“新建案例”按钮",
            "第一页：选“案例”，点「新建案例」",
        ),
        Picture(
            "guide-new",
            "新建案例的页面：名称一栏写着“砚浦县的茶园夜校”，编号一栏空着，下面是绿色的“开始写”按钮",
            "写名称；编号可以不填",
        ),
        Picture(
            "guide-county",
            "县市一栏：输入“砚浦”以后，下面列出砚浦县和它的省、市、代码和年份，供选择；最下面是“保存”“看成稿”“提交送审”三个按钮",
            "县市写名称就能找到，代码和年份自己填上",
        ),
        Picture(
            "guide-trouble",
            "指标的“之前”一栏：数值里写了“60 公斤”，下面红色的字说哪里不对、怎样改",
            "写得不对，字段下面当场写着怎样改",
        ),
        Picture(
            "guide-page",
            "看成稿的页面：上面是“回到表单”和“刷新”，下面的框里是这个案例在网站上的样子",
            "「看成稿」：框里就是网站上的样子",
        ),
        Picture(
            "guide-submit",
            "提交送审的页面：列着要送的文件、送到哪里、谁能看到和署名，下面是保密审查的勾选框和绿色的“送审”按钮",
            "「提交送审」：看清送什么、送到哪里、谁能看到，再送",
        ),
    )
}
"""By name, in the order of the page. The suite takes them of the form itself (`tests/browser/test_guide_pictures.py`)."""
