// Files that are chosen or dropped go in at once; one that is too large is refused before it is sent.

const isOfFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");

function tooLarge(field) {
  const most = Number(field.dataset.most) * 1e6;
  const heavy = [...field.files].find((file) => file.size > most);
  if (!heavy) return "";
  return `“${heavy.name}”有 ${(heavy.size / 1e6).toFixed(1)} MB，超过 ${field.dataset.most} MB；缩小再放进来。`;
}

function put(area, form, say) {
  const field = area.querySelector("input[type=file]");
  if (!field.files.length) return;
  const words = tooLarge(field);
  if (words) {
    field.value = "";
    say(words);
    return;
  }
  form.requestSubmit(area.querySelector(".put"));
}

function take(area, event, form, say) {
  event.preventDefault();
  area.classList.remove("over");
  const field = area.querySelector("input[type=file]");
  const held = new DataTransfer();
  const files = [...event.dataTransfer.files];
  for (const file of field.multiple ? files : files.slice(0, 1)) held.items.add(file);
  field.files = held.files;
  put(area, form, say);
}

export function takeFiles(form, say) {
  for (const area of form.querySelectorAll("[data-drop]")) {
    area.querySelector(".put").hidden = true;
    area.querySelector(".dropping").hidden = false;
    area.addEventListener("change", () => put(area, form, say));
    area.addEventListener("dragover", (event) => area.classList.toggle("over", isOfFiles(event)));
    area.addEventListener("dragleave", () => area.classList.remove("over"));
    area.addEventListener("drop", (event) => take(area, event, form, say));
  }
  // A file that is dropped beside an area would be opened in place of the form.
  for (const name of ["dragover", "drop"])
    document.addEventListener(name, (event) => isOfFiles(event) && event.preventDefault());
}
