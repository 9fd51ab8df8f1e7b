//! Against a solver that tries everything.

use super::*;
use proptest::collection::vec;
use proptest::prelude::*;

fn claims(rows: &[(u32, u32)]) -> Vec<Claim> {
    let rows = rows.iter();
    rows.map(|(weight, wants)| Claim {
        weight: *weight,
        wants: *wants,
    })
    .collect()
}

/// The exact parts as fractions (of one denominator): tries each choice of those who are served in
/// full until the level of the others is one that makes the choice true.
fn by_trying(amount: u32, claims: &[Claim]) -> (Vec<u128>, u128) {
    let total: u128 = claims.iter().map(|claim| u128::from(claim.wants)).sum();
    if total <= u128::from(amount) {
        let parts = claims.iter().map(|claim| u128::from(claim.wants));
        return (parts.collect(), 1);
    }
    for served in 0..1_u32 << claims.len() {
        let is_served = |index: usize| served >> index & 1 == 1;
        let mut left = i128::from(amount);
        let mut weights = 0_u128;
        for (index, claim) in claims.iter().enumerate() {
            if is_served(index) {
                left -= i128::from(claim.wants);
            } else {
                weights += u128::from(claim.weight);
            }
        }
        let Ok(left) = u128::try_from(left) else {
            continue;
        };
        let fits = claims.iter().enumerate().all(|(index, claim)| {
            let level = left * u128::from(claim.weight);
            let wants = u128::from(claim.wants) * weights;
            if is_served(index) {
                wants <= level
            } else {
                wants > level
            }
        });
        if fits && weights > 0 {
            let parts = claims.iter().enumerate().map(|(index, claim)| {
                if is_served(index) {
                    u128::from(claim.wants) * weights
                } else {
                    left * u128::from(claim.weight)
                }
            });
            return (parts.collect(), weights);
        }
    }
    unreachable!("somebody must go without")
}

proptest! {
    #[test]
    fn the_parts_are_those_of_trying_everything(
        amount in 0..5_000_u32,
        rows in vec((1..300_u32, 0..2_000_u32), 1..7),
    ) {
        let claims = claims(&rows);
        let parts = divide(amount, &claims);
        let (exact, of) = by_trying(amount, &claims);
        for (part, exact) in parts.iter().zip(&exact) {
            let off = (u128::from(*part) * of).abs_diff(*exact);
            prop_assert!(off < of, "{parts:?} for {exact:?} of {of}");
        }
    }

    #[test]
    fn nothing_is_lost_and_nobody_gets_too_much(
        amount in any::<u32>(),
        rows in vec((any::<u32>(), any::<u32>()), 0..40),
    ) {
        let claims = claims(&rows);
        let parts = divide(amount, &claims);
        let sum = |of: &mut dyn Iterator<Item = u32>| of.map(u64::from).sum::<u64>();
        let wanted = sum(&mut claims.iter().map(|claim| claim.wants));
        prop_assert_eq!(sum(&mut parts.iter().copied()), wanted.min(u64::from(amount)));
        for (part, claim) in parts.iter().zip(&claims) {
            prop_assert!(*part <= claim.wants);
        }
    }

    #[test]
    fn groups_keep_their_ceiling_and_lend_the_rest(
        amount in 0..20_000_u32,
        groups in vec((1..2_000_u32, prop::option::of(0..4_000_u32),
            vec((1..2_000_u32, 0..3_000_u32), 0..5)), 0..8),
    ) {
        let groups: Vec<GroupClaim> = groups
            .iter()
            .map(|(weight, ceiling, members)| GroupClaim {
                weight: *weight,
                ceiling: *ceiling,
                members: claims(members),
            })
            .collect();
        let parts = divide_groups(amount, &groups);
        let mut all = 0;
        let mut can_use = 0;
        for (group, parts) in groups.iter().zip(&parts) {
            let got: u32 = parts.iter().sum();
            let wants: u32 = group.members.iter().map(|member| member.wants).sum();
            let most = wants.min(group.ceiling.unwrap_or(u32::MAX));
            prop_assert!(got <= most);
            all += got;
            can_use += most;
        }
        prop_assert_eq!(all, can_use.min(amount));
    }
}

#[test]
fn without_limits_all_share_like_processes() {
    assert_eq!(
        divide(2_048, &claims(&[(2, 2_048), (2, 2_048)])),
        [1_024, 1_024]
    );
    assert_eq!(
        divide(2_048, &claims(&[(2, 2_048), (2, 100)])),
        [1_948, 100]
    );
    assert_eq!(divide(2_048, &claims(&[(2, 500)])), [500]);
    assert_eq!(
        divide(100, &claims(&[(1, 9), (1, 99), (1, 99)])),
        [9, 46, 45]
    );
}

#[test]
fn a_reservation_protects_and_a_quota_caps() {
    let group = |weight, ceiling, members: &[(u32, u32)]| GroupClaim {
        weight,
        ceiling,
        members: claims(members),
    };
    // 512 CPU units reserved beside one without: it hardly feels the other.
    let reserved = [
        group(512, None, &[(512, 2_048)]),
        group(2, None, &[(2, 2_048)]),
    ];
    assert_eq!(divide_groups(2_048, &reserved), [[2_040], [8]]);
    // A quota holds even on an idle host.
    let capped = [group(1_024, Some(256), &[(2, 2_048), (2, 2_048)])];
    assert_eq!(divide_groups(2_048, &capped), [[128, 128]]);
    // What one task does not use, the other may.
    let lent = [
        group(1_024, Some(256), &[(2, 2_048)]),
        group(2, None, &[(2, 2_048)]),
    ];
    assert_eq!(divide_groups(2_048, &lent), [[256], [1_792]]);
}
