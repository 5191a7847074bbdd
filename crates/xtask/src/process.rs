//! Running other programs, telling what runs and what to do when one is missing.

use crate::workspace;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// Cargo in the workspace's folder.
pub(crate) fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    command.current_dir(workspace::root());
    // WHY: `cargo run` tells this program about its own package; a build script that watches these
    // variables would see them change between a build typed by hand and one started here.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name.as_ref());
        }
    }
    command
}

/// The command as one would type it.
pub(crate) fn typed(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut text = program.file_name().map_or_else(
        || program.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    );
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

/// Runs to the end with the terminal's own output.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    println!("  $ {}", typed(command));
    let status = command
        .status()
        .map_err(|error| cannot_start(command, &error))?;
    succeeded(command, status)
}

/// Runs to the end and gives what it printed; its errors go to the terminal.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>, String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| cannot_start(command, &error))?;
    succeeded(command, output.status)?;
    Ok(output.stdout)
}

/// Runs to the end, printing every line (both outputs, in their order) and showing it to `watch`.
pub(crate) fn watched(mut command: Command, mut watch: impl FnMut(&str)) -> Result<(), String> {
    println!("  $ {}", typed(&command));
    let no_pipe = |error: std::io::Error| format!("cannot make a pipe: {error}");
    let (reader, writer) = std::io::pipe().map_err(no_pipe)?;
    command.stdout(writer.try_clone().map_err(no_pipe)?);
    command.stderr(writer);
    let mut child = command
        .spawn()
        .map_err(|error| cannot_start(&command, &error))?;
    // WHY: the command holds the writing end; reading ends only when every copy is closed.
    command.stdout(Stdio::null()).stderr(Stdio::null());

    let mut reader = BufReader::new(reader);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).map_err(no_pipe)? > 0 {
        let text = String::from_utf8_lossy(&line);
        print!("{text}");
        watch(text.trim_end());
        line.clear();
    }
    let _ = std::io::stdout().flush();
    let status = child
        .wait()
        .map_err(|error| cannot_start(&command, &error))?;
    succeeded(&command, status)
}

/// Where a program lies, looking through `PATH` and then the further folders.
pub(crate) fn find(program: &str, further: &[PathBuf]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(further.iter().cloned())
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    if error.kind() == ErrorKind::NotFound {
        format!(
            "`{}` is not installed; install it and run this again",
            command.get_program().to_string_lossy()
        )
    } else {
        format!("cannot run `{}`: {error}", typed(command))
    }
}

fn succeeded(command: &Command, status: ExitStatus) -> Result<(), String> {
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{}` failed ({status})", typed(command)))
    }
}
