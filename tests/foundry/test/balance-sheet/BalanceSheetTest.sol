// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {StubRateModel} from "../../src/mocks/StubRateModel.sol";
import {StubVault} from "../../src/mocks/StubVault.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {FloatingBook} from "../../src/model/FloatingBook.sol";
import {SheetTest} from "../../src/stylus/SheetTest.sol";

/// @title A balance sheet with one book, a vault and a rate model that are told what to say, a desk without code
/// @notice Whatever is done is done to a model of the book too: both must answer alike, byte for byte.
abstract contract BalanceSheetTest is SheetTest {
    /// 10 % a year, wad per second.
    uint256 internal constant RATE = 3_170_979_198;
    uint256 internal constant ALL = type(uint256).max;

    IBalanceSheet internal sheet;
    PlainToken internal token;
    StubVault internal vault;
    StubRateModel internal rates;
    FloatingBook internal model;
    address internal owner = makeAddr("owner");
    address internal desk = makeAddr("desk");
    address internal client = makeAddr("client");
    address internal stranger = makeAddr("stranger");
    /// One whole token.
    uint256 internal unit;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        sheet = deploySheet(owner);
        openBook(6);
    }

    /// Opens a book in a new token, with a line for the desk.
    function openBook(uint8 decimals) internal {
        (token, vault, rates, unit) = (new PlainToken(decimals), new StubVault(), new StubRateModel(), 10 ** decimals);
        rates.set(StubRateModel.Mood.Honest, RATE);
        IBalanceSheet.Terms memory first = terms();
        model = new FloatingBook(token, address(sheet), vault, rates, first);
        vm.prank(owner);
        sheet.list(address(token), address(vault), address(rates), first);
        done(owner, abi.encodeCall(sheet.setLine, (address(token), desk, uint96(500_000_000 * unit))));
    }

    /// A million of ten holders, a day's figures and a rate.
    function season() internal {
        fund(1_000_000 * unit);
        vault.set(vault.totalSupply(), vault.totalSupply() / 10);
        skip(1 days);
        refresh();
        strike();
    }

    function terms() internal view virtual returns (IBalanceSheet.Terms memory) {
        uint8 digits = token.decimals();
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
            scaleExponent: digits + 3,
            minimumExponent: digits,
            depositCap: uint96(1_000_000_000 * unit)
        });
    }

    // ------------------------------------------------------------------------------------------------- to both at once

    /// Calls the sheet and the model.
    function both(address caller, bytes memory data) internal returns (bool success, bytes memory answer) {
        vm.prank(caller);
        (success, answer) = address(sheet).call(data);
        vm.prank(caller);
        (bool alike, bytes memory expected) = address(model).call(data);
        assertEq(answer, expected, "the model answers otherwise");
        assertEq(success, alike, "the model ends otherwise");
        assertEq(abi.encode(book()), abi.encode(model.book(address(token))), "the model's book differs");
        assertEq(sheet.indexOf(address(token)), book().index, "of this second");
    }

    /// Calls both, who must do it.
    function done(address caller, bytes memory data) internal returns (bytes memory answer) {
        bool success;
        (success, answer) = both(caller, data);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(answer, 32), mload(answer))
            }
        }
    }

    /// Calls both, who must refuse for this reason, and leave everything as it was.
    function refused(address caller, bytes memory data, bytes memory reason) internal {
        bytes memory before = _everything();
        (bool success, bytes memory answer) = both(caller, data);
        assertFalse(success, "not refused");
        assertEq(answer, reason, "another reason");
        assertEq(_everything(), before, "a refusal changed something");
    }

    /// As `refused`, where the model has no part in it.
    function rejected(address caller, bytes memory data, bytes memory reason) internal {
        bytes memory before = _everything();
        vm.prank(caller);
        (bool success, bytes memory answer) = address(sheet).call(data);
        assertFalse(success, "not refused");
        assertEq(answer, reason, "another reason");
        assertEq(_everything(), before, "a refusal changed something");
    }

    /// The reason of a rule, with its two numbers.
    function because(bytes4 refusal, int256 have, int256 want) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(refusal, have, want);
    }

    function _everything() private view returns (bytes memory) {
        address asset = address(token);
        bytes memory accounts = abi.encode(sheet.lineOf(asset, desk), sheet.lineOf(asset, stranger));
        bytes memory tokens = abi.encode(token.balanceOf(address(sheet)), token.balanceOf(client));
        return abi.encode(sheet.book(asset), sheet.terms(asset), sheet.vaultOf(asset), sheet.owner(), accounts, tokens);
    }

    // --------------------------------------------------------------------------------------------------------- actions

    function book() internal view returns (IBalanceSheet.Book memory) {
        return sheet.book(address(token));
    }

    function fundCall(uint256 assets) internal view returns (bytes memory) {
        return abi.encodeCall(sheet.fund, (address(token), assets, vault.totalSupply()));
    }

    function defundCall(uint256 assets, uint256 shares) internal view returns (bytes memory) {
        (uint256 supply, uint256 top) = (vault.totalSupply(), vault.topHolding());
        return abi.encodeCall(sheet.defund, (address(token), assets, shares, supply, top, client));
    }

    function drawCall(uint256 assets) internal view returns (bytes memory) {
        return abi.encodeCall(sheet.draw, (address(token), assets, client));
    }

    function restoreCall(uint256 assets) internal view returns (bytes memory) {
        return abi.encodeCall(sheet.restore, (address(token), assets));
    }

    /// The vault moves tokens and reports them.
    function fund(uint256 assets) internal returns (uint256 shares) {
        token.mint(address(sheet), assets);
        shares = abi.decode(done(address(vault), fundCall(assets)), (uint256));
        vault.set(vault.totalSupply() + shares, vault.topHolding());
    }

    /// An amount, or a number of shares, leaves.
    function defund(uint256 assets, uint256 shares) internal returns (uint256 paid, uint256 burned) {
        (paid, burned) = abi.decode(done(address(vault), defundCall(assets, shares)), (uint256, uint256));
        uint256 rest = vault.totalSupply() - burned;
        vault.set(rest, vault.topHolding() > rest ? rest : vault.topHolding());
    }

    function draw(uint256 assets) internal returns (uint256 shares) {
        return abi.decode(done(desk, drawCall(assets)), (uint256));
    }

    /// The desk moves tokens and reports them.
    function restore(uint256 assets) internal returns (uint256 shares) {
        token.mint(address(sheet), assets);
        return abi.decode(done(desk, restoreCall(assets)), (uint256));
    }

    function refresh() internal returns (uint256) {
        return abi.decode(done(stranger, abi.encodeCall(sheet.refreshRate, (address(token)))), (uint256));
    }

    function strike() internal {
        done(stranger, abi.encodeCall(sheet.strike, (address(token))));
    }

    function setTerms(IBalanceSheet.Terms memory next) internal {
        done(owner, abi.encodeCall(sheet.setTerms, (address(token), next)));
    }

    function setPaused(bool paused) internal {
        done(owner, abi.encodeCall(sheet.setPaused, (address(token), paused)));
    }
}
