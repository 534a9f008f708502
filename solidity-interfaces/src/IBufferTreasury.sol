// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity >=0.8.20;

// Generated from contracts/libs/alm-abi by `cargo alm check --update`; edit it there.

/// @title The treasury of a buffer pool
/// @notice Draws and payments for losses, the strategies and the rule by which assets move between them and cash, terms and
/// figures. The same contract as `IBufferPool`, whose units, rounding, errors and locks hold here.
interface IBufferTreasury {
    // ---------------------------------------------------------------- structs

    /// @notice The governed terms of the pool.
    struct BufferTerms {
        // How long who asks to leave waits, seconds: 30 to 120 days. Requests keep theirs.
        uint256 cooldown;
        // Part of the assets to be kept in cash beside what is due or leaving, bps.
        uint256 cashFloor;
        // Differences from where assets should lie below this part of all are left alone, bps; at most 1,000.
        uint256 band;
        // Part of the floating deposits that leaves under the stress the target is for, bps.
        uint256 stress;
        // Coverage of the target at or below which the premium of leaving is highest, bps.
        uint256 thin;
        // Coverage at or above which there is none, bps; above `thin`.
        uint256 ample;
        // The highest premium, bps of what is claimed; at most 1,000.
        uint256 premium;
        // What all shares together may be worth for deposits to be taken.
        uint256 cap;
    }

    /// @notice A strategy, and what the pool has in it.
    struct Strategy {
        // The ERC-4626 vault; zero where there is none.
        address vault;
        // The most of all tiers that may lie in it, bps. Zero: it is emptied.
        uint256 cap;
        // What is taken off its value where the book counts on it, bps.
        uint256 haircut;
        // How fast its price is believed to rise, bps a year.
        uint256 growth;
        // How much of all tiers may flow in, bps a day.
        uint256 flow;
        // Shares of the vault.
        uint256 shares;
        // What they count for, as of this block.
        uint256 value;
        // The most they are believed to be worth now.
        uint256 ceiling;
        // The vault does not answer: the shares count as nothing for the book, and for those who leave.
        bool silent;
    }

    /// @notice What the pool has and owes, as of this block.
    struct Accounts {
        // Received less sent.
        uint256 cash;
        // What all strategies count for.
        uint256 invested;
        // Lent to the book for redemptions.
        uint256 lent;
        // Owed to the book for losses borne.
        uint256 charged;
        // Gains not yet released.
        uint256 drip;
        // What all shares together own: the first three less the other two.
        int256 net;
        // Shares that have asked to leave.
        uint256 leaving;
        // What the book owes: what is lent, and income not paid out, which counts when it is.
        uint256 owed;
    }

    /// @notice How large the pool should be, as of this block.
    struct Sizing {
        // What restores the book's liquidity under the chosen stress.
        uint256 target;
        // What of the pool the book counts as liquidity.
        uint256 countable;
        // The second as a part of the first, bps, at most 65,535; that without a target.
        uint256 coverage;
        // What who leaves now pays to those who stay, bps.
        uint256 premium;
        // Redemptions that wait and no cash is there for.
        uint256 shortfall;
        // Whether the book can do without those who leave.
        bool open;
    }

    // ---------------------------------------------------------------- errors

    /// @notice Only the owner may do this.
    /// @param caller Who tried.
    error NotOwner(address caller);

    /// @notice Only the named successor may accept.
    /// @param caller Who tried.
    error NotPendingOwner(address caller);

    /// @notice There is no such strategy.
    /// @param index Its number.
    error UnknownStrategy(uint256 index);

    /// @notice The pool has shares of the strategy: they must be withdrawn or abandoned before it is replaced.
    /// @param index Its number.
    /// @param shares The number of shares.
    error StrategyInUse(uint256 index, uint256 shares);

    /// @notice The strategy does not answer.
    /// @param index Its number.
    error StrategySilent(uint256 index);

    /// @notice The vault cannot be a strategy: it is of another asset, the book's own, or one already.
    /// @param vault The vault.
    error UnsuitableVault(address vault);

    /// @notice A strategy's shares are worth too little of what was paid for them: have it, want the least.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error SlippageExceeded(int256 have, int256 want);

    /// @notice A governed figure is outside its compiled bounds: have the figure, want the bound.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error OutOfBounds(int256 have, int256 want);

    /// @notice An address that must exist is zero.
    error ZeroAddress();

