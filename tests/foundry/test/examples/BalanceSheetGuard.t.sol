// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {BalanceSheetGuard} from "alm-examples/BalanceSheetGuard.sol";
import {ILiquidityLens} from "alm-interfaces/ILiquidityLens.sol";
import {IRatesLens} from "alm-interfaces/IRatesLens.sol";
import {FixedBookTest} from "../fixed-book/FixedBookTest.sol";

/// @title What an integrator demands of a book
contract BalanceSheetGuardTest is FixedBookTest {
    using BalanceSheetGuard for BalanceSheetGuard.Book;

    BalanceSheetGuard.Book private book;

    function setUp() public override {
        super.setUp();
        book = BalanceSheetGuard.Book({
            liquidity: ILiquidityLens(deployStylus("liquidity-lens", "")),
            rates: IRatesLens(deployStylus("rates-lens", "")),
            sheet: address(sheet),
            token: address(token)
        });
        vm.prank(desk);
        fixedBook.drawFixed(address(token), _maturity(26), 500_000 * UNIT, 0, client);
    }

    function requireCoverage(uint256 least) external view {
        book.requireCoverage(least);
    }

    function requireHorizon(uint256 least) external view {
        book.requireHorizon(least);
    }

    function requireGap(uint256 widest) external view {
        book.requireGap(widest);
    }

    function requireSolvency(uint256 least) external view {
        book.requireSolvency(least);
    }

    function test_coverage_at_the_bound_and_one_above() public {
        uint256 have = book.liquidity.coverage(address(sheet), address(token)).ratio;
        this.requireCoverage(have);
        vm.expectRevert(abi.encodeWithSelector(BalanceSheetGuard.CoverageTooLow.selector, have, have + 1));
        this.requireCoverage(have + 1);
    }

    function test_horizon_at_the_bound_and_one_above() public {
        uint256 have = book.liquidity.liquidity(address(sheet), address(token)).horizon;
        this.requireHorizon(have);
        if (have == type(uint256).max) return;
        vm.expectRevert(abi.encodeWithSelector(BalanceSheetGuard.HorizonTooShort.selector, have, have + 1));
        this.requireHorizon(have + 1);
    }

    function test_gap_at_the_bound_and_one_below() public {
        int256 gap = book.rates.valuation(address(sheet), address(token)).durationGap;
        assertGt(gap, 0, "a loan makes the assets the longer side");
        uint256 have = uint256(gap);
        this.requireGap(have);
        vm.expectRevert(abi.encodeWithSelector(BalanceSheetGuard.GapTooWide.selector, have, have - 1));
        this.requireGap(have - 1);
    }

    function test_solvency_at_the_bound_and_one_above() public {
        (,, uint256 have,) = book.liquidity.solvency(address(sheet), address(token));
        assertGe(have, 1e18);
        this.requireSolvency(have);
        vm.expectRevert(abi.encodeWithSelector(BalanceSheetGuard.SolvencyTooLow.selector, have, have + 1));
        this.requireSolvency(have + 1);
    }
}
