//! What came of the steps.

/// Steps that passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    /// Those that did what they should.
    pub(super) passed: u64,
    /// Those that did not.
    pub(super) failed: u64,
}

impl Outcome {
    /// Counts a step and tells of it; its value if it passed.
    pub(super) fn take<T>(&mut self, name: &str, result: eyre::Result<(T, String)>) -> Option<T> {
        match result {
            Ok((value, words)) => {
                self.passed += 1;
                println!("ok      {name}: {words}");
                Some(value)
            }
            Err(report) => {
                self.failed += 1;
                println!("FAILED  {name}: {report:#}");
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_take_counts_both_ways() {
        let mut outcome = Outcome::default();
        assert_eq!(outcome.take("a", Ok((7, "seven".into()))), Some(7));
        assert_eq!(outcome.take::<u8>("b", Err(eyre::eyre!("no"))), None);
        assert_eq!(
            outcome,
            Outcome {
                passed: 1,
                failed: 1
            }
        );
    }
}
