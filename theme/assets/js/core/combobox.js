// A text field that offers a list below it while one types: the combobox of the ARIA practices, by keys and by pointer.
import { element, onTyping } from "./dom.js";

const PAUSE = 120;

/** @typedef {{ text: string, note: string }} Offered what an option says, and beside it in small print what it is */

export class Combobox {
  /**
   * @param {HTMLInputElement} input it stands alone in an element that is positioned
   * @param {{ label: string, find: (typed: string) => Promise<Offered[]>, choose: (offered: Offered) => void }} ways
   *   how the list is called, what it offers for what is typed, and what follows a choice
   */
  constructor(input, { label, find, choose }) {
    this.input = input;
    this.find = find;
    this.choose = choose;
    this.offered = [];
    this.marked = -1;
    this.turn = 0;
    const attributes = { class: "cb-suggestions", hidden: "", role: "listbox", "aria-label": label };
    this.list = element("ul", { id: `${input.id}-options`, ...attributes });
  }

  start() {
    const { input, list } = this;
    input.parentElement.append(list);
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-controls", list.id],
      ["aria-expanded", "false"],
    ])
      input.setAttribute(name, value);
    const cancel = onTyping(input, PAUSE, () => this.show());
    input.form?.addEventListener("submit", () => {
      cancel();
      this.close();
    });
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => this.press(event));
    list.addEventListener("mousedown", (event) => this.point(event));
    if (document.activeElement === input) this.show();
  }

  /** Offer what is found for what is typed; a later word makes an earlier answer void. */
  async show() {
    this.turn += 1;
    const mine = this.turn;
    const typed = this.input.value.trim();
    const found = typed ? await this.find(typed).catch(() => []) : [];
    if (mine !== this.turn) return;
    if (!found.length) {
      this.close();
      return;
    }
    this.offered = found;
    this.list.replaceChildren(...found.map((each, at) => this.option(each, at)));
    this.marked = -1;
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  option({ text, note }, at) {
    const attributes = { id: `${this.list.id}-${at}`, role: "option", "aria-selected": "false" };
    return element("li", attributes, text, " ", element("span", { class: "cb-small" }, note));
  }

  close() {
    this.turn += 1;
    this.list.hidden = true;
    this.marked = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  take(at) {
    this.close();
    this.choose(this.offered[at]);
  }

  /** Mark the option at a place; one before the first and one after the last is the field itself. */
  mark(place) {
    const options = [...this.list.children];
    const at = (place + options.length + 1) % (options.length + 1);
    this.marked = at < options.length ? at : -1;
    options.forEach((option, order) => {
      option.setAttribute("aria-selected", String(order === this.marked));
    });
    if (this.marked < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", options[at].id);
    options[at]?.scrollIntoView({ block: "nearest" });
  }

  point(event) {
    const at = [...this.list.children].indexOf(event.target.closest("[role=option]"));
    event.preventDefault();
    if (at >= 0) this.take(at);
  }

  press(event) {
    if (this.list.hidden || event.isComposing) return;
    const last = this.list.children.length - 1;
    if (event.key === "ArrowDown") this.mark(this.marked + 1);
    else if (event.key === "ArrowUp") this.mark(this.marked < 0 ? last : this.marked - 1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.marked >= 0) this.take(this.marked);
    else return;
    event.preventDefault();
  }
}
