// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {AggregatorV3Interface} from "./AggregatorV3Interface.sol";

/// @title A price feed that plays rounds as a proxy tells them
/// @notice Rounds carry the number of their aggregator in the upper 16 of 80 bits, so that numbers jump where it changes. Every
///         round keeps all five of its words. Anyone may push: a stand-in for tests.
contract PhaseFeed is AggregatorV3Interface {
    /// @notice One round, as it was told.
    struct Round {
        int256 answer;
        uint256 startedAt;
        uint256 updatedAt;
        uint80 answeredInRound;
    }

    /// @notice No such round.
    error NoDataPresent(uint80 roundId);
    /// @notice Numbers only rise.
    error NotLater(uint80 have, uint80 want);

    /// @inheritdoc AggregatorV3Interface
    uint8 public immutable decimals;

    /// @notice Number of the latest round.
    uint80 public latestRound;

    mapping(uint80 roundId => Round) private _rounds;

    /// @param decimals_ decimals of the answers, usually 8
    constructor(uint8 decimals_) {
        decimals = decimals_;
    }

    /// @notice Plays a round.
    /// @param roundId its number, phase included
    /// @param answer price, in units of 10^-decimals
    /// @param startedAt when it was opened
    /// @param updatedAt when it was answered
    /// @param answeredInRound the round the answer is from
    function play(uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
        external
    {
        if (roundId <= latestRound) revert NotLater(roundId, latestRound);
        latestRound = roundId;
        _rounds[roundId] = Round(answer, startedAt, updatedAt, answeredInRound);
    }

    /// @inheritdoc AggregatorV3Interface
    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return getRoundData(latestRound);
    }

    /// @inheritdoc AggregatorV3Interface
    function getRoundData(uint80 roundId) public view returns (uint80, int256, uint256, uint256, uint80) {
        Round storage round = _rounds[roundId];
        if (round.updatedAt == 0) revert NoDataPresent(roundId);
        return (roundId, round.answer, round.startedAt, round.updatedAt, round.answeredInRound);
    }

    /// @inheritdoc AggregatorV3Interface
    function description() external pure returns (string memory) {
        return "test feed with phases";
    }

    /// @inheritdoc AggregatorV3Interface
    function version() external pure returns (uint256) {
        return 1;
    }
}
