//! Source texts taken apart just far enough: code apart from comments and strings, lines of tests
//! apart from the rest. No parser: the rules need words and braces only.

/// A file with its text in views of equal length, so that offsets agree between them.
pub struct Source {
    /// Relative to the root, with `/`.
    pub path: String,
    pub text: String,
    /// The text with comments, strings and characters blanked.
    pub code: String,
    /// The text with everything but comments blanked.
    pub comments: String,
    /// For each line whether it belongs to tests.
    in_tests: Vec<bool>,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Source {
        let (code, comments) = split(text, path.ends_with(".rs"));
        let mut source = Source {
            path: path.to_string(),
            text: text.to_string(),
            in_tests: vec![is_test_file(path); text.lines().count() + 1],
            code,
            comments,
        };
        source.mark_test_items();
        source
    }

    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// The folder or file directly under `src/`, without its ending: a layer's name, mostly.
    pub fn layer(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("src/")?;
        let first = inside.split('/').next()?;
        Some(first.strip_suffix(".rs").unwrap_or(first))
    }

    /// The line of an offset, counted from 1.
    pub fn line_of(&self, offset: usize) -> usize {
        self.text[..offset].matches('\n').count() + 1
    }

    pub fn is_test_line(&self, line: usize) -> bool {
        self.in_tests.get(line - 1).copied().unwrap_or(false)
    }

    /// Offsets of a word or path in the code, not as a part of a longer name.
    pub fn words<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        find_words(&self.code, word)
    }

    /// The offset just behind the brace that closes the first one opened at or after `from`;
    /// `None` where a `;` comes first, as in a declaration without a body.
    pub fn end_of_body(&self, from: usize) -> Option<usize> {
        let mut braces = 0usize;
        let mut others = 0usize;
        for (offset, byte) in self.code.bytes().enumerate().skip(from) {
            match byte {
                b'(' | b'[' => others += 1,
                b')' | b']' => others = others.saturating_sub(1),
                b'{' => braces += 1,
                b'}' if braces == 1 => return Some(offset + 1),
                b'}' => braces = braces.saturating_sub(1),
                b';' if braces == 0 && others == 0 => return None,
                _ => {}
            }
        }
        None
    }

    /// Where items for tests begin, and where the mark that says so ends. What the tests of another
    /// crate use too has a feature beside `test`.
    fn test_items(&self) -> Vec<(usize, usize)> {
        let marks = ["#[cfg(test)]", "#[cfg(any(test, "];
        let places = marks.iter().flat_map(|mark| self.code.match_indices(mark));
        let items = places.filter_map(|(from, _)| {
            let length = self.code[from..].find(")]")?;
            Some((from, from + length + 2))
        });
        items.collect()
    }

    /// The files of modules that exist for tests only: `#[cfg(test)] pub mod fixtures;`.
    pub fn test_modules(&self) -> Vec<String> {
        let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let items = self.test_items().into_iter();
        let names = items.filter_map(|(_, behind)| {
            let item = self.code[behind..].trim_start().trim_start_matches("pub ");
            let name = item.strip_prefix("mod ")?.split([';', '{']).next()?;
            item[4 + name.len()..].starts_with(';').then_some(name)
        });
        names.map(|name| format!("{folder}/{name}.rs")).collect()
    }

    /// Says that the whole file belongs to tests.
    pub fn mark_as_tests(&mut self) {
        self.in_tests.fill(true);
    }

    fn mark_test_items(&mut self) {
        for (mark, _) in self.test_items() {
            let Some(end) = self.end_of_body(mark) else {
                continue;
            };
            for line in self.line_of(mark)..=self.line_of(end) {
                self.in_tests[line - 1] = true;
            }
        }
    }
}

fn is_test_file(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/") || path.ends_with("/tests.rs")
}

/// Offsets of `word` where no letter, digit or `_` touches it.
pub fn find_words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let inside = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    text.match_indices(word)
        .map(|found| found.0)
        .filter(move |start| {
            let bytes = text.as_bytes();
            let before = start.checked_sub(1).and_then(|before| bytes.get(before));
            let open_end = !word.ends_with(|c: char| c.is_alphanumeric() || c == '_');
            !inside(before) && (open_end || !inside(bytes.get(start + word.len())))
        })
}

