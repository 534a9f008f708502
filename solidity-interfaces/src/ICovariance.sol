// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity >=0.8.20;

// Generated from contracts/libs/alm-abi by `cargo alm check --update`; edit it there.

/// @title Correlations of collaterals measured on chain
/// @notice Anyone may have the matrix sampled: it takes the newest samples of a risk engine, and moves the correlation of every
/// two assets whose samples lie in the same two time slots. What is not known, or too old, counts as moving together.
/// @dev Units: wad = 1e18, bps = 1e-4, times in Unix seconds. A place is an asset's number in the matrix, 0 to 15.
interface ICovariance {
    // ---------------------------------------------------------------- structs

    /// @notice What the matrix is built on, and how it is read.
    struct Config {
        // The risk engine whose samples are taken.
        address engine;
        // Length of a sampling slot, seconds: that of every member at the engine.
        uint32 interval;
        // Places in use, free ones below the highest included.
        uint8 places;
        // A pair with fewer samples counts as one asset; 20 to 250.
        uint8 minSamples;
        // The least that correlations are pulled to one, bps; at most 10000.
        uint16 minPull;
    }

    /// @notice One asset of the matrix.
    struct Member {
        // The asset; zero for a free place.
        address asset;
        // The newest price taken, at its feed's decimals.
        uint256 price;
        // The slot it was taken in: its time divided by the interval.
        uint32 slot;
        // Slots since the price before it; zero where there was none of the same feed.
        uint8 span;
        // EWMA variance per second with the matrix's weights, 1e36.
        uint256 variance;
        // The share of the deviation the newest return made, wad, with the return's sign.
        int256 fresh;
        // How much faster it moves than it did: fast over slow deviation less one, bps, at most 10000.
        uint16 pull;
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

    /// @notice The engine does not know the asset.
    /// @param asset The asset.
    error NotListed(address asset);

    /// @notice The asset is in the matrix already.
    /// @param asset The asset.
    error AlreadyMember(address asset);

    /// @notice The asset is not in the matrix.
    /// @param asset The asset.
    error NotMember(address asset);

    /// @notice All places are taken.
    /// @param have How many there are.
    error MatrixFull(uint256 have);

    /// @notice The engine samples the asset in slots of another length.
    /// @param asset The asset.
    /// @param have The engine's.
    /// @param want The matrix's.
    error IntervalMismatch(address asset, uint256 have, uint256 want);

    /// @notice The engine's answer is too short to be one.
    /// @param engine The engine.
    /// @param have Bytes it returned.
    /// @param want Bytes of an answer.
    error EngineGarbage(address engine, uint256 have, uint256 want);

    /// @notice A rule lies outside the bounds compiled into the contract.
    /// @param rule 0 the length of a slot, 1 the least number of samples, 2 the least pull, 3 a place, 4 a haircut.
    /// @param have The value given.
    /// @param min The lowest allowed.
    /// @param max The highest allowed.
    error RuleOutOfBounds(uint8 rule, uint256 have, uint256 min, uint256 max);

    // ---------------------------------------------------------------- events

    /// @notice A successor was named, or the nomination withdrawn (zero address).
    /// @param previousOwner The owner, who stays in office until the successor accepts.
    /// @param newOwner The successor.
    event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);

    /// @notice The owner changed.
    /// @param previousOwner Who was the owner; zero at construction.
    /// @param newOwner Who is the owner now.
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    /// @notice An asset joined the matrix or left it.
    /// @param asset The asset.
    /// @param place Its place.
    /// @param joined Whether it joined.
    event MembershipChanged(address indexed asset, uint8 place, bool joined);

    /// @notice How the matrix is read changed.
    /// @param oldMinSamples The least number of samples before.
    /// @param newMinSamples The same, now.
    /// @param oldMinPull The least pull before, bps.
    /// @param newMinPull The same, now.
    event RulesChanged(uint8 oldMinSamples, uint8 newMinSamples, uint16 oldMinPull, uint16 newMinPull);

    /// @notice New samples were taken.
    /// @param places A bit for each place that had one, the lowest for place 0.
    event MatrixSampled(uint16 places);

    // ---------------------------------------------------------------- ownership

    /// @notice Who may change members and rules.
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

    /// @notice Takes an asset into the lowest free place, with the engine's slow volatility to start from.
    /// @param asset The asset; the engine samples it in slots of the matrix's length.
    function join(address asset) external;

    /// @notice Frees an asset's place. The others keep theirs.
    /// @param asset The asset.
    function leave(address asset) external;

    /// @notice Sets how the matrix is read.
    /// @param minSamples A pair with fewer counts as one asset; 20 to 250.
    /// @param minPull The least that correlations are pulled to one, bps; at most 10000.
    function setRules(uint8 minSamples, uint16 minPull) external;

    // ---------------------------------------------------------------- sampling, anyone

    /// @notice Takes the samples the engine has for all members and the matrix does not, and moves their correlations.
    /// Whatever the order and number of calls, the outcome is the same: what is missing is completed by a later one.
    /// @return sampled How many members had one.
    function sampleAll() external returns (uint256 sampled);

    /// @notice The same for some members only.
    /// @param places A bit for each place, the lowest for place 0.
    /// @return sampled How many members had one.
    function sample(uint16 places) external returns (uint256 sampled);

    // ---------------------------------------------------------------- views

    /// @notice What the matrix is built on, and how it is read.
    /// @return The figures.
    function config() external view returns (Config memory);

    /// @notice The asset of every place.
    /// @return Zero for a free one.
    function members() external view returns (address[16] memory);

    /// @notice One asset of the matrix.
    /// @param place Its place.
    /// @return The figures.
    function memberAt(uint8 place) external view returns (Member memory);

    /// @notice The correlation of two places.
    /// @param one A place.
    /// @param other Another.
    /// @return measured As measured, wad; one before the first common sample.
    /// @return samples Common samples behind it, less those only one of the two had; saturates at 255.
    /// @return believed What a lender should use now: one with too few samples, or when one of them is stale; else at least a
    /// half, and pulled to one under stress. Wad, rounded up.
    function correlation(uint8 one, uint8 other)
        external
        view
        returns (int256 measured, uint8 samples, uint256 believed);

    /// @notice By how much a portfolio's haircut is below the sum of its collaterals' haircuts: at most a quarter of it.
    /// @param haircuts A haircut for each place, all in one unit, at most 2^112 - 1 each.
    /// @return In that unit, rounded down.
    function credit(uint256[16] calldata haircuts) external view returns (uint256);

    /// @notice The part of all but the largest group's haircuts that any portfolio may be given back:
    /// `2 - sqrt(2 + 2 rho)` of the highest believed correlation between members of different groups, at most a quarter.
    /// @param groups Four bits for each place, the lowest for place 0: the number of its group.
    /// @return Wad, rounded down; zero with fewer than two groups.
    function groupCredit(uint64 groups) external view returns (uint256);
}
