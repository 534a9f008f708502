// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {SeveralCurrencies} from "./SeveralCurrencies.sol";

/// Borrowers who liquidate themselves, in parts, to shed debt that they could pay: they get what they get by a liquidation of all.
contract SelfLiquidationTest is SeveralCurrencies {
    uint256 private constant GRAIN = 1e12;
    /// Ten ether, in dollars at a price of one.
    uint256 private constant COLLATERAL = 10;
    /// 6,000 dollars, 4,000 euros.
    uint256 private constant OWED = 11_000;

    function _open() private {
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](3);
        actions[0] = _add(weth, COLLATERAL * ETH);
        actions[1] = _borrow(6_000 * UNIT, alice);
        actions[2] = _borrowOf(euro, 4_000 * EURO);
        vm.prank(alice);
        credit.execute(alice, ALL, actions);
    }

    /// What the borrower's other address has, in dollars, wad.
    function _wealth(uint256 cents) private view returns (uint256) {
        return token.balanceOf(bob) * 1e12 + euro.balanceOf(bob) * 5 / 4 + weth.balanceOf(bob) * cents / 100;
    }

    function _takeBySelf(PlainToken currency, uint256 amount) private {
        ICreditDesk.Order memory order = _orderOf(currency, weth, amount);
        order.receiver = bob;
        vm.prank(bob);
        credit.liquidate(order);
    }

    /// What he gains by all of it.
    function _gainByAll(uint256 cents) private returns (uint256) {
        uint256 before = _wealth(cents);
        _takeBySelf(token, ALL);
        _takeBySelf(euro, ALL);
        return _wealth(cents) - before;
    }

    /// Parts of an account that is short, by a hair or by half: the gain is that part of the gain by all, what is left is the
    /// rest of what was owned and of what was owed. Two accounts, one of them liquidated whole, would have been the same.
    /// forge-config: default.fuzz.runs = 64
    function testFuzz_parts_gain_what_they_are_of_all(uint256 cents, uint256 thousandths) external {
        _open();
        // 11,550 for 11,000 and half of the bonus: a hair below that.
        cents = bound(cents, 60_000, 115_400);
        thousandths = bound(thousandths, 10, 990);
        _jump(weth, int256(cents) * 1e6);
        ICreditDesk.Standing memory before = credit.standing(alice);
        uint256 state = vm.snapshotState();
        uint256 all = _gainByAll(cents);
        vm.revertToState(state);
        uint256 share = before.owned * WAD * 100 / 105 / before.owed;
        uint256 wealth = _wealth(cents);
        _takeBySelf(token, 6_000 * UNIT * share / WAD * thousandths / 1_000);
        _takeBySelf(euro, 4_000 * EURO * share / WAD * thousandths / 1_000);
        uint256 gain = _wealth(cents) - wealth;
        assertApproxEqRel(gain, all * thousandths / 1_000, 1e14, "a part of the gain by all");
        assertLt(gain, all);
        ICreditDesk.Standing memory left = credit.standing(alice);
        assertApproxEqRel(left.owned, before.owned * (1_000 - thousandths) / 1_000, 1e14, "what another account had");
        assertApproxEqRel(left.owed, before.owed * (1_000 - thousandths) / 1_000, 1e14, "what another account owed");
        assertApproxEqRel(left.health, before.health, 1e13, "nor is it healthier");
    }

    /// Half of the bonus on all there is, no more: what whoever takes the last of an account in one currency gets.
    function test_all_of_it_gains_half_of_the_bonus() external {
        _open();
        _jump(weth, 1_150e8);
        uint256 worth = COLLATERAL * 1_150 * WAD;
        assertApproxEqRel(_gainByAll(115_000), worth * 5 / 105, GRAIN, "INV-LOSS-01");
        assertEq(credit.accountOf(alice).debts, 0);
    }

    /// Who could pay, and is not short, sheds nothing.
    function test_who_is_not_short_sheds_nothing() external {
        _open();
        _jump(weth, 1_160e8);
        uint256 before = credit.standing(alice).owed;
        uint256 cash = token.balanceOf(bob);
        _takeBySelf(token, 3_000 * UNIT);
        assertEq(cash - token.balanceOf(bob), 3_000 * UNIT);
        assertApproxEqAbs(before - credit.standing(alice).owed, 3_000 * WAD, 2e12, "INV-LOSS-01");
    }
}
