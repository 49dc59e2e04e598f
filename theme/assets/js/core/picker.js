// A combobox in which Enter takes the first option where none is marked: there is nothing else to do with what is typed.
import { Combobox } from "./combobox.js";

export class Picker extends Combobox {
  /** Take the marked option, else the first for what is typed by now: the list may still be that of a shorter word. */
  async press(event) {
    const takesFirst = event.key === "Enter" && this.marked < 0 && !this.list.hidden && !event.isComposing;
    if (!takesFirst) {
      super.press(event);
      return;
    }
    event.preventDefault();
    await this.show();
    if (!this.list.hidden) this.take(0);
  }
}
