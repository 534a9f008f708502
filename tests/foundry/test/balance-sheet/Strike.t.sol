// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {BalanceSheetTest} from "./BalanceSheetTest.sol";

/// The figures of a day.
contract StrikeTest is BalanceSheetTest {
    function test_strike_freezes_size_run_off_and_concentration() external {
        fund(1_000_000 * unit);
        vault.set(vault.totalSupply(), vault.totalSupply() / 4);
        vm.expectEmit(address(sheet));
        // Six hundredths of a million; the floor of a tenth; a quarter of 65,535, rounded up.
        emit IBalanceSheet.Struck(address(token), block.timestamp / 1 days, 60_000 * unit, 100_000, 16_384);
        strike();
    }

    function test_strike_once_a_day() external {
        strike();
        uint256 next = (block.timestamp / 1 days + 1) * 1 days;
        bytes memory call = abi.encodeCall(sheet.strike, (address(token)));
        refused(stranger, call, because(IBalanceSheet.TooEarly.selector, int256(block.timestamp), int256(next)));
        vm.warp(next - 1);
        refused(stranger, call, because(IBalanceSheet.TooEarly.selector, int256(next - 1), int256(next)));
        vm.warp(next);
        strike();
    }

    function test_outflows_raise_the_run_off_and_calm_lowers_it() external {
        season();
        skip(1 days);
        strike();
        assertEq(model.state().runOff, 100_000, "the floor");
        defund(400_000 * unit, 0);
        skip(1 days);
        strike();
        uint256 high = model.state().runOff;
        assertGt(high, 100_000, "a run is remembered");
        for (uint256 day; day < 30; ++day) {
            skip(1 days);
            strike();
        }
        assertLt(model.state().runOff, high, "and forgotten");
    }

    function test_growth_is_not_counted_upon() external {
        season();
        fund(5_000_000 * unit);
        skip(1 days);
        strike();
        assertGe(model.state().runOff, 100_000, "never below the floor");
    }

    function test_the_scale_follows_slowly() external {
        season();
        for (uint256 day; day < 100; ++day) {
            skip(1 days);
            strike();
        }
        // 1 - 0.94^101.
        assertApproxEqRel(model.state().size, 998_068 * unit, 1e14, "nearly all");
        defund(900_000 * unit, 0);
        skip(1 days);
        strike();
        assertApproxEqRel(model.state().size, 944_183 * unit, 1e14, "six hundredths of the way down");
    }

    function test_missed_days_close_nothing() external {
        season();
        skip(90 days);
        fund(unit);
        defund(unit, 0);
        skip(1);
        refresh();
        draw(unit);
        restore(unit);
        strike();
    }

    function test_a_vault_that_does_not_tell_cannot_be_struck() external {
        season();
        skip(1 days);
        vm.mockCallRevert(address(vault), abi.encodeCall(vault.topHolding, ()), "busy");
        rejected(stranger, abi.encodeCall(sheet.strike, (address(token))), "busy");
        vm.clearMockedCalls();
        vm.mockCall(address(vault), abi.encodeCall(vault.totalSupply, ()), hex"01");
        rejected(stranger, abi.encodeCall(sheet.strike, (address(token))), "");
        vm.clearMockedCalls();
        strike();
    }
}
