// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditCallback} from "alm-interfaces/ICreditCallback.sol";
import {SwapCallback} from "alm-examples/SwapCallback.sol";
import {FixedMarket} from "../../src/mocks/FixedMarket.sol";
import {CreditTest} from "../credit-desk/CreditTest.sol";

/// @title A credit desk and a market beside it, at the prices of the feeds
abstract contract LeverageTest is CreditTest {
    FixedMarket internal market;

    function setUp() public virtual override {
        super.setUp();
        market = new FixedMarket();
        _quote(2_000);
    }

    /// The market's price of the first collateral, in whole units of the debt.
    function _quote(uint256 price) internal {
        market.setPrice(address(token), address(weth), ETH, price * UNIT);
        market.setPrice(address(weth), address(token), price * UNIT, ETH);
    }

    function _trade(uint256 sold, uint256 minBought) internal view returns (SwapCallback.Trade memory) {
        return SwapCallback.Trade(address(token), address(weth), sold, minBought, market);
    }

    /// Nobody but the desk calls back.
    function _checkStranger(ICreditCallback callee, bytes4 refusal) internal {
        bytes memory reason = abi.encodeWithSelector(refusal, bob);
        vm.startPrank(bob);
        vm.expectRevert(reason);
        callee.onExecute(alice, address(weth), 1, 0, 0);
        vm.expectRevert(reason);
        callee.onLiquidate(alice, address(token), 1, address(weth), 1);
        vm.stopPrank();
    }

    /// A contract that held nothing holds nothing, and leaves the desk no allowance.
    function _checkEmpty(address who) internal view {
        assertEq(token.balanceOf(who) + weth.balanceOf(who), 0, "nothing stays");
        assertEq(token.allowance(who, address(credit)), 0, "no allowance stays");
        assertEq(weth.allowance(who, address(credit)), 0, "no allowance stays");
    }
}
