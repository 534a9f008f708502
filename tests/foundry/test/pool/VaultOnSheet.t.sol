// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {SheetTest} from "../../src/stylus/SheetTest.sol";

/// @title Answers every question with one rate
contract FlatRate {
    uint256 private constant RATE = 3_170_979_198; // 10 % a year, wad per second

    fallback() external {
        uint256 rate = RATE;
        assembly ("memory-safe") {
            mstore(0, rate)
            return(0, 32)
        }
    }
}

/// The deposit vault on the balance sheet, both as they ship.
contract VaultOnSheetTest is SheetTest {
    address private constant DEAD = 0x000000000000000000000000000000000000dEaD;
    uint256 private constant UNIT = 1e6;

    PlainToken private token;
    IBalanceSheet private sheet;
    IDepositVault private vault;
    address private owner = makeAddr("owner");
    address private desk = makeAddr("desk");
    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");

    function setUp() public {
        vm.warp(1_700_000_000);
        token = new PlainToken(6);
        sheet = deploySheet(owner);
        vault = IDepositVault(deployStylus("deposit-vault", abi.encode(token, sheet, "ALM deposits", "alm")));
        vm.startPrank(owner);
        sheet.list(address(token), address(vault), address(new FlatRate()), _terms());
        sheet.setLine(address(token), desk, uint96(1_000_000_000 * UNIT));
        vm.stopPrank();
        address[3] memory depositors = [address(this), alice, bob];
        for (uint256 i; i < 3; ++i) {
            token.mint(depositors[i], 1e24);
            vm.prank(depositors[i]);
            token.approve(address(vault), type(uint256).max);
        }
        vault.deposit(10 * UNIT, DEAD);
    }

    function _terms() private pure returns (IBalanceSheet.Terms memory) {
        return IBalanceSheet.Terms({
            reserveFactor: 1_000,
            bufferShare: 500,
            outflowWeight: 10_000,
            runOffFloor: 1_000,
            curvature: 2_000,
            steepest: 1_000,
            neutralSurplus: 1_000,
            lendingSurplus: 500,
            exitSurplus: 0,
            scaleExponent: 9,
            minimumExponent: 6,
            depositCap: uint96(10_000_000_000 * UNIT)
        });
    }

    /// Several depositors, a day's figures, a loan of up to a half, months of time.
    function _season(uint256 entropy) private {
        vm.prank(alice);
        vault.deposit(1_000 * UNIT + entropy % (1_000_000 * UNIT), alice);
        vm.prank(bob);
        vault.deposit(1_000 * UNIT + (entropy >> 32) % (1_000_000 * UNIT), bob);
        _strike();
        uint256 loan = (entropy >> 64) % (sheet.book(address(token)).cash / 2);
        vm.prank(desk);
        // Refused where it is too small or leaves the lending edge.
        try sheet.draw(address(token), loan, desk) {} catch {}
        skip((entropy >> 128) % 90 days);
    }

    /// A day later, its figures and a rate.
    function _strike() private {
        skip(1 days);
        sheet.refreshRate(address(token));
        sheet.strike(address(token));
    }

    function test_a_loan_earns_for_the_depositors() external {
        vm.prank(alice);
        uint256 shares = vault.deposit(100_000 * UNIT, alice);
        vm.prank(bob);
        vault.deposit(100_000 * UNIT, bob);
        _strike();
        vm.prank(desk);
        sheet.draw(address(token), 20_000 * UNIT, desk);
        skip(365 days);
        // Nine tenths less a twentieth of 10 % on a tenth, continuously compounded: 0.85 * 2,103 for two.
        assertApproxEqRel(vault.convertToAssets(shares), 100_000 * UNIT + 0.85 * 2_103.4e6 / 2, 1e12);
        uint256 most = vault.maxWithdraw(alice);
        vm.prank(alice);
        vault.withdraw(most, alice, alice);
        assertGt(most, 70_000 * UNIT);
        assertEq(token.balanceOf(alice), 1e24 - 100_000 * UNIT + most);
    }

    function test_deposits_lie_in_the_book() external {
        vm.prank(alice);
        uint256 shares = vault.deposit(100 * UNIT, alice);
        IBalanceSheet.Book memory book = sheet.book(address(token));
        assertEq(book.cash, 110 * UNIT, "INV-BOOK-01");
        assertEq(uint256(book.netValue), 110 * UNIT, "INV-BOOK-02");
        assertEq(vault.totalAssets(), 110 * UNIT);
        assertEq(vault.convertToAssets(shares), 100 * UNIT);
        assertEq(token.balanceOf(address(sheet)), 110 * UNIT);
    }

    function test_only_the_vault_may_fund() external {
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.NotVault.selector, token, alice));
        vm.prank(alice);
        sheet.fund(address(token), 1, 1);
    }

    /// INV-MAX-01 on the real limits: every maximum above zero goes through, every preview is what happens.
    function testFuzz_maxima_and_previews(uint256 entropy) external {
        _season(entropy);
        uint256[4] memory most =
            [vault.maxDeposit(alice), vault.maxMint(alice), vault.maxWithdraw(alice), vault.maxRedeem(alice)];
        for (uint256 kind; kind < 4; ++kind) {
            if (most[kind] == 0) continue;
            uint256 snapshot = vm.snapshotState();
            _exchange(kind, most[kind]);
            vm.revertToState(snapshot);
            uint256 some = most[kind] / 3;
            if (some < 1e9) continue;
            uint256 preview = _preview(kind, some);
            assertEq(_exchange(kind, some), preview, "INV-MAX-01");
            vm.revertToState(snapshot);
        }
    }

    function testFuzz_round_trips_never_profit(uint256 entropy, uint256 assets) external {
        _season(entropy);
        assets = bound(assets, UNIT, 1_000_000 * UNIT);
        uint256 before = vault.convertToAssets(1e18);
        vm.startPrank(alice);
        uint256 shares = vault.deposit(assets, alice);
        assertGe(vault.convertToAssets(1e18), before, "INV-BOOK-03");
        if (shares > vault.maxRedeem(alice)) return;
        assertLe(vault.redeem(shares, alice, alice), assets, "a round trip never profits");
        assertGe(vault.convertToAssets(1e18), before, "INV-BOOK-03");
    }

    function _exchange(uint256 kind, uint256 amount) private returns (uint256) {
        vm.prank(alice);
        if (kind == 0) return vault.deposit(amount, alice);
        if (kind == 1) return vault.mint(amount, alice);
        if (kind == 2) return vault.withdraw(amount, alice, alice);
        return vault.redeem(amount, alice, alice);
    }

    function _preview(uint256 kind, uint256 amount) private view returns (uint256) {
        if (kind == 0) return vault.previewDeposit(amount);
        if (kind == 1) return vault.previewMint(amount);
        if (kind == 2) return vault.previewWithdraw(amount);
        return vault.previewRedeem(amount);
    }
}
