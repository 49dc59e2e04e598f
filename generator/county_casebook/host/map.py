"""A configured map becomes a refusal: publishing a map of China needs a map approval number (审图号).

The library holds no boundary data and draws no map; places are told as bars, flows and matrices. So there is no map layer
to switch on: what is checked here is that nobody configures one without its number (《地图管理条例》、《地图审核管理规定》).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_NUMBER = re.compile(r"(?:GS[\u4e00-\u9fff]?|[\u4e00-\u9fff]{1,3}S)[（(]\d{4}[）)]\d+号")


def map_fault(configured: object) -> str:
    """Say in Chinese why a configured map must not be built; empty when there is none, or none without its number.

    `configured` is the value of `map` in the plugin's options or in `extra.casebook`: None or absent means no map.
    """
    if configured is None or configured is False:
        return ""
    number = configured.get("approval_no") if isinstance(configured, Mapping) else None
    if not number:
        return "配置了地图（map），但没有审图号：公开地图要先取得审图号，写在 map.approval_no；没有审图号就删去 map"
    if not _NUMBER.fullmatch(str(number)):
        return f"“{number}”不是审图号（写成 GS（2019）1822号、GS京（2022）0123号、浙S（2020）17号 这样）"
    return ""
