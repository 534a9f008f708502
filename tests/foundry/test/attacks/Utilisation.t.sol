// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {Intruder} from "../../src/mocks/Intruder.sol";
import {PoolTest} from "./PoolTest.sol";

/// Utilisation, size and concentration of an instant.
contract UtilisationTest is PoolTest {
    function test_attack_flash_loan_pumps_no_rate() external {
        skip(1 hours);
        uint256 rate = sheet.refreshRate(address(token));
        uint256 state = vm.snapshotState();
        skip(1 days);
        uint256 untouched = sheet.refreshRate(address(token));
        vm.revertToState(state);
        Intruder pump = _intruder();
        pump.arm(address(sheet), abi.encodeCall(sheet.refreshRate, (address(token))));
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](4);
        actions[0] = _add(weth, 4_000 * ETH);
        actions[1] = _borrow(4_000_000 * UNIT, address(pump));
        actions[2] = _action(6, address(0), 0, 0, 0, address(0));
        actions[3] = _repay(ALL);
        for (uint256 i; i < 5; ++i) {
            pump.execute(actions);
            assertEq(abi.decode(pump.answer(), (uint256)), rate, "in the middle: the rate of before");
        }
        skip(1 days);
        // A unit a time is rounded for the pool.
        assertApproxEqRel(sheet.refreshRate(address(token)), untouched, 1e6, "and the day after as if nothing had been");
    }

    /// A deposit of a moment, told as the largest: nobody may leave with less for it.
    function test_attack_flash_deposit_moves_no_limit() external {
        uint256 most = vault.maxWithdraw(address(this));
        uint256 borrowable = _borrowable();
        uint256 shares = _save(bob, 100_000_000 * UNIT);
        address[] memory holders = new address[](1);
        holders[0] = bob;
        vault.poke(holders);
        vm.prank(bob);
        vault.redeem(shares, bob, bob);
        assertGe(vault.maxWithdraw(address(this)) + UNIT, most, "INV-GUARD-02: others leave as before");
        assertGe(_borrowable() + UNIT, borrowable, "INV-GUARD-01: nor is less lent");
    }

    /// The most that can be drawn, to a unit of the token.
    function _borrowable() private returns (uint256 low) {
        uint256 high = token.balanceOf(address(sheet));
        while (high - low > UNIT) {
            uint256 middle = (low + high) / 2;
            uint256 state = vm.snapshotState();
            vm.prank(desk);
            try sheet.draw(address(token), middle, client) {
                low = middle;
            } catch {
                high = middle;
            }
            vm.revertToState(state);
        }
    }
}
