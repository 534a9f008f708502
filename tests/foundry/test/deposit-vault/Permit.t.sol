// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {Permits} from "../../src/Permits.sol";
import {DepositVaultTest} from "./DepositVaultTest.sol";

/// Allowances by signature: ERC-2612.
contract PermitTest is DepositVaultTest {
    struct Signature {
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    address private owner;
    uint256 private key;

    function setUp() public override {
        super.setUp();
        (owner, key) = makeAddrAndKey("signer");
    }

    function domainOf(address contract_) private view returns (bytes32) {
        return Permits.domainOf("ALM deposits", contract_);
    }

    function sign(uint256 value, uint256 nonce, uint256 deadline, bytes32 domain)
        private
        view
        returns (Signature memory signature)
    {
        Permits.Permit memory terms = Permits.Permit(Permits.ALLOWANCE, owner, bob, value, nonce, deadline);
        (signature.v, signature.r, signature.s) = Permits.sign(terms, key, domain);
    }

    function permit(uint256 value, uint256 deadline, Signature memory signature) private {
        vault.permit(owner, bob, value, deadline, signature.v, signature.r, signature.s);
    }

    /// Whoever is recovered, it is not the owner.
    function expectStranger() private {
        vm.expectPartialRevert(IDepositVault.ERC2612InvalidSigner.selector);
    }

    function test_the_domain_is_of_this_chain_and_contract() external {
        assertEq(vault.DOMAIN_SEPARATOR(), domainOf(address(vault)));
        vm.chainId(10);
        assertEq(vault.DOMAIN_SEPARATOR(), domainOf(address(vault)));
    }

    function testFuzz_permit(uint256 value, uint256 deadline) external {
        deadline = bound(deadline, block.timestamp, type(uint256).max);
        Signature memory signature = sign(value, 0, deadline, domainOf(address(vault)));
        vm.expectEmit(address(vault));
        emit IDepositVault.Approval(owner, bob, value);
        permit(value, deadline, signature);
        assertEq(vault.allowance(owner, bob), value);
        assertEq(vault.nonces(owner), 1);
    }

    function test_a_permit_is_used_once() external {
        Signature memory signature = sign(5, 0, block.timestamp, domainOf(address(vault)));
        permit(5, block.timestamp, signature);
        expectStranger();
        permit(5, block.timestamp, signature);
        permit(6, block.timestamp, sign(6, 1, block.timestamp, domainOf(address(vault))));
        assertEq(vault.nonces(owner), 2);
    }

    function test_an_expired_permit_is_refused() external {
        Signature memory signature = sign(5, 0, block.timestamp, domainOf(address(vault)));
        uint256 deadline = block.timestamp;
        skip(1);
        vm.expectRevert(abi.encodeWithSelector(IDepositVault.ERC2612ExpiredSignature.selector, deadline));
        permit(5, deadline, signature);
    }

    function test_a_permit_for_another_chain_or_contract_is_refused() external {
        bytes32 elsewhere = domainOf(address(sheet));
        bytes32 here = domainOf(address(vault));
        expectStranger();
        permit(5, block.timestamp, sign(5, 0, block.timestamp, elsewhere));
        vm.chainId(10);
        expectStranger();
        permit(5, block.timestamp, sign(5, 0, block.timestamp, here));
    }

    function test_a_permit_for_other_terms_is_refused() external {
        Signature memory signature = sign(5, 0, block.timestamp, domainOf(address(vault)));
        expectStranger();
        permit(6, block.timestamp, signature);
        expectStranger();
        permit(5, block.timestamp + 1, signature);
        expectStranger();
        vault.permit(owner, alice, 5, block.timestamp, signature.v, signature.r, signature.s);
        assertEq(vault.nonces(owner), 0, "a refused permit uses no nonce");
    }

    function test_the_other_form_of_a_signature_is_refused() external {
        Signature memory signature = sign(5, 0, block.timestamp, domainOf(address(vault)));
        (signature.v, signature.s) = Permits.mirrored(signature.v, signature.s);
        vm.expectRevert(abi.encodeWithSelector(IDepositVault.ECDSAInvalidSignatureS.selector, signature.s));
        permit(5, block.timestamp, signature);
    }

    function test_no_signature_is_nobodys() external {
        bytes4 selector = IDepositVault.ERC2612InvalidSigner.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, address(0), owner));
        permit(5, block.timestamp, Signature(27, 0, 0));
        vm.expectRevert(abi.encodeWithSelector(selector, address(0), address(0)));
        vault.permit(address(0), bob, 5, block.timestamp, 29, bytes32(uint256(1)), bytes32(uint256(1)));
    }

    function test_a_permit_survives_transfers_of_the_owner() external {
        depositAs(alice, 1e6);
        vm.prank(alice);
        vault.transfer(owner, 100);
        permit(60, block.timestamp, sign(60, 0, block.timestamp, domainOf(address(vault))));
        vm.prank(bob);
        vault.transferFrom(owner, bob, 60);
        assertEq(vault.balanceOf(owner), 40);
        assertEq(vault.nonces(owner), 1);
    }
}
