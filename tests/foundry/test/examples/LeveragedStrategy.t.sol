// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {LeveragedStrategy} from "alm-examples/LeveragedStrategy.sol";
import {SwapCallback} from "alm-examples/SwapCallback.sol";
import {LeverageTest} from "./LeverageTest.sol";

/// The example of a leveraged position, at a credit desk as it ships.
contract LeveragedStrategyTest is LeverageTest {
    LeveragedStrategy private strategy;

    function setUp() public override {
        super.setUp();
        // The rounding of the debt is the owner's.
        strategy = new LeveragedStrategy(credit, alice, weth, token, 3.001e18);
        vm.prank(alice);
        weth.approve(address(strategy), ALL);
    }

    function test_increase_holds_three_times_the_money_and_owes_two() external {
        uint256 before = weth.balanceOf(alice);
        _increase(10 * ETH, 20 * ETH);
        ICreditDesk.Standing memory standing = credit.standing(address(strategy));
        assertEq(standing.owned, 60_000 * WAD, "30 at 2,000");
        assertApproxEqAbs(standing.owed, 40_000 * WAD, 1e13, "what was borrowed");
        assertApproxEqRel(strategy.leverage(), 3e18, 1e9);
        assertEq(before - weth.balanceOf(alice), 10 * ETH, "the owner's money");
        _checkEmpty(address(strategy));
    }

    function test_what_is_bought_beyond_the_least_is_the_owners() external {
        uint256 before = weth.balanceOf(alice);
        vm.prank(alice);
        strategy.increase(_trade(20_000 * UNIT, 9 * ETH), 10 * ETH, ALL, block.timestamp);
        assertEq(before - weth.balanceOf(alice), 9 * ETH, "one came back");
        _checkEmpty(address(strategy));
    }

    function test_decrease_and_close() external {
        uint256 before = weth.balanceOf(alice);
        _increase(10 * ETH, 20 * ETH);
        vm.startPrank(alice);
        strategy.decrease(_trade(10 * ETH, 20_000 * UNIT), 20_000 * UNIT, block.timestamp);
        assertApproxEqRel(strategy.leverage(), 2e18, 1e9);
        // All of the debt: what the sale brings beyond it is the owner's.
        strategy.decrease(_trade(11 * ETH, 22_000 * UNIT), ALL, block.timestamp);
        assertEq(strategy.leverage(), WAD, "no debt");
        strategy.withdraw(ALL);
        assertEq(before - weth.balanceOf(alice), ETH, "sold beyond the debt");
        assertEq(credit.accountOf(address(strategy)).collaterals, 0, "closed");
        _checkEmpty(address(strategy));
    }

    function test_more_leverage_than_set_is_refused() external {
        vm.prank(alice);
        vm.expectPartialRevert(LeveragedStrategy.LeverageExceeded.selector);
        strategy.increase(_trade(42_000 * UNIT, 21 * ETH), 10 * ETH, ALL, block.timestamp);
    }

    function test_more_leverage_than_the_desk_allows_is_refused() external {
        LeveragedStrategy bold = new LeveragedStrategy(credit, alice, weth, token, 10e18);
        vm.startPrank(alice);
        weth.approve(address(bold), ALL);
        vm.expectPartialRevert(ICreditDesk.Undercollateralised.selector);
        bold.increase(_trade(70_000 * UNIT, 35 * ETH), 10 * ETH, ALL, block.timestamp);
    }

    function test_a_worse_price_than_accepted_is_refused() external {
        market.setKept(1);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(SwapCallback.BoughtTooLittle.selector, 9.999e18, 10 * ETH));
        strategy.increase(_trade(20_000 * UNIT, 10 * ETH), 10 * ETH, ALL, block.timestamp);
    }

    function test_only_the_owner_and_only_its_tokens() external {
        SwapCallback.Trade memory trade = _trade(UNIT, 0);
        bytes memory reason = abi.encodeWithSelector(LeveragedStrategy.NotOwner.selector, bob);
        vm.startPrank(bob);
        vm.expectRevert(reason);
        strategy.increase(trade, 0, ALL, ALL);
        vm.expectRevert(reason);
        strategy.decrease(trade, 0, ALL);
        vm.expectRevert(reason);
        strategy.withdraw(1);
        vm.stopPrank();
        trade.collateral = address(wbtc);
        vm.prank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(LeveragedStrategy.OtherTokens.selector, address(token), address(wbtc))
        );
        strategy.increase(trade, 0, ALL, ALL);
    }

    function test_nobody_but_the_desk_calls_back() external {
        _checkStranger(strategy, SwapCallback.NotDesk.selector);
    }

    function test_constructor_refuses_a_missing_address() external {
        vm.expectRevert(SwapCallback.ZeroAddress.selector);
        new LeveragedStrategy(ICreditDesk(address(0)), alice, weth, token, 3e18);
        vm.expectRevert(SwapCallback.ZeroAddress.selector);
        new LeveragedStrategy(credit, address(0), weth, token, 3e18);
    }

    function _increase(uint256 own, uint256 bought) private {
        vm.prank(alice);
        strategy.increase(_trade(bought * 2_000 * UNIT / ETH, bought), own, ALL, block.timestamp);
    }
}