    /// @notice The contract is in the middle of another call.
    error Locked();

    // ---------------------------------------------------------------- events

    /// @notice A successor was named, or the nomination withdrawn (zero address).
    /// @param previousOwner The owner, who stays in office until the successor accepts.
    /// @param newOwner The successor.
    event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);

    /// @notice The owner changed.
    /// @param previousOwner Who was the owner; zero at construction.
    /// @param newOwner Who is the owner now.
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    /// @notice Cash was lent to the book for redemptions.
    /// @param assets The amount.
    event Drawn(uint256 assets);

    /// @notice Losses the pool bore were paid for.
    /// @param assets The amount.
    event Covered(uint256 assets);

    /// @notice Assets moved between cash and a strategy.
    /// @param index Its number.
    /// @param moved What went in, or came out.
    /// @param value What the strategy counts for now.
    event Rebalanced(uint256 indexed index, int256 moved, uint256 value);

    /// @notice The terms changed.
    /// @param previous The terms before.
    /// @param current The terms now.
    event TermsChanged(BufferTerms previous, BufferTerms current);

    /// @notice A strategy was named, or its rules changed.
    /// @param index Its number.
    /// @param vault The vault.
    /// @param cap The most of all tiers that may lie in it, bps.
    /// @param haircut What is taken off its value where the book counts on it, bps.
    /// @param growth How fast its price is believed to rise, bps a year.
    /// @param flow How much of all tiers may flow in, bps a day.
    event StrategySet(
        uint256 indexed index, address indexed vault, uint256 cap, uint256 haircut, uint256 growth, uint256 flow
    );

    /// @notice The shares of a strategy were given up.
    /// @param index Its number.
    /// @param vault The vault.
    /// @param shares The shares.
    /// @param value What they counted for: a loss.
    event StrategyAbandoned(uint256 indexed index, address indexed vault, uint256 shares, uint256 value);

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

    // ---------------------------------------------------------------- duties, open to all

    /// @notice Lends the book what redemptions wait for and no cash is there for, as far as there is cash here.
    /// @return assets What was lent.
    function draw() external returns (uint256 assets);

    /// @notice Pays the book for losses the pool bore, as far as there is cash.
    /// @return assets What was paid.
    function cover() external returns (uint256 assets);

    /// @notice Has the book pay what it owes as far as it can, and takes note of it.
    /// @return assets What was paid.
    function collect() external returns (uint256 assets);

    /// @notice Takes note of what book and strategies tell, and tells the book what it can count on.
    /// @return net What all shares together own.
    function report() external returns (int256 net);

    /// @notice Moves assets between cash and a strategy to where the rule has them.
    /// @param index The strategy.
    /// @return moved What went in, or came out; zero where nothing is to be done.
    function rebalance(uint256 index) external returns (int256 moved);

    // ---------------------------------------------------------------- governance and figures

    /// @notice Changes the terms. Owner only.
    /// @param newTerms The new terms.
    function setTerms(BufferTerms calldata newTerms) external;

    /// @notice Names a strategy, or changes its rules. Owner only. Another vault takes the place of one the pool has no
    /// shares of.
    /// @param index Its number, 0 to 3.
    /// @param vault The vault: of the same asset, neither the book's own nor a strategy already; zero for none.
    /// @param cap The most of all tiers that may lie in it, bps.
    /// @param haircut What is taken off its value where the book counts on it, bps.
    /// @param growth How fast its price is believed to rise, bps a year; at most 10,000.
    /// @param flow How much of all tiers may flow in, bps a day.
    function setStrategy(
        uint256 index, address vault, uint256 cap, uint256 haircut, uint256 growth, uint256 flow
    ) external;

    /// @notice Gives up all shares of a strategy: what they counted for is a loss. Owner only.
    /// @param index Its number.
    function abandon(uint256 index) external;

    /// @notice The terms.
    /// @return The terms.
    function terms() external view returns (BufferTerms memory);

    /// @notice A strategy, as of this block.
    /// @param index Its number.
    /// @return The figures.
    function strategy(uint256 index) external view returns (Strategy memory);

    /// @notice What the pool has and owes, as of this block.
    /// @return The figures.
    function accounts() external view returns (Accounts memory);

    /// @notice How large the pool should be, as of this block.
    /// @return The figures.
    function sizing() external view returns (Sizing memory);
}
