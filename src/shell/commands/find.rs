//! `find`: files by name and kind. Source: GNU findutils 4.9, by behaviour. Names come in order.

mod test;

use crate::shell::expand::pattern::Pattern;
use crate::shell::state::{Boxed, Flow, Shell};

/// How deep expressions may lie in each other.
const DEPTH_MOST: u32 = 50;
/// Questions that one search may ask.
const TERMS_MOST: u32 = 200;

/// What is asked of a file, or done with it.
enum Ask {
    And(Box<Ask>, Box<Ask>),
    Or(Box<Ask>, Box<Ask>),
    Not(Box<Ask>),
    True,
    False,
    Name(Pattern, bool),
    Path(Pattern, bool),
    Folder(bool),
    Empty,
    /// `-size`: more, less or as many bytes, rounded up to units of this length.
    Size(std::cmp::Ordering, u64, u64),
    Print(&'static str),
    Printf(String),
    Delete,
    Prune,
    Quit,
    /// `;`: once for each file. `+`: once for many.
    Exec {
        words: Vec<String>,
        many: Option<usize>,
    },
}

/// A search that was read.
struct Search {
    roots: Vec<String>,
    ask: Ask,
    least: usize,
    most: usize,
    /// Folders come behind what is in them.
    inner_first: bool,
    /// How many `-exec … +` there are.
    many: usize,
}

/// A file that was found.
struct Found {
    /// As it is shown.
    path: String,
    root: String,
    folder: bool,
    depth: usize,
}

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.status = match test::search(arguments) {
            Ok(search) => within(shell, search).await,
            Err(message) => {
                shell.err(&format!("find: {message}\n"));
                1
            }
        };
        Flow::Go
    })
}

/// How a search goes on.
#[derive(Default)]
struct Walk {
    status: u8,
    pruned: bool,
    over: bool,
    /// Of each `-exec … +` its words and the files.
    gathered: Vec<(Vec<String>, Vec<String>)>,
}

async fn within(shell: &mut Shell, search: Search) -> u8 {
    let mut walk = Walk::default();
    walk.gathered.resize(search.many, Default::default());
    for root in &search.roots {
        if !shell.disk.exists(root) {
            shell.err(&format!("find: '{root}': No such file or directory\n"));
            walk.status = 1;
            continue;
        }
        let mut open = vec![Found {
            path: root.clone(),
            root: root.clone(),
            folder: shell.disk.is_folder(root),
            depth: 0,
        }];
        // With `-depth` a folder is seen again behind what is in it.
        let mut behind: Vec<Found> = Vec::new();
        while let Some(found) = open.pop() {
            shell.tick().await;
            while behind
                .last()
                .is_some_and(|folder| folder.depth >= found.depth)
            {
                let folder = behind.pop().unwrap_or_else(|| unreachable_folder(&found));
                one(shell, &search, &folder, &mut walk).await;
            }
            walk.pruned = false;
            let waits = search.inner_first && found.folder;
            if !waits {
                one(shell, &search, &found, &mut walk).await;
            }
            if walk.over {
                break;
            }
            if found.folder && !walk.pruned && found.depth < search.most {
                for name in shell.disk.list(&found.path).into_iter().rev() {
                    open.push(inside(shell, &found, &name));
                }
            }
            if waits {
                behind.push(found);
            }
        }
        while let Some(folder) = behind.pop().filter(|_| !walk.over) {
            one(shell, &search, &folder, &mut walk).await;
        }
    }
    for (mut words, files) in std::mem::take(&mut walk.gathered) {
        if !files.is_empty() {
            words.extend(files);
            call(shell, &words).await;
            if shell.status != 0 {
                walk.status = 1;
            }
        }
    }
    walk.status
}

fn unreachable_folder(found: &Found) -> Found {
    Found {
        path: found.path.clone(),
        root: found.root.clone(),
        folder: false,
        depth: 0,
    }
}

fn inside(shell: &Shell, folder: &Found, name: &str) -> Found {
    let slash = if folder.path.ends_with('/') { "" } else { "/" };
    let path = format!("{}{slash}{name}", folder.path);
    Found {
        folder: shell.disk.is_folder(&path),
        root: folder.root.clone(),
        depth: folder.depth + 1,
        path,
    }
}

