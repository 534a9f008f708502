// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.24;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IBalanceSheet} from "../src/IBalanceSheet.sol";
import {IFixedBook} from "../src/IFixedBook.sol";

/// @title A desk with a credit line at the balance sheet
/// @notice Draws floating and fixed loans for what its manager does with them, and passes repayments on. The pool sees
/// nothing but the desk: its debt, and in the ladder when its fixed loans fall due.
/// @dev An example to copy. The owner of the balance sheet opens the lines (`setLine`, `setFixedLine`). Whom the desk lends
/// to and against what is yours to add: where only the manager may draw. Repaying is free to everybody, never refused by
/// the pool, and moves the payer's tokens straight to the balance sheet, before it is told.
contract ExternalDesk is ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice A fixed loan of this desk. One slot.
    struct Loan {
        // When it is due: Unix seconds.
        uint48 maturity;
        // What is owed then.
        uint96 face;
        // What the balance sheet has to be told when it is repaid: how fast its cost approaches the face.
        uint112 slope;
    }

    /// @dev What an index of one is.
    uint256 private constant INDEX_ONE = 1e24;

    /// @notice The balance sheet, which answers as `IFixedBook` too.
    IBalanceSheet public immutable SHEET;
    /// @notice What is lent.
    IERC20 public immutable TOKEN;
    /// @notice Who may draw.
    address public immutable MANAGER;

    /// @notice How many fixed loans there have been; they are numbered from 1.
    uint256 public loanCount;
    /// @notice Fixed loans not repaid, by number.
    mapping(uint256 loanId => Loan) public loans;

    /// @notice A floating loan was drawn.
    /// @param receiver Who was paid.
    /// @param assets The amount.
    /// @param owed What the desk owes for it: the amount and the price of the liquidity it takes.
    event Drawn(address indexed receiver, uint256 assets, uint256 owed);

    /// @notice Floating debt was repaid.
    /// @param payer Who paid.
    /// @param assets The amount.
    event Restored(address indexed payer, uint256 assets);

    /// @notice A fixed loan was drawn.
    /// @param loanId Its number.
    /// @param receiver Who was paid.
    /// @param maturity When it is due.
    /// @param face What is owed then.
    /// @param assets What was paid.
    event FixedDrawn(uint256 indexed loanId, address indexed receiver, uint256 maturity, uint256 face, uint256 assets);

    /// @notice A fixed loan, or a part of it, was repaid.
    /// @param loanId Its number.
    /// @param payer Who paid.
    /// @param face What of the face was repaid.
    /// @param assets What that cost.
    event FixedRestored(uint256 indexed loanId, address indexed payer, uint256 face, uint256 assets);

    /// @notice Only the manager may do this.
    /// @param caller Who tried.
    error NotManager(address caller);

    /// @notice An address is missing.
    error ZeroAddress();

    /// @notice A loan owes less than is to be repaid, or nothing.
    /// @param loanId The loan; zero for the floating debt.
    /// @param have What it owes.
    /// @param want What was to be repaid.
    error NothingOwed(uint256 loanId, uint256 have, uint256 want);

    /// @notice A price is worse than the caller accepts.
    /// @param have The price.
    /// @param want The bound.
    error SlippageExceeded(uint256 have, uint256 want);

    modifier onlyManager() {
        if (msg.sender != MANAGER) revert NotManager(msg.sender);
        _;
    }

    /// @param sheet The balance sheet.
    /// @param token A token that has a book there.
    /// @param manager Who may draw.
    constructor(IBalanceSheet sheet, IERC20 token, address manager) {
        if (address(sheet) == address(0) || address(token) == address(0) || manager == address(0)) {
            revert ZeroAddress();
        }
        (SHEET, TOKEN, MANAGER) = (sheet, token, manager);
    }

    // ---------------------------------------------------------------- floating

    /// @notice Draws a floating loan. Refused by the pool beyond the line, its liquidity edge, or while new risk is paused.
    /// @param assets What the receiver gets.
    /// @param maxOwed Most to owe for it.
    /// @param receiver Who is paid.
    /// @return owed What is owed for it.
    function draw(uint256 assets, uint256 maxOwed, address receiver)
        external
        onlyManager
        nonReentrant
        returns (uint256 owed)
    {
        uint256 shares = SHEET.draw(address(TOKEN), assets, receiver);
        owed = _owedFor(shares);
        if (owed > maxOwed) revert SlippageExceeded(owed, maxOwed);
        emit Drawn(receiver, assets, owed);
    }

    /// @notice Repays floating debt with tokens the caller has approved to this contract. Anybody may call.
    /// @param assets The amount; no more than the debt is taken, so the greatest number there is repays all.
    /// @return paid What was taken.
    function restore(uint256 assets) external nonReentrant returns (uint256 paid) {
        uint256 owed = debt();
        paid = Math.min(assets, owed);
        if (paid == 0) revert NothingOwed(0, owed, assets);
        TOKEN.safeTransferFrom(msg.sender, address(SHEET), paid);
        SHEET.restore(address(TOKEN), paid);
        emit Restored(msg.sender, paid);
    }

    /// @notice The floating debt now, with interest, rounded up.
    /// @return The amount.
    function debt() public view returns (uint256) {
        return _owedFor(SHEET.lineOf(address(TOKEN), address(this)).debtShares);
    }

    // ---------------------------------------------------------------- fixed

    /// @notice Draws a fixed loan: the price is paid now, the face is owed at maturity.
    /// @param maturity A Thursday, 00:00 UTC, at most 104 weeks ahead.
    /// @param face What is owed then.
    /// @param minAssets Least payment to accept.
    /// @param receiver Who is paid.
    /// @return loanId The loan's number.
    /// @return assets What was paid.
    function drawFixed(uint48 maturity, uint96 face, uint256 minAssets, address receiver)
        external
        onlyManager
        nonReentrant
        returns (uint256 loanId, uint256 assets)
    {
        uint256 slope;
        (assets, slope) = _fixedBook().drawFixed(address(TOKEN), maturity, face, minAssets, receiver);
        loanId = ++loanCount;
        loans[loanId] = Loan(maturity, face, SafeCast.toUint112(slope));
        emit FixedDrawn(loanId, receiver, maturity, face, assets);
    }

    /// @notice Repays a fixed loan or a part of it, early or late, with tokens the caller has approved to this contract.
    /// Anybody may call.
    /// @param loanId The loan's number.
    /// @param face What of the face is repaid.
    /// @param maxAssets Most to pay: before maturity the price follows interest rates, but never exceeds the face; after it,
    /// the face and a penalty for every second.
    /// @return assets What was paid.
    function restoreFixed(uint256 loanId, uint96 face, uint256 maxAssets)
        external
        nonReentrant
        returns (uint256 assets)
    {
        Loan memory loan = loans[loanId];
        if (face == 0 || face > loan.face) revert NothingOwed(loanId, loan.face, face);
        uint112 slope = _slopeOf(loan, face);
        address token = address(TOKEN);
        assets = _fixedBook().previewRestoreFixed(token, loan.maturity, face, slope);
        if (assets > maxAssets) revert SlippageExceeded(assets, maxAssets);
        if (face == loan.face) delete loans[loanId];
        else loans[loanId] = Loan(loan.maturity, loan.face - face, loan.slope - slope);
        TOKEN.safeTransferFrom(msg.sender, address(SHEET), assets);
        _fixedBook().restoreFixed(token, loan.maturity, face, slope, assets);
        emit FixedRestored(loanId, msg.sender, face, assets);
    }

    /// @notice What repaying a loan, or a part of it, costs now.
    /// @param loanId The loan's number.
    /// @param face What of the face would be repaid.
    /// @return assets The amount.
    function previewRestoreFixed(uint256 loanId, uint96 face) external view returns (uint256 assets) {
        Loan memory loan = loans[loanId];
        if (face == 0 || face > loan.face) revert NothingOwed(loanId, loan.face, face);
        return _fixedBook().previewRestoreFixed(address(TOKEN), loan.maturity, face, _slopeOf(loan, face));
    }

    /// @dev The same contract: what one program does not know, another answers.
    function _fixedBook() private view returns (IFixedBook) {
        return IFixedBook(address(SHEET));
    }

    /// @dev A part of a loan goes with its part of the slope, rounded down; the last part with the rest.
    function _slopeOf(Loan memory loan, uint96 face) private pure returns (uint112) {
        return uint112(uint256(loan.slope) * face / loan.face);
    }

    /// @dev What debt shares owe now.
    function _owedFor(uint256 shares) private view returns (uint256) {
        return Math.ceilDiv(shares * SHEET.book(address(TOKEN)).index, INDEX_ONE);
    }
}