/// `(code, comments)`: each the text with the other, and strings, blanked byte by byte.
fn split(text: &str, rust: bool) -> (String, String) {
    let mut code = text.as_bytes().to_vec();
    let mut comments = vec![b' '; code.len()];
    let mut at = 0;
    while at < code.len() {
        let rest = &text.as_bytes()[at..];
        let comment = comment_length(rest);
        let hidden = comment.or_else(|| literal_length(rest, previous(text, at), rust));
        if comment.is_some() {
            let end = at + comment.unwrap_or(0);
            comments[at..end].copy_from_slice(&text.as_bytes()[at..end]);
        }
        let length = hidden.unwrap_or(0);
        code[at..at + length].fill(b' ');
        at += length.max(1);
    }
    for (offset, byte) in text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n') {
        code[offset] = byte;
        comments[offset] = byte;
    }
    let whole = |bytes| String::from_utf8(bytes).expect("only whole characters are blanked");
    (whole(code), whole(comments))
}

fn previous(text: &str, at: usize) -> u8 {
    at.checked_sub(1)
        .map_or(b' ', |before| text.as_bytes()[before])
}

fn comment_length(rest: &[u8]) -> Option<usize> {
    if rest.starts_with(b"//") {
        return Some(
            rest.iter()
                .position(|byte| *byte == b'\n')
                .unwrap_or(rest.len()),
        );
    }
    if !rest.starts_with(b"/*") {
        return None;
    }
    let mut depth = 0usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return Some(at);
            }
        } else {
            at += 1;
        }
    }
    Some(rest.len())
}

/// The length of a string or character that begins here.
fn literal_length(rest: &[u8], previous: u8, rust: bool) -> Option<usize> {
    match rest.first()? {
        b'"' => Some(quoted_length(rest, b'"')),
        b'r' if rust && !previous.is_ascii_alphanumeric() && previous != b'_' => raw_length(rest),
        b'\'' if rust => character_length(rest),
        b'\'' | b'`' => Some(quoted_length(rest, rest[0])),
        _ => None,
    }
}

fn quoted_length(rest: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != quote {
        at += if rest[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

fn raw_length(rest: &[u8]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|byte| **byte == b'#').count();
    if rest.get(1 + hashes) != Some(&b'"') {
        return None;
    }
    let close = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
    let body = &rest[2 + hashes..];
    let end = body
        .windows(close.len())
        .position(|window| window == close)?;
    Some(2 + hashes + end + close.len())
}

/// A character, but no lifetime: `'a'` and `'\n'`, not `'a`.
fn character_length(rest: &[u8]) -> Option<usize> {
    if rest.get(1) == Some(&b'\\') {
        return Some(quoted_length(rest, b'\''));
    }
    let text = std::str::from_utf8(&rest[1..rest.len().min(9)]);
    let valid = text.map_or_else(|error| error.valid_up_to(), str::len);
    let character = std::str::from_utf8(&rest[1..1 + valid])
        .ok()?
        .chars()
        .next()?;
    let end = 1 + character.len_utf8();
    (rest.get(end) == Some(&b'\'')).then_some(end + 1)
}

#[test]
fn keeps_code_comments_and_strings_apart() {
    let text =
        "let a = \"x // y\"; // é '\"'\nlet b = r#\"{\"#; /* { /* } */ */ let c = '{'; 'a: {}";
    let source = Source::new("src/sim/a.rs", text);
    assert!(!source.code.contains(['x', 'y']) && !source.code.contains("é"));
    assert_eq!(source.code.matches(['{', '}']).count(), 2);
    assert!(source.comments.contains("// é") && !source.comments.contains("let"));
    assert!(source.code.contains("'a: {}"));
}

#[test]
fn knows_which_lines_are_tests() {
    let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}\n";
    let source = Source::new("src/sim/a.rs", text);
    let lines: Vec<usize> = (1..=6).filter(|line| source.is_test_line(*line)).collect();
    assert_eq!(lines, [2, 3, 4, 5]);
}

#[test]
fn knows_which_modules_are_for_tests() {
    let text = "#[cfg(test)]\npub mod fixtures;\nmod a;\n#[cfg(test)]\nmod tests {\n}\n\
                #[cfg(any(test, feature = \"fixtures\"))]\npub mod asked;\n";
    let source = Source::new("src/sim/mod.rs", text);
    let modules = ["src/sim/fixtures.rs", "src/sim/asked.rs"];
    assert_eq!(source.test_modules(), modules);
}
