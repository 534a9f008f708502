// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity >=0.8.20;

// Generated from contracts/libs/alm-abi by `cargo alm check --update`; edit it there.

/// @title Floating rates and zero curves
/// @notice One floating rate per book, whose level is found by the market: it rises while utilisation is above 90 %
/// and falls while it is below. A lagged rate on either side of it carries the zero curve that prices fixed terms.
/// @dev A report of utilisation counts for the time until the next one, never for the past: a report replaced within
/// the same second changes nothing. Units: wad = 1e18, bps = 1e-4, times in Unix seconds. Yearly rates are
/// continuously compounded over 365 days. A model is swappable: books depend on `accrue`, `floatingRate`,
/// `laggedRate` and `curve` alone.
interface IRateModel {
    // ---------------------------------------------------------------- structs

    /// @notice The rates of a book as of this block, the last report still holding.
    struct Rates {
        // Who reports the book's utilisation.
        address balanceSheet;
        // Floating rate by the second, wad, rounded up.
        uint256 rate;
        // Floating rate by the year, wad, rounded up.
        uint256 annualRate;
        // The level: the floating rate at a utilisation of 90 %, by the year, wad.
        uint256 rateAtTarget;
        // Lagged rate for what the pool owes: falls within an hour, rises within a day. By the year, wad, rounded down.
        uint256 laggedLow;
        // Lagged rate for what the pool lends: rises within an hour, falls within a day. By the year, wad, rounded up.
        uint256 laggedHigh;
        // Utilisation as last reported, wad.
        uint256 utilisation;
        // Mean utilisation over about ten minutes, which the floating rate follows, wad, rounded up.
        uint256 meanUtilisation;
        // When utilisation was reported last, Unix seconds.
        uint64 updatedAt;
        // When the spreads were changed last, Unix seconds.
        uint64 spreadsChangedAt;
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

    /// @notice The model does not know the book.
    /// @param book The book's token.
    error NotListed(address book);

    /// @notice The book is listed already.
    /// @param book The book's token.
    error AlreadyListed(address book);

    /// @notice Only the balance sheet registered for the book may report its utilisation.
    /// @param book The book's token.
    /// @param caller Who tried.
    error NotBalanceSheet(address book, address caller);

    /// @notice A utilisation is above one.
    /// @param have The value given, wad.
    /// @param want The highest possible, wad.
    error UtilisationAboveOne(uint256 have, uint256 want);

    /// @notice A first rate lies outside the bounds of the curve.
    /// @param have The value given, by the year, wad.
    /// @param min The lowest allowed.
    /// @param max The highest allowed.
    error RateOutOfBounds(uint256 have, uint256 min, uint256 max);

    /// @notice A spread lies outside of what it may be now: the compiled bounds, and one step from the present value.
    /// @param node Index of the node, from the shortest tenor on.
    /// @param have The value given, bps.
    /// @param min The lowest allowed now.
    /// @param max The highest allowed now.
    error SpreadOutOfBounds(uint256 node, int256 have, int256 min, int256 max);

    /// @notice The last report of a book's utilisation is too old for a quote.
    /// @param book The book's token.
    /// @param age Seconds since the report.
    /// @param greatest The greatest age allowed.
    error ReportTooOld(address book, uint256 age, uint256 greatest);

    /// @notice The minimum time between two changes has not passed.
    /// @param book The book's token.
    /// @param notBefore When the change is allowed.
    error ChangeTooSoon(address book, uint64 notBefore);

    // ---------------------------------------------------------------- events

    /// @notice A successor was named, or the nomination withdrawn (zero address).
    /// @param previousOwner The owner, who stays in office until the successor accepts.
    /// @param newOwner The successor.
    event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);

    /// @notice The owner changed.
    /// @param previousOwner Who was the owner; zero at construction.
    /// @param newOwner Who is the owner now.
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    /// @notice Who reports a book's utilisation changed; at listing, the previous one is zero.
    /// @param book The book's token.
    /// @param previous Who reported before.
    /// @param current Who reports now.
    event BalanceSheetChanged(address indexed book, address indexed previous, address indexed current);

    /// @notice The spreads of a book's curve changed; at listing, all were zero before.
    /// @param book The book's token.
    /// @param previous The spreads before, bps by the year.
    /// @param current The spreads now.
    event SpreadsChanged(address indexed book, int16[6] previous, int16[6] current);

    /// @notice A utilisation was reported, and the rates brought to now. Also at listing.
    /// @param book The book's token.
    /// @param utilisation What is held from now on, wad.
    /// @param rate Floating rate from now on, by the second, wad.
    /// @param rateAtTarget The level, by the year, wad.
    /// @param laggedLow Lagged rate for what the pool owes, by the year, wad.
    /// @param laggedHigh Lagged rate for what the pool lends, by the year, wad.
    event Accrued(
        address indexed book,
        uint256 utilisation,
        uint256 rate,
        uint256 rateAtTarget,
        uint256 laggedLow,
        uint256 laggedHigh
    );

