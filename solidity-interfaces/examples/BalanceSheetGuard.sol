// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.24;

import {ILiquidityLens} from "../src/ILiquidityLens.sol";
import {IRatesLens} from "../src/IRatesLens.sol";

/// @title What to demand of a book before acting on it
/// @notice For contracts that lend to a pool, list its shares as collateral or route to it: a call of these before the action
/// makes it revert while the book is in worse shape than they accept. Figures are of this block; a lens costs tens of
/// thousands of gas, the more the longer the ladder.
/// @dev A library to copy. The lenses store nothing: name those you trust, and the balance sheet, once.
library BalanceSheetGuard {
    /// @notice A book whose figures are demanded.
    struct Book {
        // The liquidity lens.
        ILiquidityLens liquidity;
        // The rates lens.
        IRatesLens rates;
        // The balance sheet.
        address sheet;
        // The book's token.
        address token;
    }

    /// @notice Liquid assets cover too little of the net outflow.
    /// @param have The coverage ratio, wad.
    /// @param want The least accepted.
    error CoverageTooLow(uint256 have, uint256 want);

    /// @notice Cash would run out too soon under stress.
    /// @param have Seconds it lasts.
    /// @param want The least accepted.
    error HorizonTooShort(uint256 have, uint256 want);

    /// @notice Assets and liabilities differ too much in duration.
    /// @param have The size of the duration gap in years, wad.
    /// @param want The widest accepted.
    error GapTooWide(uint256 have, uint256 want);

    /// @notice What the pool owns covers too little of what it owes.
    /// @param have Assets over liabilities, wad.
    /// @param want The least accepted.
    error SolvencyTooLow(uint256 have, uint256 want);

    /// @notice Reverts unless the thirty-day coverage ratio is at least so much.
    /// @param book The book.
    /// @param least The least accepted, wad.
    function requireCoverage(Book memory book, uint256 least) internal view {
        uint256 have = book.liquidity.coverage(book.sheet, book.token).ratio;
        if (have < least) revert CoverageTooLow(have, least);
    }

    /// @notice Reverts unless the book survives so long under stress.
    /// @param book The book.
    /// @param least The least accepted, seconds.
    function requireHorizon(Book memory book, uint256 least) internal view {
        uint256 have = book.liquidity.liquidity(book.sheet, book.token).horizon;
        if (have < least) revert HorizonTooShort(have, least);
    }

    /// @notice Reverts unless the duration gap is at most so wide, either way.
    /// @param book The book.
    /// @param widest The widest accepted, years, wad.
    function requireGap(Book memory book, uint256 widest) internal view {
        int256 gap = book.rates.valuation(book.sheet, book.token).durationGap;
        uint256 have = gap < 0 ? uint256(-gap) : uint256(gap);
        if (have > widest) revert GapTooWide(have, widest);
    }

    /// @notice Reverts unless the book owns at least so much of what it owes.
    /// @param book The book.
    /// @param least The least accepted, wad.
    function requireSolvency(Book memory book, uint256 least) internal view {
        (,, uint256 have,) = book.liquidity.solvency(book.sheet, book.token);
        if (have < least) revert SolvencyTooLow(have, least);
    }
}
