// Every htmx request that fails, save 409 and 422 (those swap), is said in the one live region; the form keeps its text.
(() => {
  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
  const loginPath = meta("login-url") || "/accounts/login/";
  const kept = " What you wrote is still here.";

  function sentence(status) {
    if (status === 400) return "The desk could not read that request, so nothing was saved." + kept;
    if (status === 403) return "You are not allowed to do that, or this page has grown too old; nothing was saved." + kept;
    if (status === 404) return "This is no longer here, or not for you to see; nothing was saved." + kept;
    if (status === 413) return "That is too large for the desk; nothing was saved." + kept + " Shorten it, or send a smaller file.";
    if (status === 429) return "Too many requests. Wait a minute, then send it again; nothing was saved." + kept;
    if (status === 503) return "The desk is busy; nothing was saved. Send it again in a moment." + kept;
    if (status >= 500) return "The desk failed; nothing was saved." + kept + " Try again, and tell whoever runs the desk if it stays so.";
    return `The desk answered ${status}; nothing was saved.` + kept;
  }

  function say(text, link) {
    const region = document.querySelector(".live");
    if (!region) return;
    const box = document.createElement("div");
    const words = document.createElement("p");
    words.textContent = text;
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

  // A new login has a new CSRF token: fetch this page again and take it over, or the kept form could not be sent.
  async function takeNewToken() {
    const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok || leadsToLogin(answer.url)) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.getAttribute("hx-headers");
    if (!fresh) return;
    document.body.setAttribute("hx-headers", fresh);
    const token = JSON.parse(fresh)["X-CSRFToken"];
    document.querySelectorAll('input[name="csrfmiddlewaretoken"]').forEach((input) => { input.value = token; });
    window.removeEventListener("focus", takeNewToken);
    say("You are logged in again. Send the form once more.");
  }

  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const xhr = event.detail.xhr;
    const redirect = xhr.getResponseHeader("HX-Redirect");
    if (xhr.status !== 401 && !leadsToLogin(redirect) && !leadsToLogin(xhr.responseURL)) return;
    event.preventDefault();
    say("You have been logged out, so nothing was saved." + kept + " Log in again in a new tab, then come back and send it.",
      { href: loginPath, text: "Log in (new tab)" });
    window.addEventListener("focus", takeNewToken);
  });
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr, requestConfig } = event.detail;
    const reading = requestConfig.verb === "get";
    // The desk answers htmx in one plain sentence; a proxy before it answers in HTML, so for that we have our own.
    const plain = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain") && xhr.responseText.slice(0, 500);
    if (plain) say(plain + (reading ? "" : kept));
    else say(reading ? `The desk could not show that (${xhr.status}). The page is as it was.` : sentence(xhr.status));
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => say("The desk could not be reached; nothing was saved as far as we know." + kept));
  }
  document.addEventListener("htmx:beforeRequest", () => document.querySelector(".live")?.replaceChildren());
})();
