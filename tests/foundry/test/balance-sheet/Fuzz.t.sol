// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IRedemptions} from "alm-interfaces/IRedemptions.sol";
import {StubRateModel} from "../../src/mocks/StubRateModel.sol";
import {BalanceSheetTest} from "./BalanceSheetTest.sol";

/// Any day of any book, against the model.
contract FuzzTest is BalanceSheetTest {
    uint256[11] private least = [uint256(0), 0, 5_000, 100, 0, 0, 0, 0, 0, 0, 0];
    uint256[11] private most = [uint256(5_000), 5_000, 20_000, 10_000, 50_000, 1_000, 20_000, 20_000, 20_000, 24, 24];

    /// Whatever is asked, both answer alike, refusals with their numbers included.
    function testFuzz_any_call_is_answered_as_the_model_does(uint256[12] calldata entropy) external {
        openBook([6, 8, 18][entropy[0] % 3]);
        season();
        for (uint256 i; i < entropy.length; ++i) {
            skip((entropy[i] >> 224) % 3 == 0 ? (entropy[i] >> 200) % 3 days : 0);
            _any(entropy[i] % 11, entropy[i] >> 8);
        }
    }

    function _any(uint256 kind, uint256 seed) private {
        uint256 supply = vault.totalSupply();
        uint256 amount = _scaled(seed, 2_000_000 * unit);
        uint256 shares = _scaled(seed, supply + supply / 8 + 2);
        if (kind == 0) return _report(address(vault), amount, fundCall(amount));
        if (kind == 1) return _take(defundCall(amount, 0), supply);
        if (kind == 2) return _take(defundCall(0, shares), supply);
        if (kind == 3) {
            both(desk, drawCall(amount));
            return;
        }
        if (kind == 4) return _report(desk, amount, restoreCall(amount));
        if (kind == 5) return vault.set(supply, seed % (supply + 1));
        if (kind == 6) {
            rates.set(StubRateModel.Mood(seed % 4), (seed >> 8) % (10 * RATE));
            refresh();
            return;
        }
        if (kind == 7) {
            both(stranger, abi.encodeCall(sheet.strike, (address(token))));
            return;
        }
        _anyOfTheQueue(kind, amount, shares, supply);
    }

    function _anyOfTheQueue(uint256 kind, uint256 amount, uint256 shares, uint256 supply) private {
        IRedemptions queue = IRedemptions(address(sheet));
        address asset = address(token);
        if (kind == 8) {
            both(address(vault), abi.encodeCall(queue.setQueued, (asset, shares, supply)));
            return vault.queue(shares);
        }
        if (kind == 9) {
            uint256 queued = supply - amount % (supply / 2 + 1);
            bytes memory call = abi.encodeCall(queue.reserve, (asset, shares % (queued + 1), queued, supply));
            (uint256 settled,) = abi.decode(done(address(vault), call), (uint256, uint256));
            vault.queue(queued - settled);
            return vault.set(supply - settled, Math.min(vault.topHolding(), supply - settled));
        }
        uint256 set = model.state().reserved;
        both(address(vault), abi.encodeCall(queue.release, (asset, amount % (set + set / 8 + 2), client)));
    }

    /// Tokens come first, or do not come.
    function _report(address caller, uint256 amount, bytes memory data) private {
        if (amount % 16 != 0) token.mint(address(sheet), amount);
        (bool success, bytes memory answer) = both(caller, data);
        if (!success || caller == desk) return;
        vault.set(vault.totalSupply() + abi.decode(answer, (uint256)), vault.topHolding());
    }

    function _take(bytes memory data, uint256 supply) private {
        (bool success, bytes memory answer) = both(address(vault), data);
        if (!success) return;
        (, uint256 burned) = abi.decode(answer, (uint256, uint256));
        uint256 rest = supply - burned;
        vault.set(rest, vault.topHolding() > rest ? rest : vault.topHolding());
    }

    /// INV-MAX-01: previews are what happens, maxima go through.
    function testFuzz_previews_and_maxima(uint256 lent, uint256 top, uint256 part, uint32 wait, uint16 weight)
        external
    {
        _lend(lent, top, wait);
        IBalanceSheet.Terms memory next = terms();
        next.outflowWeight = uint16(bound(weight, 5_000, 20_000));
        setTerms(next);
        (uint256 supply, uint256 told) = (vault.totalSupply(), vault.topHolding());
        uint256 limit = sheet.maxDefund(address(token), supply, told);
        assertEq(limit, model.maxDefund(address(token), supply, told), "INV-MAX-01");
        uint256 state = vm.snapshotState();
        if (limit > 1e9) {
            uint256 some = bound(part, 1e9, limit);
            (uint256 paid, uint256 burned) = sheet.previewDefund(address(token), 0, some, supply, told);
            (uint256 has, uint256 lost) = defund(0, some);
            assertEq(abi.encode(paid, burned), abi.encode(has, lost), "INV-MAX-01");
            vm.revertToState(state);
            defund(0, limit);
            vm.revertToState(state);
            (paid, burned) = sheet.previewDefund(address(token), paid, 0, supply, told);
            assertLe(burned, some, "asked by its amount, never dearer");
            (has, lost) = defund(paid, 0);
            assertEq(abi.encode(paid, burned), abi.encode(has, lost), "INV-MAX-01");
            vm.revertToState(state);
        }
        fund(sheet.maxFund(address(token)));
        assertEq(sheet.maxFund(address(token)), 0, "INV-MAX-01");
    }

    function testFuzz_leaving_in_parts_costs_no_less(uint256 lent, uint256 top, uint256 part, uint256 whole) external {
        _lend(lent, top, 0);
        uint256 limit = sheet.maxDefund(address(token), vault.totalSupply(), vault.topHolding());
        if (limit < 1e10) return;
        whole = bound(whole, 1e10, limit);
        part = bound(part, 1e9, whole - 1e9);
        uint256 state = vm.snapshotState();
        (uint256 once,) = defund(0, whole);
        vm.revertToState(state);
        (uint256 first,) = defund(0, part);
        (bool success, bytes memory answer) = both(address(vault), defundCall(0, whole - part));
        if (!success) return; // what the largest holder may do has changed with the supply
        (uint256 second,) = abi.decode(answer, (uint256, uint256));
        // The largest holding is rounded up at each exit.
        assertLe(first + second, once + 2, "INV-PHI-02");
    }

    function testFuzz_round_trips_never_profit(uint256 lent, uint256 top, uint256 assets, uint32 wait) external {
        _lend(lent, top, wait);
        assets = bound(assets, unit, 100_000_000 * unit);
        IBalanceSheet.Book memory before = book();
        uint256 supply = vault.totalSupply();
        uint256 shares = fund(assets);
        _dearer(before.netValue, supply);
        (bool success, bytes memory answer) = both(address(vault), defundCall(0, shares));
        if (!success) return;
        (uint256 paid,) = abi.decode(answer, (uint256, uint256));
        assertLe(paid, assets, "INV-PHI-02");
        vault.set(supply, vault.topHolding());
        _dearer(before.netValue, supply);
    }

    /// The price of a share did not fall.
    function _dearer(int256 value, uint256 supply) private view {
        uint256 now_ = (uint256(book().netValue) + 1) * (supply + 1e6);
        assertGe(now_, (uint256(value) + 1) * (vault.totalSupply() + 1e6), "INV-BOOK-03");
    }

    function testFuzz_setTerms_stores_what_is_within_bounds(uint256[12] memory next, uint256 spoil) external {
        for (uint256 term; term < 11; ++term) {
            uint256 beyond = spoil % 5 == 0 && (spoil >> 8) % 11 == term ? 3 : 0;
            next[term] = bound(next[term], least[term], most[term] + beyond);
        }
        next[11] = bound(next[11], 0, type(uint96).max);
        bool nested = next[8] <= next[7] && next[7] <= next[6] && next[0] + next[1] < 10_000;
        bool within = nested;
        for (uint256 term; term < 11; ++term) {
            within = within && next[term] <= most[term];
        }
        bytes memory before = abi.encode(sheet.terms(address(token)));
        vm.prank(owner);
        (bool success, bytes memory answer) =
            address(sheet).call(bytes.concat(sheet.setTerms.selector, abi.encode(token, next)));
        assertEq(success, within, "INV-GOV-01");
        bytes memory stored = abi.encode(sheet.terms(address(token)));
        assertEq(stored, success ? abi.encode(next) : before, "INV-GOV-01");
        if (!success) assertEq(bytes4(answer), IBalanceSheet.TermOutOfBounds.selector, "INV-GOV-01");
    }

    function _lend(uint256 lent, uint256 top, uint256 wait) private {
        season();
        vault.set(vault.totalSupply(), bound(top, 0, vault.totalSupply() / 3));
        both(desk, drawCall(bound(lent, 0, 1_000_000 * unit)));
        skip(wait % 90 days);
    }

    /// Small and large alike.
    function _scaled(uint256 seed, uint256 limit) private pure returns (uint256) {
        return (seed >> 32) % ((limit >> ((seed >> 16) % 40)) + 1);
    }
}
