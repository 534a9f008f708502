// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity >=0.8.20;

// Generated from contracts/libs/alm-abi by `cargo alm check --update`; edit it there.

/// @title The governance of a lending pool
/// @notice The owner of the balance sheet and of the contracts around it. Its own owner, a timelock, changes parameters
/// within the bounds compiled here, and reaches every other function of an owner. A guardian may pause new risk. A
/// steward may move parameters inside bands the owner sets, by steps, with a delay, until its term ends; its admin may
/// tighten the bands and shorten the term.
/// @dev Parameters by index: 0 to 11 are `IBalanceSheet.Terms` in its order, 12 to 17 `IFixedBook.FixedTerms`, 18 to 23
/// the spreads of `IRateModel` from the shortest tenor on. The events hold the whole history; on chain are the bands and
/// the instants of the last changes. Times in Unix seconds.
interface IParameters {
    // ---------------------------------------------------------------- structs

    /// @notice A new value of a parameter.
    struct Change {
        // The parameter.
        uint8 parameter;
        // Its value, in the parameter's unit.
        int128 value;
    }

    /// @notice Where, how far and how often the steward may move a parameter of a book.
    struct Band {
        // 0: Lowest value.
        int128 low;
        // 1: Highest value.
        int128 high;
        // 2: Largest distance of one move; zero: the steward may not move it.
        uint128 step;
        // 3: Least time since the last change, whoever made it: an hour to 365 days.
        uint32 delay;
    }

    /// @notice What a book must look like after a bundle of changes, or none is made. Base units.
    struct Condition {
        // 0: Least liquidity surplus; the lowest int128 asks nothing.
        int128 leastSurplus;
        // 1: Greatest duration gap on either side; the highest int128 asks nothing.
        int128 greatestGap;
        // 2: Greatest cost of the imbalance; the highest int128 asks nothing.
        int128 greatestPotential;
        // 3: Least net value of the floating deposits; the lowest int128 asks nothing.
        int128 leastNetValue;
        // 4: Least cash; the lowest int128 asks nothing.
        int128 leastCash;
    }

    /// @notice In whose name something was done.
    enum Role {
        // The owner.
        Owner,
        // The guardian.
        Guardian,
        // The steward.
        Steward,
        // The steward's admin.
        Admin
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

    /// @notice Only the guardian, or the owner, may do this.
    /// @param caller Who tried.
    error NotGuardian(address caller);

    /// @notice Only the steward, or the owner, may do this.
    /// @param caller Who tried.
    error NotSteward(address caller);

    /// @notice Only the steward's admin may do this.
    /// @param caller Who tried.
    error NotAdmin(address caller);

    /// @notice A bundle has no changes.
    error EmptyBundle();

    /// @notice There is no such parameter.
    /// @param parameter The parameter.
    /// @param have Its index.
    /// @param want The last index there is.
    error UnknownParameter(uint256 parameter, int256 have, int256 want);

    /// @notice The parameters of a bundle do not rise, each once.
    /// @param parameter The parameter.
    /// @param have Its index.
    /// @param want The least index that could follow.
    error ParameterOutOfOrder(uint256 parameter, int256 have, int256 want);

    /// @notice A value lies outside the bounds compiled into the contract.
    /// @param parameter The parameter.
    /// @param have The value given.
    /// @param want The bound it passes.
    error ParameterOutOfBounds(uint256 parameter, int256 have, int256 want);

    /// @notice The steward may not move the parameter at all.
    /// @param parameter The parameter.
    /// @param have The largest step it has: zero.
    /// @param want The least that would do.
    error BandClosed(uint256 parameter, int256 have, int256 want);

    /// @notice A value lies outside the steward's band.
    /// @param parameter The parameter.
    /// @param have The value given.
    /// @param want The edge it passes.
    error OutsideBand(uint256 parameter, int256 have, int256 want);

    /// @notice The steward moves a parameter too far at once.
    /// @param parameter The parameter.
    /// @param have The distance.
    /// @param want The largest distance allowed.
    error StepTooLarge(uint256 parameter, int256 have, int256 want);

    /// @notice The parameter was changed too recently.
    /// @param parameter The parameter.
    /// @param have Now.
    /// @param want The first instant the steward may move it again.
    error ChangeTooSoon(uint256 parameter, int256 have, int256 want);

