// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBufferPool} from "alm-interfaces/IBufferPool.sol";
import {IBufferTreasury} from "alm-interfaces/IBufferTreasury.sol";
import {ITreasury} from "alm-interfaces/ITreasury.sol";
import {BufferPoolTest} from "./BufferPoolTest.sol";

/// @title Entering a buffer pool
contract SupplyTest is BufferPoolTest {
    function test_what_is_supplied_counts_for_the_book() external {
        int256 surplus = fixedBook.limits(address(token)).surplus;
        uint256 shares = _supply(alice, 1_000_000 * UNIT);
        assertEq(shares, 1_000_000 * UNIT * 1e6);
        assertEq(pool.totalAssets(), 1_000_010 * UNIT);
        ITreasury.Backing memory backing = book.backing(address(token));
        assertEq(backing.countable, 1_000_010 * UNIT, "INV-BUFFER-01");
        assertEq(backing.chargeable, 1_000_010 * UNIT, "INV-BUFFER-01");
        int256 rise = fixedBook.limits(address(token)).surplus - surplus;
        assertEq(rise, int256(1_000_000 * UNIT), "it is liquidity");
        _check();
    }

    function test_buffer_units_are_not_the_books_cash() external {
        uint256 cash = sheet.book(address(token)).cash;
        _supply(alice, 1_000_000 * UNIT);
        assertEq(sheet.book(address(token)).cash, cash, "INV-BUFFER-01: they fund no loan");
        assertEq(token.balanceOf(address(pool)), 1_000_010 * UNIT);
    }

    function test_the_first_supplier_robs_nobody() external {
        IBufferPool fresh =
            IBufferPool(deployStylus("buffer-pool", abi.encode(token, sheet, "Fresh", "F", address(this))));
        IBufferTreasury(address(fresh)).setTerms(_bufferTerms());
        token.approve(address(fresh), type(uint256).max);
        fresh.deposit(1, address(this));
        assertTrue(token.transfer(address(fresh), 1_000_000 * UNIT));
        vm.startPrank(alice);
        token.approve(address(fresh), type(uint256).max);
        uint256 shares = fresh.deposit(500_000 * UNIT, alice);
        vm.stopPrank();
        assertGe(fresh.convertToAssets(shares), 500_000 * UNIT - 2, "INV-BOOK-03: the gift is not released yet");
        skip(7 days);
        assertGe(fresh.convertToAssets(shares), 500_000 * UNIT - 2, "and is then mostly others'");
    }

    function test_deposits_end_at_the_cap() external {
        uint256 room = 100_000_000 * UNIT - 10 * UNIT;
        assertEq(pool.maxDeposit(alice), room);
        bytes memory refusal = abi.encodeWithSelector(
            IBufferPool.ERC4626ExceededMaxDeposit.selector, alice, room + 1, room
        );
        vm.startPrank(alice);
        vm.expectRevert(refusal);
        pool.deposit(room + 1, alice);
        pool.deposit(room, alice);
        assertEq(pool.maxDeposit(alice), 0);
        assertEq(pool.maxMint(alice), 0);
        vm.stopPrank();
    }

    function test_refusals() external {
        vm.expectRevert(abi.encodeWithSelector(IBufferPool.ERC20InvalidReceiver.selector, address(0)));
        pool.deposit(1 * UNIT, address(0));
        vm.expectRevert(abi.encodeWithSelector(IBufferPool.ERC20InvalidReceiver.selector, address(pool)));
        pool.deposit(1 * UNIT, address(pool));
        assertEq(pool.maxDeposit(address(pool)), 0, "INV-MAX-01");
        vm.expectRevert(abi.encodeWithSelector(IBufferPool.ZeroAmount.selector, int256(0), int256(1)));
        pool.deposit(0, alice);
        vm.expectRevert(IBufferPool.NoPreview.selector);
        pool.previewRedeem(1);
        vm.expectRevert(IBufferPool.NoPreview.selector);
        pool.previewWithdraw(1);
    }

    /// After a gift, a loss and a week, previews are what happens, and a supplier takes nothing from the others.
    function testFuzz_previews_and_maxima(uint256 assets, uint256 gift, uint256 tenths, uint256 wait) external {
        _supply(bob, 500_000 * UNIT);
        assertTrue(token.transfer(address(pool), bound(gift, 0, 100_000 * UNIT)));
        pools.report();
        if (tenths % 4 != 0) _lose(tenths % 4);
        skip(wait % 8 days);
        uint256 most = pool.maxDeposit(alice);
        assertGt(most, 0);
        assets = bound(assets, 1, most);
        uint256 price = pool.convertToAssets(1e18);
        uint256 snapshot = vm.snapshotState();
        uint256 preview = pool.previewDeposit(assets);
        if (preview != 0) assertEq(_supply(alice, assets), preview, "INV-MAX-01");
        assertGe(pool.convertToAssets(1e18), price, "INV-BOOK-03");
        vm.revertToState(snapshot);
        assertGt(_supply(alice, most), 0, "INV-MAX-01");
        vm.revertToState(snapshot);
        uint256 shares = pool.maxMint(alice);
        uint256 cost = pool.previewMint(shares);
        vm.prank(alice);
        assertEq(pool.mint(shares, alice), cost, "INV-MAX-01");
        assertGe(pool.convertToAssets(1e18), price, "INV-BOOK-03");
        _check();
    }
}
