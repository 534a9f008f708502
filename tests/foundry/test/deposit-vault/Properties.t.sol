// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {DepositVaultTest} from "./DepositVaultTest.sol";

/// ERC-4626 at random states of the book: previews, limits, round trips.
contract PropertiesTest is DepositVaultTest {
    function arranged(uint256 entropy) private returns (uint256 shares) {
        shares = depositAs(alice, 1e6 + (entropy >> 128) % 1e15);
        season(entropy);
    }

    // ------------------------------------------------------------------------------------------- previews and limits

    function testFuzz_preview_deposit(uint256 entropy, uint256 assets) external {
        arranged(entropy);
        assets = bound(assets, 1, 1e16);
        uint256 preview = vault.previewDeposit(assets);
        assertLe(preview, vault.convertToShares(assets), "entering costs no less than the worth");
        assertEq(depositAs(alice, assets), preview, "INV-MAX-01");
    }

    function testFuzz_preview_mint(uint256 entropy, uint256 shares) external {
        arranged(entropy);
        shares = bound(shares, 1, 1e22);
        uint256 preview = vault.previewMint(shares);
        assertGe(preview, vault.convertToAssets(shares), "entering costs no less than the worth");
        uint256 held = token.balanceOf(alice);
        vm.prank(alice);
        assertEq(vault.mint(shares, alice), preview, "INV-MAX-01");
        assertEq(token.balanceOf(alice), held - preview);
    }

    function testFuzz_preview_withdraw(uint256 entropy, uint256 assets) external {
        arranged(entropy);
        uint256 most = vault.maxWithdraw(alice);
        vm.assume(most != 0);
        assets = bound(assets, 1, most);
        uint256 preview = vault.previewWithdraw(assets);
        assertGe(preview, vault.convertToShares(assets), "leaving pays no more than the worth");
        vm.prank(alice);
        assertEq(vault.withdraw(assets, alice, alice), preview, "INV-MAX-01");
    }

    function testFuzz_preview_redeem(uint256 entropy, uint256 shares) external {
        arranged(entropy);
        uint256 most = vault.maxRedeem(alice);
        vm.assume(most > 1e8);
        shares = bound(shares, 1e8, most);
        uint256 preview = vault.previewRedeem(shares);
        assertLe(preview, vault.convertToAssets(shares), "leaving pays no more than the worth");
        vm.prank(alice);
        assertEq(vault.redeem(shares, alice, alice), preview, "INV-MAX-01");
    }

    /// Whatever the limits are: the most goes through, and where the sheet's limit binds, one more does not.
    function testFuzz_limits(uint256 entropy, uint256 limits) external {
        arranged(entropy);
        uint256 value = sheet.netValue();
        sheet.setLimits(limits % (2 * value), (limits >> 64) % (sheet.cash() + 1), (limits >> 128) % 1_000, limits >> 255 == 1);
        _most(abi.encodeCall(vault.deposit, (vault.maxDeposit(alice), alice)), vault.maxDeposit(alice));
        _most(abi.encodeCall(vault.mint, (vault.maxMint(alice), alice)), vault.maxMint(alice));
        _most(abi.encodeCall(vault.withdraw, (vault.maxWithdraw(alice), alice, alice)), vault.maxWithdraw(alice));
        _most(abi.encodeCall(vault.redeem, (vault.maxRedeem(alice), alice, alice)), vault.maxRedeem(alice));
    }

    function testFuzz_one_more_than_the_most_is_refused(uint256 entropy, uint256 limits) external {
        uint256 shares = arranged(entropy);
        sheet.setLimits(type(uint96).max, limits % (sheet.cash() + 1), sheet.feeBps(), false);
        uint256 most = vault.maxWithdraw(alice);
        vm.startPrank(alice);
        vm.expectRevert();
        vault.withdraw(most + 1, alice, alice);
        uint256 most_shares = vault.maxRedeem(alice);
        if (most_shares == shares || most_shares == 0) return;
        vm.expectRevert();
        vault.redeem(most_shares + 1, alice, alice);
    }

    function _most(bytes memory call, uint256 amount) private {
        if (amount == 0) return;
        uint256 snapshot = vm.snapshotState();
        vm.prank(alice);
        (bool success,) = address(vault).call(call);
        assertTrue(success, "INV-MAX-01");
        vm.revertToState(snapshot);
    }

    // ----------------------------------------------------------------------------------------------------- round trips

    function testFuzz_deposit_and_redeem_never_profits(uint256 entropy, uint256 assets) external {
        arranged(entropy);
        assets = bound(assets, 1e3, sheet.cash());
        uint256 shares = depositAs(alice, assets);
        vm.startPrank(alice);
        assertLe(vault.redeem(shares, alice, alice), assets, "a round trip never profits");
    }

    function testFuzz_deposit_and_withdraw_never_profits(uint256 entropy, uint256 assets) external {
        arranged(entropy);
        assets = bound(assets, 1e3, sheet.cash());
        uint256 before = vault.balanceOf(alice);
        depositAs(alice, assets);
        uint256 most = vault.maxWithdraw(alice);
        vm.startPrank(alice);
        vault.withdraw(assets < most ? assets : most, alice, alice);
        if (assets <= most) assertLe(vault.balanceOf(alice), before, "a round trip never profits");
    }

    function testFuzz_mint_and_redeem_never_profits(uint256 entropy, uint256 shares) external {
        arranged(entropy);
        shares = bound(shares, 1e9, 1e20);
        vm.startPrank(alice);
        uint256 paid = vault.mint(shares, alice);
        uint256 received = vault.previewRedeem(shares);
        assertLe(received, paid, "a round trip never profits");
        if (shares <= vault.maxRedeem(alice)) assertEq(vault.redeem(shares, alice, alice), received);
    }

    function testFuzz_redeem_and_deposit_never_profits(uint256 entropy, uint256 shares) external {
        arranged(entropy);
        uint256 most = vault.maxRedeem(alice);
        vm.assume(most > 1e8);
        shares = bound(shares, 1e8, most);
        vm.startPrank(alice);
        uint256 assets = vault.redeem(shares, alice, alice);
        assertLe(vault.deposit(assets, alice), shares, "a round trip never profits");
    }

    function testFuzz_conversions_never_profit(uint256 entropy, uint256 amount) external {
        arranged(entropy);
        amount = bound(amount, 0, 1e24);
        assertLe(vault.convertToAssets(vault.convertToShares(amount)), amount);
        assertLe(vault.convertToShares(vault.convertToAssets(amount)), amount);
    }

    // ------------------------------------------------------------------------------------------------------ share price

    /// INV-BOOK-03: what others do with the vault never lowers what a share is worth.
    function testFuzz_stayers_never_lose(uint256 entropy, uint256 amount, uint256 kind) external {
        arranged(entropy);
        uint256 unit = 1e24;
        uint256 before = vault.convertToAssets(unit);
        vm.startPrank(alice);
        if (kind % 4 == 0) {
            vault.deposit(bound(amount, 1e4, 1e16), alice);
        } else if (kind % 4 == 1) {
            vault.mint(bound(amount, 1, 1e22), alice);
        } else {
            uint256 most = kind % 4 == 2 ? vault.maxWithdraw(alice) : vault.maxRedeem(alice);
            vm.assume(most > 1e7);
            amount = bound(amount, 1e7, most);
            if (kind % 4 == 2) vault.withdraw(amount, alice, alice);
            else vault.redeem(amount, alice, alice);
        }
        assertGe(vault.convertToAssets(unit), before, "INV-BOOK-03");
    }

    function testFuzz_views_never_revert(uint256 entropy, uint128 amount, address account) external {
        arranged(entropy);
        amount = uint128(bound(amount, 1e8, 1e28));
        vault.totalAssets();
        vault.convertToAssets(amount);
        vault.convertToShares(amount);
        vault.previewDeposit(amount);
        vault.previewMint(amount);
        vault.previewWithdraw(amount);
        vault.previewRedeem(amount);
        vault.maxDeposit(account);
        vault.maxMint(account);
        vault.maxWithdraw(account);
        vault.maxRedeem(account);
        assertEq(vault.totalAssets(), sheet.netValue());
    }
}
