//! What lasts from script to script, time, typing, and stopping.

use super::{Outcome, drive, run, run_in, session};
use drydock::aws::outside::Outside;
use drydock::shell::Session;
use drydock::sim::Calendar;

fn said(outcome: &Outcome) -> (&str, &str, Option<u8>) {
    (&outcome.out, &outcome.err, outcome.code)
}

#[test]
fn variables_functions_files_and_the_status_last() {
    let (outside, mut session) = session();
    let first = "x='a b'; f() { echo \"f $1\"; }; echo data > file; mkdir d; cd d; false";
    assert_eq!(run_in(&outside, &mut session, first, 100).code, Some(1));
    let second = run_in(
        &outside,
        &mut session,
        "echo $? $x; f 1; cat ../file; pwd",
        100,
    );
    assert_eq!(second.out, "1 a b\nf 1\ndata\n/d\n");
    assert_eq!(outside.read("file").as_deref(), Some(&b"data\n"[..]));
    assert_eq!(session.history().len(), 2);
    let third = run_in(&outside, &mut session, "history 1", 100);
    assert_eq!(third.out, "    3  history 1\n");
}

#[test]
fn time_passes_while_a_script_sleeps() {
    let outcome = run("date +%T; sleep 90; date +%T; sleep 1m 30; echo $SECONDS");
    assert_eq!(outcome.out, "00:00:00\n00:01:30\n180\n");
    assert_eq!(outcome.at, 180_000);
    // The run begins on a Thursday.
    let days = "for day in 'last thu' thu 'next thu' 'last mon' mon 'next mon'; do \
        date -d \"$day\" +%F; done";
    let days = run(&format!("{days} | paste -sd' '"));
    let expected = "2025-12-25 2026-01-01 2026-01-08 2025-12-29 2026-01-05 2026-01-05\n";
    assert_eq!(days.out, expected);
    let beside = run("sleep 30 & sleep 20; echo $SECONDS; wait; echo $SECONDS");
    assert_eq!(beside.out, "20\n30\n");
    let changes = run("watch -t -g -n 5 'date +%s' ; echo $SECONDS");
    assert_eq!(changes.out, "1767225600\n1767225605\n5\n");
    assert_eq!(run("timeout 10 sleep 60; echo $? $SECONDS").out, "124 10\n");
}

#[test]
fn a_loop_without_end_can_be_stopped() {
    let (outside, mut session) = session();
    for endless in [
        "while true; do :; done",
        "until false; do x=1; done",
        "for ((;;)); do :; done",
        "while :; do echo x; done > f",
        "while sleep 1; do :; done",
        "yes > /dev/null",
        "yes | cat > /dev/null",
        "f() { while :; do :; done; }; f",
        "while :; do :; done & wait",
        "seq 1000000000000",
        "watch true",
        "while read x; do :; done < <(yes)",
        "awk 'BEGIN { while (1) x++ }'",
        "awk 'BEGIN { while (1) print }' > /dev/null",
        "yes | awk '{ n++ }'",
        "awk 'BEGIN { while (\"echo\" | getline) close(\"echo\") }'",
    ] {
        let outcome = run_in(&outside, &mut session, endless, 2_000);
        assert!(outcome.code.is_none(), "{endless}: {outcome:?}");
        let after = run_in(&outside, &mut session, "echo alive", 100);
        assert_eq!(said(&after), ("alive\n", "", Some(0)), "after {endless}");
    }
}

#[test]
fn a_sleeper_wakes_beside_a_loop_without_end() {
    let outcome = run("while :; do :; done & sleep 5; kill $!; echo $SECONDS");
    assert_eq!(said(&outcome), ("5\n", "", Some(0)));
}

#[test]
fn what_still_runs_in_the_background_ends_with_its_script() {
    for (script, out, at) in [
        (
            "while sleep 1; do date +%S; done & sleep 3.5; echo end",
            "01\n02\n03\nend\n",
            3_500,
        ),
        (
            "watch -t -n 2 'date +%S' & sleep 5; echo end",
            "00\n02\n04\nend\n",
            5_000,
        ),
        ("sleep 9 && echo late & echo end", "end\n", 0),
        // What needs no time comes to its end, and a loop without end is given up.
        ("(echo a; echo b | cat) & echo end", "end\na\nb\n", 0),
        ("while :; do :; done & echo end", "end\n", 0),
        (
            "(sleep 2; echo late) & echo end; wait; echo $SECONDS",
            "end\nlate\n2\n",
            2_000,
        ),
        ("(sleep 2; echo late) & echo end; exit 3", "end\n", 0),
        ("trap 'echo bye' EXIT; sleep 9 & echo end", "end\nbye\n", 0),
        (
            "bash -c 'sleep 2; echo in & sleep 9 & echo b'; sleep 1; echo end",
            "b\nin\nend\n",
            3_000,
        ),
    ] {
        let outcome = run(script);
        assert_eq!((outcome.out.as_str(), outcome.at), (out, at), "{script}");
        assert_eq!(outcome.err, "", "{script}");
    }
    // Who types hears of it.
    let outside = Outside::new(Calendar::DEFAULT);
    let mut session = Session::new(&outside, true);
    let outcome = run_in(&outside, &mut session, "sleep 9 & echo end", 10_000);
    let rule = "what runs in the background ends with its command line (1 did)";
    assert_eq!(outcome.err, format!("bash: {rule}: `wait` waits for it\n"));
    assert_eq!(
        run_in(&outside, &mut session, "jobs; date +%S", 100).out,
        "00\n"
    );
}

