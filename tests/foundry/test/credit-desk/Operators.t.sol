// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {Permits} from "../../src/Permits.sol";
import {CreditTest} from "./CreditTest.sol";

/// Operators by signature.
contract OperatorsTest is CreditTest {
    address private signer;
    uint256 private key;

    function setUp() public override {
        super.setUp();
        (signer, key) = makeAddrAndKey("signer");
    }

    function _sign(bool approved, uint256 nonce, uint256 deadline)
        private
        view
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        Permits.Permit memory permit = Permits.Permit(Permits.OPERATOR, signer, bob, approved ? 1 : 0, nonce, deadline);
        return Permits.sign(permit, key, credit.DOMAIN_SEPARATOR());
    }

    function test_domain() external view {
        assertEq(credit.DOMAIN_SEPARATOR(), Permits.domainOf("Credit Desk", address(credit)));
    }

    function test_a_permit_counts_once() external {
        (uint8 v, bytes32 r, bytes32 s) = _sign(true, 0, block.timestamp);
        vm.expectEmit(address(credit));
        emit ICreditDesk.OperatorSet(signer, bob, true);
        credit.permitOperator(signer, bob, true, block.timestamp, v, r, s);
        assertTrue(credit.isOperator(signer, bob));
        assertEq(credit.nonces(signer), 1);
        vm.prank(signer);
        credit.setOperator(bob, false);
        vm.expectPartialRevert(ICreditDesk.ERC2612InvalidSigner.selector);
        credit.permitOperator(signer, bob, true, block.timestamp, v, r, s);
        assertFalse(credit.isOperator(signer, bob), "attack: permit replay");
        (v, r, s) = _sign(true, 1, block.timestamp);
        credit.permitOperator(signer, bob, true, block.timestamp, v, r, s);
    }

    function test_a_permit_expires_and_has_one_form() external {
        (uint8 v, bytes32 r, bytes32 s) = _sign(true, 0, block.timestamp - 1);
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.ERC2612ExpiredSignature.selector, block.timestamp - 1));
        credit.permitOperator(signer, bob, true, block.timestamp - 1, v, r, s);
        (v, r, s) = _sign(true, 0, ALL);
        (uint8 other, bytes32 upper) = Permits.mirrored(v, s);
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.ECDSAInvalidSignatureS.selector, upper));
        credit.permitOperator(signer, bob, true, ALL, other, r, upper);
        vm.expectPartialRevert(ICreditDesk.ERC2612InvalidSigner.selector);
        credit.permitOperator(signer, alice, true, ALL, v, r, s);
        vm.expectPartialRevert(ICreditDesk.ERC2612InvalidSigner.selector);
        credit.permitOperator(signer, bob, false, ALL, v, r, s);
        vm.expectPartialRevert(ICreditDesk.ERC2612InvalidSigner.selector);
        credit.permitOperator(address(0), bob, true, ALL, 0, r, s);
    }

    /// A nonce does not disturb an account's positions, nor they it.
    function test_the_nonce_shares_its_slot() external {
        weth.mint(signer, ETH);
        vm.startPrank(signer);
        weth.approve(address(credit), ETH);
        vm.stopPrank();
        _do(signer, _add(weth, ETH));
        (uint8 v, bytes32 r, bytes32 s) = _sign(true, 0, ALL);
        credit.permitOperator(signer, bob, true, ALL, v, r, s);
        assertEq(credit.accountOf(signer).collaterals, 2);
        assertEq(credit.accountOf(signer).nonce, 1);
        _do(signer, _withdraw(weth, ALL, signer));
        assertEq(credit.nonces(signer), 1);
    }
}
