// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity >=0.8.20;

// Generated from contracts/libs/alm-abi by `cargo alm check --update`; edit it there.

/// @title The balance sheet of a lending pool
/// @notice One book per token. Registered desks bring and take its cash; the book accrues income, keeps the ladder of
/// fixed positions, refuses what would leave its limits, and charges every action for the imbalance it causes.
/// @dev Amounts in base units of the token, at most 2^96 - 1; shares in base units of the vault's share; rates wad per
/// second; wad = 1e18, bps = 1e-4, ppm = 1e-6; times in Unix seconds. Every rounding is against the caller.
/// A desk moves tokens here first and then reports them; the token's balance is checked, never kept as state.
interface IBalanceSheet {
    // ---------------------------------------------------------------- structs

    /// @notice The governed terms of a book, in the order of their index in `TermOutOfBounds`.
    struct Terms {
        // 0: Part of income that goes to equity, bps.
        uint16 reserveFactor;
        // 1: Part of income that goes to the buffer, bps.
        uint16 bufferShare;
        // 2: Weight of the outflow that liquidity must cover, tau, bps.
        uint16 outflowWeight;
        // 3: Least run-off of floating deposits over 30 days, bps.
        uint16 runOffFloor;
        // 4: Curvature of the imbalance potential, kappa, bps.
        uint16 curvature;
        // 5: Steepest slope of the imbalance potential, bps, at most 1000.
        uint16 steepest;
        // 6: Liquidity surplus below which actions cost, bps of the scale.
        uint16 neutralSurplus;
        // 7: Least liquidity surplus after new lending, bps of the scale.
        uint16 lendingSurplus;
        // 8: Least liquidity surplus after an instant exit, bps of the scale.
        uint16 exitSurplus;
        // 9: Smallest scale, as a power of ten of base units.
        uint8 scaleExponent;
        // 10: Smallest loan or fixed position, as a power of ten of base units.
        uint8 minimumExponent;
        // 11: Cap of the floating deposits, base units.
        uint96 depositCap;
    }

    /// @notice What a desk may do at a book.
    struct Line {
        // Most it may owe as floating loans, base units.
        uint96 lendingCap;
        // What it owes, in debt shares.
        uint96 debtShares;
    }

    /// @notice A book as of this block.
    struct Book {
        // Received less sent, exactly.
        uint256 cash;
        // Floating loans with interest, rounded up.
        uint256 floatingLoans;
        // Amortised cost of fixed assets less that of fixed liabilities.
        int256 carryingValue;
        // What is owed before the floating depositors, net of overdue assets.
        int256 claims;
        // Gains not yet released.
        uint256 drip;
        // What the floating depositors own.
        int256 netValue;
        // Index of floating loans, 1e24.
        uint256 index;
        // Rate of floating loans, wad per second, continuously compounded.
        uint256 rate;
        // The funded imbalance potential.
        uint256 pot;
        // The pool's own capital.
        uint256 equity;
        // Income set aside for the buffer's suppliers.
        uint256 owedToBuffer;
        // Instant of the last accrual that was stored.
        uint64 accruedAt;
        // New risk is paused.
        bool paused;
    }

    // ---------------------------------------------------------------- errors

    /// @notice Only the owner may do this.
    /// @param caller Who tried.
    error NotOwner(address caller);

    /// @notice Only the named successor may accept.
    /// @param caller Who tried.
    error NotPendingOwner(address caller);

    /// @notice An address that must exist is zero.
    error ZeroAddress();

    /// @notice The contract is in the middle of another call.
    error Locked();

    /// @notice There is no book for the token.
    /// @param token The token.
    error NotListed(address token);

    /// @notice The token has a book already.
    /// @param token The token.
    error AlreadyListed(address token);

    /// @notice The caller is not this book's vault.
    /// @param token The token.
    /// @param caller Who tried.
    error NotVault(address token, address caller);

    /// @notice The caller is not a desk of this book.
    /// @param token The token.
    /// @param caller Who tried.
    error NotDesk(address token, address caller);

    /// @notice The caller holds too little of a maturity.
    /// @param token The token.
    /// @param caller Who tried.
    /// @param maturity The maturity.
    /// @param have Face it holds there.
    /// @param want Face it gave.
    error PositionTooSmall(address token, address caller, uint256 maturity, uint256 have, uint256 want);

    /// @notice A governed term lies outside the bounds compiled into the contract.
    /// @param term Index in `Terms` or `IFixedBook.FixedTerms`.
    /// @param have The value given.
    /// @param want The bound it passes.
    error TermOutOfBounds(uint256 term, uint256 have, uint256 want);

