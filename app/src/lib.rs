//! What people see: pages, components and islands. The browser gets the islands alone; everything else is the server's.

pub mod islands;

#[cfg(feature = "ssr")]
pub mod brand;
#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
mod escaped;
#[cfg(feature = "ssr")]
pub mod mail;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod paths;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod serve;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod way_back;
#[cfg(feature = "ssr")]
pub mod wire;
#[cfg(feature = "ssr")]
pub mod words;

/// Makes the islands of the page live; called by app/static/start.js.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
