// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {LiquidatorBot} from "alm-examples/LiquidatorBot.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {IUniswapPool} from "../../src/real/IUniswap.sol";
import {PoolMarket} from "../../src/real/PoolMarket.sol";
import {UniswapTest} from "../../src/real/UniswapTest.sol";
import {CreditTest} from "../credit-desk/CreditTest.sol";

/// The example of a liquidator sells what it seizes in a pool of Uniswap v3.
contract LiquidatorAtPoolTest is CreditTest, UniswapTest {
    IUniswapPool private pool;
    PoolMarket private market;
    LiquidatorBot private bot;

    function setUp() public override {
        super.setUp();
        bot = new LiquidatorBot(credit, liquidator);
        pool = _pool(address(weth), address(token), 3_000, ETH, 2_000 * UNIT);
        market = new PoolMarket(pool);
        // 1,000 of the one and two million of the other.
        _provide(pool, -887_220, 887_220, uint128(44_721_359_549_995_793));
        skip(1 hours);
        _settle();
        _open(alice, 14_500 * UNIT);
    }

    function _pay(address asset, address to, uint256 amount) internal override {
        PlainToken(asset).mint(to, amount);
    }

    /// Somebody sells the price down by a tenth; the feed follows.
    function _fall() private {
        _sellBy(pool, address(weth), 1_000);
        _jump(weth, 1_800e8);
    }

    function test_a_liquidator_without_capital_sells_what_it_seizes() external {
        _fall();
        uint256 health = _health(alice);
        assertLt(health, WAD);
        (uint256 had, uint256 debt) = (token.balanceOf(liquidator), _debt(alice));
        vm.prank(liquidator);
        uint256 profit = bot.liquidate(_order(alice, weth, ALL), market, 1);
        assertEq(token.balanceOf(liquidator) - had, profit);
        // A part of the bonus, less the pool's fee and what the sale moves its price by.
        uint256 repaid = debt - _debt(alice);
        assertGt(profit, repaid / 50);
        assertLt(profit, repaid / 10);
        assertGt(_health(alice), health, "INV-CREDIT-03");
        assertEq(weth.balanceOf(address(bot)) + token.balanceOf(address(bot)), 0, "it keeps nothing");
        assertEq(weth.balanceOf(address(market)) + token.balanceOf(address(market)), 0, "nor does the market");
    }

    /// Where the pool pays less than what the debt costs, nothing happens at all.
    function test_a_liquidation_that_loses_is_undone() external {
        _fall();
        _sellBy(pool, address(weth), 2_000);
        vm.prank(liquidator);
        vm.expectPartialRevert(PoolMarket.PaidTooLittle.selector);
        bot.liquidate(_order(alice, weth, ALL), market, 0);
        assertEq(credit.collateralOf(alice, address(weth)), 10 * ETH);
    }

    /// A pool whose liquidity ends takes a part of the sale: it is undone too.
    function test_a_pool_that_runs_out_is_no_market() external {
        _fall();
        pool.burn(-887_220, 887_220, pool.liquidity());
        (, int24 tick,,,,,) = pool.slot0();
        int24 here = tick / 60 * 60;
        _provide(pool, here - 120, here + 120, 1e15);
        vm.prank(liquidator);
        vm.expectPartialRevert(PoolMarket.SoldTooLittle.selector);
        bot.liquidate(_order(alice, weth, ALL), market, 0);
    }
}
