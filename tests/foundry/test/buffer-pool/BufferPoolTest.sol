// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBufferPool} from "alm-interfaces/IBufferPool.sol";
import {IBufferTreasury} from "alm-interfaces/IBufferTreasury.sol";
import {IRedeemQueue} from "alm-interfaces/IRedeemQueue.sol";
import {ITreasury} from "alm-interfaces/ITreasury.sol";
import {StandardTerms} from "../../src/StandardTerms.sol";
import {PlainVault} from "../../src/mocks/strategies/PlainVault.sol";
import {FixedBookTest} from "../fixed-book/FixedBookTest.sol";

/// @title A buffer pool behind a book, with a queue in front of it, all as they ship
abstract contract BufferPoolTest is FixedBookTest {
    uint256 internal constant COOLDOWN = 30 days;

    IBufferPool internal pool;
    IBufferTreasury internal pools;
    ITreasury internal book;
    IRedeemQueue internal queue;
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");

    function setUp() public virtual override {
        super.setUp();
        book = ITreasury(address(sheet));
        queue = IRedeemQueue(deployStylus("redeem-queue", abi.encode(vault, 1e12)));
        bytes memory arguments = abi.encode(token, sheet, "ALM buffer", "almB", owner);
        pool = IBufferPool(deployStylus("buffer-pool", arguments));
        pools = IBufferTreasury(address(pool));
        vm.startPrank(owner);
        vault.setQueue(address(queue));
        book.setBuffer(address(token), address(pool));
        pools.setTerms(_bufferTerms());
        vm.stopPrank();
        for (uint256 i; i < 3; ++i) {
            address who = [address(this), alice, bob][i];
            token.mint(who, 1e24);
            vm.prank(who);
            token.approve(address(pool), type(uint256).max);
        }
        pool.deposit(10 * UNIT, DEAD);
    }

    function _bufferTerms() internal pure returns (IBufferTreasury.BufferTerms memory) {
        return StandardTerms.buffer(6);
    }

    function _supply(address who, uint256 assets) internal returns (uint256 shares) {
        vm.prank(who);
        shares = pool.deposit(assets, who);
    }

    function _request(address who, uint256 shares) internal returns (uint256 opens) {
        vm.prank(who);
        opens = pool.requestExit(shares);
    }

    function _addStrategy(uint256 index, address strategy, uint256 cap) internal {
        vm.prank(owner);
        pools.setStrategy(index, strategy, cap, 500, 1_000, 10_000);
    }

    function _plainVault() internal returns (PlainVault) {
        return new PlainVault(token);
    }

    /// The desk gives up so many tenths of its debt.
    function _lose(uint256 tenths) internal returns (uint256 loss) {
        uint256 shares = sheet.lineOf(address(token), desk).debtShares * tenths / 10;
        vm.prank(desk);
        loss = book.writeOff(address(token), desk, shares);
    }

    /// The desk lends most of the cash, and nine tenths of the deposits ask to leave.
    function _squeeze() internal {
        vm.prank(desk);
        sheet.draw(address(token), 3_500_000 * UNIT, client);
        uint256 shares = vault.balanceOf(address(this)) * 9 / 10;
        vault.approve(address(queue), shares);
        queue.requestRedeem(shares, address(this), address(this));
    }

    /// What always holds of a pool and its book.
    function _check() internal view {
        IBufferTreasury.Accounts memory accounts = pools.accounts();
        ITreasury.Backing memory backing = book.backing(address(token));
        assertGe(token.balanceOf(address(pool)), accounts.cash, "INV-BOOK-01");
        assertEq(token.balanceOf(address(sheet)), sheet.book(address(token)).cash, "INV-BOOK-01");
        assertLe(accounts.lent, backing.owed, "INV-BUFFER-01");
        assertEq(accounts.charged, backing.receivable, "INV-LOSS-01");
        int256 net = int256(accounts.cash + accounts.invested + accounts.lent);
        net -= int256(accounts.charged + accounts.drip);
        assertEq(accounts.net, net, "INV-BUFFER-01");
        assertEq(pool.totalAssets(), net > 0 ? uint256(net) : 0, "INV-BUFFER-01");
    }
}
