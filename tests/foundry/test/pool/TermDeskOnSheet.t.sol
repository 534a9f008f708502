// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ITermDesk} from "alm-interfaces/ITermDesk.sol";
import {FixedBookTest} from "../fixed-book/FixedBookTest.sol";

/// The term desk on the balance sheet, the rate model and the vault, all as they ship.
contract TermDeskOnSheetTest is FixedBookTest {
    uint256 private constant ALWAYS = type(uint256).max;
    uint256 private constant RICHES = 1e24;
    /// What is deposited at least: a face of it, and of the half of it, is above the smallest there is.
    uint256 private constant LEAST = 4 * UNIT;

    ITermDesk private terms;
    address private alice = makeAddr("alice");

    function setUp() public override {
        super.setUp();
        terms = ITermDesk(deployStylus("term-desk", abi.encode(sheet)));
        vm.prank(owner);
        fixedBook.setTermDesk(address(token), address(terms));
        token.mint(alice, RICHES);
        vm.prank(alice);
        token.approve(address(terms), ALWAYS);
    }

    /// Quotes are kept to the unit, at any maturity and size the limits allow; claims are what the ladder owes.
    function testFuzz_quotes_are_kept(uint256 entropy, uint256 assets) external {
        uint64 maturity = _maturity(1 + entropy % 104);
        assets = bound(assets, LEAST, 200_000 * UNIT);
        address currency = address(token);
        uint256 id = terms.idOf(currency, maturity);
        uint256 quoted = terms.previewDeposit(currency, maturity, assets);
        vm.startPrank(alice);
        uint256 face = terms.deposit(currency, maturity, assets, quoted, alice, block.timestamp);
        assertEq(face, quoted, "INV-MAX-01");
        assertEq(_liabilities(maturity), terms.balanceOf(alice, id), "INV-LADDER-01");
        skip((entropy >> 32) % 1 days);
        uint256 part = bound(entropy >> 64, 10, face);
        quoted = terms.previewExit(currency, maturity, part);
        assertEq(terms.exit(currency, maturity, part, quoted, alice, alice, block.timestamp), quoted, "INV-MAX-01");
        assertEq(_liabilities(maturity), face - part, "INV-LADDER-01");
        assertEq(terms.balanceOf(alice, id), face - part, "INV-LADDER-01");
        assertEq(token.balanceOf(address(sheet)), sheet.book(currency).cash, "INV-BOOK-01");
    }

    /// A renewal keeps the quote, which is that of a deposit.
    function testFuzz_renewals_keep_their_quote(uint256 entropy, uint256 assets) external {
        uint64 matured = _maturity(1 + entropy % 8);
        assets = bound(assets, LEAST, 200_000 * UNIT);
        address currency = address(token);
        vm.prank(alice);
        uint256 face = terms.deposit(currency, matured, assets, 0, alice, ALWAYS);
        vm.warp(uint256(matured) + (entropy >> 32) % 6 days);
        sheet.refreshRate(currency);
        skip((entropy >> 64) % 1 days);
        uint64 maturity = _maturity(1 + (entropy >> 96) % 104);
        uint256 part = bound(entropy >> 128, LEAST / 2, face);
        uint256 quoted = terms.previewRollOver(currency, matured, part, maturity);
        assertEq(quoted, terms.previewDeposit(currency, maturity, part));
        uint256 held = token.balanceOf(address(sheet));
        vm.prank(alice);
        uint256 renewed = terms.rollOver(currency, matured, part, maturity, quoted, alice, alice, ALWAYS);
        assertEq(renewed, quoted, "INV-MAX-01");
        assertEq(token.balanceOf(address(sheet)), held, "INV-BOOK-01");
        assertEq(fixedBook.limits(currency).matured, face - part, "INV-LADDER-01");
        assertEq(_liabilities(maturity), renewed, "INV-LADDER-01");
    }

    /// In and out at once never profits, and takes nothing from the floating depositors.
    function testFuzz_a_round_trip_never_profits(uint256 entropy, uint256 assets) external {
        uint64 maturity = _maturity(1 + entropy % 104);
        assets = bound(assets, LEAST, 200_000 * UNIT);
        int256 before = _netValue();
        vm.startPrank(alice);
        uint256 face = terms.deposit(address(token), maturity, assets, 0, alice, ALWAYS);
        assertLe(terms.exit(address(token), maturity, face, 0, alice, alice, ALWAYS), assets, "INV-PHI-02");
        assertGe(_netValue(), before, "INV-BOOK-03");
    }

    function _liabilities(uint64 maturity) private view returns (uint256 liabilities) {
        (, liabilities) = _faces(maturity);
    }
}
