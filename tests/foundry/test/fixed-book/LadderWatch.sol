// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";

/// @title A ladder kept a second time, position by position
/// @notice A position's cost is a straight line from its price to its face; deposits of a week share theirs by face.
abstract contract LadderWatch is Test {
    /// @notice A loan; `slope` is what the balance sheet answered for it.
    struct Loan {
        uint256 maturity;
        uint256 face;
        uint256 slope;
        // What its cost grows by in a second, wad.
        uint256 growth;
    }

    /// @notice The deposits of a week.
    struct Claims {
        uint256 face;
        uint256 growth;
    }

    uint256 internal constant WEEK = 604_800;
    uint256 internal constant WAD = 1e18;

    IBalanceSheet public immutable SHEET;
    IFixedBook public immutable FIXED;
    address public immutable TOKEN;

    Loan[] internal _loans;
    uint256[] internal _maturities;
    mapping(uint256 maturity => mapping(address desk => uint256)) internal _claimOf;
    mapping(uint256 maturity => Claims) internal _claims;
    mapping(uint256 maturity => bool) private _known;

    /// @notice What came in less what went out.
    uint256 public cash;
    /// @notice Roundings so far: each moves a cost by a unit at most.
    uint256 public roundings;

    constructor(IBalanceSheet sheet, address token) {
        (SHEET, FIXED, TOKEN) = (sheet, IFixedBook(address(sheet)), token);
        cash = sheet.book(token).cash;
    }

    function book() public view returns (IBalanceSheet.Book memory) {
        return SHEET.book(TOKEN);
    }

    function limits() public view returns (IFixedBook.Limits memory) {
        return FIXED.limits(TOKEN);
    }

    // ------------------------------------------------------------------------------------------------ what is held

    /// @notice Faces of loans and deposits of a maturity.
    function faces(uint256 maturity) public view returns (uint256 assets, uint256 liabilities) {
        for (uint256 i; i < _loans.length; ++i) {
            if (_loans[i].maturity == maturity) assets += _loans[i].face;
        }
        return (assets, _claims[maturity].face);
    }

    /// @notice Faces past their maturity.
    function due() external view returns (uint256 overdue, uint256 matured) {
        for (uint256 i; i < _loans.length; ++i) {
            if (_loans[i].maturity <= block.timestamp) overdue += _loans[i].face;
        }
        for (uint256 i; i < _maturities.length; ++i) {
            if (_maturities[i] <= block.timestamp) matured += _claims[_maturities[i]].face;
        }
    }

    /// @notice Amortised cost of all loans less that of all deposits.
    function carrying() external view returns (int256 value) {
        for (uint256 i; i < _loans.length; ++i) {
            value += _cost(_loans[i].maturity, _loans[i].face, _loans[i].growth);
        }
        for (uint256 i; i < _maturities.length; ++i) {
            Claims memory claims = _claims[_maturities[i]];
            value -= _cost(_maturities[i], claims.face, claims.growth);
        }
    }

    function _cost(uint256 maturity, uint256 face, uint256 growth) private view returns (int256) {
        if (maturity <= block.timestamp) return 0;
        return int256(face) - int256(growth * (maturity - block.timestamp) / WAD);
    }

    // ---------------------------------------------------------------------------------------------- what is recorded

    function _growth(uint256 maturity, uint256 face, uint256 price) internal view returns (uint256) {
        return (face - price) * WAD / (maturity - block.timestamp);
    }

    function _claimed(address desk, uint256 maturity, uint256 face, uint256 price) internal {
        if (!_known[maturity]) {
            _known[maturity] = true;
            _maturities.push(maturity);
        }
        _claimOf[maturity][desk] += face;
        _claims[maturity].face += face;
        _claims[maturity].growth += _growth(maturity, face, price);
        roundings += 2;
    }

    function _unclaimed(address desk, uint256 maturity, uint256 face) internal {
        Claims storage claims = _claims[maturity];
        _claimOf[maturity][desk] -= face;
        claims.growth -= claims.growth * face / claims.face;
        claims.face -= face;
        roundings += 2;
    }

    /// @dev Takes a part of a loan, and tells the slope that goes with it.
    function _repaid(uint256 index, uint256 face) internal returns (uint256 slope) {
        Loan storage loan = _loans[index];
        slope = loan.slope * face / loan.face;
        loan.growth -= loan.growth * face / loan.face;
        (loan.face, loan.slope) = (loan.face - face, loan.slope - slope);
        roundings += 2;
        if (loan.face != 0) return slope;
        _loans[index] = _loans[_loans.length - 1];
        _loans.pop();
    }

    // ------------------------------------------------------------------------------------------------ what must hold

    /// @dev After an action: the net value moved by the dust of rounding alone, and what was charged or gained lies in the
    ///      pot or drips.
    function _moved(IBalanceSheet.Book memory before, uint256 dust, uint256 fee) internal view {
        IBalanceSheet.Book memory now_ = book();
        assertEq(now_.cash, cash, "INV-BOOK-01");
        assertGe(now_.netValue, before.netValue, "INV-BOOK-02");
        assertLe(now_.netValue, before.netValue + int256(dust), "INV-BOOK-02");
        assertGe(now_.pot + now_.drip, before.pot + before.drip + fee, "INV-PHI-01");
        assertLe(now_.pot, limits().potential, "INV-PHI-01");
    }
}
