//! Pages of lists: `maxResults` and `nextToken`.

use super::{Refusal, Request};
use crate::model::World;
use crate::sim::{Chance, Purpose};
use serde_json::{Map, Value};

/// How many results a page can have. Source: ECS API, `maxResults` of the List operations.
pub const LARGEST: i64 = 100;

const PURPOSE_TOKENS: Purpose = Purpose(0x7061_6765);

/// The check half of a token, so that invented tokens are told from given ones.
fn check(world: &World, key: u64) -> u64 {
    let chance = Chance {
        seed: world.settings.seed,
    };
    chance.draw(PURPOSE_TOKENS, key, 0)
}

fn token(world: &World, key: u64) -> String {
    format!("{:016x}{key:016x}", check(world, key))
}

fn read_token(world: &World, text: &str) -> Option<u64> {
    let (checked, key) = text.split_at_checked(16)?;
    let key = u64::from_str_radix(key, 16).ok()?;
    (token(world, key) == text && checked.len() == 16).then_some(key)
}

/// One page of `rows`, which come in ascending order of their keys, and the token of the next
/// page if there is one.
///
/// # Errors
/// `maxResults` out of range, an unknown `nextToken`. Assumption: the texts.
pub fn page<T>(
    world: &World,
    request: Request,
    default: usize,
    rows: impl Iterator<Item = (u64, T)>,
) -> Result<(Vec<T>, Option<String>), Refusal> {
    page_within(world, request, (default, LARGEST), rows)
}

/// The same for operations with another limit: how many results a page has by default, and how
/// many it can have.
pub fn page_within<T>(
    world: &World,
    request: Request,
    (default, largest): (usize, i64),
    rows: impl Iterator<Item = (u64, T)>,
) -> Result<(Vec<T>, Option<String>), Refusal> {
    let place = place(world, request, (default, largest))?;
    Ok(place.page(world, rows))
}

/// Where a page begins and how much it holds.
pub struct Place {
    most: usize,
    /// The key of the last row of the page before.
    pub after: Option<u64>,
}

/// What a request asks for, with so many results on a page by default and at most.
///
/// # Errors
/// `maxResults` out of range, an unknown `nextToken`. Assumption: the texts.
pub fn place(
    world: &World,
    request: Request,
    (default, largest): (usize, i64),
) -> Result<Place, Refusal> {
    let most = match request.integer("maxResults") {
        None => default,
        Some(number) if (1..=largest).contains(&number) => number as usize,
        Some(_) => {
            let message = format!("maxResults must be between 1 and {largest}.");
            return Err(Refusal::invalid(message));
        }
    };
    let after = match request.filled_text("nextToken") {
        None => None,
        Some(text) => {
            let key = read_token(world, text);
            Some(key.ok_or_else(|| Refusal::invalid("Invalid nextToken."))?)
        }
    };
    Ok(Place { most, after })
}

impl Place {
    /// The rows of this page, of rows in ascending order of their keys, and the token of the next.
    pub fn page<T>(
        self,
        world: &World,
        rows: impl Iterator<Item = (u64, T)>,
    ) -> (Vec<T>, Option<String>) {
        let mut rest = rows.filter(|(key, _)| self.after.is_none_or(|after| *key > after));
        let page: Vec<(u64, T)> = rest.by_ref().take(self.most).collect();
        let last = page.last().map(|(key, _)| *key);
        let next = last.filter(|_| rest.next().is_some());
        let page = page.into_iter().map(|(_, row)| row).collect();
        (page, next.map(|key| token(world, key)))
    }
}

/// The answer of a List operation.
pub fn answer<T: Into<Value>>(member: &str, items: Vec<T>, next: Option<String>) -> Value {
    let mut object = Map::new();
    object.insert(member.into(), items.into());
    if let Some(token) = next {
        object.insert("nextToken".into(), token.into());
    }
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn pages_follow_each_other_and_end() {
        let world = World::default();
        let rows = || (0..5).map(|key| (key, format!("row {key}")));
        let first = json!({"maxResults": 2});
        let (page_1, next) = page(&world, Request::new(&first), 100, rows()).expect("valid");
        assert_eq!(page_1, ["row 0", "row 1"]);
        let rest = json!({"nextToken": next});
        let (page_2, next) = page(&world, Request::new(&rest), 100, rows()).expect("valid");
        assert_eq!(page_2, ["row 2", "row 3", "row 4"]);
        assert_eq!(next, None);
        for bad in [json!({"maxResults": 101}), json!({"nextToken": "1é"})] {
            assert!(page(&world, Request::new(&bad), 100, rows()).is_err());
        }
    }
}
