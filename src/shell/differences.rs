//! Where this shell is not bash, and its commands are not Debian's, each with its reason. What is
//! refused says so with its place; the rest says something else. `help differences` shows the list.
//! What differs in the languages of `awk` and `jq` is in the docs of their modules.

/// A difference.
pub struct Difference {
    pub what: &'static str,
    pub why: &'static str,
    /// A script that is refused for it, if it is refused.
    pub refused: Option<&'static str>,
}

const fn refused(what: &'static str, why: &'static str, script: &'static str) -> Difference {
    Difference {
        what,
        why,
        refused: Some(script),
    }
}

const fn other(what: &'static str, why: &'static str) -> Difference {
    Difference {
        what,
        why,
        refused: None,
    }
}

const ASIDE: &str = "nothing runs beside a script that outlives it: `wait` waits";
const TIMES: &str = "files here have names and texts, no times, owners or modes";
const SAME: &str = "the same run says the same again";
const ROOM: &str = "the page must go on, whatever a script does";

pub const DIFFERENCES: &[Difference] = &[
    refused(
        "coproc",
        "write `command > file &` and read the file",
        "coproc cat",
    ),
    refused(">( … )", "write a pipe", "echo a > >(cat)"),
    refused(
        "$[ … ]",
        "write `$(( … ))`, as bash itself advises",
        "echo $[1+1]",
    ),
    refused(
        "trap … DEBUG, RETURN",
        "write it into the function",
        "trap : DEBUG",
    ),
    refused(
        "trap … RETURN",
        "write it into the function",
        "trap : RETURN",
    ),
    refused(
        "\\1 in patterns",
        "it would need tries without bound",
        "grep '\\(a\\)\\1' /dev/null",
    ),
    refused(
        "grep -P",
        "Perl's patterns are another language: write -E",
        "grep -P a /dev/null",
    ),
    refused(
        "sed: e, R, W, v",
        "a filter calls no commands",
        "echo a | sed 'e date'",
    ),
    refused(
        "sed: flags e and m of s",
        "the same",
        "echo a | sed 's/a/b/e'",
    ),
    refused(
        "find -mtime, -newer and their kin",
        TIMES,
        "find / -mtime 1",
    ),
    refused(
        "find -perm, -user, -regex, -ok, -ls",
        TIMES,
        "find / -perm 644",
    ),
    refused(
        "diff -y, -B",
        "nobody asks for them here",
        "diff -y /dev/null /dev/null",
    ),
    refused("shuf -r", "it has no end", "shuf -r -e a"),
    refused(
        "bc: for, while, define, obase",
        "`awk` and the shell have loops",
        "bc <<< 'while (1) 1'",
    ),
    refused(
        "mapfile -C, -c, -u",
        "write a `while read` loop",
        "mapfile -C f a",
    ),
    other(
        "signals: `kill` ends a job, a trap of INT or TERM never runs",
        "Ctrl-C ends all at once",
    ),
    other(
        "what runs with `&` ends with its script; no `fg`, `bg`, `disown`",
        ASIDE,
    ),
    other("`nohup` runs its command as it stands: no nohup.out", ASIDE),
    other(
        "-nt and -ot ask which file is there; `ls -l` and `stat` are not",
        TIMES,
    ),
    other(
        "`chmod` knows one mode: whether a file runs as a script",
        TIMES,
    ),
    other(
        "$RANDOM, `shuf`, `sort -R`, `mktemp`, awk's `rand` give the same in each run",
        SAME,
    ),
    other(
        "`date`, `sleep`, $SECONDS, `time` go by the simulated clock",
        "it is a simulation",
    ),
    other(
        "`<( … )` runs its command to the end before it is read",
        "programs take turns here",
    ),
    other(
        "`declare -f` and `type` show no bodies of functions",
        "scripts are not kept as texts",
    ),
    other("$BASH_COMMAND, $BASH_LINENO are empty", "the same"),
    other(
        "`diff` may show another shortest way; names in folders come in order",
        SAME,
    ),
    other(
        "commands lie 40 deep as text, 400 when they run; 500 shells, 64 jobs",
        ROOM,
    ),
    other("a value has 16 MiB; `history` 1,000 lines", ROOM),
    other(
        "a script that does not end is stopped when no time passes",
        ROOM,
    ),
    other(
        "`python3`, `docker`, `git` and others say what to take instead",
        "they are not here",
    ),
];

/// The list as `help differences` shows it.
pub fn text() -> String {
    let mut text = String::from("Where this shell is not bash, and why:\n\n");
    for Difference { what, why, refused } in DIFFERENCES {
        let mark = if refused.is_some() {
            "refused"
        } else {
            "other"
        };
        text.push_str(&format!("  {mark:<8} {what}\n           {why}\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::outside::{Outside, Step};
    use crate::aws::stream::Channel;
    use crate::shell::Session;
    use crate::sim::{Calendar, SimTime};

    #[test]
    fn what_is_refused_says_so_and_fails() {
        for difference in DIFFERENCES {
            let Some(script) = difference.refused else {
                continue;
            };
            let outside = Outside::new(Calendar::DEFAULT);
            let mut session = Session::new(&outside, false);
            let mut running = session.start(script).expect("nothing else runs");
            let status = (0..1_000).find_map(|_| match running.step(SimTime::START, None) {
                Step::Done(status) => Some(status),
                Step::Breathes | Step::Needs(_) => None,
            });
            let written = outside.take_written().into_iter();
            let errors = written.filter(|(channel, _)| *channel == Channel::Err);
            let said: Vec<u8> = errors.flat_map(|(_, bytes)| bytes).collect();
            let said = String::from_utf8_lossy(&said);
            assert_ne!(status, Some(0), "{script}");
            assert!(
                said.contains("not supported by this shell"),
                "{script}: {said}"
            );
        }
    }
}