    /// @notice A band is not one the code allows.
    /// @param field Index in `Band`.
    /// @param have The figure given.
    /// @param want The bound it passes.
    error BandOutOfBounds(uint256 field, int256 have, int256 want);

    /// @notice The admin may not loosen a band.
    /// @param field Index in `Band`.
    /// @param have The figure given.
    /// @param want The present figure.
    error BandWidened(uint256 field, int256 have, int256 want);

    /// @notice After the changes the book would not be as the caller demands.
    /// @param figure Index in `Condition`.
    /// @param have What it would be; of the gap, the size.
    /// @param want What is demanded.
    error ConditionFailed(uint256 figure, int256 have, int256 want);

    /// @notice The steward's term is over.
    /// @param have Now.
    /// @param want The end of the term.
    error StewardExpired(int256 have, int256 want);

    /// @notice A term is longer than 365 days.
    /// @param have Its end.
    /// @param want The last end allowed.
    error TermTooLong(int256 have, int256 want);

    /// @notice The admin may only shorten a term.
    /// @param have The end given.
    /// @param want The present end, which it must precede.
    error TermExtended(int256 have, int256 want);

    /// @notice A function of a target may be reached only by the function made for it here.
    /// @param target The target.
    /// @param selector The function.
    error FunctionReserved(address target, bytes4 selector);

    /// @notice The target is not owned by this contract.
    /// @param target The target.
    error NotOwned(address target);

    /// @notice A call of a target is too long, or has no selector.
    /// @param have Its length, bytes.
    /// @param want The greatest, or least, length.
    error CallLength(uint256 have, uint256 want);

    /// @notice A target does not answer as its interface says.
    /// @param target The target.
    error UnsuitableTarget(address target);

    // ---------------------------------------------------------------- events

    /// @notice A successor was named, or the nomination withdrawn (zero address).
    /// @param previousOwner The owner, who stays in office until the successor accepts.
    /// @param newOwner The successor.
    event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);

    /// @notice The owner changed.
    /// @param previousOwner Who was the owner; zero at construction.
    /// @param newOwner Who is the owner now.
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    /// @notice A parameter changed.
    /// @param token The book's token.
    /// @param parameter The parameter.
    /// @param caller Who changed it.
    /// @param role In whose name: the owner's or the steward's.
    /// @param previous Its value before.
    /// @param current Its value now.
    /// @param low The lowest value the caller could have given: of the compiled bounds, or of the steward's band.
    /// @param high The highest value.
    event ParameterChanged(
        address indexed token,
        uint256 indexed parameter,
        address indexed caller,
        Role role,
        int256 previous,
        int256 current,
        int256 low,
        int256 high
    );

    /// @notice A band of the steward changed.
    /// @param token The book's token.
    /// @param parameter The parameter.
    /// @param caller Who changed it.
    /// @param role In whose name: the owner's or the admin's.
    /// @param previous The band before.
    /// @param current The band now, as it is kept.
    event BandChanged(
        address indexed token,
        uint256 indexed parameter,
        address indexed caller,
        Role role,
        Band previous,
        Band current
    );

    /// @notice The steward, its admin or its term changed.
    /// @param caller Who changed it.
    /// @param role In whose name: the owner's or the admin's.
    /// @param steward The steward now.
    /// @param admin Its admin now.
    /// @param previousUntil The end of the term before.
    /// @param until The end of the term now.
    event StewardChanged(
        address indexed caller,
        Role role,
        address steward,
        address admin,
        uint256 previousUntil,
        uint256 until
    );

    /// @notice The guardian changed.
    /// @param previous The guardian before.
    /// @param current The guardian now; zero for none.
    event GuardianChanged(address indexed previous, address indexed current);

    /// @notice The rate model whose spreads are governed changed.
    /// @param previous The model before.
    /// @param current The model now; zero for none.
    event RateModelChanged(address indexed previous, address indexed current);

    /// @notice New risk of a book was paused, or allowed again.
    /// @param token The book's token.
    /// @param caller By whom.
    /// @param role In whose name: the owner's or the guardian's.
    /// @param paused Whether it is paused now.
    event PauseChanged(address indexed token, address indexed caller, Role role, bool paused);