    // ---------------------------------------------------------------- ownership

    /// @notice Who may change parameters.
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

    // ---------------------------------------------------------------- governance, owner only

    /// @notice Lists a book.
    /// @param book The book's token.
    /// @param balanceSheet Who reports its utilisation.
    /// @param rateAtTarget First floating rate at a utilisation of 90 %, by the year, wad, 0.1 % to 200 %.
    /// @param utilisation Utilisation to start from, wad.
    /// @param spreads What is added to the lagged rate at 7, 30, 91, 182, 364 and 728 days, bps by the year.
    function list(
        address book, address balanceSheet, uint64 rateAtTarget, uint64 utilisation, int16[6] calldata spreads
    ) external;

    /// @notice Replaces who reports a book's utilisation.
    /// @param book The book's token.
    /// @param balanceSheet Who reports from now on.
    function setBalanceSheet(address book, address balanceSheet) external;

    /// @notice Replaces the spreads of a book's curve: each within 2,000 bps of zero and 200 bps of the present value,
    /// a day after the last change at the earliest.
    /// @param book The book's token.
    /// @param spreads What is added to the lagged rate at 7, 30, 91, 182, 364 and 728 days, bps by the year.
    function setSpreads(address book, int16[6] calldata spreads) external;

    // ---------------------------------------------------------------- the balance sheet

    /// @notice Brings the rates of a book to now by the utilisation that has held, and takes the one that holds from
    /// now on. The book's balance sheet only.
    /// @param book The book's token.
    /// @param utilisation Floating loans over cash and floating loans, wad, at most one.
    /// @return rate Floating rate from now on, by the second, wad, rounded up.
    function accrue(address book, uint256 utilisation) external returns (uint256 rate);

    // ---------------------------------------------------------------- views

    /// @notice Floating rate as of this block.
    /// @param book The book's token.
    /// @return By the second, wad, rounded up.
    function floatingRate(address book) external view returns (uint256);

    /// @notice The lagged floating rates as of this block.
    /// @param book The book's token.
    /// @return low For what the pool owes, by the year, wad, rounded down.
    /// @return high For what the pool lends, by the year, wad, rounded up.
    function laggedRate(address book) external view returns (uint256 low, uint256 high);

    /// @notice Zero rates at 7, 30, 91, 182, 364 and 728 days; between, linear in the rate; outside, flat.
    /// @param book The book's token.
    /// @return low Over the lowest of the lagged and the current rate: claims are sold on it. By the year, wad.
    /// @return high Over the highest of them: debts are bought on it. By the year, wad.
    function curve(address book) external view returns (uint256[6] memory low, uint256[6] memory high);

    /// @notice Discount factors of a time ahead on both curves.
    /// @param book The book's token.
    /// @param ahead Seconds from now.
    /// @return low On the higher curve, wad, rounded down.
    /// @return high On the lower curve, wad, rounded up.
    function discountFactors(address book, uint64 ahead) external view returns (uint256 low, uint256 high);

    /// @notice What one unit of face is worth in dealings with a customer, wad. Refused when the last report is older than
    /// a day.
    /// @param book The book's token.
    /// @param ahead Seconds from now to maturity.
    /// @param halfSpread Half of the spread around the curves, by the year, wad.
    /// @param wanted Which of the four are wanted, a bit each: 1 deposit, 2 loan, 4 low, 8 high. The others are told as zero.
    /// @return deposit A depositor pays this for it: on the lower curve less the half-spread, rounded up, at most one.
    /// @return loan A borrower gets this for owing it: on the higher curve plus the half-spread, rounded down.
    /// @return low Its value on the higher curve, rounded up, at most one: an early exit pays no more.
    /// @return high Its value on the lower curve, rounded up, at most one: a prepayment costs no less.
    function quotes(address book, uint64 ahead, uint64 halfSpread, uint8 wanted)
        external view returns (uint256 deposit, uint256 loan, uint256 low, uint256 high);

    /// @notice Discount factors of grid dates on both curves, wad, each within 8e-18 of the true one. Refused when the last
    /// report is older than a day.
    /// @param book The book's token.
    /// @param first The first grid date, Unix seconds, not before now.
    /// @return low On the higher curve, of the first grid date and the 103 that follow a week apart.
    /// @return high On the lower curve.
    function weeklyFactors(address book, uint64 first)
        external view returns (uint256[104] memory low, uint256[104] memory high);

    /// @notice Everything about the rates of a book.
    /// @param book The book's token.
    /// @return The rates.
    function rates(address book) external view returns (Rates memory);

    /// @notice The governed spreads of a book.
    /// @param book The book's token.
    /// @return At 7, 30, 91, 182, 364 and 728 days, bps by the year.
    function spreads(address book) external view returns (int16[6] memory);
}
