//! Lines that nobody would type: the shell neither panics nor hangs, and takes the next line.

mod words;

use super::{ROOM, run_in, session, with_room};
use drydock::sim::{Chance, Purpose};
use words::{COMMANDS, NOISE, PIECES, WORDS};

/// Lines of the normal run, and of the soak.
const NORMAL: u64 = 10_000;
const SOAK: u64 = 1_000_000;

/// Steps after which a line is stopped, as by Ctrl-C.
const FUEL: u64 = 100;

/// Lines that one session takes.
const LINES_OF_A_SESSION: u64 = 50;

/// A run of chance for one line.
struct Dice {
    line: u64,
    rolls: u64,
}

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.rolls += 1;
        let rolled = Chance { seed: 5 }.below(sides as u64, Purpose(0), self.line, self.rolls);
        usize::try_from(rolled).expect("less than sides")
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }

    fn words(&mut self) -> String {
        let count = self.roll(4);
        (0..count)
            .map(|_| format!(" {}", self.one(WORDS)))
            .collect()
    }

    fn simple(&mut self) -> String {
        if self.roll(12) == 0 {
            let program = program(self);
            let words = self.words();
            return match self.roll(4) {
                0 => format!("seq 3 | sed {program}{words}"),
                1 => format!("bc <<< {program}"),
                2 => format!("printf 'a b\\nc:d e\\n\\n' | awk {program}{words}"),
                _ => format!("awk {program}{words} <<< 'a a b'"),
            };
        }
        let head = match self.roll(8) {
            0 => format!("x={} ", self.one(WORDS)),
            1 => "x=a$x ".to_string(),
            _ => String::new(),
        };
        let name = self.one(COMMANDS);
        let words = self.words();
        let tail = match self.roll(10) {
            0 => format!(" > {}", self.one(WORDS)),
            1 => format!(" < {}", self.one(WORDS)),
            2 => " 2>&1".to_string(),
            3 => format!(" <<< {}", self.one(WORDS)),
            4 => " <<E\nhere $x\nE\n".to_string(),
            _ => String::new(),
        };
        format!("{head}{name}{words}{tail}")
    }

    fn command(&mut self, depth: u32) -> String {
        if depth == 0 {
            return self.simple();
        }
        let deeper = depth - 1;
        match self.roll(17) {
            0 => format!("{} | {}", self.command(deeper), self.command(deeper)),
            1 => format!("{} && {}", self.command(deeper), self.command(deeper)),
            2 => format!("{} || {}", self.command(deeper), self.command(deeper)),
            3 => format!("{}; {}", self.command(deeper), self.command(deeper)),
            4 => format!("( {}\n)", self.command(deeper)),
            5 => format!("{{ {}\n}}", self.command(deeper)),
            6 => format!(
                "for x in{}; do {}\ndone",
                self.words(),
                self.command(deeper)
            ),
            7 => format!(
                "while {}\ndo {}\ndone",
                self.command(deeper),
                self.command(deeper)
            ),
            8 => format!(
                "if {}\nthen {}\nfi",
                self.command(deeper),
                self.command(deeper)
            ),
            9 => format!(
                "case {} in a*) {}\n;; *) {}\nesac",
                self.one(WORDS),
                self.command(deeper),
                self.command(deeper)
            ),
            10 => format!("f() {{ {}\n}}", self.command(deeper)),
            11 => format!("echo \"$({}\n)\"", self.command(deeper)),
            12 => format!("[[ {} == {} ]]", self.one(WORDS), self.one(WORDS)),
            13 => format!("{} &", self.command(deeper)),
            14 => format!("! {}", self.command(deeper)),
            15 => format!(
                "select x in{}; do {}\ndone",
                self.words(),
                self.command(deeper)
            ),
            _ => self.simple(),
        }
    }
}

