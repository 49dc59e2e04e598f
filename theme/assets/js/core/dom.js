/**
 * An element with attributes and children. Text is added as text: what a record says never becomes markup.
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 */
export const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

/** A link. @param {string} address @param {Record<string, string>} attributes @param {...(Node | string)} children */
export const link = (address, attributes, ...children) => element("a", { href: address, ...attributes }, ...children);

/** Call `action` when typing pauses, never while an input method composes. Returns a function that cancels a waiting call. */
export const onTyping = (input, pause, action) => {
  let waiting = 0;
  let composing = false;
  const typed = () => {
    if (composing) return;
    clearTimeout(waiting);
    waiting = setTimeout(action, pause);
  };
  input.addEventListener("compositionstart", () => {
    composing = true;
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    typed();
  });
  input.addEventListener("input", typed);
  return () => clearTimeout(waiting);
};
