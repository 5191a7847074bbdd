//! What every driver can do.

use crate::webhook::Keys;
use crate::{Order, Outcome};
use rehome_domain::time::Timestamp;
use std::future::Future;
use std::pin::Pin;

/// An answer under way.
pub type Running<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

/// A connection to one outside system.
///
/// One driver may serve many orders at once. It keeps nothing between them but connections, so that any server may
/// run the next try.
pub trait Driver: Send + Sync {
    /// Makes it so. Running an order twice does what running it once does; `now` is the time of this try.
    fn run<'a>(&'a self, order: &'a Order, now: Timestamp) -> Running<'a>;

    /// The keys by which what the other end reports by itself is known for genuine; none where it reports nothing.
    fn call_back_keys(&self) -> Option<&Keys> {
        None
    }

    /// Looks whether it is so, and changes nothing: done, not yet (with what is missing), or why that cannot be told.
    /// `reference` is what an earlier [`NotYet`](crate::NotYet) of this order named.
    fn look<'a>(
        &'a self,
        order: &'a Order,
        reference: Option<&'a str>,
        now: Timestamp,
    ) -> Running<'a>;
}
