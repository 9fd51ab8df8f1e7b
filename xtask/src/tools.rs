//! The tools: found, or installed once per user and version; never into a checkout, but for what
//! npm keeps in `node_modules`.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Outcome, Step, on_path, output_of, root};

/// Trunk 0.22 wants a newer Rust than this package does.
const TRUNK: &str = "0.21.14";
/// Cuts the page's Wasm; its format is that of `wasm_split_helpers` in `Cargo.toml`.
const WASM_SPLIT: &str = "0.2.4";
const NODE_MAJOR: u32 = 20;
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// `${XDG_CACHE_HOME:-~/.cache}/drydock`.
pub fn cache() -> Result<PathBuf, String> {
    let set = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let base = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")));
    base.map(|base| base.join("drydock"))
        .ok_or_else(|| "neither XDG_CACHE_HOME nor HOME is set: tools have no place to go".into())
}

/// What building the site takes; afterwards [`tool_path`] finds all of it.
pub fn ensure_site_tools() -> Outcome {
    ensure_wasm_target()?;
    ensure_cargo_tool(
        "wasm-bindgen-cli",
        "wasm-bindgen",
        &wasm_bindgen_version()?,
        &[],
    )?;
    ensure_cargo_tool("trunk", "trunk", TRUNK, &["--locked"])?;
    // Its program is behind a feature.
    let flags = ["--locked", "--features", "build-binary"];
    ensure_cargo_tool(
        "wasm_split_cli_support",
        "wasm-split-cli",
        WASM_SPLIT,
        &flags,
    )?;
    ensure_npm_packages()
}

/// A `PATH` that begins with our versions of the tools.
pub fn tool_path() -> Result<OsString, String> {
    let bindgen = tool_folder("wasm-bindgen-cli", &wasm_bindgen_version()?)?;
    let mut folders = vec![
        tool_folder("trunk", TRUNK)?.join("bin"),
        bindgen.join("bin"),
    ];
    folders.push(tool_folder("wasm_split_cli_support", WASM_SPLIT)?.join("bin"));
    folders.push(root().join("node_modules/.bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    std::env::join_paths(folders).map_err(|error| format!("PATH cannot be used: {error}"))
}

/// The compiler's own parts: rustup adds what is missing.
pub fn ensure_component(name: &str, program: &str) -> Outcome {
    if output_of("cargo", &[program, "--version"]).is_some() {
        return Ok(());
    }
    let mut step = Step::new(&format!("Adding {name}"), "rustup");
    step.args(["component", "add", name]).run()
}

/// The Wasm target of the compiler.
pub fn ensure_wasm_target() -> Outcome {
    let libraries = output_of(
        "rustc",
        &["--print", "target-libdir", "--target", WASM_TARGET],
    );
    if libraries.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    if on_path(&["rustup"]).is_none() {
        return Err(format!(
            "Rust's {WASM_TARGET} target is missing and so is rustup: install Rust from \
             https://rustup.rs, or that target with your system's packages"
        ));
    }
    Step::new("Adding the Wasm target", "rustup")
        .args(["target", "add", WASM_TARGET])
        .run()
}

fn tool_folder(package: &str, version: &str) -> Result<PathBuf, String> {
    Ok(cache()?.join(format!("{package}-{version}")))
}

fn ensure_cargo_tool(package: &str, program: &str, version: &str, flags: &[&str]) -> Outcome {
    let folder = tool_folder(package, version)?;
    if folder.join("bin").join(program).is_file() {
        return Ok(());
    }
    let what = format!("Installing {package} {version} (once per user, some minutes)");
    let mut step = Step::new(&what, "cargo");
    step.args(["install", package, "--version", version]);
    step.args([OsString::from("--root"), folder.into_os_string()]);
    step.args(flags);
    step.run()
}

/// The CLI must be of exactly the version that `Cargo.lock` has.
fn wasm_bindgen_version() -> Result<String, String> {
    let lock = fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock cannot be read: {error}"))?;
    let mut lines = lock
        .lines()
        .skip_while(|line| *line != "name = \"wasm-bindgen\"");
    let version = lines
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \""));
    let version = version.and_then(|rest| rest.strip_suffix('"'));
    version
        .map(str::to_string)
        .ok_or_else(|| "Cargo.lock names no wasm-bindgen".into())
}

