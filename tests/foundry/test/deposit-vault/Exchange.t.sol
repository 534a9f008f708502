// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {DepositVaultTest} from "./DepositVaultTest.sol";

/// Deposits, mints, withdrawals and redemptions, one by one.
contract ExchangeTest is DepositVaultTest {
    uint256 private constant UNIT = 1e6; // of the asset; a share has 1e12

    function test_the_seed_is_priced_like_any_deposit() external view {
        assertEq(vault.balanceOf(DEAD), SEED * 1e6);
        assertEq(vault.totalSupply(), SEED * 1e6);
        assertEq(vault.totalAssets(), SEED);
        assertEq(sheet.cash(), SEED);
        assertEq(vault.topHolding(), SEED * 1e6);
    }

    function test_deposit_moves_issues_and_tells() external {
        vm.expectEmit(address(vault));
        emit IDepositVault.Transfer(address(0), bob, 5 * UNIT * 1e6);
        vm.expectEmit(address(vault));
        emit IDepositVault.Deposit(alice, bob, 5 * UNIT, 5 * UNIT * 1e6);
        vm.prank(alice);
        uint256 shares = vault.deposit(5 * UNIT, bob);
        assertEq(shares, vault.balanceOf(bob));
        assertEq(token.balanceOf(alice), RICHES - 5 * UNIT);
        assertEq(token.balanceOf(address(vault)), 0, "the vault holds no assets");
        assertEq(sheet.cash(), SEED + 5 * UNIT);
    }

    function test_mint_issues_exactly() external {
        sheet.setPrices(3_000, 0); // a share costs more than it is worth
        uint256 wanted = 7_000_000_000_001;
        vm.expectEmit(address(vault));
        emit IDepositVault.Deposit(alice, alice, vault.previewMint(wanted), wanted);
        vm.prank(alice);
        uint256 assets = vault.mint(wanted, alice);
        assertEq(vault.balanceOf(alice), wanted);
        assertEq(token.balanceOf(alice), RICHES - assets);
        assertGt(assets, vault.convertToAssets(wanted));
    }

    function test_withdraw_pays_exactly_and_burns_the_fee() external {
        depositAs(alice, 100 * UNIT);
        sheet.setLimits(type(uint96).max, 0, 50, false);
        uint256 expected = vault.previewWithdraw(20 * UNIT);
        vm.expectEmit(address(vault));
        emit IDepositVault.Transfer(alice, address(0), expected);
        vm.expectEmit(address(vault));
        emit IDepositVault.Withdraw(alice, bob, alice, 20 * UNIT, expected);
        vm.prank(alice);
        uint256 burned = vault.withdraw(20 * UNIT, bob, alice);
        assertEq(burned, expected);
        assertGt(burned, vault.convertToShares(20 * UNIT));
        assertEq(token.balanceOf(bob), RICHES + 20 * UNIT);
        assertEq(sheet.pot(), 100_503); // ceil(20.100503 x 0.5 %)
    }

    function test_redeem_burns_exactly() external {
        uint256 shares = depositAs(alice, 100 * UNIT);
        sheet.setPrices(0, 1_000); // exits at nine tenths
        vm.expectEmit(address(vault));
        emit IDepositVault.Transfer(alice, address(0), shares / 2);
        vm.prank(alice);
        uint256 assets = vault.redeem(shares / 2, alice, alice);
        assertEq(assets, 45 * UNIT);
        assertEq(vault.balanceOf(alice), shares / 2);
    }

    function test_shares_of_another_are_burned_by_allowance() external {
        uint256 shares = depositAs(alice, 100 * UNIT);
        vm.prank(alice);
        vault.approve(bob, shares / 2);
        vm.prank(bob);
        vault.redeem(shares / 4, bob, alice);
        vm.prank(bob);
        uint256 burned = vault.withdraw(10 * UNIT, bob, alice);
        uint256 left = shares / 2 - shares / 4 - burned;
        assertEq(vault.allowance(alice, bob), left);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositVault.ERC20InsufficientAllowance.selector, bob, left, shares / 4)
        );
        vm.prank(bob);
        vault.redeem(shares / 4, bob, alice);
        vm.expectPartialRevert(IDepositVault.ERC20InsufficientAllowance.selector);
        vm.prank(bob);
        vault.withdraw(40 * UNIT, bob, alice);
        assertEq(vault.allowance(alice, bob), left, "a refused exit spends nothing");
    }

    function test_nothing_is_refused() external {
        bytes memory error = abi.encodeWithSelector(IDepositVault.ZeroAmount.selector, 0, 1);
        bytes[4] memory calls = [
            abi.encodeCall(vault.deposit, (0, alice)),
            abi.encodeCall(vault.mint, (0, alice)),
            abi.encodeCall(vault.withdraw, (0, alice, alice)),
            abi.encodeCall(vault.redeem, (0, alice, alice))
        ];
        for (uint256 i; i < 4; ++i) {
            vm.expectRevert(error);
            vm.prank(alice);
            (bool isRefused,) = address(vault).call(calls[i]);
            assertTrue(isRefused);
        }
        depositAs(alice, UNIT);
        vm.expectRevert(error); // a single share is worth less than one unit
        vm.prank(alice);
        vault.redeem(1, alice, alice);
    }

    function test_what_has_no_price_has_no_maximum() external {
        depositAs(alice, UNIT);
        vm.prank(alice);
        vault.transfer(bob, 7); // worth less than a unit
        assertEq(vault.maxRedeem(bob), 0, "INV-MAX-01");
        assertEq(vault.maxWithdraw(bob), 0, "INV-MAX-01");
        assertEq(vault.previewRedeem(0), 0);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.ZeroAmount.selector, 0, 1));
        vault.previewRedeem(7);
        sheet.setLimits(sheet.netValue() + 1, 0, 0, false);
        lend(1);
        sheet.setIncome(1e18); // a unit buys less than a share
        skip(365 days);
        sheet.setLimits(sheet.netValue() + 1, 0, 0, false);
        assertEq(vault.maxDeposit(alice), 0, "INV-MAX-01");
        assertEq(vault.maxMint(alice), 0, "INV-MAX-01");
    }

    function test_the_zero_receiver_is_refused() external {
        uint256 shares = depositAs(alice, UNIT);
        bytes memory error = abi.encodeWithSelector(IDepositVault.ERC20InvalidReceiver.selector, address(0));
        vm.startPrank(alice);
        vm.expectRevert(error);
        vault.deposit(UNIT, address(0));
        vm.expectRevert(error);
        vault.mint(UNIT, address(0));
        vm.expectRevert(error);
        vault.withdraw(UNIT, address(0), alice);
        vm.expectRevert(error);
        vault.redeem(shares, address(0), alice);
        vm.expectRevert(error);
        vault.transfer(address(0), 1);
        assertEq(vault.maxDeposit(address(0)), 0);
        assertEq(vault.maxMint(address(0)), 0);
    }

    function test_more_than_there_is_is_refused() external {
        uint256 shares = depositAs(alice, 100 * UNIT);
        vm.startPrank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositVault.ERC4626ExceededMaxRedeem.selector, alice, shares + 1, shares)
        );
        vault.redeem(shares + 1, alice, alice);
        uint256 needed = vault.previewWithdraw(100 * UNIT + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositVault.ERC20InsufficientBalance.selector, alice, shares, needed)
        );
        vault.withdraw(100 * UNIT + 1, alice, alice);
        assertEq(vault.balanceOf(alice), shares);
        assertEq(sheet.cash(), SEED + 100 * UNIT, "no state change");
    }

    function test_more_than_a_number_holds_is_refused() external {
        uint256 shares = depositAs(alice, 100 * UNIT);
        sheet.setLimits(1_000 * UNIT, 0, 0, false);
        uint256 huge = 1 << 128;
        vm.startPrank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositVault.ERC4626ExceededMaxDeposit.selector, bob, 1 << 96, 890 * UNIT)
        );
        vault.deposit(1 << 96, bob);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositVault.ERC4626ExceededMaxMint.selector, bob, huge, 890 * UNIT * 1e6)
        );
        vault.mint(huge, bob);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositVault.ERC4626ExceededMaxWithdraw.selector, alice, 1 << 96, 100 * UNIT)
        );
        vault.withdraw(1 << 96, bob, alice);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositVault.ERC4626ExceededMaxRedeem.selector, alice, huge, shares)
        );
        vault.redeem(huge, bob, alice);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositVault.AmountTooLarge.selector, huge, type(uint128).max)
        );
        vault.previewDeposit(huge);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositVault.AmountTooLarge.selector, type(int256).max, type(uint128).max)
        );
        vault.convertToShares(type(uint256).max);
    }

    function test_shares_beyond_the_ledger_are_refused() external {
        lend(SEED - SEED / 100);
        sheet.lose(SEED - SEED / 100); // a share is worth a hundredth
        uint256 assets = type(uint96).max - SEED;
        uint256 shares = vault.previewDeposit(assets);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDepositVault.SupplyTooLarge.selector, SEED * 1e6 + shares, (uint256(1) << 120) - 1
            )
        );
        depositAs(alice, assets);
        assertEq(vault.maxDeposit(alice), 0, "INV-MAX-01");
        assertEq(vault.maxMint(alice), 0, "INV-MAX-01");
    }

    function test_the_sheets_refusals_are_passed_on() external {
        uint256 shares = depositAs(alice, 100 * UNIT);
        sheet.setLimits(120 * UNIT, 30 * UNIT, 0, false);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.CapExceeded.selector, 121 * UNIT, 120 * UNIT));
        vault.deposit(11 * UNIT, alice);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.CashShort.selector, 80 * UNIT, 100 * UNIT));
        vault.redeem(shares, alice, alice);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.CashShort.selector, 80 * UNIT, 81 * UNIT));
        vault.withdraw(81 * UNIT, alice, alice);
        sheet.setLimits(120 * UNIT, 0, 0, true);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.Paused.selector, 1, 0));
        vault.deposit(UNIT, alice);
        assertEq(vault.maxMint(alice), 0, "INV-MAX-01");
        assertEq(vault.balanceOf(alice), shares, "no state change");
    }

    function test_a_vault_the_sheet_does_not_know_is_refused() external {
        (IDepositVault other,) = deployVault(address(token));
        sheet.setVault(address(other));
        vm.expectRevert(
            abi.encodeWithSelector(IBalanceSheet.NotVault.selector, address(token), address(vault))
        );
        depositAs(alice, UNIT);
    }

    function test_the_sheet_hears_of_the_largest_holder() external {
        depositAs(alice, 100 * UNIT);
        depositAs(bob, 30 * UNIT);
        vm.prank(bob);
        vault.withdraw(UNIT, bob, bob);
        assertEq(sheet.lastTop(), vault.balanceOf(alice));
    }
}
