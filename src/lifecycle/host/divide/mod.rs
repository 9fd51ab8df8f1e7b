//! How CPU time is divided: everybody gets what they want as long as there is enough, and what
//! there is goes round by weight where there is not. Nothing is left over while somebody wants it.

use crate::sim::sort;
use std::cmp::Reverse;

/// One that wants a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What it counts for beside the others; 0 counts as 1.
    pub weight: u32,
    /// How much it can use.
    pub wants: u32,
}

/// A group with a ceiling of its own, and those in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupClaim {
    /// What it counts for beside other groups.
    pub weight: u32,
    /// The most that all in it get together; None for no limit.
    pub ceiling: Option<u32>,
    /// Those in it.
    pub members: Vec<Claim>,
}

/// What each gets of `amount`: weighted max-min fairness in whole units, by largest remainder.
/// The sum is the lesser of `amount` and all that is wanted.
pub fn divide(amount: u32, claims: &[Claim]) -> Vec<u32> {
    let weight = |index: usize| u128::from(claims[index].weight.max(1));
    let wants = |index: usize| u128::from(claims[index].wants);
    // Those who want least for their weight are served in full first.
    let order = sort::places(claims.len(), &|left, right| {
        let crossed = wants(left) * weight(right);
        crossed.cmp(&(wants(right) * weight(left)))
    });
    let mut left = u128::from(amount);
    let mut weights: u128 = order.iter().map(|index| weight(*index)).sum();
    let mut parts = vec![0; claims.len()];
    for (place, index) in order.iter().enumerate() {
        if wants(*index) * weights > left * weight(*index) {
            spread(left, weights, &order[place..], claims, &mut parts);
            break;
        }
        parts[*index] = claims[*index].wants;
        left -= wants(*index);
        weights -= weight(*index);
    }
    parts
}

/// Spreads `left` by weight over those who all want more than that; what rounding leaves goes
/// unit by unit to those who lost most by it, the first of equals first.
fn spread(left: u128, weights: u128, among: &[usize], claims: &[Claim], parts: &mut [u32]) {
    let weight = |index: usize| u128::from(claims[index].weight.max(1));
    let mut rest = left;
    for index in among {
        let part = left * weight(*index) / weights;
        parts[*index] = u32::try_from(part).unwrap_or(u32::MAX);
        rest -= part;
    }
    let mut losers = among.to_vec();
    sort::by_key(&mut losers, |index| {
        let lost = left * weight(*index) % weights;
        (Reverse(lost), *index)
    });
    for (index, _) in losers.iter().zip(0..rest) {
        parts[*index] += 1;
    }
}

/// What each member of each group gets of `amount`: first over the groups, then within each. A
/// group asks for what its members can use, up to its ceiling.
pub fn divide_groups(amount: u32, groups: &[GroupClaim]) -> Vec<Vec<u32>> {
    let claims: Vec<Claim> = groups
        .iter()
        .map(|group| {
            let members = group.members.iter().map(|member| member.wants);
            let wants = members.fold(0, u32::saturating_add);
            Claim {
                weight: group.weight,
                wants: wants.min(group.ceiling.unwrap_or(u32::MAX)),
            }
        })
        .collect();
    let parts = divide(amount, &claims);
    let pairs = groups.iter().zip(parts);
    pairs
        .map(|(group, part)| divide(part, &group.members))
        .collect()
}

#[cfg(test)]
mod tests;
