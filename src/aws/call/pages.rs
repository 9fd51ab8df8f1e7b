//! Lists that come in pages. Source: botocore, `paginate.py`, by behaviour.

use super::{Caller, ServiceError};
use crate::aws::failure::Failure;
use crate::aws::python::dump::{PLAIN, dumps};
use crate::aws::python::repr::{self, Objects};
use crate::shapes::Operation;
use crate::shapes::client::Paginator;
use serde_json::{Map, Value, json};

/// What the user says of pages.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    /// Where to go on: the CLI's own token.
    pub starting_token: Option<String>,
    /// Items of one call.
    pub page_size: Option<i64>,
    /// Items in all.
    pub max_items: Option<i64>,
}

/// Pages, one call each.
pub struct Pages {
    caller: Caller,
    operation: &'static Operation,
    paginator: &'static Paginator,
    request: Map<String, Value>,
    max_items: Option<i64>,
    /// The token of the page that is next.
    token: Value,
    /// How many items of the first page were shown before.
    skip: usize,
    total: i64,
    first: bool,
    over: bool,
    /// What is wrong behind the page that was shown last.
    fault: Option<Failure>,
    /// What goes on behind the last page that was shown: the CLI's own token.
    pub resume_token: Option<String>,
}

const CUT: &str = "boto_truncate_amount";

impl Pages {
    /// Pages of a list.
    pub fn new(
        caller: &Caller,
        operation: &'static Operation,
        paginator: &'static Paginator,
        mut request: Map<String, Value>,
        bounds: &Bounds,
    ) -> Result<Pages, Failure> {
        let (token, skip) = match &bounds.starting_token {
            Some(text) => starting(text)?,
            None => (Value::Null, 0),
        };
        if let Some(size) = bounds.page_size {
            request.insert(paginator.limit_key.to_owned(), size.into());
        }
        let mut pages = Pages {
            caller: caller.clone(),
            operation,
            paginator,
            request,
            max_items: bounds.max_items,
            token: Value::Null,
            skip,
            total: 0,
            first: true,
            over: false,
            fault: None,
            resume_token: None,
        };
        pages.go_on_at(token);
        Ok(pages)
    }

    /// The names of what is listed.
    pub fn result_keys(&self) -> &'static [&'static str] {
        self.paginator.result_keys
    }

    fn go_on_at(&mut self, token: Value) {
        let name = self.paginator.input_token;
        match &token {
            Value::Null => self.request.remove(name),
            Value::String(text) if text == "None" => self.request.remove(name),
            token => self.request.insert(name.to_owned(), token.clone()),
        };
        self.token = token;
    }

    /// The request of the next page.
    pub fn request(&self) -> &Map<String, Value> {
        &self.request
    }

    /// The next page, if there is one.
    pub async fn next(&mut self) -> Option<Result<Value, Failure>> {
        if self.over {
            return None;
        }
        if let Some(fault) = self.fault.take() {
            self.over = true;
            return Some(Err(fault));
        }
        match self.page().await {
            Ok(page) => Some(Ok(page)),
            Err(error) => {
                self.over = true;
                Some(Err(error.failure(self.operation.name)))
            }
        }
    }

    async fn page(&mut self) -> Result<Value, ServiceError> {
        let mut page = self.caller.call(self.operation, &self.request).await?;
        let skipped = if std::mem::take(&mut self.first) {
            self.skip
        } else {
            0
        };
        let primary = self
            .paginator
            .result_keys
            .first()
            .copied()
            .unwrap_or_default();
        if skipped > 0
            && let Some(items) = page.get_mut(primary).and_then(Value::as_array_mut)
        {
            items.drain(..skipped.min(items.len()));
        }
        let count = page
            .get(primary)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        let more = self.total + count as i64;
        match self.max_items {
            Some(max) if more > max => {
                self.over = true;
                self.cut(&mut page, primary, more - max, skipped);
            }
            max => self.turn_over(&page, more, max),
        }
        Ok(page)
    }

    /// Leaves the last items out; the token says how many were shown of this page.
    fn cut(&mut self, page: &mut Value, primary: &str, too_many: i64, skipped: usize) {
        let items = page.get_mut(primary).and_then(Value::as_array_mut);
        let kept = items.map_or(0, |items| {
            // As in Python, a negative count is one from the end.
            let kept = items.len() as i64 - too_many;
            let end = if kept < 0 {
                kept + items.len() as i64
            } else {
                kept
            };
            items.truncate(usize::try_from(end).unwrap_or(0));
            kept
        });
        let token = &self.token;
        let cut = kept + skipped as i64;
        self.resume_token = Some(encoded(
            &json!({self.paginator.input_token: token, CUT: cut}),
        ));
    }

    fn turn_over(&mut self, page: &Value, more: i64, max: Option<i64>) {
        self.total = more;
        let token = page
            .get(self.paginator.output_token)
            .cloned()
            .unwrap_or_default();
        let token = if token == json!("") {
            Value::Null
        } else {
            token
        };
        if token.is_null() {
            self.over = true;
            return;
        }
        let tokens = json!({self.paginator.input_token: token});
        if max == Some(more) {
            self.over = true;
            self.resume_token = Some(encoded(&tokens));
            return;
        }
        if token == self.token {
            let tokens = repr::text(&tokens, Objects::Plain);
            let said = format!(
                "Error during pagination: The same next token was received twice: {tokens}"
            );
            self.fault = Some(Failure::general(said));
            return;
        }
        self.go_on_at(token);
    }

    /// All pages in one.
    pub async fn whole(&mut self) -> Result<Value, Failure> {
        let mut whole = Map::new();
        while let Some(page) = self.next().await {
            let mut page = page?;
            for key in self.paginator.result_keys {
                let found = page.get_mut(*key).map_or(Value::Null, Value::take);
                match (whole.get_mut(*key), found) {
                    (_, Value::Null) => {}
                    (Some(Value::Array(all)), Value::Array(items)) => all.extend(items),
                    (_, found) => {
                        whole.insert((*key).to_owned(), found);
                    }
                }
            }
            self.caller.outside.breathe().await;
        }
        if let Some(token) = &self.resume_token {
            whole.insert("NextToken".to_owned(), token.clone().into());
        }
        Ok(Value::Object(whole))
    }
}

