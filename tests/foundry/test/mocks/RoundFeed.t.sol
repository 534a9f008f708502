// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {RoundFeed} from "../../src/mocks/RoundFeed.sol";

contract RoundFeedTest is Test {
    RoundFeed private feed;

    function setUp() external {
        feed = new RoundFeed(8);
    }

    function test_push_numbers_rounds_from_one() external {
        feed.push(100e8, 1_000);
        feed.push(-1, 2_000);
        _expectRound(1, 100e8, 1_000);
        _expectRound(2, -1, 2_000);
        (uint80 id,,,,) = feed.latestRoundData();
        assertEq(id, 2, "latest round");
    }

    function test_latestRoundData_reads_one_slot() external {
        feed.push(100e8, 1_000);
        vm.record();
        feed.latestRoundData();
        (bytes32[] memory reads,) = vm.accesses(address(feed));
        assertEq(reads.length, 1, "slots read");
    }

    function test_push_rejects_what_does_not_fit() external {
        int256 wide = int256(type(int128).max) + 1;
        vm.expectRevert(abi.encodeWithSelector(RoundFeed.AnswerOutOfRange.selector, wide));
        feed.push(wide, 1);
        uint256 late = uint256(type(uint64).max) + 1;
        vm.expectRevert(abi.encodeWithSelector(RoundFeed.TimeOutOfRange.selector, late));
        feed.push(1, late);
    }

    function test_getRoundData_rejects_an_unknown_round() external {
        vm.expectRevert(abi.encodeWithSelector(RoundFeed.NoDataPresent.selector, uint80(1)));
        feed.getRoundData(1);
    }

    /// The replay deploys this contract without a compiler at hand: its bytes are kept in the repository.
    function test_artifact_is_what_the_source_compiles_to() external view {
        string memory kept = vm.readFile("artifacts/RoundFeed.json");
        assertEq(vm.parseJsonBytes(kept, ".bytecode"), type(RoundFeed).creationCode, "run cargo alm check artifacts --update");
    }

    function _expectRound(uint80 id, int256 answer, uint256 updatedAt) private view {
        (uint80 gotId, int256 gotAnswer,, uint256 gotUpdatedAt,) = feed.getRoundData(id);
        assertEq(gotId, id, "round");
        assertEq(gotAnswer, answer, "answer");
        assertEq(gotUpdatedAt, updatedAt, "time");
    }
}
