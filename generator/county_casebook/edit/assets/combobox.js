// A search field that offers what it finds while one types: arrow keys choose, Enter takes, Escape closes (ARIA combobox).

const REST = 200;

function part(name, kind, text) {
  const made = document.createElement(name);
  made.className = kind;
  made.textContent = text;
  return made;
}

function option(choice, id) {
  const made = document.createElement("li");
  made.id = id;
  made.dataset.value = choice.value;
  made.setAttribute("role", "option");
  made.append(part("b", "", choice.title), part("span", "detail", choice.detail));
  return made;
}

class Combobox {
  constructor(picker, form) {
    this.form = form;
    this.name = picker.dataset.picker;
    this.field = picker.querySelector("input[type=search]");
    this.within = picker.querySelector("select");
    this.list = part("ul", "offered", "");
    this.list.id = `${this.field.id}-list`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "找到的");
    this.list.hidden = true;
    this.field.after(this.list);
    this.at = -1;
    this.asked = 0;
    this.describe();
    this.listen();
    if (this.field.value && this.field === document.activeElement) this.ask(); // typed before this script had come
  }

  describe() {
    const { field, list } = this;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("autocomplete", "off");
  }

  listen() {
    this.field.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), REST);
    });
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => setTimeout(() => this.close(), REST));
    this.list.addEventListener("mousedown", (event) => {
      const chosen = event.target.closest("li");
      event.preventDefault();
      if (chosen?.dataset.value) this.take(chosen);
    });
  }

  async ask() {
    this.asked += 1;
    const mine = this.asked;
    const query = new URLSearchParams({ name: this.name, q: this.field.value, in: this.within?.value || "" });
    if (!this.field.value.trim() && !this.within?.value) return this.close();
    const response = await fetch(`${this.form.dataset.pick}?${query}`, { headers: { "X-Casebook": "script" } });
    if (mine === this.asked && response.ok) this.offer(await response.json());
  }

  offer(choices) {
    const made = choices.map((choice, order) => option(choice, `${this.list.id}-${order}`));
    this.list.replaceChildren(...(made.length ? made : [part("li", "hint", "没有找到，换几个字试试")]));
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    this.point(made.length ? 0 : -1);
  }

  close() {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.point(-1);
  }

  point(at) {
    const options = [...this.list.querySelectorAll("[role=option]")];
    this.at = options.length ? (at + options.length) % options.length : -1;
    for (const [order, one] of options.entries()) one.setAttribute("aria-selected", String(order === this.at));
    const chosen = at < 0 && this.list.hidden ? null : options[this.at];
    if (!chosen) return this.field.removeAttribute("aria-activedescendant");
    chosen.scrollIntoView({ block: "nearest" });
    return this.field.setAttribute("aria-activedescendant", chosen.id);
  }

  key(event) {
    if (event.isComposing) return;
    const isOpen = !this.list.hidden;
    const does = {
      ArrowDown: () => (isOpen ? this.point(this.at + 1) : this.ask()),
      ArrowUp: () => isOpen && this.point(this.at - 1),
      Escape: () => isOpen && this.close(),
      Enter: () => this.enter(isOpen),
    }[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  }

  enter(isOpen) {
    const chosen = isOpen && this.list.querySelector("[aria-selected=true]");
    if (chosen) this.take(chosen);
    else this.ask();
  }

  take(chosen) {
    const picked = document.createElement("input");
    picked.type = "hidden";
    picked.name = `${this.name}+`;
    picked.value = chosen.dataset.value;
    this.form.append(picked);
    this.field.value = "";
    const button = this.form.querySelector(".default");
    button.value = `keep:${this.name}`;
    this.form.requestSubmit(button);
  }
}

export function offerChoices(picker, form) {
  new Combobox(picker, form);
}
