// A question in plain words becomes terms: its pairs of neighbouring tokens, without the words of asking.
import { fold, isHan, queryRuns, words } from "./tokenizer.js";

const MOST_TERMS = 16;
// Words of questions, which say nothing of what is asked for; only a search for similar records leaves them out.
const QUESTIONS = [
  "请问|怎么样|怎么办|怎样|怎么|如何|什么样|什么|哪一些|哪些|哪里|哪个|哪几|哪",
  "为什么|为何|多少|几个|有没有|没有",
  "这个|那个|这样|是不是|能不能|可不可以|可以|应该|需要|我们|我想|我县|本县",
  "想要|到底|还是|或者|真的|比较|不一样|一样",
  "以后|以前|之后|之前|以来|现在|时候",
  "的|了|吗|呢|吧|和|与|及|在|把|被|让|给|对|从|到|有|是|要|去|来|做|都|也|就|才|还|又|谁",
];
const ASKING = new RegExp(`(?:${QUESTIONS.join("|")})`, "gu");
// Characters that stand in any sentence: a term with one of them says little.
const LIGHT = "一不没比越很太最更多少里会得个么这那我你他";

/** Whether a term holds a character that stands in any sentence. */
export const isLight = (tokens) => tokens.some((token) => LIGHT.includes(token));

/** The runs of a question without words of asking; with them where nothing else is left. */
const runsAsked = (query) => {
  const asked = queryRuns(words(query).map(fold).join("，").replace(ASKING, "，"));
  return asked.length ? asked : queryRuns(query);
};

/**
 * The terms of a question: its pairs, and tokens that stand alone. `at` counts tokens, so that a pair that overlaps the one
 * before it stands one further on.
 * @returns {{ tokens: string[], at: number }[]}
 */
export const termsOf = (query) => {
  const terms = new Map();
  let at = 0;
  for (const tokens of runsAsked(query)) {
    const last = Math.max(1, tokens.length - 1);
    for (let place = 0; place < last; place += 1) {
      const term = tokens.slice(place, place + 2);
      if (!terms.has(term.join(""))) terms.set(term.join(""), { tokens: term, at: at + place });
    }
    at += tokens.length + 1;
  }
  return [...terms.values()].slice(0, MOST_TERMS);
};

/** The characters of pairs that no record holds, but for those that another pair covers. */
export const lonely = (terms, isHeld) => {
  const signs = terms.flatMap(({ tokens, at }, order) =>
    tokens.map((token, place) => [token, at + place, isHeld(order)]),
  );
  const covered = new Set(signs.filter(([, , held]) => held).map(([, at]) => at));
  const left = signs.filter(([token, at]) => isHan(token) && !isLight([token]) && !covered.has(at));
  return [...new Map(left.map(([token, at]) => [token, { tokens: [token], at }])).values()];
};
