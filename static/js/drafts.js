// What somebody types into a long form is kept: at once in this browser, a second later on the desk, which offers it again
// (templates/claims/drafts). The browser keeps only what the desk does not have yet, and of this account alone.
(() => {
  const PAUSE = 1000; // milliseconds between two sendings of one form
  const RETRY = 10_000; // while the desk is gone
  const LONGEST_WAIT = 2000; // for the desk, before somebody is logged out
  const STORE = "draft:";
  const SENT = "drafts-sent"; // when the desk last got one
  const JUST_NOW = 10_000; // milliseconds: a page that was made meanwhile may lack its offer
  const meta = document.querySelector('meta[name="account"]');
  if (!meta) return; // nobody is logged in: what is kept waits for whoever typed it
  const mine = `${STORE}${meta.content}:`;

  // A browser may forbid to store anything.
  function store(act) {
    try {
      return act(localStorage);
    } catch {
      return null;
    }
  }

  const kept = () => store((all) => Object.keys(all).filter((name) => name.startsWith(STORE))) ?? [];
  for (const name of kept()) if (!name.startsWith(mine)) store((all) => all.removeItem(name));

  // --- Forms ---

  const keys = new Map(); // by the address of a form: the key of its draft, once somebody typed into it on this page
  const NEVER = new Set(["csrfmiddlewaretoken", "draft", "draft_restore"]);

  // A form may have fields called "action" and "method".
  const addressOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const isLong = (form) => form?.getAttribute("method")?.toLowerCase() === "post" && form.querySelector("textarea");

  function newKey() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function fieldsOf(form) {
    const secret = new Set([...form.querySelectorAll("[type=password]")].map((field) => field.name));
    return [...new FormData(form)].filter(([name, text]) => (
      typeof text === "string" && text !== "" && !NEVER.has(name) && !secret.has(name)
    ));
  }

  // --- Keeping ---

  const waiting = new Map(); // by key: the timer of its next sending
  const typed = new Map(); // by key: what to send, also where a browser stores nothing

  function keep(form) {
    const address = addressOf(form);
    if (!keys.has(address)) keys.set(address, newKey());
    const key = keys.get(address);
    const text = JSON.stringify({ form: address, fields: fieldsOf(form), at: Date.now() });
    typed.set(key, text);
    store((all) => all.setItem(mine + key, text));
    if (!waiting.has(key)) waiting.set(key, setTimeout(send, PAUSE, key));
  }

  // Send one draft to the desk. Return whether the desk has it, or has it no more because it was saved.
  async function send(key, { leaving = false } = {}) {
    clearTimeout(waiting.get(key));
    waiting.delete(key);
    const text = typed.get(key) ?? store((all) => all.getItem(mine + key));
    if (!text) return false;
    const { form, fields, at } = JSON.parse(text);
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const response = await fetch(meta.dataset.keep, {
      method: "POST",
      headers: { "HX-Request": "true" }, // a lost session is an answer, not a page
      body: new URLSearchParams({ key, form, at, fields_typed: JSON.stringify(fields), csrfmiddlewaretoken: token }),
      keepalive: leaving && text.length < 20_000, // browsers send no more of a page that is gone
    }).catch(() => null);
    if (response?.status !== 204) {
      const isGone = !response || response.status >= 500;
      if (isGone && !leaving && !waiting.has(key)) waiting.set(key, setTimeout(send, RETRY, key));
      return false;
    }
    store((all) => all.setItem(SENT, Date.now()));
    // What was typed meanwhile is still to be sent.
    if (typed.get(key) === text) typed.delete(key);
    if (store((all) => all.getItem(mine + key)) === text) store((all) => all.removeItem(mine + key));
    return true;
  }

  const sendAll = (options) => Promise.all([...typed.keys()].map((key) => send(key, options)));

  function forget(address) {
    const key = keys.get(address);
    if (!key) return;
    clearTimeout(waiting.get(key));
    waiting.delete(key);
    keys.delete(address);
    typed.delete(key);
    store((all) => all.removeItem(mine + key));
  }

  for (const name of ["input", "change"]) {
    document.addEventListener(name, ({ target }) => {
      if (isLong(target.form) && target.type !== "file") keep(target.form);
    });
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") sendAll({ leaving: true });
  });
  window.addEventListener("pagehide", () => sendAll({ leaving: true }));

  // --- Saving: the desk forgets the draft by its key ---

  document.addEventListener("formdata", ({ target, formData }) => {
    const key = keys.get(addressOf(target));
    if (key) formData.set("draft", key);
  });
  document.addEventListener("htmx:afterRequest", ({ detail: { successful, requestConfig } }) => {
    const address = new URL(requestConfig.path, location.href).pathname;
    const isLook = ["look", "split"].some((name) => requestConfig.formData?.has(name));
    if (successful && requestConfig.verb === "post" && !isLook) forget(address);
  });

  // --- Logging out: the desk gets what is left, this browser keeps nothing ---

  function clear() {
    for (const name of kept()) store((all) => all.removeItem(name));
  }

  let isLeaving = false;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (isLeaving || !addressOf(form).endsWith("/logout/")) return;
    if (!typed.size) return clear();
    event.preventDefault();
    event.stopImmediatePropagation();
    await Promise.race([sendAll(), new Promise((done) => setTimeout(done, LONGEST_WAIT))]);
    if (!typed.size) clear(); // else the desk does not answer, and nobody is logged out either
    isLeaving = true;
    setTimeout(() => form.requestSubmit()); // browsers ignore it within the event of the same form
  }, { capture: true });

  // --- Coming back ---

  // Let the desk offer what it did not have when it made this page: a browser crashed, or the desk was gone.
  async function offerTheRest(place) {
    const wasSentJustNow = Date.now() - store((all) => all.getItem(SENT)) < JUST_NOW;
    const left = kept().filter((name) => name.startsWith(mine)).map((name) => name.slice(mine.length));
    if (!place || (!left.length && !wasSentJustNow)) return;
    place.inert = true; // an older text must not be restored meanwhile
    await Promise.all(left.map((key) => send(key)));
    const asked = new URLSearchParams({ page: location.pathname, restored: restored ?? "" });
    const response = await fetch(`${meta.dataset.offers}?${asked}`).catch(() => null);
    if (response?.ok) {
      const offers = new DOMParser().parseFromString(await response.text(), "text/html");
      place.replaceChildren(...offers.body.childNodes);
      window.htmx?.process(place);
    }
    place.inert = false;
  }

  // A form that was filled in with a draft goes on with it.
  const restored = document.querySelector('meta[name="draft"]')?.content;
  if (restored) {
    keys.set(location.pathname, restored);
    const form = [...document.forms].find((each) => isLong(each) && addressOf(each) === location.pathname);
    form?.closest("details")?.setAttribute("open", "");
    const field = [...(form?.querySelectorAll("textarea") ?? [])].find((each) => each.value);
    field?.focus();
  }
  offerTheRest(document.getElementById("drafts"));
})();
