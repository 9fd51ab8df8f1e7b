//! The API model of ECS as a table: facts taken from botocore, written as one compact text.

use std::fs;
use std::path::PathBuf;

use crate::run::{Outcome, Step, output_of, root};
use crate::tools;

const BOTOCORE: &str = "botocore==1.44.5";
const TABLE: &str = "src/shapes/model.txt";

/// How many inputs the validators are compared on, and the seed that they are made from.
const INPUTS: [&str; 2] = ["10000", "1"];

/// Writes the table anew.
pub fn model() -> Outcome {
    let table = generated()?;
    let path = root().join(TABLE);
    fs::write(&path, table).map_err(|error| format!("{} not written: {error}", path.display()))?;
    println!("  {} written", path.display());
    Ok(())
}

/// The committed table is what [`model`] would write.
pub fn is_current() -> Outcome {
    let path = root().join(TABLE);
    let committed = fs::read_to_string(&path)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    if committed == generated()? {
        return Ok(());
    }
    Err(format!(
        "{TABLE} is not what the model in {BOTOCORE} says: run `cargo xtask model`"
    ))
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

fn generated() -> Result<String, String> {
    let (python, script) = (python()?, "xtask/model.py");
    let table = output_of(&python, &[script]);
    let table = table.ok_or_else(|| format!("{} {script} failed", python.display()))?;
    Ok(table + "\n")
}

fn python() -> Result<PathBuf, String> {
    tools::ensure_python("model", &[BOTOCORE])
}
