//! `${x:from:length}`

use super::super::state::Shell;
use super::super::syntax::tree::{Parameter, Word};
use super::Expanded;
use super::parameter::Values;

impl Shell {
    pub async fn slice(
        &mut self,
        parameter: &Parameter,
        values: Values,
        from: &Word,
        length: Option<&Word>,
    ) -> Expanded<Values> {
        let from = self.number_of(from, "").await?;
        let length = match length {
            Some(word) => Some(self.number_of(word, "").await?),
            None => None,
        };
        let positional = matches!(parameter.name.as_str(), "@" | "*");
        Ok(match values {
            Values::One(None) => Values::One(None),
            Values::One(Some(text)) => {
                let chars: Vec<char> = text.chars().collect();
                let Some((from, to)) = bounds(chars.len(), from, length) else {
                    let message = format!("{}: substring expression < 0", length.unwrap_or(0));
                    return Err(self.fault(&message, 1));
                };
                Values::One(Some(chars[from..to].iter().collect()))
            }
            Values::Many(mut all, star) => {
                if positional {
                    all.insert(0, "bash".to_string());
                    if from == 0 && length.is_none_or(|length| length > 0) {
                        let length = length.map(|length| length.max(0) as usize);
                        all.truncate(length.unwrap_or(all.len()));
                        return Ok(Values::Many(all, star));
                    }
                }
                let (from, to) = bounds(all.len(), from, length).unwrap_or((0, 0));
                Values::Many(all[from..to].to_vec(), star)
            }
        })
    }
}

/// Start and end of a slice; None if the length reaches before the start.
fn bounds(count: usize, from: i64, length: Option<i64>) -> Option<(usize, usize)> {
    let count = count as i64;
    let from = if from < 0 { count + from } else { from };
    if from < 0 || from > count {
        return Some((0, 0));
    }
    let to = match length {
        None => count,
        Some(length) if length < 0 => count + length,
        Some(length) => from.saturating_add(length).min(count),
    };
    (to >= from).then_some((from as usize, to as usize))
}
