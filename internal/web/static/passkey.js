/* Passkeys: a form that carries what to ask of an authenticator asks it when it is
   sent, and carries the answer instead. Without this file pages say what else to do. */
"use strict";
(() => {
  const bytes = s => Uint8Array.from(atob(s.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));
  const text = b => btoa(String.fromCharCode(...new Uint8Array(b))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const ask = async (kind, options) => {
    const o = JSON.parse(options);
    o.challenge = bytes(o.challenge);
    if (o.user) o.user.id = bytes(o.user.id);
    for (const list of [o.allowCredentials, o.excludeCredentials])
      for (const c of list ?? []) c.id = bytes(c.id);
    const c = await navigator.credentials[kind]({ publicKey: o });
    const r = c.response;
    const response = { clientDataJSON: text(r.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
      if (r[name]) response[name] = text(r[name]);
    if (r.getTransports) response.transports = r.getTransports();
    return JSON.stringify({ id: c.id, rawId: text(c.rawId), type: c.type, clientExtensionResults: c.getClientExtensionResults(), response });
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("button");
    const failed = form.querySelector("[data-failed]");
    if (!window.PublicKeyCredential) {
      form.querySelector("[data-unable]").hidden = false;
      continue;
    }
    for (const e of form.querySelectorAll("[data-able]")) e.hidden = false;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      button.disabled = true;
      failed.hidden = true;
      try {
        form.elements.answer.value = await ask(form.dataset.passkey, form.dataset.options);
        form.submit();
      } catch {
        button.disabled = false;
        failed.hidden = false;
        button.focus();
      }
    });
  }
})();
