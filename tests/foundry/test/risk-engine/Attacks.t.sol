// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {HostileFeed} from "../../src/mocks/HostileFeed.sol";
import {RiskEngineTest} from "./RiskEngineTest.sol";

/// Attempts to get a better ratio than the market allows. Each must fail.
contract AttacksTest is RiskEngineTest {
    /// A twin with the same feed and rules, that nobody attacks.
    address private twin = makeAddr("twin asset");

    function setUp() public override {
        super.setUp();
        list(twin, address(feed), true);
    }

    /// Poking every minute must not average the move away.
    function test_attack_poker_spams_updates_to_lower_volatility() external {
        for (uint256 i; i < 60; ++i) {
            skip(60);
            feed.push(PRICE + int256(i) * 5e8, block.timestamp);
            engine.poke(asset);
        }
        engine.poke(twin);
        assertNotBelow(engine.haircut(asset), engine.haircut(twin));
        assertGe(engine.lastSample(asset).varianceUsed, engine.lastSample(twin).varianceUsed, "INV-RISK-02");
    }

    /// Waiting for the price to come back before poking must not hide the way it went.
    function test_attack_poker_waits_for_a_calm_instant() external {
        for (uint256 i; i < 12; ++i) {
            skip(INTERVAL);
            feed.push(i % 2 == 0 ? PRICE * 8 / 10 : PRICE, block.timestamp);
            engine.poke(twin);
        }
        while (engine.poke(asset) != 0) {}
        assertNotBelow(engine.haircut(asset), engine.haircut(twin));
    }

    /// Rounds at the end of a slot must not replace its first one.
    function test_attack_feed_spams_rounds_inside_a_slot() external {
        skip(INTERVAL);
        feed.push(PRICE / 2, block.timestamp);
        engine.poke(twin);
        for (uint256 i; i < 40; ++i) {
            skip(60);
            feed.push(PRICE, block.timestamp);
        }
        while (engine.poke(asset) != 0) {}
        assertNotBelow(engine.haircut(asset), engine.haircut(twin));
    }

    /// A single wrong print must not liquidate the existing loans in its block.
    function test_attack_oracle_jumps_to_liquidate_existing_loans() external {
        uint256 threshold = engine.liquidationThreshold(asset);
        sampleAt(PRICE / 10);
        assertEq(engine.liquidationThreshold(asset), threshold, "INV-RISK-01");
        skip(1 days);
        uint256 ramp = uint256(rules().tightenPerDay) * 1e14;
        assertGe(engine.liquidationThreshold(asset), threshold - ramp, "INV-RISK-01");
    }

    /// A jump upwards is as dangerous as a fall: what was overpriced will fall.
    function test_attack_oracle_pumps_to_borrow_more() external {
        uint256 open = engine.openingLtv(asset);
        sampleAt(PRICE * 10);
        assertLt(engine.openingLtv(asset), open, "INV-RISK-02");
    }

    /// Starving the engine of samples must not keep the opening LTV up.
    function test_attack_feed_goes_silent() external {
        uint256 open = engine.openingLtv(asset);
        (,, uint256 volatility) = engine.sigma(asset);
        skip(10 days);
        engine.poke(asset);
        (,, uint256 after_) = engine.sigma(asset);
        assertGe(after_, volatility, "INV-RISK-02");
        assertLt(engine.openingLtv(asset), open, "INV-RISK-01");
        assertEq(engine.openingLtv(asset), uint256(rules().openingFloor) * 1e14, "INV-RISK-01");
    }

    /// A long silence followed by one round must not count as a calm period.
    function test_attack_feed_returns_after_a_silence() external {
        uint256 haircut = engine.haircut(asset);
        skip(30 days);
        feed.push(PRICE / 2, block.timestamp);
        engine.poke(asset);
        assertGt(engine.haircut(asset), haircut, "INV-RISK-02");
    }

    /// A feed that calls back must meet a closed door.
    function test_attack_feed_re_enters_the_engine() external {
        HostileFeed hostile = new HostileFeed();
        hostile.setRound(1, PRICE, block.timestamp);
        address target = makeAddr("hostile asset");
        list(target, address(hostile), false);
        skip(INTERVAL);
        hostile.setRound(2, PRICE, block.timestamp);
        hostile.setReEntry(address(engine), abi.encodeCall(IRiskEngine.poke, (asset)));
        assertEq(engine.poke(target), 1, "sampled once");
    }

    /// A feed that burns all its gas costs its caller, not the engine's state.
    function test_attack_feed_burns_gas() external {
        HostileFeed hostile = new HostileFeed();
        hostile.setRound(1, PRICE, block.timestamp);
        address target = makeAddr("hostile asset");
        list(target, address(hostile), false);
        skip(INTERVAL);
        hostile.setMode(HostileFeed.Mode.BurnGas);
        feed.push(PRICE, block.timestamp);
        (bool success,) = address(engine).call(abi.encodeCall(IRiskEngine.poke, (target)));
        assertFalse(success, "refused");
        assertEq(engine.poke(asset), 1, "others are sampled");
    }

    /// The owner itself is bound: it cannot jump to the loosest rules.
    function test_attack_owner_loosens_at_once() external {
        skip(1 days);
        IRiskEngine.Parameters memory loose = rules();
        loose.quantile = 12_815;
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.ParameterStepTooLarge.selector, 0, 23_263, 12_815, 5_000));
        vm.prank(owner);
        engine.setParameters(asset, loose);
    }
}
