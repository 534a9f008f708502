//! How many tests passed and failed, by part.

use std::fmt;
use std::fs;
use std::ops::AddAssign;
use std::path::Path;

use eyre::WrapErr;
use serde::Serialize;

/// Tests that ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub(super) struct Counts {
    /// Those that passed.
    pub(super) passed: u64,
    /// Those that failed.
    pub(super) failed: u64,
}

impl Counts {
    /// All that ran.
    pub(super) fn total(self) -> u64 {
        self.passed + self.failed
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        self.passed += more.passed;
        self.failed += more.failed;
    }
}

/// What came of one part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Outcome {
    /// The part.
    pub(super) name: &'static str,
    /// Its tests.
    #[serde(flatten)]
    pub(super) counts: Counts,
    /// How long it took.
    pub(super) seconds: f64,
    /// Why the part as a whole failed: it could not run, or ran nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fault: Option<String>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { passed, failed } = self.counts;
        let Self { name, seconds, .. } = self;
        write!(
            f,
            "{name}: {passed} tests pass, {failed} fail, {seconds:.0} s"
        )?;
        match &self.fault {
            Some(fault) => write!(f, "; {fault}"),
            None => Ok(()),
        }
    }
}

/// What came of every part.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Report {
    /// The parts, in order.
    pub(super) parts: Vec<Outcome>,
}

impl Report {
    /// The sum; a part that failed as a whole counts as one failure.
    pub(super) fn total(&self) -> Counts {
        let mut total = Counts::default();
        for outcome in &self.parts {
            total += outcome.counts;
            total.failed += u64::from(outcome.fault.is_some());
        }
        total
    }

    /// Write it for other programs.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn write(&self, path: &Path) -> eyre::Result<()> {
        let Counts { passed, failed } = self.total();
        let document = serde_json::json!({
            "parts": self.parts,
            "passed": passed,
            "failed": failed,
        });
        let text = serde_json::to_string_pretty(&document)?;
        fs::write(path, text + "\n").wrap_err_with(|| path.display().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(passed: u64, failed: u64, fault: Option<&str>) -> Outcome {
        Outcome {
            name: "unit",
            counts: Counts { passed, failed },
            seconds: 1.2,
            fault: fault.map(str::to_owned),
        }
    }

    #[test]
    fn test_total_counts_a_part_that_could_not_run() {
        let report = Report {
            parts: vec![
                outcome(3, 1, None),
                outcome(0, 0, Some("ran no test at all")),
            ],
        };
        assert_eq!(
            report.total(),
            Counts {
                passed: 3,
                failed: 2
            }
        );
    }

    #[test]
    fn test_display_states_the_fault() {
        assert_eq!(
            outcome(2, 0, None).to_string(),
            "unit: 2 tests pass, 0 fail, 1 s"
        );
        let words = outcome(0, 0, Some("no forge")).to_string();
        assert!(words.ends_with("; no forge"), "{words}");
    }

    #[test]
    fn test_write_is_what_programs_read() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("counts.json");
        let report = Report {
            parts: vec![outcome(3, 0, None)],
        };
        report.write(&path).expect("the folder is there");
        let text = fs::read(&path).expect("it was written");
        let read: serde_json::Value = serde_json::from_slice(&text).expect("it is JSON");
        assert_eq!(read["passed"], 3);
        assert_eq!(read["parts"][0]["name"], "unit");
    }
}
