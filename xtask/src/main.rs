//! The two commands of the house, `serve` and `test`, and their helpers. This crate installs and
//! drives tools (cargo, Trunk, wasm-bindgen, npm, node, a browser) and replaces none of them.

mod bench;
mod checks;
mod clients;
mod model;
mod run;
mod serve;
mod site;
mod tools;

use std::process::ExitCode;

use run::{Outcome, Step};

const USAGE: &str = "\
cargo xtask serve [--port N]   build the page, serve it on 127.0.0.1, rebuild on change
cargo xtask test               every test there is, then clippy and rustfmt
cargo xtask build              the release site and the engine module, in dist/
cargo xtask soak               the long forms of the random tests
cargo xtask bench              the figures, as a table and as target/bench.json
cargo xtask model              the table of the API, from the model in botocore
cargo xtask zones              the table of time zones, from the IANA database in tzdata
cargo xtask corpus FOLDER      what the validator says of a folder of task definitions";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("\nxtask: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[&str]) -> Outcome {
    match words {
        ["serve"] => serve::serve(serve::DEFAULT_PORT),
        ["serve", "--port", port] => match port.parse() {
            Ok(port) => serve::serve(port),
            Err(_) => Err(format!(
                "`{port}` is no port: give a number from 1 to 65535"
            )),
        },
        ["test"] => checks::test(),
        ["build"] => site::build(),
        ["soak"] => checks::soak(),
        ["bench"] => bench::bench(),
        ["model"] => model::model(),
        ["zones"] => model::zones(),
        ["corpus", folder] => corpus(folder),
        ["corpus"] => Err("corpus needs a FOLDER that holds an index.jsonl".into()),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(format!("I know these commands:\n\n{USAGE}")),
    }
}

/// The report is an example program of the package: so `xtask` need not link the core.
fn corpus(folder: &str) -> Outcome {
    let mut step = Step::new("Reading the corpus", "cargo");
    step.args([
        "run",
        "--quiet",
        "--profile",
        "soak",
        "--example",
        "corpus",
        "--",
        folder,
    ]);
    step.run()
}
