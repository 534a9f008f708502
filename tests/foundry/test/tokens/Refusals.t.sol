// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {FalseToken} from "../../src/mocks/tokens/FalseToken.sol";
import {NoReturnToken} from "../../src/mocks/tokens/NoReturnToken.sol";
import {TokenTest} from "./TokenTest.sol";

/// @title Tokens that give no reason: by a revert without one, by false
/// @notice Whatever they refuse, the door says which token it was, and the books are as before.
abstract contract Refusals is TokenTest {
    address internal dave = makeAddr("dave");

    function _refused(address caller, address door, bytes memory call, IERC20 token) internal {
        bytes memory before = _books();
        vm.prank(caller);
        (bool success, bytes memory answer) = door.call(call);
        assertFalse(success, "refused");
        assertEq(answer, abi.encodeWithSelector(ICreditDesk.TransferFailed.selector, token), "the token");
        assertEq(_books(), before, "no state change");
    }

    /// Everything an amount could have slipped into.
    function _books() private view returns (bytes memory) {
        address asset = address(currency);
        bytes memory shares = abi.encode(vault.totalSupply(), pool.totalSupply(), credit.accountOf(alice));
        bytes memory held = abi.encode(
            currency.balanceOf(address(sheet)), currency.balanceOf(address(pool)), collateral.balanceOf(address(credit))
        );
        bytes memory people = abi.encode(currency.balanceOf(dave), collateral.balanceOf(dave));
        return abi.encode(sheet.book(asset), pools.accounts(), credit.standing(alice), shares, held, people);
    }

    function _batch(address account, ICreditDesk.Action memory action) internal pure returns (bytes memory) {
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](1);
        actions[0] = action;
        return abi.encodeCall(ICreditDesk.execute, (account, ALL, actions));
    }

    /// Each door that takes tokens, for a caller from whom there is nothing to take.
    function _takeFrom(address who) private {
        uint256 amount = 1_000 * unit;
        _refused(who, address(vault), abi.encodeCall(vault.deposit, (amount, who)), currency);
        _refused(who, address(vault), abi.encodeCall(vault.mint, (amount * 1e6, who)), currency);
        _refused(who, address(pool), abi.encodeCall(pool.deposit, (amount, who)), currency);
        _refused(who, address(pool), abi.encodeCall(pool.mint, (amount * 1e6, who)), currency);
        bytes memory call = abi.encodeCall(termDesk.deposit, (address(currency), _maturity(4), amount, 0, who, ALL));
        _refused(who, address(termDesk), call, currency);
        call = _batch(who, _action(0, collateral, piece, 0, 0, address(0)));
        _refused(who, address(credit), call, collateral);
        call = _batch(alice, _action(3, currency, amount, 0, 0, address(0)));
        _refused(who, address(credit), call, currency);
        _refused(who, address(credit), abi.encodeCall(credit.liquidate, (_order(alice, who))), currency);
    }

    function test_no_door_takes_what_is_not_there_or_not_allowed() external {
        _open(alice, 14_500 * unit);
        price.push(1_800e8, block.timestamp);
        // Money, and no allowance; then allowances, and no money.
        _mint(currency, dave, 100_000 * unit);
        _mint(collateral, dave, 100 * piece);
        _takeFrom(dave);
        _enrich(carol);
        vm.startPrank(carol);
        (bool success,) = address(currency).call(abi.encodeCall(currency.transfer, (bob, currency.balanceOf(carol))));
        (bool both,) = address(collateral).call(abi.encodeCall(collateral.transfer, (bob, collateral.balanceOf(carol))));
        assertTrue(success && both);
        vm.stopPrank();
        _takeFrom(carol);
        _check();
    }
}

/// @title Tokens that freeze an account
abstract contract FrozenRefusals is Refusals {
    function _freeze(bool frozen) private {
        FalseToken(address(currency)).freeze(dave, frozen);
        FalseToken(address(collateral)).freeze(dave, frozen);
    }

    /// Nothing is paid to a frozen account, and all of it once it is free.
    function _pay(address caller, address door, bytes memory call, IERC20 token) private {
        uint256 had = token.balanceOf(dave);
        _freeze(true);
        _refused(caller, door, call, token);
        _freeze(false);
        vm.prank(caller);
        (bool success,) = door.call(call);
        assertTrue(success, "free again");
        assertGt(token.balanceOf(dave), had, "paid");
        _check();
    }

    function test_no_door_loses_what_a_token_does_not_pay() external {
        _open(alice, 10_000 * unit);
        vm.prank(alice);
        termDesk.deposit(address(currency), _maturity(2), 1_000 * unit, 0, alice, ALL);
        _pay(bob, address(vault), abi.encodeCall(vault.withdraw, (unit, dave, bob)), currency);
        _pay(bob, address(vault), abi.encodeCall(vault.redeem, (1_000_000 * unit, dave, bob)), currency);
        bytes memory call =
            abi.encodeCall(termDesk.exit, (address(currency), _maturity(2), 500 * unit, 0, dave, alice, ALL));
        _pay(alice, address(termDesk), call, currency);
        _pay(alice, address(credit), _batch(alice, _action(2, currency, 100 * unit, ALL, 0, dave)), currency);
        call = _batch(alice, _action(4, currency, 100 * unit, 0, _maturity(4), dave));
        _pay(alice, address(credit), call, currency);
        _pay(alice, address(credit), _batch(alice, _action(1, collateral, piece, 0, 0, dave)), collateral);
        price.push(1_300e8, block.timestamp);
        _pay(bob, address(credit), abi.encodeCall(credit.liquidate, (_order(alice, dave))), collateral);
        uint64 maturity = _maturity(2);
        vm.warp(maturity);
        call = abi.encodeCall(termDesk.redeem, (address(currency), maturity, 500 * unit, dave, alice));
        _pay(alice, address(termDesk), call, currency);
    }

    function test_what_waited_can_be_claimed_once_the_token_pays() external {
        vm.startPrank(bob);
        uint256 shares = pool.deposit(1_000 * unit, bob);
        uint256 opens = pool.requestExit(shares);
        vault.approve(address(queue), ALL);
        queue.requestRedeem(vault.balanceOf(bob) / 4, bob, bob);
        vm.stopPrank();
        _days(1);
        queue.settle();
        _days(1);
        bytes memory call = abi.encodeCall(queue.redeem, (queue.maxRedeem(bob), dave, bob));
        _pay(bob, address(queue), call, currency);
        vm.warp(opens);
        sheet.refreshRate(address(currency));
        call = abi.encodeCall(pool.redeem, (pool.maxRedeem(bob), dave, bob));
        _pay(bob, address(pool), call, currency);
    }
}

/// A token without return values, against one that returns false.
contract SilenceRefusesTest is FrozenRefusals {
    function _tokens() internal override returns (address, address) {
        return (address(new NoReturnToken()), address(new FalseToken()));
    }
}

/// The other way round.
contract FalseRefusesTest is FrozenRefusals {
    function _tokens() internal override returns (address, address) {
        return (address(new FalseToken()), address(new NoReturnToken()));
    }
}

/// WETH9 reverts without a reason.
contract EtherRefusesTest is Refusals {
    function _tokens() internal override returns (address, address) {
        return (address(wrapped), address(new FalseToken()));
    }
}
