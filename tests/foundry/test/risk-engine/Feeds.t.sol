// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {HostileFeed} from "../../src/mocks/HostileFeed.sol";
import {RiskEngineTest} from "./RiskEngineTest.sol";

/// What feeds can do to the engine: be refused by name, and nothing else.
contract FeedsTest is RiskEngineTest {
    HostileFeed private hostile;
    address private target = makeAddr("hostile asset");

    function setUp() public override {
        super.setUp();
        hostile = new HostileFeed();
        hostile.setRound(1, PRICE, START);
        list(target, address(hostile), false);
        skip(INTERVAL);
    }

    function test_poke_rejects_a_reverting_feed() external {
        hostile.setMode(HostileFeed.Mode.Revert);
        _expectFailed();
    }

    function test_poke_rejects_a_feed_that_is_no_contract_any_more() external {
        vm.etch(address(hostile), "");
        _expectFailed();
    }

    function test_poke_rejects_an_empty_answer() external {
        hostile.setMode(HostileFeed.Mode.Empty);
        _expectFailed();
    }

    function test_poke_rejects_a_short_answer() external {
        hostile.setMode(HostileFeed.Mode.Short);
        _expectGarbage();
    }

    function test_poke_reads_five_words_of_a_long_answer() external {
        hostile.setRound(2, PRICE, block.timestamp);
        hostile.setMode(HostileFeed.Mode.Long);
        assertEq(engine.poke(target), 1, "sampled");
    }

    function test_poke_rejects_a_round_number_beyond_80_bits() external {
        hostile.setRound(2, PRICE, block.timestamp);
        hostile.setMode(HostileFeed.Mode.DirtyRound);
        _expectGarbage();
    }

    function test_poke_rejects_a_negative_and_a_zero_price() external {
        _expectInvalidPrice(-1);
        _expectInvalidPrice(0);
        _expectInvalidPrice(type(int256).min);
        _expectInvalidPrice(int256(1 << 88));
    }

    function test_poke_rejects_a_round_from_the_future_or_from_never() external {
        _expectInvalidTime(block.timestamp + 1);
        _expectInvalidTime(0);
        _expectInvalidTime(type(uint256).max);
    }

    function test_poke_rejects_rounds_that_go_back() external {
        hostile.setRound(5, PRICE, block.timestamp);
        engine.poke(target);
        skip(INTERVAL);
        hostile.setRound(4, PRICE, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.RoundWentBack.selector, address(hostile), 5, 4));
        engine.poke(target);
    }

    function test_list_rejects_too_many_decimals() external {
        HostileFeed wide = new HostileFeed();
        wide.setRound(1, PRICE, block.timestamp);
        wide.setDecimals(19);
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.FeedDecimals.selector, address(wide), 19));
        vm.prank(owner);
        engine.list(makeAddr("wide asset"), address(wide), INTERVAL, true, FIRST_SIGMA, rules(), report());
    }

    function test_pokeMany_lives_with_a_hostile_feed() external {
        hostile.setMode(HostileFeed.Mode.Revert);
        feed.push(PRICE, block.timestamp);
        address[] memory assets = new address[](2);
        (assets[0], assets[1]) = (target, asset);
        vm.expectEmit(address(engine));
        emit IRiskEngine.SampleFailed(target, IRiskEngine.FeedFailed.selector);
        assertEq(engine.pokeMany(assets), 1, "the honest one is sampled");
    }

    function _expectFailed() private {
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.FeedFailed.selector, address(hostile)));
        engine.poke(target);
    }

    function _expectGarbage() private {
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.FeedGarbage.selector, address(hostile)));
        engine.poke(target);
    }

    function _expectInvalidPrice(int256 answer) private {
        hostile.setRound(2, answer, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.InvalidPrice.selector, address(hostile), answer));
        engine.poke(target);
    }

    function _expectInvalidTime(uint256 updatedAt) private {
        hostile.setRound(2, PRICE, updatedAt);
        vm.expectRevert(
            abi.encodeWithSelector(IRiskEngine.InvalidRoundTime.selector, address(hostile), updatedAt, block.timestamp)
        );
        engine.poke(target);
    }
}
