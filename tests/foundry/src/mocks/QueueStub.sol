// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title Says that a vault is its share, as a redemption queue does; whoever tests acts in its name
contract QueueStub {
    address public immutable share;

    constructor(address vault) {
        share = vault;
    }
}
