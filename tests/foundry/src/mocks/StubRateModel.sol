// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title A rate model that answers as told
contract StubRateModel {
    enum Mood {
        Honest,
        Reverting,
        Silent,
        Short
    }

    Mood public mood;
    uint256 public rate;
    uint256 public utilisation;

    function set(Mood mood_, uint256 rate_) external {
        (mood, rate) = (mood_, rate_);
    }

    /// @notice `IRateModel.accrue`.
    function accrue(address, uint256 utilisation_) external returns (uint256) {
        require(mood != Mood.Reverting, "no rate today");
        utilisation = utilisation_;
        uint256 answer = rate;
        uint256 size = mood == Mood.Silent ? 0 : mood == Mood.Short ? 31 : 32;
        assembly ("memory-safe") {
            mstore(0, answer)
            return(0, size)
        }
    }
}
