/** A part of the search page, by its name in theme/macros/search.html. */
export const part = (name) => document.getElementById(`search-${name}`);
