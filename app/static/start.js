// Starts the islands of a page; the shell asks for this script only where the page holds one. Leptos would write it
// into the page itself, which our content security policy forbids. `cargo xtask site` puts in the hashed names.
// Both are asked for here, at once, and not in the page: a browser without scripts would load them for nothing.
const wasm = fetch("/pkg/latchkey_bg.wasm");
const app = await import("/pkg/latchkey.js");

globalThis.__RESOLVED_RESOURCES = [];
globalThis.__SERIALIZED_ERRORS = [];
globalThis.__INCOMPLETE_CHUNKS = [];

await app.default({ module_or_path: wasm });
app.hydrate();
for (const island of document.querySelectorAll("leptos-island")) {
  island.parentElement.closest("leptos-children")?.$$on_hydrate?.();
  await app[island.dataset.component](island);
}
document.documentElement.dataset.islands = "ready";
