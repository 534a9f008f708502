// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {LiquidatorBot} from "alm-examples/LiquidatorBot.sol";
import {LeverageTest} from "./LeverageTest.sol";

/// The example of a liquidator, at a credit desk as it ships.
contract LiquidatorBotTest is LeverageTest {
    LiquidatorBot private bot;

    function setUp() public override {
        super.setUp();
        bot = new LiquidatorBot(credit, liquidator);
        _open(alice, 14_000 * UNIT);
        _jump(weth, 1_700e8);
        _quote(1_700);
    }

    function test_liquidates_without_money_and_keeps_the_bonus() external {
        uint256 before = token.balanceOf(liquidator);
        vm.prank(liquidator);
        uint256 profit = bot.liquidate(_order(alice, weth, ALL), market, 1);
        assertEq(token.balanceOf(liquidator) - before, profit, "paid out");
        // Half of the bonus and a part of the other half, of what was repaid.
        assertApproxEqRel(profit, (14_000 * UNIT - _debt(alice)) * 619_047 / 1e7, 1e13);
        assertGt(_health(alice), 1.04e18, "saved");
        _checkEmpty(address(bot));
    }

    function test_a_bad_market_is_refused() external {
        market.setKept(100);
        vm.startPrank(liquidator);
        vm.expectPartialRevert(LiquidatorBot.ProfitTooSmall.selector);
        bot.liquidate(_order(alice, weth, ALL), market, 1_000 * UNIT);
        // It fetches less than the debt repaid: what the bot holds is not spent on it.
        market.setKept(2_000);
        token.mint(address(bot), 100_000 * UNIT);
        vm.expectRevert(abi.encodeWithSelector(LiquidatorBot.ProfitTooSmall.selector, 0, 0));
        bot.liquidate(_order(alice, weth, ALL), market, 0);
        assertEq(token.balanceOf(address(bot)), 100_000 * UNIT, "as before");
    }

    function test_a_healthy_account_is_left_alone() external {
        _jump(weth, 2_000e8);
        vm.prank(liquidator);
        vm.expectPartialRevert(ICreditDesk.Healthy.selector);
        bot.liquidate(_order(alice, weth, ALL), market, 0);
    }

    function test_only_the_owner_and_the_desk() external {
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(LiquidatorBot.NotOwner.selector, bob));
        bot.liquidate(_order(alice, weth, ALL), market, 0);
        _checkStranger(bot, LiquidatorBot.NotDesk.selector);
        vm.expectRevert(LiquidatorBot.ZeroAddress.selector);
        new LiquidatorBot(ICreditDesk(address(0)), bob);
    }
}
