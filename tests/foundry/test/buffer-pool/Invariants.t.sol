// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBufferTreasury} from "alm-interfaces/IBufferTreasury.sol";
import {ITreasury} from "alm-interfaces/ITreasury.sol";
import {HostileVault} from "../../src/mocks/strategies/HostileVault.sol";
import {PlainVault} from "../../src/mocks/strategies/PlainVault.sol";
import {BufferHandler} from "./BufferHandler.sol";
import {BufferPoolTest} from "./BufferPoolTest.sol";

/// @title What always holds of a buffer pool and its book, whatever happens
contract BufferInvariants is BufferPoolTest {
    BufferHandler private handler;

    function setUp() public override {
        super.setUp();
        PlainVault plain = _plainVault();
        HostileVault hostile = new HostileVault(token);
        _addStrategy(0, address(plain), 4_000);
        _addStrategy(1, address(hostile), 2_000);
        handler = new BufferHandler(pool, queue, desk, address(this), plain, hostile);
        _supply(bob, 3_000_000 * UNIT);
        targetContract(address(handler));
    }

    function invariant_books_agree() external view {
        _check();
        assertEq(handler.broken(), "");
    }

    function invariant_shares_are_somebodys() external view {
        uint256 sum = pool.balanceOf(DEAD) + pool.balanceOf(bob) + pool.balanceOf(address(pool));
        uint256 waiting;
        for (uint256 i; i < 3; ++i) {
            sum += pool.balanceOf(handler.actors(i));
            (uint256 shares,,,) = pool.exitOf(handler.actors(i));
            waiting += shares;
        }
        assertEq(sum, pool.totalSupply(), "INV-SHARE-01");
        assertEq(waiting, pool.balanceOf(address(pool)), "INV-SHARE-01");
    }

    /// After a report, what the book counts on is no more than cash and strategies after haircuts.
    function invariant_reports_are_true() external {
        uint256 snapshot = vm.snapshotState();
        pools.report();
        IBufferTreasury.Accounts memory accounts = pools.accounts();
        ITreasury.Backing memory backing = book.backing(address(token));
        uint256 all = accounts.cash + accounts.invested;
        assertLe(backing.chargeable + backing.receivable, all > backing.receivable ? all : backing.receivable);
        assertLe(backing.countable, all, "INV-BUFFER-01");
        vm.revertToState(snapshot);
    }
}
