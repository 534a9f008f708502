// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRateModel} from "alm-interfaces/IRateModel.sol";
import {CurveModel} from "../../src/model/CurveModel.sol";
import {RateModelTest} from "./RateModelTest.sol";

/// What one unit of face is worth, against the curves the contract tells and another library's exponential.
contract QuotesTest is RateModelTest {
    uint256 private constant WEEK = 7 days;
    uint64 private constant HALF_SPREAD = 0.005e18;
    /// All four factors, a bit each.
    uint8 private constant ALL = 15;

    function test_quotes_of_a_settled_rate() external view {
        (uint256 deposit, uint256 loan, uint256 low, uint256 high) = model.quotes(book, 364 days, HALF_SPREAD, ALL);
        // e^(-0.045 * 364 / 365), e^(-0.055 * 364 / 365) and e^(-0.05 * 364 / 365).
        assertApproxEqAbs(deposit, 0.956115351802147299e18, 3, "deposit");
        assertApproxEqAbs(loan, 0.946627779749136787e18, 3, "loan");
        assertApproxEqAbs(low, 0.951359738826765534e18, 3, "low");
        assertEq(low, high, "a settled rate has one curve");
    }

    function test_quotes_of_no_time_are_one() external view {
        (uint256 deposit, uint256 loan, uint256 low, uint256 high) = model.quotes(book, 0, HALF_SPREAD, ALL);
        assertEq(abi.encode(deposit, loan, low, high), abi.encode(WAD, WAD, WAD, WAD), "today");
    }

    function testFuzz_quotes_that_are_not_wanted_are_zero(uint8 wanted, uint32 ahead) external view {
        uint64 time = uint64(bound(ahead, 1, 900 days));
        uint256[4] memory all;
        uint256[4] memory told;
        (all[0], all[1], all[2], all[3]) = model.quotes(book, time, HALF_SPREAD, ALL);
        (told[0], told[1], told[2], told[3]) = model.quotes(book, time, HALF_SPREAD, wanted);
        for (uint256 i; i < 4; ++i) {
            assertEq(told[i], wanted >> i & 1 == 1 ? all[i] : 0, "a bit each");
        }
    }

    function test_quotes_reject_a_report_older_than_a_day() external {
        skip(1 days);
        model.quotes(book, 1, 0, ALL);
        model.weeklyFactors(book, _nextThursday());
        skip(1);
        bytes memory reason = abi.encodeWithSelector(IRateModel.ReportTooOld.selector, book, 1 days + 1, 1 days);
        vm.expectRevert(reason);
        model.quotes(book, 1, 0, ALL);
        uint64 first = _nextThursday();
        vm.expectRevert(reason);
        model.weeklyFactors(book, first);
        model.discountFactors(book, 1);
        report(book, TARGET);
        model.quotes(book, 1, 0, ALL);
    }

    function test_quotes_reject_an_unknown_book() external {
        bytes memory unknown = abi.encodeWithSelector(IRateModel.NotListed.selector, stranger);
        vm.expectRevert(unknown);
        model.quotes(stranger, 1, 0, ALL);
        vm.expectRevert(unknown);
        model.weeklyFactors(stranger, uint64(block.timestamp));
    }

    function testFuzz_quotes_follow_the_model(uint64 utilisation, uint32 wait, uint32 ahead, uint64 spread) external {
        _move(utilisation, wait);
        uint256 time = bound(ahead, 0, 900 days);
        uint256 half = bound(spread, 0, 0.1e18);
        (uint256[6] memory lower, uint256[6] memory higher) = model.curve(book);
        (uint256 deposit, uint256 loan, uint256 low, uint256 high) =
            model.quotes(book, uint64(time), uint64(half), ALL);
        assertApproxEqAbs(deposit, CurveModel.factor(CurveModel.moved(lower, -int256(half)), time), 8, "deposit");
        assertApproxEqAbs(loan, CurveModel.factor(CurveModel.moved(higher, int256(half)), time), 8, "loan");
        assertApproxEqAbs(low, CurveModel.factor(higher, time), 8, "low");
        assertApproxEqAbs(high, CurveModel.factor(lower, time), 8, "high");
        assertLe(loan, low, "INV-PHI-02");
        assertLe(low, high, "enclosed");
        assertLe(high, deposit, "INV-PHI-02");
        assertLe(deposit, WAD, "at most one");
    }

    function testFuzz_weeklyFactors_follow_the_model(uint64 utilisation, uint32 wait) external {
        _move(utilisation, wait);
        uint64 first = _nextThursday();
        (uint256[6] memory lower, uint256[6] memory higher) = model.curve(book);
        (uint256[104] memory low, uint256[104] memory high) = model.weeklyFactors(book, first);
        for (uint256 week; week < 104; ++week) {
            uint256 ahead = first + week * WEEK - block.timestamp;
            assertApproxEqAbs(low[week], CurveModel.factor(higher, ahead), 8, "on the higher curve");
            assertApproxEqAbs(high[week], CurveModel.factor(lower, ahead), 8, "on the lower curve");
            assertLe(low[week], high[week], "enclosed");
        }
    }

    /// A report, and up to a day of it.
    function _move(uint64 utilisation, uint32 wait) private {
        skip(bound(wait, 0, 20 days));
        report(book, bound(utilisation, 0, WAD));
        skip(bound(wait >> 8, 0, 1 days));
    }

    function _nextThursday() private view returns (uint64) {
        return uint64((block.timestamp / WEEK + 1) * WEEK);
    }
}
