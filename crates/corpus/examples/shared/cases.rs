// WHY: both examples speak of the same cases; a folder of examples is no crate of its own.

use rehome_corpus::CorpusCase;
use rehome_domain::telephony::DialPlan;
use rehome_domain::user_move::MoveRequest;
use rehome_testkit::telephony_messy::messy;
use rehome_testkit::telephony_variety::telephony_scene;
use rehome_testkit::variety::scene;
use rehome_testkit::{Cast, NOW, act, all_to, to};

/// Directories of many kinds: everybody of the cast who may ask, and seeded variety.
pub(crate) fn cases() -> Vec<CorpusCase> {
    let mut cases = of_the_cast();
    cases.extend((0..400).map(|seed| {
        let scene = scene(seed);
        CorpusCase {
            name: format!("seed {seed}"),
            snapshot: scene.snapshot,
            actor: scene.actor,
            request: scene.request,
            now: NOW,
        }
    }));
    cases.extend(of_sites());
    cases
}

/// Sites with telephony: seeded variety, and somebody about whom everything is to be said at once.
fn of_sites() -> Vec<CorpusCase> {
    use DialPlan::{NonSlc, None as NoPlan, Slc};
    let seeded = (0..100).map(|seed| {
        let scene = telephony_scene(seed);
        (
            format!("sites, seed {seed}"),
            scene.snapshot,
            scene.actor,
            scene.request,
        )
    });
    let plans = [
        (NonSlc, NonSlc),
        (Slc, Slc),
        (NonSlc, Slc),
        (NonSlc, NoPlan),
        (Slc, NoPlan),
    ];
    let messy = plans.map(|(from, to)| {
        let (cast, request) = messy(from, to);
        let name = format!("sites, all at once from {from:?} to {to:?}");
        (name, cast.snapshot(), act("cleo"), request)
    });
    let cases = seeded.chain(messy);
    cases
        .map(|(name, snapshot, actor, request)| CorpusCase {
            name,
            snapshot,
            actor,
            request,
            now: NOW,
        })
        .collect()
}

fn of_the_cast() -> Vec<CorpusCase> {
    let actors = [
        "dana?self",
        "omar",
        "orla",
        "petra",
        "ana",
        "ana@harbour",
        "sasha",
        "sol",
        "sten",
        "ana!",
    ];
    let mut locking = to("carla", "riverside");
    locking.options.move_locked = Some(true);
    locking.options.lock_after = Some(true);
    let mut placed = to("dana", "hillcrest");
    placed.options.position = Some(Some("c-ward".into()));
    let requests: [(&str, MoveRequest); 9] = [
        ("dana to riverside", to("dana", "riverside")),
        ("dana to palm-court", to("dana", "palm-court")),
        ("dana to northgate", to("dana", "northgate")),
        ("dana to hillcrest, placed", placed),
        ("dana to aster-north", to("dana", "aster-north")),
        ("orla to lakeside", to("orla", "lakeside")),
        ("carla to riverside, locked", locking),
        (
            "some to riverside",
            all_to(&["ben", "mia", "dana", "kim", "nobody"], "riverside"),
        ),
        ("nobody to nowhere", to("nobody", "nowhere")),
    ];
    let cast = Cast::new()
        .remembers("dana", "riverside", "r-lab")
        .remembers("mia", "riverside", "gone");
    let mut cases = Vec::new();
    for actor in actors {
        for (name, request) in &requests {
            cases.push(CorpusCase {
                name: format!("{actor} moves {name}"),
                snapshot: cast.snapshot(),
                actor: act(actor),
                request: request.clone(),
                now: NOW,
            });
        }
    }
    cases
}
