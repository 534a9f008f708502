// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {ITreasury} from "alm-interfaces/ITreasury.sol";
import {TreasuryTest} from "./TreasuryTest.sol";

/// @title A book that owes its term savers more than it has
/// @notice Two maturities, and a loan of more than the floating depositors own that is never paid.
contract DeficitTest is TreasuryTest {
    using Math for uint256;

    uint64 private near;
    uint64 private far;
    uint256 private nearFace;
    uint256 private farFace;

    function setUp() public override {
        super.setUp();
        near = _maturity(16);
        far = _maturity(26);
        nearFace = _fund(saver, near, 6_000_000 * UNIT);
        farFace = _fund(saver, far, 9_000_000 * UNIT);
        _days(1);
        uint256 lent;
        for (uint256 step = 1 << 24; step > 0; step >>= 1) {
            vm.prank(desk);
            try sheet.draw(address(token), step * UNIT, client) {
                lent += step;
            } catch {}
        }
        assertGt(lent, 11_000_000, "more than the floating depositors own");
        uint256 shares = sheet.lineOf(address(token), desk).debtShares;
        vm.prank(desk);
        treasury.writeOff(address(token), desk, shares);
        skip(1);
        assertLt(_netValue(), 0);
        assertEq(sheet.book(address(token)).equity, 0, "INV-LOSS-01");
        assertGt(_missing(), 0);
    }

    function _claims() private view returns (uint256) {
        return nearFace + farFace;
    }

    function _missing() private view returns (uint256) {
        IBalanceSheet.Book memory book = sheet.book(address(token));
        int256 left = book.netValue + int256(book.equity + book.drip);
        return left < 0 ? uint256(-left) : 0;
    }

    function _redeem(uint64 maturity, uint256 face) private returns (uint256 assets) {
        uint256 had = token.balanceOf(saver);
        uint256 cash = sheet.book(address(token)).cash;
        vm.prank(saver);
        assets = fixedBook.redeemFixed(address(token), maturity, face, saver);
        assertEq(token.balanceOf(saver), had + assets);
        assertEq(sheet.book(address(token)).cash, cash - assets, "INV-BOOK-01");
    }

    function test_each_claim_bears_its_part_of_what_is_missing() external {
        vm.warp(far);
        sheet.accrue(address(token));
        uint256 missing = _missing();
        uint256 borne = missing.mulDiv(nearFace, _claims(), Math.Rounding.Ceil);
        vm.expectEmit(address(sheet));
        emit IFixedBook.FixedRedeemed(address(token), saver, near, nearFace, nearFace - borne, client);
        vm.prank(saver);
        assertEq(fixedBook.redeemFixed(address(token), near, nearFace, client), nearFace - borne, "INV-LOSS-01");
        assertEq(_missing(), missing - borne, "INV-LOSS-01");
        assertEq(_redeem(far, farFace), farFace - (missing - borne), "INV-LOSS-01");
        assertEq(_missing(), 0, "INV-LOSS-01");
        assertEq(fixedBook.position(address(token)).matured, 0);
    }

    function test_who_comes_first_gains_nothing() external {
        vm.warp(far);
        uint256 state = vm.snapshotState();
        uint256 first = _redeem(near, nearFace);
        uint256 last = _redeem(far, farFace);
        vm.revertToState(state);
        assertApproxEqAbs(_redeem(far, farFace), last, 1, "INV-LOSS-01");
        assertApproxEqAbs(_redeem(near, nearFace), first, 1, "INV-LOSS-01");
    }

    function testFuzz_pieces_and_orders_pay_the_same(uint256 seed) external {
        vm.warp(uint256(far) + seed % (30 days));
        uint256 missing = _missing();
        uint256[2] memory left = [nearFace, farFace];
        uint256[2] memory paid;
        for (uint256 i; left[0] + left[1] > 0; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 which = left[0] == 0 ? 1 : left[1] == 0 ? 0 : seed & 1;
            uint256 face = i > 9 ? left[which] : bound(seed >> 1, 1, left[which]);
            left[which] -= face;
            paid[which] += _redeem(which == 0 ? near : far, face);
        }
        assertEq(paid[0] + paid[1], _claims() - missing, "INV-LOSS-01");
        uint256 fair = nearFace - missing.mulDiv(nearFace, _claims());
        assertApproxEqAbs(paid[0], fair, 14, "INV-LOSS-01: a unit for each payment");
    }

    function test_early_exits_bear_their_part() external {
        uint256 face = farFace / 3;
        uint256 missing = _missing();
        uint256 part = missing.mulDiv(face, _claims(), Math.Rounding.Ceil);
        uint256 quoted = fixedBook.previewDefundFixed(address(token), far, face);
        assertLt(quoted, face - part, "INV-LOSS-01");
        vm.prank(saver);
        assertEq(fixedBook.defundFixed(address(token), far, face, quoted, saver), quoted, "INV-MAX-01");
        // The others are owed no less than before: what left with it is at least its part.
        assertLe(_missing() * _claims(), missing * (_claims() - face), "INV-LOSS-01");
    }

    function test_nothing_enters_a_book_that_cannot_pay() external {
        bytes memory closed =
            abi.encodeWithSelector(IBalanceSheet.DepositsClosed.selector, int256(0), int256(_missing()));
        uint64 maturity = _maturity(20);
        vm.expectRevert(closed);
        fixedBook.previewFundFixed(address(token), maturity, 1_000 * UNIT);
        token.mint(address(sheet), 1_000 * UNIT);
        vm.expectRevert(closed);
        vm.prank(saver);
        fixedBook.fundFixed(address(token), maturity, 1_000 * UNIT, 0);
        assertEq(vault.maxDeposit(address(this)), 0, "INV-MAX-01");
        vm.expectPartialRevert(IBalanceSheet.DepositsClosed.selector);
        vault.deposit(1_000 * UNIT, address(this));
        vm.warp(near);
        vm.expectPartialRevert(IBalanceSheet.DepositsClosed.selector);
        vm.prank(saver);
        fixedBook.rollFixed(address(token), near, nearFace, far, 0);
    }

    function test_capital_makes_good_what_is_missing() external {
        vm.warp(far);
        sheet.accrue(address(token));
        uint256 missing = _missing();
        uint256 half = missing / 2;
        token.mint(address(sheet), missing + 5_000 * UNIT);
        vm.expectEmit(address(sheet));
        emit ITreasury.EquityContributed(address(token), address(this), half, half);
        treasury.contributeEquity(address(token), half);
        assertEq(sheet.book(address(token)).equity, 0);
        uint256 first = _redeem(near, nearFace);
        assertApproxEqAbs(first, nearFace - (missing - half).mulDiv(nearFace, _claims()), 1, "INV-LOSS-01");
        // Whoever stayed is paid in full by what comes now, and the rest is capital.
        uint256 rest = uint256(-_netValue());
        uint256 assets = missing + 5_000 * UNIT - half;
        vm.expectEmit(address(sheet));
        emit ITreasury.EquityContributed(address(token), address(this), assets, rest);
        treasury.contributeEquity(address(token), assets);
        assertEq(_netValue(), 0, "INV-LOSS-01");
        assertEq(sheet.book(address(token)).equity, assets - rest, "INV-BOOK-02");
        assertEq(_redeem(far, farFace), farFace, "INV-LOSS-01");
        _days(1);
        fixedBook.previewFundFixed(address(token), _maturity(20), 1_000 * UNIT);
    }
}
