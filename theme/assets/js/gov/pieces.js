const MOST = 120;

/** A text in pieces that a voice says in one breath: at its stops, long ones also at commas; browsers break off long ones. */
export const piecesOf = (text) => {
  const sentences = text.replace(/\s+/g, " ").match(/[^。！？；!?;]+[。！？；!?;”’）」』]*/g) || [];
  const parts = sentences.flatMap((each) =>
    each.length > MOST ? each.match(/[^，、,：:]+[，、,：:]*/g) || [] : [each],
  );
  const short = parts.flatMap((each) => each.match(new RegExp(`.{1,${MOST}}`, "gsu")) || []);
  return short.map((each) => each.trim()).filter((each) => /[\p{L}\p{N}]/u.test(each));
};
