// Tells the browser which passkeys are still good here, so that it offers no dead ones (WebAuthn Level 3, Signal API).
// The page says it (components/known_passkeys.rs); a browser without the interface hears nothing, and nothing is lost.
const { user, ids, unknown } = document.getElementById("known-passkeys").dataset;
const rpId = location.hostname;
const api = globalThis.PublicKeyCredential;

const told = unknown
  ? api?.signalUnknownCredential?.({ rpId, credentialId: unknown })
  : api?.signalAllAcceptedCredentials?.({ rpId, userId: user, allAcceptedCredentialIds: ids.split(",").filter(Boolean) });
told?.catch(() => {});
