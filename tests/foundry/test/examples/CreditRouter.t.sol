// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {CreditRouter} from "alm-examples/CreditRouter.sol";
import {SwapCallback} from "alm-examples/SwapCallback.sol";
import {Permits} from "../../src/Permits.sol";
import {PermitToken} from "../../src/mocks/tokens/PermitToken.sol";
import {LeverageTest} from "./LeverageTest.sol";

/// The periphery, at a credit desk as it ships.
contract CreditRouterTest is LeverageTest {
    CreditRouter private router;
    address private signer;
    uint256 private key;

    function setUp() public override {
        super.setUp();
        router = new CreditRouter(credit);
        (signer, key) = makeAddrAndKey("signer");
        _enrich(signer);
        _enlist(alice);
    }

    function test_leverage_and_deleverage_for_the_caller() external {
        vm.startPrank(alice);
        router.leverage(_trade(20_000 * UNIT, 10 * ETH), 10 * ETH, ALL, block.timestamp);
        assertEq(credit.standing(alice).owned, 40_000 * WAD, "20 at 2,000");
        _checkEmpty(address(router));
        uint256 before = token.balanceOf(alice);
        router.deleverage(_trade(11 * ETH, 22_000 * UNIT), ALL, block.timestamp);
        assertEq(credit.standing(alice).owed, 0, "all");
        assertApproxEqAbs(token.balanceOf(alice) - before, 2_000 * UNIT, 2, "what was not needed");
        _checkEmpty(address(router));
    }

    function test_signatures_and_a_loan_in_one_transaction() external {
        PermitToken signed = new PermitToken();
        bytes[] memory calls = _calls(signed, 5 * ETH);
        _list(signed);
        vm.prank(signer);
        router.multicall(calls);
        assertEq(credit.collateralOf(signer, address(signed)), 5 * ETH, "added");
        assertEq(token.balanceOf(signer), 1e27 + 1_000 * UNIT, "borrowed");
        assertEq(signed.balanceOf(address(router)), 0, "nothing stays");
    }

    function test_signatures_shown_by_others_do_not_stop_the_batch() external {
        PermitToken signed = new PermitToken();
        bytes[] memory calls = _calls(signed, 5 * ETH);
        _list(signed);
        (uint8 v, bytes32 r, bytes32 s) = _permit(signed, 5 * ETH);
        signed.permit(signer, address(router), 5 * ETH, ALL, v, r, s);
        (v, r, s) = _operator();
        credit.permitOperator(signer, address(router), true, ALL, v, r, s);
        vm.prank(signer);
        router.multicall(calls);
        assertEq(credit.collateralOf(signer, address(signed)), 5 * ETH, "added");
    }

    function test_what_a_batch_does_not_need_goes_back() external {
        _open(alice, 1_000 * UNIT);
        CreditRouter.Payment[] memory payments = new CreditRouter.Payment[](1);
        payments[0] = CreditRouter.Payment(address(token), 1_500 * UNIT);
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](1);
        actions[0] = _repay(ALL);
        uint256 before = token.balanceOf(alice);
        vm.prank(alice);
        router.execute(payments, block.timestamp, actions);
        assertApproxEqAbs(before - token.balanceOf(alice), 1_000 * UNIT, 2, "the debt alone");
        _checkEmpty(address(router));
    }

    /// An operator of many: nobody acts for another through it.
    function test_nobody_acts_for_another_account() external {
        _open(alice, 1_000 * UNIT);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.NotAuthorised.selector, bob, address(router)));
        router.deleverage(_trade(ETH, 0), 0, block.timestamp);
        // Nor spends what another has allowed: tokens are the caller's alone.
        weth.approve(address(router), 0);
        bytes memory short =
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(router), 0, ETH);
        vm.expectRevert(short);
        router.leverage(_trade(2_000 * UNIT, ETH), ETH, ALL, block.timestamp);
    }

    function test_a_call_back_without_a_trade_is_refused() external {
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](1);
        actions[0] = _action(6, address(weth), 1, 0, 0, address(0));
        vm.startPrank(alice);
        vm.expectRevert(SwapCallback.NoTrade.selector);
        router.execute(new CreditRouter.Payment[](0), ALL, actions);
        vm.stopPrank();
        _checkStranger(router, SwapCallback.NotDesk.selector);
    }

    function test_a_deadline_holds() external {
        vm.prank(alice);
        vm.expectPartialRevert(ICreditDesk.DeadlinePassed.selector);
        router.leverage(_trade(2_000 * UNIT, ETH), ETH, ALL, block.timestamp - 1);
    }

    function test_a_foreign_signature_makes_no_operator() external {
        (uint8 v, bytes32 r, bytes32 s) = _operator();
        vm.prank(bob);
        vm.expectPartialRevert(ICreditDesk.ERC2612InvalidSigner.selector);
        router.permitOperator(ALL, v, r, s);
    }

    // ---------------------------------------------------------------- helpers

    /// Alice lets the router act for her, and take her tokens.
    function _enlist(address who) private {
        vm.startPrank(who);
        credit.setOperator(address(router), true);
        weth.approve(address(router), ALL);
        token.approve(address(router), ALL);
        vm.stopPrank();
    }

    /// A collateral like the first, with signed allowances.
    function _list(PermitToken signed) private {
        signed.mint(signer, 5 * ETH);
        feedOf[address(signed)] = feedOf[address(weth)];
        vm.prank(owner);
        terms.listAsset(address(signed), _config(address(signed), 1));
        terms.observe(_one(address(signed)));
        _push(address(signed), 0.75e7, 0.8e7, 0.1e7);
        _settle();
        terms.observe(_one(address(signed)));
    }

    function _calls(PermitToken signed, uint256 amount) private view returns (bytes[] memory calls) {
        calls = new bytes[](3);
        (uint8 v, bytes32 r, bytes32 s) = _permit(signed, amount);
        calls[0] = abi.encodeCall(router.permit, (IERC20Permit(address(signed)), amount, ALL, v, r, s));
        (v, r, s) = _operator();
        calls[1] = abi.encodeCall(router.permitOperator, (ALL, v, r, s));
        CreditRouter.Payment[] memory payments = new CreditRouter.Payment[](1);
        payments[0] = CreditRouter.Payment(address(signed), amount);
        ICreditDesk.Action memory add = _action(0, address(signed), amount, 0, 0, address(0));
        calls[2] = abi.encodeCall(router.execute, (payments, ALL, _two(add, _borrow(1_000 * UNIT, signer))));
    }

    function _permit(PermitToken signed, uint256 value) private view returns (uint8 v, bytes32 r, bytes32 s) {
        Permits.Permit memory permit = Permits.Permit(Permits.ALLOWANCE, signer, address(router), value, 0, ALL);
        return Permits.sign(permit, key, signed.DOMAIN_SEPARATOR());
    }

    function _operator() private view returns (uint8 v, bytes32 r, bytes32 s) {
        Permits.Permit memory permit = Permits.Permit(Permits.OPERATOR, signer, address(router), 1, 0, ALL);
        return Permits.sign(permit, key, credit.DOMAIN_SEPARATOR());
    }
}
