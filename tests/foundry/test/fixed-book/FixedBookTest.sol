// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {IRateModel} from "alm-interfaces/IRateModel.sol";
import {StandardTerms} from "../../src/StandardTerms.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {SheetTest} from "../../src/stylus/SheetTest.sol";

/// @title A book with floating deposits, a floating loan, a term desk and a desk that lends for a term
/// @notice Both programs of the balance sheet, the rate model and the vault as they ship.
abstract contract FixedBookTest is SheetTest {
    address internal constant DEAD = 0x000000000000000000000000000000000000dEaD;
    uint256 internal constant UNIT = 1e6;
    uint256 internal constant WEEK = 604_800;
    uint64 internal constant RATE = 0.08e18;

    PlainToken internal token;
    IBalanceSheet internal sheet;
    IFixedBook internal fixedBook;
    IRateModel internal model;
    IDepositVault internal vault;
    address internal owner = makeAddr("owner");
    address internal desk = makeAddr("desk");
    address internal saver = makeAddr("term desk");
    address internal client = makeAddr("client");

    function setUp() public virtual {
        vm.warp(1_700_000_000);
        token = new PlainToken(6);
        sheet = deploySheet(owner);
        fixedBook = IFixedBook(address(sheet));
        model = IRateModel(deployStylus("rate-model", abi.encode(owner)));
        vault = IDepositVault(deployStylus("deposit-vault", abi.encode(token, sheet, "ALM deposits", "alm")));
        vm.startPrank(owner);
        model.list(address(token), address(sheet), RATE, 0.5e18, StandardTerms.spreads());
        sheet.list(address(token), address(vault), address(model), _terms());
        sheet.setLine(address(token), desk, uint96(1_000_000_000 * UNIT));
        fixedBook.setFixedTerms(address(token), _fixedTerms());
        fixedBook.setTermDesk(address(token), saver);
        fixedBook.setFixedLine(address(token), desk, uint96(1_000_000_000 * UNIT), uint96(1_000_000 * UNIT));
        vm.stopPrank();
        token.mint(address(this), 1e24);
        token.approve(address(vault), type(uint256).max);
        vault.deposit(10 * UNIT, DEAD);
        vault.deposit(10_000_000 * UNIT, address(this));
        address[] memory holders = new address[](1);
        holders[0] = address(this);
        _days(1);
        vm.prank(desk);
        sheet.draw(address(token), 1_000_000 * UNIT, client);
        _days(1);
    }

    function _terms() internal pure returns (IBalanceSheet.Terms memory) {
        return StandardTerms.book(6);
    }

    function _fixedTerms() internal pure returns (IFixedBook.FixedTerms memory) {
        return StandardTerms.fixedPositions(6);
    }

    /// Days later, each with its rate and its strike.
    function _days(uint256 count) internal {
        for (uint256 i; i < count; ++i) {
            skip(1 days);
            sheet.refreshRate(address(token));
            sheet.strike(address(token));
        }
    }

    /// A grid date so many weeks ahead.
    function _maturity(uint256 weeksAhead) internal view returns (uint64) {
        return uint64((block.timestamp / WEEK + weeksAhead) * WEEK);
    }

    function _fund(address from, uint64 maturity, uint256 assets) internal returns (uint256 face) {
        token.mint(address(sheet), assets);
        vm.prank(from);
        face = fixedBook.fundFixed(address(token), maturity, assets, 0);
    }

    function _restore(uint64 maturity, uint256 face, uint256 slope) internal returns (uint256 assets) {
        assets = fixedBook.previewRestoreFixed(address(token), maturity, face, slope);
        token.mint(address(sheet), assets);
        vm.prank(desk);
        assertEq(fixedBook.restoreFixed(address(token), maturity, face, slope, assets), assets, "INV-MAX-01");
    }

    function _faces(uint64 maturity) internal view returns (uint256 assets, uint256 liabilities) {
        (uint64 first, uint256[104] memory faces) = fixedBook.ladder(address(token));
        uint256 cell = faces[(maturity - first) / WEEK];
        return (cell >> 128, uint256(uint128(cell)));
    }

    function _netValue() internal view returns (int256) {
        return sheet.book(address(token)).netValue;
    }
}
