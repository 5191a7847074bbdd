//! The connection is cut at every possible place; running again heals it.

use crate::directory::{Attributes, Directory, NOW, config, dana, done, move_order, moved, order};
use rehome_provisioning::ldap::LdapDriver;
use rehome_provisioning::{CauseKind, Driver, Operation, Origin, Outcome};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const BEFORE: &str = "uid=dana_BRAMBLE,ou=people,ou=bramble,ou=customers,dc=example";
const AFTER: &str = "uid=dana_COBALT,ou=people,ou=cobalt,ou=customers,dc=example";

/// Where a connection is cut.
#[derive(Clone, Copy, Debug)]
enum Cut {
    /// The request does not arrive.
    Request,
    /// The request arrives and its answer does not.
    Answer,
}

/// Passes on so many requests, then cuts every connection.
async fn proxy(to: SocketAddr, requests: i64, cut: Cut) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let left = Arc::new(AtomicI64::new(requests));
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let far = TcpStream::connect(to).await.unwrap();
            tokio::spawn(pass(near, far, left.clone(), cut));
        }
    });
    address
}

/// Requests come one after the other here, so each read holds one.
async fn pass(mut near: TcpStream, mut far: TcpStream, left: Arc<AtomicI64>, cut: Cut) {
    let (mut request, mut answer) = ([0; 65_536], [0; 65_536]);
    loop {
        tokio::select! {
            read = near.read(&mut request) => {
                let count = read.unwrap_or(0);
                let last = left.fetch_sub(1, Ordering::Relaxed) <= 0;
                if count == 0 || (last && matches!(cut, Cut::Request)) {
                    return;
                }
                far.write_all(&request[..count]).await.unwrap();
                if last {
                    // The answer is the sign that it was done, and is kept.
                    let _ = far.read(&mut answer).await.unwrap();
                    return;
                }
            }
            read = far.read(&mut answer) => {
                let count = read.unwrap_or(0);
                if count == 0 || near.write_all(&answer[..count]).await.is_err() {
                    return;
                }
            }
        }
    }
}

/// What must be the same however it came about: everything but times, counters and who wrote last.
fn lasting(all: Vec<(String, Attributes)>) -> Vec<(String, Attributes)> {
    let clean = |(name, mut attributes): (String, Attributes)| {
        attributes.retain(|name, _| {
            !matches!(
                name.as_str(),
                "entryCSN" | "modifyTimestamp" | "modifiersName" | "contextCSN"
            )
        });
        (name, attributes)
    };
    all.into_iter().map(clean).collect()
}

#[tokio::test]
async fn a_move_that_is_cut_off_anywhere_is_finished_by_running_it_again() {
    let mut directory = Directory::start().await;
    let id = directory.id_of(BEFORE).await;
    let there = move_order(moved(&id));
    let back = order(
        dana(&id),
        Operation::MoveEntry {
            from: Origin {
                organization: "cobalt".into(),
                base: crate::directory::B.to_owned(),
                groups: Vec::new(),
            },
        },
    );
    done(directory.run(&there).await);
    let expected = lasting(directory.everything().await);
    let mut cuts = 0;
    for cut in [Cut::Request, Cut::Answer] {
        for requests in 0.. {
            done(directory.run(&back).await);
            rejoin(&mut directory).await;
            let address = proxy(directory.slapd.address(), requests, cut).await;
            let driver = LdapDriver::new(config(format!("ldap://{address}"))).unwrap();
            let outcome = driver.run(&there, NOW).await;
            let is_whole = matches!(outcome, Outcome::Done(_));
            if let Outcome::Failed(cause) = outcome {
                assert_eq!(
                    cause.kind,
                    CauseKind::Unreachable,
                    "{cut:?} {requests}: {cause}"
                );
                assert!(cause.is_retryable);
                cuts += 1;
            }
            done(directory.run(&there).await);
            assert_eq!(directory.name_of(&id).await, AFTER);
            let now = lasting(directory.everything().await);
            for (now, expected) in now.iter().zip(&expected) {
                assert_eq!(now, expected, "{cut:?} {requests}");
            }
            assert_eq!(now.len(), expected.len());
            if is_whole {
                break;
            }
        }
    }
    assert!(cuts > 20, "only {cuts} places were tried");
}

/// Puts Dana back into the groups of the first customer.
async fn rejoin(directory: &mut Directory) {
    use ldap3::Mod;
    use std::collections::HashSet;
    let a = crate::directory::A;
    for (group, attribute, value) in [
        ("all", "member", BEFORE),
        ("quay", "uniqueMember", BEFORE),
        ("posix", "memberUid", "dana_BRAMBLE"),
    ] {
        let join = Mod::Add(attribute, HashSet::from([value]));
        directory.change(&format!("cn={group},{a}"), join).await;
    }
}