#[test]
fn somebody_types() {
    let (outside, mut session) = session();
    let mut prompts = Vec::new();
    let script = "printf 'a\\nb\\n' | xargs -p -n 1 echo; read -p 'name? ' x; echo \"hi $x\"";
    let running = session.start(script).expect("nothing else runs");
    assert!(session.start("echo").is_none(), "one script at a time");
    let outcome = drive(&outside, running, 1_000, |prompt| {
        prompts.push(prompt.to_string());
        Some(match prompt {
            "echo a ?..." => "n".to_string(),
            "echo b ?..." => "yes".to_string(),
            _ => "you".to_string(),
        })
    });
    assert_eq!(outcome.out, "b\nhi you\n");
    assert_eq!(prompts, ["echo a ?...", "echo b ?...", "name? "]);
}

#[test]
fn words_are_completed() {
    let (outside, mut session) = session();
    let script = "touch web.json 'a b'; mkdir definitions; touch definitions/api.json; \
        NAME=value; greet() { :; }; alias alarm='aws cloudwatch'";
    run_in(&outside, &mut session, script, 100);
    let offered = |line: &str| {
        let completion = session.complete(line, line.len());
        let texts = completion.offers.into_iter().map(|offer| offer.text);
        (completion.from, texts.collect::<Vec<String>>())
    };
    assert_eq!(offered("gre"), (0, vec!["greet ".into(), "grep ".into()]));
    assert_eq!(offered("cat we"), (4, vec!["web.json ".into()]));
    assert_eq!(offered("cat < def"), (6, vec!["definitions/".into()]));
    assert_eq!(
        offered("cat definitions/"),
        (4, vec!["definitions/api.json ".into()])
    );
    assert_eq!(offered("cat a"), (4, vec!["a\\ b ".into()]));
    assert_eq!(offered("echo \"${NA"), (8, vec!["NAME}".into()]));
    assert_eq!(
        offered("x=$(gre"),
        (4, vec!["greet ".into(), "grep ".into()])
    );
    assert_eq!(offered("while true; do gree"), (15, vec!["greet ".into()]));
    assert_eq!(offered("ls | xargs -n 1 gree"), (16, vec!["greet ".into()]));
    for (line, from, texts) in [
        ("aws x --cli-input-json file://we", 30, "web.json "),
        ("cat 'a", 4, "'a b' "),
        ("cat a\\ ", 4, "a\\ b "),
        ("cat ~/we", 4, "~/web.json "),
        ("cd ", 3, "definitions/"),
        ("export NA", 7, "NAME "),
        ("type gree", 5, "greet "),
        ("drydock instances a", 18, "add "),
        ("drydock faults inject NoF", 22, "NoFargateCapacity "),
        ("drydock faults inject SlowPull im", 31, "image="),
        (
            "drydock faults inject SlowPull image=a ",
            39,
            "addedSeconds=",
        ),
        ("sho", 0, "shopt "),
        ("alar", 0, "alarm "),
    ] {
        assert_eq!(offered(line), (from, vec![texts.to_string()]), "{line}");
    }
    let faults = offered("drydock faults inject No").1;
    assert_eq!(faults.len(), 5, "{faults:?}");
    let line = "echo x | aws ecs des";
    assert_eq!(session.complete(line, line.len()).aws, Some(12));
}

#[test]
fn what_is_not_supported_says_so_with_its_place() {
    for (script, expected) in [
        (
            "echo a\n  cat >(ls)",
            "bash: -c: line 2: column 7: process substitution `>( … )`: \
          not supported by this shell\n",
        ),
        (
            "coproc cat",
            "bash: -c: line 1: column 1: `coproc`: write `command > file &`: not supported by \
          this shell\n",
        ),
        (
            "grep -P a f",
            "grep: -P (Perl patterns): write -E: not supported by this shell\n",
        ),
        (
            "echo x | sed 'e date'",
            "sed: -e expression #1, char 1: command `e': not supported \
          by this shell\n",
        ),
        (
            "trap : DEBUG",
            "bash: line 1: trap: DEBUG: write it into the function: not supported by this shell\n",
        ),
        (
            "echo a | grep '\\(a\\)\\1'",
            "grep: backreference \\1 in `\\(a\\)\\1': not supported \
          by this shell\n",
        ),
    ] {
        let outcome = run(script);
        assert_eq!(outcome.err, expected, "{script}");
        assert_ne!(outcome.code, Some(0), "{script}");
    }
}
