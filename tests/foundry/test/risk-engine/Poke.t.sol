// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Vm} from "forge-std/Vm.sol";
import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {RiskEngineTest} from "./RiskEngineTest.sol";

contract PokeTest is RiskEngineTest {
    function test_poke_takes_one_sample_a_slot() external {
        assertEq(engine.poke(asset), 0, "listing took the first");
        skip(INTERVAL);
        feed.push(PRICE + 1e8, block.timestamp);
        assertEq(engine.poke(asset), 1, "a new slot");
        assertEq(engine.poke(asset), 0, "the same slot");
        feed.push(PRICE + 2e8, block.timestamp);
        assertEq(engine.poke(asset), 0, "another round of the same slot");
    }

    function test_poke_records_the_sample() external {
        skip(INTERVAL);
        feed.push(PRICE + 1e8, block.timestamp);
        engine.poke(asset);
        IRiskEngine.Sample memory sample = engine.lastSample(asset);
        assertEq(sample.roundId, 2, "round");
        assertEq(sample.price, uint256(PRICE + 1e8), "price");
        assertEq(sample.updatedAt, block.timestamp, "time");
    }

    function test_poke_emits_the_sample_and_the_ratios() external {
        skip(INTERVAL);
        feed.push(PRICE * 12 / 10, block.timestamp);
        vm.recordLogs();
        engine.poke(asset);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 2, "logs");
        assertEq(logs[0].topics[0], IRiskEngine.Sampled.selector, "sample");
        assertEq(logs[0].topics[1], bytes32(uint256(uint160(asset))), "asset");
        assertEq(logs[1].topics[0], IRiskEngine.RatiosUpdated.selector, "ratios");
        _expectEqual(abi.decode(logs[0].data, (IRiskEngine.Sample)), engine.lastSample(asset));
        (,,, uint256 target) = abi.decode(logs[1].data, (uint256, uint256, uint256, uint256));
        assertEq(target, engine.assetRisk(asset).targetThreshold, "target");
    }

    function test_poke_walks_missed_rounds() external {
        for (uint256 i = 1; i <= 5; ++i) {
            skip(INTERVAL);
            feed.push(PRICE + int256(i) * 10e8, block.timestamp);
        }
        assertEq(engine.poke(asset), 5, "one sample a slot");
        assertEq(engine.lastSample(asset).roundId, 6, "round");
    }

    function test_poke_samples_the_first_round_of_a_slot() external {
        skip(INTERVAL);
        feed.push(PRICE * 2, block.timestamp);
        skip(60);
        feed.push(PRICE, block.timestamp);
        assertEq(engine.poke(asset), 1, "one slot");
        assertEq(engine.lastSample(asset).price, uint256(PRICE * 2), "its first round");
    }

    function test_pokeMany_samples_all_and_reports_failures() external {
        address second = makeAddr("second asset");
        address unknown = makeAddr("unknown asset");
        list(second, address(feed), true);
        skip(INTERVAL);
        feed.push(PRICE, block.timestamp);
        address[] memory assets = new address[](3);
        (assets[0], assets[1], assets[2]) = (asset, unknown, second);
        vm.expectEmit(address(engine));
        emit IRiskEngine.SampleFailed(unknown, IRiskEngine.NotListed.selector);
        assertEq(engine.pokeMany(assets), 2, "samples");
    }

    /// What is emitted is what is stored: a look-up that fails half-way leaves the samples before it, and no more.
    function test_pokeMany_keeps_the_samples_before_a_look_up_that_fails() external {
        for (uint256 i = 1; i <= 4; ++i) {
            skip(INTERVAL);
            feed.push(PRICE + int256(i) * 10e8, block.timestamp);
        }
        bytes memory lookUp = abi.encodeWithSignature("getRoundData(uint80)", uint80(4));
        vm.mockCallRevert(address(feed), lookUp, "gone");
        address[] memory assets = new address[](1);
        assets[0] = asset;
        vm.recordLogs();
        assertEq(engine.pokeMany(assets), 2, "rounds 2 and 3");
        assertEq(engine.lastSample(asset).roundId, 3, "stored");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs[0].topics[0], IRiskEngine.Sampled.selector, "first");
        assertEq(logs[1].topics[0], IRiskEngine.Sampled.selector, "second");
        _expectEqual(abi.decode(logs[1].data, (IRiskEngine.Sample)), engine.lastSample(asset));
        vm.recordLogs();
        assertEq(engine.pokeMany(assets), 0, "nothing more");
        logs = vm.getRecordedLogs();
        assertEq(logs.length, 1, "the failure alone");
        assertEq(logs[0].topics[0], IRiskEngine.SampleFailed.selector, "failure");
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.FeedFailed.selector, address(feed)));
        engine.poke(asset);
        vm.clearMockedCalls();
        assertEq(engine.poke(asset), 2, "rounds 4 and 5");
    }

    function test_poke_raises_volatility_at_once_and_lowers_it_slowly() external {
        (,, uint256 before) = engine.sigma(asset);
        sampleAt(PRICE * 7 / 10);
        (,, uint256 risen) = engine.sigma(asset);
        assertGt(risen, 2 * before, "up at once");
        sampleAt(PRICE * 7 / 10);
        (,, uint256 calm) = engine.sigma(asset);
        // One hour of sixteen days, on the variance: half of 1/384 on the volatility.
        assertApproxEqRel(calm, risen, 0.0014e18, "down slowly");
        assertLt(calm, risen, "but down");
    }

    function test_isStale_after_three_days_without_a_sample() external {
        skip(3 days);
        assertFalse(engine.isStale(asset), "still fresh");
        skip(1);
        assertTrue(engine.isStale(asset), "stale");
        assertTrue(engine.assetRisk(asset).stale, "says so");
        assertLt(engine.assetRisk(asset).validUntil, block.timestamp, "no new risk");
    }

    function test_openingLtv_decays_to_its_floor_while_stale() external {
        uint256 open = engine.openingLtv(asset);
        skip(3 days + 12 hours);
        uint256 half = engine.openingLtv(asset);
        assertLt(half, open, "on its way");
        assertGt(half, uint256(rules().openingFloor) * 1e14, "not there yet");
        skip(12 hours);
        assertEq(engine.openingLtv(asset), uint256(rules().openingFloor) * 1e14, "at the floor");
    }

    function test_poke_after_a_silence_does_not_lift_the_threshold() external {
        uint256 threshold = _silence();
        feed.push(PRICE, block.timestamp);
        engine.poke(asset);
        assertLe(engine.liquidationThreshold(asset), threshold, "INV-RISK-01");
    }

    function test_setFeed_after_a_silence_does_not_lift_the_threshold() external {
        uint256 threshold = _silence();
        feed.push(PRICE, block.timestamp);
        vm.prank(owner);
        engine.setFeed(asset, address(feed), INTERVAL, true);
        assertLe(engine.liquidationThreshold(asset), threshold, "INV-RISK-01");
    }

    function test_liquidationThreshold_ramps_down_for_existing_loans() external {
        uint256 threshold = engine.liquidationThreshold(asset);
        sampleAt(PRICE * 7 / 10);
        IRiskEngine.AssetRisk memory risk = engine.assetRisk(asset);
        assertEq(risk.liquidationThreshold, threshold, "no jump");
        assertLt(risk.targetThreshold, threshold, "but a lower target");
        assertLe(risk.openingLtv, risk.targetThreshold, "which new borrowing obeys at once");
        skip(12 hours);
        // 500 bps a day.
        assertApproxEqAbs(engine.liquidationThreshold(asset), threshold - 0.025e18, 1e11, "half a day later");
    }

    /// Rises pause while data are stale, and whatever ends a silence must not make up for the pause. Returns the
    /// threshold at the end of one, far below its target.
    function _silence() private returns (uint256) {
        IRiskEngine.Liquidity memory thin = report();
        thin.depth /= 256;
        vm.startPrank(owner);
        engine.setLiquidity(asset, thin);
        for (uint256 i; i < 8; ++i) {
            skip(1 hours);
            thin.depth *= 2;
            engine.setLiquidity(asset, thin);
        }
        vm.stopPrank();
        skip(15 days);
        IRiskEngine.AssetRisk memory risk = engine.assetRisk(asset);
        assertGt(risk.targetThreshold, risk.liquidationThreshold + 0.05e18, "there is room to rise");
        return risk.liquidationThreshold;
    }

    /// Variances are stored with fewer digits than the event has, rounded up.
    function _expectEqual(IRiskEngine.Sample memory told, IRiskEngine.Sample memory stored) private pure {
        assertEq(told.roundId, stored.roundId, "round");
        assertEq(told.price, stored.price, "price");
        assertEq(told.updatedAt, stored.updatedAt, "time");
        uint256[3] memory have = [told.varianceFast, told.varianceSlow, told.varianceUsed];
        uint256[3] memory want = [stored.varianceFast, stored.varianceSlow, stored.varianceUsed];
        for (uint256 i; i < 3; ++i) {
            assertGe(want[i], have[i], "rounded up");
            assertApproxEqRel(want[i], have[i], 1e9, "variance");
        }
    }
}
