/* Passkeys: the browser asks the device, and the form carries the answer. Without a script the form stays hidden. */
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function asked(options) {
  const key = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
  if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (key[list]) key[list] = key[list].map((one) => ({ ...one, id: bytes(one.id) }));
  }
  return { publicKey: key };
}

function told(credential) {
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const response = {};
  for (const name of names) if (credential.response[name]) response[name] = text(credential.response[name]);
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

// A passkey belongs to a name: on a bare number of the network no device makes one.
const possible = window.PublicKeyCredential && !/^[\d.]+$|:/.test(location.hostname);

for (const form of possible ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  for (const note of document.querySelectorAll("[data-without-passkeys]")) note.hidden = true;
  form.querySelector("button").addEventListener("click", async (event) => {
    event.preventDefault();
    const options = asked(JSON.parse(document.getElementById(form.dataset.options).textContent));
    const failed = form.querySelector("[role=alert]");
    failed.hidden = true;
    try {
      const credential = await navigator.credentials[form.dataset.passkey](options);
      form.elements.credential.value = JSON.stringify(told(credential));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
