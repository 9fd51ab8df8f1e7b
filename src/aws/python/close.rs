//! Near words, as `difflib.get_close_matches` finds them: Ratcliff and Obershelp's measure.

use crate::sim::sort;

/// As many as it gives.
const COUNT: usize = 3;

/// The words that are near to `word`, the nearest first. `cutoff` is in thousandths of the measure,
/// which is 1 for the word itself.
pub fn matches<'w>(word: &str, all: &[&'w str], cutoff: usize) -> Vec<&'w str> {
    let wanted: Vec<char> = word.chars().collect();
    let mut near: Vec<(Ratio, &str)> = Vec::new();
    for other in all {
        let letters: Vec<char> = other.chars().collect();
        let ratio = Ratio {
            twice: 2 * common(&letters, &wanted),
            of: letters.len() + wanted.len(),
        };
        if ratio.twice * 1_000 >= cutoff * ratio.of {
            near.push((ratio, other));
        }
    }
    // The best by measure, and among equals the greatest word.
    sort::by(&mut near, |left, right| {
        let by_ratio = (right.0.twice * left.0.of).cmp(&(left.0.twice * right.0.of));
        by_ratio.then_with(|| right.1.cmp(left.1))
    });
    near.truncate(COUNT);
    near.into_iter().map(|(_, word)| word).collect()
}

struct Ratio {
    twice: usize,
    of: usize,
}

/// How many letters stand in the longest common blocks: the longest, then those left and right.
fn common(left: &[char], right: &[char]) -> usize {
    let (mut best, mut at) = (0, (0, 0));
    let mut lengths = vec![0; right.len() + 1];
    for (i, letter) in left.iter().enumerate() {
        let mut next = vec![0; right.len() + 1];
        for (j, other) in right.iter().enumerate() {
            if letter == other {
                next[j + 1] = lengths[j] + 1;
                if next[j + 1] > best {
                    best = next[j + 1];
                    at = (i + 1 - best, j + 1 - best);
                }
            }
        }
        lengths = next;
    }
    if best == 0 {
        return 0;
    }
    let before = common(&left[..at.0], &right[..at.1]);
    let after = common(&left[at.0 + best..], &right[at.1 + best..]);
    before + best + after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_near_words() {
        let all = [
            "list-tasks",
            "list-services",
            "stop-task",
            "start-task",
            "wait",
        ];
        assert_eq!(matches("list-task", &all, 800), ["list-tasks"]);
        assert_eq!(matches("wat", &all, 800), ["wait"]);
        assert_eq!(matches("stpo-task", &all, 800), ["stop-task"]);
        assert_eq!(matches("ö", &all, 800), [""; 0]);
    }
}
