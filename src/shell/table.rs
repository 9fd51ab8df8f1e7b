//! Every builtin and command: one file each, and one line here.

use super::builtins as b;
use super::commands as c;
use super::filter::Filtered;
use super::state::{Boxed, Flow, Shell};

/// How a command is carried out.
#[derive(Clone, Copy)]
pub enum Run {
    /// It changes the shell and never waits; the error is how the flow goes on, the status set.
    Builtin(fn(&mut Shell, &[String]) -> Result<u8, Flow>),
    /// It never waits and reads no input.
    Quick(fn(&mut Shell, &[String]) -> u8),
    /// It waits, or calls commands.
    Slow(for<'a> fn(&'a mut Shell, &'a [String]) -> Boxed<'a, Flow>),
    /// It reads files or its input, line by line: the filter and its files, or a status.
    Filter(fn(&mut Shell, &[String]) -> Filtered),
}

/// A line of the table.
pub struct Entry {
    pub name: &'static str,
    /// What it does, for `help`.
    pub about: &'static str,
    /// Whether bash itself has it.
    pub builtin: bool,
    pub run: Run,
}

const fn builtin(name: &'static str, about: &'static str, run: Run) -> Entry {
    Entry {
        name,
        about,
        builtin: true,
        run,
    }
}

const fn command(name: &'static str, about: &'static str, run: Run) -> Entry {
    Entry {
        name,
        about,
        builtin: false,
        run,
    }
}

use Run::{Builtin, Filter as Filters, Quick, Slow};

