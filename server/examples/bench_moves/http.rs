//! Moves over HTTP: planned, then committed, by one client and by eight.

use crate::bare;
use crate::figures::Figures;
use crate::ground::{Engine, Ground, Mover, Tree};
use rehome_server::Running;
use rehome_testkit::generate::ADMINISTRATOR;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Instant;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A connection that is kept.
struct Client {
    stream: BufReader<TcpStream>,
    token: String,
}

impl Client {
    async fn new(to: SocketAddr, token: &str) -> Self {
        let stream = TcpStream::connect(to).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream: BufReader::new(stream),
            token: token.to_owned(),
        }
    }

    async fn post(&mut self, path: &str, key: &str, body: &Value) -> Value {
        let body = body.to_string();
        let request = format!(
            "POST /api/v1/{path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\nIdempotency-Key: {key}\r\nContent-Length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        );
        self.stream
            .get_mut()
            .write_all(request.as_bytes())
            .await
            .unwrap();
        let mut status = String::new();
        self.stream.read_line(&mut status).await.unwrap();
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).await.unwrap();
            let line = line.trim_end().to_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut answer = vec![0; length];
        self.stream.read_exact(&mut answer).await.unwrap();
        assert!(
            status.contains(" 20"),
            "{status} {}",
            String::from_utf8_lossy(&answer)
        );
        serde_json::from_slice(&answer).unwrap()
    }

    /// One ordinary move: planned, then committed.
    async fn move_one(&mut self, user: &str, destination: &str) {
        let mut body = json!({"acting_in": "o00000", "subject": user, "destination": destination});
        let plan = self.post("moves/plan", "-", &body).await;
        body["digest"] = plan["digest"].clone();
        let codes: Vec<&Value> = plan["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["severity"] == "warning")
            .map(|finding| &finding["code"])
            .collect();
        body["acknowledged"] = json!(codes);
        self.post("moves", &format!("{user}-{destination}"), &body)
            .await;
    }
}

/// So many moves by each of so many clients at once; each moves people of its own.
async fn measured(running: &Running, clients: usize, movers: &[Mover]) -> Figures {
    let token = running
        .service()
        .token_create(ADMINISTRATOR, "bench", None)
        .await
        .unwrap();
    let started = Instant::now();
    let mut tasks = Vec::new();
    for mine in movers.chunks(movers.len().div_ceil(clients)) {
        let (token, to, mine) = (token.clone(), running.address, mine.to_vec());
        tasks.push(tokio::spawn(async move {
            let mut program = Client::new(to, &token).await;
            let mut each = Vec::with_capacity(mine.len());
            for mover in mine {
                let begun = Instant::now();
                program.move_one(&mover.user, &mover.destination).await;
                each.push(begun.elapsed());
            }
            each
        }));
    }
    let mut each = Vec::new();
    for task in tasks {
        each.extend(task.await.unwrap());
    }
    Figures {
        each,
        whole: started.elapsed(),
    }
}

const WARMING: usize = 50;

/// A move over HTTP beside a bare transaction of as many rows.
pub(crate) async fn beside_bare(engine: &Engine, tree: Tree, moves: usize) {
    let what = match tree {
        Tree::Enterprise => "a move",
        Tree::Hosting => "a move with mailbox between customers",
    };
    println!(
        "\n== {}: {what} over HTTP (plan, then commit) beside a bare transaction",
        engine.name()
    );
    let ground = Ground::new(engine).await;
    let (running, movers) = ground.serve(tree, 10_000, 100).await;
    let (warming, rest) = movers.split_at(WARMING);
    measured(&running, 1, warming).await;
    let (counting, mut rest) = rest.split_at(WARMING);
    let before = bare::contents(&ground.url).await;
    measured(&running, 1, counting).await;
    let after = bare::contents(&ground.url).await;
    let rows = bare::written(&before, &after).div_ceil(WARMING);
    Figures::head();
    for clients in [1, 8] {
        let (mine, others) = rest.split_at(moves.min(rest.len()));
        rest = others;
        let over_http = measured(&running, clients, mine).await;
        let bare = bare::measured(engine, rows, clients, moves / clients).await;
        over_http.row(&format!("{clients} client(s): move over HTTP"));
        bare.row(&format!(
            "{clients} client(s): bare transaction of {rows} rows"
        ));
        let share = over_http.per_second() / bare.per_second();
        println!("{:<58} {share:>9.2}", "   rate over bare");
    }
    running.stop().await;
}

/// What a move costs in a small directory and in a large one.
pub(crate) async fn small_beside_large(engine: &Engine, moves: usize, large: usize) {
    println!(
        "\n== {}: one move in a small and in a large directory",
        engine.name()
    );
    let mut medians = Vec::new();
    for (users, organizations) in [(10_000, 100), (large, large / 100)] {
        let ground = Ground::new(engine).await;
        let (running, movers) = ground.serve(Tree::Enterprise, users, organizations).await;
        // People from all over the directory, not only those next to each other.
        let apart = (movers.len() / (moves + WARMING)).max(1);
        let some: Vec<Mover> = movers
            .into_iter()
            .step_by(apart)
            .take(moves + WARMING)
            .collect();
        let (warming, rest) = some.split_at(WARMING);
        measured(&running, 1, warming).await;
        let figures = measured(&running, 1, rest).await;
        Figures::head();
        figures.row(&format!("{users} users, {organizations} organizations"));
        medians.push(figures.median());
        running.stop().await;
    }
    let share = medians[1] / medians[0];
    println!("{:<58} {share:>9.2}", "   large over small, median");
}
