// Who cites a clause stands beside its first line, however many do: the text has no gaps.

const GAP = 16;

/** Where notes stand so that none covers another: each at the height of its clause, or below the one before. */
export const heights = (wanted, tall, gap) => {
  let free = 0;
  return wanted.map((height, place) => {
    const top = Math.max(height, free);
    free = top + tall[place] + gap;
    return top;
  });
};

/** Put the notes of a text into its margin, again whenever one opens or the window changes. */
export const placeNotes = () => {
  const text = document.querySelector(".cb-official");
  const notes = text ? [...text.querySelectorAll(".cb-carried")] : [];
  if (!notes.length) return;
  const wide = matchMedia("(min-width: 75rem)");
  const place = () => {
    if (!wide.matches) {
      text.style.minHeight = "";
      return;
    }
    const tall = notes.map((note) => note.offsetHeight);
    const wanted = notes.map((note) => note.parentElement.offsetTop);
    const tops = heights(wanted, tall, GAP);
    notes.forEach((note, at) => {
      note.style.top = `${tops[at]}px`;
    });
    text.style.minHeight = `${tops[tops.length - 1] + tall[tall.length - 1]}px`;
    text.classList.add("cb-placed");
  };
  new ResizeObserver(place).observe(text);
  for (const note of notes) note.addEventListener("toggle", place, true);
  place();
};