    /// @notice The owner called a function of a target.
    /// @param target The target.
    /// @param selector The function.
    event Executed(address indexed target, bytes4 indexed selector);

    // ---------------------------------------------------------------- the owner and the steward

    /// @notice Changes parameters of a book, all or none. The owner within the compiled bounds; the steward, in its term,
    /// within its bands, steps and delays. A value that is there already is no change. What is not named stays as it is.
    /// The book's contracts have bounds of their own, and refuse in their own words.
    /// @param token The book's token.
    /// @param changes The new values; their parameters rise.
    /// @param condition What the book must look like afterwards.
    function change(address token, Change[] calldata changes, Condition calldata condition) external;

    // ---------------------------------------------------------------- the guardian

    /// @notice Pauses new risk of a book. The guardian or the owner. Repaying and leaving go on.
    /// @param token The book's token.
    function pause(address token) external;

    // ---------------------------------------------------------------- the steward's admin

    /// @notice Tightens a band of the steward: nothing of it may become looser. A step of zero closes it.
    /// @param token The book's token.
    /// @param parameter The parameter.
    /// @param band The band from now on.
    function tightenBand(address token, uint8 parameter, Band calldata band) external;

    /// @notice Ends the steward's term sooner.
    /// @param until The end of the term from now on; the steward may not act at it nor after.
    function shortenTerm(uint32 until) external;

    // ---------------------------------------------------------------- the owner

    /// @notice Allows new risk of a book again. Owner only.
    /// @param token The book's token.
    function unpause(address token) external;

    /// @notice Sets a band of the steward. Owner only. Edges and step are kept with 58 significant bits, rounded to the
    /// tighter side.
    /// @param token The book's token.
    /// @param parameter The parameter.
    /// @param band The band from now on.
    function setBand(address token, uint8 parameter, Band calldata band) external;

    /// @notice Names the steward, its admin and the end of its term. Owner only. Bands stay as they are.
    /// @param steward The steward; zero for none.
    /// @param admin Who may tighten its bands and shorten its term; zero for none.
    /// @param until The end of its term, at most 365 days from now.
    function setSteward(address steward, address admin, uint32 until) external;

    /// @notice Names the guardian. Owner only.
    /// @param guardian The guardian; zero for none.
    function setGuardian(address guardian) external;

    /// @notice Names the rate model whose spreads are governed. Owner only. Books keep the models they use.
    /// @param rateModel The model; zero for none.
    function setRateModel(address rateModel) external;

    /// @notice Calls a function of a contract this one owns, accepts the ownership of one, or names the queue of a vault,
    /// which asks the balance sheet for its owner. Owner only. Refuses the functions that change
    /// parameters and pauses of the balance sheet, and spreads of the rate model: these have their own here, which keep the
    /// history.
    /// @param target The contract.
    /// @param data The call: a selector and its arguments, at most 1,024 bytes.
    function execute(address target, bytes calldata data) external;

    /// @notice Who may change everything.
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

    // ---------------------------------------------------------------- views

    /// @notice The balance sheet whose terms are governed.
    /// @return The balance sheet.
    function balanceSheet() external view returns (address);

    /// @notice The rate model whose spreads are governed.
    /// @return The model; zero for none.
    function rateModel() external view returns (address);

    /// @notice Who may pause new risk.
    /// @return The guardian; zero for none.
    function guardian() external view returns (address);

    /// @notice Who may move parameters within bands, and until when.
    /// @return steward The steward; zero for none.
    /// @return admin Its admin; zero for none.
    /// @return until The end of its term.
    function stewardship() external view returns (address steward, address admin, uint256 until);

    /// @notice A band of the steward.
    /// @param token The book's token.
    /// @param parameter The parameter.
    /// @return band The band; one whose step is zero is closed.
    /// @return changedAt When the parameter was changed last, by this contract; zero for never.
    function bandOf(address token, uint8 parameter) external view returns (Band memory band, uint256 changedAt);

    /// @notice The compiled bounds of a parameter.
    /// @param parameter The parameter.
    /// @return low The lowest value anybody may set.
    /// @return high The highest value.
    /// @return step The largest step of a band.
    function boundsOf(uint8 parameter) external view returns (int256 low, int256 high, uint256 step);
}
