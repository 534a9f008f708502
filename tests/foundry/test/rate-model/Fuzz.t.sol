// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRateModel} from "alm-interfaces/IRateModel.sol";
import {CurveModel} from "../../src/model/CurveModel.sol";
import {FloatingModel} from "../../src/model/FloatingModel.sol";
import {RateModelTest} from "./RateModelTest.sol";

/// Properties for any input.
contract FuzzTest is RateModelTest {
    using FloatingModel for FloatingModel.State;

    function testFuzz_accrue_follows_the_model(uint32[8] calldata waits, uint64[8] calldata reports) external {
        int256 level = int256(uint256(LEVEL));
        FloatingModel.State memory state =
            FloatingModel.State(level, int256(uint256(TARGET)), level, level, int256(uint256(TARGET)));
        for (uint256 i; i < waits.length; ++i) {
            uint256 elapsed = bound(waits[i], 0, 10 days);
            uint256 utilisation = bound(reports[i], 0, WAD);
            skip(elapsed);
            state.advance(elapsed);
            uint256 rate = report(book, utilisation);
            state.held = int256(utilisation);
            IRateModel.Rates memory have = model.rates(book);
            _assertNear(have.rateAtTarget, state.level, "level");
            _assertNear(have.annualRate, state.rate(), "rate");
            _assertNear(have.laggedLow, state.low, "lagged low");
            _assertNear(have.laggedHigh, state.high, "lagged high");
            assertEq(rate, (have.annualRate + YEAR - 1) / YEAR, "by the second");
            assertLe(have.laggedLow, have.laggedHigh, "the tracks do not cross");
        }
    }

    function testFuzz_a_spike_within_a_block_changes_nothing(
        uint32[8] calldata waits,
        uint64[8] calldata reports,
        uint64[8] calldata spikes
    ) external {
        address calm = makeAddr("calm token");
        list(calm);
        for (uint256 i; i < waits.length; ++i) {
            skip(bound(waits[i], 0, 2 days));
            uint256 honest = bound(reports[i], 0, WAD);
            report(calm, honest);
            report(book, bound(spikes[i], 0, WAD));
            report(book, honest);
            assertEq(abi.encode(model.rates(book)), abi.encode(model.rates(calm)), "as if nothing had been");
        }
    }

    function testFuzz_discount_factors_enclose_the_curve(uint64 utilisation, uint32 wait, uint32 ahead) external {
        report(book, bound(utilisation, 0, WAD));
        skip(bound(wait, 0, 20 days));
        uint256 time = bound(ahead, 0, 900 days);
        (uint256[6] memory lowRates, uint256[6] memory highRates) = model.curve(book);
        (uint256 low, uint256 high) = model.discountFactors(book, uint64(time));
        assertApproxEqAbs(low, CurveModel.factor(highRates, time), 8, "on the higher curve");
        assertApproxEqAbs(high, CurveModel.factor(lowRates, time), 8, "on the lower curve");
        assertLe(low, high, "enclosed");
        assertLe(high, WAD, "at most one");
    }

    function testFuzz_setSpreads_takes_what_is_within_a_step(int16[6] calldata moves) external {
        int16[6] memory next = spreads();
        bool allowed = true;
        for (uint256 node; node < 6; ++node) {
            int256 move = bound(int256(moves[node]), -210, 210);
            next[node] += int16(move);
            if (move < -200 || move > 200) allowed = false;
        }
        skip(1 days);
        vm.prank(owner);
        try model.setSpreads(book, next) {
            assertTrue(allowed, "INV-GOV-01");
            assertEq(abi.encode(model.spreads(book)), abi.encode(next), "stored");
        } catch (bytes memory reason) {
            assertFalse(allowed, "INV-GOV-01");
            assertEq(bytes4(reason), IRateModel.SpreadOutOfBounds.selector, "the reason");
            assertEq(abi.encode(model.spreads(book)), abi.encode(spreads()), "nothing stored");
        }
    }

    function testFuzz_nobody_else_gets_through(address caller, uint64 utilisation) external {
        vm.assume(caller != owner && caller != sheet);
        IRateModel.Rates memory before = model.rates(book);
        vm.expectRevert(abi.encodeWithSelector(IRateModel.NotBalanceSheet.selector, book, caller));
        vm.prank(caller);
        model.accrue(book, utilisation);
        vm.expectRevert(abi.encodeWithSelector(IRateModel.NotOwner.selector, caller));
        vm.prank(caller);
        model.setBalanceSheet(book, caller);
        assertEq(abi.encode(model.rates(book)), abi.encode(before), "INV-GOV-01");
    }

    function _assertNear(uint256 have, int256 want, string memory what) private pure {
        assertApproxEqRel(have, uint256(want), 1e7, what);
    }
}
