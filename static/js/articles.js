// Put words selected in an article's text into a form: as a claim's quote, as another part of that quote, or as evidence.
// Offsets are code points of the archived text: each piece says in data-at where it begins. Numbers and badges are not part of
// the text.
(() => {
  const JOIN = " […] ";
  const text = () => document.querySelector(".article-text"); // replaced after the machine has read it
  const bar = document.querySelector("#selection");
  if (!text() || !bar) return;
  document.body.append(bar); // above the text, outside the column of the forms
  bar.classList.add("selection-bar");
  let taken = null; // the last selection, because pressing a button may clear it

  const pieces = () => text().querySelectorAll("[data-at]");

  // Return the offset at which the selection begins, in the first piece that it touches.
  function offsetOf(range) {
    for (const piece of pieces()) {
      if (!range.intersectsNode(piece)) continue;
      const whole = document.createRange();
      whole.selectNodeContents(piece);
      if (range.compareBoundaryPoints(Range.START_TO_START, whole) > 0) whole.setEnd(range.startContainer, range.startOffset);
      else whole.collapse(true);
      if (range.toString() && whole.toString().length === piece.textContent.length && whole.toString()) continue; // it touches only the end of this piece
      return Number(piece.dataset.at) + [...whole.toString()].length;
    }
    return null;
  }

  // Return the words without badges and numbers, with a space between paragraphs. The search ignores invisible characters.
  function wordsOf(range) {
    const copy = range.cloneContents();
    copy.querySelectorAll(".invisible-char, form, summary").forEach((element) => element.remove());
    copy.querySelectorAll("p").forEach((paragraph) => paragraph.append(" "));
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function showBar() {
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    if (!range || !text().contains(range.commonAncestorContainer)) {
      if (!bar.contains(document.activeElement)) bar.hidden = true;
      return;
    }
    const words = wordsOf(range);
    const near = words ? offsetOf(range) : null;
    bar.hidden = near === null;
    if (near === null) return;
    taken = { words, near };
    const box = range.getBoundingClientRect();
    const below = box.bottom + bar.offsetHeight + 12 < innerHeight;
    bar.style.insetBlockStart = `${scrollY + (below ? box.bottom + 8 : Math.max(box.top - bar.offsetHeight - 8, 8))}px`;
    bar.style.insetInlineStart = `${Math.max(8, Math.min(scrollX + box.left, scrollX + innerWidth - bar.offsetWidth - 16))}px`;
  }

  function set(field, value) {
    if (!field) return;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function take(how) {
    if (!taken) return;
    const form = document.querySelector(how === "use" ? "#use-form" : "#extract-form");
    if (!form) return;
    const quote = form.elements.quote;
    const add = how === "add" && quote.value.trim();
    set(quote, add ? quote.value.trim() + JOIN + taken.words : taken.words);
    // A list of places, if there is one, was for other words.
    form.querySelectorAll("input[type=radio][name=near]").forEach((radio) => radio.closest("fieldset").remove());
    if (!add) set(form.querySelector("input[type=hidden][name=near]"), taken.near);
    bar.hidden = true;
    taken = null;
    getSelection().removeAllRanges();
    const next = how === "use" ? form.elements.claim : add ? quote : form.elements.statement;
    next.focus();
    next.closest(".panel").scrollIntoView({ block: "start" });
  }

  document.addEventListener("selectionchange", () => requestAnimationFrame(showBar));
  bar.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the selection
  bar.addEventListener("click", (event) => {
    const how = event.target.closest("[data-take]")?.dataset.take;
    if (how) take(how);
  });
})();
