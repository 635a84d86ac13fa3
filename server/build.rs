//! Compiles the server again when the site that it carries was built again.

fn main() {
    // A folder that is missing would make cargo run this, and compile everything, each time.
    std::fs::create_dir_all("../target/site").ok();
    println!("cargo::rerun-if-changed=../target/site");
}
