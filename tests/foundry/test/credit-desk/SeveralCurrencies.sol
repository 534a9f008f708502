// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {StandardTerms} from "../../src/StandardTerms.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {CreditTest} from "./CreditTest.sol";

/// @title A credit desk that lends a dollar of 6 decimals, a euro of 18 and a yen of 8, with a book each
abstract contract SeveralCurrencies is CreditTest {
    uint256 internal constant EURO = 1e18;
    uint256 internal constant YEN = 1e8;
    /// Dollars for a euro, 8 decimals.
    int256 internal constant RATE_OF_EURO = 1.25e8;
    /// Dollars for a yen, 8 decimals.
    int256 internal constant RATE_OF_YEN = 0.008e8;

    PlainToken internal euro;
    PlainToken internal yen;

    function setUp() public virtual override {
        super.setUp();
        euro = _lend(18, RATE_OF_EURO, 3);
        yen = _lend(8, RATE_OF_YEN, 4);
        _dayOfAll();
    }

    /// A currency with a book that is lent at the desk.
    function _lend(uint8 decimals, int256 price, uint8 group) private returns (PlainToken currency) {
        currency = new PlainToken(decimals);
        uint256 unit = 10 ** decimals;
        IDepositVault deposits =
            IDepositVault(deployStylus("deposit-vault", abi.encode(currency, sheet, "Deposits", "dep")));
        IBalanceSheet.Terms memory its = StandardTerms.book(decimals);
        its.depositCap = uint96(1_000_000_000 * unit);
        vm.startPrank(owner);
        model.list(address(currency), address(sheet), RATE / 2, 0.5e18, StandardTerms.spreads());
        sheet.list(address(currency), address(deposits), address(model), its);
        sheet.setLine(address(currency), address(credit), uint96(1_000_000_000 * unit));
        fixedBook.setFixedTerms(address(currency), _fixedTerms());
        fixedBook.setFixedLine(address(currency), address(credit), uint96(1_000_000_000 * unit), 0);
        vm.stopPrank();
        currency.mint(address(this), 1e27);
        currency.approve(address(deposits), ALL);
        deposits.deposit(10_000_000 * unit, address(this));
        _list(currency, price, group);
        for (uint256 i; i < 3; ++i) {
            address who = [alice, bob, liquidator][i];
            currency.mint(who, 1e27);
            vm.prank(who);
            currency.approve(address(credit), ALL);
        }
    }

    /// A day later with rates, strikes and prices of all.
    function _dayOfAll() internal {
        _days(1);
        _settle();
        for (uint256 i; i < 2; ++i) {
            PlainToken currency = [euro, yen][i];
            sheet.refreshRate(address(currency));
            sheet.strike(address(currency));
            (, int256 price,,,) = feedOf[address(currency)].latestRoundData();
            _jump(currency, price);
            terms.observe(_one(address(currency)));
        }
    }

    function _borrowOf(PlainToken currency, uint256 amount) internal view returns (ICreditDesk.Action memory) {
        return _action(2, address(currency), amount, ALL, 0, alice);
    }

    function _orderOf(PlainToken currency, PlainToken collateral, uint256 amount)
        internal
        view
        returns (ICreditDesk.Order memory order)
    {
        order = _order(alice, collateral, amount);
        order.debt = address(currency);
    }

    /// What the desk owes each book is what its accounts owe.
    function _checkLines() internal view {
        PlainToken[3] memory currencies = [token, euro, yen];
        for (uint256 i; i < 3; ++i) {
            (uint256 hers,) = credit.debtOf(alice, address(currencies[i]));
            (uint256 his,) = credit.debtOf(bob, address(currencies[i]));
            uint256 line = sheet.lineOf(address(currencies[i]), address(credit)).debtShares;
            assertEq(line, hers + his, "INV-CREDIT-01");
            assertEq(currencies[i].balanceOf(address(sheet)), sheet.book(address(currencies[i])).cash, "INV-BOOK-01");
        }
    }
}
