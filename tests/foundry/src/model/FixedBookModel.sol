// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";

/// @title The fixed side of a balance sheet as its term desk sees it, written plainly
/// @notice One book for each token: cash and faces by maturity. Claims are sold at simple interest and bought back at a
///         higher rate of it. A second opinion on the desk, and an oracle for whoever speaks to a desk.
/// @dev Errors are those of `IBalanceSheet`. Nothing here is a limit but cash, a cap and a pause.
contract FixedBookModel {
    using SafeERC20 for IERC20;
    using Math for uint256;

    uint256 private constant WEEK = 7 days;
    uint256 private constant LONGEST = 104 weeks;
    /// @dev One, in the unit of rate times seconds.
    uint256 private constant ONE = 10_000 * 365 days;

    struct Book {
        bool isListed;
        bool isPaused;
        bool isRateDown;
        address desk;
        uint256 cash;
        uint256 cap;
        // What is owed, all maturities.
        uint256 owed;
        // What of it is not there.
        uint256 missing;
        uint256 rateBps;
        // What is added to the rate when a claim is bought back.
        uint256 spreadBps;
    }

    mapping(address token => Book) public books;
    /// @notice What is owed at a maturity.
    mapping(address token => mapping(uint256 maturity => uint256)) public faces;
    bool private _isLocked;

    modifier locked() {
        require(!_isLocked, IBalanceSheet.Locked());
        _isLocked = true;
        _;
        _isLocked = false;
    }

    modifier atRest() {
        require(!_isLocked, IBalanceSheet.Locked());
        _;
    }

    modifier onlyDesk(address token) {
        require(books[token].isListed, IBalanceSheet.NotListed(token));
        require(msg.sender == books[token].desk, IBalanceSheet.NotDesk(token, msg.sender));
        _;
    }

    // ------------------------------------------------------------------------------------------------- the desk's side

    function fundFixed(address token, uint64 maturity, uint256 assets, uint256 minFace)
        external
        onlyDesk(token)
        locked
        returns (uint256 face)
    {
        face = _sell(token, maturity, assets, minFace);
        Book storage book = books[token];
        book.cash += assets;
        uint256 held = IERC20(token).balanceOf(address(this));
        require(held >= book.cash, IBalanceSheet.NotReceived(token, held, book.cash));
    }

    function defundFixed(address token, uint64 maturity, uint256 face, uint256 minAssets, address receiver)
        external
        onlyDesk(token)
        locked
        returns (uint256 assets)
    {
        assets = _value(token, maturity, face);
        require(assets >= minAssets, IBalanceSheet.SlippageExceeded(int256(assets), int256(minAssets)));
        _release(token, maturity, face);
        _pay(token, assets, receiver);
    }

    function redeemFixed(address token, uint64 maturity, uint256 face, address receiver)
        external
        onlyDesk(token)
        locked
        returns (uint256 assets)
    {
        _mature(maturity);
        Book storage book = books[token];
        uint256 borne = book.missing == 0 ? 0 : book.missing.mulDiv(face, book.owed, Math.Rounding.Ceil);
        _release(token, maturity, face);
        book.missing -= borne;
        assets = face - borne;
        _pay(token, assets, receiver);
    }

    function rollFixed(address token, uint64 matured, uint256 face, uint64 maturity, uint256 minFace)
        external
        onlyDesk(token)
        locked
        returns (uint256 newFace)
    {
        _mature(matured);
        _release(token, matured, face);
        newFace = _sell(token, maturity, face, minFace);
    }

    function previewFundFixed(address token, uint64 maturity, uint256 assets)
        external
        view
        atRest
        returns (uint256 face)
    {
        return _face(token, maturity, assets);
    }

    function previewDefundFixed(address token, uint64 maturity, uint256 face)
        external
        view
        atRest
        returns (uint256 assets)
    {
        return _value(token, maturity, face);
    }

    // ---------------------------------------------------------------------------------------------------- a test's side

    function list(address token, address desk, uint256 rateBps, uint256 spreadBps) external {
        Book storage book = books[token];
        (book.isListed, book.desk, book.cap) = (true, desk, type(uint96).max);
        (book.rateBps, book.spreadBps) = (rateBps, spreadBps);
    }

    function setRate(address token, uint256 rateBps) external {
        books[token].rateBps = rateBps;
    }

    function setState(address token, uint256 cap, bool isPaused, bool isRateDown) external {
        Book storage book = books[token];
        (book.cap, book.isPaused, book.isRateDown) = (cap, isPaused, isRateDown);
    }

    /// @notice So much of what is owed is lost.
    function lose(address token, uint256 assets) external {
        books[token].missing += assets;
    }

    /// @notice Cash becomes a loan to the caller.
    function lend(address token, uint256 assets) external {
        books[token].cash -= assets;
        IERC20(token).safeTransfer(msg.sender, assets);
    }

    /// @notice Cash the caller has moved here.
    function receive_(address token, uint256 assets) external {
        Book storage book = books[token];
        book.cash += assets;
        require(IERC20(token).balanceOf(address(this)) >= book.cash, "not received");
    }

    function cash(address token) external view returns (uint256) {
        return books[token].cash;
    }

    // ------------------------------------------------------------------------------------------------------- the rules

    function _sell(address token, uint256 maturity, uint256 assets, uint256 minFace) private returns (uint256 face) {
        Book storage book = books[token];
        require(!book.isPaused, IBalanceSheet.Paused(1, 0));
        face = _face(token, maturity, assets);
        require(face >= minFace, IBalanceSheet.SlippageExceeded(int256(face), int256(minFace)));
        uint256 owed = book.owed + face;
        require(owed <= book.cap, IBalanceSheet.CapExceeded(int256(owed), int256(book.cap)));
        book.owed = owed;
        faces[token][maturity] += face;
    }

    function _release(address token, uint256 maturity, uint256 face) private {
        uint256 have = faces[token][maturity];
        require(have >= face, IBalanceSheet.PositionTooSmall(token, msg.sender, maturity, have, face));
        faces[token][maturity] = have - face;
        books[token].owed -= face;
    }

    function _pay(address token, uint256 assets, address receiver) private {
        Book storage book = books[token];
        require(assets <= book.cash, IBalanceSheet.CashShort(int256(book.cash), int256(assets)));
        book.cash -= assets;
        IERC20(token).safeTransfer(receiver, assets);
    }

    function _mature(uint256 maturity) private view {
        require(block.timestamp >= maturity, IBalanceSheet.NotMatured(int256(block.timestamp), int256(maturity)));
    }

    function _face(address token, uint256 maturity, uint256 assets) private view returns (uint256) {
        return assets.mulDiv(ONE + books[token].rateBps * _ahead(token, maturity), ONE);
    }

    function _value(address token, uint256 maturity, uint256 face) private view returns (uint256) {
        Book storage book = books[token];
        return face.mulDiv(ONE, ONE + (book.rateBps + book.spreadBps) * _ahead(token, maturity));
    }

    /// @dev Seconds to an open maturity.
    function _ahead(address token, uint256 maturity) private view returns (uint256) {
        require(!books[token].isRateDown, "no rate");
        uint256 last = (block.timestamp / WEEK) * WEEK + LONGEST;
        require(maturity <= last, IBalanceSheet.MaturityTooFar(int256(maturity), int256(last)));
        uint256 grid = (maturity / WEEK) * WEEK;
        require(maturity == grid, IBalanceSheet.MaturityOffGrid(int256(maturity), int256(grid + WEEK)));
        uint256 first = (block.timestamp / WEEK + 1) * WEEK;
        require(maturity >= first, IBalanceSheet.MaturityPassed(int256(maturity), int256(first)));
        return maturity - block.timestamp;
    }
}
