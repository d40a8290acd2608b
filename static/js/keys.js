// Every key of the desk. A letter acts on the row that has the focus, and nowhere else: not in a field, on a button or on a link,
// not while a request is under way, and not in what somebody goes on typing after it.
//
//   data-letters   a list whose rows letters act on; its value may select where else its buttons are
//   data-row       a row, with a key that is its own in the list
//   data-key       a button, link or summary: the keys that press it, as in "o 1". In a row for that row, else for the list
(() => {
  const QUIET = 300; // milliseconds without a key, after which letters act again
  const STEPS = { ArrowDown: 1, ArrowUp: -1 };
  const LEAVING = 2000; // for the page that a link leads to
  const lettersAct = !document.querySelector('meta[name="letters"][content="off"]');

  const rowsOf = (list) => [...list.querySelectorAll("[data-row]")].filter((row) => !row.closest("details:not([open])"));
  const listOf = (row) => row.closest("[data-letters]");
  const takesText = (element) => element.matches("input, textarea, select, [contenteditable]");

  // --- One row of a list is in the order of Tab, with what is in it ---

  function rove(list, row) {
    for (const each of list.querySelectorAll("[data-row]")) {
      each.tabIndex = each === row ? 0 : -1;
      for (const control of each.querySelectorAll("a, button, input, select, textarea, summary")) {
        if (each === row) control.removeAttribute("tabindex");
        else control.tabIndex = -1;
      }
    }
  }

  function roveAll() {
    for (const list of document.querySelectorAll("[data-letters]")) {
      const rows = rowsOf(list);
      rove(list, rows.find((row) => row.tabIndex === 0) ?? rows[0]);
    }
  }

  document.addEventListener("toggle", ({ target }) => {
    if (target.closest("[data-letters]")) roveAll(); // a fold has rows that were not in sight
  }, { capture: true });

  function go(row) {
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("focusin", ({ target }) => {
    const row = target.closest("[data-row]");
    if (row && listOf(row) !== row && row.tabIndex !== 0) rove(listOf(row), row);
  });

  // --- What a key does ---

  function step(row, by) {
    const rows = rowsOf(listOf(row));
    const next = rows[rows.indexOf(row) + by];
    if (next) go(next);
  }

  // Return the button for a key. A row's own must be in sight: the reasons of a fold that is closed are not offered.
  function buttonFor(key, row) {
    const list = listOf(row);
    const wanted = `[data-key~="${CSS.escape(key)}"]`;
    const own = [...row.querySelectorAll(wanted)].find((each) => !each.closest("details:not([open]) > :not(summary)"));
    if (own) return own;
    const places = [list, ...(list.dataset.letters ? document.querySelectorAll(list.dataset.letters) : [])];
    return places.flatMap((place) => [...place.querySelectorAll(wanted)])
      .find((each) => !each.closest("[data-row]") && !each.closest("[hidden]"));
  }

  function press(button) {
    if (button.matches('a:not([hx-get], [href^="#"])')) quiet(LEAVING);
    button.click();
  }

  // --- Typing while the page changes ---

  const underWay = new Set(); // requests that a person made
  let waking = 0;
  let typed = ""; // meanwhile, outside a field: it belongs where the caret goes

  document.addEventListener("htmx:beforeSend", ({ detail: { xhr, requestConfig } }) => {
    if (!requestConfig.triggeringEvent) return; // the page asked by itself
    if (!underWay.size) typed = "";
    underWay.add(xhr);
    xhr.addEventListener("loadend", () => {
      underWay.delete(xhr);
      quiet();
    }, { once: true });
  });

  // No letters for a while. The page shows it (css/parts.css).
  function quiet(milliseconds = QUIET) {
    clearTimeout(waking);
    document.body.dataset.quiet = "";
    waking = setTimeout(() => { delete document.body.dataset.quiet; }, milliseconds);
  }

  // Take the key if the person is typing towards a page that is still changing.
  function isText(event) {
    const { target, key } = event;
    if (!underWay.size && !("quiet" in document.body.dataset)) return false;
    quiet();
    const text = key === "Enter" ? "\n" : key;
    if (text.length > 1) return false;
    // On another button, the space bar and Enter are meant for it.
    if (/\s/.test(text) && target.closest("button, summary, a") && !target.closest(".htmx-request")) return false;
    typed += text;
    event.preventDefault();
    return true;
  }

  // --- htmx replaces a list: stay at the same place. Put the caret where the new content wants it, at once ---

  let place = null;
  let unsent = null; // a field that goes on being typed in while its form is being refused

  document.addEventListener("htmx:beforeSwap", ({ detail: { target, xhr } }) => {
    const here = document.activeElement;
    const list = here?.closest("[data-letters]");
    place = null;
    const isRefused = xhr.status === 409 || xhr.status === 422;
    unsent = isRefused && here?.id && here.matches("textarea") && target.contains(here) ? [here.id, here.value] : null;
    if (!list?.id || !(target.contains(list) || list.contains(target)) || takesText(here)) return;
    const row = here.closest("[data-row]");
    place = { list: list.id, key: row?.dataset.row, at: rowsOf(list).indexOf(row) };
  });

  document.addEventListener("htmx:afterSettle", ({ target }) => {
    if (!(target instanceof Element)) return; // htmx says it of white space, too
    roveAll();
    if (unsent) {
      const again = document.getElementById(unsent[0]);
      if (again) again.value = unsent[1];
      unsent = null;
    }
    const field = target.matches("[autofocus]") ? target : target.querySelector("[autofocus]");
    if (field) {
      if (field.matches("textarea, input[type=search]")) {
        field.setSelectionRange(field.value.length, field.value.length);
        if (typed) {
          field.setRangeText(typed, field.value.length, field.value.length, "end");
          field.dispatchEvent(new Event("input", { bubbles: true }));
          typed = "";
        }
      }
    } else if (place && document.activeElement === document.body) {
      const list = document.getElementById(place.list);
      const rows = list ? rowsOf(list) : [];
      const row = rows.find((each) => each.dataset.row === place.key) ?? rows[Math.min(place.at, rows.length - 1)];
      if (row) go(row);
      else if (list) {
        list.tabIndex = -1;
        list.focus({ preventScroll: true });
      }
      place = null;
      quiet();
    }
  });

  // --- The one place that listens ---

  function saveForm(event) {
    const form = event.target.form;
    const main = form?.querySelector("button.button-primary, input.default") ?? form?.querySelector("button:not([type=button])");
    if (!main || main.disabled || main.getAttribute("aria-disabled") === "true") return;
    event.preventDefault();
    main.click();
  }

  // From the field of the search to what was found, and back.
  function stepThroughFound(from, by) {
    const box = from.closest("#search");
    const stops = [box.querySelector("input"), ...box.querySelectorAll("#found a")];
    const next = stops[stops.indexOf(from) + by];
    next?.focus();
    return Boolean(next);
  }

  // Open the dialog of this key (dialogs.js).
  function open(key, event) {
    const link = document.querySelector(`[data-opens="${key}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  }

  // A figure chooses among the radios of the one that has the focus.
  function choose(radio, key) {
    const chosen = /^[1-9]$/.test(key) && radio.form?.querySelectorAll(`[name="${CSS.escape(radio.name)}"]`)[key - 1];
    if (!chosen) return false;
    chosen.click();
    chosen.focus();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.isComposing || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (key === "Enter" && takesText(target)) saveForm(event);
      else if (key === "k" && !event.shiftKey) open("Ctrl+K", event);
      return;
    }
    if (lettersAct && target.matches("[type=radio]") && !isText(event) && choose(target, key)) event.preventDefault();
    if (key in STEPS && target.closest("#search") && stepThroughFound(target, STEPS[key])) return void event.preventDefault();
    if (takesText(target) || isText(event)) return;
    const row = target.matches("[data-row]") ? target : null;
    if (row && key in STEPS && listOf(row) !== row) {
      step(row, STEPS[key]);
    } else if (row && key === "Escape" && row.querySelector("details[open]")) {
      row.querySelector("details[open]").open = false;
    } else if (row && key === "Enter" && buttonFor(key, row)) {
      press(buttonFor(key, row));
    } else if (!lettersAct || key.length > 1) {
      return;
    } else if (key === "?" && !target.closest("button, summary, a, dialog")) {
      open("?", event);
    } else if (row && (key === "j" || key === "k")) {
      step(row, key === "j" ? 1 : -1);
    } else {
      const button = row && buttonFor(key, row);
      if (!button) return;
      press(button);
    }
    event.preventDefault();
  });

  roveAll();
})();
