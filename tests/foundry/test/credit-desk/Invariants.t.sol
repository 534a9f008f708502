// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {ICreditTerms} from "alm-interfaces/ICreditTerms.sol";
import {RoundFeed} from "../../src/mocks/RoundFeed.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {CreditHandler} from "./CreditHandler.sol";
import {CreditTest} from "./CreditTest.sol";

/// What holds after any sequence of actions, liquidations, pushes and prices.
contract CreditInvariantsTest is CreditTest {
    CreditHandler private handler;
    PlainToken[2] private collaterals;

    function setUp() public override {
        super.setUp();
        collaterals = [weth, wbtc];
        RoundFeed[3] memory feeds = [feedOf[address(weth)], feedOf[address(wbtc)], feedOf[address(token)]];
        handler = new CreditHandler(credit, sheet, token, collaterals, feeds, risk);
        targetContract(address(handler));
    }

    /// One campaign for all of them: a call costs many programs.
    /// forge-config: default.invariant.runs = 16
    function invariant_accounts_and_books_agree() external view {
        _checkDebts();
        _checkCustody();
        _checkDebtHasCollateral();
        _checkBitmaps();
        _checkTerms();
    }

    function _checkDebts() private view {
        (uint256 shares, uint256 faces) = (0, 0);
        for (uint256 i; i < 3; ++i) {
            address who = handler.actors(i);
            (uint256 own,) = credit.debtOf(who, address(token));
            shares += own;
            for (uint8 number; number < 8; ++number) {
                faces += credit.loanOf(who, number).face;
            }
        }
        assertEq(sheet.lineOf(address(token), address(credit)).debtShares, shares, "INV-CREDIT-01");
        assertEq(fixedBook.fixedLineOf(address(token), address(credit)).loans, faces, "INV-LADDER-01");
    }

    function _checkCustody() private view {
        for (uint256 i; i < 2; ++i) {
            uint256 sum;
            for (uint256 j; j < 3; ++j) {
                sum += credit.collateralOf(handler.actors(j), address(collaterals[i]));
            }
            assertEq(terms.assetOf(address(collaterals[i])).held, sum);
            assertEq(collaterals[i].balanceOf(address(credit)), sum, "never lent");
        }
    }

    function _checkDebtHasCollateral() private view {
        for (uint256 i; i < 3; ++i) {
            ICreditDesk.Account memory account = credit.accountOf(handler.actors(i));
            if (uint256(account.debts) + account.loans != 0) assertGt(account.collaterals, 0, "INV-CREDIT-04");
        }
    }

    function _checkBitmaps() private view {
        for (uint256 i; i < 3; ++i) {
            address who = handler.actors(i);
            ICreditDesk.Account memory account = credit.accountOf(who);
            for (uint8 index; index < 3; ++index) {
                address asset = terms.assetAt(index);
                assertEq(account.collaterals >> index & 1 == 1, credit.collateralOf(who, asset) != 0);
                (uint256 shares,) = credit.debtOf(who, asset);
                assertEq(account.debts >> index & 1 == 1, shares != 0);
            }
            for (uint8 number; number < 8; ++number) {
                assertEq(account.loans >> number & 1 == 1, credit.loanOf(who, number).face != 0);
            }
        }
    }

    function _checkTerms() private view {
        for (uint256 i; i < 2; ++i) {
            ICreditTerms.TermsInForce memory inForce = terms.collateralTerms(address(collaterals[i]));
            assertLt(inForce.openLtv, inForce.thresholdNow, "INV-RISK-01");
            assertLe(uint256(inForce.thresholdNow) * (1e7 + inForce.bonus), 0.995e14, "INV-RISK-01");
        }
    }

    /// Whatever came before: everybody repays all and leaves with all, without an oracle.
    function afterInvariant() external {
        _jump(weth, -1);
        _jump(wbtc, -1);
        _jump(token, -1);
        for (uint256 i; i < 3; ++i) {
            address who = handler.actors(i);
            ICreditDesk.Account memory account = credit.accountOf(who);
            if (account.debts != 0) _do(who, _repay(ALL));
            for (uint64 number; number < 8; ++number) {
                if (account.loans >> number & 1 == 1) _do(who, _repayFixed(number, ALL));
            }
            for (uint256 j; j < 2; ++j) {
                if (credit.collateralOf(who, address(collaterals[j])) != 0) {
                    _do(who, _withdraw(collaterals[j], ALL, who));
                }
            }
        }
        assertEq(sheet.lineOf(address(token), address(credit)).debtShares, 0, "nothing lost");
        assertEq(weth.balanceOf(address(credit)) + wbtc.balanceOf(address(credit)), 0, "nobody stuck");
        // Not one action alone was refused all the time.
        assertGt(handler.counts("market") + handler.counts("add") + handler.counts("push"), 0);
    }
}
