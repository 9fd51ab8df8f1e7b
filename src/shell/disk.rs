//! The file store as a shell sees it: paths from the working directory, folders that are there
//! because files are in them, files that are being written.

use crate::aws::folder::{Folder, IS_FOLDER, MISSING, NO_FOLDER};
use crate::aws::outside::Outside;
use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::rc::{Rc, Weak};
use std::sync::Arc;

/// A folder without files is kept as a file of this name in it. It is shown nowhere.
const MARK: &str = ".folder";

/// Folders that are always there.
const FOLDERS: &[&str] = &["/", "/tmp", "/dev"];

/// The file store. Clones share what is open; each has its own working directory.
#[derive(Clone)]
pub struct Disk {
    pub outside: Outside,
    /// Absolute; the store's names are relative to the root.
    pub folder: String,
    open: Rc<RefCell<Vec<Weak<OpenFile>>>>,
    /// What `<( … )` wrote: it is read once or twice, at once.
    outputs: Rc<RefCell<VecDeque<Output>>>,
    /// Files that `chmod +x` made scripts.
    scripts: Rc<RefCell<BTreeSet<String>>>,
}

/// The number of its descriptor, and what was written.
type Output = (u32, Arc<[u8]>);

/// Outputs that are kept.
const OUTPUTS_MOST: usize = 64;

/// A file that is written. The store has the text when somebody reads, or when it is closed.
pub struct OpenFile {
    outside: Outside,
    name: String,
    pending: RefCell<Vec<u8>>,
}

impl OpenFile {
    pub fn append(&self, bytes: &[u8]) {
        self.pending.borrow_mut().extend_from_slice(bytes);
    }

    fn flush(&self) {
        let pending = std::mem::take(&mut *self.pending.borrow_mut());
        if pending.is_empty() {
            return;
        }
        let mut text = self.outside.read(&self.name).unwrap_or_default().to_vec();
        text.extend_from_slice(&pending);
        // A store that is full keeps what it has.
        let _ = self.outside.write(&self.name, &text);
    }
}

impl Drop for OpenFile {
    fn drop(&mut self) {
        self.flush();
    }
}

impl Disk {
    pub fn new(outside: Outside) -> Disk {
        Disk {
            outside,
            folder: "/".to_string(),
            open: Rc::default(),
            outputs: Rc::default(),
            scripts: Rc::default(),
        }
    }

    /// The absolute path that is meant, without `.`, `..` and double slashes.
    pub fn absolute(&self, path: &str) -> String {
        let whole = if path.starts_with('/') {
            path.to_string()
        } else {
            format!("{}/{path}", self.folder)
        };
        let mut parts: Vec<&str> = Vec::new();
        for part in whole.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        format!("/{}", parts.join("/"))
    }

    fn name(&self, path: &str) -> String {
        self.absolute(path)[1..].to_string()
    }

    /// Keeps what a command wrote and gives the path under which it is read.
    pub fn keep_output(&self, bytes: Vec<u8>) -> String {
        let mut outputs = self.outputs.borrow_mut();
        if outputs.len() >= OUTPUTS_MOST {
            outputs.pop_front();
        }
        let number = outputs.back().map_or(63, |(last, _)| last + 1);
        outputs.push_back((number, bytes.into()));
        format!("/dev/fd/{number}")
    }

    /// Lets a file run as a script, or not.
    pub fn set_runs(&self, path: &str, runs: bool) {
        let name = self.name(path);
        let mut scripts = self.scripts.borrow_mut();
        if runs {
            scripts.insert(name);
        } else {
            scripts.remove(&name);
        }
    }

    /// Whether a file is there that runs.
    pub fn runs(&self, path: &str) -> bool {
        self.is_file(path) && self.scripts.borrow().contains(&self.name(path))
    }

    fn output(&self, path: &str) -> Option<Arc<[u8]>> {
        let number: u32 = path.strip_prefix("/dev/fd/")?.parse().ok()?;
        let outputs = self.outputs.borrow();
        let found = outputs.iter().find(|(own, _)| *own == number);
        found.map(|(_, bytes)| Arc::clone(bytes))
    }

    /// Brings all that was written to the store.
    pub fn flush(&self) {
        let mut open = self.open.borrow_mut();
        open.retain(|file| file.strong_count() > 0);
        for file in open.iter().filter_map(Weak::upgrade) {
            file.flush();
        }
    }

