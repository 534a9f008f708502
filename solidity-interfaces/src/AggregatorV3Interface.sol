// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity >=0.8.20;

// Generated from contracts/libs/alm-abi by `cargo alm check --update`; edit it there.

/// @title A price feed with numbered rounds
/// @notice Only what the engine reads; the deployed contracts offer more.
interface AggregatorV3Interface {
    /// @notice Decimals of every answer.
    /// @return The number of decimals, 8 for most feeds quoted in dollars.
    function decimals() external view returns (uint8);

    /// @notice The newest round.
    /// @return roundId Phase in the upper 16 of 80 bits, the aggregator's own round in the lower 64.
    /// @return answer The price at `decimals()` decimals.
    /// @return startedAt When the round began, Unix seconds.
    /// @return updatedAt When the answer was written, Unix seconds; 0 for a round not complete.
    /// @return answeredInRound Deprecated by its author; not read.
    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);

    /// @notice One round of the past.
    /// @param round The round's number.
    /// @return roundId The same number.
    /// @return answer The price at `decimals()` decimals.
    /// @return startedAt When the round began, Unix seconds.
    /// @return updatedAt When the answer was written, Unix seconds; 0 for a round not complete.
    /// @return answeredInRound Deprecated by its author; not read.
    function getRoundData(uint80 round)
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}
