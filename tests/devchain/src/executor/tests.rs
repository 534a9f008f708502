//! Programs made up at random, run directly and through the executor with wrong guesses: what they
//! do must be the same.

mod client;
mod evm;
mod script;

use alloy_primitives::{Address, B256};
use proptest::prelude::*;

use self::{
    client::Client,
    evm::Evm,
    script::{Scripts, Step},
};
use super::{ExecuteError, Executor, WireError};
use crate::program::api::Outcome;

fn slot(number: u8) -> B256 {
    B256::with_last_byte(number)
}

fn step() -> impl Strategy<Value = Step> {
    let key = 0_u8..4;
    prop_oneof![
        4 => key.clone().prop_map(Step::Load),
        3 => (key.clone(), any::<u8>()).prop_map(|(key, salt)| Step::Store(key, salt)),
        1 => key.clone().prop_map(Step::TransientLoad),
        1 => (key, any::<u8>()).prop_map(|(key, salt)| Step::TransientStore(key, salt)),
        3 => any::<bool>().prop_map(Step::Call),
        2 => Just(Step::Log),
        1 => Just(Step::Create),
        1 => Just(Step::Balance),
        1 => (0_u8..8).prop_map(Step::RevertIfLow),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn fuzz_execute_equals_a_direct_run(
        steps in prop::collection::vec(step(), 0..24),
        before in prop::collection::vec(any::<u8>(), 4),
        other in prop::collection::vec(any::<u8>(), 4),
    ) {
        let executor = Executor::new(Box::new(Scripts::new(steps.clone())));
        let program = executor.register(&script::any_wasm()).expect("registers");
        // A first run from another state fills the guesses with values that will prove wrong.
        for state in [&other, &before, &before] {
            let mut direct = Evm::new(state);
            let outcome = direct.run(&steps);
            let mut remote = Client::new(&executor, program, Evm::new(state));
            prop_assert_eq!(remote.run(), outcome);
            prop_assert_eq!(remote.evm, direct);
        }
        prop_assert_eq!(executor.summary().failures, 0);
    }
}

#[test]
fn test_execute_takes_one_round_trip_when_nothing_surprises() {
    let steps = vec![
        Step::Load(0),
        Step::Store(1, 7),
        Step::Call(false),
        Step::Load(2),
        Step::Log,
    ];
    let executor = Executor::new(Box::new(Scripts::new(steps)));
    let program = executor.register(&script::any_wasm()).expect("registers");
    let state = [1, 2, 3, 4];
    let mut first = Client::new(&executor, program, Evm::new(&state));
    assert_eq!(first.run().0, Outcome::Success);
    assert!(first.round_trips <= 4, "{} round trips", first.round_trips);
    let mut second = Client::new(&executor, program, Evm::new(&state));
    second.run();
    assert_eq!(second.round_trips, 1);
}

#[test]
fn test_execute_reads_all_slots_it_foresees_at_once() {
    let steps = (0..4).map(Step::Load).collect();
    let executor = Executor::new(Box::new(Scripts::new(steps)));
    let program = executor.register(&script::any_wasm()).expect("registers");
    let mut client = Client::new(&executor, program, Evm::new(&[9, 9, 9, 9]));
    client.run();
    assert_eq!(
        client.round_trips, 2,
        "one with the reads, one with the end"
    );
}

#[test]
fn test_execute_rejects_an_unknown_program() {
    let executor = Executor::new(Box::new(Scripts::new(Vec::new())));
    let program = B256::repeat_byte(1);
    let client = Client::new(&executor, program, Evm::new(&[0; 4]));
    let error = executor
        .execute(&client.request(&[]))
        .expect_err("nothing is registered");
    assert!(matches!(error, ExecuteError::UnknownProgram(hash) if hash == program));
    assert_eq!(executor.summary().failures, 1);
}

#[test]
fn test_execute_rejects_a_transcript_of_another_program() {
    let executor = Executor::new(Box::new(Scripts::new(vec![Step::Log])));
    let program = executor.register(&script::any_wasm()).expect("registers");
    let client = Client::new(&executor, program, Evm::new(&[0; 4]));
    let stored = client.request(&[0x20]); // the transcript claims a store
    assert!(matches!(
        executor.execute(&stored),
        Err(ExecuteError::World(_))
    ));
}

#[test]
fn test_decode_rejects_what_it_cannot_read() {
    let executor = Executor::new(Box::new(Scripts::new(Vec::new())));
    let client = Client::new(&executor, B256::ZERO, Evm::new(&[0; 4]));
    let wire = |request: &[u8]| match executor.execute(request) {
        Err(ExecuteError::Wire(error)) => error,
        other => panic!("{other:?}"),
    };
    assert_eq!(wire(&[]), WireError::Truncated { have: 0, want: 1 });
    assert_eq!(wire(&[9]), WireError::Version { have: 9 });
    let at = client.request(&[]).len();
    assert_eq!(
        wire(&client.request(&[0xff])),
        WireError::UnknownRecord { tag: 0xff, at }
    );
    assert_eq!(
        wire(&client.request(&[0x10, 1])),
        WireError::Truncated {
            have: at + 2,
            want: at + 33
        }
    );
}

#[test]
fn test_register_names_the_file_it_cannot_read() {
    let executor = Executor::new(Box::new(Scripts::new(Vec::new())));
    let missing = std::path::Path::new("/nowhere/program.wasm");
    let error = executor
        .register(missing)
        .expect_err("there is no such file");
    assert!(
        error.to_string().contains("/nowhere/program.wasm"),
        "{error}"
    );
}

/// The contract every test acts for.
const CONTRACT: Address = Address::repeat_byte(0xc0);