    pub fn read(&self, path: &str) -> Result<Arc<[u8]>, &'static str> {
        self.flush();
        if path == "/dev/null" {
            return Ok(Arc::default());
        }
        if path.is_empty() {
            return Err(MISSING);
        }
        if let Some(output) = self.output(path) {
            return Ok(output);
        }
        match self.outside.read(&self.name(path)) {
            Some(_) if path.ends_with('/') => Err(NO_FOLDER),
            Some(bytes) => Ok(bytes),
            None if self.is_folder(path) => Err(IS_FOLDER),
            None if self.is_file(&parent(&self.absolute(path))) => Err(NO_FOLDER),
            None => Err(MISSING),
        }
    }

    /// Writes a whole file.
    pub fn write(&self, path: &str, content: &[u8]) -> Result<(), &'static str> {
        self.flush();
        if path == "/dev/null" {
            return Ok(());
        }
        self.writable(path)?;
        self.outside.write(&self.name(path), content)
    }

    fn writable(&self, path: &str) -> Result<(), &'static str> {
        if path.is_empty() {
            return Err(MISSING);
        }
        if self.is_folder(path) {
            return Err(IS_FOLDER);
        }
        let parent = parent(&self.absolute(path));
        if self.is_file(&parent) {
            return Err(NO_FOLDER);
        }
        if self.is_folder(&parent) {
            Ok(())
        } else {
            Err(MISSING)
        }
    }

    pub fn open(&self, path: &str, append: bool) -> Result<Rc<OpenFile>, &'static str> {
        self.flush();
        self.writable(path)?;
        let name = self.name(path);
        if !append || self.outside.read(&name).is_none() {
            self.outside.write(&name, b"")?;
        }
        let file = Rc::new(OpenFile {
            outside: self.outside.clone(),
            name,
            pending: RefCell::default(),
        });
        self.open.borrow_mut().push(Rc::downgrade(&file));
        Ok(file)
    }

    pub fn is_file(&self, path: &str) -> bool {
        let device = path.starts_with("/dev/");
        !path.is_empty()
            && !path.ends_with('/')
            && (device || self.outside.read(&self.name(path)).is_some())
    }

    pub fn is_folder(&self, path: &str) -> bool {
        if path.is_empty() {
            return false;
        }
        let path = self.absolute(path);
        if FOLDERS.contains(&path.as_str()) {
            return true;
        }
        let inside = format!("{}/", &path[1..]);
        let names = self.outside.file_names();
        names.iter().any(|name| name.starts_with(&inside))
    }

    pub fn exists(&self, path: &str) -> bool {
        self.is_file(path) || self.is_folder(path)
    }

    pub fn remove(&self, path: &str) -> bool {
        self.flush();
        self.outside.remove(&self.name(path))
    }

    pub fn make_folder(&self, path: &str) -> Result<(), &'static str> {
        if self.exists(path) {
            return Err("File exists");
        }
        let absolute = self.absolute(path);
        if !self.is_folder(&parent(&absolute)) {
            return Err(MISSING);
        }
        self.outside
            .write(&format!("{}/{MARK}", &absolute[1..]), b"")
    }

    /// The names in a folder, sorted, folders among them.
    pub fn list(&self, path: &str) -> Vec<String> {
        self.flush();
        let absolute = self.absolute(path);
        let inside = if absolute == "/" {
            String::new()
        } else {
            format!("{}/", &absolute[1..])
        };
        let mut names: Vec<String> = Vec::new();
        for name in self.outside.file_names() {
            let Some(rest) = name.strip_prefix(&inside) else {
                continue;
            };
            let own = rest.split('/').next().unwrap_or(rest);
            if own != MARK && names.last().is_none_or(|last| last != own) {
                names.push(own.to_string());
            }
        }
        crate::sim::sort::sort(&mut names);
        names.dedup();
        names
    }

    /// The names of all files below a folder, relative to the root, marks too.
    pub fn below(&self, path: &str) -> Vec<String> {
        let inside = format!("{}/", &self.absolute(path)[1..]);
        let mut names = self.outside.file_names();
        names.retain(|name| name.starts_with(&inside));
        names
    }
}

impl Folder for Disk {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, &'static str> {
        Disk::read(self, path)
    }

    fn write(&self, path: &str, content: &[u8]) -> Result<(), &'static str> {
        self.flush();
        let parent = parent(&self.absolute(path));
        if self.is_file(&parent) {
            return Err(NO_FOLDER);
        }
        // A folder is there as soon as a file is in it.
        self.outside.write(&self.name(path), content)
    }
}

/// The folder in which an absolute path lies.
pub fn parent(absolute: &str) -> String {
    match absolute.rsplit_once('/') {
        Some(("", _)) | None => "/".to_string(),
        Some((folder, _)) => folder.to_string(),
    }
}
