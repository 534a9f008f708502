// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {HostileFeed} from "../../src/mocks/HostileFeed.sol";
import {RiskEngineTest} from "./RiskEngineTest.sol";

/// Properties for any input.
contract FuzzTest is RiskEngineTest {
    /// Lowest value, highest value and largest step of each rule, as the interface's reader expects them.
    uint16[12] private lowest = [12_815, 10_000, 1, 0, 0, 1, 1, 0, 10, 1, 0, 10];
    uint16[12] private highest = [40_000, 30_000, 20_000, 2_000, 5_000, 9_500, 9_800, 9_500, 2_000, 500, 1_000, 50_000];
    uint16[12] private steps = [5_000, 2_500, 2_000, 250, 500, 500, 500, 500, 200, 100, 200, 10_000];

    function testFuzz_poke_at_chosen_instants_changes_nothing(uint16[10] calldata waits, uint64[10] calldata prices)
        external
    {
        address twin = makeAddr("twin asset");
        list(twin, address(feed), true);
        for (uint256 i; i < waits.length; ++i) {
            skip(bound(waits[i], 1, 8 hours));
            feed.push(int256(bound(prices[i], 100e8, 40_000e8)), block.timestamp);
            if (prices[i] % 3 == 0) engine.poke(asset);
        }
        while (engine.poke(asset) != 0) {}
        while (engine.poke(twin) != 0) {}
        assertEq(engine.lastSample(asset).roundId, engine.lastSample(twin).roundId, "the same last sample");
        assertNotBelow(engine.lastSample(asset).varianceUsed, engine.lastSample(twin).varianceUsed);
        assertNotBelow(engine.haircut(asset), engine.haircut(twin));
    }

    function testFuzz_poke_takes_any_answer_or_names_what_is_wrong(uint256[3] calldata words) external {
        HostileFeed hostile = new HostileFeed();
        hostile.setRound(1, PRICE, START);
        address target = makeAddr("hostile asset");
        list(target, address(hostile), false);
        skip(INTERVAL);
        hostile.setRound(words[0], int256(words[1]), words[2]);
        bytes memory before = abi.encode(engine.lastSample(target));
        (bool success, bytes memory reason) = address(engine).call(abi.encodeCall(IRiskEngine.poke, (target)));
        if (success) {
            assertTrue(int256(words[1]) > 0 && words[2] <= block.timestamp, "only a round is a sample");
        } else {
            assertGe(reason.length, 36, "a typed error");
            assertEq(abi.encode(engine.lastSample(target)), before, "nothing stored");
        }
    }

    function testFuzz_list_rejects_each_rule_out_of_bounds(uint256 index, uint16 value) external {
        index = bound(index, 0, 11);
        vm.assume(value < lowest[index] || value > highest[index]);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRiskEngine.ParameterOutOfBounds.selector, index, value, lowest[index], highest[index]
            )
        );
        vm.prank(owner);
        engine.list(makeAddr("other asset"), address(feed), INTERVAL, true, FIRST_SIGMA, _with(index, value), report());
    }

    function testFuzz_setParameters_rejects_each_step_too_large(uint256 index, uint16 value) external {
        index = bound(index, 0, 11);
        uint16 have = _words()[index];
        value = uint16(bound(value, lowest[index], highest[index]));
        vm.assume(_distance(have, value) > steps[index]);
        // Rules that contradict each other are refused as out of bounds, before their steps are looked at.
        vm.assume(index != 5 && index != 6 && index != 7);
        skip(1 days);
        vm.expectRevert(
            abi.encodeWithSelector(IRiskEngine.ParameterStepTooLarge.selector, index, have, value, steps[index])
        );
        vm.prank(owner);
        engine.setParameters(asset, _with(index, value));
    }

    function testFuzz_setParameters_accepts_each_step_within(uint256 index, uint16 value) external {
        index = bound(index, 0, 11);
        uint16 have = _words()[index];
        uint256 from = have > steps[index] ? have - steps[index] : 0;
        uint256 low = from > lowest[index] ? from : lowest[index];
        uint256 to = uint256(have) + steps[index];
        value = uint16(bound(value, low, to < highest[index] ? to : highest[index]));
        skip(1 days);
        vm.prank(owner);
        engine.setParameters(asset, _with(index, value));
        assertEq(abi.encode(engine.parameters(asset)), abi.encode(_with(index, value)), "INV-GOV-01");
    }

    function testFuzz_ramp_stays_within_its_speed(uint64 price, uint32 wait) external {
        uint256 threshold = engine.liquidationThreshold(asset);
        sampleAt(int256(bound(price, 10e8, 400_000e8)));
        uint256 time = bound(wait, 0, 30 days);
        skip(time);
        uint256 fall = uint256(rules().tightenPerDay) * 1e14 * (time + INTERVAL) / 1 days;
        assertGe(engine.liquidationThreshold(asset) + fall + 1e11, threshold, "INV-RISK-01");
    }

    function _with(uint256 index, uint16 value) private pure returns (IRiskEngine.Parameters memory) {
        uint16[12] memory words = _words();
        words[index] = value;
        return abi.decode(abi.encode(words), (IRiskEngine.Parameters));
    }

    function _words() private pure returns (uint16[12] memory) {
        return abi.decode(abi.encode(rules()), (uint16[12]));
    }

    function _distance(uint16 a, uint16 b) private pure returns (uint16) {
        return a > b ? a - b : b - a;
    }
}
