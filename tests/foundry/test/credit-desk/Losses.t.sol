// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Vm} from "forge-std/Vm.sol";
import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {SeveralCurrencies} from "./SeveralCurrencies.sol";

/// Accounts that cannot pay all they owe in several currencies: whatever liquidators prefer, each gets the same part of its worth.
contract LossesTest is SeveralCurrencies {
    /// Of what is compared: units of what moves, rounded in each of many calls.
    uint256 private constant GRAIN = 1e12;

    PlainToken[3] private currencies;
    /// What was owed of each at first, and what was paid of that.
    uint256[3] private first;
    uint256[3] private paid;

    function setUp() public override {
        super.setUp();
        currencies = [token, euro, yen];
        // All of it counts here, to the last unit of collateral.
        vm.prank(owner);
        terms.setDust(0);
    }

    /// 20,000 and 60,000 dollars of collaterals with different bonuses; 30,000 owed in dollars, 15,000 in euros, 9,000 in yen.
    function _open() private {
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](5);
        (actions[0], actions[1]) = (_add(weth, 10 * ETH), _add(wbtc, BTC));
        actions[2] = _borrow(30_000 * UNIT, alice);
        actions[3] = _borrowOf(euro, 12_000 * EURO);
        actions[4] = _borrowOf(yen, 1_125_000 * YEN);
        vm.prank(alice);
        credit.execute(alice, ALL, actions);
        for (uint256 i; i < 3; ++i) {
            (, first[i]) = credit.debtOf(alice, address(currencies[i]));
        }
    }

    /// So many dollars an ether; a bitcoin thirty times that.
    function _fall(uint256 price) private {
        _jump(weth, int256(price) * 1e8);
        _jump(wbtc, int256(price) * 30e8);
    }

    /// What a sale of everything would bring for one owed, wad: nothing of it is asked of the desk.
    function _naiveShare(uint256 price) private view returns (uint256) {
        uint256 brought = 10 * price * WAD * 100 / 105 + 30 * price * WAD * 100 / 104;
        return brought * WAD / (first[0] * 1e12 + first[1] * 5 / 4 + first[2] * 1e10 / 125);
    }

    function _got(uint256 which) private view returns (uint256) {
        return paid[which] * WAD / first[which];
    }

    /// Takes what it gets, if anything.
    function _take(uint256 which, PlainToken collateral, uint256 amount) private returns (bool) {
        vm.prank(liquidator);
        try credit.liquidate(_orderOf(currencies[which], collateral, amount)) returns (uint256 cost, uint256) {
            paid[which] += cost;
            return true;
        } catch {
            return false;
        }
    }

    /// Everything that is left, of whatever is first in line.
    function _finish(uint256 preferred) private {
        for (uint256 i; i < 3; ++i) {
            _take((preferred + i) % 3, weth, ALL);
            _take((preferred + i) % 3, wbtc, ALL);
        }
        _checkLines();
    }

    function _checkShares(uint256 price) private view {
        for (uint256 i; i < 3; ++i) {
            assertApproxEqRel(_got(i), _naiveShare(price), GRAIN, "INV-LOSS-01: another part than the others");
        }
    }

    function test_a_liquidator_who_prefers_a_currency_gets_it_no_more() external {
        _open();
        _fall(1_000);
        assertTrue(_take(0, weth, ALL));
        while (_take(0, wbtc, ALL) || _take(0, weth, ALL)) {}
        assertEq(_debt(alice), 0, "what is not paid is given up with what is");
        assertApproxEqRel(_got(0), _naiveShare(1_000), GRAIN, "INV-LOSS-01");
        _finish(1);
        _checkShares(1_000);
    }

    function test_ten_pieces_are_not_more_than_one() external {
        _open();
        _fall(900);
        uint256 state = vm.snapshotState();
        for (uint256 i; i < 12; ++i) {
            _take(1, wbtc, 1_000 * EURO);
        }
        uint256 inPieces = _got(1);
        _finish(0);
        _checkShares(900);
        vm.revertToState(state);
        paid[1] = 0;
        _finish(1);
        assertApproxEqRel(inPieces, _got(1), GRAIN, "INV-LOSS-01");
    }

    /// Half of one, all of the others, the rest of the first.
    function test_what_was_begun_is_ended_at_the_same_part() external {
        _open();
        _fall(1_100);
        assertTrue(_take(0, wbtc, _naiveShare(1_100) * first[0] / WAD / 2));
        assertApproxEqRel(_debt(alice), first[0] / 2, GRAIN, "half of the part ends half of the debt");
        while (_take(1, weth, ALL) || _take(2, wbtc, ALL) || _take(1, wbtc, ALL)) {}
        _finish(0);
        _checkShares(1_100);
    }

    /// forge-config: default.fuzz.runs = 96
    function testFuzz_any_order_any_pieces_any_collateral(uint256 entropy, uint256 price) external {
        _open();
        // From what pays half to what pays all but a hair.
        price = bound(price, 700, 1_405);
        _fall(price);
        for (uint256 i; i < 10; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(entropy, i)));
            uint256 which = dice % 3;
            uint256 amount = first[which] * (1 + (dice >> 8) % 300) / 1_000;
            _take(which, (dice >> 128) % 2 == 0 ? weth : wbtc, (dice >> 136) % 4 == 0 ? ALL : amount);
        }
        _finish(entropy % 3);
        _checkShares(price);
    }

    /// An account that can pay all does, in any order: no bonus leaves too little for who comes last.
    /// forge-config: default.fuzz.runs = 64
    function testFuzz_what_is_paid_for_is_not_lost(uint256 entropy, uint256 price) external {
        _open();
        price = bound(price, 1_409, 1_700);
        _fall(price);
        vm.recordLogs();
        for (uint256 i; i < 10; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(entropy, i)));
            _take(dice % 3, (dice >> 128) % 2 == 0 ? weth : wbtc, ALL);
        }
        _finish(entropy % 3);
        assertEq(_givenUp(), 0, "INV-LOSS-01");
        assertGe(_health(alice), WAD, "INV-CREDIT-03");
    }

    /// How often debt was given up since logs are recorded.
    function _givenUp() private returns (uint256 times) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] == ICreditDesk.BadDebtRealised.selector) ++times;
        }
    }

    /// With the last of the collateral: everything is given up, and the books lost what nobody paid.
    function test_the_books_lose_what_was_not_paid() external {
        _open();
        vm.prank(owner);
        terms.setDust(10);
        uint256[3] memory before = _lent();
        _fall(1_000);
        _finish(2);
        assertEq(credit.accountOf(alice).debts, 0, "INV-CREDIT-04");
        uint256[3] memory rest = _lent();
        for (uint256 i; i < 3; ++i) {
            assertApproxEqAbs(before[i] - rest[i], first[i], 2, "INV-LOSS-01: what was paid and what was lost");
            // The last currency waits for ten dollars that are left to the account.
            assertApproxEqRel(_got(i), _naiveShare(1_000), 0.002e18, "INV-LOSS-01");
        }
    }

    function _lent() private view returns (uint256[3] memory lent) {
        for (uint256 i; i < 3; ++i) {
            lent[i] = sheet.book(address(currencies[i])).floatingLoans;
        }
    }

    /// One currency has nobody to share with: a part repaid gives nothing up, and a better price may pay the rest.
    function test_one_currency_waits_for_a_better_price() external {
        _do(alice, _add(weth, 10 * ETH), _borrow(14_000 * UNIT, alice));
        _fall(1_200);
        vm.recordLogs();
        assertTrue(_take(0, weth, 2_000 * UNIT));
        assertEq(_givenUp(), 0, "INV-LOSS-01");
        assertApproxEqAbs(_debt(alice), 12_000 * UNIT, 2);
    }

    /// Neither dust is repaid nor left, counting what is lost with it.
    function test_no_dust_is_left_by_a_loss() external {
        _open();
        _fall(700);
        (uint256 share, uint256 least) = (_naiveShare(700), UNIT);
        ICreditDesk.Order memory order = _orderOf(token, wbtc, (first[0] - least / 2) * share / WAD);
        vm.expectPartialRevert(ICreditDesk.BelowMinimum.selector);
        _liquidate(order);
        order.amount = least - 1;
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.BelowMinimum.selector, least - 1, least));
        _liquidate(order);
        assertTrue(_take(0, wbtc, (first[0] - 2 * least) * share / WAD));
        assertApproxEqRel(_debt(alice), 2 * least, 0.01e18, "INV-CREDIT-03");
    }
}
