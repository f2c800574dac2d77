//! What the claim of a figure says of its growth: printed at constant prices, with a caveat, or of something that falls when it gets better.

use super::pairs;
use super::scene::Scene;
use crate::claims::Claim;

/// The claim of a figure.
fn claim<'l>(scene: &Scene<'l>, figure: usize) -> Option<&'l Claim> {
    let at = scene.claims.partition_point(|c| c.figure < figure);
    scene.claims.get(at).filter(|c| c.figure == figure)
}

/// Whether the growth of a figure's indicator does not follow from the values printed, although words tie them together.
pub(super) fn is_at_constant_price(scene: &Scene, figure: usize) -> bool {
    claim(scene, figure).is_some_and(|c| pairs::is_at_constant_price(c, true))
}

/// Whether words say that it cannot be compared.
pub(super) fn has_caveat(scene: &Scene, figure: usize) -> bool {
    claim(scene, figure).is_some_and(|c| c.has_caveat)
}

/// Whether a fall is the good direction.
pub(super) fn falls_well(scene: &Scene, figure: usize) -> bool {
    claim(scene, figure).and_then(Claim::entry).is_some_and(|e| e.falls_well)
}
