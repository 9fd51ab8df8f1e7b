//! The shortest way from one list of lines to another. Source: E. Myers, "An O(ND) Difference
//! Algorithm and Its Variations", 1986.

use std::collections::BTreeMap;

/// Lines that may differ: the way is found by going back through what each step knew.
const EDITS_MOST: usize = 2_000;

/// Lines of the left side from a place on that became others of the right side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hunk {
    pub left: (usize, usize),
    pub right: (usize, usize),
}

/// Lines as numbers: the same line is the same number.
fn numbers<'t>(lines: &'t [String], known: &mut BTreeMap<&'t str, usize>) -> Vec<usize> {
    let number = |line: &'t String| {
        let next = known.len();
        *known.entry(line).or_insert(next)
    };
    lines.iter().map(number).collect()
}

/// What differs, from the start to the end; None if it is too much.
pub fn hunks(left: &[String], right: &[String]) -> Option<Vec<Hunk>> {
    let mut known = BTreeMap::new();
    let (left, right) = (numbers(left, &mut known), numbers(right, &mut known));
    let same = |a: &usize, b: &usize| a == b;
    let before = left
        .iter()
        .zip(&right)
        .take_while(|(a, b)| same(a, b))
        .count();
    let (l, r) = (&left[before..], &right[before..]);
    let behind = l
        .iter()
        .rev()
        .zip(r.iter().rev())
        .take_while(|(a, b)| same(a, b))
        .count();
    let (l, r) = (&l[..l.len() - behind], &r[..r.len() - behind]);
    let path = path(l, r)?;
    let mut hunks: Vec<Hunk> = Vec::new();
    for (x, y, deleted) in path {
        let (x, y) = (x + before, y + before);
        let step = (usize::from(deleted), usize::from(!deleted));
        match hunks.last_mut() {
            Some(last) if (last.left.1, last.right.1) == (x, y) => {
                last.left.1 += step.0;
                last.right.1 += step.1;
            }
            _ => hunks.push(Hunk {
                left: (x, x + step.0),
                right: (y, y + step.1),
            }),
        }
    }
    Some(hunks)
}

/// Each line that goes (true) or comes (false), with its place on both sides.
fn path(left: &[usize], right: &[usize]) -> Option<Vec<(usize, usize, bool)>> {
    let (n, m) = (left.len() as isize, right.len() as isize);
    let most = (n + m).min(EDITS_MOST as isize);
    let width = (2 * most + 3) as usize;
    let place = |k: isize| (k + most + 1) as usize;
    let mut furthest = vec![0isize; width];
    let mut known: Vec<Vec<isize>> = Vec::new();
    for d in 0..=most {
        let (from, to) = (place(-d) - 1, place(d) + 2);
        known.push(furthest[from..to].to_vec());
        let mut k = -d;
        while k <= d {
            let down = k == -d || (k != d && furthest[place(k - 1)] < furthest[place(k + 1)]);
            let mut x = if down {
                furthest[place(k + 1)]
            } else {
                furthest[place(k - 1)] + 1
            };
            let mut y = x - k;
            while x < n && y < m && left[x as usize] == right[y as usize] {
                (x, y) = (x + 1, y + 1);
            }
            furthest[place(k)] = x;
            if x >= n && y >= m {
                return Some(back(&known, n, m));
            }
            k += 2;
        }
    }
    None
}

/// Goes back from the end to the start.
fn back(known: &[Vec<isize>], n: isize, m: isize) -> Vec<(usize, usize, bool)> {
    let mut edits = Vec::new();
    let (mut x, mut y) = (n, m);
    for (d, furthest) in known.iter().enumerate().rev() {
        let d = d as isize;
        // The row holds the places from -d-1 to d+1.
        let at = |k: isize| furthest[(k + d + 1) as usize];
        let k = x - y;
        let down = k == -d || (k != d && at(k - 1) < at(k + 1));
        let before = if down { k + 1 } else { k - 1 };
        if d == 0 {
            break;
        }
        x = at(before);
        y = x - before;
        edits.push((x as usize, y as usize, !down));
    }
    edits.reverse();
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(left: &str, right: &str) -> Vec<Hunk> {
        let lines = |text: &str| text.chars().map(|c| c.to_string()).collect::<Vec<String>>();
        hunks(&lines(left), &lines(right)).expect("few lines")
    }

    #[test]
    fn the_shortest_way_is_found() {
        assert_eq!(between("abc", "abc"), []);
        let changed = Hunk {
            left: (1, 2),
            right: (1, 2),
        };
        assert_eq!(between("abc", "axc"), [changed]);
        let edits = between("abcabba", "cbabac");
        let size = |hunk: &Hunk| hunk.left.1 - hunk.left.0 + hunk.right.1 - hunk.right.0;
        assert_eq!(edits.iter().map(size).sum::<usize>(), 5);
        assert_eq!(between("", "ab").len(), 1);
    }
}
