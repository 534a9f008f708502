// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Vm} from "forge-std/Vm.sol";
import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {SeveralCurrencies} from "./SeveralCurrencies.sol";

/// Losses of accounts with fixed loans among their debts: each counts at what repaying it costs now.
contract FixedLossesTest is SeveralCurrencies {
    uint256 private constant GRAIN = 1e13;
    /// Ether of the account.
    uint256 private constant COLLATERAL = 10;

    /// What was paid for dollars and euros, in dollars, wad.
    uint256 private dollars;
    uint256 private euros;

    function setUp() public override {
        super.setUp();
        vm.prank(owner);
        terms.setDust(0);
    }

    /// Ten ether; 7,000 dollars until a maturity, and 5,000 euros that float.
    function _open(uint64 maturity) private {
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](3);
        actions[0] = _add(weth, COLLATERAL * ETH);
        actions[1] = _borrowFixed(7_000 * UNIT, maturity, alice);
        actions[2] = _borrowOf(euro, 5_000 * EURO);
        vm.prank(alice);
        credit.execute(alice, ALL, actions);
    }

    function _cost() private view returns (uint256) {
        ICreditDesk.Loan memory loan = credit.loanOf(alice, 0);
        if (loan.face == 0) return 0;
        return fixedBook.previewRestoreFixed(address(token), loan.maturity, loan.face, loan.slope);
    }

    function _owedEuros() private view returns (uint256 owed) {
        (, owed) = credit.debtOf(alice, address(euro));
    }

    function _takeLoan(uint256 face) private returns (bool) {
        ICreditDesk.Order memory order = _orderOf(token, weth, face);
        order.loan = 1;
        vm.prank(liquidator);
        try credit.liquidate(order) returns (uint256 cost, uint256) {
            dollars += cost * 1e12;
            return true;
        } catch {
            return false;
        }
    }

    function _takeEuros(uint256 amount) private returns (bool) {
        vm.prank(liquidator);
        try credit.liquidate(_orderOf(euro, weth, amount)) returns (uint256 cost, uint256) {
            euros += cost * 5 / 4;
            return true;
        } catch {
            return false;
        }
    }

    /// What a sale of everything would bring for one due, wad.
    function _naiveShare(uint256 price) private view returns (uint256) {
        uint256 due = _cost() * 1e12 + _owedEuros() * 5 / 4;
        return COLLATERAL * price * WAD * 100 / 105 * WAD / due;
    }

    function _givenUp() private returns (uint256 times) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] == ICreditDesk.BadDebtRealised.selector) ++times;
        }
    }

    function _checkLoans() private view {
        uint256 face = credit.loanOf(alice, 0).face;
        assertEq(fixedBook.fixedLineOf(address(token), address(credit)).loans, face, "INV-LADDER-01");
        _checkLines();
    }

    /// forge-config: default.fuzz.runs = 96
    function testFuzz_fixed_and_floating_debts_get_the_same_part(uint256 entropy, uint256 price, uint256 weeksAhead)
        external
    {
        _open(_maturity(4 + weeksAhead % 90));
        price = bound(price, 500, 1_200);
        _jump(weth, int256(price) * 1e8);
        (uint256 share, uint256 cost, uint256 owed) = (_naiveShare(price), _cost() * 1e12, _owedEuros() * 5 / 4);
        for (uint256 i; i < 6; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(entropy, i)));
            uint256 thousandths = 1 + (dice >> 8) % 600;
            if (dice % 2 == 0) _takeLoan(7_000 * UNIT * thousandths / 1_000);
            else _takeEuros(5_000 * EURO * thousandths / 1_000);
        }
        if (entropy % 2 == 0) _takeLoan(ALL);
        _takeEuros(ALL);
        _takeLoan(ALL);
        // What the balance sheet lends to end a loan moves its quotes by a little, in a call as between calls.
        assertApproxEqRel(dollars, cost * share / WAD, 1e15, "INV-LOSS-01: the loan");
        assertApproxEqRel(euros, owed * share / WAD, 1e15, "INV-LOSS-01: the floating debt");
        _checkLoans();
    }

    function test_the_rest_of_a_loan_is_given_up_with_its_part() external {
        _open(_maturity(26));
        _jump(weth, 900e8);
        uint256 share = _naiveShare(900);
        vm.recordLogs();
        assertTrue(_takeLoan(7_000 * UNIT * share / WAD / 2));
        assertEq(_givenUp(), 1, "INV-LOSS-01");
        assertApproxEqRel(credit.loanOf(alice, 0).face, 3_500 * UNIT, GRAIN, "half of the part ends half of the loan");
        _checkLoans();
        assertTrue(_takeLoan(ALL));
        assertEq(credit.accountOf(alice).loans, 0, "all of the part ends it");
        _checkLoans();
    }

    /// Worth less than the faces, and more than what repaying them costs: nothing is lost.
    function test_a_loan_is_due_at_its_quote_not_at_its_face() external {
        _open(_maturity(100));
        uint256 due = _cost() * 1e12 + _owedEuros() * 5 / 4;
        assertLt(due, 13_250 * WAD, "less than the faces");
        uint256 price = (due + 13_250 * WAD) * 105 / 200 / COLLATERAL / WAD;
        _jump(weth, int256(price) * 1e8);
        assertLt(COLLATERAL * price * WAD * 100 / 105, 13_250 * WAD, "less than the faces");
        vm.recordLogs();
        assertTrue(_takeEuros(ALL));
        assertTrue(_takeLoan(ALL));
        assertEq(_givenUp(), 0, "INV-LOSS-01");
        assertEq(credit.accountOf(alice).loans | credit.accountOf(alice).debts, 0);
        _checkLoans();
    }

    /// A penalty is due too, where an account cannot pay all: not first, and not last.
    function test_the_penalty_of_an_overdue_loan_has_its_part() external {
        uint64 maturity = _maturity(2);
        _open(maturity);
        vm.warp(uint256(maturity) + 20 days);
        _dayOfAll();
        _jump(weth, 1_000e8);
        (uint256 share, uint256 cost, uint256 owed) = (_naiveShare(1_000), _cost() * 1e12, _owedEuros() * 5 / 4);
        assertGt(cost, 7_000 * WAD, "face and penalty");
        uint256 state = vm.snapshotState();
        assertTrue(_takeLoan(ALL));
        assertTrue(_takeEuros(ALL));
        assertApproxEqRel(dollars, cost * share / WAD, 1e15, "INV-LOSS-01");
        assertApproxEqRel(euros, owed * share / WAD, 1e15, "INV-LOSS-01");
        vm.revertToState(state);
        assertTrue(_takeEuros(ALL));
        assertTrue(_takeLoan(ALL));
        assertApproxEqRel(euros, owed * share / WAD, 1e15, "INV-LOSS-01");
        assertApproxEqRel(dollars, cost * share / WAD, 1e15, "INV-LOSS-01");
    }

    /// Of an account that is covered nothing is given up, whatever is overdue.
    function test_an_overdue_loan_of_a_healthy_account_gives_nothing_up() external {
        uint64 maturity = _maturity(2);
        _open(maturity);
        vm.warp(uint256(maturity) + 2 hours);
        _jump(weth, 2_000e8);
        uint256 owed = _owedEuros();
        vm.recordLogs();
        assertTrue(_takeLoan(3_000 * UNIT));
        assertTrue(_takeLoan(ALL));
        assertEq(_givenUp(), 0, "INV-LOSS-01");
        assertEq(_owedEuros(), owed);
        assertEq(credit.accountOf(alice).loans, 0);
    }

    /// Where the balance sheet lends nothing, the rest of a loan stays, and liquidation goes on.
    function test_a_loan_stays_where_nothing_is_lent() external {
        _open(_maturity(26));
        vm.prank(owner);
        sheet.setPaused(address(token), true);
        _jump(weth, 900e8);
        uint256 share = _naiveShare(900);
        vm.recordLogs();
        assertTrue(_takeLoan(ALL), "INV-GUARD-02");
        assertEq(_givenUp(), 0);
        assertApproxEqRel(credit.loanOf(alice, 0).face, 7_000 * UNIT * (WAD - share) / WAD, GRAIN, "stays");
        assertTrue(_takeEuros(ALL), "INV-GUARD-02");
        assertEq(_owedEuros(), 0, "INV-LOSS-01: floating debt is given up all the same");
        _checkLoans();
    }
}
