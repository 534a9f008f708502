// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {IRiskMonitor} from "alm-interfaces/IRiskMonitor.sol";
import {CreditTest} from "./CreditTest.sol";

/// How accounts stand, as the desk that ships tells it to the monitor that ships.
contract ReportTest is CreditTest {
    IRiskMonitor private monitor;

    function setUp() public override {
        super.setUp();
        monitor = IRiskMonitor(deployStylus("risk-monitor", abi.encode(owner)));
        vm.startPrank(owner);
        IRiskMonitor.Sources memory sources;
        sources.desk = address(credit);
        monitor.setSources(sources);
        monitor.follow(address(weth));
        monitor.follow(address(wbtc));
        terms.setRiskSource(address(monitor));
        vm.stopPrank();
    }

    function _expect(address asset, address who, uint16 cell, uint64 units) private {
        vm.expectEmit(true, true, false, false, address(monitor));
        emit IRiskMonitor.Recorded(asset, who, 0, 0, cell, units);
    }

    /// Units in the cells around a debt per token.
    function _near(address asset, uint256 first) private view returns (uint256 sum) {
        uint256[16] memory cells = monitor.histogram(asset, uint16(first));
        for (uint256 i; i < 16; ++i) {
            sum += cells[i];
        }
    }

    function test_a_loan_stands_where_its_debt_per_token_is() external {
        _open(alice, 12_000 * UNIT);
        _expect(address(weth), alice, 0, 0);
        terms.report(alice, _one(address(weth)));
        // 1,200 a token: ln(1,200) = 7.09, cell 4,909.
        assertEq(monitor.histogram(address(weth), 4_909)[0], 10e6, "millionths of a token");
    }

    function test_several_collaterals_split_the_debt_as_they_count() external {
        // 10 of the first count for 16,000, half of the second for 23,400.
        _do(alice, _add(weth, 10 * ETH), _add(wbtc, BTC / 2));
        _do(alice, _borrow(20_000 * UNIT, alice));
        address[] memory both = new address[](2);
        (both[0], both[1]) = (address(weth), address(wbtc));
        terms.report(alice, both);
        // 20,000 * 16,000 / 39,400 / 10 = 812.2 a token, ln = 6.6997; and 23,756 a token, ln = 10.0756.
        assertEq(monitor.histogram(address(weth), 4_869)[0], 10e6);
        assertEq(monitor.histogram(address(wbtc), 5_207)[0], 0.5e6);
    }

    function test_what_was_repaid_or_withdrawn_is_taken_out() external {
        _open(alice, 12_000 * UNIT);
        terms.report(alice, _one(address(weth)));
        _do(alice, _repay(ALL));
        terms.report(alice, _one(address(weth)));
        assertEq(_near(address(weth), 4_900), 0, "no debt");
        _do(alice, _borrow(12_000 * UNIT, alice));
        terms.report(alice, _one(address(weth)));
        assertEq(_near(address(weth), 4_900), 10e6);
        _do(alice, _repay(ALL), _withdraw(weth, ALL, alice));
        terms.report(alice, _one(address(weth)));
        assertEq(_near(address(weth), 4_900), 0, "no collateral");
    }

    /// Anyone may tell, as often as he likes: what is told is what the desk finds.
    function test_telling_twice_changes_nothing() external {
        _open(alice, 12_000 * UNIT);
        terms.report(alice, _one(address(weth)));
        vm.prank(makeAddr("stranger"));
        terms.report(alice, _one(address(weth)));
        assertEq(_near(address(weth), 4_900), 10e6);
    }

    function test_nothing_is_told_without_a_source_or_of_what_it_does_not_follow() external {
        vm.expectRevert(abi.encodeWithSelector(IRiskMonitor.NotFollowed.selector, address(token)));
        terms.report(alice, _one(address(token)));
        vm.prank(owner);
        terms.setRiskSource(address(0));
        vm.expectRevert(ICreditDesk.ZeroAddress.selector);
        terms.report(alice, _one(address(weth)));
    }
}
