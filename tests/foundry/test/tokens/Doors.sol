// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICreditCallback} from "alm-interfaces/ICreditCallback.sol";
import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {CreditRouter} from "alm-examples/CreditRouter.sol";
import {LiquidatorBot} from "alm-examples/LiquidatorBot.sol";
import {PlainVault} from "../../src/mocks/strategies/PlainVault.sol";
import {IUniswapPool} from "../../src/real/IUniswap.sol";
import {PoolMarket} from "../../src/real/PoolMarket.sol";
import {UniswapTest} from "../../src/real/UniswapTest.sol";
import {TokenTest} from "./TokenTest.sol";

/// Takes collateral out, holds it for the length of a call, and puts it back.
contract Juggler is ICreditCallback {
    using SafeERC20 for IERC20;

    ICreditDesk private immutable DESK;
    IERC20 private immutable TOKEN;
    uint256 public held;

    constructor(ICreditDesk desk, IERC20 token) {
        (DESK, TOKEN) = (desk, token);
    }

    function run(ICreditDesk.Action[] calldata actions) external {
        DESK.execute(address(this), type(uint256).max, actions);
    }

    function onExecute(address, address, uint256, uint256, uint64) external {
        held = TOKEN.balanceOf(address(this));
        TOKEN.forceApprove(address(DESK), held);
    }

    function onLiquidate(address, address, uint256, address, uint256) external {}
}