    /// @notice Tokens reported as received are not here.
    /// @param token The token.
    /// @param have Its balance here.
    /// @param want What the book would hold.
    error NotReceived(address token, uint256 have, uint256 want);

    /// @notice A transfer of the token failed, or returned false.
    /// @param token The token.
    error TransferFailed(address token);

    /// @notice A token cannot be listed: it has no code, or does not answer as a token does.
    /// @param token The token.
    error UnsuitableToken(address token);

    // Refusals of the rules, as in `IRefusals`.

    /// @notice A figure leaves the range it is stored in: have the figure (saturated), want the largest allowed.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error AmountTooLarge(int256 have, int256 want);

    /// @notice More is taken than there is: have what there is, want what was asked.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error AmountTooSmall(int256 have, int256 want);

    /// @notice An amount, a face or a number of shares is zero, or rounds to zero.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error ZeroAmount(int256 have, int256 want);

    /// @notice A maturity is not on the weekly grid: have it, want the next that is.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error MaturityOffGrid(int256 have, int256 want);

    /// @notice A maturity has passed: have it, want the first open one.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error MaturityPassed(int256 have, int256 want);

    /// @notice A maturity is too far ahead: have it, want the last open one.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error MaturityTooFar(int256 have, int256 want);

    /// @notice A claim has not matured: have now, want its maturity.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error NotMatured(int256 have, int256 want);

    /// @notice Cash would not cover what must be kept: have the cash at hand, want the payment.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error CashShort(int256 have, int256 want);

    /// @notice A cap would be passed: have the new total, want the cap.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error CapExceeded(int256 have, int256 want);

    /// @notice A position or request would be too small: have it, want the smallest allowed.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error BelowMinimum(int256 have, int256 want);

    /// @notice A price is worse than the caller accepts: have the price or amount, want the caller's bound.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error SlippageExceeded(int256 have, int256 want);

    /// @notice The caller's deadline has passed: have now, want the deadline.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error DeadlinePassed(int256 have, int256 want);

    /// @notice Liquidity would end outside its edge: have the surplus after, want the least allowed.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error LiquidityBand(int256 have, int256 want);

    /// @notice The duration gap would end outside its edge: have the gap after (absolute), want the most allowed.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error DurationBand(int256 have, int256 want);

    /// @notice No floating deposit while they are worth nothing or in a loss's block; no fixed one while claims lack cover.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error DepositsClosed(int256 have, int256 want);

    /// @notice New risk is paused.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error Paused(int256 have, int256 want);

    /// @notice A request cannot be settled or claimed yet: have now, want the first instant it can.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error TooEarly(int256 have, int256 want);

    /// @notice The rate or the curve is missing or too old: have its age, want the greatest age.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error RateStale(int256 have, int256 want);

    /// @notice A governed figure is outside its compiled bounds: have the figure, want the bound.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error OutOfBounds(int256 have, int256 want);

    // ---------------------------------------------------------------- events

