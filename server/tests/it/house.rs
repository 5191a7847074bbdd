//! A server on a throw-away database with the named cast in it.

use crate::client::{Answer, Ask};
use rehome_server::config::Settings;
use rehome_server::{Running, start};
use rehome_testkit::Cast;
use serde_json::{Value, json};
use std::net::SocketAddr;
use tempfile::TempDir;

pub(crate) const PASSWORD: &str = "a-long-password";

pub(crate) struct House {
    pub(crate) running: Running,
    pub(crate) folder: TempDir,
}

impl House {
    /// The cast as it is.
    pub(crate) async fn new() -> Self {
        Self::with(Cast::new()).await
    }

    /// The cast as a test wants it.
    pub(crate) async fn with(cast: Cast) -> Self {
        Self::configured(cast, |_| {}).await
    }

    pub(crate) async fn configured(cast: Cast, change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings {
            database: Some(format!(
                "sqlite:{}",
                folder.path().join("it.sqlite").display()
            )),
            listen: Some("127.0.0.1:0".parse().unwrap()),
            ..Settings::default()
        };
        change(&mut settings);
        let running = start(&settings.resolve().unwrap()).await.unwrap();
        running
            .service()
            .directory_store(cast.directory(), std::sync::Arc::new(|_, _| {}))
            .await
            .unwrap();
        Self { running, folder }
    }

    pub(crate) fn at(&self) -> SocketAddr {
        self.running.address
    }

    pub(crate) fn database(&self) -> String {
        format!("sqlite:{}", self.folder.path().join("it.sqlite").display())
    }

    pub(crate) async fn token(&self, user: &str) -> String {
        self.running
            .service()
            .token_create(user, "test", None)
            .await
            .unwrap()
    }

    /// Somebody with a token, asking.
    pub(crate) async fn as_user(&self, user: &str) -> Program {
        Program {
            to: self.at(),
            token: self.token(user).await,
        }
    }

    pub(crate) async fn send(&self, ask: Ask) -> Answer {
        ask.send(self.at()).await
    }

    /// Signs somebody in and gives the session cookie.
    pub(crate) async fn sign_in(&self, user: &str) -> String {
        self.running
            .service()
            .password_set(&user.into(), PASSWORD)
            .await
            .unwrap();
        let ask = Ask::new("POST", "/sign-in").form(&[("username", user), ("password", PASSWORD)]);
        let answer = self.send(ask).await.expect(303);
        answer.cookie().unwrap()
    }

    /// The session cookie of somebody who signed in without a request.
    pub(crate) async fn sign_in_by_service(&self, user: &str) -> String {
        let service = self.running.service();
        service.password_set(&user.into(), PASSWORD).await.unwrap();
        let opened = service.session_open(user, PASSWORD, None, None).await;
        opened.unwrap().token
    }

    pub(crate) async fn home_of(&self, user: &str) -> String {
        let directory = self.running.service().directory_export().await.unwrap();
        directory.users[user].home.to_string()
    }
}

/// A program that speaks REST for somebody.
#[derive(Clone)]
pub(crate) struct Program {
    pub(crate) to: SocketAddr,
    pub(crate) token: String,
}

impl Program {
    pub(crate) fn ask(&self, method: &str, path: &str) -> Ask {
        Ask::new(method, &format!("/api/v1/{path}")).token(&self.token)
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path).send(self.to).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.ask("POST", path).json(body).send(self.to).await
    }

    pub(crate) async fn plan(&self, body: &Value) -> Answer {
        self.post("moves/plan", body).await
    }

    /// Commits a request with a digest, acknowledging the codes.
    pub(crate) async fn commit(
        &self,
        body: &Value,
        digest: &str,
        acknowledged: &[&str],
        key: &str,
    ) -> Answer {
        let mut body = body.clone();
        body["digest"] = json!(digest);
        body["acknowledged"] = json!(acknowledged);
        self.ask("POST", "moves")
            .header("Idempotency-Key", key)
            .json(&body)
            .send(self.to)
            .await
    }

    /// Plans and commits, acknowledging every warning.
    pub(crate) async fn move_now(&self, body: &Value, key: &str) -> Answer {
        let plan = self.plan(body).await.expect(200).json();
        let codes = warnings(&plan);
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        self.commit(body, plan["digest"].as_str().unwrap(), &codes, key)
            .await
    }
}

/// The codes of the warnings of a plan.
pub(crate) fn warnings(plan: &Value) -> Vec<String> {
    let findings = plan["findings"].as_array().unwrap();
    let mut codes: Vec<String> = findings
        .iter()
        .filter(|finding| finding["severity"] == "warning")
        .map(|finding| finding["code"].as_str().unwrap().to_owned())
        .collect();
    codes.sort();
    codes.dedup();
    codes
}
