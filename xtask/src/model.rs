//! The API model of ECS as a table: facts taken from botocore, written as one compact text.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Outcome, Step, output_of, root};
use crate::tools;

const BOTOCORE: &str = "botocore==1.44.5";
const TABLE: &str = "src/shapes/model.txt";
/// What a task definition may hold, apart.
const DEFINITION: &str = "src/shapes/definition.txt";
/// The tables of the services around ECS.
const AROUND: &str = "src/shapes/services";

/// The time zones of the IANA database, compiled, and the table of them.
const TZDATA: &str = "tzdata==2026.6";
const ZONES: &str = "src/model/schedule/zone/zones.txt";

/// How many inputs the validators are compared on, and the seed that they are made from.
const INPUTS: [&str; 2] = ["10000", "1"];

/// Writes the tables anew.
pub fn model() -> Outcome {
    write(generated()?)
}

/// Writes the table of time zones anew.
pub fn zones() -> Outcome {
    write(vec![(ZONES.to_owned(), zones_text()?)])
}

fn write(tables: Vec<(String, String)>) -> Outcome {
    for (table, text) in tables {
        let path = root().join(table);
        fs::write(&path, text)
            .map_err(|error| format!("{} not written: {error}", path.display()))?;
        println!("  {} written", path.display());
    }
    Ok(())
}

/// The committed tables are what [`model`] would write.
pub fn is_current() -> Outcome {
    compare(
        generated()?,
        &format!("the model in {BOTOCORE} says: run `cargo xtask model`"),
    )
}

/// The committed table is what [`zones`] would write.
pub fn zones_are_current() -> Outcome {
    let table = vec![(ZONES.to_owned(), zones_text()?)];
    compare(table, &format!("{TZDATA} says: run `cargo xtask zones`"))
}

fn zones_text() -> Result<String, String> {
    said(
        &tools::ensure_python("zones", &[TZDATA])?,
        &["xtask/zones.py"],
    )
}

/// What a script prints.
fn said(python: &Path, words: &[&str]) -> Result<String, String> {
    // Nothing is left beside the scripts.
    let words = [&["-B"], words].concat();
    let text = output_of(python, &words);
    text.map(|text| text + "\n")
        .ok_or_else(|| format!("{} {} failed", python.display(), words.join(" ")))
}

fn compare(tables: Vec<(String, String)>, what: &str) -> Outcome {
    for (table, text) in tables {
        let path = root().join(&table);
        let committed = fs::read_to_string(&path)
            .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        if committed != text {
            return Err(format!("{table} is not what {what}"));
        }
    }
    Ok(())
}

/// On inputs that are made from the model, with faults, botocore's validation and ours agree. The
/// comparison is an example program of the package: so `xtask` need not link the core.
pub fn agrees() -> Outcome {
    let folder = root().join("target");
    fs::create_dir_all(&folder)
        .map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    let inputs = folder.join("botocore.jsonl");
    let mut make = Step::new("Asking botocore", python()?);
    make.args(["tests/botocore/ask.py"]).args(INPUTS);
    make.args([&inputs]).run()?;
    let mut compare = Step::new("Comparing with botocore", "cargo");
    compare.args(["run", "--quiet", "--locked", "--example", "botocore", "--"]);
    compare.args([&inputs]).run()
}

/// Debian's Python, whose `awscli` the recorded command lines are of.
const CLI_PYTHON: &str = "/usr/bin/python3";
const CLI_VERSION: &str = "2.9.";

/// The AWS CLI still says what `tests/cli/expected.txt` holds, of every `nth` line. Where it is not
/// installed nothing is compared: the file is what our own is held against.
pub fn agrees_with_cli(nth: u32) -> Outcome {
    let version = "import awscli; print(awscli.__version__)";
    let installed = output_of(CLI_PYTHON, &["-c", version]);
    if !installed.is_some_and(|version| version.starts_with(CLI_VERSION)) {
        println!("  Skipped, for want of Debian's package `awscli`, version {CLI_VERSION}x");
        return Ok(());
    }
    let python = python()?;
    let folder = "import botocore, os; print(os.path.dirname(botocore.__file__) + '/data')";
    let data = output_of(&python, &["-c", folder]);
    let data = data.ok_or_else(|| format!("{BOTOCORE} cannot be asked for its folder"))?;
    let mut step = Step::new("Asking the AWS CLI", CLI_PYTHON);
    step.args(["tests/cli/record.py", &data, "--check", &nth.to_string()]);
    step.run()
}

/// Each table, and what shall stand in it. Which services there are is what the folder has.
fn generated() -> Result<Vec<(String, String)>, String> {
    let python = python()?;
    let said = |words: &[&str]| said(&python, words);
    let mut tables = vec![
        (TABLE.to_owned(), said(&["xtask/model.py"])?),
        (
            DEFINITION.to_owned(),
            said(&["xtask/model.py", "definition"])?,
        ),
    ];
    let folder = root().join(AROUND);
    let entries = fs::read_dir(&folder)
        .map_err(|error| format!("{} cannot be read: {error}", folder.display()))?;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(service) = name.strip_suffix(".txt") {
            let text = said(&["xtask/services.py", service])?;
            tables.push((format!("{AROUND}/{name}"), text));
        }
    }
    Ok(tables)
}

fn python() -> Result<PathBuf, String> {
    tools::ensure_python("model", &[BOTOCORE])
}
