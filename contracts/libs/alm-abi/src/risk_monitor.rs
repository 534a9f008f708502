//! The interface of `risk-monitor`: early warnings, the regime, and the terms that follow.
#![allow(missing_docs)] // the natspec inside `sol!` documents the items

use alloy_sol_types::sol;

sol! {
    /// @title Early warnings, the regime, and the terms of collateral that follow
    /// @notice Anyone may have the book evaluated once an hour, an asset's cascade measured, and terms pushed to the desk. Nobody
    /// chooses what they say: five inputs are graded, the second highest grade decides, one step an hour.
    /// @dev Units: wad = 1e18, ratios 1e-7 (ten million is one), inputs 1e-4, times in Unix seconds. An epoch is an hour.
    interface IRiskMonitor {
        // ---------------------------------------------------------------- structs

        /// @notice Where figures come from, and where terms go. Zero for what there is not.
        struct Sources {
            // The risk engine.
            address engine;
            // The matrix of correlations.
            address matrix;
            // The credit desk; it names this contract as its risk source.
            address desk;
            // The balance sheet whose book is watched.
            address sheet;
            // The vault of the book.
            address vault;
            // The token of the book.
            address token;
        }

        /// @notice The book as evaluated last.
        struct State {
            // 0 Normal, 1 Watch, 2 Stress, 3 Emergency.
            uint8 regime;
            // The hour evaluated last, in hours since 1970; zero before the first.
            uint32 epoch;
            // Evaluations in a row that called for less.
            uint8 calm;
            // Mean net outflow an hour, as a share of the deposits, wad; above zero when they leave.
            int256 mean;
            // Its variance an hour, wad.
            uint256 variance;
            // Utilisation, wad.
            uint256 utilisation;
            // Smoothed change of the utilisation per second, 1e36.
            int256 drift;
            // Shares of the vault.
            uint256 supply;
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

        /// @notice The caller is not the desk.
        /// @param caller Who tried.
        error NotDesk(address caller);

        /// @notice The monitor does not follow the asset.
        /// @param asset The asset.
        error NotFollowed(address asset);

        /// @notice The monitor follows the asset already.
        /// @param asset The asset.
        error AlreadyFollowed(address asset);

        /// @notice No further asset can be followed.
        /// @param have How many there are.
        error TooManyAssets(uint256 have);

        /// @notice The last evaluation, or push, is too recent.
        /// @param notBefore When the next is possible, Unix seconds.
        error TooSoon(uint256 notBefore);

        /// @notice A source's answer is too short to be one.
        /// @param source The source.
        /// @param have Bytes it returned.
        /// @param want Bytes of an answer.
        error SourceGarbage(address source, uint256 have, uint256 want);

        // ---------------------------------------------------------------- events

        /// @notice A successor was named, or the nomination withdrawn (zero address).
        /// @param previousOwner The owner, who stays in office until the successor accepts.
        /// @param newOwner The successor.
        event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);

        /// @notice The owner changed.
        /// @param previousOwner Who was the owner; zero at construction.
        /// @param newOwner Who is the owner now.
        event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

        /// @notice The sources changed.
        /// @param oldSources Before.
        /// @param newSources Now.
        event SourcesChanged(Sources oldSources, Sources newSources);

        /// @notice An asset is followed from now on.
        /// @param asset The asset.
        /// @param number Its number.
        event Followed(address indexed asset, uint8 number);

        /// @notice An hour was evaluated.
        /// @param oldRegime The regime before.
        /// @param newRegime The regime now.
        /// @param surprise Deviations of the hour's net outflow above its mean, 1e-4.
        /// @param exhaustion Probability that a day's outflow exhausts what is liquid, 1e-4.
        /// @param concentration The largest holder's part of what is liquid, 1e-4.
        /// @param drift Share of the free capacity that a day of the utilisation's drift uses up, 1e-4.
        /// @param cascade The largest cascade gain of all assets, 1e-4.
        event Evaluated(
            uint8 oldRegime,
            uint8 newRegime,
            uint32 surprise,
            uint32 exhaustion,
            uint32 concentration,
            uint32 drift,
            uint32 cascade
        );

        /// @notice The cascade gain of an asset was measured.
        /// @param asset The asset.
        /// @param oldGain Before, 1e-4; at most 65535.
        /// @param newGain Now.
        event CascadeMeasured(address indexed asset, uint32 oldGain, uint32 newGain);

        /// @notice A loan moved in the histogram.
        /// @param asset The collateral.
        /// @param account Whose loan.
        /// @param oldCell Its cell before; meaningless without units.
        /// @param oldUnits Collateral it had there, millionths of a token.
        /// @param newCell Its cell now.
        /// @param newUnits Collateral it has there.
        event Recorded(
            address indexed asset,
            address indexed account,
            uint16 oldCell,
            uint64 oldUnits,
            uint16 newCell,
            uint64 newUnits
        );

        // ---------------------------------------------------------------- ownership

        /// @notice Who may change sources.
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

        /// @notice Names where figures come from, and where terms go.
        /// @param newSources The sources.
        function setSources(Sources calldata newSources) external;

        /// @notice Follows an asset: its loans are counted, its cascade measured. At most sixteen, and none is given up.
        /// @param asset The asset.
        function follow(address asset) external;

        // ---------------------------------------------------------------- the desk

        /// @notice Notes how a loan stands after it was touched. The desk only.
        /// @param asset The collateral.
        /// @param account Whose loan.
        /// @param collateral Collateral of it, wad tokens; zero when there is none left.
        /// @param debt Debt it stands for, wad of the quote currency.
        function record(address asset, address account, uint256 collateral, uint256 debt) external;

        // ---------------------------------------------------------------- anyone

        /// @notice Evaluates the book, once an hour, and moves the regime by one step at most.
        /// @return regime The regime now.
        function evaluate() external returns (uint8 regime);

        /// @notice Measures how much a fall of an asset's price would feed itself: the largest mean gain of five neighbouring
        /// cells, from where the desk's threshold makes loans due at the price down to two thirds of it.
        /// @param asset The asset.
        /// @return gain 1e-4; at most 65535. From 10000 on a fall feeds itself.
        function measure(address asset) external returns (uint256 gain);

        /// @notice Pushes an asset's terms to the desk, once an hour. Falls wait while its cascade gain is a half or more.
        /// @param asset The asset.
        function pushTerms(address asset) external;

        /// @notice Pushes the credit for diversification to the desk, once an hour.
        /// @return credit The part at the end of its ramp, 1e-7.
        function pushCredit() external returns (uint256 credit);

        // ---------------------------------------------------------------- views

        /// @notice Where figures come from, and where terms go.
        /// @return The sources.
        function sources() external view returns (Sources memory);

        /// @notice The book as evaluated last.
        /// @return The figures.
        function state() external view returns (State memory);

        /// @notice The regime in force.
        /// @return 0 Normal, 1 Watch, 2 Stress, 3 Emergency.
        function regime() external view returns (uint8);

        /// @notice The cascade gain of an asset as measured last.
        /// @param asset The asset.
        /// @return 1e-4; at most 65535.
        function gainOf(address asset) external view returns (uint256);

        /// @notice Collateral by cell, sixteen cells from the given one on.
        /// @param asset The asset.
        /// @param first The first cell: of loans with a debt of `e^(first / 100 - 42)` and more per token.
        /// @return Millionths of a token.
        function histogram(address asset, uint16 first) external view returns (uint256[16] memory);

        /// @notice What is offered for a loan close to its threshold in the regime in force.
        /// @param value Worth of its collateral, any unit.
        /// @param debt Its debt, same unit.
        /// @param threshold Its liquidation threshold, wad.
        /// @param bonus The liquidation bonus, wad.
        /// @return repay The most that may be repaid out of the collateral, same unit, rounded down; zero when nothing is offered.
        /// @return paid The bonus on it, wad, rounded down.
        function offer(uint128 value, uint128 debt, uint64 threshold, uint64 bonus)
            external
            view
            returns (uint256 repay, uint256 paid);
    }
}
