//! Walks as guides and workshops have them, line by line in the terminal of a run. With
//! `DRYDOCK_WALKS=1` what the terminal says is written anew: read it before it is kept.

use drydock::aws::on_timeline::hands_of;
use drydock::aws::outside::Outside;
use drydock::engine::Timeline;
use drydock::model::Settings;
use drydock::shell::Session;
use drydock::shell::drive::{Ended, run_on};
use std::fs;
use std::path::PathBuf;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/walks");

/// What the terminal says to a script, and how it ended where that is not well.
fn said(timeline: &mut Timeline, outside: &Outside, session: &mut Session, script: &str) -> String {
    let running = session.start(script).expect("nothing else runs");
    let ended = run_on(timeline, running);
    let written = outside.take_written().into_iter();
    let bytes: Vec<u8> = written.flat_map(|(_, bytes)| bytes).collect();
    let mut text = String::from_utf8(bytes).expect("a text");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    match ended {
        Ended::Done(0) => {}
        Ended::Done(code) => text.push_str(&format!("= {code}\n")),
        Ended::Endless | Ended::YearOver => text.push_str("= no end\n"),
    }
    text
}

/// A walk with what the terminal says to each line. A line begins with `$ `, and goes on with `> `;
/// remarks, which begin with `#`, stand at the beginning.
fn walked(text: &str) -> String {
    let mut timeline = Timeline::new(Settings::default());
    let outside = hands_of(&timeline);
    let mut session = Session::new(&outside, false);
    let mut lines = text.lines().peekable();
    let mut out = String::new();
    while let Some(remark) = lines.next_if(|line| line.starts_with('#')) {
        out.push_str(&format!("{remark}\n"));
    }
    while let Some(line) = lines.next() {
        let Some(first) = line.strip_prefix("$ ") else {
            // What was said before.
            continue;
        };
        let mut script = format!("{first}\n");
        out.push_str(&format!("\n{line}\n"));
        while let Some(more) = lines.next_if(|line| line.starts_with('>')) {
            let bare = more.strip_prefix("> ").unwrap_or(&more[1..]);
            script.push_str(&format!("{bare}\n"));
            out.push_str(&format!("{more}\n"));
        }
        out.push_str(&said(&mut timeline, &outside, &mut session, &script));
    }
    out
}

#[test]
fn walks_go_as_they_are_written() {
    super::with_room(all);
}

fn all() {
    let entries = fs::read_dir(FOLDER).expect("the walks are there");
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    assert!(files.len() >= 6, "{files:?}");
    for file in files {
        let text = fs::read_to_string(&file).expect("a text");
        let walked = walked(&text);
        if std::env::var_os("DRYDOCK_WALKS").is_some() {
            fs::write(&file, &walked).expect("it is written");
        } else {
            assert_eq!(walked, text, "{}", file.display());
        }
    }
}
