// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {FixedBookTest} from "./FixedBookTest.sol";

/// What falls due within thirty days, against a sum over all positions: the book reads a week that counts in part, and the
/// sums of a side, only where it remembers that there are any.
contract HorizonTest is FixedBookTest {
    uint256 private constant STEPS = 16;
    uint256 private constant FURTHEST = 9;
    uint256 private constant ROOM = 37 days;

    struct Loan {
        uint64 maturity;
        uint256 face;
        uint256 slope;
    }

    Loan[] private _loans;
    uint64[] private _claims;
    mapping(uint64 maturity => uint256) private _lent;
    mapping(uint64 maturity => uint256) private _owed;

    function testFuzz_what_is_due_is_the_sum_over_all_positions(uint256[STEPS] calldata words) external {
        _check();
        for (uint256 i; i < STEPS; ++i) {
            uint256 word = words[i];
            if (word % 6 == 0) _deposit(word >> 8);
            if (word % 6 == 1) _lend(word >> 8);
            if (word % 6 == 2) _leave();
            if (word % 6 == 3) _repay();
            if (word % 6 == 4) _wait(word >> 8);
            if (word % 6 == 5) sheet.accrue(address(token));
            _check();
        }
    }

    /// The only position comes into the horizon, with nobody acting meanwhile, and leaves it when it is ended.
    function test_a_position_enters_the_horizon_while_nobody_acts() external {
        for (uint256 weeksAhead = 1; weeksAhead <= FURTHEST; ++weeksAhead) {
            uint64 maturity = _maturity(weeksAhead);
            uint256 state = vm.snapshotState();
            _owed[maturity] = _fund(saver, maturity, 10_000 * UNIT);
            for (uint256 day; block.timestamp + 1 days < maturity; ++day) {
                skip(1 days);
                _check();
                if (day % 5 == 4) sheet.refreshRate(address(token));
            }
            sheet.refreshRate(address(token));
            vm.prank(saver);
            fixedBook.defundFixed(address(token), maturity, _owed[maturity], 0, client);
            _owed[maturity] = 0;
            _check();
            vm.revertToState(state);
        }
    }

    // ------------------------------------------------------------------------------------------------------- actions

    function _deposit(uint256 seed) private {
        uint64 maturity = _maturity(1 + seed % FURTHEST);
        uint256 assets = (1_000 + (seed >> 8) % 50_000) * UNIT;
        if (_owed[maturity] == 0) _claims.push(maturity);
        _owed[maturity] += _fund(saver, maturity, assets);
    }

    function _lend(uint256 seed) private {
        uint64 maturity = _maturity(1 + seed % FURTHEST);
        uint256 face = (1_000 + (seed >> 8) % 50_000) * UNIT;
        vm.prank(desk);
        (, uint256 slope) = fixedBook.drawFixed(address(token), maturity, face, 0, client);
        _loans.push(Loan(maturity, face, slope));
        _lent[maturity] += face;
    }

    /// The last deposits made leave, if they have not matured.
    function _leave() private {
        if (_claims.length == 0) return;
        uint64 maturity = _claims[_claims.length - 1];
        _claims.pop();
        if (maturity <= block.timestamp) return;
        vm.prank(saver);
        fixedBook.defundFixed(address(token), maturity, _owed[maturity], 0, client);
        _owed[maturity] = 0;
    }

    /// The last loan is repaid, late if it is overdue.
    function _repay() private {
        if (_loans.length == 0) return;
        Loan memory loan = _loans[_loans.length - 1];
        _loans.pop();
        _restore(loan.maturity, loan.face, loan.slope);
        _lent[loan.maturity] -= loan.face;
    }

    function _wait(uint256 seed) private {
        skip(seed % 10 days);
        sheet.refreshRate(address(token));
    }

    // ---------------------------------------------------------------------------------------------------- the model

    function _check() private view {
        IFixedBook.Limits memory limits = fixedBook.limits(address(token));
        (uint256 assets, uint256 liabilities) = (0, 0);
        for (uint256 ahead = 1; ahead <= FURTHEST; ++ahead) {
            uint64 maturity = _maturity(ahead);
            uint256 weight = _weight(maturity - block.timestamp);
            assets += _lent[maturity] * weight / WEEK;
            liabilities += (_owed[maturity] * weight + WEEK - 1) / WEEK;
        }
        assertEq(limits.dueAssets, assets, "INV-LADDER-02: assets, down");
        assertEq(limits.dueLiabilities, liabilities, "INV-LADDER-02: liabilities, up");
    }

    /// The part of a week, in seconds, with which a maturity so far ahead counts.
    function _weight(uint256 ahead) private pure returns (uint256) {
        if (ahead >= ROOM) return 0;
        return ROOM - ahead > WEEK ? WEEK : ROOM - ahead;
    }
}
