//! Small commands that say where and who one is, and the names that others go by.

use crate::shell::filter::Filtered;
use crate::shell::state::Shell;

pub fn whoami(shell: &mut Shell, _arguments: &[String]) -> u8 {
    let user = shell.text("USER").unwrap_or("you").to_string();
    shell.out(format!("{user}\n").as_bytes());
    0
}

pub fn hostname(shell: &mut Shell, _arguments: &[String]) -> u8 {
    shell.out(b"drydock\n");
    0
}

pub fn uname(shell: &mut Shell, arguments: &[String]) -> u8 {
    // What AWS CloudShell says, but for the numbers, which nobody should go by.
    let parts = [
        ('s', "Linux"),
        ('n', "drydock"),
        ('r', "0"),
        ('m', "x86_64"),
        ('o', "GNU/Linux"),
    ];
    let letters: String = arguments
        .iter()
        .map(|word| word.trim_start_matches('-'))
        .collect();
    let letters = if letters.is_empty() { "s" } else { &letters };
    let shown = parts
        .iter()
        .filter(|(letter, _)| letters.contains([*letter, 'a']));
    let shown: Vec<&str> = shown.map(|(_, text)| *text).collect();
    shell.out(format!("{}\n", shown.join(" ")).as_bytes());
    0
}

/// `id`, as of the user whom `$UID` names.
pub fn id(shell: &mut Shell, arguments: &[String]) -> u8 {
    let user = shell.text("USER").unwrap_or("you").to_string();
    let flags: String = arguments
        .iter()
        .map(|word| word.trim_start_matches('-'))
        .collect();
    let text = match (flags.contains('n'), flags.contains(['u', 'g'])) {
        (true, true) => user,
        (false, true) => "1000".to_string(),
        (_, false) => format!("uid=1000({user}) gid=1000({user}) groups=1000({user})"),
    };
    shell.out(format!("{text}\n").as_bytes());
    0
}

/// `tput`: no terminal is asked, as where there is none.
pub fn tput(_: &mut Shell, _: &[String]) -> u8 {
    0
}

/// `umask`: new files are for everybody to read.
pub fn umask(shell: &mut Shell, arguments: &[String]) -> u8 {
    if arguments.is_empty() {
        shell.out(b"0022\n");
    }
    0
}

/// `ulimit`: nothing is limited but as `help differences` says.
pub fn ulimit(shell: &mut Shell, arguments: &[String]) -> u8 {
    if arguments.len() < 2 {
        shell.out(b"unlimited\n");
    }
    0
}

pub fn printenv(shell: &mut Shell, arguments: &[String]) -> u8 {
    let environment = shell.variables.environment();
    let mut text = String::new();
    let mut status = 0;
    if arguments.is_empty() {
        let lines = environment
            .iter()
            .map(|(name, value)| format!("{name}={value}\n"));
        text.extend(lines);
    }
    for name in arguments {
        match environment.get(name) {
            Some(value) => text.push_str(&format!("{value}\n")),
            None => status = 1,
        }
    }
    shell.out(text.as_bytes());
    status
}

/// Files can be made scripts that run; other modes mean nothing here.
pub fn chmod(shell: &mut Shell, arguments: &[String]) -> u8 {
    let words: Vec<&String> = arguments.iter().filter(|word| *word != "-R").collect();
    let [mode, paths @ ..] = words.as_slice() else {
        shell.err("chmod: missing operand\nTry 'chmod --help' for more information.\n");
        return 1;
    };
    if paths.is_empty() {
        let text = "Try 'chmod --help' for more information.\n";
        shell.err(&format!("chmod: missing operand after '{mode}'\n{text}"));
        return 1;
    }
    let octal = u32::from_str_radix(mode, 8).ok();
    let letters = mode.split_once(['+', '-', '=']);
    let runs = match (octal, letters) {
        (Some(mode), _) => Some(mode & 0o111 != 0),
        (None, Some((who, what))) if who.chars().all(|c| "ugoa".contains(c)) => {
            let adds = !mode.contains('-');
            what.contains('x').then_some(adds)
        }
        (None, _) => {
            let text = "Try 'chmod --help' for more information.\n";
            shell.err(&format!("chmod: invalid mode: '{mode}'\n{text}"));
            return 1;
        }
    };
    let mut status = 0;
    for path in paths {
        if !shell.disk.exists(path) {
            let reason = "No such file or directory";
            shell.err(&format!("chmod: cannot access '{path}': {reason}\n"));
            status = 1;
        } else if let Some(runs) = runs {
            shell.disk.set_runs(path, runs);
        }
    }
    status
}

fn with(flag: &str, arguments: &[String]) -> Vec<String> {
    let first = std::iter::once(flag.to_string());
    first.chain(arguments.iter().cloned()).collect()
}

pub fn egrep(shell: &mut Shell, arguments: &[String]) -> Filtered {
    shell.err("egrep: warning: egrep is obsolescent; using grep -E\n");
    super::grep::filter(shell, &with("-E", arguments))
}

pub fn fgrep(shell: &mut Shell, arguments: &[String]) -> Filtered {
    shell.err("fgrep: warning: fgrep is obsolescent; using grep -F\n");
    super::grep::filter(shell, &with("-F", arguments))
}

/// A pager, whose page is the terminal.
pub fn less(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let files = arguments
        .iter()
        .filter(|word| !word.starts_with(['-', '+']) || *word == "-");
    super::cat::filter(shell, &files.cloned().collect::<Vec<String>>())
}
