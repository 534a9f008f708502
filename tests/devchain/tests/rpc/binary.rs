//! The program `devchain`.

use std::{
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_devchain");

/// A running program, killed if the test fails.
struct Running {
    child: Child,
    line: String,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        let mut line = String::new();
        let stdout = child.stdout.as_mut().expect("piped");
        BufReader::with_capacity(1, stdout)
            .read_line(&mut line)
            .expect("a line");
        Self { child, line }
    }

    /// Ends it by a signal; returns whether it ended well and what else it printed.
    fn end(mut self, signal: &str) -> (bool, String) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill")
            .args(["-s", signal, &id])
            .status()
            .expect("kill runs");
        assert!(sent.success());
        let mut rest = String::new();
        let stdout = self.child.stdout.as_mut().expect("piped");
        stdout.read_to_string(&mut rest).expect("text");
        (self.child.wait().expect("ends").success(), rest)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _killed = self.child.kill();
    }
}

fn file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    folder.join(format!("{}-{name}", std::process::id()))
}

#[test]
fn test_binary_prints_one_line_and_ends_on_either_signal() {
    for signal in ["TERM", "INT"] {
        let running = Running::start(&["--arbos", "51"]);
        let line = running.line.trim_end().to_owned();
        assert!(line.starts_with("listening on http://127.0.0.1:"), "{line}");
        assert!(line.ends_with(" chain 412346 arbos 51"), "{line}");
        assert_eq!(running.end(signal), (true, String::new()));
    }
}

#[test]
fn test_binary_dumps_its_state_and_loads_it() {
    let (first, second) = (file("first.json"), file("second.json"));
    let paths = [
        first.to_str().expect("text"),
        second.to_str().expect("text"),
    ];
    assert!(Running::start(&["--dump", paths[0]]).end("TERM").0);
    assert!(
        Running::start(&["--load", paths[0], "--dump", paths[1]])
            .end("TERM")
            .0
    );
    let read = |path| std::fs::read(path).expect("written");
    assert_eq!(read(&first), read(&second));
    assert!(!read(&first).is_empty());
}

#[test]
fn test_binary_refuses_what_it_cannot_do() {
    let missing = file("missing.json");
    let missing = missing.to_str().expect("text");
    for arguments in [
        ["--arbos", "12"],
        ["--load", missing],
        ["--block-time", "0"],
    ] {
        let output = Command::new(PROGRAM)
            .args(["--port", "0"])
            .args(arguments)
            .output();
        let output = output.expect("runs");
        assert!(
            !output.status.success() && output.stdout.is_empty(),
            "{arguments:?}"
        );
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}
