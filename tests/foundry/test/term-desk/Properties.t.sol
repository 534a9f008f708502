// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {TermDeskTest} from "./TermDeskTest.sol";

/// Any amounts, maturities and times: quotes are kept, round trips never profit, ids never meet.
contract PropertiesTest is TermDeskTest {
    /// Random terms and a random open maturity.
    function season(uint256 entropy) private {
        skip(entropy % 60 days);
        sheet.setRate(address(token), (entropy >> 64) % 3_000);
        maturity = grid(1 + (entropy >> 128) % 104);
        id = desk.idOf(address(token), maturity);
    }

    function testFuzz_quotes_are_kept(uint256 entropy, uint256 assets) external {
        season(entropy);
        assets = bound(assets, 1, 1e20);
        uint256 face = desk.previewDeposit(address(token), maturity, assets);
        assertEq(depositAs(alice, assets), face, "INV-MAX-01");
        uint256 part = bound(entropy, 1, face);
        uint256 paid = desk.previewExit(address(token), maturity, part);
        assertEq(exitAs(alice, part), paid, "INV-MAX-01");
        if (part == face) return;
        vm.warp(uint256(maturity) + entropy % 30 days);
        uint64 renewed = grid(1 + (entropy >> 192) % 104);
        uint256 again = desk.previewRollOver(address(token), maturity, face - part, renewed);
        assertEq(rollAs(alice, face - part, renewed), again, "INV-MAX-01");
        assertEq(desk.balanceOf(alice, desk.idOf(address(token), renewed)), again);
    }

    function testFuzz_a_round_trip_never_profits(uint256 entropy, uint256 assets) external {
        season(entropy);
        assets = bound(assets, 1, 1e20);
        assertLe(exitAs(alice, depositAs(alice, assets)), assets, "INV-PHI-02");
        assertLe(token.balanceOf(alice), RICHES, "INV-PHI-02");
    }

    function testFuzz_a_renewal_is_a_collection_and_a_deposit(uint256 entropy, uint256 assets) external {
        season(entropy);
        assets = bound(assets, 1, 1e20);
        uint256 face = depositAs(alice, assets);
        assertEq(depositAs(bob, assets), face);
        vm.warp(maturity);
        uint64 renewed = grid(1 + (entropy >> 192) % 104);
        uint256 rolled = rollAs(alice, face, renewed);
        redeemAs(bob, face);
        vm.prank(bob);
        assertEq(desk.deposit(address(token), renewed, face, 0, bob, ALWAYS), rolled);
    }

    function testFuzz_ids_tell_what_they_are_made_of(address currency, uint64 due, address other, uint64 later)
        external
        view
    {
        uint256 one = desk.idOf(currency, due);
        (address currencyOf, uint64 dueOf) = desk.claimOf(one);
        assertEq(currencyOf, currency);
        assertEq(dueOf, due);
        assertEq(one == desk.idOf(other, later), currency == other && due == later);
    }

    function testFuzz_whatever_is_sent_is_answered_or_refused(bytes calldata data) external {
        uint256 face = depositAs(alice, 1e6);
        vm.prank(bob);
        (bool isAccepted,) = address(desk).call(data);
        if (isAccepted) assertGe(data.length, 4);
        assertEq(desk.balanceOf(alice, id), face, "no state change");
    }
}
