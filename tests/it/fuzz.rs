//! Texts that nobody would write, through the validator: it neither panics nor points outside of
//! the text; a fix of a text that parses leaves one that does, and takes its finding away.

use drydock::sim::{Chance, Purpose};
use drydock::taskdef::{self, Finding, Target};
use serde_json::Value;
use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/ui/examples");

/// Texts of the normal run, and of the soak.
const NORMAL: u64 = 100_000;
const SOAK: u64 = 10_000_000;

/// Threads that share the texts.
const THREADS: u64 = 2;

/// The fixes of one text in so many are tried: each is another check.
const FIXES_OF_ONE_IN: u64 = 16;

/// Pieces that are put where they do not belong.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "null",
    "true",
    "-1",
    "0.5",
    "99999999999999999999",
    "1e9",
    "\"\"",
    "\"${x}\"",
    "\"FARGATE\"",
    "\"awsvpc\"",
    "\"4 GB\"",
    "\"256\"",
    "\u{0}",
    "é",
    "😀",
    "\u{feff}",
    "//",
    "/*",
    "\\u0000",
    "\\",
    "\n",
    "[[[[[[",
    "{\"a\":",
    "{}",
    "[]",
    "[null]",
    "[{}]",
    "[\"x\"]",
    "{\"value\": 1}",
    "\"WINDOWS_SERVER_2022_CORE\"",
    "\"arn:aws:iam::123456789012:role/r\"",
    "\"host\"",
    "\"cpu\": 1,",
    "\"memory\": \"x\",",
    "\"name\": null,",
    "\"dependsOn\": [{}],",
    "\"volumes\": [{}],",
    "\"linuxParameters\": {\"tmpfs\": [{}]},",
    "\"logConfiguration\": {\"options\": {}},",
];

/// Members that are added where they may not belong.
const NAMES: &[&str] = &[
    "cpu",
    "memory",
    "memoryReservation",
    "networkMode",
    "requiresCompatibilities",
    "runtimePlatform",
    "ephemeralStorage",
    "volumes",
    "proxyConfiguration",
    "placementConstraints",
    "tags",
    "pidMode",
    "ipcMode",
    "links",
    "dependsOn",
    "healthCheck",
    "logConfiguration",
    "firelensConfiguration",
    "linuxParameters",
    "portMappings",
    "mountPoints",
    "volumesFrom",
    "environment",
    "environmentFiles",
    "secrets",
    "ulimits",
    "systemControls",
    "resourceRequirements",
    "restartPolicy",
    "repositoryCredentials",
    "efsVolumeConfiguration",
    "dockerVolumeConfiguration",
    "host",
    "Cpu",
    "task_role_arn",
    "revision",
];

/// A run of chance for one text.
struct Dice {
    text: u64,
    rolls: u64,
}

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.rolls += 1;
        let rolled = Chance { seed: 1 }.below(sides as u64, Purpose(0), self.text, self.rolls);
        usize::try_from(rolled).expect("less than sides")
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        let mut at = self.roll(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

fn bases() -> Vec<String> {
    let entries = fs::read_dir(FOLDER).expect("the examples are there");
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "json"));
    files.sort();
    let read = |file| fs::read_to_string(file).expect("the example is there");
    files.iter().map(read).collect()
}

/// One of the texts with some changes: most to its values, so that it parses, some to its letters.
fn text(bases: &[String], nth: u64) -> String {
    let mut dice = Dice {
        text: nth,
        rolls: 0,
    };
    let mut value: Value = serde_json::from_str(&bases[dice.roll(bases.len())]).expect("JSON");
    for _ in 0..dice.roll(6) {
        let other = &bases[dice.roll(bases.len())];
        change(&mut dice, &mut value, other);
    }
    let mut text = match dice.roll(2) {
        0 => value.to_string(),
        _ => serde_json::to_string_pretty(&value).expect("JSON"),
    };
    if dice.roll(4) == 0 {
        scratch(&mut dice, &mut text);
    }
    text
}

