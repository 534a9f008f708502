// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";

/// @title A book and its vault of which the test says everything
contract StubPool {
    uint256 public totalSupply;
    uint256 public topHolding;
    uint256 private cash;
    uint256 private loans;
    uint256 private pot;

    /// Shares of the vault, and the largest holder's.
    function setShares(uint256 supply, uint256 top) external {
        (totalSupply, topHolding) = (supply, top);
    }

    /// Cash, of which `pot_` is not the depositors', and floating loans.
    function setBook(uint256 cash_, uint256 loans_, uint256 pot_) external {
        (cash, loans, pot) = (cash_, loans_, pot_);
    }

    function book(address) external view returns (IBalanceSheet.Book memory told) {
        told.cash = cash;
        told.floatingLoans = loans;
        told.pot = pot;
        told.netValue = int256(cash + loans) - int256(pot);
    }
}
