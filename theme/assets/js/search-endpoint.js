// For libraries that outgrew the static index: the same page asks an OpenSearch index made by `casebook export --format opensearch`.
// Loaded only where mkdocs.yml names an endpoint (extra.casebook.search.endpoint), which answers POST <endpoint>/_search.
(() => {
  "use strict";
  const { runs, fold } = window.casebook;
  const WORDS = { title: 12, keywords: 6, summary: 4 };
  const PASSAGE = ["heading", "text"];

  window.casebook.openEndpoint = (endpoint, facets) => {
    const records = new Map();
    const post = async (body) => {
      const reply = await fetch(`${endpoint.replace(/\/$/, "")}/_search`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
      if (!reply.ok) throw new Error(`${endpoint}: ${reply.status}`);
      return reply.json();
    };
    const inPassages = (query) => ({ nested: { path: "passages", score_mode: "max", query } });
    const phrase = (text) => ({ bool: { minimum_should_match: 1, should: [
      ...Object.entries(WORDS).map(([field, boost]) => ({ match_phrase: { [field]: { query: text, boost } } })),
      inPassages({ bool: { should: PASSAGE.map((field) => ({ match_phrase: { [`passages.${field}`]: text } })) } }),
    ] } });
    const words = (text) => ({ bool: { minimum_should_match: 1, should: [
      { multi_match: { query: text, fields: Object.entries(WORDS).map(([field, boost]) => `${field}^${boost}`), minimum_should_match: "30%" } },
      inPassages({ multi_match: { query: text, fields: PASSAGE.map((field) => `passages.${field}`), minimum_should_match: "30%" } }),
    ] } });
    const filters = (chosen, except) => Object.entries(chosen).filter(([facet]) => facet !== except).map(([facet, values]) => ({ terms: { [`facets.${facet}`]: values } }));
    const sorts = {
      date: [{ "facets.年份": { order: "desc", mode: "max", missing: "_last" } }, "_score"],
      county: ["省份", "县（市）"].map((facet) => ({ [`facets.${facet}`]: { order: "asc", missing: "_last" } })),
    };

    const search = async (query, { chosen, sort, shown }, open) => {
      const aggs = Object.fromEntries(open.map((facet) => [facet, { filter: { bool: { filter: filters(chosen, facet) } }, aggs: { values: { terms: { field: `facets.${facet}`, size: 200 } } } }]));
      const reply = await post({ query, post_filter: { bool: { filter: filters(chosen) } }, aggs, size: shown, track_total_hits: true, sort: sorts[sort] || ["_score", { id: "asc" }] });
      const found = reply.hits.hits.map((hit) => { records.set(hit._id, { summary: "", grade: "", facts: [], passages: [], ...hit._source }); return hit._id; });
      const groups = open.map((facet) => [facet, reply.aggregations[facet].values.buckets.map((bucket) => [bucket.key, bucket.doc_count])]);
      return { found, groups, total: reply.hits.total.value };
    };

    const answer = async (state, fixed) => {
      const chosen = { ...state.chosen, ...fixed };
      const open = facets.filter((facet) => !fixed[facet]);
      const asked = runs(state.query).map((units) => units.join(""));
      const exact = await search(asked.length ? { bool: { must: asked.map(phrase) } } : { match_all: {} }, { ...state, chosen, sort: state.sort || (asked.length ? "" : "date") }, open);
      const said = { used: [], phrases: asked, columns: {} };
      if (exact.total || !asked.length) return { ...said, ...exact, count: exact.total };
      const near = await search(words(fold(state.query)), { ...state, chosen }, open);
      const pairs = runs(state.query).flatMap((units) => (units.length < 2 ? units : units.slice(1).map((unit, at) => units[at] + unit)));
      return { ...said, ...near, phrases: pairs, count: 0 };
    };

    const count = async (fixed) => (await post({ query: { bool: { filter: filters(fixed) } }, size: 0, track_total_hits: true })).hits.total.value;
    return { answer, count, record: async (key) => ({ ...records.get(key), passages: records.get(key).passages.map(({ heading = "", text, anchor = "" }) => [heading, text, anchor]) }) };
  };
})();
