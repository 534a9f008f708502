// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {ITermDesk} from "alm-interfaces/ITermDesk.sol";
import {FeeToken} from "../../src/mocks/tokens/FeeToken.sol";
import {OddToken} from "../../src/mocks/tokens/OddToken.sol";
import {TermDeskTest} from "./TermDeskTest.sol";

/// Currencies that are not quite ERC-20.
contract TokensTest is TermDeskTest {
    function odd(OddToken.Answer answer) private returns (OddToken asset) {
        asset = new OddToken();
        sheet.list(address(asset), address(desk), RATE_BPS, SPREAD_BPS);
        asset.mint(alice, 100);
        asset.setAnswer(answer);
    }

    function depositOf(address asset, uint256 assets) private returns (uint256) {
        vm.prank(alice);
        return desk.deposit(asset, maturity, assets, 0, alice, ALWAYS);
    }

    function test_a_token_that_returns_nothing_is_accepted() external {
        OddToken asset = odd(OddToken.Answer.Nothing);
        uint256 face = depositOf(address(asset), 100);
        assertEq(desk.balanceOf(alice, desk.idOf(address(asset), maturity)), face);
        assertEq(asset.balanceOf(address(sheet)), 100);
    }

    function test_a_token_that_answers_anything_but_true_is_refused() external {
        OddToken.Answer[5] memory answers = [
            OddToken.Answer.False,
            OddToken.Answer.FalseAndMoved,
            OddToken.Answer.Two,
            OddToken.Answer.Short,
            OddToken.Answer.SilentRevert
        ];
        for (uint256 i; i < answers.length; ++i) {
            OddToken asset = odd(answers[i]);
            vm.expectRevert(abi.encodeWithSelector(ITermDesk.TransferFailed.selector, asset));
            depositOf(address(asset), 100);
            assertEq(asset.balanceOf(alice), 100, "no state change");
        }
        OddToken loud = odd(OddToken.Answer.LoudRevert);
        vm.expectRevert("no transfers on Fridays");
        depositOf(address(loud), 100);
    }

    function test_an_address_without_code_is_refused() external {
        address empty = makeAddr("no code");
        sheet.list(empty, address(desk), RATE_BPS, SPREAD_BPS);
        vm.expectRevert(abi.encodeWithSelector(ITermDesk.TransferFailed.selector, empty));
        depositOf(empty, 100);
    }

    function test_a_token_that_keeps_a_part_is_refused() external {
        FeeToken asset = new FeeToken();
        sheet.list(address(asset), address(desk), RATE_BPS, SPREAD_BPS);
        equip(asset, alice);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.NotReceived.selector, asset, 990, 1_000));
        depositOf(address(asset), 1_000);
        assertEq(asset.balanceOf(alice), RICHES, "no state change");
    }

    function test_tokens_given_to_sheet_or_desk_change_nothing() external {
        uint256 before = desk.previewDeposit(address(token), maturity, 1e6);
        token.mint(address(sheet), 1e12);
        token.mint(address(desk), 1e12);
        assertEq(desk.previewDeposit(address(token), maturity, 1e6), before);
        assertEq(depositAs(alice, 1e6), before);
    }
}
