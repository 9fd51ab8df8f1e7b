//! `bench`: the figures, as a table and as `target/bench.json`.

use crate::run::{Outcome, Step};
use crate::{site, tools};

/// Peers run in a Python environment of exactly these versions.
const PEERS: &[&str] = &[
    "boto3==1.44.5",
    "cfn-lint==1.58.0",
    "moto==5.2.5",
    "simpy==4.1.2",
];

/// Builds what the page ships, then hands over to the runner in `benches/`.
pub fn bench() -> Outcome {
    site::build()?;
    let python = tools::ensure_python("peers", PEERS)?;
    let mut runner = Step::new("Measuring", "node");
    runner.args(["benches/run.mjs"]).env("PEER_PYTHON", python);
    runner.env("CHROME", tools::ensure_chromium()?).run()
}
