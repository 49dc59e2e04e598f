// The search box of the header offers suggestions while one types (a combobox with a list below it).
import { element, onTyping } from "../core/dom.js";
import { suggest } from "./suggestions.js";

const PAUSE = 120;

export class SuggestionBox {
  /** @param {HTMLInputElement} input */
  constructor(input) {
    this.input = input;
    this.root = new URL(input.dataset.root, location.href).href;
    this.list = element("ul", {
      id: "casebook-suggestions",
      class: "cb-suggestions",
      hidden: "",
      role: "listbox",
      "aria-label": "建议",
    });
    this.chosen = -1;
    this.turn = 0;
  }

  start() {
    const { input, list } = this;
    input.form.append(list);
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-controls", list.id],
      ["aria-expanded", "false"],
    ])
      input.setAttribute(name, value);
    onTyping(input, PAUSE, () => this.show());
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => this.press(event));
  }

  async show() {
    this.turn += 1;
    const mine = this.turn;
    const typed = this.input.value;
    const found = typed.trim() ? await suggest(this.root, typed).catch(() => []) : [];
    if (mine !== this.turn) return;
    if (!found.length) {
      this.close();
      return;
    }
    this.list.replaceChildren(...found.map((each, at) => this.option(each, at)));
    this.chosen = -1;
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  option(each, at) {
    const attributes = {
      id: `casebook-suggestion-${at}`,
      "data-url": each.url,
      role: "option",
      "aria-selected": "false",
    };
    const made = element("li", attributes, each.text, " ", element("span", { class: "cb-small" }, each.kind));
    made.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.open(made);
    });
    return made;
  }

  open(option) {
    location.href = this.root + option.dataset.url;
  }

  close() {
    this.turn += 1;
    this.list.hidden = true;
    this.chosen = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** Choose the option at a place; one before the first and one after the last is the box itself. */
  choose(place) {
    const options = [...this.list.children];
    const at = (place + options.length + 1) % (options.length + 1);
    this.chosen = at < options.length ? at : -1;
    options.forEach((option, order) => {
      option.setAttribute("aria-selected", String(order === this.chosen));
    });
    if (this.chosen < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", options[at].id);
  }

  press(event) {
    if (this.list.hidden || event.isComposing) return;
    const last = this.list.children.length - 1;
    if (event.key === "ArrowDown") this.choose(this.chosen + 1);
    else if (event.key === "ArrowUp") this.choose(this.chosen < 0 ? last : this.chosen - 1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.chosen >= 0) this.open(this.list.children[this.chosen]);
    else return;
    event.preventDefault();
  }
}
