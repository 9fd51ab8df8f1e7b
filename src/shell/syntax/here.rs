//! The texts of here-documents.

use super::reader::{Awaited, Read, Reader};
use super::tree::Word;
use super::words::Until;

impl Reader {
    /// At the end of the script: what was announced and did not come is empty.
    pub fn read_announced(&mut self) -> Read<()> {
        while let Some(awaited) = self.awaited.pop_front() {
            self.here_document(awaited)?;
        }
        Ok(())
    }

    /// Reads the lines up to the end mark.
    pub fn here_document(&mut self, awaited: Awaited) -> Read<()> {
        let first = self.line();
        let mut text = String::new();
        let mut ended = false;
        while self.peek().is_some() {
            let line = self.rest_of_line();
            let line = if awaited.strip_tabs {
                line.trim_start_matches('\t')
            } else {
                &line
            };
            if line == awaited.delimiter {
                ended = true;
                break;
            }
            text.push_str(line);
            text.push('\n');
        }
        if !ended {
            let warning = format!(
                "warning: here-document at line {} delimited by end-of-file (wanted `{}')",
                awaited.line, awaited.delimiter
            );
            let line = self.line();
            self.warnings.push((line, warning));
        }
        let word = if awaited.quoted {
            Word::literal(&text)
        } else {
            let depth = self.depth;
            self.deeper(|_| Ok(()))?;
            let mut reader = Reader::from_line(&text, first);
            reader.depth = depth + 1;
            reader.word_until(Until::End, true)?
        };
        // Each text is awaited once.
        let _ = awaited.body.set(word);
        Ok(())
    }

    fn rest_of_line(&mut self) -> String {
        let start = self.at;
        while self.peek().is_some_and(|c| c != '\n') {
            self.at += 1;
        }
        let line = self.slice(start, self.at);
        self.next();
        line
    }
}
