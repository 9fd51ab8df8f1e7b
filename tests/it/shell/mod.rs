//! The shell: against bash, against odd lines, and as a session that lasts.

mod differential;
mod fuzz;
mod session;
mod walks;

use drydock::aws::outside::{Need, Outside, Reply, Running, Step, Text};
use drydock::aws::stream::Channel;
use drydock::shell::Session;
use drydock::sim::{Calendar, SimTime};

/// What a script wrote and how it ended: none if it had to be stopped.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    out: String,
    err: String,
    code: Option<u8>,
    /// When it ended, in milliseconds.
    at: u64,
}

/// Bytes of the stack that what lies deep may want: without optimisation it takes much.
const ROOM: usize = 64 * 1024 * 1024;

/// Runs a test with room for what lies deep.
fn with_room(test: fn()) {
    let thread = std::thread::Builder::new().stack_size(ROOM);
    let ended = thread.spawn(test).expect("a thread").join();
    if let Err(panic) = ended {
        std::panic::resume_unwind(panic);
    }
}

/// A session with files of its own, at the start of a run.
fn session() -> (Outside, Session) {
    let outside = Outside::new(Calendar::DEFAULT);
    let session = Session::new(&outside, false);
    (outside, session)
}

/// Runs a script in a new session.
fn run(script: &str) -> Outcome {
    let (outside, mut session) = session();
    run_in(&outside, &mut session, script, 1_000_000)
}

fn run_in(outside: &Outside, session: &mut Session, script: &str, fuel: u64) -> Outcome {
    let running = session.start(script).expect("no other script runs");
    drive(outside, running, fuel, |_| None)
}

/// Drives a script; `types` is what somebody types at a prompt.
fn drive(
    outside: &Outside,
    mut running: Running,
    fuel: u64,
    mut types: impl FnMut(&str) -> Option<String>,
) -> Outcome {
    let mut now = SimTime::START;
    let mut reply = None;
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut code = None;
    for _ in 0..fuel {
        let step = running.step(now, reply.take());
        for (channel, bytes) in outside.take_written() {
            match channel {
                Channel::Out => out.extend(bytes),
                Channel::Err => err.extend(bytes),
            }
        }
        match step {
            Step::Needs(Need::Sleep { until, .. }) => {
                now = until.max(now);
                reply = Some(Reply::Awake);
            }
            Step::Needs(Need::Line { prompt }) => reply = Some(Reply::Line(types(&prompt))),
            Step::Needs(Need::Call { .. }) => unreachable!("these scripts call no API"),
            Step::Needs(Need::Own { .. }) => reply = Some(Reply::Text(Text::default())),
            Step::Breathes => {}
            Step::Done(status) => {
                code = Some(status);
                break;
            }
        }
    }
    Outcome {
        out: String::from_utf8_lossy(&out).into_owned(),
        err: String::from_utf8_lossy(&err).into_owned(),
        code,
        at: now.0,
    }
}
