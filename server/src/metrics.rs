//! Figures in the words of Prometheus. Names and meanings are here; nothing else counts.

use http::Method;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use rehome_service::Service;
use std::sync::OnceLock;
use std::time::Duration;

const REQUESTS: &str = "rehome_http_requests_total";
const LATENCY: &str = "rehome_http_request_seconds";
const MOVES: &str = "rehome_moves_total";
const SIGN_INS: &str = "rehome_sign_ins_total";
const SEALED: &str = "rehome_audit_sealed_total";
const WAITING: &str = "rehome_writer_queue";
const UNITS: &str = "rehome_writer_units_total";
const COMMITS: &str = "rehome_writer_commits_total";
const ORDERS: &str = "rehome_provisioning_jobs";

/// Bounds of the latency histogram in seconds.
const BOUNDS: [f64; 12] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
];

static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Starts counting; a second call changes nothing.
pub(crate) fn start() {
    HANDLE.get_or_init(|| {
        let builder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Full(LATENCY.to_owned()), &BOUNDS)
            .ok()?;
        let handle = builder.install_recorder().ok()?;
        metrics::describe_counter!(REQUESTS, "Requests by method, route and status");
        metrics::describe_histogram!(
            LATENCY,
            metrics::Unit::Seconds,
            "How long requests took, by route"
        );
        metrics::describe_counter!(
            MOVES,
            "Families by what became of their move, from screens, programs and files: moved, skipped, refused, stale, failed"
        );
        metrics::describe_gauge!(WAITING, "Units of work that wait for SQLite's one writer");
        metrics::describe_counter!(UNITS, "Units of work that SQLite's writer has run");
        metrics::describe_counter!(
            COMMITS,
            "Commits that these units shared: units by commits is the size of a batch"
        );
        metrics::describe_gauge!(
            ORDERS,
            "Accounts and services to be carried outside: due, and by state (requested, in_progress, failed, pending)"
        );
        metrics::describe_counter!(SIGN_INS, "Sign-ins by outcome: done, wrong, throttled");
        metrics::describe_counter!(SEALED, "Audit records sealed by this server");
        Some(handle)
    });
}

/// Everything counted, as text.
pub(crate) fn render(service: &Service) -> String {
    for (outcome, families) in service.tally().figures() {
        metrics::counter!(MOVES, "outcome" => outcome).absolute(families);
    }
    if let Some(writer) = service.store().writer_figures() {
        // A queue is far shorter than where a float begins to round.
        metrics::gauge!(WAITING).set(writer.waiting as f64);
        metrics::counter!(UNITS).absolute(writer.units);
        metrics::counter!(COMMITS).absolute(writer.commits);
    }
    match HANDLE.get() {
        Some(Some(handle)) => {
            handle.run_upkeep();
            handle.render()
        }
        _ => String::new(),
    }
}

/// A request was answered.
pub(crate) fn request(method: &Method, route: &str, status: u16, took: Duration) {
    // A method of one's own making would be a row of its own.
    let method = match *method {
        Method::GET
        | Method::HEAD
        | Method::POST
        | Method::PUT
        | Method::PATCH
        | Method::DELETE
        | Method::OPTIONS => method.to_string(),
        _ => "other".to_owned(),
    };
    metrics::counter!(REQUESTS, "method" => method, "route" => route.to_owned(), "status" => status.to_string()).increment(1);
    metrics::histogram!(LATENCY, "route" => route.to_owned()).record(took.as_secs_f64());
}

/// Somebody tried to sign in.
pub(crate) fn sign_in(outcome: &'static str) {
    metrics::counter!(SIGN_INS, "outcome" => outcome).increment(1);
}

/// Audit records were sealed.
pub(crate) fn sealed(records: u64) {
    metrics::counter!(SEALED).increment(records);
}

/// How many accounts and services are due, and in each state that is no end; the others are at nought.
pub(crate) fn provisioning(figures: Vec<(String, u64)>) {
    for state in ["due", "requested", "in_progress", "failed", "pending"] {
        let found = figures.iter().find(|(figure, _)| figure == state);
        let count = found.map_or(0, |(_, count)| *count);
        // As many jobs are far fewer than where a float begins to round.
        metrics::gauge!(ORDERS, "state" => state).set(count as f64);
    }
}