/// In alphabetical order.
pub const TABLE: &[Entry] = &[
    builtin(".", "runs a file in this shell", Slow(b::source::dot)),
    builtin(":", "does nothing", Quick(b::truth::yes)),
    builtin(
        "[",
        "asks about texts, numbers and files",
        Builtin(b::test::bracket),
    ),
    builtin(
        "alias",
        "names lines that are typed often",
        Builtin(b::alias::run),
    ),
    command(
        "awk",
        "calculates with the fields of lines",
        Slow(c::awk::run),
    ),
    command("aws", "the AWS CLI, version 2", Slow(c::aws::run)),
    command(
        "base64",
        "writes bytes as letters, and back",
        Filters(c::base64::filter),
    ),
    command(
        "basename",
        "the last part of a path",
        Quick(c::basename::run),
    ),
    command(
        "bash",
        "runs a script in a shell of its own",
        Slow(c::bash::run),
    ),
    command(
        "bc",
        "calculates with numbers of any length",
        Slow(c::bc::run),
    ),
    builtin("break", "ends a loop", Builtin(b::leave::break_loop)),
    builtin(
        "builtin",
        "calls a builtin, no function",
        Slow(b::command::builtin),
    ),
    command(
        "cat",
        "writes files one after another",
        Filters(c::cat::filter),
    ),
    builtin("cd", "goes to a folder", Builtin(b::cd::run)),
    command(
        "chmod",
        "lets a file run as a script",
        Quick(c::small::chmod),
    ),
    command("clear", "clears the screen", Quick(c::clear::run)),
    command(
        "column",
        "sets lines as a table",
        Filters(c::column::filter),
    ),
    command("comm", "what two sorted files share", Slow(c::comm::run)),
    builtin(
        "command",
        "calls a command, no function; -v tells what it is",
        Slow(b::command::run),
    ),
    builtin(
        "continue",
        "goes on with a loop's next turn",
        Builtin(b::leave::continue_loop),
    ),
    command("cp", "copies files", Quick(c::cp::run)),
    command(
        "curl",
        "asks a simulated host for a page",
        Slow(c::curl::run),
    ),
    command("cut", "parts of each line", Filters(c::cut::filter)),
    command("date", "the simulated time", Quick(c::date::run)),
    builtin("declare", "makes variables", Builtin(b::declare::run)),
    command("diff", "what differs between two files", Slow(c::diff::run)),
    command(
        "dirname",
        "a path without its last part",
        Quick(c::basename::dirname),
    ),
    builtin(
        "dirs",
        "the folders that `pushd` kept",
        Builtin(b::dirs::list),
    ),
    command("drydock", "instances, faults, time", Slow(c::drydock::run)),
    builtin("echo", "writes its arguments", Builtin(b::echo::run)),
    command("egrep", "`grep -E`", Filters(c::small::egrep)),
    command(
        "env",
        "runs a command with other variables",
        Slow(c::env::run),
    ),
    command(
        "envsubst",
        "puts variables into a text",
        Filters(c::envsubst::filter),
    ),
    builtin(
        "eval",
        "runs its arguments as a script",
        Slow(b::source::eval),
    ),
    builtin(
        "exec",
        "redirects this shell, or ends it with a command",
        Slow(b::command::exec),
    ),
    builtin("exit", "ends the shell", Builtin(b::leave::exit)),
    command("expand", "blanks for tabs", Filters(c::expand::filter)),
    builtin(
        "export",
        "hands variables to commands",
        Builtin(b::declare::export),
    ),
    command(
        "expr",
        "calculates, and compares texts",
        Quick(c::expr::run),
    ),
    builtin("false", "fails", Quick(b::truth::no)),
    command("fgrep", "`grep -F`", Filters(c::small::fgrep)),
    command("find", "files by name and kind", Slow(c::find::run)),
    command("fold", "breaks lines at a width", Filters(c::fold::filter)),
    command(
        "getopt",
        "options of a script, as words to set",
        Quick(c::getopt::run),
    ),
    builtin("getopts", "reads options", Builtin(b::getopts::run)),
    command("grep", "the lines that match", Filters(c::grep::filter)),
    builtin("hash", "whether commands are there", Builtin(b::hash::run)),
    command("head", "the first lines", Filters(c::head::filter)),
    builtin("help", "this list", Builtin(b::help::run)),
    builtin(
        "history",
        "the lines that were typed",
        Builtin(b::history::run),
    ),
    command(
        "hostname",
        "the name of this host",
        Quick(c::small::hostname),
    ),
    command("id", "who one is", Quick(c::small::id)),
    builtin(
        "jobs",
        "what runs in the background",
        Builtin(b::jobs::list),
    ),
    command(
        "join",
        "joins lines of two sorted files",
        Slow(c::comm::join),
    ),
    command("jq", "asks about JSON", Slow(c::jq::run)),
    builtin(
        "kill",
        "ends what runs in the background",
        Builtin(b::jobs::kill),
    ),
    command(
        "less",
        "writes files, as there is one page",
        Filters(c::small::less),
    ),
    builtin("let", "calculates", Builtin(b::calculate::run)),
    builtin(
        "local",
        "makes variables of a function",
        Builtin(b::declare::local),
    ),
    command("ls", "the files", Quick(c::ls::run)),
    builtin(
        "mapfile",
        "reads lines into an array",
        Slow(b::mapfile::run),
    ),
    command("md5sum", "sums of files", Filters(c::sums::md5sum)),
    command("mkdir", "makes folders", Quick(c::mkdir::run)),
    command(
        "mktemp",
        "makes a file with a name of its own",
        Quick(c::mktemp::run),
    ),
    command(
        "more",
        "writes files, as there is one page",
        Filters(c::small::less),
    ),
    command("mv", "renames files", Quick(c::cp::rename)),
    command("nl", "numbers the lines", Filters(c::nl::filter)),
    command("nohup", "runs a command", Slow(c::nohup::run)),
    command("paste", "joins lines", Filters(c::paste::filter)),
    builtin("popd", "comes back to a folder", Builtin(b::dirs::pop)),
    command("printenv", "exported variables", Quick(c::small::printenv)),
    builtin("printf", "writes by a format", Builtin(b::printf::run)),
    builtin(
        "pushd",
        "goes to a folder, and keeps this one",
        Builtin(b::dirs::push),
    ),
    builtin("pwd", "the folder", Quick(b::cd::pwd)),
    builtin("read", "reads a line into variables", Slow(b::read::run)),
    builtin(
        "readarray",
        "reads lines into an array",
        Slow(b::mapfile::run),
    ),
    command(
        "readlink",
        "-f: a path without its dots",
        Quick(c::realpath::readlink),
    ),
    builtin(
        "readonly",
        "makes variables that cannot change",
        Builtin(b::declare::readonly),
    ),
    command(
        "realpath",
        "a path without its dots",
        Quick(c::realpath::realpath),
    ),
    builtin("return", "ends a function", Builtin(b::leave::return_from)),
    command("rev", "turns lines round", Filters(c::rev::filter)),
    command("rm", "removes files", Quick(c::rm::run)),
    command("rmdir", "removes empty folders", Quick(c::mkdir::remove)),
    command("sed", "edits lines", Filters(c::sed::filter)),
    command("seq", "counts", Slow(c::seq::run)),
    builtin(
        "set",
        "switches options, sets arguments",
        Builtin(b::set::run),
    ),
    command(
        "sh",
        "runs a script in a shell of its own",
        Slow(c::bash::run),
    ),
    command("sha1sum", "longer sums of files", Filters(c::sums::sha1sum)),
    command(
        "sha256sum",
        "still longer sums of files",
        Filters(c::sums::sha256sum),
    ),
    builtin("shift", "drops arguments", Builtin(b::shift::run)),
    builtin("shopt", "switches options", Builtin(b::set::shopt)),
    command("shuf", "lines in another order", Filters(c::shuf::filter)),
    command("sleep", "lets simulated time pass", Slow(c::sleep::run)),
    command("sort", "sorts lines", Filters(c::sort::filter)),
    builtin("source", "runs a file in this shell", Slow(b::source::run)),
    command(
        "stat",
        "-c: name, size and kind of files",
        Quick(c::stat::run),
    ),
    command(
        "tac",
        "the lines from the last to the first",
        Filters(c::rev::tac),
    ),
    command("tail", "the last lines", Filters(c::tail::filter)),
    command("tee", "writes to files and on", Filters(c::tee::filter)),
    builtin(
        "test",
        "asks about texts, numbers and files",
        Builtin(b::test::run),
    ),
    command(
        "timeout",
        "ends a command after a time",
        Slow(c::timeout::run),
    ),
    command("touch", "makes files", Quick(c::touch::run)),
    command(
        "tput",
        "colours of the terminal: none",
        Quick(c::small::tput),
    ),
    command("tr", "swaps and drops characters", Filters(c::tr::filter)),
    builtin("trap", "runs a script at the end", Builtin(b::trap::run)),
    builtin("true", "succeeds", Quick(b::truth::yes)),
    builtin("type", "tells what a name means", Builtin(b::command::kind)),
    builtin("typeset", "makes variables", Builtin(b::declare::run)),
    builtin("ulimit", "what is limited", Quick(c::small::ulimit)),
    builtin("umask", "modes of new files", Quick(c::small::umask)),
    builtin("unalias", "forgets such names", Builtin(b::alias::unalias)),
    command("uname", "the kind of system", Quick(c::small::uname)),
    command("uniq", "drops lines that repeat", Filters(c::uniq::filter)),
    builtin(
        "unset",
        "removes variables and functions",
        Builtin(b::unset::run),
    ),
    builtin(
        "wait",
        "waits for what runs in the background",
        Slow(b::jobs::wait),
    ),
    command(
        "watch",
        "runs a command again and again",
        Slow(c::watch::run),
    ),
    command(
        "wc",
        "counts lines, words and bytes",
        Filters(c::wc::filter),
    ),
    command("which", "where a command lies", Quick(c::which::run)),
    command("whoami", "who one is", Quick(c::small::whoami)),
    command(
        "xargs",
        "runs a command with words from its input",
        Slow(c::xargs::run),
    ),
    command("yes", "writes the same line for ever", Slow(c::seq::yes)),
];

/// The line of a command.
pub fn find(name: &str) -> Option<&'static Entry> {
    let name = name
        .strip_prefix("/usr/bin/")
        .or(name.strip_prefix("/bin/"))
        .unwrap_or(name);
    let place = TABLE.binary_search_by(|entry| entry.name.cmp(name)).ok()?;
    TABLE.get(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(TABLE.is_sorted_by(|left, right| left.name < right.name));
        assert!(find("grep").is_some() && find("/bin/ls").is_some() && find("nope").is_none());
    }
}
