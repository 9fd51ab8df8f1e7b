//! `test`: every test there is, the fast ones first. `soak`: the long forms.

use std::path::Path;
use std::time::Instant;

use crate::clients::Clients;
use crate::run::{Outcome, Step, root};
use crate::{model, site, tools};

/// How many cases a property test runs in `soak`, where the normal run has a few hundred.
const SOAK_CASES: &str = "20000";

/// How many random runs of an hour `test` plays, optimised; `soak` plays as many as it has cases.
const SWARM_SEEDS: &str = "300";

type Check = (&'static str, fn() -> Outcome);

/// In this order; what needs the built site comes after `SITE`.
const CHECKS: &[Check] = &[
    ("format", format_check),
    ("API model", model::is_current),
    ("time zones", model::zones_are_current),
    ("native tests", native_tests),
    ("swarm", swarm),
    ("agrees with botocore", model::agrees),
    ("agrees with the AWS CLI", || model::agrees_with_cli(4)),
    ("clippy, core", || clippy(&["--workspace", "--all-targets"])),
    ("clippy, page", || {
        clippy_wasm(&["--bins", "--lib", "--features", "ui"])
    }),
    ("clippy, engine module", || {
        clippy_wasm(&["--lib", "--features", "js"])
    }),
    (SITE, site::build),
    ("Node tests", || node_tests("tests/node")?.run()),
    ("tests on the wire", || {
        Clients::ensure().run(&mut node_tests("tests/wire")?)
    }),
    ("browser tests", || node_tests("tests/web")?.run()),
];
const SITE: &str = "site";

/// Runs all checks, even after one has failed, and sums up.
pub fn test() -> Outcome {
    let began = Instant::now();
    let mut failed: Vec<&str> = Vec::new();
    let mut summary = String::new();
    for (name, check) in CHECKS {
        let check_began = Instant::now();
        let outcome = if failed.contains(&SITE) {
            Err("skipped: there is no site to test".into())
        } else {
            check()
        };
        let seconds = check_began.elapsed().as_secs();
        let verdict = if outcome.is_ok() { "ok" } else { "FAILED" };
        summary.push_str(&format!("{seconds:>6} s  {verdict:<6}  {name}\n"));
        if let Err(reason) = outcome {
            eprintln!("{reason}");
            failed.push(name);
        }
    }
    print!("\n{summary}");
    println!("{:>6} s  in all", began.elapsed().as_secs());
    match failed.as_slice() {
        [] => Ok(()),
        failed => Err(format!("failed: {}", failed.join(", "))),
    }
}

/// The random tests again, long, optimised, with every assertion on.
pub fn soak() -> Outcome {
    let mut step = Step::new("Soaking the core", "cargo");
    step.args(["test", "--profile", "soak", "--lib", "--test", "it"]);
    step.env("PROPTEST_CASES", SOAK_CASES)
        .env("SWARM_SEEDS", SOAK_CASES)
        .env("DRYDOCK_SOAK", "1")
        .run()?;
    model::agrees_with_cli(1)
}

fn format_check() -> Outcome {
    tools::ensure_component("rustfmt", "fmt")?;
    Step::new("Checking the format", "cargo")
        .args(["fmt", "--all", "--check"])
        .run()
}

fn native_tests() -> Outcome {
    Step::new("Native tests", "cargo")
        .args(["test", "--locked", "--workspace"])
        .run()
}

/// Random runs of an hour; without optimisation they would take minutes. The Node tests play them
/// once more in Wasm.
fn swarm() -> Outcome {
    let runs = root().join("target/swarm");
    site::clear(&runs)?;
    let mut step = Step::new("Random runs", "cargo");
    step.args(["test", "--profile", "soak", "--locked", "--test", "it"]);
    step.args(["swarm::"]);
    step.env("SWARM_SEEDS", SWARM_SEEDS)
        .env("SWARM_RUNS", runs)
        .run()
}

fn clippy(which: &[&str]) -> Outcome {
    tools::ensure_component("clippy", "clippy")?;
    let mut step = Step::new(&format!("Clippy {}", which.join(" ")), "cargo");
    step.args(["clippy", "--locked"])
        .args(which)
        .args(["--", "--deny", "warnings"])
        .run()
}

fn clippy_wasm(which: &[&str]) -> Outcome {
    tools::ensure_wasm_target()?;
    clippy(&[which, &["--target", "wasm32-unknown-unknown"]].concat())
}

/// `node --test` over the `*.test.mjs` files of a folder; they find the site in `dist/`.
fn node_tests(folder: &str) -> Result<Step, String> {
    let mut step = Step::new(&format!("Tests in {folder}"), "node");
    step.args(["--test", "--test-concurrency=2"]);
    step.args(test_files(&root().join(folder))?);
    step.env("CHROME", tools::ensure_chromium()?);
    Ok(step)
}

/// Listed here, as Node 20 knows no patterns on its command line.
fn test_files(folder: &Path) -> Result<Vec<std::path::PathBuf>, String> {
    let failed = |error| format!("{} cannot be read: {error}", folder.display());
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    match files.as_slice() {
        [] => Err(format!("{} holds no *.test.mjs", folder.display())),
        _ => Ok(files),
    }
}
