//! A request of RegisterTaskDefinition in the forms of other tools. All values are taken as they
//! are: a `${…}` in one is written so that the tool leaves it alone.

mod cli;
mod cloudformation;
mod terraform;
#[cfg(test)]
mod tests;

pub use cli::cli;
pub use cloudformation::cloudformation;
pub use terraform::terraform;

use serde_json::Value;

/// A form to write.
pub struct Format {
    /// What it is called.
    pub name: &'static str,
    /// The usual ending of its files.
    pub ending: &'static str,
    /// Writes a request.
    pub write: fn(&Value) -> String,
}

/// All forms.
pub const FORMATS: &[Format] = &[
    Format {
        name: "AWS CLI",
        ending: "sh",
        write: cli,
    },
    Format {
        name: "CloudFormation",
        ending: "yaml",
        write: cloudformation,
    },
    Format {
        name: "Terraform",
        ending: "tf",
        write: terraform,
    },
];

/// The words of a family, for the names of resources.
fn words(request: &Value) -> Vec<String> {
    let family = request["family"].as_str().unwrap_or_default();
    let words = family.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}
