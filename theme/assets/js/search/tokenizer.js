// The tokenizer of the search, the twin of generator/county_casebook/publish/search/folding.py:
// tests/vectors/tokenizer.json holds both to one
// answer. A run is a stretch of Chinese characters, letters and digits; its tokens are single characters and whole words.

const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const SPACES = new RegExp(`(?<=[${HAN}])[ \\u00a0\\u2009]+|[ \\u00a0\\u2009]+(?=[${HAN}])`, "gu");
const RUN = new RegExp(`(?:[${HAN}]|(?![${HAN}])[\\p{L}\\p{N}]|(?<=[0-9])\\.(?=[0-9])|(?<=[a-z])&(?=[a-z]))+`, "gu");
const TOKEN = new RegExp(`[${HAN}]|[^${HAN}]+`, "gu");
const CHARACTER = new RegExp(`^[${HAN}]$`, "u");
const BETWEEN = new RegExp(`(?<=[${HAN}])\\s+(?=[${HAN}])`, "u");

/** The form in which texts and queries are compared: NFKC, lower case, no spaces beside Chinese. */
export const fold = (text) => text.normalize("NFKC").toLowerCase().replace(SPACES, "");

/** The runs of a text, each a list of tokens. @returns {string[][]} */
export const runs = (text) => (fold(text).match(RUN) || []).map((run) => run.match(TOKEN));

/** A query divided at spaces between two Chinese characters; a space beside a figure is layout (1999 年 2 月). */
export const words = (query) => query.trim().split(BETWEEN);

/** The runs of a query: those of each of its words. */
export const queryRuns = (query) => words(query).flatMap(runs);

/** Whether a token is a single Chinese character. */
export const isHan = (token) => CHARACTER.test(token);
