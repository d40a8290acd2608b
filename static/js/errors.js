// Report every failed htmx request in the live region, except 409 and 422 (those swap). The form keeps its text.
(() => {
  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
  const loginPath = meta("login-url") || "/accounts/login/";
  const KEPT = "Nothing was saved. Your text is still in the form.";
  const REASONS = {
    400: "We could not read this request.",
    403: "You are not allowed to do this, or this page has expired.",
    404: "This no longer exists, or you are not allowed to see it.",
    413: "This is too large. Shorten it, or choose a smaller file.",
    429: "Too many requests. Wait a minute, then submit again.",
    503: "The desk is busy. Submit again in a moment.",
  };

  function reason(status) {
    if (REASONS[status]) return REASONS[status];
    if (status >= 500) return "Something went wrong. Submit again. If it fails again, contact the person who runs this desk.";
    return `The request failed with status ${status}.`;
  }

  // Show the sentences, each a text of its own, and optionally a link.
  function say(sentences, link) {
    const region = document.querySelector(".live");
    if (!region) return;
    const box = document.createElement("div");
    const words = document.createElement("p");
    words.textContent = sentences.join(" ");
    box.append(words);
    if (link) {
      const a = document.createElement("a");
      Object.assign(a, { href: link.href, textContent: link.text, target: "_blank", rel: "noopener" });
      box.append(a);
    }
    const close = document.createElement("button");
    Object.assign(close, { type: "button", className: "button-small", textContent: "Dismiss" });
    close.addEventListener("click", () => region.replaceChildren());
    box.append(close);
    region.replaceChildren(box);
  }

  function leadsToLogin(url) {
    if (!url) return false;
    const target = new URL(url, location.href);
    return target.pathname === loginPath && location.pathname !== loginPath;
  }

  // A new login has a new CSRF token. Fetch this page again and copy its token, or the form could not be submitted.
  async function takeNewToken() {
    const response = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    if (!response?.ok || leadsToLogin(response.url)) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").body.getAttribute("hx-headers");
    if (!fresh) return;
    document.body.setAttribute("hx-headers", fresh);
    const token = JSON.parse(fresh)["X-CSRFToken"];
    document.querySelectorAll('input[name="csrfmiddlewaretoken"]').forEach((input) => { input.value = token; });
    window.removeEventListener("focus", takeNewToken);
    say(["You are logged in again. Submit the form again."]);
  }

  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const xhr = event.detail.xhr;
    const redirect = xhr.getResponseHeader("HX-Redirect");
    if (xhr.status !== 401 && !leadsToLogin(redirect) && !leadsToLogin(xhr.responseURL)) return;
    event.preventDefault();
    say(["You have been logged out.", KEPT, "Log in again in a new tab, then come back and submit the form."],
      { href: loginPath, text: "Log in (new tab)" });
    window.addEventListener("focus", takeNewToken);
  });
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr, requestConfig } = event.detail;
    const reading = requestConfig.verb === "get";
    // The desk sends htmx one plain text; a proxy in front of it sends HTML, so for that we have our own sentences.
    const plain = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain") && xhr.responseText.slice(0, 500);
    if (plain) say(reading ? [plain] : [plain, "Your text is still in the form."]);
    else say(reading ? [`We could not load this (status ${xhr.status}). The page has not changed.`] : [reason(xhr.status), KEPT]);
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => say([
      "We could not reach the desk, and do not know whether your text was saved.",
      "It is still in the form. Check your connection, then submit again.",
    ]));
  }
  document.addEventListener("htmx:beforeRequest", () => document.querySelector(".live")?.replaceChildren());
})();
