"""Chance becomes a story: one practice in one county, with facts that hold from the title to the limits."""

from __future__ import annotations

from dataclasses import dataclass, field

from county_casebook.demo import words
from county_casebook.demo.dice import Dice
from county_casebook.demo.places import FictionalCounty
from county_casebook.demo.practices import Practice, common, fitting
from county_casebook.demo.template import expand

_LANDSCAPES = {
    "东部": ("coast", "plain", "hills", "wetland", "saline"),
    "中部": ("hills", "plain", "mountain", "wetland"),
    "西部": ("mountain", "karst", "dryland", "plateau", "sand", "grassland"),
}
_NORTH_EAST = ("plain", "hills", "grassland", "saline", "sand")


def landscape(unit: FictionalCounty) -> str:
    """The land of a county, the same in every record."""
    lands = _LANDSCAPES.get(unit.economic_region, _NORTH_EAST)
    return lands[(unit.number // 8 + unit.number // 72) % len(lands)]


@dataclass(frozen=True, slots=True)
class Story:
    """What one case tells: the practice, the land, what was scarce, and the facts its sentences name."""

    practice: Practice
    terrain: str
    scarce: str
    facts: dict[str, str]
    dice: Dice
    start: int
    end: int
    before: int
    after: int
    said: set[str] = field(default_factory=set)

    def say(self, text: str) -> str:
        """A sentence of the grammar with its choices made; an empty one stays empty."""
        return expand(text, self.dice, self.facts) if text else ""

    def one(self, topic: str) -> str:
        """A sentence of those that fit every practice, none of them twice in a story while others are left."""
        texts = common()[topic]
        chosen = self.dice.one([text for text in texts if text not in self.said] or texts)
        self.said.add(chosen)
        return self.say(chosen)

    def one_of(self, topic: str, kind: str) -> str:
        """A sentence on one kind of a topic: a landscape, a shortage."""
        return self.say(self.dice.one(common()[topic][kind]))

    def some(self, texts: list[str], count: int) -> str:
        """Several different sentences, one after another."""
        return "".join(self.say(text) for text in self.dice.some(texts, count))


def story(dice: Dice, unit: FictionalCounty, organization: str, *, start: int = 0) -> Story:
    """Return a story of a county; `start` fixes its first year, and then it shows something within one more."""
    terrain = landscape(unit)
    practice = dice.one(fitting(terrain, quick=bool(start)))
    first = start or dice.between(1995, 2001)
    last = first + (1 if start else dice.between(2, 3 if practice["quick"] else 4))
    before, after = _figures(dice, practice)
    facts = _names(dice, unit, practice) | _sizes(dice, practice)
    facts |= {
        "org": organization,
        "y0": str(first - 1),
        "y1": str(first),
        "y2": str(first + 1),
        "end": str(last),
        "before": str(before),
        "after": str(after),
        "rise": _change(before, after),
        "doc": f"{unit.name[:1]}政发〔{first}〕{dice.between(1, 180)} 号",
    }
    scarce = dice.one(practice["scarce"])
    return Story(practice, terrain, scarce, facts, dice, first, last, before, after)


def _figures(dice: Dice, practice: Practice) -> tuple[int, int]:
    _, _, low, high, least, most = practice["figure"]
    before = dice.between(low, high)
    return before, max(1, round(before * (100 + dice.between(least, most)) / 100))


def _change(before: int, after: int) -> str:
    per_cent = round(abs(after - before) * 100 / before)
    return f"{'多' if after > before else '少'}了 {per_cent}%"


def _names(dice: Dice, unit: FictionalCounty, practice: Practice) -> dict[str, str]:
    villages = [village(dice) for _ in range(3)]
    return {
        "county": unit.name,
        "town": f"{village(dice)[:-1]}乡",
        "town2": f"{village(dice)[:-1]}镇",
        **{f"v{order + 1}": name for order, name in enumerate(villages)},
        "thing": dice.one(practice["of"]),
        "per": practice["per"],
        "rare": dice.one(words.RARE),
    }


def village(dice: Dice) -> str:
    """The name of a village that no map knows."""
    middle = dice.one(("", "", "家", "家", "上", "下", "南", "北", "新", "老"))
    return (
        dice.one(words.VILLAGE_HEADS) + middle + dice.one(words.PLACE_TAILS + "沟坳塘畈墩嘴堡庄冲垸") + "村"
    )


def _sizes(dice: Dice, practice: Practice) -> dict[str, str]:
    """How far it spread, and what it cost: the grant and what others paid make the whole."""
    amount = dice.between(*practice["amount"])
    grant, own = dice.between(4, 160), dice.between(3, 320)
    households = str(amount if practice["per"] == "户" else dice.between(42, 2600))
    reach = f"{amount} {practice['per']}"
    return {
        "amount": reach,
        "reach": reach if practice["per"] == "户" else f"{households} 户、{reach}",
        "trial": f"{max(2, amount * dice.between(2, 8) // 100)} {practice['per']}",
        "hh": households,
        "grant": str(grant),
        "own": str(own),
        "money": str(grant + own),
        "people": str(dice.between(3, 46)),
    }
