//! `help`

use crate::shell::state::{Flow, Shell};
use crate::shell::table::{self, TABLE};

pub fn run(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    if arguments.first().is_some_and(|name| name == "differences") {
        shell.out(crate::shell::differences::text().as_bytes());
        return Ok(0);
    }
    if let Some(name) = arguments.first() {
        let Some(entry) = table::find(name) else {
            shell.complain(&format!("help: no help topics match `{name}'."));
            return Ok(1);
        };
        shell.out(format!("{}: {}\n", entry.name, entry.about).as_bytes());
        return Ok(0);
    }
    let mut text = String::from("A shell like bash, on simulated time. Its commands:\n\n");
    for entry in TABLE {
        text.push_str(&format!("  {:<10} {}\n", entry.name, entry.about));
    }
    text.push_str("\nCtrl-C stops what runs. `aws help` tells of the AWS CLI,\n");
    text.push_str("`help differences` where this is not bash.\n");
    shell.out(text.as_bytes());
    Ok(0)
}