/// A program of pieces in quotes that the shell takes off.
fn program(dice: &mut Dice) -> String {
    let count = 1 + dice.roll(14);
    let text: String = (0..count).map(|_| dice.one(PIECES)).collect();
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A line of commands, with some noise or without.
fn line(nth: u64) -> String {
    let mut dice = Dice {
        line: nth,
        rolls: 0,
    };
    let depth = dice.roll(4) as u32;
    let mut line = dice.command(depth);
    let noise = [0, 0, 1, 3][dice.roll(4)];
    for _ in 0..noise {
        let mut at = dice.roll(line.len() + 1);
        while !line.is_char_boundary(at) {
            at -= 1;
        }
        match dice.roll(3) {
            0 => line.truncate(at),
            _ => line.insert_str(at, dice.one(NOISE)),
        }
    }
    line
}

#[test]
fn programs_that_lie_too_deep_are_refused() {
    with_room(programs_too_deep);
}

#[test]
fn what_lies_too_deep_is_refused() {
    with_room(too_deep);
}

/// The sessions are shared out among as many threads as there are processors: no session knows of
/// another.
#[test]
fn any_line_ends_and_the_next_is_taken() {
    let count = std::env::var_os("DRYDOCK_SOAK").map_or(NORMAL, |_| SOAK);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = |nth: usize| {
        let firsts = (0..count).step_by(LINES_OF_A_SESSION as usize);
        firsts.skip(nth).step_by(threads).map(of_a_session).sum()
    };
    let stopped: u64 = std::thread::scope(|scope| {
        let start = |nth| {
            let thread = std::thread::Builder::new().stack_size(ROOM);
            thread
                .spawn_scoped(scope, move || -> u64 { share(nth) })
                .expect("a thread")
        };
        let started: Vec<_> = (0..threads).map(start).collect();
        let ended = started.into_iter().map(|thread| thread.join());
        ended
            .map(|ended| ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .sum()
    });
    // Loops without end are stopped; most lines end by themselves.
    assert!(
        stopped * 5 < count,
        "{stopped} of {count} lines were stopped"
    );
}

/// The lines of one session; how many of them were stopped.
fn of_a_session(first: u64) -> u64 {
    let (outside, mut session) = session();
    let mut stopped = 0;
    for nth in first..first + LINES_OF_A_SESSION {
        let line = line(nth);
        let outcome = run_in(&outside, &mut session, &line, FUEL);
        stopped += u64::from(outcome.code.is_none());
    }
    let after = run_in(
        &outside,
        &mut session,
        // A trap at the end decides how a script ends under `set -e`, as in bash.
        "trap - EXIT; unset -f command; command true",
        FUEL,
    );
    assert_eq!(
        after.code,
        Some(0),
        "after line {first} and more: {after:?}"
    );
    stopped
}

fn too_deep() {
    for (open, close) in [
        ("(", ")"),
        ("{ ", ";}"),
        ("$(", ")"),
        ("\"$(", ")\""),
        ("${x:-", "}"),
        ("$((", "))"),
        ("[[ ! ", " ]]"),
        ("if ", " then"),
        ("`", "`"),
        ("((", "))"),
        ("[[ ( ", " ) ]]"),
        ("f() { ", "; }"),
        ("case a in a) ", ";; esac"),
        ("{a,", "}"),
        ("! ", ""),
        ("a | ", ""),
        ("@(", ")"),
    ] {
        let script = format!("echo {}a{}", open.repeat(2_000), close.repeat(2_000));
        let (outside, mut session) = session();
        for script in [script.as_str(), &script[5..]] {
            run_in(&outside, &mut session, script, 1_000);
        }
        let after = run_in(&outside, &mut session, "echo alive", 1_000);
        assert_eq!(after.out, "alive\n", "after {open}");
    }
    let sums = format!("echo $(({}1{}))", "(".repeat(2_000), ")".repeat(2_000));
    let (outside, mut session) = session();
    run_in(&outside, &mut session, &sums, 1_000);
    run_in(
        &outside,
        &mut session,
        &format!("(({}1))", "-~!".repeat(2_000)),
        1_000,
    );
    for script in [
        "f() { f; }; f",
        "trap f ERR; f() { false; g; }; g() { f; }; set -E; f",
        "awk 'function f(n) { return f(n + 1) } BEGIN { f(1) }'",
        "shopt -s expand_aliases; alias a='a a'\na",
        "f() { echo a | awk '{ system(s) }' s='f'; }; export -f f; f",
        "f() { echo $(f); }; f",
        "eval_() { eval eval_; }; eval_",
        "x='$x'; eval \"$x\"",
        "PS4='$(set -x; echo a) '; set -x; echo b",
        "f() { set -x; :; }; PS4='$(f)'; f",
        "export -f f; f() { bash -c f; }; export -f f; f",
        "x=x; echo $((x))",
        "f() { f | f; }; f",
        "f() { (f); }; f",
        "f() { bash -c \"$s\"; }; s='eval \"$s\"'; export s; f",
        "echo 'source me' > me; source me",
        "f() { xargs -n1 eval f <<< a; }; f",
        "f() { for i in 1; do if true; then { ( f ); }; fi; done; }; f",
    ] {
        let (outside, mut session) = super::session();
        run_in(&outside, &mut session, script, 20_000);
        let after = run_in(&outside, &mut session, "echo alive", 1_000);
        assert_eq!(after.out, "alive\n", "after {script}");
    }
}

fn programs_too_deep() {
    for (head, open, close) in [
        ("awk 'BEGIN { x = ", "(", "1 }'"),
        ("awk 'BEGIN { x = ", "!", "1 }'"),
        ("awk 'BEGIN { x = ", "2 ^ ", "1 }'"),
        ("awk 'BEGIN { x = ", "1 + ", "1 }'"),
        ("awk 'BEGIN { ", "if (1) ", "x }'"),
        ("awk 'BEGIN ", "{", "x"),
        ("awk '/", "(", "a/'"),
        ("sed '", "{", "p"),
        ("expr ", "length ", "a"),
        ("bc <<< '", "(", "1'"),
        ("bc <<< '", "- ", "1'"),
        ("find ", "! ", "-name a"),
        ("find ", "-true -o ", "-name a"),
    ] {
        let script = format!("{head}{}{close}", open.repeat(2_000));
        let (outside, mut session) = session();
        run_in(&outside, &mut session, &script, 1_000);
        let after = run_in(&outside, &mut session, "echo alive", 1_000);
        assert_eq!(after.out, "alive\n", "after {head}{open}");
    }
}