    /// @notice A successor was named, or the nomination withdrawn (zero address).
    /// @param previousOwner The owner, who stays in office until the successor accepts.
    /// @param newOwner The successor.
    event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);

    /// @notice The owner changed.
    /// @param previousOwner Who was the owner; zero at construction.
    /// @param newOwner Who is the owner now.
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    /// @notice A book was opened.
    /// @param token The token.
    /// @param vault The vault of its floating depositors.
    event Listed(address indexed token, address indexed vault);

    /// @notice The governed terms of a book changed.
    /// @param token The token.
    /// @param previous The terms before.
    /// @param current The terms now.
    event TermsChanged(address indexed token, Terms previous, Terms current);

    /// @notice A desk's line changed.
    /// @param token The token.
    /// @param desk The desk.
    /// @param previousCap Cap before.
    /// @param currentCap Cap now.
    event LineChanged(address indexed token, address indexed desk, uint256 previousCap, uint256 currentCap);

    /// @notice The rate model of a book changed.
    /// @param token The token.
    /// @param previous The model before; zero at listing.
    /// @param current The model now.
    event RateModelChanged(address indexed token, address previous, address current);

    /// @notice The rate of floating loans was read from the rate model.
    /// @param token The token.
    /// @param utilisation Floating loans over cash and floating loans, wad, rounded up.
    /// @param rate Rate from now on, wad per second.
    event RateRefreshed(address indexed token, uint256 utilisation, uint256 rate);

    /// @notice The figures of a day were frozen.
    /// @param token The token.
    /// @param epoch Days since 1970.
    /// @param scale What imbalance is measured by, base units.
    /// @param runOff The part of the floating deposits expected to leave within 30 days, ppm.
    /// @param top The largest holder's part of the floating deposits, 1/65535, rounded up.
    event Struck(address indexed token, uint256 epoch, uint256 scale, uint256 runOff, uint256 top);

    /// @notice New risk was paused or allowed again.
    /// @param token The token.
    /// @param paused Whether it is paused now.
    event PauseChanged(address indexed token, bool paused);

    /// @notice Income was posted.
    /// @param token The token.
    /// @param toDepositors What the net value rose by, apart from payments.
    /// @param toClaims What equity and the buffer receive of it.
    /// @param index Index of floating loans after it, 1e24.
    event Accrued(address indexed token, int256 toDepositors, uint256 toClaims, uint256 index);

    /// @notice Floating deposits came in.
    /// @param token The token.
    /// @param assets The amount.
    /// @param shares Shares to issue for it.
    event Funded(address indexed token, uint256 assets, uint256 shares);

    /// @notice Floating deposits left at once.
    /// @param token The token.
    /// @param receiver Who was paid.
    /// @param assets What was paid.
    /// @param fee What the exit was charged for the imbalance it causes; stays in the pot.
    /// @param shares Shares to burn for it.
    event Defunded(address indexed token, address indexed receiver, uint256 assets, uint256 fee, uint256 shares);

    /// @notice A desk drew a floating loan.
    /// @param token The token.
    /// @param desk The desk.
    /// @param receiver Who was paid.
    /// @param assets The amount.
    /// @param fee What the imbalance it causes cost; owed with the loan.
    /// @param debtShares Debt shares issued.
    event Drawn(address indexed token, address indexed desk, address receiver, uint256 assets, uint256 fee, uint256 debtShares);

    /// @notice A desk repaid a floating loan.
    /// @param token The token.
    /// @param desk The desk.
    /// @param assets The amount.
    /// @param debtShares Debt shares cancelled.
    event Restored(address indexed token, address indexed desk, uint256 assets, uint256 debtShares);

    // ---------------------------------------------------------------- the vault of a book

    /// @notice Takes in tokens the vault has moved here. The book's vault only.
    /// @param token The token.
    /// @param assets What was moved here.
    /// @param supply The vault's shares before.
    /// @return shares What to issue, rounded down.
    function fund(address token, uint256 assets, uint256 supply) external returns (uint256 shares);

    /// @notice Pays floating deposits out at once, for an amount or for a number of shares: one of the two is zero.
    /// The book's vault only. Charges the exit for the imbalance it causes and refuses one that leaves the exit band.
    /// @param token The token.
    /// @param assets What the receiver shall get; zero to ask by shares.
    /// @param shares What shall be burned; zero to ask by assets.
    /// @param supply The vault's shares before.
    /// @param top Shares the largest holder has at most.
    /// @param receiver Who is paid.
    /// @return paid What the receiver got, rounded down.
    /// @return burned Shares to burn, rounded up.
    function defund(address token, uint256 assets, uint256 shares, uint256 supply, uint256 top, address receiver)
        external returns (uint256 paid, uint256 burned);

    /// @notice What `fund` would answer, or what a number of shares would cost; limits aside.
    /// @param token The token.
    /// @param assets What would be moved here; zero to ask by shares.
    /// @param shares What shall be issued; zero to ask by assets.
    /// @param supply The vault's shares.
    /// @return paid The amount to be moved here, rounded up.
    /// @return issued Shares, rounded down.
    function previewFund(address token, uint256 assets, uint256 shares, uint256 supply)
        external view returns (uint256 paid, uint256 issued);

    /// @notice What `defund` would answer; limits aside.
    /// @param token The token.
    /// @param assets What the receiver shall get; zero to ask by shares.
    /// @param shares What shall be burned; zero to ask by assets.
    /// @param supply The vault's shares.
    /// @param top Shares the largest holder has at most.
    /// @return paid What the receiver would get, rounded down.
    /// @return burned Shares to burn, rounded up.
    function previewDefund(address token, uint256 assets, uint256 shares, uint256 supply, uint256 top)
        external view returns (uint256 paid, uint256 burned);

    /// @notice The most `fund` takes now; zero while deposits are closed.
    /// @param token The token.
    /// @return The amount.
    function maxFund(address token) external view returns (uint256);

    /// @notice The most shares `defund` burns now: cash and the exit band allow no more.
    /// @param token The token.
    /// @param supply The vault's shares.
    /// @param top Shares the largest holder has at most.
    /// @return The number of shares.
    function maxDefund(address token, uint256 supply, uint256 top) external view returns (uint256);

    /// @notice The worth of shares at cost, without fee or limit, rounded down.
    /// @param token The token.
    /// @param shares A number of shares.
    /// @param supply The vault's shares.
    /// @return The amount.
    function worth(address token, uint256 shares, uint256 supply) external view returns (uint256);

    /// @notice The index of the floating loans, interest of this second included, as in `book`, which costs more.
    /// @param token The token.
    /// @return The index, 1e24.
    function indexOf(address token) external view returns (uint256);

    // ---------------------------------------------------------------- desks

    /// @notice Pays out a floating loan to a desk's client. Desks only, within their line.
    /// @param token The token.
    /// @param assets What the receiver gets.
    /// @param receiver Who is paid.
    /// @return debtShares What the desk owes for it, rounded up.
    function draw(address token, uint256 assets, address receiver) external returns (uint256 debtShares);

    /// @notice Takes in a repayment the desk has moved here. Desks only. Never refused by a limit or a pause.
    /// @param token The token.
    /// @param assets What was moved here; at most the debt of `debtShares`, rounded up.
    /// @return debtShares What is cancelled, rounded down; all of the desk's if `assets` covers its debt.
    function restore(address token, uint256 assets) external returns (uint256 debtShares);

    /// @notice A desk's line.
    /// @param token The token.
    /// @param desk The desk.
    /// @return The line.
    function lineOf(address token, address desk) external view returns (Line memory);

    // ---------------------------------------------------------------- anyone

    /// @notice Posts income up to now. Permissionless.
    /// @param token The token.
    function accrue(address token) external;

    /// @notice Posts income up to now and reads the rate from the rate model. Permissionless. If the model fails, the
    /// rate stays as it is, and new loans end when it is too old. In a second in which the book was touched nothing
    /// is read: a utilisation of an instant moves no rate.
    /// @param token The token.
    /// @return rate Rate from now on, wad per second.
    function refreshRate(address token) external returns (uint256 rate);

    /// @notice Freezes, once a day, what the day's actions are measured by: the size of the book, the run-off of its
    /// floating deposits and the largest holder's part of them, both asked of the vault. Permissionless. A missed day
    /// closes nothing.
    /// @param token The token.
    function strike(address token) external;

    /// @notice A book as of this block.
    /// @param token The token.
    /// @return The book.
    function book(address token) external view returns (Book memory);

    /// @notice The governed terms of a book.
    /// @param token The token.
    /// @return The terms.
    function terms(address token) external view returns (Terms memory);

    /// @notice The vault of a book; zero where there is none.
    /// @param token The token.
    /// @return The vault.
    function vaultOf(address token) external view returns (address);

    // ---------------------------------------------------------------- the owner

    /// @notice Opens a book. Owner only. Refuses a token that does not answer as a token does.
    /// @param token The token.
    /// @param vault The vault of its floating depositors.
    /// @param rateModel Where its floating rate comes from.
    /// @param newTerms Its terms.
    function list(address token, address vault, address rateModel, Terms calldata newTerms) external;

    /// @notice Replaces the rate model of a book. Owner only.
    /// @param token The token.
    /// @param rateModel Where its floating rate comes from.
    function setRateModel(address token, address rateModel) external;

    /// @notice Changes the terms of a book. Owner only.
    /// @param token The token.
    /// @param newTerms Its terms.
    function setTerms(address token, Terms calldata newTerms) external;

    /// @notice Opens, changes or closes (zero cap) a desk's line. Owner only. What is owed stays owed.
    /// @param token The token.
    /// @param desk The desk.
    /// @param lendingCap The most it may owe as floating loans.
    function setLine(address token, address desk, uint96 lendingCap) external;

    /// @notice Pauses new risk, or allows it again. Owner only. Repaying and leaving go on.
    /// @param token The token.
    /// @param paused Whether to pause.
    function setPaused(address token, bool paused) external;

    /// @notice Who may change terms.
    /// @return The owner.
    function owner() external view returns (address);

    /// @notice Who may accept ownership.
    /// @return The named successor, or zero.
    function pendingOwner() external view returns (address);

    /// @notice Names a successor; the zero address withdraws the nomination. Owner only.
    /// @param newOwner The successor.
    function transferOwnership(address newOwner) external;

    /// @notice Takes office. The named successor only.
    function acceptOwnership() external;
}
