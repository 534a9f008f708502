// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IRedemptions} from "alm-interfaces/IRedemptions.sol";
import {StubRateModel} from "../../src/mocks/StubRateModel.sol";
import {StubVault} from "../../src/mocks/StubVault.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {FloatingBook} from "../../src/model/FloatingBook.sol";
import {BookWatch} from "./BookWatch.sol";

/// @title Everything that can happen to a floating book, at random
contract BookHandler is BookWatch {
    /// 10 % a year, wad per second.
    uint256 private constant RATE = 3_170_979_198;

    StubVault private immutable VAULT;
    StubRateModel private immutable RATES;
    address private immutable OWNER;
    address[2] public desks;
    /// @notice Shares that wait to leave.
    uint256 public queued;
    uint256 private _gifts;

    constructor(
        IBalanceSheet sheet,
        FloatingBook model,
        PlainToken token,
        StubVault vault,
        StubRateModel rates,
        address owner,
        address[2] memory desks_
    ) BookWatch(sheet, model, address(token)) {
        (VAULT, RATES, OWNER, desks) = (vault, rates, owner, desks_);
        supply = vault.totalSupply();
    }

    // ---------------------------------------------------------------------------------------------------- the vault

    function fund(uint256 seed) external {
        uint256 assets = _skewed(seed, 1e3, SHEET.maxFund(TOKEN));
        if (assets == 0) return;
        IBalanceSheet.Book memory before = book();
        uint256 shares = supply;
        _arrive(assets);
        bytes memory answer = _must(address(VAULT), abi.encodeCall(SHEET.fund, (TOKEN, assets, supply)));
        _supply(supply + abi.decode(answer, (uint256)));
        _moved(before, int256(assets), 0, 0);
        _funded();
        _dearer(before.netValue, shares);
    }

    function defund(uint256 seed, bool byShares) external {
        uint256 most = SHEET.maxDefund(TOKEN, supply, VAULT.topHolding());
        uint256 shares = _skewed(seed, 1e9, Math.min(most, supply - queued));
        if (shares == 0) return;
        IBalanceSheet.Book memory before = book();
        uint256 kept = before.pot + reserved + SHEET.worth(TOKEN, queued, supply);
        (uint256 assets,) = SHEET.previewDefund(TOKEN, 0, shares, supply, VAULT.topHolding());
        (uint256 paid, uint256 burned) = _leave(byShares ? 0 : assets, byShares ? shares : 0);
        assertEq(paid, assets, "INV-MAX-01");
        assertLe(burned, shares, "INV-MAX-01");
        cash -= paid;
        uint256 fee = book().pot + book().drip - before.pot - before.drip;
        _moved(before, -int256(paid + fee), fee, 0);
        assertTrue(paid == 0 || book().cash >= kept, "INV-QUEUE-01");
        uint256 last = supply;
        _supply(supply - burned);
        _dearer(before.netValue, last);
    }

    function setTop(uint256 part) external {
        VAULT.set(supply, supply * (part % 40) / 100);
    }

    // ---------------------------------------------------------------------------------------------------- the queue

    function enqueue(uint256 seed) external {
        queued = _skewed(seed, 0, supply);
        VAULT.queue(queued);
        _must(address(VAULT), abi.encodeCall(IRedemptions.setQueued, (TOKEN, queued, supply)));
    }

    function reserve(uint256 seed) external {
        IBalanceSheet.Book memory before = book();
        (uint256 last, uint256 wanted) = (supply, _skewed(seed, 0, queued));
        bytes memory call = abi.encodeCall(IRedemptions.reserve, (TOKEN, wanted, queued, supply));
        (uint256 shares, uint256 assets) = abi.decode(_must(address(VAULT), call), (uint256, uint256));
        assertLe(shares, wanted, "INV-QUEUE-01");
        reserved += assets;
        assertTrue(assets == 0 || reserved + before.pot <= cash, "INV-QUEUE-01");
        queued -= shares;
        VAULT.queue(queued);
        _supply(supply - shares);
        _moved(before, -int256(assets), 0, 0);
        _funded();
        _dearer(before.netValue, last);
    }

    function release(uint256 seed) external {
        IBalanceSheet.Book memory before = book();
        uint256 assets = _skewed(seed, 0, reserved);
        _must(address(VAULT), abi.encodeCall(IRedemptions.release, (TOKEN, assets, address(this))));
        cash -= assets;
        reserved -= assets;
        _moved(before, 0, 0, 0);
    }

    // ---------------------------------------------------------------------------------------------------- the desks

    function draw(uint256 who, uint256 seed) external {
        (address desk, IBalanceSheet.Book memory before) = (desks[who % 2], book());
        int256 surplus = limits().surplus;
        uint256 assets = _skewed(seed, 1, before.cash);
        (bool success, bytes memory answer) = _both(desk, abi.encodeCall(SHEET.draw, (TOKEN, assets, address(this))));
        if (!success) return;
        cash -= assets;
        debtOf[desk] += abi.decode(answer, (uint256));
        uint256 fee = book().pot + book().drip - before.pot - before.drip;
        _moved(before, 0, fee, 1);
        _funded();
        (int256 edge,) = MODEL.edges();
        // A debt rounded up is a unit more to cover.
        assertGe(limits().surplus, (edge < surplus ? edge : surplus) - 1, "INV-GUARD-01");
        assertGe(book().cash, book().pot + reserved + SHEET.worth(TOKEN, queued, supply), "INV-QUEUE-01");
    }

    function restore(uint256 who, uint256 seed) external {
        (address desk, IBalanceSheet.Book memory before) = (desks[who % 2], book());
        uint256 owed = Math.ceilDiv(debtOf[desk] * before.index, 1e24);
        uint256 assets = _skewed(seed, 0, owed);
        _arrive(assets);
        debtOf[desk] -= abi.decode(_must(desk, abi.encodeCall(SHEET.restore, (TOKEN, assets))), (uint256));
        _moved(before, 0, 0, 1);
        _funded();
        assertTrue(assets < owed || debtOf[desk] == 0, "all is all");
    }

    // ----------------------------------------------------------------------------------------- anyone, the owner, time

    function accrue() external {
        IBalanceSheet.Book memory before = book();
        _must(address(this), abi.encodeCall(SHEET.accrue, (TOKEN)));
        _moved(before, 0, 0, 0);
    }

    function refreshRate(uint256 mood, uint256 rate) external {
        RATES.set(StubRateModel.Mood(mood % 4), rate % (10 * RATE));
        IBalanceSheet.Book memory before = book();
        _must(address(this), abi.encodeCall(SHEET.refreshRate, (TOKEN)));
        _moved(before, 0, 0, 0);
    }

    function strike() external {
        IBalanceSheet.Book memory before = book();
        _both(address(this), abi.encodeCall(SHEET.strike, (TOKEN)));
        _moved(before, 0, 0, 0);
    }

    function setTerms(uint256 seed) external {
        IBalanceSheet.Terms memory next = SHEET.terms(TOKEN);
        next.reserveFactor = uint16(seed % 4_000);
        next.bufferShare = uint16((seed >> 16) % 4_000);
        next.outflowWeight = uint16(5_000 + (seed >> 32) % 15_001);
        next.curvature = uint16((seed >> 48) % 50_000);
        next.steepest = uint16((seed >> 64) % 1_001);
        next.neutralSurplus = uint16((seed >> 80) % 3_000);
        next.lendingSurplus = uint16((seed >> 96) % (uint256(next.neutralSurplus) + 1));
        next.exitSurplus = uint16((seed >> 112) % (uint256(next.lendingSurplus) + 1));
        IBalanceSheet.Book memory before = book();
        _must(OWNER, abi.encodeCall(SHEET.setTerms, (TOKEN, next)));
        _moved(before, 0, 0, 0);
        assertEq(book().equity, before.equity, "INV-BOOK-02");
    }

    function setPaused(uint256 dice) external {
        _must(OWNER, abi.encodeCall(SHEET.setPaused, (TOKEN, dice % 3 == 0)));
    }

    function give(uint256 assets) external {
        _gifts += assets %= 1e9;
        PlainToken(TOKEN).mint(address(SHEET), assets);
    }

    function wait(uint256 time) external {
        IBalanceSheet.Book memory before = book();
        skip(time % 5 == 0 ? time % 30 days : time % 1 days);
        IBalanceSheet.Book memory now_ = book();
        assertGe(now_.index, before.index, "INV-BOOK-04");
        uint256 interest = now_.floatingLoans - before.floatingLoans;
        uint256 set = now_.equity + now_.owedToBuffer - before.equity - before.owedToBuffer;
        uint256 released = before.drip - now_.drip;
        assertEq(now_.netValue - before.netValue, int256(interest + released - set), "INV-BOOK-02");
        IBalanceSheet.Terms memory terms = SHEET.terms(TOKEN);
        uint256 due = interest * (uint256(terms.reserveFactor) + terms.bufferShare) / 10_000;
        assertApproxEqAbs(set, due, 1, "INV-BOOK-02");
        _dearer(before.netValue, supply);
    }

    /// @notice Tokens that nobody reported.
    function gifts() external view returns (uint256) {
        return _gifts;
    }

    function _arrive(uint256 assets) private {
        PlainToken(TOKEN).mint(address(SHEET), assets);
        cash += assets;
    }

    function _leave(uint256 assets, uint256 shares) private returns (uint256 paid, uint256 burned) {
        uint256 top = VAULT.topHolding();
        bytes memory call = abi.encodeCall(SHEET.defund, (TOKEN, assets, shares, supply, top, address(this)));
        (bool success, bytes memory answer) = _both(address(VAULT), call);
        assertTrue(success, "INV-MAX-01");
        return abi.decode(answer, (uint256, uint256));
    }

    function _supply(uint256 shares) private {
        supply = shares;
        VAULT.set(shares, Math.min(VAULT.topHolding(), shares));
    }

    /// Small and large alike, and the most now and then; zero if there is too little.
    function _skewed(uint256 seed, uint256 least, uint256 most) private pure returns (uint256) {
        if (most < least) return 0;
        if (seed % 8 == 0) return most;
        uint256 scaled = most >> (seed % 7) * 8;
        return bound(seed, least, scaled > least ? scaled : most);
    }
}