async fn one(shell: &mut Shell, search: &Search, found: &Found, walk: &mut Walk) {
    if found.depth >= search.least && found.depth <= search.most {
        holds(shell, &search.ask, found, walk).await;
    }
}

fn holds<'a>(
    shell: &'a mut Shell,
    ask: &'a Ask,
    found: &'a Found,
    walk: &'a mut Walk,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        match ask {
            Ask::And(left, right) => {
                holds(shell, left, found, walk).await && holds(shell, right, found, walk).await
            }
            Ask::Or(left, right) => {
                holds(shell, left, found, walk).await || holds(shell, right, found, walk).await
            }
            Ask::Not(inner) => !holds(shell, inner, found, walk).await,
            Ask::True => true,
            Ask::False => false,
            Ask::Name(pattern, fold) => fits(pattern, *fold, base(&found.path)),
            Ask::Path(pattern, fold) => fits(pattern, *fold, &found.path),
            Ask::Folder(folder) => found.folder == *folder,
            Ask::Empty => is_empty(shell, found),
            Ask::Size(order, count, unit) => {
                let bytes = shell
                    .disk
                    .read(&found.path)
                    .map_or(0, |bytes| bytes.len() as u64);
                !found.folder && bytes.div_ceil(*unit).cmp(count) == *order
            }
            Ask::Print(end) => {
                shell.out(format!("{}{end}", found.path).as_bytes());
                true
            }
            Ask::Printf(format) => {
                let text = test::formatted(format, found);
                shell.out(text.as_bytes());
                true
            }
            Ask::Delete => delete(shell, found, walk),
            Ask::Prune => {
                walk.pruned = true;
                true
            }
            Ask::Quit => {
                walk.over = true;
                true
            }
            Ask::Exec { words, many: None } => {
                let words = words.iter().map(|word| word.replace("{}", &found.path));
                call(shell, &words.collect::<Vec<String>>()).await;
                shell.status == 0
            }
            Ask::Exec {
                words,
                many: Some(place),
            } => {
                if let Some((own, files)) = walk.gathered.get_mut(*place) {
                    own.clone_from(words);
                    files.push(found.path.clone());
                }
                true
            }
        }
    })
}

fn fits(pattern: &Pattern, fold: bool, text: &str) -> bool {
    if fold {
        pattern.fits(&text.to_lowercase())
    } else {
        pattern.fits(text)
    }
}

/// The last part of a path.
fn base(path: &str) -> &str {
    let bare = path.trim_end_matches('/');
    if bare.is_empty() {
        "/"
    } else {
        bare.rsplit('/').next().unwrap_or(bare)
    }
}

fn is_empty(shell: &Shell, found: &Found) -> bool {
    if found.folder {
        shell.disk.list(&found.path).is_empty()
    } else {
        shell
            .disk
            .read(&found.path)
            .is_ok_and(|bytes| bytes.is_empty())
    }
}

fn delete(shell: &mut Shell, found: &Found, walk: &mut Walk) -> bool {
    if found.path == "." {
        return true;
    }
    let gone = if found.folder {
        let words = [found.path.clone()];
        is_empty(shell, found) && super::mkdir::remove(shell, &words) == 0
    } else {
        shell.disk.remove(&found.path)
    };
    if !gone {
        let reason = if found.folder {
            "Directory not empty"
        } else {
            "No such file or directory"
        };
        shell.err(&format!("find: cannot delete '{}': {reason}\n", found.path));
        walk.status = 1;
    }
    gone
}

/// Calls a command, never a function: `find` is a program of its own.
async fn call(shell: &mut Shell, words: &[String]) {
    let Some((name, arguments)) = words.split_first() else {
        return;
    };
    if !shell.is_program(name) {
        shell.err(&format!("find: '{name}': No such file or directory\n"));
        shell.status = 1;
        return;
    }
    let mut fork = shell.fork();
    fork.call_known(name, arguments).await;
    shell.status = fork.status;
}
