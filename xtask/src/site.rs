//! `build`: the release site and the engine module in `dist/`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Outcome, Step, root};
use crate::tools;

/// What rustc's Wasm uses. Named one by one: with all of Binaryen's features on, browsers refuse
/// the result.
const WASM_FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Builds everything that is published.
pub fn build() -> Outcome {
    tools::ensure_site_tools()?;
    fetch_crates()?;
    write_plain_pages()?;
    build_page()?;
    build_engine()?;
    println!("The site is in {}", dist().display());
    Ok(())
}

/// Where the release site goes.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Trunk runs cargo offline, so that a build never waits for the network: what it needs is fetched
/// first, and that is a moment's work when it is there already.
pub fn fetch_crates() -> Outcome {
    Step::new("Fetching crates", "cargo")
        .args(["fetch", "--locked"])
        .run()
}

/// The pages of rules and operations, from where the page's build takes them (`bundle.mjs`).
pub fn write_plain_pages() -> Outcome {
    write_pages("rules", "rule_pages")?;
    write_pages("operations", "operation_pages")
}

fn write_pages(subject: &str, example: &str) -> Outcome {
    let folder = root().join("target").join(subject);
    // What is gone leaves no page behind.
    if folder.is_dir() {
        let failed = |error| format!("{} not removed: {error}", folder.display());
        fs::remove_dir_all(&folder).map_err(failed)?;
    }
    let title = format!("Writing the pages of the {subject}");
    let mut step = Step::new(&title, "cargo");
    step.args(["run", "--quiet", "--locked", "--example", example, "--"]);
    step.args([folder]).run()
}

fn build_page() -> Outcome {
    let mut trunk = Step::new("Building the page (release)", "trunk");
    trunk.args([
        "build",
        "--release",
        "--offline",
        "--locked",
        "--skip-version-check",
    ]);
    trunk.env("PATH", tools::tool_path()?);
    without_no_color(&mut trunk).run()?;
    shrink(&dist().join("drydock_bg.wasm"))
}

/// Trunk reads `NO_COLOR` as a boolean and refuses the usual `NO_COLOR=1`.
pub fn without_no_color(trunk: &mut Step) -> &mut Step {
    match std::env::var_os("NO_COLOR") {
        Some(_) => trunk.env("NO_COLOR", "true"),
        None => trunk,
    }
}

/// The engine as a JavaScript module: wasm-bindgen's output is `drydock_core`, and the hand-written
/// module of `src/js/` is the door to it.
fn build_engine() -> Outcome {
    let door = root().join("src/js");
    if !door.is_dir() {
        return Ok(());
    }
    let mut compile = Step::new("Building the engine module (release)", "cargo");
    compile.args([
        "rustc",
        "--locked",
        "--lib",
        "--release",
        "--features",
        "js",
    ]);
    compile.args([
        "--crate-type",
        "cdylib",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    compile.run()?;

    let folder = dist().join("engine");
    let wasm = root().join("target/wasm32-unknown-unknown/release/drydock.wasm");
    let mut bind = Step::new("Binding the engine module", "wasm-bindgen");
    bind.args(["--target", "web", "--out-name", "drydock_core", "--out-dir"]);
    bind.args([&folder, &wasm]);
    bind.env("PATH", tools::tool_path()?).run()?;
    shrink(&folder.join("drydock_core_bg.wasm"))?;
    for name in ["drydock.js", "drydock.d.ts"] {
        copy(&door.join(name), &folder.join(name))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Outcome {
    let failed = |error| format!("{} not copied: {error}", from.display());
    fs::copy(from, to).map(|_| ()).map_err(failed)
}

/// wasm-opt in place; it also strips names and producers.
fn shrink(wasm: &Path) -> Outcome {
    let name = wasm.file_name().unwrap_or_default().to_string_lossy();
    let mut optimise = Step::new(&format!("Shrinking {name}"), "wasm-opt");
    optimise
        .args(["-O3", "--strip-debug", "--strip-producers"])
        .args(WASM_FEATURES);
    optimise.args([wasm.as_os_str(), "-o".as_ref(), wasm.as_os_str()]);
    optimise.env("PATH", tools::tool_path()?).run()
}
