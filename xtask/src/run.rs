//! Running other programs, with progress and with one clear line when something is wrong.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Success, or the one line that says what went wrong and what to do.
pub type Outcome = Result<(), String>;

/// The package's root folder.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// One run of another program from the package's root, announced by name.
pub struct Step {
    what: String,
    command: Command,
}

impl Step {
    /// A step that says `what` it does before it runs `program`.
    pub fn new(what: &str, program: impl AsRef<OsStr>) -> Step {
        let mut command = Command::new(program);
        command.current_dir(root());
        Step {
            what: what.to_string(),
            command,
        }
    }

    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(&mut self, args: impl IntoIterator<Item = A>) -> &mut Step {
        self.command.args(args);
        self
    }

    /// Sets an environment variable.
    pub fn env(&mut self, key: &str, value: impl AsRef<OsStr>) -> &mut Step {
        self.command.env(key, value);
        self
    }

    /// Runs it to its end with its output shown; an error names the step.
    pub fn run(&mut self) -> Outcome {
        println!("▸ {}", self.what);
        let began = Instant::now();
        let status = self
            .command
            .status()
            .map_err(|error| self.not_started(&error))?;
        if !status.success() {
            return Err(format!(
                "{} failed ({status}): {:?}",
                self.what, self.command
            ));
        }
        let seconds = began.elapsed().as_secs_f32();
        if seconds >= 1.0 {
            println!("  {} took {seconds:.1} s", self.what);
        }
        Ok(())
    }

    /// Starts it and does not wait.
    pub fn spawn(&mut self) -> Result<std::process::Child, String> {
        self.command
            .spawn()
            .map_err(|error| self.not_started(&error))
    }

    fn not_started(&self, error: &std::io::Error) -> String {
        let program = self.command.get_program().to_string_lossy();
        format!("{}: `{program}` could not be started ({error})", self.what)
    }
}

/// What a program prints on its standard output, if it runs and succeeds.
pub fn output_of(program: impl AsRef<OsStr>, args: &[&str]) -> Option<String> {
    let mut command = Command::new(program);
    let output = command
        .args(args)
        .current_dir(root())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_string())
}

/// The first of these programs that the `PATH` holds.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    names.iter().flat_map(|name| every_on_path(name)).next()
}

/// Every program of this name that the `PATH` holds, in its order.
pub fn every_on_path(name: &str) -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places = std::env::split_paths(&path).map(|folder| folder.join(name));
    places.filter(|place| place.is_file()).collect()
}
