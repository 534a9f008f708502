// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {ILiquidityLens} from "alm-interfaces/ILiquidityLens.sol";
import {IRatesLens} from "alm-interfaces/IRatesLens.sol";
import {FixedBookTest} from "../fixed-book/FixedBookTest.sol";

/// @title The lenses on a book: all programs as they ship
contract LensesOnBookTest is FixedBookTest {
    uint256 private constant WAD = 1e18;

    ILiquidityLens private lens;
    IRatesLens private rates;

    function setUp() public override {
        super.setUp();
        lens = ILiquidityLens(deployStylus("liquidity-lens", ""));
        rates = IRatesLens(deployStylus("rates-lens", ""));
        for (uint256 ahead = 1; ahead < 104; ahead += 9) {
            _fund(saver, _maturity(ahead), 40_000 * UNIT);
            vm.prank(desk);
            fixedBook.drawFixed(address(token), _maturity(ahead + 1), 30_000 * UNIT, 0, client);
        }
    }

    function test_position_is_what_the_other_views_tell() public view {
        IFixedBook.Position memory position = fixedBook.position(address(token));
        IBalanceSheet.Book memory book = sheet.book(address(token));
        IFixedBook.Limits memory limits = fixedBook.limits(address(token));
        assertEq(position.cash, book.cash);
        assertEq(position.floatingLoans, book.floatingLoans);
        assertEq(position.claims, book.claims);
        assertEq(position.drip, book.drip);
        assertEq(position.netValue, book.netValue);
        assertEq(position.equity, book.equity);
        assertEq(position.pot, book.pot);
        assertEq(position.reserved, limits.reserved);
        assertEq(position.matured, limits.matured);
        assertEq(position.overdue, limits.overdue);
        assertEq(position.queued, limits.queued);
        assertEq(position.dueLiabilities, limits.dueLiabilities);
        assertEq(position.dueAssets, limits.dueAssets);
        assertEq(position.runOff, limits.runOff);
        assertEq(position.rateModel, address(model));
        assertEq(position.timestamp, block.timestamp);
    }

    /// The guard's surplus weighs the net outflow; the lens's does not.
    function test_coverage_is_what_the_guard_measures() public view {
        ILiquidityLens.Coverage memory coverage = lens.coverage(address(sheet), address(token));
        IFixedBook.Position memory position = fixedBook.position(address(token));
        uint256 net = uint256(int256(coverage.liquid) - coverage.surplus);
        int256 surplus = int256(coverage.liquid) - int256((net * position.outflowWeight + 9_999) / 10_000);
        // The guard rounds once, this in two steps.
        assertApproxEqAbs(surplus, fixedBook.limits(address(token)).surplus, 2, "X = H - tau O");
        assertEq(coverage.ratio, coverage.liquid * WAD / net);
    }

    function test_liquidity_is_consistent() public view {
        ILiquidityLens.Liquidity memory all = lens.liquidity(address(sheet), address(token));
        assertEq(all.month, lens.coverage(address(sheet), address(token)).ratio);
        assertEq(all.week, lens.coverageWithin(address(sheet), address(token), 7 days).ratio);
        assertEq(all.day, lens.coverageWithin(address(sheet), address(token), 1 days).ratio);
        assertEq(all.stableFunding, all.available * WAD / all.required);
        // One holder has nearly all of it: thirty days are not covered, nor survived.
        assertLt(all.month, WAD);
        assertGt(all.horizon, 0);
        assertLt(all.horizon, 30 days);
        assertLt(all.leastGap, 0);
    }

    function test_gaps_are_the_ladder() public view {
        (uint256[11] memory assets, uint256[11] memory liabilities, int256[11] memory cumulative) =
            lens.gaps(address(sheet), address(token));
        (, uint256[104] memory faces) = fixedBook.ladder(address(token));
        uint256 owned;
        uint256 owed;
        for (uint256 i; i < 104; ++i) {
            owned += faces[i] >> 128;
            owed += uint128(faces[i]);
        }
        int256 gap = int256(sheet.book(address(token)).cash);
        assertEq(cumulative[0], gap);
        for (uint256 i = 1; i < 11; ++i) {
            gap += int256(assets[i]) - int256(liabilities[i]);
            owned -= assets[i];
            owed -= liabilities[i];
            assertEq(cumulative[i], gap);
        }
        assertEq(owned, 0, "all assets are in a bucket");
        assertEq(owed, 0, "all liabilities are in a bucket");
    }

    function test_solvency_leaves_the_equity() public view {
        (uint256 assets, uint256 liabilities, uint256 ratio, uint256 timestamp) =
            lens.solvency(address(sheet), address(token));
        assertEq(assets - liabilities, sheet.book(address(token)).equity);
        assertEq(ratio, assets * WAD / liabilities);
        assertEq(timestamp, block.timestamp);
    }

    /// The one holder leaves anyway, so no run-off breaks what he does not; a limit a little below the surplus needs some of the
    /// inflow to default.
    function test_reverse_stress_finds_what_breaks() public view {
        ILiquidityLens.Scenario memory scenario;
        int256 surplus = fixedBook.limits(address(token)).surplus;
        (uint256 runOff, uint256 defaulted) =
            lens.reverseStress(address(sheet), address(token), scenario, int128(surplus + 1));
        assertEq(runOff, 0, "broken from the start");
        assertEq(defaulted, 0, "broken from the start");
        (, defaulted) = lens.reverseStress(address(sheet), address(token), scenario, int128(surplus - 1_000));
        assertGt(defaulted, 0);
        assertLe(defaulted, 1e6);
        scenario.defaulted = uint32(defaulted);
        ILiquidityLens.Coverage memory worse = lens.stress(address(sheet), address(token), scenario);
        assertLt(worse.surplus, lens.coverage(address(sheet), address(token)).surplus);
    }

    function test_valuation_equals_that_of_the_same_dues_and_nodes() public view {
        IRatesLens.Valuation memory have = rates.valuation(address(sheet), address(token));
        (uint256[] memory dues, uint256[] memory nodes) = _inputs();
        IRatesLens.Valuation memory want = rates.valuationOf(dues, nodes);
        assertEq(abi.encode(have), abi.encode(want));
        uint256[] memory knots = new uint256[](6);
        (knots[0], knots[1], knots[2]) = (1 days, 7 days, 30 days);
        (knots[3], knots[4], knots[5]) = (90 days, 180 days, 365 days);
        int256[] memory each = rates.keyRatesOf(dues, nodes, knots);
        int256[6] memory booked = rates.keyRates(address(sheet), address(token));
        int256 sum;
        for (uint256 i; i < 6; ++i) {
            assertEq(booked[i], each[i]);
            sum += booked[i];
        }
        assertEq(sum, have.dv01, "key rates add up, to the unit");
    }

    function test_report_is_liquidity_valuation_and_shocks() public view {
        (uint256 parallel, uint256 short, uint256 long) = rates.sizesOf("USD");
        (
            IRatesLens.Liquidity memory liquid,
            IRatesLens.Valuation memory valued,
            IRatesLens.Shocks memory shocked
        ) = rates.report(address(sheet), address(token), uint16(parallel), uint16(short), uint16(long));
        assertEq(abi.encode(liquid), abi.encode(lens.liquidity(address(sheet), address(token))));
        assertEq(abi.encode(valued), abi.encode(rates.valuation(address(sheet), address(token))));
        IRatesLens.Shocks memory alone =
            rates.shocks(address(sheet), address(token), uint16(parallel), uint16(short), uint16(long));
        assertEq(abi.encode(shocked), abi.encode(alone));
        // 200 basis points of the DV01, within a tenth: midpoints of buckets instead of dates, and convexity.
        int256 linear = valued.dv01 * 200;
        assertApproxEqAbs(shocked.losses[0], linear, uint256(linear < 0 ? -linear : linear) / 4 + 1_000 * UNIT);
    }

    function test_an_aggregate_of_one_book_is_the_book() public view {
        IRatesLens.Currency[] memory one = new IRatesLens.Currency[](1);
        one[0] = IRatesLens.Currency(address(token), uint128(WAD), 200, 300, 225);
        IRatesLens.Aggregate memory sum = rates.aggregate(address(sheet), one);
        ILiquidityLens.Coverage memory coverage = lens.coverage(address(sheet), address(token));
        assertEq(sum.liquid, coverage.liquid);
        assertEq(int256(sum.liquid) - int256(sum.netOutflow), coverage.surplus);
        assertEq(sum.coverage, coverage.ratio);
        assertEq(sum.dv01, rates.valuation(address(sheet), address(token)).dv01);
        IRatesLens.Shocks memory shocks = rates.shocks(address(sheet), address(token), 200, 300, 225);
        assertEq(sum.value, shocks.value);
        assertEq(sum.measure, shocks.measure);
        for (uint256 i; i < 6; ++i) {
            assertEq(int256(sum.losses[i]), shocks.losses[i] > 0 ? shocks.losses[i] : int256(0));
        }
    }

    /// Twice the same book at twice the price is four of it.
    function test_an_aggregate_adds_up_in_the_common_unit() public {
        IRatesLens.Currency[] memory two = new IRatesLens.Currency[](2);
        two[0] = IRatesLens.Currency(address(token), uint128(2 * WAD), 200, 300, 225);
        two[1] = two[0];
        IRatesLens.Aggregate memory sum = rates.aggregate(address(sheet), two);
        IRatesLens.Shocks memory shocks = rates.shocks(address(sheet), address(token), 200, 300, 225);
        assertEq(sum.value, 4 * shocks.value);
        assertEq(sum.measure, 4 * shocks.measure);
        assertEq(sum.liquid, 4 * lens.coverage(address(sheet), address(token)).liquid);
        vm.expectRevert(abi.encodeWithSelector(IRatesLens.TooMany.selector, 17, 16));
        rates.aggregate(address(sheet), new IRatesLens.Currency[](17));
    }

    function test_protocol_views_are_the_solvency_of_the_books() public {
        ILiquidityLens.Priced[] memory books = new ILiquidityLens.Priced[](2);
        books[0] = ILiquidityLens.Priced(address(token), uint128(3 * WAD));
        books[1] = ILiquidityLens.Priced(address(token), uint128(WAD / 3));
        (uint256 assets, uint256 liabilities,,) = lens.solvency(address(sheet), address(token));
        ILiquidityLens.Holdings memory owned = lens.protocolAssets(address(sheet), books);
        ILiquidityLens.Holdings memory owed = lens.protocolLiabilities(address(sheet), books);
        assertEq(owned.timestamp, block.timestamp);
        for (uint256 i; i < 2; ++i) {
            assertEq(owned.tokens[i], address(token));
            assertEq(owned.amounts[i], assets);
            assertEq(owned.values[i], assets * books[i].price / WAD);
            assertEq(owed.tokens[i], address(token));
            assertEq(owed.amounts[i], liabilities);
            assertEq(owed.values[i], (liabilities * books[i].price + WAD - 1) / WAD);
        }
        (bool solvent, uint256 ratio) = lens.verifySolvency(address(sheet), books);
        assertEq(ratio, (owned.values[0] + owned.values[1]) * 10_000 / (owed.values[0] + owed.values[1]));
        assertEq(solvent, ratio >= 10_500);
        vm.expectRevert(abi.encodeWithSelector(ILiquidityLens.TooMany.selector, 17, 16));
        lens.verifySolvency(address(sheet), new ILiquidityLens.Priced[](17));
    }

    function test_identifiers_of_interfaces() public view {
        assertTrue(lens.supportsInterface(type(ILiquidityLens).interfaceId));
        assertTrue(lens.supportsInterface(0x01ffc9a7));
        assertFalse(lens.supportsInterface(0xffffffff));
        assertTrue(rates.supportsInterface(type(IRatesLens).interfaceId));
        assertFalse(rates.supportsInterface(type(ILiquidityLens).interfaceId));
    }

    function test_refuses_what_is_no_book() public {
        address stranger = makeAddr("no balance sheet");
        vm.expectRevert(abi.encodeWithSelector(ILiquidityLens.NoBook.selector, stranger, token));
        lens.coverage(stranger, address(token));
        vm.expectRevert(abi.encodeWithSelector(IRatesLens.NoBook.selector, stranger, token));
        rates.valuation(stranger, address(token));
        vm.expectRevert(abi.encodeWithSelector(ILiquidityLens.UnknownHorizon.selector, 2 days));
        lens.coverageWithin(address(sheet), address(token), 2 days);
    }

    /// What the lens is to read, put together by hand.
    function _inputs() private view returns (uint256[] memory dues, uint256[] memory nodes) {
        IFixedBook.Position memory position = fixedBook.position(address(token));
        (uint64 first, uint256[104] memory faces) = fixedBook.ladder(address(token));
        uint256 owed = uint256(position.claims - int256(position.equity));
        dues = new uint256[](105);
        dues[0] = (position.cash + position.floatingLoans) << 96 | (uint256(position.netValue) + position.drip + owed);
        for (uint256 i; i < 104; ++i) {
            dues[i + 1] = (first + i * WEEK - block.timestamp) << 192 | (faces[i] >> 128) << 96 | uint128(faces[i]);
        }
        uint16[6] memory tenors = [uint16(7), 30, 91, 182, 364, 728];
        (uint256[6] memory low, uint256[6] memory high) = model.curve(address(token));
        nodes = new uint256[](6);
        for (uint256 i; i < 6; ++i) {
            nodes[i] = (uint256(tenors[i]) * 1 days) << 64 | (low[i] + high[i]) / 2;
        }
    }
}
