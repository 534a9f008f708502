// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";

/// @title A balance sheet that keeps what it is told, and says what a test sets
contract FixedBookMock {
    error Denied();

    address public immutable owner;
    IBalanceSheet.Terms private _terms;
    IFixedBook.FixedTerms private _fixed;
    IFixedBook.Limits private _limits;
    IBalanceSheet.Book private _book;
    mapping(address token => bool) public paused;
    uint256 public pushes;
    bool public isShort;
    address public nominated;

    constructor(address owner_, IBalanceSheet.Terms memory terms_, IFixedBook.FixedTerms memory fixed_) {
        (owner, _terms, _fixed) = (owner_, terms_, fixed_);
    }

    modifier onlyOwner() {
        require(msg.sender == owner, Denied());
        _;
        ++pushes;
    }

    function setTerms(address, IBalanceSheet.Terms calldata newTerms) external onlyOwner {
        _terms = newTerms;
        // As rules do: a lower neutral zone frees surplus.
        _limits.surplus = 1_000_000 - int256(uint256(newTerms.neutralSurplus));
    }

    function setFixedTerms(address, IFixedBook.FixedTerms calldata newTerms) external onlyOwner {
        _fixed = newTerms;
        _limits.gap = -int256(uint256(newTerms.halfSpread));
    }

    function setPaused(address token, bool paused_) external onlyOwner {
        paused[token] = paused_;
    }

    function transferOwnership(address newOwner) external onlyOwner {
        nominated = newOwner;
    }

    function setLimits(IFixedBook.Limits calldata limits_) external {
        _limits = limits_;
    }

    function setBook(IBalanceSheet.Book calldata book_) external {
        _book = book_;
    }

    function setShort(bool isShort_) external {
        isShort = isShort_;
    }

    function terms(address) external view returns (IBalanceSheet.Terms memory) {
        if (isShort) {
            assembly ("memory-safe") {
                return(0, 383)
            }
        }
        return _terms;
    }

    function fixedTerms(address) external view returns (IFixedBook.FixedTerms memory) {
        return _fixed;
    }

    function limits(address) external view returns (IFixedBook.Limits memory) {
        return _limits;
    }

    function book(address) external view returns (IBalanceSheet.Book memory) {
        return _book;
    }
}
