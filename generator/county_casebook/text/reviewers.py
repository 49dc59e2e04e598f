"""Whether who is said to have reviewed something is a person by name, where only an office or a post may be shown."""

from __future__ import annotations

import re

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷"
    "詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时"
    "穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟"
)
_DOUBLE = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "皇甫",
    "尉迟",
    "司徒",
    "东方",
    "夏侯",
    "令狐",
    "慕容",
    "公孙",
    "长孙",
    "端木",
    "百里",
)
_POSTS = r"(?:科长|局长|处长|股长|主任|书记|县长|市长|区长|镇长|乡长|秘书|主编|编辑|会长|院长|所长|站长|组长|队长|主席|部长|厅长)"
_OFFICE = re.compile(
    r"(?:局|科|股|室|办|处|站|组|院|所|部|委|会|厅|司|府|社|中心|公司|集团|大学|单位|员|长|主任|书记|主管|领导|负责人|岗|编辑|主编|专家|秘书|同志|老师)$"
)
_HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
_DOT = "·•‧・"
_SURNAME = rf"(?:[{_SURNAMES}]|{'|'.join(_DOUBLE)})"
_NO_END_OF_A_NAME = "局科股室办处站组院所部委会厅司府社心团队馆场厂园校协联区县市镇乡村支副"
_WITH_POST = re.compile(
    rf"{_SURNAME}副?{_POSTS}"
    rf"|(?:[{_SURNAMES}][{_HAN}]|{'|'.join(_DOUBLE)})[{_HAN}](?<![{_NO_END_OF_A_NAME}])副?{_POSTS}"
    rf"|{_SURNAME}[{_HAN}]{{0,2}}(?<![{_NO_END_OF_A_NAME}])(?:同志|老师|先生|女士)"
)
_WITH_DOT = re.compile(rf"[{_HAN}]+(?:[{_DOT}][{_HAN}]+)+")
_PARTS = re.compile(rf"[^{_HAN}{_DOT}]++")


def names_person(text: str) -> bool:
    """Whether a text holds what reads as somebody's name: a surname with one or two characters, with a post, or a name with a dot."""
    return any(_is_name(part.strip(_DOT)) for part in _PARTS.split(text))


def _is_name(part: str) -> bool:
    if _WITH_POST.fullmatch(part):
        return True
    if _OFFICE.search(part):
        return False
    if part.startswith(_DOUBLE):
        return 3 <= len(part) <= 4
    return bool(_WITH_DOT.fullmatch(part)) or (2 <= len(part) <= 3 and part[0] in _SURNAMES)


def office(reviewer: str) -> str:
    """Return who reviewed as an office or a post; a person's name is never shown."""
    return "（没有写岗位）" if names_person(reviewer) else reviewer
