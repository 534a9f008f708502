// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {FeeToken} from "../../src/mocks/tokens/FeeToken.sol";
import {OddToken} from "../../src/mocks/tokens/OddToken.sol";
import {StylusDeployer} from "../../src/stylus/StylusDeployer.sol";
import {DepositVaultTest} from "./DepositVaultTest.sol";

/// Tokens that are not quite ERC-20.
contract TokensTest is DepositVaultTest {
    function odd(OddToken.Answer answer) private returns (OddToken asset) {
        asset = new OddToken();
        (vault, sheet) = deployVault(address(asset));
        asset.mint(alice, 100);
        asset.setAnswer(answer);
    }

    function test_a_token_that_returns_nothing_is_accepted() external {
        OddToken asset = odd(OddToken.Answer.Nothing);
        depositAs(alice, 100);
        assertEq(vault.balanceOf(alice), 100e6);
        vm.prank(alice);
        vault.withdraw(60, bob, alice);
        assertEq(asset.balanceOf(bob), 60);
        assertEq(sheet.cash(), 40);
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
            vm.expectRevert(abi.encodeWithSelector(IDepositVault.TransferFailed.selector, asset));
            depositAs(alice, 100);
            assertEq(asset.balanceOf(alice), 100, "no state change");
            assertEq(vault.totalSupply(), 0);
        }
    }

    function test_a_tokens_own_error_is_passed_on() external {
        odd(OddToken.Answer.LoudRevert);
        vm.expectRevert("no transfers on Fridays");
        depositAs(alice, 100);
        vault = IDepositVault(deployStylus("deposit-vault", abi.encode(token, sheet, "", "")));
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(vault), 0, 100)
        );
        depositAs(alice, 100);
    }

    function test_a_token_that_loses_its_code_is_refused() external {
        OddToken asset = odd(OddToken.Answer.Nothing);
        vm.etch(address(asset), "");
        vm.expectRevert(abi.encodeWithSelector(IDepositVault.TransferFailed.selector, asset));
        depositAs(alice, 100);
    }

    function test_a_token_that_keeps_a_part_is_refused() external {
        FeeToken asset = new FeeToken();
        (vault, sheet) = deployVault(address(asset));
        asset.mint(alice, 1_000);
        vm.prank(alice);
        asset.approve(address(vault), 1_000);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.NotReceived.selector, asset, 990, 1_000));
        depositAs(alice, 1_000);
        assertEq(asset.balanceOf(alice), 1_000, "no state change");
    }

    function test_tokens_given_to_sheet_or_vault_change_no_price() external {
        uint256 shares = depositAs(alice, 100e6);
        uint256 before = vault.convertToAssets(shares);
        token.mint(address(sheet), 1e12);
        token.mint(address(vault), 1e12);
        assertEq(vault.convertToAssets(shares), before);
        assertEq(vault.totalAssets(), SEED + 100e6);
    }

    function test_the_first_depositor_cannot_be_robbed_by_inflation() external {
        (vault, sheet) = deployVault(address(token));
        equip(alice);
        equip(bob);
        depositAs(alice, 1);
        vm.prank(alice);
        token.transfer(address(sheet), 1e12); // not state: no effect
        uint256 shares = depositAs(bob, 1e6);
        assertApproxEqAbs(vault.convertToAssets(shares), 1e6, 1);
    }

    function test_setup_refuses_what_cannot_be_an_asset() external {
        address empty = makeAddr("no code");
        _refused(abi.encode(empty, sheet, "a", "b"), abi.encodeWithSelector(IDepositVault.UnsuitableToken.selector, empty));
        _refused(abi.encode(sheet, sheet, "a", "b"), abi.encodeWithSelector(IDepositVault.UnsuitableToken.selector, sheet));
        _refused(abi.encode(address(0), sheet, "a", "b"), abi.encodeWithSelector(IDepositVault.ZeroAddress.selector));
        _refused(abi.encode(token, address(0), "a", "b"), abi.encodeWithSelector(IDepositVault.ZeroAddress.selector));
        string memory long = "a name that is of thirty-two let";
        _refused(abi.encode(token, sheet, long, "b"), abi.encodeWithSelector(IDepositVault.TextTooLong.selector, 32, 31));
        _refused(abi.encode(token, sheet, "a", long), abi.encodeWithSelector(IDepositVault.TextTooLong.selector, 32, 31));
    }

    function test_setup_happens_once() external {
        vm.expectRevert(IDepositVault.InvalidInitialization.selector);
        (bool isRefused,) =
            address(vault).call(bytes.concat(bytes4(0x5585258d), abi.encode(token, alice, "other", "OTH")));
        assertTrue(isRefused);
        assertEq(vault.name(), "ALM deposits");
        assertEq(vault.balanceSheet(), address(sheet));
    }

    function _refused(bytes memory arguments, bytes memory error) private {
        try this.deployOutside(arguments) {
            fail();
        } catch (bytes memory reason) {
            assertEq(bytes4(reason), StylusDeployer.ContractInitializationError.selector);
            assertEq(this.initialisationError(reason), error);
        }
    }

    function initialisationError(bytes calldata reason) external pure returns (bytes memory data) {
        (, data) = abi.decode(reason[4:], (address, bytes));
    }

    function deployOutside(bytes calldata arguments) external {
        deployStylus("deposit-vault", arguments);
    }
}