/// Changes a value somewhere inside another.
fn change(dice: &mut Dice, value: &mut Value, other: &str) {
    let deeper = dice.roll(5) > 0;
    match value {
        Value::Array(items) if deeper && !items.is_empty() => {
            let at = dice.roll(items.len());
            match dice.roll(6) {
                0 => items.push(items[at].clone()),
                1 => drop(items.remove(at)),
                _ => change(dice, &mut items[at], other),
            }
        }
        Value::Object(members) if deeper && !members.is_empty() => {
            let at = dice.roll(members.len());
            let name = members.keys().nth(at).expect("a member").clone();
            match dice.roll(6) {
                0 => drop(members.shift_remove(&name)),
                1 => {
                    let name = NAMES[dice.roll(NAMES.len())].to_owned();
                    members.insert(name, odd_value(dice, other));
                }
                _ => change(dice, &mut members[&name], other),
            }
        }
        _ => *value = odd_value(dice, other),
    }
}

/// A value that may not belong where it is put.
fn odd_value(dice: &mut Dice, other: &str) -> Value {
    let piece = PIECES[dice.roll(PIECES.len())];
    if let Ok(value) = serde_json::from_str(piece) {
        return value;
    }
    let whole: Value = serde_json::from_str(other).expect("JSON");
    let members = whole.as_object().expect("an object");
    let part = members.values().nth(dice.roll(members.len()));
    part.cloned().unwrap_or_default()
}

/// Changes letters anywhere.
fn scratch(dice: &mut Dice, text: &mut String) {
    let from = dice.place(text);
    let length = dice.roll(12);
    let part: String = text[from..].chars().take(length).collect();
    let to = from + part.len();
    match dice.roll(3) {
        0 => text.replace_range(from..to, ""),
        1 => text.insert_str(from, &part),
        _ => text.replace_range(from..to, PIECES[dice.roll(PIECES.len())]),
    }
}

/// Whether the text parses.
fn look(text: &str, nth: u64) -> bool {
    let checked = taskdef::check(text, Target::Unknown);
    let most = 64 + text.len() / 2;
    assert!(
        checked.findings.len() <= most,
        "text {nth}: too many findings"
    );
    for finding in &checked.findings {
        let said = !finding.message.is_empty() && !finding.source.is_empty();
        assert!(
            said && finding.path.starts_with('$'),
            "text {nth}: {finding:?}"
        );
        assert!(
            text.get(finding.range.clone()).is_some(),
            "text {nth}: {finding:?}"
        );
        in_order(text, finding, nth);
        if nth.is_multiple_of(FIXES_OF_ONE_IN) && checked.draft.is_some() {
            helps(text, &checked.findings, finding, nth);
        }
    }
    checked.draft.is_some()
}

fn in_order(text: &str, finding: &Finding, nth: u64) {
    for fix in &finding.fixes {
        let mut end = 0;
        for edit in &fix.edits {
            let inside = text.get(edit.range.clone()).is_some() && edit.range.start >= end;
            assert!(inside, "text {nth}: {} of {}", fix.title, finding.rule);
            end = edit.range.end;
        }
    }
}

fn helps(text: &str, before: &[Finding], finding: &Finding, nth: u64) {
    for fix in &finding.fixes {
        let mut fixed = text.to_owned();
        for edit in fix.edits.iter().rev() {
            fixed.replace_range(edit.range.clone(), &edit.text);
        }
        let after = taskdef::check(&fixed, Target::Unknown);
        let (rule, title) = (finding.rule, &fix.title);
        assert!(
            after.draft.is_some(),
            "text {nth}: {title} of {rule}\n{text}\n→\n{fixed}"
        );
        // Where one of several goes, the next may stand in its place.
        let of = |all: &[Finding]| all.iter().filter(|one| one.rule == rule).count();
        let is_same = |one: &Finding| one.path == finding.path && one.message == finding.message;
        let stays = after
            .findings
            .iter()
            .any(|one| one.rule == rule && is_same(one));
        assert!(
            !stays || of(&after.findings) < of(before),
            "text {nth}: {title} of {rule} changes nothing\n{text}\n→\n{fixed}"
        );
    }
}

#[test]
fn no_text_is_too_odd() {
    let bases = bases();
    let count = std::env::var_os("DRYDOCK_SOAK").map_or(NORMAL, |_| SOAK);
    let bases = &bases;
    let parsed = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let parsed = &parsed;
            scope.spawn(move || {
                for nth in (thread..count).step_by(THREADS as usize) {
                    let parses = look(&text(bases, nth), nth);
                    parsed.fetch_add(u64::from(parses), Ordering::Relaxed);
                }
            });
        }
    });
    let parsed = parsed.into_inner();
    assert!(
        parsed > count / 2,
        "only {parsed} texts got beyond the parser"
    );
}
