//! Child processes: their output, and an end to those that hang.

use std::io;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Standard output of a command that succeeded, trimmed; `None` if it failed or is not there.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Run a command with its output shown on standard error; ends it when the time is up.
///
/// # Errors
/// When it cannot be started, or took longer than `limit`.
pub fn run_within(command: &mut Command, limit: Duration) -> io::Result<ExitStatus> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::from(io::stderr()))
        .spawn()?;
    wait_within(&mut child, limit)
}

fn wait_within(child: &mut Child, limit: Duration) -> io::Result<ExitStatus> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if start.elapsed() >= limit {
            child.kill()?;
            child.wait()?;
            return Err(io::Error::new(
                io::ErrorKind::TimedOut,
                format!("no end after {} seconds", limit.as_secs()),
            ));
        }
        thread::sleep(Duration::from_millis(50));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_output_is_trimmed() {
        assert_eq!(
            output(Command::new("echo").arg("word")).as_deref(),
            Some("word")
        );
    }

    #[test]
    fn test_output_of_a_failure_is_none() {
        assert_eq!(output(&mut Command::new("false")), None);
    }

    #[test]
    fn test_run_within_ends_what_hangs() {
        let error = run_within(Command::new("sleep").arg("30"), Duration::from_millis(100))
            .expect_err("the command outlives its limit");
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    #[test]
    fn test_run_within_reports_the_status() {
        let status = run_within(&mut Command::new("false"), Duration::from_secs(10))
            .expect("the command ends by itself");
        assert!(!status.success());
    }
}