/// @title Every door that moves tokens
/// @notice In and out through each, with the accounts to the unit.
abstract contract Doors is TokenTest, UniswapTest {
    using SafeERC20 for IERC20;

    function _pay(address token, address to, uint256 amount) internal override {
        _mint(IERC20(token), to, amount);
    }

    function test_deposits_and_exits() external {
        uint256 had = currency.balanceOf(alice);
        vm.startPrank(alice);
        uint256 shares = vault.deposit(1_000 * unit, alice);
        uint256 paid = vault.mint(shares, alice);
        assertApproxEqAbs(paid, 1_000 * unit, 1);
        assertEq(had - currency.balanceOf(alice), 1_000 * unit + paid, "INV-BOOK-01");
        vault.withdraw(500 * unit, carol, alice);
        assertEq(currency.balanceOf(carol), 500 * unit, "INV-BOOK-01");
        uint256 left = vault.redeem(vault.balanceOf(alice), alice, alice);
        assertApproxEqAbs(left, 1_500 * unit, 2);
        _check();
    }

    function test_exits_through_the_queue() external {
        uint256 shares = vault.balanceOf(bob) / 2;
        vm.startPrank(bob);
        vault.approve(address(queue), shares);
        queue.requestRedeem(shares, bob, bob);
        vm.stopPrank();
        _days(1);
        queue.settle();
        _days(1);
        uint256 due = queue.maxWithdraw(bob);
        assertApproxEqRel(due, 5_000_000 * unit, 1e9, "INV-QUEUE-01");
        vm.prank(bob);
        queue.withdraw(due, carol, bob);
        assertEq(currency.balanceOf(carol), due, "INV-QUEUE-01");
        _check();
    }

    function test_term_deposits() external {
        (address asset, uint64 maturity) = (address(currency), _maturity(4));
        uint256 had = currency.balanceOf(alice);
        vm.startPrank(alice);
        uint256 face = termDesk.deposit(asset, maturity, 1_000 * unit, 0, alice, ALL);
        assertEq(had - currency.balanceOf(alice), 1_000 * unit, "INV-BOOK-01");
        uint256 paid = termDesk.exit(asset, maturity, face / 2, 0, carol, alice, ALL);
        assertEq(currency.balanceOf(carol), paid, "INV-BOOK-01");
        vm.warp(maturity);
        termDesk.redeem(asset, maturity, face - face / 2, carol, alice);
        assertEq(currency.balanceOf(carol), paid + face - face / 2, "INV-LADDER-02");
        _check();
    }

    function test_loans() external {
        uint256 had = collateral.balanceOf(alice);
        _open(alice, 5_000 * unit);
        _do(alice, _action(4, currency, 2_000 * unit, 0, _maturity(8), carol));
        assertGt(currency.balanceOf(carol), 1_900 * unit);
        _check();
        _do(alice, _action(3, currency, 1_000 * unit, 0, 0, address(0)));
        _do(alice, _action(3, currency, ALL, 0, 0, address(0)));
        _do(alice, _action(5, currency, ALL, ALL, 0, address(0)));
        assertEq(credit.standing(alice).owed, 0);
        _do(alice, _action(1, collateral, piece, 0, 0, carol));
        _do(alice, _action(1, collateral, ALL, 0, 0, alice));
        assertEq(had - collateral.balanceOf(alice), piece, "custody");
        assertEq(collateral.balanceOf(carol), piece, "custody");
        _check();
    }

    /// Collateral is out while the caller runs: it has to be back at the end of the batch.
    function test_collateral_out_and_back_in_one_batch() external {
        Juggler juggler = new Juggler(credit, collateral);
        _mint(collateral, address(juggler), 10 * piece);
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](6);
        actions[0] = _action(6, collateral, 0, 0, 0, address(0));
        actions[1] = _action(0, collateral, 10 * piece, 0, 0, address(0));
        actions[2] = _action(2, currency, 10_000 * unit, ALL, 0, address(juggler));
        actions[3] = _action(1, collateral, ALL, 0, 0, address(juggler));
        actions[4] = actions[0];
        actions[5] = actions[1];
        juggler.run(actions);
        assertEq(juggler.held(), 10 * piece, "all of it, beside a debt");
        assertEq(credit.collateralOf(address(juggler), address(collateral)), 10 * piece);
        // Without the way back, there was no way out.
        actions[0] = actions[4] = actions[5] = _action(6, collateral, 0, 0, 0, address(0));
        actions[1] = actions[2] = actions[0];
        vm.expectPartialRevert(ICreditDesk.Undercollateralised.selector);
        juggler.run(actions);
    }

    function test_a_liquidation_with_capital() external {
        _open(alice, 14_500 * unit);
        price.push(1_800e8, block.timestamp);
        (uint256 had, uint256 debt) = (currency.balanceOf(bob), credit.standing(alice).owed);
        vm.prank(bob);
        (uint256 paid, uint256 seized) = credit.liquidate(_order(alice, carol));
        assertEq(had - currency.balanceOf(bob), paid, "INV-BOOK-01");
        assertEq(collateral.balanceOf(carol), seized, "custody");
        assertLt(credit.standing(alice).owed, debt);
        _check();
    }

    /// What is seized is sold in a pool of Uniswap, which meets the tokens as they are.
    function test_a_liquidation_sold_in_a_real_pool() external {
        IUniswapPool market = _pool(address(collateral), address(currency), 3_000, piece, 1_800 * unit);
        uint256 product = 1_000_000 * piece * 1_800 * unit;
        _provide(market, -887_220, 887_220, uint128(Math.sqrt(product)));
        LiquidatorBot bot = new LiquidatorBot(credit, bob);
        _open(alice, 14_500 * unit);
        price.push(1_800e8, block.timestamp);
        uint256 had = currency.balanceOf(bob);
        PoolMarket at = new PoolMarket(market);
        vm.prank(bob);
        uint256 profit = bot.liquidate(_order(alice, address(0)), at, 1);
        assertEq(currency.balanceOf(bob) - had, profit);
        assertGt(profit, 50 * unit);
        assertEq(currency.balanceOf(address(bot)) + collateral.balanceOf(address(bot)), 0, "it keeps nothing");
        _check();
    }

    function test_the_buffer_pool_and_a_strategy() external {
        PlainVault strategy = new PlainVault(currency);
        vm.prank(bob);
        uint256 shares = pool.deposit(1_000_000 * unit, bob);
        vm.prank(owner);
        pools.setStrategy(0, address(strategy), 5_000, 500, 1_000, 10_000);
        assertEq(pools.rebalance(0), int256(500_005 * unit), "half of all");
        assertEq(currency.allowance(address(pool), address(strategy)), 0, "no allowance stays");
        _check();
        vm.prank(bob);
        uint256 opens = pool.requestExit(shares);
        assertLt(pools.rebalance(0), 0, "fetched");
        vm.warp(opens);
        sheet.refreshRate(address(currency));
        vm.startPrank(bob);
        uint256 paid = pool.redeem(pool.maxRedeem(bob), carol, bob);
        assertEq(currency.balanceOf(carol), paid, "INV-BOOK-01");
        assertApproxEqRel(paid, 1_000_000 * unit, 1e9);
        _check();
    }

    /// The buffer lends for redemptions, and is repaid.
    function test_the_buffer_pool_and_the_book() external {
        vm.prank(bob);
        pool.deposit(1_000_000 * unit, bob);
        _do(alice, _action(0, collateral, 5_000 * piece, 0, 0, address(0)));
        _do(alice, _action(2, currency, 5_000_000 * unit, ALL, 0, alice));
        uint256 shares = vault.balanceOf(bob) * 9 / 10;
        vm.startPrank(bob);
        vault.approve(address(queue), shares);
        queue.requestRedeem(shares, bob, bob);
        vm.stopPrank();
        uint256 drawn = pools.draw();
        assertGt(drawn, 900_000 * unit, "INV-BUFFER-01");
        _check();
        _days(1);
        _do(alice, _action(3, currency, ALL, 0, 0, address(0)));
        queue.settle();
        assertGe(pools.collect(), drawn, "INV-BUFFER-01");
        assertEq(pools.accounts().lent, 0);
        _check();
    }

    function test_the_router() external {
        CreditRouter router = new CreditRouter(credit);
        vm.startPrank(alice);
        credit.setOperator(address(router), true);
        collateral.forceApprove(address(router), ALL);
        currency.forceApprove(address(router), ALL);
        CreditRouter.Payment[] memory payments = new CreditRouter.Payment[](1);
        payments[0] = CreditRouter.Payment(address(collateral), 10 * piece);
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](2);
        actions[0] = _action(0, collateral, 10 * piece, 0, 0, address(0));
        actions[1] = _action(2, currency, 5_000 * unit, ALL, 0, alice);
        router.execute(payments, ALL, actions);
        // More than the debt, twice: what is left goes back, and no allowance is in the way of the next.
        payments[0] = CreditRouter.Payment(address(currency), 6_000 * unit);
        actions[0] = actions[1] = _action(3, currency, 1_000 * unit, 0, 0, address(0));
        router.execute(payments, ALL, actions);
        router.execute(payments, ALL, actions);
        assertApproxEqRel(credit.standing(alice).owed, 1_000e18, 1e12);
        assertEq(currency.balanceOf(address(router)), 0, "nothing stays");
        _check();
    }
}