fn encoded(token: &Value) -> String {
    base64(dumps(token, PLAIN).as_bytes())
}

/// The service's token in one of the CLI's, and how many items of its page were shown before.
fn starting(text: &str) -> Result<(Value, usize), Failure> {
    let decoded = from_base64(text).and_then(|bytes| String::from_utf8(bytes).ok());
    let value = decoded.and_then(|json| serde_json::from_str::<Value>(&json).ok());
    if let Some(Value::Object(mut token)) = value {
        let skip = token
            .shift_remove(CUT)
            .and_then(|cut| cut.as_u64())
            .unwrap_or(0);
        let token = token
            .into_iter()
            .next()
            .map_or(Value::Null, |(_, token)| token);
        return Ok((token, usize::try_from(skip).unwrap_or(usize::MAX)));
    }
    // The form of old: the token, and behind it the number.
    let parts: Vec<&str> = text.split("___").collect();
    let (token, skip) = match parts[..] {
        [only] => (only, 0),
        [token, number] => match number.parse() {
            Ok(skip) => (token, skip),
            Err(_) => (text, 0),
        },
        _ => return Err(Failure::general(format!("Bad starting token: {text}"))),
    };
    let token = if token == "None" {
        Value::Null
    } else {
        token.into()
    };
    Ok((token, skip))
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let index = bits >> (18 - 6 * place) & 63;
            let letter = ALPHABET[index as usize];
            out.push(if place > chunk.len() {
                '='
            } else {
                letter.into()
            });
        }
    }
    out
}

/// Letters that do not belong there are passed over, as Python does. None if letters are missing.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let place = |byte| ALPHABET.iter().position(|letter| *letter == byte);
    let sixes: Vec<usize> = text.bytes().filter_map(place).collect();
    let padding = text.bytes().filter(|byte| *byte == b'=').count();
    let rest = sixes.len() % 4;
    if rest == 1 || rest > 0 && rest + padding < 4 {
        return None;
    }
    let mut out = Vec::new();
    for chunk in sixes.chunks(4) {
        let at = |index: usize| chunk.get(index).copied().unwrap_or(0);
        let bits = at(0) << 18 | at(1) << 12 | at(2) << 6 | at(3);
        let bytes = [(bits >> 16) as u8, (bits >> 8) as u8, bits as u8];
        out.extend_from_slice(&bytes[..chunk.len().saturating_sub(1)]);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_the_cli_s() {
        let token = encoded(&json!({"nextToken": null, CUT: 2}));
        assert_eq!(
            token,
            "eyJuZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAyfQ=="
        );
        assert_eq!(starting(&token), Ok((Value::Null, 2)));
        assert_eq!(starting("plain"), Ok(("plain".into(), 0)));
        assert_eq!(starting("plain___3"), Ok(("plain".into(), 3)));
        assert!(starting("a___b___c").is_err());
    }
}
