// Reading a page aloud: by a Chinese voice of this machine, never by one that sends the text elsewhere; without one nothing is offered.
import { piecesOf } from "./pieces.js";

const LEFT_OUT =
  "nav, form, button, dialog, script, svg, [hidden], [aria-hidden=true], .cb-hidden, .cb-actions, .cb-anchor";
const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, th, td, caption, figcaption, blockquote, summary";

/** The voice to read with, if there is one. @param {SpeechSynthesisVoice[]} voices */
export const chineseVoice = (voices) => {
  const own = voices.filter((voice) => voice.localService && /^(?:zh|cmn)(?:[-_]|$)/i.test(voice.lang));
  return own.find((voice) => /(?:CN|Hans)/i.test(voice.lang)) || own[0];
};

const isRead = (text) => {
  const holder = text.parentElement;
  return !holder.closest(LEFT_OUT) && holder.getClientRects().length > 0;
};

/** What can be seen of a page, block by block. @param {Element} main */
const blocksOf = (main) => {
  const blocks = new Map();
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim() || !isRead(text)) continue;
    const block = text.parentElement.closest(BLOCKS) || text.parentElement;
    blocks.set(block, (blocks.get(block) || "") + text.data);
  }
  return [...blocks.values()];
};

const asked = (main) => {
  const selected = String(getSelection()).trim();
  return (selected ? [selected] : blocksOf(main)).flatMap(piecesOf);
};

class Reader {
  /** @param {Element} button @param {Element} main @param {SpeechSynthesis} speech */
  constructor(button, main, speech) {
    Object.assign(this, { button, main, speech, turn: 0, isReading: false });
  }

  start() {
    this.button.addEventListener("click", () => (this.isReading ? this.stop() : this.read()));
    addEventListener("pagehide", () => this.stop());
    this.speech.addEventListener?.("voiceschanged", () => this.offer());
    this.offer();
  }

  offer() {
    this.button.hidden = !chineseVoice(this.speech.getVoices());
  }

  show(isReading) {
    this.isReading = isReading;
    this.button.setAttribute("aria-pressed", String(isReading));
    this.button.textContent = isReading ? "停止" : "朗读";
  }

  stop() {
    this.turn += 1;
    this.speech.cancel();
    this.show(false);
  }

  read() {
    const pieces = asked(this.main);
    this.stop();
    if (!pieces.length) return;
    this.show(true);
    this.say(pieces, 0, this.turn);
  }

  /** Say the pieces from one on, unless reading was stopped meanwhile. */
  say(pieces, at, turn) {
    if (turn !== this.turn) return;
    if (at === pieces.length) {
      this.stop();
      return;
    }
    const said = new SpeechSynthesisUtterance(pieces[at]);
    said.voice = chineseVoice(this.speech.getVoices());
    said.lang = said.voice.lang;
    said.addEventListener("end", () => this.say(pieces, at + 1, turn));
    said.addEventListener("error", () => {
      if (turn === this.turn) this.stop();
    });
    this.speech.speak(said);
  }
}

/** Let a button read a page aloud, or what is selected in it, and stop. @param {Element} button @param {Element} main */
export const readAloud = (button, main) => {
  if (window.speechSynthesis) new Reader(button, main, window.speechSynthesis).start();
};
