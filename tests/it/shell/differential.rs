//! Hundreds of scripts say what they say in bash. `tests/shell/expect.mjs` writes what that is.

use super::run;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/shell");
/// The variable that may name another folder of scripts.
const OTHERS: &str = "DRYDOCK_SCRIPTS";

/// A script and what bash says to it.
struct Case {
    name: String,
    script: String,
    expected: String,
}

fn cases() -> Vec<Case> {
    let folder = std::env::var_os(OTHERS).unwrap_or_else(|| FOLDER.into());
    let entries = fs::read_dir(folder).expect("the scripts are there");
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "txt"));
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a text");
        for case in format!("\n{text}").split("\n=== ").skip(1) {
            let (name, rest) = case.split_once('\n').expect("a name");
            let end = rest.find("\n--- ").expect("what bash says");
            cases.push(Case {
                name: format!("{}: {name}", file.display()),
                script: rest[..end].to_string(),
                expected: rest[end + 1..].trim_end().to_string(),
            });
        }
    }
    cases
}

fn section(name: &str, text: &str) -> String {
    match text {
        "" => String::new(),
        text if text.ends_with('\n') => format!("--- {name}\n{text}"),
        text => format!("--- {name}, no end\n{text}\n"),
    }
}

fn said(out: &str, err: &str, code: &str) -> String {
    format!(
        "{}{}--- exit {code}",
        section("out", out),
        section("err", err)
    )
}

#[test]
fn scripts_say_what_bash_says() {
    let cases = cases();
    let least = if std::env::var_os(OTHERS).is_some() {
        1
    } else {
        400
    };
    assert!(cases.len() >= least, "only {} scripts", cases.len());
    let mut report = String::new();
    for case in &cases {
        let outcome = run(&case.script);
        let code = outcome
            .code
            .map_or("none".to_string(), |code| code.to_string());
        let said = said(&outcome.out, &outcome.err, &code);
        if said != case.expected {
            let (name, script) = (&case.name, &case.script);
            report.push_str(&format!(
                "{name}\n{script}\nbash:\n{}\nours:\n{said}\n\n",
                case.expected
            ));
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn the_texts_are_what_bash_says_here() {
    // The texts are those of bash 5.2: other versions word some messages otherwise.
    let version = Command::new("bash").arg("--version").output();
    let version = version.map_or(String::new(), |it| {
        String::from_utf8_lossy(&it.stdout).into()
    });
    if !version.contains("version 5.2") || cfg!(not(target_os = "linux")) {
        return;
    }
    let absent = absent_tools();
    let root = std::env::temp_dir().join(format!("drydock-shell-{}", std::process::id()));
    let cases = cases();
    let asked = cases
        .iter()
        .filter(|case| !absent.iter().any(|tool| case.script.contains(tool)));
    for (place, case) in asked.enumerate() {
        let folder = root.join(place.to_string());
        fs::create_dir_all(&folder).expect("a folder");
        let said = bash(&case.script, &folder);
        assert_eq!(said, case.expected, "{}\n{}", case.name, case.script);
    }
    fs::remove_dir_all(&root).expect("the folder goes");
}

/// Tools of the scripts that are not here, or of another version than the texts were made with.
fn absent_tools() -> Vec<&'static str> {
    let tools = [
        ("jq", "--version", "jq-1.6"),
        ("awk", "-Wversion", "mawk 1.3.4 20200120"),
        ("bc", "--version", "bc 1.07"),
        ("envsubst", "--version", "envsubst (GNU"),
        ("column", "--version", "column from util-linux"),
    ];
    let is_absent = |(name, flag, version): &(&'static str, &str, &str)| {
        let output = Command::new(name).arg(flag).output();
        let said = output.map_or(String::new(), |it| {
            String::from_utf8_lossy(&it.stdout).into()
        });
        !said.starts_with(version)
    };
    let absent = tools.into_iter().filter(is_absent);
    absent.map(|(name, _, _)| name).collect()
}

fn bash(script: &str, folder: &Path) -> String {
    // What starts the tests may ignore interrupts, as what runs in the background does; bash cannot
    // trap those then.
    let output = Command::new("env")
        .args(["--default-signal", "bash", "-c", script])
        .env_clear()
        .envs([
            ("PATH", "/usr/bin:/bin"),
            ("HOME", "/"),
            ("LC_ALL", "C.UTF-8"),
            ("TZ", "UTC"),
        ])
        .env("TMPDIR", folder)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("bash starts");
    let plain = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(['‘', '’'], "'");
    let code = output
        .status
        .code()
        .map_or("none".to_string(), |code| code.to_string());
    said(&plain(&output.stdout), &plain(&output.stderr), &code)
}
