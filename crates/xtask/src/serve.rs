//! `serve`: the product with a demo directory, from nothing to an address to open.

use crate::arguments::Arguments;
use crate::fingerprint::Fingerprint;
use crate::{process, web, workspace};
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `serve` and `dev` may be told.
pub(crate) struct Serving {
    pub(crate) release: bool,
    port: u16,
    database: Option<String>,
}

impl Serving {
    pub(crate) fn read(arguments: &mut Arguments) -> Result<Self, String> {
        let port = arguments.value("--port")?;
        Ok(Self {
            release: arguments.flag("--release"),
            port: port.map_or(Ok(8080), |port| {
                port.parse()
                    .map_err(|_| format!("`--port {port}` is not a port number"))
            })?,
            database: arguments.value("--database")?,
        })
    }

    /// The command that serves, with the demo directory made if it is wanted and missing.
    pub(crate) fn prepare(&self, binary: &Path) -> Result<Command, String> {
        let database = match &self.database {
            Some(database) => database.clone(),
            None => demo(binary)?,
        };
        let listen = format!("127.0.0.1:{}", self.port);
        println!("\nopen http://{listen}\n");
        let mut command = Command::new(binary);
        command.current_dir(workspace::root()).args([
            "serve",
            "--database",
            &database,
            "--listen",
            &listen,
        ]);
        Ok(command)
    }
}

pub(crate) fn run(mut arguments: Arguments) -> Result<(), String> {
    let serving = Serving::read(&mut arguments)?;
    arguments.finish()?;
    web::build(serving.release)?;
    let binary = build_server(serving.release)?;
    let mut command = serving.prepare(&binary)?;
    println!("  $ {}", process::typed(&command));
    // WHY: the server takes this process's place, so Ctrl-C and signals reach it alone.
    let error = command.exec();
    Err(format!("cannot start {}: {error}", binary.display()))
}

/// Builds the server around the present `target/site` and says where it lies.
pub(crate) fn build_server(release: bool) -> Result<PathBuf, String> {
    println!("server: building");
    let mut command = process::cargo();
    command.args(["build", "--package", "rehome", "--bin", "rehome"]);
    if release {
        command.arg("--release");
    }
    process::run(&mut command)?;
    let folder = if release { "release" } else { "debug" };
    Ok(workspace::target().join(folder).join("rehome"))
}

/// The database URL of the demo directory; prints its sign-ins. Makes it first if it is missing, and anew
/// when its tables or its document changed.
fn demo(binary: &Path) -> Result<String, String> {
    let folder = workspace::root().join("target").join("demo");
    let database = folder.join("rehome.sqlite");
    let sign_ins = folder.join("sign-ins.txt");
    let stamp = folder.join("stamp");
    let url = format!("sqlite:{}", database.display());
    let mut made_of = Fingerprint::default();
    for source in ["crates/storage/migrations", "server/demo"] {
        let source = workspace::root().join(source);
        for path in workspace::files_below(&source)? {
            made_of.add(
                &path.to_string_lossy(),
                &workspace::read(&source.join(&path))?,
            );
        }
    }
    if database.exists() && made_of.matches(&stamp) {
        println!(
            "demo: using {} (delete target/demo for a fresh one)",
            database.display()
        );
    } else {
        println!("demo: creating the directory in {}", database.display());
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .map_err(|error| workspace::cannot("remove", &folder, &error))?;
        }
        fs::create_dir_all(&folder)
            .map_err(|error| workspace::cannot("create", &folder, &error))?;
        let printed = process::output(Command::new(binary).current_dir(workspace::root()).args([
            "demo",
            "--database",
            &url,
        ]))?;
        workspace::write(&sign_ins, &printed)?;
        made_of.leave(&stamp)?;
    }
    println!("{}", String::from_utf8_lossy(&workspace::read(&sign_ins)?));
    Ok(url)
}
