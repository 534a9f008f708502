// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {AggregatorV3Interface} from "./AggregatorV3Interface.sol";

/// @title A price feed whose latest round lives in one slot
/// @notice Anyone may push: a stand-in for tests and replays. Reading the latest round costs one slot;
///         every round stays readable by its number.
contract RoundFeed is AggregatorV3Interface {
    /// @notice One round, in one slot.
    /// @param answer price, in units of 10^-decimals
    /// @param roundId number of the round, from 1
    /// @param updatedAt Unix time of the price
    struct Round {
        int128 answer;
        uint64 roundId;
        uint64 updatedAt;
    }

    /// @notice The answer does not fit 128 bits.
    error AnswerOutOfRange(int256 answer);
    /// @notice The time does not fit 64 bits.
    error TimeOutOfRange(uint256 updatedAt);
    /// @notice No such round.
    error NoDataPresent(uint80 roundId);

    /// @notice A new round, in the words of the reference aggregator.
    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);

    /// @inheritdoc AggregatorV3Interface
    uint8 public immutable decimals;

    /// @notice The latest round: one slot.
    Round public latest;

    mapping(uint80 roundId => Round) private _rounds;

    /// @param decimals_ decimals of the answers, usually 8
    constructor(uint8 decimals_) {
        decimals = decimals_;
    }

    /// @notice Opens the next round.
    /// @param answer price, in units of 10^-decimals; any sign, so that bad feeds can be played
    /// @param updatedAt Unix time of the price; any, so that stale feeds can be played
    function push(int256 answer, uint256 updatedAt) external {
        if (answer != int128(answer)) revert AnswerOutOfRange(answer);
        if (updatedAt != uint64(updatedAt)) revert TimeOutOfRange(updatedAt);
        Round memory next = Round(int128(answer), latest.roundId + 1, uint64(updatedAt));
        latest = next;
        _rounds[next.roundId] = next;
        emit AnswerUpdated(answer, next.roundId, updatedAt);
    }

    /// @inheritdoc AggregatorV3Interface
    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return _data(latest);
    }

    /// @inheritdoc AggregatorV3Interface
    function getRoundData(uint80 roundId) external view returns (uint80, int256, uint256, uint256, uint80) {
        Round memory round = _rounds[roundId];
        if (round.roundId == 0) revert NoDataPresent(roundId);
        return _data(round);
    }

    /// @inheritdoc AggregatorV3Interface
    function description() external pure returns (string memory) {
        return "test feed";
    }

    /// @inheritdoc AggregatorV3Interface
    function version() external pure returns (uint256) {
        return 1;
    }

    function _data(Round memory round) private pure returns (uint80, int256, uint256, uint256, uint80) {
        return (round.roundId, round.answer, round.updatedAt, round.updatedAt, round.roundId);
    }
}
