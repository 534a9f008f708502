use super::*;

const WHO: Address = Address::repeat_byte(7);

fn balance(state: &State, at: Option<u64>) -> u64 {
    state.head(WHO, at).map_or(0, |head| head.balance.to())
}

#[test]
fn test_head_of_an_older_version_is_kept() {
    let mut state = State::default();
    for wei in 1..=3_u64 {
        state.update_head(WHO, |head| head.balance = U256::from(wei));
        state.advance();
    }
    assert_eq!(
        [Some(1), Some(2), Some(3), None].map(|at| balance(&state, at)),
        [1, 2, 3, 3]
    );
}

#[test]
fn test_rewind_undoes_slots_and_heads() {
    let mut state = State::default();
    state.set_slot(WHO, U256::ONE, U256::from(5));
    let mark = state.advance();
    state.set_slot(WHO, U256::ONE, U256::ZERO);
    state.set_slot(WHO, U256::from(2), U256::from(9));
    state.set_code(WHO, Bytes::from_static(&[0xef, 0xf0]));
    state.advance();
    state.rewind(mark);
    assert_eq!(
        state.storage_of(WHO).collect::<Vec<_>>(),
        vec![(U256::ONE, U256::from(5))]
    );
    assert_eq!(state.head(WHO, None), None);
    assert_eq!(state.version(), mark + 1);
}

#[test]
fn test_prune_keeps_what_is_newer() {
    let mut state = State::default();
    for wei in 1..=4_u64 {
        state.update_head(WHO, |head| head.balance = U256::from(wei));
        state.advance();
    }
    state.prune(3);
    assert_eq!(
        [Some(3), Some(4), None].map(|at| balance(&state, at)),
        [3, 4, 4]
    );
    state.rewind(3);
    assert_eq!(balance(&state, None), 3);
}

#[test]
fn test_commitment_depends_on_what_was_written() {
    let mut state = State::default();
    let since = state.advance();
    state.set_slot(WHO, U256::ONE, U256::from(5));
    let one = state.commitment(B256::ZERO, since);
    state.set_slot(WHO, U256::ONE, U256::from(6));
    assert_ne!(one, state.commitment(B256::ZERO, since));
    state.set_slot(WHO, U256::ONE, U256::from(5));
    assert_eq!(one, state.commitment(B256::ZERO, since));
}
