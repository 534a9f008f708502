// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBufferPool} from "alm-interfaces/IBufferPool.sol";
import {IBufferTreasury} from "alm-interfaces/IBufferTreasury.sol";
import {ITreasury} from "alm-interfaces/ITreasury.sol";
import {MorphoTest} from "./MorphoTest.sol";

/// A treasury strategy that is a real lender: Morpho as its makers published it (npm: morpho-blue).
contract MorphoStrategyTest is MorphoTest {
    function test_what_the_market_earns_is_the_suppliers() external {
        _borrowThere(LENT / 10);
        skip(73 days);
        uint256 told = _told();
        // A tenth a year on a tenth of it, for a fifth of a year.
        assertApproxEqRel(told - LENT, LENT / 500, 0.02e18);
        uint256 before = pool.totalAssets();
        pools.report();
        assertEq(pools.strategy(0).value, told, "below the line: believed");
        assertEq(pool.totalAssets(), before, "nothing at once");
        skip(7 days);
        assertGe(pool.totalAssets(), before + told - LENT - 2, "after a week");
        _check();
    }

    function test_what_it_earns_beyond_the_line_is_not_believed() external {
        _borrowThere(LENT * 9 / 10);
        skip(73 days);
        assertGt(_told(), LENT * 115 / 100);
        pools.report();
        // A tenth a year.
        assertApproxEqAbs(pools.strategy(0).value, LENT * 102 / 100, 2, "INV-BUFFER-01");
        // It is there: what is fetched is worth more than it counted for, and that is a gain.
        _repayThere(type(uint96).max);
        int256 net = pools.accounts().net;
        vm.prank(owner);
        pools.setStrategy(0, address(strategy), 0, 0, 1_000, 0);
        pools.rebalance(0);
        assertEq(pools.accounts().net, net, "no jump");
        assertGt(pools.accounts().drip, 0);
        _check();
    }

    function test_borrowers_who_take_all_of_it_delay_nothing_else() external {
        _borrowThere(LENT);
        assertEq(strategy.maxWithdraw(address(pool)), 0);
        _squeeze();
        assertEq(pools.rebalance(0), 0, "there is nothing to fetch, and no revert");
        assertEq(pools.draw(), LENT, "the cash");
        assertEq(pools.draw(), 0);
        _check();
        // Each time a part comes back it goes where it was waited for.
        _repayThere(LENT / 5);
        assertEq(pools.rebalance(0), -int256(LENT / 5));
        assertEq(pools.draw(), LENT / 5);
        _repayThere(type(uint96).max);
        assertLt(pools.rebalance(0), -int256(LENT * 3 / 4));
        assertGt(pools.draw(), LENT * 3 / 4);
        _check();
    }

    /// What is lent out there bears losses as before, and is no liquidity of the book's.
    function test_what_borrowers_took_is_not_counted_on() external {
        ITreasury.Backing memory before = book.backing(address(token));
        assertEq(before.countable, LENT + LENT * 95 / 100, "after the haircut");
        _borrowThere(LENT * 4 / 5);
        pools.report();
        ITreasury.Backing memory told = book.backing(address(token));
        assertEq(told.countable, LENT + LENT / 5, "cash, and what could be withdrawn");
        assertApproxEqAbs(told.chargeable, before.chargeable, 1, "INV-LOSS-01");
        _borrowThere(strategy.available());
        pools.report();
        assertEq(book.backing(address(token)).countable, LENT, "INV-BUFFER-01: cash alone");
        // Whoever wants the book to know better tells it in the same transaction.
        _repayThere(type(uint96).max);
        pools.report();
        assertGe(book.backing(address(token)).countable, before.countable);
    }

    function test_who_leaves_is_paid_out_of_cash_and_waits_for_the_rest() external {
        uint256 opens = _request(bob, pool.balanceOf(bob));
        _borrowThere(LENT);
        pools.rebalance(0);
        vm.warp(opens);
        sheet.refreshRate(address(token));
        uint256 most = pool.maxWithdraw(bob);
        assertEq(most, pools.accounts().cash, "INV-MAX-01");
        vm.prank(bob);
        pool.withdraw(most, bob, bob);
        assertEq(pool.maxWithdraw(bob), 0, "INV-MAX-01");
        _repayThere(type(uint96).max);
        assertLt(pools.rebalance(0), 0);
        most = pool.maxRedeem(bob);
        assertEq(most, pool.balanceOf(address(pool)), "INV-MAX-01: all the rest");
        vm.prank(bob);
        pool.redeem(most, bob, bob);
        _check();
    }

    /// The order of losses: what Morpho loses is the suppliers' at once; what the book loses next finds that much less of them.
    function test_bad_debt_there_is_the_suppliers_loss_and_leaves_less_for_the_next() external {
        _borrowThere(LENT * 3 / 5);
        ITreasury.Backing memory before = book.backing(address(token));
        (int256 own, int256 depositors) = (pools.accounts().net, _netValue());
        _quote(700);
        _liquidateThere();
        uint256 lost = LENT - _told();
        assertGt(lost, LENT / 5);
        pools.report();
        assertEq(own - pools.accounts().net, int256(lost), "at once");
        assertEq(_netValue(), depositors, "INV-LOSS-01: depositors bear nothing of it");
        assertEq(pool.maxDeposit(alice), 0, "nobody enters for a day");
        ITreasury.Backing memory later = book.backing(address(token));
        assertApproxEqAbs(before.chargeable - later.chargeable, lost * 95 / 100, 1, "after the haircut");
        assertLt(later.countable, before.countable);
        // The book loses more than is left of them.
        uint256 loss = _lose(10);
        assertGt(loss, later.chargeable);
        assertEq(pools.accounts().charged, later.chargeable, "INV-LOSS-01: first");
        assertLt(_netValue(), depositors, "INV-LOSS-01: then depositors");
        pools.rebalance(0);
        assertEq(pools.cover(), later.chargeable, "INV-LOSS-01: paid");
        _check();
    }

    /// Whatever happens in the market: the pool answers, believes no more than it is told, and its books hold.
    /// forge-config: default.fuzz.runs = 48
    function testFuzz_a_market_of_any_weather(uint256[12] memory steps) external {
        for (uint256 i; i < steps.length; ++i) {
            _step(steps[i] % 6, steps[i] >> 8);
            pools.report();
            IBufferTreasury.Strategy memory now_ = pools.strategy(0);
            assertLe(now_.value, _told(), "INV-BUFFER-01: no more than told");
            assertLe(now_.value, now_.ceiling, "INV-BUFFER-01: nor than the line");
            uint256 reachable = pools.accounts().cash + strategy.maxWithdraw(address(pool));
            assertLe(book.backing(address(token)).countable, reachable, "INV-BUFFER-01: no more than could be fetched");
            _check();
        }
    }

    function _step(uint256 kind, uint256 entropy) private {
        uint256 most = strategy.available() * (entropy % 101) / 100;
        if (kind == 0 && most != 0) return _borrowThere(most);
        if (kind == 1) return _repayThere(_owedThere() * (entropy % 120) / 100 + 1);
        if (kind == 2) return skip(entropy % 20 days);
        if (kind == 3) return _crash();
        if (kind == 4) return _supplyOrLeave(entropy);
        pools.rebalance(0);
    }

    /// The collateral falls to a two-thousandth, if that leaves any loss.
    function _crash() private {
        _quote(1);
        if (_owedThere() > 2 * _pledged() * UNIT / 1e18) _liquidateThere();
        _quote(2_000);
    }

    function _supplyOrLeave(uint256 entropy) private {
        uint256 most = Math.min(pool.maxDeposit(alice), 100_000 * UNIT);
        if (most != 0) _supply(alice, 1 + entropy % most);
        uint256 due = pool.maxRedeem(alice);
        vm.startPrank(alice);
        if (due != 0) pool.redeem(due, alice, alice);
        else if (pool.balanceOf(alice) != 0) pool.requestExit(pool.balanceOf(alice));
        vm.stopPrank();
    }
}
