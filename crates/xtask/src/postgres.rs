//! `postgres`: a throw-away PostgreSQL for tests, gone when this program ends, however it ends.
//!
//! Durable like a real one (fsync stays on), reachable on 127.0.0.1 by a free port and by a socket
//! in its own folder, without passwords.

use crate::arguments::Arguments;
use crate::{process, workspace};
use std::ffi::OsStr;
use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The variable by which tests find their PostgreSQL.
pub(crate) const VARIABLE: &str = "REHOME_TEST_POSTGRES_URL";
const ROLE: &str = "rehome";

pub(crate) fn run(arguments: Arguments) -> Result<(), String> {
    arguments.finish()?;
    let mut postgres = Postgres::start()?;
    println!("\nexport {VARIABLE}={}\n\nCtrl-C stops it.", postgres.url);
    // WHY: waiting closes the child's input, and that is the guard's sign; so it is held here.
    let _held = postgres.guard.stdin.take();
    postgres
        .guard
        .wait()
        .map(drop)
        .map_err(|error| format!("cannot wait: {error}"))
}

/// A running cluster. Dropping it stops it and removes its folder.
pub(crate) struct Postgres {
    pub(crate) url: String,
    guard: Child,
}

impl Postgres {
    pub(crate) fn start() -> Result<Self, String> {
        let tools = Tools::find()?;
        let folder = std::env::temp_dir().join(format!("rehome-postgres-{}", std::process::id()));
        println!("postgres: starting in {}", folder.display());
        fs::create_dir_all(&folder)
            .map_err(|error| workspace::cannot("create", &folder, &error))?;
        if let Some(user) = &tools.user {
            process::output(Command::new("chown").arg(user).arg(&folder))?;
        }
        let started = tools.start(&folder);
        if started.is_err() {
            let _ = fs::remove_dir_all(&folder);
        }
        let port = started?;
        Ok(Self {
            url: format!("postgres://{ROLE}@127.0.0.1:{port}/postgres"),
            guard: tools.guard(&folder)?,
        })
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Closing its input is the guard's sign.
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

/// PostgreSQL's programs, and the account they run under when we are root.
struct Tools {
    folder: PathBuf,
    user: Option<String>,
    switch: Vec<String>,
}

impl Tools {
    fn find() -> Result<Self, String> {
        let control = process::find("pg_ctl", &installed()).ok_or(
            "PostgreSQL's programs are missing (initdb, pg_ctl): install the package `postgresql`, \
             or name a server of your own in REHOME_TEST_POSTGRES_URL",
        )?;
        let folder = control.parent().unwrap_or(Path::new("/")).to_path_buf();
        let id = process::output(Command::new("id").arg("-u"))?;
        if id.trim_ascii() != b"0" {
            return Ok(Self {
                folder,
                user: None,
                switch: Vec::new(),
            });
        }
        // WHY: PostgreSQL refuses to run as root.
        let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let user = ["postgres", "nobody"]
            .into_iter()
            .find(|user| {
                accounts
                    .lines()
                    .any(|line| line.starts_with(&format!("{user}:")))
            })
            .ok_or("PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`")?;
        let switch = if process::find("setpriv", &[]).is_some() {
            let group = process::output(Command::new("id").args(["-g", user]))?;
            let group = String::from_utf8_lossy(&group).trim().to_owned();
            vec![
                "setpriv".to_owned(),
                format!("--reuid={user}"),
                format!("--regid={group}"),
                "--clear-groups".to_owned(),
            ]
        } else {
            ["runuser", "-u", user, "--"].map(str::to_owned).to_vec()
        };
        Ok(Self {
            folder,
            user: Some(user.to_owned()),
            switch,
        })
    }

    /// One of the programs, under the right account.
    fn program(&self, name: &str, folder: &Path) -> Command {
        let mut words = self.switch.iter().map(OsStr::new).map(OsStr::to_os_string);
        let program = self.folder.join(name).into_os_string();
        let mut command = match words.next() {
            Some(first) => {
                let mut command = Command::new(first);
                command.args(words).arg(program);
                command
            }
            None => Command::new(program),
        };
        command
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        command
    }

    /// Creates and starts the cluster; the port it listens on.
    fn start(&self, folder: &Path) -> Result<u16, String> {
        let data = folder.join("data");
        let quiet = |command: &mut Command| {
            let output = command
                .stderr(Stdio::piped())
                .output()
                .map_err(|error| format!("cannot run `{}`: {error}", process::typed(command)))?;
            if output.status.success() {
                return Ok(());
            }
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
            Err(format!(
                "`{}` failed:\n{said}{log}",
                process::typed(command)
            ))
        };
        quiet(
            self.program("initdb", folder)
                .args([
                    "--auth=trust",
                    "--no-locale",
                    "--encoding=UTF8",
                    "--no-sync",
                ])
                .args(["--username", ROLE, "-D"])
                .arg(&data),
        )?;
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .map_err(|error| format!("no free port: {error}"))?
            .port();
        let settings = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} -c max_connections=200 -c fsync=on",
            folder.display()
        );
        // WHY: no pipe for its errors here; the server would inherit it and keep it open.
        let status = self
            .program("pg_ctl", folder)
            .stderr(Stdio::null())
            .args(["start", "--wait", "--silent", "-D"])
            .arg(&data)
            .arg("-l")
            .arg(folder.join("log"))
            .args(["-o", &settings])
            .status()
            .map_err(|error| format!("cannot run pg_ctl: {error}"))?;
        if status.success() {
            return Ok(port);
        }
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        Err(format!("PostgreSQL did not start ({status}):\n{log}"))
    }

    /// A small shell that waits for this program's end, then stops the cluster and removes it.
    ///
    /// WHY: Ctrl-C, a kill and a panic all close the pipe; nothing in this program would run then.
    fn guard(&self, folder: &Path) -> Result<Child, String> {
        const SCRIPT: &str = r#"trap '' INT TERM HUP; folder=$1; shift
            read -r _; cd /; "$@" >/dev/null 2>&1; rm -rf -- "$folder""#;
        let stop = self.program("pg_ctl", folder);
        Command::new("sh")
            .args(["-c", SCRIPT, "guard"])
            .arg(folder)
            .arg(stop.get_program())
            .args(stop.get_args())
            .args(["stop", "--wait", "--silent", "--mode=immediate", "-D"])
            .arg(folder.join("data"))
            .stdin(Stdio::piped())
            .process_group(0)
            .spawn()
            .map_err(|error| format!("cannot run sh: {error}"))
    }
}

/// Where Debian keeps the programs, newest first.
fn installed() -> Vec<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort();
    versions.into_iter().rev().map(|(_, path)| path).collect()
}
