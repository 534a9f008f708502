// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";

/// @title What tests have accounts of a credit desk do
abstract contract CreditActions is Test {
    uint256 internal constant ALL = type(uint256).max;

    ICreditDesk internal credit;

    function _action(uint8 kind, address asset, uint256 amount, uint256 limit, uint64 term, address receiver)
        internal
        pure
        returns (ICreditDesk.Action memory)
    {
        return ICreditDesk.Action(kind, asset, amount, limit, term, receiver);
    }

    /// One action of an account by itself.
    function _do(address who, ICreditDesk.Action memory action) internal {
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](1);
        actions[0] = action;
        vm.prank(who);
        credit.execute(who, ALL, actions);
    }

    /// Two of them, in one call.
    function _do(address who, ICreditDesk.Action memory first, ICreditDesk.Action memory second) internal {
        vm.prank(who);
        credit.execute(who, ALL, _two(first, second));
    }

    function _two(ICreditDesk.Action memory first, ICreditDesk.Action memory second)
        internal
        pure
        returns (ICreditDesk.Action[] memory actions)
    {
        actions = new ICreditDesk.Action[](2);
        (actions[0], actions[1]) = (first, second);
    }

    /// A list of one asset.
    function _one(address asset) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = asset;
    }
}
