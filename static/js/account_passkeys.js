// Passkeys: a button asks the browser for one and submits the form with what it answers.
// The options come from a <script type="application/json">, which is data and runs nothing.
(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form) return;
  const button = form.querySelector("button[data-passkey-ask]");
  const failed = form.querySelector("[data-passkey-failed]");
  const options = JSON.parse(document.getElementById("passkey-options").textContent).publicKey;

  function bytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  }

  function text(buffer) {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  const withBytes = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));

  function add() {
    return navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: withBytes(options.excludeCredentials),
      },
    });
  }

  function use() {
    return navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        allowCredentials: withBytes(options.allowCredentials),
      },
    });
  }

  function answer(key) {
    const { response } = key;
    const said = { clientDataJSON: text(response.clientDataJSON) };
    for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[part]) said[part] = text(response[part]);
    }
    if (response.getTransports) said.transports = response.getTransports();
    return {
      type: key.type,
      id: key.id,
      rawId: text(key.rawId),
      authenticatorAttachment: key.authenticatorAttachment,
      response: said,
      clientExtensionResults: key.getClientExtensionResults(),
    };
  }

  if (!window.PublicKeyCredential) {
    failed.hidden = false;
    return;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    failed.hidden = true;
    button.disabled = true;
    try {
      const key = await (form.dataset.passkey === "add" ? add() : use());
      form.elements.credential.value = JSON.stringify(answer(key));
      form.requestSubmit();
    } catch {
      failed.hidden = false;
      button.disabled = false;
    }
  });
})();
