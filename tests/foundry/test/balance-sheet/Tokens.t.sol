// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {FeeToken} from "../../src/mocks/tokens/FeeToken.sol";
import {HookToken, ITokenHook} from "../../src/mocks/tokens/HookToken.sol";
import {OddToken} from "../../src/mocks/tokens/OddToken.sol";
import {BalanceSheetTest} from "./BalanceSheetTest.sol";

/// Calls the sheet while tokens move, and keeps what came of it.
contract Intruder is ITokenHook {
    bytes public call;
    address public sheet;
    bool public succeeded;
    bytes public answer;
    uint256 public runs;

    function arm(HookToken token, address sheet_, bytes calldata call_) external {
        (sheet, call) = (sheet_, call_);
        token.register(this);
    }

    function onTokens(address, address, uint256) external {
        ++runs;
        (succeeded, answer) = sheet.call(call);
    }
}

/// Tokens of every size, and tokens that are not quite tokens.
contract TokensTest is BalanceSheetTest {
    function test_a_book_in_any_number_of_digits() external {
        uint8[3] memory digits = [6, 8, 18];
        for (uint256 i; i < 3; ++i) {
            openBook(digits[i]);
            season();
            draw(100_000 * unit);
            skip(365 days);
            assertApproxEqRel(book().floatingLoans, 110_517 * unit, 1e13, "10 % for a year");
            defund(10_000 * unit, 0);
            restore(book().floatingLoans);
            assertEq(book().floatingLoans, 0, "repaid");
            assertEq(token.balanceOf(address(sheet)), book().cash, "INV-BOOK-01");
        }
    }

    function test_a_token_that_keeps_a_part_is_seen_through() external {
        FeeToken fee = new FeeToken();
        _list(address(fee));
        fee.mint(address(vault), 100e6);
        vm.startPrank(address(vault));
        fee.transfer(address(sheet), 100e6);
        bytes memory reason = abi.encodeWithSelector(IBalanceSheet.NotReceived.selector, fee, 99e6, 100e6);
        vm.expectRevert(reason);
        sheet.fund(address(fee), 100e6, 0);
        sheet.fund(address(fee), 99e6, 0);
        vm.stopPrank();
        assertEq(sheet.book(address(fee)).cash, 99e6, "INV-BOOK-01");
    }

    function test_a_transfer_that_fails_undoes_the_exit() external {
        OddToken odd = new OddToken();
        _list(address(odd));
        odd.mint(address(sheet), 100e6);
        vm.prank(address(vault));
        uint256 supply = sheet.fund(address(odd), 100e6, 0);
        OddToken.Answer[4] memory bad =
            [OddToken.Answer.False, OddToken.Answer.FalseAndMoved, OddToken.Answer.Two, OddToken.Answer.SilentRevert];
        for (uint256 i; i < bad.length; ++i) {
            odd.setAnswer(bad[i]);
            vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.TransferFailed.selector, odd));
            vm.prank(address(vault));
            sheet.defund(address(odd), 1e6, 0, supply, supply, client);
        }
        odd.setAnswer(OddToken.Answer.LoudRevert);
        vm.expectRevert("no transfers on Fridays");
        vm.prank(address(vault));
        sheet.defund(address(odd), 1e6, 0, supply, supply, client);
        assertEq(sheet.book(address(odd)).cash, 100e6, "INV-BOOK-01");
        odd.setAnswer(OddToken.Answer.Nothing);
        vm.prank(address(vault));
        sheet.defund(address(odd), 1e6, 0, supply, supply, client);
        assertEq(odd.balanceOf(client), 1e6, "no answer is an answer");
    }

    function test_nobody_enters_while_tokens_move() external {
        HookToken hook = new HookToken();
        _list(address(hook));
        hook.mint(address(sheet), 100e6);
        vm.prank(address(vault));
        uint256 supply = sheet.fund(address(hook), 100e6, 0);
        Intruder intruder = new Intruder();
        bytes[8] memory calls = _doors(address(hook), supply);
        for (uint256 i; i < calls.length; ++i) {
            intruder.arm(hook, address(sheet), calls[i]);
            vm.prank(address(vault));
            sheet.defund(address(hook), 1e6, 0, supply, supply, address(intruder));
            assertEq(intruder.runs(), i + 1, "called");
            assertFalse(intruder.succeeded(), "no way in");
            assertEq(intruder.answer(), abi.encodeWithSelector(IBalanceSheet.Locked.selector), "the lock");
        }
    }

    function _doors(address asset, uint256 supply) private view returns (bytes[8] memory) {
        return [
            abi.encodeCall(sheet.accrue, (asset)),
            abi.encodeCall(sheet.refreshRate, (asset)),
            abi.encodeCall(sheet.strike, (asset)),
            abi.encodeCall(sheet.book, (asset)),
            abi.encodeCall(sheet.maxDefund, (asset, supply, supply)),
            abi.encodeCall(sheet.worth, (asset, supply, supply)),
            abi.encodeCall(sheet.fund, (asset, 1, supply)),
            abi.encodeCall(sheet.setPaused, (asset, true))
        ];
    }

    function _list(address asset) private {
        IBalanceSheet.Terms memory first = terms();
        vm.prank(owner);
        sheet.list(asset, address(vault), address(rates), first);
    }
}
