// What a reader chose, kept in this browser. In private mode nothing is kept, and nothing fails.

/** The value kept under a name, or null. */
export const stored = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};

/** Keep a value under a name. */
export const store = (name, value) => {
  try {
    localStorage.setItem(name, value);
  } catch {
    // private mode: for this page only
  }
};
