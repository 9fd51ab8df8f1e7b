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
    clear(&folder)?;
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
        "--features",
        "split",
    ]);
    trunk.env("PATH", tools::tool_path()?);
    trunk.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "--cfg erase_components -Clink-args=--emit-relocs",
    );
    without_no_color(&mut trunk).run()?;
    split_page()?;
    for wasm in wasm_files(&dist())? {
        shrink(&wasm)?;
    }
    Ok(())
}

/// Puts the page's Wasm, cut into what the first screen needs and what comes later, in the place of
/// Trunk's whole one. It has to be cut before wasm-bindgen, and Trunk has no hook there.
fn split_page() -> Outcome {
    let parts = root().join("target/wasm32-unknown-unknown/release/split");
    clear(&parts)?;
    let whole = root().join("target/wasm32-unknown-unknown/release/drydock.wasm");
    let mut cut = Step::new("Splitting the page", "wasm-split-cli");
    cut.args(["--target", "web", "--out-name", "drydock"]);
    cut.args([&whole, &parts]);
    cut.env("PATH", tools::tool_path()?).run()?;

    let first = parts.join("drydock.wasm");
    let mut bind = Step::new("Binding the page", "wasm-bindgen");
    // The parts take their functions from the first one by way of what the linker exports.
    bind.args(["--target", "web", "--no-typescript", "--keep-lld-exports"]);
    bind.args(["--out-dir"]);
    bind.args([&dist(), &first]);
    bind.env("PATH", tools::tool_path()?).run()?;
    remove(&first)?;
    publish_parts(&parts, &build_name(&whole)?)
}

/// Copies the parts under names of this very build: a part of another build, met after a new
/// release or in some cache, does not fit and must not be found.
fn publish_parts(parts: &Path, build: &str) -> Outcome {
    let loader = parts.join("__wasm_split.js");
    let failed = |error| format!("{} cannot be read: {error}", loader.display());
    let mut text = fs::read_to_string(&loader).map_err(failed)?;
    for part in wasm_files(parts)? {
        let name = part.file_stem().unwrap_or_default().to_string_lossy();
        let new = format!("{name}-{build}");
        text = text.replace(&format!("\"./{name}.wasm\""), &format!("\"./{new}.wasm\""));
        copy(&part, &dist().join(format!("{new}.wasm")))?;
    }
    let target = dist().join("__wasm_split.js");
    fs::write(&target, text).map_err(|error| format!("{} not written: {error}", target.display()))
}

/// A name for what a file holds: its FNV-1a hash.
fn build_name(file: &Path) -> Result<String, String> {
    let failed = |error| format!("{} cannot be read: {error}", file.display());
    let bytes = fs::read(file).map_err(failed)?;
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    Ok(format!("{hash:016x}"))
}

/// Takes a folder away, with all that is in it.
pub fn clear(folder: &Path) -> Outcome {
    if !folder.is_dir() {
        return Ok(());
    }
    fs::remove_dir_all(folder).map_err(|error| format!("{} not removed: {error}", folder.display()))
}

fn remove(file: &Path) -> Outcome {
    fs::remove_file(file).map_err(|error| format!("{} not removed: {error}", file.display()))
}

fn wasm_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = files(folder)?;
    found.retain(|file| file.extension().is_some_and(|end| end == "wasm"));
    Ok(found)
}

/// The files of a folder, without those of its folders, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |error| format!("{} cannot be read: {error}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
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
        "--package",
        "drydock",
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
