// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRateModel} from "alm-interfaces/IRateModel.sol";
import {RateModelTest} from "./RateModelTest.sol";

contract AccrualTest is RateModelTest {
    function test_accrue_rejects_all_but_the_balance_sheet() external {
        vm.expectRevert(abi.encodeWithSelector(IRateModel.NotBalanceSheet.selector, book, stranger));
        vm.prank(stranger);
        model.accrue(book, 0);
        vm.expectRevert(abi.encodeWithSelector(IRateModel.NotBalanceSheet.selector, book, owner));
        vm.prank(owner);
        model.accrue(book, 0);
    }

    function test_accrue_rejects_an_unknown_book() external {
        vm.expectRevert(abi.encodeWithSelector(IRateModel.NotListed.selector, stranger));
        report(stranger, 0);
    }

    function test_accrue_rejects_more_than_all() external {
        vm.expectRevert(abi.encodeWithSelector(IRateModel.UtilisationAboveOne.selector, type(uint256).max, WAD));
        report(book, type(uint256).max);
    }

    function test_accrue_tells_the_rate_and_emits_it() external {
        report(book, WAD);
        skip(1 days);
        IRateModel.Rates memory rates = model.rates(book);
        vm.expectEmit(address(model));
        emit IRateModel.Accrued(book, 0.5e18, rates.rate, rates.rateAtTarget, rates.laggedLow, rates.laggedHigh);
        uint256 rate = report(book, 0.5e18);
        assertEq(rate, rates.rate, "what the view told");
        assertEq(model.floatingRate(book), rate, "and tells");
        // e^(50 / 365) of 4 % at target, four times that at full utilisation.
        assertApproxEqRel(rates.rateAtTarget, 0.04587249754613452e18, 1e9, "level");
        assertApproxEqRel(rates.annualRate, 4 * rates.rateAtTarget, 1e3, "rate");
    }

    function test_a_level_above_target_rises_and_below_falls() external {
        report(book, 0.95e18);
        skip(30 days);
        uint256 risen = model.rates(book).rateAtTarget;
        assertGt(risen, LEVEL, "above target");
        report(book, 0.1e18);
        skip(30 days);
        assertLt(model.rates(book).rateAtTarget, risen, "below target");
    }

    function test_a_level_stays_within_its_bounds() external {
        report(book, WAD);
        skip(10 * YEAR);
        assertEq(model.rates(book).rateAtTarget, 2e18, "highest");
        report(book, 0);
        skip(10 * YEAR);
        assertEq(model.rates(book).rateAtTarget, 0.001e18, "lowest");
    }

    /// A flash loan empties the pool and fills it again, and reports in between.
    function test_a_spike_within_a_block_changes_nothing() external {
        address calm = makeAddr("calm token");
        list(calm);
        for (uint256 hour; hour < 24; ++hour) {
            skip(1 hours);
            uint256 honest = 0.8e18 + hour * 0.005e18;
            uint256 rate = report(calm, honest);
            assertEq(report(book, WAD), rate, "the spike's own rate");
            assertEq(report(book, honest), rate, "after the spike");
            assertEq(abi.encode(model.rates(book)), abi.encode(model.rates(calm)), "all else");
        }
    }

    function test_a_spike_of_a_second_moves_the_rate_by_a_six_hundredth() external {
        report(book, WAD);
        skip(1);
        report(book, TARGET);
        uint256 spiked = model.rates(book).annualRate;
        // From 4 % to 16 % would be the whole way.
        assertApproxEqAbs(spiked, LEVEL + uint256(0.12e18) / 600, 0.00001e18, "rate");
        skip(1 hours);
        assertApproxEqRel(model.rates(book).annualRate, LEVEL, 1e15, "forgotten");
    }

    function test_lagged_rates_are_quick_to_be_cautious() external {
        report(book, WAD);
        skip(6 hours);
        (uint256 low, uint256 high) = model.laggedRate(book);
        report(book, WAD);
        skip(6 hours);
        (uint256 later, uint256 highest) = model.laggedRate(book);
        assertGt(highest - high, 0.1e18, "high follows within hours");
        assertLt(later - low, 0.05e18, "low takes a day");
        assertGt(later, low, "but it follows");
    }
}
