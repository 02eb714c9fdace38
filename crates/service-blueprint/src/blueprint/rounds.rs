//! In which order added touchpoints find their place: those that name others wait until those have theirs.

use super::{Placement, Target};

/// For each added touchpoint its round, from 1: one that names the blueprint's `own` touchpoints and endings only is
/// placed in the first, one that names an added touchpoint in the round after that one's.
///
/// # Errors
/// Added touchpoints that name each other in a circle, counted from 0, each naming the next and the last the first.
pub(crate) fn rounds(own: usize, places: &[Placement]) -> Result<Vec<usize>, Vec<usize>> {
    let named = |place: &Placement| {
        let (one, other) = match *place {
            Placement::After(beside) => (Some(beside), None),
            Placement::Before(target) => (touchpoint(target), None),
            Placement::Between(from, to) => (Some(from), touchpoint(to)),
        };
        [one, other]
            .into_iter()
            .flatten()
            .filter_map(move |at| at.checked_sub(own))
    };
    let mut named_by: Vec<Vec<usize>> = vec![Vec::new(); places.len()];
    let mut waiting = vec![0; places.len()];
    for (index, place) in places.iter().enumerate() {
        for other in named(place) {
            named_by[other].push(index);
            waiting[index] += 1;
        }
    }
    let mut rounds = vec![1; places.len()];
    let mut ready: Vec<usize> = (0..places.len()).filter(|index| waiting[*index] == 0).collect();
    while let Some(here) = ready.pop() {
        for &index in &named_by[here] {
            rounds[index] = rounds[index].max(rounds[here] + 1);
            waiting[index] -= 1;
            if waiting[index] == 0 {
                ready.push(index);
            }
        }
    }
    let Some(first) = waiting.iter().position(|waits| *waits > 0) else {
        return Ok(rounds);
    };
    // Whatever waits names something that waits, so this walk comes back to where it has been.
    let mut walk = vec![first];
    let mut seen = vec![usize::MAX; places.len()];
    loop {
        let here = walk[walk.len() - 1];
        seen[here] = walk.len() - 1;
        let Some(next) = named(&places[here]).find(|other| waiting[*other] > 0) else {
            return Err(walk);
        };
        if seen[next] != usize::MAX {
            return Err(walk.split_off(seen[next]));
        }
        walk.push(next);
    }
}

fn touchpoint(target: Target) -> Option<usize> {
    match target {
        Target::Touchpoint(position) => Some(position),
        Target::End(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_names_another_comes_a_round_later() {
        let to = Target::Touchpoint;
        // Two touchpoints are the blueprint's own; 2 is the first added one.
        let places = [
            Placement::After(1),
            Placement::Before(to(2)),
            Placement::Before(Target::End(0)),
            Placement::Between(2, to(3)),
        ];
        assert_eq!(rounds(2, &places), Ok(vec![1, 2, 1, 3]));
        assert_eq!(rounds(2, &[Placement::After(2)]), Err(vec![0]));
    }

    #[test]
    fn a_circle_is_named_without_what_leads_into_it() {
        let places = [Placement::After(2), Placement::After(3), Placement::After(2)];
        assert_eq!(rounds(1, &places), Err(vec![1, 2]));
    }
}
