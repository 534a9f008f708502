// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {Permits} from "../../src/Permits.sol";
import {PoolTest} from "./PoolTest.sol";

/// One signature, used where and when it was not given for.
contract SignaturesTest is PoolTest {
    address private signer;
    uint256 private key;

    function setUp() public override {
        super.setUp();
        (signer, key) = makeAddrAndKey("signer");
    }

    function test_attack_permit_replay_of_an_allowance() external {
        IERC20Permit[2] memory tokens = [IERC20Permit(address(vault)), IERC20Permit(address(pool))];
        for (uint256 i; i < 2; ++i) {
            (IERC20Permit here, IERC20Permit there) = (tokens[i], tokens[1 - i]);
            (uint8 v, bytes32 r, bytes32 s) = _sign(Permits.ALLOWANCE, here.DOMAIN_SEPARATOR(), 1, here.nonces(signer));
            vm.expectPartialRevert(ICreditDesk.ERC2612InvalidSigner.selector);
            there.permit(signer, bob, 1, ALL, v, r, s);
            here.permit(signer, bob, 1, ALL, v, r, s);
            vm.expectPartialRevert(ICreditDesk.ERC2612InvalidSigner.selector);
            here.permit(signer, bob, 1, ALL, v, r, s);
            (v, r, s) = _sign(Permits.ALLOWANCE, here.DOMAIN_SEPARATOR(), 1, here.nonces(signer));
            uint256 chain = block.chainid;
            vm.chainId(chain + 1);
            vm.expectPartialRevert(ICreditDesk.ERC2612InvalidSigner.selector);
            here.permit(signer, bob, 1, ALL, v, r, s);
            vm.chainId(chain);
            here.permit(signer, bob, 1, ALL, v, r, s);
        }
    }

    function test_attack_permit_replay_of_an_operator() external {
        bytes memory arguments = abi.encode(owner, sheet, deployStylus("credit-terms", ""));
        ICreditDesk other = ICreditDesk(deployStylus("credit-desk", arguments));
        (uint8 v, bytes32 r, bytes32 s) = _sign(Permits.OPERATOR, credit.DOMAIN_SEPARATOR(), 1, 0);
        vm.expectPartialRevert(ICreditDesk.ERC2612InvalidSigner.selector);
        other.permitOperator(signer, bob, true, ALL, v, r, s);
        uint256 chain = block.chainid;
        vm.chainId(chain + 1);
        vm.expectPartialRevert(ICreditDesk.ERC2612InvalidSigner.selector);
        credit.permitOperator(signer, bob, true, ALL, v, r, s);
        vm.chainId(chain);
        credit.permitOperator(signer, bob, true, ALL, v, r, s);
        vm.prank(signer);
        credit.setOperator(bob, false);
        vm.expectPartialRevert(ICreditDesk.ERC2612InvalidSigner.selector);
        credit.permitOperator(signer, bob, true, ALL, v, r, s);
        assertFalse(credit.isOperator(signer, bob));
        assertFalse(other.isOperator(signer, bob));
    }

    /// A signature to spend shares appoints no operator, and the other way round, though a number reads as either.
    function test_attack_permit_replay_as_another_kind() external {
        (uint8 v, bytes32 r, bytes32 s) = _sign(Permits.ALLOWANCE, credit.DOMAIN_SEPARATOR(), 1, 0);
        vm.expectPartialRevert(ICreditDesk.ERC2612InvalidSigner.selector);
        credit.permitOperator(signer, bob, true, ALL, v, r, s);
        (v, r, s) = _sign(Permits.OPERATOR, vault.DOMAIN_SEPARATOR(), 1, 0);
        vm.expectPartialRevert(ICreditDesk.ERC2612InvalidSigner.selector);
        vault.permit(signer, bob, 1, ALL, v, r, s);
    }

    function _sign(bytes32 kind, bytes32 domain, uint256 value, uint256 nonce)
        private
        view
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        return Permits.sign(Permits.Permit(kind, signer, bob, value, nonce, ALL), key, domain);
    }
}
