// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ITermDesk} from "alm-interfaces/ITermDesk.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {StylusDeployer} from "../../src/stylus/StylusDeployer.sol";
import {TermDeskTest} from "./TermDeskTest.sol";

/// The claims as ERC-6909 has them, on the shipped bytes.
contract ClaimsTest is TermDeskTest {
    function test_a_claim_tells_what_it_is_on() external view {
        assertEq(id, (uint256(uint160(address(token))) << 64) | maturity);
        (address currency, uint64 due) = desk.claimOf(id);
        assertEq(currency, address(token));
        assertEq(due, maturity);
        assertEq(desk.decimals(id), 6);
        assertEq(desk.name(id), "PLN fixed 2028-01-13");
        assertEq(desk.symbol(id), "PLN-2028-01-13");
        assertEq(desk.balanceSheet(), address(sheet));
    }

    function test_what_is_no_claim_is_told() external {
        uint256 bad = id | (1 << 224);
        bytes memory error = abi.encodeWithSelector(ITermDesk.InvalidId.selector, bad);
        vm.expectRevert(error);
        desk.claimOf(bad);
        vm.expectRevert(error);
        desk.decimals(bad);
        assertEq(desk.balanceOf(alice, bad), 0);
        uint256 nobodys = desk.idOf(alice, maturity);
        vm.expectRevert(abi.encodeWithSelector(ITermDesk.UnsuitableToken.selector, alice));
        desk.decimals(nobodys);
        assertEq(desk.name(nobodys), " fixed 2028-01-13");
    }

    function test_interfaces_are_those_spoken() external view {
        assertTrue(desk.supportsInterface(type(IERC165).interfaceId));
        assertTrue(desk.supportsInterface(0x0f632fb3), "ERC-6909");
        assertFalse(desk.supportsInterface(0xffffffff));
    }

    function test_claims_move_with_their_face() external {
        uint256 face = depositAs(alice, 1e6);
        vm.expectEmit(address(desk));
        emit ITermDesk.Transfer(alice, alice, bob, id, face);
        vm.prank(alice);
        assertTrue(desk.transfer(bob, id, face));
        vm.warp(maturity);
        redeemAs(bob, face);
        assertEq(token.balanceOf(bob), RICHES + face);
        vm.expectRevert(abi.encodeWithSelector(ITermDesk.ERC6909InsufficientBalance.selector, alice, 0, 1, id));
        redeemAs(alice, 1);
    }

    function test_permissions_are_told() external {
        vm.startPrank(alice);
        vm.expectEmit(address(desk));
        emit ITermDesk.Approval(alice, bob, id, 7);
        assertTrue(desk.approve(bob, id, 7));
        vm.expectEmit(address(desk));
        emit ITermDesk.OperatorSet(alice, bob, true);
        assertTrue(desk.setOperator(bob, true));
        assertTrue(desk.isOperator(alice, bob));
        assertFalse(desk.isOperator(bob, alice));
        assertEq(desk.allowance(alice, bob, id), 7);
    }

    function test_the_desk_is_set_up_once() external {
        vm.expectRevert(ITermDesk.InvalidInitialization.selector);
        (bool isRefused,) = address(desk).call(bytes.concat(bytes4(0x5585258d), abi.encode(alice)));
        assertTrue(isRefused);
        assertEq(desk.balanceSheet(), address(sheet));
        vm.expectPartialRevert(StylusDeployer.ContractInitializationError.selector);
        this.deployFor(address(0));
    }

    function test_ether_is_refused() external {
        vm.deal(alice, 1 ether);
        vm.prank(alice);
        (bool isAccepted,) = address(desk).call{value: 1}(abi.encodeCall(desk.transfer, (bob, id, 0)));
        assertFalse(isAccepted);
    }

    function deployFor(address sheet_) external {
        deployStylus("term-desk", abi.encode(sheet_));
    }

    /// A ledger in two mappings beside the desk's: any sequence of transfers and permissions comes to the same.
    function testFuzz_the_ledger_is_erc6909(uint256[16] calldata moves) external {
        address[3] memory who = [alice, bob, address(this)];
        uint256[3] memory held = [depositAs(alice, 1e12), depositAs(bob, 1e12), 0];
        uint256[9] memory allowed;
        bool[9] memory isOperator;
        for (uint256 i; i < moves.length; ++i) {
            uint256 move = moves[i];
            (uint256 a, uint256 b, uint256 c) = (move % 3, (move >> 8) % 3, (move >> 16) % 3);
            uint256 amount = (move >> 24) % 2e12;
            vm.prank(who[a]);
            if (move >> 254 == 0) {
                desk.approve(who[b], id, amount);
                allowed[3 * a + b] = amount;
            } else if (move >> 254 == 1) {
                desk.setOperator(who[b], amount % 2 == 0);
                isOperator[3 * a + b] = amount % 2 == 0;
            } else {
                bool isFree = a == b || isOperator[3 * b + a];
                bool passes = amount <= held[b] && (isFree || amount <= allowed[3 * b + a]);
                if (!passes) vm.expectRevert();
                desk.transferFrom(who[b], who[c], id, amount);
                if (!passes) continue;
                if (!isFree) allowed[3 * b + a] -= amount;
                held[b] -= amount;
                held[c] += amount;
            }
        }
        for (uint256 i; i < 9; ++i) {
            assertEq(desk.allowance(who[i / 3], who[i % 3], id), allowed[i], "INV-CLAIM-01");
            assertEq(desk.isOperator(who[i / 3], who[i % 3]), isOperator[i], "INV-CLAIM-01");
            assertEq(desk.balanceOf(who[i % 3], id), held[i % 3], "INV-CLAIM-01");
        }
    }
}
