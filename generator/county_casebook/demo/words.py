"""Names that no real place bears, and characters outside the common planes."""

from __future__ import annotations

RARE = ("𬭊", "䴕", "㸆", "鲃", "鳤", "薤", "蒟", "糍", "畲", "圩", "墒", "豨", "莶", "鹇", "麂", "㟃", "㙍")
PLACE_HEADS = "云岚霁澄砚沐翎虹崦皓苇砺岫霓湍漱芷蔚珩岵荻澧筠霄沚璟嵋栎棠溆"
PLACE_TAILS = "岭川溪屏浦泽坪岗湾渡峪塬洲崖涧池浔陂荡埠"
VILLAGE_HEADS = PLACE_HEADS + "柏梧桐枫槐柳榆樟桂梅竹兰蒲菱芦茅葛苏祁邬阮庞俞柴麦粟禾石砂铁瓦窑井磨碾鹤雁鹭獐"
