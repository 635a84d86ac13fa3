// Starts the islands of a page; the shell asks for this script only where the page holds one. Leptos would write it
// into the page itself, which our content security policy forbids. `cargo xtask site` puts in the hashed names.
import init, * as app from "/pkg/latchkey.js";

globalThis.__RESOLVED_RESOURCES = [];
globalThis.__SERIALIZED_ERRORS = [];
globalThis.__INCOMPLETE_CHUNKS = [];

await init({ module_or_path: "/pkg/latchkey_bg.wasm" });
app.hydrate();
for (const island of document.querySelectorAll("leptos-island")) {
  island.parentElement.closest("leptos-children")?.$$on_hydrate?.();
  await app[island.dataset.component](island);
}
document.documentElement.dataset.islands = "ready";