/// Node and npm are there and new enough, and `node_modules` is what the lock says.
pub fn ensure_npm_packages() -> Outcome {
    ensure_node()?;
    let lock = fs::read(root().join("package-lock.json"))
        .map_err(|error| format!("package-lock.json cannot be read: {error}"))?;
    // A copy of the lock, left after a complete install, says that nothing has changed since.
    let stamp = root().join("node_modules/.drydock-installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    Step::new("Installing npm packages", "npm")
        .args(["ci", "--ignore-scripts"])
        .run()?;
    fs::write(&stamp, lock).map_err(|error| format!("{} not written: {error}", stamp.display()))
}

fn ensure_node() -> Outcome {
    if on_path(&["node"]).is_none() || on_path(&["npm"]).is_none() {
        apt_install(&["nodejs", "npm"]);
    }
    let version = output_of("node", &["--version"]).unwrap_or_default();
    let major: Option<u32> = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|n| n.parse().ok());
    match major {
        Some(major) if major >= NODE_MAJOR && on_path(&["npm"]).is_some() => Ok(()),
        Some(major) if major >= NODE_MAJOR => {
            Err("npm is missing: install it with your system's packages".into())
        }
        Some(_) => Err(format!(
            "Node {version} is too old: install {NODE_MAJOR} or newer from https://nodejs.org"
        )),
        None => Err(format!(
            "Node is missing: install {NODE_MAJOR}+ from https://nodejs.org"
        )),
    }
}

/// A real browser: `CHROME`, then the `PATH`, then where macOS keeps it, then Debian's package.
pub fn ensure_chromium() -> Result<PathBuf, String> {
    const NAMES: &[&str] = &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ];
    const APPS: &[&str] = &[
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ];
    if let Some(chosen) = std::env::var_os("CHROME").filter(|value| !value.is_empty()) {
        let chosen = PathBuf::from(chosen);
        let missing = format!("CHROME names {}, which is not a file", chosen.display());
        return if chosen.is_file() {
            Ok(chosen)
        } else {
            Err(missing)
        };
    }
    let installed = || {
        let app = APPS.iter().map(PathBuf::from).find(|app| app.is_file());
        on_path(NAMES).or(app)
    };
    if installed().is_none() {
        apt_install(&["chromium"]);
    }
    installed().ok_or_else(|| {
        "no Chromium or Chrome found: install one, or set CHROME to its program file".into()
    })
}

/// A Python environment of our own in the cache, with these packages of exactly these versions.
pub fn ensure_python(name: &str, packages: &[&str]) -> Result<PathBuf, String> {
    let folder = cache()?.join(name);
    let python = folder.join("bin/python");
    let stamp = folder.join("installed");
    let wanted = packages.join(" ");
    if python.is_file() && fs::read_to_string(&stamp).is_ok_and(|have| have == wanted) {
        return Ok(python);
    }
    if output_of("python3", &["-c", "import venv, ensurepip"]).is_none() {
        apt_install(&["python3", "python3-venv"]);
    }
    let mut make = Step::new("Making a Python environment", "python3");
    make.args(["-m", "venv", "--clear"]).args([&folder]);
    make.run()
        .map_err(|reason| format!("{reason}\npython3 with venv is needed"))?;
    let mut install = Step::new(&format!("Installing {wanted}"), &python);
    install
        .args(["-m", "pip", "install", "--quiet"])
        .args(packages)
        .run()?;
    fs::write(&stamp, wanted)
        .map_err(|error| format!("{} not written: {error}", stamp.display()))?;
    Ok(python)
}

/// Installs Debian packages where that needs no question; elsewhere the caller says what to do.
pub fn apt_install(packages: &[&str]) {
    let root_user = output_of("id", &["-u"]).is_some_and(|id| id == "0");
    if !root_user || on_path(&["apt-get"]).is_none() {
        return;
    }
    let what = format!("Installing {} with apt", packages.join(" "));
    // A failure shows itself when the caller looks again for what it needs.
    let mut update = Step::new("Refreshing apt's lists", "apt-get");
    let _ = update
        .args(["update", "--quiet"])
        .env("DEBIAN_FRONTEND", "noninteractive")
        .run();
    let mut install = Step::new(&what, "apt-get");
    install
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages);
    let _ = install.env("DEBIAN_FRONTEND", "noninteractive").run();
}
